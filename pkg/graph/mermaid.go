package graph

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// MermaidEdges is how many edges the programs that show Mermaid draw, unless their settings say otherwise.
const MermaidEdges = 500

// Mermaid writes a graph as a Mermaid flowchart. Every arrow leads down the chain. The ids depend on the
// items' own ids alone.
func Mermaid(w io.Writer, g Graph, in Words) error {
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, "flowchart LR")
	for _, it := range g.Nodes {
		look := g.lookOf(it.Kind)
		fmt.Fprintf(out, "  %s%s\"%s\"%s:::%s", mermaidID(it), look.open, mermaidText(oneLine(it.Name())), look.close, mermaidClass(it.Kind.Name))
		if it.Closed() {
			fmt.Fprint(out, "\n  class ", mermaidID(it), " closed")
		}
		if it == g.Traced {
			fmt.Fprint(out, "\n  class ", mermaidID(it), " traced")
		}
		fmt.Fprintln(out)
	}
	for _, e := range g.Edges {
		arrow := "-->"
		if text := e.label(in); text != "" {
			arrow += `|"` + mermaidText(text) + `"|`
		}
		fmt.Fprintf(out, "  %s %s %s\n", mermaidID(e.Above), arrow, mermaidID(e.Below))
	}
	if kinds := g.legend(); len(kinds) > 0 {
		fmt.Fprintln(out, "  subgraph legend[\" \"]")
		for _, k := range kinds {
			look := g.lookOf(k)
			fmt.Fprintf(out, "    legend__%s%s\"%s\"%s:::%[1]s\n", mermaidClass(k.Name), look.open, mermaidText(oneLine(in.Kind(k))), look.close)
		}
		fmt.Fprintln(out, "  end\n  style legend fill:none,stroke:none")
	}
	for _, k := range g.Kinds() {
		look := g.lookOf(k)
		fmt.Fprintf(out, "  classDef %s fill:%s,stroke:%s,color:#111\n", mermaidClass(k.Name), look.fill, look.stroke)
	}
	fmt.Fprintln(out, "  classDef closed opacity:0.5,stroke-dasharray:4")
	fmt.Fprintln(out, "  classDef traced stroke-width:4px")
	return out.Flush()
}

// mermaidClass is a kind's name as a part of ids, in which no keyword of Mermaid stands alone.
func mermaidClass(kind string) string { return "kind_" + strings.ReplaceAll(kind, "-", "_") }

// mermaidID is the item's key in the letters that an id may have. A file's name that is no id has its
// other letters by number, so that two never become one.
func mermaidID(it *canvas.Item) string {
	id := it.ID
	if !words.ValidID(id) {
		var b strings.Builder
		for _, r := range id {
			if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
				b.WriteRune(r)
			} else {
				fmt.Fprintf(&b, "_%x_", r)
			}
		}
		id = b.String()
	}
	return strings.ReplaceAll(it.Kind.Name, "-", "_") + "__" + id
}

// mermaidText writes by its number whatever Mermaid, or Markdown, as which it reads every text, would
// take for more than a letter: also the signs after which a list begins, and the colon of an icon or an address.
func mermaidText(text string) string {
	var b strings.Builder
	letters := []rune(text + " ")
	for i, r := range letters[:len(letters)-1] {
		beforeSpace := letters[i+1] == ' '
		if strings.ContainsRune("\"#&<>%`\\*_~$[]{}", r) || strings.ContainsRune("-+.)", r) && beforeSpace || r == ':' && !beforeSpace {
			fmt.Fprintf(&b, "#%d;", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
