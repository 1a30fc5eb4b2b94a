package kind

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// compile turns schemas into kinds. The built-in ones are right (a test sees to it); what is wrong
// in a team's is reported and left out.
func (l *loader) compile(declared []declaration) *Set {
	set := &Set{words: map[string]*Kind{}}
	var compiled []declaration
	for _, d := range declared {
		c := compiler{loader: l, root: d.root}
		k := c.kind(d)
		if k == nil || !l.claimWords(set, k, d) {
			continue
		}
		set.kinds = append(set.kinds, k)
		compiled = append(compiled, d)
	}
	for i, k := range set.kinds {
		l.linkRules(set, k, compiled[i].root)
		l.checkRefs(set, k)
	}
	return set
}

// claimWords gives the kind its folder and its words, unless another kind has one of them.
func (l *loader) claimWords(set *Set, k *Kind, d declaration) bool {
	_, xkind := d.root.Get("x-kind")
	claim := append([]string{k.Name, k.Folder}, k.Aliases...)
	for _, title := range []Localized{k.Labels.Title, k.Labels.Plural} {
		claim = append(claim, title["en"], title["fr"])
	}
	for _, word := range claim {
		if other := set.ByWord(word); other != nil && other != k {
			l.find(xkind, "schema-conflict", diag.Msg("schema-word-taken", "word", word, "kind", other.Name), diag.Message{})
			return false
		}
	}
	for _, word := range claim {
		if word != "" {
			set.words[words.Fold(word)] = k
		}
	}
	return true
}

// compiler compiles the schema of one kind.
type compiler struct {
	*loader
	root *source.Node
}

func (c *compiler) kind(d declaration) *Kind {
	before := len(c.findings)
	_, xkind := d.root.Get("x-kind")
	if xkind == nil {
		c.find(d.root, "schema-invalid", diag.Msg("schema-no-x-kind"), diag.Msg("schema-no-x-kind-hint", "kind", d.name))
		return nil
	}
	k := &Kind{
		Name:    d.name,
		Folder:  scalar(xkind, "folder"),
		Named:   list(xkind, "name"),
		Aliases: list(xkind, "aliases"),
		Icon:    scalar(xkind, "icon"),
		Labels:  labels(d.root),
		Team:    d.team,
	}
	k.record = c.field(d.root, "", "", 0)
	if k.record.Type != Record {
		c.find(d.root, "schema-invalid", diag.Msg("schema-not-an-object"), diag.Message{})
		return nil
	}
	if d.team && k.Field("formerly") == nil {
		addFormerly(k.record)
	}
	if !folderName.MatchString(k.Folder) || k.Folder == Folder {
		c.find(xkind, "schema-invalid", diag.Msg("schema-folder", "folder", k.Folder), diag.Message{})
	}
	if len(k.Named) == 0 {
		c.find(xkind, "schema-invalid", diag.Msg("schema-unnamed"), diag.Message{})
	}
	for _, name := range k.Named {
		if f := k.Field(name); f == nil || f.Type != Text {
			c.find(xkind, "schema-invalid", diag.Msg("schema-name-field", "field", name), diag.Message{})
		}
	}
	_, closed := d.root.Get("x-closed")
	k.Closed = c.conditions(k, closed)
	if len(c.findings) > before {
		return nil
	}
	return k
}

var folderName = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// addFormerly gives a team's kind the field that every kind has.
func addFormerly(record *Field) {
	f := &Field{
		Name: "formerly", Path: "formerly", Type: List, maxLength: -1, maxItems: -1,
		Items:  &Field{Path: "formerly", Type: Text, maxLength: 64, maxItems: -1},
		Labels: Labels{Title: Localized{"en": "formerly", "fr": "anciennement"}},
	}
	record.Fields = append(record.Fields, f)
	record.byName[f.Name] = f
}

// maxRefs bounds the local references that are followed on the way to one field.
const maxRefs = 32

