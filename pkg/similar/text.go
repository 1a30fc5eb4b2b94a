package similar

import (
	"slices"
	"strings"
	"unicode"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"

	"github.com/canevas-systemique/canvas/pkg/words"
)

// Differing are the words, folded, that one text has and the other has not, in their order.
func Differing(a, b string) (inA, inB []string) {
	var folded [2][]string
	for i, text := range []string{a, b} {
		for _, w := range Words(text) {
			folded[i] = append(folded[i], w.Folded)
		}
	}
	return without(folded[0], folded[1]), without(folded[1], folded[0])
}

// Word is a word of a text, folded, and where it stands: in runes from 0, End not included.
type Word struct {
	Folded     string
	Start, End int
}

// Words parts a text into its words: runs of letters and digits, «don't» and «C++» being one each.
func Words(text string) []Word {
	runes := []rune(text)
	var list []Word
	start := -1
	for i := 0; i <= len(runes); i++ {
		if i < len(runes) && (inWord(runes[i]) || start >= 0 && goesOn(runes[i:])) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			list = append(list, Word{words.Fold(string(runes[start:i])), start, i})
			start = -1
		}
	}
	return list
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || unicode.Is(unicode.Cf, r)
}

// goesOn tells whether a word goes on with a sign: «don't», whose apostrophe parts no words, C++, C#.
func goesOn(rest []rune) bool {
	switch rest[0] {
	case '+', '#':
		return true
	case '\'', '’':
		return len(rest) >= 2 && rest[1] == 't' && (len(rest) == 2 || !inWord(rest[2]))
	}
	return false
}

// gram is three characters that stand side by side.
type gram uint64

// text is what is compared of an item or of a sentence.
type text struct {
	words []word   // in order
	grams []gram   // sorted, each once
	roots []string // of the words that say something, and negations; sorted, each once
	verb  string   // the root of the first of them, which is what somebody wants to do
}

// word is a word, folded, and what it has in common with its other forms; "" when it only joins others.
type word struct{ folded, root string }

// reader prepares texts. It remembers words, of which there are far fewer than texts.
type reader map[string]word

func (r reader) word(folded string) word {
	w, ok := r[folded]
	if !ok {
		w.folded = folded
		if !words.Empty(folded) {
			w.root = known().root(folded)
		}
		r[folded] = w
	}
	return w
}

// text prepares a wish or a name for comparison; verbLast tells that its language puts the verb at the end.
func (r reader) text(said string, verbLast bool) text {
	var t text
	var folded []string
	for _, in := range Words(said) {
		if in.Folded == "" {
			continue
		}
		w := r.word(in.Folded)
		t.words = append(t.words, w)
		folded = append(folded, w.folded)
		if known().negations[w.folded] {
			t.roots = append(t.roots, w.folded)
			continue
		}
		if w.root == "" {
			continue
		}
		t.roots = append(t.roots, w.root)
		if t.verb == "" || verbLast {
			t.verb = w.root
		}
	}
	slices.Sort(t.roots)
	t.roots = slices.Compact(t.roots)
	t.grams = gramsOf(folded)
	return t
}

// gramsOf are the runs of three characters of the words, a space between them and at both ends.
func gramsOf(list []string) []gram {
	if len(list) == 0 {
		return nil
	}
	runes := []rune(" " + strings.Join(list, " ") + " ")
	grams := make([]gram, 0, len(runes))
	for i := 2; i < len(runes); i++ {
		grams = append(grams, gram(runes[i-2])<<42|gram(runes[i-1])<<21|gram(runes[i]))
	}
	slices.Sort(grams)
	return slices.Compact(grams)
}

// stem is what the forms of a word have in common. Without knowing the language of a few words, it is what French
// leaves of it and then English.
func stem(folded string) string {
	const longest = 64 // bytes of a word that has other forms
	if len(folded) > longest {
		return folded
	}
	return english.Stem(french.Stem(folded, true), true)
}

// common counts what two sorted lists both hold.
func common[T gram | int32](a, b []T) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			n++
			i++
			j++
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return n
}

// without are the words of one list that the other has not, in their order; twice what it has once less.
func without[T comparable](list, other []T) (rest []T) {
	left := slices.Clone(other)
	for _, w := range list {
		if i := slices.Index(left, w); i >= 0 {
			left = slices.Delete(left, i, i+1)
			continue
		}
		rest = append(rest, w)
	}
	return rest
}
