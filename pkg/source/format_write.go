package source

import (
	"bytes"
	"slices"
	"strings"
)

// write adds entries at a column, the first of them on the line that b ends in.
func (r *formatter) write(b []byte, entries []formed, column int) []byte {
	for i := range entries {
		e := &entries[i]
		b = appendComments(b, e.above, column)
		if e.blank {
			b = append(b, '\n')
		}
		if len(b) == 0 || b[len(b)-1] == '\n' {
			b = appendSpaces(b, column)
		}
		b = r.writeEntry(b, e, column)
		b = appendComments(b, e.below, column+2)
	}
	return b
}

func (r *formatter) writeEntry(b []byte, e *formed, column int) []byte {
	if e.key == nil {
		b = append(b, '-')
	} else {
		b = append(appendKey(b, e.key.Value), ':')
	}
	switch {
	case len(e.entries) > 0 && e.key == nil:
		return r.write(append(b, ' '), e.entries, column+2)
	case len(e.entries) > 0:
		return r.write(endLine(b, e.beside), e.entries, column+canonical.dashes)
	case e.value.Kind == Sequence:
		return endLine(append(b, " []"...), e.beside)
	case e.value.Kind == Mapping:
		return endLine(append(b, " {}"...), e.beside)
	case e.value.Type == Null:
		return endLine(b, e.beside)
	}
	text := r.appendValue(nil, e, column+canonical.keys)
	first, more, isBlock := bytes.Cut(text, []byte("\n"))
	b = endLine(append(append(b, ' '), first...), e.beside)
	if isBlock {
		b = append(append(b, more...), '\n')
	}
	return b
}

func endLine(b []byte, beside string) []byte {
	if beside != "" {
		b = append(append(b, ' '), beside...)
	}
	return append(b, '\n')
}

func appendComments(b []byte, comments []comment, column int) []byte {
	for _, c := range comments {
		if c.blank {
			b = append(b, '\n')
		}
		b = append(append(appendSpaces(b, column), c.text...), '\n')
	}
	return b
}

func appendSpaces(b []byte, n int) []byte {
	for range n {
		b = append(b, ' ')
	}
	return b
}

// appendValue writes a scalar: text as Encode does, what is no text as it was.
func (r *formatter) appendValue(b []byte, e *formed, indent int) []byte {
	if e.value.Plain && e.value.Type != String && !r.isQuoted(e.value, e.path) {
		return append(b, e.value.Value...)
	}
	if block, ok := r.asBroken(e.value, indent); ok {
		return append(b, block...)
	}
	return appendScalar(b, e.value.Value, indent)
}

// isQuoted tells whether a plain value that looks like something else is text.
func (r *formatter) isQuoted(n *Node, path Path) bool {
	return n.Plain && n.Type != Null && r.isText != nil && r.isText(path)
}

// asBroken writes a block with the lines that people broke it into, where Encode would join them or
// escape what is in them.
func (f *File) asBroken(n *Node, indent int) ([]byte, bool) {
	start, end := f.Offsets(n)
	if start == end || n.Plain || !isBlock(f.Data[start]) || strings.HasSuffix(n.Value, "\n\n") {
		return nil, false
	}
	_, header := f.blockHeader(n)
	text, hasEnd := strings.CutSuffix(n.Value, "\n")
	lines := strings.Split(text, "\n")
	if header[0] == '>' {
		lines = f.foldedLines(n, end)
	}
	if len(lines) < 2 || header[0] == '|' && fitsLiteral(n.Value) {
		return nil, false
	}
	mark := header[:1:1]
	if i := slices.IndexFunc(lines, isWritten); i >= 0 && lines[i][0] == ' ' {
		mark = append(mark, '2')
	}
	if !hasEnd {
		mark = append(mark, '-')
	}
	again, _ := Parse("", append(appendLines([]byte("k: "), mark, lines, 2), '\n'))
	if _, v := again.Root.Get("k"); v == nil || v.Value != n.Value {
		return nil, false
	}
	return appendLines(nil, mark, lines, indent), true
}

func isWritten(line string) bool { return line != "" }

// foldedLines are the lines of a folded block without their indentation.
func (f *File) foldedLines(n *Node, end int) (lines []string) {
	indent := -1
	for i := n.Line + 1; i <= f.Position(end).Line; i++ {
		line := f.Line(i)
		text := strings.TrimLeft(line, " ")
		if indent < 0 && text != "" {
			indent = len(line) - len(text)
		}
		lines = append(lines, line[min(max(indent, 0), len(line)-len(text)):])
	}
	return lines
}

func appendLines(b, mark []byte, lines []string, indent int) []byte {
	b = append(b, mark...)
	for _, line := range lines {
		if line == "" {
			b = append(b, '\n')
			continue
		}
		b = append(newLine(b, indent), line...)
	}
	return b
}
