package form

import (
	"context"
	"errors"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/term"
	_ "github.com/canevas-systemique/canvas/pkg/term/background" // before Bubble Tea asks
)

// model is a form on the screen. huh has the fields and the way from one to the next; what is seen is laid out here,
// the question that is being answered in full and the others on a line each, so that all of it fits.
type model struct {
	*Form
	screen *term.Screen // as wide as the terminal is now
	height int
	huh    *huh.Form
	keys   keys

	first, rest []*question
	onward      *picker // whether the rest is asked; nil where there is none

	begun   map[string][]string // the answers before anything was typed
	onto    bool                // a key is being pressed that may lead on: only then has an answer to be right
	kept    *question           // that was being answered when the answers were kept last
	problem string
	saved   bool
	left    bool
}

const (
	usualHeight = 24
	mostLines   = 10_000 // of a text; the widget would drop what comes after them
)

// What may follow the required questions.
const (
	saveNow = "save"
	askMore = "more"
)

// saveMsg asks to save: all questions were answered, or somebody wants no more of them.
type saveMsg struct{}

func newModel(f *Form, given Answers) *model {
	m := &model{Form: f, screen: f.Screen, height: usualHeight, keys: newKeys(f.Say)}
	m.first, m.rest = f.questions()
	groups := []*huh.Group{m.group(m.first, given)}
	if len(m.rest) > 0 {
		m.onward = m.newPicker(func() []Choice {
			return []Choice{{Value: saveNow, Label: f.Say.Say("form-save-now")}, {Value: askMore, Label: f.Say.Say("form-ask-more")}}
		})
		groups = []*huh.Group{m.group(m.first, given, m.onward)}
		groups = append(groups, m.group(m.rest, given).WithHideFunc(func() bool { return m.onward.values()[0] == saveNow }))
		next := saveNow
		if slices.ContainsFunc(m.rest, func(q *question) bool { return len(q.texts(f)) > 0 }) {
			next = askMore
		}
		m.onward.set([]string{next})
		m.onward.Placeholder("")
	}
	m.huh = huh.NewForm(groups...).WithKeyMap(m.keys.huh).WithTheme(theme(f.Screen)).WithShowHelp(false)
	m.begun = m.answers().Texts
	m.huh.SubmitCmd = func() tea.Msg { return saveMsg{} }
	return m
}

// group makes the widgets of some questions, with what is given.
func (m *model) group(questions []*question, given Answers, more ...huh.Field) *huh.Group {
	var fields []huh.Field
	for _, q := range questions {
		texts := given.Texts[q.field.Path]
		if len(texts) == 0 && q.required {
			texts = m.preset(q.field)
		}
		m.widget(q, texts)
		fields = append(fields, q.widget)
	}
	return huh.NewGroup(append(fields, more...)...)
}

// widget makes what a question is answered with.
func (m *model) widget(q *question, texts []string) {
	wrong := func(string) error {
		if m.onto {
			return m.wrong(q)
		}
		return nil
	}
	if chosen(q.field) {
		q.picker = m.newPicker(func() []Choice { return m.choices(q.field) })
		q.picker.several = q.field.Type == kind.List
		if len(q.field.Entry().Refs) > 0 {
			q.picker.makes = m.Makes(q.field.Entry())
		}
		if len(texts) > 0 {
			q.picker.set(texts)
		}
		q.picker.Validate(wrong)
		q.widget = q.picker
		return
	}
	q.text = strings.Join(texts, "\n")
	q.widget = huh.NewText().Value(&q.text).Validate(wrong).ExternalEditor(false)
	m.makeRoom(q, "")
}

func (m *model) newPicker(load func() []Choice) *picker {
	p := &picker{Input: huh.NewInput().Prompt("").Placeholder(m.Say.Say("form-type-name")), load: load, keys: m.keys.picker, say: m.Say, mark: -1}
	p.offer = func(k *kind.Kind, name string) string {
		return m.Say.Say("form-make", "kind", k.Term(), "name", name)
	}
	p.Value(&p.typed)
	return p
}

// wrong says why a question cannot stay as it is answered.
func (m *model) wrong(q *question) error {
	texts := q.texts(m.Form)
	switch {
	case len(texts) > 0 && q.picker == nil:
		return m.check(q.field, texts)
	case len(texts) == 0 && q.required:
		return diag.Fail("form-required", "field", m.Label(q.field))
	}
	return nil
}

// answers are what was typed and chosen until now.
func (m *model) answers() Answers {
	a := Answers{Texts: map[string][]string{}}
	for _, q := range slices.Concat(m.first, m.rest) {
		if texts := q.texts(m.Form); len(texts) > 0 {
			a.Texts[q.field.Path] = texts
		}
		if q.picker != nil {
			a.Made = append(a.Made, q.picker.made...)
		}
	}
	a.Typed = !maps.EqualFunc(a.Texts, m.begun, slices.Equal[[]string])
	return a
}

