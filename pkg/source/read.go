package source

import (
	"bytes"
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// Parse reads a file. It never fails: what is wrong is in the findings, and the File is never nil.
func Parse(path string, data []byte) (*File, []diag.Finding) {
	f := &File{Path: path, Data: data, lines: lineStarts(data[:min(len(data), MaxBytes)])}
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
	alike    map[string]int // how many findings of a rule there are, those not reported too
	slab     []Node         // where the nodes are taken from
	children []*Node        // where the lists of children are taken from
	disguise *disguise
	hasBang  bool // somewhere in the file there may be the tag "!"
	// A key is there twice, so that not every node is kept and where one ends is not sure.
	hasDuplicate bool
}

func (r *reader) read() {
	data := r.file.Data
	if !r.checkText() || strings.HasSuffix(r.file.Path, ".json") && !r.checkJSON() {
		return
	}
	document, err := decode(r.disguise.apply(data))
	if err != nil {
		r.explain(err)
		return
	}
	if !r.checkDocuments() || len(document.Content) == 0 {
		return
	}
	root := document.Content[0]
	r.hasBang = bytes.IndexByte(data, '!') >= 0
	if r.isNothing(root) || !r.checkSize(root) {
		return
	}
	r.file.Root = r.convert(root)
	if !r.file.refused {
		r.checkRoot()
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

// report adds a finding, unless there are many of its rule already. An error that is refused leaves
// the file without a Root.
func (r *reader) report(rule string, where diag.Range, m diag.Message) *diag.Finding {
	if r.alike == nil {
		r.alike = map[string]int{}
	}
	if r.alike[rule]++; r.alike[rule] > maxAlike {
		return new(diag.Finding)
	}
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
func (r *reader) isNothing(root *yaml.Node) bool {
	return root.Kind == yaml.ScalarNode && root.Value == "" && root.Anchor == "" && root.Style == 0 &&
		!(r.hasBang && r.startsWithBang(root))
}

// checkSize refuses what is nested too deep or has too many nodes, and makes room for the rest.
func (r *reader) checkSize(root *yaml.Node) bool {
	count, beyond := 0, (*yaml.Node)(nil)
	var measure func(n *yaml.Node, depth int) bool
	measure = func(n *yaml.Node, depth int) bool {
		count++
		if count > MaxNodes || depth > MaxDepth && n.Kind != yaml.ScalarNode {
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
		where := r.mark(beyond, 1)
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
func (r *reader) checkRoot() {
	f := r.file
	if f.Root.Kind == Mapping {
		r.checkEnd()
		return
	}
	start, end := f.Offsets(f.Root)
	found := r.refuse("not-a-mapping", f.span(start, min(end, f.lineEnd(start))), diag.Msg("source-not-a-mapping"))
	found.Hint = diag.Msg("source-hint-fields")
	if f.Root.Plain && strings.Contains(f.Root.Value, ":") {
		found.Hint = diag.Msg("source-hint-colon-space")
	}
}

// checkEnd refuses what follows the mapping. The library stops reading there in silence: after a
// closing bracket, or where a line is less indented than the first.
func (r *reader) checkEnd() {
	f := r.file
	isFlow := f.isFlow(f.Root)
	if f.Root.Column == 1 && !isFlow || r.hasDuplicate {
		return
	}
	_, end := f.Offsets(f.Root)
	for line := f.Position(end).Line; line <= len(f.lines); line++ {
		from, to := f.line(line)
		from = max(from, end)
		rest := f.Data[from:to]
		switch {
		case isBlank(rest):
			continue
		case isDocumentMark(rest, "..."):
		case isFlow:
			from += len(rest) - len(bytes.TrimLeft(rest, " \t"))
			r.refuse("yaml-syntax", f.span(from, to), diag.Msg("source-after-end")).
				Hint = diag.Msg("source-hint-syntax")
		default:
			r.refuse("yaml-syntax", f.span(from, to), diag.Msg("source-indent")).
				Hint = diag.Msg("source-hint-indent")
		}
		return
	}
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
		key := r.convert(y.Content[i])
		isKey := r.checkKey(y, y.Content[i])
		value := r.convert(y.Content[i+1])
		if !isKey {
			continue
		}
		if first := seen.add(key, n.Children); first != nil {
			r.hasDuplicate = true
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
		inBlock && key.Column != mapping.Column, !inBlock && r.isAfterQuestion(key),
		key.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		r.refuse("yaml-feature", r.mark(key, 1), diag.Msg("source-complex-key")).
			Hint = diag.Msg("source-hint-fields")
		return false
	case key.Value == "" && key.Style == 0:
		r.refuse("yaml-syntax", r.mark(key, 1), diag.Msg("source-missing-key")).
			Hint = diag.Msg("source-hint-colon-space")
		return false
	case key.Value == "<<" && key.Style == 0:
		r.refuse("yaml-feature", r.mark(key, 2), diag.Msg("source-merge-key")).
			Hint = diag.Msg("source-hint-plain")
		return false
	}
	return true
}

// isAfterQuestion finds the mark of a complex key between brackets.
func (r *reader) isAfterQuestion(key *yaml.Node) bool {
	before := bytes.TrimRight(r.file.Data[:r.file.offset(key.Line, key.Column)], " \t\r\n")
	return bytes.HasSuffix(before, []byte("?"))
}

// checkFeatures refuses what makes a file more than data.
func (r *reader) checkFeatures(y *yaml.Node) {
	switch {
	case y.Kind == yaml.AliasNode:
		r.feature(y, "*"+y.Value, diag.Msg("source-alias", "text", "*"+y.Value))
	case y.Anchor != "":
		r.feature(y, "&"+y.Anchor, diag.Msg("source-anchor", "text", "&"+y.Anchor))
	case y.Style&yaml.TaggedStyle != 0, r.hasBang && r.startsWithBang(y):
		start := r.file.offset(y.Line, y.Column)
		tag, _, _ := strings.Cut(r.file.Line(y.Line)[start-r.file.offset(y.Line, 1):], " ")
		r.feature(y, tag, diag.Msg("source-tag", "text", tag))
	}
}

// startsWithBang finds the tag "!", of which the library's nodes tell nothing.
func (r *reader) startsWithBang(y *yaml.Node) bool {
	start := r.file.offset(y.Line, y.Column)
	return start < len(r.file.Data) && r.file.Data[start] == '!'
}

func (r *reader) feature(y *yaml.Node, text string, m diag.Message) {
	f := r.refuse("yaml-feature", r.mark(y, len([]rune(text))), m)
	f.Hint = diag.Msg("source-hint-feature")
}

// mark is the range of the first runes of a node of the library, as far as its line goes.
func (r *reader) mark(y *yaml.Node, runes int) diag.Range {
	return r.file.span(r.file.offset(y.Line, y.Column), r.file.offset(y.Line, y.Column+runes))
}
