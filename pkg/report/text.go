package report

import (
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/term"
)

const (
	// Where lines have no limit, a quoted line still has one: it reminds, the file tells.
	quotedWidth = 120
	// A message that quotes a whole novel is cut after so many columns.
	messageWidth = 600
	hintIndent   = "    "
)

// Text writes findings for people: the place as editors jump to it, the sentence, the line in
// question underlined, and what to do. Findings at the very same place share the last two. The
// closing line is Summary's.
func Text(w io.Writer, r Result, o Options) error {
	t := quoter{Options: o, file: o.file()}
	var out bytes.Buffer
	shown := o.shown(r)
	spaced := false
	for len(shown) > 0 {
		n := together(shown)
		quote, indent := t.quote(shown[0])
		if out.Len() > 0 && (spaced || quote != "") {
			out.WriteByte('\n')
		}
		spaced = quote != ""
		for _, f := range shown[:n] {
			out.WriteString(o.sentence(f) + "\n")
		}
		out.WriteString(quote + o.hints(shown[:n], indent))
		shown = shown[n:]
	}
	_, err := w.Write(out.Bytes())
	return err
}

// together counts the findings that stand where the first does.
func together(findings []diag.Finding) int {
	first := findings[0]
	elsewhere := func(f diag.Finding) bool { return f.Path != first.Path || f.Range != first.Range }
	if n := slices.IndexFunc(findings, elsewhere); n > 0 {
		return n
	}
	return len(findings)
}

func (o Options) sentence(f diag.Finding) string {
	severity := "severity-" + f.Severity.String()
	cells := []term.Cell{
		{Text: o.place(f.Path, f.Range.Start) + ":", Style: o.Screen.Dim},
		{Text: o.Printer.Say(severity) + ":", Style: o.paint(f.Severity)},
		{Text: o.cut(o.Printer.Message(f.Message))},
	}
	if f.Rule != "" {
		cells = append(cells, term.Cell{Text: "[" + f.Rule + "]", Style: o.Screen.Dim})
	}
	return o.Screen.Flow(hintIndent, cells...)
}

// hints are the lines below: of each finding other places first, then what to do.
func (o Options) hints(findings []diag.Finding, indent string) string {
	var said []string
	for _, f := range findings {
		for _, related := range f.Related {
			place := o.place(related.Path, related.Range.Start)
			line := o.Printer.Say("report-see", "place", place)
			if !related.Message.IsZero() {
				line = o.Printer.Say("report-related", "what", related.Message, "place", place)
			}
			if !slices.Contains(said, line) {
				said = append(said, line)
			}
		}
		if hint := o.Printer.Message(f.Hint); !f.Hint.IsZero() && !slices.Contains(said, hint) {
			said = append(said, hint)
		}
	}
	var b strings.Builder
	lead := o.Screen.Dim(indent+o.Screen.Glyph("↳", "->")) + " "
	for _, text := range said {
		b.WriteString(o.Screen.Under(lead, term.Cell{Text: o.cut(text)}) + "\n")
	}
	return b.String()
}

func (o Options) cut(text string) string { return o.Screen.Truncate(term.Clean(text), messageWidth) }

func (o Options) paint(s diag.Severity) func(string) string {
	switch s {
	case diag.Error:
		return o.Screen.Error
	case diag.Warning:
		return o.Screen.Warning
	}
	return o.Screen.Info
}

// quoter quotes lines of files. It keeps the line that it read last.
type quoter struct {
	Options
	file   file
	path   string
	number int
	line   []rune
}

// quote is the line that a finding begins on, with the range underlined as far as it goes there;
// nothing when the finding is about the whole file or there is nothing to see. What is said below
// it is indented to its bar.
func (t *quoter) quote(f diag.Finding) (quote, indent string) {
	if !t.find(f.Path, f.Range.Start.Line) {
		return "", hintIndent
	}
	number := "  " + strconv.Itoa(t.number) + " "
	indent = strings.Repeat(" ", len(number))
	bar := t.Screen.Glyph("│", "|") + " "
	before, marked, after := t.fit(f.Range, t.width()-term.Width(number+bar))

	text := strings.TrimRight(before+marked+after, " ")
	under := strings.Repeat(" ", term.Width(before))
	line := strings.Repeat("~", max(1, term.Width(marked)))
	return t.Screen.Dim(number+bar) + text + "\n" +
		t.Screen.Dim(indent+bar) + under + t.paint(f.Severity)(line) + "\n", indent
}

func (t *quoter) width() int {
	if t.Screen.Limited() {
		return t.Screen.Width()
	}
	return quotedWidth
}

// find reads a line and tells whether there is something on it.
func (t *quoter) find(path string, number int) bool {
	line := t.file.line(path, number)
	if path != t.path || number != t.number {
		t.path, t.number, t.line = path, number, []rune(string(line))
	}
	return len(bytes.TrimSpace(line)) > 0
}

// fit cuts the line in three around the range and shortens them to width columns together. The
// start of the range is always there; what stands around it gets a quarter each at least.
func (t *quoter) fit(r diag.Range, width int) (before, marked, after string) {
	start := min(max(r.Start.Column, 1)-1, len(t.line))
	end := len(t.line)
	if r.End.Line == r.Start.Line {
		end = min(max(r.End.Column-1, start), len(t.line))
	}
	// What lies further away than this many runes is cut anyway: a line may be a megabyte long.
	far := 4 * width
	before = visible(t.line[max(0, start-far):start])
	marked = visible(t.line[start:min(end, start+far)])
	after = strings.TrimRight(visible(t.line[end:min(len(t.line), end+far)]), " ")

	quarter := width / 4
	tail := min(term.Width(after), quarter)
	before = t.Screen.TruncateLeft(before, max(quarter, width-max(1, term.Width(marked))-tail))
	room := width - term.Width(before)
	if term.Width(marked)+min(tail, 1) > room {
		return before, t.Screen.Truncate(marked+after, room), ""
	}
	return before, marked, t.Screen.Truncate(after, room-term.Width(marked))
}

// visible shows a part of a line; a tab is always four columns wide.
func visible(part []rune) string {
	return term.Clean(strings.ReplaceAll(string(part), "\t", "    "))
}
