package source

import (
	"strings"
)

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
