package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/search"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/term"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// print shows the items as a table. Of a single column it shows the values alone, one a line, as other
// programs read them.
func (l *listing) print(items []*canvas.Item) {
	p := l.program
	if len(l.columns) == 1 {
		for _, it := range items {
			fmt.Fprintln(p.stdout, words.Printable(l.cell(it, l.columns[0]).Text))
		}
		return
	}
	columns := l.columns
	if columns == nil {
		if p.screen.Limited() && longestID(items)+leastName > p.screen.Width() {
			l.printNarrow(items)
			return
		}
		columns = append([]search.Facet{{Name: search.Name}}, usualColumns(l.kind, items)...)
		columns = append(columns, search.Facet{Name: search.ID})
	}
	var head []term.Column
	for i, facet := range columns {
		head = append(head, l.column(facet, i))
	}
	var rows [][]term.Cell
	for _, it := range items {
		var row []term.Cell
		for _, facet := range columns {
			row = append(row, l.cell(it, facet))
		}
		rows = append(rows, row)
	}
	fmt.Fprint(p.stdout, p.screen.Table(head, rows))
}

const (
	leastName    = 30 // columns that a name needs beside an id, which is never cut: it is there to be copied
	leastCutName = 26 // columns that it keeps before other columns are left out
)

func longestID(items []*canvas.Item) (longest int) {
	for _, it := range items {
		longest = max(longest, term.Width(it.ID))
	}
	return longest
}

// printNarrow shows each id below its name.
func (l *listing) printNarrow(items []*canvas.Item) {
	p := l.program
	for _, it := range items {
		fmt.Fprintln(p.stdout, p.screen.Flow("  ", l.cell(it, search.Facet{Name: search.Name})))
		fmt.Fprintln(p.stdout, "  "+p.screen.Dim(it.ID))
	}
}

// usualColumns are the fields that a list shows beside the name: the first references and
// enumerations that any of the items has, as many as are worth a line.
func usualColumns(k *kind.Kind, items []*canvas.Item) []search.Facet {
	const most = 4
	var columns []search.Facet
	for _, f := range k.Fields() {
		entry := f.Entry()
		short := entry.Type == kind.Text && (len(entry.Refs) > 0 || len(entry.Enum) > 0)
		used := func(it *canvas.Item) bool { return it.Value(f.Name) != nil }
		if short && len(columns) < most && slices.ContainsFunc(items, used) {
			columns = append(columns, search.Facet{Name: f.Name, Field: f})
		}
	}
	return columns
}

// column is the head of a facet's column, the nth.
func (l *listing) column(facet search.Facet, nth int) term.Column {
	p := l.program
	column := term.Column{Shrink: true, Drop: nth}
	switch {
	case facet.From != nil:
		column.Title, column.Right = p.say.Term(facet.From.Plural()), true
	case facet.Field != nil:
		column.Title = p.fieldTitle(l.kind, facet.Field)
		column.Right = facet.Field.Type == kind.Integer || facet.Field.Type == kind.Number
		column.Min = l.widestChoice(facet.Field)
	case facet.Name == search.ID:
		column = term.Column{Title: "id"}
	default:
		column.Title = p.say.Term(l.kind.Term())
		column.Min, column.Drop = leastCutName, 0
	}
	return column
}

// widestChoice is how wide a column of choices has to be: they are few and short, and say little when
// they are cut. It is 0 for any other field.
func (l *listing) widestChoice(f *kind.Field) (widest int) {
	const most = 16
	for _, value := range f.Enum {
		widest = max(widest, term.Width(l.label(nil, f, value)))
	}
	return min(widest, most)
}

// cell is what an item has for a facet; what it has by default, and all of what is closed, is dim.
func (l *listing) cell(it *canvas.Item, facet search.Facet) term.Cell {
	cell := term.Cell{Text: strings.Join(l.said(it, facet), ", ")}
	switch {
	case facet.Name == search.ID, it.Closed():
		cell.Style = l.program.screen.Dim
	case cell.Text == "" && facet.Field != nil:
		for _, text := range l.find.TextsOrDefault(it, facet) {
			cell = term.Cell{Text: l.label(it, facet.Field, text), Style: l.program.screen.Dim}
		}
	}
	return cell
}

// said are the values of a facet as people read them.
func (l *listing) said(it *canvas.Item, facet search.Facet) (texts []string) {
	if f := facet.Field; f != nil && isRecord(f) {
		c := card{l.program, l.kind, func(f *kind.Field, ref string) string { return l.find.Called(it, f, ref) }}
		for _, n := range l.find.Root(it).Below(strings.Split(f.Path, ".")...) {
			texts = append(texts, c.record(f.Entry(), n))
		}
		return texts
	}
	for _, text := range l.find.Texts(it, facet) {
		if facet.Field != nil {
			text = l.label(it, facet.Field, text)
		}
		texts = append(texts, text)
	}
	return texts
}

// label is a value as people read it: the name of what it refers to, the label of a value.
func (l *listing) label(it *canvas.Item, f *kind.Field, text string) string {
	entry := f.Entry()
	switch {
	case len(entry.Refs) > 0:
		return l.find.Called(it, entry, text)
	case slices.Contains(entry.Enum, text):
		return l.program.say.Term(diag.Term{Kind: l.kind.Name, Field: entry.Path, Value: text})
	}
	return text
}

func (p *program) fieldTitle(k *kind.Kind, f *kind.Field) string {
	return p.say.Term(diag.Term{Kind: k.Name, Field: f.Path})
}

// listed is an item of a list for machines.
type listed struct {
	itemJSON
	Fields map[string]any `json:"fields"`           // all, or the chosen ones by their paths
	Counts map[string]int `json:"counts,omitempty"` // how many items of a kind refer to it, where that was asked
	Closed bool           `json:"closed"`
	Broken bool           `json:"broken"` // the file cannot be read: canvas lint says why
}

func (l *listing) printJSON(items []*canvas.Item, total int) error {
	p := l.program
	list := []listed{}
	for _, it := range items {
		one := listed{itemJSON: itemReport(it), Fields: map[string]any{}, Closed: it.Closed()}
		switch f, err := p.file(it); {
		case err != nil:
			one.Broken = true // one bad file never hides another
		case l.columns == nil:
			one.Fields = jsonFields(f.Root)
		default:
			l.choose(it, f.Root, &one)
		}
		list = append(list, one)
	}
	return p.printJSON(struct {
		Version int      `json:"version"`
		Total   int      `json:"total"` // without --limit
		Items   []listed `json:"items"`
	}{1, total, list})
}

// choose fills in what the columns ask for.
func (l *listing) choose(it *canvas.Item, root *source.Node, one *listed) {
	for _, facet := range l.columns {
		switch {
		case facet.From != nil:
			if one.Counts == nil {
				one.Counts = map[string]int{}
			}
			one.Counts[facet.Name] = l.find.Count(it, facet.From)
		case facet.Field != nil:
			if value := jsonAt(root, strings.Split(facet.Field.Path, ".")); value != nil {
				one.Fields[facet.Name] = value
			}
		}
	}
}

// jsonAt is the value at a path of fields; through a list, a list of what its entries have.
func jsonAt(n *source.Node, path []string) any {
	switch {
	case n.IsNull():
		return nil
	case len(path) == 0:
		return jsonNode(n)
	case n.Kind == source.Sequence:
		list := []any{}
		for _, c := range n.Children {
			list = append(list, jsonAt(c, path))
		}
		return list
	}
	_, value := n.Get(path[0])
	return jsonAt(value, path[1:])
}
