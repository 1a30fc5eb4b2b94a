//go:build unix

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

// interviewed makes a canvas in a repository, for interviews.
func interviewed(t *testing.T) (dir, home string) {
	t.Helper()
	dir, home = club(t, map[string]string{
		"roles/tresorier.yaml":        "name: Trésorier\nscope: internal\n",
		"objects/cotisation.yaml":     "name: Cotisation\n",
		"stakes/reduire-impayes.yaml": "title: Réduire les impayés\n",
	}), newHome(t)
	git(t, dir, home, "init", "-q")
	git(t, dir, home, "add", "-A")
	git(t, dir, home, "commit", "-q", "-m", "début")
	return dir, home
}

func git(t *testing.T, dir, home string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir, cmd.Env = dir, environment(home)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// captureFrom starts a capture that reads a pipe.
func captureFrom(t *testing.T, dir, home string, args ...string) (*exec.Cmd, *os.File, *bufio.Reader) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, "canvas", append([]string{"capture"}, args...)...)
	cmd.Dir, cmd.Env = dir, environment(home, "CANVAS_LANG=fr")
	in, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdin = in
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	in.Close()
	return cmd, write, bufio.NewReader(out)
}

// keptLines counts the lines that the session holds which was cut off last.
func keptLines(t *testing.T, dir string) (n int) {
	t.Helper()
	paths, _ := filepath.Glob(filepath.Join(dir, ".git/canvas/sessions/*.jsonl"))
	if len(paths) == 0 {
		return 0
	}
	data, err := os.ReadFile(paths[len(paths)-1])
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		var record struct {
			Line int
			Text string
		}
		if json.Unmarshal([]byte(line), &record) == nil && record.Line > 0 && !strings.HasPrefix(record.Text, "/") {
			n++
		}
	}
	return n
}

func TestAKilledCaptureLosesNoLine(t *testing.T) {
	const all = 24
	line := func(i int) string {
		return fmt.Sprintf("compter la caisse numéro %d chaque soir afin de rien oublier\n", i)
	}
	for _, after := range []time.Duration{0, 8, 15, 22, 30, 45, 60, 90} {
		after *= time.Millisecond
		dir, home := interviewed(t)
		cmd, in, out := captureFrom(t, dir, home, "--role", "trésorier", "--topic", "caisse")
		fmt.Fprint(in, line(0))
		if _, err := out.ReadString('\n'); err != nil {
			t.Fatal(err)
		}
		for i := 1; i < all; i++ {
			fmt.Fprint(in, line(i))
		}
		time.Sleep(after)
		if err := cmd.Process.Signal(syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		in.Close()

		kept := keptLines(t, dir)
		cmd, in, out = captureFrom(t, dir, home, "--resume")
		for i := kept; i < all; i++ {
			fmt.Fprint(in, line(i))
		}
		in.Close()
		told := readAll(out)
		if err := cmd.Wait(); err != nil {
			t.Errorf("after %v: %v\n%s", after, err, told)
		}
		needs, _ := filepath.Glob(filepath.Join(dir, "needs", "*.yaml"))
		interviews, _ := filepath.Glob(filepath.Join(dir, "interviews", "*.yaml"))
		if len(needs) != all || len(interviews) != 1 {
			t.Errorf("after %v, %d kept: %d needs, %d interviews\n%s", after, kept, len(needs), len(interviews), told)
		}
		if n := strings.TrimSpace(git(t, dir, home, "rev-list", "--count", "HEAD")); n != "2" {
			t.Errorf("after %v: %s commits", after, n)
		}
		if left := git(t, dir, home, "status", "--short"); left != "" {
			t.Errorf("after %v: not committed:\n%s", after, left)
		}
	}
}

// A step that was kept and whose files were not yet written when the session was cut off.
func TestWhatWasKeptIsWritten(t *testing.T) {
	dir, home := interviewed(t)
	cmd, in, out := captureFrom(t, dir, home, "--role", "trésorier")
	fmt.Fprintln(in, "voir les cotisations en retard pour relancer à temps")
	if _, err := out.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	in.Close()
	if err := os.Remove(filepath.Join(dir, "needs/voir-cotisations-retard.yaml")); err != nil {
		t.Fatal(err)
	}
	cmd, in, out = captureFrom(t, dir, home, "--resume")
	in.Close()
	told := readAll(out)
	if err := cmd.Wait(); err != nil || !fileIn(dir, "needs/voir-cotisations-retard.yaml") {
		t.Errorf("%v\n%s", err, told)
	}
}

func readAll(r *bufio.Reader) string {
	var b strings.Builder
	_, _ = r.WriteTo(&b)
	return b.String()
}

func TestACaptureThatIsToldToStopCommits(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		dir, home := interviewed(t)
		cmd, in, out := captureFrom(t, dir, home, "--role", "trésorier")
		fmt.Fprintln(in, "voir les cotisations en retard pour relancer à temps")
		if _, err := out.ReadString('\n'); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		told := readAll(out)
		if err := cmd.Wait(); err != nil {
			t.Errorf("%v: %v\n%s", signal, err, told)
		}
		in.Close()
		if left := git(t, dir, home, "status", "--short"); left != "" || !fileIn(dir, "needs/voir-cotisations-retard.yaml") {
			t.Errorf("%v: %s\n%s", signal, left, told)
		}
	}
}

