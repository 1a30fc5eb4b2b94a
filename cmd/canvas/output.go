package main

import (
	"encoding/json"
	"io"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
)

// output is a stream that remembers why it could not be written, so that a command need not look at
// every line that it prints.
type output struct {
	io.Writer
	err error
}

func (o *output) Write(data []byte) (int, error) {
	n, err := o.Writer.Write(data)
	if err != nil && o.err == nil {
		o.err = err
	}
	return n, err
}

// jsonNode is a value of an item's file for machines: numbers and booleans where the file has
// them, else text.
func jsonNode(n *source.Node) any {
	switch {
	case n.IsNull():
		return nil
	case n.Kind == source.Mapping:
		m := map[string]any{}
		for key, value := range n.Entries() {
			m[key.Value] = jsonNode(value)
		}
		return m
	case n.Kind == source.Sequence:
		list := []any{}
		for _, c := range n.Children {
			list = append(list, jsonNode(c))
		}
		return list
	case n.Plain && (n.Type == source.Int || n.Type == source.Float) && json.Valid([]byte(n.Value)):
		return json.Number(n.Value)
	case n.Plain && n.Type == source.Bool:
		return n.Value == "true"
	}
	return n.Value
}

// valueName is what help shows for the value of a field's option.
func (p *program) valueName(f *kind.Field) string {
	entry := f.Entry()
	switch {
	case len(entry.Refs) > 0:
		var names []string
		for _, name := range entry.Refs {
			names = append(names, strings.ToUpper(p.say.Term(diag.Term{Kind: name})))
		}
		name := strings.Join(names, "|")
		if f.Type == kind.List {
			name += ",…"
		}
		return name
	case len(entry.Enum) > 0:
		return p.say.Say("value-choice")
	case entry.Type == kind.Record:
		return p.say.Say("value-record")
	}
	return p.say.Say("value-" + string(entry.Type))
}

// fieldUsage tells what a field is, and what its option takes where the name of the value cannot.
func (p *program) fieldUsage(k *kind.Kind, f *kind.Field) string {
	usage := p.say.Term(diag.Term{Kind: k.Name, Field: f.Path, Described: true})
	entry := f.Entry()
	switch {
	case len(entry.Enum) > 0:
		usage += " (" + strings.Join(entry.Enum, ", ") + ")"
	case entry.Type == kind.Record:
		var keys []string
		for _, inner := range entry.Fields {
			keys = append(keys, inner.Name+"=…")
		}
		usage += " (" + strings.Join(keys, ",") + ")"
	}
	if f.Type == kind.List && len(entry.Refs)+len(entry.Enum) == 0 {
		usage += " " + p.say.Say("field-repeatable") // the others take commas
	}
	return strings.TrimSpace(usage)
}

// oneOfKinds returns the kind that a word names, or the failure that says which there are.
func (p *program) oneOfKinds(word string) (*kind.Kind, error) {
	if k := p.kinds.ByWord(word); k != nil {
		return k, nil
	}
	return nil, p.unknownKind(word)
}

// kindAliases are the words for a kind that cobra has to know beside the one that help shows.
func kindAliases(k *kind.Kind) []string {
	aliases := append([]string{k.Name, k.Folder}, k.Aliases...)
	aliases = append(append(aliases, k.Labels.Title.Both()...), k.Labels.Plural.Both()...)
	slices.Sort(aliases)
	return slices.Compact(aliases)
}
