package lineedit

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/rivo/uniseg"
)

// picture is what should be on the screen from the prompt on: rows that fit, and where the cursor stands.
type picture struct {
	rows        []string
	row, column int
	width       int // of the screen
}

func (p picture) same(as picture) bool {
	return p.row == as.row && p.column == as.column && p.width == as.width && slices.Equal(p.rows, as.rows)
}

// arrange lays the prompt out, the line behind it, and below it what there is to choose from. Rows are broken
// here and not by the terminal: where the cursor is must be known.
func arrange(prompt string, l line, below []string, columns int) picture {
	var p picture
	lines := strings.Split(prompt, "\n")
	p.rows = lines[:len(lines)-1]
	var row strings.Builder
	row.WriteString(lines[len(lines)-1])
	width, place := ansi.StringWidth(row.String()), 0
	breakRow := func() {
		p.rows = append(p.rows, row.String())
		row.Reset()
		width = 0
	}
	for rest, state := l.text, -1; ; {
		if place == l.at {
			if width >= columns {
				breakRow()
			}
			p.row, p.column = len(p.rows), width
		}
		if rest == "" {
			break
		}
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		w := ansi.StringWidth(cluster)
		if width+w > columns {
			breakRow()
			if place == l.at {
				p.row, p.column = len(p.rows), 0
			}
		}
		row.WriteString(cluster)
		width += w
		place += len(cluster)
	}
	p.rows = append(append(p.rows, row.String()), below...)
	return p
}

// within is the part of the picture that so many rows can show, the cursor in it.
func (p picture) within(rows int) picture {
	if rows < 1 || len(p.rows) <= rows {
		return p
	}
	first := min(max(0, p.row-rows/2), len(p.rows)-rows)
	return picture{p.rows[first : first+rows], p.row - first, p.column, p.width}
}

// paint writes a picture over another that the screen shows. Where that was made for another width, the
// terminal has broken its rows anew: most of them do.
func (p picture) paint(over picture) string {
	var b strings.Builder
	b.WriteByte('\r')
	if n := over.above(p.width); n > 0 {
		b.WriteString(ansi.CursorUp(n))
	}
	b.WriteString("\x1b[J")
	b.WriteString(strings.Join(p.rows, "\r\n"))
	last := len(p.rows) - 1
	if p.row == last && p.column == ansi.StringWidth(p.rows[last]) {
		return b.String()
	}
	if n := last - p.row; n > 0 {
		b.WriteString(ansi.CursorUp(n))
	}
	b.WriteByte('\r')
	if p.column > 0 {
		b.WriteString(ansi.CursorForward(p.column))
	}
	return b.String()
}

// above is how many rows of a screen of some width stand above the cursor.
func (p picture) above(columns int) (n int) {
	for _, row := range p.rows[:min(p.row, len(p.rows))] {
		n += max(1, (ansi.StringWidth(row)+columns-1)/columns)
	}
	return n + p.column/columns
}
