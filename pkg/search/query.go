// Package search finds items: by what their fields say, and by words in any of them, the best first. It reads
// any fs.FS, writes nothing and has no sentences for people.
package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"

	"github.com/canevas-systemique/canvas/pkg/words"
)

// Query is words to look for. Case, accents and apostrophes do not count, nor do the small words
// between the others.
type Query struct{ words []word }

// word is one word to look for, folded.
type word struct {
	text  string
	root  string   // how every form of it begins
	stems []string // in French and in English
	keys  []string // number and gender aside
}

// Span is a part of a text, in runes from 0, End not included.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// NewQuery reads what a person typed.
func NewQuery(text string) Query {
	var q Query
	var empty []word
	for _, t := range tokens(text) {
		switch w := newWord(t.text); {
		case slices.ContainsFunc(q.words, func(known word) bool { return known.text == w.text }):
		case words.Empty(t.text):
			empty = append(empty, w)
		default:
			q.words = append(q.words, w)
		}
	}
	if len(q.words) == 0 {
		q.words = empty
	}
	return q
}

// Words are the words that have to be found, folded.
func (q Query) Words() []string {
	var list []string
	for _, w := range q.words {
		list = append(list, w.text)
	}
	return list
}

// Spans are the places of a text where any of the words stands, in order.
func (q Query) Spans(text string) []Span {
	var spans []Span
	for _, t := range tokens(text) {
		for _, w := range q.words {
			if s, how := w.in(t); how != none {
				spans = append(spans, s)
				break
			}
		}
	}
	return spans
}

// Match tells whether the texts hold every word, one here, another there.
func (q Query) Match(texts []string) bool {
	var all []token
	for _, text := range texts {
		all = append(all, tokens(text)...)
	}
	for _, w := range q.words {
		if !slices.ContainsFunc(all, func(t token) bool { _, how := w.in(t); return how != none }) {
			return false
		}
	}
	return true
}

const (
	leastRoot = 3  // letters of a word that another form of it must begin with
	leastPart = 3  // letters of a word that is looked for inside others
	longest   = 64 // bytes of a word that has other forms
)

// stemmers are of the languages that canvases are mostly written in.
var stemmers = [...]func(string, bool) string{french.Stem, english.Stem}

func newWord(folded string) word {
	w := word{text: folded, root: folded, keys: words.Keys(folded)}
	shorten := func(form string) {
		n := 0
		for n < len(w.root) && n < len(form) && w.root[n] == form[n] {
			n++
		}
		if n >= leastRoot {
			w.root = w.root[:n]
		}
	}
	for _, stem := range stemmers {
		w.stems = append(w.stems, stem(folded, true))
	}
	for _, form := range append(w.keys, w.stems...) {
		shorten(form)
	}
	if n := len(w.root); n > leastRoot+1 {
		w.root = w.root[:max(leastRoot+1, n-2)] // what two forms have in common may be shorter still
	}
	w.root = strings.ToValidUTF8(w.root, "")
	return w
}

// closeness tells how a word was found in a text, the closest last.
type closeness int

const (
	none      closeness = iota
	part                // inside a word
	beginning           // as the beginning of a word
	form                // in another form: plural, feminine, conjugated
	whole
)

// in finds the word in one of a text.
func (w word) in(t token) (Span, closeness) {
	if t.text == w.text {
		return t.span(0, len(t.text)), whole
	}
	if strings.HasPrefix(t.text, w.root) && w.isForm(t.text) {
		return t.span(0, len(t.text)), form
	}
	switch at := strings.Index(t.text, w.text); {
	case at == 0:
		return t.span(0, len(w.text)), beginning
	case at > 0 && (len(w.text) >= leastPart):
		return t.span(at, at+len(w.text)), part
	}
	return Span{}, none
}

func (w word) isForm(other string) bool {
	if len(w.text) < leastRoot || len(other) > longest {
		return false
	}
	for i, stem := range stemmers {
		if stem(other, true) == w.stems[i] && len(w.stems[i]) >= leastRoot {
			return true
		}
	}
	return slices.ContainsFunc(words.Keys(other), func(key string) bool { return slices.Contains(w.keys, key) })
}

// token is a word of a text, folded, and the rune of the text that each of its bytes comes from.
type token struct {
	text string
	at   []int32
	end  int32 // the rune after it
}

func (t token) span(from, to int) Span {
	end := t.end
	if to < len(t.at) {
		end = max(t.at[to], t.at[to-1]+1) // one rune may be two letters, and marks follow their letter
	}
	return Span{int(t.at[from]), int(end)}
}

// tokens parts a text into words: runs of letters and digits. All of them share one folded text, since this
// is what a search spends its time on.
func tokens(text string) []token {
	folded := make([]byte, 0, len(text))
	at := make([]int32, 0, len(text))
	var list []token
	n, begin := int32(0), 0
	finish := func() {
		if begin < len(folded) {
			list = append(list, token{at: at[begin:len(folded):len(folded)], end: n})
		}
		begin = len(folded)
	}
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf && isPlain(byte(r)):
			folded = append(folded, lower(byte(r)))
			at = append(at, n)
		case r < utf8.RuneSelf:
			finish()
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || unicode.Is(unicode.Cf, r):
			for _, c := range []byte(words.Fold(string(r))) {
				folded = append(folded, c)
				at = append(at, n)
			}
		default:
			finish()
		}
		n++
	}
	finish()
	all, from := string(folded), 0
	for i, t := range list {
		list[i].text = all[from : from+len(t.at)]
		from += len(t.at)
	}
	return list
}

func isPlain(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
