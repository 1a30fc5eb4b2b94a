package source

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// texts lists what the range of each node covers, in the order of the file.
func texts(f *File, n *Node) []string {
	start, end := f.Offsets(n)
	list := []string{string(f.Data[start:end])}
	for _, child := range n.Children {
		list = append(list, texts(f, child)...)
	}
	return list
}

func TestOffsets(t *testing.T) {
	for name, tt := range map[string]struct {
		in   string
		want []string // the root left out
	}{
		"plain":          {"a: b c  # d\n", []string{"a", "b c"}},
		"several lines":  {"a: b\n  c\n\n  d  \ne: f\n", []string{"a", "b\n  c\n\n  d", "e", "f"}},
		"on the next":    {"a:\n  b  c\n", []string{"a", "b  c"}},
		"no final end":   {"a: été", []string{"a", "été"}},
		"CRLF":           {"a: b\r\n  c\r\nd: |\r\n  e\r\n  f\r\ng: h", []string{"a", "b\r\n  c", "d", "|\r\n  e\r\n  f", "g", "h"}},
		"BOM":            {"\ufeffa: b\nc: d", []string{"a", "b", "c", "d"}},
		"quotes":         {`a: "b \" c" # d` + "\n'e': 'f''g'\n", []string{"a", `"b \" c"`, "'e'", "'f''g'"}},
		"quotes, lines":  {"a: \"b\n\n  c\"\nd: e", []string{"a", "\"b\n\n  c\"", "d", "e"}},
		"literal":        {"a: |\n  b\n\n   c\n\nd: e", []string{"a", "|\n  b\n\n   c", "d", "e"}},
		"literal header": {"a: |2- # b\n    c\n\n\nd: e", []string{"a", "|2- # b\n    c", "d", "e"}},
		"literal kept":   {"a: |+\n  b\n\n\nd: e", []string{"a", "|+\n  b\n\n", "d", "e"}},
		"literal empty":  {"a: | # b\nc: d", []string{"a", "|", "c", "d"}},
		"literal last":   {"a: |\n  b\n  c", []string{"a", "|\n  b\n  c"}},
		"folded":         {"a: >\n  b\n  c\n\n    d\n  e\n\nf: g", []string{"a", ">\n  b\n  c\n\n    d\n  e", "f", "g"}},
		"folded strip":   {"a: >-\n  b # c\nf: g", []string{"a", ">-\n  b # c", "f", "g"}},
		"list": {
			"a:\n  - b # c\n  - d\n# e\nf: g\n",
			[]string{"a", "- b # c\n  - d", "b", "d", "f", "g"},
		},
		"records": {
			"a:\n- b: c\n  d:\n    e: f\n- - g\n  - h",
			[]string{"a", "- b: c\n  d:\n    e: f\n- - g\n  - h", "b: c\n  d:\n    e: f", "b", "c", "d", "e: f", "e", "f", "- g\n  - h", "g", "h"},
		},
		"brackets": {
			"a: [b, 'c]', {d: e}, [], # ]\n  f ] # g\nh: {i: , j: {}}\n",
			[]string{"a", "[b, 'c]', {d: e}, [], # ]\n  f ]", "b", "'c]'", "{d: e}", "d", "e", "[]", "f", "h", "{i: , j: {}}", "i", "", "j", "{}"},
		},
		"pair":      {"a: [b: c, d]\n", []string{"a", "[b: c, d]", "b: c", "b", "c", "d"}},
		"absent":    {"a:\nb: # c\nd:\n  -\n  - e\nf: ~", []string{"a", "", "b", "", "d", "-\n  - e", "", "e", "f", "~"}},
		"U+2028":    {"a: b\u2028c\nd: \"e\u2029\" # \u0085\nf: g\n", []string{"a", "b\u2028c", "d", "\"e\u2029\"", "f", "g"}},
		"lone CR":   {"a: b\rc: d\r", []string{"a", "b", "c", "d"}},
		"emoji":     {"🎉: 🎉🎉 # é\n🎊: [é, 🎉]", []string{"🎉", "🎉🎉", "🎊", "[é, 🎉]", "é", "🎉"}},
		"control":   {"a: b\u001b[31m c\n\u0007: d", []string{"a", "b\u001b[31m c", "\u0007", "d"}},
		"documents": {"--- # a\nb: c\n...\n", []string{"b", "c"}},
	} {
		t.Run(name, func(t *testing.T) {
			f, _ := Parse("x.yaml", []byte(tt.in))
			if f.Root == nil {
				t.Fatal("no root")
			}
			if diff := cmp.Diff(tt.want, texts(f, f.Root)[1:]); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestPosition(t *testing.T) {
	f, _ := Parse("x.yaml", []byte("\ufeffé: a\r\n\r\nb: c\u2028d\n"))
	for offset, want := range map[int]diag.Position{
		0: {Line: 1, Column: 1}, 3: {Line: 1, Column: 1}, 5: {Line: 1, Column: 2}, 10: {Line: 2, Column: 1}, 12: {Line: 3, Column: 1},
		15: {Line: 3, Column: 4}, 19: {Line: 3, Column: 6}, 21: {Line: 4, Column: 1}, 99: {Line: 4, Column: 1}, -1: {Line: 1, Column: 1},
	} {
		if diff := cmp.Diff(want, f.Position(offset)); diff != "" {
			t.Errorf("%d: -want +got:\n%s", offset, diff)
		}
	}
	for line, want := range map[int]string{-1: "", 0: "", 1: "é: a", 2: "", 3: "b: c\u2028d", 4: "", 5: ""} {
		if got := f.Line(line); got != want {
			t.Errorf("line %d: %q, want %q", line, got, want)
		}
	}
}

func TestScalarTypes(t *testing.T) {
	for want, texts := range map[ScalarType][]string{
		Null:      {"", "~", "null", "NULL"},
		Bool:      {"true", "False"},
		Int:       {"0", "-1", "+33612345678", "0123", "0x1F", "0o17"},
		Float:     {"1.5", ".5", "1.", "-1e3", "1.5E-3", ".inf", "-.INF", ".nan"},
		Timestamp: {"2026-01-02", "2026-1-2", "2026-01-02T10:00:00Z", "2026-01-02 10:00"},
		String: {
			"no", "yes", "y", "1_000", "0x", "0xg", "0o8", "-0x1", "1e", "1e+", ".", "-", "+", "1.2.3", "12:30", "12 mois", "3-months",
			"2026-01", "2026-01-02-03", "2026-01-02 et", "20260-01-02", "+.5x", "é", "nUll",
		},
	} {
		for _, s := range texts {
			if got := typeOf(s); got != want {
				t.Errorf("%q: %d, want %d", s, got, want)
			}
		}
	}
	for _, s := range []string{"no", "y", "1_000", "1.2.3", "12:30", "0b11", "-0x1F", "1e3", "=", "<<", "2026-01-02", "1:2:3"} {
		if !isAmbiguous(s) {
			t.Errorf("%q is not ambiguous", s)
		}
	}
	for _, s := range []string{"12 mois", "3-months", "06 12 34 56 78", "5 %", "e", "-e", "conseiller", "nord", "1er", "2e", "10-12"} {
		if isAmbiguous(s) {
			t.Errorf("%q is ambiguous", s)
		}
	}
}
