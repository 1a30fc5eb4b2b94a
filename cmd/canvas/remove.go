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
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/refactor"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/source"
)

type removeOptions struct {
	changeOptions
	unlink bool
	yes    bool
}

func newRemove(p *program) *cobra.Command {
	o := &removeOptions{}
	cmd := &cobra.Command{
		Use:               p.say.Say("use-remove"),
		Aliases:           []string{"supprimer"},
		Args:              p.someIDs,
		ValidArgsFunction: p.completeEachID,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runRemove(cmd.Context(), p, args, *o)
		},
	}
	p.describe(cmd, "remove")
	flags := cmd.Flags()
	flags.SortFlags = false
	o.flags(p, flags)
	flags.BoolVar(&o.unlink, "unlink", false, p.say.Say("flag-unlink"))
	flags.BoolVarP(&o.yes, "yes", "y", false, p.say.Say("flag-yes"))
	return cmd
}

// completeEachID completes every argument of a command that takes several items.
func (p *program) completeEachID(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	found, directive := p.completeIDs(cmd, nil, typed)
	found = slices.DeleteFunc(found, func(c cobra.Completion) bool {
		id, _, _ := strings.Cut(c, "\t")
		return slices.Contains(args, id)
	})
	return found, directive
}

// runRemove removes items that nothing else points at, or whose references are to go too. Their texts
// stay in git's history; where they are not there, somebody has to say yes.
func runRemove(ctx context.Context, p *program, ids []string, o removeOptions) error {
	done, err := p.carryOut(ctx, o.changeOptions, func() (operation, error) {
		items, edits, err := p.remove(ctx, ids, o.unlink)
		if err != nil {
			return operation{}, err
		}
		if !o.yes && !o.dryRun {
			if err := p.askToLose(ctx, edits[:len(items)]); err != nil {
				return operation{}, err
			}
			o.yes = true // once is enough
		}
		return operation{op: "remove", edits: edits, check: func() error {
			_, now, err := p.remove(ctx, keys(items), o.unlink)
			if err != nil {
				return err
			}
			for _, path := range now.Paths() {
				if !slices.Contains(edits.Paths(), path) { // somebody has written a reference since
					return errors.Join(diag.Fail("repo-changed", "path", path).Hint("repo-hint-again"), errStale)
				}
			}
			return nil
		}}, nil
	})
	if err != nil {
		return err
	}
	return p.tellCarried(o.changeOptions, done)
}

// remove works out the edits: first the items', then those of what refers to them.
func (p *program) remove(ctx context.Context, ids []string, unlink bool) ([]*canvas.Item, refactor.Edits, error) {
	c, err := p.load(ctx)
	if err != nil {
		return nil, nil, err
	}
	items, err := p.findAll(c, ids)
	if err != nil {
		return nil, nil, err
	}
	var edits refactor.Edits
	for _, it := range items {
		data, err := fs.ReadFile(p.folder.FS(), it.Path)
		if err != nil {
			return nil, nil, diag.Fail("cannot-read", "path", p.path(it.Path)).Because(err)
		}
		edits = append(edits, refactor.Edit{Path: it.Path, Before: data})
	}
	var others refactor.Edits
	if unlink {
		others, err = p.unlinked(c, items)
	} else {
		err = p.refusePointers(c, items)
	}
	if err != nil {
		return nil, nil, err
	}
	return items, append(edits, others...), nil
}

// unlinked takes out the references to some items, or says which cannot go.
func (p *program) unlinked(c *canvas.Canvas, items []*canvas.Item) (refactor.Edits, error) {
	for _, it := range items {
		if err := p.refuseUnread(c, it); err != nil {
			return nil, err
		}
	}
	edits, err := refactor.Unlink(c, p.folder.FS(), items)
	var required refactor.Required
	if errors.As(err, &required) {
		failure := diag.Fail("remove-required", "n", len(required.Links))
		p.hintLinks(failure, required.Links, p.unlinkCommand)
		p.hintMerge(failure, required.Links)
		return nil, failure
	}
	return edits, p.adviseAmbiguous(err)
}

// keys name items without doubt.
func keys(items []*canvas.Item) []string {
	var keys []string
	for _, it := range items {
		keys = append(keys, it.Key())
	}
	return keys
}

// findAll finds the item of each word, each item once.
func (p *program) findAll(c *canvas.Canvas, ids []string) ([]*canvas.Item, error) {
	var items []*canvas.Item
	for _, word := range ids {
		it, err := p.find(c, word)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(items, it) {
			items = append(items, it)
		}
	}
	return items, nil
}

// maxPointers is how many of the places that point at an item are listed.
const maxPointers = 6

// refusePointers refuses to remove what other items point at, and says where and what to type.
func (p *program) refusePointers(c *canvas.Canvas, items []*canvas.Item) error {
	for _, it := range items {
		links := pointers(c, it, items)
		unread := p.unreadMentions(c, it, items)
		if len(links)+len(unread) == 0 {
			continue
		}
		failure := diag.Fail("remove-pointed-at", "kind", it.Kind.Term(), "name", it.Name(), "n", len(links)+len(unread))
		p.hintLinks(failure, links, p.unlinkCommand)
		for _, path := range unread {
			failure.Hint("remove-unread-pointer", "path", p.path(path), "id", it.ID)
		}
		stays := func(l *canvas.Link) bool { return l.To != it || refactor.IsRequired(l) }
		if len(unread) == 0 && !slices.ContainsFunc(links, stays) {
			failure.Hint("remove-unlink-hint", "command", p.again("--unlink"))
		}
		p.hintMerge(failure, slices.DeleteFunc(links, func(l *canvas.Link) bool { return !refactor.IsRequired(l) }))
		return failure
	}
	return nil
}

