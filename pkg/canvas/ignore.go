package canvas

import (
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/source"
)

// Ignore is a comment in which a team asks lint to pass over findings: "# canvas: ignore[rule] reason".
type Ignore struct {
	Rules  []IgnoredRule // none when the comment is not written in that form
	Reason string        // "" when there is none
	Range  diag.Range    // the whole comment
	First  int           // the lines that it is meant for, from First to Last; 0: the whole file
	Last   int
}

// IgnoredRule is a rule's name in an Ignore, right or wrong, and where it stands.
type IgnoredRule struct {
	Name  string
	Range diag.Range
}

// Covers tells whether the comment is meant for what begins on a line.
func (g Ignore) Covers(line int) bool { return g.First == 0 || g.First <= line && line <= g.Last }

// ignores reads the comments for lint of a file that was read.
func ignores(f *source.File) []Ignore {
	var found []Ignore
	for _, d := range f.Directives("canvas") {
		if rest, ok := strings.CutPrefix(d.Text, "ignore"); ok {
			found = append(found, readIgnore(f, d, rest))
		}
	}
	return found
}

// readIgnore reads what follows the word: names between brackets, then the reason.
func readIgnore(f *source.File, d source.Directive, rest string) Ignore {
	g := Ignore{Range: d.Range, First: d.First, Last: d.Last}
	names, ok := strings.CutPrefix(strings.TrimLeft(rest, " \t"), "[")
	at := d.Start + len(d.Text) - len(names)
	names, reason, closed := strings.Cut(names, "]")
	if !ok || !closed {
		return g
	}
	g.Reason = strings.Trim(reason, " \t:—–-")
	for name := range strings.SplitSeq(names, ",") {
		start := at + len(name) - len(strings.TrimLeft(name, " \t"))
		if bare := strings.TrimSpace(name); bare != "" {
			where := diag.Range{Start: f.Position(start), End: f.Position(start + len(bare))}
			g.Rules = append(g.Rules, IgnoredRule{bare, where})
		}
		at += len(name) + len(",")
	}
	return g
}
