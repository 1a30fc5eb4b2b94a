package report

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/term"
)

var files = map[string]string{
	"needs/relancer.yaml": "role: tresorier\nstakes:\n  - reduire-impaye\n  - retenir\nacceptance:\npriorite: must\nnotes: |\n  un\n  deux\nbenefit: \tafin\tde\nwant: 会員の履歴 👩‍👩‍👧 e\u0301tudier\n",
	"needs/long.yaml":     "want: consulter l’historique d’un adhérent avant de le rappeler afin de ne pas le faire répéter une fois de plus ce qu’il a déjà dit\n",
	"needs/hostile.yaml":  "\ufeffwant: \x1b[31mrouge\u202e\rrole: \xff\xfe\n" + "notes: " + strings.Repeat("x", 100_000) + "fin\n",
}

func options(language string, settings ...string) Options {
	env := func(name string) string {
		for _, s := range settings {
			if n, value, _ := strings.Cut(s, "="); n == name {
				return value
			}
		}
		return ""
	}
	return Options{
		Printer: lang.New(language, nil),
		Screen:  term.New(io.Discard, env),
		Source: func(path string) ([]byte, error) {
			if text, ok := files[path]; ok {
				return []byte(text), nil
			}
			return nil, errors.New("no such file")
		},
	}
}

// said is a message that is already a sentence.
func said(sentence string) diag.Message { return diag.Message{Key: sentence} }

func finding(path string, r diag.Range, severity diag.Severity, rule, sentence string) diag.Finding {
	return diag.Finding{Path: path, Range: r, Severity: severity, Rule: rule, Message: said(sentence)}
}

func brokenReference() diag.Finding {
	f := finding("needs/relancer.yaml", diag.Span(3, 5, 14), diag.Error, "broken-reference", "aucun enjeu ne s’appelle « reduire-impaye »")
	f.Hint = diag.Msg("did-you-mean", "candidates", []string{"reduire-impayes"})
	return f
}

func hinted(f diag.Finding, hint string) diag.Finding {
	f.Hint = said(hint)
	return f
}

