package main

import (
	"os"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/capture"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/lineedit"
	"github.com/canevas-systemique/canvas/pkg/term"
)

// asked is what a line is asked for with.
type asked struct {
	text     func() string // in front of the line
	complete func(line string, at int) capture.Completion
	line     string // that is there to be corrected
	passing  bool   // an answer, not worth being recalled
}

// openEditor takes the terminal over, so that lines can be corrected and completed. Where that cannot be, or
// is not wanted, they are read as the terminal sends them.
func (t *taking) openEditor() {
	in, isFile := t.stdin.(*os.File)
	out, isTerminal := t.stderr.(*os.File)
	if !isFile || !isTerminal || !t.talk.Obeys(os.Getenv) {
		return
	}
	if editor, err := lineedit.Open(in, out, t.talk.Width()); err == nil {
		t.editor = editor
	}
}

// closeEditor gives the terminal back.
func (t *taking) closeEditor() {
	if t.editor != nil {
		t.editor.Close()
	}
}

// typed waits for a line that somebody types. What was typed of one that is not ended is left.
func (t *taking) typed(a asked) (line string, ok bool) {
	p := lineedit.Prompt{
		Text: func(columns int) string {
			t.screen.Fit(columns)
			t.talk.Fit(columns)
			return a.text()
		},
		Line: a.line, List: t.choices, Passing: a.passing,
	}
	if a.complete != nil {
		p.Complete = func(line string, at int) lineedit.Completion { return t.offered(a.complete(line, at)) }
	}
	if line, ok = t.editor.Next(t.listening, p); !ok && !a.passing {
		t.left = line
	}
	return line, ok
}

// offered names what a line may become as people call it.
func (t *taking) offered(c capture.Completion) lineedit.Completion {
	offered := lineedit.Completion{From: c.From}
	for _, candidate := range c.Candidates {
		shown := lineedit.Candidate{Text: candidate.Text, Name: strings.TrimSpace(candidate.Text)}
		switch {
		case candidate.Item != nil:
			shown.Name, shown.Note = candidate.Item.Name(), candidate.Item.ID
		case candidate.Term != (diag.Term{}):
			shown.Note = t.say.Term(candidate.Term)
		}
		offered.Candidates = append(offered.Candidates, shown)
	}
	return offered
}

// choices lists what a line may become, names before ids. Of a long list that part is shown in which something
// was chosen.
func (t *taking) choices(list []lineedit.Candidate, chosen, columns, rows int) []string {
	first, last := 0, len(list)
	if len(list) > rows && rows > 1 {
		rows--
		first = min(max(0, chosen-rows+1), len(list)-rows)
		last = first + rows
	}
	widest := 0
	for _, c := range list[first:last] {
		widest = max(widest, term.Width(term.Clean(c.Name)))
	}
	widest = min(widest, max(8, columns/2))
	var lines []string
	for i, c := range list[first:last] {
		lead, style := "    ", func(text string) string { return text }
		if first+i == chosen {
			lead, style = "  "+t.talk.Glyph("›", ">")+" ", t.talk.Accent
		}
		name := t.talk.Truncate(term.Clean(c.Name), columns-len("    ")-1)
		room := columns - len("    ") - max(widest, term.Width(name)) - len("  ") - 1
		if note := t.talk.Truncate(term.Clean(c.Note), room); note != "" && room >= 8 {
			name = style(name) + strings.Repeat(" ", max(0, widest-term.Width(name))+2) + t.talk.Dim(note)
		} else {
			name = style(name)
		}
		lines = append(lines, lead+name)
	}
	if n := len(list) - (last - first); n > 0 {
		lines = append(lines, "    "+t.talk.Dim(t.talk.Truncate(t.say.Say("capture-more", "n", n), columns-5)))
	}
	return lines
}

// keepLeft keeps what was typed of a line when the session ended: it may be half a sentence, and is a note.
func (t *taking) keepLeft() {
	left := strings.TrimSpace(t.left)
	if left == "" || strings.HasPrefix(left, "/") || t.engine.Asking() != nil {
		return
	}
	t.take(t.engine.AsNote(left))
}

// completeName completes the answer to who somebody is.
func (t *taking) completeName(f *kind.Field) func(string, int) capture.Completion {
	if f == nil {
		return nil
	}
	return func(line string, at int) capture.Completion { return t.engine.CompleteName(f, line, at) }
}
