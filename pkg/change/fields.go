package change

import (
	"fmt"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
)

// Field is a field that says something else than before.
type Field struct {
	Path   string      // as `canvas set` takes it: "criteria[0].target"; the index is the one now, of what is gone the one then
	Field  *kind.Field // nil for one that the schema does not know
	Of     string      // inside an entry of a list, what names that entry: the measure of a criterion
	Before []Value     // of a list every entry; none where the field was absent or empty
	After  []Value

	carried bool // only follows a renamed or merged item
}

// Value is one text of a field. Of a record that came or went as a whole there is one for each of
// its fields that says something.
type Value struct {
	Field *kind.Field // that holds the text, of a list its entries; nil for one that the schema does not know
	Text  string
}

// Fields compares the contents of two files of a kind, field by field in the schema's order. Both
// may be nil. The records of a list are compared with those that have the same name, else with those at the same
// place.
func Fields(k *kind.Kind, before, after *source.Node) []Field {
	c := comparison{}
	c.fields("", k.Fields(), before, after, "")
	return c.found
}

type comparison struct{ found []Field }

// fields compares what two mappings hold: the fields that may be there, then the others.
func (c *comparison) fields(prefix string, known []*kind.Field, before, after *source.Node, of string) {
	compare := func(name string, f *kind.Field) {
		_, x := before.Get(name)
		_, y := after.Get(name)
		c.value(strings.TrimPrefix(prefix+"."+name, "."), f, x, y, of)
	}
	isKnown := func(name string) bool {
		return slices.ContainsFunc(known, func(f *kind.Field) bool { return f.Name == name })
	}
	for _, f := range known {
		compare(f.Name, f)
	}
	for key := range before.Entries() {
		if !isKnown(key.Value) {
			compare(key.Value, nil)
		}
	}
	for key := range after.Entries() {
		if old, _ := before.Get(key.Value); old == nil && !isKnown(key.Value) {
			compare(key.Value, nil)
		}
	}
}

func (c *comparison) value(path string, f *kind.Field, before, after *source.Node, of string) {
	switch {
	case f != nil && f.Type == kind.Record && isShape(before, source.Mapping) && isShape(after, source.Mapping):
		c.fields(path, f.Fields, before, after, of)
	case f != nil && f.Entry().Type == kind.Record && isShape(before, source.Sequence) && isShape(after, source.Sequence):
		c.records(path, f.Items, entries(before), entries(after))
	default:
		c.texts(path, f, before, after, of)
	}
}

// isShape tells whether there is nothing, or a node of this kind.
func isShape(n *source.Node, shape source.NodeKind) bool { return n.IsNull() || n.Kind == shape }

func entries(n *source.Node) []*source.Node {
	if n == nil {
		return nil
	}
	return n.Children
}

// texts reports a value when its texts differ.
func (c *comparison) texts(path string, f *kind.Field, before, after *source.Node, of string) {
	x, y := values(f, before), values(f, after)
	same := slices.EqualFunc(x, y, func(a, b Value) bool { return a.Text == b.Text })
	if !same {
		c.found = append(c.found, Field{Path: path, Field: f, Of: of, Before: x, After: y})
	}
}

// records compares two lists of records.
func (c *comparison) records(path string, f *kind.Field, before, after []*source.Node) {
	partner := pair(f, before, after)
	at := func(i int) string { return fmt.Sprintf("%s[%d]", path, i) }
	for j, y := range after {
		if i := partner[j]; i < 0 {
			c.texts(at(j), f, nil, y, "")
		} else {
			c.value(at(j), f, before[i], y, nameOf(f, y))
		}
	}
	for i, x := range before {
		if !slices.Contains(partner, i) {
			c.texts(at(i), f, x, nil, "")
		}
	}
}

// pair finds for each record the index of the one that it was, or -1: first by name, then by place
// where as many stand before as after.
func pair(f *kind.Field, before, after []*source.Node) []int {
	partner := make([]int, len(after))
	taken := make([]bool, len(before))
	for j, y := range after {
		partner[j] = -1
		for i, x := range before {
			if !taken[i] && nameOf(f, x) == nameOf(f, y) {
				partner[j], taken[i] = i, true
				break
			}
		}
	}
	for j := range after {
		if partner[j] < 0 && len(before) == len(after) && !taken[j] {
			partner[j], taken[j] = j, true
		}
	}
	return partner
}

// nameOf is what tells a record from the others of its list: its first required field.
func nameOf(f *kind.Field, n *source.Node) string {
	for _, inner := range f.Fields {
		if _, v := n.Get(inner.Name); inner.Required && !v.IsNull() {
			return v.Value
		}
	}
	return ""
}

// values are the texts of a value, of a record those of its fields in the order written.
func values(f *kind.Field, n *source.Node) []Value {
	if n.IsNull() {
		return nil
	}
	switch n.Kind {
	case source.Sequence:
		if f != nil {
			f = f.Items
		}
		var all []Value
		for _, entry := range n.Children {
			all = append(all, values(f, entry)...)
		}
		return all
	case source.Mapping:
		var all []Value
		for key, value := range n.Entries() {
			var inner *kind.Field
			if f != nil {
				inner = f.Field(key.Value)
			}
			all = append(all, values(inner, value)...)
		}
		return all
	}
	if strings.TrimSpace(n.Value) == "" {
		return nil
	}
	return []Value{{f, n.Value}}
}
