package term

import (
	"math"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/canevas-systemique/canvas/pkg/words"
)

// Cell is a text with the style it is shown in, one of the Screen's methods; a nil Style is plain.
type Cell struct {
	Text  string
	Style func(string) string
	Whole bool // no line breaks inside: a command to copy
	Mark  bool // begins a line of a Card, the rest of which stands below what follows: a figure, a sign
}

// words are the parts between which a line may break.
func (c Cell) words() []string {
	if c.Whole {
		return []string{Clean(c.Text)}
	}
	return strings.Split(Clean(c.Text), " ")
}

func (c Cell) paint(text string) string {
	if c.Style == nil || text == "" {
		return text
	}
	return c.Style(text)
}

// Clean replaces what a terminal would obey instead of show, and bytes that are no text.
func Clean(text string) string {
	return words.Printable(strings.ToValidUTF8(text, "\ufffd"))
}

// Width is how many columns a text takes: two for a CJK character or an emoji, none for an accent
// that combines with the letter before it or for a colour.
func Width(text string) int {
	if n, ok := narrow(text); ok {
		return n
	}
	return ansi.StringWidth(text)
}

// measure cleans a text and tells its width.
func measure(text string) (clean string, width int) {
	if n, ok := narrow(text); ok {
		return text, n
	}
	clean = Clean(text)
	return clean, Width(clean)
}

// narrow is the width of a text that has only characters of which European text is made; they are
// clean and spared the slow road.
func narrow(text string) (width int, ok bool) {
	for _, r := range text {
		if !isNarrow(r) {
			return 0, false
		}
		width++
	}
	return width, true
}

func isNarrow(r rune) bool {
	return r >= ' ' && r <= '~' || r >= '\u00a0' && r < '\u0300' && r != '\u00ad' ||
		r >= '\u2010' && r <= '\u2027' || r == '\u202f'
}

// Truncate shortens a text of one line to width columns, with an ellipsis where it was cut.
func (s *Screen) Truncate(text string, width int) string {
	if Width(text) <= width {
		return text
	}
	mark := s.ellipsis()
	if width <= Width(mark) {
		return ansi.Truncate(mark, width, "")
	}
	return ansi.Truncate(text, width, mark)
}

// TruncateLeft shortens a text of one line to its last width columns.
func (s *Screen) TruncateLeft(text string, width int) string {
	over := Width(text) - width
	if over <= 0 {
		return text
	}
	mark := s.ellipsis()
	for cut := over + Width(mark); ; cut++ { // once more when the cut fell inside a wide character
		if short := ansi.TruncateLeft(text, cut, mark); Width(short) <= width {
			return short
		}
	}
}

// Wrap sets prose in lines of the screen's width, 80 columns where it has none. Line breaks in the
// text stay; every line after the first begins with indent. It breaks at ordinary spaces alone:
// a no-break space holds what French keeps together.
func (s *Screen) Wrap(text, indent string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if i > 0 && line != "" {
			line = indent + line
		}
		lines[i] = flow([]Cell{{Text: line}}, " ", indent, s.Width())
	}
	return strings.Join(lines, "\n")
}

// Flow sets cells on a line, a space between them, and breaks it like Wrap, but only where the
// screen is limited: a pipe keeps one thing on one line.
func (s *Screen) Flow(indent string, cells ...Cell) string {
	return flow(cells, " ", indent, s.limit)
}

// Under sets cells like Flow after a lead, an already painted mark or label; lines after the first
// stand below the text, not below the lead.
func (s *Screen) Under(lead string, cells ...Cell) string {
	return under(lead, Width(lead), cells, " ", s.limit)
}

// under sets cells in lines that begin at column at, the first after lead. A later line that is too
// wide, since it is one long word, begins further left, so that the word stays whole.
func under(lead string, at int, cells []Cell, gap string, width int) string {
	if width == 0 {
		return lead + strings.ReplaceAll(flow(cells, gap, "", 0), "\n", "\n"+strings.Repeat(" ", at))
	}
	lines := strings.Split(flow(cells, gap, "", max(1, width-at)), "\n")
	for i, line := range lines[1:] {
		margin := at
		for over := Width(line) - width; margin > 0 && margin+over > 0; {
			margin = max(0, min(2, margin-1))
		}
		lines[i+1] = strings.Repeat(" ", margin) + line
	}
	return lead + strings.Join(lines, "\n")
}

// flow sets gap, some spaces, between the cells and breaks before the word that would pass width;
// 0 never breaks. A word wider than a line stands whole on its own: a path or an address that was
// cut could not be copied.
func flow(cells []Cell, gap, indent string, width int) string {
	var b strings.Builder
	used, margin := 0, 0 // columns taken on this line, of them its indent
	for i, c := range cells {
		var run strings.Builder // what stands on this line of the cell
		for j, word := range c.words() {
			columns, space := Width(word), " "
			if j == 0 {
				space = gap
			}
			switch {
			case i == 0 && j == 0:
			case width > 0 && used+len(space)+columns > width && used > margin:
				if word == "" {
					continue
				}
				b.WriteString(c.paint(run.String()) + "\n" + indent)
				run.Reset()
				margin = Width(indent)
				used = margin
			case j == 0:
				b.WriteString(space)
				used += len(space)
			default:
				run.WriteString(space)
				used += len(space)
			}
			run.WriteString(word)
			used += columns
		}
		b.WriteString(c.paint(run.String()))
	}
	return b.String()
}

// Bar draws a fraction as a bar of so many columns. Only a whole is drawn full, and only nothing
// is drawn empty; a fraction that is not a number is drawn empty.
func (s *Screen) Bar(fraction float64, width int) string {
	full := 0
	switch {
	case fraction >= 1:
		full = width
	case fraction > 0:
		full = int(math.Round(fraction * float64(width)))
		full = max(1, min(full, width-1))
	}
	full = min(full, width)
	return strings.Repeat(s.Glyph("█", "#"), full) + strings.Repeat(s.Glyph("░", "."), width-full)
}
