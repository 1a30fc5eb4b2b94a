package repo

import (
	"bytes"
	"errors"
	"iter"
	"slices"
)

// mode is what a tree says that an entry is.
type mode uint32

const (
	modeFolder    mode = 0o040000
	modeSymlink   mode = 0o120000
	modeSubmodule mode = 0o160000
)

// entry is a file or folder in a tree; the zero entry is none.
type entry struct {
	mode mode
	id   objectID
}

// file tells whether it is something that a canvas can hold, other than a folder.
func (e entry) file() bool { return e.mode != 0 && e.mode != modeFolder && e.mode != modeSubmodule }

var errTree = errors.New("a tree is damaged")

// row is an entry as it is stored: "100644 name\x00" and the bytes of the hash. It points into the
// tree, so that going over ten thousand of them costs no memory.
type row struct {
	mode mode
	name []byte
	id   []byte
}

func (r row) entry() entry {
	if r.mode == 0 {
		return entry{}
	}
	return entry{r.mode, objectID(r.id)}
}

// modeEnd is where the space after a row's mode stands, which has six digits at most; -1 without one.
func modeEnd(row []byte) int { return bytes.IndexByte(row[:min(len(row), 7)], ' ') }

// cut takes the first row off a tree whose hashes have n bytes.
func cut(data []byte, n int) (r row, rest []byte, err error) {
	end := bytes.IndexByte(data, 0)
	space := modeEnd(data[:max(end, 0)])
	if space < 0 || len(data)-end-1 < n {
		return row{}, nil, errTree
	}
	for _, digit := range data[:space] {
		r.mode = r.mode<<3 | mode(digit-'0')
	}
	r.name, r.id = data[space+1:end], data[end+1:end+1+n]
	return r, data[end+1+n:], nil
}

// rows goes over a tree.
func rows(data []byte, n int) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		for len(data) > 0 {
			r, rest, err := cut(data, n)
			if !yield(r, err) || err != nil {
				return
			}
			data = rest
		}
	}
}

// find looks a name up in a tree. It is what the history of a file spends its time with, so rows are
// taken apart only when their end looks right.
func find(data []byte, name string, n int) (entry, error) {
	wanted := []byte(name)
	for len(data) > 0 {
		end := bytes.IndexByte(data, 0)
		if end < 0 || len(data)-end-1 < n || modeEnd(data[:end]) < 0 {
			return entry{}, errTree
		}
		if bytes.HasSuffix(data[:end], wanted) {
			r, _, err := cut(data, n)
			if err != nil || string(r.name) == name {
				return r.entry(), err
			}
		}
		data = data[end+1+n:]
	}
	return entry{}, nil
}

// skip leaves out the rows that two trees begin with alike.
func skip(a, b []byte, n int) (restA, restB []byte) {
	alike := common(a, b)
	if alike == len(a) && alike == len(b) {
		return nil, nil
	}
	at := 0
	for {
		end := bytes.IndexByte(a[at:alike], 0)
		if end < 0 || at+end+1+n > alike {
			return a[at:], b[at:]
		}
		at += end + 1 + n
	}
}

// common is how many bytes two texts begin with alike.
func common(a, b []byte) int {
	n := 0
	for block := 4096; block > 0; block /= 8 {
		for n+block <= min(len(a), len(b)) && bytes.Equal(a[n:n+block], b[n:n+block]) {
			n += block
		}
	}
	return n
}

// order compares two rows as git does: folders as if their names ended in a slash.
func order(a, b row) int {
	n := min(len(a.name), len(b.name))
	if c := bytes.Compare(a.name[:n], b.name[:n]); c != 0 {
		return c
	}
	return int(nextByte(a, n)) - int(nextByte(b, n))
}

// nextByte is what follows the first n of a name.
func nextByte(r row, n int) byte {
	switch {
	case n < len(r.name):
		return r.name[n]
	case r.mode == modeFolder:
		return '/'
	}
	return 0
}

// differ calls found with each file that differs between two folders, in the order of their trees.
// Only folders with different hashes are looked into.
func (s *store) differ(a, b objectID, dir string, found func(name string)) error {
	if a == b {
		return nil
	}
	n := max(len(a), len(b))
	left, err := s.tree(a)
	if err != nil {
		return err
	}
	right, err := s.tree(b)
	if err != nil {
		return err
	}
	for {
		left, right = skip(left, right, n)
		if len(left) == 0 && len(right) == 0 {
			return nil
		}
		var l, r row
		if l, r, left, right, err = next(left, right, n); err != nil {
			return err
		}
		if err := s.differIn(l, r, dir, found); err != nil {
			return err
		}
	}
}

// next takes the next row off two trees, off one of them where it has a name that the other lacks.
func next(left, right []byte, n int) (l, r row, restLeft, restRight []byte, err error) {
	restLeft, restRight = left, right
	if len(left) > 0 {
		l, restLeft, err = cut(left, n)
	}
	if len(right) > 0 && err == nil {
		r, restRight, err = cut(right, n)
	}
	if len(left) == 0 || len(right) == 0 || err != nil {
		return l, r, restLeft, restRight, err
	}
	switch o := order(l, r); {
	case o < 0:
		return l, row{}, restLeft, right, nil
	case o > 0:
		return row{}, r, left, restRight, nil
	}
	return l, r, restLeft, restRight, nil
}

// differIn compares what two trees hold under one name; no row is nothing.
func (s *store) differIn(l, r row, dir string, found func(name string)) error {
	name := dir + string(l.name)
	if l.mode == 0 {
		name = dir + string(r.name)
	}
	if l.entry().file() || r.entry().file() {
		found(name)
	}
	var a, b objectID
	if l.mode == modeFolder {
		a = objectID(l.id)
	}
	if r.mode == modeFolder {
		b = objectID(r.id)
	}
	return s.differ(a, b, name+"/", found)
}

// difference lists the files that differ between two folders, sorted.
func (s *store) difference(a, b objectID) ([]string, error) {
	var names []string
	err := s.differ(a, b, "", func(name string) { names = append(names, name) })
	slices.Sort(names)
	return slices.Compact(names), err
}
