package kind

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// Folder is where a canvas keeps its own schemas.
const Folder = "schema"

// suffixes are the names a schema file may have after the kind's.
var suffixes = []string{".schema.json", ".schema.yaml", ".schema.yml"}

// declaration is the schema of one kind before it is compiled.
type declaration struct {
	name string
	root *source.Node
	team bool // the canvas declares the kind itself
}

// loader reads schemas and collects what is wrong with the team's.
type loader struct {
	team     map[*source.Node]*source.File // the team's nodes, and where they were written
	findings []diag.Finding
}

// Load reads the built-in schemas, in the given order first, and merges those in the folder schema
// of a canvas over them; canvas may be nil. A finding's path is relative to the canvas; a team's schema that
// has one is left out as a whole. An error is about reading, never about what somebody wrote.
func Load(builtin fs.FS, order []string, canvas fs.FS) (*Set, []diag.Finding, error) {
	l := &loader{team: map[*source.Node]*source.File{}}
	declared, err := l.builtin(builtin, order)
	if err != nil {
		return nil, nil, err
	}
	if canvas != nil {
		if declared, err = l.merge(declared, canvas); err != nil {
			return nil, nil, err
		}
	}
	set := l.compile(declared)
	diag.Sort(l.findings)
	return set, l.findings, nil
}

func (l *loader) builtin(fsys fs.FS, order []string) ([]declaration, error) {
	names, err := fs.Glob(fsys, "*.schema.json")
	if err != nil {
		return nil, err
	}
	var declared []declaration
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		root, err := source.ParseJSON(data)
		if err != nil {
			return nil, err
		}
		declared = append(declared, declaration{name: strings.TrimSuffix(name, ".schema.json"), root: root})
	}
	rank := func(d declaration) int {
		if i := slices.Index(order, d.name); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortStableFunc(declared, func(a, b declaration) int { return rank(a) - rank(b) })
	return declared, nil
}

// merge reads the team's schemas and lays them over the built-in ones.
func (l *loader) merge(declared []declaration, canvas fs.FS) ([]declaration, error) {
	entries, err := fs.ReadDir(canvas, Folder)
	if errors.Is(err, fs.ErrNotExist) {
		return declared, nil
	}
	if err != nil {
		return nil, err
	}
	seen := map[string]string{}
	for _, e := range entries {
		name, ok := kindOf(e.Name())
		if !ok || e.IsDir() {
			continue
		}
		file := path.Join(Folder, e.Name())
		root, err := l.read(canvas, file)
		if err != nil {
			return nil, err
		}
		if root == nil {
			continue
		}
		if first, twice := seen[name]; twice {
			l.find(root, "schema-conflict", diag.Msg("schema-two-files", "kind", name, "other", first), diag.Msg("schema-two-files-hint"))
			continue
		}
		seen[name] = file
		declared = l.declare(declared, name, root)
	}
	return declared, nil
}

func kindOf(file string) (name string, ok bool) {
	for _, suffix := range suffixes {
		if name, ok = strings.CutSuffix(file, suffix); ok {
			return name, true
		}
	}
	return "", false
}

// read parses one of the team's files and remembers where its nodes stand; nil when it has nothing
// that can be used.
func (l *loader) read(canvas fs.FS, file string) (*source.Node, error) {
	data, err := fs.ReadFile(canvas, file)
	if err != nil {
		return nil, err
	}
	f, findings := source.Parse(file, data)
	l.findings = append(l.findings, findings...)
	if f.Root == nil || len(findings) > 0 {
		return nil, nil
	}
	var remember func(*source.Node)
	remember = func(n *source.Node) {
		l.team[n] = f
		for _, c := range n.Children {
			remember(c)
		}
	}
	remember(f.Root)
	return f.Root, nil
}

