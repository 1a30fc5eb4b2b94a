package canvas

import (
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// Comparing a phrase that names nothing closely with thousands of words would make a canvas with
// many broken references slow.
const (
	shortlist = 32   // words that are compared closely
	glances   = 4096 // words that are looked at to make the shortlist
	longest   = 256  // bytes of a word that is compared at all
)

// Names finds items by what people call them: their ids, names and synonyms, and the ids that they
// had.
type Names struct {
	ids, former index // as written
	names       index // names and synonyms, folded
	forms       index // ids, names and synonyms, by their keys
	formerForms index // former ids, by their keys

	words []string           // all of them as written, for what is merely spelled alike
	of    []*Item            // what each of the words names
	runs  map[string][]int32 // by a run of three letters, the words that have it
	count []uint16           // by word, 0 between two look-ups; as long as runs knows words
}

// NewNames makes the Names of some items.
func NewNames(items ...*Item) *Names {
	n := &Names{ids: index{}, former: index{}, names: index{}, forms: index{}, formerForms: index{}, runs: map[string][]int32{}}
	for _, it := range items {
		n.Add(it)
	}
	return n
}

// Add makes one more item known.
func (n *Names) Add(it *Item) {
	n.ids.add(it, it.ID)
	n.forms.add(it, keysOfID(it.ID)...)
	n.words = append(n.words, it.ID)
	for _, name := range append([]string{it.Name()}, it.list(kind.Synonyms)...) {
		n.names.add(it, words.Fold(name))
		if name != it.ID { // else all of it is known
			n.forms.add(it, words.Keys(name)...)
			n.words = append(n.words, name)
		}
	}
	for _, id := range it.Former() {
		n.former.add(it, id)
		n.formerForms.add(it, keysOfID(id)...)
		n.words = append(n.words, id)
	}
	for len(n.of) < len(n.words) {
		n.of = append(n.of, it)
	}
}

// keysOfID gives the keys of an id, in which dashes part words and never mark an inclusive form.
func keysOfID(id string) []string { return words.Keys(strings.ReplaceAll(id, "-", " ")) }

func looksLikeID(phrase string) bool { return strings.Contains(phrase, "-") && words.ValidID(phrase) }

// Named gives the items that a phrase names: by their id; else by one that they had; else by their
// name or a synonym, case and accents aside; else by another form of these: with an article, in the
// plural, in the other gender. A phrase that looks like an id is not taken in another form: an id
// that is nearly right must be corrected, not understood as the name of something else.
func (n *Names) Named(phrase string) []*Item {
	if items := n.ids[phrase]; len(items) > 0 {
		return items
	}
	if items := n.former[phrase]; len(items) > 0 {
		return items
	}
	if items := n.names[words.Fold(phrase)]; len(items) > 0 || looksLikeID(phrase) {
		return items
	}
	return gather(words.Keys(phrase), n.forms)
}

// Near gives the items that a phrase was probably meant to name. Either it is the same as one of
// their words, a former id included, only in another form; or it is spelled nearly like one, the
// likeliest first.
func (n *Names) Near(phrase string) (items []*Item, same bool) {
	keys := words.Keys(phrase)
	if looksLikeID(phrase) {
		keys = keysOfID(phrase)
	}
	if items = gather(keys, n.forms, n.formerForms); len(items) > 0 {
		return items, true
	}
	if items = n.alike(phrase); len(items) == 0 && len(keys) > 0 {
		items = n.alike(keys[0]) // without article, in the singular
	}
	return items, false
}

// index holds items by a word.
type index map[string][]*Item

func (x index) add(it *Item, keys ...string) {
	for _, key := range keys {
		known := x[key]
		if again := len(known) > 0 && known[len(known)-1] == it; !again && key != "" {
			x[key] = append(known, it)
		}
	}
}

// gather gives what is held under any of the keys, each item once, a shortlist of them at most.
func gather(keys []string, indexes ...index) []*Item {
	var items []*Item
	for _, x := range indexes {
		for _, key := range keys {
			for _, it := range x[key] {
				if len(items) < shortlist && !slices.Contains(items, it) {
					items = append(items, it)
				}
			}
		}
	}
	return items
}

// alike gives the items one of whose words is spelled nearly like a phrase.
func (n *Names) alike(phrase string) []*Item {
	if len(phrase) > longest {
		return nil
	}
	candidates := n.shortlist(phrase)
	texts := make([]string, len(candidates))
	for i, c := range candidates {
		texts[i] = n.words[c]
	}
	var items []*Item
	for _, near := range words.Nearest(phrase, texts) {
		if it := n.of[candidates[slices.Index(texts, near)]]; !slices.Contains(items, it) {
			items = append(items, it)
		}
	}
	return items
}

// shortlist gives the words that share the most runs with a phrase; when there are few words, all.
func (n *Names) shortlist(phrase string) (best []int32) {
	if len(n.words) <= shortlist {
		for i := range n.words {
			best = append(best, int32(i))
		}
		return best
	}
	n.readRuns()
	var sharing [][]int32 // words by how many runs they share
	for _, i := range n.touch(phrase) {
		for len(sharing) <= int(n.count[i]) {
			sharing = append(sharing, nil)
		}
		sharing[n.count[i]] = append(sharing[n.count[i]], i)
	}
	for _, words := range slices.Backward(sharing) {
		for _, i := range words {
			n.count[i] = 0
		}
		best = append(best, words[:min(len(words), shortlist-len(best))]...)
	}
	return best
}

// touch counts the runs that words share with a phrase, the rarest runs first: they tell most, and
// what thousands have in common tells nothing.
func (n *Names) touch(phrase string) (touched []int32) {
	var shared [][]int32
	for run := range runs(phrase) {
		shared = append(shared, n.runs[run])
	}
	slices.SortStableFunc(shared, func(a, b []int32) int { return len(a) - len(b) })
	left := glances
	for _, having := range shared {
		having = having[:min(len(having), left)]
		left -= len(having)
		for _, i := range having {
			if n.count[i] == 0 {
				touched = append(touched, i)
			}
			n.count[i]++
		}
	}
	return touched
}

// readRuns reads the words that came since it was last called.
func (n *Names) readRuns() {
	for i := len(n.count); i < len(n.words); i++ {
		n.count = append(n.count, 0)
		if len(n.words[i]) > longest {
			continue
		}
		for run := range runs(n.words[i]) {
			n.runs[run] = append(n.runs[run], int32(i))
		}
	}
}

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
