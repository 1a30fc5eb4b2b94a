package form

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// Ask asks line by line, for a terminal that draws nothing or somebody who has the screen read out. It begins with
// what is given, and returns what was answered also when it returns ErrLeft.
func (f *Form) Ask(ctx context.Context, in io.Reader, out io.Writer, given Answers) (Answers, error) {
	a := &asking{model: newModel(f, given), ctx: ctx, out: out, lines: make(chan string)}
	go func() { // a read cannot be called off
		defer close(a.lines)
		lines := bufio.NewScanner(in)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			a.lines <- lines.Text()
		}
	}()
	ok := a.step(a.first) && (len(a.rest) == 0 || a.more())
	for ok {
		err := a.whole()
		if err == nil {
			return a.answers(), nil
		}
		a.say(a.complaint(err))
		ok = a.step(a.first) && a.step(a.rest)
	}
	if ctx.Err() != nil {
		return a.answers(), ctx.Err()
	}
	return a.answers(), ErrLeft
}

// asking is a form line by line.
type asking struct {
	*model
	ctx   context.Context
	out   io.Writer
	lines chan string
}

func (a *asking) say(text string) { fmt.Fprintln(a.out, a.screen.Wrap(text, "")) }

// read waits for a line; ok is false when there is none any more.
func (a *asking) read(prompt string) (line string, ok bool) {
	a.Keep(a.answers())
	fmt.Fprint(a.out, prompt+" ")
	select {
	case <-a.ctx.Done():
	case line, ok = <-a.lines:
	}
	if !ok {
		fmt.Fprintln(a.out)
	}
	return strings.ToValidUTF8(strings.TrimSpace(line), "\ufffd"), ok
}

// more asks whether to go on with what may be left out.
func (a *asking) more() bool {
	a.say(a.Say.Say("form-plain-more", "fields", a.namesOfRest()))
	line, ok := a.read(a.Say.Say("yes-no"))
	if !ok || !lang.IsYes(words.Fold(line)) {
		return ok
	}
	return a.step(a.rest)
}

// step asks some questions, each until its answer can stay.
func (a *asking) step(questions []*question) bool {
	for _, q := range questions {
		fmt.Fprintln(a.out)
		a.say(capital(a.Label(q.field)))
		a.say(a.about(q))
		for {
			ok := a.once(q)
			if !ok {
				return false
			}
			err := a.wrong(q)
			if err == nil {
				break
			}
			a.say(a.complaint(err))
		}
	}
	return true
}

// once asks one question once. An empty line leaves it as it is.
func (a *asking) once(q *question) bool {
	if q.picker != nil {
		return a.pick(q.picker)
	}
	if now := strings.TrimSpace(q.text); now != "" {
		a.say(a.Say.Say("form-plain-now", "value", now))
	}
	line, ok := a.read(">")
	if !ok || line == "" {
		return ok
	}
	q.text = line
	for ok && !a.oneLine(q.field) { // until an empty line
		if line, ok = a.read(">"); line == "" {
			break
		}
		q.text += "\n" + line
	}
	return ok
}

// pick takes numbers or names, separated by commas where several may be taken.
func (a *asking) pick(p *picker) bool {
	if now := p.label(); now != "" {
		a.say(a.Say.Say("form-plain-now", "value", now))
	}
	choices := p.choices()
	for i, c := range choices[:min(len(choices), maxListed)] {
		a.say(fmt.Sprintf("%3d  %s", i+1, words.Printable(c.Label)))
	}
	if hidden := len(choices) - maxListed; hidden > 0 {
		a.say(a.Say.Say("form-more", "n", hidden))
	}
	line, ok := a.read(">")
	if !ok || line == "" {
		return ok
	}
	parts := []string{line}
	if p.several {
		parts = strings.Split(line, ",")
	}
	p.set(nil)
	for _, part := range filled(parts) {
		c, ok := a.meant(p, part)
		if !ok {
			return true // asked again where it is required
		}
		p.take(c)
	}
	return true
}

// maxListed is how many choices are read out; the others are answered by their names.
const maxListed = 20

// meant is the choice that somebody means by a number, a name or words of it.
func (a *asking) meant(p *picker, answer string) (choice, bool) {
	if n, err := strconv.Atoi(answer); err == nil && n > 0 && n <= min(len(p.choices()), maxListed) {
		return p.choices()[n-1], true
	}
	p.typed = answer
	defer func() { p.typed = "" }()
	var there, offers []choice
	for _, c := range p.found() {
		switch {
		case c.made:
			offers = append(offers, c)
		case c.label == words.Fold(answer) || c.Value == answer:
			return c, true
		default:
			there = append(there, c)
		}
	}
	if len(there) == 1 {
		a.say("= " + words.Printable(there[0].Label))
		return there[0], true
	}
	for _, c := range there[:min(len(there), maxListed)] {
		a.say("     " + words.Printable(c.Label))
	}
	if len(there) > 0 {
		a.say(a.Say.Say("form-plain-which"))
		return choice{}, false
	}
	for _, c := range offers {
		line, ok := a.read(strings.TrimPrefix(c.Label, "+ ") + " ? " + a.Say.Say("yes-no"))
		if ok && lang.IsYes(words.Fold(line)) {
			c.Label = c.Value
			return c, true
		}
	}
	a.say(a.Say.Say("form-plain-none", "text", answer))
	return choice{}, false
}
