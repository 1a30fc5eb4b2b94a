// Package kind knows what items of each kind look like: it reads the JSON Schemas that declare
// the kinds, merges a team's own over the built-in ones, and checks one item against its kind.
// It reads no folder of items and follows no reference.
package kind

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// Type is the JSON Schema type of a field.
type Type string

// The types a field may have.
const (
	Text    Type = "string"
	Integer Type = "integer"
	Number  Type = "number"
	Boolean Type = "boolean"
	List    Type = "array"
	Record  Type = "object"
)

// Localized is a text in the languages that the program speaks, "" where it has none.
type Localized struct{ EN, FR string }

// In returns the text in the language, else in English, else in any.
func (l Localized) In(language string) string {
	if language == "fr" {
		return cmp.Or(l.FR, l.EN)
	}
	return cmp.Or(l.EN, l.FR)
}

// Put sets the text in a language; nobody reads it in others than these.
func (l *Localized) Put(language, text string) {
	switch language {
	case "en":
		l.EN = text
	case "fr":
		l.FR = text
	}
}

// Both are the texts that there are, for what somebody may have typed in either language.
func (l Localized) Both() []string {
	return slices.DeleteFunc([]string{l.EN, l.FR}, func(text string) bool { return text == "" })
}

// Labels are what people read of a kind or a field.
type Labels struct {
	Title       Localized
	Plural      Localized // of a kind
	Description Localized
	Values      map[string]Localized // of an enumeration, by value
}

// Field is one property of a kind, or of a record inside it.
type Field struct {
	Name     string
	Path     string // dotted, from the kind, without list indexes: "criteria.measure"
	Type     Type
	Required bool
	Enum     []string
	Default  any      // string, int, float64 or bool; nil when there is none
	Refs     []string // the kinds whose ids it holds
	Items    *Field   // the entries of a List
	Fields   []*Field // the fields of a Record, in schema order
	Any      *Field   // what every other key of a Record holds; only settings have some, else nil
	Coverage *Rule    // what an item without this field is missing
	Mark     string   // the sign that sets off a value in a sentence: «#contact»; mostly ""
	Labels   Labels

	pattern              string
	compiled             func() *regexp.Regexp // of the pattern, for the first text that is held against it
	minimum, maximum     *float64
	minLength, maxLength int // maxLength -1: no limit
	minItems, maxItems   int // maxItems -1: no limit
	byName               map[string]*Field
	schema               *source.Node
}

// Field returns the field of a record with this name, or nil.
func (f *Field) Field(name string) *Field { return f.byName[name] }

// Entry is the field that a value of f holds: of a list its entries, else f itself.
func (f *Field) Entry() *Field {
	if f.Type == List {
		return f.Items
	}
	return f
}

// Holds tells whether the field holds ids of the kind.
func (f *Field) Holds(kind string) bool { return slices.Contains(f.Refs, kind) }

// Condition holds for items whose field has one of the values.
type Condition struct {
	Field  string
	Values []string
}

// Slot is a place that holds references: the kind, and the path of the field that holds the ids.
type Slot struct{ Kind, Path string }

// String is the form used in schemas: "need.stakes".
func (s Slot) String() string { return s.Kind + "." + s.Path }

// Rule is one coverage rule. A forward rule has a Field, that an item should have; an inward rule
// has From, the places of which one should point at the item.
type Rule struct {
	Name     string
	Kind     *Kind
	Severity diag.Severity
	Field    *Field
	From     []Slot
	When     []Condition // the rule concerns only these items; empty: all
	Why      Localized   // why it matters
	Covered  Localized   // what the items that have it are: "linked to a stake"
	Gap      Localized   // what to say of an item that has it not: "serves no stake"

	at *source.Node // its name in the schema
}

// Term names the rule for a message.
func (r *Rule) Term() diag.Term { return diag.Term{Kind: r.Kind.Name, Rule: r.Name} }

// Address is how options and JSON name the rule: "need.stakes", or "stake<need" for an inward one.
func (r *Rule) Address() string {
	if r.Field != nil {
		return r.Kind.Name + "." + r.Field.Path
	}
	var from []string
	for _, s := range r.From {
		if !slices.Contains(from, s.Kind) {
			from = append(from, s.Kind)
		}
	}
	return r.Kind.Name + "<" + strings.Join(from, "+")
}

// Kind is one kind of item.
type Kind struct {
	Name    string
	Folder  string
	Named   []string // the fields that name an item, joined by a space
	Aliases []string
	Icon    string
	Labels  Labels
	Closed  []Condition
	Agreed  []Condition // of items that the team agreed on: what they say is not changed lightly
	Rules   []*Rule     // those of its fields in their order, then the inward ones
	Team    bool        // declared by the canvas, not built in
	File    string      // the canvas's own schema that declares or extends it, "" when there is none

	record  *Field
	records bool // see Set.KeepRecords
}

// Fields are the kind's fields in schema order.
func (k *Kind) Fields() []*Field { return k.record.Fields }

