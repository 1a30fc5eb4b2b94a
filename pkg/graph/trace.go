// Package graph finds the chain around an item and draws items with their links as diagrams. It
// decides nothing of its own: what stands above and what below comes from the order of the kinds and
// from what refers to what. It prints no sentence.
package graph

import (
	"cmp"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/kind"
)

// Options say how far a trace goes.
type Options struct {
	Depth int // how many steps to each side
	// Every follows every reference. Otherwise only the first step does, and the chain goes on along the
	// echo alone: the places that an inward coverage rule names (stakes, needs, objects, applications,
	// roles).
	Every bool
	Fan   int // how many items of a kind to show at the first step, half as many at those behind it; 0: all
}

// Trace is an item with the chain around it. An item of a kind that comes before another's stands
// above it, whichever of the two refers to the other; of one kind, the item that refers stands above.
type Trace struct {
	Item         *canvas.Item
	Above, Below []*Branch

	kinds *kind.Set
}

// Branch is one step from an item to another, and how the chain goes on from there.
type Branch struct {
	Item     *canvas.Item   // nil when Links lead nowhere, or when items are Folded
	Links    []*canvas.Link // why it is there, whichever end refers
	Branches []*Branch
	Repeated bool // the branches behind it stand at another branch of the same item
	Cut      bool // it would have branches if the trace went further
	Kind     *kind.Kind
	Folded   int // so many more items of Kind are here
}

// Around traces the chain on both sides of an item.
func Around(c *canvas.Canvas, it *canvas.Item, o Options) Trace {
	t := tracer{Options: o, kinds: c.Kinds.All(), rank: ranks(c.Kinds), echo: map[*kind.Field]bool{}}
	for _, rule := range c.Kinds.Rules() {
		for _, slot := range rule.From {
			t.echo[c.Kinds.Named(slot.Kind).Field(slot.Path).Entry()] = true
		}
	}
	return Trace{it, t.grow(it, true), t.grow(it, false), c.Kinds}
}

// Graph is what the trace shows: its items and the links between them.
func (t Trace) Graph() Graph {
	items, links := map[*canvas.Item]bool{t.Item: true}, map[*canvas.Link]bool{}
	var gather func([]*Branch)
	gather = func(branches []*Branch) {
		for _, b := range branches {
			if b.Item != nil {
				items[b.Item] = true
				for _, l := range b.Links {
					links[l] = true
				}
			}
			gather(b.Branches)
		}
	}
	gather(t.Above)
	gather(t.Below)
	g := newGraph(t.kinds, items, links)
	g.Traced = t.Item
	return g
}

// Steps tells how many steps each item is away from the traced one, by its key; negative above it.
func (t Trace) Steps() map[string]int {
	steps := map[string]int{t.Item.Key(): 0}
	var walk func(branches []*Branch, step, by int)
	walk = func(branches []*Branch, step, by int) {
		for _, b := range branches {
			if b.Item == nil {
				continue
			}
			if before, ok := steps[b.Item.Key()]; !ok || max(before, -before) > step*by {
				steps[b.Item.Key()] = step
			}
			walk(b.Branches, step+by, by)
		}
	}
	walk(t.Above, -1, -1)
	walk(t.Below, 1, 1)
	return steps
}

type tracer struct {
	Options
	kinds []*kind.Kind
	rank  map[string]int       // of the kinds, in their order
	echo  map[*kind.Field]bool // the places along which a chain goes on
}

