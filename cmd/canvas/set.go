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
	"github.com/canevas-systemique/canvas/pkg/draft"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/term"
	"github.com/canevas-systemique/canvas/pkg/words"
)

type setOptions struct {
	changeOptions
	create  bool
	answers map[string]string // about references that name nothing
}

func newSet(p *program) *cobra.Command {
	o := &setOptions{answers: map[string]string{}}
	cmd := &cobra.Command{
		Use:               p.say.Say("use-set"),
		ValidArgsFunction: p.completeEdit,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return nil
			}
			missing := diag.Fail("which-item")
			if len(args) == 1 {
				missing = diag.Fail("set-nothing")
			}
			return missing.Hint("see-help", "command", cmd.CommandPath()+" --help")
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return runSet(cmd.Context(), p, args[0], args[1:], *o)
		},
	}
	p.describe(cmd, "set")
	flags := cmd.Flags()
	flags.SortFlags = false
	o.flags(p, flags)
	flags.BoolVar(&o.create, "create", false, p.say.Say("flag-create"))
	return cmd
}

// runSet changes fields of one item. When somebody else writes the file meanwhile it starts again
// from what is there then.
func runSet(ctx context.Context, p *program, word string, args []string, o setOptions) error {
	if err := p.ready(); err != nil {
		return err
	}
	if err := readable(append([]string{o.message}, args...)...); err != nil {
		return err
	}
	it, err := p.item(ctx, word)
	if err != nil {
		return p.itemAfterKind(err, word, args)
	}
	for attempt := 0; ; attempt++ {
		r, err := p.revise(ctx, it, args, &o)
		if err != nil {
			return refusal{err}
		}
		if !r.differs() {
			return p.tellSame(r, o)
		}
		outcome, err := p.apply(ctx, o.changeOptions, p.revisionChange(ctx, r))
		var changed *repo.Changed
		if (errors.Is(err, repo.ErrTaken) || errors.As(err, &changed)) && attempt < 20 {
			continue
		}
		if err != nil {
			return err
		}
		return p.tellSet(r, o, outcome)
	}
}

// item finds the item that a word names. Where the word is the id of just one, only its folder is
// looked at: the item then has no content.
func (p *program) item(ctx context.Context, word string) (*canvas.Item, error) {
	of, id, typed := strings.Cut(word, "/")
	if !typed {
		of, id = "", word
	}
	id = strings.TrimSuffix(id, canvas.Extension)
	var found []*canvas.Item
	for _, k := range p.kinds.All() {
		path := canvas.PathOf(k, id)
		if typed && p.kinds.ByWord(of) != k || !words.ValidID(id) || !exists(p.folder.FS(), path) {
			continue
		}
		found = append(found, &canvas.Item{Kind: k, ID: id, Path: path})
	}
	if len(found) == 1 {
		return found[0], nil
	}
	c, err := p.load(ctx)
	if err != nil {
		return nil, err
	}
	return p.find(c, word)
}

// itemAfterKind proposes KIND/ID to somebody who typed KIND ID.
func (p *program) itemAfterKind(err error, word string, args []string) error {
	if failure := asFailure(err); failure != nil && p.kinds.ByWord(word) != nil && !strings.Contains(args[0], "=") {
		failure.Hints = nil
		return failure.Hint("did-you-mean", "candidates", []string{word + "/" + args[0]})
	}
	return err
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
			failure := diag.Fail("broken-item", "place", p.place(found.Path, found.Range), "what", found.Message)
			if !found.Hint.IsZero() {
				failure.Hints = append(failure.Hints, found.Hint)
			}
			return nil, failure
		}
	}
	return f, nil
}

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

