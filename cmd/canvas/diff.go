package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/coverage"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/term"
	"github.com/canevas-systemique/canvas/pkg/words"
)

type diffOptions struct {
	format string
	json   bool
}

func newDiff(p *program) *cobra.Command {
	o := &diffOptions{}
	cmd := &cobra.Command{
		Use:               p.say.Say("use-diff"),
		Aliases:           []string{"comparer"},
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: p.completeEachID,
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.json {
				o.format = "json"
			}
			if err := p.ready(); err != nil {
				return err
			}
			revisions := ""
			if cmd.ArgsLenAtDash() != 0 && len(args) > 0 && p.areRevisions(cmd.Context(), args[0]) {
				revisions, args = args[0], args[1:]
			}
			return runDiff(cmd.Context(), p, revisions, args, *o)
		},
	}
	p.describe(cmd, "diff")
	flags := cmd.Flags()
	flags.SortFlags = false
	formats := []string{"text", "markdown", "json"}
	flags.Var(newChoice(&o.format, formats), "format", p.say.Say("flag-diff-format"))
	flags.BoolVar(&o.json, "json", false, p.say.Say("flag-json"))
	completeChoice(cmd, "format", formats)
	return cmd
}

// areRevisions tells whether the first word says what to compare. One that names both a revision and
// an item is the revision: the item has KIND/ID. What can be neither is a revision that is not there.
func (p *program) areRevisions(ctx context.Context, word string) bool {
	if strings.Contains(word, "..") {
		return true
	}
	_, err := p.folder.Resolve(ctx, word)
	if err == nil || errors.Is(err, repo.ErrNoRepository) {
		return true
	}
	if name, ok := p.inCanvas(word); ok {
		if _, _, isItem := change.Locate(p.kinds, name); isItem || exists(p.folder.FS(), name) {
			return false
		}
	}
	return !words.ValidID(word[strings.LastIndex(word, "/")+1:])
}

// comparison is two states of the canvas side by side. The kinds are those in force now for both.
type comparison struct {
	edited
	from, to side
	coverage []figures
}

// side is one of the two states.
type side struct {
	files    fs.FS
	revision string       // as given; "" is the working folder
	commit   *repo.Commit // nil: the working folder, or nothing yet
}

// figures are how a rule fared and how it fares.
type figures struct{ before, after coverage.Result }

// runDiff tells how two states differ; of single items only what became of these.
func runDiff(ctx context.Context, p *program, revisions string, only []string, o diffOptions) error {
	c, paths, err := p.sides(ctx, revisions)
	if errors.Is(err, repo.ErrNoRepository) {
		p.placeHints(asFailure(err))
	}
	if err != nil {
		return err
	}
	if c.edited, err = p.compare(ctx, c.from.files, c.to.files, p.told(paths)); err != nil {
		return err
	}
	if len(only) > 0 {
		if c.edited, err = p.choose(ctx, c.edited, only); err != nil {
			return p.adviseRevisions(ctx, err, revisions, only[0])
		}
	} else if c.coverage, err = p.coverages(ctx, c, paths); err != nil {
		return err
	}
	switch o.format {
	case "json":
		return p.diffJSON(c)
	case "markdown":
		p.diffMarkdown(c)
	default:
		p.diffText(c)
	}
	return nil
}

// adviseRevisions adds to the error that a word names no item what to type where a revision was meant.
func (p *program) adviseRevisions(ctx context.Context, err error, revisions, word string) error {
	failure := asFailure(err)
	if failure == nil || failure.Message.Key != "no-item" {
		return err
	}
	if revisions == "" {
		failure.Message = diag.Msg("diff-neither", "word", word)
	} else if _, unknown := p.folder.Resolve(ctx, word); unknown == nil && !strings.Contains(revisions, "..") {
		return diag.Fail("no-item", "id", word).Hint("try", "command", p.command("diff", revisions+".."+word))
	}
	return err
}

// sides reads what is compared, and lists the files that differ. As with git a side of ".." that is
// left out is the last commit; "A" alone is compared with the working folder, nothing the last commit.
func (p *program) sides(ctx context.Context, revisions string) (c comparison, paths []string, err error) {
	from, to, two := strings.Cut(revisions, "..")
	if strings.HasPrefix(to, ".") {
		to = strings.TrimPrefix(to, ".")
		return c, nil, diag.Fail("diff-three-dots").Hint("try", "command", p.command("diff", from+".."+to))
	}
	from = cmp.Or(from, "HEAD")
	if two {
		to = cmp.Or(to, "HEAD")
	}
	if c.from, err = p.side(ctx, from); err != nil {
		if !errors.Is(err, repo.ErrNoRevision) || from != "HEAD" || to != "" {
			return c, nil, err
		}
		// Nothing is committed yet: all that is there is new.
		c.to = side{files: p.folder.FS()}
		paths, err = p.folder.Uncommitted(ctx)
		return c, paths, err
	}
	if c.to, err = p.side(ctx, to); err != nil {
		return c, nil, err
	}
	paths, err = p.folder.Changed(ctx, from, to)
	return c, paths, err
}

