package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/report"
	"github.com/canevas-systemique/canvas/pkg/review"
	"github.com/canevas-systemique/canvas/pkg/term"
)

type reviewOptions struct {
	format string
	json   bool
}

func newReview(p *program) *cobra.Command {
	o := &reviewOptions{}
	cmd := &cobra.Command{
		Use:     p.say.Say("use-review"),
		Aliases: []string{"relire", "relecture"},
		Args: func(cmd *cobra.Command, args []string) error {
			return p.noArgs(cmd, args[min(1, len(args)):])
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case o.json:
				o.format = "json"
			case !cmd.Flags().Changed("format") && p.screen.Terminal():
				o.format = "text"
			}
			return runReview(cmd.Context(), p, strings.Join(args, ""), *o)
		},
	}
	p.describe(cmd, "review")
	flags := cmd.Flags()
	flags.SortFlags = false
	formats := []string{"markdown", "text", "json"}
	flags.Var(newChoice(&o.format, formats), "format", p.say.Say("flag-review-format"))
	flags.BoolVar(&o.json, "json", false, p.say.Say("flag-json"))
	completeChoice(cmd, "format", formats)
	return cmd
}

// reviewed is what a review of the work since a base has to say.
type reviewed struct {
	comparison
	voices   map[string][]*canvas.Item // who asked for what is new, by its path
	agreed   []review.Reopened
	leanings []review.Leaning
	findings []diag.Finding // that came with the work
}

func (r reviewed) isEmpty() bool { return len(r.items)+len(r.files)+len(r.findings) == 0 }

// runReview tells those who review it what the work on a branch changes.
func runReview(ctx context.Context, p *program, base string, o reviewOptions) error {
	if err := p.ready(); err != nil {
		return err
	}
	r, err := p.review(ctx, base)
	if err != nil {
		return err
	}
	if o.format == "json" {
		return p.reviewJSON(r)
	}
	if r.isEmpty() {
		p.remark("diff-same", "from", p.sideName(r.from), "to", p.sideName(r.to))
	}
	switch {
	case o.format != "text":
		_, err = fmt.Fprint(p.stdout, p.forHost().comment(r))
	case !r.isEmpty():
		p.reviewText(r)
	}
	return err
}

// review compares the working folder with where the work left the base.
func (p *program) review(ctx context.Context, base string) (r reviewed, err error) {
	if base == "" {
		if base, err = p.reviewBase(ctx); err != nil {
			return r, err
		}
	}
	commit, name, err := p.mergeBase(ctx, base)
	if err != nil {
		return r, err
	}
	now, err := p.inspect(ctx)
	if err != nil {
		return r, err
	}
	before, differ, err := p.inspectAt(ctx, commit.Hash, now)
	if err != nil {
		return r, err
	}
	if r.findings, err = p.brought(ctx, before, now, differ); err != nil {
		return r, err
	}
	old := before.canvas
	if old.Kinds != p.kinds { // the team's own were other ones
		if old, err = now.canvas.With(ctx, before.files, differ); err != nil {
			return r, err
		}
	}
	r.from, r.to = side{before.files, name, commit}, side{files: now.files}
	if r.edited, err = p.compare(ctx, before.files, now.files, p.told(differ)); err != nil {
		return r, err
	}
	r.coverage = p.moved(old, now.canvas)
	r.agreed = review.Agreed(old, r.items)
	r.leanings = review.Leanings(old, now.canvas, r.items, p.policy().Missing)
	r.voices = map[string][]*canvas.Item{}
	for _, it := range r.items {
		if is := now.canvas.Item(it.Kind, it.ID); it.Verb == change.Added && is != nil {
			r.voices[it.Path] = review.Voices(is)
		}
	}
	return r, nil
}

// reviewBase names the branch that the work is for: as the host says that runs CI, else the main one.
func (p *program) reviewBase(ctx context.Context) (string, error) {
	candidates := []string{"origin/HEAD", "origin/main", "origin/master", "main", "master"}
	if branch := os.Getenv("GITHUB_BASE_REF"); branch != "" {
		candidates = []string{"origin/" + branch}
	} else if commit := os.Getenv("CI_MERGE_REQUEST_DIFF_BASE_SHA"); commit != "" {
		return commit, nil
	}
	for _, name := range candidates {
		if _, err := p.folder.Resolve(ctx, name); err == nil {
			return name, nil
		}
	}
	if branch := os.Getenv("GITHUB_BASE_REF"); branch != "" {
		return branch, nil // what is missing is said where it is looked for
	}
	if _, err := p.folder.Resolve(ctx, "HEAD"); err != nil {
		return "", err
	}
	return "", diag.Fail("review-no-base").Hint("try", "command", p.command("review", "BASE"))
}

// forHost speaks the canvas's language unless another is asked for: what it writes is for all who work on it.
func (p *program) forHost() *program {
	q := *p
	if p.globals.language == "" {
		q.say = lang.New(cmp.Or(p.config.Language, p.say.Language()), p.terms())
	}
	return &q
}

// leaning says what an item lacks on which more leans now: "is carried by nobody (9 needs refer to it, 3 more now)".
func (p *program) leaning(l review.Leaning) string {
	var gaps []string
	for _, r := range l.Rules {
		gaps = append(gaps, p.lack(r))
	}
	return p.say.Say("review-leaning", "gaps", diag.Message{Key: strings.Join(gaps, ", ")}, "mentions", diag.Message{Key: p.mentions(l.Item)}, "more", diag.Msg("review-more", "n", l.More))
}

func (p *program) states(terms []diag.Term) string {
	var said []string
	for _, t := range terms {
		said = append(said, p.say.Term(t))
	}
	return strings.Join(said, ", ")
}