// grow follows the chain to one side, step by step, so that every item goes on where it is nearest to
// the beginning; that ends every circle.
func (t *tracer) grow(from *canvas.Item, up bool) []*Branch {
	first := &Branch{Item: from}
	reached := map[*canvas.Item]*Branch{from: first}
	var again []*Branch
	level := []*Branch{first}
	for step := 0; step < t.Depth && len(level) > 0; step++ {
		var next []*Branch
		for _, b := range level {
			b.Branches = t.fold(t.branches(b.Item, up, step == 0), step)
			for _, child := range b.Branches {
				switch {
				case child.Item == nil || !t.goesOn(child, up):
				case reached[child.Item] != nil:
					again = append(again, child)
				default:
					reached[child.Item] = child
					next = append(next, child)
				}
			}
		}
		level = next
	}
	for _, b := range level {
		b.Cut = true
	}
	for _, b := range again {
		b.Cut = reached[b.Item].Cut
		b.Repeated = !b.Cut
	}
	return first.Branches
}

// goesOn tells whether the chain goes on behind a branch: where an echo led to it, and an echo leads on.
func (t *tracer) goesOn(b *Branch, up bool) bool {
	return slices.ContainsFunc(b.Links, t.isFollowed) && len(t.branches(b.Item, up, false)) > 0
}

func (t *tracer) isFollowed(l *canvas.Link) bool { return t.Every || t.echo[l.Field] }

// branches are the steps from an item to one side: by kind, those that are closed last.
func (t *tracer) branches(it *canvas.Item, up, all bool) []*Branch {
	var branches []*Branch
	at := map[*canvas.Item]*Branch{}
	join := func(other *canvas.Item, l *canvas.Link) {
		if !all && !t.isFollowed(l) {
			return
		}
		b := at[other]
		if b == nil || other == nil {
			b = &Branch{Item: other}
			at[other] = b
			branches = append(branches, b)
		}
		b.Links = append(b.Links, l)
	}
	for i := range it.Links {
		if l := &it.Links[i]; t.isDown(l) != up {
			join(l.To, l)
		}
	}
	for _, l := range it.In {
		if t.isDown(l) == up && l.From != it {
			join(l.From, l)
		}
	}
	slices.SortStableFunc(branches, func(a, b *Branch) int {
		return cmp.Or(t.place(a)-t.place(b), isClosed(a)-isClosed(b))
	})
	return branches
}

// ranks are the places of the kinds in their order, by name.
func ranks(set *kind.Set) map[string]int {
	rank := map[string]int{}
	for i, k := range set.All() {
		rank[k.Name] = i
	}
	return rank
}

// isDown tells whether a link leads down from the item that refers.
func (t *tracer) isDown(l *canvas.Link) bool {
	return t.rank[l.From.Kind.Name] <= t.rank[targetKind(l)]
}

// targetKind is the kind of what a link points at; when it leads nowhere, the kind that it names or
// that its field would take first.
func targetKind(l *canvas.Link) string {
	if l.To != nil {
		return l.To.Kind.Name
	}
	if name, _, typed := strings.Cut(l.ID, "/"); typed && l.Field.Holds(name) {
		return name
	}
	return l.Field.Refs[0]
}

// place orders branches by the kinds of their items.
func (t *tracer) place(b *Branch) int {
	if b.Item == nil {
		return t.rank[targetKind(b.Links[0])]
	}
	return t.rank[b.Item.Kind.Name]
}

func isClosed(b *Branch) int {
	if b.Item != nil && b.Item.Closed() {
		return 1
	}
	return 0
}

// fold leaves out items of a kind that has too many. A single one is never left out: the line that
// says so would take its room.
func (t *tracer) fold(branches []*Branch, step int) []*Branch {
	fan := t.Fan
	if step > 0 {
		fan = (fan + 1) / 2
	}
	if fan == 0 {
		return branches
	}
	var shown []*Branch
	for len(branches) > 0 {
		n := slices.IndexFunc(branches, func(b *Branch) bool { return t.place(b) != t.place(branches[0]) })
		if n < 0 {
			n = len(branches)
		}
		keep := n
		if n > fan+1 {
			keep = fan
		}
		shown = append(shown, branches[:keep]...)
		if keep < n {
			shown = append(shown, &Branch{Kind: t.kinds[t.place(branches[0])], Folded: n - keep})
		}
		branches = branches[n:]
	}
	return shown
}
