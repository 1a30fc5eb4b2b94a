package term

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
)

// screen makes a Screen over a pipe from "NAME=value" settings.
func screen(settings ...string) *Screen {
	return New(&bytes.Buffer{}, func(name string) string {
		for _, s := range settings {
			if n, value, _ := strings.Cut(s, "="); n == name {
				return value
			}
		}
		return ""
	})
}

func wide(columns int) *Screen { return screen(fmt.Sprintf("COLUMNS=%d", columns)) }

func TestNew(t *testing.T) {
	for _, tt := range []struct {
		env     string
		width   int
		limited bool
		colour  bool
		ascii   bool
	}{
		{"", 80, false, false, false},
		{"COLUMNS=132", 132, true, false, false},
		{"COLUMNS=3", 20, true, false, false},
		{"COLUMNS=0", 80, false, false, false},
		{"COLUMNS=wide", 80, false, false, false},
		{"CLICOLOR_FORCE=1", 80, false, true, false},
		{"CLICOLOR_FORCE=0", 80, false, false, false},
		{"CLICOLOR_FORCE=1 CLICOLOR=0", 80, false, true, false},
		{"CLICOLOR_FORCE=1 NO_COLOR=1", 80, false, false, false},
		{"TERM=dumb", 80, false, false, true},
		{"LANG=C", 80, false, false, true},
		{"LANG=fr_BE.UTF-8 LC_ALL=POSIX", 80, false, false, true},
		{"LANG=C LC_ALL=C.UTF-8", 80, false, false, false},
	} {
		s := screen(strings.Fields(tt.env)...)
		if s.Width() != tt.width || s.Limited() != tt.limited || s.Terminal() {
			t.Errorf("%q: width %d, limited %t, terminal %t", tt.env, s.Width(), s.Limited(), s.Terminal())
		}
		if got := s.Error("x") != "x"; got != tt.colour {
			t.Errorf("%q: colour %t", tt.env, got)
		}
		if got := s.Glyph("…", "...") == "..."; got != tt.ascii {
			t.Errorf("%q: ascii %t", tt.env, got)
		}
	}
}

func TestStyles(t *testing.T) {
	s := screen("CLICOLOR_FORCE=1")
	for name, paint := range map[string]func(string) string{
		"\x1b[2mx\x1b[0m": s.Dim, "\x1b[1mx\x1b[0m": s.Bold, "\x1b[1;36mx\x1b[0m": s.Accent,
		"\x1b[1;31mx\x1b[0m": s.Error, "\x1b[33mx\x1b[0m": s.Warning, "\x1b[34mx\x1b[0m": s.Info, "\x1b[32mx\x1b[0m": s.Good,
	} {
		if got := paint("x"); got != name {
			t.Errorf("%q, want %q", got, name)
		}
		if got := paint(""); got != "" {
			t.Errorf("an empty text became %q", got)
		}
	}
}

func TestWidth(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "besoin": 6, "élève": 5, "e\u0301le\u0300ve": 5, "l’adhérent\u202f?": 12, "漢字": 4, "👩‍👩‍👧 ok": 5, "\x1b[31mrouge\x1b[0m": 5,
	} {
		if got := Width(text); got != want {
			t.Errorf("%q: %d columns, want %d", text, got, want)
		}
		if got := ansi.StringWidth(text); got != want {
			t.Errorf("%q: the slow road says %d, want %d", text, got, want)
		}
	}
}

func TestTruncate(t *testing.T) {
	for _, tt := range []struct {
		text        string
		width       int
		right, left string
	}{
		{"retenir", 7, "retenir", "retenir"},
		{"retenir", 4, "ret…", "…nir"},
		{"élève à l’école", 8, "élève à…", "…l’école"},
		{"漢字漢字", 5, "漢字…", "…漢字"},
		{"漢字漢字", 4, "漢…", "…字"},
		{"abc", 1, "…", ""},
	} {
		s := screen()
		if got := s.Truncate(tt.text, tt.width); got != tt.right {
			t.Errorf("%q to %d: %q, want %q", tt.text, tt.width, got, tt.right)
		}
		if got := s.TruncateLeft(tt.text, tt.width); got != tt.left {
			t.Errorf("%q to the last %d: %q, want %q", tt.text, tt.width, got, tt.left)
		}
	}
	if got := screen("LANG=C").Truncate("retenir", 5); got != "re..." {
		t.Errorf("in ASCII: %q", got)
	}
}

