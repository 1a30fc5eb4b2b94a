package form

import (
	"regexp"
	"slices"
	"strings"

	"github.com/charmbracelet/huh"

	"github.com/canevas-systemique/canvas/pkg/term"
	"github.com/canevas-systemique/canvas/pkg/words"
)

const indent = "  "

// blank are the coloured spaces by which a text widget fills its lines.
var blank = regexp.MustCompile(`\x1b\[[0-9;]+m +\x1b\[0m(\n|$)`)

// View implements tea.Model.
func (m *model) View() string {
	if m.saved || m.left {
		return ""
	}
	current := m.current()
	step, title := m.first, m.Say.Term(m.Kind.Term())
	if slices.Contains(m.rest, current) {
		step, title = m.rest, m.Say.Say("form-second-step", "kind", m.Kind.Term())
	}
	foot := m.foot(current)
	room := max(m.height-6-strings.Count(foot, "\n"), 3)
	if m.height < tiny {
		room = max(m.height-3-strings.Count(foot, "\n"), 2)
	}
	var lines []string
	to := 0 // the end of what is being answered
	for _, q := range step {
		if q != current {
			lines = append(lines, m.short(q, step))
			continue
		}
		lines = append(lines, strings.Split(m.full(q, room), "\n")...)
		to = len(lines)
		lines = append(lines, "")
	}
	if m.onward != nil && slices.Equal(step, m.first) && current == nil {
		lines = append(lines, strings.Split(m.ask(m.Say.Say("form-rest"), m.namesOfRest(), m.onward, room), "\n")...)
		to = len(lines)
	}
	first := max(0, to-room)
	if last := first + room; last < len(lines) {
		lines = append(lines[:last:last], indent+m.screen.Dim(m.screen.Glyph("…", "...")))
	}
	lines = lines[first:]
	if m.height < tiny {
		return strings.TrimRight(strings.Join(lines, "\n")+"\n"+foot, "\n")
	}
	return m.screen.Bold(capital(title)) + "\n\n" + strings.Join(lines, "\n") + "\n\n" + foot
}

// short is a question that is not being answered now.
func (m *model) short(q *question, step []*question) string {
	column := 0
	for _, other := range step {
		column = max(column, term.Width(m.Label(other.field)))
	}
	label := m.screen.Truncate(m.Label(q.field), min(column, m.screen.Width()/2))
	answer := strings.Join(q.texts(m.Form), " · ")
	if q.picker != nil {
		answer = q.picker.label()
	}
	lead := indent + label + strings.Repeat(" ", min(column, m.screen.Width()/2)-term.Width(label)+2)
	answer = m.screen.Truncate(words.Printable(answer), max(m.screen.Width()-term.Width(lead)-1, 0))
	return strings.TrimRight(m.screen.Dim(strings.TrimRight(lead, " "))+strings.Repeat(" ", term.Width(lead)-term.Width(strings.TrimRight(lead, " ")))+answer, " ")
}

// full is the question that is being answered.
func (m *model) full(q *question, room int) string {
	return m.ask(m.Label(q.field), m.about(q), q.widget, room)
}

func (m *model) ask(label, description string, widget huh.Field, room int) string {
	inside := m.screen.Within(m.inner())
	var about []string
	if room >= enough {
		about = strings.Split(inside.Wrap(description, ""), "\n")
	}
	view := ""
	if p, isPicker := widget.(*picker); isPicker {
		left := room - len(about) - 3
		view = p.view(inside, min(left, maxShown))
	} else {
		view = blank.ReplaceAllString(widget.View(), "$1")
	}
	var b strings.Builder
	b.WriteString(m.screen.Accent(m.screen.Glyph("› ", "> ") + label))
	for _, line := range about {
		b.WriteString("\n" + indent + m.screen.Dim(line))
	}
	for line := range strings.SplitSeq(view, "\n") {
		b.WriteString("\n" + indent + strings.TrimRight(line, " "))
	}
	return b.String()
}

// What a terminal is too low for: below tiny lines only the question is seen, and what is wrong; below low lines what
// is wrong takes the place of the keys.
const (
	tiny = 12
	low  = 14
)

// enough lines for a question are needed to say what it is about.
const enough = 6

// foot says what is wrong, or the keys.
func (m *model) foot(current *question) string {
	wrong := m.problem
	if wrong == "" {
		for _, err := range m.huh.Errors() {
			wrong = m.complaint(err)
		}
	}
	if wrong == "" && current != nil && current.picker == nil && len(current.texts(m.Form)) > 0 {
		if err := m.wrong(current); err != nil { // not yet right, while it is typed
			wrong = m.complaint(err)
		}
	}
	var cells []term.Cell
	for _, b := range append(m.huh.KeyBinds(), m.keys.save, m.keys.leave) {
		help := b.Help()
		if help == m.keys.huh.Text.Next.Help() && m.entersLast() {
			help = m.keys.huh.Text.Submit.Help()
		}
		isLine := help == m.keys.huh.Text.NewLine.Help()
		if b.Enabled() && help.Desc != "" && !(isLine && current != nil && m.oneLine(current.field)) {
			text := help.Key + "\u00a0" + help.Desc
			if len(cells) > 0 {
				text = "· " + text
			}
			cells = append(cells, term.Cell{Text: text, Style: m.screen.Dim})
		}
	}
	foot := m.screen.Flow("", cells...)
	if m.height < tiny {
		foot = ""
	}
	if wrong == "" {
		return foot
	}
	wrong = m.screen.Under(m.screen.Error("! "), term.Cell{Text: wrong})
	if m.height < low {
		lines := strings.Split(wrong, "\n")
		return strings.Join(lines[:min(len(lines), max(m.height/2, 1))], "\n")
	}
	return wrong + "\n" + foot
}

// entersLast tells whether Enter saves: nothing is asked after it.
func (m *model) entersLast() bool {
	switch focused := m.huh.GetFocusedField(); {
	case m.onward == nil:
		return focused == m.first[len(m.first)-1].widget
	case focused == m.onward:
		list, mark := m.onward.found(), m.onward.mark
		if mark < 0 {
			return m.onward.typed == "" && m.onward.has(saveNow)
		}
		return mark < len(list) && list[mark].Value == saveNow
	default:
		return focused == m.rest[len(m.rest)-1].widget
	}
}

// namesOfRest names what is not asked yet.
func (m *model) namesOfRest() string {
	var names []string
	for _, q := range m.rest {
		names = append(names, m.Label(q.field))
	}
	return strings.Join(names, ", ")
}

func capital(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}
