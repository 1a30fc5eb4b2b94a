package source

import (
	"bytes"
	"errors"
	"fmt"

	"gopkg.in/yaml.v3"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// Parse reads a file. It never fails: what is wrong is in the findings, and the File is never nil.
func Parse(path string, data []byte) (*File, []diag.Finding) {
	f := &File{Path: path, Data: data, lines: lineStarts(data)}
	r := reader{file: f}
	r.read()
	if f.refused {
		f.Root = nil
	}
	return f, r.findings
}

// reader turns the bytes of one file into nodes and findings.
type reader struct {
	file     *File
	findings []diag.Finding
	slab     []Node  // where the nodes are taken from
	children []*Node // where the lists of children are taken from
	disguise disguise
}

func (r *reader) read() {
	data := r.file.Data
	if !r.checkText() {
		return
	}
	document, err := decode(r.disguise.apply(data))
	if err != nil {
		r.explain(err)
		return
	}
	if document == nil || len(document.Content) == 0 {
		return
	}
	root := document.Content[0]
	if isNothing(root) || !r.checkDocuments() || !r.checkSize(root) {
		return
	}
	r.file.Root = r.convert(root)
	if !r.file.refused {
		r.checkRoot(root)
	}
}

// decode reads the first document of a file into the library's nodes. The library reports some
// malformed input by panicking.
func decode(data []byte) (document *yaml.Node, err error) {
	defer func() {
		if p := recover(); p != nil {
			document, err = nil, fmt.Errorf("yaml: %v", p)
		}
	}()
	document = new(yaml.Node)
	if err := yaml.Unmarshal(data, document); err != nil {
		return nil, err
	}
	return document, nil
}

// report adds a finding. An error that is refused leaves the file without a Root.
func (r *reader) report(rule string, where diag.Range, m diag.Message) *diag.Finding {
	r.findings = append(r.findings, diag.Finding{
		Path: r.file.Path, Range: where, Severity: diag.Error, Rule: rule, Message: m,
	})
	return &r.findings[len(r.findings)-1]
}

// refuse reports what leaves the file without a Root.
func (r *reader) refuse(rule string, where diag.Range, m diag.Message) *diag.Finding {
	r.file.refused = true
	return r.report(rule, where, m)
}

// isNothing tells whether a root is what the library makes of an empty document.
func isNothing(root *yaml.Node) bool {
	return root.Kind == yaml.ScalarNode && root.Value == "" && root.Anchor == "" &&
		root.Style == 0
}

// checkSize refuses what is nested too deep or has too many nodes, and makes room for the rest.
func (r *reader) checkSize(root *yaml.Node) bool {
	count, beyond := 0, (*yaml.Node)(nil)
	var measure func(n *yaml.Node, depth int) bool
	measure = func(n *yaml.Node, depth int) bool {
		count++
		if count > MaxNodes || depth > MaxDepth {
			beyond = n
			return false
		}
		for _, child := range n.Content {
			if !measure(child, depth+1) {
				return false
			}
		}
		return true
	}
	if !measure(root, 1) {
		where := diag.Span(beyond.Line, beyond.Column, 1)
		if count > MaxNodes {
			r.refuse("too-deep", where, diag.Msg("source-too-many-nodes", "limit", MaxNodes))
		} else {
			r.refuse("too-deep", where, diag.Msg("source-too-deep", "limit", MaxDepth))
		}
		return false
	}
	r.slab = make([]Node, count)
	r.children = make([]*Node, count-1)
	return true
}

// checkRoot wants a mapping.
func (r *reader) checkRoot(root *yaml.Node) {
	if r.file.Root.Kind == Mapping {
		return
	}
	r.refuse("not-a-mapping", r.file.Range(r.file.Root), diag.Msg("source-not-a-mapping"))
}

// convert makes a Node of the library's one and of all that is in it.
func (r *reader) convert(y *yaml.Node) *Node {
	n := &r.slab[0]
	r.slab = r.slab[1:]
	n.Line, n.Column = y.Line, y.Column
	r.checkFeatures(y)
	switch y.Kind {
	case yaml.ScalarNode:
		n.Kind = Scalar
		n.Value = r.disguise.undo(y.Value)
		if y.Style&^yaml.TaggedStyle == 0 {
			n.Plain, n.Type = true, typeOf(n.Value)
		}
	case yaml.SequenceNode:
		n.Kind = Sequence
		n.Children = r.room(len(y.Content))
		for _, item := range y.Content {
			n.Children = append(n.Children, r.convert(item))
		}
	case yaml.MappingNode:
		n.Kind = Mapping
		n.Children = r.room(len(y.Content))
		r.convertEntries(n, y)
	default: // an alias, which is refused
		n.Kind, n.Type = Scalar, Null
	}
	return n
}

func (r *reader) room(n int) []*Node {
	room := r.children[:0:n]
	r.children = r.children[n:]
	return room
}

func (r *reader) convertEntries(n *Node, y *yaml.Node) {
	seen := seenKeys{}
	for i := 0; i+1 < len(y.Content); i += 2 {
		key, value := r.convert(y.Content[i]), r.convert(y.Content[i+1])
		if !r.checkKey(y, y.Content[i]) {
			continue
		}
		if first := seen.add(key, n.Children); first != nil {
			finding := r.report("duplicate-key", r.file.Range(key), diag.Msg("source-duplicate-key", "key", key.Value))
			finding.Hint = diag.Msg("source-hint-duplicate-key")
			finding.Related = []diag.Related{{
				Path: r.file.Path, Range: r.file.Range(first), Message: diag.Msg("source-first-here", "key", key.Value),
			}}
			continue
		}
		n.Children = append(n.Children, key, value)
	}
}

// seenKeys finds the keys of a mapping that are there twice. A map is made for large mappings only.
type seenKeys struct{ byName map[string]*Node }

// add returns the key of the same name among the entries so far, or nil.
func (s *seenKeys) add(key *Node, entries []*Node) *Node {
	const few = 32
	if s.byName == nil && len(entries) < few {
		for i := 0; i < len(entries); i += 2 {
			if entries[i].Value == key.Value {
				return entries[i]
			}
		}
		return nil
	}
	if s.byName == nil {
		s.byName = make(map[string]*Node, len(entries))
		for i := 0; i < len(entries); i += 2 {
			s.byName[entries[i].Value] = entries[i]
		}
	}
	if first := s.byName[key.Value]; first != nil {
		return first
	}
	s.byName[key.Value] = key
	return nil
}

// checkKey refuses keys that are no simple text.
func (r *reader) checkKey(mapping, key *yaml.Node) bool {
	inBlock := mapping.Style&yaml.FlowStyle == 0
	switch {
	case key.Kind == yaml.AliasNode:
		return false // reported already
	case key.Kind != yaml.ScalarNode,
		inBlock && key.Column != mapping.Column,
		key.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		r.refuse("yaml-feature", r.mark(key, 1), diag.Msg("source-complex-key"))
		return false
	case key.Value == "" && key.Style == 0:
		r.refuse("yaml-syntax", r.mark(key, 1), diag.Msg("source-missing-key"))
		return false
	case key.Value == "<<" && key.Style == 0:
		r.refuse("yaml-feature", r.mark(key, 2), diag.Msg("source-merge-key"))
		return false
	}
	return true
}

// checkFeatures refuses what makes a file more than data.
func (r *reader) checkFeatures(y *yaml.Node) {
	switch {
	case y.Kind == yaml.AliasNode:
		r.feature(y, "*"+y.Value, diag.Msg("source-alias", "text", "*"+y.Value))
	case y.Anchor != "":
		r.feature(y, "&"+y.Anchor, diag.Msg("source-anchor", "text", "&"+y.Anchor))
	case y.Style&yaml.TaggedStyle != 0:
		r.feature(y, y.Tag, diag.Msg("source-tag", "text", y.Tag))
	}
}

func (r *reader) feature(y *yaml.Node, text string, m diag.Message) {
	f := r.refuse("yaml-feature", r.mark(y, len([]rune(text))), m)
	f.Hint = diag.Msg("source-hint-feature")
}

// mark is the range of the first runes of a node of the library.
func (r *reader) mark(y *yaml.Node, runes int) diag.Range {
	return diag.Span(y.Line, y.Column, runes)
}

// checkDocuments refuses a second document, which the library drops in silence.
func (r *reader) checkDocuments() bool {
	return true
}

// explain reports why the library could not read the file.
func (r *reader) explain(err error) {
	line := 1
	if _, scanErr := fmt.Sscanf(err.Error(), "yaml: line %d:", &line); scanErr != nil && !errors.Is(scanErr, nil) {
		line = 1
	}
	line = min(max(line, 1), len(r.file.lines))
	start, end := r.file.line(line)
	text := r.file.Data[start:end]
	start += len(text) - len(bytes.TrimLeft(text, " \t"))
	r.refuse("yaml-syntax", r.file.span(start, end), diag.Msg("source-syntax"))
}
