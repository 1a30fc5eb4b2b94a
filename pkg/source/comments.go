package source

import (
	"bytes"
	"strings"
)

// comment is one comment, from its # to the end of its line.
type comment struct {
	text   string
	start  int
	alone  bool // nothing stands before it on its line but a document marker
	column int  // from 0, of one that stands alone
	blank  bool // a blank line stands above it
}

// comments lists the comments of a file that was read. It tells false when between the nodes there
// is something that is neither a comment nor a mark of YAML: a key that is there twice is not among the nodes.
func (f *File) comments() ([]comment, bool) {
	s := commentScanner{file: f, at: f.lines[0], clean: true}
	s.node(f.Root)
	s.gap(len(f.Data))
	return s.found, s.clean
}

type commentScanner struct {
	file  *File
	at    int // what is before was looked at
	clean bool
	found []comment
}

func (s *commentScanner) node(n *Node) {
	if n == nil {
		return
	}
	if n.Kind != Scalar {
		for _, child := range n.Children {
			s.node(child)
		}
		return
	}
	start, end := s.file.Offsets(n)
	if start == end {
		return
	}
	s.gap(start)
	if !n.Plain && isBlock(s.file.Data[start]) {
		_, header := s.file.blockHeader(n)
		s.at = start + len(header)
		s.gap(min(s.file.lineEnd(start), end))
	}
	s.at = max(s.at, end)
}

// gap looks at what stands between two scalars.
func (s *commentScanner) gap(end int) {
	for s.at < end {
		switch c := s.file.Data[s.at]; {
		case c == '#':
			s.comment()
		case c == '%' && s.file.beginsLine(s.at):
			s.directive()
		case strings.IndexByte(" \t\r\n-.:,?[]{}", c) >= 0:
			s.at++
		default:
			s.clean = false
			return
		}
	}
}

// directive passes over a line like "%YAML 1.2", which says nothing about data.
func (s *commentScanner) directive() {
	end := s.file.lineEnd(s.at)
	if i := bytes.Index(s.file.Data[s.at:end], []byte(" #")); i >= 0 {
		end = s.at + i
	}
	s.at = end
}

func (s *commentScanner) comment() {
	f := s.file
	start, end := f.line(f.Position(s.at).Line)
	line := f.Data[start:end]
	c := comment{start: s.at, alone: f.beginsLine(s.at) || isDocumentMark(line, "---") || isDocumentMark(line, "...")}
	c.text = string(bytes.TrimRight(f.Data[s.at:end], " \t"))
	if f.beginsLine(s.at) {
		c.column, c.blank = s.at-start, f.isBelowBlank(s.at)
	}
	s.at = end
	s.found = append(s.found, c)
}

// beginsLine tells whether nothing but indentation stands before an offset on its line.
func (f *File) beginsLine(offset int) bool {
	return f.textStart(f.Position(offset).Line) == offset
}

// isBelowBlank tells whether what begins a line stands below a blank one.
func (f *File) isBelowBlank(offset int) bool {
	line := f.Position(offset).Line
	return line > 1 && f.textStart(line) == offset && strings.TrimLeft(f.Line(line-1), " \t") == ""
}
