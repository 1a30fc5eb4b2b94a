package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/refactor"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/term"
)

type undoOptions struct {
	dryRun bool
	json   bool
}

func newUndo(p *program) *cobra.Command {
	o := &undoOptions{}
	cmd := &cobra.Command{
		Use:     "undo",
		Aliases: []string{"annuler"},
		Args:    p.noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runUndo(cmd.Context(), p, *o)
		},
	}
	p.describe(cmd, "undo")
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&o.dryRun, "dry-run", false, p.say.Say("flag-dry-run"))
	flags.BoolVar(&o.json, "json", false, p.say.Say("flag-json"))
	return cmd
}

// opUndo is the Canvas-Op of a commit that takes another back.
const opUndo = "undo"

// runUndo takes back the last change that canvas committed here, as a new change.
func runUndo(ctx context.Context, p *program, o undoOptions) error {
	if err := p.ready(); err != nil {
		return err
	}
	if err := p.refuseInProgress(); err != nil {
		return err
	}
	u, err := p.takeBack(ctx)
	if err != nil {
		p.placeHints(asFailure(err))
		return refusal{err}
	}
	subject := cut(p.inCanvasLanguage().Say("undo-subject", "subject", u.commit.Subject()), maxSubject)
	options := changeOptions{message: subject, dryRun: o.dryRun, json: o.json}
	again := false
	done, err := p.carryOut(ctx, options, func() (operation, error) {
		if again {
			return operation{}, errMeanwhile()
		}
		again = true
		return operation{op: opUndo, undoes: u.commit.Hash, edits: u.edits, check: func() error { return p.isStill(ctx, u.head) }}, nil
	})
	if err != nil {
		return err
	}
	return p.tellUndone(u, options, done)
}

func errMeanwhile() error { return diag.Fail("undo-meanwhile").Hint("repo-hint-again") }

// isStill refuses to go on when something else was committed.
func (p *program) isStill(ctx context.Context, head string) error {
	now, err := p.folder.Resolve(ctx, "HEAD")
	if err == nil && now.Hash != head {
		return errMeanwhile()
	}
	return err
}

// undoing is a commit on its way back. Nothing of it is written yet.
type undoing struct {
	head   string // the last commit when it was looked at
	commit *repo.Commit
	edits  refactor.Edits
}

// takeBack finds the last change that is not taken back yet, and works out the files without it. What
// an undo took back is skipped with it, also where a rebase has given both other hashes.
func (p *program) takeBack(ctx context.Context) (*undoing, error) {
	at, err := p.folder.Resolve(ctx, "HEAD")
	if errors.Is(err, repo.ErrNoRevision) {
		return nil, diag.Fail("undo-nothing")
	}
	if err != nil {
		return nil, err
	}
	head := at.Hash
	var undone []string
	for {
		i := slices.Index(undone, at.Hash)
		isOurs, err := p.isChange(ctx, at)
		switch {
		case err != nil:
			return nil, err
		case isOurs && at.Op == opUndo:
			undone = append(undone, at.Undoes)
		case isOurs && i >= 0:
			undone = slices.Delete(undone, i, i+1)
		case isOurs:
			u := &undoing{head: head, commit: at}
			if err := p.without(ctx, u); err != nil {
				return nil, err
			}
			if len(u.edits) > 0 {
				return u, nil
			}
			if len(undone) == 0 {
				return nil, diag.Fail("undo-already", "subject", at.Subject(), "hash", at.Short()).Hint("repo-hint-save", "command", "canvas save")
			}
			undone = undone[1:]
		}
		if len(at.Parents) == 0 {
			return nil, diag.Fail("undo-nothing")
		}
		if at, err = p.folder.Resolve(ctx, at.Parents[0]); err != nil {
			return nil, err
		}
	}
}

// isChange tells whether a commit changes the canvas, and refuses to go past one that canvas did not make.
func (p *program) isChange(ctx context.Context, c *repo.Commit) (bool, error) {
	if len(c.Parents) > 1 {
		merged, err := p.folder.Changed(ctx, c.Parents[0], c.Hash)
		if len(merged) > 0 {
			err = diag.Fail("undo-merge", "subject", c.Subject(), "hash", c.Short()).
				Hint("undo-revert-hint", "command", "git revert -m 1 "+c.Short())
		}
		return false, err
	}
	switch {
	case len(c.Paths) == 0: // something else in the repository
		return false, nil
	case len(c.Parents) == 0 && p.folder.Shallow():
		return false, diag.Fail("undo-shallow").Hint("try", "command", "git fetch --unshallow")
	case c.Op == "":
		return false, diag.Fail("undo-by-hand", "subject", c.Subject(), "hash", c.Short()).
			Hint("undo-revert-hint", "command", "git revert "+c.Short())
	}
	return true, nil
}

