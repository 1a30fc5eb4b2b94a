package story

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSplit(t *testing.T) {
	tests := []struct {
		want          string
		first, second string // both "": one wish
		unsure        bool
	}{
		{want: "voir les cotisations en retard et relancer les adhérents", first: "voir les cotisations en retard", second: "relancer les adhérents"},
		{want: "trier et filtrer les titres", first: "trier les titres", second: "filtrer les titres"},
		{want: "filtrer, trier et exporter la liste", first: "filtrer la liste", second: "trier et exporter la liste"},
		{want: "créer un dossier puis l’envoyer au client", first: "créer un dossier", second: "l’envoyer au client"},
		{want: "saisir une visite ainsi que corriger la fiche", first: "saisir une visite", second: "corriger la fiche"},
		{want: "avoir la possibilité de créer et de supprimer un dossier", first: "avoir la possibilité de créer un dossier", second: "supprimer un dossier"},
		{want: "Créer/modifier/supprimer un contact", first: "Créer un contact", second: "modifier/supprimer un contact"},
		{want: "que le délai soit rappelé et que le dossier soit clos", first: "que le délai soit rappelé", second: "que le dossier soit clos"},
		{want: "appeler et être rappelé", first: "appeler", second: "être rappelé"},
		{want: "ne plus ressaisir les adresses et ne rien oublier", first: "ne plus ressaisir les adresses", second: "ne rien oublier"},

		// Two nouns, two sides of one decision, what somebody wants it for, «où».
		{want: "savoir où j’en suis"},
		{want: "consulter la fiche d’un adhérent et de ses contacts"},
		{want: "retrouver les adhérents par nom, prénom et ville"},
		{want: "imprimer les courriers et papiers à en-tête"},
		{want: "voir les retards pour relancer et clôturer à temps"},
		{want: "avoir de quoi noter pour saisir et suivre les visites"},
		{want: "éviter de ressaisir et de perdre les adresses"},
		{want: "lister les dossiers à traiter et à clôturer"},
		{want: "noter ce que je dois faire et vérifier"},
		{want: "savoir quand relancer et qui appeler"},
		{want: "accepter ou refuser une demande"},
		{want: "lier ou délier un contact"},
		{want: "Lier/délier un contact"},
		{want: "me lier/me délier"},
		{want: "ne plus ouvrir trois outils et recopier les adresses"},
		{want: "définir les dates (déposer et vendre)"},
		{want: "voir qui a payé et qui doit encore payer"},

		{want: "create and maintain venues", first: "create venues", second: "maintain venues"},
		{want: "create, update and delete any record", first: "create any record", second: "update and delete any record"},
		{want: "create, rename labels", first: "create labels", second: "rename labels"},
		{want: "search for and download protocols", first: "search for protocols", second: "download protocols"},
		{want: "log in and change my password", first: "log in", second: "change my password"},
		{want: "create groups and add campers to them", first: "create groups", second: "add campers to them"},
		{want: "have the ability to locate and access data", first: "have the ability to locate data", second: "access data"},
		{want: "the ability to find and open a file", first: "the ability to find a file", second: "open a file"},
		{want: "the system to check an address and tell me what is wrong", first: "the system to check an address", second: "tell me what is wrong"},
		{want: "allow members to pay online and download receipts", first: "allow members to pay online", second: "download receipts"},
		{want: "hide the bad data, keep it in the system", first: "hide the bad data", second: "keep it in the system"},
		{want: "find a member quickly and optionally specify a district", first: "find a member quickly", second: "optionally specify a district"},
		{want: "see a list of boats and can page through them", first: "see a list of boats", second: "page through them"},
		{want: "call a supplier and log the call", first: "call a supplier", second: "log the call"},
		{want: "scan a badge & print a label", first: "scan a badge", second: "print a label"},
		{want: "add/remove members", first: "add members", second: "remove members"},
		{want: "upload photos and videos and tag them", first: "upload photos and videos", second: "tag them"},
		{want: "give feedback on a draft and request changes", first: "give feedback on a draft", second: "request changes"},
		{want: "see a cleaned table and weekify this table", first: "see a cleaned table", second: "weekify this table"},
		{want: "reopen tickets and reassign them", first: "reopen tickets", second: "reassign them"},
		// A clause ends where a verb follows that cannot be of it.
		{want: "be warned when stock is low and order more", first: "be warned when stock is low", second: "order more"},
		{want: "see the fees that I owe, and print a certificate", first: "see the fees that I owe", second: "print a certificate"},
		{want: "see the fees I owe and print a certificate", first: "see the fees I owe", second: "print a certificate"},
		{want: "find members who owe a fee and send them a letter", first: "find members who owe a fee", second: "send them a letter"},

		// Words that may be nouns.
		{want: "see events and trainings", first: "see events", second: "see trainings", unsure: true},
		{want: "a reminder and a link", first: "a reminder", second: "a link", unsure: true},
		{want: "see contact and address details", first: "see contact", second: "see address details", unsure: true},
		{want: "see closed and open tickets", first: "see closed", second: "see open tickets", unsure: true},
		{want: "choose a start date, a title, and stop time", first: "choose a start date, a title", second: "choose stop time", unsure: true},
		{want: "read the news and change logs", first: "read the news", second: "read change logs", unsure: true},
		{want: "see duration and each step", first: "see duration", second: "see each step", unsure: true},
		// Verbs of what the wish is for, or of a clause.
		{want: "invite members to log in and fill in a form", first: "invite members to log in", second: "fill in a form", unsure: true},
		{want: "a list that I can sort and print", first: "a list that I can sort", second: "print", unsure: true},
		{want: "see tasks that I own and manage", first: "see tasks that I own", second: "manage", unsure: true},
		{want: "know which members call and visit us", first: "know which members call", second: "know visit us", unsure: true},
		{want: "have a page so that parents see the dates and pick one", first: "have a page so that parents see the dates", second: "pick one", unsure: true},
		{want: "plan visits that often cross borders, change trains and meet people", first: "plan visits that often cross borders, change trains", second: "meet people", unsure: true},
		{want: "describe a boat, its size and many other aspects", first: "describe a boat, its size", second: "describe many other aspects", unsure: true},
		{want: "see my name and address"},
		{want: "export it quickly and easily"},
		{want: "approve or reject a quote"},
		{want: "lock or unlock a door"},
		{want: "never open a file and retype it"},
		{want: "know whether a member pays by card or transfer"},
		{want: "see everything such as dates and places"},
		{want: "have articles that interest me and are easy to get to"},
		{want: "invoice what was delivered and not what was ordered"},
		{want: "set the dates (start and end)"},
		{want: ""},
		{want: "et"},
		{want: "and and and"},
		{want: "klanten zien en bewerken"},
	}
	for _, tt := range tests {
		two, ok := Split(tt.want)
		wanted := Two{First: tt.first, Second: tt.second, Sure: tt.first != "" && !tt.unsure}
		if d := cmp.Diff(wanted, two); d != "" || ok != (tt.first != "") {
			t.Errorf("%q: %v %s", tt.want, ok, d)
		}
	}
}

