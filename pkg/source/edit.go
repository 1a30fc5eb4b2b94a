package source

import (
	"bytes"
	"slices"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// Order gives the keys of the mapping at a path in the order in which they should stand. A new
// entry follows the nearest of the keys before it that is there; a key that Order does not name
// comes last. A nil Order names none.
type Order func(parent Path) []string

// Set returns the file with a value at a path, which replaces what is there or is inserted with all
// that leads to it. An index may be one past the end of its list. An empty list or mapping is the
// same as Delete. A text keeps quotes that it did not need where they can hold it, a list its brackets.
//
// Every byte outside the value stays: comments above and beside it, line ends, indentation. In a
// list or mapping what the new value leaves as it was stays too, with its comments.
func (f *File) Set(path Path, value any, order Order) (*File, error) {
	if isEmpty(value) {
		return f.Delete(path)
	}
	if nodes := f.follow(path); len(path) > 0 && len(nodes) > len(path) {
		old := nodes[len(path)]
		switch v := value.(type) {
		case Map:
			if old.Kind == Mapping && len(old.Children) > 0 {
				return f.setEntries(path, old, filled(v), order)
			}
		case []any:
			if old.Kind == Sequence {
				return f.setItems(path, old, v, order)
			}
		}
	}
	return f.put(path, value, order)
}

// put is Set without a look at what the old and the new value have in common.
func (f *File) put(path Path, value any, order Order) (*File, error) {
	e, err := f.edit(path, order)
	if err != nil {
		return nil, err
	}
	if err := e.set(value); err != nil {
		return nil, err
	}
	return e.finish(f.Root.with(path, nodeOf(value)))
}

// setEntries changes the entries of a mapping one by one.
func (f *File) setEntries(path Path, old *Node, m Map, order Order) (edited *File, err error) {
	if _, nameless := old.Get(""); nameless != nil || slices.ContainsFunc(m, func(p Pair) bool { return p.Key == "" }) {
		return f.put(path, m, order) // no path leads there
	}
	edited = f
	for _, p := range m {
		if edited, err = edited.Set(path.to(Step{Key: p.Key}), p.Value, order); err != nil {
			return nil, err
		}
	}
	for key := range old.Entries() {
		if slices.ContainsFunc(m, func(p Pair) bool { return p.Key == key.Value }) {
			continue
		}
		if edited, err = edited.Delete(path.to(Step{Key: key.Value})); err != nil {
			return nil, err
		}
	}
	return edited, nil
}

// setItems takes out what a list shall no longer hold and appends what is new. Records that stay at
// their place are changed entry by entry. A list in another order is written anew.
func (f *File) setItems(path Path, old *Node, list []any, order Order) (edited *File, err error) {
	edited = f
	if isRecords(old) && (len(list) == len(old.Children) || beginsLike(old, list)) {
		for i, item := range list {
			if i == len(old.Children) {
				return edited.appendAll(path, list[i:], order)
			}
			if edited, err = edited.Set(path.to(Step{Index: i}), item, order); err != nil {
				return nil, err
			}
		}
		return edited, nil
	}
	rest, going := list, []int{}
	for i, item := range old.Children {
		if len(rest) > 0 && Equal(item, nodeOf(rest[0])) {
			rest = rest[1:]
		} else {
			going = append(going, i)
		}
	}
	if len(going) == len(old.Children) {
		return f.put(path, list, order)
	}
	for _, i := range slices.Backward(going) {
		if edited, err = edited.Delete(path.to(Step{Index: i})); err != nil {
			return nil, err
		}
	}
	return edited.appendAll(path, rest, order)
}

func (f *File) appendAll(path Path, items []any, order Order) (edited *File, err error) {
	edited = f
	for _, item := range items {
		if edited, err = edited.Append(path, item, order); err != nil {
			return nil, err
		}
	}
	return edited, nil
}

// beginsLike tells whether a list begins with the records of another, each with an entry at least
// that is the same.
func beginsLike(old *Node, list []any) bool {
	if len(list) < len(old.Children) {
		return false
	}
	for i, record := range old.Children {
		item := nodeOf(list[i])
		alike := false
		for key, value := range record.Entries() {
			_, other := item.Get(key.Value)
			alike = alike || other != nil && Equal(value, other)
		}
		if !alike {
			return false
		}
	}
	return true
}

func isRecords(list *Node) bool {
	return !slices.ContainsFunc(list.Children, func(n *Node) bool { return n.Kind != Mapping })
}

// Append returns the file with a value added to the list at a path, which is made when there is
// none.
func (f *File) Append(path Path, value any, order Order) (*File, error) {
	length := 0
	if nodes := f.follow(path); len(nodes) > len(path) {
		list := nodes[len(path)]
		if list.Kind != Sequence && !list.IsNull() {
			return nil, diag.Fail("source-not-a-list", "path", path.String())
		}
		length = len(list.Children)
	}
	return f.put(path.to(Step{Index: length}), value, order)
}

// Delete returns the file without the value at a path and its key or dash. A list or mapping that
// this leaves empty goes too. The comment beside the value and those inside it go with it, comments
// above it stay. Nothing happens when there is no such value.
func (f *File) Delete(path Path) (*File, error) {
	e, err := f.edit(path, nil)
	if err != nil {
		return nil, err
	}
	if len(e.nodes) <= len(path) {
		return f, nil
	}
	e.remove()
	return e.finish(f.Root.with(path, nil))
}

// edit is one change to a file.
type edit struct {
	*File
	path    Path
	order   Order
	nodes   []*Node // on the path, as far as they exist; the root first
	splices []splice
}

// splice replaces the bytes between two offsets. Its text has LF line ends.
type splice struct {
	start, end int
	text       []byte
}

func (f *File) edit(path Path, order Order) (*edit, error) {
	if f.refused || len(path) == 0 || path[0].Key == "" {
		return nil, diag.Fail("source-cannot-edit", "path", f.Path)
	}
	return &edit{File: f, path: path, order: order, nodes: f.follow(path)}, nil
}

func (e *edit) splice(start, end int, text []byte) {
	e.splices = append(e.splices, splice{start, end, text})
}

// finish applies the splices, reads the result and compares it with what was wanted.
func (e *edit) finish(want *Node) (*File, error) {
	if Equal(e.Root, want) {
		return e.File, nil
	}
	return e.write(want)
}

func (e *edit) write(want *Node) (*File, error) {
	slices.SortStableFunc(e.splices, func(a, b splice) int { return a.start - b.start })
	data, at := make([]byte, 0, len(e.Data)+256), 0
	newline := []byte(e.newline())
	for _, s := range e.splices {
		data = append(data, e.Data[at:s.start]...)
		data = append(data, bytes.ReplaceAll(s.text, []byte("\n"), newline)...)
		at = s.end
	}
	data = append(data, e.Data[at:]...)
	edited, _ := Parse(e.Path, data)
	root := edited.Root
	if want == nil && root != nil && len(root.Children) == 0 {
		root = nil // the brackets that stood around everything
	}
	if edited.refused || !Equal(root, want) {
		return nil, diag.Fail("source-edit-failed", "path", e.path.String(), "file", e.Path)
	}
	return edited, nil
}

// set puts a value at the path.
func (e *edit) set(value any) error {
	depth := len(e.nodes) - 1 // as many steps exist
	last := e.nodes[depth]
	switch {
	case depth == len(e.path):
		e.replace(depth, value)
		return nil
	case last != nil && !last.IsNull():
		value, err := nest(e.path[depth+1:], value)
		if err != nil {
			return err
		}
		return e.insert(depth, value)
	}
	value, err := nest(e.path[depth:], value)
	if err != nil {
		return err
	}
	if last == nil {
		e.begin(value.(Map))
	} else {
		e.replace(depth, value)
	}
	return nil
}

// nest wraps a value in what the steps lead through.
func nest(steps Path, value any) (any, error) {
	for _, step := range slices.Backward(steps) {
		switch {
		case step.Key != "":
			value = Map{{step.Key, value}}
		case step.Index == 0:
			value = []any{value}
		default:
			return nil, diag.Fail("source-no-such-entry", "path", steps.String())
		}
	}
	return value, nil
}

// begin writes the first entry of a file that has none.
func (e *edit) begin(m Map) {
	var text []byte
	if start, end := e.line(len(e.lines)); start < end {
		text = append(text, '\n')
	}
	text = append(canonical.entries(text, m, 0), '\n')
	e.splice(len(e.Data), len(e.Data), text)
}

// parent is the list or mapping that holds the node at a depth.
func (e *edit) parent(depth int) *Node { return e.nodes[depth-1] }

// inFlow tells whether the entries of the node at a depth stand between brackets.
func (e *edit) inFlow(depth int) bool {
	return slices.ContainsFunc(e.nodes[:depth+1], e.isFlow)
}
