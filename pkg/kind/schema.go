package kind

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/source"
)

// Schema writes the kind's JSON Schema in force, with what the team declares merged in, references
// followed and unknown properties refused, so that any validator judges a file as this program does.
func (k *Kind) Schema() []byte {
	w := schemaWriter{kind: k}
	return w.write()
}

// EditorSchema writes the same schema for editors: what people read is in one language, and our own
// annotations are left out. It is of draft 7, which every editor knows.
func (k *Kind) EditorSchema(language string) []byte {
	w := schemaWriter{kind: k, language: language}
	return w.write()
}

// The versions of JSON Schema in which schemas are written; they agree on all that is used here.
const (
	draft2020 = "https://json-schema.org/draft/2020-12/schema"
	draft7    = "http://json-schema.org/draft-07/schema#"
)

// schemaWriter writes one schema as compact JSON.
type schemaWriter struct {
	kind     *Kind
	language string // of an editor's schema; "" writes the texts of all languages
	b        bytes.Buffer
	comma    bool // before the next entry
}

func (w *schemaWriter) write() []byte {
	w.field(w.kind.record)
	var indented bytes.Buffer
	if err := json.Indent(&indented, w.b.Bytes(), "", "  "); err != nil {
		panic(err) // it is JSON that was written
	}
	indented.WriteByte('\n')
	return indented.Bytes()
}

// key begins an entry of a mapping, or with no name one of a list.
func (w *schemaWriter) key(name string) {
	if w.comma {
		w.b.WriteByte(',')
	}
	if name != "" {
		w.value(name)
		w.b.WriteByte(':')
	}
	w.comma = true
}

func (w *schemaWriter) open(bracket byte) {
	w.b.WriteByte(bracket)
	w.comma = false
}

func (w *schemaWriter) close(bracket byte) {
	w.b.WriteByte(bracket)
	w.comma = true
}

// value writes what encoding/json can write, without escaping what need not be.
func (w *schemaWriter) value(v any) {
	e := json.NewEncoder(&w.b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // texts, numbers and booleans are always JSON
	}
	w.b.Truncate(w.b.Len() - 1)
}

func (w *schemaWriter) entry(name string, v any) {
	w.key(name)
	w.value(v)
}

// field writes the schema of a field: the keywords in the order in which they were declared, then
// what these only imply.
func (w *schemaWriter) field(f *Field) {
	w.open('{')
	if f == w.kind.record {
		w.head()
	}
	if w.language != "" {
		w.texts(f)
	}
	structure := []string{"type", "properties", "items", "required", "default"}
	for key, value := range f.schema.Entries() {
		if i := slices.Index(structure, key.Value); i >= 0 {
			structure = slices.Delete(structure, i, i+1)
			w.structure(f, key.Value)
		} else {
			w.keyword(f, key.Value, value)
		}
	}
	for _, keyword := range structure {
		w.structure(f, keyword)
	}
	switch {
	case f.Any != nil:
		w.key("additionalProperties")
		w.field(f.Any)
	case f.Type == Record:
		w.entry("additionalProperties", false)
	}
	w.close('}')
}

// head tells which version of JSON Schema this is, and what its name is as long as it is the built-in one.
func (w *schemaWriter) head() {
	if w.language != "" {
		w.entry("$schema", draft7)
		return
	}
	w.entry("$schema", draft2020)
	if id := scalar(w.kind.record.schema, "$id"); id != "" && w.kind.File == "" {
		w.entry("$id", id)
	}
}

// texts writes what people read, in the language of an editor's schema. A title that only repeats the
// name of the field is left out.
func (w *schemaWriter) texts(f *Field) {
	if title := f.Labels.Title.In(w.language); title != strings.ReplaceAll(f.Name, "_", " ") {
		w.entry("title", title)
	}
	if description := f.Labels.Description.In(w.language); description != "" {
		w.entry("description", description)
	}
	if len(f.Enum) > 0 && len(f.Labels.Values) > 0 {
		labels := make([]string, len(f.Enum))
		for i, value := range f.Enum {
			labels[i] = f.Labels.Values[value].In(w.language)
		}
		w.entry("enumDescriptions", labels)
	}
}

// structure writes a keyword as the program understood it.
func (w *schemaWriter) structure(f *Field, keyword string) {
	switch {
	case keyword == "type":
		w.entry("type", string(f.Type))
	case keyword == "properties" && f.Type == Record:
		w.key("properties")
		w.open('{')
		for _, inner := range f.Fields {
			w.key(inner.Name)
			w.field(inner)
		}
		w.close('}')
	case keyword == "items" && f.Type == List:
		w.key("items")
		w.field(f.Items)
	case keyword == "required" && f.Type == Record:
		if names := requiredNames(f); len(names) > 0 {
			w.entry("required", names)
		}
	case keyword == "default" && f.Default != nil:
		w.entry("default", f.Default)
	}
}

func requiredNames(f *Field) []string {
	var names []string
	for _, inner := range f.Fields {
		if inner.Required {
			names = append(names, inner.Name)
		}
	}
	return names
}

// keyword writes a keyword as it was declared, unless it means nothing for the field or is none of an
// editor's business.
func (w *schemaWriter) keyword(f *Field, name string, value *source.Node) {
	types := keywords[name].types
	isText := strings.HasPrefix(name, "x-") || name == "title" || name == "description"
	switch {
	case strings.HasPrefix(name, "$"), name == "additionalProperties", len(types) > 0 && !slices.Contains(types, f.Type), isText && w.language != "":
	case slices.Contains(bounding, name):
		if n := number(f.schema, name); n != nil {
			w.entry(name, json.Number(strconv.FormatFloat(*n, 'f', -1, 64)))
		}
	default:
		w.key(name)
		w.node(value)
	}
}

// node writes a value in which every scalar is a text.
func (w *schemaWriter) node(n *source.Node) {
	switch n.Kind {
	case source.Mapping:
		w.open('{')
		for key, value := range n.Entries() {
			w.key(key.Value)
			w.node(value)
		}
		w.close('}')
	case source.Sequence:
		w.open('[')
		for _, c := range n.Children {
			w.key("")
			w.node(c)
		}
		w.close(']')
	default:
		w.value(n.Value)
	}
}
