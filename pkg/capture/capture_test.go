package capture

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/schema"
)

// taking is an engine over a folder in memory, and who keeps what it says.
type taking struct {
	*Engine
	t       *testing.T
	fsys    fstest.MapFS
	options Options
	records [][]byte
	n       int
}

func begin(t *testing.T, o Options, files map[string]string) *taking {
	t.Helper()
	fsys := fstest.MapFS{}
	for path, text := range files {
		fsys[path] = &fstest.MapFile{Data: []byte(text)}
	}
	o.Now = time.Date(2026, 3, 3, 18, 0, 0, 0, time.UTC)
	s := &taking{t: t, fsys: fsys, options: o}
	s.open()
	first, err := s.Begin("")
	if err != nil {
		t.Fatal(err)
	}
	s.write(first)
	return s
}

func (s *taking) open() {
	kinds, _, err := kind.Load(schema.Kinds, schema.Order, s.fsys)
	if err != nil {
		s.t.Fatal(err)
	}
	if s.Engine, err = New(s.t.Context(), s.fsys, kinds, s.options); err != nil {
		s.t.Fatal(err)
	}
	defer s.Idle()()
	<-s.read // a map may not be read while it is written
}

func (s *taking) write(a Answer) {
	if a.Step == nil {
		return
	}
	s.records = append(s.records, Record{Step: a.Step}.Encode())
	for _, e := range a.Step.Edits {
		if e.After == nil {
			delete(s.fsys, e.Path)
			continue
		}
		s.fsys[e.Path] = &fstest.MapFile{Data: e.After}
	}
}

// say takes lines, and gives what became of them.
func (s *taking) say(lines ...string) (got []string) {
	for _, line := range lines {
		s.n++
		s.records = append(s.records, Record{Line: s.n, Text: line}.Encode())
		a := s.answer(line)
		told := string(a.What)
		if a.Item != nil {
			told += " " + a.Item.ID
		}
		if a.Ask != nil {
			told += "? " + a.Ask.Text
		}
		if !a.Why.IsZero() {
			told += " (" + a.Why.Key + ")"
		}
		got = append(got, told)
	}
	return got
}

// answer takes the line that was kept last; one that is no answer may agree to what is asked.
func (s *taking) answer(line string) Answer {
	if s.GoesOn(line) {
		s.write(s.Take("", 0))
	}
	a := s.Take(line, s.n)
	s.write(a)
	return a
}

func (s *taking) holds(path, want string) {
	s.t.Helper()
	text := ""
	if f := s.fsys[path]; f != nil {
		text = string(f.Data)
	}
	if diff := cmp.Diff(want, text); diff != "" {
		s.t.Errorf("%s: %s", path, diff)
	}
}

var club = map[string]string{
	"roles/tresorier.yaml":      "name: Trésorier\nscope: internal\n",
	"objects/cotisation.yaml":   "name: Cotisation\n",
	"objects/bon-commande.yaml": "name: Bon de commande\nsynonyms:\n  - commande signée\n",
	"stakes/reduire.yaml":       "title: Réduire les impayés\n",
	"applications/crm.yaml":     "name: Gestadh\nstatus: current\n",
}

