package main

import (
	"bytes"
	"context"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/lint"
	"github.com/canevas-systemique/canvas/pkg/parallel"
	"github.com/canevas-systemique/canvas/pkg/refactor"
	"github.com/canevas-systemique/canvas/pkg/report"
	"github.com/canevas-systemique/canvas/pkg/source"
)

// fixOptions are the options of lint about what it mends.
type fixOptions struct {
	fix      bool
	diff     bool // show it, write nothing
	message  string
	noCommit bool
}

func (o *fixOptions) flags(p *program, flags *pflag.FlagSet) {
	flags.BoolVar(&o.fix, "fix", false, p.say.Say("flag-lint-fix"))
	flags.BoolVar(&o.diff, "diff", false, p.say.Say("flag-lint-diff"))
	flags.VarP(&once{name: "message", value: &o.message}, "message", "m", p.say.Say("flag-message"))
	flags.BoolVar(&o.noCommit, "no-commit", false, p.say.Say("flag-no-commit"))
}

// mended is what fixes make of a canvas. Nothing of it is written yet.
type mended struct {
	edits    refactor.Edits
	findings []diag.Finding // that they mend
	sorted   int            // files whose fields were in another order than the schema's
}

// said tells what is mended, with the message for findings and the one for files whose fields are sorted.
func (m mended) said(say *lang.Printer, mended, sorted string) string {
	var parts []string
	if n := len(m.findings); n > 0 {
		parts = append(parts, say.Say(mended, "n", n))
	}
	if m.sorted > 0 {
		parts = append(parts, say.Say(sorted, "n", m.sorted))
	}
	return strings.Join(parts, " · ")
}

// maxPasses bounds how often a canvas is looked at again: one fix may bring out what another mends.
const maxPasses = 10

// mend works out all fixes below the paths.
func (p *program) mend(ctx context.Context, paths []string) (mended, error) {
	now, err := p.inspect(ctx)
	if err != nil {
		return mended{}, err
	}
	within, err := p.within(now.canvas, paths)
	if err != nil {
		return mended{}, err
	}
	var m mended
	for range maxPasses {
		wrong := slices.DeleteFunc(now.findings, func(f diag.Finding) bool { return f.Fix == nil || !within(f.Path) })
		differ, err := p.mendFiles(&m, now.files, wrong)
		if err != nil {
			return m, err
		}
		if len(differ) == 0 {
			break
		}
		if now, err = p.inspectOver(ctx, m.edits.Over(p.folder.FS()), differ, now); err != nil {
			return m, err
		}
	}
	p.sortFields(&m, now, within)
	return m, nil
}

// sortFields puts the fields of the items in the order of their schema, where whole lines can move.
func (p *program) sortFields(m *mended, now inspection, within func(string) bool) {
	items := slices.DeleteFunc(slices.Clone(now.canvas.Items), func(it *canvas.Item) bool { return !within(it.Path) })
	files := make([]struct{ before, after []byte }, len(items))
	parallel.Each(len(items), func(i int) {
		if data, err := fs.ReadFile(now.files, items[i].Path); err == nil { // else that is a finding
			f, _ := source.Parse(items[i].Path, data)
			files[i].before, files[i].after = data, f.Sort(items[i].Kind.Order).Data
		}
	})
	for i, it := range items {
		if !bytes.Equal(files[i].before, files[i].after) {
			m.add(it.Path, files[i].before, files[i].after)
			m.sorted++
		}
	}
}

// mendFiles makes the fixes of findings, which are in the order of their files, and names the files that
// are other then.
func (p *program) mendFiles(m *mended, files fs.FS, findings []diag.Finding) (differ []string, err error) {
	for len(findings) > 0 {
		path := findings[0].Path
		n := slices.IndexFunc(findings, func(f diag.Finding) bool { return f.Path != path })
		if n < 0 {
			n = len(findings)
		}
		data, err := fs.ReadFile(files, path)
		if err != nil {
			return nil, err
		}
		fixed, done := lint.Fixed(path, data, findings[:n])
		if len(done) > 0 && p.isSound(path, data, fixed) {
			m.add(path, data, fixed)
			m.findings = append(m.findings, done...)
			differ = append(differ, path)
		}
		findings = findings[n:]
	}
	return differ, nil
}

// isSound tells whether a file has no more errors in itself than before, and no comment less.
func (p *program) isSound(path string, before, after []byte) bool {
	k := p.settings()
	if located, _, isItem := change.Locate(p.kinds, path); isItem {
		k = located
	}
	was, _ := source.Parse(path, before)
	is, _ := source.Parse(path, after)
	sameComments := slices.Equal(slices.Sorted(slices.Values(was.Comments())), slices.Sorted(slices.Values(is.Comments())))
	return (sameComments || was.Root == nil) && len(errorsIn(k, is)) <= len(errorsIn(k, was))
}

func (m *mended) add(path string, before, after []byte) {
	i := slices.IndexFunc(m.edits, func(e refactor.Edit) bool { return e.Path == path })
	if i < 0 {
		m.edits = append(m.edits, refactor.Edit{Path: path, Before: before, After: after})
		return
	}
	m.edits[i].After = after
}

// fix mends what can be mended safely, as one change.
func (p *program) fix(ctx context.Context, o lintOptions, paths []string) (*report.Fixed, error) {
	var m mended
	options := changeOptions{message: o.message, noCommit: o.noCommit}
	c, err := p.carryOut(ctx, options, func() (w operation, err error) {
		m, err = p.mend(ctx, paths)
		return operation{op: "lint", edits: m.edits, subject: capitalize(m.said(p.inCanvasLanguage(), "fix-subject", "fix-sorted"))}, err
	})
	if err != nil || len(m.edits) == 0 {
		return nil, err
	}
	if o.output.isText() {
		p.showCarried(c)
		p.conclude(options, m.said(p.say, "fix-done", "fix-sorted")+" · "+p.placeOf(m.edits.Paths()), c.outcome)
	} else if c.outcome.NotCommitted != nil {
		p.warn("kept-without-commit", c.outcome.NotCommitted)
	}
	return &report.Fixed{Findings: len(m.findings), Files: m.edits.Paths(), Commit: p.wholeHash(ctx, c.outcome.Commit)}, nil
}

// showFixes shows what --fix would do, as a patch.
func (p *program) showFixes(ctx context.Context, paths []string) error {
	if err := p.ready(); err != nil {
		return err
	}
	m, err := p.mend(ctx, paths)
	if err != nil {
		return err
	}
	for _, e := range m.edits {
		p.printDiff(formed{path: e.Path, before: e.Before, after: e.After})
	}
	if len(m.edits) == 0 {
		p.remark("fix-nothing")
		return nil
	}
	p.hint("fix-would", "what", m.said(p.say, "fix-can", "fix-sorted"), "command", p.fixCommand(paths))
	return nil
}

// offerFixes says how many findings mend themselves, to who reads sentences.
func (p *program) offerFixes(r report.Result, o lintOptions, paths []string) {
	n := 0
	for _, f := range r.Findings {
		if f.Fix != nil {
			n++
		}
	}
	if n > 0 && !o.fix && !o.diff && o.output.isText() {
		p.hint("fix-would", "what", p.say.Say("fix-can", "n", n), "command", p.fixCommand(paths))
	}
}

func (p *program) fixCommand(paths []string) string {
	return p.command(append([]string{"lint", "--fix"}, paths...)...)
}
