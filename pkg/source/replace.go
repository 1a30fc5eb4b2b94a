package source

import (
	"bytes"
	"slices"
	"strings"
)

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

// restyled writes a value in the quotes that somebody put around the text that it replaces, where they
// can hold it; quotes that this text needed are nobody's choice.
func (e *edit) restyled(old *Node, value any, where place) []byte {
	start, end := e.Offsets(old)
	s, isText := value.(string)
	if isText && old.Kind == Scalar && string(e.Data[start:end]) != string(appendText(nil, old.Value, where)) {
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
	} else if beside[0] == '#' { // as in "|#"
		beside = append([]byte{' '}, beside...)
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
func (f *File) dash(list *Node, i int) int {
	start, _ := f.Offsets(list)
	if i == 0 {
		return start
	}
	_, end := f.Offsets(list.Children[i-1])
	line := f.Position(end).Line
	for line++; line < len(f.lines) && isBlank([]byte(f.Line(line))); line++ {
	}
	start, end = f.line(min(line, len(f.lines)))
	return end - len(bytes.TrimLeft(f.Data[start:end], " \t"))
}

// dashColumn is the column, from 0, of the dash of the node at a depth.
func (e *edit) dashColumn(depth int) int { return e.parent(depth).Column - 1 }