// counts is how the findings are counted, infos only where there is worse: they are no news for a review.
func (r reviewed) counts(p *program) string {
	var counts []string
	for _, s := range []diag.Severity{diag.Error, diag.Warning, diag.Info} {
		if n := diag.Count(r.findings, s); n > 0 && (s > diag.Info || len(counts) > 0) {
			counts = append(counts, p.say.Say("count-"+s.String()+"s", "n", n))
		}
	}
	return strings.Join(counts, ", ")
}

// serious are the findings to name, the worst first.
func (r reviewed) serious() []diag.Finding {
	serious := slices.DeleteFunc(slices.Clone(r.findings), func(f diag.Finding) bool { return f.Severity < diag.Warning })
	slices.SortStableFunc(serious, func(a, b diag.Finding) int { return cmp.Compare(b.Severity, a.Severity) })
	return serious
}

// reviewText shows a review on the screen.
func (p *program) reviewText(r reviewed) {
	t := p.teller(p.names(r.to.files, r.from.files))
	if len(r.items)+len(r.files) > 0 {
		told, counts := t.gathered(r.edited)
		if counts != "" {
			fmt.Fprintln(p.stdout, p.screen.Under("  ", term.Cell{Text: counts}))
		}
		fmt.Fprint(p.stdout, p.screen.Card(t.entries(told.items, told.files)))
	}
	section := func(key string, entries []term.Entry) {
		if len(entries) > 0 {
			fmt.Fprintf(p.stdout, "\n%s\n%s", p.screen.Bold(p.say.Say(key)), p.screen.Card(entries))
		}
	}
	var look, agreed []term.Entry
	for _, l := range r.leanings[:min(len(r.leanings), manyToName)] {
		look = append(look, term.Entry{Label: p.title(l.Item.Kind), Lines: [][]term.Cell{p.nameAndID(l.Item), {{Text: p.leaning(l)}}}})
	}
	for _, a := range r.agreed {
		lines := [][]term.Cell{{{Text: a.Name}, {Text: t.id(a.Item), Style: p.screen.Dim}, {Text: p.states(a.States), Style: p.screen.Accent}}}
		for _, part := range t.details(a.Item) {
			lines = append(lines, []term.Cell{{Text: part}})
		}
		agreed = append(agreed, term.Entry{Label: t.sign(a.Verb) + " " + p.title(a.Kind), Lines: lines})
	}
	section("review-look", look)
	section("review-agreed", agreed)
	if len(r.coverage) > 0 {
		fmt.Fprintf(p.stdout, "\n%s\n%s", p.screen.Bold(p.say.Say("diff-coverage")), p.coverageDiff(r.coverage, t))
	}
	if serious := r.serious(); len(serious) > 0 {
		fmt.Fprintln(p.stdout, "\n"+p.screen.Flow("", term.Cell{Text: p.say.Say("review-findings", "counts", r.counts(p)), Style: p.screen.Bold}))
		_ = report.Text(p.stdout, report.Result{Findings: serious}, p.reportOptions(p.screen, diag.Warning))
	}
	if len(r.items)+len(r.files) > 0 {
		fmt.Fprintln(p.stderr, p.talk.Flow("", term.Cell{Text: p.say.Say("diff-between", "from", p.sideName(r.from), "to", p.sideName(r.to), "what", t.counts(r.items, r.files, true))}))
	}
	p.hintBroken(r.items)
}

// What a program reads of a review.
type (
	reviewedItemJSON struct {
		changedItem
		Voices []itemJSON `json:"voices"` // who asked for it; of a new one
	}
	agreedJSON struct {
		Verb change.Verb `json:"verb"`
		itemJSON
		Was     string            `json:"was,omitempty"`
		States  map[string]string `json:"states"`
		Changed []string          `json:"changed"` // fields
	}
	leaningJSON struct {
		itemJSON
		Missing  []string `json:"missing"`
		Mentions int      `json:"mentions"`
		More     int      `json:"more"`
	}
)

func (p *program) reviewJSON(r reviewed) error {
	items, agreed, leanings := []reviewedItemJSON{}, []agreedJSON{}, []leaningJSON{}
	for _, it := range changedItems(r.items) {
		one := reviewedItemJSON{it, []itemJSON{}}
		if it.Verb == change.Added {
			for _, v := range r.voices[it.Path] {
				one.Voices = append(one.Voices, itemReport(v))
			}
		}
		items = append(items, one)
	}
	for _, a := range r.agreed {
		one := agreedJSON{a.Verb, itemJSON{a.Kind.Name, a.ID, a.Name, a.Path}, a.Was, map[string]string{}, []string{}}
		for _, s := range a.States {
			one.States[s.Field] = s.Value
		}
		for _, f := range a.Fields {
			one.Changed = append(one.Changed, f.Path)
		}
		agreed = append(agreed, one)
	}
	for _, l := range r.leanings {
		one := leaningJSON{itemReport(l.Item), []string{}, l.Item.Mentions(), l.More}
		for _, rule := range l.Rules {
			one.Missing = append(one.Missing, rule.Name)
		}
		leanings = append(leanings, one)
	}
	return p.printJSON(struct {
		Version  int                `json:"version"`
		Base     sideJSON           `json:"base"`
		Items    []reviewedItemJSON `json:"items"`
		Files    []changedFile      `json:"files"`
		Look     []leaningJSON      `json:"look"`
		Agreed   []agreedJSON       `json:"agreed"`
		Findings []any              `json:"findings"`
		Coverage []figuresJSON      `json:"coverage"`
	}{1, r.from.report(), items, notNull(r.files), leanings, agreed, report.Data(r.findings, report.Options{Printer: p.machine}), figuresReport(r.coverage)})
}
