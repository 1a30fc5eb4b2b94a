package source

import (
	"bytes"
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// inOrder is a schema for tests: its keys, and that phone, date and those in words hold text.
func inOrder(parent Path) []string {
	if len(parent) == 0 {
		return []string{"role", "want", "stakes", "criteria", "source", "value"}
	}
	return []string{"measure", "target", "person", "date"}
}

func isTextThere(p Path) bool {
	for _, step := range slices.Backward(p) {
		if step.Key != "" {
			return slices.Contains([]string{"role", "want", "phone", "date", "stakes", "target"}, step.Key)
		}
	}
	return false
}

func TestFormat(t *testing.T) {
	for name, tt := range map[string]struct{ in, want string }{
		"empty":         {"", ""},
		"blank":         {"\n \n---\n", ""},
		"comments only": {"\n\n#  a \n\n\n# b\n\n", "#  a\n\n# b\n"},
		"nothing in it": {"{} # x\n# y", "# x\n# y\n{}\n"},
		"order": {
			"zeta: 1\nwant: b\nalpha: 2\nrole: a\n",
			"role: a\nwant: b\nzeta: 1\nalpha: 2\n",
		},
		"bytes":   {"\ufeff---\r\nrole: \"a\"\r\nwant: b\t\r\n...\r\n", "role: a\nwant: b\n"},
		"marks":   {"%YAML 1.1\n--- # y\nrole: a\n... # z\n", "# y\nrole: a\n# z\n"},
		"no end":  {"role: a", "role: a\n"},
		"indents": {"  stakes:\n  - a\n  -   b\n  source:\n        person: c\n        date: d\n", "stakes:\n  - a\n  - b\nsource:\n  person: c\n  date: d\n"},
		"quotes": {
			"a: 'x'\nb: \"y\"\nc: \"l'été\"\nd: 'il dit \"oui\"'\ne: \"no\"\nf: no\ng: 'a: b'\nh: \"\\U0001F600\"\n'i': 1\n\"y\": 2\n",
			"a: x\nb: \"y\"\nc: l'été\nd: il dit \"oui\"\ne: \"no\"\nf: \"no\"\ng: \"a: b\"\nh: 😀\ni: 1\n\"y\": 2\n",
		},
		"text that looks like something else": {
			"want: 2026-01-02\nphone: +33612345678\ndate: true\nstakes: [1.10, ~, no]\nother: 2026-01-02\nvalue: 007\ncount: 0x1F\nnone: ~\n",
			"want: \"2026-01-02\"\nstakes:\n  - \"1.10\"\n  -\n  - \"no\"\nvalue: 007\nphone: \"+33612345678\"\ndate: \"true\"\nother: 2026-01-02\ncount: 0x1F\nnone:\n",
		},
		"flow": {
			"stakes: [a, 'b',\n  c # sea\n  , d]\nsource: {date: x, person: y}\nlist: [[a], {b: c}, d: e, [], {}]\n",
			"stakes:\n  - a\n  - b\n  - c # sea\n  - d\nsource:\n  person: \"y\"\n  date: x\nlist:\n  - - a\n  - b: c\n  - d: e\n  - []\n  - {}\n",
		},
		"comments in flow": {
			"stakes: [ # x\n  # own\n  a, # of a\n\n  b # of b\n  # last\n] # y\nwant: z\n",
			"want: z\n# x\nstakes: # y\n  # own\n  - a # of a\n\n  - b # of b\n  # last\n",
		},
		"comments": {
			"# head\n\n# of want\nwant:  b   # beside\n\n\n\n# of stakes\nstakes: # here\n\n- a\n# between\n- b   # last\nrole: c # role\n  # deeper\n# foot\n\n\n",
			"# head\n\nrole: c # role\n  # deeper\n# of want\nwant: b # beside\n\n# of stakes\nstakes: # here\n  - a\n  # between\n  - b # last\n# foot\n",
		},
		"head right above": {"# head\nwant: a\n# of role\nrole: b\n", "# head\n\n# of role\nrole: b\nwant: a\n"},
		"head apart":       {"# head\n\nwant: a\nrole: b\n", "# head\n\nrole: b\nwant: a\n"},
		"commented out": {
			"stakes:\n  # - a\n  # - b\nrole: x\ncriteria:\n  - measure: m\n  # - measure: n\nwant: y\n",
			"role: x\nwant: \"y\"\nstakes:\n  # - a\n  # - b\ncriteria:\n  - measure: m\n  # - measure: n\n",
		},
		"records": {
			"criteria:\n  -\n    # of target\n    target: t\n    # of measure\n    measure: m\n\n  - # dash\n    measure: n\n  - {target: x, measure: y} # behind\n",
			"criteria:\n  # of measure\n  - measure: m\n    # of target\n    target: t\n\n  # dash\n  - measure: \"n\"\n  # behind\n  - measure: \"y\"\n    target: x\n",
		},
		"literal": {
			"want: |+   # keep\n     a\n       b\n\n     c\n# next\nrole: |-\n  one\nother: >\n  one\n",
			"# next\nrole: one\nwant: | # keep\n  a\n    b\n\n  c\nother: |\n  one\n",
		},
		"folded": {
			"want: >-\n      a long\n      text\n\n      in two\nother:\n  - >\n   x\n   y\n",
			"want: >-\n  a long\n  text\n\n  in two\nother:\n  - >\n    x\n    y\n",
		},
		"blocks that a block must hold": {
			"a: |\n  x \n  y\nb: |2\n    x\n  y\nc: |+\n  x\n\n\nd: >2-\n    x\n  y\n",
			"a: |\n  x \n  y\nb: |2\n    x\n  y\nc: \"x\\n\\n\\n\"\n\nd: \"  x\\ny\"\n",
		},
		"lines of text": {
			"a: x\n  y\n\n  z\nb: 'x\n\n  y'\nc: \"x\\\n  y\"\n",
			"a: |-\n  x y\n  z\nb: |-\n  x\n  y\nc: xy\n",
		},
		"deep comment below a block": {
			"a:\n  b: |\n      x\n    # deep\n  c: |\n      y\n    # deeper\nd: z\n",
			"a:\n  b: |\n    x\n  # deep\n  c: |\n    y\n  # deeper\nd: z\n",
		},
		"where nothing stands": {
			"want:\n\n# of role\nrole: # r\n  a\nstakes:\n  -\n  - # x\n  - b\nvalue:\n  # v\n",
			"# of role\nrole: a # r\nwant:\nstakes:\n  -\n  - # x\n  - b\nvalue:\n  # v\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			f, findings := Parse("x.yaml", []byte(tt.in))
			if f.refused {
				t.Fatal(findings)
			}
			got, err := f.Format(inOrder, isTextThere)
			if err != nil {
				t.Fatal(err, string((&formatter{File: f, order: inOrder, isText: isTextThere, rest: must(f.comments())}).document()))
			}
			if diff := cmp.Diff(tt.want, string(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			checkStable(t, got)
		})
	}
}

func must(comments []comment, _ bool) []comment { return comments }

// checkStable tells whether what was formatted is in form.
func checkStable(t *testing.T, formatted []byte) {
	t.Helper()
	f, _ := Parse("x.yaml", formatted)
	again, err := f.Format(inOrder, isTextThere)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(formatted), string(again)); diff != "" {
		t.Errorf("formatted again, -once +twice:\n%s", diff)
	}
}

// TestFormatRefuses leaves alone what would come out poorer.
func TestFormatRefuses(t *testing.T) {
	for _, in := range []string{
		"a: b\na: c\n", "a: &a b\n", "a: b\n---\nc: d\n", "- a\n", "a: [\n",
	} {
		f, _ := Parse("x.yaml", []byte(in))
		if got, err := f.Format(nil, nil); err == nil {
			t.Errorf("%q became %q", in, got)
		}
	}
}

// TestEditsStayInForm: what is in form is so after an edit.
func TestEditsStayInForm(t *testing.T) {
	const before = `# head

# of role
role: member # beside
want: "12:30"

# of stakes
stakes:
  - a # one
  # between
  - "no"
criteria: # here
  - measure: m
    target: |
      x
      y
  # second
  - measure: '"n"'
source:
  date: "2026-01-02"

between: blanks

other: 5
# foot
`
	for name, edit := range map[string]func(f *File) (*File, error){
		"text":          func(f *File) (*File, error) { return f.Set(Path{{Key: "want"}}, "noon", inOrder) },
		"quoted":        func(f *File) (*File, error) { return f.Set(Path{{Key: "role"}}, "no", inOrder) },
		"single quoted": func(f *File) (*File, error) { return f.Set(at("criteria", 1, "measure"), "n", inOrder) },
		"block to line": func(f *File) (*File, error) { return f.Set(at("criteria", 0, "target"), "n", inOrder) },
		"line to block": func(f *File) (*File, error) { return f.Set(Path{{Key: "role"}}, "a\nb", inOrder) },
		"new key":       func(f *File) (*File, error) { return f.Set(Path{{Key: "value"}}, 5, inOrder) },
		"new inner key": func(f *File) (*File, error) { return f.Set(at("criteria", 1, "target"), "a\nb\n", inOrder) },
		"new first key": func(f *File) (*File, error) { return f.Set(Path{{Key: "source"}, {Key: "person"}}, "x", inOrder) },
		"appended":      func(f *File) (*File, error) { return f.Append(Path{{Key: "stakes"}}, "on", inOrder) },
		"record": func(f *File) (*File, error) {
			return f.Append(Path{{Key: "criteria"}}, Map{{"measure", "z"}, {"target", "t"}}, inOrder)
		},
		"list":           func(f *File) (*File, error) { return f.Set(Path{{Key: "stakes"}}, []any{"b", "a"}, inOrder) },
		"gone":           func(f *File) (*File, error) { return f.Delete(Path{{Key: "other"}}) },
		"gone entry":     func(f *File) (*File, error) { return f.Delete(at("criteria", 0)) },
		"gone key":       func(f *File) (*File, error) { return f.Delete(at("criteria", 0, "measure")) },
		"gone list":      func(f *File) (*File, error) { return f.Delete(Path{{Key: "stakes"}}) },
		"between blanks": func(f *File) (*File, error) { return f.Delete(Path{{Key: "between"}}) },
		"gone first":     func(f *File) (*File, error) { return f.Delete(Path{{Key: "role"}}) },
	} {
		t.Run(name, func(t *testing.T) {
			f, _ := Parse("x.yaml", []byte(before))
			checkStable(t, f.Data)
			edited, err := edit(f)
			if err != nil {
				t.Fatal(err)
			}
			checkStable(t, edited.Data)
		})
	}
}

// at is the path to an entry of a list, or to a key in it.
func at(list string, i int, key ...string) Path {
	p := Path{{Key: list}, {Index: i}}
	for _, k := range key {
		p = p.to(Step{Key: k})
	}
	return p
}

// hasLongLine: a key of which much must be escaped may become longer than YAML reads.
func hasLongLine(data []byte) bool {
	const most = 1024 / len(`\u2028`)
	return slices.ContainsFunc(bytes.Split(data, []byte("\n")), func(line []byte) bool { return len(line) > most })
}

// FuzzFormat: what is formatted says the same, has the same comments, and is in form.
func FuzzFormat(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, findings := Parse("x.yaml", data)
		isError := func(d diag.Finding) bool { return d.Severity == diag.Error }
		if slices.ContainsFunc(findings, isError) || len(data) > 10_000 || hasLongLine(data) {
			t.Skip()
		}
		formatted, err := file.Format(inOrder, isTextThere)
		if err != nil && !bytes.Contains(data, []byte{0}) { // which may look like UTF-16
			t.Fatalf("%v: %q became\n%s", err, data, (&formatter{File: file, order: inOrder, isText: isTextThere, rest: must(file.comments())}).document())
		}
		if err == nil {
			checkStable(t, formatted)
		}
	})
}

// FuzzFormatEncode: what Encode writes is in form.
func FuzzFormatEncode(f *testing.F) {
	for _, s := range hostile {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 1000 || !utf8.ValidString(a) || !utf8.ValidString(b) {
			t.Skip()
		}
		m := Map{{"text", a}, {"list", []any{b, Map{{"first", a}, {"second", []any{b}}}, []any{a, b}, 1, 0.5}}, {"inner", Map{{"deep", []any{a}}, {"x", b}}}, {"last", true}}
		encoded := Encode(m)
		file, findings := Parse("x.yaml", encoded)
		if len(findings) > 0 {
			t.Fatal(findings)
		}
		formatted, err := file.Format(nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(encoded), string(formatted)); diff != "" {
			t.Errorf("-encoded +formatted:\n%s", diff)
		}
	})
}
