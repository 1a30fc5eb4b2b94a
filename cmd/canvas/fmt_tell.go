package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/report"
	"github.com/canevas-systemique/canvas/pkg/term"
)

// formResult is what became of the files.
type formResult struct {
	words   []string // that named them
	total   int
	differ  []formed // that are not, or were not, in form
	left    []formed
	outcome repo.Outcome
}

// tellFormed says which files were put in form, or are to be, and which cannot be.
func (p *program) tellFormed(r formResult, o fmtOptions) error {
	if o.json {
		if err := p.formJSON(r, o); err != nil {
			return err
		}
	} else {
		p.showFormed(r, o)
		if len(r.left) > 0 && len(r.differ) > 0 {
			fmt.Fprintln(p.stdout)
		}
		if err := p.showLeft(r.left); err != nil {
			return err
		}
	}
	if len(r.left) > 0 || o.check && len(r.differ) > 0 {
		return errFindings
	}
	return nil
}

func (p *program) showFormed(r formResult, o fmtOptions) {
	n := len(r.differ)
	switch {
	case n == 0 && len(r.left) < r.total:
		p.remark("fmt-clean", "n", r.total-len(r.left))
	case n == 0:
	case o.looks():
		for _, f := range r.differ {
			p.showForm(f, o)
		}
		if o.check {
			p.remark("fmt-to-do", "n", n)
			p.hint("fmt-hint", "n", n, "command", p.command(append([]string{"fmt"}, r.words...)...))
		}
	default:
		p.listFormed(r.differ)
		if o.dryRun {
			p.remark("fmt-to-do", "n", n)
		}
		p.conclude(o.changeOptions, p.say.Say("fmt-done", "n", n), r.outcome)
	}
}

func (p *program) showForm(f formed, o fmtOptions) {
	if o.diff {
		p.printDiff(f)
	} else {
		fmt.Fprintln(p.stdout, term.Clean(p.path(f.path)))
	}
}

// maxFormed is how many files are named after they were written: a person has seen enough then.
const maxFormed = 10

func (p *program) listFormed(files []formed) {
	for i, f := range files {
		if i == maxFormed && len(files) > maxFormed+1 {
			fmt.Fprintln(p.stdout, p.screen.Dim(p.say.Say("and-more", "n", len(files)-i)))
			return
		}
		fmt.Fprintln(p.stdout, p.screen.Dim(term.Clean(p.path(f.path))))
	}
}

// printDiff shows what formatting would change, as a patch; to a person without what a terminal
// would obey.
func (p *program) printDiff(f formed) {
	name := p.path(f.path)
	_, patch, _ := bytes.Cut(diff.Diff(name, f.before, name, f.after), []byte("\n"))
	if !p.screen.Terminal() {
		_, _ = p.stdout.Write(patch)
		return
	}
	for line := range strings.Lines(string(patch)) {
		paint := func(s string) string { return s }
		switch line[0] {
		case '-':
			paint = p.screen.Warning
		case '+':
			paint = p.screen.Good
		case '@':
			paint = p.screen.Dim
		}
		fmt.Fprintln(p.stdout, paint(term.Clean(strings.TrimRight(line, "\n"))))
	}
}

// showLeft says of each file that was left alone why.
func (p *program) showLeft(left []formed) error {
	if len(left) == 0 {
		return nil
	}
	var findings []diag.Finding
	for _, f := range left {
		findings = append(findings, f.findings...)
	}
	diag.Sort(findings)
	err := report.Text(p.stdout, report.Result{Findings: findings}, p.reportOptions(p.screen, diag.Error))
	for _, f := range left {
		if f.err != nil {
			sentence, hints := p.say.Error(f.err)
			p.talkAbout(p.talk.Error(p.say.Say("severity-error")+":"), sentence, hints)
		}
	}
	p.remark("fmt-left", "n", len(left))
	return err
}

// formedFile is a file for machines.
type formedFile struct {
	changedFile
	Diff string `json:"diff,omitempty"`
}

// leftFile is a file that cannot be put in form.
type leftFile struct {
	Path     string      `json:"path"`
	Findings []any       `json:"findings"`
	Reason   *notWritten `json:"reason,omitempty"` // why it cannot be read
}

func (p *program) formJSON(r formResult, o fmtOptions) error {
	formed, left := []formedFile{}, []leftFile{}
	for _, f := range r.differ {
		file := formedFile{changedFile: changedFile{change.Changed, f.path}}
		if o.diff {
			_, patch, _ := bytes.Cut(diff.Diff(f.path, f.before, f.path, f.after), []byte("\n"))
			file.Diff = string(patch)
		}
		formed = append(formed, file)
	}
	for _, f := range r.left {
		file := leftFile{Path: f.path, Findings: report.Data(f.findings, report.Options{Printer: p.machine})}
		if f.err != nil {
			file.Reason = p.reason(f.err)
		}
		left = append(left, file)
	}
	return p.printJSON(struct {
		Version int          `json:"version"`
		Checked int          `json:"checked"`
		Files   []formedFile `json:"files"`
		Left    []leftFile   `json:"left"`
		applied
	}{1, r.total, formed, left, p.applied(changeOptions{dryRun: o.dryRun || o.looks()}, r.outcome)})
}
