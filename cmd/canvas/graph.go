package main

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/graph"
	"github.com/canevas-systemique/canvas/pkg/kind"
)

// many is how many items a picture can show before they are hard to read.
const many = 150

// diagrams write a graph for programs that draw.
var diagrams = map[string]func(io.Writer, graph.Graph, graph.Words) error{
	"mermaid": graph.Mermaid,
	"dot":     graph.Dot,
}

type graphOptions struct {
	format        string
	withoutClosed bool
	json          bool
}

func newGraph(p *program) *cobra.Command {
	o := &graphOptions{}
	cmd := &cobra.Command{
		Use:               p.say.Say("use-graph"),
		Aliases:           []string{"graphe"},
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: p.completeEachKind,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runGraph(cmd.Context(), p, args, *o)
		},
	}
	p.describe(cmd, "graph")
	flags := cmd.Flags()
	flags.SortFlags = false
	formats := []string{"mermaid", "dot", "json"}
	flags.Var(newChoice(&o.format, formats), "format", p.say.Say("flag-graph-format"))
	flags.BoolVar(&o.withoutClosed, "without-closed", false, p.say.Say("flag-without-closed"))
	flags.BoolVar(&o.json, "json", false, p.say.Say("flag-json"))
	completeChoice(cmd, "format", formats)
	return cmd
}

// completeEachKind completes every argument with a kind that is not there yet.
func (p *program) completeEachKind(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	found, directive := p.completeKinds(cmd, nil, typed)
	given := func(c cobra.Completion) bool {
		word, _, _ := strings.Cut(c, "\t")
		return slices.ContainsFunc(args, func(arg string) bool { return p.kinds.ByWord(arg) == p.kinds.ByWord(word) })
	}
	return slices.DeleteFunc(found, given), directive
}

func runGraph(ctx context.Context, p *program, words []string, o graphOptions) error {
	var only []*kind.Kind
	for _, word := range words {
		k, err := p.oneOfKinds(word)
		if err != nil {
			return err
		}
		if !slices.Contains(only, k) {
			only = append(only, k)
		}
	}
	c, err := p.load(ctx, only...)
	if err != nil {
		return err
	}
	p.tellBroken(c)
	items := slices.Clone(c.Items)
	if o.withoutClosed {
		items = slices.DeleteFunc(items, (*canvas.Item).Closed)
	}
	g := graph.Of(c, items)
	if o.json || o.format == "json" {
		return p.printJSON(graphReport{Version: 1, diagram: p.diagram(g)})
	}
	if len(items) == 0 {
		p.remark("graph-empty")
	}
	if len(only) == 0 { // of some kinds, one cannot know what leads nowhere
		p.tellNowhere(items)
	}
	return p.draw(g, o.format, p.command("graph", p.word(p.kinds.All()[0]), p.word(p.kinds.All()[1])))
}

// tellNowhere says how many references a diagram lacks, since they lead nowhere.
func (p *program) tellNowhere(items []*canvas.Item) {
	n := 0
	for _, it := range items {
		for i := range it.Links {
			if it.Links[i].To == nil {
				n++
			}
		}
	}
	if n > 0 {
		p.talkAbout(p.talk.Warning(p.say.Say("severity-warning")+":"), p.say.Say("graph-broken", "n", n), nil)
	}
}

// draw writes a graph as a diagram, and warns of one that is too large to be of use.
func (p *program) draw(g graph.Graph, format, less string) error {
	warning := p.talk.Warning(p.say.Say("severity-warning") + ":")
	if format != "dot" && len(g.Edges) > graph.MermaidEdges {
		p.talkAbout(warning, p.say.Say("graph-edges", "n", len(g.Edges), "most", graph.MermaidEdges), nil)
		p.hint("graph-with-dot", "command", p.again("--format", "dot"))
		p.hint("graph-narrow", "command", less)
	} else if len(g.Nodes) > many {
		p.talkAbout(warning, p.say.Say("graph-large", "n", len(g.Nodes)), nil)
		p.hint("graph-narrow", "command", less)
	}
	return diagrams[format](p.stdout, g, graph.Words{
		Kind: func(k *kind.Kind) string { return p.say.Term(k.Term()) },
		Link: p.relation,
	})
}

// relation names a link by its field. Of a field inside a record that is the record, which says what it
// is about ("source", "relations"), unless several of its fields could hold the same.
func (p *program) relation(l *canvas.Link) string {
	k := l.From.Kind
	record, _, _ := strings.Cut(l.Field.Path, ".")
	title := func(path string) string { return p.say.Term(diag.Term{Kind: k.Name, Field: path}) }
	for _, other := range k.Slots() {
		if other != l.Field && strings.HasPrefix(other.Path, record+".") && slices.Equal(other.Refs, l.Field.Refs) {
			return title(record) + " " + p.screen.Glyph("·", "-") + " " + title(l.Field.Path)
		}
	}
	return title(record)
}

// What a program reads of graph and trace: schema/meta/graph.schema.json describes it.
type graphReport struct {
	Version int `json:"version"`
	diagram
}

// diagram is a graph for machines. An edge leads from the item that refers to the other.
type diagram struct {
	Nodes []node `json:"nodes"`
	Edges []edge `json:"edges"`
}

type node struct {
	Item string `json:"item"` // its key, as edges name it
	itemJSON
	Closed bool `json:"closed"`
	Step   *int `json:"step,omitempty"` // of a trace: how far from the item, negative above it
}

type edge struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Field string `json:"field"`
}

func (p *program) diagram(g graph.Graph) diagram {
	d := diagram{Nodes: []node{}, Edges: []edge{}}
	for _, it := range g.Nodes {
		d.Nodes = append(d.Nodes, node{Item: it.Key(), itemJSON: itemReport(it), Closed: it.Closed()})
	}
	for _, e := range g.Edges {
		for _, l := range e.Links {
			d.Edges = append(d.Edges, edge{l.From.Key(), l.To.Key(), l.Field.Path})
		}
	}
	return d
}