func TestHints(t *testing.T) {
	tests := []struct {
		story Story
		want  []string // rule, field and words
	}{
		{Story{Role: "conseiller", Want: "consulter l’historique d’un adhérent", Benefit: "ne pas le faire répéter"}, nil},
		{Story{Role: "Utilisateur", Want: "gérer mes dossiers"}, []string{"role-of-nobody role ", "vague-word want gérer"}},
		{Story{Role: "un utilisateur", Want: "voir mes dossiers"}, []string{"role-of-nobody role "}},
		{Story{Role: "utilisatrice pilote", Want: "voir mes dossiers"}, nil},
		{Story{Want: "savoir gérer un conflit"}, nil},
		{Story{Want: "avoir un bouton pour exporter vers Excel et trier (vite) la liste"}, []string{"solution-in-want want bouton", "solution-in-want want Excel", "aside-in-want want (vite)", "vague-word want vite"}},
		{Story{Want: "ne plus recopier le tableur"}, nil},
		{Story{Want: "joindre les adhérent(e)s"}, nil},
		{Story{Want: "envoyer un rappel. Il doit partir le lundi"}, []string{"aside-in-want want Il doit partir le lundi"}},
		{Story{Want: "joindre M. Dupont ou Mme. Martin"}, nil},
		{Story{Want: "être prévenu avant que il parte", Benefit: "partir à temps de Anvers, le cas échéant"}, []string{"vague-word benefit le cas échéant", "missing-elision want que il", "missing-elision benefit de Anvers"}},
		{Story{Want: "voir le onze, la hausse, le ou la responsable, de A à Z, là où il est, la une"}, nil},
		{Story{Want: "fill in a form quickly"}, []string{"solution-in-want want fill in a form", "vague-word want quickly"}},
		{Story{Want: "see the process of a member"}, nil},
		{Story{Want: "sign the consent form"}, nil},
		{Story{Want: strings.Repeat("mot ", 34) + "fin"}, []string{"long-story want "}},
		{Story{Want: "noter", Benefit: strings.Repeat("mot ", 34) + "fin"}, []string{"long-story benefit "}},
		{Story{Role: "visiteur ou utilisateur", Want: "noter"}, []string{"role-of-nobody role "}},
		{Story{Role: "utilisateur du site (quel que soit mon rôle)", Want: "noter"}, []string{"role-of-nobody role "}},
		{Story{Role: "any user", Want: "read it"}, []string{"role-of-nobody role "}},
		{Story{Role: "user, whatever my role", Want: "read it"}, []string{"role-of-nobody role "}},
		{Story{Role: "bénévole et trésorière", Want: "noter"}, nil},
		{Story{Want: "améliorer le suivi pertinent", Benefit: "joindre la personne adéquate et améliorer le reste"}, []string{"vague-word want améliorer", "vague-word want pertinent"}},
		{Story{Want: "noter les champs d’activité sans devoir remplir un tableur"}, nil},
		{Story{Want: "recevoir les formulaires papier"}, nil},
		{Story{Want: "know how many boats left as soon as they leave"}, nil},
	}
	for _, tt := range tests {
		var got []string
		for _, h := range Hints(tt.story) {
			got = append(got, h.Rule+" "+h.Field+" "+h.Found)
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%+v: %s", tt.story, d)
		}
	}
}

