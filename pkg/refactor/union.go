package refactor

import (
	"slices"
	"strconv"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
)

// union puts what one file says into another of the same kind.
type union struct {
	relinking
	kind   *kind.Kind
	file   *source.File
	choose func(Difference) Side
	err    error
}

// change takes over an edit of the file; the first error stays.
func (u *union) change(f *source.File, err error) {
	switch {
	case u.err != nil:
	case err != nil:
		u.err = err
	default:
		u.file = f
	}
}

// mapping unites what their mapping says with the one at a path.
func (u *union) mapping(path source.Path, field func(string) *kind.Field, theirs *source.Node) {
	for key, value := range theirs.Entries() {
		apart := len(path) == 0 && (key.Value == kind.Formerly || key.Value == kind.Synonyms && hasSynonyms(u.kind))
		if !apart && !isEmpty(value) {
			u.value(append(slices.Clone(path), source.Step{Key: key.Value}), field(key.Value), value)
		}
	}
}

// value unites their value with what there is at a path.
func (u *union) value(path source.Path, f *kind.Field, theirs *source.Node) {
	if u.err != nil {
		return
	}
	ours := u.file.At(path)
	switch {
	case isEmpty(ours):
		u.change(u.file.Set(path, valueOf(f, theirs), u.kind.Order))
	case ours.Kind == source.Mapping && theirs.Kind == source.Mapping:
		u.mapping(path, fieldsOf(f), theirs)
	case ours.Kind == source.Sequence && theirs.Kind == source.Sequence:
		u.list(path, f, theirs)
	case !u.alike(f, ours, theirs):
		u.decide(path, f, ours, theirs)
	}
}

// list adds the entries that the list at a path has not. Records with the same name become one.
func (u *union) list(path source.Path, f *kind.Field, theirs *source.Node) {
	entry := entryField(f)
	ours := u.file.At(path).Children
	taken := make([]bool, len(ours))
	for _, their := range theirs.Children {
		i := 0
		for i < len(ours) && (taken[i] || !u.isSameEntry(entry, ours[i], their)) {
			i++
		}
		switch {
		case u.err != nil || isEmpty(their):
		case i == len(ours):
			u.change(u.file.Append(path, valueOf(entry, their), u.kind.Order))
		case their.Kind == source.Mapping:
			taken[i] = true
			u.value(path.Entry(i), entry, their)
		}
	}
}

// isSameEntry tells whether two entries of lists are the same, or records with the same name.
func (u *union) isSameEntry(f *kind.Field, a, b *source.Node) bool {
	if f == nil || f.Type != kind.Record {
		return u.alike(f, a, b)
	}
	for _, inner := range f.Fields {
		_, x := a.Get(inner.Name)
		_, y := b.Get(inner.Name)
		if inner.Required && !isEmpty(x) && !isEmpty(y) {
			return u.alike(inner, x, y)
		}
	}
	return source.Equal(a, b)
}

// alike tells whether two values say the same.
func (u *union) alike(f *kind.Field, a, b *source.Node) bool {
	switch {
	case a.Kind != source.Scalar || b.Kind != source.Scalar:
		return source.Equal(a, b)
	case strings.TrimSpace(a.Value) == strings.TrimSpace(b.Value):
		return true
	}
	it := u.items[said{f, a.Value}]
	return it != nil && it == u.items[said{f, b.Value}]
}

// decide asks which of two values stays.
func (u *union) decide(path source.Path, f *kind.Field, ours, theirs *source.Node) {
	d := Difference{Path: path.String(), Field: f, Of: u.entryName(path), Kept: text(ours), Left: text(theirs)}
	d.Harmless = len(path) == 1 && hasSynonyms(u.kind) && slices.Contains(u.kind.Named, path[0].Key)
	switch side := u.choose(d); {
	case side == Take:
		u.change(u.file.Set(path, valueOf(f, theirs), u.kind.Order))
	case side == Both && d.CanBoth():
		u.change(u.file.Set(path, both(d.Kept, d.Left), u.kind.Order))
	}
}

// entryName is what names the record of a list in which a path ends.
func (u *union) entryName(path source.Path) string {
	list, i, inList := entryOf(path)
	if !inList {
		return ""
	}
	f := entryField(u.kind.Field(dotted(list)))
	if f == nil {
		return ""
	}
	for _, inner := range f.Fields {
		if _, n := u.file.At(list.Entry(i)).Get(inner.Name); inner.Required && !isEmpty(n) {
			return text(n)
		}
	}
	return ""
}

func entryField(list *kind.Field) *kind.Field {
	if list == nil {
		return nil
	}
	return list.Items
}

// fieldsOf finds the fields of a record; one that the schema does not know has none.
func fieldsOf(record *kind.Field) func(string) *kind.Field {
	if record == nil {
		return func(string) *kind.Field { return nil }
	}
	return record.Field
}

// isEmpty tells whether a value says nothing.
func isEmpty(n *source.Node) bool {
	if n == nil || n.Kind != source.Scalar {
		return n == nil || len(n.Children) == 0
	}
	return n.IsNull() && n.Plain || strings.TrimSpace(n.Value) == ""
}

// text is what a value says, on its own.
func text(n *source.Node) string {
	if n.Kind == source.Scalar {
		return n.Value
	}
	var parts []string
	for i, child := range n.Children {
		if n.Kind == source.Sequence || i%2 == 1 {
			parts = append(parts, text(child))
		}
	}
	return strings.Join(parts, ", ")
}

// valueOf is a value as it is written into another file.
func valueOf(f *kind.Field, n *source.Node) any {
	switch n.Kind {
	case source.Mapping:
		field, m := fieldsOf(f), source.Map{}
		for key, value := range n.Entries() {
			if !isEmpty(value) {
				m = append(m, source.Pair{Key: key.Value, Value: valueOf(field(key.Value), value)})
			}
		}
		return m
	case source.Sequence:
		list := []any{}
		for _, child := range n.Children {
			if !isEmpty(child) {
				list = append(list, valueOf(entryField(f), child))
			}
		}
		return list
	}
	return scalar(f, n)
}

// scalar keeps numbers and booleans where the field holds them, or where the schema does not know the
// field and they are written plain; all else is text.
func scalar(f *kind.Field, n *source.Node) any {
	switch {
	case f != nil:
		if value, err := f.Scalar(n.Value); err == nil {
			return value
		}
	case n.Plain && n.Type == source.Bool:
		return n.Value == "true"
	case n.Plain && n.Type == source.Int:
		if i, err := strconv.Atoi(n.Value); err == nil {
			return i
		}
	}
	return n.Value
}
