package kind

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// compile turns schemas into kinds. The built-in ones are right (a test sees to it); what is wrong
// in a team's is reported and left out.
func (l *loader) compile(declared []declaration) *Set {
	set, faulty := l.compileAll(declared)
	if len(faulty) == 0 {
		return set
	}
	found := l.findings
	var sound []declaration
	for _, d := range declared {
		switch {
		case !faulty[d.name]:
			sound = append(sound, d)
		case d.builtin != nil:
			sound = append(sound, declaration{name: d.name, root: d.builtin, builtin: d.builtin})
		}
	}
	set, _ = l.compileAll(sound)
	l.findings = found // what is missing now has been reported at its cause
	return set
}

// compileAll compiles what it can, and names the kinds in which something was found.
func (l *loader) compileAll(declared []declaration) (set *Set, faulty map[string]bool) {
	set, faulty = &Set{words: map[string]*Kind{}}, map[string]bool{}
	reserved := map[string]string{} // by folded word, the built-in kind that it stands for
	for _, d := range declared {
		if d.builtin != nil {
			for _, c := range claims(d.name, d.builtin) {
				reserved[words.Fold(c.word)] = d.name
			}
		}
	}
	var compiled []declaration
	for _, d := range declared {
		before := len(l.findings)
		c := compiler{loader: l, root: d.root}
		k := c.kind(d)
		if k == nil || !l.claimWords(set, k, d.root, reserved) || len(l.findings) > before {
			faulty[d.name] = true
			continue
		}
		set.kinds = append(set.kinds, k)
		compiled = append(compiled, d)
	}
	rules := map[string]*Rule{}
	for i, k := range set.kinds {
		before := len(l.findings)
		l.linkRules(set, k, compiled[i].root)
		l.checkRuleNames(k, rules)
		l.checkRefs(set, k)
		if len(l.findings) > before {
			faulty[k.Name] = true
		}
	}
	return set, faulty
}

// claim is a word that stands for a kind, and where the schema says so.
type claim struct {
	word string
	at   *source.Node
}

// claims are the words for a kind: its name, folder, aliases and titles.
func claims(name string, root *source.Node) []claim {
	found := []claim{{name, root}}
	add := func(n *source.Node, key string) {
		if _, v := n.Get(key); v != nil && v.Kind == source.Scalar && v.Value != "" {
			found = append(found, claim{v.Value, v})
		}
	}
	_, xkind := root.Get("x-kind")
	add(xkind, "folder")
	if _, aliases := xkind.Get("aliases"); aliases != nil {
		for _, a := range aliases.Children {
			found = append(found, claim{a.Value, a})
		}
	}
	add(root, "title")
	_, text := root.Get("x-text")
	for _, in := range text.Entries() {
		add(in, "title")
		add(in, "plural")
	}
	return found
}

// claimWords gives the kind its folder and its words, unless another kind has one of them.
func (l *loader) claimWords(set *Set, k *Kind, root *source.Node, reserved map[string]string) bool {
	claimed := claims(k.Name, root)
	for _, c := range claimed {
		other := reserved[words.Fold(c.word)]
		if taken := set.ByWord(c.word); taken != nil {
			other = taken.Name
		}
		if other != "" && other != k.Name {
			l.find(c.at, "schema-conflict", diag.Msg("schema-word-taken", "word", c.word, "kind", other), diag.Message{})
			return false
		}
	}
	for _, c := range claimed {
		set.words[words.Fold(c.word)] = k
	}
	return true
}

// compiler compiles the schema of one kind.
type compiler struct {
	*loader
	root   *source.Node
	fields int      // how many were compiled
	open   []string // the references that are being followed
}

// kind compiles a kind; nil when it cannot be used at all.
func (c *compiler) kind(d declaration) *Kind {
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
		Team:    d.builtin == nil,
		File:    d.file,
	}
	if k.Labels.Title == (Localized{}) {
		k.Labels.Title.EN = d.name
	}
	k.Labels.Plural = cmp.Or(k.Labels.Plural, k.Labels.Title)
	k.record = c.field(d.root, "", "")
	if k.record.Type != Record {
		c.find(d.root, "schema-invalid", diag.Msg("schema-not-an-object"), diag.Message{})
		return nil
	}
	c.addFormerly(k.record)
	if !folderName.MatchString(k.Folder) || !words.ValidID(k.Folder) || k.Folder == Folder {
		c.find(inside(xkind, "folder"), "schema-invalid", diag.Msg("schema-folder", "folder", k.Folder), diag.Message{})
	}
	if len(k.Named) == 0 {
		c.find(xkind, "schema-invalid", diag.Msg("schema-unnamed"), diag.Message{})
	}
	c.checkMarks(k)
	for _, name := range k.Named {
		if f := k.record.Field(name); f == nil || f.Type != Text {
			c.find(inside(xkind, "name"), "schema-invalid", diag.Msg("schema-name-field", "field", name), diag.Message{})
			return nil
		}
	}
	_, closed := d.root.Get("x-closed")
	k.Closed = c.conditions(k, closed)
	_, agreed := d.root.Get("x-agreed")
	k.Agreed = c.conditions(k, agreed)
	return k
}

