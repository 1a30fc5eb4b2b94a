// Package source reads one YAML file as data: its bytes, its nodes and where each stands, and
// changes it by splicing bytes, so that everything a change does not concern stays as it was
// written. It is the only importer of the YAML library, and knows no kinds.
package source

// Limits of a file. Beyond them it is refused with a finding, before anything is built from it.
const (
	MaxBytes = 1 << 20
	MaxDepth = 64
	MaxNodes = 10_000
)

// NodeKind tells the shape of a Node.
type NodeKind uint8

// The shapes of a node.
const (
	Scalar NodeKind = iota + 1
	Sequence
	Mapping
)

// ScalarType is what YAML 1.2's core schema makes of a scalar; quoted text is always String.
type ScalarType uint8

// The types of a scalar.
const (
	String ScalarType = iota
	Null
	Bool
	Int
	Float
	Timestamp // written like a date; YAML 1.1 readers make a date of it
)

// Node is one value of a file. A Mapping's Children are key, value, key, value…; its keys are
// always plain or quoted scalars, no two of them alike.
type Node struct {
	Kind     NodeKind
	Type     ScalarType
	Plain    bool   // a scalar written without quotes and not as a block
	Value    string // the text of a scalar, decoded
	Line     int    // from 1
	Column   int    // from 1, in runes
	Children []*Node
}

// File is one file that was read. Root is nil when there is nothing in it (empty, or only comments)
// or when it could not be read as one document of data: then the findings say why.
type File struct {
	Path string
	Data []byte
	Root *Node

	lines   []int // the offset at which each line's text begins
	refused bool  // Root is nil because of an error
}

// Get returns the key and the value of a mapping's entry, or nils.
func (n *Node) Get(name string) (key, value *Node) {
	if n == nil || n.Kind != Mapping {
		return nil, nil
	}
	for i := 0; i+1 < len(n.Children); i += 2 {
		if n.Children[i].Value == name {
			return n.Children[i], n.Children[i+1]
		}
	}
	return nil, nil
}

// Below gathers the values at a path of keys, through lists: at "criteria", "target" that of every
// entry. Those that are null are left out.
func (n *Node) Below(keys ...string) (values []*Node) {
	switch {
	case n.IsNull():
	case n.Kind == Sequence:
		for _, entry := range n.Children {
			values = append(values, entry.Below(keys...)...)
		}
	case len(keys) > 0:
		_, value := n.Get(keys[0])
		return value.Below(keys[1:]...)
	default:
		values = append(values, n)
	}
	return values
}

// IsNull tells whether the node stands for nothing: absent, empty or null.
func (n *Node) IsNull() bool {
	return n == nil || n.Kind == Scalar && n.Type == Null
}
