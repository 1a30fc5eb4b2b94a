package source

import (
	"bytes"
	"slices"
)

// Sort returns the file with the entries at its top in their order, unknown ones behind. Whole lines move and nothing
// in them changes: an entry takes along the comments right above it and the blank lines below; what the file begins
// with stays on top, what it ends with at the end. A file that cannot be sorted so comes back as it is: Format may do more.
func (f *File) Sort(order Order) *File {
	if f.refused || f.Root == nil || f.Root.Kind != Mapping || f.isFlow(f.Root) {
		return f
	}
	keys := order(nil)
	rank := func(n *Node) int {
		if i := slices.Index(keys, n.Value); i >= 0 {
			return i
		}
		return len(keys)
	}
	type entry struct{ rank, start, end int }
	var entries []entry
	for i := 0; i < len(f.Root.Children); i += 2 {
		start, ok := f.entryLines(f.Root.Children[i])
		if !ok {
			return f
		}
		if i > 0 {
			entries[len(entries)-1].end = start
		}
		entries = append(entries, entry{rank: rank(f.Root.Children[i]), start: start})
	}
	byRank := func(a, b entry) int { return a.rank - b.rank }
	if slices.IsSortedFunc(entries, byRank) {
		return f
	}
	e := &edit{File: f}
	last := &entries[len(entries)-1]
	last.end = f.nextLine(e.entryEnd(f.Root.Children[len(f.Root.Children)-1], f.Root.Column-1))
	first, rest := entries[0].start, last.end
	slices.SortStableFunc(entries, byRank)
	sorted := bytes.Clone(f.Data[:first])
	for _, entry := range entries {
		lines := f.Data[entry.start:entry.end]
		sorted = append(sorted, lines...)
		if !bytes.HasSuffix(lines, []byte("\n")) {
			sorted = append(sorted, f.newline()...)
		}
	}
	sorted = append(sorted, f.Data[rest:]...)
	return f.ifSame(sorted)
}

// entryLines is where the lines of an entry at the top begin; ok tells whether it begins a line.
func (f *File) entryLines(key *Node) (start int, ok bool) {
	at, _ := f.Offsets(key)
	if f.textStart(key.Line) != at {
		return 0, false
	}
	line := key.Line
	for line > 1 {
		text := f.textStart(line - 1)
		if start, _ = f.line(line - 1); text-start >= key.Column || !bytes.HasPrefix(f.Data[text:], []byte("#")) {
			break
		}
		line--
	}
	if line == 1 {
		line = key.Line // what a file begins with is about the file
	}
	start, _ = f.line(line)
	return start, true
}

// ifSame reads a file anew and gives it when it says the same as before, whatever the order at the top; else the file as it was.
func (f *File) ifSame(data []byte) *File {
	sorted, _ := Parse(f.Path, data)
	comments, clean := f.comments()
	if sorted.refused || !clean || !hasSameComments(comments, sorted) || len(sorted.Root.Children) != len(f.Root.Children) {
		return f
	}
	for key, value := range f.Root.Entries() {
		if _, now := sorted.Root.Get(key.Value); now == nil || !Equal(value, now) {
			return f
		}
	}
	return sorted
}
