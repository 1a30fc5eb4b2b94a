// Package change tells how two states of a canvas differ: which items were added, renamed or
// removed, and which fields of the others say something else. It says so in values, not in words,
// and shortens nothing: printers do.
package change

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/parallel"
	"github.com/canevas-systemique/canvas/pkg/source"
)

// Verb is what became of an item.
type Verb string

// The verbs.
const (
	Added   Verb = "added"
	Changed Verb = "changed"
	Renamed Verb = "renamed"
	Merged  Verb = "merged" // another item went into it
	Removed Verb = "removed"
)

// Verbs are all of them, in the order in which Between lists them.
func Verbs() []Verb { return []Verb{Added, Changed, Renamed, Merged, Removed} }

// Item is what became of one item.
type Item struct {
	Verb   Verb
	Kind   *kind.Kind
	ID     string
	Name   string // what people call it now; of a removed item, what they called it
	Path   string // of its file; of a removed item, where that was
	Was    string // of a renamed item the id that it had; of a merged one that of the item which is gone
	Fields []Field
	// Broken tells that one of the two files cannot be read, so that Fields is not known. An item
	// that is Changed has neither when only comments or the form are different.
	Broken bool
	// Followers are the items in which nothing changed but references to the id that is gone: of
	// several such changes, they stand with the first that they follow.
	Followers []Item

	former []string // the ids that it had before, of a renamed or merged item
}

// Own are the fields that say something of their own: not those that only follow a renamed or merged item.
func (it Item) Own() []Field {
	return slices.DeleteFunc(slices.Clone(it.Fields), func(f Field) bool { return f.carried })
}

// Between tells what became of the items whose files are among paths, which are relative to the
// canvas; other paths are passed over. A nil fs.FS is a canvas with nothing in it. An item that has a new id is
// Renamed when it says so (formerly), or when its file is the same to the byte. One that is gone is
// Merged when another says that it had its id.
func Between(ctx context.Context, old, new fs.FS, kinds *kind.Set, paths []string) ([]Item, error) {
	files, err := readAll(ctx, old, new, kinds, paths)
	if err != nil {
		return nil, err
	}
	var c comparing
	for _, f := range files {
		c.add(f.before, f.after)
	}
	changes := c.items()
	order(changes, kinds)
	return Follow(changes), nil
}

// readAll reads the files of items in both states, on all processors.
func readAll(ctx context.Context, old, new fs.FS, kinds *kind.Set, paths []string) ([]states, error) {
	files, errs := make([]states, len(paths)), make([]error, len(paths))
	parallel.Each(len(paths), func(i int) {
		k, id, ok := Locate(kinds, paths[i])
		if !ok || ctx.Err() != nil {
			return
		}
		if files[i].before, errs[i] = read(old, k, id, paths[i]); errs[i] == nil {
			files[i].after, errs[i] = read(new, k, id, paths[i])
		}
	})
	return files, cmp.Or(append(errs, ctx.Err())...)
}

// Of tells what became of one item from the two texts of its file; nil is no file. Both may not be
// nil.
func Of(k *kind.Kind, id, path string, before, after []byte) Item {
	switch {
	case before == nil:
		return parse(k, id, path, after).item(Added)
	case after == nil:
		return parse(k, id, path, before).item(Removed)
	}
	return both(Changed, parse(k, id, path, before), parse(k, id, path, after))
}

// Locate tells which item a path of the canvas is the file of.
func Locate(kinds *kind.Set, file string) (k *kind.Kind, id string, ok bool) {
	folder, name := path.Split(file)
	id, isItem := strings.CutSuffix(name, canvas.Extension)
	k = kinds.InFolder(strings.TrimSuffix(folder, "/"))
	return k, id, k != nil && isItem && id != "" && !strings.HasPrefix(name, canvas.TemporaryPrefix)
}

// order sorts changes by verb, then by kind, then by id.
func order(changes []Item, kinds *kind.Set) {
	verbs := Verbs()
	slices.SortStableFunc(changes, func(a, b Item) int {
		return cmp.Or(
			slices.Index(verbs, a.Verb)-slices.Index(verbs, b.Verb),
			slices.Index(kinds.All(), a.Kind)-slices.Index(kinds.All(), b.Kind),
			strings.Compare(a.ID, b.ID),
			strings.Compare(a.Was, b.Was),
		)
	})
}

// file is an item's file in one of the two states.
type file struct {
	kind   *kind.Kind
	id     string
	path   string
	data   []byte
	root   *source.Node
	broken bool
	name   string
	former []string
}

// read returns nil when there is no such file, and for what is there instead of one, such as a folder
// or a link: it is no item, and must not hide the others.
func read(fsys fs.FS, k *kind.Kind, id, name string) (*file, error) {
	if fsys == nil {
		return nil, nil
	}
	data, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		if somethingElse(fsys, name) {
			return nil, nil
		}
		return nil, err
	}
	return parse(k, id, name, data), nil
}

// somethingElse tells whether what has this name is not a file.
func somethingElse(fsys fs.FS, name string) bool {
	entries, err := fs.ReadDir(fsys, path.Dir(name))
	i := slices.IndexFunc(entries, func(e fs.DirEntry) bool { return e.Name() == path.Base(name) })
	return err == nil && i >= 0 && !entries[i].Type().IsRegular()
}

func parse(k *kind.Kind, id, name string, data []byte) *file {
	parsed, findings := source.Parse(name, data)
	content, _ := k.Read(parsed)
	f := &file{kind: k, id: id, path: name, data: data, root: parsed.Root}
	f.broken = parsed.Root == nil && len(findings) > 0
	f.name = (&canvas.Item{Kind: k, ID: id, Content: content}).Name()
	if v := content.Value(kind.Formerly); v != nil {
		f.former = v.List
	}
	return f
}

func (f *file) item(verb Verb) Item {
	return Item{Verb: verb, Kind: f.kind, ID: f.id, Name: f.name, Path: f.path, Broken: f.broken, former: f.former}
}

func both(verb Verb, before, after *file) Item {
	it := after.item(verb)
	if before.broken || after.broken {
		if after.broken && !before.broken {
			it.Name = before.name
		}
		it.Broken = true
		return it
	}
	it.Fields = Fields(after.kind, before.root, after.root)
	return it
}
