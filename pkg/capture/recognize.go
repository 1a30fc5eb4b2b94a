package capture

import (
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

// stemmer gives the stems of words, by language.
type stemmer [2]map[string]string // by word, since there are few different ones

const (
	inFrench = iota // and all languages that are not English
	inEnglish
)

func newStemmer() stemmer { return stemmer{{}, {}} }

// vocabulary holds the items that the words of a sentence may name.
type vocabulary struct {
	stemmer
	phrases [2]map[string][]phrase // by language and first stem
}

func newVocabulary() *vocabulary {
	return &vocabulary{newStemmer(), [2]map[string][]phrase{{}, {}}}
}

// learn makes an item known that sentences speak of, by its names.
func (v *vocabulary) learn(it *canvas.Item) {
	names := []string{it.Name()}
	if other := it.Value(kind.Synonyms); other != nil {
		names = append(names, other.List...)
	}
	for _, name := range names {
		for language := range v.phrases {
			if stems := v.read(name, language); len(stems) > 0 {
				v.phrases[language][stems[0]] = append(v.phrases[language][stems[0]], phrase{stems, known{it.Kind, it.ID, it.Name()}})
			}
		}
	}
}

// forget takes items out that are there no more.
func (v *vocabulary) forget(gone func(path string) bool) {
	for language := range v.phrases {
		for first, list := range v.phrases[language] {
			left := list[:0:0]
			for _, p := range list {
				if !gone(canvas.PathOf(p.item.kind, p.item.id)) {
					left = append(left, p)
				}
			}
			v.phrases[language][first] = left
		}
	}
}

// wishes are what stories want that are there already.
type wishes struct {
	stemmer
	all    []*canvas.Item     // nil for one that was taken back
	sizes  []int              // by wish, how many stems it has
	having map[string][]int32 // by stem, the wishes that have it
	shared []uint16           // by wish, 0 between two questions
}

func newWishes() *wishes { return &wishes{stemmer: newStemmer(), having: map[string][]int32{}} }

// learn makes a story known.
func (w *wishes) learn(it *canvas.Item) {
	if it.Closed() {
		return
	}
	stems := unique(w.read(it.Name(), inFrench))
	for _, s := range stems {
		w.having[s] = append(w.having[s], int32(len(w.all)))
	}
	w.all, w.sizes = append(w.all, it), append(w.sizes, len(stems))
	w.shared = append(w.shared, 0)
}

// forget takes stories out that are there no more.
func (w *wishes) forget(gone func(path string) bool) {
	for i := range w.all {
		if w.all[i] != nil && gone(w.all[i].Path) {
			w.all[i] = nil
		}
	}
}

// namedIn gives the items that the words of a text name, in their order; of two names that begin alike the
// longer.
func (v *vocabulary) namedIn(text string) (found []known) {
	language := inFrench
	if words.Language(text) == "en" {
		language = inEnglish
	}
	stems := v.read(text, language)
	seen := map[known]bool{}
	for i := 0; i < len(stems); {
		longest := 1
		var here []known
		for _, p := range v.phrases[language][stems[i]] {
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
func (v *vocabulary) byWord(of, text string) (found []known) {
	stems := v.read(text, inFrench)
	if len(stems) == 0 {
		return nil
	}
	seen := map[known]bool{}
	for _, list := range v.phrases[inFrench] {
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
func (w *wishes) like(it *canvas.Item, role string) *canvas.Item {
	stems := unique(w.read(it.Name(), inFrench))
	var touched []int32
	for _, s := range stems {
		for _, i := range w.having[s] {
			if w.shared[i] == 0 {
				touched = append(touched, i)
			}
			w.shared[i]++
		}
	}
	var some []*canvas.Item
	for _, i := range touched {
		other, n := w.all[i], int(w.shared[i])
		w.shared[i] = 0
		share := float64(n) / float64(len(stems)+w.sizes[i]-n)
		if other != nil && share >= glance && len(some) < closely && other.Path != it.Path && other.Text(role) == it.Text(role) {
			some = append(some, other)
		}
	}
	near := similar.New(it.Kind, some).Nearest(it.Name(), nil)
	if len(near) == 0 || !near[0].Alike {
		return nil
	}
	return near[0].Item
}

// read gives the stems of the words of a text that say something.
func (s stemmer) read(text string, language int) (stems []string) {
	for _, w := range strings.FieldsFunc(words.Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		stem, known := s[language][w]
		if !known {
			if !words.Empty(w) {
				stem = stemOf(w, language)
			}
			s[language][w] = stem
		}
		if stem != "" {
			stems = append(stems, stem)
		}
	}
	return stems
}

func stemOf(word string, language int) string {
	switch {
	case language == inEnglish:
		return english.Stem(word, true)
	case strings.HasPrefix(word, "departement"):
		return word[:len("departement")] // to the stemmer it is a form of «départ»
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
