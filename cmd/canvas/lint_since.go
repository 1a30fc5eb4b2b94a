package main

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/lint"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/report"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// inspection is a canvas in one of its states, and what lint finds in it.
type inspection struct {
	revision string // "" is the working folder
	files    fs.FS
	canvas   *canvas.Canvas
	own      []diag.Finding // in canvas.yaml, its policy and the schemas
	findings []diag.Finding // all of them, those included, in the order of diag.Sort
	ignored  []diag.Finding // those that comments ask to pass over
}

// inspect finds everything that is wrong in the working folder.
func (p *program) inspect(ctx context.Context) (inspection, error) {
	c, err := canvas.Load(ctx, p.folder.FS(), p.kinds)
	if err != nil {
		return inspection{}, err
	}
	return p.linted(inspection{files: p.folder.FS(), canvas: c, own: slices.Concat(p.findings(), p.policy().Findings)}), nil
}

// sinceLeft gives the findings that came since the work left a revision.
func (p *program) sinceLeft(ctx context.Context, revision string, now inspection) ([]diag.Finding, *report.Since, error) {
	base, name, err := p.mergeBase(ctx, revision)
	if err != nil {
		return nil, nil, err
	}
	before, differ, err := p.inspectAt(ctx, base.Hash, now)
	if err != nil {
		return nil, nil, err
	}
	found, err := p.brought(ctx, before, now, differ)
	return found, &report.Since{Revision: name, Commit: base.Hash, Known: len(now.findings) - len(found)}, err
}

// inspectAt does so at a revision, by the kinds of then and the policy of now, so that a rule which is new is not
// held against the change. Only the files that differ from a state which is known are read; it names them.
func (p *program) inspectAt(ctx context.Context, revision string, known inspection) (inspection, []string, error) {
	files, err := p.folder.At(ctx, revision)
	if err != nil {
		return inspection{}, nil, err
	}
	differ, err := p.folder.Changed(ctx, revision, known.revision)
	if err != nil {
		return inspection{}, nil, err
	}
	then, err := p.inspectOver(ctx, files, differ, known)
	then.revision = revision
	return then, differ, err
}

// inspectOver inspects other files than those of a state which is known, where some differ.
func (p *program) inspectOver(ctx context.Context, files fs.FS, differ []string, known inspection) (inspection, error) {
	other := inspection{files: files, own: known.own}
	if !slices.ContainsFunc(differ, isSetting) {
		var err error
		other.canvas, err = known.canvas.With(ctx, files, differ)
		return p.linted(other), err
	}
	kinds, found, err := p.kindsIn(files)
	if err != nil {
		return inspection{}, err
	}
	config, _ := canvas.ReadConfig(files) // there may have been no canvas yet
	other.own = slices.Concat(config.Check(p.settings()), found, lint.ReadPolicy(config, kinds).Findings)
	other.canvas, err = canvas.Load(ctx, files, kinds)
	return p.linted(other), err
}

// isSetting tells whether a file says how the others are read.
func isSetting(name string) bool { return name == canvas.Marker || path.Dir(name) == kind.Folder }

func (p *program) linted(i inspection) inspection {
	if i.canvas != nil {
		i.findings, i.ignored = p.policy().Check(i.canvas, i.own...)
	}
	return i
}

// brought are the findings of a later state that an earlier one has not, wherever they stand: a reference
// breaks on a line that nobody touched. What followed an item under its new id is not new. The files are those that differ.
func (p *program) brought(ctx context.Context, before, after inspection, differ []string) ([]diag.Finding, error) {
	items, err := change.Between(ctx, before.files, after.files, after.canvas.Kinds, differ)
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, findings := range followed(before.findings, items) {
		for _, name := range diag.Fingerprints(findings) {
			known[name] = true
		}
	}
	var found []diag.Finding
	for i, name := range diag.Fingerprints(after.findings) {
		if !known[name] {
			found = append(found, after.findings[i])
		}
	}
	return found, nil
}

// followed gives findings as they would be said of the items that have another id since. Whether a word in a
// message is such an id or only looks like it nobody can tell: they are given both ways.
func followed(findings []diag.Finding, items []change.Item) [][]diag.Finding {
	paths, ids := map[string]string{}, map[string]string{}
	for _, it := range change.Flat(items) {
		if it.Was != "" {
			paths[canvas.PathOf(it.Kind, it.Was)] = it.Path
			ids[it.Was], ids[it.Kind.Name+"/"+it.Was] = it.ID, it.Kind.Name+"/"+it.ID
		}
	}
	if len(paths) == 0 {
		return [][]diag.Finding{findings}
	}
	maps.Copy(ids, paths)
	moved, renamed := slices.Clone(findings), slices.Clone(findings)
	for i, f := range findings {
		if now, ok := paths[f.Path]; ok {
			moved[i].Path, renamed[i].Path = now, now
		}
		renamed[i].Message.Args = slices.Clone(f.Message.Args)
		for j, a := range f.Message.Args {
			if text, isText := a.Value.(string); isText && ids[text] != "" {
				renamed[i].Message.Args[j].Value = ids[text]
			}
		}
	}
	return [][]diag.Finding{moved, renamed}
}

// mergeBase finds where the work of now left a revision. The name of a branch that only one remote has
// means that one, as for git switch: CI clones no other.
func (p *program) mergeBase(ctx context.Context, revision string) (base *repo.Commit, name string, err error) {
	base, err = p.folder.MergeBase(ctx, revision, "HEAD")
	if err == nil {
		return base, revision, nil
	}
	failure := asFailure(err)
	switch {
	case failure == nil || ctx.Err() != nil:
		return nil, "", err
	case errors.Is(err, repo.ErrUnrelated):
		p.adviseFetch(failure, "origin")
	case failure.Message.Key == "repo-no-revision" && failure.Message.Arg("revision") == revision:
		remote, only := p.adviseNames(ctx, failure, revision)
		if only {
			return p.mergeBase(ctx, remote)
		}
	}
	p.placeHints(failure)
	return nil, "", err
}

// adviseNames adds to the error that there is no such revision what may have been meant, and finds the only
// branch of a remote that has the name.
func (p *program) adviseNames(ctx context.Context, failure *diag.Failure, revision string) (remote string, only bool) {
	branches, remotes, tags, err := p.folder.Names(ctx)
	if err != nil {
		return "", false
	}
	var same []string
	candidates := slices.Concat(branches, remotes, tags)
	for _, name := range remotes {
		_, branch, _ := strings.Cut(name, "/")
		if candidates = append(candidates, branch); branch == revision {
			same = append(same, name)
		}
	}
	if len(same) == 1 {
		return same[0], true
	}
	near := same
	if len(near) == 0 {
		near = words.Nearest(revision, candidates)
	}
	if len(near) > 0 {
		failure.Hint("did-you-mean", "candidates", near)
	}
	of := "origin"
	if len(remotes) > 0 {
		of, _, _ = strings.Cut(remotes[0], "/")
	}
	p.adviseFetch(failure, of)
	return "", false
}

// adviseFetch says how to get what a shallow clone has not.
func (p *program) adviseFetch(failure *diag.Failure, remote string) {
	if p.folder.Shallow() {
		failure.Hint("since-shallow", "command", "git fetch --unshallow "+remote+" '+refs/heads/*:refs/remotes/"+remote+"/*'")
		failure.Hint("since-ci")
	}
}
