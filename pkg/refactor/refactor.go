// Package refactor makes changes that reach over several items: an item gets another id, two become
// one, what refers to an item lets go of it. It works out the texts of the files and writes nothing.
package refactor

import (
	"cmp"
	"io/fs"
	"slices"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/parallel"
	"github.com/canevas-systemique/canvas/pkg/source"
)

// Edit is the text of a file before and after a change; nil is no file.
type Edit struct {
	Path          string
	Before, After []byte
}

// Edits is a change, each file once.
type Edits []Edit

// Paths are the paths of the files.
func (e Edits) Paths() []string {
	paths := make([]string, len(e))
	for i := range e {
		paths[i] = e[i].Path
	}
	return paths
}

// Reversed is the change that takes this one back.
func (e Edits) Reversed() Edits {
	back := make(Edits, len(e))
	for i := range e {
		back[i] = Edit{e[i].Path, e[i].After, e[i].Before}
	}
	return back
}

// Links are references that stand in the way of a change.
type Links []*canvas.Link

// Ambiguous refuses to change an item that some references may mean, or another one: after the change
// they would mean that one, and nobody would have said so.
type Ambiguous struct {
	Item  *canvas.Item
	Links Links
}

func (Ambiguous) Error() string { return "some references may mean this item or another" }

// Required refuses to take out references without which what holds them would be incomplete.
type Required struct{ Links Links }

func (Required) Error() string { return "some references are required" }

// ambiguous refuses what some references of items that stay may mean, or may not.
func ambiguous(c *canvas.Canvas, it *canvas.Item, going ...*canvas.Item) error {
	var links Links
	for _, from := range c.Items {
		for i := range from.Links {
			if l := &from.Links[i]; l.To == nil && !slices.Contains(going, from) && slices.Contains(c.Candidates(l), it) {
				links = append(links, l)
			}
		}
	}
	if len(links) > 0 {
		return Ambiguous{it, links}
	}
	return nil
}

// read reads an item's file as it is now.
func read(fsys fs.FS, it *canvas.Item) (*source.File, error) {
	data, err := fs.ReadFile(fsys, it.Path)
	if err != nil {
		return nil, diag.Fail("cannot-read", "path", it.Path).Because(err)
	}
	f, findings := source.Parse(it.Path, data)
	for _, found := range findings {
		if f.Root == nil && found.Severity == diag.Error {
			return nil, diag.Fail("refactor-unreadable", "path", it.Path, "what", found.Message)
		}
	}
	return f, nil
}

// eachFile edits the files of some items, on all processors, and gives those that changed, in the
// order of the items.
func eachFile(fsys fs.FS, items []*canvas.Item, edit func(*canvas.Item, *source.File) (*source.File, error)) (Edits, error) {
	edits, errs := make(Edits, len(items)), make([]error, len(items))
	parallel.Each(len(items), func(i int) {
		var before, after *source.File
		if before, errs[i] = read(fsys, items[i]); errs[i] != nil {
			return
		}
		if after, errs[i] = edit(items[i], before); errs[i] == nil && after != before {
			edits[i] = Edit{before.Path, before.Data, after.Data}
		}
	})
	if err := cmp.Or(errs...); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(edits, func(e Edit) bool { return e.Path == "" }), nil
}

// said is a reference as a file has it. What it means depends on nothing else.
type said struct {
	field *kind.Field
	id    string
}

// refs are the references of a file.
func refs(k *kind.Kind, f *source.File) []kind.Ref {
	content, _ := k.Read(f)
	return content.Refs
}

// deleteAll takes out what some paths lead to, none of them inside another.
func deleteAll(f *source.File, paths []source.Path) (*source.File, error) {
	// The last first, so that the indexes of the others hold.
	slices.SortFunc(paths, func(a, b source.Path) int {
		x, y := f.At(a), f.At(b)
		return cmp.Or(y.Line-x.Line, y.Column-x.Column)
	})
	var err error
	for _, path := range paths {
		if f, err = f.Delete(path); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// checked refuses an edited file that has an error which none of those that it was made of had.
func checked(k *kind.Kind, after *source.File, before ...*source.File) error {
	known := map[string]int{}
	for _, f := range before {
		_, findings := k.Read(f)
		for _, found := range findings {
			known[found.Rule+found.Message.String()]++
		}
	}
	_, findings := k.Read(after)
	for _, found := range findings {
		key := found.Rule + found.Message.String()
		if known[key]--; known[key] < 0 && found.Severity == diag.Error {
			return diag.Fail("refactor-worse", "path", after.Path, "what", found.Message)
		}
	}
	return nil
}
