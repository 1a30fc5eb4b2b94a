package source

import (
	"bytes"
	"sort"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// Directive is a comment that speaks to a program: "# canvas: ignore[rule] reason" to one called canvas.
type Directive struct {
	Text        string // what follows the name, without the space around it
	Start       int    // the offset of Text in Data
	Range       diag.Range
	First, Last int // the lines that it is meant for; 0, 0: the whole file
}

// Directives lists the comments that speak to a program, in their order. One that stands beside something is meant for
// the entries that begin on its line, as far as they go; one on a line of its own for those that begin
// below it; one before everything for the whole file.
func (f *File) Directives(program string) []Directive {
	name := []byte(program + ":")
	if f.refused || !bytes.Contains(f.Data, name) { // as nearly every file
		return nil
	}
	comments, _ := f.comments()
	below := 0 // the line that the comment before speaks of
	var found []Directive
	for _, c := range comments {
		before, after, ok := strings.Cut(c.text, string(name))
		if !ok || strings.Trim(before, "# \t") != "" {
			continue
		}
		text := strings.TrimSpace(after)
		d := Directive{Text: text, Range: f.span(c.start, c.start+len(c.text))}
		d.Start = c.start + len(before) + len(name) + strings.Index(after, text)
		d.First, d.Last = f.reach(c, below)
		below = d.First
		found = append(found, d)
	}
	return found
}

// reach tells the lines that a comment is meant for. One above the line below, of which a comment before it speaks, is
// meant for the same.
func (f *File) reach(c comment, below int) (first, last int) {
	line := f.Position(c.start).Line
	if c.alone {
		if f.Root == nil || line < f.Root.Line {
			return 0, 0
		}
		for line = max(line+1, below); line <= len(f.lines) && isBlank([]byte(f.Line(line))); line++ {
		}
	}
	return line, f.entryEnd(f.Root, line)
}

// entryEnd is the last line of the entries of a list or mapping that begin on a line, or of those within
// them; the line itself when none does.
func (f *File) entryEnd(n *Node, line int) int {
	if n == nil || n.Kind == Scalar {
		return line
	}
	size := 1
	if n.Kind == Mapping {
		size = 2 // a key and its value
	}
	value := func(i int) *Node { return n.Children[i*size+size-1] }
	lastLine := func(i int) int {
		_, end := f.Offsets(value(i))
		return f.Position(end).Line
	}
	entries := len(n.Children) / size
	i := sort.Search(entries, func(i int) bool { return n.Children[i*size].Line >= line })
	if i > 0 && line <= lastLine(i-1) {
		return f.entryEnd(value(i-1), line)
	}
	end := line
	for ; i < entries && n.Children[i*size].Line == line; i++ {
		end = max(end, lastLine(i))
	}
	return end
}
