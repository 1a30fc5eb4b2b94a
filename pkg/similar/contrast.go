package similar

import (
	"bufio"
	"cmp"
	"embed"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/canevas-systemique/canvas/pkg/words"
)

// lists hold the words that make two sentences differ in sense although they are nearly the same, a file a language.
//
//go:embed lists/*.txt
var lists embed.FS

// contraries is what the lists say.
type contraries struct {
	negations map[string]bool
	prefixes  []string
	groups    map[string][]int  // by root, or by word where that only joins others, the lines that it stands in
	same      map[string]string // by root, the root of the word that stands for all that mean the same
}

var known = sync.OnceValue(readLists)

func readLists() *contraries {
	c := &contraries{negations: map[string]bool{}, groups: map[string][]int{}, same: map[string]string{}}
	files, err := fs.Glob(lists, "lists/*.txt")
	if err != nil {
		panic(err) // the pattern is right
	}
	line := 0
	for _, name := range files {
		file, err := lists.Open(name)
		if err != nil {
			panic(err) // it is embedded
		}
		for s := bufio.NewScanner(file); s.Scan(); line++ {
			c.read(s.Text(), line)
		}
	}
	for w, lines := range c.groups {
		if r := c.same[w]; r != "" {
			c.groups[r] = append(c.groups[r], lines...)
		}
	}
	return c
}

// read takes in one line of a list: "not: …", "before: …", "same: …", or words that exclude one another.
func (c *contraries) read(text string, line int) {
	text, _, _ = strings.Cut(text, "#")
	label, rest, labelled := strings.Cut(text, ":")
	if !labelled {
		label, rest = "", text
	}
	first := ""
	for _, w := range Words(rest) {
		r := stem(w.Folded)
		if words.Empty(w.Folded) {
			r = w.Folded
		}
		switch strings.TrimSpace(label) {
		case "not":
			c.negations[w.Folded] = true
		case "before":
			c.prefixes = append(c.prefixes, w.Folded)
		case "same":
			first = cmp.Or(first, r)
			c.same[r] = first
		default:
			c.groups[r] = append(c.groups[r], line)
		}
	}
}

// root is what the forms of a word have in common, and words that mean the same.
func (c *contraries) root(folded string) string {
	r := stem(folded)
	return cmp.Or(c.same[r], r)
}

// contrast tells whether two texts that are nearly the same differ in what matters: one says no, another number, the
// contrary, or another thing in the place of one.
func contrast(a, b []word) bool {
	inA, inB := without(a, b), without(b, a)
	c := known()
	for _, w := range slices.Concat(inA, inB) {
		if c.negations[w.folded] || strings.ContainsFunc(w.folded, unicode.IsDigit) {
			return true
		}
	}
	for _, w := range inA {
		for _, v := range inB {
			if c.contrary(w, v) {
				return true
			}
		}
	}
	return others(inA, inB) && others(inB, inA)
}

func (c *contraries) contrary(a, b word) bool {
	for _, p := range c.prefixes {
		if a.root != "" && b.root != "" && (a.root == p+b.root || b.root == p+a.root) {
			return true
		}
	}
	return slices.ContainsFunc(c.lines(a), func(line int) bool { return slices.Contains(c.lines(b), line) }) && !a.same(b)
}

// lines are those in which a word stands; also words that join others, such as «avant», may be there.
func (c *contraries) lines(w word) []int { return c.groups[cmp.Or(w.root, w.folded)] }

func (w word) same(v word) bool { return w.root == v.root && (w.root != "" || w.folded == v.folded) }

// others tells whether one of the words says something that none of the other words does, however it is spelled.
func others(list, other []word) bool {
	return slices.ContainsFunc(list, func(w word) bool {
		return w.root != "" && !slices.ContainsFunc(other, func(v word) bool { return w.root == v.root || misspelled(w.folded, v.folded) })
	})
}

// misspelled tells whether two words of some length are one but for a slip of the fingers.
func misspelled(a, b string) bool {
	const short, slip = 5, 2
	return min(len(a), len(b)) >= short && max(len(a)-len(b), len(b)-len(a)) <= slip && len(words.Nearest(a, []string{b})) > 0
}
