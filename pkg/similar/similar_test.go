package similar

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/schema"
)

func builtin(t testing.TB) *kind.Set {
	t.Helper()
	kinds, _, err := kind.Load(schema.Kinds, schema.Order, nil)
	if err != nil {
		t.Fatal(err)
	}
	return kinds
}

// index makes items that say these texts, with a letter or two for an id.
func index(t testing.TB, kindName, field string, said ...string) *Index {
	t.Helper()
	k := builtin(t).Named(kindName)
	var items []*canvas.Item
	for i, text := range said {
		it := &canvas.Item{Kind: k, ID: fmt.Sprintf("%04d", i)}
		it.Values = []kind.Value{{Field: k.Field(field), Text: text, Count: 1}}
		items = append(items, it)
	}
	return New(k, items)
}

func pairs(t testing.TB, x *Index) (list []string) {
	t.Helper()
	all, err := x.Pairs(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		list = append(list, fmt.Sprintf("%s %s %.3f", p.A.ID, p.B.ID, p.Nearness))
	}
	return list
}

func TestAlike(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"consulter l'historique complet d'un adhérent", "Consulter l’historique complet d’un adhérent !", true},
		{"pouvoir consulter l’historique d’un adhérent", "consulter l’historique d’un adhérent", true},
		{"consulter l’historique d’un adhérent afin de ne rien répéter", "consulter l’historique d’un adhérent", true},
		{"relancer les cotisations en retard chaque mois", "relancer chaque mois les cotisations en retard", true},
		{"recevoir une alerte quand un impayé est réglé", "recevoir une alerte quand un impayé est réglée", true},
		// Another verb.
		{"connecter mon agenda partagé à la messagerie", "déconnecter mon agenda partagé à la messagerie", false},
		{"ajouter un participant à la session de formation", "supprimer un participant à la session de formation", false},
		// A negation, a number, a contrary.
		{"recevoir les relances par courrier électronique", "ne pas recevoir les relances par courrier électronique", false},
		{"imprimer la liste des adhérents avec leurs adresses", "imprimer la liste des adhérents sans leurs adresses", false},
		{"exporter les cotisations payées en 2025 par antenne", "exporter les cotisations payées en 2026 par antenne", false},
		{"voir la liste des adhérents présents à la réunion", "voir la liste des adhérents absents à la réunion", false},
		{"pouvoir m’inscrire à la lettre d’information du réseau", "pouvoir me désinscrire à la lettre d’information du réseau", false},
		{"voir les paiements reçus pendant le premier trimestre", "voir les paiements reçus pendant le dernier trimestre", false},
		{"see the list of unpaid invoices of my branch", "see the list of the unpaid invoices of my branch", true},
		{"see the list of unpaid invoices of my branch", "see the list of paid invoices of my branch", false},
		{"be told when a member leaves the network", "not be told when a member leaves the network", false},
		{"de openstaande bijdragen van mijn afdeling zien", "de openstaande bijdragen van mijn afdeling betalen", false},
		{"de openstaande bijdragen van mijn afdeling zien", "openstaande bijdragen van mijn afdeling zien", true},
		// Another thing in the place of one, but not when it is a slip or another word for it.
		{"identifier les personnes dans les vidéos et recevoir ce qui s’y rapporte", "identifier les marques dans les vidéos et recevoir ce qui s’y rapporte", false},
		{"identifier les personnes dans les vidéos et recevoir ce qui s’y rapporte", "identifier les persones dans les vidéos et recevoir ce qui s’y rapporte", true},
		{"voir ce que chaque adhérent a payé depuis le début de son adhésion", "consulter ce que chaque adhérent a payé depuis le début de son adhésion", true},
		// Hardly the same.
		{"consulter la fiche", "consulter une facture", false},
	} {
		x := index(t, "need", "want", tt.a, tt.b)
		if got := len(pairs(t, x)) == 1; got != tt.want {
			t.Errorf("%q and %q: alike %v", tt.a, tt.b, got)
		}
		near := x.Nearest(tt.a, func(it *canvas.Item) bool { return it == x.items[0] })
		if got := len(near) > 0 && near[0].Alike; got != tt.want {
			t.Errorf("%q nearest to %q: alike %v", tt.b, tt.a, got)
		}
	}
}

func TestNames(t *testing.T) {
	x := index(t, "object", "name", "Appel de cotisation", "Les appels de cotisation", "Adhérent", "Adhérents", "Cotisation", "Salon 2025", "Salon 2026")
	if diff := cmp.Diff([]string{"0000 0001 1.000", "0002 0003 1.000"}, pairs(t, x)); diff != "" {
		t.Error(diff)
	}
}

func TestNearest(t *testing.T) {
	x := index(t, "need", "want",
		"voir les cotisations impayées de mon antenne",
		"relancer les adhérents en retard de cotisation",
		"imprimer les badges la veille du salon",
		"voir les cotisations en retard de mon antenne",
		"voir qui appelle",
	)
	var got []string
	for _, m := range x.Nearest("En tant que trésorière, je veux voir les cotisations en retard afin de relancer à temps", nil) {
		line := m.Item.ID
		for _, w := range m.Shared() {
			line += " " + w.Folded
		}
		got = append(got, line)
	}
	want := []string{"0003 voir cotisations retard", "0001 retard cotisation", "0000 voir cotisations"} // one common verb is not enough
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	x = index(t, "need", "want", "ne pas relancer", "ne pas oublier")
	for _, m := range x.Nearest("ne pas imprimer", nil) {
		t.Errorf("both say «pas»: %v", m.Item.ID)
	}
}

