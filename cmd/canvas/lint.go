package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/lint"
	"github.com/canevas-systemique/canvas/pkg/report"
	"github.com/canevas-systemique/canvas/pkg/term"
	"github.com/canevas-systemique/canvas/pkg/words"
)

type lintOptions struct {
	fixOptions
	baselineOptions
	since  string // a revision; "" is from the beginning
	output reportTo
	failOn diag.Severity
	show   diag.Severity
}

func newLint(p *program) *cobra.Command {
	o := &lintOptions{}
	cmd := &cobra.Command{
		Use:     p.say.Say("use-lint"),
		Aliases: []string{"verifier", "vérifier"},
		Args:    cobra.ArbitraryArgs,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveDefault // files
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if !cmd.Flags().Changed("show") {
				o.show = min(o.show, o.failOn) // what makes it fail is always seen
			}
			if err := o.output.settle(p, cmd.Flags()); err != nil {
				return err
			}
			if o.diff && !o.output.isText() {
				return diag.Fail("lint-diff-format")
			}
			return runLint(cmd.Context(), p, *o, args)
		},
	}
	p.describe(cmd, "lint")
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.TextVar(&o.failOn, "fail-on", diag.Error, p.say.Say("flag-lint-fail-on"))
	flags.TextVar(&o.show, "show", diag.Warning, p.say.Say("flag-lint-show"))
	flags.StringVar(&o.since, "since", "", p.say.Say("flag-lint-since"))
	o.baselineOptions.flags(p, flags)
	o.fixOptions.flags(p, flags)
	o.output.flags(p, cmd)
	for _, option := range []string{"fail-on", "show"} {
		completeChoice(cmd, option, []string{"error", "warning", "info"})
	}
	return cmd
}

// runLint reports what is wrong below the paths, in everything when there are none. What is wrong
// in canvas.yaml and the team's schemas is a finding like any other.
func runLint(ctx context.Context, p *program, o lintOptions, paths []string) error {
	began := time.Now()
	if p.folder == nil || p.failure != nil {
		return p.ready()
	}
	var fixed *report.Fixed
	if o.fix && !o.diff {
		var err error
		if fixed, err = p.fix(ctx, o, paths); err != nil {
			return err
		}
	}
	result, err := p.check(ctx, o, paths)
	if err != nil {
		return err
	}
	result.Fixed = fixed
	if p.talk.Terminal() {
		result.Elapsed = time.Since(began)
	}
	if o.diff {
		err = p.showFixes(ctx, paths)
	} else {
		err = p.printFindings(result, o.output, o.show)
	}
	if err != nil {
		return err
	}
	p.offerFixes(result, o, paths)
	if slices.ContainsFunc(result.Findings, func(f diag.Finding) bool { return f.Severity >= o.failOn }) {
		return errFindings
	}
	return nil
}

// check finds everything that is wrong below the paths, or only what is new. Of a canvas of a newer format only that is
// said: the rest would be misread.
func (p *program) check(ctx context.Context, o lintOptions, paths []string) (report.Result, error) {
	if p.config.Format > canvas.Format {
		return report.Result{Findings: p.config.Check(p.settings())}, nil
	}
	now, err := p.inspect(ctx)
	if err != nil {
		return report.Result{}, err
	}
	within, err := p.within(now.canvas, paths)
	if err != nil {
		return report.Result{}, err
	}
	var accepted []diag.Finding
	if now.findings, accepted, err = p.accept(o, now); err != nil {
		return report.Result{}, err
	}
	elsewhere := func(f diag.Finding) bool { return !within(f.Path) }
	now.findings, now.ignored = slices.DeleteFunc(now.findings, elsewhere), slices.DeleteFunc(now.ignored, elsewhere)
	accepted = slices.DeleteFunc(accepted, elsewhere)
	r := report.Result{Findings: now.findings, Ignored: len(now.ignored), Accepted: len(accepted)}
	if o.since != "" {
		if r.Findings, r.Since, err = p.sinceLeft(ctx, o.since, now); err != nil {
			return report.Result{}, err
		}
	}
	for _, it := range now.canvas.Items {
		if within(it.Path) {
			r.Items++
		}
	}
	r.Unknown = p.unknownGaps(now.canvas, within)
	return r, nil
}

