// Package similar finds items that say nearly the same: which are near to one text, and all pairs that are too alike to
// be two. It compares words and letters only, so that two ways of saying one thing in other words stay unseen; it
// changes nothing and has no sentences for people.
package similar

import (
	"cmp"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/story"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// Index holds the items of one kind, prepared for comparison. Of stories the wish counts, without role and benefit; of
// other items the name, number and gender aside.
type Index struct {
	kind   *kind.Kind
	items  []*canvas.Item
	texts  []text
	roots  [][]int32        // by item, in order
	byRoot map[string]int32 // a number for each root
	spread []int            // by root, how many items have it
}

// New prepares items of a kind.
func New(k *kind.Kind, items []*canvas.Item) *Index {
	x := &Index{kind: k, byRoot: map[string]int32{}}
	texts := make([]text, len(items))
	share := len(items)/runtime.GOMAXPROCS(0) + 1
	var wait sync.WaitGroup
	for from := 0; from < len(items); from += share {
		wait.Go(func() {
			r := reader{}
			for i := from; i < min(from+share, len(items)); i++ {
				texts[i] = x.read(r, Said(items[i]))
			}
		})
	}
	wait.Wait()
	for i, it := range items {
		x.add(it, texts[i])
	}
	return x
}

// Add makes one more item known.
func (x *Index) Add(it *canvas.Item) { x.add(it, x.read(reader{}, Said(it))) }

func (x *Index) add(it *canvas.Item, t text) {
	if len(t.grams) == 0 {
		return
	}
	roots := make([]int32, 0, len(t.roots))
	for _, r := range t.roots {
		n, ok := x.byRoot[r]
		if !ok {
			n = int32(len(x.spread))
			x.byRoot[r] = n
			x.spread = append(x.spread, 0)
		}
		x.spread[n]++
		roots = append(roots, n)
	}
	slices.Sort(roots)
	x.items, x.texts, x.roots = append(x.items, it), append(x.texts, t), append(x.roots, roots)
}

// Said is what is compared of an item, as it is written.
func Said(it *canvas.Item) string {
	if story.Fits(it.Kind) {
		return it.Text("want")
	}
	return it.Name()
}

// read prepares what an item says, or what somebody says of one: the formula before a wish does not count, nor does a
// benefit.
func (x *Index) read(r reader, said string) text {
	if !story.Fits(x.kind) {
		if keys := words.Keys(said); len(keys) > 0 {
			said = keys[0]
		}
		t := r.text(said, false)
		t.verb = "" // there is none in a name
		return t
	}
	want, _ := story.ParseWant(said)
	return r.text(want, verbLast(want))
}

// verbLast tells whether a wish ends with its verb, as Dutch and German have it: «de openstaande bijdragen zien».
func verbLast(want string) bool {
	if !strings.HasSuffix(want, "n") { // as their infinitives do
		return false
	}
	language := words.Language(want)
	return language == "nl" || language == "de"
}

// Match is an item that is near to a text.
type Match struct {
	Item     *canvas.Item
	Nearness float64 // from 0 to 1: what they have in common
	Alike    bool    // so near that one of the two is probably too many

	roots []string // of the text
}

// Shared are the words of the item, as Said gives it, of which the text has some form. That both say «pas» is nothing
// that they share.
func (m Match) Shared() (list []Word) {
	r := reader{}
	for _, w := range Words(Said(m.Item)) {
		root := r.word(w.Folded).root
		if _, found := slices.BinarySearch(m.roots, root); found && root != "" && !known().negations[w.Folded] {
			list = append(list, w)
		}
	}
	return list
}

// least is the nearness below which two texts have little to do with one another.
const least = 0.2

// Nearest returns the items that are near to a text, the nearest first: to a wish, or to a whole sentence whose wish is
// compared. The items of which skip holds are passed over; nil passes over none.
func (x *Index) Nearest(said string, skip func(*canvas.Item) bool) []Match {
	if s, ok := story.Parse(said); ok && story.Fits(x.kind) {
		said = s.Want
	}
	t := x.read(reader{}, said)
	weights := x.weights()
	roots, sum := x.numbers(t, weights)
	var found []Match
	for i, it := range x.items {
		u := &x.texts[i]
		letters := common(t.grams, u.grams)
		words := overlap(roots, x.roots[i], weights, sum)
		m := Match{Item: it, roots: t.roots}
		m.Nearness = thousandths(max(words, float64(letters)/float64(max(1, len(t.grams)+len(u.grams)-letters))))
		m.Alike = isNear(letters, len(t.grams), len(u.grams)) && t.verb == u.verb && !contrast(t.words, u.words)
		// Letters alone are alike by chance.
		if (m.Alike || words > 0 && m.Nearness >= least && len(m.Shared()) > 0) && (skip == nil || !skip(it)) {
			found = append(found, m)
		}
	}
	slices.SortStableFunc(found, func(a, b Match) int {
		if a.Alike != b.Alike {
			if a.Alike {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.Nearness, a.Nearness)
	})
	return found
}

// thousandths leaves out what only the order of additions says.
func thousandths(share float64) float64 { return math.Round(1000*share) / 1000 }

// weights tells how much each root says: the rarer, the more.
func (x *Index) weights() []float64 {
	weights := make([]float64, len(x.spread))
	for i, n := range x.spread {
		weights[i] = math.Log(1 + float64(len(x.items))/float64(n))
	}
	return weights
}

// numbers are the roots of a text that any item has, and the weight of all of them; what no item has weighs as what
// only one has.
func (x *Index) numbers(t text, weights []float64) (roots []int32, sum float64) {
	for _, r := range t.roots {
		n, ok := x.byRoot[r]
		if !ok {
			sum += math.Log(1 + float64(len(x.items)))
			continue
		}
		roots = append(roots, n)
		sum += weights[n]
	}
	slices.Sort(roots)
	return roots, sum
}

// overlap is the share, by weight, of the roots of both that are common to them. The weight of the first is known.
func overlap(a, b []int32, weights []float64, sumA float64) float64 {
	both, sumB := 0.0, 0.0
	i := 0
	for _, r := range b {
		sumB += weights[r]
		for i < len(a) && a[i] < r {
			i++
		}
		if i < len(a) && a[i] == r {
			both += weights[r]
		}
	}
	if both == 0 {
		return 0
	}
	return both / (sumA + sumB - both)
}
