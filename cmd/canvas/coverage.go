package main

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/coverage"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/term"
)

type coverageOptions struct {
	all       bool
	matrix    string
	failUnder []string
	json      bool
}

func newCoverage(p *program) *cobra.Command {
	o := &coverageOptions{}
	cmd := &cobra.Command{
		Use:     "coverage",
		Aliases: []string{"couverture"},
		Args:    p.noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runCoverage(cmd.Context(), p, *o)
		},
	}
	p.describe(cmd, "coverage")
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&o.all, "all", false, p.say.Say("flag-coverage-all"))
	flags.StringVar(&o.matrix, "matrix", "", p.say.Say("flag-matrix"))
	flags.StringArrayVar(&o.failUnder, "fail-under", nil, p.say.Say("flag-fail-under"))
	flags.BoolVar(&o.json, "json", false, p.say.Say("flag-json"))
	completeFlag(cmd, "matrix", p.completeMatrix)
	completeFlag(cmd, "fail-under", p.completeThreshold)
	return cmd
}

// completeMatrix offers the kinds, a comma after the first: it is on every keyboard.
func (p *program) completeMatrix(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	before, directive := "", cobra.ShellCompDirectiveNoFileComp
	after := ","
	if i := strings.LastIndex(typed, ","); i >= 0 {
		before, after = typed[:i+1], ""
	} else {
		directive |= cobra.ShellCompDirectiveNoSpace
	}
	var candidates []candidate
	for _, k := range p.kinds.All() {
		candidates = append(candidates, candidate{before + p.word(k) + after, p.say.Term(k.Plural())})
	}
	return complete(candidates, typed), directive
}

