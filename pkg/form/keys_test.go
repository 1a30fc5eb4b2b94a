package form

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/canevas-systemique/canvas/pkg/kind"
)

// press has keys pressed, and all happen that they lead to.
func press(m *model, keys ...tea.KeyMsg) {
	for _, k := range keys {
		run(m, k)
	}
}

func run(m *model, msg tea.Msg) {
	_, cmd := m.Update(msg)
	settle(m, cmd)
}

func settle(m *model, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	done := make(chan tea.Msg, 1)
	go func() { done <- cmd() }()
	var msg tea.Msg
	select {
	case msg = <-done:
	case <-time.After(20 * time.Millisecond): // a cursor that blinks
		return
	}
	switch msg := msg.(type) {
	case nil, tea.QuitMsg:
	case tea.BatchMsg:
		for _, c := range msg {
			settle(m, c)
		}
	default:
		if !strings.Contains(fmt.Sprintf("%T", msg), "Blink") {
			run(m, msg)
		}
	}
}

var (
	enterKey = tea.KeyMsg{Type: tea.KeyEnter}
	backKey  = tea.KeyMsg{Type: tea.KeyShiftTab}
)

func runes(text string) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text)} }

func atRest(t *testing.T, field string) *model {
	t.Helper()
	kinds := builtIn(t)
	f := newForm(kinds, kinds.Named("need"), "fr")
	m := newModel(f, Answers{Texts: map[string][]string{"role": {"a"}, "want": {"voir"}}})
	settle(m, m.Init())
	run(m, tea.WindowSizeMsg{Width: 80, Height: 24})
	press(m, enterKey, enterKey, enterKey, tea.KeyMsg{Type: tea.KeyDown}, enterKey)
	for range 20 {
		if q := m.current(); q != nil && q.field.Name == field {
			return m
		}
		press(m, enterKey)
	}
	t.Fatalf("%s is not asked:\n%s", field, m.View())
	return nil
}

// Whatever is wrong in the second step, one can go back to the first.
func TestBack(t *testing.T) {
	for _, keys := range [][]tea.KeyMsg{
		{runes("12")},
		{runes("12"), enterKey},
		{runes("12"), enterKey, backKey, enterKey, enterKey},
		{runes("12"), backKey, enterKey, backKey},
	} {
		m := atRest(t, "value")
		press(m, keys...)
		for range 12 {
			press(m, backKey)
		}
		if q := m.current(); q == nil || !slices.Contains(m.first, q) {
			t.Errorf("%v: still in the second step:\n%s", keys, m.View())
		}
	}

	m := atRest(t, "value")
	press(m, runes("12"))
	_, cmd := m.Update(backKey)
	_, typed := m.Update(runes("x")) // before huh has gone back
	settle(m, cmd)
	settle(m, typed)
	for range 12 {
		press(m, backKey)
	}
	if q := m.current(); q == nil || !slices.Contains(m.first, q) {
		t.Errorf("a fast key keeps one in the second step:\n%s", m.View())
	}
}

// A text has as many lines as one likes to type.
func TestManyLines(t *testing.T) {
	m := atRest(t, "notes")
	for range 150 {
		m.Update(runes("x"))
		m.Update(tea.KeyMsg{Type: tea.KeyCtrlJ})
	}
	m.Update(runes("end")) // the name of a key
	if got := m.answers().Texts["notes"]; len(got) != 1 || strings.Count(got[0], "\n") != 150 || !strings.HasSuffix(got[0], "\nend") {
		t.Errorf("got %d lines", strings.Count(strings.Join(got, ""), "\n")+1)
	}
	m.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(strings.Repeat("y\n", mostLines)), Paste: true})
	if got := m.answers().Texts["notes"]; strings.Contains(got[0], "y") || !strings.Contains(m.View(), "10") {
		t.Errorf("a text that does not fit was taken in part:\n%s", m.View())
	}
}

// Hostile and huge: 5,000 choices, and texts that would move the cursor.
func many() []Choice {
	var list []Choice
	for i := range 5000 {
		list = append(list, Choice{fmt.Sprintf("id-%d", i), fmt.Sprintf("Besoin %d : \x1b[31mrouge\x07 \u202eאבג 👩‍👩‍👧‍👦 %s", i, strings.Repeat("éà", i%300)), "mot"})
	}
	return list
}

func TestManyChoices(t *testing.T) {
	kinds := builtIn(t)
	f := newForm(kinds, kinds.Named("need"), "fr")
	choices := many()
	f.Items = func(*kind.Field) []Choice { return choices }
	start := time.Now()
	m := newModel(f, Answers{})
	m.Init()
	m.Update(tea.WindowSizeMsg{Width: 40, Height: 24})
	m.View()
	t.Logf("start %v", time.Since(start))
	for _, word := range []string{"b", "e", "s", "o", "i", "n", " ", "4", "9", "9", "\x1b"} {
		start := time.Now()
		m.Update(runes(word))
		view := m.View()
		if took := time.Since(start); took > 100*time.Millisecond {
			t.Errorf("%q takes %v", word, took)
		} else {
			t.Logf("%q %v", word, took)
		}
		look(t, m, tea.WindowSizeMsg{Width: 40, Height: 24})
		if strings.ContainsAny(strings.ReplaceAll(view, "\x1b[7m", ""), "\a\u202e") {
			t.Errorf("a control character is shown: %q", view)
		}
	}
	m.first[0].picker.several = true
	m.Update(enterKey)
	if view := m.View(); strings.ContainsAny(view, "\a\u202e") || len(m.first[0].picker.taken) != 1 {
		t.Errorf("a control character is shown of what was taken: %q", view)
	}
}
