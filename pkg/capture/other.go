package capture

import (
	"slices"
	"strings"
	"unicode"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/draft"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/refactor"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// other makes an item of a kind that a line begins with; after an equals sign or a colon stands what it is. A role
// that is said alone speaks from now on.
func (w *work) other(k *kind.Kind, text string) Answer {
	if k == w.story {
		w.isWish = true
		text, marks := cutMarks(text, w.marks)
		return w.sentence(text, marks)
	}
	name, meaning := definition(text)
	switch {
	case name == "":
		return w.noted(w.line, diag.Msg("capture-unnamed", "kind", k.Term()))
	case meaning == "" && w.role.Holds(k.Name):
		w.answers[name] = "" // make it
		return w.speak(name)
	}
	if known := w.typedAsID(k, name); known != nil {
		return w.restate(known, name+" = "+meaning)
	}
	if known := w.named(k, name); known != nil {
		return w.again(known, meaning)
	}
	r := draft.Request{Kind: k, Text: name, Create: w.options.Create}
	if f := second(k); meaning != "" && f != nil {
		r.Values = append(r.Values, draft.Assignment{Field: f, Text: meaning})
	} else if meaning != "" {
		r.Text = text
	}
	items, err := w.desk.Draft(r)
	if err != nil {
		return w.noted(w.line, why(err))
	}
	w.make(items)
	w.answer.What = Made
	return w.finish()
}

// definition parts the name of something from what it is: «prospect = qui n’a pas encore signé», «prospect : qui…».
func definition(text string) (name, meaning string) {
	name, meaning, found := strings.Cut(text, "=")
	for i, r := range text {
		if after := strings.TrimLeftFunc(text[i:], isColon); !found && isColon(r) && strings.TrimLeftFunc(after, unicode.IsSpace) != after {
			name, meaning = text[:i], after // and no address: https://…
			break
		}
	}
	return strings.TrimSpace(name), strings.TrimSpace(meaning)
}

func isColon(r rune) bool { return r == ':' }

// typedAsID is the item whose name the session has only as a mark gave it, in one word, where a text says it in full:
// «+réduire-impayés», then «enjeu : réduire les impayés».
func (w *work) typedAsID(k *kind.Kind, text string) *canvas.Item {
	id, ok := words.SlugIn(words.Language(text), text, draft.MaxID, nil)
	path := canvas.PathOf(k, id)
	isNew := slices.ContainsFunc(w.Files(), func(f refactor.Edit) bool { return f.Path == path && f.Before == nil })
	if !ok || !isNew || !strings.Contains(id, "-") || !strings.Contains(text, " ") {
		return nil
	}
	it, err := canvas.ReadItem(w.fsys, k, id)
	if err != nil || words.Fold(it.Name()) != id {
		return nil
	}
	return it
}

// named is the item of a kind that a text names exactly, or nil.
func (w *work) named(k *kind.Kind, text string) *canvas.Item {
	holder := &kind.Field{Name: k.Name, Path: k.Name, Type: kind.Text, Refs: []string{k.Name}}
	got, err := w.desk.Assign(draft.Request{Kind: w.story}, draft.Assignment{Field: holder, Text: text})
	id, isText := got.Value.(string)
	if err != nil || !isText {
		return nil
	}
	it, err := canvas.ReadItem(w.fsys, k, id)
	if err != nil {
		return nil
	}
	return it
}

// again says of an item that is there already what it is. Where that is said, the line is a note.
func (w *work) again(it *canvas.Item, meaning string) Answer {
	w.answer.What, w.answer.Item = Present, it
	f := second(it.Kind)
	switch {
	case meaning == "" || f == nil:
		return w.finish()
	case it.Text(f.Name) != "":
		return w.noted(w.line, diag.Msg("capture-said", "kind", it.Kind.Term(), "name", it.Name()))
	}
	if err := w.set(it.Path, f, meaning); err != nil {
		return w.noted(w.line, why(err))
	}
	w.answer.What = Edited
	return w.finish()
}
