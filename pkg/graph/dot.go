package graph

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Dot writes a graph in the language of Graphviz. Every arrow leads down the chain.
func Dot(w io.Writer, g Graph, in Words) error {
	out := bufio.NewWriter(w)
	fmt.Fprint(out, `digraph canvas {
  graph [rankdir=LR, nslimit=2, nslimit1=2] // limits without which a large one takes minutes
  node [style=filled, fontname="Helvetica,Arial,sans-serif", fontsize=11, fontcolor="#111111"]
  edge [fontname="Helvetica,Arial,sans-serif", fontsize=9, color="#555555", fontcolor="#333333"]
`)
	for _, it := range g.Nodes {
		look := g.lookOf(it.Kind)
		style := ""
		if it.Closed() {
			style = `, style="filled,dashed", fontcolor="#888888"`
		}
		if it == g.Traced {
			style += ", penwidth=3"
		}
		fmt.Fprintf(out, "  %s [label=%s, class=%s, shape=%s, fillcolor=%q, color=%q%s]\n",
			quoteDot(it.Key()), quoteDot(wrap(oneLine(it.Name()), lineLength)), quoteDot(it.Kind.Name), look.dot, look.fill, look.stroke, style)
	}
	for _, e := range g.Edges {
		fmt.Fprintf(out, "  %s -> %s", quoteDot(e.Above.Key()), quoteDot(e.Below.Key()))
		if text := e.label(in); text != "" {
			fmt.Fprintf(out, " [label=%s]", quoteDot(text))
		}
		fmt.Fprintln(out)
	}
	if kinds := g.legend(); len(kinds) > 0 {
		fmt.Fprintln(out, "  subgraph cluster_legend {\n    style=invis")
		for _, k := range kinds {
			look := g.lookOf(k)
			fmt.Fprintf(out, "    %s [label=%s, shape=%s, fillcolor=%q, color=%q]\n", quoteDot("legend/"+k.Name), quoteDot(oneLine(in.Kind(k))), look.dot, look.fill, look.stroke)
		}
		fmt.Fprintln(out, "  }")
	}
	fmt.Fprintln(out, "}")
	return out.Flush()
}

// lineLength is where a name in a node goes on on the next line, in characters.
const lineLength = 28

// wrap breaks a text at spaces into lines of so many characters.
func wrap(text string, length int) string {
	var lines []string
	line := ""
	for _, word := range strings.Split(text, " ") {
		switch {
		case line == "":
			line = word
		case len([]rune(line))+1+len([]rune(word)) > length:
			lines = append(lines, line)
			line = word
		default:
			line += " " + word
		}
	}
	return strings.Join(append(lines, line), "\n")
}

// quoteDot writes a text between quotes. Graphviz reads backslashes and entities like &lt; in it.
func quoteDot(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "&", "&amp;").Replace(text) + `"`
}