// run shows the form until it is saved or left.
func (m *model) run(ctx context.Context, in *os.File, out io.Writer) error {
	// Without colours the place where one types is still shown in reverse, for which lipgloss has to know of colours.
	lipgloss.SetColorProfile(termenv.ANSI)
	_, err := tea.NewProgram(m, tea.WithContext(ctx), tea.WithInput(&wholeRunes{File: in}), tea.WithOutput(out), tea.WithoutSignalHandler()).Run()
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil && !errors.Is(err, tea.ErrProgramKilled):
		return err
	case !m.saved:
		return ErrLeft
	}
	return nil
}

// Init implements tea.Model.
func (m *model) Init() tea.Cmd { return m.huh.Init() }

// Update implements tea.Model.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.resize(msg)
		return m, nil
	case saveMsg:
		return m, m.save()
	case tea.KeyMsg:
		return m, m.pressed(msg)
	}
	cmd := m.pass(msg)
	if q := m.current(); q != m.kept {
		m.kept = q
		m.Keep(m.answers())
	}
	return m, cmd
}

func (m *model) pressed(msg tea.KeyMsg) tea.Cmd {
	m.problem = ""
	if msg.Type == tea.KeyRunes && len(msg.Runes) > 1 {
		msg.Paste = true // what comes at once is text, even where it spells the name of a key: "end"
	}
	switch {
	case key.Matches(msg, m.keys.leave):
		m.left = true
		return tea.Quit
	case key.Matches(msg, m.keys.save):
		return m.save()
	}
	if q := m.current(); q != nil {
		msg = m.asTyped(q, msg)
		if q.picker == nil && strings.Count(q.text, "\n")+strings.Count(string(msg.Runes), "\n") >= mostLines {
			m.problem = m.Say.Say("form-too-long", "n", mostLines)
			return nil
		}
		m.makeRoom(q, string(msg.Runes))
	}
	m.onto = !key.Matches(msg, m.keys.back)
	cmd := m.pass(msg)
	m.onto = false
	if msg.Paste {
		m.Keep(m.answers()) // a paragraph or a line of one
	}
	return cmd
}

// asTyped is a key as the widget of a question takes it.
func (m *model) asTyped(q *question, msg tea.KeyMsg) tea.KeyMsg {
	switch {
	case msg.Paste:
		msg.Runes = []rune(strings.ReplaceAll(string(msg.Runes), "\r\n", "\n"))
	case q.picker == nil && key.Matches(msg, m.keys.huh.Text.NewLine):
		return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{'\n'}, Paste: true} // as a key it takes only 99 of them
	}
	return msg
}

func (m *model) pass(msg tea.Msg) tea.Cmd {
	_, cmd := m.huh.Update(msg)
	return cmd
}

func (m *model) resize(size tea.WindowSizeMsg) {
	if size.Width > 0 {
		m.screen = m.Screen.Within(size.Width)
	}
	m.height = usualHeight
	if size.Height > 0 {
		m.height = size.Height
	}
	m.huh.WithWidth(m.inner())
	for _, q := range slices.Concat(m.first, m.rest) {
		m.makeRoom(q, "")
	}
}

// inner is how wide the widgets are.
func (m *model) inner() int { return max(m.screen.Width()-len(indent)-1, 10) }

// makeRoom gives a text the lines that it takes, with what is about to be typed.
func (m *model) makeRoom(q *question, typed string) {
	text, isText := q.widget.(*huh.Text)
	if !isText {
		return
	}
	rows := strings.Count(m.screen.Within(m.inner()-1).Wrap(q.text+typed, ""), "\n") + 2
	text.Lines(min(rows, max(1, m.height/2-1)))
}

// save ends the form, unless something is wrong.
func (m *model) save() tea.Cmd {
	err := m.whole()
	if err == nil {
		m.saved = true
		return tea.Quit
	}
	m.problem = m.complaint(err)
	m.huh.State = huh.StateNormal
	return nil
}

// whole says what keeps the answers from being an item.
func (m *model) whole() error {
	for _, q := range slices.Concat(m.first, m.rest) {
		if err := m.wrong(q); err != nil {
			return err
		}
	}
	return m.Try(m.answers())
}

func (m *model) complaint(err error) string {
	sentence, hints := m.Say.Error(err)
	if len(hints) > 0 && hints[0].Command == "" {
		sentence += " — " + hints[0].Text
	}
	return sentence
}

// current is the question that is being answered; nil for the one about the rest.
func (m *model) current() *question {
	focused := m.huh.GetFocusedField()
	for _, q := range slices.Concat(m.first, m.rest) {
		if q.widget == focused {
			return q
		}
	}
	return nil
}
