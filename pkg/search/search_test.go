package search_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/search"
	"github.com/canevas-systemique/canvas/schema"
)

const club = `
-- roles/tresorier.yaml --
name: Trésorier
scope: internal
synonyms: [caissière]
-- roles/vice-tresorier.yaml --
name: Vice-trésorier adjoint
scope: internal
-- objects/cotisation.yaml --
name: Cotisation
definition: Ce que l’adhérent doit chaque année au trésorier.
relations: [{object: adherent, label: due par}]
-- objects/adherent.yaml --
name: Adhérent
definition: Qui paie la cotisation.
-- objects/art.yaml --
name: Partenaire
definition: "L\u2019art et la mani\u00e8re"
-- objects/carte.yaml --
name: Carte
definition: Une carte.
-- needs/relancer.yaml --
role: tresorier
want: relancer les impayés de cotisation
stakes: [reduire-impayes]
objects: [cotisation]
priority: must
status: draft
value: 8
-- needs/abandon.yaml --
role: tresorier
want: relancer les impayés de cotisation
status: rejected
-- needs/voir.yaml --
role: tresorier
want: voir les adhérents
acceptance:
  - la liste est juste
  - les impayés sont en tête
-- needs/casse.yaml --
role: "tresorier
want: mandater la banque
-- needs/README.md --
tresorier
`

func files(text string) fs.FS {
	fsys := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(text)).Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return fsys
}

func kinds(t testing.TB) *kind.Set {
	t.Helper()
	set, _, err := kind.Load(schema.Kinds, schema.Order, nil)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// The order is: words of the name, then of other texts; whole, then in another form, then begun, then
// inside; what is closed after what is not.
func TestOrder(t *testing.T) {
	for query, want := range map[string]string{
		"trésorier":         "role/tresorier role/vice-tresorier need/casse object/cotisation", // not who speaks alone
		"caissier":          "role/tresorier",
		"cotisation":        "object/cotisation need/relancer need/abandon object/adherent",
		"adherents":         "object/adherent need/voir object/cotisation",
		"art":               "object/art object/carte", // a whole word in a text before a part of a name
		"carte":             "object/carte",
		"impaye tresorier":  "need/relancer need/abandon need/voir", // one in its words, one where it refers
		"tresor impay":      "need/relancer need/abandon need/voir",
		"relance":           "need/relancer need/abandon",
		"l'art":             "object/art object/carte",
		"manière":           "object/art", // behind an escape
		"impaye cotisation": "need/relancer need/abandon",
		"reduire":           "", // only referred to
		"must":              "", // a choice
		"draft":             "",
		"banque":            "need/casse",
		"due":               "object/cotisation",
		"liste tete":        "need/voir",
		"role":              "need/casse", // no key is a text, but in what cannot be read
		"zzz":               "",
	} {
		found, err := search.Run(t.Context(), files(club), kinds(t), search.NewQuery(query))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range found {
			got = append(got, m.Item.Key())
		}
		if d := cmp.Diff(want, strings.Join(got, " ")); d != "" {
			t.Errorf("%s: %s", query, d)
		}
	}
}

func TestPlaces(t *testing.T) {
	for query, want := range map[string]string{
		"voir impayes":          "want:voir les adhérents[0-4] id:voir[0-4] acceptance[1]:les impayés sont en tête[4-11]",
		"cotisation tresorier":  "name:Cotisation[0-10] id:cotisation[0-10] definition:Ce que l’adhérent doit chaque année au trésorier.[39-48]",
		"banque":                ":want: mandater la banque[18-24]",
		"relancer rejeter zzzz": "",
	} {
		found, err := search.Run(t.Context(), files(club), kinds(t), search.NewQuery(query))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range found[:min(1, len(found))] {
			for _, p := range m.Places {
				got = append(got, fmt.Sprintf("%s:%s[%d-%d]", p.Path, p.Text, p.Spans[0].Start, p.Spans[0].End))
			}
		}
		if d := cmp.Diff(want, strings.Join(got, " ")); d != "" {
			t.Errorf("%s: %s", query, d)
		}
	}
}

func TestTelling(t *testing.T) {
	found, err := search.Run(t.Context(), files(club), kinds(t), search.NewQuery("voir impayes tresorier"))
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	var got []string
	for _, p := range found[0].Telling() {
		got = append(got, p.Path)
	}
	if d := cmp.Diff([]string{"want", "acceptance[1]", "role"}, got); d != "" {
		t.Error(d)
	}
}

func TestMissing(t *testing.T) {
	set := kinds(t)
	for query, want := range map[string]string{
		"tresorrier":        "[{tresorrier [trésorier]}]",
		"zzzz cotisation":   "[{zzzz []}]",
		"relancer banque":   "[]",
		"cotisattion impay": "[{cotisattion [cotisation]}]",
	} {
		got, err := search.NewQuery(query).Missing(t.Context(), files(club), set.All())
		if err != nil || fmt.Sprint(got) != want {
			t.Errorf("%s: %v, want %v (%v)", query, got, want, err)
		}
	}
}
