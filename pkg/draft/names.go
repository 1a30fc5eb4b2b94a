package draft

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/story"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// namesOf gives the names of the items of a kind, drafts included.
func (d *Desk) namesOf(k *kind.Kind) (*canvas.Names, error) {
	if names := d.names[k]; names != nil {
		return names, nil
	}
	c, err := canvas.Load(d.ctx, d.fsys, d.kinds, k)
	if err != nil {
		return nil, err
	}
	names := canvas.NewNames(c.OfKind(k)...)
	for _, it := range d.drafts {
		if it.Kind == k && len(c.Find(it.asItem().Key())) == 0 { // else it has been written since
			names.Add(it.asItem())
		}
	}
	d.names[k] = names
	return names, nil
}

// has tells whether an item exists, without reading its kind.
func (d *Desk) has(k *kind.Kind, id string) (bool, error) {
	if !words.ValidID(id) {
		return false, nil
	}
	_, err := fs.Stat(d.fsys, canvas.PathOf(k, id))
	switch {
	case err == nil || d.taken[canvas.PathOf(k, id)]:
		return true, nil
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	}
	if folder, _ := fs.Stat(d.fsys, k.Folder); folder != nil && !folder.IsDir() {
		return false, diag.Fail("repo-not-a-folder", "path", k.Folder)
	}
	return false, diag.Fail("cannot-read", "path", k.Folder).Because(err)
}

// read gives one item, from the Desk or the canvas; it is empty when it cannot be read.
func (d *Desk) read(k *kind.Kind, id string) *canvas.Item {
	path := canvas.PathOf(k, id)
	if i := slices.IndexFunc(d.drafts, func(it *Item) bool { return it.Path == path }); i >= 0 {
		return d.drafts[i].asItem()
	}
	if it, err := canvas.ReadItem(d.fsys, k, id); err == nil {
		return it
	}
	return &canvas.Item{Kind: k, ID: id, Path: path}
}

// written is how a reference to an item is written into a field.
func written(f *kind.Field, it *canvas.Item) string {
	if len(f.Refs) > 1 {
		return it.Key()
	}
	return it.ID
}

// find gives the items that a text in a reference field names. By its id an item is found without
// reading its kind.
func (t *try) find(f *kind.Field, text string) ([]*canvas.Item, error) {
	kinds, phrase := t.allowed(f, strings.TrimSpace(text))
	if len(kinds) == 0 {
		return nil, diag.Fail("wrong-kind", "value", text, "kinds", terms(t.kinds, f.Refs))
	}
	if len(kinds) == 1 {
		if has, err := t.has(kinds[0], phrase); has || err != nil {
			return []*canvas.Item{t.read(kinds[0], phrase)}, err
		}
	}
	var found []*canvas.Item
	for _, k := range kinds {
		names, err := t.namesOf(k)
		if err != nil {
			return nil, err
		}
		found = append(found, names.Named(phrase)...)
	}
	return found, nil
}

// Ambiguous is the error for a reference that names several items.
type Ambiguous struct {
	*diag.Failure
	Refs   []string // how each of them is referred to
	Text   string
	Option Assignment // that holds the reference
}

// Unwrap gives the Failure, so that printers find it.
func (a *Ambiguous) Unwrap() error { return a.Failure }

// reference gives the id for a reference: of the item that the text names, or of one that is made.
func (t *try) reference(f *kind.Field, text string) (any, error) {
	found, err := t.find(f, text)
	if err != nil {
		return nil, err
	}
	if len(found) > 1 {
		var keys []string
		for _, it := range found {
			keys = append(keys, written(f, it))
		}
		failure := diag.Fail("ambiguous-name", "value", text, "candidates", keys)
		return nil, &Ambiguous{failure, keys, text, t.option}
	}
	if len(found) == 0 {
		kinds, phrase := t.allowed(f, strings.TrimSpace(text))
		answer, answered := t.request.Answers[phrase]
		if answer != "" {
			return t.reference(f, answer)
		}
		unknown := t.unknown(f, kinds, phrase)
		if !t.request.Create && !answered || !unknown.Makeable {
			return nil, unknown
		}
		option := t.option
		made, err := t.item(Request{Kind: kinds[0], Text: phrase, Create: true, implied: true})
		if err != nil {
			return nil, err
		}
		t.option = option // on with the item that it is made for
		found = []*canvas.Item{made.asItem()}
	}
	ref := written(f, found[0])
	t.called[ref] = found[0].Name()
	if path := canvas.PathOf(found[0].Kind, found[0].ID); !t.taken[path] {
		t.refers = append(t.refers, path)
	}
	return ref, nil
}

// allowed gives the kinds that a reference may be of, and the text without the kind in front.
func (d *Desk) allowed(f *kind.Field, text string) ([]*kind.Kind, string) {
	if before, after, typed := strings.Cut(text, "/"); typed {
		if k := d.kinds.ByWord(before); k != nil {
			if !f.Holds(k.Name) {
				return nil, after
			}
			return []*kind.Kind{k}, after
		}
	}
	var kinds []*kind.Kind
	for _, name := range f.Refs {
		if k := d.kinds.Named(name); k != nil {
			kinds = append(kinds, k)
		}
	}
	return kinds, text
}

func (t *try) unknown(f *kind.Field, kinds []*kind.Kind, phrase string) *Unknown {
	u := &Unknown{Field: f, Kinds: kinds, Text: phrase, Option: t.option, Makeable: len(kinds) == 1}
	for _, k := range kinds {
		items, _ := t.names[k].Near(phrase)
		for _, it := range items {
			if len(u.Near) == 0 {
				u.Name = it.Name()
			}
			u.Near = append(u.Near, written(f, it))
		}
	}
	u.Failure = diag.Fail("unknown-reference", "kinds", terms(t.kinds, f.Refs), "value", phrase)
	if len(u.Near) > 0 {
		u.Hint("did-you-mean", "candidates", u.Near)
	}
	if len(kinds) == 1 && story.Fits(kinds[0]) {
		_, u.Makeable = story.Parse(phrase)
	}
	return u
}

func terms(set *kind.Set, names []string) []diag.Term {
	var list []diag.Term
	for _, name := range names {
		if k := set.Named(name); k != nil {
			list = append(list, k.Term())
		}
	}
	return list
}
