package source

import (
	"encoding/json"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Entries goes through the keys and values of a mapping; of anything else, nil included, there are
// none.
func (n *Node) Entries() iter.Seq2[*Node, *Node] {
	return func(yield func(key, value *Node) bool) {
		if n == nil || n.Kind != Mapping {
			return
		}
		for i := 0; i+1 < len(n.Children); i += 2 {
			if !yield(n.Children[i], n.Children[i+1]) {
				return
			}
		}
	}
}

// ParseJSON reads JSON into nodes without positions, its entries in the order written. It is many
// times faster than reading the same bytes as YAML; Parse is for what people write into files.
func ParseJSON(data []byte) (*Node, error) {
	if !json.Valid(data) {
		return nil, json.Unmarshal(data, new(any)) // which says why
	}
	r := jsonReader{rest: string(data)}
	return r.value(), nil
}

// jsonReader reads JSON that is known to be valid. Every start of the program waits for it.
type jsonReader struct {
	rest  string
	nodes []Node  // room for the next ones
	begun []*Node // what is in the collections that are not read to their end
}

// add makes room for many nodes at once.
func (r *jsonReader) add(n Node) *Node {
	if len(r.nodes) == cap(r.nodes) {
		r.nodes = make([]Node, 0, 256)
	}
	r.nodes = append(r.nodes, n)
	return &r.nodes[len(r.nodes)-1]
}

func (r *jsonReader) value() *Node {
	switch r.next() {
	case '{':
		return r.collection(Mapping)
	case '[':
		return r.collection(Sequence)
	case '"':
		return r.add(Node{Kind: Scalar, Value: r.text()})
	}
	n := r.add(Node{Kind: Scalar, Plain: true, Value: r.take(strings.IndexAny(r.rest, " \t\r\n,:]}"))})
	switch n.Value {
	case "null":
		n.Type = Null
	case "true", "false":
		n.Type = Bool
	default:
		n.Type = Int
		if _, err := strconv.ParseInt(n.Value, 10, 64); err != nil {
			n.Type = Float
		}
	}
	return n
}

// next is the byte with which the next value begins, or the closing bracket.
func (r *jsonReader) next() byte {
	for {
		switch c := r.rest[0]; c {
		case ' ', '\t', '\r', '\n', ',', ':':
			r.rest = r.rest[1:]
		default:
			return c
		}
	}
}

// take takes n bytes, or all when n is negative.
func (r *jsonReader) take(n int) string {
	if n < 0 {
		n = len(r.rest)
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

func (r *jsonReader) collection(kind NodeKind) *Node {
	before := len(r.begun)
	r.rest = r.rest[1:]
	for c := r.next(); c != '}' && c != ']'; c = r.next() {
		r.begun = append(r.begun, r.value())
	}
	r.rest = r.rest[1:]
	n := r.add(Node{Kind: kind, Children: slices.Clone(r.begun[before:])})
	r.begun = r.begun[:before]
	return n
}

func (r *jsonReader) text() string {
	end, escaped := 1, false
	for ; r.rest[end] != '"'; end++ {
		if r.rest[end] == '\\' {
			escaped = true
			end++
		}
	}
	quoted := r.take(end + 1)
	if !escaped && utf8.ValidString(quoted) {
		return quoted[1:end]
	}
	var text string
	_ = json.Unmarshal([]byte(quoted), &text) // it is valid
	return text
}
