package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/graph"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/term"
)

// fan is how many items of a kind a trace shows beside one another.
const fan = 10

type traceOptions struct {
	depth  int
	all    bool
	format string
	json   bool
}

func newTrace(p *program) *cobra.Command {
	o := &traceOptions{}
	cmd := &cobra.Command{
		Use:               p.say.Say("use-trace"),
		Aliases:           []string{"tracer"},
		Args:              p.oneID,
		ValidArgsFunction: p.completeIDs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.depth < 1 {
				return seeHelp(cmd, diag.Fail("option-value", "option", "--depth", "value", strconv.Itoa(o.depth)))
			}
			return runTrace(cmd.Context(), p, args[0], *o)
		},
	}
	p.describe(cmd, "trace")
	flags := cmd.Flags()
	flags.SortFlags = false
	formats := []string{"text", "mermaid", "dot", "json"}
	flags.IntVar(&o.depth, "depth", 2, p.say.Say("flag-depth"))
	flags.BoolVar(&o.all, "all", false, p.say.Say("flag-trace-all"))
	flags.Var(newChoice(&o.format, formats), "format", p.say.Say("flag-trace-format"))
	flags.BoolVar(&o.json, "json", false, p.say.Say("flag-json"))
	completeChoice(cmd, "format", formats)
	return cmd
}

func runTrace(ctx context.Context, p *program, word string, o traceOptions) error {
	c, err := p.load(ctx)
	if err != nil {
		return err
	}
	it, err := p.find(c, word)
	if err != nil {
		return err
	}
	p.tellBroken(c)
	options := graph.Options{Depth: o.depth, Every: o.all}
	switch {
	case o.json || o.format == "json":
		return p.traceJSON(graph.Around(c, it, options), o)
	case o.format != "text":
		return p.draw(graph.Around(c, it, options).Graph(), o.format, p.command("trace", p.shortKey(it), "--depth", "1", "--format", o.format))
	}
	if !o.all {
		options.Fan = fan
	}
	p.printTrace(graph.Around(c, it, options), o)
	return nil
}

// printTrace draws the chain as two trees, for what stands above the item and what stands below.
func (p *program) printTrace(t graph.Trace, o traceOptions) {
	first := term.Cell{Text: p.title(t.Item.Kind), Style: p.screen.Dim}
	fmt.Fprintln(p.stdout, p.screen.Flow("  ", p.traced(first, t.Item, p.screen.Accent)...))
	d := drawing{program: p, unfolded: map[*canvas.Item]bool{t.Item: true}}
	for _, side := range []struct {
		heading  string
		branches []*graph.Branch
	}{{"trace-above", t.Above}, {"trace-below", t.Below}} {
		if len(side.branches) > 0 {
			fmt.Fprintf(p.stdout, "\n%s\n", p.screen.Bold(p.say.Say(side.heading)))
			d.branches("", side.branches)
		}
	}
	switch {
	case len(t.Above)+len(t.Below) == 0:
		fmt.Fprintln(p.stdout, p.screen.Flow("", term.Cell{Text: p.say.Say("trace-alone")}))
		p.hint("try", "command", p.command("link", p.shortKey(t.Item), "ID"))
	case d.cut:
		p.hint("trace-deeper", "command", p.command("trace", p.shortKey(t.Item), "--depth", strconv.Itoa(o.depth+1)))
	}
}

// traced are the parts of a line of the tree: why the item is there, its name, its id, and the state of
// an item that is closed.
func (p *program) traced(why term.Cell, it *canvas.Item, style func(string) string) []term.Cell {
	why.Text += " " // two between the parts, as one stands between words
	cells := []term.Cell{why, {Text: it.Name(), Style: style}}
	if it.ID != it.Name() {
		cells[1].Text += " "
		cells = append(cells, term.Cell{Text: it.ID, Style: p.screen.Dim})
	}
	if !it.Closed() {
		return cells
	}
	for _, condition := range it.Kind.Closed {
		state := p.say.Term(diag.Term{Kind: it.Kind.Name, Field: condition.Field, Value: it.Text(condition.Field)})
		cells = append(cells, term.Cell{Text: "(" + state + ")", Style: p.screen.Dim})
	}
	return cells
}

// drawing is a tree of which a part is printed.
type drawing struct {
	program  *program
	unfolded map[*canvas.Item]bool // those behind which the tree went on
	cut      bool                  // somewhere it did not
}