func TestWrap(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"", ""},
		{"un mot", "un mot"},
		{"collecter les besoins sans tabou", "collecter les\n  besoins sans\n  tabou"},
		{"les dix «\u00a0oui\u00a0» ici", "les dix «\u00a0oui\u00a0»\n  ici"},
		{"les vingt «\u00a0oui\u00a0»", "les vingt\n  «\u00a0oui\u00a0»"},
		{"anticonstitutionnellement court", "anticonstitutionnellement\n  court"},
		{"un\n\ndeux  trois", "un\n\n  deux  trois"},
		{"fin de la ligne  ici", "fin de la ligne\n  ici"},
		{"\x1b[31mrouge", "\ufffd[31mrouge"},
	} {
		s := &Screen{limit: 15}
		if diff := cmp.Diff(tt.want, s.Wrap(tt.text, "  ")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.text, diff)
		}
	}
}

func TestFlow(t *testing.T) {
	cells := func(s *Screen) []Cell {
		return []Cell{{Text: "needs/a.yaml:3:5:", Style: s.Dim}, {Text: "erreur:", Style: s.Error}, {Text: "aucun enjeu ne s’appelle ainsi"}, {Text: "[broken-reference]", Style: s.Dim}}
	}
	for _, tt := range []struct {
		env, want string
	}{
		{"", "needs/a.yaml:3:5: erreur: aucun enjeu ne s’appelle ainsi [broken-reference]"},
		{"COLUMNS=40", "needs/a.yaml:3:5: erreur: aucun enjeu ne\n    s’appelle ainsi [broken-reference]"},
		{"COLUMNS=40 CLICOLOR_FORCE=1", "\x1b[2mneeds/a.yaml:3:5:\x1b[0m \x1b[1;31merreur:\x1b[0m aucun enjeu ne\n    s’appelle ainsi \x1b[2m[broken-reference]\x1b[0m"},
	} {
		s := screen(strings.Fields(tt.env)...)
		if diff := cmp.Diff(tt.want, s.Flow("    ", cells(s)...)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.env, diff)
		}
	}
	s := wide(20)
	s.dim = style{"<", ">"}
	want := "<un deux trois quatre>\n<cinq> six"
	if diff := cmp.Diff(want, s.Flow("", Cell{Text: "un deux trois quatre cinq", Style: s.Dim}, Cell{Text: "six"})); diff != "" {
		t.Errorf("a style on two lines (-want +got):\n%s", diff)
	}
}

func TestUnder(t *testing.T) {
	for _, tt := range []struct{ env, text, want string }{
		{"", "vouliez-vous dire « reduire » ?", "  -> vouliez-vous dire « reduire » ?"},
		{"COLUMNS=20", "vouliez-vous dire cela", "  -> vouliez-vous\n     dire cela"},
		{"COLUMNS=20", "https://example.org/adherents ici", "  -> https://example.org/adherents\n     ici"},
		{"COLUMNS=20", "", "  -> "},
	} {
		if diff := cmp.Diff(tt.want, screen(tt.env).Under("  -> ", Cell{Text: tt.text})); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.text, diff)
		}
	}
}

func TestBar(t *testing.T) {
	for _, tt := range []struct {
		fraction float64
		want     string
	}{
		{172.0 / 206, "████████████████████░░░░"},
		{189.0 / 206, "██████████████████████░░"},
		{0.5, "████████████░░░░░░░░░░░░"},
		{18.0 / 25, "█████████████████░░░░░░░"},
		{0, "░░░░░░░░░░░░░░░░░░░░░░░░"},
		{0.0001, "█░░░░░░░░░░░░░░░░░░░░░░░"},
		{0.9999, "███████████████████████░"},
		{1, "████████████████████████"},
		{7, "████████████████████████"},
		{-1, "░░░░░░░░░░░░░░░░░░░░░░░░"},
		{math.NaN(), "░░░░░░░░░░░░░░░░░░░░░░░░"},
	} {
		if got := screen().Bar(tt.fraction, 24); got != tt.want {
			t.Errorf("%v: %s, want %s", tt.fraction, got, tt.want)
		}
	}
	if got := screen("TERM=dumb").Bar(0.5, 4); got != "##.." {
		t.Errorf("in ASCII: %s", got)
	}
	if got := screen().Bar(0.5, 1); Width(got) != 1 {
		t.Errorf("one column: %q", got)
	}
}

