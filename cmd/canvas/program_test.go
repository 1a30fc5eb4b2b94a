package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

func TestPlaceOfWholeFile(t *testing.T) {
	p := &program{}
	if got := p.place("needs/big.yaml", diag.Range{}); got != "needs/big.yaml:1:1" {
		t.Errorf("a file as a whole is at %s", got)
	}
	if got := p.place("needs/a.yaml", diag.Span(3, 7, 2)); got != "needs/a.yaml:3:7" {
		t.Errorf("a range is at %s", got)
	}
}

// full takes nothing, as a disk that is full.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// What cannot be written is said, and never taken for done.
func TestFullOutput(t *testing.T) {
	dir := fileTree(t)
	for _, command := range []string{"list stakes", "list stakes --json", "show a", "show a --json", "coverage", "coverage --json", "lint", "lint --json", "schema stake", "version", "--help", "completion bash"} {
		var said bytes.Buffer
		status := run(append([]string{"-C", dir, "--lang", "en"}, strings.Fields(command)...), strings.NewReader(""), full{}, &said)
		if status != exitRefused || strings.Count(said.String(), "no space left on device") != 1 {
			t.Errorf("%s: status %d, %s", command, status, said.String())
		}
	}
}

// No output for machines holds what a terminal would obey.
func TestJSONIsPlain(t *testing.T) {
	dir := fileTree(t)
	for _, command := range []string{"list stakes --json", "show a --json", "coverage --json", "lint --json"} {
		var out, said bytes.Buffer
		if status := run(append([]string{"-C", dir}, strings.Fields(command)...), strings.NewReader(""), &out, &said); status != exitDone {
			t.Errorf("%s: status %d, %s", command, status, said.String())
		}
		if !strings.Contains(out.String(), `A\u009b2J\u202eB`) || strings.ContainsAny(out.String(), "\u009b\u202e") {
			t.Errorf("%s: %q", command, out.String())
		}
	}
}

func fileTree(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "stakes"), 0o755); err != nil {
		t.Fatal(err)
	}
	for path, text := range map[string]string{
		"canvas.yaml":   "format: 1\ntitle: Test\n",
		"stakes/a.yaml": "title: \"A\\u009b2J\\u202eB\"\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, path), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