// Every line of the word lists is found where it stands, under a heading that there is.
func TestLists(t *testing.T) {
	for _, same := range lists() {
		for _, e := range same {
			key := e.language + " " + e.list + " " + strings.Join(e.stems, " ")
			text := newText(strings.ReplaceAll(strings.Join(e.stems, " "), "' ", "'"))
			if found, ok := lists().at(text, 0, e.list, e.language); !ok || len(found.stems) != len(e.stems) {
				t.Errorf("%s: not found", key)
			}
			advice := map[string][]string{"vague": {"time", "quantity", "quality", "choice", "action", "improvement", "open", "condition", "plain"},
				"solutions": {"control", "tool", "plain"}, "verbs": {"verb", "either", "noun", "compound"},
				"fillers": {"always", "before a sign"}, "tells": {"verb", "noun"}}
			if headings := advice[e.list]; len(headings) > 0 && !strings.Contains(" "+strings.Join(headings, " ")+" ", " "+e.heading+" ") || len(headings) == 0 && e.heading != "" {
				t.Errorf("%s: unknown heading [%s]", key, e.heading)
			}
		}
	}
}

// What is passed over unread is what the rules find nothing in, and whatever is proposed was said.
func FuzzHints(f *testing.F) {
	for _, s := range []string{
		"voir les cotisations en retard et relancer les adhérents", "savoir où j’en suis", "create, update and delete any record", "l’œuvre de un élève (max 2)",
		"gérer m’occuper de tout. Le reste suit", "là où, et/ou", "«et»", "se le partager / diviser", "le user-friendly's Êtré",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		r := review{Story: Story{Want: s}}
		want := newText(s)
		r.twoInOne(want)
		r.words("want", want)
		r.aside(want)
		if calm(s) && len(r.hints) > 0 {
			t.Errorf("%q is passed over, but: %v", s, r.hints)
		}
		for _, h := range r.hints {
			if !strings.Contains(want.s, h.Found) {
				t.Errorf("%q: nobody said %q", s, h.Found)
			}
		}
		if two, ok := Split(s); ok && (invents(squeeze(s), two.First) || invents(squeeze(s), two.Second)) {
			t.Errorf("%q: invented %q and %q", s, two.First, two.Second)
		}
	})
}
