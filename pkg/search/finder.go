package search

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
)

// Finder knows what the items of a canvas say, down to the fields inside records: it reads a file again
// where an item does not keep that, and only then. It is for one goroutine.
type Finder struct {
	canvas *canvas.Canvas
	fsys   fs.FS
	roots  map[*canvas.Item]*source.Node
	names  map[*kind.Kind]*canvas.Names
}

// NewFinder looks into a canvas that was read from fsys.
func NewFinder(fsys fs.FS, c *canvas.Canvas) *Finder {
	return &Finder{c, fsys, map[*canvas.Item]*source.Node{}, map[*kind.Kind]*canvas.Names{}}
}

// Facet is something to tell items by: a field at any depth; how many items of a kind refer to them;
// or, when both are nil, their id or name.
type Facet struct {
	Name  string // "id", "name", the path of the field, or the name of the kind
	Field *kind.Field
	From  *kind.Kind
}

// The facets that every item has.
const (
	ID   = "id"
	Name = "name"
)

// Texts are the values of a facet as they are written, none when the item has none. Those of a record are
// all that stands in it.
func (f *Finder) Texts(it *canvas.Item, facet Facet) []string {
	switch {
	case facet.From != nil:
		return []string{fmt.Sprint(f.Count(it, facet.From))}
	case facet.Name == ID && facet.Field == nil:
		return []string{it.ID}
	case facet.Field == nil:
		return []string{it.Name()}
	}
	field := facet.Field
	entry := field.Entry()
	if v := it.Value(field.Name); v != nil && v.Field == field && entry.Type != kind.Record {
		return said(append(v.List, v.Text))
	}
	if it.Value(first(field.Path)) == nil {
		return nil
	}
	return said(textsOf(f.Root(it).Below(strings.Split(field.Path, ".")...)))
}

// said leaves out what is blank.
func said(texts []string) []string {
	return slices.DeleteFunc(slices.Clone(texts), func(s string) bool { return strings.TrimSpace(s) == "" })
}

func first(path string) string {
	name, _, _ := strings.Cut(path, ".")
	return name
}

// Count tells how many items of a kind refer to an item.
func (f *Finder) Count(it *canvas.Item, from *kind.Kind) int {
	seen := map[*canvas.Item]bool{}
	for _, l := range it.In {
		if l.From.Kind == from && l.From != it {
			seen[l.From] = true
		}
	}
	return len(seen)
}

// Root is what the file of an item holds, read again; nil when it cannot be read.
func (f *Finder) Root(it *canvas.Item) *source.Node {
	root, known := f.roots[it]
	if !known {
		root = readRoot(f.fsys, it.Path)
		f.roots[it] = root
	}
	return root
}

func readRoot(fsys fs.FS, path string) *source.Node {
	data, _ := source.ReadFile(fsys, path, 0)
	file, _ := source.Parse(path, data)
	return file.Root
}

// textsOf are the texts of some values, of a record all that stand in it.
func textsOf(values []*source.Node) (texts []string) {
	for _, n := range values {
		if n.Kind != source.Mapping {
			texts = append(texts, n.Value)
			continue
		}
		for _, value := range n.Entries() {
			texts = append(texts, textsOf(value.Below())...)
		}
	}
	return texts
}

// namesOf are what the items of a kind are called.
func (f *Finder) namesOf(k *kind.Kind) *canvas.Names {
	if f.names[k] == nil {
		f.names[k] = canvas.NewNames(f.canvas.OfKind(k)...)
	}
	return f.names[k]
}
