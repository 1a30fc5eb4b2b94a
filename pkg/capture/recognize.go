package capture

import (
	"slices"
	"strings"
	"unicode"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/similar"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// known is an item that words may name.
type known struct {
	kind     *kind.Kind
	id, name string
}

// phrase is how the name of an item reads, by the stems of its words.
type phrase struct {
	stems []string
	item  known
}

// knowledge is what the words of a sentence are held against: the items that they may name, and the
// wishes that are there already.
type knowledge struct {
	phrases [2]map[string][]phrase // by language and first stem
	stems   [2]map[string]string   // by word, since there are few different ones

	wishes []*canvas.Item     // nil for one that was taken back
	sizes  []int              // by wish, how many stems it has
	having map[string][]int32 // by stem, the wishes that have it
	shared []uint16           // by wish, 0 between two questions
}

const (
	inFrench = iota // and all languages that are not English
	inEnglish
)

func newKnowledge() *knowledge {
	k := &knowledge{having: map[string][]int32{}}
	for i := range k.phrases {
		k.phrases[i], k.stems[i] = map[string][]phrase{}, map[string]string{}
	}
	return k
}

// learn makes an item known: of a kind that stories speak of by its names, a story by its words.
func (k *knowledge) learn(s shape, it *canvas.Item) {
	switch {
	case it.Kind == s.story:
		k.addWish(it)
		return
	case !slices.ContainsFunc(s.about, func(f *kind.Field) bool { return f.Items.Holds(it.Kind.Name) }):
		return
	}
	names := []string{it.Name()}
	if v := it.Value(kind.Synonyms); v != nil {
		names = append(names, v.List...)
	}
	for _, name := range names {
		for language := range k.phrases {
			if stems := k.read(name, language); len(stems) > 0 {
				k.phrases[language][stems[0]] = append(k.phrases[language][stems[0]], phrase{stems, known{it.Kind, it.ID, it.Name()}})
			}
		}
	}
}

func (k *knowledge) addWish(it *canvas.Item) {
	if it.Closed() {
		return
	}
	stems := unique(k.read(it.Name(), inFrench))
	for _, s := range stems {
		k.having[s] = append(k.having[s], int32(len(k.wishes)))
	}
	k.wishes, k.sizes = append(k.wishes, it), append(k.sizes, len(stems))
	k.shared = append(k.shared, 0)
}

// forget takes items out that are there no more.
func (k *knowledge) forget(gone func(path string) bool) {
	for i := range k.wishes {
		if k.wishes[i] != nil && gone(k.wishes[i].Path) {
			k.wishes[i] = nil
		}
	}
	for language := range k.phrases {
		for first, list := range k.phrases[language] {
			left := list[:0:0]
			for _, p := range list {
				if !gone(canvas.PathOf(p.item.kind, p.item.id)) {
					left = append(left, p)
				}
			}
			k.phrases[language][first] = left
		}
	}
}

// namedIn gives the items that the words of a text name, in their order; of two names that begin alike the
// longer.
func (k *knowledge) namedIn(text string) (found []known) {
	language := inFrench
	if words.Language(text) == "en" {
		language = inEnglish
	}
	stems := k.read(text, language)
	seen := map[known]bool{}
	for i := 0; i < len(stems); {
		longest := 1
		var here []known
		for _, p := range k.phrases[language][stems[i]] {
			switch n := len(p.stems); {
			case n > len(stems)-i || n < longest || strings.Join(stems[i:i+n], " ") != strings.Join(p.stems, " "):
			case n > longest:
				longest, here = n, []known{p.item}
			default:
				here = append(here, p.item)
			}
		}
		for _, it := range here {
			if !seen[it] {
				found, seen[it] = append(found, it), true
			}
		}
		i += longest
	}
	return found
}

// byWord gives the items of a kind one of whose names has all the words.
func (k *knowledge) byWord(of, text string) (found []known) {
	stems := k.read(text, inFrench)
	if len(stems) == 0 {
		return nil
	}
	seen := map[known]bool{}
	for _, list := range k.phrases[inFrench] {
		for _, p := range list {
			if p.item.kind.Name == of && !seen[p.item] && holds(p.stems, stems) {
				found, seen[p.item] = append(found, p.item), true
			}
		}
	}
	return found
}

func holds(all, some []string) bool {
	has := map[string]bool{}
	for _, s := range all {
		has[s] = true
	}
	for _, s := range some {
		if !has[s] {
			return false
		}
	}
	return true
}

// Comparing one wish with all the others closely would keep somebody waiting.
const (
	glance  = 0.4 // of their stems, shared: then two wishes are compared closely
	closely = 16  // wishes that are, at most
)

// like gives the wish of the same role that says nearly the same as an item, or nil.
func (k *knowledge) like(it *canvas.Item, role string) *canvas.Item {
	stems := unique(k.read(it.Name(), inFrench))
	var touched []int32
	for _, s := range stems {
		for _, i := range k.having[s] {
			if k.shared[i] == 0 {
				touched = append(touched, i)
			}
			k.shared[i]++
		}
	}
	var some []*canvas.Item
	for _, i := range touched {
		w, n := k.wishes[i], int(k.shared[i])
		k.shared[i] = 0
		share := float64(n) / float64(len(stems)+k.sizes[i]-n)
		if w != nil && share >= glance && len(some) < closely && w.Path != it.Path && w.Text(role) == it.Text(role) {
			some = append(some, w)
		}
	}
	near := similar.New(it.Kind, some).Nearest(it.Name(), nil)
	if len(near) == 0 || !near[0].Alike {
		return nil
	}
	return near[0].Item
}

// read gives the stems of the words of a text that say something.
func (k *knowledge) read(text string, language int) (stems []string) {
	for _, w := range strings.FieldsFunc(words.Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		stem, known := k.stems[language][w]
		if !known {
			if !words.Empty(w) {
				stem = stemOf(w, language)
			}
			k.stems[language][w] = stem
		}
		if stem != "" {
			stems = append(stems, stem)
		}
	}
	return stems
}

func stemOf(word string, language int) string {
	if language == inEnglish {
		return english.Stem(word, true)
	}
	return french.Stem(word, true)
}

func unique(list []string) []string {
	seen := map[string]bool{}
	var once []string
	for _, s := range list {
		if !seen[s] {
			once, seen[s] = append(once, s), true
		}
	}
	return once
}
