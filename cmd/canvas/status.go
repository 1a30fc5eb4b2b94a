package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/coverage"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/term"
)

func newStatus(p *program) *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:     "status",
		Aliases: []string{"statut", "état", "etat"},
		Args:    p.noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runStatus(cmd.Context(), p, asJSON)
		},
	}
	p.describe(cmd, "status")
	cmd.Flags().BoolVar(&asJSON, "json", false, p.say.Say("flag-json"))
	return cmd
}

// status is how a canvas stands.
type status struct {
	canvas   *canvas.Canvas
	findings []diag.Finding
	coverage []coverage.Result

	uncommitted edited
	left        leftOut
	last        *historyEntry // nil: nothing is committed, or it is not known
	unknown     error         // why git could not tell these
}

// runStatus tells in a few lines how the canvas stands, and which command tells more.
func runStatus(ctx context.Context, p *program, asJSON bool) error {
	c, err := p.load(ctx)
	if err != nil {
		return err
	}
	policy := p.policy()
	s := status{canvas: c, findings: policy.Run(c, slices.Concat(p.findings(), policy.Findings)...), coverage: policy.Measure(c)}
	s.unknown = cmp.Or(p.findUncommitted(ctx, &s), p.findLast(ctx, &s))
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if asJSON {
		return p.statusJSON(s)
	}
	fmt.Fprintln(p.stdout, p.screen.Accent(term.Clean(cmp.Or(p.config.Title, filepath.Base(p.folder.Root())))))
	entries := []term.Entry{p.contents(c), p.findingsEntry(s.findings)}
	for _, more := range [][]term.Entry{p.coverageEntry(s.coverage), p.operationEntry(), p.uncommittedEntry(s), p.lastEntry(s)} {
		entries = append(entries, more...)
	}
	fmt.Fprint(p.stdout, p.screen.Card(entries))
	return nil
}

func (p *program) findUncommitted(ctx context.Context, s *status) error {
	paths, err := p.folder.Uncommitted(ctx)
	if err != nil {
		return err
	}
	var ours []string
	ours, s.left = p.sort(paths)
	s.uncommitted, err = p.edited(ctx, ours)
	return err
}

func (p *program) findLast(ctx context.Context, s *status) error {
	for t, err := range (&historyQuery{program: p}).tell(ctx) {
		switch {
		case errors.Is(err, repo.ErrNoRevision):
			return nil
		case err != nil:
			return err
		}
		s.last = &t
		return nil
	}
	return nil
}

// noBreak is a space that keeps a number and what it counts on one line.
const noBreak = "\u00a0"

// contents counts the items of each kind.
func (p *program) contents(c *canvas.Canvas) term.Entry {
	var counts []string
	for _, k := range p.kinds.All() {
		if n := len(c.OfKind(k)); n > 0 {
			counts = append(counts, p.say.Say("change-count", "n", n, "kind", diag.Term{Kind: k.Name, Many: n > 1}))
		}
	}
	if counts == nil {
		counts = []string{p.say.Say("status-empty")}
	}
	for i, count := range counts {
		counts[i] = strings.ReplaceAll(count, " ", noBreak)
	}
	return term.Plain(p.say.Say("status-contents"), strings.Join(counts, ", "))
}

// more is a command that tells more.
func (p *program) more(args ...string) term.Cell {
	return term.Cell{Text: p.command(args...), Style: p.screen.Dim, Whole: true}
}

func (p *program) findingsEntry(findings []diag.Finding) term.Entry {
	var counts []string
	for _, of := range []struct {
		severity diag.Severity
		key      string
	}{{diag.Error, "count-errors"}, {diag.Warning, "count-warnings"}, {diag.Info, "count-infos"}} {
		if n := diag.Count(findings, of.severity); n > 0 {
			counts = append(counts, p.say.Say(of.key, "n", n))
		}
	}
	said := term.Cell{Text: strings.Join(counts, ", ")}
	if counts == nil {
		said = term.Cell{Text: p.say.Say("report-clean"), Style: p.screen.Good}
	}
	return term.Entry{Label: p.say.Say("status-findings"), Lines: [][]term.Cell{{said, p.more("lint")}}}
}

// coverageEntry names the rules that fewest items meet.
func (p *program) coverageEntry(results []coverage.Result) []term.Entry {
	open := slices.DeleteFunc(slices.Clone(results), func(r coverage.Result) bool { return len(r.Gaps) == 0 })
	slices.SortStableFunc(open, func(a, b coverage.Result) int {
		return cmp.Or(cmp.Compare(a.Covered()*b.Total, b.Covered()*a.Total), cmp.Compare(len(b.Gaps), len(a.Gaps)))
	})
	entry := term.Entry{Label: p.say.Say("status-coverage")}
	for _, r := range open[:min(len(open), fewRules)] {
		f := p.figure(r)
		entry.Lines = append(entry.Lines, []term.Cell{
			{Text: f.percent, Style: f.style, Mark: true}, {Text: capitalize(p.say.Term(r.Rule.Kind.Plural())) + " " + f.label}, {Text: f.count, Style: p.screen.Dim, Whole: true},
		})
	}
	last := []term.Cell{p.more("coverage")}
	if others := len(open) - fewRules; others > 0 {
		last = append([]term.Cell{{Text: p.say.Say("status-other-rules", "n", others)}}, last...)
	}
	measured := func(r coverage.Result) bool { return r.Total > 0 }
	switch {
	case !slices.ContainsFunc(results, measured):
		return nil
	case len(open) == 0:
		last = append([]term.Cell{{Text: p.say.Say("status-covered"), Style: p.screen.Good}}, last...)
	}
	entry.Lines = append(entry.Lines, last)
	return []term.Entry{entry}
}