// branches prints some branches after the lines that lead past them.
func (d *drawing) branches(before string, branches []*graph.Branch) {
	screen := d.program.screen
	for i, b := range branches {
		fork, past := screen.Glyph("├─ ", "|- "), screen.Glyph("│  ", "|  ")
		if i == len(branches)-1 {
			fork, past = screen.Glyph("└─ ", "`- "), "   "
		}
		d.line(before+fork, before+past, d.cells(b))
		if len(b.Branches) > 0 {
			d.unfolded[b.Item] = true
			d.branches(before+past, b.Branches)
		}
	}
}

// line prints one branch. Where its text goes on below, the lines of the tree go on beside it.
func (d *drawing) line(fork, past string, cells []term.Cell) {
	screen := d.program.screen
	margin := strings.Repeat(" ", term.Width(past))
	for i, line := range strings.Split(screen.Under(screen.Dim(fork), cells...), "\n") {
		if rest, ok := strings.CutPrefix(line, margin); ok && i > 0 {
			line = screen.Dim(past) + rest
		}
		fmt.Fprintln(d.program.stdout, strings.TrimRight(line, " "))
	}
}

func (d *drawing) cells(b *graph.Branch) []term.Cell {
	p := d.program
	dim := func(text string) term.Cell { return term.Cell{Text: text, Style: p.screen.Dim} }
	if b.Folded > 0 {
		return []term.Cell{dim(p.say.Say("trace-folded", "n", b.Folded, "kind", diag.Term{Kind: b.Kind.Name, Many: b.Folded > 1}))}
	}
	if b.Item == nil {
		l := b.Links[0]
		return []term.Cell{dim(d.why(b) + " "), {Text: l.ID}, {Text: "(" + p.say.Say("trace-nowhere") + ")", Style: p.screen.Warning}}
	}
	cells := p.traced(dim(d.why(b)), b.Item, nil)
	switch {
	case b.Cut:
		d.cut = true
	case b.Repeated && d.unfolded[b.Item]:
		cells = append(cells, dim("("+p.say.Say("trace-before")+")"))
	case b.Repeated:
		cells = append(cells, dim("("+p.say.Say("trace-after")+")"))
	}
	return cells
}

// why says in words what ties a branch to the item before it: the fields of the item before, and of the
// branch's item its kind, with the field where its kind does not tell enough.
func (d *drawing) why(b *graph.Branch) string {
	var outward, inward, all []string
	for _, l := range b.Links {
		switch {
		case l.To == b.Item:
			outward = append(outward, d.program.outward(l))
		case l.To.Kind == b.Item.Kind || graph.IsAmbiguous(l):
			inward = append(inward, d.program.relation(l))
		}
		all = append(all, d.program.relation(l))
	}
	switch {
	case len(outward) == len(b.Links):
		return list(outward)
	case len(outward) == 0 && len(inward) == 0:
		return d.program.say.Term(b.Item.Kind.Term())
	case len(outward) > 0:
		inward = all
	}
	return d.program.say.Say("trace-by", "kind", b.Item.Kind.Term(), "field", list(inward))
}

// list joins texts, each once.
func list(texts []string) string {
	var each []string
	for _, text := range texts {
		if !slices.Contains(each, text) {
			each = append(each, text)
		}
	}
	return strings.Join(each, ", ")
}

// outward names a link from the side of the item that refers: by its field, or where the field lists what
// no other field holds, by the kind of the item that it refers to.
func (p *program) outward(l *canvas.Link) string {
	isList := l.From.Kind.Field(l.Field.Path).Type == kind.List
	if isList && l.To != nil && l.To.Kind != l.From.Kind && !graph.IsAmbiguous(l) {
		return p.say.Term(l.To.Kind.Term())
	}
	return p.relation(l)
}

type traceReport struct {
	Version int    `json:"version"`
	Item    string `json:"item"` // its key
	Depth   int    `json:"depth"`
	diagram
}

func (p *program) traceJSON(t graph.Trace, o traceOptions) error {
	d := p.diagram(t.Graph())
	steps := t.Steps()
	for i := range d.Nodes {
		step := steps[d.Nodes[i].Item]
		d.Nodes[i].Step = &step
	}
	return p.printJSON(traceReport{1, t.Item.Key(), o.depth, d})
}
