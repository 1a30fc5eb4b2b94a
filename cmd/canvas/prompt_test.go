//go:build unix

package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

const interrupt = "\x03" // Ctrl-C

// onTerminal runs the program on a pseudo-terminal and types an answer each time that the screen
// ends as prompted; it returns what the screen showed.
func onTerminal(t *testing.T, dir, home string, dialogue [][2]string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second) // rather than hang
	defer cancel()
	cmd := exec.CommandContext(ctx, "canvas", args...)
	cmd.Dir = dir
	cmd.Env = environment(home, "CANVAS_LANG=fr", "COLUMNS=200")
	tty, err := pty.Start(cmd)
	if err != nil {
		t.Fatal(err)
	}
	defer tty.Close()
	var screen []byte
	part := make([]byte, 4096)
	for {
		n, err := tty.Read(part)
		screen = append(screen, part[:n]...)
		if len(dialogue) > 0 && bytes.HasSuffix(screen, []byte(dialogue[0][0])) {
			if dialogue[0][1] == interrupt {
				time.Sleep(200 * time.Millisecond) // it throws away what the program has not read yet
			}
			if _, err := io.WriteString(tty, dialogue[0][1]); err != nil {
				t.Fatal(err)
			}
			dialogue = dialogue[1:]
		}
		if err != nil {
			break // the program has ended
		}
	}
	_ = cmd.Wait() // the screen tells
	return string(screen)
}

