package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/draft"
	"github.com/canevas-systemique/canvas/pkg/words"
)

type setOptions struct {
	changeOptions
	create bool
}

func newSet(p *program) *cobra.Command {
	o := &setOptions{}
	cmd := &cobra.Command{
		Use:               p.say.Say("use-set"),
		Aliases:           []string{"changer"},
		ValidArgsFunction: p.completeEdit,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				return seeHelp(cmd, diag.Fail("set-nothing"))
			}
			return p.someIDs(cmd, args)
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

// runSet changes fields of one item.
func runSet(ctx context.Context, p *program, word string, args []string, o setOptions) error {
	if err := p.ready(); err != nil {
		return err
	}
	if err := readable(append([]string{o.message}, args...)...); err != nil {
		return refusal{err}
	}
	it, err := p.item(ctx, word)
	if err != nil {
		return refusal{p.itemAfterKind(err, word, args)}
	}
	var revised *revision
	missing := draft.Request{Create: o.create, Answers: map[string]string{}}
	all, outcome, err := p.applyRevisions(ctx, "set", o.changeOptions, func() (revisions, error) {
		revised, err = p.revise(ctx, it, args, missing)
		return revisions{revised}, err
	})
	if err != nil {
		return err
	}
	if len(all) == 0 && !o.json {
		p.remark("set-same", "kind", it.Kind.Term(), "name", revised.what.Name)
		return nil
	}
	return p.tellRevisions(all, o.changeOptions, outcome)
}

// item finds the item that a word names. Where the word is the id of just one, only its folder is
// looked at: the item then has no content.
func (p *program) item(ctx context.Context, word string) (*canvas.Item, error) {
	of, id, typed := canvas.SplitKey(word)
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
