package term

import (
	"slices"
	"strings"
)

const (
	gutter = "  "
	// Without a limit a text is never cut, but one long cell must not push a whole column away.
	widestPadding = 80
	// What a column keeps at least when even the columns that should not shrink have to.
	leastColumn = 1
)

// Column describes a column of a table.
type Column struct {
	Title  string
	Right  bool // for numbers
	Shrink bool // may be cut, down to Min columns, before any column is left out
	Min    int  // 0 means 8
	// Drop tells which columns are left out first when the screen is too narrow: the greatest
	// first, of equals the rightmost; 0 is always shown.
	Drop int
}

// Table lays rows out in columns, a dim header above them unless no column has a title. On a
// limited screen it fits the width; without a limit every text is whole. The result ends with a
// line break, or is empty when there are no columns.
func (s *Screen) Table(columns []Column, rows [][]Cell) string {
	if len(columns) == 0 {
		return ""
	}
	t := grid{screen: s, columns: slices.Clone(columns)}
	t.add(rows)
	shown := t.fit()

	var b strings.Builder
	b.Grow((1 + len(rows)) * (t.total(shown) + 1))
	if slices.ContainsFunc(columns, func(c Column) bool { return c.Title != "" }) {
		t.line(&b, shown, t.header)
	}
	for _, row := range t.rows {
		t.line(&b, shown, row)
	}
	return b.String()
}

type grid struct {
	screen  *Screen
	columns []Column
	widths  []int
	header  []measured
	rows    [][]measured
}

// measured is a cell whose text is clean.
type measured struct {
	Cell
	width int
}

// add cleans the texts and finds how wide each column would like to be.
func (t *grid) add(rows [][]Cell) {
	t.widths = make([]int, len(t.columns))
	t.header = make([]measured, len(t.columns))
	for i, c := range t.columns {
		t.header[i].Style = t.screen.Dim
		t.header[i].Text, t.header[i].width = measure(c.Title)
		t.widths[i] = t.header[i].width
	}
	t.rows = make([][]measured, len(rows))
	cells := make([]measured, len(rows)*len(t.columns))
	for r, row := range rows {
		t.rows[r], cells = cells[:len(t.columns)], cells[len(t.columns):]
		for i, c := range row[:min(len(row), len(t.columns))] {
			cell := &t.rows[r][i]
			cell.Style = c.Style
			cell.Text, cell.width = measure(c.Text)
			t.widths[i] = max(t.widths[i], cell.width)
		}
	}
}

// fit chooses the columns to show and gives each its width.
func (t *grid) fit() (shown []int) {
	for i := range t.columns {
		shown = append(shown, i)
	}
	limit := t.screen.limit
	if limit == 0 {
		for i := range t.widths {
			t.widths[i] = min(t.widths[i], widestPadding)
		}
		return shown
	}
	natural := slices.Clone(t.widths)
	for {
		copy(t.widths, natural)
		over := t.total(shown) - limit
		over = t.shrink(shown, over, t.least)
		last := t.leastImportant(shown)
		if over <= 0 {
			return shown
		}
		if last < 0 {
			t.shrink(shown, over, func(int) int { return leastColumn })
			return shown
		}
		shown = slices.DeleteFunc(shown, func(i int) bool { return i == last })
	}
}

func (t *grid) total(shown []int) int {
	sum := len(gutter) * (len(shown) - 1)
	for _, i := range shown {
		sum += t.widths[i]
	}
	return sum
}

// least is how narrow a column may become before columns are left out.
func (t *grid) least(i int) int {
	switch c := t.columns[i]; {
	case !c.Shrink:
		return t.widths[i]
	case c.Min > 0:
		return c.Min
	}
	return 8
}

// shrink takes over columns away, always from the widest, and returns what it could not take.
func (t *grid) shrink(shown []int, over int, least func(int) int) int {
	for over > 0 {
		widest, next := -1, 0 // the widest that may shrink, and the width of the one after it
		for _, i := range shown {
			switch w := t.widths[i]; {
			case w <= least(i):
			case widest < 0 || w > t.widths[widest]:
				if widest >= 0 {
					next = t.widths[widest]
				}
				widest = i
			default:
				next = max(next, w)
			}
		}
		if widest < 0 {
			return over
		}
		step := max(1, t.widths[widest]-max(next, least(widest)))
		step = min(step, over)
		t.widths[widest] -= step
		over -= step
	}
	return 0
}

// leastImportant is the column to leave out next, or -1.
func (t *grid) leastImportant(shown []int) int {
	last := -1
	for _, i := range shown {
		if drop := t.columns[i].Drop; drop > 0 && (last < 0 || drop >= t.columns[last].Drop) {
			last = i
		}
	}
	return last
}

// line writes one row. Spaces are put in only before a text, so that no line ends in them.
func (t *grid) line(b *strings.Builder, shown []int, row []measured) {
	start, used := 0, 0 // where the column begins, and how far the line is written
	for _, i := range shown {
		text, taken, width := row[i].Text, row[i].width, t.widths[i]
		if t.screen.limit > 0 && taken > width {
			text = t.screen.Truncate(text, width)
			taken = Width(text)
		}
		if text != "" {
			at := start
			if t.columns[i].Right {
				at += max(0, width-taken)
			}
			if start > 0 { // after a text that was too long for its column
				at = max(at, used+len(gutter))
			}
			b.WriteString(strings.Repeat(" ", at-used))
			b.WriteString(row[i].paint(text))
			used = at + taken
		}
		start += width + len(gutter)
	}
	b.WriteByte('\n')
}
