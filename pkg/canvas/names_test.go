package canvas_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/canevas-systemique/canvas/pkg/canvas"
)

const named = `
-- roles/adherent.yaml --
name: Adhérent
scope: external
synonyms: [membre, "Membre de l’association"]
-- roles/conseiller.yaml --
name: Conseiller de proximité
scope: internal
synonyms: [conseiller]
-- roles/deux.yaml --
name: Déléguée
scope: internal
-- roles/plan-e.yaml --
scope: internal
-- roles/responsable-finances.yaml --
name: Trésorier
scope: internal
formerly: [tresorier-general, adherent, compta]
-- roles/un.yaml --
name: Délégué
scope: internal
formerly: [compta]
-- roles/vice-president.yaml --
name: Vice-président
scope: internal
-- roles/vide.yaml --
name: " "
scope: internal
synonyms: ["", " "]
formerly: conseiller
`

func TestNamed(t *testing.T) {
	names := canvas.NewNames(load(t, archive(named)).Items...)
	for phrase, want := range map[string]string{
		// An id, then a former id.
		"conseiller":        "conseiller",
		"adherent":          "adherent", // although another had this id
		"tresorier-general": "responsable-finances",
		"compta":            "responsable-finances un",
		// A name or synonym, case, accents and spaces aside, before other forms.
		"CONSEILLER":               "conseiller",
		"adhérent":                 "adherent",
		"ADHERENT ":                "adherent",
		"délégué":                  "un",
		"DELEGUEE":                 "deux",
		"membre de l'association":  "adherent",
		"conseiller  de proximite": "conseiller",
		// Other forms.
		"les conseillers":         "conseiller",
		"conseiller·ère":          "conseiller",
		"Conseillère(s)":          "conseiller",
		"conseillère":             "conseiller",
		"un·e adhérent·e":         "adherent",
		"la trésorière":           "responsable-finances",
		"responsable finances":    "responsable-finances",
		"Responsable-Finances":    "responsable-finances",
		"délégués":                "deux un",
		"membres":                 "adherent",
		"la vice-présidente":      "vice-president",
		"Conseiller-ère":          "conseiller",
		"plan":                    "", // in an id no dash marks an inclusive form
		"le conseiller de la rue": "",
		// What looks like an id is not taken in another form.
		"vice-president":         "vice-president",
		"vice-presidente":        "",
		"conseiller-de-proximit": "",
		"responsables-finances":  "",
		"tresorier general":      "", // of a former id only the letter counts
		"Trésorier général":      "",
		"adheren":                "",
		"":                       "",
		" ":                      "",
		"·":                      "",
		"vide":                   "vide",
		"Plan-E":                 "plan-e", // nothing else names it
	} {
		var got []string
		for _, it := range names.Named(phrase) {
			got = append(got, it.ID)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q names %q, want %q", phrase, got, want)
		}
	}
}

func TestNear(t *testing.T) {
	c := load(t, archive(named))
	// Many more, so that not all are compared.
	fsys := fstest.MapFS{}
	for i := range 100 {
		fsys[fmt.Sprintf("stakes/reduire-delai-%d.yaml", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "title: Réduire le délai %d\n", i)}
	}
	few, many := canvas.NewNames(c.Items...), canvas.NewNames(append(c.Items, load(t, fsys).Items...)...)
	for phrase, want := range map[string]string{
		// The same, only in another form.
		"conseillers":           "same: conseiller",
		"Conseiller":            "same: conseiller",
		"conseiller-proximite":  "same: conseiller", // small words do not count
		"responsables-finances": "same: responsable-finances",
		"tresorier general":     "same: responsable-finances",
		"comptas":               "same: responsable-finances un",
		"adherents":             "same: adherent responsable-finances",
		"delegues":              "same: deux un",
		"vice-presidente":       "same: vice-president",
		// Spelled alike.
		"tresorire":               "near: responsable-finances",
		"conseiler":               "near: conseiller",
		"les conseilers":          "near: conseiller",
		"membr":                   "near: adherent",
		"vice":                    "near: vide vice-president",
		"finances-responsable":    "near: responsable-finances",
		"plan":                    "near: plan-e", // no inclusive form
		"colour":                  "",
		"":                        "",
		"🎉":                       "",
		strings.Repeat("a", 1000): "",
	} {
		for _, names := range []*canvas.Names{few, many, few, many} { // a look-up leaves nothing behind
			items, same := names.Near(phrase)
			got := ""
			for _, it := range items {
				got += " " + it.ID
			}
			if same {
				got = "same:" + got
			} else if got != "" {
				got = "near:" + got
			}
			if got != want {
				t.Errorf("%q: %q, want %q", phrase, got, want)
			}
		}
	}
}

// Names that came after the first look-up are found too, and what many have in common is no hindrance.
func TestAddNames(t *testing.T) {
	fsys := fstest.MapFS{}
	for i := range 200 {
		fsys[fmt.Sprintf("stakes/reduire-%03d.yaml", i)] = &fstest.MapFile{Data: []byte("title: Réduire les impayés\n")}
	}
	names := canvas.NewNames()
	for i, it := range load(t, fsys).Items {
		names.Add(it)
		items, same := names.Near(fmt.Sprintf("reduir-%03d", i))
		if same || len(items) == 0 || items[0] != it {
			t.Fatalf("%d: %v %v", i, keys(items), same)
		}
	}
	if items := names.Named("impayés à réduire"); len(items) > 0 {
		t.Error(keys(items))
	}
	if items, same := names.Near("réduire les impayé"); len(items) < 2 || len(items) > 100 || !same {
		t.Error(len(items), same)
	}
}

// Ten thousand questions over ten thousand items are asked by the worst canvas that lint may meet.
func BenchmarkNear(b *testing.B) {
	const n = 10_000
	fsys := fstest.MapFS{}
	for i := range n {
		fsys[fmt.Sprintf("needs/consulter-historique-%d.yaml", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "role: r\nwant: consulter l’historique de la cotisation %d\n", i)}
	}
	items := load(b, fsys).Items
	for b.Loop() {
		names := canvas.NewNames(items...)
		for i := range n {
			names.Near(fmt.Sprintf("consulter-historiques-%d", i*7))
		}
	}
}
