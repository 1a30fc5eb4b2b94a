package kind

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// Value is what an item says in one of its top-level fields.
type Value struct {
	Field *Field
	Text  string   // of a scalar, as written
	List  []string // of a list of scalars
	Count int      // how many entries a list or record has; 1 for a scalar
	Range diag.Range
}

// Ref is an id that an item holds, resolved or not.
type Ref struct {
	Field *Field // the field that holds it, the entry of a list
	ID    string // as written: "conseiller", or "role/conseiller" where several kinds are possible
	Range diag.Range

	Start, End int // where it stands in the file's bytes
	// Entry is what to take out of these to remove it from a list that holds it already; zero where more would go with it.
	Entry [2]int
}

// Content is what is kept of an item after its file was read. Empty fields are not in it.
type Content struct {
	Values []Value // in schema order
	Refs   []Ref   // in the file's order
	Parts  []Part  // what its records hold, in the file's order; kept where the Set keeps records
}

// Part is what an item says in one of its records: in the record of a field, or in an entry of a list of records.
type Part struct {
	Field   *Field // that of the record or entry
	Content        // Refs is empty: they are the item's
}

// Value returns the value of a top-level field, or nil when it is absent or empty.
func (c Content) Value(field string) *Value {
	for i := range c.Values {
		if c.Values[i].Field.Name == field {
			return &c.Values[i]
		}
	}
	return nil
}

// Text returns the text of a scalar field, or "".
func (c Content) Text(field string) string {
	if v := c.Value(field); v != nil {
		return v.Text
	}
	return ""
}

// Read checks a file against its kind and keeps what it says. Only a value's own form is checked,
// not whether its references resolve.
func (k *Kind) Read(f *source.File) (Content, []diag.Finding) {
	r := reader{file: f, kind: k}
	if f.Root == nil {
		r.missing(k.record, nil)
		return r.content, r.findings
	}
	r.content.Values = make([]Value, 0, len(f.Root.Children)/2)
	r.record(k.record, f.Root, f.Root, &r.content)
	slices.SortStableFunc(r.content.Values, func(a, b Value) int {
		return slices.Index(k.record.Fields, a.Field) - slices.Index(k.record.Fields, b.Field)
	})
	return r.content, r.findings
}

type reader struct {
	file     *source.File
	kind     *Kind
	content  Content
	findings []diag.Finding
}

func (r *reader) find(n *source.Node, s diag.Severity, rule string, message, hint diag.Message, fix *diag.Fix) {
	r.findings = append(r.findings, diag.Finding{
		Path: r.file.Path, Range: r.file.Range(n), Severity: s, Rule: rule, Message: message, Hint: hint, Fix: fix,
	})
}

// term names a field for a message.
func (r *reader) term(f *Field) diag.Term { return diag.Term{Kind: r.kind.Name, Field: f.Path} }

// record checks a mapping against the fields that it may have, and keeps what they say; at is where to say that one
// is missing. Without into nothing is kept.
func (r *reader) record(f *Field, n, at *source.Node, into *Content) {
	if n.Kind != source.Mapping {
		r.wrongType(f, n)
		return
	}
	for key, value := range n.Entries() {
		inner := cmp.Or(f.Field(key.Value), f.Any)
		if inner == nil {
			r.unknown(f, n, key)
			continue
		}
		if value.IsNull() && value.Plain {
			continue
		}
		r.value(inner, value, into)
		if into != nil {
			r.keep(inner, value, into)
		}
	}
	r.missing(f, at)
}

// missing reports the required fields that a record has not, or has empty.
func (r *reader) missing(f *Field, n *source.Node) {
	for _, inner := range f.Fields {
		if !inner.Required {
			continue
		}
		key, value := n.Get(inner.Name)
		if key != nil && !(value.IsNull() && value.Plain) {
			continue
		}
		at := diag.Span(1, 1, 0)
		switch {
		case key != nil:
			at = r.file.Range(key)
		case n != nil && n != r.file.Root:
			start := r.file.Range(n).Start
			at = diag.Range{Start: start, End: diag.Position{Line: start.Line, Column: start.Column + 1}}
		}
		r.findings = append(r.findings, diag.Finding{
			Path: r.file.Path, Range: at, Severity: diag.Error, Rule: "missing-field",
			Message: diag.Msg("missing-field", "field", inner.Name, "title", r.term(inner)),
			Hint:    diag.Msg("missing-field-hint", "field", inner.Name, "description", r.description(inner)),
		})
	}
}

