package source

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gopkg.in/yaml.v3"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// seeds are files that have broken readers of YAML.
var seeds = []string{
	"", "\n", "# comments\n\n# only\n", "---\n", "---\na: b\n...\n", "a: b\n---\nc: d\n", "a:\n", "a: ~\n", "a:\n  -\n", "a: {}\nb: []\n",
	"a: &a [*a]\n", "a: &a [x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n", "a: &a b\nc:\n  <<: *a\n",
	strings.Repeat("[", 200), strings.Repeat("{a: ", 100), "a: " + strings.Repeat("[", 70) + strings.Repeat("]", 70), strings.Repeat("- ", 100),
	"a: b\r\nc:\r\n  - d\r\n  - e\r\nf: |\r\n  g\r\n  h\r\n", "\ufeffa: b\nc: d\n", "a:\n\t- b\n", "a: b\t# c\n", "a: b\rc: d\r",
	"\xff\xfea\x00:\x00", "\xfe\xff\x00a\x00:", "a: caf\xe9\n", "a: b\u2028c\nd: e\u2029\u0085f\n", "🎉: 🎉🎉 # 🎉\n🎊: [🎉, '🎉']\n",
	"a: b\n<<<<<<< HEAD\na: c\n=======\na: d\n>>>>>>> x\n", "title: \u001b[31mrouge\u001b[0m\n", "title: \"a\\nb\\e[0m\"\n", "title: a\x00b\n",
	"a: oui : non\n", "a: 'l'été'\n", "a: \"x\n  y\\\n  z\"\nb: 'c\n\n  d'\n", "a: [b,\n  c # d\n  , {e: f}] # g\nh: i\n",
	"a: |\n  b\n\n   c\n\nd: >-\n  e\n  f\n\n    g\nh: |+\n  i\n\n\nj: |2\n    k\n", "a: b\n  c\n\n  d\ne: f", "a: |\n  b\n  c",
	"# head\n\n# role\nrole: conseiller # inline\nwant: 'consulter l''historique'\n\nstakes:\n- a\n# between\n- b # last\nvalue: 5\n# foot\n",
	"criteria:\n    - measure: x # m\n      target: 5 %\n      # inner\n      unit: \"%\"\n    -   measure: y\n    - - z\n      - t\nsource: {person: p, date: 2026-01-02}\n",
	"a: b\n'a': c\n", "? a\n: b\n", "[a]: b\n", "!!str a: b\n", "a: ! b\n", "{a: b, c: {d: [e]}}\n", "{a, b: , ? c : d}\n", "a: [b: c, d: ]\n",
	"- a\n- b\n", "a: *x\n", "%TAG ! x\n---\na: b", "a: b\n...\n", "\"a b\": c\n'd': e\n",
}

func FuzzParse(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, findings := Parse("x.yaml", data)
		again, same := Parse("x.yaml", data)
		if diff := cmp.Diff(findings, same); diff != "" {
			t.Errorf("two readings differ:\n%s", diff)
		}
		if diff := cmp.Diff(file.Root, again.Root); diff != "" {
			t.Errorf("two readings differ:\n%s", diff)
		}
		for _, d := range findings {
			checkRange(t, file, d.Range)
			for _, r := range d.Related {
				checkRange(t, file, r.Range)
			}
			if d.Fix != nil {
				Parse("x.yaml", []byte(repaired(file, d.Fix)))
			}
		}
		var document yaml.Node
		if yaml.Unmarshal(data, &document) == nil && file.Root == nil && len(findings) == 0 && len(document.Content) > 0 && document.Content[0].Tag != "!!null" {
			t.Errorf("nothing is said")
		}
		if file.Root != nil {
			checkNode(t, file, file.Root, 0, len(data))
		}
	})
}

func checkRange(t *testing.T, f *File, r diag.Range) {
	t.Helper()
	if r == (diag.Range{}) {
		return
	}
	start, end := f.offset(r.Start.Line, r.Start.Column), f.offset(r.End.Line, r.End.Column)
	if start > end || f.span(start, end) != r {
		t.Errorf("range %v is %d–%d", r, start, end)
	}
}

// checkNode tells whether a node stands between two offsets, and its children one after another
// in it. A scalar's range holds all of it: cut out, it reads the same.
func checkNode(t *testing.T, f *File, n *Node, from, to int) {
	t.Helper()
	start, end := f.Offsets(n)
	if start < from || end < start || end > to {
		t.Fatalf("%q at %d–%d is not within %d–%d", n.Value, start, end, from, to)
	}
	if got := f.Position(start); got != (diag.Position{Line: n.Line, Column: n.Column}) {
		t.Fatalf("%q is at %v, not at %d:%d", n.Value, got, n.Line, n.Column)
	}
	for _, child := range n.Children {
		checkNode(t, f, child, from, end)
		_, from = f.Offsets(child)
	}
	text := string(f.Data[start:end])
	if n.Kind != Scalar || strings.HasPrefix(text, "|") || strings.HasPrefix(text, ">") {
		return
	}
	cut, findings := Parse("", []byte("key: "+text+"\n"))
	if len(findings) > 0 || cut.Root == nil {
		return // what may stand between brackets only, or a character that is warned of
	}
	if _, value := cut.Root.Get("key"); value == nil || value.Value != n.Value || value.Type != n.Type {
		t.Fatalf("%q was cut out for %q", text, n.Value)
	}
}
