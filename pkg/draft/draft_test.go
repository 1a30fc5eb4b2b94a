package draft

import (
	"errors"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/schema"
)

func desk(t *testing.T, files map[string]string) (*Desk, *kind.Set) {
	t.Helper()
	kinds, _, err := kind.Load(schema.Kinds, schema.Order, nil)
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for path, text := range files {
		fsys[path] = &fstest.MapFile{Data: []byte(text)}
	}
	return NewDesk(t.Context(), fsys, kinds), kinds
}

var roles = map[string]string{
	"roles/conseiller.yaml":           "name: Conseiller de proximité\nscope: internal\nsynonyms: [conseiller]\n",
	"roles/adherent.yaml":             "name: Adhérent\nscope: external\n",
	"roles/responsable-finances.yaml": "name: Trésorier\nscope: internal\nformerly: [tresorier-general]\n",
	"roles/un.yaml":                   "name: Délégué\nscope: internal\n",
	"roles/deux.yaml":                 "name: Déléguée\nscope: internal\n",
}

func TestRoleOfASentence(t *testing.T) {
	for phrase, want := range map[string]string{
		"conseiller":             "conseiller",
		"Conseillère":            "conseiller",
		"conseiller·ère":         "conseiller",
		"les conseillers":        "conseiller",
		"CONSEILLER":             "conseiller",
		"conseiller(ère)":        "conseiller",
		"adherent":               "adherent",
		"adhérent·e":             "adherent",
		"trésorière":             "responsable-finances",
		"tresorier-general":      "responsable-finances",
		"responsable finances":   "responsable-finances",
		"déléguée":               "deux",
		"conseiller de quartier": "",
		"délégués":               "", // either of two
		"adheren":                "",
	} {
		d, kinds := desk(t, roles)
		items, err := d.Draft(Request{Kind: kinds.Named("need"), Text: "voir", Values: []Assignment{{kinds.Named("need").Field("role"), phrase}}})
		got := ""
		if err == nil {
			got = items[len(items)-1].Content.Text("role")
		}
		if got != want {
			t.Errorf("%s: %q, want %q (%v)", phrase, got, want, err)
		}
	}
}

