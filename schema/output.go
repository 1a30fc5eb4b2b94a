package schema

import (
	"bytes"
	"strings"
)

// shared holds what several outputs have in common; they refer to it.
const shared = "shared"

// Output is the schema of what commands print for programs, by its name: whole, with what it refers to in its $defs,
// so that a validator needs nothing else. There is none of canvas.yaml, which people write, or of that which is shared.
func Output(name string) ([]byte, bool) {
	data, err := Meta.ReadFile("meta/" + name + ".schema.json")
	if err != nil || name == shared || name == "canvas" {
		return nil, false
	}
	common, err := Meta.ReadFile("meta/" + shared + ".schema.json")
	if err != nil {
		return nil, false
	}
	body := bytes.TrimSuffix(data, []byte("\n}\n"))
	indented := strings.ReplaceAll(strings.TrimSuffix(string(common), "\n"), "\n", "\n    ")
	return append(bytes.Clone(body), ",\n  \"$defs\": {\n    \""+shared+"\": "+indented+"\n  }\n}\n"...), true
}
