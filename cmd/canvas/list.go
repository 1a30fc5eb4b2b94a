package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/term"
)

type listOptions struct {
	json bool
}

func newList(p *program) *cobra.Command {
	cmd := &cobra.Command{
		Use:  p.say.Say("use-list"),
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return diag.Fail("which-kind", "kinds", p.kindTerms()).Hint("see-help", "command", "canvas list --help")
			}
			return p.unknownKind(args[0])
		},
	}
	p.describe(cmd, "list")
	cmd.FParseErrWhitelist.UnknownFlags = true // a kind that is not there is said first
	cmd.Flags().Bool("json", false, p.say.Say("flag-json"))
	cmd.Flags().Lookup("json").Hidden = true // it may stand before the word for the kind
	for _, k := range p.kinds.All() {
		cmd.AddCommand(newListKind(p, k))
	}
	return cmd
}

func newListKind(p *program, k *kind.Kind) *cobra.Command {
	o := &listOptions{}
	cmd := &cobra.Command{
		Use:     p.word(k),
		Aliases: kindAliases(k),
		Args:    p.noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runList(cmd.Context(), p, k, *o)
		},
	}
	cmd.Annotations = map[string]string{shownAs: p.say.Term(k.Plural())}
	cmd.Short = p.say.Say("help-list-kind", "kinds", k.Plural())
	cmd.Long = cmd.Short
	cmd.Flags().BoolVar(&o.json, "json", false, p.say.Say("flag-json"))
	return cmd
}

// runList reads the kind and those that its shown columns refer to, so that people read names.
func runList(ctx context.Context, p *program, k *kind.Kind, o listOptions) error {
	only := []*kind.Kind{k}
	for _, f := range k.Fields() {
		for _, ref := range f.Entry().Refs {
			if other := p.kinds.Named(ref); other != nil && !slices.Contains(only, other) && !o.json {
				only = append(only, other)
			}
		}
	}
	c, err := p.load(ctx, only...)
	if err != nil {
		return err
	}
	items := c.OfKind(k)
	p.tellBroken(c)
	if o.json {
		return p.listJSON(items)
	}
	if len(items) == 0 {
		fmt.Fprintln(p.stderr, capitalize(p.say.Say("list-empty", "kinds", k.Plural())))
		p.hint("try", "command", p.example(k))
		return nil
	}
	p.listTable(k, listColumns(k, items), items)
	return nil
}

// listColumns are the fields that a list shows beside the name: the first references and
// enumerations that any of the items has, as many as are worth a line.
func listColumns(k *kind.Kind, items []*canvas.Item) []*kind.Field {
	const most = 4
	var columns []*kind.Field
	for _, f := range k.Fields() {
		entry := f.Entry()
		short := entry.Type == kind.Text && (len(entry.Refs) > 0 || len(entry.Enum) > 0)
		used := func(it *canvas.Item) bool { return it.Value(f.Name) != nil }
		if short && len(columns) < most && slices.ContainsFunc(items, used) {
			columns = append(columns, f)
		}
	}
	return columns
}

func (p *program) listTable(k *kind.Kind, columns []*kind.Field, items []*canvas.Item) {
	longest := 0
	for _, it := range items {
		longest = max(longest, term.Width(it.ID))
	}
	if p.screen.Limited() && longest+leastName > p.screen.Width() {
		p.listNarrow(items)
		return
	}
	head := []term.Column{{Title: p.say.Term(k.Term()), Shrink: true, Min: leastName}}
	for i, f := range columns {
		head = append(head, term.Column{Title: p.fieldTitle(k, f), Shrink: true, Drop: i + 1})
	}
	head = append(head, term.Column{Title: "id"})
	var rows [][]term.Cell
	for _, it := range items {
		row := []term.Cell{{Text: it.Name()}}
		for _, f := range columns {
			row = append(row, term.Cell{Text: p.shortValue(it, f)})
		}
		rows = append(rows, append(row, term.Cell{Text: it.ID, Style: p.screen.Dim}))
	}
	fmt.Fprint(p.stdout, p.screen.Table(head, rows))
	fmt.Fprintln(p.stderr, p.say.Say("list-count", "n", len(items)))
}

// leastName is how many columns a name needs beside an id, which is never cut: it is there to be copied.
const leastName = 30

// listNarrow shows each id below its name.
func (p *program) listNarrow(items []*canvas.Item) {
	for _, it := range items {
		fmt.Fprintln(p.stdout, p.screen.Flow("  ", term.Cell{Text: it.Name()}))
		fmt.Fprintln(p.stdout, "  "+p.screen.Dim(it.ID))
	}
	fmt.Fprintln(p.stderr, p.say.Say("list-count", "n", len(items)))
}

func (p *program) fieldTitle(k *kind.Kind, f *kind.Field) string {
	return p.say.Term(diag.Term{Kind: k.Name, Field: f.Path})
}

// shortValue is a field on one line: the names of what it refers to, the label of a value.
func (p *program) shortValue(it *canvas.Item, f *kind.Field) string {
	if len(f.Entry().Refs) > 0 {
		var names []string
		for i := range it.Links {
			if l := &it.Links[i]; l.Field == f.Entry() {
				names = append(names, l.Name())
			}
		}
		return strings.Join(names, ", ")
	}
	v := it.Value(f.Name)
	if v == nil {
		return ""
	}
	var texts []string
	for _, text := range append(v.List, v.Text) {
		if text != "" {
			texts = append(texts, p.say.Term(diag.Term{Kind: it.Kind.Name, Field: f.Path, Value: text}))
		}
	}
	return strings.Join(texts, ", ")
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

// listed is an item of a list for machines.
type listed struct {
	Kind   string         `json:"kind"`
	ID     string         `json:"id"`
	Name   string         `json:"name"`
	Path   string         `json:"path"`
	Fields map[string]any `json:"fields"`
	Broken bool           `json:"broken,omitempty"` // the file cannot be read: canvas lint says why
}

func (p *program) listJSON(items []*canvas.Item) error {
	list := []listed{}
	for _, it := range items {
		l := listed{Kind: it.Kind.Name, ID: it.ID, Name: it.Name(), Path: it.Path}
		if f, err := p.file(it); err != nil {
			l.Broken = true // one bad file never hides another
		} else {
			l.Fields, _ = jsonNode(f.Root).(map[string]any)
		}
		list = append(list, l)
	}
	return p.printJSON(struct {
		Version int      `json:"version"`
		Items   []listed `json:"items"`
	}{1, list})
}