// What newcomers type.
func TestWhatIsMeant(t *testing.T) {
	s := begin(t, Options{Create: true}, map[string]string{
		"persons/josiane-petit.yaml": "first: Josiane\nlast: Petit\n", "objects/depart.yaml": "name: Départ\n",
		"persons/marc-a.yaml": "first: Marc\nlast: A\n", "persons/marc-b.yaml": "first: Marc\nlast: B\n",
	})
	got := s.say("/person josiane", "rôle : trésorier", "voir les dettes +réduire-impayés", "enjeu: réduire les impayés",
		"objet: prospect: qui n'a pas signé", "objet : site = https://a.b", "/note: à vérifier", "/note : aussi", "pb : les doublons", "cf. fichier de Josiane",
		"voir les chiffres par département", "rôle : bénévole", "imprimer un bon")
	want := []string{"person", "role", "made voir-dettes", "edited reduire-impayes",
		"made prospect", "made site", "noted", "noted", "noted (capture-no-wish)", "noted (capture-no-wish)",
		"made voir-chiffres-departement", "role", "made imprimer-bon"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	s.holds("stakes/reduire-impayes.yaml", "title: réduire les impayés\n")
	s.holds("objects/prospect.yaml", "name: prospect\ndefinition: qui n'a pas signé\n")
	s.holds("objects/site.yaml", "name: site\ndefinition: https://a.b\n")
	s.holds(interview, "date: \"2026-03-03\"\npersons:\n  - josiane-petit\nroles:\n  - tresorier\n  - benevole\nnotes: |\n  à vérifier\n  aussi\n  pb : les doublons\n  cf. fichier de Josiane\n")
	if role := "role: benevole\n"; !strings.HasPrefix(string(s.fsys["needs/imprimer-bon.yaml"].Data), role) {
		t.Errorf("who speaks was said by a line:\n%s", s.fsys["needs/imprimer-bon.yaml"].Data)
	}

	s = begin(t, Options{Asks: true}, map[string]string{"persons/marc-a.yaml": "first: Marc\nlast: A\n", "persons/marc-b.yaml": "first: Marc\nlast: B\n", "objects/depart.yaml": "name: Départ\n", "roles/tresorier.yaml": "name: Trésorier\nscope: internal\n"})
	if q := s.Take("/person marc", 1).Ask; q == nil || q.Near != "marc-a" {
		t.Errorf("asked %+v", q)
	}
	s.say("/non", "rôle: trésorier")
	if a := s.Take("voir les chiffres par département", 9); len(a.Found) > 0 {
		t.Errorf("recognized %+v", a.Found)
	}
}

func TestIsName(t *testing.T) {
	s := begin(t, Options{}, nil)
	for answer, want := range map[string]bool{
		"": true, "Josiane": true, "Marie-Claire Van den Berghe": true, "Responsable des relations avec les antennes": true,
		"voir les cotisations en retard avant de relancer": false, "voir les #visites": false, "objet: client": false, "/role x": false,
	} {
		if s.IsName(answer) != want {
			t.Errorf("%q: %v", answer, !want)
		}
	}
}

const interview = "interviews/2026-03-03.yaml"

func TestWhatLinesBecome(t *testing.T) {
	s := begin(t, Options{}, club)
	got := s.say(
		"voir les retards",
		"/rôle trésorière",
		"voir les cotisations en retard +impayés",
		"afin de relancer",
		"pour que personne n’oublie",
		"",
		"objet: client = qui paie",
		"objet : Cotisation = ce que l’on doit",
		"objet: cotisation = autre chose",
		"appli: Gestadh",
		"besoin: payer en ligne",
		"note: fatiguée",
		"/foo", "/undo", "/annuler", "/last",
		"/corriger payer sans chèque afin de gagner du temps",
		"En tant que gardien, je veux fermer",
		"/oui",
	)
	want := []string{
		"noted (capture-no-role)", "role", "made voir-cotisations-retard", "joined voir-cotisations-retard", "joined voir-cotisations-retard", "nothing",
		"made client", "edited cotisation", "noted cotisation (capture-said)", "present crm", "made payer-ligne", "noted",
		"refused (capture-unknown-command)", "undone", "undone", "last voir-cotisations-retard",
		"edited voir-cotisations-retard", "noted (unknown-reference)", "refused (capture-nothing-to-accept)",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	s.holds("needs/voir-cotisations-retard.yaml", "role: tresorier\nwant: payer sans chèque\nbenefit: gagner du temps\nstakes:\n  - reduire\nsource:\n  date: \"2026-03-03\"\n  interview: \"2026-03-03\"\n")
	s.holds("objects/cotisation.yaml", "name: Cotisation\ndefinition: ce que l’on doit\n")
	s.holds("needs/payer-ligne.yaml", "")
	s.holds(interview, "date: \"2026-03-03\"\nroles:\n  - tresorier\nnotes: |\n  objet: cotisation = autre chose\n  En tant que gardien, je veux fermer\n")
}

func TestWhatIsNotThereIsAskedFor(t *testing.T) {
	s := begin(t, Options{Asks: true}, club)
	got := s.say(
		"En tant que trésorier, je veux joindre un #devis",
		"", // creates
		"ranger un #\"bons de commandes\" +grandir @gestad",
		"n", "",
		"En tant que gardien, je veux fermer", "n",
		"/role gardien", "c",
		"ouvrir la salle #clé",
	)
	want := []string{
		"made joindre-devis? devis", "linked joindre-devis",
		"made ranger-bons-commandes? grandir", "noted? gestad", "linked ranger-bons-commandes",
		"asked? gardien", "noted (capture-declined)", "asked? gardien", "role", "made ouvrir-salle? clé",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	s.write(s.Finish())
	s.holds(interview, "date: \"2026-03-03\"\nroles:\n  - tresorier\n  - gardien\nnotes: |\n  +grandir · ranger un #\"bons de commandes\" +grandir @gestad\n  En tant que gardien, je veux fermer\n  #clé · ouvrir la salle #clé\n")
	s.holds("needs/ranger-bons-commandes.yaml", "role: tresorier\nwant: ranger un bons de commandes\nobjects:\n  - bon-commande\napplications:\n  - crm\nsource:\n  date: \"2026-03-03\"\n  interview: \"2026-03-03\"\n")
}

// Somebody who goes on after naming who speaks means it; a mark, and a name that is said again, are left.
func TestGoingOnAgreesToWhoSpeaks(t *testing.T) {
	s := begin(t, Options{Asks: true}, club)
	got := s.say(
		"/role gardien", "fermer la salle #clé",
		"En tant que jardinière, je veux voir la météo", "afin de prévenir",
		"En tant que stagiaire, je veux partir", "/annuler",
		"/role pompier", "/role pompière", "sortir la #lance", "n",
	)
	want := []string{
		"asked? gardien", "made fermer-salle? clé",
		"asked? jardinière", "joined voir-meteo",
		"asked? stagiaire", "undone",
		"asked? pompier", "asked? pompière", "made sortir-lance? lance", "nothing",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	s.holds("needs/fermer-salle.yaml", "role: gardien\nwant: fermer la salle\nsource:\n  date: \"2026-03-03\"\n  interview: \"2026-03-03\"\n")
	s.holds("needs/partir.yaml", "")
	s.holds("roles/stagiaire.yaml", "")
	s.holds("roles/pompier.yaml", "")
}

func TestWordsAreRecognized(t *testing.T) {
	s := begin(t, Options{}, club)
	s.say("/role tresorier")
	a := s.Take("retrouver les commandes signées et une cotisation dans gestadh", 9)
	s.write(a)
	var found []string
	for _, f := range a.Found {
		found = append(found, f.Field.Name+" "+f.ID)
	}
	if diff := cmp.Diff([]string{"objects bon-commande", "objects cotisation", "applications crm"}, found); diff != "" {
		t.Error(diff)
	}
	s.n++
	s.say("/oui")
	if text := string(s.fsys[s.now().Last].Data); !strings.Contains(text, "  - bon-commande\n  - cotisation\n") || !strings.Contains(text, "  - crm\n") {
		t.Error(text)
	}
}

// Whatever is in force when a session is cut off is in force when it goes on.
func TestASessionThatIsCutOffGoesOn(t *testing.T) {
	lines := []string{
		"/role trésorier", "voir les cotisations #devis", "note: une crainte", "afin de relancer", "/undo",
		"objet: client = qui paie", "payer en ligne +grandir", "o", "/annuler", "/annuler", "afin d’aider", "/oui", "une salle ouverte",
	}
	whole := begin(t, Options{Asks: true}, club)
	whole.say(lines...)
	for cutAt := range lines {
		s := begin(t, Options{Asks: true}, club)
		s.say(lines[:cutAt]...)
		s.n++
		s.records = append(s.records, Record{Line: s.n, Text: lines[cutAt]}.Encode()) // and no step
		left := ReadLeft(append(s.records, []byte("{half"), []byte("[]")))
		s.open()
		if !s.Resume(left.Steps) {
			t.Fatal("it cannot go on")
		}
		for _, r := range left.Lines {
			s.answer(r.Text)
		}
		s.say(lines[cutAt+1:]...)
		for path, f := range whole.fsys {
			s.holds(path, string(f.Data))
		}
		if len(s.fsys) != len(whole.fsys) {
			t.Errorf("cut off at %q: %d files, want %d", lines[cutAt], len(s.fsys), len(whole.fsys))
		}
	}
}

// What was recognized in a need and not answered is still offered when its benefit comes.
func TestWhatIsRecognizedIsOfTheWholeNeed(t *testing.T) {
	s := begin(t, Options{}, club)
	s.say("/role tresorier", "signer un bon de commande", "afin de suivre la cotisation", "/oui")
	s.holds("needs/signer-bon-commande.yaml", "role: tresorier\nwant: signer un bon de commande\nbenefit: suivre la cotisation\nobjects:\n  - bon-commande\n  - cotisation\nsource:\n  date: \"2026-03-03\"\n  interview: \"2026-03-03\"\n")
}

func TestWhatIsNoWishIsANote(t *testing.T) {
	s := begin(t, Options{}, club)
	got := s.say("/role tresorier", "« On s’en aperçoit le soir. »", "“Nobody knows.”", "bof, à revoir avec Josiane", "besoin: bof, à revoir")
	want := []string{"role", "noted", "noted", "noted (capture-no-wish)", "made bof-revoir"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A benefit that is no more in the whole line is gone; a line that only says the want anew leaves it.
func TestABenefitIsCorrected(t *testing.T) {
	const head, tail = "role: tresorier\nwant: ", "source:\n  date: \"2026-03-03\"\n  interview: \"2026-03-03\"\n"
	s := begin(t, Options{}, club)
	s.say("/role tresorier", "voir les retards afin que rien ne traîne", "pour que personne n’oublie")
	s.holds("needs/voir-retards.yaml", head+"voir les retards\nbenefit: rien ne traîne\u202f; personne n’oublie\n"+tail)
	s.say("/corriger voir tous les retards")
	s.holds("needs/voir-retards.yaml", head+"voir tous les retards\nbenefit: rien ne traîne\u202f; personne n’oublie\n"+tail)
	s.say("/corriger", "/corriger voir tous les retards")
	s.holds("needs/voir-retards.yaml", head+"voir tous les retards\n"+tail)
}

// What is said after somebody took the interview away, or broke it, is not lost.
func TestTheInterviewIsTakenAway(t *testing.T) {
	s := begin(t, Options{Asks: true}, map[string]string{"roles/client.yaml": "name: Client\nscope: external\n"})
	s.say("note: one", "/role client")
	delete(s.fsys, s.Interview())
	want := []string{"noted", "made voir-factures"}
	if diff := cmp.Diff(want, s.say("note: two", "voir les factures")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	s.holds(s.Interview(), "date: \"2026-03-03\"\nroles:\n  - client\nnotes: two\n")
	s.fsys[s.Interview()] = &fstest.MapFile{Data: []byte("notes: [\n")}
	for _, line := range []string{"note: three", "/role nobody", "/nothing", "En tant que client, je veux payer"} {
		if a := s.Take(line, 9); a.Lost == isCommand(line) {
			t.Errorf("%s: %+v", line, a)
		}
	}
}

// Of an interview in which nothing was said, what somebody else wrote into its file stays.
func TestAnEmptyInterviewThatSomebodyEdited(t *testing.T) {
	for text, taken := range map[string]bool{"": true, "notes: [\n": false} {
		s := begin(t, Options{}, nil)
		if text != "" {
			s.fsys[s.Interview()] = &fstest.MapFile{Data: []byte(text)}
		}
		s.write(s.Finish())
		if _, there := s.fsys[s.Interview()]; there == taken {
			t.Errorf("%q: there is %v", text, there)
		}
	}
}

// What is only perhaps two needs is a matter for later, not while somebody speaks.
func TestOnlyWhatIsSurelyTwoIsTold(t *testing.T) {
	for line, want := range map[string]bool{
		"As a treasurer, I want to see payments and reminders so that I can plan":      false,
		"As a treasurer, I want to see payments and send reminders so that I can plan": true,
	} {
		s := begin(t, Options{Create: true}, club)
		s.n++
		s.records = append(s.records, Record{Line: s.n, Text: line}.Encode())
		told := slices.ContainsFunc(s.answer(line).Hints, func(m diag.Message) bool { return strings.HasPrefix(m.Key, "story-two-in-one") })
		if told != want {
			t.Errorf("%s: %v", line, told)
		}
	}
}
