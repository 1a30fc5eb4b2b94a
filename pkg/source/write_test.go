package source

import (
	"strconv"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// plain turns a node into values, as Encode takes them.
func plain(t *testing.T, n *Node) any {
	t.Helper()
	switch {
	case n == nil:
		return Map(nil)
	case n.Kind == Mapping:
		m := Map{}
		for i := 0; i < len(n.Children); i += 2 {
			m = append(m, Pair{n.Children[i].Value, plain(t, n.Children[i+1])})
		}
		return m
	case n.Kind == Sequence:
		list := []any{}
		for _, item := range n.Children {
			list = append(list, plain(t, item))
		}
		return list
	}
	switch n.Type {
	case Bool:
		return n.Value == "true"
	case Int:
		i, err := strconv.Atoi(n.Value)
		if err != nil {
			t.Fatal(err)
		}
		return i
	case Float:
		x, err := strconv.ParseFloat(n.Value, 64)
		if err != nil {
			t.Fatal(err)
		}
		return x
	case Null:
		return nil
	}
	return n.Value
}

func TestEncode(t *testing.T) {
	for name, tt := range map[string]struct {
		in   Map
		want string
	}{
		"empty":  {Map{}, ""},
		"hollow": {Map{{"tags", []any{}}, {"source", Map{{"x", Map{}}}}}, ""},
		"a need": {
			Map{
				{"role", "conseiller"}, {"want", "consulter l’historique d’un adhérent"}, {"value", 5}, {"ratio", 0.5},
				{"stakes", []any{"retenir-adherents", "ouvrir-le-reseau"}}, {"tags", []any{}},
				{"source", Map{{"person", "marie-durand"}, {"date", "2026-01-02"}}}, {"done", true},
			},
			`role: conseiller
want: consulter l’historique d’un adhérent
value: 5
ratio: 0.5
stakes:
  - retenir-adherents
  - ouvrir-le-reseau
source:
  person: marie-durand
  date: "2026-01-02"
done: true
`,
		},
		"records": {
			Map{{"criteria", []any{
				Map{{"measure", "taux de départ"}, {"target", "5 %"}},
				Map{{"measure", "délai"}, {"values", []any{"a", "b"}}},
				[]any{"x", []any{"y", "z"}},
			}}},
			`criteria:
  - measure: taux de départ
    target: 5 %
  - measure: délai
    values:
      - a
      - b
  - - x
    - - "y"
      - z
`,
		},
		"text": {
			Map{
				{"a", "oui : non"}, {"b", `C:\dossier "x"`}, {"c", ""}, {"d", "une\n\n  deux\ntrois\n"}, {"e", "une\ndeux"}, {"f", " espace"},
				{"g", "fin \nde ligne"}, {"h", "no"}, {"i", "+33612345678"}, {"j", "1.10"}, {"k", "3-months"}, {"l", "🎉 fête"}, {"m", "l'adhérent"},
				{"n", "- tiret"}, {"o", "voir #12"}, {"p", "C#"}, {"q", "\u001b[31mrouge"}, {"r", "ligne\u2028paragraphe"}, {"s", "@moi"}, {"t", "-5 %"},
				{"u", "06 12 34 56 78"}, {"v", "12:30"}, {"w", "https://example.org/#x"}, {"x", `dit "oui"`}, {"xx", `"oui" dit-il`}, {"y", "Qui\u00a0? Moi"},
			},
			`a: "oui : non"
b: C:\dossier "x"
c: ""
d: |
  une

    deux
  trois
e: |-
  une
  deux
f: " espace"
g: "fin \nde ligne"
h: "no"
i: "+33612345678"
j: "1.10"
k: 3-months
l: 🎉 fête
m: l'adhérent
"n": "- tiret"
o: "voir #12"
p: C#
q: "\x1B[31mrouge"
r: "ligne\u2028paragraphe"
s: "@moi"
t: -5 %
u: 06 12 34 56 78
v: "12:30"
w: https://example.org/#x
x: dit "oui"
xx: '"oui" dit-il'
"y": Qui` + "\u00a0" + `? Moi
`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, string(Encode(tt.in))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			f, findings := Parse("x.yaml", Encode(tt.in))
			if len(findings) > 0 {
				t.Error(findings)
			}
			if diff := cmp.Diff(plain(t, f.Root), any(filledAll(tt.in))); diff != "" {
				t.Errorf("-read +written:\n%s", diff)
			}
		})
	}
}

// filledAll is filled in depth.
func filledAll(m Map) Map {
	m = filled(m)
	if len(m) == 0 {
		return nil
	}
	for i, p := range m {
		if inner, ok := p.Value.(Map); ok {
			m[i].Value = filledAll(inner)
		}
	}
	return m
}

func FuzzEncode(f *testing.F) {
	for _, s := range hostile {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if !utf8.ValidString(a) || !utf8.ValidString(b) || len(a)+len(b) > 1000 {
			t.Skip()
		}
		m := Map{
			{"text", a},
			{"list", []any{b, Map{{"first", a}, {"second", b}}, []any{a, b}}},
			{"inner", Map{{"deep", []any{a}}, {"other", b}}},
			{"last", b},
		}
		if len(a) < 100 && a != "text" && a != "list" && a != "inner" && a != "last" {
			m = append(m, Pair{a, 1})
		}
		file, findings := Parse("x.yaml", Encode(m))
		if len(findings) > 0 {
			t.Fatalf("%v in\n%s", findings, file.Data)
		}
		if diff := cmp.Diff(plain(t, file.Root), any(m)); diff != "" {
			t.Fatalf("-read +written:\n%s\n%q", diff, file.Data)
		}
	})
}

// hostile is text that has broken readers and writers of YAML.
var hostile = []string{
	"", " ", "\n", "~", "null", "no", "0x1f", "1_000", "1e3", ".5", "=", "<<", "-", "---", "...", "- a", "? a", ": a", "a: b", "a :", "a #b",
	"&a", "*a", "!a", "%a", "@a", "`a", "[a", "{a", "a]", "|", ">", "'", `"`, `\`, "it's", `"a" b`, "a\tb", "\ta", "a\t", "a\nb", "a\n\nb\n",
	" a\nb", "a\n b", "a \nb", "a\r\nb", "a\rb", "a\n\n", "\u0085", "\u2028", "\u2029", "\ufeff", "\u001b[31m", "\x00", "🎉", "é", "\u202eabc",
	"a\n---\nb", "a\n# b", "\u00a0: x", "x\u202f: y", "2026-01-02", "2026-01-02 10:00:00", "+33612345678", "😀\nb", "\ufffd", "\U000f0000",
}
