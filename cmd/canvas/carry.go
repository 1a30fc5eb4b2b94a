package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/refactor"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/term"
)

// errStale is what a check says of work that has to be done again.
var errStale = errors.New("the canvas has changed since it was read")

// operation is a change that reaches over several files. Nothing of it is written yet.
type operation struct {
	op     string // the trailer Canvas-Op
	undoes string // the hash of the commit that it takes back; mostly ""
	edits  refactor.Edits
	check  func() error // as in repo.Change

	subject string // the first line of the message; "" says what changed
}

// carried is what an operation did.
type carried struct {
	edits   refactor.Edits
	items   []change.Item
	files   []changedFile // that are no items
	called  func(f *kind.Field, ref string) string
	outcome repo.Outcome
	more    []term.Entry // to be told below the items
}

// carryOut writes what work asks for, as one change with a message in words. When somebody else
// writes one of the files meanwhile, the work is done again from what is there then. With no edits there is
// nothing to do.
func (p *program) carryOut(ctx context.Context, o changeOptions, work func() (operation, error)) (carried, error) {
	if err := p.ready(); err != nil {
		return carried{}, err
	}
	if err := p.refuseInProgress(); err != nil {
		return carried{}, err
	}
	var c carried
	err := untilSettled(func() error {
		c = carried{}
		w, err := work()
		if err != nil {
			return refusal{err}
		}
		if len(w.edits) == 0 {
			return nil
		}
		planned, change, err := p.plan(ctx, w)
		if err != nil {
			return refusal{err}
		}
		c = planned
		c.outcome, err = p.apply(ctx, o, change)
		return err
	})
	return c, err
}

// refuseInProgress keeps what reaches over several files out of the middle of a merge or the like: files that
// the merge does not know would keep it from being called off.
func (p *program) refuseInProgress() error {
	why := p.folder.InProgress(p.again())
	if why == nil {
		return nil
	}
	p.placeHints(why)
	return refusal{why}
}

// plan tells what an operation does, and makes a change of it.
func (p *program) plan(ctx context.Context, w operation) (carried, repo.Change, error) {
	paths := w.edits.Paths()
	before, after := w.edits.Reversed().Over(p.folder.FS()), w.edits.Over(p.folder.FS())
	c := carried{edits: w.edits, called: p.names(after, before)}
	var err error
	if c.items, err = change.Between(ctx, before, after, p.kinds, paths); err != nil {
		return carried{}, repo.Change{}, err
	}
	for _, e := range w.edits {
		if _, _, isItem := change.Locate(p.kinds, e.Path); !isItem {
			c.files = append(c.files, changedFile{verbOf(e), e.Path})
		}
	}
	message := withReason(p.scribe(c.called).message(c.items, c.files), w.subject)
	r := repo.Change{Op: w.op, Undoes: w.undoes, Check: w.check, Message: message}
	for _, e := range w.edits {
		if e.After == nil {
			r.Removes = append(r.Removes, repo.Remove{Path: e.Path, Base: e.Before})
		} else {
			r.Writes = append(r.Writes, repo.Write{Path: e.Path, Data: e.After, Base: e.Before})
		}
	}
	return c, r, nil
}

func verbOf(e refactor.Edit) change.Verb {
	switch {
	case e.Before == nil:
		return change.Added
	case e.After == nil:
		return change.Removed
	}
	return change.Changed
}

// tellCarried shows what was done, item by item.
func (p *program) tellCarried(o changeOptions, c carried) error {
	if o.json {
		return p.changesJSON(c.items, c.files, o, c.outcome)
	}
	p.showCarried(c)
	p.conclude(o, p.placeOf(c.edits.Paths()), c.outcome)
	return nil
}

func (p *program) showCarried(c carried) {
	fmt.Fprint(p.stdout, p.screen.Card(slices.Concat(p.teller(c.called).entries(c.items, c.files), c.more)))
}
