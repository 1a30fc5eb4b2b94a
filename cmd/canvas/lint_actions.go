package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/report"
)

const (
	// annotationsShown is how many annotations of each severity GitHub shows of a step.
	annotationsShown = 10
	// summaryLimit is how many bytes of Markdown a step may leave, with room for a last line.
	summaryLimit = 1_000_000
)

// underActions tells whether GitHub Actions runs the program and reads what it prints.
func underActions() bool { return os.Getenv("GITHUB_ACTIONS") == "true" }

// inert writes text that GitHub Actions cannot take for commands, which it reads behind :: where a line
// begins and behind ##[ anywhere. An invisible joiner parts the signs.
type inert struct{ io.Writer }

func (w inert) Write(text []byte) (int, error) {
	parted := strings.NewReplacer("::", ":\u2060:", "##[", "##\u2060[").Replace(string(text))
	if _, err := io.WriteString(w.Writer, parted); err != nil {
		return 0, err
	}
	return len(text), nil
}

// annotate tells GitHub Actions what was found: as many annotations as it shows, and everything in the
// summary of the step.
func (p *program) annotate(r report.Result, show diag.Severity) error {
	few := report.Result{Findings: slices.Clone(r.Findings), Items: r.Items}
	count := map[diag.Severity]int{}
	few.Findings = slices.DeleteFunc(few.Findings, func(f diag.Finding) bool {
		count[f.Severity]++
		return count[f.Severity] > annotationsShown
	})
	o := p.formatOptions(report.Format{For: report.Host}, nowhere(), show)
	if err := report.GitHub(p.stdout, few, o); err != nil {
		return err
	}
	if file := os.Getenv("GITHUB_STEP_SUMMARY"); file != "" {
		if err := appendSummary(file, func(room int) []byte { return p.stepSummary(r, o, room) }); err != nil {
			p.complain(diag.Fail("cannot-write", "path", file).Because(err)) // the findings were told all the same
		}
	}
	return nil
}

// appendSummary adds to what the step has said so far.
func appendSummary(name string, text func(room int) []byte) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
	if err != nil {
		return err
	}
	info, err := file.Stat()
	if err == nil {
		_, err = file.Write(text(summaryLimit - int(info.Size())))
	}
	return errors.Join(err, file.Close())
}

// stepSummary is a table of the findings in Markdown, the worst first, that takes no more than so many bytes.
func (p *program) stepSummary(r report.Result, o report.Options, room int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "### canvas lint\n\n%s\n", markdown(report.Summary(r, o)))
	findings := slices.DeleteFunc(slices.Clone(r.Findings), func(f diag.Finding) bool { return f.Severity < o.Show })
	slices.SortStableFunc(findings, func(a, b diag.Finding) int { return int(b.Severity - a.Severity) })
	if len(findings) > 0 {
		b.WriteString("\n| |")
		for _, column := range []string{"lint-summary-place", "lint-summary-finding", "lint-summary-rule"} {
			fmt.Fprintf(&b, " %s |", markdown(p.say.Say(column)))
		}
		b.WriteString("\n|---|---|---|---|\n")
	}
	for i, f := range findings {
		row := fmt.Sprintf("| %s | %s | %s | %s |\n", markdown(p.say.Say("severity-"+f.Severity.String())),
			linked(f, o), markdown(p.say.Message(f.Message)), code(f.Rule))
		if b.Len()+len(row) > room {
			fmt.Fprintf(&b, "\n%s\n", markdown(p.say.Say("lint-summary-more", "n", len(findings)-i)))
			break
		}
		b.WriteString(row)
	}
	b.WriteByte('\n')
	return b.Bytes()
}

// linked is the place of a finding, linked to the file at the commit that is checked.
func linked(f diag.Finding, o report.Options) string {
	path := f.Path
	if o.Path != nil {
		path = o.Path(path)
	}
	line := max(f.Range.Start.Line, 1)
	place := strings.ReplaceAll(code(fmt.Sprintf("%s:%d", path, line)), "|", `\|`) // a bar ends a cell even in code
	server, repository, commit := os.Getenv("GITHUB_SERVER_URL"), os.Getenv("GITHUB_REPOSITORY"), os.Getenv("GITHUB_SHA")
	if server == "" || repository == "" || commit == "" {
		return place
	}
	target := (&url.URL{Path: "/" + repository + "/blob/" + commit + "/" + path}).EscapedPath()
	return fmt.Sprintf("[%s](<%s%s#L%d>)", place, server, target, line)
}
