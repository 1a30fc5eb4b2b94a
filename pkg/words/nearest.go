package words

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	nearestMax  = 3   // suggestions; more than that is a list, not a hint
	nearestLong = 256 // nobody mistypes a word longer than this
	slip        = 2   // typing mistakes that say nothing about the words
)

// Nearest returns the candidates that word was probably meant to be, the best
// first, at most three; none when nothing is near. Spelling is compared folded,
// hyphens as spaces, and words in another order still count.
func Nearest(word string, candidates []string) []string {
	want := spaced(word)
	if want == "" || len(want) > nearestLong {
		return nil
	}
	type match struct {
		candidate string
		cost      int
	}
	var near []match
	for _, c := range candidates {
		if cost, ok := distance(want, spaced(c)); ok {
			near = append(near, match{c, cost})
		}
	}
	slices.SortStableFunc(near, func(a, b match) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.candidate, b.candidate))
	})
	var names []string
	for _, m := range near {
		if len(names) < nearestMax && !slices.Contains(names, m.candidate) {
			names = append(names, m.candidate)
		}
	}
	return names
}

// spaced folds a name and lets only spaces part its words.
func spaced(s string) string {
	return strings.Join(strings.FieldsFunc(Fold(s), func(r rune) bool {
		return strings.ContainsRune(" -_'./", r)
	}), " ")
}

// distance says how far b is from a, and whether that is near: a third of the
// length in typing mistakes, no word for another one, one the beginning of the
// other, or a among the words of b.
func distance(a, b string) (cost int, ok bool) {
	if b == "" || len(b) > nearestLong {
		return 0, false
	}
	if a == b {
		return 0, true
	}
	n := utf8.RuneCountInString(a)
	bound := n / 3
	cost = edits(a, b, bound)
	if strings.Contains(a, " ") || strings.Contains(b, " ") {
		cost = min(cost, 1+edits(sorted(a), sorted(b), bound))
	}
	if cost <= bound && (cost <= slip || !foreign(a, b)) {
		return cost, true
	}
	if len(a) >= 2 && strings.HasPrefix(b, a) || len(b) >= 3 && strings.HasPrefix(a, b) {
		return bound + 1, true
	}
	return bound + 2, n >= 4 && strings.Contains(" "+b+" ", " "+a+" ")
}

// Slip tells whether a is surely b mistyped: the same but for case, accents and what parts words, or with one letter
// too many, one too few or two swapped within a single word of some length. Another letter, or another digit, may make
// another word of it: to rent is not to vent, and invoice-2 is not invoice-1.
func Slip(a, b string) bool {
	a, b = spaced(a), spaced(b)
	x, y := strings.Fields(a), strings.Fields(b)
	if a == b || len(x) != len(y) {
		return a == b && a != ""
	}
	slips := 0
	for i := range x {
		if x[i] == y[i] {
			continue
		}
		if slips++; slips > 1 || !slipped([]rune(x[i]), []rune(y[i])) {
			return false
		}
	}
	return true
}

// slipWord is from how many letters on a word is still known with a slip in it.
const slipWord = 5

// slipped tells whether one of two words is the other with a slip behind its first letter.
func slipped(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < slipWord || a[0] != b[0] || slices.ContainsFunc(slices.Concat(a, b), unicode.IsDigit) || edits(string(a), string(b), 1) != 1 {
		return false
	}
	if len(a) < len(b) {
		return true
	}
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// foreign tells whether each of two names has a word that is like none of the
// other's: «tableur cotisations» is not «voir cotisations» mistyped. Small words
// do not count.
func foreign(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) < 2 || len(y) < 2 {
		return false
	}
	unlike := func(list []string) func(string) bool {
		return func(w string) bool {
			return len(w) > 3 && !slices.ContainsFunc(list, func(other string) bool {
				bound := utf8.RuneCountInString(w) / 3
				return strings.HasPrefix(other, w) || strings.HasPrefix(w, other) || edits(w, other, bound) <= bound
			})
		}
	}
	return slices.ContainsFunc(x, unlike(y)) && slices.ContainsFunc(y, unlike(x))
}

func sorted(s string) string {
	parts := strings.Fields(s)
	slices.Sort(parts)
	return strings.Join(parts, " ")
}

// edits counts insertions, removals, replacements and swaps of neighbours
// between a and b (Damerau-Levenshtein, each place edited once). Above bound it
// stops and returns bound+1.
func edits(a, b string, bound int) int {
	s, t := []rune(a), []rune(b)
	if abs(len(s)-len(t)) > bound {
		return bound + 1
	}
	before, last, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(t); j++ {
			replace := last[j-1]
			if s[i-1] != t[j-1] {
				replace++
			}
			row[j] = min(replace, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > bound {
			return bound + 1
		}
		before, last, row = last, row, before
	}
	return min(last[len(t)], bound+1)
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
