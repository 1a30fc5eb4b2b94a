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
	"github.com/canevas-systemique/canvas/pkg/refactor"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// commands are what may stand after a slash: the name, and other words for it.
var commands = [][]string{
	{"role", "rôle"},
	{"person", "personne", "qui"},
	{"yes", "oui", "y", "o", "ok"},
	{"undo", "annuler", "annule"},
	{"edit", "corriger", "modifier"},
	{"last", "dernier", "dernière"},
	{"list", "liste"},
	{"help", "aide", "?", "h"},
	{"quit", "quitter", "q", "fin", "exit"},
}

// Commands are the words after a slash, by their name.
func Commands() [][]string { return commands }

// isCommand tells whether a line is a command.
func isCommand(line string) bool { _, _, ok := commandIn(strings.TrimSpace(line)); return ok }

// commandIn reads a command: a slash and one word, then its argument. The name of an unknown one is as it
// was typed; with more words after it, it is none.
func commandIn(text string) (name, argument string, ok bool) {
	rest, found := strings.CutPrefix(text, "/")
	word, argument, _ := strings.Cut(rest, " ")
	if !found || word == "" {
		return "", "", false
	}
	argument = strings.TrimSpace(argument)
	for _, names := range commands {
		if slices.ContainsFunc(names, func(n string) bool { return words.Fold(n) == words.Fold(word) }) {
			return names[0], argument, true
		}
	}
	return word, argument, argument == ""
}

// command does what a command says.
func (w *work) command(name, argument string) Answer {
	switch name {
	case "role":
		return w.setRole(argument)
	case "person":
		return w.setPerson(argument)
	case "yes":
		return w.accept()
	case "undo":
		return w.undo()
	case "edit":
		return w.correct(argument)
	case "last":
		return w.show(Last)
	case "list":
		return w.show(List)
	case "help":
		return w.show(Help)
	case "quit":
		return w.show(Quit)
	}
	var known []string
	for _, names := range commands {
		known = append(known, names...)
	}
	var close []string
	for _, c := range words.Nearest(name, known) {
		close = append(close, "/"+c)
	}
	return Answer{What: Refused, Why: diag.Msg("capture-unknown-command", "command", "/"+name), Near: close}
}

// show answers with what is there.
func (w *work) show(what What) Answer {
	w.answer.What = what
	if w.answer.Item = w.above(); what != Last {
		w.answer.Item = nil
	}
	return w.finish()
}

// speak has a role speak from now on.
func (w *work) speak(text string) Answer {
	id, err := w.whoIs(w.role, text)
	if err != nil {
		return w.notWho(err)
	}
	w.step.Role = id
	if err := w.hear(w.roles, id); err != nil {
		return w.refused(err)
	}
	w.answer.What, w.answer.Text = Role, w.calledNow(w.role, id)
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
		return w.notWho(err)
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
	return w.refer(f, text, w.options.Create)
}

// notWho asks about a role or a person that is not there.
func (w *work) notWho(err error) Answer {
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

// undo takes back the line before, with what was only asked or answered since.
func (w *work) undo() Answer {
	all := w.steps
	n := 1
	for n < len(all) && len(all[len(all)-n].Edits) == 0 {
		n++
	}
	if n >= len(all) {
		return w.refused(diag.Fail("capture-nothing-to-undo"))
	}
	last := all[len(all)-n]
	var made []string
	for _, e := range slices.Backward(last.Edits) {
		now, err := w.text(e.Path)
		if err != nil {
			return w.refused(err)
		}
		if !same(now, e.After) {
			return Answer{What: Refused, Why: diag.Msg("capture-changed-since", "path", e.Path)}
		}
		w.step.Edits = append(w.step.Edits, refactor.Edit{Path: e.Path, Before: e.After, After: e.Before})
		if e.Before == nil {
			made = append(made, e.Path)
		}
	}
	w.step.Undo = n
	w.desk.Forget(made)
	w.known().forget(func(path string) bool { return slices.Contains(made, path) })
	w.answer.What, w.answer.Text = Undone, last.Said
	return w.finish()
}

func same(a, b []byte) bool { return (a == nil) == (b == nil) && string(a) == string(b) }

// correct says the last need in other words. Its id stays.
func (w *work) correct(text string) Answer {
	above := w.above()
	switch {
	case above == nil:
		return w.refused(diag.Fail("capture-no-need-above", "kind", w.story.Term()))
	case text == "":
		return w.refused(diag.Fail("capture-edit-how", "text", above.Name()))
	}
	text, marks := cutMarks(text, w.marks)
	s, reason := w.wish(text)
	if reason.IsZero() && s.Want == "" {
		reason = diag.Msg("story-no-want")
	}
	if !reason.IsZero() {
		return Answer{What: Refused, Why: reason}
	}
	role := above.Text(w.role.Name)
	if s.Role != w.step.Role {
		id, err := w.whoIs(w.role, s.Role)
		if err != nil {
			return Answer{What: Refused, Why: why(err), Near: near(err)}
		}
		role = id
	}
	err := w.change(above.Path, func(f *source.File, order source.Order) (*source.File, error) {
		values := map[string]string{w.role.Name: role, "want": s.Want}
		if s.Benefit != "" {
			values["benefit"] = s.Benefit
		}
		var err error
		for _, field := range w.story.Fields() {
			if value := values[field.Name]; value != "" && err == nil {
				f, err = f.Set(pathOf(field), value, order)
			}
		}
		return f, err
	})
	if err == nil {
		err = w.linkMarks(above.Path, w.resolve(marks))
	}
	if err != nil {
		return w.refused(err)
	}
	w.answer.What = Edited
	w.recognize(s.Want + " " + s.Benefit)
	return w.finish()
}

// Items are the items that the session made or changed, without the interview, in the order in which they
// were first touched.
func (e *Engine) Items() []*canvas.Item {
	var items []*canvas.Item
	for _, f := range e.Files() {
		k, id, ok := change.Locate(e.kinds, f.Path)
		if ok && f.After != nil && f.Path != e.path {
			items = append(items, asItem(k, id, f.After))
		}
	}
	return items
}
