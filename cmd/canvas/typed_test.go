package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/creack/pty"
	"github.com/rogpeppe/go-internal/testscript"
)

// typed runs a program at a terminal of its own: typed FILE PROGRAM ARGS. A line "> text" of the file types a text
// and Enter, "< text" waits until the terminal shows the text, "kill" ends the program as a power cut would.
func typed(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: typed file program args...")
	}
	lines := ts.ReadFile(args[0])
	cmd := exec.Command(inPath(ts, args[1]), args[2:]...)
	cmd.Dir = ts.MkAbs(".")
	for _, name := range []string{"PATH", "HOME", "LC_ALL", "CANVAS_LANG", "CANVAS_NOW", "GIT_CONFIG_NOSYSTEM", "GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE", "NO_COLOR"} {
		cmd.Env = append(cmd.Env, name+"="+ts.Getenv(name))
	}
	cmd.Env = append(cmd.Env, "TERM=xterm")
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 40, Cols: 80})
	ts.Check(err)
	defer tty.Close()
	screen := watch(tty)
	killed := false
	for line := range strings.Lines(lines) {
		what, text, _ := strings.Cut(strings.TrimRight(line, "\n"), " ")
		switch what {
		case ">":
			_, err = fmt.Fprint(tty, text+"\r")
		case "<":
			err = screen.await(text)
		case "kill":
			killed, err = true, cmd.Process.Kill()
		default:
			ts.Fatalf("%s: %q", args[0], line)
		}
		if err != nil {
			_ = cmd.Process.Kill()
			ts.Fatalf("%s: %q: %v", args[0], line, err)
		}
	}
	late := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
	defer late.Stop()
	if err := cmd.Wait(); err != nil && !killed {
		ts.Fatalf("%s: %v\n%s", args[0], err, screen.unseen)
	}
}

// inPath finds a program as the script would.
func inPath(ts *testscript.TestScript, name string) string {
	for _, dir := range filepath.SplitList(ts.Getenv("PATH")) {
		path := filepath.Join(dir, name)
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	ts.Fatalf("no program %s", name)
	return ""
}

// watched is what a terminal shows.
type watched struct {
	shown  chan []byte
	unseen []byte
	copy   io.Writer // gets all that is shown, where it is not nil
}

func watch(tty *os.File) *watched {
	w := &watched{shown: make(chan []byte, 256)}
	go func() {
		defer close(w.shown)
		for {
			some := make([]byte, 4096)
			n, err := tty.Read(some)
			if n > 0 {
				w.shown <- some[:n]
			}
			if err != nil {
				return
			}
		}
	}()
	return w
}

// await waits until something is shown that was not waited for yet.
func (w *watched) await(text string) error {
	late := time.After(20 * time.Second)
	for {
		if _, after, found := bytes.Cut(w.unseen, []byte(text)); found {
			w.unseen = after
			return nil
		}
		select {
		case some, ok := <-w.shown:
			if !ok {
				return fmt.Errorf("the program has ended:\n%s", w.unseen)
			}
			w.unseen = append(w.unseen, some...)
			if w.copy != nil {
				_, _ = w.copy.Write(bytes.ReplaceAll(some, []byte("\x1b[2m"), []byte("\x1b[90m"))) // faint, which vt10x does not know
			}
		case <-late:
			return fmt.Errorf("not shown:\n%s", w.unseen)
		}
	}
}
