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
	rows := strings.Split(prompt, "\n")
	p := picture{row: len(rows) - 1, width: columns}
	indent := ansi.StringWidth(rows[p.row])
	starts := breaks(l.text, indent, columns)
	for i, start := range starts {
		end := len(l.text)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		if start <= l.at {
			p.row, p.column = len(rows)-1+min(i, 1), indent+ansi.StringWidth(l.text[start:l.at])
		}
		row := l.text[start:end]
		if indent+ansi.StringWidth(row) > columns {
			row = strings.TrimRight(row, " ")
		}
		if i == 0 {
			rows[len(rows)-1] += row
		} else {
			rows = append(rows, row)
		}
		indent = 0
	}
	if p.column >= columns {
		p.row, p.column = p.row+1, 0
	}
	if p.row == len(rows) {
		rows = append(rows, "")
	}
	p.rows = append(rows, below...)
	return p
}

// breaks tells where the rows of a text begin, the first indented: at a word, or inside one that is wider than
// the screen. A space may be behind the edge.
func breaks(text string, indent, columns int) []int {
	starts := []int{0}
	width, word, beforeWord := indent, 0, indent // where the last word begins, and how wide the row is before it
	place := 0
	for rest, state := text, -1; rest != ""; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		w := ansi.StringWidth(cluster)
		row := starts[len(starts)-1]
		switch {
		case width+w <= columns || cluster == " ":
			width += w
		case word > row:
			starts = append(starts, word)
			width += w - beforeWord
		default:
			starts = append(starts, place)
			width = w
		}
		if place += len(cluster); cluster == " " {
			word, beforeWord = place, width
		}
	}
	return starts
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
