package kind

import (
	"bytes"
	"encoding/json"

	"github.com/canevas-systemique/canvas/pkg/source"
)

// Schema writes the kind's JSON Schema in force, the team's part merged in, with the unknown properties
// refused, so that an editor or any validator judges a file as this program does.
func (k *Kind) Schema() []byte {
	var compact, indented bytes.Buffer
	writeJSON(&compact, k.record.schema, true)
	if err := json.Indent(&indented, compact.Bytes(), "", "  "); err != nil {
		panic(err) // writeJSON writes JSON
	}
	indented.WriteByte('\n')
	return indented.Bytes()
}

// writeJSON writes a node as JSON. A schema that has properties gets additionalProperties: false.
func writeJSON(b *bytes.Buffer, n *source.Node, isSchema bool) {
	switch n.Kind {
	case source.Mapping:
		b.WriteByte('{')
		comma := ""
		for key, value := range n.Entries() {
			b.WriteString(comma)
			comma = ","
			writeString(b, key.Value)
			b.WriteByte(':')
			below := isSchema && key.Value == "items"
			if isSchema && (key.Value == "properties" || key.Value == "$defs") {
				writeSchemas(b, value)
				continue
			}
			writeJSON(b, value, below)
		}
		if _, properties := n.Get("properties"); isSchema && properties != nil {
			b.WriteString(comma + `"additionalProperties":false`)
		}
		b.WriteByte('}')
	case source.Sequence:
		b.WriteByte('[')
		for i, c := range n.Children {
			if i > 0 {
				b.WriteByte(',')
			}
			writeJSON(b, c, false)
		}
		b.WriteByte(']')
	default:
		if n.Type == source.String || n.Type == source.Timestamp {
			writeString(b, n.Value)
		} else {
			b.WriteString(n.Value)
		}
	}
}

// writeSchemas writes the value of properties or $defs: names, each with a schema.
func writeSchemas(b *bytes.Buffer, n *source.Node) {
	b.WriteByte('{')
	comma := ""
	for name, property := range n.Entries() {
		b.WriteString(comma)
		comma = ","
		writeString(b, name.Value)
		b.WriteByte(':')
		writeJSON(b, property, true)
	}
	b.WriteByte('}')
}

func writeString(b *bytes.Buffer, s string) {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		panic(err) // a string is always JSON
	}
	b.Truncate(b.Len() - 1)
}