// declare adds a kind, or lays a file over the built-in kind of that name.
func (l *loader) declare(declared []declaration, name string, root *source.Node) []declaration {
	before := len(l.findings)
	l.checkKeywords(root, atRoot)
	i := slices.IndexFunc(declared, func(d declaration) bool { return d.name == name })
	if i < 0 {
		if !words.ValidID(name) {
			l.find(root, "schema-invalid", diag.Msg("schema-kind-name", "kind", name), diag.Message{})
		}
		if len(l.findings) > before {
			return declared
		}
		return append(declared, declaration{name: name, root: root, team: true})
	}
	l.checkKept(declared[i].root, root)
	if len(l.findings) > before {
		return declared
	}
	merged := slices.Clone(declared)
	merged[i].root = mergePatch(declared[i].root, root)
	return merged
}

// checkKept refuses to remove or retype what the built-in kind requires.
func (l *loader) checkKept(builtin, patch *source.Node) {
	_, required := builtin.Get("required")
	_, old := builtin.Get("properties")
	_, changed := patch.Get("properties")
	if required == nil || changed == nil {
		return
	}
	for _, r := range required.Children {
		_, was := old.Get(r.Value)
		key, now := changed.Get(r.Value)
		if key == nil {
			continue
		}
		_, wasType := was.Get("type")
		typeKey, nowType := now.Get("type")
		switch {
		case now.IsNull():
			l.find(key, "schema-required", diag.Msg("schema-removes-required", "field", r.Value), diag.Msg("schema-required-hint"))
		case typeKey != nil && nowType.Value != wasType.Value:
			l.find(nowType, "schema-required", diag.Msg("schema-retypes-required", "field", r.Value, "type", wasType.Value), diag.Msg("schema-required-hint"))
		}
	}
}

// mergePatch lays a JSON Merge Patch (RFC 7396) over a document, except that `required` is a union.
// Entries that the patch adds follow those of the document. Neither is changed.
func mergePatch(doc, patch *source.Node) *source.Node {
	if patch.Kind != source.Mapping {
		return patch
	}
	merged := &source.Node{Kind: source.Mapping, Line: patch.Line, Column: patch.Column}
	if doc != nil && doc.Kind == source.Mapping {
		merged.Children = slices.Clone(doc.Children)
	}
	for key, value := range patch.Entries() {
		at := -1
		for i := 0; i < len(merged.Children); i += 2 {
			if merged.Children[i].Value == key.Value {
				at = i
			}
		}
		switch {
		case value.IsNull() && at >= 0:
			merged.Children = slices.Delete(merged.Children, at, at+2)
		case value.IsNull():
		case at < 0:
			merged.Children = append(merged.Children, key, mergePatch(nil, value))
		case key.Value == "required" && value.Kind == source.Sequence:
			merged.Children[at+1] = union(merged.Children[at+1], value)
		default:
			merged.Children[at], merged.Children[at+1] = key, mergePatch(merged.Children[at+1], value)
		}
	}
	return merged
}

func union(a, b *source.Node) *source.Node {
	merged := *a
	merged.Children = slices.Clone(a.Children)
	for _, c := range b.Children {
		if !slices.ContainsFunc(merged.Children, func(n *source.Node) bool { return n.Value == c.Value }) {
			merged.Children = append(merged.Children, c)
		}
	}
	return &merged
}

// find reports something at a node of the team's; a node that is built in has no place to report.
func (l *loader) find(n *source.Node, rule string, message, hint diag.Message) {
	f, ok := l.team[n]
	if !ok {
		return
	}
	l.findings = append(l.findings, diag.Finding{
		Path: f.Path, Range: f.Range(n), Severity: diag.Error, Rule: rule, Message: message, Hint: hint,
	})
}

// Settings compiles the schema of a file that is not an item, such as canvas.yaml, so that it can
// be read and checked as one is.
func Settings(name string, schema []byte) (*Kind, error) {
	root, err := source.ParseJSON(schema)
	if err != nil {
		return nil, err
	}
	c := compiler{loader: &loader{}, root: root}
	return &Kind{Name: name, Labels: labels(root), record: c.field(root, "", "", 0)}, nil
}