const (
	fewUncommitted = 8 // changes that are named: the uncommitted ones, those of the last commit
	fewOfLast      = 3
	fewRules       = 5
)

func (p *program) uncommittedEntry(s status) []term.Entry {
	entry := term.Entry{Label: p.say.Say("status-uncommitted"), Lines: p.brief(s.uncommitted, fewUncommitted)}
	switch {
	case s.unknown != nil:
		return []term.Entry{p.gitEntry(s.unknown)}
	case len(entry.Lines) == 0:
		return nil
	}
	entry.Lines = append(entry.Lines, []term.Cell{p.more("save"), p.more("diff")})
	return []term.Entry{entry}
}

// brief names changes without what changed in them.
func (p *program) brief(e edited, most int) [][]term.Cell {
	t := p.teller(nil)
	e, counts := t.gathered(e)
	var lines [][]term.Cell
	if counts != "" {
		lines = append(lines, []term.Cell{{Text: counts}})
	}
	for _, it := range e.items {
		line := []term.Cell{{Text: t.sign(it.Verb) + " " + p.title(it.Kind), Mark: true}, {Text: it.Name}, {Text: t.id(it), Style: p.screen.Dim}}
		if followers := t.followers(it); followers != "" {
			line = append(line, term.Cell{Text: followers})
		}
		if it.Broken {
			line = append(line, term.Cell{Text: p.say.Say("change-broken"), Style: p.screen.Warning})
		}
		lines = append(lines, line)
	}
	for _, f := range e.files {
		lines = append(lines, []term.Cell{{Text: t.sign(f.Verb)}, {Text: f.Path}})
	}
	if others := len(lines) - most; others > 0 {
		lines = append(lines[:most], []term.Cell{{Text: p.say.Say("change-others", "n", others)}})
	}
	return lines
}

func (p *program) lastEntry(s status) []term.Entry {
	if s.last == nil {
		return nil
	}
	line := []term.Cell{{Text: p.say.Moment(s.last.When, p.now)}, {Text: s.last.Author}}
	if reason := p.historian().reason(*s.last); reason != "" {
		line = append(line, term.Cell{Text: reason, Style: p.screen.Accent})
	}
	lines := append([][]term.Cell{append(line, term.Cell{Text: s.last.Short(), Style: p.screen.Dim})}, p.brief(s.last.edited, fewOfLast)...)
	return []term.Entry{{Label: p.say.Say("status-last"), Lines: append(lines, []term.Cell{p.more("log")})}}
}

func (p *program) operationEntry() []term.Entry {
	if operation := p.folder.InProgress("canvas save"); operation != nil {
		return []term.Entry{p.gitEntry(operation)}
	}
	return nil
}

// gitEntry says what stands in the way of git, and what to do about it.
func (p *program) gitEntry(why error) term.Entry {
	p.placeHints(asFailure(why))
	sentence, hints := p.say.Error(why)
	lines := [][]term.Cell{{{Text: sentence, Style: p.screen.Warning}}}
	for _, h := range hints {
		lines = append(lines, []term.Cell{{Text: h.Text, Style: p.screen.Dim}})
	}
	return term.Entry{Label: p.say.Say("status-git"), Lines: lines}
}

// What a program reads of a status: schema/meta/status.schema.json describes it.
type (
	kindCountJSON struct {
		Kind  string `json:"kind"`
		Count int    `json:"count"`
	}
	ruleShareJSON struct {
		measureJSON
		shareJSON
	}
	uncommittedJSON struct {
		Items  []changedItem `json:"items"`
		Files  []changedFile `json:"files"`
		Strays []string      `json:"strays"` // files in the folders of the canvas that it does not read
	}
)

func (p *program) statusJSON(s status) error {
	kinds, rules := []kindCountJSON{}, []ruleShareJSON{}
	for _, k := range p.kinds.All() {
		kinds = append(kinds, kindCountJSON{k.Name, len(s.canvas.OfKind(k))})
	}
	for _, r := range s.coverage {
		rules = append(rules, ruleShareJSON{measureReport(r), shareReport(r)})
	}
	out := struct {
		Version     int              `json:"version"`
		Title       string           `json:"title"`
		Kinds       []kindCountJSON  `json:"kinds"`
		Counts      map[string]int   `json:"counts"` // of findings, by severity
		Coverage    []ruleShareJSON  `json:"coverage"`
		Uncommitted *uncommittedJSON `json:"uncommitted"` // null: git could not tell
		Last        *commitJSON      `json:"last"`        // null: nothing is committed, or git could not tell
		Unknown     *notWritten      `json:"unknown,omitempty"`
		InProgress  *notWritten      `json:"in_progress,omitempty"`
		Recovered   []string         `json:"recovered"`
	}{Version: 1, Title: p.config.Title, Kinds: kinds, Counts: map[string]int{}, Coverage: rules, Recovered: notNull(p.folder.Recovered())}
	for _, severity := range []diag.Severity{diag.Error, diag.Warning, diag.Info} {
		out.Counts[severity.String()] = diag.Count(s.findings, severity)
	}
	if s.unknown != nil {
		out.Unknown = p.reason(s.unknown)
	} else {
		out.Uncommitted = &uncommittedJSON{changedItems(s.uncommitted.items), notNull(s.uncommitted.files), notNull(s.left.strays)}
	}
	if s.last != nil {
		last := commitReport(*s.last)
		out.Last = &last
	}
	if operation := p.folder.InProgress("canvas save"); operation != nil {
		out.InProgress = p.reason(operation)
	}
	return p.printJSON(out)
}
