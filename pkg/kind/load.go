package kind

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

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
	name    string
	root    *source.Node
	builtin *source.Node // root before the canvas's file was laid over it; nil for the team's own kinds
	file    string       // the canvas's file, "" when it has none for this kind
}

// origin is where the team wrote a node, or the part of its file that led to a merged one.
type origin struct {
	file *source.File
	node *source.Node
}

// loader reads schemas and collects what is wrong with the team's.
type loader struct {
	team     map[*source.Node]origin
	names    map[string]bool // every kind that is declared, the faulty ones too
	formerly *source.Node    // the schema of that field in the built-in kinds
	findings []diag.Finding
}

// Load reads the built-in schemas, in the given order first, and merges those in the folder schema
// of a canvas over them; canvas may be nil. A finding's path is relative to the canvas. A team's schema
// that has one is left out as a whole, so that the Set holds every built-in kind whatever the team
// wrote. An error is about the built-in ones.
func Load(builtin fs.FS, order []string, canvas fs.FS) (*Set, []diag.Finding, error) {
	l := &loader{team: map[*source.Node]origin{}, names: map[string]bool{}}
	declared, err := l.builtin(builtin, order)
	if err != nil {
		return nil, nil, err
	}
	if canvas != nil {
		declared = l.merge(declared, canvas)
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
	declared := make([]declaration, len(names))
	failed := make([]error, len(names))
	var wait sync.WaitGroup // each command waits for them
	for i, name := range names {
		wait.Go(func() { declared[i], failed[i] = parseBuiltin(fsys, name) })
	}
	wait.Wait()
	if err := errors.Join(failed...); err != nil {
		return nil, err
	}
	for _, d := range declared {
		l.names[d.name] = true
		_, properties := d.root.Get("properties")
		_, l.formerly = properties.Get(Formerly)
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

func parseBuiltin(fsys fs.FS, file string) (declaration, error) {
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return declaration{}, err
	}
	root, err := source.ParseJSON(data)
	return declaration{name: strings.TrimSuffix(file, ".schema.json"), root: root, builtin: root}, err
}

// merge reads the team's schemas and lays them over the built-in ones.
func (l *loader) merge(declared []declaration, canvas fs.FS) []declaration {
	entries, findings := source.ReadFolder(canvas, Folder)
	l.findings = append(l.findings, findings...)
	seen := map[string]string{}
	for _, e := range entries {
		name, ok := kindOf(e.Name())
		if !ok {
			continue
		}
		l.names[name] = true
		file := path.Join(Folder, e.Name())
		root := l.read(canvas, file, e.Type())
		if root == nil {
			continue
		}
		if first, twice := seen[name]; twice {
			l.find(root, "schema-conflict", diag.Msg("schema-two-files", "kind", name, "other", first), diag.Msg("schema-two-files-hint"))
			continue
		}
		seen[name] = file
		declared = l.declare(declared, name, file, root)
	}
	return declared
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
func (l *loader) read(canvas fs.FS, file string, of fs.FileMode) *source.Node {
	data, findings := source.ReadFile(canvas, file, of)
	if findings != nil {
		l.findings = append(l.findings, findings...)
		return nil
	}
	f, findings := source.Parse(file, data)
	l.findings = append(l.findings, findings...)
	if f.Root == nil || len(findings) > 0 {
		return nil
	}
	var remember func(*source.Node)
	remember = func(n *source.Node) {
		l.team[n] = origin{f, n}
		for _, c := range n.Children {
			remember(c)
		}
	}
	remember(f.Root)
	return f.Root
}

// declare adds a kind, or lays a file over the built-in kind of that name.
func (l *loader) declare(declared []declaration, name, file string, root *source.Node) []declaration {
	before := len(l.findings)
	l.checkKeywords(root, atRoot)
	i := slices.IndexFunc(declared, func(d declaration) bool { return d.name == name })
	d := declaration{name: name, file: file}
	if i < 0 {
		if !words.ValidID(name) {
			l.find(root, "schema-invalid", diag.Msg("schema-kind-name", "kind", name), diag.Message{})
		}
		d.root = l.mergePatch(nil, root)
		declared, i = append(declared, d), len(declared)
	} else {
		d.builtin = declared[i].builtin
		_, xkind := d.builtin.Get("x-kind")
		l.checkKept(d.builtin, root, list(xkind, "name"))
		d.root = l.mergePatch(d.builtin, root)
	}
	switch {
	case len(l.findings) == before:
		declared[i] = d
	case d.builtin == nil:
		declared = declared[:i]
	}
	return declared
}

// checkKept refuses to remove or retype what the built-in kind requires, or is named by, at any depth.
func (l *loader) checkKept(builtin, patch *source.Node, named []string) {
	required := append(list(builtin, "required"), named...)
	_, old := builtin.Get("properties")
	key, changed := patch.Get("properties")
	if changed.IsNull() && key != nil && len(required) > 0 {
		l.find(key, "schema-required", diag.Msg("schema-removes-required", "field", required[0]), diag.Msg("schema-required-hint"))
	}
	for key, now := range changed.Entries() {
		_, was := old.Get(key.Value)
		switch {
		case was == nil:
		case slices.Contains(required, key.Value):
			l.checkSame(key, was, now)
			fallthrough
		case !now.IsNull():
			l.checkKept(was, now, nil)
		}
	}
	key, now := patch.Get("items")
	if _, was := builtin.Get("items"); was != nil && key != nil {
		l.checkKept(was, now, nil)
	}
}

// checkSame refuses to remove a field or to give it another type.
func (l *loader) checkSame(key, was, now *source.Node) {
	hint := diag.Msg("schema-required-hint")
	if now.IsNull() {
		l.find(key, "schema-required", diag.Msg("schema-removes-required", "field", key.Value), hint)
		return
	}
	wasType := scalar(was, "type")
	if typeKey, nowType := now.Get("type"); typeKey != nil && (nowType.IsNull() || nowType.Value != wasType) {
		at := nowType
		if nowType.Value == "" {
			at = typeKey
		}
		l.find(at, "schema-required", diag.Msg("schema-retypes-required", "field", key.Value, "type", wasType), hint)
	}
}

// mergePatch lays a JSON Merge Patch (RFC 7396) over a document, except that `required` is a union.
// Entries that the patch adds follow those of the document. Neither is changed; what is found in the
// result is reported in the patch.
func (l *loader) mergePatch(doc, patch *source.Node) *source.Node {
	if patch.Kind != source.Mapping {
		return patch
	}
	merged := &source.Node{Kind: source.Mapping}
	l.comesFrom(merged, patch)
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
		isRequired := key.Value == "required" && value.Kind != source.Mapping // no property of that name
		switch {
		case value.IsNull() && (at < 0 || isRequired):
		case value.IsNull():
			merged.Children = slices.Delete(merged.Children, at, at+2)
		case at < 0:
			merged.Children = append(merged.Children, key, l.mergePatch(nil, value))
		case isRequired && value.Kind == source.Sequence:
			merged.Children[at+1] = l.union(merged.Children[at+1], value)
		default:
			merged.Children[at], merged.Children[at+1] = key, l.mergePatch(merged.Children[at+1], value)
		}
	}
	return merged
}

// comesFrom remembers where to report what is found at a node that was made of another.
func (l *loader) comesFrom(made, of *source.Node) {
	if o, ok := l.team[of]; ok {
		l.team[made] = o
	}
}

func (l *loader) union(a, b *source.Node) *source.Node {
	merged := *a
	l.comesFrom(&merged, b)
	merged.Children = slices.Clone(a.Children)
	for _, c := range b.Children {
		if !slices.ContainsFunc(merged.Children, func(n *source.Node) bool { return n.Value == c.Value }) {
			merged.Children = append(merged.Children, c)
		}
	}
	return &merged
}

// find reports something at a node of the team's. What is built in has no place to report, and is
// right by itself: what a team's change made it say in vain is passed over.
func (l *loader) find(n *source.Node, rule string, message, hint diag.Message) {
	o, ok := l.team[n]
	if !ok {
		return
	}
	at := o.file.Range(o.node)
	if o.node == o.file.Root {
		at = diag.Span(1, 1, 0) // the file as a whole
	}
	l.findings = append(l.findings, diag.Finding{
		Path: o.file.Path, Range: at, Severity: diag.Error, Rule: rule, Message: message, Hint: hint,
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
	return &Kind{Name: name, Labels: labels(root), record: c.field(root, "", "")}, nil
}