func (c *compiler) field(n *source.Node, name, fieldPath string, depth int) *Field {
	f := &Field{Name: name, Path: fieldPath, Type: Text, maxLength: -1, maxItems: -1, schema: n}
	if depth > maxRefs {
		c.find(n, "schema-invalid", diag.Msg("schema-ref-loop"), diag.Message{})
		return f
	}
	if _, ref := n.Get("$ref"); ref != nil {
		target := c.resolve(ref.Value)
		if target == nil {
			c.find(ref, "schema-invalid", diag.Msg("schema-ref", "ref", ref.Value), diag.Msg("schema-ref-hint"))
			return f
		}
		n = mergePatch(target, withoutRef(n))
		f.schema = n
		return c.field(n, name, fieldPath, depth+1)
	}
	f.Type = Type(scalar(n, "type"))
	if f.Type == "" {
		f.Type = Text
		if _, properties := n.Get("properties"); properties != nil {
			f.Type = Record
		}
		if _, items := n.Get("items"); items != nil {
			f.Type = List
		}
	}
	f.Labels = labels(n)
	if len(f.Labels.Title) == 0 {
		f.Labels.Title = Localized{"en": strings.ReplaceAll(name, "_", " ")}
	}
	f.Enum = list(n, "enum")
	f.Refs = list(n, "x-ref")
	f.Default = c.defaultValue(n, f)
	if p := scalar(n, "pattern"); p != "" {
		f.pattern, _ = regexp.Compile(p)
	}
	f.minimum, f.maximum = number(n, "minimum"), number(n, "maximum")
	f.minLength, f.maxLength = bound(n, "minLength", 0), bound(n, "maxLength", -1)
	f.minItems, f.maxItems = bound(n, "minItems", 0), bound(n, "maxItems", -1)
	c.inside(n, f, depth)
	return f
}

// inside compiles the entries of a list and the fields of a record.
func (c *compiler) inside(n *source.Node, f *Field, depth int) {
	switch f.Type {
	case List:
		_, items := n.Get("items")
		if items == nil {
			items = &source.Node{Kind: source.Mapping}
		}
		f.Items = c.field(items, f.Name, f.Path, depth+1)
		if len(f.Items.Labels.Values) == 0 {
			f.Items.Labels.Values = f.Labels.Values
		}
	case Record:
		f.byName = map[string]*Field{}
		required := list(n, "required")
		_, properties := n.Get("properties")
		for key, property := range properties.Entries() {
			inner := c.field(property, key.Value, strings.TrimPrefix(f.Path+"."+key.Value, "."), depth+1)
			inner.Required = slices.Contains(required, key.Value)
			f.Fields = append(f.Fields, inner)
			f.byName[inner.Name] = inner
		}
		for _, name := range required {
			if f.byName[name] == nil {
				_, at := n.Get("required")
				c.find(at, "schema-invalid", diag.Msg("schema-required-unknown", "field", name), diag.Message{})
			}
		}
	}
}

// resolve follows a local reference, "#/$defs/name"; nothing is fetched.
func (c *compiler) resolve(ref string) *source.Node {
	name, ok := strings.CutPrefix(ref, "#/$defs/")
	if !ok {
		return nil
	}
	_, defs := c.root.Get("$defs")
	_, target := defs.Get(name)
	return target
}

func withoutRef(n *source.Node) *source.Node {
	rest := &source.Node{Kind: source.Mapping, Line: n.Line, Column: n.Column}
	for key, value := range n.Entries() {
		if key.Value != "$ref" {
			rest.Children = append(rest.Children, key, value)
		}
	}
	return rest
}

func (c *compiler) defaultValue(n *source.Node, f *Field) any {
	_, d := n.Get("default")
	if d == nil {
		return nil
	}
	value, err := f.Scalar(d.Value)
	if err != nil {
		c.find(d, "schema-invalid", diag.Msg("schema-default", "value", d.Value), diag.Message{})
		return nil
	}
	return value
}

// conditions reads {field: [values]}, the shape of x-closed and of a rule's when.
func (c *compiler) conditions(k *Kind, n *source.Node) []Condition {
	var conditions []Condition
	for key := range n.Entries() {
		f := k.Field(key.Value)
		if f == nil {
			c.find(key, "schema-invalid", diag.Msg("schema-condition", "field", key.Value), diag.Message{})
			continue
		}
		values := list(n, key.Value)
		for _, v := range values {
			if len(f.Enum) > 0 && !slices.Contains(f.Enum, v) {
				c.find(key, "schema-invalid", diag.Msg("schema-condition-value", "field", key.Value, "value", v), nearestHint(v, f.Enum))
			}
		}
		conditions = append(conditions, Condition{key.Value, values})
	}
	return conditions
}

