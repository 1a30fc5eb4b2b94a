package source

import (
	"bytes"
	"math"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// Format returns the file in its canonical form: what Encode would write, with the keys of every
// mapping in their order and unknown ones behind, blank lines where people put some, one at a time,
// and each comment with what it was above, beside or below. What a file begins with stays on top.
// Blocks keep the lines that people broke them into.
//
// Every value stays as it is. isText tells where even what looks like a number or a date is text,
// and is quoted; nil says nowhere. An error means that the file holds something that would not come
// out the same, or that it could not be read.
func (f *File) Format(order Order, isText func(Path) bool) ([]byte, error) {
	comments, clean := f.comments()
	if f.refused || !clean {
		return nil, diag.Fail("source-not-formatted", "path", f.Path)
	}
	r := formatter{File: f, order: order, isText: isText, rest: comments}
	data := r.document()
	if bytes.Equal(data, f.Data) {
		return data, nil
	}
	formatted, _ := Parse(f.Path, data)
	if formatted.refused || !r.isSame(f.Root, formatted.Root, nil) || !hasSameComments(comments, formatted) {
		return nil, diag.Fail("source-not-formatted", "path", f.Path)
	}
	return data, nil
}

// isSame tells whether formatting left a value as it was. Text that looked like something else is
// text for every reader now.
func (r *formatter) isSame(was, is *Node, path Path) bool {
	if was == nil || is == nil {
		return was == is
	}
	if was.Kind != is.Kind || len(was.Children) != len(is.Children) {
		return false
	}
	if was.Kind == Scalar {
		isQuoted := is.Type == String && r.isQuoted(was, path)
		return (was.Type == is.Type || isQuoted) && (was.Value == is.Value || was.Type == Null)
	}
	if was.Kind == Mapping {
		for key, value := range was.Entries() {
			_, now := is.Get(key.Value)
			if now == nil || !r.isSame(value, now, path.to(Step{Key: key.Value})) {
				return false
			}
		}
		return true
	}
	for i := range was.Children {
		if !r.isSame(was.Children[i], is.Children[i], path.to(Step{Index: i})) {
			return false
		}
	}
	return true
}

func hasSameComments(were []comment, formatted *File) bool {
	are, clean := formatted.comments()
	return clean && slices.Equal(sortedTexts(were), sortedTexts(are))
}

func sortedTexts(comments []comment) []string {
	texts := make([]string, len(comments))
	for i, c := range comments {
		texts[i] = c.text
	}
	slices.Sort(texts)
	return texts
}

// formatter hands the comments of a file out to its entries, and writes these in canonical form.
type formatter struct {
	*File
	order  Order
	isText func(Path) bool
	rest   []comment // not handed out yet
}

// formed is an entry of a mapping, or of a list when it has no key, with the comments that are about it.
type formed struct {
	key, value *Node
	path       Path
	column     int // where it stands in the file, from 0
	above      []comment
	blank      bool // a blank line stands between them and the entry
	beside     string
	below      []comment // inside, after the last entry of its value
	entries    []formed  // of its value
}

// limit is where what follows an entry begins, and how far that is indented.
type limit struct{ offset, column int }

// Columns that no comment is at: between brackets indentation means nothing, and at the end of the
// file nothing follows.
const (
	inBrackets = math.MaxInt
	atEnd      = -1
)

func (r *formatter) document() []byte {
	if r.Root == nil || len(r.Root.Children) == 0 {
		b := appendComments(nil, withoutBlank(r.rest), 0)
		if r.Root != nil {
			b = append(b, "{}\n"...)
		}
		return b
	}
	head, apart := r.head(r.entryStart(r.Root, 0))
	entries := r.read(r.Root, nil, limit{len(r.Data), atEnd})
	b := appendComments(nil, withoutBlank(head), 0)
	if len(head) > 0 && (apart || len(entries[0].above) > 0) {
		b = append(b, '\n')
	}
	b = r.write(b, entries, 0)
	return appendComments(b, r.rest, 0)
}

// head takes the comments that a file begins with, up to a blank line. They are about the file: apart
// tells whether a blank line parts them from what follows.
func (r *formatter) head(first int) (head []comment, apart bool) {
	n := 0
	for n < len(r.rest) && r.rest[n].start < first && (n == 0 || !r.rest[n].blank) {
		n++
	}
	head = r.take(n)
	apart = r.isBelowBlank(first)
	if len(r.rest) > 0 && r.rest[0].start < first {
		apart = true
	}
	return head, apart
}

// read takes the entries of a list or mapping in the order in which they will stand.
func (r *formatter) read(n *Node, path Path, after limit) []formed {
	width := 1
	if n.Kind == Mapping {
		width = 2
	}
	entries := make([]formed, 0, len(n.Children)/width)
	for i := 0; i < len(n.Children); i += width {
		e := formed{value: n.Children[i+width-1], column: n.Column - 1, path: path.to(Step{Index: i})}
		if n.Kind == Mapping {
			e.key = n.Children[i]
			e.path = path.to(Step{Key: e.key.Value})
		}
		start := r.entryStart(n, i)
		e.above, e.blank = r.takeBefore(start), r.isBelowBlank(start)
		next := after
		if i+width < len(n.Children) {
			next.offset = r.entryStart(n, i+width)
			if next.column != inBrackets {
				next.column = n.Column - 1
			}
		}
		if i == 0 {
			e.startBlock()
		}
		r.fill(&e, start, next)
		entries = append(entries, e)
	}
	if n.Kind == Mapping && r.order != nil {
		sortByKey(entries, r.order(path))
	}
	entries[0].startBlock()
	return entries
}

func sortByKey(entries []formed, keys []string) {
	rank := func(e formed) int {
		if i := slices.Index(keys, e.key.Value); i >= 0 {
			return i
		}
		return len(keys)
	}
	slices.SortStableFunc(entries, func(a, b formed) int { return rank(a) - rank(b) })
}

// fill gives an entry its comments and those inside its value.
func (r *formatter) fill(e *formed, start int, next limit) {
	from, end := r.Offsets(e.value)
	switch {
	case len(e.value.Children) > 0:
		r.fillCollection(e, end, next)
	case from < end:
		e.place(append(r.takeBefore(end), r.takeBeside(next)...))
	default: // nothing is written there, and it stands anywhere
		e.place(append(r.takeBefore(start), r.takeBeside(next)...))
	}
	// Lines below that are indented deeper are about it, but for what could become part of a block.
	if !strings.Contains(e.value.Value, "\n") {
		n := 0
		for ; n < len(r.rest) && r.rest[n].start < next.offset && r.rest[n].column > max(e.column, next.column); n++ {
		}
		e.below = append(e.below, r.take(n)...)
	}
}

func (r *formatter) fillCollection(e *formed, end int, next limit) {
	inner := next
	isFlow := r.isFlow(e.value)
	if isFlow {
		inner = limit{end, inBrackets}
	}
	n := 0
	for first := r.entryStart(e.value, 0); n < len(r.rest) && !r.rest[n].alone && r.rest[n].start < first; n++ {
	}
	beside := r.take(n)
	e.entries = r.read(e.value, e.path, inner)
	if isFlow {
		e.below = r.takeBefore(end)
		beside = append(beside, r.takeBeside(next)...)
	}
	e.place(beside)
	if e.key != nil {
		return
	}
	// The first entry begins on the line of the dash: what was above it goes above that.
	if first := &e.entries[0]; len(first.above) > 0 {
		e.addAbove(first.above)
		e.blank = first.blank
		first.above, first.blank = nil, false
	}
}

// place puts the last comment on the entry's line beside it, others above it.
func (e *formed) place(found []comment) {
	found = slices.Clone(found)
	for i, c := range slices.Backward(found) {
		if !c.alone && (e.key != nil || len(e.entries) == 0) {
			e.beside = c.text
			found = slices.Delete(found, i, i+1)
			break
		}
	}
	e.addAbove(found)
}

// addAbove puts comments right above the entry, below those and the blank line that are there.
func (e *formed) addAbove(comments []comment) {
	if len(comments) == 0 {
		return
	}
	comments = withoutBlank(comments)
	comments[0].blank, e.blank = e.blank, false
	e.above = append(e.above, comments...)
}

// startBlock drops the blank line above the first entry of a block.
func (e *formed) startBlock() {
	if len(e.above) > 0 {
		e.above = withoutBlank(e.above)
	} else {
		e.blank = false
	}
}

// withoutBlank drops the blank line above the first of some comments.
func withoutBlank(comments []comment) []comment {
	if len(comments) > 0 {
		comments = slices.Clone(comments)
		comments[0].blank = false
	}
	return comments
}

func (r *formatter) take(n int) []comment {
	taken := r.rest[:n:n]
	r.rest = r.rest[n:]
	return taken
}

func (r *formatter) takeBefore(offset int) []comment {
	n := 0
	for n < len(r.rest) && r.rest[n].start < offset {
		n++
	}
	return r.take(n)
}

// takeBeside takes the comment that ends the line of what was just read.
func (r *formatter) takeBeside(next limit) []comment {
	if len(r.rest) == 0 || r.rest[0].alone || r.rest[0].start >= next.offset {
		return nil
	}
	return r.take(1)
}
