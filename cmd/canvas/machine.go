package main

import (
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/report"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/schema"
)

// What programs read of canvas keeps these rules: an object with its version first; a list and what is true or false are
// always there, what does not apply is absent, null is what cannot be told; path is a file of the canvas, field
// a field of an item, and a key says the same wherever it stands. Nothing depends on the language but messages,
// which are English unless --lang is given. docs/en/json.md tells it.

// outputs names the schema of what each command prints with --json: schema/meta/NAME.schema.json. A command
// that has one sub-command a kind stands for these.
var outputs = []struct{ command, schema string }{
	{"ci", "change"},
	{"schema", "kinds"},
	{"schema --write", "change"},
	{"add", "add"},
	{"capture", "capture"},
	{"set", "change"},
	{"link", "change"},
	{"unlink", "change"},
	{"rename", "change"},
	{"merge", "merge"},
	{"split", "change"},
	{"remove", "change"},
	{"fmt", "fmt"},
	{"save", "save"},
	{"list", "list"},
	{"search", "search"},
	{"similar", "similar"},
	{"show", "show"},
	{"trace", "graph"},
	{"graph", "graph"},
	{"lint", "lint"},
	{"rules", "rules"},
	{"explain", "rules"},
	{"coverage", "coverage"},
	{"status", "status"},
	{"log", "log"},
	{"diff", "diff"},
	{"review", "review"},
	{"undo", "undo"},
}

// outputSchema is the schema that a command, or the name of a schema, means.
func outputSchema(word string) ([]byte, bool) {
	word = strings.TrimPrefix(word, "canvas ")
	for _, o := range outputs {
		if o.command == word {
			word = o.schema
			break
		}
	}
	return schema.Output(word)
}

// outputWords are the commands that print data for programs.
func outputWords() []candidate {
	var list []candidate
	for _, o := range outputs {
		if !strings.Contains(o.command, " ") { // completion offers single words
			list = append(list, candidate{o.command, o.schema + ".schema.json"})
		}
	}
	return list
}

// printJSON writes data for machines.
func (p *program) printJSON(v any) error { return report.WriteJSON(p.stdout, v) }

// itemJSON is what programs read of any item.
type itemJSON struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Name string `json:"name"`
	Path string `json:"path"`
}

func itemReport(it *canvas.Item) itemJSON {
	return itemJSON{it.Kind.Name, it.ID, it.Name(), it.Path}
}

// reference is a link, from the side of one of its ends.
type reference struct {
	Field string `json:"field"`          // of the item that refers
	Kind  string `json:"kind,omitempty"` // of the item at the other end, when it resolves
	ID    string `json:"id"`
	Name  string `json:"name,omitempty"`
}

// referenceTo is a link with the item that it leads to.
func referenceTo(l *canvas.Link) reference {
	if l.To == nil {
		return reference{Field: l.Field.Path, ID: l.ID}
	}
	return reference{l.Field.Path, l.To.Kind.Name, l.To.ID, l.To.Name()}
}

// changedItem is an item that is not as it was.
type changedItem struct {
	Verb change.Verb `json:"verb"`
	itemJSON
	Was     string         `json:"was,omitempty"`
	Broken  bool           `json:"broken"`
	Changes []changedField `json:"changes"`
}

type changedField struct {
	Field  string   `json:"field"`
	Before []string `json:"before"`
	After  []string `json:"after"`
}

// changedFile is a file of the canvas that is no item, and what became of it.
type changedFile struct {
	Verb change.Verb `json:"verb"`
	Path string      `json:"path"`
}

func changedReport(it change.Item) changedItem {
	c := changedItem{it.Verb, itemJSON{it.Kind.Name, it.ID, it.Name, it.Path}, it.Was, it.Broken, []changedField{}}
	for _, f := range it.Fields {
		c.Changes = append(c.Changes, changedField{f.Path, plainTexts(f.Before), plainTexts(f.After)})
	}
	return c
}

func changedItems(items []change.Item) []changedItem {
	list := []changedItem{}
	for _, it := range change.Flat(items) {
		list = append(list, changedReport(it))
	}
	return list
}

func plainTexts(values []change.Value) []string {
	texts := []string{}
	for _, v := range values {
		texts = append(texts, v.Text)
	}
	return texts
}

// changeJSON is what a command did that changes the canvas.
type changeJSON struct {
	Version int           `json:"version"`
	Items   []changedItem `json:"items"`
	Files   []changedFile `json:"files"`
	applied
}

// notNull is a list that JSON shows as one when it is empty.
func notNull[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// jsonFields are the values of an item's file, by field.
func jsonFields(root *source.Node) map[string]any {
	if fields, ok := jsonNode(root).(map[string]any); ok {
		return fields
	}
	return map[string]any{}
}
