package source

import (
	"bytes"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// Order gives the keys of the mapping at a path in the order in which they should stand. A new
// entry follows the nearest of the keys before it that is there; a key that Order does not name
// comes last. A nil Order names none.
type Order func(parent Path) []string

// Set returns the file with a value at a path, which replaces what is there or is inserted with all
// that leads to it. An index may be one past the end of its list. An empty list or mapping is the
// same as Delete. A text keeps its quotes where they can hold it, a list its brackets.
//
// Every byte outside the value stays: comments above and beside it, line ends, indentation. A
// comment inside a list or mapping that is replaced goes with it.
func (f *File) Set(path Path, value any, order Order) (*File, error) {
	if isEmpty(value) {
		return f.Delete(path)
	}
	e, err := f.edit(path, order)
	if err != nil {
		return nil, err
	}
	if err := e.set(value); err != nil {
		return nil, err
	}
	return e.finish(f.Root.with(path, nodeOf(value)))
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
	e, err := f.edit(append(slices.Clone(path), Step{Index: length}), order)
	if err != nil {
		return nil, err
	}
	if err := e.set(value); err != nil {
		return nil, err
	}
	return e.finish(f.Root.with(e.path, nodeOf(value)))
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
	if equal(e.Root, want) {
		return e.File, nil
	}
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
	if edited.refused || !equal(root, want) {
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

// replace puts a value in the place of the node at a depth.
func (e *edit) replace(depth int, value any) {
	old := e.nodes[depth]
	start, end := e.Offsets(old)
	switch {
	case e.inFlow(depth - 1):
		e.replaceInFlow(depth, value)
	case e.isFlow(old) && isFlat(value):
		e.splice(start, end, appendFlow(nil, value))
	case start < end && old.Kind == Scalar && !isBlock(e.Data[start]) && isInline(value):
		e.splice(start, end, e.restyled(old, value, inBlock))
	default:
		e.replaceBlock(depth, value)
	}
}

func (e *edit) replaceInFlow(depth int, value any) {
	old := e.nodes[depth]
	start, end := e.Offsets(old)
	if start < end {
		e.splice(start, end, e.restyled(old, value, inFlow))
		return
	}
	text := appendFlow([]byte{' '}, value)
	lead := e.lead(depth)
	if lead == 0 || e.Data[lead-1] != ':' {
		text = append([]byte{':'}, text...)
	}
	e.splice(lead, lead, text)
}

// restyled writes a value in the quotes of the text that it replaces, where they can hold it.
func (e *edit) restyled(old *Node, value any, where place) []byte {
	start, _ := e.Offsets(old)
	if s, isText := value.(string); isText && old.Kind == Scalar {
		switch quote := e.Data[start]; {
		case quote == '"', quote == '\'' && needsEscape(s):
			return appendDouble(nil, s)
		case quote == '\'':
			return appendSingle(nil, s)
		}
	}
	if where == inFlow {
		return appendFlow(nil, value)
	}
	return appendScalar(nil, value, 0)
}

// replaceBlock writes a value anew after its colon or dash. A comment on that line stays there.
func (e *edit) replaceBlock(depth int, value any) {
	old := e.nodes[depth]
	start, end := e.Offsets(old)
	lead := e.lead(depth)
	var beside []byte
	cut := e.lineEnd(max(lead, end))
	switch {
	case start > e.lineEnd(lead): // the old value stands on lines of its own
		beside = e.Data[lead:e.lineEnd(lead)]
	case start < end && old.Kind == Scalar && isBlock(e.Data[start]):
		_, header := e.blockHeader(old)
		beside = e.Data[start+len(header) : e.lineEnd(start)]
	case old.Kind == Scalar || e.isFlow(old):
		beside = e.Data[max(lead, end):cut]
	}
	if len(bytes.Trim(beside, " \t")) == 0 {
		beside = nil
	}
	var text []byte
	if e.parent(depth).Kind == Sequence {
		text = e.layout().item(nil, value, e.dashColumn(depth))[1:]
	} else {
		text = e.layout().afterKey(nil, value, e.parent(depth).Column-1)
	}
	// The comment goes to the end of the first line, unless that line is all there is of an entry.
	first := bytes.IndexByte(text, '\n')
	if first < 0 {
		first = len(text)
	}
	text = slices.Concat(text[:first], beside, text[first:])
	e.splice(lead, cut, e.closed(text, value, cut))
}

// closed adds a line end when the text will be the last of a file that has no final one, and ends
// with a literal block that needs one.
func (e *edit) closed(text []byte, value any, at int) []byte {
	if at == len(e.Data) && endsWithLine(value) {
		return append(text, '\n')
	}
	return text
}

func endsWithLine(value any) bool {
	switch v := value.(type) {
	case Map:
		v = filled(v)
		return len(v) > 0 && endsWithLine(v[len(v)-1].Value)
	case []any:
		return len(v) > 0 && endsWithLine(v[len(v)-1])
	case string:
		return fitsLiteral(v) && strings.HasSuffix(v, "\n")
	}
	return false
}

// isBlock tells whether a scalar that begins so is a literal or folded block.
func isBlock(c byte) bool { return c == '|' || c == '>' }

// isInline tells whether a value is written as a scalar on one line.
func isInline(value any) bool {
	switch v := value.(type) {
	case Map, []any:
		return false
	case string:
		return !strings.Contains(v, "\n") || !fitsLiteral(v)
	}
	return true
}

// isFlat tells whether a value is a list or mapping of scalars on one line.
func isFlat(value any) bool {
	switch v := value.(type) {
	case Map:
		return !slices.ContainsFunc(v, func(p Pair) bool { return !isInline(p.Value) })
	case []any:
		return !slices.ContainsFunc(v, func(item any) bool { return !isInline(item) })
	}
	return false
}

// lead is the offset after the colon or the dash that the node at a depth follows. A key between
// brackets may have no colon: then it is the end of the key.
func (e *edit) lead(depth int) int {
	parent, step := e.parent(depth), e.path[depth-1]
	if step.Key == "" {
		return e.dash(parent, step.Index) + 1
	}
	key, _ := parent.Get(step.Key)
	_, end := e.Offsets(key)
	at := end
	for at < len(e.Data) && isSpace(e.Data[at]) {
		at++
	}
	if at < len(e.Data) && e.Data[at] == ':' {
		return at + 1
	}
	return end
}

// dash is the offset of the dash of an entry of a block list.
func (e *edit) dash(list *Node, i int) int {
	start, _ := e.Offsets(list)
	if i == 0 {
		return start
	}
	_, end := e.Offsets(list.Children[i-1])
	line := e.Position(end).Line
	for line++; line < len(e.lines) && isBlank([]byte(e.Line(line))); line++ {
	}
	start, end = e.line(min(line, len(e.lines)))
	return end - len(bytes.TrimLeft(e.Data[start:end], " \t"))
}

// dashColumn is the column, from 0, of the dash of the node at a depth.
func (e *edit) dashColumn(depth int) int { return e.parent(depth).Column - 1 }

// insert adds a value to the node at a depth, at the next step of the path.
func (e *edit) insert(depth int, value any) error {
	parent, step := e.nodes[depth], e.path[depth]
	switch {
	case parent.Kind == Mapping && step.Key != "":
		e.insertEntry(depth, step.Key, value)
	case parent.Kind == Sequence && step.Key == "" && step.Index == len(parent.Children):
		e.insertItem(depth, value)
	case parent.Kind == Sequence && step.Key == "":
		return diag.Fail("source-no-such-entry", "path", e.path.String())
	default:
		return diag.Fail("source-wrong-parent", "path", e.path.String(), "parent", e.path[:depth].String())
	}
	return nil
}

func (e *edit) insertItem(depth int, value any) {
	list := e.nodes[depth]
	start, end := e.Offsets(list)
	switch {
	case e.isFlow(list) && len(list.Children) > 0:
		_, last := e.Offsets(list.Children[len(list.Children)-1])
		e.splice(last, last, appendFlow(e.comma(last), value))
	case e.isFlow(list) && (isInline(value) || e.inFlow(depth-1)):
		e.splice(start, end, appendFlow(nil, []any{value}))
	case e.isFlow(list):
		e.replaceBlock(depth, []any{value})
	default:
		column := list.Column - 1
		text := e.layout().item(newLine(nil, column), value, column)
		e.insertAfter(list.Children[len(list.Children)-1], column, text, value)
	}
}

func (e *edit) insertEntry(depth int, key string, value any) {
	parent := e.nodes[depth]
	previous := e.previous(depth, key)
	if e.inFlow(depth) {
		e.insertFlowEntry(parent, previous, key, value)
		return
	}
	column := parent.Column - 1
	entry := e.layout().entries(nil, Map{{key, value}}, column)
	if previous >= 0 {
		e.insertAfter(parent.Children[previous+1], column, append(newLine(nil, column), entry...), value)
		return
	}
	start, _ := e.Offsets(parent.Children[0])
	if line := e.commentsAbove(parent.Children[0]); line > 0 {
		at, _ := e.line(line)
		e.splice(at, at, append(append(newLine(nil, column)[1:], entry...), '\n'))
		return
	}
	e.splice(start, start, append(entry, newLine(nil, column)...))
}

func (e *edit) insertFlowEntry(parent *Node, previous int, key string, value any) {
	entry := appendFlow(append(appendText(nil, key, inFlow), ": "...), value)
	switch {
	case previous >= 0:
		_, keyEnd := e.Offsets(parent.Children[previous])
		_, end := e.Offsets(parent.Children[previous+1])
		at := max(keyEnd, end)
		e.splice(at, at, append(e.comma(at), entry...))
	case len(parent.Children) > 0:
		start, _ := e.Offsets(parent.Children[0])
		e.splice(start, start, append(entry, ", "...))
	default:
		start, end := e.Offsets(parent)
		e.splice(start, end, append(append([]byte{'{'}, entry...), '}'))
	}
}

// comma separates what comes next between brackets. A colon just before needs a space to be one.
func (e *edit) comma(at int) []byte {
	if e.Data[at-1] == ':' {
		return []byte(" , ")
	}
	return []byte(", ")
}

// previous is the index of the key that a new one goes after, or -1 when it comes first.
func (e *edit) previous(depth int, key string) int {
	parent := e.nodes[depth]
	var keys []string
	if e.order != nil {
		keys = e.order(e.path[:depth])
	}
	rank := slices.Index(keys, key)
	if rank < 0 {
		return len(parent.Children) - 2
	}
	for _, before := range slices.Backward(keys[:rank]) {
		if i := parent.position(Step{Key: before}); i < len(parent.Children) {
			return i
		}
	}
	return -1
}

// insertAfter puts lines after a block value, the comment beside it and those that are indented
// deeper than its column.
func (e *edit) insertAfter(value *Node, column int, text []byte, inserted any) {
	at := e.entryEnd(value, column)
	if at == len(e.Data) {
		e.endLastBlock()
	}
	e.splice(at, at, e.closed(text, inserted, at))
}

// entryEnd is where the lines of an entry end, whose key or dash stands at a column from 0.
func (e *edit) entryEnd(value *Node, column int) int {
	_, end := e.Offsets(value)
	end = e.lineEnd(end)
	for line := e.Position(end).Line + 1; line <= len(e.lines); line++ {
		text := e.Line(line)
		indented := strings.TrimLeft(text, " \t")
		if !strings.HasPrefix(indented, "#") && indented != "" {
			break
		}
		if indented != "" && len(text)-len(indented) <= column {
			break
		}
		if indented != "" {
			_, end = e.line(line)
		}
	}
	return end
}

// endLastBlock keeps the text of a literal block as it is when the file, which had no final line
// end, goes on after it.
func (e *edit) endLastBlock() {
	last := e.Root
	for last.Kind != Scalar && len(last.Children) > 0 {
		last = last.Children[len(last.Children)-1]
	}
	start, end := e.Offsets(last)
	if start == end || last.Kind != Scalar || !isBlock(e.Data[start]) || end < len(e.Data) || strings.HasSuffix(last.Value, "\n") {
		return
	}
	start, header := e.blockHeader(last)
	kept := bytes.Trim(header, "+-")
	e.splice(start, start+len(header), append(slices.Clone(kept), '-'))
}

// commentsAbove is the first line of the comments that stand right above a key on its own line,
// or zero. What a file begins with is about the file.
func (e *edit) commentsAbove(key *Node) int {
	start, _ := e.Offsets(key)
	if e.textStart(key.Line) != start {
		return 0
	}
	line := key.Line
	for line > 1 && strings.HasPrefix(strings.TrimLeft(e.Line(line-1), " \t"), "#") {
		line--
	}
	if line == key.Line || line == 1 {
		return 0
	}
	return line
}

// textStart is where the text of a line begins, after its indentation.
func (f *File) textStart(line int) int {
	start, end := f.line(line)
	return end - len(bytes.TrimLeft(f.Data[start:end], " \t"))
}

// remove takes out the node that the path leads to, or the outermost that this would leave empty.
func (e *edit) remove() {
	depth := len(e.path)
	for depth > 1 && len(e.parent(depth).Children) <= e.width(depth) {
		depth--
	}
	parent := e.parent(depth)
	at := parent.position(e.path[depth-1])
	if e.inFlow(depth - 1) {
		e.removeFromFlow(parent, at, e.width(depth))
		return
	}
	start, column := e.entryStart(parent, at), parent.Column-1
	end := e.entryEnd(parent.Children[at+e.width(depth)-1], column)
	line := e.Position(start).Line
	if lineStart, _ := e.line(line); e.textStart(line) == start {
		e.splice(lineStart, e.nextLine(end), nil)
		return
	}
	// It shares its line with the dash of what holds it.
	next := e.entryStart(parent, at+e.width(depth))
	if e.textStart(e.Position(e.nextLine(end)).Line) == next {
		end = next
	}
	e.splice(start, end, nil)
}

// width is how many children one entry of the parent of the node at a depth has.
func (e *edit) width(depth int) int {
	if e.parent(depth).Kind == Mapping {
		return 2
	}
	return 1
}

// entryStart is where the key or the dash of a block's entry stands; the end of the data when there
// is no such entry.
func (e *edit) entryStart(parent *Node, i int) int {
	switch {
	case i >= len(parent.Children):
		return len(e.Data)
	case parent.Kind == Sequence:
		return e.dash(parent, i)
	}
	start, _ := e.Offsets(parent.Children[i])
	return start
}

// nextLine is where the line after an offset begins.
func (e *edit) nextLine(offset int) int {
	if line := e.Position(offset).Line; line < len(e.lines) {
		return e.lines[line]
	}
	return len(e.Data)
}

// removeFromFlow takes an entry out from between its brackets, with the comma before or after it.
func (e *edit) removeFromFlow(parent *Node, at, width int) {
	start, _ := e.Offsets(parent.Children[at])
	_, end := e.Offsets(parent.Children[at+width-1])
	switch {
	case at+width < len(parent.Children):
		end, _ = e.Offsets(parent.Children[at+width])
	case at > 0:
		_, keyEnd := e.Offsets(parent.Children[at-width])
		_, start = e.Offsets(parent.Children[at-1])
		start = max(start, keyEnd)
	}
	var text []byte
	if e.Data[start-1] == ':' { // which needs a space to be one
		text = []byte{' '}
	}
	e.splice(start, max(start, end), text)
}

// newline is the line end of the file.
func (f *File) newline() string {
	if len(f.lines) < 2 {
		return "\n"
	}
	_, end := f.line(1)
	if strings.HasPrefix(string(f.Data[end:f.lines[1]]), "\r") {
		return string(f.Data[end:f.lines[1]])
	}
	return "\n"
}

// layout is how the file indents its blocks, and where it does not tell, the canonical way.
func (f *File) layout() layout {
	l := layout{keys: -1, dashes: -1}
	f.habits(f.Root, &l)
	if l.keys < 0 {
		l.keys = canonical.keys
		if l.dashes > 0 {
			l.keys = l.dashes
		}
	}
	if l.dashes < 0 {
		l.dashes = l.keys
	}
	return l
}

// habits looks at the first list and the first mapping that a key of a block has below it.
func (f *File) habits(n *Node, l *layout) {
	if n == nil || n.Kind == Scalar || f.isFlow(n) {
		return
	}
	for i, child := range n.Children {
		if n.Kind == Mapping && i%2 == 1 && child.Line > n.Children[i-1].Line && !f.isFlow(child) {
			switch {
			case child.Kind == Sequence && l.dashes < 0:
				l.dashes = max(0, child.Column-n.Column)
			case child.Kind == Mapping && l.keys < 0:
				l.keys = max(1, child.Column-n.Column)
			}
		}
		f.habits(child, l)
	}
}
