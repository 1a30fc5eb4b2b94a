package form

import (
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/huh"
	"github.com/charmbracelet/lipgloss"

	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/term"
)

// keys are the keys of a form, with what they do in the person's language.
type keys struct {
	huh               *huh.KeyMap
	picker            pickerKeys
	back, save, leave key.Binding
}

func newKeys(say *lang.Printer) keys {
	bind := func(name, what string, codes ...string) key.Binding {
		b := key.NewBinding(key.WithKeys(codes...))
		if name != "" {
			b.SetHelp(say.Say(name), say.Say(what))
		}
		return b
	}
	next := bind("form-key-enter", "form-key-next", "enter", "tab")
	last := bind("form-key-enter", "form-key-save", "enter", "tab")
	back := bind("form-key-shift-tab", "form-key-back", "shift+tab")
	return keys{
		huh: &huh.KeyMap{
			Input: huh.InputKeyMap{Next: next, Prev: back, Submit: bind("form-key-enter", "form-key-next", "enter", "tab")},
			Text:  huh.TextKeyMap{Next: next, Prev: back, Submit: last, NewLine: bind("form-key-ctrl-j", "form-key-line", "alt+enter", "ctrl+j")},
		},
		picker: pickerKeys{
			up:   bind("form-key-arrows", "form-key-choose", "up", "ctrl+p"),
			down: bind("", "", "down", "ctrl+n"),
			take: bind("", "", "enter"),
			drop: bind("", "", "backspace", "ctrl+h"),
		},
		back:  back,
		save:  bind("form-key-ctrl-s", "form-key-save", "ctrl+s"),
		leave: bind("form-key-ctrl-c", "form-key-leave", "ctrl+c"),
	}
}

// theme leaves all styles to the screen but that of what is typed.
func theme(s *term.Screen) *huh.Theme {
	t := &huh.Theme{}
	plain := lipgloss.NewStyle()
	for _, fields := range []*huh.FieldStyles{&t.Focused, &t.Blurred} {
		*fields = huh.FieldStyles{}
		fields.Base, fields.TextInput.Text, fields.TextInput.CursorText = plain, plain, plain
	}
	if s.Dim("x") != "x" {
		t.Focused.TextInput.Placeholder = plain.Faint(true)
	}
	return t
}
