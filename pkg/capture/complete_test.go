package capture

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWhatAWordMayBecome(t *testing.T) {
	s := begin(t, Options{Asks: true, Language: "fr"}, map[string]string{
		"roles/tresorier.yaml":         "name: Trésorier\nscope: internal\n",
		"roles/chef.yaml":              "name: Chef de bureau\nscope: internal\n",
		"persons/marie.yaml":           "first: Marie\nlast: Dupont\n",
		"objects/adherent.yaml":        "name: Adhérent\nsynonyms:\n  - membre du club\n",
		"objects/adhesion.yaml":        "name: Adhésion annuelle\n",
		"objects/bon-commande.yaml":    "name: Bon de commande\n",
		"stakes/reduire-impayes.yaml":  "title: Réduire les impayés\n",
		"applications/compta-2.yaml":   "name: Compta\nstatus: current\n",
		"applications/compta-old.yaml": "name: Compta\nstatus: former\n",
	})
	s.say("/role trésorier", "voir les retards de chacun", "objet: Devis = une offre chiffrée")
	for line, want := range map[string]string{
		// Marks, by id, name, synonym, several words.
		"voir #adhé|":         "#adherent #adhesion",
		"voir #MEMBRE|":       "#adherent",
		"voir #du mem|":       "#adherent",
		"voir les #membre|":   "#Adhérent",
		"voir un #annu|":      `#"Adhésion annuelle"`,
		`voir #"bon de c|`:    "#bon-commande",
		"voir #com bon|":      "#bon-commande",
		"voir +imp|, vite":    "+reduire-impayes",
		"voir +|":             "+reduire-impayes",
		"voir @compta|":       "@compta-2 @compta-old",
		"voir !indis|":        "!must",
		"voir !mu|":           "!must",
		"voir l'#adhér|":      "#Adhérent",
		"voir #dev|":          "#devis",
		"voir #adherent |":    "",
		"voir # adherent|":    "",
		`voir #"bon" et|`:     "",
		"voir #zzz|":          "",
		"voir #--|":           "",
		"appeler le 06+33|":   "",
		"voir les adhérents|": "",
		// Commands and what follows them.
		"/|":             "/rôle /personne /souhait /note /oui /annuler /corriger /dernier /liste /aide /quitter",
		"/ro|":           "/rôle",
		"/un|":           "/undo",
		"/zz|":           "",
		"/rôle bur|":     "Chef de bureau",
		"/role |":        "Chef de bureau,Trésorier",
		"/personne dup|": "Marie Dupont",
		"/corriger |":    "devis,voir-retards-chacun",
		"/liste |":       "",
		// What a line begins with.
		"enj|":   "enjeu : ",
		"STAKE|": "stake : ",
		"no|":    "notes : ",
		"voir|":  "",
	} {
		head, tail, _ := strings.Cut(line, "|")
		c := s.Complete(head+tail, len(head))
		var got []string
		separator := " "
		for _, candidate := range c.Candidates {
			got = append(got, candidate.Text)
			if strings.Contains(want, ",") {
				separator = ","
			}
		}
		if d := cmp.Diff(want, strings.Join(got, separator)); d != "" {
			t.Errorf("%s: %s", line, d)
		}
	}
}

func TestSayingSomethingInOtherWords(t *testing.T) {
	s := begin(t, Options{Asks: true, Language: "fr"}, club)
	s.say("/role trésorier", "voir les retards de chacun", "afin de relancer à temps")
	begun := func(line string) string { return s.Take(line, 9).Begun }
	if got := begun("/edit"); got != "/corriger voir les retards de chacun afin de relancer à temps" {
		t.Errorf("of the last story: %q", got)
	}
	s.say("objet: Devis = une offre")
	if got := begun("/edit"); got != "/corriger devis: Devis = une offre" {
		t.Errorf("of the last item: %q", got)
	}
	if got := begun("/edit voir-retards-chacun"); got != "/corriger voir les retards de chacun afin de relancer à temps" {
		t.Errorf("of the one that is named: %q", got)
	}
	got := s.say("/corriger devis: Offre = un prix", "/corriger objet : Offre écrite", "/corriger voir les retards", "/corriger voir-retards-chacun: voir les dettes", "/annuler", "/corriger rôle : X")
	want := []string{"edited devis", "edited devis", "edited voir-retards-chacun", "edited voir-retards-chacun", "undone", "refused (capture-nothing-to-edit)"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	s.holds("objects/devis.yaml", "name: Offre écrite\ndefinition: un prix\n")
	if need := string(s.fsys["needs/voir-retards-chacun.yaml"].Data); !strings.Contains(need, "want: voir les retards\nbenefit: relancer à temps\n") {
		t.Error(need)
	}
}
