//go:build unix

package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/creack/pty"
)

// onTerminal runs the program on a pseudo-terminal and types the answer once it is asked; it returns
// what the screen showed.
func onTerminal(t *testing.T, dir, answer string, args ...string) string {
	t.Helper()
	cmd := exec.Command("canvas", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "HOME="+newHome(t), "CANVAS_LANG=fr", "NO_COLOR=1", "COLUMNS=80")
	tty, err := pty.Start(cmd)
	if err != nil {
		t.Fatal(err)
	}
	defer tty.Close()
	var screen []byte
	part := make([]byte, 4096)
	for asked := false; ; {
		n, err := tty.Read(part)
		screen = append(screen, part[:n]...)
		if !asked && bytes.HasSuffix(screen, []byte("[o/N] ")) {
			asked = true
			if _, err := io.WriteString(tty, answer); err != nil {
				t.Fatal(err)
			}
		}
		if err != nil {
			break // the program has ended
		}
	}
	_ = cmd.Wait() // the screen tells
	return string(screen)
}

func TestAnUnknownRoleIsOffered(t *testing.T) {
	for _, tt := range []struct {
		answer string
		made   bool
	}{
		{"o\r", true}, {"oui\r", true}, {"Y\r", true},
		{"n\r", false}, {"\r", false}, {"\x04", false}, {"\x03", false},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "canvas.yaml"), []byte("format: 1\ntitle: Club\nlanguage: fr\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		screen := onTerminal(t, dir, tt.answer, "add", "besoin", "En tant que trésorière, je veux voir les impayés")
		if !strings.Contains(screen, "Rôle «\u00a0trésorière\u00a0» n’existe pas encore. À créer\u202f? [o/N]") {
			t.Errorf("%q: not asked:\n%s", tt.answer, screen)
		}
		_, err := os.Stat(filepath.Join(dir, "needs", "voir-impayes.yaml"))
		if made := err == nil; made != tt.made {
			t.Errorf("%q: made %v, want %v:\n%s", tt.answer, made, tt.made, screen)
		}
		if !tt.made && tt.answer != "\x03" && !strings.Contains(screen, "Rien n’a été écrit.") {
			t.Errorf("%q: it does not say that nothing was written:\n%s", tt.answer, screen)
		}
	}
}
