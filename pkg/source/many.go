package source

import "github.com/canevas-systemique/canvas/pkg/diag"

// Text is a text for the scalar at a path.
type Text struct {
	Path Path
	Text string
}

// SetTexts is Set for several scalars that are there already. However many they are, the result is
// read once.
func (f *File) SetTexts(texts []Text) (*File, error) {
	all, want := &edit{File: f}, f.Root
	for _, t := range texts {
		e, err := f.edit(t.Path, nil)
		if err != nil {
			return nil, err
		}
		if err := e.set(t.Text); err != nil {
			return nil, err
		}
		all.path, all.splices = t.Path, append(all.splices, e.splices...)
		want = want.with(t.Path, nodeOf(t.Text))
	}
	return all.finish(want)
}

// PathTo leads to the value that begins at an offset; it is nil when there is none that is a scalar.
func (f *File) PathTo(offset int) Path { return f.pathTo(f.Root, nil, offset) }

func (f *File) pathTo(n *Node, path Path, offset int) Path {
	if n == nil {
		return nil
	}
	for i, child := range n.Children {
		step := Step{Index: i}
		if n.Kind == Mapping {
			if i%2 == 0 {
				continue
			}
			step = Step{Key: n.Children[i-1].Value}
		}
		if child.Kind == Scalar && f.offset(child.Line, child.Column) == offset {
			return path.to(step)
		}
		if found := f.pathTo(child, path.to(step), offset); found != nil {
			return found
		}
	}
	return nil
}

// At is the value that a path leads to, or nil.
func (f *File) At(path Path) *Node {
	nodes := f.follow(path)
	if len(nodes) <= len(path) {
		return nil
	}
	return nodes[len(path)]
}

// Comments are the comments of the file in their order, each from its # to the end of its line.
func (f *File) Comments() []string {
	text := f.withoutTexts()
	var comments []string
	for i := range f.lines {
		start, end := f.line(i + 1)
		for at := start; at < end; at++ {
			if text[at] == '#' && (at == start || isSpace(text[at-1])) {
				comments = append(comments, string(f.Data[at:end]))
				break
			}
		}
	}
	return comments
}

// AddComments returns the file with lines of comments at its end, after a blank line.
func (f *File) AddComments(lines []string) (*File, error) {
	if f.refused {
		return nil, diag.Fail("source-cannot-edit", "path", f.Path)
	}
	e := &edit{File: f}
	var text []byte
	if start, end := f.line(len(f.lines)); start < end {
		text = append(text, '\n')
	}
	if f.Root != nil {
		e.endLastBlock()
		text = append(text, '\n')
	}
	for _, line := range lines {
		text = append(append(text, line...), '\n')
	}
	e.splice(len(f.Data), len(f.Data), text)
	return e.write(f.Root)
}

// withoutTexts is the data with another character in the place of all that is part of a scalar, where
// a # begins no comment.
func (f *File) withoutTexts() []byte {
	data := append([]byte(nil), f.Data...)
	var hide func(n *Node)
	hide = func(n *Node) {
		if n == nil {
			return
		}
		for _, child := range n.Children {
			hide(child)
		}
		if n.Kind != Scalar {
			return
		}
		start, end := f.Offsets(n)
		if start < end && isBlock(f.Data[start]) && !n.Plain { // its header may have a comment beside it
			start = min(end, f.nextLine(start))
		}
		for at := start; at < end; at++ {
			if !isSpace(data[at]) {
				data[at] = 'x'
			}
		}
	}
	hide(f.Root)
	return data
}
