package main

import (
	"fmt"
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
		ts.Fatalf("%s: %v\n%s", args[0], err, screen.text())
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
