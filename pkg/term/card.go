package term

import "strings"

// Entry is a label and what stands beside it, one or more lines. The cells of a line are set next
// to one another; a line break in a text begins a new line.
type Entry struct {
	Label string
	Lines [][]Cell
}

// Plain makes an entry of plain text.
func Plain(label, text string) Entry {
	return Entry{Label: label, Lines: [][]Cell{{{Text: text}}}}
}

// Card lays entries out as dim labels with their texts in a column beside them, or below them
// where the screen is too narrow for both. Texts are wrapped where the screen is limited.
func (s *Screen) Card(entries []Entry) string {
	const indent = "  "
	column := 0
	for _, e := range entries {
		column = max(column, len(indent)+Width(Clean(e.Label))+len(gutter))
	}
	below := s.limit > 0 && s.limit-column < leastWidth
	if below {
		column = 2 * len(indent)
	}
	margin := strings.Repeat(" ", column)

	var b strings.Builder
	for _, e := range entries {
		label := Clean(e.Label)
		b.WriteString(indent + s.Dim(label))
		lead := margin[min(column, len(indent)+Width(label)):]
		for i, line := range split(e.Lines) {
			if i > 0 || below {
				b.WriteByte('\n')
				lead = margin
			}
			deeper := 0 // spaces before a text stand before all its lines
			if len(line) > 0 {
				text := strings.TrimLeft(line[0].Text, " ")
				deeper = len(line[0].Text) - len(text)
				first := line[0]
				first.Text = text
				line = append([]Cell{first}, line[1:]...)
			}
			lead += strings.Repeat(" ", deeper)
			if len(line) > 1 && line[0].Mark {
				mark := Clean(line[0].Text)
				lead += line[0].paint(mark) + gutter
				deeper, line = deeper+Width(mark+gutter), line[1:]
			}
			b.WriteString(strings.TrimRight(under(lead, column+deeper, line, gutter, s.limit), " "))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// split begins a new line at every line break in a text.
func split(lines [][]Cell) (out [][]Cell) {
	for _, line := range lines {
		var current []Cell
		for _, c := range line {
			for i, text := range strings.Split(strings.TrimRight(c.Text, "\r\n"), "\n") {
				if i > 0 {
					out = append(out, current)
					current = nil
				}
				part := c
				part.Text = strings.TrimRight(text, " \r")
				current = append(current, part)
			}
		}
		out = append(out, current)
	}
	return out
}
