// Package report writes findings, in one format a file. It chooses how they look, never which
// there are.
package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/lint"
	"github.com/canevas-systemique/canvas/pkg/term"
)

// Result is what a look at a canvas brought.
type Result struct {
	Findings []diag.Finding // in the order of diag.Sort
	Ignored  int            // how many more there are that comments ask to pass over
	Accepted int            // how many more there are that a baseline accepts
	Unknown  int            // how many gaps there are unless what could not be read fills them
	Items    int            // how many items were looked at
	Elapsed  time.Duration  // 0 is not told
	Since    *Since         // nil: the findings are all that there are
	Fixed    *Fixed         // nil: nothing was mended
}

// Fixed is what was mended before the findings were made out.
type Fixed struct {
	Findings int      `json:"count"`
	Files    []string `json:"paths"`            // below the canvas
	Commit   string   `json:"commit,omitempty"` // "": there is none
}

// Since is the state against which the findings are new.
type Since struct {
	Revision string `json:"revision"` // as people name it
	Commit   string `json:"commit"`   // where the work left it
	Known    int    `json:"known"`    // how many findings were there already
}

// Options are how a format is written. Printer is needed by all; a format says nothing of the
// others when it does not use them.
type Options struct {
	Printer *lang.Printer
	Screen  *term.Screen
	// Source returns the bytes of a file of the canvas, for the line that is quoted and for columns
	// that count something else than characters. A nil Source, or an error, quotes nothing.
	Source func(path string) ([]byte, error)
	// Path turns a path of the canvas into the one to print; nil prints it as it is.
	Path func(path string) string
	// Show is the lowest severity that is written, a warning when it is not set. JSON has all.
	Show diag.Severity
	// Rules are those that a format describes beside what they found; Version is the program's.
	Rules   []lint.Rule
	Version string
}

// Reader is whom a format is for. It says in which language sentences are and from where paths go.
type Reader int

// The readers.
const (
	Person  Reader = iota // at a terminal or in an editor: their language, paths from the working folder
	Host                  // shows it to people beside their files: their language, paths from the top of the repository
	Program               // English unless asked otherwise, paths of the canvas
)

// Format is a way to write a result.
type Format struct {
	Name  string
	For   Reader
	Write func(w io.Writer, r Result, o Options) error
}

// Formats are the formats, in the order in which help names them.
func Formats() []Format {
	return []Format{
		{"text", Person, Text},
		{"concise", Person, Concise},
		{"json", Program, JSON},
		{"github", Host, GitHub},
		{"gitlab", Host, GitLab},
		{"sarif", Host, SARIF},
		{"rdjson", Host, RDJSON},
		{"junit", Host, JUnit},
	}
}

// named is a finding with its fingerprint.
type named struct {
	diag.Finding
	fingerprint string
}

// named gives the findings to write their names, which count what is not written too.
func (o Options) named(r Result) []named {
	var shown []named
	for i, fingerprint := range diag.Fingerprints(r.Findings) {
		if f := r.Findings[i]; f.Severity >= o.show() {
			shown = append(shown, named{f, fingerprint})
		}
	}
	return shown
}

// shown are the findings to write.
func (o Options) shown(r Result) []diag.Finding {
	return slices.DeleteFunc(slices.Clone(r.Findings), func(f diag.Finding) bool { return f.Severity < o.show() })
}

// said is what a finding says, and what to do about it after a separator.
func (o Options) said(f diag.Finding, separator string) string {
	if f.Hint.IsZero() {
		return o.Printer.Message(f.Message)
	}
	return o.Printer.Message(f.Message) + separator + o.Printer.Message(f.Hint)
}

func (o Options) path(path string) string {
	if o.Path != nil {
		path = o.Path(path)
	}
	return path
}

func (o Options) show() diag.Severity { return cmp.Or(o.Show, diag.Warning) }

// place writes where something stands, as editors read it. A file as a whole is its first line.
func (o Options) place(path string, at diag.Position) string {
	return fmt.Sprintf("%s:%d:%d", o.path(path), max(at.Line, 1), max(at.Column, 1))
}

// Summary is the line that closes a report for people: what was found in how much, in what time.
func Summary(r Result, o Options) string {
	p := o.Printer
	var counts []string
	if n := diag.Count(r.Findings, diag.Error); n > 0 {
		counts = append(counts, p.Say("count-errors", "n", n))
	}
	if n := diag.Count(r.Findings, diag.Warning); n > 0 {
		counts = append(counts, p.Say("count-warnings", "n", n))
	}
	if n := diag.Count(r.Findings, diag.Info); n > 0 {
		infos := p.Say("count-infos", "n", n)
		if o.show() > diag.Info {
			infos = p.Say("report-hidden", "count", infos)
		}
		counts = append(counts, infos)
	}
	found := term.Cell{Text: strings.Join(counts, ", ")}
	if counts == nil {
		found = term.Cell{Text: p.Say("report-clean"), Style: o.Screen.Good}
	}
	cells := []term.Cell{found}
	for _, apart := range []struct {
		key string
		n   int
	}{{"count-accepted", r.Accepted}, {"count-ignored", r.Ignored}} {
		if apart.n > 0 {
			cells = append(cells, term.Cell{Text: "· " + p.Say(apart.key, "n", apart.n), Style: o.Screen.Dim})
		}
	}
	return o.Screen.Flow("", append(cells, term.Cell{Text: "· " + size(r, p), Style: o.Screen.Dim})...)
}

func size(r Result, p *lang.Printer) string {
	items := p.Say("count-items", "n", r.Items)
	if r.Elapsed <= 0 {
		return items
	}
	hundredths := max(1, int(r.Elapsed.Round(10*time.Millisecond)/(10*time.Millisecond)))
	return p.Say("report-took", "items", items, "whole", hundredths/100, "hundredths", fmt.Sprintf("%02d", hundredths%100))
}
