package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/coverage"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/term"
)

// mostNumbers is how many columns a reader can follow where lines may be as long as they like.
const mostNumbers = 99

// printMatrix shows a matrix as a table with the names of the columns above, or with numbers and a
// legend where the names take too much room, or as a list where even the numbers do.
func (p *program) printMatrix(m *coverage.Matrix) {
	if len(m.Rows) == 0 || len(m.Columns) == 0 {
		empty := m.RowKind
		if len(m.Rows) > 0 {
			empty = m.ColumnKind
		}
		p.matrixTitle(m, false)
		fmt.Fprintln(p.stdout, p.screen.Flow("", term.Cell{Text: p.say.Say("matrix-empty", "kinds", empty.Plural())}))
		return
	}
	names, numbers := make([]string, len(m.Columns)), make([]string, len(m.Columns))
	for j, it := range m.Columns {
		names[j], numbers[j] = term.Clean(it.Name()), strconv.Itoa(j+1)
	}
	named, numbered := p.newGrid(m, names, 2), p.newGrid(m, numbers, 1)
	hasNames := named.least() <= p.screen.Width()
	hasNumbers := numbered.least() <= p.screen.Width() || !p.screen.Limited() && len(m.Columns) <= mostNumbers
	p.matrixTitle(m, !hasNames && !hasNumbers)
	switch {
	case hasNames:
		fmt.Fprint(p.stdout, named.String())
	case hasNumbers:
		fmt.Fprintf(p.stdout, "%s\n%s", numbered, p.legend(m.Columns, numbers))
	default:
		fmt.Fprint(p.stdout, p.matrixList(m))
	}
	if alone := p.alone(m); len(alone) > 0 {
		heading := p.say.Say("matrix-alone")
		if len(m.By) > 0 {
			heading = p.say.Say("matrix-alone-by", "kinds", plurals(m.By))
		}
		fmt.Fprintf(p.stdout, "\n%s\n%s", p.screen.Bold(heading), p.screen.Card(alone))
	}
}

// matrixTitle says which kinds are crossed, and what the numbers count or the list names.
func (p *program) matrixTitle(m *coverage.Matrix, isList bool) {
	key := "matrix-direct"
	switch {
	case len(m.By) > 0:
		key = "matrix-by"
	case isList && m.RowKind == m.ColumnKind:
		key = "matrix-direct-own-list"
	case isList:
		key = "matrix-direct-list"
	case m.RowKind == m.ColumnKind:
		key = "matrix-direct-own"
	}
	counted := p.say.Say(key, "kinds", plurals(m.By))
	crossed := capitalize(p.say.Term(m.RowKind.Plural())) + " × " + capitalize(p.say.Term(m.ColumnKind.Plural()))
	fmt.Fprintf(p.stdout, "%s\n\n", p.screen.Flow("  ",
		term.Cell{Text: crossed, Style: p.screen.Bold}, term.Cell{Text: p.screen.Glyph("·", "-") + " " + counted, Style: p.screen.Dim}))
}

func plurals(kinds []*kind.Kind) []diag.Term {
	var terms []diag.Term
	for _, k := range kinds {
		terms = append(terms, k.Plural())
	}
	return terms
}

// grid is a matrix as a table: the names of the rows, a column for each heading, and the totals.
type grid struct {
	program  *program
	matrix   *coverage.Matrix
	headings []string
	gap      int   // spaces before a column
	totals   []int // of the columns, and of all
	widths   []int // of the columns, the totals last
	name     int   // the width of the widest name of a row
}

func (p *program) newGrid(m *coverage.Matrix, headings []string, gap int) *grid {
	g := &grid{program: p, matrix: m, headings: append(slices.Clone(headings), p.say.Say("matrix-total")), gap: gap}
	sum := 0
	for i, it := range m.Rows {
		g.name = max(g.name, term.Width(term.Clean(it.Name())))
		sum += m.RowTotals[i]
	}
	g.totals = append(slices.Clone(m.ColumnTotals), sum)
	for j, heading := range g.headings {
		g.widths = append(g.widths, max(term.Width(heading), len(strconv.Itoa(g.totals[j]))))
	}
	return g
}

// leastRowName is to how many columns the names of rows are cut before a grid is too wide.
const leastRowName = 20

// least is how narrow the grid can be.
func (g *grid) least() int { return min(leastRowName, g.name) + g.beside() }

// beside is the width of everything but the names of the rows.
func (g *grid) beside() int {
	width := 2 * g.edge()
	for _, w := range g.widths {
		width += g.gap + w
	}
	return width
}

// edge is what sets the names and the totals apart where the columns stand close together.
func (g *grid) edge() int { return 2 - g.gap }

func (g *grid) String() string {
	m, screen := g.matrix, g.program.screen
	if screen.Limited() {
		g.name = min(g.name, screen.Width()-g.beside())
	}
	var b strings.Builder
	g.line(&b, term.Cell{}, func(j int) term.Cell { return term.Cell{Text: g.headings[j], Style: screen.Dim} })
	for i, it := range m.Rows {
		g.line(&b, term.Cell{Text: it.Name()}, func(j int) term.Cell {
			if j == len(m.Columns) {
				return g.total(m.RowTotals[i])
			}
			n := m.Cells[i][j]
			if n == 0 {
				return term.Cell{Text: screen.Glyph("·", "."), Style: screen.Dim}
			}
			return term.Cell{Text: strconv.Itoa(n)}
		})
	}
	total := term.Cell{Text: g.headings[len(m.Columns)], Style: screen.Dim}
	g.line(&b, total, func(j int) term.Cell { return g.total(g.totals[j]) })
	return b.String()
}