func TestCreateMakesWhatIsMissing(t *testing.T) {
	d, kinds := desk(t, nil)
	need := kinds.Named("need")
	items, err := d.Draft(Request{
		Kind: need, Create: true, Text: "En tant que trésorière, je veux voir les impayés",
		Values: []Assignment{{need.Field("source"), "person=Marie de la Tour,date=2026-03-12"}, {need.Field("stakes"), "Réduire les impayés,Garder nos membres"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, it := range items {
		got[it.Path] = string(it.Data)
	}
	want := map[string]string{
		"roles/tresoriere.yaml":         "name: trésorière\nscope: internal\n",
		"persons/marie-de-la-tour.yaml": "first: Marie\nlast: de la Tour\n",
		"stakes/reduire-impayes.yaml":   "title: Réduire les impayés\n",
		"stakes/garder-membres.yaml":    "title: Garder nos membres\n",
		"needs/voir-impayes.yaml": "role: tresoriere\nwant: voir les impayés\nstakes:\n  - reduire-impayes\n  - garder-membres\n" +
			"source:\n  person: marie-de-la-tour\n  date: \"2026-03-12\"\n",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestASentenceInParts(t *testing.T) {
	tests := []struct{ text, role, want, wantWant, wantBenefit, refused string }{
		{text: "Je voudrais ne plus ressaisir les adresses afin de gagner du temps", role: "conseiller", wantWant: "ne plus ressaisir les adresses", wantBenefit: "gagner du temps"},
		{text: "pouvoir voir la fiche", role: "conseiller", wantWant: "voir la fiche"},
		{text: "ETQ conseillère", want: "voir la fiche", wantWant: "voir la fiche"},
		{text: "ETQ conseillère", refused: "story-no-want"},
		{text: "ETQ conseillère", role: "conseiller", refused: "story-no-want"},
		{text: "voir la fiche", refused: "story-not-understood"},
	}
	for _, tt := range tests {
		d, kinds := desk(t, roles)
		need := kinds.Named("need")
		r := Request{Kind: need, Text: tt.text}
		for name, text := range map[string]string{"role": tt.role, "want": tt.want} {
			if text != "" {
				r.Values = append(r.Values, Assignment{need.Field(name), text})
			}
		}
		items, err := d.Draft(r)
		var failure *diag.Failure
		if errors.As(err, &failure) != (tt.refused != "") || failure != nil && failure.Message.Key != tt.refused {
			t.Errorf("%v: %v", tt, err)
			continue
		}
		if err != nil {
			continue
		}
		content := items[0].Content
		got := []string{content.Text("role"), content.Text("want"), content.Text("benefit")}
		if diff := cmp.Diff([]string{"conseiller", tt.wantWant, tt.wantBenefit}, got); diff != "" {
			t.Errorf("%v: %s", tt, diff)
		}
	}
}

func TestARefusedRequestLeavesNothing(t *testing.T) {
	d, kinds := desk(t, nil)
	need := kinds.Named("need")
	_, err := d.Draft(Request{Kind: need, Create: true, Text: "As a member, I want to pay", Values: []Assignment{{need.Field("priority"), "urgent"}}})
	var failure *diag.Failure
	if !errors.As(err, &failure) || failure.Message.Key != "unknown-value" {
		t.Fatalf("got %v", err)
	}
	if len(d.taken) > 0 {
		t.Errorf("still on the desk: %v", d.taken)
	}
	items, err := d.Draft(Request{Kind: need, Create: true, Text: "As a member, I want to pay"})
	if err != nil || items[1].ID != "pay" {
		t.Errorf("%v %v", items, err)
	}
}

// What a refused request would have made is forgotten, and nothing else.
func TestARefusedRequestLeavesTheOthers(t *testing.T) {
	d, kinds := desk(t, nil)
	need := kinds.Named("need")
	draft := func(text, priority string) []*Item {
		items, err := d.Draft(Request{Kind: need, Create: true, Text: text, Values: []Assignment{{need.Field("priority"), priority}}})
		if (err != nil) != (priority == "urgent") {
			t.Fatal(err)
		}
		return items
	}
	draft("En tant que trésorière, je veux voir les impayés", "must")
	draft("En tant que conseiller, je veux relancer", "urgent")
	var paths []string
	for _, it := range draft("En tant que trésorier, je veux relancer", "must") {
		paths = append(paths, it.Path)
	}
	if diff := cmp.Diff([]string{"needs/relancer.yaml"}, paths); diff != "" {
		t.Error(diff)
	}
}

func TestSameWordsAreAnotherItem(t *testing.T) {
	d, kinds := desk(t, map[string]string{"stakes/keep.yaml": "title: Keep\n"})
	var ids []string
	for range 3 {
		items, err := d.Draft(Request{Kind: kinds.Named("stake"), Text: "Keep"})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, items[0].ID)
	}
	if diff := cmp.Diff([]string{"keep-2", "keep-3", "keep-4"}, ids); diff != "" {
		t.Error(diff)
	}
}

func TestUnknownReferenceProposes(t *testing.T) {
	d, kinds := desk(t, map[string]string{"stakes/reduire-impayes.yaml": "title: Réduire les impayés\n", "roles/elu.yaml": "name: Élu\nscope: internal\n"})
	need := kinds.Named("need")
	_, err := d.Draft(Request{Kind: need, Text: "En tant qu’élue, je veux voir", Values: []Assignment{{need.Field("stakes"), "reduire-impaye"}}})
	var unknown *Unknown
	if !errors.As(err, &unknown) {
		t.Fatalf("got %v", err)
	}
	if diff := cmp.Diff([]string{"reduire-impayes"}, unknown.Near); diff != "" || unknown.Kinds[0].Name != "stake" || !unknown.Makeable {
		t.Errorf("%s %s", unknown.Kinds[0].Name, diff)
	}
}
