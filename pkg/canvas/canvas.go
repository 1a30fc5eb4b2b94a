// Package canvas holds the items of a canvas, what each refers to and what refers to it. It reads
// any fs.FS, so that a folder, a revision and a test's map are the same to it, and writes nothing.
package canvas

import (
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
)

// Item is one item: one file of a kind's folder.
type Item struct {
	Kind *kind.Kind
	ID   string
	Path string // slash-separated, relative to the canvas
	kind.Content
	Links   []Link       // what it refers to, in the file's order
	In      []*Link      // what refers to it, in the order of the items
	Unsure  []*kind.Kind // of what may refer to it, but could not be read, or only in part
	Ignores []Ignore     // what its file asks lint to pass over

	findings []diag.Finding // what is wrong in its file
	unread   *unread        // nil when all of it was read
}

// Link is a reference of one item to another.
type Link struct {
	kind.Ref
	From   *Item
	To     *Item // nil when it resolves to nothing, or to more than one item
	Former bool  // To had this id before it was renamed
	Unread bool  // To is nil, and a folder where it may be could not be read
}

// Slot is the place that holds the link.
func (l *Link) Slot() kind.Slot { return kind.Slot{Kind: l.From.Kind.Name, Path: l.Field.Path} }

// Name is what people call the item: the fields that name it, or its id when they are empty.
func (it *Item) Name() string {
	var parts []string
	for _, field := range it.Kind.Named {
		if text := it.Text(field); text != "" {
			parts = append(parts, text)
		}
	}
	if len(parts) == 0 {
		return it.ID
	}
	return strings.Join(parts, " ")
}

// Former are the ids that the item had.
func (it *Item) Former() []string { return it.list(kind.Formerly) }

// list returns the texts of a field that lists some.
func (it *Item) list(field string) []string {
	if v := it.Value(field); v != nil {
		return v.List
	}
	return nil
}

// Key is the item's id with its kind, as commands accept it everywhere: "role/conseiller".
func (it *Item) Key() string { return it.Kind.Name + "/" + it.ID }

// Closed tells whether the item is in a state in which it neither needs nor gives coverage.
func (it *Item) Closed() bool { return it.Meets(it.Kind.Closed) && len(it.Kind.Closed) > 0 }

// Agreed tells whether the team agreed on the item.
func (it *Item) Agreed() bool { return it.Meets(it.Kind.Agreed) && len(it.Kind.Agreed) > 0 }

// Meets tells whether every condition holds for the item. A field that is absent has its default.
func (it *Item) Meets(conditions []kind.Condition) bool {
	for _, c := range conditions {
		text := it.Text(c.Field)
		if text == "" {
			text, _ = it.Kind.Field(c.Field).Default.(string)
		}
		if !slices.Contains(c.Values, text) {
			return false
		}
	}
	return true
}

// NameRange is where the item says its name, or its first place.
func (it *Item) NameRange() diag.Range {
	for _, field := range it.Kind.Named {
		if v := it.Value(field); v != nil {
			return v.Range
		}
	}
	return diag.Span(1, 1, 0)
}

// Canvas is a canvas that was read.
type Canvas struct {
	Kinds    *kind.Set
	Items    []*Item        // by kind in their order, then by id
	Findings []diag.Finding // what is wrong in single files and folders

	only    []*kind.Kind // that were read
	folders map[*kind.Kind]folder
	byID    index
	former  index // by the ids that items had
}

// Unread tells whether the folder of a kind could not be read: nothing can be said of references to it.
func (c *Canvas) Unread(kind string) bool { return c.folders[c.Kinds.Named(kind)].unread }

// OfKind returns the items of a kind, by id.
func (c *Canvas) OfKind(k *kind.Kind) []*Item { return c.folders[k].items }

// Item is the item of a kind with this very id, or nil.
func (c *Canvas) Item(k *kind.Kind, id string) *Item { return c.folders[k].item(id) }

// Find returns the items that a word given by a person may mean: "ID", or "KIND/ID" where KIND is
// any word for the kind. An id that an item had formerly finds it when no item has that id now.
func (c *Canvas) Find(word string) []*Item {
	id, of := word, (*kind.Kind)(nil)
	if before, after, ok := strings.Cut(word, "/"); ok {
		if of = c.Kinds.ByWord(before); of == nil {
			return nil
		}
		id = strings.TrimSuffix(after, Extension)
	}
	for _, items := range []index{c.byID, c.former} {
		var found []*Item
		for _, it := range items[id] {
			if of == nil || it.Kind == of {
				found = append(found, it)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// resolve finds what every link points at, and tells the targets.
func (c *Canvas) resolve() {
	for _, it := range c.Items {
		for i := range it.Links {
			l := &it.Links[i]
			l.To = single(l.among(c.byID))
			if l.To == nil && len(l.among(c.byID)) == 0 {
				l.To = single(l.among(c.former))
				l.Former = l.To != nil
			}
			if l.To != nil {
				l.To.In = append(l.To.In, l)
			} else {
				l.Unread = slices.ContainsFunc(l.Field.Refs, c.Unread)
			}
		}
	}
}

// Candidates are the items of the allowed kinds that the link's id may mean: none when it is broken,
// several when it is ambiguous.
func (c *Canvas) Candidates(l *Link) []*Item { return l.among(c.byID) }

func (l *Link) among(items index) []*Item {
	kindName, id, typed := SplitKey(l.ID)
	found := items[id]
	fits := func(it *Item) bool {
		return l.Field.Holds(it.Kind.Name) && (!typed || it.Kind.Name == kindName)
	}
	if len(found) == 1 && fits(found[0]) {
		return found
	}
	var fitting []*Item
	for _, it := range found {
		if fits(it) {
			fitting = append(fitting, it)
		}
	}
	return fitting
}

func single(items []*Item) *Item {
	if len(items) == 1 {
		return items[0]
	}
	return nil
}

// Mentions counts the links to an item from items that are not closed, each item once.
func (it *Item) Mentions() int {
	n := 0
	var last *Item
	for _, l := range it.In {
		if l.From != last && !l.From.Closed() {
			n++
		}
		last = l.From
	}
	return n
}

// Name is what people call the link's target; its id as written when it resolves to nothing.
func (l *Link) Name() string {
	if l.To == nil {
		return l.ID
	}
	return l.To.Name()
}
