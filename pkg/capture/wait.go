package capture

import (
	"cmp"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/refactor"
	"github.com/canevas-systemique/canvas/pkg/source"
)

// What a line is taken for can be wrong, and who wishes may be said after the wish. A wish of nobody is a note until
// a role speaks; /wish and /note turn the last note into a need, and the last need into a note.

// noRole is the reason why a wish waits.
const noRole = "capture-no-role"

// fulfil makes needs of the wishes that waited until a role speaks. One of which none can be made stays a note.
func (w *work) fulfil() error {
	for _, s := range w.steps {
		for _, note := range s.Notes {
			if !s.Waits || !w.isNoted(note) {
				continue
			}
			text, marks := cutMarks(bullets(note), w.marks)
			wish, reason := w.wish(text)
			if !reason.IsZero() || wish.Want == "" {
				continue
			}
			resolved := w.resolve(marks)
			items, err := w.draft(wish, resolved)
			if err != nil {
				continue
			}
			w.taken = note
			if err := w.need(items, resolved); err != nil {
				return err
			}
			w.answer.Implied = append(w.answer.Implied, w.answer.Item)
			w.answer.Item = nil
		}
	}
	return nil
}

// asWish makes a need of some words, or else of the last note.
func (w *work) asWish(words string) Answer {
	if words == "" {
		if words = w.lastNote(); words == "" {
			return w.refused(diag.Fail("capture-nothing-noted"))
		}
		w.taken, w.step.Said = words, words
	}
	w.isWish = true
	text, marks := cutMarks(bullets(words), w.marks)
	if _, reason := w.wish(text); !reason.IsZero() && w.taken != "" {
		return Answer{What: Refused, Why: reason}
	}
	return w.sentence(text, marks)
}

// asNote makes a note of some words, or else of what was said to make the last need, which is taken away.
func (w *work) asNote(words string) Answer {
	if words != "" {
		return w.noted(words, diag.Message{})
	}
	above := w.above()
	i := slices.IndexFunc(w.steps, func(s Step) bool { return above != nil && slices.Contains(s.Made, above.Path) })
	if i < 0 {
		return w.refused(diag.Fail("capture-no-need-above", "kind", w.story.Term()))
	}
	data, err := w.text(above.Path)
	if err != nil {
		return w.refused(err)
	}
	if !slices.ContainsFunc(w.steps[i].Edits, func(e refactor.Edit) bool { return e.Path == above.Path && same(data, e.After) }) {
		return w.refused(diag.Fail("capture-grown", "name", above.Name())) // more was said of it than that line
	}
	w.write(above.Path, data, nil)
	w.desk.Forget([]string{above.Path})
	w.forget([]string{above.Path})
	w.step.Last = ""
	return w.noted(cmp.Or(w.steps[i].Words[above.Path], w.steps[i].Said), diag.Message{})
}

// lastNote is what the session noted last and the interview still notes.
func (w *work) lastNote() string {
	for _, s := range slices.Backward(w.steps) {
		for _, note := range slices.Backward(s.Notes) {
			if w.isNoted(note) {
				return note
			}
		}
	}
	return ""
}

func (w *work) isNoted(note string) bool {
	it, err := w.itself()
	return err == nil && slices.Contains(strings.Split(it.Text(w.notes.Name), "\n"), note)
}

// unnote takes the note out of the interview that became something else.
func (w *work) unnote(note string) error {
	return w.change(w.path, func(file *source.File, order source.Order) (*source.File, error) {
		_, old := file.Root.Get(w.notes.Name)
		if old == nil {
			return file, nil
		}
		lines := strings.Split(strings.TrimRight(old.Value, "\n"), "\n")
		for i, line := range slices.Backward(lines) {
			if line == note {
				lines = slices.Delete(lines, i, i+1)
				break
			}
		}
		if len(lines) == 0 {
			return file.Delete(pathOf(w.notes))
		}
		text := strings.Join(lines, "\n")
		if len(lines) > 1 {
			text += "\n"
		}
		return file.Set(pathOf(w.notes), text, order)
	})
}

// Noted is what the session noted and nothing has been made of since.
func (e *Engine) Noted() []string {
	left := map[string]int{}
	for _, f := range e.Files() {
		if f.Path == e.path && f.After != nil {
			for line := range strings.SplitSeq(asItem(e.interview, "", f.After).Text(e.notes.Name), "\n") {
				left[line]++
			}
		}
	}
	notes := []string{}
	for _, s := range e.Steps() {
		for _, note := range s.Notes {
			if left[note]--; left[note] >= 0 {
				notes = append(notes, note)
			}
		}
	}
	return notes
}