// checkMarks reports a sign that two fields of a kind have, or one that means nothing for its field.
func (c *compiler) checkMarks(k *Kind) {
	fields := map[string]string{}
	for _, f := range k.Fields() {
		n := inside(f.schema, "x-mark")
		switch entry := f.Entry(); {
		case f.Mark == "":
			continue
		case fields[f.Mark] != "":
			c.find(n, "schema-invalid", diag.Msg("schema-mark-taken", "mark", f.Mark, "field", fields[f.Mark]), diag.Message{})
		case len(entry.Refs) != 1 && len(entry.Enum) == 0:
			c.find(n, "schema-invalid", diag.Msg("schema-mark-field", "mark", f.Mark), diag.Message{})
		}
		fields[f.Mark] = f.Name
	}
}

// Fields whose texts name an item too, where a kind has them.
const (
	Formerly = "formerly" // old ids; every kind has it
	Synonyms = "synonyms" // other words for the item
)

// Notes is the field for what was said and belongs in no other, where a kind has one.
const Notes = "notes"

// addFormerly gives a kind the field that every kind has.
func (c *compiler) addFormerly(record *Field) {
	if record.byName[Formerly] == nil && c.formerly != nil {
		f := c.field(c.formerly, Formerly, Formerly)
		record.Fields = append(record.Fields, f)
		record.byName[f.Name] = f
	}
}

// inside is the value of a mapping's entry, or the mapping when there is none.
func inside(n *source.Node, key string) *source.Node {
	if _, v := n.Get(key); v != nil {
		return v
	}
	return n
}

var folderName = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// maxFields bounds a kind, nested fields counted: references within a schema can multiply a few lines
// into millions.
const maxFields = 2000

func (c *compiler) field(n *source.Node, name, fieldPath string) *Field {
	f := &Field{Name: name, Path: fieldPath, Type: Text, maxLength: -1, maxItems: -1, schema: n}
	if c.fields++; c.fields > maxFields {
		if c.fields == maxFields+1 {
			c.find(n, "schema-invalid", diag.Msg("schema-too-many-fields", "limit", maxFields), diag.Message{})
		}
		return f
	}
	if key, ref := n.Get("$ref"); ref != nil {
		return c.follow(f, n, key, ref)
	}
	f.Type, f.Mark = typeOf(n), scalar(n, "x-mark")
	f.Labels = labels(n)
	if f.Labels.Title == (Localized{}) {
		f.Labels.Title.EN = strings.ReplaceAll(name, "_", " ")
	}
	c.checkApplies(n, f)
	switch f.Type {
	case Text:
		f.Enum, f.Refs = list(n, "enum"), list(n, "x-ref")
		if f.pattern = scalar(n, "pattern"); f.pattern != "" {
			f.compiled = sync.OnceValue(func() *regexp.Regexp {
				compiled, _ := regexp.Compile(f.pattern) // that it is none was reported
				return compiled
			})
		}
		f.minLength, f.maxLength = bound(n, "minLength", 0), bound(n, "maxLength", -1)
	case Integer, Number:
		f.minimum, f.maximum = number(n, "minimum"), number(n, "maximum")
	case List:
		f.minItems, f.maxItems = bound(n, "minItems", 0), bound(n, "maxItems", -1)
		c.entries(n, f)
	case Record:
		c.properties(n, f)
	}
	f.Default = c.defaultValue(n, f)
	return f
}

// typeOf is the type that a schema gives, or that its other keywords imply.
func typeOf(n *source.Node) Type {
	if t := Type(scalar(n, "type")); t != "" {
		return t
	}
	if _, properties := n.Get("properties"); properties != nil {
		return Record
	}
	if _, items := n.Get("items"); items != nil {
		return List
	}
	return Text
}

// follow compiles what a reference leads to, with what stands beside the reference laid over it.
func (c *compiler) follow(f *Field, n, key, ref *source.Node) *Field {
	target := c.resolve(ref.Value)
	switch {
	case target == nil:
		c.find(ref, "schema-invalid", diag.Msg("schema-ref", "ref", ref.Value), diag.Msg("schema-ref-hint"))
		return f
	case slices.Contains(c.open, ref.Value):
		c.find(ref, "schema-invalid", diag.Msg("schema-ref-loop"), diag.Message{})
		return f
	}
	beside := &source.Node{Kind: source.Mapping}
	c.comesFrom(beside, n)
	for k, value := range n.Entries() {
		if k != key {
			beside.Children = append(beside.Children, k, value)
		}
	}
	c.open = append(c.open, ref.Value)
	defer func() { c.open = c.open[:len(c.open)-1] }()
	return c.field(c.mergePatch(target, beside), f.Name, f.Path)
}

// entries compiles what a list holds: texts, when the schema does not say.
func (c *compiler) entries(n *source.Node, f *Field) {
	_, items := n.Get("items")
	if items == nil {
		items = &source.Node{Kind: source.Mapping}
	}
	f.Items = c.field(items, f.Name, f.Path)
	if len(f.Items.Labels.Values) == 0 {
		f.Items.Labels.Values = f.Labels.Values
	}
}