// hintMerge says how another item takes the place of the one that several references cannot do without.
func (p *program) hintMerge(failure *diag.Failure, links []*canvas.Link) {
	if len(links) > 1 && links[0].To != nil {
		failure.Hint("remove-merge-hint", "command", p.command("merge", p.shortKey(links[0].To), "…"))
	}
}

// hintLinks lists places that refer to something, each with what to type there.
func (p *program) hintLinks(failure *diag.Failure, links []*canvas.Link, command func(*canvas.Link) string) {
	for i, l := range links {
		if i == maxPointers {
			failure.Hint("and-more", "n", len(links)-i)
			return
		}
		failure.Hint("remove-pointer", "place", p.place(l.From.Path, l.Range), "kind", l.From.Kind.Term(), "name", l.From.Name(), "command", command(l))
	}
}

// pointers are the links to an item from items that stay, those that may mean another item too
// included.
func pointers(c *canvas.Canvas, to *canvas.Item, going []*canvas.Item) []*canvas.Link {
	var links []*canvas.Link
	for _, from := range c.Items {
		if slices.Contains(going, from) {
			continue
		}
		for i := range from.Links {
			l := &from.Links[i]
			if l.To == to || l.To == nil && slices.Contains(c.Candidates(l), to) {
				links = append(links, l)
			}
		}
	}
	return links
}

// unreadMentions are the files that cannot be read but hold the item's id: they may point at it.
func (p *program) unreadMentions(c *canvas.Canvas, it *canvas.Item, going []*canvas.Item) []string {
	var paths []string
	for _, f := range c.Findings {
		known := slices.ContainsFunc(going, func(g *canvas.Item) bool { return g.Path == f.Path }) || slices.Contains(paths, f.Path)
		if f.Severity != diag.Error || known {
			continue
		}
		data, err := fs.ReadFile(p.folder.FS(), f.Path)
		if err != nil {
			continue // it is no file
		}
		if parsed, found := source.Parse(f.Path, data); parsed.Root == nil && len(found) > 0 && mentions(data, it.ID) {
			paths = append(paths, f.Path)
		}
	}
	return paths
}

// mentions tells whether a text holds an id that is no part of a longer one.
func mentions(text []byte, id string) bool {
	inID := func(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' }
	for {
		i := bytes.Index(text, []byte(id))
		if i < 0 {
			return false
		}
		rest := text[i+len(id):]
		if (i == 0 || !inID(text[i-1])) && (len(rest) == 0 || !inID(rest[0])) {
			return true
		}
		text = text[i+1:]
	}
}

// unlinkCommand is what takes one reference out: the entry of a list, the whole record where the
// record must have it, another value where the item must.
func (p *program) unlinkCommand(l *canvas.Link) string {
	f, err := p.file(l.From)
	if err != nil {
		return p.command("show", p.shortKey(l.From))
	}
	path := f.PathTo(l.Start)
	edit := path.String() + "="
	if last := path[len(path)-1]; last.Key == "" {
		edit = path[:len(path)-1].String() + "-=" + l.ID
	} else if l.Field.Required && len(path) > 1 {
		edit = path[:len(path)-1].String() + "="
	} else if l.Field.Required {
		edit = path.String() + "=…"
	}
	return p.command("set", p.shortKey(l.From), edit)
}

// shortKey is the id of an item, with its kind where another item has the same.
func (p *program) shortKey(it *canvas.Item) string {
	for _, k := range p.kinds.All() {
		if k != it.Kind && exists(p.folder.FS(), canvas.PathOf(k, it.ID)) {
			return it.Key()
		}
	}
	return it.ID
}

// askToLose asks before texts go that git's history does not hold.
func (p *program) askToLose(ctx context.Context, removes refactor.Edits) error {
	why, err := p.unsaved(ctx, removes)
	if why == nil || err != nil {
		return err
	}
	if p.interactive() {
		sentence, _ := p.say.Error(why)
		fmt.Fprintln(p.stderr, sentence)
		if p.confirm(ctx, "remove-question") {
			return nil
		}
		why.Message = diag.Msg("remove-declined")
	}
	return why.Hint("remove-anyway-hint", "command", p.again("--yes"))
}

// unsaved says why a text would be lost by removing its file, or nil when the last commit holds
// them all.
func (p *program) unsaved(ctx context.Context, removes refactor.Edits) (*diag.Failure, error) {
	head, err := p.folder.At(ctx, "HEAD")
	switch {
	case errors.Is(err, repo.ErrNoRepository):
		return diag.Fail("remove-no-repository"), nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil && !errors.Is(err, repo.ErrNoRevision):
		return diag.Fail("remove-unknown-history").Because(err), nil
	}
	var changed []string // asked of git only where bytes differ, which a filter may explain
	for _, r := range removes {
		var old []byte
		err := fs.ErrNotExist
		if head != nil {
			old, err = fs.ReadFile(head, r.Path)
		}
		if err == nil && bytes.Equal(old, r.Before) {
			continue
		}
		if err == nil && changed == nil {
			if changed, err = p.folder.Uncommitted(ctx); err != nil {
				return nil, err
			}
		}
		if err != nil || slices.Contains(changed, r.Path) {
			return diag.Fail("remove-not-in-history", "path", p.path(r.Path)).
				Hint("remove-save-hint", "command", p.command("save", p.path(r.Path))), nil
		}
	}
	return nil, nil
}
