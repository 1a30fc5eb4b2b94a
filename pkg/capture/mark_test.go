package capture

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/schema"
)

func TestMarksInALine(t *testing.T) {
	kinds, _, err := kind.Load(schema.Kinds, schema.Order, nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := newShape(kinds)
	if err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]string{
		"voir les retards":                            "voir les retards",
		"voir les #cotisations en retard":             "voir les cotisations en retard | #cotisations",
		"voir les retards #cotisation":                "voir les retards | #cotisation",
		"voir les retards +impayes !must #cotisation": "voir les retards | +impayes !must #cotisation",
		"#cotisation voir les retards":                "voir les retards | #cotisation",
		"voir les retards #cotisation pour relancer":  "voir les retards pour relancer | #cotisation",
		`joindre un #"bon de commande" à la fiche`:    `joindre un bon de commande à la fiche | #"bon de commande"`,
		"joindre un #« bon de commande » à la fiche":  `joindre un bon de commande à la fiche | #"bon de commande"`,
		"joindre #bon_de_commande":                    `joindre | #"bon de commande"`,
		"l’historique de l’#adhérent, dans @gestadh.": "l’historique de l’adhérent, dans gestadh. | #adhérent @gestadh",
		"appeler le +33 6 12 34 56 78":                "appeler le +33 6 12 34 56 78",
		"écrire à jean@exemple.be en C#":              "écrire à jean@exemple.be en C#",
		"c’est urgent !":                              "c’est urgent !",
		"c’est urgent ! vraiment":                     "c’est urgent ! vraiment",
		`un #"guillemet ouvert`:                       `un #"guillemet ouvert`,
		"#":                                           "#",
		"!must":                                       " | !must",
		"relancer en !must":                           "relancer en | !must",
		"voir #appel-de-cotisation-":                  "voir - | #appel-de-cotisation",
	} {
		text, marks := cutMarks(line, s.marks)
		got := []string{text}
		for i, m := range marks {
			if i == 0 {
				got = append(got, "|")
			}
			got = append(got, m.String())
		}
		if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%q: %s", line, diff)
		}
	}
}

func FuzzMarks(f *testing.F) {
	for _, line := range []string{`un #"a b" +c !d @e`, "l’#é", "#«»", "+\xff", "#a_", "##a"} {
		f.Add(line)
	}
	field := &kind.Field{Type: kind.Text, Refs: []string{"x"}}
	signs := map[string]*kind.Field{"#": field, "+": field, "!": field}
	f.Fuzz(func(t *testing.T, line string) {
		text, marks := cutMarks(line, signs)
		if len(marks) == 0 && text != line {
			t.Errorf("%q without marks became %q", line, text)
		}
		for _, m := range marks {
			if strings.TrimSpace(m.text) == "" {
				t.Errorf("%q has an empty mark", line)
			}
		}
	})
}
