package refactor

import (
	"io/fs"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
)

// Split makes two items of one that says two things in a field: it says the first from now on, and an item with another id,
// which is the same in everything else, says the second. References to the item stay with it.
func Split(c *canvas.Canvas, fsys fs.FS, it *canvas.Item, field, first, second, id string) (Edits, error) {
	if err := free(c, &canvas.Item{Kind: it.Kind}, id); err != nil {
		return nil, err
	}
	before, err := read(fsys, it)
	if err != nil {
		return nil, err
	}
	path := source.Path{{Key: field}}
	one, err := before.Set(path, first, it.Kind.Order)
	if err != nil {
		return nil, err
	}
	other, err := before.Set(path, second, it.Kind.Order)
	if err != nil {
		return nil, err
	}
	if other, err = other.Delete(source.Path{{Key: kind.Formerly}}); err != nil { // the ids that the first one had
		return nil, err
	}
	for _, f := range []*source.File{one, other} {
		if err := checked(it.Kind, f, before); err != nil {
			return nil, err
		}
	}
	return Edits{{Path: it.Path, Before: before.Data, After: one.Data}, {Path: canvas.PathOf(it.Kind, id), After: other.Data}}, nil
}

// FreeID tells whether a new item of a kind may have an id: none has it or had it.
func FreeID(c *canvas.Canvas, k *kind.Kind, id string) bool {
	return free(c, &canvas.Item{Kind: k}, id) == nil
}
