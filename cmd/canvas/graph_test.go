package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestGraphJSON holds what graph and trace print against the schema that is published for them; nothing
// in it is for people.
func TestGraphJSON(t *testing.T) {
	compiled, err := jsonschema.NewCompiler().Compile(filepath.Join("..", "..", "schema", "meta", "graph.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{"graph --json", "graph needs roles --without-closed --json", "graph interviews --json", "trace reduire-impayes --json", "trace cotisation --depth 4 --all --json"} {
		command = "-C " + filepath.Join("..", "..", "examples", "federation") + " " + command
		out, _, status := canvasCommand(t, command)
		if status != exitDone {
			t.Fatalf("%s: exit %d", command, status)
		}
		got, err := jsonschema.UnmarshalJSON(strings.NewReader(out))
		if err != nil {
			t.Fatalf("%s: %v", command, err)
		}
		if err := compiled.Validate(got); err != nil {
			t.Errorf("%s: %v", command, err)
		}
		if french, _, _ := canvasCommand(t, command+" --lang fr"); french != out {
			t.Errorf("%s differs between the languages", command)
		}
	}
}
