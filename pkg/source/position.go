package source

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

const bom = "\uFEFF"

// lineStarts finds where each line begins. Lines end as editors end them: at LF, CR LF or CR.
// A byte order mark is no part of the first line.
func lineStarts(data []byte) []int {
	starts := make([]int, 1, 2+bytes.Count(data, []byte{'\n'}))
	if bytes.HasPrefix(data, []byte(bom)) {
		starts[0] = len(bom)
	}
	if bytes.IndexByte(data, '\r') < 0 {
		for i := 0; ; {
			n := bytes.IndexByte(data[i:], '\n')
			if n < 0 {
				return starts
			}
			i += n + 1
			starts = append(starts, i)
		}
	}
	for i, c := range data {
		if c == '\n' || c == '\r' && (i+1 == len(data) || data[i+1] != '\n') {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// line returns the offsets of the text of a line (from 1), its end left out.
func (f *File) line(i int) (start, end int) {
	start, end = f.lines[i-1], len(f.Data)
	if i < len(f.lines) {
		end = f.lines[i]
	}
	for end > start && (f.Data[end-1] == '\n' || f.Data[end-1] == '\r') {
		end--
	}
	return start, end
}

// textStart is where the text of a line begins, after its indentation.
func (f *File) textStart(line int) int {
	start, end := f.line(line)
	return end - len(bytes.TrimLeft(f.Data[start:end], " \t"))
}

// Line returns the text of a line (from 1) without its end, or nothing when there is no such line.
func (f *File) Line(i int) string {
	if i < 1 || i > len(f.lines) {
		return ""
	}
	start, end := f.line(i)
	return string(f.Data[start:end])
}

// Position tells the line and column of a byte offset.
func (f *File) Position(offset int) diag.Position {
	offset = min(max(offset, 0), len(f.Data))
	i, found := slices.BinarySearch(f.lines, offset)
	if found {
		i++
	}
	i = max(i, 1)
	start := min(f.lines[i-1], offset)
	return diag.Position{Line: i, Column: utf8.RuneCount(f.Data[start:offset]) + 1}
}

// offset is the inverse of Position.
func (f *File) offset(line, column int) int {
	if line > len(f.lines) {
		return len(f.Data)
	}
	at, end := f.line(line)
	for ; column > 1 && at < end; column-- {
		_, size := utf8.DecodeRune(f.Data[at:end])
		at += size
	}
	return at
}

func (f *File) span(start, end int) diag.Range {
	from := f.Position(start)
	line := from.Line
	if line < len(f.lines) && f.lines[line-1] <= start && start <= end && end < f.lines[line] { // all on one line
		return diag.Span(line, from.Column, utf8.RuneCount(f.Data[start:end]))
	}
	return diag.Range{Start: from, End: f.Position(end)}
}

// Range is where a node stands, from the first character of its text, quote, bracket, dash or key
// up to the end of the last. A block ends with its last line that is not blank. An absent value,
// as in "key:", has an empty range; nil has none.
func (f *File) Range(n *Node) diag.Range {
	if n == nil || n.Line < 1 {
		return diag.Range{}
	}
	return f.span(f.Offsets(n))
}

// Offsets is Range in bytes of Data.
func (f *File) Offsets(n *Node) (start, end int) {
	if n == nil || n.Line < 1 {
		return 0, 0
	}
	start = f.offset(n.Line, n.Column)
	switch {
	case n.Kind != Scalar:
		return start, f.collectionEnd(n, start)
	case n.Plain:
		return start, f.plainEnd(n, start)
	case start == len(f.Data):
		return start, start
	}
	switch f.Data[start] {
	case '"', '\'':
		return start, quotedEnd(f.Data, start)
	case '|':
		return start, f.literalEnd(n)
	case '>':
		return start, f.foldedEnd(n, start)
	}
	return start, start
}

// collectionEnd goes from the end of the last child to the closing bracket, if there is one.
func (f *File) collectionEnd(n *Node, start int) int {
	end := start
	for _, child := range n.Children {
		_, childEnd := f.Offsets(child)
		end = max(end, childEnd)
	}
	if !f.isFlow(n) {
		return f.colonAfter(n, end)
	}
	for at := max(end, start+1); at < len(f.Data); at++ {
		switch f.Data[at] {
		case ']', '}':
			return at + 1
		case '#':
			at = f.lineEnd(at)
		}
	}
	return len(f.Data)
}

// colonAfter takes in the colon of a last entry without a value: in "[a: ]" the library puts the
// absent value before it.
func (f *File) colonAfter(n *Node, end int) int {
	if n.Kind != Mapping || len(n.Children) == 0 || n.Children[len(n.Children)-1].Value != "" || f.Data[end-1] == ':' {
		return end
	}
	at := end
	for at < len(f.Data) && f.Data[at] == ' ' {
		at++
	}
	if at < len(f.Data) && f.Data[at] == ':' {
		return at + 1
	}
	return end
}

// isFlow tells whether a list or mapping is written between brackets.
func (f *File) isFlow(n *Node) bool {
	if n.Kind == Scalar {
		return false
	}
	start := f.offset(n.Line, n.Column)
	return start < len(f.Data) && (f.Data[start] == '[' || f.Data[start] == '{')
}

// lineEnd is the end of the text of the line that holds an offset.
func (f *File) lineEnd(offset int) int {
	_, end := f.line(f.Position(offset).Line)
	return end
}

// plainEnd walks along the text of a plain scalar, which differs from its source where lines were
// folded: blanks and line ends there are one space here, or a line end for each blank line.
func (f *File) plainEnd(n *Node, start int) int {
	if end := start + len(n.Value); end <= len(f.Data) && string(f.Data[start:end]) == n.Value {
		return end // on one line, as most are
	}
	at := start
	for i := 0; i < len(n.Value) && at < len(f.Data); {
		if !isSpace(f.Data[at]) {
			at++
			i++
			continue
		}
		gap := at
		for at < len(f.Data) && isSpace(f.Data[at]) {
			at++
		}
		if !bytes.ContainsAny(f.Data[gap:at], "\r\n") {
			i += at - gap
			continue
		}
		for i < len(n.Value) && isSpace(n.Value[i]) {
			i++
		}
	}
	return at
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// literalEnd counts the lines of a literal block.
func (f *File) literalEnd(n *Node) int {
	text := strings.TrimRight(n.Value, "\n")
	last := n.Line
	if text != "" {
		last += 1 + strings.Count(text, "\n")
	}
	return f.blockEnd(n, len(n.Value)-len(text), last)
}

// foldedEnd finds the line with the last character of a folded block.
func (f *File) foldedEnd(n *Node, start int) int {
	text := strings.TrimRight(n.Value, "\n")
	at := f.lineEnd(start)
	for i := range len(text) {
		if isSpace(text[i]) {
			continue
		}
		for at < len(f.Data) && isSpace(f.Data[at]) {
			at++
		}
		at++
	}
	return f.blockEnd(n, len(n.Value)-len(text), f.Position(at-1).Line)
}

// blockEnd is the end of a block of which the last line that is not blank is known: further only
// where its header keeps the blank lines that follow.
func (f *File) blockEnd(n *Node, lineEnds, last int) int {
	_, header := f.blockHeader(n)
	if bytes.IndexByte(header, '+') >= 0 {
		last += max(lineEnds-1, 0)
		if last == n.Line {
			last += lineEnds
		}
	}
	last = min(last, len(f.lines))
	_, end := f.line(last)
	if last == n.Line {
		end = f.offset(n.Line, n.Column) + len(header)
	}
	return end
}

// blockHeader is what a block scalar begins with: |, > and the indicators after it.
func (f *File) blockHeader(n *Node) (start int, header []byte) {
	start = f.offset(n.Line, n.Column)
	end := start
	for end < len(f.Data) && bytes.IndexByte([]byte("|>+-0123456789"), f.Data[end]) >= 0 {
		end++
	}
	return start, f.Data[start:end]
}
