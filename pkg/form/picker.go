package form

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"

	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/term"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// maxShown is how many choices are shown at a time.
const maxShown = 7

// picker is a field that is answered by choosing, among many by typing words of the name, whatever their case
// and accents. Enter takes the choice under the mark; with nothing under it, it goes on.
type picker struct {
	*huh.Input // where words are typed
	several    bool
	load       func() []Choice
	makes      []*kind.Kind // what may be made when it is not there
	offer      func(k *kind.Kind, name string) string
	keys       pickerKeys
	say        *lang.Printer

	typed   string
	all     []choice // once loaded
	loaded  bool
	last    *found // what was found last
	taken   []Choice
	made    []string // values of taken that are to be made
	mark    int      // the choice under the mark, -1: none
	focused bool
}

type pickerKeys struct{ up, down, take, drop key.Binding }

// choice is a Choice with the words by which it is found.
type choice struct {
	Choice
	words string
	label string // folded
	made  bool
}

// found is what some words find. It is asked for several times a key, of thousands of choices.
type found struct {
	typed string
	list  []choice
}

func (p *picker) choices() []choice {
	if !p.loaded {
		p.loaded = true
		for _, c := range p.load() {
			label := words.Fold(c.Label)
			p.all = append(p.all, choice{Choice: c, words: label + " " + words.Fold(c.Also), label: label})
		}
	}
	return p.all
}

// set takes what some texts mean: values of choices, or their labels. Others are to be made.
func (p *picker) set(texts []string) {
	p.taken, p.made = nil, nil
	for _, text := range texts {
		text = strings.TrimSpace(text)
		i := slices.IndexFunc(p.choices(), func(c choice) bool { return c.Value == text })
		if i < 0 {
			label := words.Fold(text)
			i = slices.IndexFunc(p.choices(), func(c choice) bool { return c.label == label })
		}
		switch {
		case text == "":
		case i >= 0:
			p.take(p.all[i])
		default:
			p.take(choice{Choice: Choice{Value: text, Label: text}, made: true})
		}
	}
	p.mark = -1
}

func (p *picker) values() []string {
	var values []string
	for _, c := range p.taken {
		values = append(values, c.Value)
	}
	return values
}

// take takes a choice, once.
func (p *picker) take(c choice) {
	if !p.several {
		p.taken, p.made = nil, nil
	}
	if p.has(c.Value) {
		return
	}
	p.taken = append(p.taken, c.Choice)
	if c.made {
		p.made = append(p.made, c.Value)
	}
}

func (p *picker) has(value string) bool {
	return slices.ContainsFunc(p.taken, func(t Choice) bool { return t.Value == value })
}

// drop puts a choice back.
func (p *picker) drop(value string) {
	p.taken = slices.DeleteFunc(p.taken, func(t Choice) bool { return t.Value == value })
	p.made = slices.DeleteFunc(p.made, func(made string) bool { return made == value })
}

// found are the choices that have all the words that were typed, those first that begin with them, and at the end
// the offers to make what is not there.
func (p *picker) found() []choice {
	if p.last == nil || p.last.typed != p.typed {
		p.last = &found{p.typed, p.find()}
	}
	return p.last.list
}

func (p *picker) find() []choice {
	typed := words.Fold(p.typed)
	wanted := strings.Fields(typed)
	var first, rest []choice
	isThere := false
	for _, c := range p.choices() {
		has := func(word string) bool { return strings.Contains(c.words, word) }
		switch {
		case slices.ContainsFunc(wanted, func(word string) bool { return !has(word) }):
		case strings.HasPrefix(c.words, typed):
			first = append(first, c)
		default:
			rest = append(rest, c)
		}
		isThere = isThere || c.label == typed
	}
	list := append(first, rest...)
	if typed == "" || isThere {
		return list
	}
	name := strings.Join(strings.Fields(strings.ReplaceAll(p.typed, ",", " ")), " ")
	for _, k := range p.makes {
		value := name
		if len(p.makes) > 1 {
			value = k.Name + "/" + name
		}
		list = append(list, choice{Choice: Choice{Value: value, Label: p.offer(k, name)}, made: true})
	}
	return list
}

