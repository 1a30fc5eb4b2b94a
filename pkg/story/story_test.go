package story

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

type parseTest struct{ sentence, role, want, benefit string }

// testParse checks what is read, and that what is written of it reads the same.
func testParse(t *testing.T, language string, tests []parseTest) {
	t.Helper()
	for _, tt := range tests {
		want := Story{language, tt.role, tt.want, tt.benefit}
		if tt.role == "" {
			want = Story{}
		}
		got, ok := Parse(tt.sentence)
		if d := cmp.Diff(want, got); d != "" || ok != (tt.role != "") {
			t.Errorf("Parse(%q), ok %v: %s", tt.sentence, ok, d)
			continue
		}
		if !ok {
			continue
		}
		sentence := Compose(got, "")
		if again, _ := Parse(sentence); again != got {
			t.Errorf("%q was composed of %q and reads %q", sentence, got, again)
		}
	}
}

type composeTest struct {
	story Story
	want  string
}

func testCompose(t *testing.T, tests []composeTest) {
	t.Helper()
	for _, tt := range tests {
		got := Compose(tt.story, tt.story.Language)
		if got != tt.want {
			t.Errorf("Compose(%q) = %q, want %q", tt.story, got, tt.want)
		}
		if again, _ := Parse(got); again != tt.story {
			t.Errorf("%q was composed of %q and reads %q", got, tt.story, again)
		}
	}
}

func TestComposeInAnotherLanguage(t *testing.T) {
	s := Story{"fr", "conseiller", "voir", ""}
	for language, want := range map[string]string{
		"en": "As a conseiller, I want to voir",
		"":   "En tant que conseiller, je souhaite voir",
		"xx": "En tant que conseiller, je souhaite voir",
	} {
		if got := Compose(s, language); got != want {
			t.Errorf("Compose in %q = %q, want %q", language, got, want)
		}
	}
}

func TestParseWant(t *testing.T) {
	tests := []struct{ text, want, benefit string }{
		{"Je voudrais ne plus ressaisir les adresses", "ne plus ressaisir les adresses", ""},
		{"je ne veux plus ressaisir les adresses afin de gagner du temps.", "ne plus ressaisir les adresses", "gagner du temps"},
		{"pouvoir relancer les impayés", "relancer les impayés", ""},
		{"relancer les impayés afin d’être payé à temps", "relancer les impayés", "être payé à temps"},
		{"relancer les impayés pour ne rien perdre", "relancer les impayés", "ne rien perdre"},
		{"relancer les impayés", "relancer les impayés", ""},
		{"J’ai besoin d’une liste, car j’oublie", "une liste", "car j’oublie"},
		{"Il me faut une liste", "une liste", ""},
		{"Il faudrait pouvoir imprimer", "imprimer", ""},
		{"Il faut que le livreur voie l’adresse", "que le livreur voie l’adresse", ""},
		{"On aimerait bien savoir qui vient", "savoir qui vient", ""},
		{"L’idéal serait d’avoir un seul planning", "avoir un seul planning", ""},
		{"besoin de voir les impayés", "voir les impayés", ""},
		{"want to see late fees", "see late fees", ""},
		{"can not see late fees", "can not see late fees", ""},
		{"Pour gagner du temps, je voudrais copier un devis", "copier un devis", "gagner du temps"},
		{"un budget pour l’année 2026", "un budget pour l’année 2026", ""},
		{"I want to see late fees so that I can call", "see late fees", "I can call"},
		{"I don’t want to see ads", "not see ads", ""},
		{"I'd like to be able to see late fees", "see late fees", ""},
		{"see late fees, so that I can call", "see late fees", "I can call"},
		{"see late fees", "see late fees", ""},
		{"to see late fees", "see late fees", ""},
		{"de bijdragen zien zodat ik kan bellen", "de bijdragen zien", "ik kan bellen"},
		{"Excel", "Excel", ""},
		{"Je voudrais", "Je voudrais", ""},
		{"afin de", "afin de", ""},
		{"", "", ""},
	}
	for _, tt := range tests {
		if want, benefit := ParseWant(tt.text); want != tt.want || benefit != tt.benefit {
			t.Errorf("ParseWant(%q) = %q, %q, want %q, %q", tt.text, want, benefit, tt.want, tt.benefit)
		}
	}
}

