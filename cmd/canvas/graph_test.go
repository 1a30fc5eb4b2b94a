package main

import (
	"path/filepath"
	"testing"
)

// TestGraphJSON holds what graph and trace print against the schema that is published for them; nothing
// in it is for people.
func TestGraphJSON(t *testing.T) {
	for _, command := range []string{"graph --json", "graph needs roles --without-closed --json", "graph interviews --json", "trace reduire-impayes --json", "trace cotisation --depth 4 --all --json"} {
		command = "-C " + filepath.Join("..", "..", "examples", "federation") + " " + command
		out, _, status := canvasCommand(t, command)
		if status != exitDone {
			t.Fatalf("%s: exit %d", command, status)
		}
		follows(t, "graph", command, out)
		if french, _, _ := canvasCommand(t, command+" --lang fr"); french != out {
			t.Errorf("%s differs between the languages", command)
		}
	}
}