// Described is the description of a field, said in the reader's language.
func (r *reader) description(f *Field) diag.Term {
	return diag.Term{Kind: r.kind.Name, Field: f.Path, Described: true}
}

func (r *reader) unknown(f *Field, n, key *source.Node) {
	var fix *diag.Fix
	if name := f.certain(key.Value); name != "" {
		if taken, _ := n.Get(name); taken == nil {
			fix = r.replace(key, name)
		}
	}
	r.find(key, diag.Error, "unknown-field", diag.Msg("unknown-field", "field", key.Value), r.nearField(f, key.Value), fix)
}

// certain is the only field of a record that a word can mean, by its name or its title in either language.
func (f *Field) certain(word string) string {
	var meant []string
	for _, inner := range f.Fields {
		for _, w := range append([]string{inner.Name}, inner.Labels.Title.Both()...) {
			if words.Slip(word, w) && !slices.Contains(meant, inner.Name) {
				meant = append(meant, inner.Name)
			}
		}
	}
	return only(meant)
}

func only(list []string) string {
	if len(list) != 1 {
		return ""
	}
	return list[0]
}

// nearField proposes the fields whose name or title, in either language, is near.
func (r *reader) nearField(f *Field, word string) diag.Message {
	var candidates []string
	meaning := map[string]string{}
	var all []string
	for _, inner := range f.Fields {
		all = append(all, inner.Name)
		for _, w := range append([]string{inner.Name}, inner.Labels.Title.Both()...) {
			if meaning[w] == "" {
				candidates, meaning[w] = append(candidates, w), inner.Name
			}
		}
	}
	var names []string
	for _, near := range words.Nearest(word, candidates) {
		if name := meaning[near]; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	switch {
	case len(names) > 0:
		return diag.Msg("did-you-mean", "candidates", names)
	case r.kind.Folder == "": // settings, which a team does not extend
		return diag.Msg("allowed-values", "values", all)
	}
	return diag.Msg("unknown-field-hint", "kind", r.kind.Name)
}

func (r *reader) value(f *Field, n *source.Node, into *Content) {
	switch f.Type {
	case Record:
		if !r.kind.records {
			r.record(f, n, n, nil)
			return
		}
		part := Part{Field: f, Content: Content{Values: make([]Value, 0, len(n.Children)/2)}}
		r.record(f, n, n, &part.Content)
		into.Parts = append(into.Parts, part)
	case List:
		r.list(f, n, into)
	default:
		r.scalar(f, n)
	}
}

func (r *reader) list(f *Field, n *source.Node, into *Content) {
	if n.Kind != source.Sequence {
		r.wrongType(f, n)
		return
	}
	if len(n.Children) < f.minItems || f.maxItems >= 0 && len(n.Children) > f.maxItems {
		r.find(n, diag.Error, "out-of-bounds", diag.Msg("wrong-count", "field", r.term(f), "n", len(n.Children), "bounds", bounds(f.minItems, f.maxItems)), diag.Message{}, nil)
	}
	for i, c := range n.Children {
		if c.IsNull() && c.Plain {
			r.find(c, diag.Warning, "empty-entry", diag.Msg("empty-entry", "field", r.term(f)), diag.Msg("empty-entry-hint"), nil)
			continue
		}
		r.value(f.Items, c, into)
		if len(f.Items.Refs) > 0 && c.Kind == source.Scalar {
			r.again(n.Children[:i], c)
		}
	}
}

// again notes what to take out of the file to remove a reference that stands in its list before, unless a comment is
// about it.
func (r *reader) again(before []*source.Node, n *source.Node) {
	if !slices.ContainsFunc(before, func(b *source.Node) bool { return b.Kind == source.Scalar && b.Value == n.Value }) {
		return
	}
	_, start := r.file.Offsets(before[len(before)-1])
	from, end := r.file.Offsets(n)
	rest, _, _ := bytes.Cut(r.file.Data[end:], []byte("\n"))
	between := r.file.Data[start:from]
	if i := bytes.LastIndexByte(between, '\n'); i >= 0 && bytes.Count(between, []byte("\n")) == 1 {
		start, between = start+i, between[i:] // what is beside the entry above stays there
	}
	if bytes.ContainsRune(between, '#') || bytes.ContainsRune(rest, '#') {
		return
	}
	r.content.Refs[len(r.content.Refs)-1].Entry = [2]int{start, end}
}

func (r *reader) scalar(f *Field, n *source.Node) {
	if n.Kind != source.Scalar || !f.accepts(n) {
		r.wrongType(f, n)
		return
	}
	if f.Type == Text && n.Plain && n.Type != source.String {
		r.find(n, diag.Info, "unquoted-text", diag.Msg("unquoted-text", "value", n.Value), diag.Msg("unquoted-text-hint", "quoted", strconv.Quote(n.Value)), r.replace(n, strconv.Quote(n.Value)))
	}
	if len(f.Refs) > 0 {
		start, end := r.file.Offsets(n)
		r.content.Refs = append(r.content.Refs, Ref{Field: f, ID: n.Value, Range: r.file.Range(n), Start: start, End: end})
	}
	r.bounds(f, n)
}

// bounds checks the values that a field allows.
func (r *reader) bounds(f *Field, n *source.Node) {
	length := utf8.RuneCountInString(n.Value)
	switch {
	case len(f.Enum) > 0 && !slices.Contains(f.Enum, n.Value):
		r.find(n, diag.Error, "unknown-value", diag.Msg("unknown-value", "value", n.Value, "field", r.term(f)), f.NearValue(n.Value), r.meantValue(f, n))
	case !f.matches(n.Value):
		r.find(n, diag.Error, "wrong-form", diag.Msg("wrong-form", "value", n.Value, "field", r.term(f)), diag.Msg("wrong-form-hint", "description", r.description(f)), nil)
	case f.IsDate() && !isDay(n.Value):
		r.find(n, diag.Error, "wrong-form", diag.Msg("no-such-day", "value", n.Value), diag.Message{}, nil)
	case f.Type == Text && f.minLength > 0 && length < f.minLength:
		r.find(n, diag.Error, "missing-field", diag.Msg("empty-text", "field", r.term(f)), diag.Message{}, nil)
	case f.Type == Text && f.maxLength >= 0 && length > f.maxLength:
		r.find(n, diag.Error, "out-of-bounds", diag.Msg("too-long", "field", r.term(f), "n", length, "max", f.maxLength), diag.Message{}, nil)
	case f.minimum != nil || f.maximum != nil:
		number, err := strconv.ParseFloat(n.Value, 64)
		if err == nil && (f.minimum != nil && number < *f.minimum || f.maximum != nil && number > *f.maximum) {
			r.find(n, diag.Error, "out-of-bounds", diag.Msg("out-of-bounds", "value", n.Value, "field", r.term(f), "bounds", f.numberBounds()), diag.Message{}, nil)
		}
	}
}

// meantValue writes the only value of an enumeration that a text can mean.
func (r *reader) meantValue(f *Field, n *source.Node) *diag.Fix {
	var meant []string
	for _, value := range f.Enum {
		for _, w := range append([]string{value}, f.Labels.Values[value].Both()...) {
			if words.Slip(n.Value, w) && !slices.Contains(meant, value) {
				meant = append(meant, value)
			}
		}
	}
	if value := only(meant); value != "" {
		return r.replace(n, source.Inline(value))
	}
	return nil
}

// accepts tells whether a scalar has the field's type. Any scalar is text.
func (f *Field) accepts(n *source.Node) bool {
	switch f.Type {
	case Text:
		return true
	case Integer:
		return n.Type == source.Int && isDecimal(n.Value)
	case Number:
		return (n.Type == source.Int || n.Type == source.Float) && isDecimal(n.Value)
	case Boolean:
		return n.Type == source.Bool && (n.Value == "true" || n.Value == "false")
	}
	return false
}

// isDecimal refuses what only YAML takes for a number: 0x1F, 0o17, 1_000, .inf.
func isDecimal(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil && !strings.ContainsAny(s, "xXoObB_nN")
}

func (r *reader) wrongType(f *Field, n *source.Node) {
	if f == r.kind.record {
		r.find(n, diag.Error, "wrong-type", diag.Msg("not-an-item", "kind", r.kind.Term()), diag.Message{}, nil)
		return
	}
	message := diag.Msg("wrong-type-"+string(f.Type), "field", r.term(f))
	var fix *diag.Fix
	if n.Kind == source.Scalar && !n.Plain && f.Type != Record && f.Type != List {
		if _, err := f.Scalar(n.Value); err == nil {
			fix = r.replace(n, n.Value)
		}
	}
	r.find(n, diag.Error, "wrong-type", message, diag.Msg("wrong-type-hint-"+string(f.Type), "field", f.Name), fix)
}

func (r *reader) replace(n *source.Node, text string) *diag.Fix {
	start, end := r.file.Offsets(n)
	return &diag.Fix{Edits: []diag.Edit{{Path: r.file.Path, Start: start, End: end, Text: text}}}
}

// keep remembers a value that says something.
func (r *reader) keep(f *Field, n *source.Node, into *Content) {
	v := Value{Field: f, Range: r.file.Range(n)}
	switch n.Kind {
	case source.Scalar:
		v.Text, v.Count = n.Value, 1
		if strings.TrimSpace(n.Value) == "" {
			return
		}
	case source.Sequence:
		v.Count = len(n.Children)
		for _, c := range n.Children {
			if c.Kind == source.Scalar && !c.IsNull() {
				v.List = append(v.List, c.Value)
			}
		}
	case source.Mapping:
		v.Count = len(n.Children) / 2
	}
	if v.Count > 0 {
		into.Values = append(into.Values, v)
	}
}

// NearValue says which values an enumeration allows; where some are likely, those alone.
func (f *Field) NearValue(word string) diag.Message {
	var candidates []string
	meaning := map[string]string{}
	for _, value := range f.Enum {
		for _, w := range append([]string{value}, f.Labels.Values[value].Both()...) {
			if meaning[w] == "" {
				candidates, meaning[w] = append(candidates, w), value
			}
		}
	}
	var values []string
	for _, near := range words.Nearest(word, candidates) {
		if v := meaning[near]; !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	if len(values) == 0 {
		return diag.Msg("allowed-values", "values", f.Enum)
	}
	return diag.Msg("did-you-mean", "candidates", values)
}

// errNotOfType is what Scalar says of a text that its field cannot hold.
var errNotOfType = errors.New("not of the field's type")

// Scalar reads a text as the field's type: a string, int, float64 or bool. The value is not held
// against the field's enumeration or bounds.
func (f *Field) Scalar(text string) (any, error) {
	switch f.Type {
	case Text:
		return text, nil
	case Integer:
		if n, err := strconv.Atoi(text); err == nil {
			return n, nil
		}
	case Number:
		if isDecimal(text) {
			return strconv.ParseFloat(text, 64)
		}
	case Boolean:
		switch text {
		case "true":
			return true, nil
		case "false":
			return false, nil
		}
	}
	return nil, fmt.Errorf("%w: %q", errNotOfType, text)
}

func (f *Field) numberBounds() string {
	switch {
	case f.maximum == nil:
		return fmt.Sprintf("≥ %v", *f.minimum)
	case f.minimum == nil:
		return fmt.Sprintf("≤ %v", *f.maximum)
	}
	return fmt.Sprintf("%v–%v", *f.minimum, *f.maximum)
}

func bounds(low, high int) string {
	if high < 0 {
		return fmt.Sprintf("≥ %d", low)
	}
	return fmt.Sprintf("%d–%d", low, high)
}

// Matches tells whether a text has the form that the field's pattern asks for.
func (f *Field) Matches(text string) bool {
	return text != "" && f.matches(text) && (!f.IsDate() || isDay(text))
}

// matches tells whether a text has the form of the pattern, or there is none.
func (f *Field) matches(text string) bool {
	if f.compiled == nil {
		return true
	}
	pattern := f.compiled()
	return pattern == nil || pattern.MatchString(text)
}

// IsDate tells whether the field holds a day, as time.DateOnly writes it: its pattern asks for that form.
func (f *Field) IsDate() bool {
	return slices.Contains(datePatterns, f.pattern)
}

var datePatterns = []string{`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`, `^\d{4}-\d{2}-\d{2}$`}

// isDay tells whether the calendar has the day.
func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

// Canonical gives the text for a value that a person says in another form: by the label of a word of an
// enumeration in either language, whatever the case and accents, yes for true, 20/11/2026 for 2026-11-20.
// Any other text comes back as it is.
func (f *Field) Canonical(text string) string {
	switch {
	case f.Type == Boolean:
		switch words.Fold(text) {
		case "true", "yes", "vrai", "oui":
			return "true"
		case "false", "no", "faux", "non":
			return "false"
		}
	case len(f.Enum) == 0 && !f.Matches(text):
		for _, layout := range []string{"2/1/2006", "2.1.2006", "2-1-2006"} {
			day, err := time.Parse(layout, strings.TrimSpace(text))
			if iso := day.Format(time.DateOnly); err == nil && f.Matches(iso) {
				return iso
			}
		}
	case !slices.Contains(f.Enum, text):
		return f.labelled(text)
	}
	return text
}

// labelled gives the value of an enumeration that has the label.
func (f *Field) labelled(label string) string {
	for _, value := range f.Enum {
		for _, known := range f.Labels.Values[value].Both() {
			if words.Fold(known) == words.Fold(label) {
				return value
			}
		}
	}
	return label
}
