package coverage

import (
	"slices"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/kind"
)

// Matrix crosses the items of two kinds.
type Matrix struct {
	RowKind, ColumnKind *kind.Kind
	// By are the kinds whose items a cell counts: those that refer to both the row and the column.
	// Empty: a cell is 1 where the row and the column refer to one another.
	By            []*kind.Kind
	Rows, Columns []*canvas.Item // all that count, by id
	Cells         []map[int]int  // by row, then by column; what is absent is 0

	RowTotals, ColumnTotals []int // the sums of the cells
}

// Cross counts what links the items of two kinds. ok is false when the schemas have no place for
// such a link.
//
// What links them is decided by the schemas alone, not by what the canvas holds. The places that
// an inward coverage rule names come first (a need's role, stakes, objects, applications; a
// person's roles): they are the echo that the method asks for. Where these do not connect the two
// kinds, every place that holds references is looked at. In either case items of a third kind that
// refer to both (needs, for stakes × roles) go before direct references (needs × objects). A kind
// crossed with itself has direct references alone, from the row to the column.
func Cross(c *canvas.Canvas, rows, columns *kind.Kind) (m *Matrix, ok bool) {
	m = &Matrix{RowKind: rows, ColumnKind: columns, Rows: open(c, rows), Columns: open(c, columns)}
	m.Cells = make([]map[int]int, len(m.Rows))
	m.RowTotals, m.ColumnTotals = make([]int, len(m.Rows)), make([]int, len(m.Columns))
	for _, slots := range []slots{echoes(c.Kinds), everywhere(c.Kinds)} {
		if m.By = slots.third(c.Kinds, rows, columns); len(m.By) > 0 {
			m.countThird(c, slots)
			return m, true
		}
		if slots.hold(rows, columns) || slots.hold(columns, rows) {
			m.markDirect(slots)
			return m, true
		}
	}
	return nil, false
}

func open(c *canvas.Canvas, k *kind.Kind) []*canvas.Item {
	return slices.DeleteFunc(slices.Clone(c.OfKind(k)), func(it *canvas.Item) bool { return !counts(it) })
}

// slots are places that hold references, by the kind that has them.
type slots map[*kind.Kind][]*kind.Field

// echoes are the places that the inward coverage rules name.
func echoes(set *kind.Set) slots {
	s := slots{}
	for _, rule := range set.Rules() {
		for _, from := range rule.From {
			k := set.Named(from.Kind)
			s[k] = append(s[k], k.Field(from.Path).Entry())
		}
	}
	return s
}

func everywhere(set *kind.Set) slots {
	s := slots{}
	for _, k := range set.All() {
		s[k] = k.Slots()
	}
	return s
}

// hold tells whether items of a kind refer to items of another.
func (s slots) hold(from, to *kind.Kind) bool {
	return slices.ContainsFunc(s[from], func(f *kind.Field) bool { return f.Holds(to.Name) })
}

// third are the kinds, other than the two, whose items refer to both.
func (s slots) third(set *kind.Set, a, b *kind.Kind) []*kind.Kind {
	var by []*kind.Kind
	for _, k := range set.All() {
		if a != b && k != a && k != b && s.hold(k, a) && s.hold(k, b) {
			by = append(by, k)
		}
	}
	return by
}

// countThird counts, for each pair, the items that refer to both.
func (m *Matrix) countThird(c *canvas.Canvas, s slots) {
	row, column := places(m.Rows), places(m.Columns)
	for _, k := range m.By {
		for _, it := range c.OfKind(k) {
			for _, i := range s.targets(it, row) {
				for _, j := range s.targets(it, column) {
					m.add(i, j)
				}
			}
		}
	}
}

// markDirect puts 1 where an item of one kind refers to an item of the other.
func (m *Matrix) markDirect(s slots) {
	row, column := places(m.Rows), places(m.Columns)
	for i, it := range m.Rows {
		for _, j := range s.targets(it, column) {
			m.add(i, j)
		}
	}
	if m.RowKind == m.ColumnKind {
		return
	}
	for j, it := range m.Columns {
		for _, i := range s.targets(it, row) {
			if m.Cells[i][j] == 0 { // not where each refers to the other
				m.add(i, j)
			}
		}
	}
}

func (m *Matrix) add(i, j int) {
	if m.Cells[i] == nil {
		m.Cells[i] = map[int]int{}
	}
	m.Cells[i][j]++
	m.RowTotals[i]++
	m.ColumnTotals[j]++
}

// places tells where each item stands in a list.
func places(items []*canvas.Item) map[*canvas.Item]int {
	at := make(map[*canvas.Item]int, len(items))
	for i, it := range items {
		at[it] = i
	}
	return at
}

// targets are the places of the items that an item refers to, each once.
func (s slots) targets(it *canvas.Item, at map[*canvas.Item]int) []int {
	var targets []int
	for i := range it.Links {
		l := &it.Links[i]
		if j, ok := at[l.To]; ok && live(l) && slices.Contains(s[it.Kind], l.Field) && !slices.Contains(targets, j) {
			targets = append(targets, j)
		}
	}
	return targets
}