// total is the sum of a row or a column; one that nothing links is worth a look.
func (g *grid) total(n int) term.Cell {
	if n == 0 {
		return term.Cell{Text: "0", Style: g.program.screen.Warning}
	}
	return term.Cell{Text: strconv.Itoa(n), Style: g.program.screen.Dim}
}

func (g *grid) line(b *strings.Builder, name term.Cell, at func(j int) term.Cell) {
	write := func(c term.Cell) {
		if c.Style != nil {
			c.Text = c.Style(c.Text)
		}
		b.WriteString(c.Text)
	}
	name.Text = g.program.screen.Truncate(term.Clean(name.Text), g.name)
	write(name)
	space := g.name - term.Width(name.Text) + g.edge()
	for j, width := range g.widths {
		if j == len(g.widths)-1 {
			space += g.edge()
		}
		c := at(j)
		b.WriteString(strings.Repeat(" ", space+g.gap+width-term.Width(c.Text)))
		write(c)
		space = 0
	}
	b.WriteByte('\n')
}

func (p *program) legend(items []*canvas.Item, numbers []string) string {
	var rows [][]term.Cell
	for j, it := range items {
		rows = append(rows, append([]term.Cell{{Text: numbers[j], Style: p.screen.Dim}}, p.nameAndID(it)...))
	}
	return p.screen.Table([]term.Column{{Right: true}, {Shrink: true, Min: leastRowName}, {Shrink: true, Drop: 1}}, rows)
}

// matrixList names under each row the columns that something links with it, the strongest first.
func (p *program) matrixList(m *coverage.Matrix) string {
	var b strings.Builder
	for i, it := range m.Rows {
		cells := m.Cells[i]
		if len(cells) == 0 {
			continue // named among those that stand alone
		}
		linked := slices.SortedFunc(maps.Keys(cells), func(a, c int) int { return cmp.Or(cmp.Compare(cells[c], cells[a]), cmp.Compare(a, c)) })
		fmt.Fprintln(&b, p.screen.Flow("  ", term.Cell{Text: it.Name(), Style: p.screen.Bold}))
		digits := len(strconv.Itoa(cells[linked[0]]))
		for _, j := range linked {
			lead := "  "
			switch {
			case len(m.By) > 0:
				lead += fmt.Sprintf("%*d  ", digits, cells[j])
			case m.RowKind == m.ColumnKind:
				lead += p.screen.Glyph("→", "->") + " "
			}
			fmt.Fprintln(&b, p.screen.Flow(strings.Repeat(" ", term.Width(lead)), term.Cell{Text: lead + m.Columns[j].Name()}))
		}
	}
	return b.String()
}

// alone names the rows and columns that nothing links.
func (p *program) alone(m *coverage.Matrix) []term.Entry {
	var entries []term.Entry
	add := func(it *canvas.Item) {
		entries = append(entries, term.Entry{Label: p.title(it.Kind), Lines: [][]term.Cell{p.nameAndID(it)}})
	}
	for i, it := range m.Rows {
		if m.RowTotals[i] == 0 && (m.RowKind != m.ColumnKind || m.ColumnTotals[i] == 0) {
			add(it)
		}
	}
	for j, it := range m.Columns {
		if m.RowKind != m.ColumnKind && m.ColumnTotals[j] == 0 {
			add(it)
		}
	}
	return entries
}

// What a program reads of a matrix: schema/meta/coverage.schema.json describes it.
type (
	matrixJSON struct {
		Version int        `json:"version"`
		Matrix  matrixData `json:"matrix"`
	}
	matrixData struct {
		RowKind    string       `json:"row_kind"`
		ColumnKind string       `json:"column_kind"`
		By         []string     `json:"by"` // the kinds whose items are counted; none: direct references
		Rows       []matrixLine `json:"rows"`
		Columns    []matrixLine `json:"columns"`
		Cells      [][]int      `json:"cells"`
	}
	matrixLine struct {
		itemJSON
		Total int `json:"total"`
	}
)

func matrixReport(m *coverage.Matrix) matrixJSON {
	data := matrixData{
		RowKind: m.RowKind.Name, ColumnKind: m.ColumnKind.Name, By: []string{},
		Rows: []matrixLine{}, Columns: []matrixLine{}, Cells: [][]int{},
	}
	for _, k := range m.By {
		data.By = append(data.By, k.Name)
	}
	for i, it := range m.Rows {
		data.Rows = append(data.Rows, matrixLine{itemReport(it), m.RowTotals[i]})
		row := make([]int, len(m.Columns))
		for j, n := range m.Cells[i] {
			row[j] = n
		}
		data.Cells = append(data.Cells, row)
	}
	for j, it := range m.Columns {
		data.Columns = append(data.Columns, matrixLine{itemReport(it), m.ColumnTotals[j]})
	}
	return matrixJSON{coverageVersion, data}
}