func TestText(t *testing.T) {
	unknown := finding("needs/relancer.yaml", diag.Span(6, 1, 8), diag.Error, "unknown-field", "champ inconnu « priorite »")
	duplicate := finding("needs/relancer.yaml", diag.Span(10, 11, 4), diag.Warning, "duplicate", "texte repris")
	duplicate.Related = []diag.Related{
		{Path: "needs/long.yaml", Range: diag.Span(1, 7, 3), Message: said("déjà ici")},
		{Path: "needs/other.yaml"},
	}
	whole := finding("needs/Autre.yml", diag.Range{}, diag.Warning, "file-name", "ce fichier n’est pas lu")
	for _, tt := range []struct {
		name     string
		options  Options
		findings []diag.Finding
		want     string
	}{
		{"nothing", options("fr"), nil, ""},
		{"sketch", options("fr"), []diag.Finding{brokenReference(), unknown}, `
needs/relancer.yaml:3:5: erreur: aucun enjeu ne s’appelle « reduire-impaye » [broken-reference]
  3 │   - reduire-impaye
    │     ~~~~~~~~~~~~~~
    ↳ vouliez-vous dire « reduire-impayes » ?

needs/relancer.yaml:6:1: erreur: champ inconnu « priorite » [unknown-field]
  6 │ priorite: must
    │ ~~~~~~~~
`},
		{"english", options("en"), []diag.Finding{brokenReference()}, `
needs/relancer.yaml:3:5: error: aucun enjeu ne s’appelle « reduire-impaye » [broken-reference]
  3 │   - reduire-impaye
    │     ~~~~~~~~~~~~~~
    ↳ did you mean “reduire-impayes”?
`},
		{"ascii", options("en", "LANG=C"), []diag.Finding{brokenReference()}, `
needs/relancer.yaml:3:5: error: aucun enjeu ne s’appelle « reduire-impaye » [broken-reference]
  3 |   - reduire-impaye
    |     ~~~~~~~~~~~~~~
    -> did you mean “reduire-impayes”?
`},
		{"colours", options("fr", "CLICOLOR_FORCE=1"), []diag.Finding{brokenReference()}, "\x1b[2mneeds/relancer.yaml:3:5:\x1b[0m \x1b[1;31merreur:\x1b[0m aucun enjeu ne s’appelle « reduire-impaye » \x1b[2m[broken-reference]\x1b[0m\n" +
			"\x1b[2m  3 │ \x1b[0m  - reduire-impaye\n" +
			"\x1b[2m    │ \x1b[0m    \x1b[1;31m~~~~~~~~~~~~~~\x1b[0m\n" +
			"\x1b[2m    ↳\x1b[0m vouliez-vous dire « reduire-impayes » ?\n"},
		{"40 columns", options("fr", "COLUMNS=40"), []diag.Finding{brokenReference(), duplicate}, `
needs/relancer.yaml:3:5: erreur: aucun
    enjeu ne s’appelle « reduire-impaye
    » [broken-reference]
  3 │   - reduire-impaye
    │     ~~~~~~~~~~~~~~
    ↳ vouliez-vous dire
      « reduire-impayes » ?

needs/relancer.yaml:10:11:
    avertissement: texte repris
    [duplicate]
  10 │ benefit:     afin    de
     │              ~~~~
     ↳ déjà ici : needs/long.yaml:1:7
     ↳ voir needs/other.yaml:1:1
`},
		{"whole files", options("fr"), []diag.Finding{whole, whole, unknown, whole}, `
needs/Autre.yml:1:1: avertissement: ce fichier n’est pas lu [file-name]
needs/Autre.yml:1:1: avertissement: ce fichier n’est pas lu [file-name]

needs/relancer.yaml:6:1: erreur: champ inconnu « priorite » [unknown-field]
  6 │ priorite: must
    │ ~~~~~~~~

needs/Autre.yml:1:1: avertissement: ce fichier n’est pas lu [file-name]
`},
		{"the same place", options("fr"), []diag.Finding{brokenReference(), hinted(unknown, "a"), hinted(unknown, "b"), hinted(unknown, "a"), duplicate, whole, whole}, `
needs/relancer.yaml:3:5: erreur: aucun enjeu ne s’appelle « reduire-impaye » [broken-reference]
  3 │   - reduire-impaye
    │     ~~~~~~~~~~~~~~
    ↳ vouliez-vous dire « reduire-impayes » ?

needs/relancer.yaml:6:1: erreur: champ inconnu « priorite » [unknown-field]
needs/relancer.yaml:6:1: erreur: champ inconnu « priorite » [unknown-field]
needs/relancer.yaml:6:1: erreur: champ inconnu « priorite » [unknown-field]
  6 │ priorite: must
    │ ~~~~~~~~
    ↳ a
    ↳ b

needs/relancer.yaml:10:11: avertissement: texte repris [duplicate]
  10 │ benefit:     afin    de
     │              ~~~~
     ↳ déjà ici : needs/long.yaml:1:7
     ↳ voir needs/other.yaml:1:1

needs/Autre.yml:1:1: avertissement: ce fichier n’est pas lu [file-name]
needs/Autre.yml:1:1: avertissement: ce fichier n’est pas lu [file-name]
`},
		{"related places, tabs", options("fr"), []diag.Finding{duplicate}, `
needs/relancer.yaml:10:11: avertissement: texte repris [duplicate]
  10 │ benefit:     afin    de
     │              ~~~~
     ↳ déjà ici : needs/long.yaml:1:7
     ↳ voir needs/other.yaml:1:1
`},
		{"several lines", options("en"), []diag.Finding{finding("needs/relancer.yaml", diag.Range{Start: diag.Position{Line: 7, Column: 8}, End: diag.Position{Line: 9, Column: 7}}, diag.Error, "x", "m")}, `
needs/relancer.yaml:7:8: error: m [x]
  7 │ notes: |
    │        ~
`},
		{"wide characters", options("en"), []diag.Finding{
			finding("needs/relancer.yaml", diag.Span(11, 7, 5), diag.Error, "x", "cjk"),
			finding("needs/relancer.yaml", diag.Span(11, 13, 5), diag.Error, "x", "emoji"),
			finding("needs/relancer.yaml", diag.Span(11, 19, 8), diag.Error, "x", "combining"),
		}, `
needs/relancer.yaml:11:7: error: cjk [x]
  11 │ want: 会員の履歴 👩‍👩‍👧 étudier
     │       ~~~~~~~~~~

needs/relancer.yaml:11:13: error: emoji [x]
  11 │ want: 会員の履歴 👩‍👩‍👧 étudier
     │                  ~~

needs/relancer.yaml:11:19: error: combining [x]
  11 │ want: 会員の履歴 👩‍👩‍👧 étudier
     │                     ~~~~~~~
`},
		{"ranges that do not hold", options("en"), []diag.Finding{
			finding("needs/relancer.yaml", diag.Span(6, 3, 0), diag.Error, "x", "empty"),
			finding("needs/relancer.yaml", diag.Span(6, 900, 5), diag.Error, "x", "beyond the line"),
			finding("needs/relancer.yaml", diag.Span(6, 9, -4), diag.Error, "x", "backwards"),
			finding("needs/relancer.yaml", diag.Span(900, 1, 5), diag.Error, "x", "beyond the file"),
			finding("needs/relancer.yaml", diag.Span(12, 1, 5), diag.Error, "x", "the empty last line"),
			finding("needs/absent.yaml", diag.Span(6, 9, 4), diag.Error, "x", "no such file"),
		}, `
needs/relancer.yaml:6:3: error: empty [x]
  6 │ priorite: must
    │   ~

needs/relancer.yaml:6:900: error: beyond the line [x]
  6 │ priorite: must
    │               ~

needs/relancer.yaml:6:9: error: backwards [x]
  6 │ priorite: must
    │         ~

needs/relancer.yaml:900:1: error: beyond the file [x]
needs/relancer.yaml:12:1: error: the empty last line [x]
needs/absent.yaml:6:9: error: no such file [x]
`},
		{"infos are counted", options("fr"), []diag.Finding{finding("needs/relancer.yaml", diag.Span(6, 1, 8), diag.Info, "x", "m")}, ""},
		{"long line, from its start", options("fr", "COLUMNS=60"), []diag.Finding{finding("needs/long.yaml", diag.Span(1, 1, 4), diag.Error, "x", "m")}, `
needs/long.yaml:1:1: erreur: m [x]
  1 │ want: consulter l’historique d’un adhérent avant de l…
    │ ~~~~
`},
		{"long line, in its middle", options("fr", "COLUMNS=60"), []diag.Finding{finding("needs/long.yaml", diag.Span(1, 63, 13), diag.Error, "x", "m")}, `
needs/long.yaml:1:63: erreur: m [x]
  1 │ …dhérent avant de le rappeler afin de ne pas le faire…
    │                             ~~~~~~~~~~~~~
`},
		{"long line, to its end", options("fr", "COLUMNS=60"), []diag.Finding{finding("needs/long.yaml", diag.Span(1, 130, 3), diag.Error, "x", "m")}, `
needs/long.yaml:1:130: erreur: m [x]
  1 │ …le faire répéter une fois de plus ce qu’il a déjà dit
    │                                                    ~~~
`},
		{"long line, a long range", options("fr", "COLUMNS=60"), []diag.Finding{finding("needs/long.yaml", diag.Span(1, 7, 200), diag.Error, "x", "m")}, `
needs/long.yaml:1:7: erreur: m [x]
  1 │ want: consulter l’historique d’un adhérent avant de l…
    │       ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
`},
		{"long line, a pipe", options("fr"), []diag.Finding{finding("needs/long.yaml", diag.Span(1, 63, 13), diag.Error, "x", "m")}, `
needs/long.yaml:1:63: erreur: m [x]
  1 │ want: consulter l’historique d’un adhérent avant de le rappeler afin de ne pas le faire répéter une fois de plus …
    │                                                               ~~~~~~~~~~~~~
`},
		{"hostile", options("fr", "COLUMNS=40"), []diag.Finding{
			finding("needs/hostile.yaml", diag.Span(1, 7, 11), diag.Error, "x", "titre\x1b]0;\nneeds/a.yaml:1:1: error"),
			finding("needs/hostile.yaml", diag.Span(2, 7, 2), diag.Error, "x", "octets"),
			finding("needs/hostile.yaml", diag.Span(3, 100_008, 3), diag.Error, "x", "loin"),
			finding("needs/a\nb\xff.yaml", diag.Range{}, diag.Error, "x", "chemin"),
		}, `
needs/hostile.yaml:1:7: erreur:
    titre�]0; needs/a.yaml:1:1: error
    [x]
  1 │ want: �[31mrouge�
    │       ~~~~~~~~~~~

needs/hostile.yaml:2:7: erreur: octets
    [x]
  2 │ role: ��
    │       ~~

needs/hostile.yaml:3:100008: erreur:
    loin [x]
  3 │ …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxfin
    │                                ~~~

needs/a b�.yaml:1:1: erreur: chemin [x]
`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got bytes.Buffer
			if err := Text(&got, Result{Findings: tt.findings}, tt.options); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.TrimPrefix(tt.want, "\n"), got.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestTextFits(t *testing.T) {
	for width := 20; width < 160; width++ {
		o := options("fr", fmt.Sprintf("COLUMNS=%d", width))
		for start := 1; start < 140; start += 3 {
			for _, n := range []int{0, 1, 20, 100} {
				var got bytes.Buffer
				f := finding("n", diag.Span(1, start, n), diag.Error, "x", "m")
				f.Path = "needs/long.yaml"
				if err := Text(&got, Result{Findings: []diag.Finding{f}}, o); err != nil {
					t.Fatal(err)
				}
				lines := strings.Split(got.String(), "\n")
				for _, line := range lines[1:] {
					if term.Width(line) > width {
						t.Fatalf("at %d: %q takes %d columns", width, line, term.Width(line))
					}
				}
				if !strings.Contains(got.String(), "~") {
					t.Fatalf("at %d: nothing is underlined:\n%s", width, got.String())
				}
			}
		}
	}
}

func TestTextCutsEnormousMessages(t *testing.T) {
	f := finding("a.yaml", diag.Range{}, diag.Error, "x", strings.Repeat("mot ", 100_000))
	f.Hint = said(strings.Repeat("é", 100_000))
	var got bytes.Buffer
	if err := Text(&got, Result{Findings: []diag.Finding{f}}, options("fr")); err != nil {
		t.Fatal(err)
	}
	if got.Len() > 3000 {
		t.Errorf("%d bytes", got.Len())
	}
}

func TestTextShow(t *testing.T) {
	f := finding("a.yaml", diag.Range{}, diag.Info, "x", "m")
	for show, want := range map[diag.Severity]string{0: "", diag.Warning: "", diag.Info: "a.yaml:1:1: info: m [x]\n"} {
		o := options("fr")
		o.Show = show
		o.Source = nil
		var got bytes.Buffer
		if err := Text(&got, Result{Findings: []diag.Finding{f}}, o); err != nil {
			t.Fatal(err)
		}
		if got.String() != want {
			t.Errorf("%v: %q, want %q", show, got.String(), want)
		}
	}
}

func TestTextPath(t *testing.T) {
	o := options("en")
	o.Path = func(path string) string { return "../canvas/" + path }
	f := brokenReference()
	f.Related = []diag.Related{{Path: "b.yaml", Range: diag.Span(2, 3, 1)}}
	var got bytes.Buffer
	if err := Text(&got, Result{Findings: []diag.Finding{f}}, o); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"../canvas/needs/relancer.yaml:3:5: error: ", "  3 │   - reduire-impaye\n", "↳ see ../canvas/b.yaml:2:3\n"} {
		if !strings.Contains(got.String(), want) {
			t.Errorf("no %q in\n%s", want, got.String())
		}
	}
}

func TestTextReportsWriteErrors(t *testing.T) {
	full := errors.New("disk full")
	w := writer(func([]byte) (int, error) { return 0, full })
	for _, format := range Formats() {
		if err := format.Write(w, Result{Findings: []diag.Finding{brokenReference()}}, options("en")); !errors.Is(err, full) {
			t.Errorf("%s: %v", format.Name, err)
		}
	}
}

type writer func([]byte) (int, error)

func (w writer) Write(p []byte) (int, error) { return w(p) }

func TestSummary(t *testing.T) {
	several := func(errors, warnings, infos int) (findings []diag.Finding) {
		for severity, n := range map[diag.Severity]int{diag.Error: errors, diag.Warning: warnings, diag.Info: infos} {
			for range n {
				findings = append(findings, diag.Finding{Severity: severity})
			}
		}
		return findings
	}
	show := func(o Options) Options { o.Show = diag.Info; return o }
	for _, tt := range []struct {
		options Options
		result  Result
		want    string
	}{
		{options("fr"), Result{Findings: several(2, 14, 3), Items: 214, Elapsed: 31 * time.Millisecond}, "2 erreurs, 14 avertissements, 3 infos (canvas lint --show info) · 214 éléments en 0,03\u00a0s"},
		{show(options("fr")), Result{Findings: several(1, 1, 1), Items: 1, Elapsed: 0}, "1 erreur, 1 avertissement, 1 info · 1 élément"},
		{options("en"), Result{Findings: several(0, 1, 0), Items: 12345, Elapsed: 61250 * time.Millisecond}, "1 warning · 12,345 items in 61.25\u00a0s"},
		{options("fr"), Result{Findings: nil, Items: 214, Elapsed: time.Microsecond}, "Rien à signaler · 214 éléments en 0,01\u00a0s"},
		{options("en"), Result{Findings: several(1, 0, 0), Ignored: 2, Accepted: 37, Items: 3}, "1 error · 37 accepted · 2 ignored · 3 items"},
		{options("en"), Result{Findings: nil, Items: 0, Elapsed: 0}, "Nothing to report · 0 items"},
		{options("en", "CLICOLOR_FORCE=1"), Result{Findings: nil, Items: 2, Elapsed: 0}, "\x1b[32mNothing to report\x1b[0m \x1b[2m· 2 items\x1b[0m"},
		{options("fr", "COLUMNS=40"), Result{Findings: several(2, 14, 3), Items: 214, Elapsed: 31 * time.Millisecond}, "2 erreurs, 14 avertissements, 3 infos\n(canvas lint --show info) · 214 éléments\nen 0,03\u00a0s"},
	} {
		if diff := cmp.Diff(tt.want, Summary(tt.result, tt.options)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}