func (p *program) side(ctx context.Context, revision string) (side, error) {
	if revision == "" {
		return side{files: p.folder.FS()}, nil
	}
	commit, err := p.folder.Resolve(ctx, revision)
	if err != nil {
		return side{}, err
	}
	files, err := commit.After()
	return side{files, revision, commit}, err
}

// told are the paths of which something is told: items, settings and schemas, not what was written
// for editors.
func (p *program) told(paths []string) []string {
	ours, _ := p.ownFiles(paths)
	return slices.DeleteFunc(ours, func(name string) bool {
		return name != canvas.Marker && p.isMade(name)
	})
}

// coverages measures both states and keeps the rules that fare otherwise. Only the working folder is
// read whole; of the states the files that differ.
func (p *program) coverages(ctx context.Context, c comparison, paths []string) ([]figures, error) {
	if len(c.items) == 0 {
		return nil, nil
	}
	now, err := p.load(ctx)
	if err != nil {
		return nil, err
	}
	after := now
	if c.to.commit != nil {
		since, err := p.folder.Changed(ctx, c.to.revision, "")
		if err != nil {
			return nil, err
		}
		if after, err = now.With(ctx, c.to.files, since); err != nil {
			return nil, err
		}
	}
	old := c.from.files
	if old == nil {
		old = nothing{}
	}
	before, err := after.With(ctx, old, paths)
	if err != nil {
		return nil, err
	}
	return p.moved(before, after), nil
}

// moved measures two states by the same kinds and keeps the rules that fare otherwise.
func (p *program) moved(before, after *canvas.Canvas) []figures {
	var changed []figures
	was, is := p.policy().Measure(before), p.policy().Measure(after)
	for i := range was {
		if !slices.EqualFunc(was[i].Unknown, is[i].Unknown, sameItem) {
			continue // more or less could be read: that says nothing of the work
		}
		if was[i].Total != is[i].Total || was[i].Covered() != is[i].Covered() {
			changed = append(changed, figures{was[i], is[i]})
		}
	}
	return changed
}

func sameItem(a, b *canvas.Item) bool { return a.Path == b.Path }

// nothing is a canvas of which nothing is there.
type nothing struct{}

func (nothing) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// diffText shows the changes as save does, and below them the coverage.
func (p *program) diffText(c comparison) {
	if len(c.items)+len(c.files) == 0 {
		fmt.Fprintln(p.stderr, p.talk.Flow("", term.Cell{Text: p.say.Say("diff-same", "from", p.sideName(c.from), "to", p.sideName(c.to))}))
		return
	}
	t := p.teller(p.names(c.to.files, c.from.files))
	fmt.Fprint(p.stdout, p.screen.Card(t.entries(c.items, c.files)))
	if len(c.coverage) > 0 {
		fmt.Fprintf(p.stdout, "\n%s\n%s", p.screen.Bold(p.say.Say("diff-coverage")), p.coverageDiff(c.coverage, t))
	}
	fmt.Fprintln(p.stderr, p.talk.Flow("", term.Cell{Text: p.say.Say("diff-between", "from", p.sideName(c.from), "to", p.sideName(c.to), "what", t.counts(c.items, c.files, true))}))
	p.hintBroken(c.items)
}

// leastTable is the width from which figures stand in columns.
const leastTable = 76

// coverageDiff shows the figures of each rule before and after.
func (p *program) coverageDiff(changed []figures, t teller) string {
	var rows [][]term.Cell
	var entries []term.Entry
	for _, f := range changed {
		was, is := p.figure(f.before), p.figure(f.after)
		group, style := capitalize(p.say.Term(f.after.Rule.Kind.Plural())), p.better(f)
		arrow := t.arrow("", "")
		rows = append(rows, []term.Cell{
			{Text: "  " + group, Style: p.screen.Dim}, {Text: is.label},
			{Text: was.percent}, {Text: arrow}, {Text: is.percent, Style: style},
			{Text: was.count, Style: p.screen.Dim}, {Text: arrow, Style: p.screen.Dim}, {Text: is.count, Style: p.screen.Dim},
		})
		entries = append(entries, term.Entry{Label: group, Lines: [][]term.Cell{
			{{Text: is.label}}, {{Text: t.arrow(p.share(f.before), p.share(f.after)), Style: style}},
		}})
	}
	if p.screen.Limited() && p.screen.Width() < leastTable {
		return p.screen.Card(entries)
	}
	return p.screen.Table([]term.Column{{}, {Shrink: true}, {Right: true}, {}, {Right: true}, {Right: true, Drop: 1}, {Drop: 1}, {Right: true, Drop: 1}}, rows)
}