// Init implements huh.Field.
func (p *picker) Init() tea.Cmd {
	p.mark = -1
	return p.Input.Init()
}

// Focus implements huh.Field. The mark begins at what was taken.
func (p *picker) Focus() tea.Cmd {
	p.focused, p.mark = true, -1
	if len(p.taken) == 1 && !p.several {
		p.mark = slices.IndexFunc(p.found(), func(c choice) bool { return c.Value == p.taken[0].Value })
	}
	return p.Input.Focus()
}

// Blur implements huh.Field. What was typed and not taken is nobody's choice.
func (p *picker) Blur() tea.Cmd {
	p.focused = false
	p.forget()
	return p.Input.Blur()
}

func (p *picker) forget() {
	p.typed = ""
	p.Value(&p.typed)
	p.mark = -1
}

// Update implements huh.Field.
func (p *picker) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	press, isKey := msg.(tea.KeyMsg)
	if !isKey {
		_, cmd := p.Input.Update(msg)
		return p, cmd
	}
	list := p.found()
	switch {
	case key.Matches(press, p.keys.up):
		p.mark = max(p.mark-1, min(0, len(list)-1))
		return p, nil
	case key.Matches(press, p.keys.down):
		p.mark = min(p.mark+1, len(list)-1)
		return p, nil
	case key.Matches(press, p.keys.drop) && p.typed == "" && len(p.taken) > 0:
		p.drop(p.taken[len(p.taken)-1].Value)
		p.mark = -1
		return p, nil
	case key.Matches(press, p.keys.take) && p.mark >= 0 && p.mark < len(list):
		c := list[p.mark]
		if c.made {
			c.Label = c.Value
		}
		if p.several && p.has(c.Value) {
			p.drop(c.Value)
		} else {
			p.take(c)
		}
		p.forget()
		if p.several {
			return p, nil
		}
	case key.Matches(press, p.keys.take) && p.typed != "":
		return p, nil // nothing has these words, and nothing can be made
	}
	before := p.typed
	_, cmd := p.Input.Update(msg)
	if p.typed != before {
		p.mark = min(0, len(p.found())-1)
		if p.typed == "" {
			p.mark = -1
		}
	}
	return p, cmd
}

// KeyBinds implements huh.Field.
func (p *picker) KeyBinds() []key.Binding {
	return append([]key.Binding{p.keys.up, p.keys.take}, p.Input.KeyBinds()...)
}

// label is what was taken, as people call it.
func (p *picker) label() string {
	var labels []string
	for _, c := range p.taken {
		labels = append(labels, c.Label)
	}
	return strings.Join(labels, ", ")
}

// view shows what was taken, the words that are typed, and the choices, in so many lines.
func (p *picker) view(s *term.Screen, lines int) string {
	var b strings.Builder
	if p.several && len(p.taken) > 0 || len(p.made) > 0 { // what is to be made is not among the choices
		b.WriteString(s.Wrap(p.label(), "") + "\n")
	}
	b.WriteString(p.View())
	list := p.found()
	shown := min(len(list), max(lines, 1))
	from := max(0, min(p.mark-shown+1, len(list)-shown))
	for i, c := range list[from : from+shown] {
		sign, paint := "  ", func(text string) string { return text }
		if p.has(c.Value) {
			sign = s.Glyph("✓", "x") + " "
		}
		lead := "  "
		if from+i == p.mark {
			lead, paint = s.Glyph("›", ">")+" ", s.Accent
		}
		b.WriteString("\n" + lead + sign + paint(s.Truncate(term.Clean(c.Label), s.Width()-5)))
	}
	if hidden := len(list) - shown; hidden > 0 {
		b.WriteString("\n    " + s.Dim(s.Truncate(p.say.Say("form-more", "n", hidden), s.Width()-5)))
	}
	if len(list) == 0 && p.typed != "" {
		none := p.say.Say("form-plain-none", "text", p.typed)
		b.WriteString("\n    " + s.Dim(s.Truncate(none, s.Width()-5)))
	}
	return b.String()
}
