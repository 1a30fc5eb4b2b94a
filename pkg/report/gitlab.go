package report

import (
	"io"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

type gitlabFinding struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
}

// gitlabSeverity are GitLab's words. Nothing in a canvas is critical or blocks: only --fail-on does.
var gitlabSeverity = map[diag.Severity]string{diag.Error: "major", diag.Warning: "minor", diag.Info: "info"}

// GitLab writes a report of GitLab's Code Quality, which shows in a merge request what it brings and
// what it mends, by fingerprint.
func GitLab(w io.Writer, r Result, o Options) error {
	list := []gitlabFinding{}
	for _, f := range o.named(r) {
		list = append(list, gitlabFinding{
			Description: o.said(f.Finding, " · "),
			CheckName:   f.Rule,
			Fingerprint: f.fingerprint,
			Severity:    gitlabSeverity[f.Severity],
			Location:    gitlabLocation{o.path(f.Path), gitlabLines{max(f.Range.Start.Line, 1)}},
		})
	}
	return WriteJSON(w, list)
}
