package source

import (
	"strconv"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// Step goes to the value of a key, or, when Key is empty, to the entry of a list at an index from 0.
type Step struct {
	Key   string
	Index int
}

// Path leads from the root of a file to one of its values.
type Path []Step

// ParsePath reads the written form of a path, "criteria[0].target". It begins with a key. Keys that
// hold a dot or a bracket have no written form.
func ParsePath(s string) (Path, error) {
	var p Path
	for part := range strings.SplitSeq(s, ".") {
		key, indexes, _ := strings.Cut(part, "[")
		if key == "" || strings.Contains(key, "]") {
			return nil, diag.Fail("source-bad-path", "path", s)
		}
		p = append(p, Step{Key: key})
		if indexes == "" && key == part {
			continue
		}
		indexes, closed := strings.CutSuffix(indexes, "]")
		if !closed {
			return nil, diag.Fail("source-bad-path", "path", s)
		}
		for index := range strings.SplitSeq(indexes, "][") {
			i, err := strconv.ParseUint(index, 10, 31)
			if err != nil {
				return nil, diag.Fail("source-bad-path", "path", s)
			}
			p = append(p, Step{Index: int(i)})
		}
	}
	return p, nil
}

// to is the path one step further.
func (p Path) to(step Step) Path { return append(p[:len(p):len(p)], step) }

// Entry is the path of an entry of the list that the path leads to.
func (p Path) Entry(index int) Path { return p.to(Step{Index: index}) }

// String is the written form.
func (p Path) String() string {
	var b strings.Builder
	for i, step := range p {
		switch {
		case step.Key == "":
			b.WriteString("[" + strconv.Itoa(step.Index) + "]")
		case i > 0:
			b.WriteString("." + step.Key)
		default:
			b.WriteString(step.Key)
		}
	}
	return b.String()
}

// child is the key and the value that a step leads to, or nils.
func (n *Node) child(step Step) (key, value *Node) {
	if step.Key != "" {
		return n.Get(step.Key)
	}
	if n != nil && n.Kind == Sequence && step.Index < len(n.Children) && step.Index >= 0 {
		return nil, n.Children[step.Index]
	}
	return nil, nil
}

// follow lists the nodes on a path, the root first, as far as they exist.
func (f *File) follow(p Path) []*Node {
	nodes := []*Node{f.Root}
	for _, step := range p {
		_, next := nodes[len(nodes)-1].child(step)
		if next == nil {
			break
		}
		nodes = append(nodes, next)
	}
	return nodes
}
