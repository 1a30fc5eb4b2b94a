package report

import (
	"bytes"
	"cmp"
	"io"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// The names are those of the Reviewdog Diagnostic Format.
type (
	rdReport struct {
		Source      rdSource       `json:"source"`
		Diagnostics []rdDiagnostic `json:"diagnostics"`
	}
	rdSource struct {
		Name string `json:"name"`
	}
	rdDiagnostic struct {
		Message     string         `json:"message"`
		Location    rdLocation     `json:"location"`
		Severity    string         `json:"severity"`
		Code        *rdCode        `json:"code,omitempty"`
		Suggestions []rdSuggestion `json:"suggestions,omitempty"`
		Related     []rdRelated    `json:"related_locations,omitempty"`
	}
	rdLocation struct {
		Path  string      `json:"path"`
		Range *diag.Range `json:"range,omitempty"`
	}
	rdCode struct {
		Value string `json:"value"`
	}
	rdSuggestion struct {
		Range diag.Range `json:"range"`
		Text  string     `json:"text"`
	}
	rdRelated struct {
		Message  string     `json:"message,omitempty"`
		Location rdLocation `json:"location"`
	}
)

// RDJSON writes for reviewdog, which puts findings and repairs into the review of a change on any
// host. Columns count bytes.
func RDJSON(w io.Writer, r Result, o Options) error {
	source := o.file()
	report := rdReport{Source: rdSource{"canvas"}, Diagnostics: []rdDiagnostic{}}
	location := func(path string, r diag.Range) rdLocation {
		if r.Start.Line == 0 {
			return rdLocation{Path: o.path(path)}
		}
		inBytes := source.in(inBytes, path, r)
		return rdLocation{o.path(path), &inBytes}
	}
	for _, f := range o.shown(r) {
		d := rdDiagnostic{
			Message:     o.said(f, "\n"),
			Location:    location(f.Path, f.Range),
			Severity:    strings.ToUpper(f.Severity.String()),
			Suggestions: source.suggestions(f),
		}
		if f.Rule != "" {
			d.Code = &rdCode{f.Rule}
		}
		for _, related := range f.Related {
			d.Related = append(d.Related, rdRelated{o.Printer.Message(related.Message), location(related.Path, related.Range)})
		}
		report.Diagnostics = append(report.Diagnostics, d)
	}
	return WriteJSON(w, report)
}

// suggestions are the repair of a finding as one: each would be offered alone, and half a repair is
// none. A repair that reaches into other files cannot be offered.
func (f *file) suggestions(found diag.Finding) []rdSuggestion {
	if found.Fix == nil || len(found.Fix.Edits) == 0 {
		return nil
	}
	f.read(found.Path)
	edits := slices.SortedFunc(slices.Values(found.Fix.Edits), func(a, b diag.Edit) int { return cmp.Compare(a.Start, b.Start) })
	start := edits[0].Start
	end := start
	var text bytes.Buffer
	for _, e := range edits {
		if e.Path != found.Path || e.Start < end || e.End < e.Start || e.End > len(f.data) {
			return nil
		}
		text.Write(f.data[end:e.Start])
		text.WriteString(e.Text)
		end = e.End
	}
	return []rdSuggestion{{diag.Range{Start: offset(f.data, start), End: offset(f.data, end)}, text.String()}}
}
