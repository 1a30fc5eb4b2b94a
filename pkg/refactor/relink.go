package refactor

import (
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
)

// relinking says how references are written after a change, by how they are written before it.
type relinking struct {
	ids   map[said]string
	items map[said]*canvas.Item // what is meant, by how it is written before or after
}

func newRelinking() relinking { return relinking{map[said]string{}, map[said]*canvas.Item{}} }

// add notes that a reference to an item will be written with an id, which may be the one it has.
func (r relinking) add(ref kind.Ref, it *canvas.Item, id string) {
	r.items[said{ref.Field, ref.ID}], r.items[said{ref.Field, id}] = it, it
	if id != ref.ID {
		r.ids[said{ref.Field, ref.ID}] = id
	}
}

// written is how a field refers to an item that will have an id: as plainly as before, unless another
// item that the field may hold has the same id.
func written(c *canvas.Canvas, ref kind.Ref, k *kind.Kind, id string) string {
	key := k.Name + "/" + id
	if strings.Contains(ref.ID, "/") {
		return key
	}
	for _, name := range ref.Field.Refs {
		if name != k.Name && slices.ContainsFunc(c.Find(name+"/"+id), func(other *canvas.Item) bool { return other.ID == id }) {
			return key
		}
	}
	return id
}

// referrers are the items that have a reference which will be written in another way.
func (r relinking) referrers(c *canvas.Canvas) []*canvas.Item {
	var items []*canvas.Item
	for _, it := range c.Items {
		if slices.ContainsFunc(it.Links, func(l canvas.Link) bool { return r.ids[said{l.Field, l.ID}] != "" }) {
			items = append(items, it)
		}
	}
	return items
}

// edit rewrites the references of a file. One that its list has already goes, and so does a record
// that becomes the same as another of its list.
func (r relinking) edit(it *canvas.Item, f *source.File) (*source.File, error) {
	var texts []source.Text
	for _, ref := range refs(it.Kind, f) {
		if id := r.ids[said{ref.Field, ref.ID}]; id != "" {
			texts = append(texts, source.Text{Path: f.PathTo(ref.Start), Text: id})
		}
	}
	if len(texts) == 0 {
		return f, nil
	}
	after, err := f.SetTexts(texts)
	if err != nil {
		return nil, err
	}
	if going := r.doubles(it.Kind, after, texts); len(going) > 0 {
		return deleteQuietly(after, going)
	}
	return after, nil
}

// doubles are the entries that their lists have twice now that some texts are in them: of two the one with
// the text, unless it is the only one with a comment beside.
func (r relinking) doubles(k *kind.Kind, f *source.File, texts []source.Text) []source.Path {
	var going []source.Path
	for _, t := range texts {
		list, i, inList := entryOf(t.Path)
		if !inList || isAmong(going, list.Entry(i)) {
			continue
		}
		field, entries := k.Field(dotted(list)).Items, f.At(list).Children
		for j, other := range entries {
			if j == i || isAmong(going, list.Entry(j)) || !r.same(field, other, entries[i]) {
				continue
			}
			if hasComment(f, entries[i]) && !hasComment(f, other) {
				i = j
			}
			going = append(going, list.Entry(i))
			break
		}
	}
	return going
}

// hasComment tells whether there is a comment beside a value.
func hasComment(f *source.File, n *source.Node) bool {
	_, end := f.Offsets(n)
	return strings.HasPrefix(strings.TrimLeft(string(f.Data[end:]), " \t"), "#")
}

// deleteQuietly takes out what is said elsewhere too. Comments that would go with it are put at the end of the file.
func deleteQuietly(f *source.File, paths []source.Path) (*source.File, error) {
	after, err := deleteAll(f, paths)
	if err != nil {
		return nil, err
	}
	lost := f.Comments()
	for _, kept := range after.Comments() {
		if i := slices.Index(lost, kept); i >= 0 {
			lost = slices.Delete(lost, i, i+1)
		}
	}
	if len(lost) == 0 {
		return after, nil
	}
	return after.AddComments(lost)
}

// same tells whether two entries of a list refer to the same item, or are the same.
func (r relinking) same(f *kind.Field, a, b *source.Node) bool {
	if a.Kind != source.Scalar || b.Kind != source.Scalar {
		return source.Equal(a, b)
	}
	it := r.items[said{f, a.Value}]
	return it != nil && it == r.items[said{f, b.Value}]
}

// entryOf parts a path at the innermost list: the path of the list, and the index in it.
func entryOf(path source.Path) (list source.Path, index int, ok bool) {
	for n := len(path); n > 0; n-- {
		if path[n-1].Key == "" {
			return path[:n-1], path[n-1].Index, true
		}
	}
	return nil, 0, false
}

// dotted is a path as Kind.Field takes it, without the indexes of lists.
func dotted(path source.Path) string {
	var names []string
	for _, step := range path {
		if step.Key != "" {
			names = append(names, step.Key)
		}
	}
	return strings.Join(names, ".")
}

func isAmong(paths []source.Path, path source.Path) bool {
	return slices.ContainsFunc(paths, func(other source.Path) bool { return slices.Equal(other, path) })
}
