package words

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFold(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"plain words", "plain words"},
		{"  Trésorière\tAdjointe \n", "tresoriere adjointe"},
		{"l’adhérent", "l'adherent"},
		{"qu\u02bcil", "qu'il"},
		{"CŒUR, Æon, Straße, ẞ", "coeur, aeon, strasse, ss"},
		{"prix\u00a0: 12\u202f€", "prix : 12 €"},
		{"e\u0301te\u0301", "ete"},
		{"zéro\u200blargeur", "zerolargeur"},
		{"İstanbul", "istanbul"},
		{"ﬁche", "fiche"},
		{"Besoin nº 4", "besoin no 4"},
		{"клиент", "клиент"},
	}
	for _, tt := range tests {
		if got := Fold(tt.in); got != tt.want {
			t.Errorf("Fold(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// The short way of Fold has to end where the long one does.
func TestFoldCommon(t *testing.T) {
	for r := rune(0); r <= 0x2100; r++ {
		text := "é" + string(r) + "\u0323 b"
		var f folder
		f.decompose(text)
		if got, want := Fold(text), string(f.text); got != want {
			t.Errorf("Fold(%q) = %q, want %q", text, got, want)
		}
	}
}

func BenchmarkFold(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Fold("Être prévenu à l’avance quand la cotisation d’un adhérent n’a pas été payée")
	}
}

func TestLanguage(t *testing.T) {
	tests := []struct{ in, want string }{
		{"consulter l’historique d’un adhérent", "fr"},
		{"relancer les impayés", "fr"},
		{"ne pas le faire répéter", "fr"},
		{"Réduire impayés", "fr"},
		{"see the history of a member", "en"},
		{"don't lose my data", "en"},
		{"de historiek van een lid bekijken", "nl"},
		{"niet alles twee keer invoeren", "nl"},
		{"den Verlauf eines Mitglieds sehen", "de"},
		{"Rechnungen prüfen", "de"},
		{"Excel", ""},
		{"", ""},
	}
	for _, tt := range tests {
		if got := Language(tt.in); got != tt.want {
			t.Errorf("Language(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestSlug(t *testing.T) {
	tests := []struct {
		text  string
		taken string
		want  string
	}{
		{"consulter l’historique d’un adhérent", "", "consulter-historique-adherent"},
		{"Retenir les adhérents", "", "retenir-adherents"},
		{"être alerté des retards de paiement de mes clients", "", "alerte-retards-paiement-clients"},
		{"ne pas perdre les données", "", "pas-perdre-donnees"},
		{"See the history of a member before I call them back", "", "see-history-member-before-call"},
		{"user's guide for Node.js", "", "users-guide-node-js"},
		{"de historiek van een lid bekijken", "", "historiek-lid-bekijken"},
		{"den Verlauf eines Mitglieds sehen", "", "verlauf-mitglieds-sehen"},
		{"envoyer un e-mail", "", "envoyer-e-mail"},
		// Inclusive forms.
		{"président(e)", "", "president"},
		{"informé·e des décisions", "", "informe-decisions"},
		{"factures adressées aux adhérent·e·s", "", "factures-adressees-adherent"},
		{"le/la conseiller (ère)", "", "conseiller"},
		{"chargé-e-s d’accueil", "", "charge-accueil"},
		{"adhe\u0301rent.e.s", "", "adherent"},
		{"DIRECTEUR·RICE", "", "directeur"},
		{"Berater*innen", "", "berater"},
		{"facture(s) payée(s)", "", "facture-payee"},
		{"Jean-E. Martin", "", "jean-e-martin"},
		{"voir ce que dit-elle", "", "voir-dit-elle"},
		{"log-in", "", "log-in"},
		// Names.
		{"Anne-Sophie Van den Broeck", "", "anne-sophie-van-den-broeck"},
		{"Van den Broeck", "", "van-den-broeck"},
		{"Marie de la Tour", "", "marie-de-la-tour"},
		{"Élise d’Artois", "", "elise-d-artois"},
		{"Le Bureau de Namur", "", "bureau-namur"},
		{"Chambre de Commerce", "", "chambre-de-commerce"},
		{"réunion de bureau", "", "reunion-bureau"},
		// Small words that say something.
		{"savoir qui a payé", "", "savoir-qui-paye"},
		{"savoir où on en est", "", "savoir-ou"},
		{"payer ou relancer", "", "payer-relancer"},
		{"être payés à temps", "", "payes-a-temps"},
		{"mettre à jour les adresses", "", "mettre-a-jour-adresses"},
		{"la liste de tous ceux qui ont payé", "", "liste-ceux-ont-paye"},
		{"see who paid", "", "see-who-paid"},
		// The last word needs no other one.
		{"calculer une cotisation d’après l’effectif sans passer par le tableur", "", "calculer-cotisation-apres-effectif"},
		{"calculer une cotisation d’après l’effectif sans passer par le tableur", "calculer-cotisation-apres-effectif", "calculer-cotisation-apres-effectif-2"},
		{"un deux trois quatre sans six sept huit", "deux-trois-quatre-sans-six", "deux-trois-quatre-sans-six-sept"},
		{"trier les noms par ville avant de partir", "trier-noms-ville", "trier-noms-ville-avant-partir"},
		{"vivre sans", "", "vivre-sans"},
		{"prévenir les élus que le quorum n’est pas atteint", "", "prevenir-elus-quorum-pas-atteint"},
		{"gérer aujourd'hui", "", "gerer-aujourdhui"},
		{"Cœur de métier", "", "coeur-metier"},
		{"le la les", "", "le-la-les"},
		{"un deux trois quatre cinq six sept", "", "deux-trois-quatre-cinq-six"},
		{"un deux trois quatre cinq six sept", "deux-trois-quatre-cinq-six", "deux-trois-quatre-cinq-six-sept"},
		{"un deux trois quatre cinq six sept", "deux-trois-quatre-cinq-six deux-trois-quatre-cinq-six-sept", "deux-trois-quatre-cinq-six-2"},
		{"client", "client client-2", "client-3"},
		{"CON", "", "con-2"},
		{"con artiste", "", "con-artiste"},
		{"lpt1", "", "lpt1-2"},
		{"anticonstitutionnellement hexakosioihexekontahexaphobie", "", "anticonstitutionnellement"},
		{strings.Repeat("a", 80), "", strings.Repeat("a", 40)},
		{strings.Repeat("a", 80), strings.Repeat("a", 40), strings.Repeat("a", 38) + "-2"},
		{"🎉 fête 🎉", "", "fete"},
		{"🎉🎉", "", ""},
		{"клиенты и заказы", "", ""},
		{"客户", "", ""},
		{"", "", ""},
		{"--- ' . -", "", ""},
		{"a\x1b[31mrouge\x00\n2", "", "31mrouge-2"},
	}
	for _, tt := range tests {
		taken := strings.Fields(tt.taken)
		got, ok := Slug(tt.text, 40, func(id string) bool { return slices.Contains(taken, id) })
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("Slug(%q) = %q, %v, want %q", tt.text, got, ok, tt.want)
		}
	}
	if id, ok := Slug("client", 40, func(string) bool { return true }); ok {
		t.Errorf("Slug gave %q although every id is taken", id)
	}
}

// TestSlugIn checks that the language of a sentence decides which words of a part of it are empty.
func TestSlugIn(t *testing.T) {
	for _, tt := range []struct{ language, text, want string }{
		{"en", "van driver", "van-driver"},
		{"", "van driver", "driver"}, // may be Dutch
		{"nl", "hoofd van de winkel", "hoofd-winkel"},
		{"fr", "voir le plan de la salle", "voir-plan-salle"},
		{"fr", "Ann Van den Broeck", "ann-van-den-broeck"},
	} {
		if got, _ := SlugIn(tt.language, tt.text, 40, nil); got != tt.want {
			t.Errorf("SlugIn(%q, %q) = %q, want %q", tt.language, tt.text, got, tt.want)
		}
	}
}

func TestValidID(t *testing.T) {
	for _, id := range []string{"a", "7", "retenir-adherents", "con-2", "com10", strings.Repeat("a", 64)} {
		if !ValidID(id) {
			t.Errorf("ValidID(%q) = false", id)
		}
	}
	for _, id := range []string{"", "-a", "a-", "a--b", "A", "é", "a_b", "a.b", "a/b", "nul", "com1", "LPT9", strings.Repeat("a", 65)} {
		if ValidID(id) {
			t.Errorf("ValidID(%q) = true", id)
		}
	}
}

func TestNearest(t *testing.T) {
	stakes := []string{"reduire-impayes", "retenir-adherents", "ouvrir-le-reseau"}
	fields := []string{"role", "want", "benefit", "stakes", "priority", "status", "source", "notes"}
	roles := []string{"tresorier", "conseiller-de-proximite", "conseiller-juridique", "chef-de-projet"}
	tests := []struct {
		word string
		from []string
		want []string
	}{
		{"reduire-impaye", stakes, []string{"reduire-impayes"}},
		{"Réduire impayés", stakes, []string{"reduire-impayes"}},
		{"reseau-ouvrir-le", stakes, []string{"ouvrir-le-reseau"}},
		{"priorite", fields, []string{"priority"}},
		{"priorité", fields, []string{"priority"}},
		{"stake", fields, []string{"stakes"}},
		{"satkes", fields, []string{"stakes"}},
		{"conseiller", roles, []string{"conseiller-de-proximite", "conseiller-juridique"}},
		{"projet", roles, []string{"chef-de-projet"}},
		{"tableur-cotisations", []string{"voir-cotisations", "tableau-cotisation"}, []string{"tableau-cotisation"}},
		{"cotisations-tableur", []string{"voir-cotisations", "tableur-cotisations"}, []string{"tableur-cotisations"}},
		{"relancer-les-impayes", []string{"relancer-impayes", "chercher-impayes"}, []string{"relancer-impayes"}},
		{"compterendu final", []string{"compte-rendu-final"}, []string{"compte-rendu-final"}},
		{"trésorière", roles, []string{"tresorier"}},
		{"colour", fields, nil},
		{"ad", []string{"add", "init", "a"}, []string{"add"}},
		{"additional", []string{"ad", "add"}, []string{"add"}},
		{"x", fields, nil},
		{"s", fields, nil},
		{"", fields, nil},
		{"role", []string{"Rôle", "rôle", "roles", "rolex", "role-x"}, []string{"Rôle", "rôle", "roles"}},
		{strings.Repeat("a", 1<<20), fields, nil},
	}
	for _, tt := range tests {
		got := Nearest(tt.word, tt.from)
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("Nearest(%.40q): %s", tt.word, d)
		}
	}
}

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"":                              "",
		"plain":                         "plain",
		"é « œ » 🎉 \uFFFD":              "é « œ » 🎉 \uFFFD",
		"a\tb\nc":                       "a b c",
		"\x1b[31m\x7f\u009b":            "\uFFFD[31m\uFFFD\uFFFD",
		"line\u2028of\u202eright\u2066": "line\uFFFDof\uFFFDright\uFFFD",
		"Latin-1 \x9b\xe9":              "Latin-1 \uFFFD\uFFFD",
		"half \xe2\x80":                 "half \uFFFD\uFFFD",
	} {
		if got := Printable(in); got != want {
			t.Errorf("Printable(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestKeysShared(t *testing.T) {
	same := [][]string{
		{
			"conseiller", "Conseiller", "conseillers", "conseillère", "CONSEILLÈRES", "le conseiller", "les conseillers",
			"un conseiller", "mon conseiller", "des conseillères", "conseiller·ère", "conseiller·ère·s", "conseiller.ère",
			"conseiller.ère.s", "conseiller(ère)", "conseiller(ère)s", "conseiller (ère)", "conseiller-ère", "conseiller-ère-s",
			"conseillèr·e·s", "conseiller/ère", "conseiller/conseillère", "conseillers/conseillères", "conseiller / conseillère",
			"conseillers et conseillères", "conseillères et conseillers", "les conseillers et les conseillères",
			"conseiller ou conseillère", "conseiller, conseillère", "conseillers & conseillères", "conseiller•ère", "conseiller⋅ère",
			"le/la conseiller·ère", "un(e) conseiller(ère)", "conseiller (H/F)", "« conseiller »", "conseille\u0300re",
		},
		{"conseiller de proximité", "Conseillers de proximité", "conseillère de proximité", "conseiller-de-proximite", "conseillers et conseillères de proximité"},
		{"adhérent", "adhérente", "adhérents", "l’adhérent", "l'adhérente", "d’adhérents", "adhérent·e·s", "adhérent(e)s", "adhérent-e-s", "adhérent.e", "adhérentEs", "un·e adhérent·e"},
		{"directeur", "directrice", "directeurs", "directeur/trice", "directeur·rice", "directeur(trice)", "directeurs/directrices", "la directrice"},
		{"animateur", "animatrice", "animateur·rice", "animateur·rice·s", "animateur-trice"},
		{"trésorier", "trésorière", "Trésorières", "tresorier"},
		{"gestionnaire", "gestionnaires", "la gestionnaire", "le/la gestionnaire"},
		{"commercial", "commerciaux", "commerciale", "commercial·e", "commerciales"},
		{"chargé de mission", "chargée de mission", "chargé·e·s de mission", "chargé(e) de mission", "une chargée de mission"},
		{"technicien", "technicienne", "technicien·ne", "technicien·ne·s", "techniciens"},
		{"vendeur", "vendeuse", "vendeur·euse"},
		{"salarié", "salariée", "salarié·e·s", "les salarié-e-s"},
		{"élu", "élue", "élu·e·s", "les élus", "les élues"},
		{"chef de projet", "cheffe de projet", "chef·fe de projet", "chefs de projet", "chef-de-projet"},
		{"vice-président", "vice-présidente", "vice-président·e", "Vice présidente"},
		{"responsable des adhésions", "responsable de l’adhésion", "responsables adhésions"},
		{"bureau", "bureaux"}, {"lieu", "lieux"}, {"partie", "parties"},
		{"member", "members", "a member", "the Members", "our members"},
		{"agency", "agencies", "an agency"},
		{"branch", "branches"}, {"address", "addresses"}, {"party", "parties"}, {"box", "boxes"}, {"chairman", "chairmen"},
		{"C++ developer", "C++ developers"},
		{"medewerker", "medewerkers", "een medewerker", "de medewerkers"},
		{"klant", "klanten"}, {"afdeling", "afdelingen", "de afdeling"}, {"lid", "leden"}, {"specialist", "specialisten"},
		{"Berater", "Beraterin", "Beraterinnen", "der Berater", "Berater*innen", "Berater:innen", "Berater_in", "BeraterInnen"},
		{"Kunde", "Kunden", "die Kunden"}, {"Abteilung", "Abteilungen"},
	}
	for _, group := range same {
		first := Keys(group[0])
		for _, phrase := range group[1:] {
			if got := Keys(phrase); !share(first, got) {
				t.Errorf("Keys(%q) = %q shares nothing with Keys(%q) = %q", phrase, got, group[0], first)
			}
		}
	}
}

func TestKeysApart(t *testing.T) {
	apart := [][]string{
		{"conseiller", "conseil", "conseillance"}, {"membre", "membrane"}, {"client", "clientèle"},
		{"secrétaire", "secrétariat"}, {"directeur", "direction"}, {"user", "used", "use"},
		{"trésorier", "trésor", "trésorerie"}, {"gestionnaire", "gestion"}, {"comptable", "compte", "comptabilité"},
		{"formateur", "formation", "format"}, {"marin", "mari"}, {"pharmacien", "pharmacie"}, {"lycéen", "lycée"},
		{"vente", "vent"}, {"vente", "achat", "achat/vente", "achats et ventes"}, {"partenaire", "partenariat"},
		{"président", "présidence"}, {"agent", "agence", "agency"}, {"ward", "warden"}, {"manager", "management"},
		{"trainer", "trainee"}, {"employé", "employeur", "emploi"}, {"directeur", "directeur adjoint"},
		{"conseiller", "conseiller juridique"}, {"client", "prospect"}, {"bénévole", "bénévolat"}, {"élu", "élève"},
		{"C++ developer", "C# developer", "C developer"}, {"paysan", "pays"}, {"garde", "gardien"}, {"poste", "poster"},
	}
	for _, group := range apart {
		for i, a := range group {
			for _, b := range group[i+1:] {
				if share(Keys(a), Keys(b)) {
					t.Errorf("Keys(%q) = %q and Keys(%q) = %q share a key", a, Keys(a), b, Keys(b))
				}
			}
		}
	}
}

func TestKeysOfLittle(t *testing.T) {
	for in, want := range map[string][]string{"": nil, "·": nil, "🎉": nil, "les": {"les"}, "客户": {"客户"}} {
		if d := cmp.Diff(want, Keys(in)); d != "" {
			t.Errorf("Keys(%q): %s", in, d)
		}
	}
}

func FuzzSlug(f *testing.F) {
	for _, s := range []string{"consulter l’historique", "con", "a\x1b[31mb\nc", "\xff\xfe", "-'-", "ﬁ œ İ", strings.Repeat("a-", 99)} {
		f.Add(s, 40)
	}
	f.Fuzz(func(t *testing.T, text string, max int) {
		taken := map[string]bool{}
		for range 3 {
			id, ok := Slug(text, max, func(id string) bool { return taken[id] })
			if ok && (!ValidID(id) || taken[id] || max > 0 && len(id) > max) || !ok && id != "" {
				t.Fatalf("Slug(%q, %d) = %q, %v", text, max, id, ok)
			}
			taken[id] = true
		}
	})
}

func FuzzKeys(f *testing.F) {
	for _, s := range []string{"conseiller·ère·s", "les", "d’l’", "a/b/c", "processes", "((e))", "\xff", "employeee et", "· e s"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, phrase string) {
		if a, b := Fold(phrase), Fold(Fold(phrase)); a != b {
			t.Fatalf("Fold is not stable: %q, %q", a, b)
		}
		keys := Keys(phrase)
		if len(keys) > keysMax {
			t.Fatalf("%d keys", len(keys))
		}
		for _, k := range keys {
			if k == "" || k != Fold(k) {
				t.Fatalf("Keys(%q) = %q", phrase, keys)
			}
		}
	})
}

func TestSlip(t *testing.T) {
	for _, same := range [][2]string{
		{"reduire-impaye", "reduire-impayes"}, {"Réduire les impayés", "reduire-les-impayes"}, {"priorite", "Priorité"},
		{"consieller", "conseiller"}, {"conseilller-proximite", "conseiller-proximite"},
	} {
		if !Slip(same[0], same[1]) || !Slip(same[1], same[0]) {
			t.Errorf("%v is a slip", same)
		}
	}
	for _, other := range [][2]string{
		{"vendre", "rendre"}, {"adopter-crm", "adapter-crm"}, {"facture-1", "facture-2"}, {"facture-1", "facture-11"},
		{"role", "roles"}, {"apolitique", "politique"}, {"client", "client-final"}, {"vieux-clients", "vieu-client"}, {"", ""}, {"", "a"},
	} {
		if Slip(other[0], other[1]) || Slip(other[1], other[0]) {
			t.Errorf("%v is no slip", other)
		}
	}
}
