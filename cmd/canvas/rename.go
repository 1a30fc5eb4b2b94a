package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/refactor"
	"github.com/canevas-systemique/canvas/pkg/words"
)

func newRename(p *program) *cobra.Command {
	o := &changeOptions{}
	cmd := &cobra.Command{
		Use:               p.say.Say("use-rename"),
		Aliases:           []string{"renommer"},
		Args:              p.idAnd("rename-to-what"),
		ValidArgsFunction: p.completeRename,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runRename(cmd.Context(), p, args[0], args[1], *o)
		},
	}
	p.describe(cmd, "rename")
	flags := cmd.Flags()
	flags.SortFlags = false
	o.flags(p, flags)
	return cmd
}

// runRename gives an item another id; whatever refers to it follows.
func runRename(ctx context.Context, p *program, word, newID string, o changeOptions) error {
	var it *canvas.Item
	var id string
	done, err := p.carryOut(ctx, o, func() (operation, error) {
		c, err := p.load(ctx)
		if err != nil {
			return operation{}, err
		}
		if it, err = p.find(c, word); err != nil {
			return operation{}, err
		}
		id = p.idFor(it, newID)
		edits, err := p.rename(c, it, id)
		if err != nil {
			return operation{}, err
		}
		return operation{op: "rename", edits: edits}, nil
	})
	if err != nil {
		return err
	}
	if len(done.edits) == 0 && !o.json {
		p.remark("rename-same", "kind", it.Kind.Term(), "name", it.Name(), "id", it.ID)
		return nil
	}
	if err := p.tellCarried(o, done); err != nil || o.json {
		return err
	}
	p.hintName(it, id)
	return nil
}

// idFor takes the kind off a new id that was given as KIND/ID.
func (p *program) idFor(it *canvas.Item, word string) string {
	if of, id, typed := strings.Cut(word, "/"); typed && p.kinds.ByWord(of) == it.Kind {
		word = id
	}
	return strings.TrimSuffix(word, canvas.Extension)
}

// rename works out the edits, and adds to a refusal what to type.
func (p *program) rename(c *canvas.Canvas, it *canvas.Item, id string) (refactor.Edits, error) {
	if id == it.ID {
		return nil, nil
	}
	if _, err := p.file(it); err != nil {
		return nil, err
	}
	edits, err := refactor.Rename(c, p.folder.FS(), it, id)
	if err == nil {
		err = p.refuseUnread(c, it)
	}
	if failure := asFailure(err); failure != nil {
		p.adviseRename(failure, it, id)
	}
	return edits, p.adviseAmbiguous(err)
}

// adviseRename says which id may be had, and how the name is changed.
func (p *program) adviseRename(failure *diag.Failure, it *canvas.Item, id string) {
	switch failure.Message.Key {
	case "rename-invalid-id", "rename-reserved-id":
		if better, ok := words.Slug(id, 0, nil); ok && better != id && better != it.ID {
			failure.Hint("try-again", "command", p.command("rename", p.shortKey(it), better))
		}
		if len(it.Kind.Named) == 1 && !words.Reserved(id) {
			failure.Hint("rename-name-hint", "command", p.command("set", p.shortKey(it), it.Kind.Named[0]+"="+id))
		}
	case "rename-taken":
		failure.Hint("rename-merge-hint", "command", p.command("merge", p.shortKey(it), p.ofKind(it, id)))
	case "rename-former":
		failure.Hint("rename-former-hint", "command", p.command("set", failure.Message.Arg("key").(string), "formerly-="+id))
	}
}

// ofKind is how the item with an id of the same kind is named on a command line.
func (p *program) ofKind(it *canvas.Item, id string) string {
	return p.shortKey(&canvas.Item{Kind: it.Kind, ID: id})
}

// refuseUnread refuses to change what a file that cannot be read may refer to.
func (p *program) refuseUnread(c *canvas.Canvas, it *canvas.Item) error {
	unread := p.unreadMentions(c, it, []*canvas.Item{it})
	if len(unread) == 0 {
		return nil
	}
	failure := diag.Fail("refactor-unread", "n", len(unread), "kind", it.Kind.Term(), "name", it.Name())
	for _, path := range unread {
		failure.Hint("remove-unread-pointer", "path", p.path(path), "id", it.ID)
	}
	return failure
}

// adviseAmbiguous lists the references of which it is not sure what they mean, each with what makes it so.
func (p *program) adviseAmbiguous(err error) error {
	var unsure refactor.Ambiguous
	if !errors.As(err, &unsure) {
		return err
	}
	it := unsure.Item
	failure := diag.Fail("refactor-ambiguous", "n", len(unsure.Links), "kind", it.Kind.Term(), "name", it.Name())
	p.hintLinks(failure, unsure.Links, func(l *canvas.Link) string {
		f, err := p.file(l.From)
		if err != nil {
			return p.command("show", p.shortKey(l.From))
		}
		return p.command("set", p.shortKey(l.From), f.PathTo(l.Start).String()+"="+it.Key())
	})
	return failure
}

// hintName tells that the name is still the one of which the old id was made.
func (p *program) hintName(it *canvas.Item, id string) {
	slug, _ := words.Slug(it.Name(), 0, nil)
	if slug != it.ID || len(it.Kind.Named) != 1 {
		return
	}
	p.hint("rename-name-left", "name", it.Name(), "command", p.command("set", p.ofKind(it, id), it.Kind.Named[0]+"=…"))
}

// completeRename completes the item, then the id that its name gives.
func (p *program) completeRename(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) == 0 || p.ready() != nil {
		return p.completeIDs(cmd, args, typed)
	}
	it, err := p.item(cmd.Context(), args[0])
	if len(args) > 1 || err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	known, err := canvas.ReadItem(p.folder.FS(), it.Kind, it.ID)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	id, _ := words.Slug(known.Name(), 0, func(id string) bool { return exists(p.folder.FS(), canvas.PathOf(it.Kind, id)) })
	return complete([]candidate{{id, known.Name()}}, typed), cobra.ShellCompDirectiveNoFileComp
}
