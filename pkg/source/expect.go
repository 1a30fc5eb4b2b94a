package source

import "strconv"

// What an edit should make of a file is worked out on nodes as well, apart from the bytes, so that
// a splice that went wrong is never written.

// nodeOf is how a value reads that was written.
func nodeOf(value any) *Node {
	switch v := value.(type) {
	case Map:
		n := &Node{Kind: Mapping}
		for _, p := range filled(v) {
			n.Children = append(n.Children, &Node{Kind: Scalar, Value: p.Key}, nodeOf(p.Value))
		}
		return n
	case []any:
		n := &Node{Kind: Sequence}
		for _, item := range v {
			n.Children = append(n.Children, nodeOf(item))
		}
		return n
	case string:
		return &Node{Kind: Scalar, Value: v}
	case bool:
		return &Node{Kind: Scalar, Type: Bool, Value: strconv.FormatBool(v)}
	}
	text := string(appendScalar(nil, value, 0))
	return &Node{Kind: Scalar, Type: typeOf(text), Value: text}
}

// with is a copy of n in which a path leads to value, or to nothing when value is nil. What the
// path leads through is made, or disappears once it is empty.
func (n *Node) with(path Path, value *Node) *Node {
	if len(path) == 0 {
		return value
	}
	step := path[0]
	kind, width := Mapping, 2
	if step.Key == "" {
		kind, width = Sequence, 1
	}
	edited := &Node{Kind: kind}
	if n != nil && n.Kind == kind {
		edited.Children = append(edited.Children, n.Children...)
	}
	at := edited.position(step)
	var old *Node
	if at < len(edited.Children) {
		old = edited.Children[at+width-1]
	}
	switch made := old.with(path[1:], value); {
	case made == nil && old == nil:
		return n
	case made == nil:
		edited.Children = append(edited.Children[:at], edited.Children[at+width:]...)
	case old == nil && kind == Mapping:
		edited.Children = append(edited.Children, &Node{Kind: Scalar, Value: step.Key}, made)
	case old == nil:
		edited.Children = append(edited.Children, made)
	default:
		edited.Children[at+width-1] = made
	}
	if len(edited.Children) == 0 {
		return nil
	}
	return edited
}

// position is where a step leads to among the children, or their number.
func (n *Node) position(step Step) int {
	if step.Key == "" {
		return min(step.Index, len(n.Children))
	}
	for i := 0; i < len(n.Children); i += 2 {
		if n.Children[i].Value == step.Key {
			return i
		}
	}
	return len(n.Children)
}

// Equal tells whether two nodes hold the same values. The entries of a mapping have no order.
func Equal(a, b *Node) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a.Kind != b.Kind || len(a.Children) != len(b.Children) {
		return false
	}
	switch a.Kind {
	case Scalar:
		return a.Type == b.Type && (a.Value == b.Value || a.Type == Null)
	case Sequence:
		for i := range a.Children {
			if !Equal(a.Children[i], b.Children[i]) {
				return false
			}
		}
		return true
	}
	for i := 0; i < len(a.Children); i += 2 {
		key, value := a.Children[i].Value, b.Children[i+1]
		if b.Children[i].Value != key {
			_, value = b.Get(key)
		}
		if value == nil || !Equal(a.Children[i+1], value) {
			return false
		}
	}
	return true
}
