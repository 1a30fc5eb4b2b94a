package lint

import (
	"slices"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/story"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// duplicateEntries reports what a list of references holds twice. In a list of records the same id
// may stand in several.
func duplicateEntries(c *canvas.Canvas) []diag.Finding {
	var findings []diag.Finding
	for _, k := range c.Kinds.All() {
		lists := listsOfReferences(k)
		for _, it := range c.OfKind(k) {
			for i := range it.Links {
				l := &it.Links[i]
				if !slices.Contains(lists, l.Field) {
					continue
				}
				if first := earlier(it.Links[:i], l); first != nil {
					f := duplicateEntry.at(it.Path, l.Range, diag.Msg("lint-duplicate-entry", "id", l.ID))
					f.Hint = diag.Msg("lint-duplicate-entry-hint")
					if l.Entry != [2]int{} {
						f.Fix = &diag.Fix{Message: f.Hint, Edits: []diag.Edit{{Path: it.Path, Start: l.Entry[0], End: l.Entry[1]}}}
					}
					f.Related = []diag.Related{{Path: it.Path, Range: first.Range, Message: diag.Msg("lint-already")}}
					findings = append(findings, f)
				}
			}
		}
	}
	return findings
}

func listsOfReferences(k *kind.Kind) (entries []*kind.Field) {
	for _, f := range k.Fields() {
		if f.Type == kind.List && len(f.Items.Refs) > 0 {
			entries = append(entries, f.Items)
		}
	}
	return entries
}

// earlier is the link of the same list that says the same, or nil.
func earlier(before []canvas.Link, l *canvas.Link) *canvas.Link {
	for i := range before {
		other := &before[i]
		if other.Field == l.Field && (other.ID == l.ID || l.To != nil && other.To == l.To) {
			return other
		}
	}
	return nil
}

// duplicateStories reports items that ask for the same from the same point of view.
func duplicateStories(c *canvas.Canvas) []diag.Finding {
	type said struct{ role, want string }
	var findings []diag.Finding
	for _, k := range c.Kinds.All() {
		if !story.Fits(k) {
			continue
		}
		first := make(map[said]*canvas.Item, len(c.OfKind(k)))
		for _, it := range c.OfKind(k) {
			want := it.Value("want")
			if want == nil || it.Closed() {
				continue
			}
			key := said{role(it), words.Fold(want.Text)}
			other := first[key]
			if other == nil {
				first[key] = it
				continue
			}
			f := duplicateStory.at(it.Path, want.Range, diag.Msg("lint-duplicate-story", "other", other.ID))
			f.Hint = diag.Msg("lint-duplicate-story-hint", "key", it.Key(), "other", other.ID)
			f.Related = []diag.Related{{Path: other.Path, Range: other.Value("want").Range, Message: diag.Msg("lint-already")}}
			findings = append(findings, f)
		}
	}
	return findings
}

// role is who speaks: the item that the role names, also by a former id, or what is written.
func role(it *canvas.Item) string {
	for i := range it.Links {
		if l := &it.Links[i]; l.Field.Path == "role" && l.To != nil {
			return l.To.Key()
		}
	}
	return it.Text("role")
}

// duplicateNames reports items of one kind that answer to the same word, so that the word no longer
// tells which is meant. Of stories only the whole tells them apart.
func duplicateNames(c *canvas.Canvas) []diag.Finding {
	var findings []diag.Finding
	for _, k := range c.Kinds.All() {
		if story.Fits(k) {
			continue
		}
		first := map[string]name{}
		for _, it := range c.OfKind(k) {
			if len(it.Values) == 0 || it.Closed() {
				continue
			}
			for _, n := range namesOf(it) {
				word := words.Fold(n.word)
				other, taken := first[word]
				if !taken {
					first[word] = n
				}
				if !taken || other.of == it {
					continue
				}
				f := duplicateName.at(it.Path, n.at, diag.Msg("lint-duplicate-name", "word", n.word, "other", other.of.ID))
				f.Hint = diag.Msg("lint-duplicate-name-hint")
				f.Related = []diag.Related{{Path: other.of.Path, Range: other.at, Message: diag.Msg("lint-already")}}
				findings = append(findings, f)
			}
		}
	}
	return findings
}

// name is a word that an item answers to, and where the item says so.
type name struct {
	word string
	of   *canvas.Item
	at   diag.Range
}

func namesOf(it *canvas.Item) []name {
	names := []name{{it.Name(), it, it.NameRange()}}
	if v := it.Value(kind.Synonyms); v != nil {
		for _, word := range v.List {
			names = append(names, name{word, it, v.Range})
		}
	}
	return names
}
