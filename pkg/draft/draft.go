// Package draft turns what somebody says into items: it takes a sentence apart, finds the items
// that its words name, makes an id and the file. It writes nothing to disk.
package draft

import (
	"context"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/story"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// MaxID is how long an id made from words may be; one that is given may be words.MaxID long.
const MaxID = 40

// Assignment is a value for a field, in the form of an option: a text, an id or name of another
// item, or "key=value,key=value" for a record. A list has one assignment for each entry, or several entries
// separated by commas where it holds references or words of an enumeration.
type Assignment struct {
	Field *kind.Field
	Text  string
}

// Request is what somebody wants to add.
type Request struct {
	Kind   *kind.Kind
	Text   string // a sentence, a title or a name; may be empty when Values name the item
	Values []Assignment
	ID     string // "" to make one from the item's words
	Create bool   // make the items that it refers to and that are missing
	// Answers say what to do about references that name nothing, by their text: the reference to
	// write instead, or "" to make the item.
	Answers map[string]string

	implied bool
}

// Item is an item to be written.
type Item struct {
	Kind    *kind.Kind
	ID      string
	Path    string
	Data    []byte
	Content kind.Content
	Fields  source.Map
	Implied bool // made because another item refers to it
	// Twin is the id of an item that says the same already, "" when none is known: only those are
	// looked at that had the id which this one would have got.
	Twin string
	// Called gives the names of the items that its references point at, by reference as written.
	Called map[string]string
	// Refers are the files of those items that were there before: the item needs them to stay.
	Refers []string
}

// Name is what people call the item.
func (it *Item) Name() string { return it.asItem().Name() }

// Gaps are the forward coverage rules that the item does not meet.
func (it *Item) Gaps() []*kind.Rule {
	var gaps []*kind.Rule
	item := it.asItem()
	for _, r := range it.Kind.Rules {
		if r.Field != nil && it.Content.Value(r.Field.Name) == nil && !item.Closed() && item.Meets(r.When) {
			gaps = append(gaps, r)
		}
	}
	return gaps
}

func (it *Item) asItem() *canvas.Item {
	return &canvas.Item{Kind: it.Kind, ID: it.ID, Path: it.Path, Content: it.Content}
}

// Unknown is the error for a reference that names no item.
type Unknown struct {
	*diag.Failure
	Field    *kind.Field  // that holds the reference
	Kinds    []*kind.Kind // what it could be
	Text     string
	Near     []string // references that may have been meant
	Name     string   // what people call the first of them
	Makeable bool     // with Request.Create: it is of one kind, and the text says enough
	Option   Assignment
}

// Unwrap gives the Failure, so that printers find it.
func (u *Unknown) Unwrap() error { return u.Failure }

// Missing is the error for a field without which the item, or a record in it, cannot be added.
type Missing struct {
	*diag.Failure
	Field *kind.Field // nil when no option gives it
	// Of a record that lacks a field: the option that gives the record, and the text that it should
	// have, with … in the place of what is missing.
	Option Assignment
	Better string
}

// Unwrap gives the Failure, so that printers find it.
func (m *Missing) Unwrap() error { return m.Failure }

// Desk is where items are drafted, one after another; each sees those before it.
type Desk struct {
	ctx    context.Context
	fsys   fs.FS
	kinds  *kind.Set
	drafts []*Item
	taken  map[string]bool // paths of drafts
	names  map[*kind.Kind]*canvas.Names
}

// NewDesk makes a Desk over a canvas. The items of a kind are read when a reference to one of them
// has to be found, and not before.
func NewDesk(ctx context.Context, fsys fs.FS, kinds *kind.Set) *Desk {
	return &Desk{ctx: ctx, fsys: fsys, kinds: kinds, taken: map[string]bool{}, names: map[*kind.Kind]*canvas.Names{}}
}

// Draft makes the item, after those that it needs and that are missing. On an error nothing of the
// request stays on the Desk.
func (d *Desk) Draft(r Request) ([]*Item, error) {
	before := len(d.drafts)
	t := &try{Desk: d, request: r, called: map[string]string{}}
	if _, err := t.item(r); err != nil {
		d.forget(before)
		return nil, err
	}
	return slices.Clone(d.drafts[before:]), nil
}

// forget takes the latest drafts off the Desk, all but the first n.
func (d *Desk) forget(n int) {
	for _, it := range d.drafts[n:] {
		delete(d.taken, it.Path)
		delete(d.names, it.Kind)
	}
	d.drafts = d.drafts[:n]
}

// Forget takes items off the Desk that will not be there after all: their ids are free again.
func (d *Desk) Forget(paths []string) {
	d.drafts = slices.DeleteFunc(d.drafts, func(it *Item) bool {
		if !slices.Contains(paths, it.Path) {
			return false
		}
		delete(d.taken, it.Path)
		delete(d.names, it.Kind)
		return true
	})
}

// try is the drafting of one request.
type try struct {
	*Desk
	request Request
	option  Assignment // that is being read
	called  map[string]string
	refers  []string
}

func (t *try) item(r Request) (*Item, error) {
	said, err := t.understand(r)
	if err != nil {
		return nil, err
	}
	fields, err := t.fields(r.Kind, r.Kind.Fields(), said)
	if err != nil {
		return nil, err
	}
	it := &Item{Kind: r.Kind, Fields: fields, Data: source.Encode(fields), Implied: r.implied, Called: t.called, Refers: t.refers}
	var others []string
	if it.ID, others, err = t.id(r, fields); err != nil {
		return nil, err
	}
	it.Path = canvas.PathOf(r.Kind, it.ID)
	if err := it.check(); err != nil {
		return nil, err
	}
	it.Twin = t.twin(it, others)
	t.drafts, t.taken[it.Path] = append(t.drafts, it), true
	if known := t.names[it.Kind]; known != nil {
		known.Add(it.asItem())
	}
	return it, nil
}

// twin is the first of some ids whose item says the same as another.
func (d *Desk) twin(it *Item, ids []string) string {
	for _, id := range ids {
		if other := d.read(it.Kind, id); !other.Closed() && sayTheSame(it.asItem(), other) {
			return id
		}
	}
	return ""
}

// sayTheSame tells whether two items have the same name, and stories the same role too.
func sayTheSame(a, b *canvas.Item) bool {
	return words.Fold(a.Name()) == words.Fold(b.Name()) &&
		(!story.Fits(a.Kind) || a.Text("role") == b.Text("role"))
}

// check reads the item back as it will be read from disk, and refuses what is wrong.
func (it *Item) check() error {
	f, findings := source.Parse(it.Path, it.Data)
	content, wrong := it.Kind.Read(f)
	it.Content = content
	for _, finding := range append(findings, wrong...) {
		if finding.Severity != diag.Error || it.Implied && finding.Rule == "missing-field" {
			continue
		}
		failure := &diag.Failure{Message: finding.Message}
		if finding.Rule == "missing-field" {
			return it.missing(failure)
		}
		return failure.HintOf(finding)
	}
	return nil
}

// missing tells which field of the item a finding misses.
func (it *Item) missing(failure *diag.Failure) error {
	field, known := failure.Message.Arg("title").(diag.Term)
	if !known {
		field, known = failure.Message.Arg("field").(diag.Term)
	}
	if !known || field.Field == "" {
		return failure
	}
	f := it.Kind.Field(field.Field)
	field.Described = true
	failure.Hint("missing-option-hint", "description", field)
	if strings.Contains(field.Field, ".") {
		f = nil // an option gives the record that holds it
	}
	return &Missing{Failure: failure, Field: f}
}

// understand takes the text apart into the fields that it gives.
func (t *try) understand(r Request) (said []Assignment, err error) {
	text := strings.TrimSpace(r.Text)
	if text != "" && story.Fits(r.Kind) {
		said, err = t.sentence(r, text)
	} else if text != "" {
		said, err = name(r, text)
	}
	if err != nil {
		return nil, err
	}
	for _, f := range r.Kind.Fields() {
		text, ok := f.Default.(string)
		if ok && f.Required && r.given(f.Name) == nil {
			said = append(said, Assignment{f, text})
		}
	}
	return append(said, r.Values...), nil
}

// given is the value that an option gives to a field, or nil.
func (r *Request) given(name string) *Assignment {
	i := slices.IndexFunc(r.Values, func(a Assignment) bool { return a.Field.Name == name })
	if i < 0 {
		return nil
	}
	return &r.Values[i]
}

// sentence takes a story apart.
func (t *try) sentence(r Request, text string) (said []Assignment, err error) {
	s, ok := story.Parse(text)
	if !ok {
		s.Role = story.Speaker(text)
		switch {
		case s.Role != "" && r.given("want") == nil:
			return nil, &Missing{Failure: diag.Fail("story-no-want"), Field: r.Kind.Field("want")}
		case s.Role != "":
		case r.given("role") == nil:
			return nil, &Missing{Failure: diag.Fail("story-not-understood").Hint("story-form-hint"), Field: r.Kind.Field("role")}
		default:
			s.Want, s.Benefit = story.ParseWant(text)
		}
	}
	for i, text := range s.Texts() {
		name := story.Fields()[i]
		switch a, f := r.given(name), r.Kind.Field(name); {
		case text == "":
		case a == nil:
			said = append(said, Assignment{f, text})
		case !t.same(f, text, a.Text):
			return nil, saidTwice(r.Kind, f, text, a.Text)
		}
	}
	return said, nil
}

// same tells whether a text and an option say the same of a field. Where the text of a reference
// names no item, or several, the option tells which is meant.
func (t *try) same(f *kind.Field, text, option string) bool {
	if len(f.Refs) == 0 {
		return words.Fold(text) == words.Fold(option)
	}
	inText, _ := t.find(f, text)
	inOption, _ := t.find(f, option)
	return len(inText) != 1 || len(inOption) != 1 || inText[0].Key() == inOption[0].Key()
}

func saidTwice(k *kind.Kind, f *kind.Field, text, option string) error {
	return diag.Fail("said-twice", "field", diag.Term{Kind: k.Name, Field: f.Path}, "text", text, "option", option)
}

// name gives the fields that name an item their parts of a text. Those that an option gives must
// say the same there, or leave the text to the others.
func name(r Request, text string) (said []Assignment, err error) {
	var open []*kind.Field
	var all []*kind.Field
	for _, name := range r.Kind.Named {
		f := r.Kind.Field(name)
		all = append(all, f)
		if r.given(name) == nil {
			open = append(open, f)
		}
	}
	parts := splitName(all, text)
	for i, f := range all {
		if a := r.given(f.Name); a == nil || parts[i] == "" || words.Fold(a.Text) == words.Fold(parts[i]) {
			continue
		}
		if len(open) == 0 {
			return nil, saidTwice(r.Kind, f, parts[i], r.given(f.Name).Text)
		}
		all, parts = open, splitName(open, text)
		break
	}
	for i, f := range all {
		if parts[i] != "" && r.given(f.Name) == nil {
			said = append(said, Assignment{f, parts[i]})
		}
	}
	return said, nil
}

// splitName gives each of the fields that name an item its part of a text: one word each, and the
// rest to the last. A field whose form a word has not gets nothing: an interview's date may be left out.
// Of two that take any words, such as those of a person, the second may come first: before a comma,
// or in capitals.
func splitName(fields []*kind.Field, text string) []string {
	if len(fields) == 2 && takesAnything(fields[0]) && takesAnything(fields[1]) {
		if second, first, ok := lastFirst(text); ok {
			return []string{first, second}
		}
	}
	parts := make([]string, len(fields))
	last := len(parts) - 1
	for i := range last {
		word, rest, _ := strings.Cut(text, " ")
		if word = fields[i].Canonical(word); fields[i].Matches(word) {
			parts[i], text = word, strings.TrimSpace(rest)
		}
	}
	parts[last] = text
	return parts
}

// takesAnything tells whether a field has no form of its own.
func takesAnything(f *kind.Field) bool { return f.Matches("\x00") }

// lastFirst parts "Dupont, Marc" and "VAN DAMME Jean-Claude".
func lastFirst(text string) (last, first string, ok bool) {
	if last, first, ok = strings.Cut(text, ","); ok {
		last, first = strings.TrimSpace(last), strings.TrimSpace(first)
		return last, first, last != "" && first != "" && !strings.Contains(first, ",")
	}
	parts := strings.Fields(text)
	n := 0
	for n < len(parts) && isCapitals(parts[n]) {
		n++
	}
	last, first = strings.Join(parts[:n], " "), strings.Join(parts[n:], " ")
	return last, first, first != "" && utf8.RuneCountInString(last) > 2
}

func isCapitals(word string) bool {
	return !strings.HasSuffix(word, ".") && word == strings.ToUpper(word) && word != strings.ToLower(word)
}

// id checks the id that was given, or makes one from what names the item. It returns also the ids
// that the item would have got and that others have.
func (t *try) id(r Request, fields source.Map) (id string, others []string, err error) {
	taken := func(id string) bool {
		has, wrong := t.has(r.Kind, id)
		if err == nil {
			err = wrong
		}
		return has
	}
	if r.ID != "" {
		switch {
		case !words.ValidID(r.ID):
			return "", nil, invalidID(r.ID)
		case taken(r.ID):
			return "", nil, diag.Fail("id-taken", "kind", r.Kind.Term(), "id", r.ID).Hint("id-taken-hint", "id", r.ID)
		}
		return r.ID, nil, err
	}
	var names []string
	for _, pair := range fields {
		if text, ok := pair.Value.(string); ok && strings.TrimSpace(text) != "" && slices.Contains(r.Kind.Named, pair.Key) {
			names = append(names, text)
		}
	}
	if len(names) == 0 {
		return "", nil, diag.Fail("nothing-named", "kind", r.Kind.Term()).Hint("nothing-named-hint", "field", r.Kind.Named[len(r.Kind.Named)-1])
	}
	id, ok := words.SlugIn(words.Language(t.request.Text), strings.Join(names, " "), MaxID, func(id string) bool {
		if !taken(id) {
			return false
		}
		others = append(others, id)
		return true
	})
	switch {
	case err != nil:
		return "", nil, err
	case !ok:
		return "", nil, diag.Fail("no-id", "text", strings.Join(names, " ")).Hint("no-id-hint")
	}
	return id, others, nil
}

func invalidID(id string) *diag.Failure {
	failure := diag.Fail("invalid-id", "id", id)
	if words.Reserved(id) {
		failure = diag.Fail("invalid-id-reserved", "id", id)
	}
	if better, ok := words.Slug(id, MaxID, nil); ok {
		return failure.Hint("did-you-mean", "candidates", []string{better})
	}
	return failure
}
