package main

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/draft"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/source"
)

// To link and to unlink is to type the right `canvas set`: both find out which field of which item
// is meant, and leave the rest to it.

type linkOptions struct {
	changeOptions
	as string // the field, where several may hold the reference
}

func newLink(p *program) *cobra.Command {
	o := &linkOptions{}
	cmd := p.newPairing("link", func(ctx context.Context, words []string) error {
		return runLink(ctx, p, words, *o)
	})
	cmd.Aliases = []string{"lier"}
	cmd.Flags().StringVar(&o.as, "as", "", p.say.Say("flag-as"))
	o.flags(p, cmd.Flags())
	return cmd
}

func newUnlink(p *program) *cobra.Command {
	o := &changeOptions{}
	cmd := p.newPairing("unlink", func(ctx context.Context, words []string) error {
		return runUnlink(ctx, p, words, *o)
	})
	cmd.Aliases = []string{"delier", "délier"}
	o.flags(p, cmd.Flags())
	return cmd
}

// newPairing is a command that is given an item and others.
func (p *program) newPairing(name string, run func(ctx context.Context, words []string) error) *cobra.Command {
	cmd := &cobra.Command{
		Use:               p.say.Say("use-" + name),
		ValidArgsFunction: p.completeEachID,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return nil
			}
			return seeHelp(cmd, diag.Fail("which-items"))
		},
		RunE: func(cmd *cobra.Command, args []string) error { return run(cmd.Context(), args) },
	}
	p.describe(cmd, name)
	cmd.Flags().SortFlags = false
	return cmd
}

// runLink makes an item refer to others, or those to it, as their kinds allow.
func runLink(ctx context.Context, p *program, typed []string, o linkOptions) error {
	one, others, err := p.pairs(ctx, typed, o.message)
	if err != nil {
		return err
	}
	var ties []tie
	for _, other := range others {
		t, err := p.tie(ctx, one, other, o.as)
		if err != nil {
			return refusal{err}
		}
		ties = append(ties, t)
	}
	var already []tie
	all, outcome, err := p.applyEdits(ctx, "link", o.changeOptions, func() (s sheet, err error) {
		already = nil
		for _, t := range ties {
			edit, err := p.tieEdit(t)
			if err != nil {
				return nil, err
			}
			if edit == "" {
				already = append(already, t)
				continue
			}
			s.add(t.from, edit)
		}
		return s, nil
	})
	if err != nil {
		return err
	}
	for _, t := range already {
		if !o.json {
			p.remark("link-already", "kind", t.from.Kind.Term(), "name", t.from.Name(), "field", t.term(), "other", t.to.Name())
		}
	}
	if len(all) == 0 && !o.json {
		return nil
	}
	return p.tellRevisions(all, o.changeOptions, outcome)
}

// runUnlink takes the references of an item to others out, and those of the others to it.
func runUnlink(ctx context.Context, p *program, typed []string, o changeOptions) error {
	one, others, err := p.pairs(ctx, typed, o.message)
	if err != nil {
		return err
	}
	all, outcome, err := p.applyEdits(ctx, "unlink", o, func() (s sheet, err error) {
		edits, err := p.removals(one, others...)
		s.add(one, edits...)
		for _, other := range others {
			if err != nil {
				return nil, err
			}
			edits, err = p.removals(other, one)
			s.add(other, edits...)
		}
		return s, err
	})
	if err != nil {
		return err
	}
	if len(all) == 0 && !o.json {
		p.remark("unlink-nothing", "kind", one.Kind.Term(), "name", one.Name())
		return nil
	}
	return p.tellRevisions(all, o, outcome)
}

// pairs finds the items that somebody typed: the first, and those that it is about to be paired with.
func (p *program) pairs(ctx context.Context, typed []string, message string) (one *canvas.Item, others []*canvas.Item, err error) {
	if err := p.ready(); err != nil {
		return nil, nil, err
	}
	if err := readable(append([]string{message}, typed...)...); err != nil {
		return nil, nil, refusal{err}
	}
	for _, word := range typed {
		it, err := p.item(ctx, word)
		if err != nil {
			return nil, nil, refusal{err}
		}
		f, err := p.file(it)
		if err != nil {
			return nil, nil, refusal{err}
		}
		it.Content, _ = it.Kind.Read(f)
		same := func(other *canvas.Item) bool { return other.Path == it.Path }
		switch {
		case one == nil:
			one = it
		case same(one):
			return nil, nil, refusal{diag.Fail("link-itself", "kind", it.Kind.Term(), "name", it.Name())}
		case !slices.ContainsFunc(others, same):
			others = append(others, it)
		}
	}
	return one, others, nil
}

// sheet holds the edits to some items, each in the form of `canvas set`.
type sheet []itemEdits

type itemEdits struct {
	item *canvas.Item
	args []string
}

func (s *sheet) add(it *canvas.Item, edits ...string) {
	i := slices.IndexFunc(*s, func(e itemEdits) bool { return e.item.Path == it.Path })
	if i < 0 {
		i = len(*s)
		*s = append(*s, itemEdits{item: it})
	}
	(*s)[i].args = append((*s)[i].args, edits...)
}

// applyEdits makes edits to several items as one change.
func (p *program) applyEdits(ctx context.Context, op string, o changeOptions, collect func() (sheet, error)) (revisions, repo.Outcome, error) {
	return p.applyRevisions(ctx, op, o, func() (revisions, error) {
		s, err := collect()
		if err != nil {
			return nil, err
		}
		var all revisions
		for _, e := range s {
			r, err := p.revise(ctx, e.item, e.args, draft.Request{Answers: map[string]string{}})
			if err != nil {
				return nil, err
			}
			all = append(all, r)
		}
		return all, nil
	})
}

// removals are the edits that take an item's references to others out, the last in the file first, so
// that they do not move one another.
func (p *program) removals(from *canvas.Item, to ...*canvas.Item) ([]string, error) {
	f, err := p.file(from)
	if err != nil {
		return nil, err
	}
	content, _ := from.Kind.Read(f)
	var edits []string
	var going source.Path
	for _, ref := range slices.Backward(content.Refs) {
		if !slices.ContainsFunc(to, func(it *canvas.Item) bool { return p.means(ref, it) }) {
			continue
		}
		path := f.PathTo(ref.Start)
		if len(going) > 0 && len(path) >= len(going) && slices.Equal(path[:len(going)], going) {
			continue // its record goes already
		}
		if last := path[len(path)-1]; last.Key != "" && ref.Field.Required {
			if path = path[:len(path)-1]; len(path) == 0 {
				return nil, p.mustRefer(from, ref)
			}
		}
		going = path
		edits = append(edits, path.String()+"=")
	}
	return edits, nil
}

// mustRefer refuses to empty a field that an item must have.
func (p *program) mustRefer(it *canvas.Item, ref kind.Ref) error {
	field := diag.Term{Kind: it.Kind.Name, Field: ref.Field.Path}
	return diag.Fail("set-required", "field", ref.Field.Name, "title", field).
		Hint("link-other-hint", "command", p.command("set", p.shortKey(it), ref.Field.Path+"=…"))
}
