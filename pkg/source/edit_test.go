package source

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// order is a schema's: the fields of an item, and those of its parts.
func order(parent Path) []string {
	switch {
	case len(parent) == 0:
		return []string{"title", "role", "want", "stakes", "criteria", "value", "source", "tags"}
	case parent[0].Key == "criteria":
		return []string{"measure", "unit", "target"}
	}
	return []string{"person", "date"}
}

func TestSet(t *testing.T) {
	for _, tt := range []struct {
		name, in, path string
		value          any
		want           string
	}{
		{"plain", "role: a # c\nwant: b\n", "role", "d", "role: d # c\nwant: b\n"},
		{"same", "role:   'a'\n", "role", "a", "role:   'a'\n"},
		{"spaces stay", "role:    a   # c\n", "role", "d e", "role:    d e   # c\n"},
		{"needs quotes", "role: a # c\n", "role", "oui : non", "role: \"oui : non\" # c\n"},
		{"double quotes stay", "role: \"a\"\n", "role", "b", "role: \"b\"\n"},
		{"quotes that were needed go", "role: \"12:30\"\n", "role", "noon", "role: noon\n"},
		{"single quotes stay", "role: 'a'\n", "role", "l'été", "role: 'l''été'\n"},
		{"single quotes cannot", "role: 'a'\n", "role", "a\tb", "role: \"a\\tb\"\n"},
		{"number", "value: 5\n", "value", 8, "value: 8\n"},
		{"number for text", "value: \"5\"\n", "value", 5, "value: 5\n"},
		{"text for number", "value: 5\n", "value", "5", "value: \"5\"\n"},
		{"bool", "value: 5 # c\n", "value", true, "value: true # c\n"},
		{"plain lines", "want: a\n  b # c\nvalue: 5", "want", "d", "want: d # c\nvalue: 5"},
		{"on the next line", "want:\n  a\nvalue: 5", "want", "d", "want:\n  d\nvalue: 5"},
		{"absent", "want:\nvalue: 5\n", "want", "d", "want: d\nvalue: 5\n"},
		{"absent with space", "want:  \nvalue: 5\n", "want", "d", "want: d\nvalue: 5\n"},
		{"absent with comment", "want: # c\nvalue: 5\n", "want", "d", "want: d # c\nvalue: 5\n"},
		{"null", "want: ~ # c\n", "want", "d", "want: d # c\n"},
		{"absent at the end", "want:", "want", "d", "want: d"},
		{"text becomes literal", "want: a # c\nvalue: 5\n", "want", "b\n\nc", "want: |- # c\n  b\n\n  c\nvalue: 5\n"},
		{"literal stays", "want: |\n  a\n  b\n\nvalue: 5\n", "want", "c\nd\n", "want: |\n  c\n  d\n\nvalue: 5\n"},
		{"literal becomes plain", "want: | # c\n  a\n  b\nvalue: 5\n", "want", "d", "want: d # c\nvalue: 5\n"},
		{"folded", "want: >-\n  a\n  b\nvalue: 5\n", "want", "c\nd", "want: |-\n  c\n  d\nvalue: 5\n"},
		{"quotes become literal", "want: \"a\\nb\"\n", "want", "c\nd\n", "want: |\n  c\n  d\n"},
		{"literal at the end", "want: a", "want", "c\nd", "want: |-\n  c\n  d"},
		{"literal with end at the end", "want: a", "want", "c\nd\n", "want: |\n  c\n  d\n"},
		{"CRLF", "want: a # c\r\nvalue: 5\r\n", "want", "c\nd", "want: |- # c\r\n  c\r\n  d\r\nvalue: 5\r\n"},
		{"BOM", "\ufeffwant: a\n", "want", "b", "\ufeffwant: b\n"},
		{"U+2028", "want: a\u2028b\nvalue: 1\n", "value", 2, "want: a\u2028b\nvalue: 2\n"},

		{"entry", "stakes:\n- a # x\n- b\n", "stakes[0]", "c", "stakes:\n- c # x\n- b\n"},
		{"empty entry", "stakes:\n  -\n  - b\n", "stakes[0]", "c", "stakes:\n  - c\n  - b\n"},
		{"one past the end", "stakes:\n  - a\n", "stakes[1]", "b", "stakes:\n  - a\n  - b\n"},
		{"in a record", "criteria:\n    - measure: a # x\n      target: b # y\n", "criteria[0].target", "c", "criteria:\n    - measure: a # x\n      target: c # y\n"},
		{"new in a record", "criteria:\n- measure: a # x\n  target: b\n", "criteria[0].unit", "%", "criteria:\n- measure: a # x\n  unit: \"%\"\n  target: b\n"},
		{"first in a record", "criteria:\n- target: b\n", "criteria[0].measure", "a", "criteria:\n- measure: a\n  target: b\n"},
		{"new record", "title: a\nvalue: 5\n", "criteria[0].measure", "m", "title: a\ncriteria:\n  - measure: m\nvalue: 5\n"},
		{"next record", "criteria:\n  - measure: a\n", "criteria[1].measure", "b", "criteria:\n  - measure: a\n  - measure: b\n"},

		{"new after", "title: a # c\n\n# about\nvalue: 5\n", "want", "b", "title: a # c\nwant: b\n\n# about\nvalue: 5\n"},
		{"new first", "want: b\n", "title", "a", "title: a\nwant: b\n"},
		{"new first below the head", "# head\nwant: b\n", "title", "a", "# head\ntitle: a\nwant: b\n"},
		{"new first above a comment", "# head\n\n# about want\nwant: b\n", "title", "a", "# head\n\ntitle: a\n# about want\nwant: b\n"},
		{"new last", "title: a\n\n# foot\n", "tags", []any{"x", "z"}, "title: a\ntags:\n  - x\n  - z\n\n# foot\n"},
		{"unknown comes last", "title: a\ntags: [b]\n", "zone", "c", "title: a\ntags: [b]\nzone: c\n"},
		{"unknown stays between", "title: a\nzone: b\nvalue: 5\n", "want", "c", "title: a\nwant: c\nzone: b\nvalue: 5\n"},
		{"no final end", "title: a", "value", 5, "title: a\nvalue: 5"},
		{"no final end, literal", "title: |\n  a\n  b", "value", 5, "title: |-\n  a\n  b\nvalue: 5"},
		{"after a kept block", "title: |+\n  a\n\n\nvalue: 5\n", "want", "b", "title: |+\n  a\n\n\nwant: b\nvalue: 5\n"},
		{"after a list with a comment", "stakes:\n  - a\n  # - b\nvalue: 5\n", "criteria", []any{Map{{"measure", "m"}}}, "stakes:\n  - a\n  # - b\ncriteria:\n  - measure: m\nvalue: 5\n"},
		{"like other lists", "stakes:\n- a\n", "tags", []any{"x"}, "stakes:\n- a\ntags:\n- x\n"},
		{"like wide lists", "stakes:\n    - a\n", "source.person", "p", "stakes:\n    - a\nsource:\n    person: p\n"},
		{"part", "title: a\nvalue: 5\n", "source.person", "p", "title: a\nvalue: 5\nsource:\n  person: p\n"},
		{"second part", "source:\n  date: d\n", "source.person", "p", "source:\n  person: p\n  date: d\n"},
		{"part of nothing", "source: # c\nvalue: 5\n", "source.person", "p", "source: # c\n  person: p\nvalue: 5\n"},
		{"part of empty", "source: {}\n", "source.person", "p", "source: {person: p}\n"},

		{"brackets stay", "stakes: [a, b] # c\n", "stakes", []any{"c", "d, e"}, "stakes: [c, \"d, e\"] # c\n"},
		{"in brackets", "stakes: [ 'a', b ]\n", "stakes[0]", "it's", "stakes: [ 'it''s', b ]\n"},
		{"lines in brackets", "stakes: [ a ]\n", "stakes[0]", "b\nc", "stakes: [ \"b\\nc\" ]\n"},
		{"braces", "source: {date: d}\n", "source.person", "p", "source: {person: p, date: d}\n"},
		{"braces, absent", "source: {person, date: }\n", "source.person", "p", "source: {person: p, date: }\n"},
		{"brackets cannot", "criteria: [a] # c\n", "criteria", []any{"b\nc"}, "criteria: # c\n  - |-\n    b\n    c\n"},
		{"list for text", "stakes: a # c\nvalue: 5\n", "stakes", []any{"a", "b"}, "stakes: # c\n  - a\n  - b\nvalue: 5\n"},
		{"text for list", "stakes: # c\n  - a\n  - b # d\nvalue: 5\n", "stakes", "x", "stakes: x # c\nvalue: 5\n"},
		{"list for list", "stakes:\n- a\n- b\n# e\nvalue: 5\n", "stakes", []any{"c"}, "stakes:\n- c\n# e\nvalue: 5\n"},
		{"record for text", "criteria:\n  - a # c\n  - b\n", "criteria[0]", Map{{"measure", "m"}, {"target", "t"}}, "criteria:\n  - measure: m # c\n    target: t\n  - b\n"},
		{"record for record", "criteria:\n  - measure: a # c\n    unit: u # d\n", "criteria[0]", Map{{"measure", "m"}}, "criteria:\n  - measure: m # c\n"},
		{"records and one more", "criteria: # x\n  - measure: a # c\n    unit: u\n  - measure: b # d\n", "criteria", []any{Map{{"measure", "a"}, {"unit", "v"}}, Map{{"measure", "b"}}, Map{{"measure", "e"}}}, "criteria: # x\n  - measure: a # c\n    unit: v\n  - measure: b # d\n  - measure: e\n"},
		{"other records", "criteria:\n  - measure: a\n  - measure: b # d\n", "criteria", []any{Map{{"measure", "e"}}, Map{{"measure", "a"}}, Map{{"measure", "b"}}}, "criteria:\n  - measure: e\n  - measure: a\n  - measure: b\n"},
		{"records for records", "criteria: # x\n  - measure: a # c\n    unit: u\n  - measure: b # d\n", "criteria", []any{Map{{"measure", "a"}, {"unit", "v"}}, Map{{"measure", "b"}, {"target", "t"}}}, "criteria: # x\n  - measure: a # c\n    unit: v\n  - measure: b # d\n    target: t\n"},
		{"entries that stay", "stakes:\n  - a # 1\n  - b # 2\n  # about c\n  - c # 3\n", "stakes", []any{"a", "c", "d"}, "stakes:\n  - a # 1\n  # about c\n  - c # 3\n  - d\n"},
		{"mapping for mapping", "source: # x\n  date: d # 1\n  zone: z\n", "source", Map{{"person", "p"}, {"date", "d"}}, "source: # x\n  person: p\n  date: d # 1\n"},

		{"empty file", "", "source.person", "p", "source:\n  person: p\n"},
		{"comments only", "# a\n# b", "title", "x", "# a\n# b\ntitle: x\n"},
		{"document mark", "---\n", "title", "x", "---\ntitle: x\n"},
		{"empty list deletes", "title: a\ntags: [b]\n", "tags", []any{}, "title: a\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, _ := Parse("x.yaml", []byte(tt.in))
			got, err := f.Set(path(t, tt.path), tt.value, order)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, string(got.Data)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func path(t *testing.T, s string) Path {
	t.Helper()
	p, err := ParsePath(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAppend(t *testing.T) {
	for _, tt := range []struct {
		name, in, path string
		value          any
		want           string
	}{
		{"indented", "stakes:\n  - a # x\n\nvalue: 5\n", "stakes", "b", "stakes:\n  - a # x\n  - b\n\nvalue: 5\n"},
		{"not indented", "stakes:\n- a\nvalue: 5\n", "stakes", "b", "stakes:\n- a\n- b\nvalue: 5\n"},
		{"wide", "criteria:\n    - measure: a\n      target: t\n", "criteria", Map{{"measure", "b"}, {"target", "u"}}, "criteria:\n    - measure: a\n      target: t\n    - measure: b\n      target: u\n"},
		{"brackets", "stakes: [a, 'b' ] # c\n", "stakes", "d", "stakes: [a, 'b', d ] # c\n"},
		{"empty brackets", "stakes: [] # c\n", "stakes", "d", "stakes: [d] # c\n"},
		{"record in empty brackets", "criteria: [] # c\n", "criteria", Map{{"measure", "m"}}, "criteria: # c\n  - measure: m\n"},
		{"new", "title: a\nvalue: 5\n", "stakes", "b", "title: a\nstakes:\n  - b\nvalue: 5\n"},
		{"absent", "stakes:\nvalue: 5\n", "stakes", "b", "stakes:\n  - b\nvalue: 5\n"},
		{"no final end", "stakes:\n  - a", "stakes", "b", "stakes:\n  - a\n  - b"},
		{"CRLF", "stakes:\r\n  - a\r\n", "stakes", "b", "stakes:\r\n  - a\r\n  - b\r\n"},
		{"empty file", "", "stakes", "b", "stakes:\n  - b\n"},
		{"inner", "criteria:\n  - measure: m\n", "criteria[0].values", "b", "criteria:\n  - measure: m\n    values:\n      - b\n"},
		{"after a literal", "tags:\n  - |\n    a\n    b\nzone: c\n", "tags", "d", "tags:\n  - |\n    a\n    b\n  - d\nzone: c\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, _ := Parse("x.yaml", []byte(tt.in))
			got, err := f.Append(path(t, tt.path), tt.value, order)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, string(got.Data)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestDelete(t *testing.T) {
	for _, tt := range []struct{ name, in, path, want string }{
		{"first", "title: a # c\nvalue: 5\n", "title", "value: 5\n"},
		{"last", "title: a\n# above\nvalue: 5 # beside\n# foot\n", "value", "title: a\n# above\n# foot\n"},
		{"no final end", "title: a\nvalue: 5", "value", "title: a\n"},
		{"list", "title: a\nstakes:\n  - a # x\n  # - b\nvalue: 5\n", "stakes", "title: a\nvalue: 5\n"},
		{"literal", "title: |\n  a\n  b\nvalue: 5\n", "title", "value: 5\n"},
		{"absent", "title:\nvalue: 5\n", "title", "value: 5\n"},
		{"not there", "title: a\n", "value", "title: a\n"},
		{"entry", "stakes:\n  - a\n  - b # x\n  - c\n", "stakes[1]", "stakes:\n  - a\n  - c\n"},
		{"first entry", "stakes:\n  # above\n  - a\n  - b\n", "stakes[0]", "stakes:\n  # above\n  - b\n"},
		{"only entry", "title: a\nstakes: # x\n- b\nvalue: 5\n", "stakes[0]", "title: a\nvalue: 5\n"},
		{"first of a record", "criteria:\n  - measure: a # x\n    target: b\n", "criteria[0].measure", "criteria:\n  - target: b\n"},
		{"first before a comment", "criteria:\n  - measure: a\n    # c\n    target: b\n", "criteria[0].measure", "criteria:\n  - \n    # c\n    target: b\n"},
		{"only of a record", "criteria:\n  - measure: a\n  - measure: b\n", "criteria[0].measure", "criteria:\n  - measure: b\n"},
		{"only of all", "title: t\ncriteria:\n  - measure: a\n", "criteria[0].measure", "title: t\n"},
		{"everything", "# head\ntitle: t\n", "title", "# head\n"},
		{"first in brackets", "stakes: [a, b, c]\n", "stakes[0]", "stakes: [b, c]\n"},
		{"last in brackets", "stakes: [a, b , c ]\n", "stakes[2]", "stakes: [a, b ]\n"},
		{"only in brackets", "title: t\nstakes: [a]\n", "stakes[0]", "title: t\n"},
		{"braces", "source: {person: p, date}\n", "source.date", "source: {person: p}\n"},
		{"list in list", "criteria:\n  - - a\n    - b\n", "criteria[0][0]", "criteria:\n  - - b\n"},
		{"CRLF", "title: a\r\nvalue: 5\r\n", "title", "value: 5\r\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, _ := Parse("x.yaml", []byte(tt.in))
			got, err := f.Delete(path(t, tt.path))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, string(got.Data)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestEditFailures(t *testing.T) {
	for _, tt := range []struct{ name, in, path, want string }{
		{"broken", "a: b: c\n", "a", "source-cannot-edit"},
		{"through a text", "a: b\n", "a.c", "source-wrong-parent"},
		{"index of a mapping", "a: {b: c}\n", "a[0]", "source-wrong-parent"},
		{"key of a list", "a: [b]\n", "a.c", "source-wrong-parent"},
		{"beyond the end", "a: [b]\n", "a[2]", "source-no-such-entry"},
		{"beyond nothing", "b: c\n", "a[1]", "source-no-such-entry"},
		{"second document", "---\n...\n", "a", "source-edit-failed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, _ := Parse("x.yaml", []byte(tt.in))
			got, err := f.Set(path(t, tt.path), "x", order)
			var failure *diag.Failure
			if !errors.As(err, &failure) || failure.Message.Key != tt.want || got != nil {
				t.Errorf("%v, want %s", err, tt.want)
			}
		})
	}
	f, _ := Parse("x.yaml", []byte("a: b\n"))
	if _, err := f.Append(path(t, "a"), "c", nil); err == nil {
		t.Error("a text takes an entry")
	}
}

func TestPaths(t *testing.T) {
	for s, want := range map[string]Path{
		"title":              {{Key: "title"}},
		"criteria[0].target": {{Key: "criteria"}, {Index: 0}, {Key: "target"}},
		"a[1][20].b.c":       {{Key: "a"}, {Index: 1}, {Index: 20}, {Key: "b"}, {Key: "c"}},
		"":                   nil, "[0]": nil, "a[": nil, "a[]": nil, "a[-1]": nil, "a[x]": nil, "a..b": nil, "a[0]b": nil, "a]": nil, "a[0": nil, "a[99999999999]": nil,
	} {
		got, err := ParsePath(s)
		if diff := cmp.Diff(want, got); diff != "" || (err == nil) != (want != nil) {
			t.Errorf("%q: %v -want +got:\n%s", s, err, diff)
		}
		if err == nil && got.String() != s {
			t.Errorf("%q is written %q", s, got)
		}
	}
}

// paths lists the paths to all values.
func paths(n *Node, to Path) []Path {
	if n == nil {
		return nil
	}
	list := []Path{}
	for i, child := range n.Children {
		step := Step{Index: i}
		if n.Kind == Mapping {
			if i%2 == 0 {
				continue
			}
			step = Step{Key: n.Children[i-1].Value}
		}
		next := append(to[:len(to):len(to)], step)
		list = append(append(list, next), paths(child, next)...)
	}
	return list
}

func FuzzEdit(f *testing.F) {
	for _, s := range seeds {
		for i, h := range []string{"x", "oui : non", "a\nb\n", "", "\u001b[31m\nb\u2028", " # x", "it's", "~"} {
			f.Add([]byte(s), uint8(i*37), h)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, pick uint8, text string) {
		if !utf8.ValidString(text) || len(data) > 4096 {
			t.Skip()
		}
		file, findings := Parse("x.yaml", data)
		if len(findings) > 0 {
			return // editing what is doubtful may fail
		}
		all := append(paths(file.Root, nil), Path{{Key: "title"}}, Path{{Key: "criteria"}, {Index: 0}, {Key: "unit"}}, Path{{Key: "source"}, {Key: "person"}})
		p := all[int(pick)%len(all)]
		for _, value := range []any{text, 7, []any{text, "b"}, Map{{"k", text}, {"l", []any{text}}}} {
			checkEdit(t, file, p, nodeOf(value))(file.Set(p, value, order))
		}
		checkEdit(t, file, p, nil)(file.Delete(p))
		if nodes := file.follow(p); len(nodes) > len(p) && nodes[len(p)].Kind == Sequence {
			next := append(p[:len(p):len(p)], Step{Index: len(nodes[len(p)].Children)})
			checkEdit(t, file, next, nodeOf(text))(file.Append(p, text, order))
		}
	})
}

// odd is what an edit may refuse: a mark of the end of a document, a plain text between brackets
// that ends with a colon, and a block that keeps the blank lines after it.
var odd = regexp.MustCompile(`\.\.\.|:\s*[]},]|[|>]\d?\+`)

// checkEdit tells whether an edit changed the value at a path, nothing else, and no line that does
// not have to do with it.
func checkEdit(t *testing.T, before *File, p Path, value *Node) func(*File, error) {
	return func(after *File, err error) {
		t.Helper()
		if err != nil {
			var failure *diag.Failure
			if !errors.As(err, &failure) || after != nil {
				t.Errorf("%v, %v", after, err)
			}
			if failure.Message.Key == "source-edit-failed" && !odd.Match(before.Data) {
				t.Errorf("%v in %q", err, before.Data)
			}
			return
		}
		nodes := after.follow(p)
		if value == nil && len(nodes) > len(p) && len(before.follow(p)) > len(p) && p[len(p)-1].Key != "" {
			t.Errorf("%v is still there in %q", p, after.Data)
		}
		if value != nil && (len(nodes) <= len(p) || !Equal(nodes[len(p)], value)) {
			t.Errorf("%v is not what it should be in %q", p, after.Data)
		}
		if want := before.Root.with(p, value); !Equal(want, after.Root) && (want != nil || len(after.Root.Children) > 0) {
			t.Errorf("something else changed: %q, %q", before.Data, after.Data)
		}
		nodes = before.follow(p)
		if len(nodes) <= len(p) {
			return
		}
		key, old := nodes[len(p)-1].child(p[len(p)-1])
		if value == nil {
			return
		}
		_, end := before.Offsets(old)
		first := key
		if first == nil {
			first = nodes[len(p)-1]
		}
		start, _ := before.Offsets(first)
		if !strings.HasPrefix(string(after.Data), string(before.Data[:start])) {
			t.Errorf("what precedes changed: %q, %q", before.Data, after.Data)
		}
		rest := strings.TrimRight(string(before.Data[before.lineEnd(end):]), "\r\n")
		if !strings.HasSuffix(strings.TrimRight(string(after.Data), "\r\n"), rest) {
			t.Errorf("what follows changed: %q, %q", before.Data, after.Data)
		}
	}
}