func needs(s *Screen) ([]Column, [][]Cell) {
	columns := []Column{
		{Title: "besoin", Shrink: true, Min: 12},
		{Title: "rôle", Shrink: true, Min: 6},
		{Title: "priorité", Drop: 1},
		{Title: "valeur", Right: true, Drop: 2},
		{Title: "id", Shrink: true, Min: 10},
	}
	row := func(need, role, priority, value, id string) []Cell {
		return []Cell{{Text: need}, {Text: role}, {Text: priority}, {Text: value}, {Text: id, Style: s.Dim}}
	}
	return columns, [][]Cell{
		row("consulter l’historique d’un adhérent", "Conseiller de proximité", "indispensable", "10", "consulter-historique-adherent"),
		row("relancer les impayés", "Trésorier", "", "8", "relancer-impayes"),
		row("会員の履歴 👩‍👩‍👧", "E\u0301quipe", "souhaitable", "", "historique-2"),
		row("titre\x1b[31m\nforgé", "Hôte", "", "1", "forge"),
	}
}

func TestTable(t *testing.T) {
	for _, tt := range []struct{ env, want string }{
		{"", `
besoin                                rôle                     priorité       valeur  id
consulter l’historique d’un adhérent  Conseiller de proximité  indispensable      10  consulter-historique-adherent
relancer les impayés                  Trésorier                                    8  relancer-impayes
会員の履歴 👩‍👩‍👧                         Équipe                   souhaitable            historique-2
titre�[31m forgé                      Hôte                                         1  forge
`},
		{"COLUMNS=80", `
besoin             rôle                priorité       valeur  id
consulter l’hist…  Conseiller de pro…  indispensable      10  consulter-histori…
relancer les imp…  Trésorier                               8  relancer-impayes
会員の履歴 👩‍👩‍👧      Équipe              souhaitable            historique-2
titre�[31m forgé   Hôte                                    1  forge
`},
		{"COLUMNS=60", `
besoin        rôle        priorité       valeur  id
consulter l…  Conseille…  indispensable      10  consulter-…
relancer le…  Trésorier                       8  relancer-i…
会員の履歴 …  Équipe      souhaitable            historique…
titre�[31m …  Hôte                            1  forge
`},
		{"COLUMNS=40", `
besoin        rôle          id
consulter l…  Conseiller …  consulter-h…
relancer le…  Trésorier     relancer-im…
会員の履歴 …  Équipe        historique-2
titre�[31m …  Hôte          forge
`},
		{"COLUMNS=20", `
beso…  rôle   id
cons…  Cons…  consu…
rela…  Trés…  relan…
会員…  Équi…  histo…
titr…  Hôte   forge
`},
		{"COLUMNS=60 LANG=C", `
besoin        rôle        priorité       valeur  id
consulter...  Conseil...  indispensable      10  consulte...
relancer ...  Trésorier                       8  relancer...
会員の履...   Équipe      souhaitable            historiq...
titre�[31...  Hôte                            1  forge
`},
		{"COLUMNS=40 CLICOLOR_FORCE=1", "\x1b[2mbesoin\x1b[0m        \x1b[2mrôle\x1b[0m          \x1b[2mid\x1b[0m\n" +
			"consulter l…  Conseiller …  \x1b[2mconsulter-h…\x1b[0m\n" +
			"relancer le…  Trésorier     \x1b[2mrelancer-im…\x1b[0m\n" +
			"会員の履歴 …  Équipe        \x1b[2mhistorique-2\x1b[0m\n" +
			"titre�[31m …  Hôte          \x1b[2mforge\x1b[0m\n"},
	} {
		s := screen(strings.Fields(tt.env)...)
		got := s.Table(needs(s))
		if diff := cmp.Diff(strings.TrimPrefix(tt.want, "\n"), got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.env, diff)
		}
	}
}

func TestTableFits(t *testing.T) {
	for width := 20; width < 140; width++ {
		s := wide(width)
		for line := range strings.Lines(s.Table(needs(s))) {
			line = strings.TrimSuffix(line, "\n")
			if Width(line) > width || strings.TrimRight(line, " ") != line {
				t.Errorf("at %d: %q takes %d columns", width, line, Width(line))
			}
		}
	}
}

// A single enormous text must neither cost a screen of spaces a row nor be cut on a pipe.
func TestTableWithEnormousCell(t *testing.T) {
	long := strings.Repeat("é", 100_000)
	rows := [][]Cell{{{Text: long}, {Text: "a"}}}
	for range 10_000 {
		rows = append(rows, []Cell{{Text: "court"}, {Text: "b"}})
	}
	columns := []Column{{Title: "titre", Shrink: true}, {Title: "id"}}
	got := screen().Table(columns, rows)
	if !strings.Contains(got, long+"  a\n") {
		t.Error("the long text is not whole")
	}
	if len(got) > 2_000_000 {
		t.Errorf("%d bytes", len(got))
	}
	if got := wide(40).Table(columns, rows[:2]); !strings.Contains(got, strings.Repeat("é", 35)+"…  a\n") {
		t.Errorf("at 40: %s", got)
	}
}

