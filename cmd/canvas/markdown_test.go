package main

import (
	"html"
	"strings"
	"testing"
)

func TestMarkdown(t *testing.T) {
	for text, want := range map[string]string{
		"plain, with 83 % (172 / 206): → «é»": "plain, with 83 % (172 / 206): → «é»",
		"*a* _b_ `c` ~~d~~ [e](f) | $g$ \\":   `\*a\* \_b\_ \` + "`c\\`" + ` \~\~` + "\u2060" + `d\~\~ \[e\](f) \| \$g\$ \\`,
		"<script>&lt;":                        `\<script\>\&lt;`,
		"# title":                             `\# title`,
		"- entry":                             `\- entry`,
		"12. entry":                           `12\. entry`,
		"1) entry\n---\n=== \n+ x":            `1\) entry<br>\---<br>\===<br>\+ x`,
		"a\r\n\r\n  b\u202e\x1b[31m":          "a<br>b\ufffd\ufffd\\[31m",
		"ask @anna, see #12, c@e.org, # @":    "ask @\u2060anna, see #\u206012, c@\u2060e.org, # @",
		"":                                    "",
	} {
		if got := markdown(text); got != want {
			t.Errorf("%q:\n got %q\nwant %q", text, got, want)
		}
	}
	if got := code("a`b\n"); got != "`a'b `" {
		t.Errorf("code: %q", got)
	}
}

// FuzzMarkdown looks for a text that does not stand for itself: one with markup in it that nothing
// takes the meaning from, that spans lines, or that hosts would make a link of.
func FuzzMarkdown(f *testing.F) {
	for _, seed := range []string{"<script>", "a | b", "`c`", "\\`", "@anna @@bob", "#12 GH-3 !4 ~l %\"m\" &1 $2", "[a](b) ![c](d)", "<!-- x -->", "http://a www.b :tada:", "- x\n# y\n1. z", "\\\\*a*", "~~~", "a\u2028b\r\nc"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := markdown(text)
		if strings.ContainsAny(got, "\r\n") {
			t.Fatalf("%q has lines", got)
		}
		bare := strings.ReplaceAll(got, "<br>", " ")
		escaped := false
		for i, r := range bare {
			switch {
			case escaped:
				escaped = false
			case r == '\\':
				escaped = true
			case strings.ContainsRune("`*_[]<>|~&$", r):
				t.Fatalf("%q: %q at %d is markup", got, r, i)
			}
		}
		if escaped {
			t.Fatalf("%q ends with an escape", got)
		}
		for _, line := range strings.Split(got, "<br>") {
			if opening.MatchString(line) {
				t.Fatalf("%q begins with markup", line)
			}
		}
		if seen := strings.ReplaceAll(bare, `\`, ""); called.MatchString(seen) {
			t.Fatalf("%q calls %q", got, called.FindString(seen))
		}
		if seen := html.UnescapeString(inHTML(text)); called.MatchString(seen) {
			t.Fatalf("%q calls %q in HTML", seen, called.FindString(seen))
		}
		if strings.ContainsAny(inHTML(text), "<>\n") {
			t.Fatalf("%q is markup in HTML", inHTML(text))
		}
	})
}