// linkRules reads the coverage rules of a kind, once all kinds are known.
func (l *loader) linkRules(set *Set, k *Kind, root *source.Node) {
	c := compiler{loader: l, root: root}
	for _, f := range k.Fields() {
		if _, n := f.schema.Get("x-coverage"); n != nil {
			f.Coverage = c.rule(k, n)
			f.Coverage.Field = f
			k.Rules = append(k.Rules, f.Coverage)
		}
	}
	_, inward := root.Get("x-coverage")
	if inward == nil {
		return
	}
	for _, n := range inward.Children {
		r := c.rule(k, n)
		for _, from := range list(n, "from") {
			name, fieldPath, _ := strings.Cut(from, ".")
			other := set.Named(name)
			if other == nil || other.Field(fieldPath) == nil || !other.Field(fieldPath).Entry().Holds(k.Name) {
				_, at := n.Get("from")
				l.find(at, "schema-invalid", diag.Msg("schema-from", "from", from, "kind", k.Name), diag.Message{})
				continue
			}
			r.From = append(r.From, Slot{name, fieldPath})
		}
		if len(r.From) > 0 {
			k.Rules = append(k.Rules, r)
		}
	}
}

func (c *compiler) rule(k *Kind, n *source.Node) *Rule {
	r := &Rule{
		Name: scalar(n, "rule"), Kind: k, Severity: diag.Warning,
		Why: localized(n, "why"), Covered: localized(n, "covered"), Gap: localized(n, "gap"),
	}
	_, name := n.Get("rule")
	if !words.ValidID(r.Name) {
		at := n
		if name != nil {
			at = name
		}
		c.find(at, "schema-invalid", diag.Msg("schema-rule-name", "name", r.Name), diag.Message{})
	}
	if _, s := n.Get("severity"); s != nil {
		if err := r.Severity.UnmarshalText([]byte(s.Value)); err != nil {
			c.find(s, "schema-invalid", diag.Msg("schema-severity", "severity", s.Value), diag.Message{})
		}
	}
	_, when := n.Get("when")
	r.When = c.conditions(k, when)
	return r
}

// checkRefs reports references to kinds that nobody declares.
func (l *loader) checkRefs(set *Set, k *Kind) {
	var names []string
	for _, other := range set.kinds {
		names = append(names, other.Name)
	}
	for _, f := range k.Slots() {
		for _, ref := range f.Refs {
			if set.Named(ref) == nil {
				_, at := f.schema.Get("x-ref")
				l.find(at, "schema-invalid", diag.Msg("schema-unknown-kind", "kind", ref), nearestHint(ref, names))
			}
		}
	}
}

func labels(n *source.Node) Labels {
	_, text := n.Get("x-text")
	l := Labels{Title: Localized{}, Plural: Localized{}, Description: Localized{}, Values: map[string]Localized{}}
	put(l.Title, "en", scalar(n, "title"))
	put(l.Description, "en", scalar(n, "description"))
	for language, t := range text.Entries() {
		put(l.Title, language.Value, scalar(t, "title"))
		put(l.Plural, language.Value, scalar(t, "plural"))
		put(l.Description, language.Value, scalar(t, "description"))
		_, values := t.Get("values")
		for value, label := range values.Entries() {
			if l.Values[value.Value] == nil {
				l.Values[value.Value] = Localized{}
			}
			put(l.Values[value.Value], language.Value, label.Value)
		}
	}
	if len(l.Plural) == 0 {
		l.Plural = l.Title
	}
	return l
}

func put(l Localized, language, text string) {
	if text != "" {
		l[language] = text
	}
}

// localized reads {en: …, fr: …}, or a text that serves both.
func localized(n *source.Node, name string) Localized {
	l := Localized{}
	_, value := n.Get(name)
	if value != nil && value.Kind == source.Scalar {
		put(l, "en", value.Value)
	}
	for language, text := range value.Entries() {
		put(l, language.Value, text.Value)
	}
	return l
}

func scalar(n *source.Node, name string) string {
	if _, v := n.Get(name); v != nil && v.Kind == source.Scalar {
		return v.Value
	}
	return ""
}

// list reads a list of texts, or a text alone.
func list(n *source.Node, name string) []string {
	_, v := n.Get(name)
	switch {
	case v == nil:
		return nil
	case v.Kind == source.Scalar:
		return []string{v.Value}
	}
	var texts []string
	for _, c := range v.Children {
		texts = append(texts, c.Value)
	}
	return texts
}

func number(n *source.Node, name string) *float64 {
	v, err := strconv.ParseFloat(scalar(n, name), 64)
	if err != nil {
		return nil
	}
	return &v
}

func bound(n *source.Node, name string, otherwise int) int {
	if v := number(n, name); v != nil {
		return int(*v)
	}
	return otherwise
}