func TestAnInterviewOnATerminal(t *testing.T) {
	dir, home := interviewed(t)
	screen := onTerminal(t, dir, home, [][2]string{
		{"Avec qui\u202f? ", "Marie Dupont\r"},
		{"Dans quel rôle\u202f? ", "trésorière\r"},
		{"À quel sujet\u202f? ", "caisse\r"},
		{"n passe\r\n\r\x1b[J› ", "\r"}, // Marie Dupont
		{"Trésorier › ", "voir les cotisations en retard #devis\r"},
		{"Trésorier › ", "\r"}, // creates
		{"Trésorier › ", "/oui\r"},
		{"Trésorier › ", "afin de relancer +grandir\r"},
		{"Trésorier › ", "n\r"},
		{"Trésorier › ", "En tant que gardien, je veux fermer plus tôt\r"},
		{"Trésorier › ", "\r"},
		{"Trésorier › ", "/quitter\r"},
	}, "entretien")
	need, _ := os.ReadFile(filepath.Join(dir, "needs/voir-cotisations-retard.yaml"))
	for _, want := range []string{"role: tresorier", "benefit: relancer", "  - devis", "  - cotisation", "person: marie-dupont"} {
		if !strings.Contains(string(need), want) {
			t.Errorf("%q is missing in\n%s\n%s", want, need, screen)
		}
	}
	for _, path := range []string{"roles/gardien.yaml", "needs/fermer-plus-tot.yaml", "persons/marie-dupont.yaml", "objects/devis.yaml"} {
		if !fileIn(dir, path) {
			t.Errorf("%s is missing\n%s", path, screen)
		}
	}
	if left := git(t, dir, home, "status", "--short"); left != "" {
		t.Errorf("not committed:\n%s", left)
	}
}

// A terminal that goes away ends the session as /quit does.
func TestATerminalThatHangsUp(t *testing.T) {
	dir, home := interviewed(t)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, "canvas", "capture", "--person", "Marie Dupont", "--create", "--role", "trésorier", "--topic", "caisse")
	cmd.Dir, cmd.Env = dir, environment(home, "CANVAS_LANG=fr")
	tty, err := pty.Start(cmd)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tty.WriteString("voir les cotisations en retard\r"); err != nil {
		t.Fatal(err)
	}
	var screen []byte
	part := make([]byte, 4096)
	for !strings.Contains(string(screen), "voir-cotisations-retard") {
		n, err := tty.Read(part)
		if err != nil {
			t.Fatalf("%v\n%s", err, screen)
		}
		screen = append(screen, part[:n]...)
	}
	tty.Close()
	_ = cmd.Wait() // nobody reads what it says
	if left := git(t, dir, home, "status", "--short"); left != "" {
		t.Errorf("not committed:\n%s\n%s", left, screen)
	}
}
