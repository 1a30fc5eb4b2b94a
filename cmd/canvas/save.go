package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/source"
)

type saveOptions struct {
	message string
	dryRun  bool
	json    bool
}

func newSave(p *program) *cobra.Command {
	o := &saveOptions{}
	cmd := &cobra.Command{
		Use:               p.say.Say("use-save"),
		Aliases:           []string{"enregistrer"},
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: p.completeEachID,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runSave(cmd.Context(), p, args, *o)
		},
	}
	p.describe(cmd, "save")
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVarP(&o.message, "message", "m", "", p.say.Say("flag-message"))
	flags.BoolVar(&o.dryRun, "dry-run", false, p.say.Say("flag-dry-run"))
	flags.BoolVar(&o.json, "json", false, p.say.Say("flag-json"))
	return cmd
}

// runSave commits what was edited by hand in the canvas's own files, and nothing else.
func runSave(ctx context.Context, p *program, only []string, o saveOptions) error {
	if err := p.ready(); err != nil {
		return err
	}
	uncommitted, err := p.folder.Uncommitted(ctx)
	if err != nil {
		return err
	}
	ours, left := p.sort(uncommitted)
	e, err := p.edited(ctx, ours)
	if err != nil {
		return err
	}
	left.ignored = p.ignored(ctx, only)
	if len(only) > 0 {
		if err := p.refuseUnsavable(left.unsavable, only); err != nil {
			return refusal{err}
		}
		left = leftOut{ignored: left.ignored}
		if e, err = p.choose(ctx, e, only); err != nil {
			return err
		}
	}
	if err := p.refuseConflicts(e); err != nil {
		return refusal{err}
	}
	if len(e.paths()) == 0 {
		if err := p.refuseLost(ctx, left.unsavable); err != nil {
			return refusal{err}
		}
	}
	message := e.message(o.message, p.scribe(p.names(p.folder.FS(), e.before)))
	var outcome repo.Outcome
	if !o.dryRun && len(e.paths()) > 0 {
		if outcome, err = p.commitSaved(ctx, message, e.paths()); err != nil {
			return err
		}
		if o.json {
			outcome.Commit = p.wholeHash(ctx, outcome.Commit)
		}
		if outcome.Commit == "" {
			e, message = edited{}, "" // the files are in the history, only git's index differed
		}
	}
	return p.tellSaved(o, e, left, message, outcome)
}

// commitSaved makes the commit; that there can be none is an error here.
func (p *program) commitSaved(ctx context.Context, message string, paths []string) (repo.Outcome, error) {
	outcome, err := p.folder.Commit(ctx, "save", message, paths)
	if why := outcome.NotCommitted; err == nil && why != nil {
		p.stageFirst(why, paths)
		p.placeHints(why)
		sentence, _ := p.say.Error(why)
		failure := diag.Fail("save-refused", "why", diag.Message{Key: sentence})
		failure.Hints = why.Hints
		return outcome, failure
	}
	if err == nil {
		p.note(outcome, nil)
	}
	return outcome, err
}

// pathForGit is a path of the canvas from where git works: -C moves it.
func (p *program) pathForGit(name string) string {
	from, err := filepath.Abs(p.globals.dir)
	if err != nil {
		return name
	}
	path, err := filepath.Rel(from, filepath.Join(p.folder.Root(), filepath.FromSlash(name)))
	if err != nil {
		return name
	}
	return path
}

// leftOut are files of the folder that are not saved.
type leftOut struct {
	strays    []string      // that a canvas does not read
	unsavable []unsavable   // that nobody can read, or no other system have
	ignored   *repo.Ignored // that git ignores
}

// nothing is the message that nothing was saved.
func (l leftOut) nothing() string {
	if l.ignored != nil || len(l.unsavable) > 0 {
		return "save-nothing-else"
	}
	return "save-nothing"
}

type unsavable struct {
	path string
	err  error
}

// sort tells the canvas's own files that can be saved from others.
func (p *program) sort(paths []string) (ours []string, left leftOut) {
	mine, strays := p.ownFiles(paths)
	left.strays = strays
	for _, name := range mine {
		err := repo.CheckPath(name)
		if err == nil {
			_, err = fs.ReadFile(p.folder.FS(), name)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			left.unsavable = append(left.unsavable, unsavable{name, err})
			continue
		}
		ours = append(ours, name)
	}
	return ours, left
}