// club makes a canvas with some files.
func club(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	write := func(path, text string) {
		path = filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("canvas.yaml", "format: 1\ntitle: Club\nlanguage: fr\n")
	for path, text := range files {
		write(path, text)
	}
	return dir
}

func fileIn(dir, path string) bool {
	_, err := os.Stat(filepath.Join(dir, path))
	return err == nil
}

func TestAnUnknownRoleIsOffered(t *testing.T) {
	for _, tt := range []struct {
		answer string
		made   bool
	}{
		{"o\r", true}, {"oui\r", true}, {"Y\r", true},
		{"n\r", false}, {"\r", false}, {"\x04", false}, {interrupt, false},
	} {
		dir := club(t, nil)
		screen := onTerminal(t, dir, newHome(t), [][2]string{{"[o/N] ", tt.answer}}, "add", "besoin", "En tant que trésorière, je veux voir les impayés")
		if !strings.Contains(screen, "Rôle «\u00a0trésorière\u00a0» n’existe pas encore. À créer\u202f? [o/N]") {
			t.Errorf("%q: not asked:\n%s", tt.answer, screen)
		}
		if made := fileIn(dir, "needs/voir-impayes.yaml"); made != tt.made {
			t.Errorf("%q: made %v, want %v:\n%s", tt.answer, made, tt.made, screen)
		}
		if !tt.made && tt.answer != interrupt && !strings.Contains(screen, "Rien n’a été écrit.") {
			t.Errorf("%q: it does not say that nothing was written:\n%s", tt.answer, screen)
		}
	}
}

func TestTheNearestIsOfferedFirst(t *testing.T) {
	const asked = "Enjeu «\u00a0reduire-impaye\u00a0» introuvable. Prendre «\u00a0Réduire les impayés\u00a0» (reduire-impayes)\u202f? [O/n], c pour créer "
	for _, tt := range []struct{ answer, stakes string }{
		{"\r", "reduire-impayes"}, {"o\r", "reduire-impayes"}, {"c\r", "reduire-impaye"},
		{"n\r", ""}, {"\x04", ""}, {interrupt, ""}, {"quoi\r", ""},
	} {
		dir := club(t, map[string]string{"stakes/reduire-impayes.yaml": "title: Réduire les impayés\n", "roles/tresorier.yaml": "name: Trésorier\nscope: internal\n"})
		screen := onTerminal(t, dir, newHome(t), [][2]string{{asked, tt.answer}}, "add", "besoin", "En tant que trésorier, je veux voir les impayés", "--stakes", "reduire-impaye")
		need, _ := os.ReadFile(filepath.Join(dir, "needs/voir-impayes.yaml"))
		if tt.stakes == "" && len(need) > 0 || tt.stakes != "" && !strings.Contains(string(need), "  - "+tt.stakes+"\n") {
			t.Errorf("%q: %s\n%s", tt.answer, need, screen)
		}
	}
	dir := club(t, map[string]string{"stakes/a.yaml": "title: A\n", "roles/tresorier.yaml": "name: Trésorier\nscope: internal\n"})
	screen := onTerminal(t, dir, newHome(t), [][2]string{{"[O/n] ", "\r"}}, "set", "a", "owner=tresorie")
	if stake, _ := os.ReadFile(filepath.Join(dir, "stakes/a.yaml")); !strings.Contains(string(stake), "owner: role/tresorier") {
		t.Errorf("%s\n%s", stake, screen)
	}
}

// Nothing is asked that cannot succeed: what of two kinds somebody is must be said.
func TestNoQuestionWithoutAnAnswer(t *testing.T) {
	screen := onTerminal(t, club(t, nil), newHome(t), nil, "add", "enjeu", "Grandir", "--owner", "Camille")
	for _, command := range []string{"canvas add enjeu Grandir --owner role/Camille --create", "canvas add enjeu Grandir --owner person/Camille --create"} {
		if !strings.Contains(screen, command) {
			t.Errorf("no %s:\n%s", command, screen)
		}
	}
}

func TestLinesAreTyped(t *testing.T) {
	const (
		invited = "Une phrase par ligne, Ctrl-D pour finir.\r\n"
		line    = "En tant que trésorier, je veux voir les impayés"
	)
	role := map[string]string{"roles/tresorier.yaml": "name: Trésorier\nscope: internal\n"}

	dir := club(t, role)
	screen := onTerminal(t, dir, newHome(t), [][2]string{{invited, line + "\r"}, {line + "\r\n", "\x04"}}, "add", "besoin", "--from", "-")
	if !fileIn(dir, "needs/voir-impayes.yaml") {
		t.Errorf("not added:\n%s", screen)
	}

	dir, home := club(t, role), newHome(t)
	screen = onTerminal(t, dir, home, [][2]string{{invited, line + "\r"}, {line + "\r\n", interrupt}}, "add", "besoin", "--from", "-", "--rejects", "r.txt")
	kept, _ := filepath.Glob(filepath.Join(home, ".cache/canvas/typed-*.txt"))
	if fileIn(dir, "needs/voir-impayes.yaml") || len(kept) != 1 {
		t.Fatalf("added, or not kept (%v):\n%s", kept, screen)
	}
	if text, err := os.ReadFile(kept[0]); err != nil || string(text) != line+"\n" {
		t.Errorf("kept %q %v", text, err)
	}
	if !strings.Contains(screen, "canvas add besoin --from "+kept[0]+"\r\n") {
		t.Errorf("it does not say where:\n%s", screen)
	}
}

// Waiting for a pipe that nobody opens must not keep the program from stopping.
func TestAPipeThatNobodyOpens(t *testing.T) {
	dir := club(t, nil)
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("canvas", "add", "besoin", "--from", "pipe")
	cmd.Dir = dir
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	time.Sleep(300 * time.Millisecond) // until it waits
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	select {
	case <-done:
		if cmd.ProcessState.ExitCode() != exitRefused {
			t.Errorf("ended as %v", cmd.ProcessState)
		}
	case <-time.After(5 * time.Second):
		_ = cmd.Process.Kill()
		t.Error("it does not stop")
	}
}

func TestTheFieldOfALinkIsAsked(t *testing.T) {
	const asked = "Lequel\u202f? [1-2] "
	for _, tt := range []struct{ answer, want string }{
		{"1\r", "name: Tableur\nstatus: current\nowner: role/tresorier\n"},
		{"2\r", "name: Tableur\nstatus: current\nusers:\n  - tresorier\n"},
		{"3\r", "name: Tableur\nstatus: current\n"}, {"\r", "name: Tableur\nstatus: current\n"}, {interrupt, "name: Tableur\nstatus: current\n"},
	} {
		dir := club(t, map[string]string{"applications/tableur.yaml": "name: Tableur\nstatus: current\n", "roles/tresorier.yaml": "name: Trésorier\nscope: internal\n"})
		screen := onTerminal(t, dir, newHome(t), [][2]string{{asked, tt.answer}}, "link", "tableur", "Trésorier")
		if text, _ := os.ReadFile(filepath.Join(dir, "applications/tableur.yaml")); string(text) != tt.want {
			t.Errorf("%q: %s\n%s", tt.answer, text, screen)
		}
		if !strings.Contains(screen, "  1  responsable (application «\u00a0Tableur\u00a0»)\r\n  2  utilisateurs (application «\u00a0Tableur\u00a0»)\r\n") {
			t.Errorf("%q: not asked:\n%s", tt.answer, screen)
		}
	}
}

func TestAnEditorIsOpenedAgainForErrors(t *testing.T) {
	// It breaks the file, and the next time repairs it.
	const editor = "if grep -q oh: \"$1\"; then sed 's/oh: //;s/cotisations/dettes/' \"$1\"; else sed 's/voir/oh: voir/' \"$1\"; fi >\"$1.new\" && mv \"$1.new\" \"$1\"\n"
	dir := club(t, map[string]string{"ed.sh": editor})
	t.Setenv("VISUAL", "sh '"+filepath.Join(dir, "ed.sh")+"'")
	for _, tt := range []struct{ answer, want string }{
		{"\r", "want: voir mes dettes\n"}, {"o\r", "want: voir mes dettes\n"},
		{"n\r", "want: oh: voir mes cotisations\n"}, {"\x04", "want: oh: voir mes cotisations\n"}, {interrupt, "want: oh: voir mes cotisations\n"},
	} {
		dir := club(t, map[string]string{"needs/voir.yaml": "role: adherent\nwant: voir mes cotisations\n", "roles/adherent.yaml": "name: Adhérent\nscope: external\n"})
		screen := onTerminal(t, dir, newHome(t), [][2]string{{"Rouvrir l’éditeur\u202f? [O/n] ", tt.answer}}, "edit", "voir")
		if text, _ := os.ReadFile(filepath.Join(dir, "needs/voir.yaml")); string(text) != "role: adherent\n"+tt.want {
			t.Errorf("%q: %s\n%s", tt.answer, text, screen)
		}
		if kept := strings.Contains(screen, "pour reprendre\u00a0: canvas edit voir\r\n"); kept == strings.Contains(tt.want, "dettes") {
			t.Errorf("%q:\n%s", tt.answer, screen)
		}
	}
}
