package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/draft"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/term"
)

// revision is an item on its way from one text to another. Nothing of it is written yet.
type revision struct {
	item          *canvas.Item
	before, after *source.File
	desk          *draft.Desk
	missing       draft.Request     // what to do about what is missing
	made          []*draft.Item     // that it refers to and that were missing
	called        map[string]string // the names of what it refers to newly
	refers        []string          // the files of that, but for what is made with it
	what          change.Item
}

// file reads an item's file to change it. One with findings may be changed as long as it can be read.
func (p *program) file(it *canvas.Item) (*source.File, error) {
	data, err := fs.ReadFile(p.folder.FS(), it.Path)
	if err != nil {
		return nil, diag.Fail("cannot-read", "path", p.path(it.Path)).Because(err)
	}
	f, findings := source.Parse(it.Path, data)
	for _, found := range findings {
		if f.Root == nil && found.Severity == diag.Error {
			return nil, diag.Fail("broken-item", "place", p.place(found.Path, found.Range), "what", found.Message).HintOf(found)
		}
	}
	return f, nil
}

// revise makes every edit that the arguments ask for, in the form of `canvas set`, and checks the
// result. Where somebody can be asked, a reference that names nothing is offered to be made.
func (p *program) revise(ctx context.Context, it *canvas.Item, args []string, missing draft.Request) (*revision, error) {
	f, err := p.file(it)
	if err != nil {
		return nil, err
	}
	edits, err := readEdits(it.Kind, f, args)
	if err != nil {
		return nil, err
	}
	missing.Kind = it.Kind
	r := &revision{
		item: it, before: f, after: f, called: map[string]string{},
		missing: missing, desk: draft.NewDesk(ctx, p.folder.FS(), p.kinds),
	}
	for _, e := range edits {
		err := r.apply(e)
		var unknown *draft.Unknown
		if errors.As(err, &unknown) && p.settle(ctx, unknown, missing.Answers) {
			return p.revise(ctx, it, args, missing)
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			p.advise(err)
			return nil, err
		}
	}
	return r, r.check()
}

// check refuses a result that has an error which was not there before.
func (r *revision) check() error {
	known := map[string]int{}
	for _, f := range errorsIn(r.item.Kind, r.before) {
		known[f.Rule+f.Message.String()]++
	}
	for _, f := range errorsIn(r.item.Kind, r.after) {
		key := f.Rule + f.Message.String()
		if known[key]--; known[key] >= 0 {
			continue
		}
		if field, isTerm := f.Message.Arg("title").(diag.Term); isTerm && f.Rule == "missing-field" {
			described := field
			described.Described = true
			return diag.Fail("set-required", "field", f.Message.Arg("field"), "title", field).Hint("set-required-hint", "description", described)
		}
		return (&diag.Failure{Message: f.Message}).HintOf(f)
	}
	r.what = change.Of(r.item.Kind, r.item.ID, r.item.Path, r.before.Data, r.after.Data)
	return nil
}

func errorsIn(k *kind.Kind, f *source.File) []diag.Finding {
	_, found := source.Parse(f.Path, f.Data)
	_, wrong := k.Read(f)
	return slices.DeleteFunc(append(found, wrong...), func(f diag.Finding) bool { return f.Severity != diag.Error })
}

func (r *revision) differs() bool { return !bytes.Equal(r.before.Data, r.after.Data) }

// revisions are what one command does to some items, each of them once.
type revisions []*revision

// apply writes what revise makes, as one change. When somebody else writes one of the files
// meanwhile it starts again from what is there then. What does not differ is left out.
func (p *program) applyRevisions(ctx context.Context, op string, o changeOptions, revise func() (revisions, error)) (revisions, repo.Outcome, error) {
	var all revisions
	var outcome repo.Outcome
	err := untilSettled(func() (err error) {
		if all, err = revise(); err != nil {
			return refusal{err}
		}
		all = slices.DeleteFunc(all, func(r *revision) bool { return !r.differs() })
		if len(all) > 0 {
			outcome, err = p.apply(ctx, o, p.revisionsChange(op, all))
		}
		return err
	})
	return all, outcome, err
}

func (p *program) revisionsChange(op string, all revisions) repo.Change {
	c := repo.Change{Op: op}
	items := all.made()
	for _, r := range all {
		items = append(items, r.what)
		for _, it := range r.made {
			c.Writes = append(c.Writes, repo.Write{Path: it.Path, Data: it.Data})
		}
		c.Writes = append(c.Writes, repo.Write{Path: r.item.Path, Data: r.after.Data, Base: r.before.Data})
		c.Requires = append(c.Requires, r.refers...)
	}
	c.Message = p.scribe(p.revisionNames(all)).message(items, nil)
	return c
}

// made are the items that are new because others shall refer to them.
func (all revisions) made() []change.Item {
	var items []change.Item
	for _, r := range all {
		for _, it := range r.made {
			items = append(items, change.Item{Verb: change.Added, Kind: it.Kind, ID: it.ID, Name: it.Name(), Path: it.Path})
		}
	}
	return items
}

// paths are the files of the items, but for those that are made.
func (all revisions) paths() []string {
	paths := make([]string, len(all))
	for i, r := range all {
		paths[i] = r.item.Path
	}
	return paths
}

// revisionNames gives the names of what the items referred to and of what they refer to now.
func (p *program) revisionNames(all revisions) func(f *kind.Field, ref string) string {
	onDisk := p.names(p.folder.FS())
	called := map[string]string{}
	for _, r := range all {
		maps.Copy(called, r.called)
	}
	return func(f *kind.Field, ref string) string {
		if name := called[ref]; name != "" {
			return name
		}
		return onDisk(f, ref)
	}
}

// tellRevisions shows each field as it was and as it is now.
func (p *program) tellRevisions(all revisions, o changeOptions, outcome repo.Outcome) error {
	if o.json {
		items := all.made()
		for _, r := range all {
			items = append(items, r.what)
		}
		return p.changesJSON(items, nil, o, outcome)
	}
	t := p.teller(p.revisionNames(all))
	for _, r := range all {
		for _, it := range r.made {
			p.printCard(it)
		}
		fmt.Fprintf(p.stdout, "%s %s\n", p.title(r.item.Kind), p.screen.Accent(r.item.ID))
		var entries []term.Entry
		for _, f := range r.what.Fields {
			e := term.Entry{Label: t.label(r.item.Kind, f)}
			for _, line := range t.difference(r.item.Kind, f) {
				e.Lines = append(e.Lines, []term.Cell{{Text: line}})
			}
			entries = append(entries, e)
		}
		fmt.Fprint(p.stdout, p.screen.Card(entries))
	}
	p.conclude(o, p.placeOf(all.paths()), outcome)
	return nil
}
