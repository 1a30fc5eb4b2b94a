package lint

import (
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
)

const (
	cycleNamed   = 8  // ids that a message about a cycle names
	cycleRelated = 20 // places that it points at
)

// cycles reports references that lead back to where they began. Only a field of the item itself
// whose ids are of the item's own kind orders its items (a need depends on needs); what stands in a record,
// such as a flow between applications, may well go both ways.
func cycles(c *canvas.Canvas) []diag.Finding {
	var findings []diag.Finding
	for _, k := range c.Kinds.All() {
		for _, f := range k.Fields() {
			if f.Entry().Holds(k.Name) {
				findings = append(findings, cyclesThrough(c.OfKind(k), f.Entry())...)
			}
		}
	}
	return findings
}

// walk goes through the items of a kind depth first, along the links of one field. A link to an
// item on the path closes a cycle; cutting all such links would leave none.
type walk struct {
	field *kind.Field
	path  []step
	place map[*canvas.Item]int // 1 and up: on the path; left: all that it leads to was seen
}

const left = -1

// step is an item on the path and the link that is followed from it.
type step struct {
	item *canvas.Item
	link int
}

func cyclesThrough(items []*canvas.Item, field *kind.Field) []diag.Finding {
	w := walk{field: field, place: map[*canvas.Item]int{}}
	var found [][]*canvas.Link
	for _, it := range items {
		if w.place[it] == 0 && w.next(it, -1) >= 0 {
			found = append(found, w.from(it)...)
		}
	}
	return reportCycles(found)
}

// from walks as far as the links lead. It keeps the path itself, since a chain may be as long as
// there are items.
func (w *walk) from(it *canvas.Item) (cycles [][]*canvas.Link) {
	w.enter(it)
	for len(w.path) > 0 {
		top := &w.path[len(w.path)-1]
		top.link = w.next(top.item, top.link)
		if top.link < 0 {
			w.place[top.item] = left
			w.path = w.path[:len(w.path)-1]
			continue
		}
		to := top.item.Links[top.link].To
		switch place := w.place[to]; {
		case place == 0:
			w.enter(to)
		case place > 0:
			cycles = append(cycles, w.links(place-1))
		}
	}
	return cycles
}

func (w *walk) enter(it *canvas.Item) {
	w.path = append(w.path, step{it, -1})
	w.place[it] = len(w.path)
}

// next is the index of the link of the field after the one given, or -1.
func (w *walk) next(it *canvas.Item, after int) int {
	for i := after + 1; i < len(it.Links); i++ {
		l := &it.Links[i]
		if l.Field == w.field && l.To != nil && l.To.Kind == it.Kind {
			return i
		}
	}
	return -1
}

// links are the links of the cycle that the path closes, the one from the smallest id first.
func (w *walk) links(start int) []*canvas.Link {
	cycle := make([]*canvas.Link, 0, len(w.path)-start)
	smallest := 0
	for i, s := range w.path[start:] {
		cycle = append(cycle, &s.item.Links[s.link])
		if s.item.ID < cycle[smallest].From.ID {
			smallest = i
		}
	}
	return slices.Concat(cycle[smallest:], cycle[:smallest])
}

func reportCycles(cycles [][]*canvas.Link) []diag.Finding {
	type closing struct {
		first *canvas.Link
		last  *canvas.Item
		n     int
	}
	seen := map[closing]bool{}
	var findings []diag.Finding
	for _, cycle := range cycles {
		first := cycle[0]
		key := closing{first, cycle[len(cycle)-1].From, len(cycle)}
		if seen[key] { // the same id twice in a list
			continue
		}
		seen[key] = true
		field := diag.Term{Kind: first.From.Kind.Name, Field: first.Field.Path}
		f := referenceCycle.at(first.From.Path, first.Range, diag.Msg("lint-cycle", "field", field, "path", describe(cycle)))
		f.Hint = diag.Msg("lint-cycle-hint")
		for _, l := range cycle[1:min(len(cycle), cycleRelated)] {
			f.Related = append(f.Related, diag.Related{
				Path: l.From.Path, Range: l.Range, Message: diag.Msg("lint-cycle-link", "from", l.From.ID, "to", l.To.ID),
			})
		}
		findings = append(findings, f)
	}
	return findings
}

// describe writes a cycle as "a → b → a", a long one without its middle.
func describe(cycle []*canvas.Link) string {
	ids := make([]string, 0, cycleNamed+1)
	for i, l := range cycle {
		if len(cycle) > cycleNamed && i == cycleNamed-1 {
			ids = append(ids, "…", cycle[len(cycle)-1].From.ID)
			break
		}
		ids = append(ids, l.From.ID)
	}
	return strings.Join(append(ids, cycle[0].From.ID), " → ")
}
