package similar

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/canevas-systemique/canvas/pkg/canvas"
)

// Two texts are near when they share four fifths of their runs of three letters. Whole numbers make the quick way and the
// plain one agree to the last pair.
const nearNumerator, nearDenominator = 4, 5

func isNear(shared, a, b int) bool {
	return shared > 0 && nearDenominator*shared >= nearNumerator*(a+b-shared)
}

// Pair is two items that say nearly the same: their wishes begin with the same verb, share most of their letters, and do
// not differ by a negation, a number or a contrary.
type Pair struct {
	A, B     *canvas.Item // A stands before B
	Nearness float64      // the share of their letters that both have, by runs of three
}

// mostPairs is where Pairs gives up: a canvas in which thousands of items say the same has millions of pairs, of which
// nobody reads more than the first.
const mostPairs = 1_000_000

// Pairs returns all the pairs, the nearest first; of more than a million, some. What is closed is passed over. The error
// is the context's.
func (x *Index) Pairs(ctx context.Context) ([]Pair, error) {
	j := newJoin(x)
	found := make([][]Pair, runtime.GOMAXPROCS(0))
	var next, many atomic.Int64
	var wait sync.WaitGroup
	for worker := range found {
		wait.Go(func() {
			seen := make([]int32, len(j.order)) // by place, 1 + the last that it was compared with
			for at := int(next.Add(1)) - 1; at < len(j.order) && many.Load() < mostPairs && ctx.Err() == nil; at = int(next.Add(1)) - 1 {
				known := len(found[worker])
				found[worker] = j.partners(found[worker], at, seen)
				many.Add(int64(len(found[worker]) - known))
			}
		})
	}
	wait.Wait()
	pairs := slices.Concat(found...)
	slices.SortFunc(pairs, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(b.Nearness, a.Nearness), cmp.Compare(a.A.ID, b.A.ID), cmp.Compare(a.B.ID, b.B.ID))
	})
	return pairs, ctx.Err()
}

// join compares every text only with those that may be near: two texts that share four fifths of their runs share one of
// the first few, whatever the order in which all runs are put. In the order of how rare they are, few others
// have those.
type join struct {
	index *Index
	order []int               // the texts, the shortest first
	runs  [][]int32           // by place in order, the text's runs by their rank, the rarest first
	lists map[posting][]int32 // the places that have a run among their first, in order
}

// posting is a run in texts that begin with the same verb.
type posting struct {
	verb string
	run  int32
}

func newJoin(x *Index) *join {
	j := &join{index: x, lists: map[posting][]int32{}}
	for i, it := range x.items {
		if !it.Closed() {
			j.order = append(j.order, i)
		}
	}
	slices.SortStableFunc(j.order, func(a, b int) int { return len(x.texts[a].grams) - len(x.texts[b].grams) })
	ranks := j.ranks()
	for at, i := range j.order {
		runs := make([]int32, 0, len(x.texts[i].grams))
		for _, g := range x.texts[i].grams {
			runs = append(runs, ranks[g])
		}
		slices.Sort(runs)
		j.runs = append(j.runs, runs)
		for _, r := range runs[:first(len(runs))] {
			key := posting{x.texts[i].verb, r}
			j.lists[key] = append(j.lists[key], int32(at))
		}
	}
	return j
}

// ranks numbers all runs, the rarest first.
func (j *join) ranks() map[gram]int32 {
	count := map[gram]int{}
	for _, i := range j.order {
		for _, g := range j.index.texts[i].grams {
			count[g]++
		}
	}
	all := make([]gram, 0, len(count))
	for g := range count {
		all = append(all, g)
	}
	slices.SortFunc(all, func(a, b gram) int { return cmp.Or(count[a]-count[b], cmp.Compare(a, b)) })
	ranks := make(map[gram]int32, len(all))
	for i, g := range all {
		ranks[g] = int32(i)
	}
	return ranks
}

// first is how many of n runs are looked at: a text that shares none of them shares too few of the others.
func first(n int) int { return n - up(nearNumerator*n, nearDenominator) + 1 }

// up divides, rounding up.
func up(a, b int) int { return (a + b - 1) / b }

// partners appends the pairs that a text makes with those before it in order.
func (j *join) partners(pairs []Pair, at int, seen []int32) []Pair {
	x, runs := j.index, j.runs[at]
	t := &x.texts[j.order[at]]
	shortest := up(nearNumerator*len(runs), nearDenominator)
	for _, r := range runs[:first(len(runs))] {
		list := j.lists[posting{t.verb, r}]
		from, _ := slices.BinarySearchFunc(list, shortest, func(other int32, n int) int { return len(j.runs[other]) - n })
		for _, other := range list[from:] {
			if int(other) >= at {
				break
			}
			if seen[other] == int32(at)+1 {
				continue
			}
			seen[other] = int32(at) + 1
			both, enough := j.shared(runs, j.runs[other])
			if !enough || contrast(t.words, x.texts[j.order[other]].words) {
				continue
			}
			a, b := x.items[j.order[other]], x.items[j.order[at]]
			if b.ID < a.ID {
				a, b = b, a
			}
			pairs = append(pairs, Pair{a, b, thousandths(float64(both) / float64(len(runs)+len(j.runs[other])-both))})
		}
	}
	return pairs
}

// shared counts the runs that two texts share, and gives up when they cannot be near any more.
func (*join) shared(a, b []int32) (n int, enough bool) {
	spare := len(a) + len(b) - 2*up(nearNumerator*(len(a)+len(b)), nearNumerator+nearDenominator)
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch {
		case a[i] == b[k]:
			n++
			i++
			k++
			continue
		case a[i] < b[k]:
			i++
		default:
			k++
		}
		if spare--; spare < 0 {
			return 0, false
		}
	}
	return n, isNear(n, len(a), len(b))
}