// unknownGaps counts the gaps below the paths that nobody can tell before what could not be read is.
func (p *program) unknownGaps(c *canvas.Canvas, within func(path string) bool) (n int) {
	if diag.Count(c.Findings, diag.Error) == 0 {
		return 0 // all was read
	}
	for _, r := range p.policy().Measure(c) {
		for _, it := range r.Unknown {
			if within(it.Path) {
				n++
			}
		}
	}
	return n
}

// policy is what canvas.yaml says of rules.
func (p *program) policy() lint.Policy {
	policy := lint.ReadPolicy(p.config, p.kinds)
	policy.Today = p.now
	return policy
}

// tellFindings says to people, on the side, what the findings amount to.
func (p *program) tellFindings(r report.Result, show diag.Severity) {
	if slices.ContainsFunc(r.Findings, func(f diag.Finding) bool { return f.Severity >= show }) {
		fmt.Fprintln(p.stderr)
	}
	fmt.Fprintln(p.stderr, report.Summary(r, p.reportOptions(p.talk, show)))
	if s := r.Since; s != nil {
		p.remark("since-known", "n", s.Known, "revision", s.Revision, "hash", s.Commit[:7])
	}
	if r.Unknown > 0 {
		p.remark("lint-unknown-gaps", "n", r.Unknown)
		if diag.Count(r.Findings, diag.Error) == 0 { // they are said elsewhere
			p.hint("lint-unknown-hint", "command", p.command("lint"))
		}
	}
	p.offerExplanation(r.Findings)
}

// offerExplanation tells somebody at a terminal how to learn why the first error is one.
func (p *program) offerExplanation(findings []diag.Finding) {
	i := slices.IndexFunc(findings, func(f diag.Finding) bool { return f.Severity == diag.Error })
	if i >= 0 && p.talk.Terminal() {
		p.hint("lint-explain", "command", p.command("explain", findings[i].Rule))
	}
}

// reportOptions are those of a report on findings to a person, down to a severity.
func (p *program) reportOptions(screen *term.Screen, show diag.Severity) report.Options {
	fsys := p.folder.FS()
	return report.Options{
		Printer: p.say,
		Screen:  screen,
		Source:  func(path string) ([]byte, error) { return fs.ReadFile(fsys, path) },
		Path:    p.path,
		Show:    show,
	}
}

// within tells which paths of the canvas are meant by words given on the command line: files and
// folders, seen from the working folder, or ids of items. No word means the whole canvas.
func (p *program) within(c *canvas.Canvas, given []string) (func(path string) bool, error) {
	var chosen []string
	for _, word := range given {
		paths, err := p.locate(c, word)
		if err != nil {
			return nil, err
		}
		chosen = append(chosen, paths...)
	}
	return func(path string) bool {
		return len(given) == 0 || slices.ContainsFunc(chosen, func(c string) bool {
			return c == "." || path == c || strings.HasPrefix(path, c+"/")
		})
	}, nil
}

// locate gives the paths in the canvas that a word means.
func (p *program) locate(c *canvas.Canvas, word string) ([]string, error) {
	absolute, err := filepath.Abs(word)
	if err != nil {
		return nil, err
	}
	path, err := filepath.Rel(p.folder.Root(), absolute)
	outside := err != nil || !filepath.IsLocal(path)
	path = filepath.ToSlash(path)
	if !outside {
		_, err := fs.Stat(p.folder.FS(), path)
		if !errors.Is(err, fs.ErrNotExist) || p.kinds.InFolder(path) != nil { // a kind may have no items yet
			return []string{path}, nil
		}
	}
	var paths []string
	for _, it := range c.Find(word) {
		paths = append(paths, it.Path)
	}
	if len(paths) > 0 {
		return paths, nil
	}
	if outside && strings.ContainsAny(word, `./\`) {
		return nil, diag.Fail("lint-outside", "path", word)
	}
	failure := diag.Fail("lint-no-path", "path", word)
	var candidates []string
	for _, it := range c.Items {
		candidates = append(candidates, it.ID, it.Path)
	}
	if near := words.Nearest(word, candidates); len(near) > 0 {
		return nil, failure.Hint("did-you-mean", "candidates", near)
	}
	return nil, failure
}