func TestTableWithoutHeaderOrRows(t *testing.T) {
	s := screen()
	if got := s.Table(nil, nil); got != "" {
		t.Errorf("no columns: %q", got)
	}
	if got := s.Table([]Column{{Title: "id"}}, nil); got != "id\n" {
		t.Errorf("no rows: %q", got)
	}
	got := s.Table([]Column{{}, {Right: true}, {}}, [][]Cell{{{Text: "a"}, {Text: "10"}}, {{Text: "bb"}, {Text: "9"}, {Text: "c"}}})
	if diff := cmp.Diff("a   10\nbb   9  c\n", got); diff != "" {
		t.Errorf("no titles (-want +got):\n%s", diff)
	}
}

// A long id stays whole: what is copied from a narrow screen can be typed.
func TestLongWordInCard(t *testing.T) {
	narrow := wide(40)
	id := "une-application-dont-le-nom-est-long"
	got := narrow.Card([]Entry{{Label: "Application", Lines: [][]Cell{{{Text: "Un nom"}, {Text: id}}, {{Text: "personne ne s’en sert"}}}}})
	want := "  Application  Un nom\n" + "  " + id + "\n" + "               personne ne s’en sert\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCard(t *testing.T) {
	for _, tt := range []struct{ env, want string }{
		{"", `
  en tant que  Conseiller de proximité
  je souhaite  consulter l’historique d’un adhérent avant de le rappeler
  enjeux       Retenir les adhérents  retenir-adherents
               Réduire les impayés  reduire-impayes
  notes        vu en atelier

               à revoir�[2J
  manque
`},
		{"COLUMNS=60", `
  en tant que  Conseiller de proximité
  je souhaite  consulter l’historique d’un adhérent avant de
               le rappeler
  enjeux       Retenir les adhérents  retenir-adherents
               Réduire les impayés  reduire-impayes
  notes        vu en atelier

               à revoir�[2J
  manque
`},
		{"COLUMNS=40", `
  en tant que  Conseiller de proximité
  je souhaite  consulter l’historique
               d’un adhérent avant de le
               rappeler
  enjeux       Retenir les adhérents
               retenir-adherents
               Réduire les impayés
               reduire-impayes
  notes        vu en atelier

               à revoir�[2J
  manque
`},
		{"COLUMNS=30", `
  en tant que
    Conseiller de proximité
  je souhaite
    consulter l’historique
    d’un adhérent avant de le
    rappeler
  enjeux
    Retenir les adhérents
    retenir-adherents
    Réduire les impayés
    reduire-impayes
  notes
    vu en atelier

    à revoir�[2J
  manque
`},
		{"COLUMNS=60 CLICOLOR_FORCE=1", "  \x1b[2men tant que\x1b[0m  Conseiller de proximité\n" +
			"  \x1b[2mje souhaite\x1b[0m  consulter l’historique d’un adhérent avant de\n" +
			"               le rappeler\n" +
			"  \x1b[2menjeux\x1b[0m       Retenir les adhérents  \x1b[2mretenir-adherents\x1b[0m\n" +
			"               Réduire les impayés  \x1b[2mreduire-impayes\x1b[0m\n" +
			"  \x1b[2mnotes\x1b[0m        vu en atelier\n" +
			"\n" +
			"               à revoir�[2J\n" +
			"  \x1b[2mmanque\x1b[0m\n"},
	} {
		s := screen(strings.Fields(tt.env)...)
		got := s.Card([]Entry{
			Plain("en tant que", "Conseiller de proximité"),
			Plain("je souhaite", "consulter l’historique d’un adhérent avant de le rappeler"),
			{Label: "enjeux", Lines: [][]Cell{{{Text: "Retenir les adhérents"}, {Text: "retenir-adherents", Style: s.Dim}}, {{Text: "Réduire les impayés"}, {Text: "reduire-impayes", Style: s.Dim}}}},
			Plain("notes", "vu en atelier\n\nà revoir\x1b[2J\n"),
			{Label: "manque"},
		})
		if diff := cmp.Diff(strings.TrimPrefix(tt.want, "\n"), got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.env, diff)
		}
	}
}

func BenchmarkTable(b *testing.B) {
	for _, env := range []string{"COLUMNS=80", "COLUMNS=80 CLICOLOR_FORCE=1"} {
		s := screen(strings.Fields(env)...)
		columns, few := needs(s)
		var rows [][]Cell
		for range 2500 {
			rows = append(rows, few...)
		}
		b.Run(env, func(b *testing.B) {
			for b.Loop() {
				s.Table(columns, rows)
			}
		})
	}
}