// better is the style of figures: good where more is covered, a warning where less is.
func (p *program) better(f figures) func(string) string {
	was, hadAny := f.before.Percent()
	is, hasAny := f.after.Percent()
	switch {
	case !hadAny || !hasAny || was == is:
		return nil
	case is > was:
		return p.screen.Good
	}
	return p.screen.Warning
}

// percentOf is a percentage, or a dash where there is nothing to measure.
func (p *program) percentOf(r coverage.Result) string {
	share, ok := r.Percent()
	if !ok {
		return p.screen.Glyph("–", "-")
	}
	return p.percent(rounded(share))
}

// share is a percentage with what it is of: "83 % (172 / 206)".
func (p *program) share(r coverage.Result) string {
	if r.Total == 0 {
		return p.percentOf(r)
	}
	return p.say.Say("diff-share", "percent", p.percentOf(r), "covered", r.Covered(), "total", r.Total)
}

// sideName says which state it is.
func (p *program) sideName(s side) string {
	switch {
	case s.commit != nil && s.revision != s.commit.Short():
		return p.say.Say("diff-revision", "revision", s.revision, "hash", s.commit.Short())
	case s.commit != nil:
		return s.revision
	case s.files == nil:
		return p.say.Say("diff-nothing-yet")
	}
	return p.say.Say("diff-folder")
}

// What a program reads of a difference: schema/meta/diff.schema.json describes it.
type (
	sideJSON struct {
		Revision string `json:"revision"` // "": the working folder, or nothing yet
		Commit   string `json:"commit,omitempty"`
	}
	figuresJSON struct {
		measureJSON
		Before shareJSON `json:"before"`
		After  shareJSON `json:"after"`
	}
)

func (p *program) diffJSON(c comparison) error {
	return p.printJSON(struct {
		Version  int           `json:"version"`
		From     sideJSON      `json:"from"`
		To       sideJSON      `json:"to"`
		Items    []changedItem `json:"items"`
		Files    []changedFile `json:"files"`
		Coverage []figuresJSON `json:"coverage"`
	}{1, c.from.report(), c.to.report(), changedItems(c.items), notNull(c.files), figuresReport(c.coverage)})
}

func (s side) report() sideJSON {
	if s.commit == nil {
		return sideJSON{}
	}
	return sideJSON{s.revision, s.commit.Hash}
}

func figuresReport(moved []figures) []figuresJSON {
	rules := []figuresJSON{}
	for _, f := range moved {
		rules = append(rules, figuresJSON{measureReport(f.after), shareReport(f.before), shareReport(f.after)})
	}
	return rules
}

// diffMarkdown writes the changes for a pull request: what people wrote cannot become markup there.
func (p *program) diffMarkdown(c comparison) {
	t := p.teller(p.names(c.to.files, c.from.files))
	if len(c.items)+len(c.files) == 0 {
		fmt.Fprintln(p.stdout, markdown(p.say.Say("diff-same", "from", p.sideName(c.from), "to", p.sideName(c.to))))
		return
	}
	fmt.Fprintf(p.stdout, "**%s**\n\n", markdown(t.counts(c.items, c.files, true)))
	for _, it := range c.items {
		mark := "**"
		if it.Verb == change.Removed {
			mark = "~~"
		}
		fmt.Fprintf(p.stdout, "- %s %s %s%s%s · %s\n", markdown(t.sign(it.Verb)), markdown(p.say.Term(it.Kind.Term())), mark, markdown(it.Name), mark, code(t.id(it)))
		for _, part := range t.details(it) {
			fmt.Fprintf(p.stdout, "  - %s\n", markdown(part))
		}
	}
	for _, f := range c.files {
		fmt.Fprintf(p.stdout, "- %s %s\n", markdown(t.sign(f.Verb)), code(f.Path))
	}
	if len(c.coverage) == 0 {
		return
	}
	fmt.Fprintf(p.stdout, "\n| %s | %s | %s |\n|---|--:|--:|\n", markdown(p.say.Say("diff-coverage")), markdown(p.say.Say("diff-before")), markdown(p.say.Say("diff-after")))
	for _, f := range c.coverage {
		label := capitalize(p.say.Term(f.after.Rule.Kind.Plural())) + " " + p.measure(f.after.Rule)
		fmt.Fprintf(p.stdout, "| %s | %s | %s |\n", markdown(label), markdown(p.share(f.before)), markdown(p.share(f.after)))
	}
}
