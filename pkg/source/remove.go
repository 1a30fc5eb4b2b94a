package source

import "strings"

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
		e.splice(lineStart, e.blankAfter(line, e.nextLine(end)), nil)
		return
	}
	// It shares its line with the dash of what holds it.
	next := e.entryStart(parent, at+e.width(depth))
	if e.textStart(e.Position(e.nextLine(end)).Line) == next {
		end = next
	}
	e.splice(start, end, nil)
}

// blankAfter takes in the blank line after an entry that stood between two, from its first line on:
// one is enough for what is left.
func (e *edit) blankAfter(line, end int) int {
	isBlank := func(line int) bool { return strings.Trim(e.Line(line), " \t") == "" }
	next := e.Position(end).Line
	if end < len(e.Data) && (line == 1 || isBlank(line-1)) && isBlank(next) {
		return e.nextLine(end)
	}
	return end
}

// width is how many children one entry of the parent of the node at a depth has.
func (e *edit) width(depth int) int {
	if e.parent(depth).Kind == Mapping {
		return 2
	}
	return 1
}

// entryStart is where an entry begins, with its key or its dash; the end of the data when there is
// no such entry.
func (f *File) entryStart(parent *Node, i int) int {
	switch {
	case i >= len(parent.Children):
		return len(f.Data)
	case parent.Kind == Sequence && !f.isFlow(parent):
		return f.dash(parent, i)
	}
	start, _ := f.Offsets(parent.Children[i])
	return start
}

// nextLine is where the line after an offset begins.
func (f *File) nextLine(offset int) int {
	if line := f.Position(offset).Line; line < len(f.lines) {
		return f.lines[line]
	}
	return len(f.Data)
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
