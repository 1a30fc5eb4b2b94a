package draft

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// synonyms is the field in which kinds keep other words for an item.
const synonyms = "synonyms"

// index finds the items of one kind by what people call them.
type index struct {
	items []*canvas.Item
	byKey map[string][]*canvas.Item
}

func (x *index) add(it *canvas.Item) {
	x.items = append(x.items, it)
	phrases := []string{strings.ReplaceAll(it.ID, "-", " "), it.Name()}
	if v := it.Value(synonyms); v != nil {
		phrases = append(phrases, v.List...)
	}
	for _, phrase := range phrases {
		for _, key := range words.Keys(phrase) {
			if !slices.Contains(x.byKey[key], it) {
				x.byKey[key] = append(x.byKey[key], it)
			}
		}
	}
}

// find gives the items that a phrase may name: the one with that id, or one that had it, alone.
func (x *index) find(phrase string) []*canvas.Item {
	for _, it := range x.items {
		if it.ID == phrase {
			return []*canvas.Item{it}
		}
	}
	for _, it := range x.items {
		if v := it.Value("formerly"); v != nil && slices.Contains(v.List, phrase) {
			return []*canvas.Item{it}
		}
	}
	var exact, found []*canvas.Item
	for _, key := range words.Keys(phrase) {
		for _, it := range x.byKey[key] {
			if !slices.Contains(found, it) {
				found = append(found, it)
				if isCalled(it, phrase) {
					exact = append(exact, it)
				}
			}
		}
	}
	if len(exact) == 1 || looksLikeID(phrase) {
		return exact
	}
	return found
}

// looksLikeID tells a mistyped id from a name: an id that is nearly right must be corrected, not
// taken for the name of something else.
func looksLikeID(phrase string) bool { return strings.Contains(phrase, "-") && words.ValidID(phrase) }

// isCalled tells whether a phrase is the item's name or a synonym to the letter, case and accents aside.
func isCalled(it *canvas.Item, phrase string) bool {
	names := []string{it.Name()}
	if v := it.Value(synonyms); v != nil {
		names = append(names, v.List...)
	}
	return slices.ContainsFunc(names, func(name string) bool { return words.Fold(name) == words.Fold(phrase) })
}

// near gives the ids whose id or name is near a phrase.
func (x *index) near(phrase string) []string {
	var candidates []string
	ids := map[string]string{}
	for _, it := range x.items {
		for _, w := range []string{it.ID, it.Name()} {
			if ids[w] == "" {
				candidates, ids[w] = append(candidates, w), it.ID
			}
		}
	}
	var near []string
	for _, w := range words.Nearest(phrase, candidates) {
		if id := ids[w]; !slices.Contains(near, id) {
			near = append(near, id)
		}
	}
	return near
}

func (d *Desk) index(k *kind.Kind) (*index, error) {
	if x := d.names[k]; x != nil {
		return x, nil
	}
	c, err := canvas.Load(d.ctx, d.fsys, d.config, d.kinds, k)
	if err != nil {
		return nil, err
	}
	x := &index{byKey: map[string][]*canvas.Item{}}
	for _, it := range c.OfKind(k) {
		x.add(it)
	}
	d.names[k] = x
	return x, nil
}

// has tells whether an item exists, without reading its kind.
func (d *Desk) has(k *kind.Kind, id string) bool {
	path := k.Folder + "/" + id + canvas.Extension
	if d.taken[path] {
		return true
	}
	_, err := fs.Stat(d.fsys, path)
	return words.ValidID(id) && !errors.Is(err, fs.ErrNotExist)
}

// nameOf reads one item for its name, which is empty when it cannot be read.
func (d *Desk) nameOf(k *kind.Kind, id string) string {
	path := k.Folder + "/" + id + canvas.Extension
	data, err := fs.ReadFile(d.fsys, path)
	if err != nil {
		return ""
	}
	f, _ := source.Parse(path, data)
	content, _ := k.Read(f)
	return (&canvas.Item{Kind: k, ID: id, Content: content}).Name()
}

// reference gives the id for a reference: of the item that the text names, or of one that is made.
func (t *try) reference(f *kind.Field, text string) (any, error) {
	text = strings.TrimSpace(text)
	kinds, phrase := t.allowed(f, text)
	if len(kinds) == 0 {
		return nil, diag.Fail("wrong-kind", "value", text, "kinds", terms(t.kinds, f.Refs))
	}
	written := func(k *kind.Kind, id string) string {
		if len(f.Refs) > 1 {
			return k.Name + "/" + id
		}
		return id
	}
	for _, k := range kinds {
		if len(kinds) == 1 && t.has(k, phrase) {
			ref := written(k, phrase)
			t.called[ref] = t.nameOf(k, phrase)
			return ref, nil
		}
	}
	var found []*canvas.Item
	var near []string
	for _, k := range kinds {
		x, err := t.index(k)
		if err != nil {
			return nil, err
		}
		found = append(found, x.find(phrase)...)
		near = append(near, x.near(phrase)...)
	}
	switch {
	case len(found) == 1:
		ref := written(found[0].Kind, found[0].ID)
		t.called[ref] = found[0].Name()
		return ref, nil
	case len(found) > 1:
		var keys []string
		for _, it := range found {
			keys = append(keys, written(it.Kind, it.ID))
		}
		return nil, diag.Fail("ambiguous-name", "value", text, "candidates", keys)
	case !t.request.Create:
		return nil, t.unknown(f, kinds, phrase, near)
	case len(kinds) > 1:
		return nil, diag.Fail("create-which-kind", "value", text, "kinds", terms(t.kinds, f.Refs)).Hint("create-which-kind-hint", "example", kinds[0].Name+"/"+text)
	}
	made, err := t.item(Request{Kind: kinds[0], Text: phrase, Create: true, implied: true})
	if err != nil {
		return nil, err
	}
	t.made = append(t.made, made)
	ref := written(kinds[0], made.ID)
	t.called[ref] = made.Name()
	return ref, nil
}

// allowed gives the kinds that a reference may be of, and the text without the kind in front.
func (d *Desk) allowed(f *kind.Field, text string) ([]*kind.Kind, string) {
	if before, after, typed := strings.Cut(text, "/"); typed {
		if k := d.kinds.ByWord(before); k != nil {
			if !f.Holds(k.Name) {
				return nil, after
			}
			return []*kind.Kind{k}, after
		}
	}
	var kinds []*kind.Kind
	for _, name := range f.Refs {
		if k := d.kinds.Named(name); k != nil {
			kinds = append(kinds, k)
		}
	}
	return kinds, text
}

func (t *try) unknown(f *kind.Field, kinds []*kind.Kind, phrase string, near []string) error {
	failure := diag.Fail("unknown-reference", "kinds", terms(t.kinds, f.Refs), "value", phrase)
	if len(near) > 0 {
		failure.Hint("did-you-mean", "candidates", near)
	}
	return &Unknown{Failure: failure, Field: f, Kind: kinds[0], Text: phrase, Near: near}
}

func terms(set *kind.Set, names []string) []diag.Term {
	var list []diag.Term
	for _, name := range names {
		if k := set.Named(name); k != nil {
			list = append(list, k.Term())
		}
	}
	return list
}
