package capture

import (
	"cmp"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/draft"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/refactor"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/story"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// commands are what may stand after a slash: the name, and other words for it.
var commands = [][]string{
	{"role", "rôle"},
	{"person", "personne", "qui"},
	{"wish", "souhait", "besoin", "need"},
	{"note", "note", "remarque", "remark"},
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
	if before, isColon := strings.CutSuffix(word, ":"); isColon { // «/note: …»
		word = before
	} else {
		argument = strings.TrimPrefix(strings.TrimSpace(argument), ":")
	}
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
	case "wish":
		return w.asWish(argument)
	case "note":
		return w.asNote(argument)
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
	w.forget(made)
	w.answer.What, w.answer.Text = Undone, last.Said
	return w.finish()
}

func same(a, b []byte) bool { return (a == nil) == (b == nil) && string(a) == string(b) }

// correct says an item in other words; its id stays. Without words it tells how the line begins that does it.
func (w *work) correct(argument string) Answer {
	it, text := w.toCorrect(argument)
	switch {
	case it == nil:
		of := w.story
		if k, _, ok := w.prefixed(argument); ok {
			of = k
		}
		return w.refused(diag.Fail("capture-nothing-to-edit", "kind", of.Term()))
	case text == "":
		a := w.refused(diag.Fail("capture-edit-how", "text", it.Name()))
		a.Begun, w.Engine.begun = w.correction(it), it.Path
		return a
	case it.Kind == w.story:
		return w.reword(it, text)
	}
	return w.restate(it, text)
}

// toCorrect finds the item that a correction is about, and its new words: that of the session whose id is
// given, the last of the kind that is given, else the last story, or without any words the last item.
func (w *work) toCorrect(argument string) (*canvas.Item, string) {
	items := w.Items()
	last := func(about func(*canvas.Item) bool) *canvas.Item {
		for _, it := range slices.Backward(items) {
			if about(it) {
				return it
			}
		}
		return nil
	}
	word, rest, _ := strings.Cut(argument, ":")
	if named := last(func(it *canvas.Item) bool { return it.ID == strings.TrimSpace(word) }); named != nil {
		return named, strings.TrimSpace(rest)
	}
	if k, rest, ok := w.prefixed(argument); ok && k != w.story {
		return last(func(it *canvas.Item) bool { return it.Kind == k }), rest
	} else if ok {
		argument = rest
	}
	above := w.above()
	if argument == "" {
		made := last(func(it *canvas.Item) bool { return slices.Contains(w.latest(), it.Path) })
		above = cmp.Or(made, above)
	}
	return above, argument
}

// latest are the files of items that the last line made which made any.
func (e *Engine) latest() []string {
	for _, s := range slices.Backward(e.steps) {
		if len(s.Made) > 0 {
			return s.Made
		}
	}
	return nil
}

// correction is the line that says of an item what is said of it now.
func (w *work) correction(it *canvas.Item) string {
	i := slices.IndexFunc(commands, func(names []string) bool { return names[0] == "edit" })
	line := "/" + w.called(commands[i]) + " "
	if it.Kind != w.story || w.above() == nil || it.Path != w.above().Path {
		line += it.ID + ": "
	}
	if it.Kind == w.story {
		return line + w.sentenceOf(it)
	}
	line += it.Name()
	if f := second(it.Kind); f != nil && it.Text(f.Name) != "" {
		line += " = " + it.Text(f.Name)
	}
	return oneLine(line)
}

// sentenceOf is a story as it could be typed: the bare wish where the role that speaks wants it.
func (w *work) sentenceOf(it *canvas.Item) string {
	s := story.Of(it.Text)
	s.Role = w.nameOf(w.role, s.Role)
	s.Language = words.Language(s.Want + " " + s.Benefit)
	whole := story.Compose(s, cmp.Or(s.Language, w.options.Language))
	if it.Text(w.role.Name) != w.step.Role {
		return oneLine(whole)
	}
	if i := strings.Index(whole, s.Want); i >= 0 {
		bare := oneLine(whole[i:])
		if want, benefit := story.ParseWant(bare); want == s.Want && benefit == s.Benefit {
			return bare
		}
	}
	return oneLine(whole)
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// restate says an item that is no story in other words: its name, and after an equals sign what it is.
func (w *work) restate(it *canvas.Item, text string) Answer {
	if k, rest, ok := w.prefixed(text); ok && k == it.Kind {
		text = rest
	}
	name, meaning, _ := strings.Cut(text, "=")
	r := draft.Request{Kind: it.Kind, Text: strings.TrimSpace(name), Create: true}
	said := slices.Clone(it.Kind.Named)
	if f := second(it.Kind); f != nil && strings.TrimSpace(meaning) != "" {
		r.Values = append(r.Values, draft.Assignment{Field: f, Text: strings.TrimSpace(meaning)})
		said = append(said, f.Name)
	}
	items, err := draft.NewDesk(w.ctx, w.fsys, w.kinds).Draft(r) // which only says how the words are understood
	if err != nil {
		return Answer{What: Refused, Why: why(err), Near: near(err)}
	}
	understood := items[len(items)-1].Content
	for _, f := range it.Kind.Fields() {
		value := understood.Value(f.Name)
		if value == nil || f.Type != kind.Text || !slices.Contains(said, f.Name) {
			continue
		}
		if err := w.set(it.Path, f, value.Text); err != nil {
			return w.refused(err)
		}
	}
	w.forget([]string{it.Path})
	if w.answer.Item != nil {
		w.learn(w.answer.Item)
	}
	w.answer.What = Edited
	return w.finish()
}

// reword says a story in other words.
func (w *work) reword(it *canvas.Item, text string) Answer {
	text, marks := cutMarks(text, w.marks)
	s, reason := w.wish(text)
	if reason.IsZero() && s.Want == "" {
		reason = diag.Msg("story-no-want")
	}
	if !reason.IsZero() {
		return Answer{What: Refused, Why: reason}
	}
	if s.Role == w.step.Role { // a bare wish
		s.Role = it.Text(w.role.Name)
	} else {
		id, err := w.whoIs(w.role, s.Role)
		if err != nil {
			return Answer{What: Refused, Why: why(err), Near: near(err)}
		}
		s.Role = id
	}
	err := w.change(it.Path, func(f *source.File, order source.Order) (*source.File, error) {
		var err error
		for i, text := range s.Texts() {
			if text != "" && err == nil {
				f, err = f.Set(pathOf(w.story.Field(story.Fields()[i])), text, order)
			}
		}
		if s.Benefit == "" && w.begun == it.Path && err == nil {
			f, err = f.Delete(pathOf(w.story.Field("benefit")))
		}
		return f, err
	})
	if err == nil {
		err = w.linkMarks(it.Path, w.resolve(marks))
	}
	if err != nil {
		return w.refused(err)
	}
	w.answer.What, w.step.Last = Edited, it.Path
	w.recognize()
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