// Field returns the field at a dotted path ("source.person", "criteria.measure"), or nil.
func (k *Kind) Field(path string) *Field {
	f := k.record
	for more := true; more; {
		var name string
		name, path, more = strings.Cut(path, ".")
		if f = f.Entry().Field(name); f == nil {
			return nil
		}
	}
	return f
}

// Slots are the places where an item of this kind refers to others, in schema order.
func (k *Kind) Slots() []*Field {
	var slots []*Field
	var walk func(*Field)
	walk = func(f *Field) {
		entry := f.Entry()
		if len(entry.Refs) > 0 {
			slots = append(slots, entry)
		}
		for _, inner := range entry.Fields {
			walk(inner)
		}
	}
	walk(k.record)
	return slots
}

// Order gives the schema's order of keys below a place in an item's file.
func (k *Kind) Order(parent source.Path) []string {
	f := k.at(parent)
	if f == nil {
		return nil
	}
	var names []string
	for _, inner := range f.Entry().Fields {
		names = append(names, inner.Name)
	}
	return names
}

// IsText tells whether a place in an item's file holds text, whatever that looks like.
func (k *Kind) IsText(place source.Path) bool {
	f := k.at(place)
	return f != nil && f.Entry().Type == Text
}

// at is the field that a place in an item's file belongs to, or nil.
func (k *Kind) at(place source.Path) *Field {
	f := k.record
	for _, step := range place {
		if step.Key == "" {
			continue
		}
		if f = f.Entry().Field(step.Key); f == nil {
			return nil
		}
	}
	return f
}

// Term names the kind for a message.
func (k *Kind) Term() diag.Term { return diag.Term{Kind: k.Name} }

// Plural names the kind's items for a message.
func (k *Kind) Plural() diag.Term { return diag.Term{Kind: k.Name, Many: true} }

// Set is all the kinds in force in a canvas.
type Set struct {
	kinds []*Kind
	words map[string]*Kind // by folded name, folder, alias and title
}

// KeepRecords has Read keep what items say in their records. Only a team's rules ask for that, and it is much.
func (s *Set) KeepRecords() {
	for _, k := range s.kinds {
		k.records = true
	}
}

// KeepsRecords tells whether Read keeps what items say in their records.
func (s *Set) KeepsRecords() bool {
	return !slices.ContainsFunc(s.kinds, func(k *Kind) bool { return !k.records })
}

// All returns the kinds, the built-in ones in the method's order, then the team's.
func (s *Set) All() []*Kind { return s.kinds }

// Named returns the kind with this machine name, or nil.
func (s *Set) Named(name string) *Kind {
	for _, k := range s.kinds {
		if k.Name == name {
			return k
		}
	}
	return nil
}

// InFolder returns the kind whose items are in the folder, or nil.
func (s *Set) InFolder(folder string) *Kind {
	for _, k := range s.kinds {
		if k.Folder == folder {
			return k
		}
	}
	return nil
}

// ByWord returns the kind that people call by this word (its name, folder, an alias or a title, whatever
// the case and accents), or nil.
func (s *Set) ByWord(word string) *Kind { return s.words[words.Fold(word)] }

// Words lists everything that ByWord knows.
func (s *Set) Words() []string {
	list := make([]string, 0, len(s.words))
	for w := range s.words {
		list = append(list, w)
	}
	slices.Sort(list)
	return list
}

// Rules returns every coverage rule of every kind.
func (s *Set) Rules() []*Rule {
	var rules []*Rule
	for _, k := range s.kinds {
		rules = append(rules, k.Rules...)
	}
	return rules
}

// Say gives what people read for a name of a schema; an unknown one is said in its machine form.
func (s *Set) Say(t diag.Term, language string) string {
	if k := s.Named(t.Kind); k != nil {
		return k.Say(t, language)
	}
	return t.Kind
}

// Say gives what people read for a name of the kind's own schema; what has no description is
// described by its title.
func (k *Kind) Say(t diag.Term, language string) string {
	if t.Rule != "" {
		return k.sayRule(t, language)
	}
	if t.Field == "" {
		switch {
		case t.Described:
			return cmp.Or(k.Labels.Description.In(language), k.Labels.Title.In(language))
		case t.Many:
			return k.Labels.Plural.In(language)
		}
		return k.Labels.Title.In(language)
	}
	f := k.Field(t.Field)
	if f == nil {
		return t.Field
	}
	if t.Described {
		return cmp.Or(f.Labels.Description.In(language), f.Labels.Title.In(language))
	}
	if t.Value == "" {
		return f.Labels.Title.In(language)
	}
	if label := f.Entry().Labels.Values[t.Value].In(language); label != "" {
		return label
	}
	return t.Value
}

func (k *Kind) sayRule(t diag.Term, language string) string {
	for _, r := range k.Rules {
		switch {
		case r.Name != t.Rule:
		case t.Described:
			return r.Why.In(language)
		default:
			return r.Gap.In(language)
		}
	}
	return t.Rule
}
