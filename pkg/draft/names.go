package draft

import (
	"errors"
	"io/fs"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
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
		if it.Kind == k {
			names.Add(it.asItem())
		}
	}
	d.names[k] = names
	return names, nil
}

// has tells whether an item exists, without reading its kind.
func (d *Desk) has(k *kind.Kind, id string) bool {
	path := k.Folder + "/" + id + canvas.Extension
	if d.taken[path] {
		return true
	}
	_, err := fs.Stat(d.fsys, path)
	return words.ValidID(id) && !errors.Is(err, fs.ErrNotExist)
}

// nameOf reads one item for its name, which is empty when it cannot be read.
func (d *Desk) nameOf(k *kind.Kind, id string) string {
	path := k.Folder + "/" + id + canvas.Extension
	data, err := fs.ReadFile(d.fsys, path)
	if err != nil {
		return ""
	}
	f, _ := source.Parse(path, data)
	content, _ := k.Read(f)
	return (&canvas.Item{Kind: k, ID: id, Content: content}).Name()
}

// reference gives the id for a reference: of the item that the text names, or of one that is made.
func (t *try) reference(f *kind.Field, text string) (any, error) {
	text = strings.TrimSpace(text)
	kinds, phrase := t.allowed(f, text)
	if len(kinds) == 0 {
		return nil, diag.Fail("wrong-kind", "value", text, "kinds", terms(t.kinds, f.Refs))
	}
	written := func(k *kind.Kind, id string) string {
		if len(f.Refs) > 1 {
			return k.Name + "/" + id
		}
		return id
	}
	if k := kinds[0]; len(kinds) == 1 && t.has(k, phrase) {
		ref := written(k, phrase)
		t.called[ref] = t.nameOf(k, phrase)
		return ref, nil
	}
	var found []*canvas.Item
	for _, k := range kinds {
		names, err := t.namesOf(k)
		if err != nil {
			return nil, err
		}
		found = append(found, names.Named(phrase)...)
	}
	switch {
	case len(found) == 1:
		ref := written(found[0].Kind, found[0].ID)
		t.called[ref] = found[0].Name()
		return ref, nil
	case len(found) > 1:
		var keys []string
		for _, it := range found {
			keys = append(keys, written(it.Kind, it.ID))
		}
		return nil, diag.Fail("ambiguous-name", "value", text, "candidates", keys)
	case !t.request.Create:
		return nil, t.unknown(f, kinds, phrase)
	case len(kinds) > 1:
		return nil, diag.Fail("create-which-kind", "value", text, "kinds", terms(t.kinds, f.Refs)).Hint("create-which-kind-hint", "example", kinds[0].Name+"/"+text)
	}
	made, err := t.item(Request{Kind: kinds[0], Text: phrase, Create: true, implied: true})
	if err != nil {
		return nil, err
	}
	ref := written(kinds[0], made.ID)
	t.called[ref] = made.Name()
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

func (t *try) unknown(f *kind.Field, kinds []*kind.Kind, phrase string) error {
	var near []string
	for _, k := range kinds {
		items, _ := t.names[k].Near(phrase)
		for _, it := range items {
			near = append(near, it.ID)
		}
	}
	failure := diag.Fail("unknown-reference", "kinds", terms(t.kinds, f.Refs), "value", phrase)
	if len(near) > 0 {
		failure.Hint("did-you-mean", "candidates", near)
	}
	return &Unknown{Failure: failure, Field: f, Kind: kinds[0], Text: phrase, Near: near}
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
