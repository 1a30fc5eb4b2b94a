package source

import (
	"bytes"
	"slices"
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
	return diag.Range{Start: f.Position(start), End: f.Position(end)}
}

// Range is where a node stands, its quotes or block included.
func (f *File) Range(n *Node) diag.Range {
	start, end := f.Offsets(n)
	return f.span(start, end)
}

// Offsets is where a node stands in Data.
func (f *File) Offsets(n *Node) (start, end int) {
	start = f.offset(n.Line, n.Column)
	return start, start + len(n.Value)
}