func TestSpeaker(t *testing.T) {
	for text, want := range map[string]string{
		"ETQ Trésorière":                               "Trésorière",
		"En tant que vendeur, je veux…":                "vendeur",
		"En tant que vendeur, conseiller ou comptable": "vendeur, conseiller ou comptable",
		"en tant que « bénévole »":                     "bénévole",
		"As a clerk":                                   "clerk",
		"As a clerk, I want to":                        "clerk",
		"Als lid":                                      "lid",
		"En tant que trésorière, je veux voir":         "",
		"En tant que je veux copier un devis":          "",
		"Il faudrait un truc pour les relances":        "",
		"Je me suis inscrit en tant que vendeur":       "",
		"As soon as I log in":                          "",
		"En tant que":                                  "",
		"As a":                                         "",
		"":                                             "",
	} {
		if got := Speaker(text); got != want {
			t.Errorf("Speaker(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestLines(t *testing.T) {
	tests := []struct {
		name, text string
		want       []Line
	}{
		{"one a line", "\uFEFF#G03# As a clerk, I want a stamp\r\n\r\n#G03# \r\nnot a story\r\n", []Line{
			{1, "As a clerk, I want a stamp"}, {4, "not a story"},
		}},
		{"three lines", "En tant que vendeur\nje veux copier un devis\nafin de gagner du temps\n\nEn tant que vendeur, je veux vendre", []Line{
			{1, "En tant que vendeur\nje veux copier un devis\nafin de gagner du temps"}, {5, "En tant que vendeur, je veux vendre"},
		}},
		{"three bold lines apart", "**En tant que** vendeur\n\n**Je veux** copier un devis\n\n**Afin de** gagner du temps", []Line{
			{1, "**En tant que** vendeur\n**Je veux** copier un devis\n**Afin de** gagner du temps"},
		}},
		{"three bullets", "- As a clerk\n- I want a stamp\n- So that I sign", []Line{
			{1, "- As a clerk\nI want a stamp\nSo that I sign"},
		}},
		{"benefit below", "As a clerk, I want a stamp,\nso that I sign\nAs a clerk, I want ink", []Line{
			{1, "As a clerk, I want a stamp,\nso that I sign"}, {3, "As a clerk, I want ink"},
		}},
		{"benefit first", "In order to sign\nAs a clerk\nI want a stamp", []Line{
			{1, "In order to sign\nAs a clerk\nI want a stamp"},
		}},
		{"fields", "Rôle : vendeur\nBesoin : copier un devis\nBénéfice : gagner du temps\nfin", []Line{
			{1, "Rôle : vendeur\nBesoin : copier un devis\nBénéfice : gagner du temps"}, {4, "fin"},
		}},
		{"list under the role and je peux", "En tant que bénévole, je peux :\n- voir mon planning\n* échanger une permanence\n\nEn tant que vendeur, je veux vendre", []Line{
			{2, "En tant que bénévole, je peux voir mon planning"},
			{3, "En tant que bénévole, je peux échanger une permanence"},
			{5, "En tant que vendeur, je veux vendre"},
		}},
		{"list under a title", "## En tant que bénévole\n\n- ✅ Voir mon planning\n- Je veux échanger une permanence\n- Accès complet\n## Suite", []Line{
			{3, "En tant que bénévole\nVoir mon planning"},
			{4, "En tant que bénévole\nJe veux échanger une permanence"},
			{5, "- Accès complet"}, {6, "## Suite"},
		}},
		{"list of whole stories", "As a clerk:\n- As a clerk, I want a stamp", []Line{
			{1, "As a clerk:"}, {2, "- As a clerk, I want a stamp"},
		}},
		{"table with its own words", "| Story |\n|---|\n| As a clerk, I want a stamp |", []Line{
			{1, "| Story |"}, {3, "| As a clerk, I want a stamp |"},
		}},
		{"table whose header has the words", "| N° | En tant que | Je veux pouvoir | Afin de (si nécessaire) |\n|--|--|--|--|\n| 1 | vendeur | copier un devis | gagner du temps |\n| 2 | vendeur | vendre | - |\n| 3 | | vendre | |\n\nEn tant que vendeur, je veux vendre", []Line{
			{3, "En tant que: vendeur\nJe veux: copier un devis\nAfin de: gagner du temps"},
			{4, "En tant que: vendeur\nJe veux: vendre"},
			{5, "| 3 | | vendre | |"},
			{7, "En tant que vendeur, je veux vendre"},
		}},
		{"CSV with a header", "Rôle;Besoin;Bénéfice\nvendeur;copier un devis;gagner du temps\n\"En tant que vendeur\";\"je veux vendre\";", []Line{
			{2, "Rôle: vendeur\nBesoin: copier un devis\nBénéfice: gagner du temps"},
			{3, "En tant que vendeur\nje veux vendre"},
		}},
		{"tabs with a header", "Role\tWant\nclerk\ta stamp", []Line{{2, "Role: clerk\nWant: a stamp"}}},
		{"role without want", "As a clerk\n\nnothing", []Line{{1, "As a clerk"}, {3, "nothing"}}},
		{"nothing", "\n\n---\n", nil},
	}
	for _, tt := range tests {
		if d := cmp.Diff(tt.want, Lines(tt.text)); d != "" {
			t.Errorf("%s: %s", tt.name, d)
		}
	}
}

// hostile are texts that must neither stop nor slow the parser.
var hostile = []string{
	"", "\x00", "\xff\xfe", "\uFEFFAs a\x00clerk, I want\x00 a stamp",
	"As a \x1b[31mclerk\x1b[0m, I want a \x1b]0;title\x07stamp",
	"As a clerk,\u2028I want a stamp\u2029so that\u0085I sign",
	"En tant que\u202f: \u00a0vendeur\t, je veux\r\n:: error ::copier",
	"<<<<<<< HEAD\nAs a clerk, I want a stamp\n=======\nAs a clerk, I want ink\n>>>>>>> theirs",
	"a: &a [*a, *a]\nb: *a", "---\nAs a clerk, I want a stamp\n---\nb", "# As a clerk, I want a stamp",
	"As a 👩‍💻, I want a 🖋️ so that ✍️", "As a clerk 👩‍💻, I want 🖋️ ink so that I ✍️ sign",
	"En tant que je je je j' veux", "as a as a as a i i i want to to to so that so that so that",
	"En tant que |||| je veux ;;;; \t\t afin de", "Rôle:\nBesoin:\nBénéfice:", "Als ik ik wil ik om te om te zu",
	"«\"'(((**__``", "As a (clerk, I want (a stamp so that (I sign", "J’l’d’qu’", "As a Étè\u0301\u0301, I want a ﬁle",
}

func TestParseIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("reads megabytes")
	}
	const size = 1 << 16 // a quadratic algorithm takes minutes for it
	repeated := slices.Concat(hostile, []string{"pour m' ", "afin de ", "je ", "om zu te ", "so that I ", ", when I ", ")", "\"", "` ** ", "_",
		"\n", " ", "é", "a;", "a|", "As a clerk | ", "Rôle: ", "\u0301", "- x\n", "En tant que vendeur, je veux ", "as a "})
	for _, s := range repeated {
		for _, lead := range []string{"", "En tant que vendeur, je veux ", "As a clerk, "} {
			text := lead + strings.Repeat(s, size/max(1, len(s)))
			start := time.Now()
			Parse(text)
			Lines(text)
			if d := time.Since(start); d > 5*time.Second {
				t.Errorf("%d bytes of %q take %s", len(text), s, d)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Add("En tant que conseiller, je souhaite consulter l’historique afin de ne pas le faire répéter")
	f.Add("As a clerk, I don't want to lose a file, so that I can sleep")
	f.Add("Als lid wil ik betalen, om niets te vergeten")
	f.Fuzz(func(t *testing.T, text string) {
		for _, l := range Lines(text) {
			ParseWant(l.Text)
			Speaker(l.Text)
			if l.Number < 1 || l.Text == "" {
				t.Fatalf("Lines(%q) gives %v", text, l)
			}
		}
		s, ok := Parse(text)
		if !ok {
			if s != (Story{}) {
				t.Fatalf("Parse(%q) = %q and not ok", text, s)
			}
			return
		}
		whole := squeeze(text)
		for _, part := range []string{s.Role, s.Want, s.Benefit} {
			if invents(whole, part) || !utf8.ValidString(part) || strings.ContainsAny(part, "\n\r") {
				t.Fatalf("Parse(%q) invents %q", text, part)
			}
		}
		if strings.ContainsAny(text, "|;\t") || babbles(s) {
			return // a row of a table, whose cells no sentence can show, or nonsense
		}
		sentence := Compose(s, "")
		if again, ok := Parse(sentence); !ok || again != s {
			t.Fatalf("Parse(%q) = %q is composed as %q, which reads %q", text, s, sentence, again)
		}
	})
}

// invents tells whether a part has words that the text has not, in their order. The
// negation of a want may have been written another way: n', don't.
func invents(whole, part string) bool {
	for _, w := range strings.Fields(part) {
		_, after, ok := strings.Cut(whole, squeeze(w))
		switch {
		case ok:
			whole = after
		case w != "ne" && w != "not":
			return true
		}
	}
	return false
}

// babbles tells whether the role holds, or the want begins with, words that
// announce parts: «As an as, I want I I».
func babbles(s Story) bool {
	for _, g := range grammars() {
		role, want := newText(s.Role), newText(s.Want)
		for i := range role.words {
			for _, p := range []phrases{g.role, g.article, g.want, g.subject, g.relative} {
				if p.has(role, i) {
					return true
				}
			}
		}
		for i := range min(3, len(want.words)) {
			for _, p := range []phrases{g.role, g.want, g.subject} {
				if p.has(want, i) {
					return true
				}
			}
		}
	}
	return false
}

// squeeze drops what clean may drop, so that a part can be looked for.
func squeeze(s string) string {
	s = emphasis().ReplaceAllString(breaks().ReplaceAllString(strings.ToValidUTF8(s, "\uFFFD"), ""), "")
	return strings.Map(func(r rune) rune {
		if blank(r) || strings.ContainsRune("*_|;", r) {
			return -1
		}
		return r
	}, s)
}
