package lint

import (
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// Comparing a word that names nothing closely with thousands of others would make a canvas with
// many broken references slow.
const (
	shortlist = 32   // words that are compared closely
	glances   = 4096 // words that are looked at to make the shortlist
	longest   = 256  // bytes of a word that is compared at all
)

// nearest are the items of some kinds that a word was probably meant to name, the likeliest first.
func (r *resolver) nearest(kinds []string, word string) []*canvas.Item {
	question := asked{strings.Join(kinds, " "), word}
	items, answered := r.near[question]
	if !answered {
		if r.near == nil {
			r.near, r.indexes = map[asked][]*canvas.Item{}, map[string]*index{}
		}
		x := r.indexes[question.kinds]
		if x == nil {
			x = newIndex(r.canvas, kinds)
			r.indexes[question.kinds] = x
		}
		items = x.nearest(word)
		r.near[question] = items
	}
	return items
}

// index finds the words that look like another: those that share the most runs of three letters.
type index struct {
	words []string       // ids, names, synonyms and former ids
	items []*canvas.Item // the item that each of them names
	keys  [][]string     // of each, as words.Keys makes them; nil until they are asked for
	runs  map[string][]int32
	count []uint16 // by word, while one is looked up
}

func newIndex(c *canvas.Canvas, kinds []string) *index {
	x := &index{runs: map[string][]int32{}}
	for _, name := range kinds {
		for _, it := range c.OfKind(c.Kinds.Named(name)) {
			for _, word := range allNames(it) {
				x.add(word, it)
			}
		}
	}
	x.keys, x.count = make([][]string, len(x.words)), make([]uint16, len(x.words))
	return x
}

func (x *index) add(word string, it *canvas.Item) {
	if len(word) > longest {
		return
	}
	i := int32(len(x.words))
	x.words, x.items = append(x.words, word), append(x.items, it)
	for run := range runs(word) {
		x.runs[run] = append(x.runs[run], i)
	}
}

// allNames are the words by which somebody may have referred to an item.
func allNames(it *canvas.Item) []string {
	names := []string{it.ID}
	if name := it.Name(); name != it.ID {
		names = append(names, name)
	}
	for _, field := range []string{synonyms, formerly} {
		if v := it.Value(field); v != nil {
			names = append(names, v.List...)
		}
	}
	return names
}

// formerly is the field in which every kind keeps the ids that an item had.
const formerly = "formerly"

// runs yields the runs of three bytes of a word as it is compared.
func runs(word string) func(yield func(string) bool) {
	folded := " " + strings.ReplaceAll(words.Fold(word), "-", " ") + " "
	return func(yield func(string) bool) {
		for i := 0; i+3 <= len(folded); i++ {
			if !yield(folded[i : i+3]) {
				return
			}
		}
	}
}

func (x *index) nearest(word string) []*canvas.Item {
	if len(word) > longest {
		return nil
	}
	near := x.near(word)
	if keys := words.Keys(word); len(near) == 0 && len(keys) > 0 {
		near = x.near(keys[0]) // without article, in the singular
	}
	return near
}

func (x *index) near(word string) []*canvas.Item {
	candidates := x.alike(word)
	texts := make([]string, len(candidates))
	for i, c := range candidates {
		texts[i] = x.words[c]
	}
	var items []*canvas.Item
	add := func(it *canvas.Item) {
		if !slices.Contains(items, it) {
			items = append(items, it)
		}
	}
	keys := keysOf(word)
	for _, c := range candidates {
		if x.keys[c] == nil {
			x.keys[c] = keysOf(x.words[c])
		}
		if share(keys, x.keys[c]) {
			add(x.items[c])
		}
	}
	if len(items) > 0 {
		return items
	}
	for _, near := range words.Nearest(word, texts) {
		add(x.items[candidates[slices.Index(texts, near)]])
	}
	return items
}

// alike gives the words that share the most runs with a word, a shortlist of them at most.
func (x *index) alike(word string) []int32 {
	touched := x.touch(word)
	least := x.atLeast(touched)
	var best []int32
	for _, i := range touched {
		if x.count[i] > least {
			best = append(best, i)
		}
	}
	for _, i := range touched {
		if x.count[i] == least && len(best) < shortlist {
			best = append(best, i)
		}
		x.count[i] = 0
	}
	slices.Sort(best)
	return best
}

// touch counts the runs that other words share with a word, the rarest runs first: they tell most, and what
// thousands have in common tells nothing.
func (x *index) touch(word string) (touched []int32) {
	var shared [][]int32
	for run := range runs(word) {
		shared = append(shared, x.runs[run])
	}
	slices.SortStableFunc(shared, func(a, b []int32) int { return len(a) - len(b) })
	left := glances
	for _, having := range shared {
		having = having[:min(len(having), left)]
		left -= len(having)
		for _, i := range having {
			if x.count[i] == 0 {
				touched = append(touched, i)
			}
			x.count[i]++
		}
	}
	return touched
}

// atLeast is the number of shared runs that a word needs, so that those with more fit the shortlist.
func (x *index) atLeast(touched []int32) uint16 {
	var having []int // how many words share so many runs
	for _, i := range touched {
		for n := int(x.count[i]); len(having) <= n; {
			having = append(having, 0)
		}
		having[x.count[i]]++
	}
	fitting := 0
	for n := len(having) - 1; n > 0; n-- {
		if fitting += having[n]; fitting >= shortlist {
			return uint16(n)
		}
	}
	return 1
}

// same tells whether a word is an item's id, name, synonym or former id, only written otherwise:
// in capitals, with accents, in the plural, with an article.
func same(word string, it *canvas.Item) bool {
	keys := keysOf(word)
	return slices.ContainsFunc(allNames(it), func(name string) bool { return share(keys, keysOf(name)) })
}

// keysOf gives the forms in which two names of one thing are the same. The dashes of an id part words.
func keysOf(word string) []string { return words.Keys(strings.ReplaceAll(word, "-", " ")) }

func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(key string) bool { return slices.Contains(b, key) })
}
