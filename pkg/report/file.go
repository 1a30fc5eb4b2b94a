package report

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// file reads lines of files. It keeps the file that it read last, since findings come in their order.
type file struct {
	source func(path string) ([]byte, error)
	path   string
	data   []byte
	lines  [][]byte
}

func (o Options) file() file { return file{source: o.Source} }

func (f *file) read(path string) {
	if f.source == nil || f.lines != nil && path == f.path {
		return
	}
	data, err := f.source(path)
	if err != nil {
		data = nil
	}
	f.path, f.data, f.lines = path, data, lines(data)
}

// line is a line of a file, counted from 1; empty when there is none.
func (f *file) line(path string, number int) []byte {
	f.read(path)
	if number < 1 || number > len(f.lines) {
		return nil
	}
	return f.lines[number-1]
}

// lines splits as package source counts: at LF, CR LF and CR, a byte order mark left out.
func lines(data []byte) [][]byte {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if bytes.IndexByte(data, '\r') >= 0 {
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
		data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	return bytes.Split(data, []byte("\n"))
}

// measure counts a part of a line in the unit of a format.
type measure func(part []byte) int

func inBytes(part []byte) int { return len(part) }

func inUTF16(part []byte) int {
	n := 0
	for _, r := range string(part) {
		n += utf16.RuneLen(r)
	}
	return n
}

// in gives a range whose columns count characters in another unit. A column beyond the line stays as
// far beyond it.
func (f *file) in(unit measure, path string, r diag.Range) diag.Range {
	return diag.Range{Start: f.position(unit, path, r.Start), End: f.position(unit, path, r.End)}
}

func (f *file) position(unit measure, path string, at diag.Position) diag.Position {
	line := f.line(path, at.Line)
	end, characters := 0, at.Column-1
	for ; characters > 0 && end < len(line); characters-- {
		_, size := utf8.DecodeRune(line[end:])
		end += size
	}
	return diag.Position{Line: at.Line, Column: 1 + unit(line[:end]) + max(characters, 0)}
}

// offset is the place of a byte of a file, its column in bytes.
func offset(data []byte, at int) diag.Position {
	before := data[:at]
	return diag.Position{
		Line:   1 + bytes.Count(before, []byte("\n")),
		Column: at - bytes.LastIndexByte(before, '\n'),
	}
}
