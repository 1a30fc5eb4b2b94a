package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/draft"
	"github.com/canevas-systemique/canvas/pkg/refactor"
	"github.com/canevas-systemique/canvas/pkg/story"
	"github.com/canevas-systemique/canvas/pkg/term"
	"github.com/canevas-systemique/canvas/pkg/words"
)

type splitOptions struct {
	changeOptions
	first, second string
	id            string // of the second
	yes           bool
}

func newSplit(p *program) *cobra.Command {
	o := &splitOptions{}
	cmd := &cobra.Command{
		Use:               p.say.Say("use-split"),
		Aliases:           []string{"partager"},
		Args:              p.oneID,
		ValidArgsFunction: p.completeStories,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runSplit(cmd.Context(), p, args[0], *o)
		},
	}
	p.describe(cmd, "split")
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&o.first, "first", "", p.say.Say("flag-first"))
	flags.StringVar(&o.second, "second", "", p.say.Say("flag-second"))
	flags.StringVar(&o.id, "id", "", p.say.Say("flag-split-id"))
	flags.BoolVarP(&o.yes, "yes", "y", false, p.say.Say("flag-split-yes"))
	o.flags(p, flags)
	return cmd
}

// runSplit makes two items of a story that holds two wishes.
func runSplit(ctx context.Context, p *program, word string, o splitOptions) error {
	var it *canvas.Item
	var agreed story.Two // to which somebody has said yes
	done, err := p.carryOut(ctx, o.changeOptions, func() (operation, error) {
		c, err := p.load(ctx)
		if err != nil {
			return operation{}, err
		}
		if it, err = p.find(c, word); err != nil {
			return operation{}, err
		}
		if _, err := p.file(it); err != nil {
			return operation{}, err
		}
		two, err := p.parted(it, o)
		if err == nil && two != agreed {
			err = p.agree(ctx, it, two, o)
		}
		if err != nil {
			return operation{}, refusal{err}
		}
		agreed = two
		edits, err := p.split(c, it, two, o.id)
		if err != nil {
			return operation{}, refusal{err}
		}
		return operation{op: "split", edits: edits}, nil
	})
	if err != nil {
		return err
	}
	if err := p.tellCarried(o.changeOptions, done); err != nil || o.json {
		return err
	}
	if n := len(it.In); n > 0 {
		p.hint("split-pointed", "n", n, "command", p.command("show", p.shortKey(it)))
	}
	return nil
}

// parted is how the two wishes of an item are said: as the options say, else as is proposed.
func (p *program) parted(it *canvas.Item, o splitOptions) (story.Two, error) {
	want := it.Text("want")
	if !story.Fits(it.Kind) || want == "" {
		return story.Two{}, diag.Fail("split-no-story", "kind", it.Kind.Term(), "name", it.Name())
	}
	two, found := story.Split(want)
	first, second := strings.TrimSpace(o.first), strings.TrimSpace(o.second)
	known := found && two.Sure
	switch {
	case first != "" && second != "":
		two = story.Two{First: first, Second: second, Sure: true}
	case !known || o.first != "" || o.second != "":
		failure := diag.Fail("split-one", "want", want)
		if found {
			failure = diag.Fail("split-unsure", "want", want)
		}
		guess := func(given, proposed string) string {
			if given != "" || !found {
				return or(given, "…")
			}
			return proposed
		}
		return two, failure.Hint("split-say-hint", "command", p.splitCommand(it, guess(first, two.First), guess(second, two.Second)))
	}
	if words.Fold(two.First) == words.Fold(two.Second) {
		return two, diag.Fail("split-same", "want", two.First)
	}
	return two, nil
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func (p *program) splitCommand(it *canvas.Item, first, second string) string {
	return p.command("split", p.shortKey(it), "--first", first, "--second", second)
}

// agree shows a proposal and asks whether it is right. Wordings that were given need no yes, nor does a trial.
func (p *program) agree(ctx context.Context, it *canvas.Item, two story.Two, o splitOptions) error {
	if o.first != "" || o.yes || o.dryRun {
		return nil
	}
	failure := diag.Fail("split-undecided", "want", it.Text("want"))
	if p.interactive() {
		fmt.Fprint(p.stderr, p.talk.Card([]term.Entry{term.Plain("1", two.First), term.Plain("2", two.Second)}))
		if p.confirm(ctx, "split-question") {
			return nil
		}
		failure = diag.Fail("split-declined")
	} else {
		failure.Hint("split-yes-hint", "first", two.First, "second", two.Second, "command", p.again("--yes"))
	}
	return failure.Hint("split-say-hint", "command", p.splitCommand(it, two.First, two.Second))
}

// split works out the edits. The id of the second is made from its words unless one is given.
func (p *program) split(c *canvas.Canvas, it *canvas.Item, two story.Two, id string) (refactor.Edits, error) {
	if id != "" {
		id = p.idFor(it, id)
	} else {
		var ok bool
		id, ok = words.Slug(two.Second, draft.MaxID, func(id string) bool { return !refactor.FreeID(c, it.Kind, id) })
		if !ok {
			return nil, diag.Fail("no-id", "text", two.Second).Hint("no-id-hint")
		}
	}
	return refactor.Split(c, p.folder.FS(), it, "want", two.First, two.Second, id)
}

// completeStories completes the items that are stories.
func (p *program) completeStories(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 || p.ready() != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var stories []candidate
	for _, k := range p.kinds.All() {
		if story.Fits(k) {
			stories = append(stories, p.items(cmd.Context(), "", k)...)
		}
	}
	return complete(stories, typed), cobra.ShellCompDirectiveNoFileComp
}
