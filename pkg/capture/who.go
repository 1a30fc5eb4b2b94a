package capture

import (
	"errors"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/draft"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// speak has a role speak from now on.
func (w *work) speak(text string) Answer {
	id, err := w.whoIs(w.role, text)
	if err != nil {
		return w.unknown(err)
	}
	w.step.Role = id
	if err := w.hear(w.roles, id); err != nil {
		return w.refused(err)
	}
	w.answer.What, w.answer.Text = Role, w.calledNow(w.role, id)
	if w.now().Role == "" {
		if err := w.fulfil(); err != nil {
			return w.refused(err)
		}
	}
	return w.finish()
}

func (w *work) setRole(text string) Answer {
	if text == "" {
		w.answer.What, w.answer.Text = Role, w.nameOf(w.role, w.step.Role)
		return w.finish()
	}
	return w.speak(text)
}

func (w *work) setPerson(text string) Answer {
	f := w.personSource
	switch {
	case f == nil:
		return w.refused(diag.Fail("capture-no-person"))
	case text == "":
		w.answer.What, w.answer.Text = Person, w.nameOf(f, w.step.Person)
		return w.finish()
	}
	id, err := w.whoIs(f, text)
	if err != nil {
		return w.unknown(err)
	}
	w.step.Person = id
	if err := w.hear(w.persons, id); err != nil {
		return w.refused(err)
	}
	w.answer.What, w.answer.Text = Person, w.calledNow(f, id)
	return w.finish()
}

// whoIs finds the item of a role or a person, or makes it when somebody said so.
func (w *work) whoIs(f *kind.Field, text string) (string, error) {
	if ref, said := w.answers[text]; said && ref != "" {
		text = ref
	} else if said {
		return w.refer(f, text, true)
	}
	id, err := w.refer(f, text, false)
	var unknown *draft.Unknown
	if !errors.As(err, &unknown) {
		return id, err
	}
	switch some := w.partlyNamed(unknown.Kinds[0], text); {
	case len(some) == 1:
		return w.refer(f, some[0].ID, false)
	case len(some) > 1:
		unknown.Name, unknown.Near = some[0].Name(), nil
		for _, it := range some {
			unknown.Near = append(unknown.Near, it.ID)
		}
		return "", unknown
	case w.options.Create:
		return w.refer(f, text, true)
	}
	return "", err
}

// partlyNamed are the items of a kind whose name has several parts, and in it the words of a text: «Josiane».
func (w *work) partlyNamed(k *kind.Kind, text string) (found []*canvas.Item) {
	if len(k.Named) < 2 {
		return nil // a role of fewer words is another role
	}
	c, err := canvas.Load(w.ctx, w.fsys, w.kinds, k)
	if err != nil {
		return nil
	}
	wanted := strings.Fields(words.Fold(text))
	for _, it := range c.OfKind(k) {
		name := strings.Fields(words.Fold(it.Name()))
		isOther := func(word string) bool { return !slices.Contains(name, word) }
		if len(wanted) > 0 && !slices.ContainsFunc(wanted, isOther) {
			found = append(found, it)
		}
	}
	return found
}

// unknown asks about what is not there, or makes a note of the line.
func (w *work) unknown(err error) Answer {
	var unknown *draft.Unknown
	if errors.As(err, &unknown) && unknown.Makeable && w.options.Asks {
		return w.ask(unknown)
	}
	if isCommand(w.line) {
		a := w.refused(err)
		a.Near = near(err)
		return a
	}
	w.answer.Near = near(err)
	return w.noted(w.line, why(err))
}

// calledNow is the name of an item that may have been made a moment ago.
func (w *work) calledNow(f *kind.Field, id string) string {
	k := w.kinds.Named(f.Entry().Refs[0])
	if i := w.edit(canvas.PathOf(k, id)); i >= 0 {
		return asItem(k, id, w.step.Edits[i].After).Name()
	}
	return w.nameOf(f, id)
}
