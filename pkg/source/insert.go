package source

import (
	"bytes"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

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
