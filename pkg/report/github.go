package report

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// GitHub writes the workflow commands that GitHub Actions shows as annotations of a change. A step
// shows few of them, so the worst come first.
func GitHub(w io.Writer, r Result, o Options) error {
	var out bytes.Buffer
	findings := o.shown(r)
	slices.SortStableFunc(findings, func(a, b diag.Finding) int { return int(b.Severity - a.Severity) })
	for _, f := range findings {
		fmt.Fprintf(&out, "::%s file=%s%s", command(f.Severity), property(o.path(f.Path)), lineProperties(f.Range))
		if f.Rule != "" {
			out.WriteString(",title=" + property(f.Rule))
		}
		out.WriteString("::" + data(o.said(f, "\n")) + "\n")
	}
	_, err := w.Write(out.Bytes())
	return err
}

func command(s diag.Severity) string {
	if s == diag.Info {
		return "notice"
	}
	return s.String()
}

// lineProperties are the lines and, within one line only, the columns: GitHub refuses others.
func lineProperties(r diag.Range) string {
	switch {
	case r.Start.Line == 0:
		return ""
	case r.Start.Line != r.End.Line:
		return fmt.Sprintf(",line=%d,endLine=%d", r.Start.Line, max(r.Start.Line, r.End.Line))
	}
	return fmt.Sprintf(",line=%d,col=%d,endLine=%d,endColumn=%d", r.Start.Line, r.Start.Column, r.End.Line, r.End.Column)
}

var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// data writes a text as the data of a workflow command: one line, whatever it holds.
func data(text string) string { return dataEscapes.Replace(text) }

// property writes a text as a property of a workflow command.
func property(text string) string { return propertyEscapes.Replace(text) }
