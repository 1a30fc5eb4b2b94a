package main

import (
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/term"
)

// card shows what an item says, field by field in the schema's order.
type card struct {
	program *program
	kind    *kind.Kind
	// called gives the name of the item that a reference points at, "" when it is not known.
	called func(f *kind.Field, ref string) string
}

func (c card) entries(root *source.Node) []term.Entry {
	var entries []term.Entry
	for _, f := range c.kind.Fields() {
		if _, n := root.Get(f.Name); !n.IsNull() {
			if lines := c.lines(f, n); len(lines) > 0 {
				entries = append(entries, term.Entry{Label: c.label(f), Lines: lines})
			}
		}
	}
	return entries
}

func (c card) label(f *kind.Field) string {
	return c.program.say.Term(diag.Term{Kind: c.kind.Name, Field: f.Path})
}

func (c card) lines(f *kind.Field, n *source.Node) [][]term.Cell {
	switch n.Kind {
	case source.Sequence:
		var lines [][]term.Cell
		for _, entry := range n.Children {
			if f.Items != nil && !entry.IsNull() {
				lines = append(lines, c.lines(f.Items, entry)...)
			}
		}
		return lines
	case source.Mapping:
		return [][]term.Cell{{{Text: c.record(f, n)}}}
	}
	if strings.TrimSpace(n.Value) == "" {
		return nil
	}
	return [][]term.Cell{c.scalar(f, n.Value)}
}

// scalar shows one value: a reference by its item's name with the id behind it.
func (c card) scalar(f *kind.Field, text string) []term.Cell {
	switch {
	case len(f.Refs) > 0:
		if name := c.called(f, text); name != "" && name != text {
			return []term.Cell{{Text: name}, {Text: text, Style: c.program.screen.Dim}}
		}
	case slices.Contains(f.Enum, text):
		text = c.program.say.Term(diag.Term{Kind: c.kind.Name, Field: f.Path, Value: text})
	}
	return []term.Cell{{Text: text}}
}

// record shows the fields of a record on one line, what names it first: "taux de départ · cible 5 %".
// What speaks for itself stands without its label; of what is so or not, only what is.
func (c card) record(f *kind.Field, n *source.Node) string {
	var parts []string
	for i, inner := range f.Fields {
		_, value := n.Get(inner.Name)
		if value.IsNull() {
			continue
		}
		var texts []string
		for _, line := range c.lines(inner, value) {
			texts = append(texts, line[0].Text)
		}
		text := strings.Join(texts, ", ")
		entry := inner.Entry()
		switch {
		case text == "":
			continue
		case inner.Type == kind.Boolean && value.Value == "false":
			continue
		case inner.Type == kind.Boolean && value.Value == "true":
			text = c.label(inner)
		case i > 0 && len(entry.Refs) == 0 && len(entry.Enum) == 0:
			text = c.label(inner) + " " + text
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " · ")
}