// completeThreshold offers the rules; the percentage is to be typed.
func (p *program) completeThreshold(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var candidates []candidate
	for _, rule := range p.kinds.Rules() {
		candidates = append(candidates, candidate{rule.Address() + "=", p.say.Term(rule.Term())})
	}
	return complete(candidates, typed), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

func runCoverage(ctx context.Context, p *program, o coverageOptions) error {
	if err := p.ready(); err != nil {
		return err
	}
	thresholds, err := coverage.Thresholds(p.kinds, append(p.policy().Thresholds(), o.failUnder...))
	if err != nil {
		return err
	}
	var rows, columns *kind.Kind
	if o.matrix != "" {
		if rows, columns, err = p.crossed(o.matrix); err != nil {
			return err
		}
	}
	c, err := p.load(ctx)
	if err != nil {
		return err
	}
	results := p.policy().Measure(c)
	switch {
	case o.matrix != "":
		err = p.showMatrix(c, rows, columns, o)
	case o.json:
		err = p.printJSON(coverageReport(results))
	default:
		p.printCoverage(c, results, o)
	}
	if err != nil {
		return err
	}
	if n := diag.Count(c.Findings, diag.Error); n > 0 {
		p.talkAbout(p.talk.Warning(p.say.Say("severity-warning")+":"), p.say.Say("coverage-errors", "n", n), nil)
	}
	return p.judge(results, thresholds)
}

// judge says which thresholds are missed.
func (p *program) judge(results []coverage.Result, thresholds []coverage.Threshold) error {
	var missed error
	for _, t := range thresholds {
		i := slices.IndexFunc(results, func(r coverage.Result) bool { return r.Rule.Name == t.Rule.Name })
		if i < 0 { // off
			continue
		}
		if r := results[i]; !t.Met(r) {
			share, _ := r.Percent()
			said := p.say.Say("below-threshold",
				"address", t.Rule.Address(), "percent", p.percent(math.Floor(share*10)/10), "least", p.percent(t.Percent),
				"covered", r.Covered(), "total", r.Total)
			fmt.Fprintln(p.stderr, p.talk.Flow("  ", term.Cell{Text: said}))
			missed = errFindings
		}
	}
	return missed
}

// percent writes a percentage as the language does: 83.4%, 83,4 %.
func (p *program) percent(v float64) string {
	digits := strings.Replace(strconv.FormatFloat(v, 'f', -1, 64), ".", p.say.Say("decimal-mark"), 1)
	return p.say.Say("percent", "number", digits)
}

// rounded is a percentage without decimals. Only all is 100, and only nothing is 0.
func rounded(share float64) float64 {
	if share == 0 || share == 100 {
		return share
	}
	return max(1, min(99, math.Round(share)))
}

// fewGaps is how many items are named unless all are asked for.
const fewGaps = 10

func (p *program) printCoverage(c *canvas.Canvas, results []coverage.Result, o coverageOptions) {
	if len(c.Items) == 0 {
		fmt.Fprintln(p.stdout, p.screen.Flow("", term.Cell{Text: p.say.Say("coverage-empty")}))
		p.hint("coverage-empty-hint")
		return
	}
	fmt.Fprint(p.stdout, p.bars(p.figures(results)))
	gaps := coverage.Gaps(results)
	if len(gaps) == 0 {
		fmt.Fprintf(p.stdout, "\n%s\n", p.screen.Flow("", term.Cell{Text: p.say.Say("coverage-whole"), Style: p.screen.Good}))
		return
	}
	fmt.Fprintf(p.stdout, "\n%s\n", p.screen.Bold(p.say.Say("first-to-look-at")))
	more := 0
	if !o.all && len(gaps) > fewGaps {
		gaps, more = gaps[:fewGaps], len(gaps)-fewGaps
	}
	var entries []term.Entry
	for _, g := range gaps {
		entries = append(entries, p.gapEntry(g))
	}
	fmt.Fprint(p.stdout, p.screen.Card(entries))
	if more > 0 {
		fmt.Fprintf(p.stdout, "  %s\n", p.screen.Dim(p.say.Say("more-gaps", "n", more)))
	}
}

// gapEntry names an item and says what it lacks.
func (p *program) gapEntry(g coverage.Gap) term.Entry {
	var lacks []string
	for _, rule := range g.Rules {
		lacks = append(lacks, p.lack(rule))
	}
	said := strings.Join(lacks, ", ")
	if mentions := p.mentions(g.Item); mentions != "" {
		said = p.say.Say("gap-mentioned", "gap", said, "mentions", mentions)
	}
	style := p.screen.Info
	if g.Rules[0].Severity > diag.Info {
		style = p.screen.Warning
	}
	return term.Entry{Label: p.title(g.Item.Kind), Lines: [][]term.Cell{p.nameAndID(g.Item), {{Text: said, Style: style}}}}
}

// lack is what a rule says of an item that is a gap; a team's rule may leave that to its field.
func (p *program) lack(rule *kind.Rule) string {
	switch gap := p.say.Term(rule.Term()); {
	case gap != "":
		return gap
	case rule.Field != nil:
		return p.say.Say("gap-of-field", "field", diag.Term{Kind: rule.Kind.Name, Field: rule.Field.Path})
	}
	return p.say.Say("gap-inward")
}

// measure is what a rule says of the items that have what it asks.
func (p *program) measure(rule *kind.Rule) string {
	switch covered := rule.Covered.In(p.say.Language()); {
	case covered != "":
		return covered
	case rule.Field != nil:
		return p.say.Term(diag.Term{Kind: rule.Kind.Name, Field: rule.Field.Path})
	}
	return rule.Address()
}

// mentions counts what refers to an item: "14 needs refer to it".
func (p *program) mentions(it *canvas.Item) string {
	n := it.Mentions()
	if n == 0 {
		return ""
	}
	var from *kind.Kind
	for _, l := range it.In {
		switch {
		case l.From.Closed():
		case from == nil:
			from = l.From.Kind
		case from != l.From.Kind:
			return p.say.Say("mentioned-by-items", "n", n)
		}
	}
	return p.say.Say("mentioned-by", "n", n, "kind", diag.Term{Kind: from.Name, Many: n > 1})
}

func (p *program) nameAndID(it *canvas.Item) []term.Cell {
	cells := []term.Cell{{Text: it.Name()}}
	if it.ID != it.Name() {
		cells = append(cells, term.Cell{Text: it.ID, Style: p.screen.Dim})
	}
	return cells
}

// figure is how one rule fares, in words; without a count, that a kind has nothing to measure.
type figure struct {
	group, label, count, percent string
	share                        float64
	style                        func(string) string
}

func (p *program) figures(results []coverage.Result) []figure {
	var figures []figure
	for i := 0; i < len(results); {
		k, end := results[i].Rule.Kind, i
		measured := false
		for ; end < len(results) && results[end].Rule.Kind == k; end++ {
			measured = measured || results[end].Total > 0
		}
		group := capitalize(p.say.Term(k.Plural()))
		if !measured {
			figures = append(figures, figure{group: group, label: p.say.Say("nothing-measured")})
			i = end
			continue
		}
		for ; i < end; i++ {
			f := p.figure(results[i])
			f.group, group = group, ""
			figures = append(figures, f)
		}
	}
	return figures
}

func (p *program) figure(r coverage.Result) figure {
	f := figure{
		label:   p.measure(r.Rule),
		count:   p.say.Number(r.Covered()) + " / " + p.say.Number(r.Total),
		percent: p.screen.Glyph("–", "-"),
		style:   p.screen.Info,
	}
	share, ok := r.Percent()
	switch {
	case !ok:
		f.style = p.screen.Dim
		return f
	case share == 100:
		f.style = p.screen.Good
	case r.Rule.Severity > diag.Info:
		f.style = p.screen.Warning
	}
	f.share, f.percent = share/100, p.percent(rounded(share))
	return f
}

// bars sets each figure on one line, by kind, or on two where the screen is narrow.
func (p *program) bars(figures []figure) string {
	const narrowest, widest = 8, 24
	var group, label, count, percent int
	for _, f := range figures {
		group, label = max(group, term.Width(f.group)), max(label, term.Width(f.label))
		count, percent = max(count, term.Width(f.count)), max(percent, term.Width(f.percent))
	}
	width := widest
	if p.screen.Limited() {
		width = min(widest, p.screen.Width()-group-label-count-percent-4*2)
	}
	if width < narrowest {
		width = max(narrowest, min(widest, p.screen.Width()-count-percent-3*2))
		return p.stacked(figures, width, count, percent)
	}
	var rows [][]term.Cell
	for _, f := range figures {
		row := []term.Cell{{Text: f.group, Style: p.screen.Bold}, {Text: f.label, Style: p.screen.Dim}}
		if f.count != "" {
			row[1].Style = nil
			row = append(row, term.Cell{Text: p.screen.Bar(f.share, width), Style: f.style}, term.Cell{Text: f.count}, term.Cell{Text: f.percent})
		}
		rows = append(rows, row)
	}
	return p.screen.Table([]term.Column{{}, {}, {}, {Right: true}, {Right: true}}, rows)
}

// stacked sets the bar under its label, the label under its kind.
func (p *program) stacked(figures []figure, width, count, percent int) string {
	var b strings.Builder
	for _, f := range figures {
		if f.group != "" {
			fmt.Fprintln(&b, p.screen.Bold(term.Clean(f.group)))
		}
		fmt.Fprintln(&b, p.screen.Flow("  ", term.Cell{Text: "  " + f.label}))
		if f.count != "" {
			fmt.Fprintf(&b, "  %s  %*s  %*s\n", f.style(p.screen.Bar(f.share, width)), count, f.count, percent, f.percent)
		}
	}
	return b.String()
}

// crossed reads the two kinds of --matrix, "stakes×roles": any words for them, around ×, x, * or a
// comma. A kind's own name may hold an x.
func (p *program) crossed(text string) (rows, columns *kind.Kind, err error) {
	var first, second string
	for i, r := range text {
		if !strings.ContainsRune("×xX*,", r) {
			continue
		}
		before, after := strings.TrimSpace(text[:i]), strings.TrimSpace(text[i+utf8.RuneLen(r):])
		rows, columns = p.kinds.ByWord(before), p.kinds.ByWord(after)
		if rows != nil && columns != nil {
			return rows, columns, nil
		}
		// What to complain about: a separator that can be nothing else, or a half that is right.
		if first == "" || rows != nil || columns != nil || !strings.ContainsRune("xX", r) {
			first, second = before, after
		}
	}
	switch {
	case first == "" || second == "":
		return nil, nil, diag.Fail("matrix-form", "text", text).Hint("matrix-form-hint")
	case p.kinds.ByWord(first) == nil:
		return nil, nil, p.unknownKind(first)
	}
	return nil, nil, p.unknownKind(second)
}

func (p *program) showMatrix(c *canvas.Canvas, rows, columns *kind.Kind, o coverageOptions) error {
	m, ok := coverage.Cross(c, rows, columns)
	if !ok {
		return diag.Fail("nothing-links", "rows", rows.Plural(), "columns", columns.Plural())
	}
	if o.json {
		return p.printJSON(matrixReport(m))
	}
	p.printMatrix(m)
	return nil
}

// What a program reads of coverage: schema/meta/coverage.schema.json describes it.
type (
	coverageJSON struct {
		Version  int        `json:"version"`
		Coverage []ruleJSON `json:"coverage"`
	}
	ruleJSON struct {
		measureJSON
		Severity diag.Severity `json:"severity"`
		shareJSON
		Gaps []itemJSON `json:"gaps"`
	}
	measureJSON struct {
		Rule    string `json:"rule"`
		Address string `json:"address"`
		Kind    string `json:"kind"`
	}
	shareJSON struct {
		Total   int      `json:"total"`
		Covered int      `json:"covered"`
		Percent *float64 `json:"percent"` // null: the rule concerns no item
	}
)

// coverageVersion changes when a program that reads the output could break.
const coverageVersion = 1

func coverageReport(results []coverage.Result) coverageJSON {
	report := coverageJSON{Version: coverageVersion, Coverage: []ruleJSON{}}
	for _, r := range results {
		out := ruleJSON{measureReport(r), r.Rule.Severity, shareReport(r), []itemJSON{}}
		for _, it := range r.Gaps {
			out.Gaps = append(out.Gaps, itemReport(it))
		}
		report.Coverage = append(report.Coverage, out)
	}
	return report
}

func measureReport(r coverage.Result) measureJSON {
	return measureJSON{r.Rule.Name, r.Rule.Address(), r.Rule.Kind.Name}
}

func shareReport(r coverage.Result) shareJSON {
	share := shareJSON{Total: r.Total, Covered: r.Covered()}
	if r.Total > 0 {
		// Two decimals, rounded down: 100 means all.
		percent := float64(10_000*r.Covered()/r.Total) / 100
		share.Percent = &percent
	}
	return share
}