// ignored are the canvas's own files that git ignores; where words are given, those that they name.
func (p *program) ignored(ctx context.Context, only []string) *repo.Ignored {
	return p.folder.Ignored(ctx, p.places(), func(name string) bool {
		if ours, _ := p.ownFiles([]string{name}); len(ours) == 0 {
			return false
		}
		e := edited{files: []changedFile{{Path: name}}}
		if k, id, ok := change.Locate(p.kinds, name); ok {
			e = edited{items: []change.Item{{Kind: k, ID: id, Path: name}}}
		}
		named := func(word string) bool {
			items, files := p.meant(e, word)
			return len(items)+len(files) > 0
		}
		return len(only) == 0 || slices.ContainsFunc(only, named)
	})
}

// refuseUnsavable refuses to save what somebody asked for by name and cannot be saved.
func (p *program) refuseUnsavable(files []unsavable, only []string) error {
	for _, u := range files {
		for _, word := range only {
			if name, ok := p.inCanvas(word); ok && name == u.path {
				return u.err
			}
		}
	}
	return nil
}

// refuseLost refuses when nothing is saved of what the last commit holds and nobody can read any more, such
// as the files of a folder that has become a link. It is no reason to keep other files from being saved.
func (p *program) refuseLost(ctx context.Context, files []unsavable) error {
	if len(files) == 0 {
		return nil
	}
	head, err := p.folder.At(ctx, "HEAD")
	if err != nil {
		return nil // nothing is committed, or nobody can tell
	}
	for _, u := range files {
		if !exists(head, u.path) {
			continue
		}
		if failure := asFailure(u.err); failure != nil {
			failure.Hint("save-lost-hint", "command", p.command("save"))
		}
		return u.err
	}
	return nil
}

// refuseConflicts keeps what a merge left for somebody to decide out of the history.
func (p *program) refuseConflicts(e edited) error {
	for _, name := range e.paths() {
		if f, found := p.conflict(name); found {
			return diag.Fail("save-conflict", "place", p.place(name, f.Range)).HintOf(f)
		}
	}
	return nil
}

// conflict finds the first place of a file in which a merge left both sides.
func (p *program) conflict(name string) (diag.Finding, bool) {
	data, err := fs.ReadFile(p.folder.FS(), name)
	if err != nil || !bytes.Contains(data, []byte("<<<<<<<")) && !bytes.Contains(data, []byte(">>>>>>>")) && !bytes.Contains(data, []byte("=======")) {
		return diag.Finding{}, false
	}
	_, findings := source.Parse(name, data)
	i := slices.IndexFunc(findings, func(f diag.Finding) bool { return f.Rule == "conflict-marker" })
	if i < 0 {
		return diag.Finding{}, false
	}
	return findings[i], true
}

// tellSaved shows what was saved, in the words of its message but in the person's language.
func (p *program) tellSaved(o saveOptions, e edited, left leftOut, message string, outcome repo.Outcome) error {
	if o.json {
		if len(e.paths()) == 0 {
			outcome.NotCommitted = diag.Fail(left.nothing())
		}
		if outcome.Ignored == nil {
			outcome.Ignored = left.ignored
		}
		skipped := []string{}
		for _, u := range left.unsavable {
			skipped = append(skipped, strings.ToValidUTF8(u.path, "\uFFFD"))
		}
		return p.printJSON(struct {
			changeJSON
			Skipped []string `json:"skipped"`
			Message string   `json:"message,omitempty"`
		}{p.changeReport(e.items, e.files, changeOptions{dryRun: o.dryRun}, outcome), skipped, message})
	}
	if n := len(e.paths()); n > 0 {
		t := p.teller(p.names(p.folder.FS(), e.before))
		fmt.Fprint(p.stdout, p.screen.Card(t.entries(e.items, e.files)))
		p.conclude(changeOptions{dryRun: o.dryRun}, p.say.Say("count-files", "n", n), outcome)
	} else {
		p.remark(left.nothing())
	}
	p.tellLeftOut(e, left)
	return nil
}

// tellLeftOut warns of what is wrong with what was saved, and of what was not.
func (p *program) tellLeftOut(e edited, left leftOut) {
	warning := p.talk.Warning(p.say.Say("severity-warning") + ":")
	if n := e.broken(); n > 0 {
		p.talkAbout(warning, p.say.Say("save-broken", "n", n), nil)
	}
	if n := p.errorsIn(e); n > 0 {
		p.talkAbout(warning, p.say.Say("save-errors", "n", n), nil)
	}
	for _, u := range left.unsavable {
		p.warn("save-unsavable", u.err)
	}
	if left.ignored != nil {
		p.placeHints(left.ignored.Why)
		p.warn("save-ignored", left.ignored.Why)
	}
	if n := len(left.strays); n > 0 {
		p.talkAbout(warning, p.say.Say("save-strays", "n", n, "paths", strings.Join(left.strays, ", ")), nil)
	}
}
