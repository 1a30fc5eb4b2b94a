package refactor

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// Rename gives an item of a canvas, all kinds of which were read, another id. Every reference to it
// follows, also one by an id that it had before, and its file notes the id that it had. References to another
// item that would come to mean this one are written with their kind. Nothing is to be done when it has the id.
func Rename(c *canvas.Canvas, fsys fs.FS, it *canvas.Item, id string) (Edits, error) {
	if id == it.ID {
		return nil, nil
	}
	if err := free(c, it, id); err != nil {
		return nil, err
	}
	if err := ambiguous(c, it); err != nil {
		return nil, err
	}
	r := renaming(c, it, id)
	own, err := renamed(r, fsys, it, id)
	if err != nil {
		return nil, err
	}
	others := slices.DeleteFunc(r.referrers(c), func(from *canvas.Item) bool { return from == it })
	edits, err := eachFile(fsys, others, r.edit)
	return append(own, edits...), err
}

// free refuses an id that the item cannot have.
func free(c *canvas.Canvas, it *canvas.Item, id string) error {
	if !words.ValidID(id) {
		failure := diag.Fail("rename-invalid-id", "id", id)
		if words.Reserved(id) {
			failure = diag.Fail("rename-reserved-id", "id", id)
		}
		return failure
	}
	for _, other := range c.OfKind(it.Kind) {
		switch {
		case other == it:
		case strings.EqualFold(other.ID, id): // one file on many disks
			return diag.Fail("rename-taken", "id", id, "kind", it.Kind.Term(), "name", other.Name())
		case slices.Contains(other.Former(), id):
			return diag.Fail("rename-former", "id", id, "kind", it.Kind.Term(), "name", other.Name(), "key", other.Key())
		}
	}
	return nil
}

// renaming says what becomes of references once an item has another id.
func renaming(c *canvas.Canvas, it *canvas.Item, id string) relinking {
	r := newRelinking()
	for _, from := range c.Items {
		for _, l := range from.Links {
			switch {
			case l.To == it:
				r.add(l.Ref, it, written(c, l.Ref, it.Kind, id))
			case l.To != nil && l.ID == id && l.Field.Holds(it.Kind.Name):
				r.add(l.Ref, l.To, l.To.Key())
			}
		}
	}
	return r
}

// renamed moves the item's own file.
func renamed(r relinking, fsys fs.FS, it *canvas.Item, id string) (Edits, error) {
	before, err := read(fsys, it)
	if err != nil {
		return nil, err
	}
	after, err := r.edit(it, before)
	if err != nil {
		return nil, err
	}
	if after, err = noteFormer(it.Kind, after, id, it.ID); err != nil {
		return nil, err
	}
	return Edits{{Path: canvas.PathOf(it.Kind, id), After: after.Data}, {Path: it.Path, Before: before.Data}}, nil
}

// noteFormer notes ids that an item had, of which the one that it has now is none any more.
func noteFormer(k *kind.Kind, f *source.File, now string, ids ...string) (*source.File, error) {
	path := source.Path{{Key: kind.Formerly}}
	field := k.Field(kind.Formerly)
	if field == nil || field.Type != kind.List {
		return f, nil
	}
	known := func(id string) int {
		list := f.At(path)
		if list == nil {
			return -1
		}
		return slices.IndexFunc(list.Children, func(n *source.Node) bool { return n.Value == id })
	}
	var err error
	for _, id := range ids {
		switch mine := known(now); {
		case known(id) >= 0 || id == now || !field.Items.Matches(id):
		case mine >= 0:
			f, err = f.Set(path.Entry(mine), id, k.Order)
		default:
			f, err = f.Append(path, id, k.Order)
		}
		if err != nil {
			return nil, err
		}
	}
	if mine := known(now); mine >= 0 {
		return f.Delete(path.Entry(mine))
	}
	return f, nil
}
