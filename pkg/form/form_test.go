package form

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/canevas-systemique/canvas/pkg/draft"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/term"
	"github.com/canevas-systemique/canvas/schema"
)

func builtIn(t *testing.T) *kind.Set {
	t.Helper()
	kinds, _, err := kind.Load(schema.Kinds, schema.Order, nil)
	if err != nil {
		t.Fatal(err)
	}
	return kinds
}

func newForm(kinds *kind.Set, k *kind.Kind, language string) *Form {
	names := []Choice{{"a", "Conseillère de proximité à l’écoute des adhérents éloignés", ""}, {"b", "Éric", "rico"}, {"c", "Trésorier", ""}}
	return &Form{
		Keep: func(Answers) {},
		Kind: k, Say: lang.New(language, kinds), Screen: term.New(nil, func(string) string { return "" }), Today: "2026-11-22",
		Desk:  draft.NewDesk(context.Background(), fstest.MapFS{}, kinds),
		Label: func(f *kind.Field) string { return f.Labels.Title.In(language) },
		Items: func(*kind.Field) []Choice { return names },
		Makes: func(f *kind.Field) []*kind.Kind { return []*kind.Kind{kinds.Named(f.Refs[0])} },
		Try:   func(Answers) error { return nil },
	}
}

// Every question of every kind fits on a narrow and on a low terminal.
func TestItFits(t *testing.T) {
	kinds := builtIn(t)
	for _, language := range lang.Languages {
		for _, k := range kinds.All() {
			for _, size := range []tea.WindowSizeMsg{{Width: 40, Height: 24}, {Width: 80, Height: 24}, {Width: 60, Height: 14}, {Width: 40, Height: 11}, {Width: 36, Height: 8}, {Width: 40, Height: 6}} {
				f := newForm(kinds, k, language)
				m := newModel(f, Answers{})
				m.onward.set([]string{askMore})
				m.Init()
				m.Update(size)
				for i := range len(m.first) + len(m.rest) + 1 {
					look(t, m, size)
					if q := m.current(); q != nil && q.picker == nil {
						m.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("Un texte assez long pour qu’il faille le mettre sur plusieurs lignes")})
						look(t, m, size)
					}
					m.huh.NextField()
					if i == len(m.first) {
						m.huh.NextGroup()
					}
				}
			}
		}
	}
}

func look(t *testing.T, m *model, size tea.WindowSizeMsg) {
	t.Helper()
	view := m.View()
	lines := strings.Split(view, "\n")
	wide := slices.ContainsFunc(lines, func(line string) bool { return term.Width(line) > size.Width })
	if wide || len(lines) > size.Height {
		t.Errorf("%s: it is wider or higher than %v:\n%s\n%q", m.Kind.Name, size, view, slices.DeleteFunc(lines, func(line string) bool { return term.Width(line) <= size.Width }))
	}
}

func TestPicker(t *testing.T) {
	kinds := builtIn(t)
	f := newForm(kinds, kinds.Named("need"), "fr")
	p := newModel(f, Answers{}).newPicker(func() []Choice { return f.Items(nil) })
	p.makes = []*kind.Kind{kinds.Named("role")}
	for _, tt := range []struct{ typed, want string }{
		{"", "a b c"},
		{"ERIC", "b"},
		{"rico", "b +rico"},
		{"proximite conseillere", "a +proximite conseillere"},
		{"é", "b a c +é"},
		{"Anne, Marie", "+Anne Marie"},
	} {
		p.typed = tt.typed
		var got []string
		for _, c := range p.found() {
			if c.made {
				c.Value = "+" + c.Value
			}
			got = append(got, c.Value)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%q finds %q, want %q", tt.typed, got, tt.want)
		}
	}
}

func TestRecord(t *testing.T) {
	f := builtIn(t).Named("application").Field("cost")
	for _, tt := range []struct {
		texts map[string][]string
		want  string
	}{
		{nil, ""},
		{map[string][]string{"cost.amount": {"12"}, "cost.per": {"month"}}, "amount=12,per=month"},
		{map[string][]string{"cost.amount": {"12,5"}}, `{"amount":"12,5"}`},
	} {
		if got := (Answers{Texts: tt.texts}).record(f); got != tt.want {
			t.Errorf("%v: %q, want %q", tt.texts, got, tt.want)
		}
	}
}

func TestWholeEnd(t *testing.T) {
	for text, want := range map[string]int{"": 0, "a": 1, "é": 2, "a\xc3": 1, "\xe2\x82": 0, "€\xf0\x9f\x98": 3, "\xa9": 1, "\xff": 1, "\x1b": 1} {
		if got := wholeEnd([]byte(text)); got != want {
			t.Errorf("%q ends at %d, want %d", text, got, want)
		}
	}
}