func TestAdd(t *testing.T) {
	x := index(t, "need", "want", "voir les cotisations impayées")
	it := index(t, "need", "want", "voir les cotisations impayées").items[0]
	x.Add(it)
	if got := x.Nearest("voir les cotisations impayées", nil); len(got) != 2 || got[1].Item != it || !got[1].Alike {
		t.Errorf("%v", got)
	}
}

func TestWords(t *testing.T) {
	want := []Word{{"l", 0, 1}, {"ete", 2, 5}, {"i", 7, 8}, {"don't", 9, 14}, {"42", 15, 17}, {"t", 19, 20}, {"oeuvre", 21, 26}, {"c++", 28, 31}}
	if diff := cmp.Diff(want, Words("L’été, I don’t 42. T’œuvre, C++")); diff != "" {
		t.Error(diff)
	}
}

// The quick way finds the pairs that comparing each with each finds, no more and no fewer.
func TestPairsAreAll(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	vocabulary := strings.Fields(`voir consulter la le les une facture dossier adhérent adhérents cotisation cotisations retard
		antenne pour avec sans mois semaine 2025 liste complète depuis téléphone ne pas première dernière visite réunion salon`)
	pick := func() string { return vocabulary[random.IntN(len(vocabulary))] }
	for round := range 12 {
		var said []string
		for len(said) < 150 {
			if len(said) == 0 || random.IntN(3) == 0 {
				var text []string
				for range 1 + random.IntN(4+round) {
					text = append(text, pick())
				}
				said = append(said, strings.Join(text, " "))
				continue
			}
			text := strings.Fields(said[random.IntN(len(said))])
			switch i := random.IntN(len(text)); random.IntN(4) {
			case 0:
				text[i] = pick()
			case 1:
				text = slices.Insert(text, i, pick())
			case 2:
				text[i] += "s"
			}
			said = append(said, strings.Join(text, " "))
		}
		x := index(t, "need", "want", said...)
		quick := pairs(t, x)
		if diff := cmp.Diff(eachWithEach(x), quick); diff != "" {
			t.Fatal(diff)
		}
		if round == 11 && len(quick) < 50 {
			t.Errorf("only %d pairs: that shows nothing", len(quick))
		}
	}
}

// The same holds for whatever texts people write.
func FuzzPairs(f *testing.F) {
	f.Add("voir les cotisations\nvoir la cotisation\nne pas voir les cotisations")
	f.Add("I don’t C++\nI don't c++ \u0301\n\n  \nẞß ﬁ\xff\n日本語 日本語")
	k := builtin(f).Named("need")
	f.Fuzz(func(t *testing.T, lines string) {
		var items []*canvas.Item
		for i, line := range strings.Split(lines, "\n") {
			for _, w := range Words(line) {
				if w.Start >= w.End || w.End > len([]rune(line)) {
					t.Fatalf("%+v in %q", w, line)
				}
			}
			it := &canvas.Item{Kind: k, ID: fmt.Sprintf("%04d", i)}
			it.Values = []kind.Value{{Field: k.Field("want"), Text: line, Count: 1}}
			items = append(items, it)
		}
		x := New(k, items[:min(len(items), 50)])
		if diff := cmp.Diff(eachWithEach(x), pairs(t, x)); diff != "" {
			t.Error(diff)
		}
		x.Nearest(lines, nil)
	})
}

// eachWithEach finds the pairs as they are defined.
func eachWithEach(x *Index) []string {
	var all []Pair
	for b := range x.items {
		for a := range b {
			t, u := x.texts[a], x.texts[b]
			both := 0
			for _, g := range t.grams {
				if _, found := slices.BinarySearch(u.grams, g); found {
					both++
				}
			}
			nearness := float64(both) / float64(len(t.grams)+len(u.grams)-both)
			if nearness >= 0.8 && t.verb == u.verb && !contrast(t.words, u.words) {
				all = append(all, Pair{x.items[a], x.items[b], thousandths(nearness)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Pair) int {
		switch {
		case a.Nearness != b.Nearness && a.Nearness > b.Nearness:
			return -1
		case a.Nearness != b.Nearness:
			return 1
		}
		return strings.Compare(a.A.ID+a.B.ID, b.A.ID+b.B.ID)
	})
	var list []string
	for _, p := range all {
		list = append(list, fmt.Sprintf("%s %s %.3f", p.A.ID, p.B.ID, p.Nearness))
	}
	return list
}

func TestListsAreRead(t *testing.T) {
	c, r := readLists(), reader{}
	for _, w := range []string{"ne", "sans", "don't", "niet", "ohne"} {
		if !c.negations[w] {
			t.Errorf("%s says no", w)
		}
	}
	for _, words := range [][2]string{{"ajouter", "supprimer"}, {"jours", "mois"}, {"connecter", "deconnecter"}, {"imports", "export"}} {
		if !c.contrary(r.word(words[0]), r.word(words[1])) {
			t.Errorf("%s is the contrary of %s", words[0], words[1])
		}
	}
	for _, word := range []string{"cotisation", "voir"} {
		if c.contrary(r.word(word), r.word(word)) {
			t.Errorf("%s is its own contrary", word)
		}
	}
}
