package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/draft"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/search"
)

// listOptions are what to leave out of a list and what to show of the rest.
type listOptions struct {
	json    bool
	open    bool
	limit   int
	texts   []string
	with    []string
	without []string
	gaps    []string
	sort    []string
	columns []string
	values  []draft.Assignment // what fields are to say
}

func newList(p *program) *cobra.Command {
	cmd := &cobra.Command{
		Use:               p.say.Say("use-list"),
		Aliases:           []string{"lister", "liste"},
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: p.completeOtherNames,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return seeHelp(cmd, diag.Fail("which-kind", "kinds", p.kindTerms()))
			}
			return p.unknownKind(args[0])
		},
	}
	p.describe(cmd, "list")
	cmd.Long += "\n\n" + p.say.Say("help-list-filters")
	cmd.FParseErrWhitelist.UnknownFlags = true // a kind that is not there is said first
	newListOptions(p, cmd.Flags())             // which may stand before the word for the kind
	cmd.Flags().VisitAll(func(f *pflag.Flag) { f.Hidden = true })
	for _, k := range p.kinds.All() {
		cmd.AddCommand(newListKind(p, k))
	}
	return cmd
}

// newListKind is `canvas list KIND`, with an option for each field of the kind.
func newListKind(p *program, k *kind.Kind) *cobra.Command {
	var o *listOptions
	cmd := &cobra.Command{
		Use:               p.word(k),
		Aliases:           kindAliases(k),
		Args:              p.noArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runList(cmd.Context(), p, k, *o)
		},
	}
	cmd.Annotations = map[string]string{shownAs: p.say.Term(k.Plural())}
	cmd.Short = p.say.Say("help-list-kind", "kinds", k.Plural())
	cmd.Long = capitalize(cmd.Short) + ".\n\n" + p.say.Say("help-list-filters")
	flags := cmd.Flags()
	flags.SortFlags = false
	o = newListOptions(p, flags)
	p.completeListOptions(cmd, k)
	flags.Var(&filterPath{k, &o.values}, "field", p.say.Say("flag-filter-field"))
	for _, f := range k.Fields() {
		name := optionName(f)
		if flags.Lookup(name) != nil || p.isGlobal(name) {
			continue // --field asks for it
		}
		flags.Var(&filterFlag{fieldFlag{p, f, &o.values}}, name, p.filterUsage(k, f))
		p.completeFilter(cmd, name, k, f)
	}
	return cmd
}

// newListOptions are the options that every kind takes.
func newListOptions(p *program, flags *pflag.FlagSet) *listOptions {
	o := &listOptions{}
	flags.StringArrayVar(&o.texts, "text", nil, p.say.Say("flag-text"))
	flags.StringArrayVar(&o.with, "with", nil, p.say.Say("flag-with"))
	flags.StringArrayVar(&o.without, "without", nil, p.say.Say("flag-without"))
	flags.StringArrayVar(&o.gaps, "gap", nil, p.say.Say("flag-gap"))
	flags.BoolVar(&o.open, "open", false, p.say.Say("flag-open"))
	flags.StringArrayVar(&o.sort, "sort", nil, p.say.Say("flag-sort"))
	flags.StringArrayVar(&o.columns, "columns", nil, p.say.Say("flag-columns"))
	flags.IntVar(&o.limit, "limit", 0, p.say.Say("flag-limit"))
	flags.BoolVar(&o.json, "json", false, p.say.Say("flag-json"))
	return o
}

// runList reads the kind, and of the others those that are asked for or that names are needed of.
func runList(ctx context.Context, p *program, k *kind.Kind, o listOptions) error {
	if err := p.ready(); err != nil {
		return err
	}
	l, err := p.newListing(k, o)
	if err != nil {
		return err
	}
	c, err := p.load(ctx, l.kinds()...)
	if err != nil {
		return err
	}
	l.find = search.NewFinder(p.folder.FS(), c)
	all := c.OfKind(k)
	items, err := l.chosen(ctx, all)
	if err != nil {
		return err
	}
	l.find.Sort(items, l.orders, p.say.Language())
	shown := items
	if o.limit > 0 {
		shown = items[:min(len(items), o.limit)]
	}
	p.tellBroken(c)
	if o.json {
		return l.printJSON(shown, len(items))
	}
	if len(items) > 0 {
		l.print(shown)
	}
	l.conclude(len(shown), len(items), len(all))
	return nil
}

// conclude says how many there are.
func (l *listing) conclude(shown, found, all int) {
	p := l.program
	switch {
	case all == 0:
		fmt.Fprintln(p.stderr, capitalize(p.say.Say("list-empty", "kinds", l.kind.Plural())))
		p.hint("try", "command", p.example(l.kind))
	case found == 0:
		fmt.Fprintln(p.stderr, capitalize(p.say.Say("list-none-fit", "kinds", l.kind.Plural(), "all", all)))
	case shown < found:
		p.remark("more", "n", found-shown, "all", found)
	case found < all:
		p.remark("list-some", "n", found, "all", all)
	default:
		p.remark("list-count", "n", found)
	}
}

// tellBroken says that files could not be read whole, so that nobody takes a list for complete.
func (p *program) tellBroken(c *canvas.Canvas) {
	files := map[string]bool{}
	for _, f := range c.Findings {
		if f.Severity == diag.Error {
			files[f.Path] = true
		}
	}
	if len(files) > 0 {
		p.talkAbout(p.talk.Warning(p.say.Say("severity-warning")+":"), p.say.Say("broken-files", "n", len(files)), nil)
	}
}
