package source

import (
	"bytes"
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
	var found []Directive
	for _, c := range comments {
		before, after, ok := strings.Cut(c.text, string(name))
		if !ok || strings.Trim(before, "# \t") != "" {
			continue
		}
		text := strings.TrimSpace(after)
		d := Directive{Text: text, Range: f.span(c.start, c.start+len(c.text))}
		d.Start = c.start + len(before) + len(name) + strings.Index(after, text)
		d.First, d.Last = f.reach(c)
		found = append(found, d)
	}
	return found
}

// reach tells the lines that a comment is meant for.
func (f *File) reach(c comment) (first, last int) {
	line := f.Position(c.start).Line
	if c.alone {
		if f.Root == nil || line < f.Root.Line {
			return 0, 0
		}
		for line++; line <= len(f.lines) && isBlank([]byte(f.Line(line))); line++ {
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
	end := line
	for i := 0; i < len(n.Children); i++ {
		first := n.Children[i].Line
		if n.Kind == Mapping {
			i++ // the value
		}
		_, offset := f.Offsets(n.Children[i])
		switch last := f.Position(offset).Line; {
		case first == line:
			end = max(end, last)
		case first < line && line <= last:
			return f.entryEnd(n.Children[i], line)
		}
	}
	return end
}