// properties compiles the fields of a record.
func (c *compiler) properties(n *source.Node, f *Field) {
	f.byName = map[string]*Field{}
	_, required := n.Get("required")
	names := list(n, "required")
	_, properties := n.Get("properties")
	for key, property := range properties.Entries() {
		inner := c.field(property, key.Value, strings.TrimPrefix(f.Path+"."+key.Value, "."))
		inner.Required = slices.Contains(names, key.Value)
		f.Fields = append(f.Fields, inner)
		f.byName[inner.Name] = inner
	}
	if _, other := n.Get("additionalProperties"); other != nil && other.Kind == source.Mapping {
		f.Any = c.field(other, f.Name, f.Path)
	}
	for i, name := range names {
		if f.byName[name] == nil {
			c.find(required.Children[i], "schema-invalid", diag.Msg("schema-required-unknown", "field", name), nearestHint(name, slices.Collect(maps.Keys(f.byName))))
		}
	}
}

// checkApplies reports keywords that mean nothing for a field of its type.
func (c *compiler) checkApplies(n *source.Node, f *Field) {
	for key := range n.Entries() {
		if types := keywords[key.Value].types; len(types) > 0 && !slices.Contains(types, f.Type) {
			hint := diag.Message{}
			if f.Type == List && slices.Contains(types, Text) {
				hint = diag.Msg("schema-on-items-hint", "keyword", key.Value)
			}
			c.find(key, "schema-invalid", diag.Msg("schema-not-for-type", "keyword", key.Value, "type", string(f.Type)), hint)
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
	if len(f.Enum) > 0 && !slices.Contains(f.Enum, d.Value) {
		c.find(d, "schema-invalid", diag.Msg("schema-default-value", "value", d.Value), nearestHint(d.Value, f.Enum))
		return nil
	}
	return value
}

// conditions reads {field: [values]}, the shape of x-closed, x-agreed and of a rule's when.
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
			if other == nil && l.names[name] {
				continue // what is wrong with that kind has been reported
			}
			if other == nil || other.Field(fieldPath) == nil || !other.Field(fieldPath).Entry().Holds(k.Name) {
				l.find(inside(n, "from"), "schema-invalid", diag.Msg("schema-from", "from", from, "kind", k.Name), diag.Message{})
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
		at: inside(n, "rule"),
	}
	if !words.ValidID(r.Name) {
		c.find(r.at, "schema-invalid", diag.Msg("schema-rule-name", "name", r.Name), diag.Message{})
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

// checkRuleNames reports a rule whose name another rule has.
func (l *loader) checkRuleNames(k *Kind, known map[string]*Rule) {
	for _, r := range k.Rules {
		if other := known[r.Name]; other != nil {
			l.find(r.at, "schema-conflict", diag.Msg("schema-rule-taken", "name", r.Name, "address", other.Address()), diag.Message{})
			continue
		}
		known[r.Name] = r
	}
}

// checkRefs reports references to kinds that nobody declares.
func (l *loader) checkRefs(set *Set, k *Kind) {
	var names []string
	for _, other := range set.kinds {
		names = append(names, other.Name)
	}
	for _, f := range k.Slots() {
		for i, ref := range f.Refs {
			if set.Named(ref) == nil && !l.names[ref] {
				at := inside(f.schema, "x-ref")
				if at.Kind == source.Sequence {
					at = at.Children[i]
				}
				l.find(at, "schema-invalid", diag.Msg("schema-unknown-kind", "kind", ref), nearestHint(ref, names))
			}
		}
	}
}

func labels(n *source.Node) Labels {
	l := Labels{Title: Localized{EN: scalar(n, "title")}, Description: Localized{EN: scalar(n, "description")}}
	_, text := n.Get("x-text")
	for language, t := range text.Entries() {
		for key, value := range t.Entries() {
			switch key.Value {
			case "title":
				l.Title.Put(language.Value, value.Value)
			case "plural":
				l.Plural.Put(language.Value, value.Value)
			case "description":
				l.Description.Put(language.Value, value.Value)
			case "values":
				l.putValues(language.Value, value)
			}
		}
	}
	l.Plural = cmp.Or(l.Plural, l.Title)
	return l
}

func (l *Labels) putValues(language string, values *source.Node) {
	for value, label := range values.Entries() {
		if l.Values == nil {
			l.Values = map[string]Localized{}
		}
		known := l.Values[value.Value]
		known.Put(language, label.Value)
		l.Values[value.Value] = known
	}
}

// localized reads {en: …, fr: …}, or a text that serves both.
func localized(n *source.Node, name string) (l Localized) {
	_, value := n.Get(name)
	if value != nil && value.Kind == source.Scalar {
		l.EN = value.Value
	}
	for language, text := range value.Entries() {
		l.Put(language.Value, text.Value)
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
	text := scalar(n, name)
	if text == "" {
		return nil
	}
	v, err := strconv.ParseFloat(text, 64)
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
