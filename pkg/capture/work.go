package capture

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/draft"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/refactor"
	"github.com/canevas-systemique/canvas/pkg/source"
)

// work is what one line leads to, as long as it is not finished.
type work struct {
	*Engine
	line     string
	number   int
	step     Step
	answer   Answer
	answers  map[string]string // what was said about references that name nothing
	requires []string
	isWish   bool   // the line says that it is one
	taken    string // the note that the next need is made of
	begun    string // of which item the line may be all words, corrected
}

// begin starts the work of a line from what is in force.
func (e *Engine) begin(line string, number int) *work {
	now := e.now()
	e.before = slices.Clone(e.steps)
	begun := e.begun
	e.begun = ""
	return &work{
		Engine: e, line: line, number: number, answers: map[string]string{}, begun: begun,
		step: Step{Lines: []int{number}, Said: line, Role: now.Role, Person: now.Person, Last: now.Last, Found: now.Found},
	}
}

// finish makes a Step of the work when it changes something, and it is in force then.
func (w *work) finish() Answer {
	changed := len(w.step.Edits) > 0 || w.step.Role != w.now().Role || w.step.Person != w.now().Person
	if changed || len(w.step.Open) > 0 || len(w.now().Open) > 0 {
		w.keep(w.step)
		w.answer.Step = &w.step
	}
	w.answer.Notes = w.step.Notes
	w.answer.Requires = w.requires
	if len(w.step.Open) > 0 {
		w.answer.Ask = &w.step.Open[0]
	}
	return w.answer
}

// text is what a file holds by now; nil is no file.
func (w *work) text(path string) ([]byte, error) {
	if i := w.edit(path); i >= 0 {
		return w.step.Edits[i].After, nil
	}
	data, err := fs.ReadFile(w.fsys, path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, diag.Fail("cannot-read", "path", path).Because(err)
	}
	return append([]byte{}, data...), nil
}

func (w *work) edit(path string) int {
	return slices.IndexFunc(w.step.Edits, func(e refactor.Edit) bool { return e.Path == path })
}

// write has a file hold something else; nil takes it away.
func (w *work) write(path string, before, after []byte) {
	if i := w.edit(path); i >= 0 {
		w.step.Edits[i].After = after
		return
	}
	if same(before, after) {
		return
	}
	w.step.Edits = append(w.step.Edits, refactor.Edit{Path: path, Before: before, After: after})
}

// make writes new items. The last of them is what the line says, the others are implied.
func (w *work) make(items []*draft.Item) {
	for i, it := range items {
		w.write(it.Path, nil, it.Data)
		w.step.Made = append(w.step.Made, it.Path)
		made := asItem(it.Kind, it.ID, it.Data)
		w.learn(made)
		if i < len(items)-1 || it.Implied {
			w.answer.Implied = append(w.answer.Implied, made)
		} else {
			w.answer.Item = made
		}
		w.requires = append(w.requires, it.Refers...)
	}
}

func asItem(k *kind.Kind, id string, data []byte) *canvas.Item {
	it := &canvas.Item{Kind: k, ID: id, Path: canvas.PathOf(k, id)}
	f, _ := source.Parse(it.Path, data)
	it.Content, _ = k.Read(f)
	return it
}

// change edits the file of an item. What it then says wrongly, and did not before, refuses the edit.
func (w *work) change(path string, edit func(*source.File, source.Order) (*source.File, error)) error {
	k, id, ok := change.Locate(w.kinds, path)
	data, err := w.text(path)
	switch {
	case err != nil:
		return err
	case ok && data == nil && path == w.path: // somebody took the interview away, and it goes on
		data = w.steps[0].Edits[0].After
		w.write(path, nil, data)
	case !ok || data == nil:
		return diag.Fail("capture-gone", "path", path)
	}
	before, findings := source.Parse(path, data)
	if before.Root == nil && len(findings) > 0 {
		return &diag.Failure{Message: findings[0].Message}
	}
	after, err := edit(before, k.Order)
	if err != nil {
		return err
	}
	if wrong := firstWrong(k, after); wrong != nil && firstWrong(k, before) == nil {
		return &diag.Failure{Message: wrong.Message}
	}
	w.write(path, data, after.Data)
	if path != w.path {
		w.answer.Item = asItem(k, id, after.Data)
	}
	return nil
}

func firstWrong(k *kind.Kind, f *source.File) *diag.Finding {
	_, findings := k.Read(f)
	if i := slices.IndexFunc(findings, func(f diag.Finding) bool { return f.Severity == diag.Error }); i >= 0 {
		return &findings[i]
	}
	return nil
}

// set writes a field of an item.
func (w *work) set(path string, f *kind.Field, value any) error {
	return w.change(path, func(file *source.File, order source.Order) (*source.File, error) {
		return file.Set(pathOf(f), value, order)
	})
}

// link writes a reference, or a word of an enumeration, into a field of an item; a list gets one more.
func (w *work) link(path string, f *kind.Field, value string) error {
	if f.Type != kind.List {
		return w.set(path, f, value)
	}
	return w.change(path, func(file *source.File, order source.Order) (*source.File, error) {
		if _, list := file.Root.Get(f.Name); list != nil {
			for _, entry := range list.Children {
				if entry.Value == value {
					return file, nil
				}
			}
		}
		return file.Append(pathOf(f), value, order)
	})
}

func pathOf(f *kind.Field) source.Path { return source.Path{{Key: f.Name}} }

// note adds to what the interview notes.
func (w *work) note(text string) error {
	err := w.change(w.path, func(file *source.File, order source.Order) (*source.File, error) {
		if _, old := file.Root.Get(w.notes.Name); old != nil && strings.TrimSpace(old.Value) != "" {
			return file.Set(pathOf(w.notes), strings.TrimRight(old.Value, "\n")+"\n"+text+"\n", order)
		}
		return file.Set(pathOf(w.notes), text, order)
	})
	if err == nil {
		w.step.Notes = append(w.step.Notes, text)
	}
	return err
}

// hear notes in the interview from which role somebody spoke, or who was there.
func (w *work) hear(f *kind.Field, id string) error {
	if f == nil || id == "" {
		return nil
	}
	return w.link(w.path, f, id)
}

// noted ends a line as a note, with the reason why it is nothing else.
func (w *work) noted(text string, why diag.Message) Answer {
	w.answer.What, w.answer.Why = Noted, why
	if err := w.note(text); err != nil {
		return w.refused(err)
	}
	return w.finish()
}

// refused ends a line of which nothing is kept in the canvas.
func (w *work) refused(err error) Answer {
	w.desk.Forget(w.step.Made)
	w.forget(w.step.Made)
	return Answer{What: Refused, Why: why(err)}
}

// lost ends a line that says something of which nothing can be kept in the canvas.
func (w *work) lost(err error) Answer {
	a := w.refused(err)
	a.Lost = true
	return a
}

// why is the reason that an error gives.
func why(err error) diag.Message {
	var failure *diag.Failure
	if errors.As(err, &failure) {
		return failure.Message
	}
	return diag.Msg("capture-error", "why", err.Error())
}