// revise makes every edit that the arguments ask for, and checks the result. Where somebody can be
// asked, a reference that names nothing is offered to be made.
func (p *program) revise(ctx context.Context, it *canvas.Item, args []string, o *setOptions) (*revision, error) {
	f, err := p.file(it)
	if err != nil {
		return nil, err
	}
	edits, err := readEdits(it.Kind, f, args)
	if err != nil {
		return nil, err
	}
	r := &revision{
		item: it, before: f, after: f, called: map[string]string{},
		missing: draft.Request{Kind: it.Kind, Create: o.create, Answers: o.answers},
		desk:    draft.NewDesk(ctx, p.folder.FS(), p.kinds),
	}
	for _, e := range edits {
		err := r.apply(e)
		var unknown *draft.Unknown
		if errors.As(err, &unknown) && p.settle(ctx, unknown, o.answers) {
			return p.revise(ctx, it, args, o)
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
		failure := &diag.Failure{Message: f.Message}
		if !f.Hint.IsZero() {
			failure.Hints = append(failure.Hints, f.Hint)
		}
		return failure
	}
	r.what = change.Of(r.item.Kind, r.item.ID, r.item.Path, r.before.Data, r.after.Data)
	return nil
}

func errorsIn(k *kind.Kind, f *source.File) []diag.Finding {
	_, found := source.Parse(f.Path, f.Data)
	_, wrong := k.Read(f)
	return slices.DeleteFunc(append(found, wrong...), func(f diag.Finding) bool { return f.Severity != diag.Error })
}

// items are what the revision does to the canvas.
func (r *revision) items() []change.Item {
	if !r.differs() {
		return nil
	}
	var items []change.Item
	for _, it := range r.made {
		items = append(items, change.Item{Verb: change.Added, Kind: it.Kind, ID: it.ID, Name: it.Name(), Path: it.Path})
	}
	return append(items, r.what)
}

func (r *revision) differs() bool { return !bytes.Equal(r.before.Data, r.after.Data) }

// revisionNames gives the names of what the item referred to and of what it refers to now.
func (p *program) revisionNames(r *revision) func(f *kind.Field, ref string) string {
	onDisk := p.names(p.folder.FS())
	return func(f *kind.Field, ref string) string {
		if name := r.called[ref]; name != "" {
			return name
		}
		return onDisk(f, ref)
	}
}

func (p *program) revisionChange(ctx context.Context, r *revision) repo.Change {
	items := r.items()
	items[len(items)-1] = p.sinceCommit(ctx, r)
	c := repo.Change{Op: "set", Message: p.scribe(p.revisionNames(r)).message(items, nil)}
	for _, it := range r.made {
		c.Writes = append(c.Writes, repo.Write{Path: it.Path, Data: it.Data})
	}
	c.Writes = append(c.Writes, repo.Write{Path: r.item.Path, Data: r.after.Data, Base: r.before.Data})
	c.Requires = r.refers
	return c
}

// sinceCommit is what changes in the item from the last commit on: a commit takes whole files, so
// that what was edited by hand before goes with it, and is told.
func (p *program) sinceCommit(ctx context.Context, r *revision) change.Item {
	head, err := p.folder.At(ctx, "HEAD")
	if err != nil {
		return r.what
	}
	committed, err := fs.ReadFile(head, r.item.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return change.Of(r.item.Kind, r.item.ID, r.item.Path, nil, r.after.Data)
	case err != nil || bytes.Equal(committed, r.before.Data):
		return r.what
	}
	return change.Of(r.item.Kind, r.item.ID, r.item.Path, committed, r.after.Data)
}

func (p *program) tellSame(r *revision, o setOptions) error {
	if o.json {
		return p.setJSON(r, o, repo.Outcome{})
	}
	fmt.Fprintln(p.stderr, p.say.Say("set-same", "kind", r.item.Kind.Term(), "name", r.what.Name))
	return nil
}

// tellSet shows each field as it was and as it is now.
func (p *program) tellSet(r *revision, o setOptions, outcome repo.Outcome) error {
	if o.json {
		return p.setJSON(r, o, outcome)
	}
	for _, it := range r.made {
		p.printCard(it)
	}
	fmt.Fprintf(p.stdout, "%s %s\n", p.title(r.item.Kind), p.screen.Accent(r.item.ID))
	t := p.teller(p.revisionNames(r))
	var entries []term.Entry
	for _, f := range r.what.Fields {
		e := term.Entry{Label: t.label(r.item.Kind, f)}
		for _, line := range t.difference(r.item.Kind, f) {
			e.Lines = append(e.Lines, []term.Cell{{Text: line}})
		}
		entries = append(entries, e)
	}
	fmt.Fprint(p.stdout, p.screen.Card(entries))
	p.conclude(o.changeOptions, p.path(r.item.Path), outcome)
	return nil
}

func (p *program) setJSON(r *revision, o setOptions, outcome repo.Outcome) error {
	items := changedItems(r.items())
	return p.printJSON(struct {
		Version int           `json:"version"`
		Items   []changedItem `json:"items"`
		applied
	}{1, items, p.applied(o.changeOptions, outcome)})
}
