package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestQuotedWords(t *testing.T) {
	for line, want := range map[string][]string{
		`notepad`: {"notepad"},
		`"C:\Program Files\VS Code\code.cmd" --wait`: {`C:\Program Files\VS Code\code.cmd`, "--wait"},
		`C:\ed.exe  -n "a b"`:                        {`C:\ed.exe`, "-n", "a b"},
	} {
		if diff := cmp.Diff(want, quotedWords(line)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", line, diff)
		}
	}
}
