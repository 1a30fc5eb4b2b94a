package main

import "testing"

func TestMarkdown(t *testing.T) {
	for text, want := range map[string]string{
		"plain, with 83 % (172 / 206): → «é»": "plain, with 83 % (172 / 206): → «é»",
		"*a* _b_ `c` ~~d~~ [e](f) | $g$ \\":   `\*a\* \_b\_ \` + "`c\\`" + ` \~\~d\~\~ \[e\](f) \| \$g\$ \\`,
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
