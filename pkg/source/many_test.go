package source

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSetTexts(t *testing.T) {
	const before = "\ufeffrole: a # a\r\nstakes: [a, \"b\",  a]\r\ncriteria:\r\n- measure: a\r\n  target: >-\r\n    a\r\n    b\r\nsource: {person: 'a'}\r\n"
	const want = "\ufeffrole: \"2026\" # a\r\nstakes: [c, \"b\",  d]\r\ncriteria:\r\n- measure: a\r\n  target: e\r\nsource: {person: 'it''s'}\r\n"
	f, _ := Parse("x.yaml", []byte(before))
	var texts []Text
	for path, text := range map[string]string{"stakes[2]": "d", "role": "2026", "source.person": "it's", "criteria[0].target": "e", "stakes[0]": "c"} {
		p, err := ParsePath(path)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, Text{p, text})
	}
	after, err := f.SetTexts(texts)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(after.Data)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if same, err := f.SetTexts(nil); same != f || err != nil {
		t.Errorf("no texts: %v", err)
	}
}

func TestPathTo(t *testing.T) {
	f, _ := Parse("x.yaml", []byte("role: a\nstakes: [b, c]\ncriteria:\n  - measure: d\n    of: {e: f}\n"))
	for text, want := range map[string]string{"a\n": "role", "c]": "stakes[1]", "d\n": "criteria[0].measure", "f}": "criteria[0].of.e", "role": "", "[b": ""} {
		path := f.PathTo(strings.Index(string(f.Data), text))
		if path.String() != want {
			t.Errorf("%q: %s, want %s", text, path, want)
		}
		if n := f.At(path); want != "" && n.Value != text[:1] {
			t.Errorf("%s: %q", path, n.Value)
		}
	}
	if n := f.At(Path{{Key: "stakes"}, {Index: 2}}); n != nil {
		t.Errorf("there is no such entry: %v", n)
	}
}

func TestComments(t *testing.T) {
	for text, want := range map[string][]string{
		"":                      nil,
		"# a\n\n  # b":          {"# a", "# b"},
		"a: b#c # d\n":          {"# d"},
		"a: 'b # c' # d # e\n":  {"# d # e"},
		"a: | # b\n  # c\n# d":  {"# b", "# d"},
		"a: >-\n  b # c\n\n#":   {"#"},
		"a: b\n  c # d\r\n#e":   {"# d", "#e"},
		"a: [b, # c\n  d]\t# e": {"# c", "# e"},
		"'# a': b # c\n#":       {"# c", "#"},
		"# a\nb: c: d # e\n":    {"# a", "# e"}, // although it cannot be read
	} {
		f, _ := Parse("x.yaml", []byte(text))
		if diff := cmp.Diff(want, f.Comments()); diff != "" {
			t.Errorf("%q: -want +got:\n%s", text, diff)
		}
	}
}

func FuzzAddComments(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, findings := Parse("x.yaml", data)
		if len(findings) > 0 {
			return
		}
		after, err := file.AddComments([]string{"# one", "# two"})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(after.Data), string(data)) && file.Root == nil {
			t.Errorf("what was there is not there any more: %q", after.Data)
		}
		if !Equal(file.Root, after.Root) {
			t.Errorf("it says something else: %q", after.Data)
		}
		comments := after.Comments()
		if len(comments) < 2 || !slices.Equal(comments[len(comments)-2:], []string{"# one", "# two"}) {
			t.Errorf("the comments of %q are %q", after.Data, comments)
		}
	})
}
