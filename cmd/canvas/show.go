package main

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/term"
	"github.com/canevas-systemique/canvas/pkg/words"
)

type showOptions struct {
	json bool
}

func newShow(p *program) *cobra.Command {
	o := &showOptions{}
	cmd := &cobra.Command{
		Use:               p.say.Say("use-show"),
		Aliases:           []string{"montrer"},
		Args:              p.oneID,
		ValidArgsFunction: p.completeIDs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runShow(cmd.Context(), p, args[0], *o)
		},
	}
	p.describe(cmd, "show")
	cmd.Flags().BoolVar(&o.json, "json", false, p.say.Say("flag-json"))
	return cmd
}

func runShow(ctx context.Context, p *program, word string, o showOptions) error {
	c, err := p.load(ctx)
	if err != nil {
		return err
	}
	it, err := p.find(c, word)
	if err != nil {
		return err
	}
	f, err := p.file(it)
	if err != nil {
		return err
	}
	if o.json {
		return p.showJSON(it, f.Root)
	}
	p.showCard(it, f.Root)
	return nil
}

// find gives the one item that a word names, by id or as people call it, or the failure that says
// why it is none or several.
func (p *program) find(c *canvas.Canvas, word string) (*canvas.Item, error) {
	found := c.Find(word)
	if len(found) == 0 {
		found = p.called(c, word)
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		failure := diag.Fail("no-item", "id", word)
		if command := p.joined(word); command != "" {
			return nil, failure.Hint("try", "command", command)
		}
		if near := p.nearIDs(c, word); len(near) > 0 {
			return nil, failure.Hint("did-you-mean", "candidates", near)
		}
		called := strings.TrimSuffix(path.Base(word), canvas.Extension) // without the kind
		return nil, failure.Hint("search-hint", "command", p.command("search", called))
	}
	var keys []string
	for _, it := range found {
		keys = append(keys, it.Key())
	}
	failure := diag.Fail("ambiguous-id", "id", word, "candidates", keys)
	for _, key := range keys {
		failure.Hint("this-one-hint", "command", p.instead(word, key))
	}
	return nil, failure
}

// nearIDs are the ids, with their kind where one was given, that a word was probably meant to be.
func (p *program) nearIDs(c *canvas.Canvas, word string) []string {
	before, id, items := "", word, c.Items
	if first, rest, typed := strings.Cut(word, "/"); typed {
		if k := p.kinds.ByWord(first); k != nil {
			if others := c.Find(rest); len(others) > 0 { // it is of another kind
				return keys(others)
			}
			before, id, items = first+"/", rest, c.OfKind(k)
		}
	}
	ids := make([]string, 0, len(items))
	for _, it := range items {
		ids = append(ids, it.ID)
	}
	near := words.Nearest(strings.TrimSuffix(id, canvas.Extension), ids)
	for i := range near {
		near[i] = before + near[i]
	}
	return near
}

// called are the items that people call by a name, of one kind where that stands before it.
func (p *program) called(c *canvas.Canvas, name string) []*canvas.Item {
	items := c.Items
	if word, rest, typed := strings.Cut(name, "/"); typed {
		if k := p.kinds.ByWord(word); k != nil {
			items, name = c.OfKind(k), rest
		}
	}
	return canvas.NewNames(items...).Named(name)
}

func (p *program) showCard(it *canvas.Item, root *source.Node) {
	fmt.Fprintf(p.stdout, "%s %s\n", p.title(it.Kind), p.screen.Accent(it.ID))
	c := card{p, it.Kind, func(f *kind.Field, ref string) string {
		for i := range it.Links {
			if l := &it.Links[i]; l.Field == f && l.ID == ref && l.To != nil {
				return l.To.Name()
			}
		}
		return ""
	}}
	entries := append(c.entries(root), p.missing(p.policy().Missing(it))...)
	fmt.Fprint(p.stdout, p.screen.Card(entries))
	if entries := p.inward(it); len(entries) > 0 {
		fmt.Fprintf(p.stdout, "\n%s\n%s", p.say.Say("card-inward"), p.screen.Card(entries))
	}
	fmt.Fprintln(p.stdout, p.screen.Dim(p.path(it.Path)))
}

// missing says below a card what rules an item does not meet.
func (p *program) missing(rules []*kind.Rule) []term.Entry {
	if len(rules) == 0 {
		return nil
	}
	entry := term.Entry{Label: p.say.Say("card-missing")}
	for _, rule := range rules {
		entry.Lines = append(entry.Lines, []term.Cell{{Text: p.lack(rule)}})
	}
	return []term.Entry{entry}
}

// inward lists what points at an item, by kind; where a kind may do so in several ways, with the way.
func (p *program) inward(it *canvas.Item) []term.Entry {
	var entries []term.Entry
	for _, k := range p.kinds.All() {
		ways := 0
		for _, slot := range k.Slots() {
			if slot.Holds(it.Kind.Name) {
				ways++
			}
		}
		lines := p.pointers(it, k, ways > 1)
		if len(lines) > 0 {
			label := p.say.Term(diag.Term{Kind: k.Name, Many: len(lines) > 1})
			entries = append(entries, term.Entry{Label: label, Lines: lines})
		}
	}
	return entries
}

// pointers are the items of a kind that point at an item, a line each.
func (p *program) pointers(it *canvas.Item, k *kind.Kind, withWays bool) (lines [][]term.Cell) {
	var last *canvas.Item
	var ways []string
	for _, l := range it.In {
		if l.From.Kind != k {
			continue
		}
		if l.From != last {
			last, ways = l.From, nil
			lines = append(lines, []term.Cell{{Text: oneLine(l.From.Name())}, {Text: l.From.ID, Style: p.screen.Dim}})
		}
		if way := p.way(l); withWays && !slices.Contains(ways, way) {
			ways = append(ways, way)
			lines[len(lines)-1] = append(lines[len(lines)-1][:2], term.Cell{Text: "(" + strings.Join(ways, ", ") + ")"})
		}
	}
	return lines
}

// way is what people call the field of a link: the outermost, which says more than those inside a record.
func (p *program) way(l *canvas.Link) string {
	field, _, _ := strings.Cut(l.Field.Path, ".")
	return p.say.Term(diag.Term{Kind: l.From.Kind.Name, Field: field})
}

func (p *program) showJSON(it *canvas.Item, root *source.Node) error {
	to, from, missing := []reference{}, []reference{}, []string{}
	for i := range it.Links {
		to = append(to, referenceTo(&it.Links[i]))
	}
	for _, l := range it.In {
		from = append(from, reference{l.Field.Path, l.From.Kind.Name, l.From.ID, l.From.Name()})
	}
	for _, rule := range p.policy().Missing(it) {
		missing = append(missing, rule.Name)
	}
	return p.printJSON(struct {
		Version int `json:"version"`
		itemJSON
		Fields       map[string]any `json:"fields"`
		Closed       bool           `json:"closed"`
		References   []reference    `json:"references"`
		ReferencedBy []reference    `json:"referenced_by"`
		Missing      []string       `json:"missing"` // the coverage rules that it does not meet
	}{1, itemReport(it), jsonFields(root), it.Closed(), to, from, missing})
}
