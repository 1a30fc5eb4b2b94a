package capture

import (
	"errors"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/draft"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/story"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// resolved is a mark and what it means.
type resolved struct {
	mark
	value   string // as it is written; "" when it names nothing
	unknown *draft.Unknown
	why     diag.Message // it names nothing
}

// resolve finds what marks mean: an item by its id or name, or by some words of its name where no other has
// them; a value by its word or label.
func (w *work) resolve(marks []mark) []resolved {
	var list []resolved
	for _, m := range marks {
		list = append(list, w.meaning(m))
	}
	return list
}

func (w *work) meaning(m mark) resolved {
	r := resolved{mark: m}
	entry := m.field.Entry()
	if len(entry.Enum) > 0 {
		if value := entry.Canonical(m.text); slices.Contains(entry.Enum, value) {
			r.value = value
			return r
		}
		r.why = diag.Msg("capture-no-value", "mark", m.String(), "values", entry.Enum)
		return r
	}
	value, err := w.refer(entry, m.text, false)
	if err == nil {
		r.value = value
		return r
	}
	if some := w.known().byWord(entry.Refs[0], m.text); len(some) == 1 {
		r.value = some[0].id
		return r
	}
	if errors.As(err, &r.unknown) && w.options.Create && r.unknown.Makeable {
		if r.value, err = w.refer(entry, m.text, true); err == nil {
			return r
		}
	}
	r.why = why(err)
	return r
}

// refer finds what a text means in a field that refers to items, and makes it where that is asked.
func (w *work) refer(entry *kind.Field, text string, create bool) (string, error) {
	got, err := w.desk.Assign(draft.Request{Kind: w.story, Create: create}, draft.Assignment{Field: entry, Text: text})
	if err != nil {
		return "", err
	}
	if len(got.Made) > 0 {
		item := w.answer.Item
		w.make(got.Made)
		w.answer.Item = item
	}
	w.requires = append(w.requires, got.Refers...)
	id, _ := got.Value.(string)
	return id, nil
}

// linkMarks links an item that is there to what marks mean.
func (w *work) linkMarks(path string, list []resolved) error {
	for _, m := range list {
		if m.value == "" {
			continue
		}
		if err := w.link(path, m.field, m.value); err != nil {
			return err
		}
	}
	return w.afterwards(path, w.line, list)
}

// mark links the need above to what a line says that is nothing but marks.
func (w *work) mark(marks []mark) Answer {
	above := w.above()
	if above == nil {
		return w.noted(w.line, diag.Msg("capture-no-need-above", "kind", w.story.Term()))
	}
	w.answer.What, w.answer.Item = Linked, above
	if err := w.linkMarks(above.Path, w.resolve(marks)); err != nil {
		return w.refused(err)
	}
	return w.finish()
}

// afterwards sees to the marks that name nothing, once the item is safe: somebody is asked, or the interview
// notes what the sentence does not say.
func (w *work) afterwards(path, said string, list []resolved) error {
	for _, m := range list {
		if m.value != "" {
			continue
		}
		note := ""
		if !m.stays {
			note = m.String() + " · " + said
		}
		if w.options.Asks && m.unknown != nil && m.unknown.Makeable {
			q := Question{Line: w.number, Text: m.text, Kind: m.field.Entry().Refs[0], Path: path, Field: m.field.Name, Note: note, Whole: w.line}
			if len(m.unknown.Near) > 0 {
				q.Near, q.Name = m.unknown.Near[0], m.unknown.Name
			}
			w.step.Open = append(w.step.Open, q)
			continue
		}
		w.hint(m.why)
		if note != "" {
			if err := w.note(note); err != nil {
				return err
			}
		}
	}
	return nil
}

const mostHints = 2 // more is not read while somebody speaks

func (w *work) hint(m diag.Message) {
	if len(w.answer.Hints) < mostHints && !m.IsZero() {
		w.answer.Hints = append(w.answer.Hints, m)
	}
}

// recognize looks for items that the words of the last item name and that it is not linked to yet.
func (w *work) recognize() {
	w.step.Found = nil
	above := w.above()
	if above == nil {
		return
	}
	for _, it := range w.known().namedIn(above.Text("want") + " " + above.Text("benefit")) {
		i := slices.IndexFunc(w.about, func(f *kind.Field) bool { return f.Items.Holds(it.kind.Name) })
		if i < 0 {
			continue
		}
		f := w.about[i]
		if v := above.Value(f.Name); v != nil && slices.Contains(v.List, it.id) {
			continue
		}
		w.answer.Found = append(w.answer.Found, Found{f, it.kind, it.id, it.name})
		w.step.Found = append(w.step.Found, it.kind.Name+"/"+it.id)
	}
}

// accept links the last item to what was recognized in it.
func (w *work) accept() Answer {
	if len(w.step.Found) == 0 || w.step.Last == "" {
		return w.refused(diag.Fail("capture-nothing-to-accept"))
	}
	for _, key := range w.step.Found {
		of, id, _ := strings.Cut(key, "/")
		i := slices.IndexFunc(w.about, func(f *kind.Field) bool { return f.Items.Holds(of) })
		if i < 0 {
			continue
		}
		if err := w.link(w.step.Last, w.about[i], id); err != nil {
			return w.refused(err)
		}
		w.requires = append(w.requires, canvas.PathOf(w.kinds.Named(of), id))
	}
	w.step.Found = nil
	w.answer.What = Linked
	return w.finish()
}

// weigh says what could be better about a new need.
func (w *work) weigh(s story.Story) {
	if like := w.wishes().like(w.answer.Item, w.role.Name); like != nil {
		w.hint(diag.Msg("capture-alike", "name", like.Name(), "id", like.ID))
	}
	for _, h := range story.Hints(story.Story{Want: s.Want, Benefit: s.Benefit}) { // the role is said once, not for each need
		if !h.Perhaps {
			w.hint(h.Message)
		}
	}
	if s.Benefit == "" {
		w.hint(diag.Msg("capture-no-benefit"))
	}
}

// How a question is answered.
type answered int

const (
	unanswered answered = iota // by a line that is about something else
	agreed
	create
	declined
)

// answerTo reads the answer to a question.
func answerTo(line string) answered {
	switch words.Fold(strings.TrimSpace(line)) {
	case "", "o", "oui", "y", "yes", "/oui", "/yes":
		return agreed
	case "c", "+":
		return create
	case "n", "no", "non":
		return declined
	}
	return unanswered
}

// GoesOn tells whether a line that is no answer agrees to what is asked: whoever goes on speaking after they said
// as whom, or in whose name they wish something, means it. A mark is left, and a name that is said again.
func (e *Engine) GoesOn(line string) bool {
	q := e.Asking()
	if q == nil || q.Path != "" || answerTo(line) != unanswered {
		return false
	}
	asked, _, _ := commandIn(strings.TrimSpace(q.Whole))
	again, _, _ := commandIn(strings.TrimSpace(line))
	return asked == "" || asked != again
}

// settle does what an answer says.
func (w *work) settle(q Question, how answered) Answer {
	w.step.Open = slices.Clone(w.now().Open[1:])
	if q.Path == "" {
		w.step.Lines = append(w.step.Lines, q.Line)
		w.line = q.Whole
		w.step.Said = q.Whole
		switch {
		case how == declined && isCommand(q.Whole):
			w.answer.What = Nothing
			return w.finish()
		case how == declined:
			return w.noted(q.Whole, diag.Msg("capture-declined", "text", q.Text))
		}
		w.answers[q.Text] = ""
		if how == agreed {
			w.answers[q.Text] = q.Near
		}
		return w.take(q.Whole)
	}
	if how == declined {
		return w.decline(q)
	}
	k, _, _ := change.Locate(w.kinds, q.Path)
	f := k.Field(q.Field)
	value, err := q.Near, error(nil)
	if how == create || value == "" {
		value, err = w.refer(f.Entry(), q.Text, true)
	}
	if err == nil {
		err = w.link(q.Path, f, value)
	}
	if err != nil {
		return w.refused(err)
	}
	w.answer.What = Linked
	return w.finish()
}

// decline leaves what a mark says as words.
func (w *work) decline(q Question) Answer {
	w.answer.What = Nothing
	if q.Note != "" {
		w.answer.What = Noted
		if err := w.note(q.Note); err != nil {
			return w.refused(err)
		}
	}
	return w.finish()
}

// leaveOpen takes a line that is no answer for a no to all that was asked: what was said is kept.
func (w *work) leaveOpen() error {
	for _, q := range w.now().Open {
		note := q.Note
		if q.Path == "" {
			w.step.Lines = append(w.step.Lines, q.Line)
			if note = q.Whole; isCommand(q.Whole) {
				note = ""
			}
		}
		if note == "" {
			continue
		}
		if err := w.note(note); err != nil {
			return err
		}
	}
	return nil
}

// Finish ends the session: what was asked and not answered is kept as it was said. An interview in which
// nothing was said is taken away again.
func (e *Engine) Finish() Answer {
	w := e.begin("", 0)
	w.step.Lines = nil
	if err := w.leaveOpen(); err != nil {
		return w.lost(err)
	}
	files := e.Files()
	it, err := w.itself()
	if err == nil && len(files) == 1 && len(w.step.Edits) == 0 && it.Text(w.notes.Name) == "" {
		// What somebody else has put there since stays.
		if data, err := w.text(e.path); err == nil && data != nil && same(data, files[0].After) {
			w.write(e.path, data, nil)
		}
	}
	return w.finish()
}
