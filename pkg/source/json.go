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
	text := string(data)
	r := jsonReader{text: text}
	size := strings.Count(text, `"`)/2 + strings.Count(text, "{") + strings.Count(text, "[") // but for numbers and the like
	r.nodes, r.children = make([]Node, 0, size+1), make([]*Node, 0, size)
	n := r.value()
	if r.next(); r.wrong || r.at < len(text) {
		return nil, json.Unmarshal(data, new(any)) // which says why
	}
	return n, nil
}

// jsonReader reads JSON. Nearly every start of the program waits for it.
type jsonReader struct {
	text     string
	at       int
	depth    int
	wrong    bool    // it is no JSON; all of it counts as read
	nodes    []Node  // room for them
	children []*Node // those of the collections that were read to their end
	begun    []*Node // those of the others
}

// maxJSON is how deep JSON may be, as for the standard library.
const maxJSON = 10_000

// add makes room for many nodes at once.
func (r *jsonReader) add(n Node) *Node {
	if len(r.nodes) == cap(r.nodes) {
		r.nodes = make([]Node, 0, 64)
	}
	r.nodes = append(r.nodes, n)
	return &r.nodes[len(r.nodes)-1]
}

func (r *jsonReader) value() *Node {
	switch r.next() {
	case '{':
		return r.collection(Mapping, '}')
	case '[':
		return r.collection(Sequence, ']')
	case '"':
		return r.add(Node{Kind: Scalar, Value: r.quoted()})
	}
	return r.plain()
}

// fail gives up.
func (r *jsonReader) fail() { r.wrong, r.at = true, len(r.text) }

// next is the byte with which something begins, 0 at the end.
func (r *jsonReader) next() byte {
	for ; r.at < len(r.text); r.at++ {
		switch c := r.text[r.at]; c {
		case ' ', '\t', '\r', '\n':
		default:
			return c
		}
	}
	return 0
}

// sign takes a sign, if it comes next.
func (r *jsonReader) sign(c byte) bool {
	if r.next() != c {
		return false
	}
	r.at++
	return true
}

func (r *jsonReader) collection(kind NodeKind, end byte) *Node {
	before := len(r.begun)
	r.at++
	if r.depth++; r.depth > maxJSON {
		r.fail()
	}
	for more := r.next() != end; more && !r.wrong; more = r.sign(',') {
		if kind == Mapping {
			if r.next() != '"' {
				r.fail()
				break
			}
			r.begun = append(r.begun, r.add(Node{Kind: Scalar, Value: r.quoted()}))
			if !r.sign(':') {
				r.fail()
			}
		}
		r.begun = append(r.begun, r.value())
	}
	r.depth--
	if !r.sign(end) {
		r.fail()
	}
	first := len(r.children)
	r.children = append(r.children, r.begun[before:]...)
	r.begun = r.begun[:before]
	return r.add(Node{Kind: kind, Children: slices.Clip(r.children[first:])})
}

// quoted takes a text in quotes.
func (r *jsonReader) quoted() string {
	end, simple := r.at+1, true
	for ; end < len(r.text) && r.text[end] != '"'; end++ {
		switch c := r.text[end]; {
		case c == '\\':
			end++
			simple = false
		case c < ' ':
			simple = false
		}
	}
	if end >= len(r.text) {
		r.fail()
		return ""
	}
	quoted := r.text[r.at : end+1]
	r.at = end + 1
	if simple && utf8.ValidString(quoted) {
		return quoted[1 : len(quoted)-1]
	}
	var text string
	if json.Unmarshal([]byte(quoted), &text) != nil {
		r.fail()
	}
	return text
}

// plain takes a number, true, false or null.
func (r *jsonReader) plain() *Node {
	written := r.text[r.at:]
	if end := strings.IndexAny(written, " \t\r\n,:]}"); end >= 0 {
		written = written[:end]
	}
	r.at += len(written)
	if !json.Valid([]byte(written)) {
		r.fail()
	}
	n := r.add(Node{Kind: Scalar, Type: Float, Plain: true, Value: written})
	switch written {
	case "null":
		n.Type = Null
	case "true", "false":
		n.Type = Bool
	default:
		if _, err := strconv.ParseInt(written, 10, 64); err == nil {
			n.Type = Int
		}
	}
	return n
}