// without works out the files as they are without what the commit did. Other edits since stay, unless
// they are in the same lines.
func (p *program) without(ctx context.Context, u *undoing) error {
	var clash []string
	for _, path := range u.commit.Paths {
		was, left, now, err := p.threeTexts(ctx, u.commit, path)
		if err != nil {
			return err
		}
		if path == canvas.Marker && was == nil {
			return diag.Fail("undo-nothing") // it made the canvas
		}
		then, ok := was, true
		if !same(now, left) && !same(now, was) {
			if then, ok, err = p.unite(ctx, path, now, left, was); err != nil {
				return err
			}
		}
		if !ok {
			clash = append(clash, p.path(path))
			continue
		}
		if same(now, then) {
			continue
		}
		u.edits = append(u.edits, refactor.Edit{Path: path, Before: now, After: then})
	}
	if len(clash) == 0 {
		return nil
	}
	return diag.Fail("undo-clash", "paths", strings.Join(clash, ", "), "subject", u.commit.Subject(), "hash", u.commit.Short()).
		Hint("undo-clash-hint", "command", "canvas save")
}

// unite keeps in a text what was edited in it since, while it goes back to what it was.
func (p *program) unite(ctx context.Context, path string, now, left, was []byte) (text []byte, ok bool, err error) {
	if now == nil || left == nil || was == nil {
		return nil, false, nil
	}
	text, ok, err = p.folder.Merged(ctx, now, left, was)
	return text, ok && !p.isWorse(path, now, text), err
}

// threeTexts are a file before a commit, after it, and now; nil is no file.
func (p *program) threeTexts(ctx context.Context, c *repo.Commit, path string) (was, left, now []byte, err error) {
	if len(c.Parents) > 0 {
		was, err = p.folder.CheckedOut(ctx, c.Parents[0], path)
	}
	if err == nil {
		left, err = p.folder.CheckedOut(ctx, c.Hash, path)
	}
	if err != nil {
		return nil, nil, nil, err
	}
	now, err = fs.ReadFile(p.folder.FS(), path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return was, left, nil, nil
	case err != nil:
		return nil, nil, nil, diag.Fail("cannot-read", "path", p.path(path)).Because(err)
	case now == nil:
		now = []byte{}
	case !bytes.Contains(now, crlf):
		// A file that canvas wrote keeps its line ends, also where git would write others.
		return withLF(was), withLF(left), now, nil
	}
	return was, left, now, nil
}

var crlf = []byte("\r\n")

func withLF(text []byte) []byte {
	if !bytes.Contains(text, crlf) {
		return text // nil stays no file
	}
	return bytes.ReplaceAll(text, crlf, []byte("\n"))
}

// same compares the texts of files; nil is none.
func same(a, b []byte) bool { return (a == nil) == (b == nil) && bytes.Equal(a, b) }

// isWorse tells whether the text of an item has more errors than another had.
func (p *program) isWorse(path string, before, after []byte) bool {
	k, _, isItem := change.Locate(p.kinds, path)
	count := func(data []byte) int {
		f, _ := source.Parse(path, data)
		return len(errorsIn(k, f))
	}
	return isItem && count(after) > count(before)
}

func (p *program) tellUndone(u *undoing, o changeOptions, done carried) error {
	if o.json {
		return p.printJSON(struct {
			changeJSON
			Undone undone `json:"undone"`
		}{p.changeReport(done.items, done.files, o, done.outcome), undone{u.commit.Hash, u.commit.Op, u.commit.Subject()}})
	}
	subject := p.say.Say("undo-done", "subject", u.commit.Subject())
	fmt.Fprintln(p.stdout, p.screen.Flow("  ", term.Cell{Text: subject}, term.Cell{Text: u.commit.Short(), Style: p.screen.Dim}))
	err := p.tellCarried(o, done)
	if !o.dryRun {
		p.hint("undo-seen-hint", "command", p.seenBy(u.commit))
	}
	return err
}

// seenBy is the command that shows what a commit did.
func (p *program) seenBy(c *repo.Commit) string {
	if len(c.Parents) == 0 {
		return p.command("log")
	}
	return p.command("diff", c.Short()+"~.."+c.Short())
}

// undone is the commit that was taken back, for machines.
type undone struct {
	Commit  string `json:"commit"`
	Op      string `json:"op"`
	Subject string `json:"subject"`
}
