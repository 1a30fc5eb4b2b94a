package lint

import (
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// references reports the links that lead to no item, to several, or to one by its former id.
func references(c *canvas.Canvas) []diag.Finding {
	r := resolver{c, map[string]*canvas.Names{}, map[question]answer{}}
	var findings []diag.Finding
	for _, it := range c.Items {
		for i := range it.Links {
			switch l := &it.Links[i]; {
			case l.Unread:
			case l.To == nil:
				findings = append(findings, r.unresolved(l))
			case l.Former:
				f := formerID.at(it.Path, l.Range, diag.Msg("lint-former-id", "old", l.ID, "id", written(l, l.To)))
				f.Hint, f.Fix = renew(l), rewrite(l, l.To)
				findings = append(findings, f)
			}
		}
	}
	return findings
}

// renew says how to make a link use the id that its item has now. What stands in a record is not
// typed on a command line.
func renew(l *canvas.Link) diag.Message {
	key, id := l.From.Key(), written(l, l.To)
	switch f := l.From.Kind.Field(l.Field.Path); {
	case f == nil:
		return diag.Msg("lint-former-id-record-hint", "id", id)
	case f.Type == kind.List:
		return diag.Msg("lint-former-id-list-hint", "key", key, "field", f.Path, "old", l.ID, "id", id)
	}
	return diag.Msg("lint-former-id-hint", "key", key, "field", l.Field.Path, "id", id)
}

// formerIDs reports old ids that an item of the kind has now, or also had: a reference that still
// uses the old id means that one, or nobody knows which.
func formerIDs(c *canvas.Canvas) []diag.Finding {
	var findings []diag.Finding
	for _, it := range c.Items {
		v := it.Value(kind.Formerly)
		if v == nil {
			continue
		}
		for _, id := range v.List {
			having := c.Find(it.Kind.Name + "/" + id)
			if len(having) == 0 || having[0] == it && it.ID != id {
				continue
			}
			other := having[0]
			f := formerIDTaken.at(it.Path, v.Range, diag.Msg("lint-former-id-own", "id", id))
			f.Hint = diag.Msg("lint-former-id-taken-hint", "id", id)
			switch {
			case other.ID != id:
				f.Message = diag.Msg("lint-former-id-shared", "id", id, "other", other.ID)
			case other != it:
				f.Message = diag.Msg("lint-former-id-taken", "id", id, "other", other.Name())
				f.Hint = diag.Msg("lint-former-id-both-hint", "id", id, "from", other.Key(), "into", it.Key())
			}
			if other != it {
				f.Related = found([]*canvas.Item{other})
			}
			findings = append(findings, f)
		}
	}
	return findings
}

// resolver says what is wrong with references. What it knows of the items is made when the first
// such reference is met, since most canvases have none.
type resolver struct {
	canvas *canvas.Canvas
	names  map[string]*canvas.Names // of the items of some kinds
	near   map[question]answer
}

// A question is a word that was looked up among the items of some kinds: thousands of references
// may ask the same.
type question struct{ kinds, word string }

type answer struct {
	items []*canvas.Item
	same  bool // as in Names.Near
}

func (r *resolver) unresolved(l *canvas.Link) diag.Finding {
	if among := r.canvas.Candidates(l); len(among) > 1 {
		return ambiguous(l, among)
	}
	if others := r.ofOtherKinds(l); len(others) > 0 {
		return r.wrongKind(l, others)
	}
	kinds, id := r.sought(l)
	f := brokenReference.at(l.From.Path, l.Range, diag.Msg("lint-broken-reference", "kinds", terms(kinds), "id", id))
	near := r.nearest(kinds, id)
	switch {
	case len(near.items) > 0:
		f.Hint = didYouMean(l, near.items)
	case words.ValidID(id):
		f.Hint = diag.Msg("lint-broken-reference-hint", "kind", kinds[0], "id", id)
	default:
		f.Hint = diag.Msg("lint-not-an-id-hint")
	}
	if len(near.items) == 1 && (near.same || words.Slip(id, near.items[0].ID)) {
		f.Fix = rewrite(l, near.items[0])
	}
	return f
}

func ambiguous(l *canvas.Link, among []*canvas.Item) diag.Finding {
	f := ambiguousReference.at(l.From.Path, l.Range, diag.Msg("lint-ambiguous-reference", "n", len(among), "id", l.ID))
	var keys []string
	for _, it := range among {
		keys = append(keys, it.Key())
	}
	f.Hint = diag.Msg("lint-ambiguous-reference-hint", "keys", keys)
	f.Related = found(among)
	return f
}

// sought is what a link looks for: the names of the kinds that its field allows, or the one of them that
// it begins with, and the id.
func (r *resolver) sought(l *canvas.Link) (kinds []string, id string) {
	if word, id, typed := strings.Cut(l.ID, "/"); typed {
		if k := r.canvas.Kinds.ByWord(word); k != nil && l.Field.Holds(k.Name) {
			return []string{k.Name}, id
		}
	}
	return l.Field.Refs, l.ID
}

// nearest are the items of some kinds that a word was probably meant to name.
func (r *resolver) nearest(kinds []string, word string) answer {
	q := question{strings.Join(kinds, " "), word}
	if a, answered := r.near[q]; answered {
		return a
	}
	names := r.names[q.kinds]
	if names == nil {
		names = canvas.NewNames()
		for _, name := range kinds {
			for _, it := range r.canvas.OfKind(r.canvas.Kinds.Named(name)) {
				names.Add(it)
			}
		}
		r.names[q.kinds] = names
	}
	var a answer
	a.items, a.same = names.Near(word)
	r.near[q] = a
	return a
}

// ofOtherKinds are the items with the link's id that its field does not allow.
func (r *resolver) ofOtherKinds(l *canvas.Link) []*canvas.Item {
	_, id, _ := canvas.SplitKey(l.ID)
	var others []*canvas.Item
	for _, it := range r.canvas.Find(id) {
		if it.ID == id && !l.Field.Holds(it.Kind.Name) {
			others = append(others, it)
		}
	}
	return others
}

func (r *resolver) wrongKind(l *canvas.Link, others []*canvas.Item) diag.Finding {
	other := others[0]
	kinds, id := r.sought(l)
	f := wrongKindReference.at(l.From.Path, l.Range, diag.Msg("lint-wrong-kind", "id", l.ID, "found", other.Kind.Term(), "kinds", terms(kinds)))
	f.Related = found(others)
	if field := placeFor(l.From.Kind, other.Kind); field != nil {
		f.Hint = diag.Msg("lint-wrong-kind-hint", "field", field.Path)
	} else if near := r.nearest(kinds, id); len(near.items) > 0 {
		f.Hint = didYouMean(l, near.items)
	}
	return f
}

// placeFor is the field of the item itself that holds items of a kind, when there is just one.
func placeFor(of, other *kind.Kind) *kind.Field {
	var place *kind.Field
	for _, f := range of.Fields() {
		if f.Entry().Holds(other.Name) {
			if place != nil {
				return nil
			}
			place = f
		}
	}
	return place
}

func terms(kinds []string) []diag.Term {
	list := make([]diag.Term, len(kinds))
	for i, name := range kinds {
		list[i] = diag.Term{Kind: name}
	}
	return list
}

func found(items []*canvas.Item) []diag.Related {
	list := make([]diag.Related, len(items))
	for i, it := range items {
		list[i] = diag.Related{Path: it.Path, Range: it.NameRange(), Message: diag.Msg("lint-this-is", "name", it.Name(), "kind", it.Kind.Term())}
	}
	return list
}

func didYouMean(l *canvas.Link, items []*canvas.Item) diag.Message {
	ids := make([]string, len(items))
	for i, it := range items {
		ids[i] = written(l, it)
	}
	return diag.Msg("did-you-mean", "candidates", ids)
}

// written is how the link's field refers to an item.
func written(l *canvas.Link, it *canvas.Item) string {
	if len(l.Field.Refs) > 1 {
		return it.Key()
	}
	return it.ID
}

// rewrite makes the link refer to an item by its id.
func rewrite(l *canvas.Link, it *canvas.Item) *diag.Fix {
	return &diag.Fix{
		Message: diag.Msg("lint-rewrite", "id", written(l, it)),
		Edits:   []diag.Edit{{Path: l.From.Path, Start: l.Start, End: l.End, Text: source.Inline(written(l, it))}},
	}
}
