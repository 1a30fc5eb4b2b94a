// Package draft turns what somebody says into items: it takes a sentence apart, finds the items
// that its words name, makes an id and the file. It writes nothing to disk.
package draft

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/story"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// maxID is how long an id made from words may be; one that is given may be words.MaxID long.
const maxID = 40

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
	// Called gives the names of the items that its references point at, by reference as written;
	// those found by their id alone are not in it.
	Called map[string]string
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

// Unknown is the error for a reference that names no item; it could be made with Request.Create.
type Unknown struct {
	*diag.Failure
	Field *kind.Field // that holds the reference
	Kind  *kind.Kind  // what it would be
	Text  string
	Near  []string // ids that may have been meant
}

// Unwrap gives the Failure, so that printers find it.
func (u *Unknown) Unwrap() error { return u.Failure }

// Missing is the error for a field without which the item cannot be added.
type Missing struct {
	*diag.Failure
	Field *kind.Field
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

// try is the drafting of one request.
type try struct {
	*Desk
	request Request
	called  map[string]string
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
	it := &Item{Kind: r.Kind, Fields: fields, Data: source.Encode(fields), Implied: r.implied, Called: t.called}
	if it.ID, err = t.id(r, fields); err != nil {
		return nil, err
	}
	it.Path = r.Kind.Folder + "/" + it.ID + canvas.Extension
	if err := it.check(); err != nil {
		return nil, err
	}
	t.drafts, t.taken[it.Path] = append(t.drafts, it), true
	if known := t.names[it.Kind]; known != nil {
		known.Add(it.asItem())
	}
	return it, nil
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
			name, _ := finding.Message.Arg("field").(string)
			failure.Hint("missing-option-hint", "description", diag.Term{Kind: it.Kind.Name, Field: name, Described: true})
			return &Missing{failure, it.Kind.Field(name)}
		}
		if !finding.Hint.IsZero() {
			failure.Hints = []diag.Message{finding.Hint}
		}
		return failure
	}
	return nil
}

// understand takes the text apart into the fields that it gives.
func (t *try) understand(r Request) ([]Assignment, error) {
	given := func(name string) bool {
		return slices.ContainsFunc(r.Values, func(a Assignment) bool { return a.Field.Name == name })
	}
	var said []Assignment
	say := func(name, text string) {
		if text != "" && !given(name) {
			said = append(said, Assignment{r.Kind.Field(name), text})
		}
	}
	text := strings.TrimSpace(r.Text)
	if text != "" && story.Fits(r.Kind) {
		s, ok := story.Parse(text)
		switch {
		case ok:
			say("role", s.Role)
			say("want", s.Want)
			say("benefit", s.Benefit)
		case given("role"):
			say("want", text)
		default:
			return nil, &Missing{diag.Fail("story-not-understood").Hint("story-form-hint"), r.Kind.Field("role")}
		}
		return append(said, r.Values...), nil
	}
	for i, part := range splitName(r.Kind, text) {
		say(r.Kind.Named[i], part)
	}
	for _, f := range r.Kind.Fields() {
		if text, ok := f.Default.(string); ok && f.Required {
			say(f.Name, text)
		}
	}
	return append(said, r.Values...), nil
}

// splitName gives each of the fields that name an item its part of a text: one word each, and the
// rest to the last. A field whose form a word has not gets nothing: an interview's date may be left out.
func splitName(k *kind.Kind, text string) []string {
	parts := make([]string, len(k.Named))
	last := len(parts) - 1
	for i := range last {
		word, rest, _ := strings.Cut(text, " ")
		if k.Field(k.Named[i]).Matches(word) {
			parts[i], text = word, strings.TrimSpace(rest)
		}
	}
	parts[last] = text
	return parts
}

// id checks the id that was given, or makes one from what names the item.
func (t *try) id(r Request, fields source.Map) (string, error) {
	taken := func(id string) bool {
		path := r.Kind.Folder + "/" + id + canvas.Extension
		if t.taken[path] {
			return true
		}
		_, err := fs.Stat(t.fsys, path)
		return !errors.Is(err, fs.ErrNotExist)
	}
	if r.ID != "" {
		switch {
		case !words.ValidID(r.ID):
			return "", invalidID(r.ID)
		case taken(r.ID):
			return "", diag.Fail("id-taken", "kind", r.Kind.Term(), "id", r.ID).Hint("id-taken-hint", "id", r.ID)
		}
		return r.ID, nil
	}
	var names []string
	for _, pair := range fields {
		if text, ok := pair.Value.(string); ok && slices.Contains(r.Kind.Named, pair.Key) {
			names = append(names, text)
		}
	}
	if len(names) == 0 {
		return "", diag.Fail("nothing-named", "kind", r.Kind.Term()).Hint("nothing-named-hint", "field", r.Kind.Named[len(r.Kind.Named)-1])
	}
	id, ok := words.Slug(strings.Join(names, " "), maxID, taken)
	if !ok {
		return "", diag.Fail("no-id", "text", strings.Join(names, " ")).Hint("no-id-hint")
	}
	return id, nil
}

func invalidID(id string) *diag.Failure {
	failure := diag.Fail("invalid-id", "id", id)
	if better, ok := words.Slug(id, maxID, nil); ok {
		return failure.Hint("did-you-mean", "candidates", []string{better})
	}
	return failure
}
