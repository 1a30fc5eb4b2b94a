package search

import (
	"cmp"
	"slices"
	"strconv"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/kind"
)

// Order is a facet by which items are put in order.
type Order struct {
	Facet
	Descending bool
}

// Sort puts items in order by the first facet, those alike by the next. An enumeration goes in the schema's
// order, a reference by the name of the item, numbers by size, texts as a dictionary of the language has
// them; items that have nothing there come last, whatever the direction.
func (f *Finder) Sort(items []*canvas.Item, orders []Order, lang string) {
	keys := make(map[*canvas.Item][]sortKey, len(items))
	dictionary := collate.New(language.Make(lang), collate.Numeric)
	var buffer collate.Buffer
	for _, it := range items {
		for _, o := range orders {
			keys[it] = append(keys[it], f.sortKey(it, o.Facet, func(text string) string {
				buffer.Reset()
				return string(dictionary.KeyFromString(&buffer, text))
			}))
		}
	}
	slices.SortStableFunc(items, func(a, b *canvas.Item) int {
		for i, o := range orders {
			if c := keys[a][i].compare(keys[b][i], o.Descending); c != 0 {
				return c
			}
		}
		return 0
	})
}

// sortKey is what one value is sorted by.
type sortKey struct {
	absent bool
	number float64
	text   string
}

func (a sortKey) compare(b sortKey, descending bool) int {
	if a.absent != b.absent {
		if a.absent {
			return 1
		}
		return -1
	}
	c := cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.text, b.text))
	if descending {
		return -c
	}
	return c
}

// sortKey reads the first value of a facet.
func (f *Finder) sortKey(it *canvas.Item, facet Facet, collated func(string) string) sortKey {
	if facet.From != nil {
		return sortKey{number: float64(f.Count(it, facet.From))}
	}
	texts := f.TextsOrDefault(it, facet)
	if len(texts) == 0 {
		return sortKey{absent: true}
	}
	text := texts[0]
	if facet.Field == nil {
		return sortKey{text: collated(text)}
	}
	switch entry := facet.Field.Entry(); {
	case len(entry.Refs) > 0:
		text = f.Called(it, entry, text)
	case len(entry.Enum) > 0:
		if i := slices.Index(entry.Enum, text); i >= 0 {
			return sortKey{number: float64(i)}
		}
		return sortKey{number: float64(len(entry.Enum)), text: text}
	case entry.Type == kind.Integer || entry.Type == kind.Number:
		n, err := strconv.ParseFloat(text, 64)
		return sortKey{number: n, absent: err != nil}
	}
	return sortKey{text: collated(text)}
}

// Called is the name of what an item refers to by an id in a field; the id when it resolves to nothing.
func (*Finder) Called(it *canvas.Item, entry *kind.Field, id string) string {
	for i := range it.Links {
		if l := &it.Links[i]; l.Field == entry && l.ID == id {
			return l.Name()
		}
	}
	return id
}
