package graph

import (
	"cmp"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// Graph is some items and links between them, in an order that only what they say decides.
type Graph struct {
	Nodes  []*canvas.Item // by kind, then by id
	Edges  []Edge
	Traced *canvas.Item // the one that a trace began with, which is drawn thicker

	kinds *kind.Set
}

// Edge is everything that ties two items in one direction: from the item that stands above to the
// one below, as Trace has it.
type Edge struct {
	Above, Below *canvas.Item
	Links        []*canvas.Link // either end may be the one that refers
}

// Of is the graph of some items: all the links between them.
func Of(c *canvas.Canvas, items []*canvas.Item) Graph {
	among, links := map[*canvas.Item]bool{}, map[*canvas.Link]bool{}
	for _, it := range items {
		among[it] = true
	}
	for _, it := range items {
		for _, l := range it.In {
			links[l] = among[l.From]
		}
	}
	return newGraph(c.Kinds, among, links)
}

func newGraph(set *kind.Set, items map[*canvas.Item]bool, links map[*canvas.Link]bool) Graph {
	rank := ranks(set)
	inOrder := func(a, b *canvas.Item) int {
		return cmp.Or(rank[a.Kind.Name]-rank[b.Kind.Name], strings.Compare(a.ID, b.ID))
	}
	g := Graph{kinds: set}
	for it := range items {
		g.Nodes = append(g.Nodes, it)
	}
	slices.SortFunc(g.Nodes, inOrder)
	at := map[[2]*canvas.Item]int{}
	for _, it := range g.Nodes {
		for i := range it.Links {
			l := &it.Links[i]
			if !links[l] {
				continue
			}
			ends := [2]*canvas.Item{l.From, l.To}
			if rank[l.From.Kind.Name] > rank[l.To.Kind.Name] {
				slices.Reverse(ends[:])
			}
			n, ok := at[ends]
			if !ok {
				n = len(g.Edges)
				at[ends] = n
				g.Edges = append(g.Edges, Edge{Above: ends[0], Below: ends[1]})
			}
			g.Edges[n].Links = append(g.Edges[n].Links, l)
		}
	}
	slices.SortFunc(g.Edges, func(a, b Edge) int {
		return cmp.Or(inOrder(a.Above, b.Above), inOrder(a.Below, b.Below))
	})
	return g
}

// Kinds are those of the nodes, in their order.
func (g Graph) Kinds() []*kind.Kind {
	var kinds []*kind.Kind
	for _, it := range g.Nodes {
		if len(kinds) == 0 || kinds[len(kinds)-1] != it.Kind {
			kinds = append(kinds, it.Kind)
		}
	}
	return kinds
}

// IsAmbiguous tells whether the kind of a link's owner has other places that take items of its
// target's kind: then the kinds at its ends do not tell what it means.
func IsAmbiguous(l *canvas.Link) bool {
	n := 0
	for _, slot := range l.From.Kind.Slots() {
		if slices.ContainsFunc(slot.Refs, func(name string) bool { return name == targetKind(l) }) {
			n++
		}
	}
	return n > 1
}

// Words say in somebody's language what a diagram shows.
type Words struct {
	Kind func(*kind.Kind) string   // for the legend
	Link func(*canvas.Link) string // beside an arrow
}

type look struct{ open, close, dot, fill, stroke string }

// looks are how the items of a kind are drawn, by the kind's place in the set; the first again after the
// last. The shapes differ as much as the colours, which all carry black text.
var looks = []look{
	{"([", "])", "ellipse", "#fde2b3", "#b36b00"},
	{"[", "]", "box", "#dbeafe", "#1d4ed8"},
	{"[(", ")]", "cylinder", "#d9f2dd", "#15803d"},
	{"[[", "]]", "component", "#e9dcfb", "#6d28d9"},
	{"{{", "}}", "hexagon", "#fbd9e3", "#be123c"},
	{"(", ")", "octagon", "#d5f1f4", "#0e7490"},
	{"[/", "/]", "note", "#ececec", "#525252"},
	{"[\\", "\\]", "folder", "#f7f3c4", "#857400"},
	{">", "]", "cds", "#e5e0d8", "#78502a"},
}

// lookOf is how items of a kind are drawn.
func (g Graph) lookOf(k *kind.Kind) look { return looks[ranks(g.kinds)[k.Name]%len(looks)] }

// longest is how much of a name a diagram shows, in characters.
const longest = 100

// oneLine is a text without line breaks and without what a terminal would obey, cut where it is very long.
func oneLine(text string) string {
	letters := []rune(words.Printable(strings.Join(strings.Fields(text), " ")))
	if len(letters) > longest {
		return strings.TrimSpace(string(letters[:longest-1])) + "…"
	}
	return string(letters)
}

// label says what ties the ends of an edge, where their kinds do not tell.
func (e Edge) label(w Words) string {
	if !slices.ContainsFunc(e.Links, IsAmbiguous) {
		return ""
	}
	var texts []string
	for _, l := range e.Links {
		if text := oneLine(w.Link(l)); !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	return strings.Join(texts, ", ")
}

// legend are the kinds that a diagram has to explain: none when there is only one.
func (g Graph) legend() []*kind.Kind {
	if kinds := g.Kinds(); len(kinds) > 1 {
		return kinds
	}
	return nil
}
