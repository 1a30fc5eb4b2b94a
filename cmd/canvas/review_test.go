package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestReviewOfMuch holds the comment on a large change against what GitHub takes, folded and closed, and the data
// against the schema that is published for them.
func TestReviewOfMuch(t *testing.T) {
	dir := t.TempDir()
	env := environment(newHome(t))
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", args...)
		cmd.Dir, cmd.Env = dir, env
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	git("init", "-q")
	write(t, dir, "canvas.yaml", "format: 1\ntitle: Club\nlanguage: fr\n")
	write(t, dir, "roles/member.yaml", "name: Member\n")
	write(t, dir, "stakes/keep.yaml", "title: Keep\nstatus: agreed\n")
	git("add", ".")
	git("commit", "-qm", "start")
	long := strings.Repeat("<b>@anna</b> | ", 40)
	write(t, dir, "stakes/keep.yaml", "title: \"Hold "+long+"\"\nstatus: agreed\n")
	for i := range 800 {
		write(t, dir, fmt.Sprintf("needs/n%d.yaml", i), fmt.Sprintf("role: member\nwant: \"wish %d\\n%s\"\nstakes: [keep]\nobjects: [none%d]\n", i, long, i))
	}
	comment, errs, status := canvasCommand(t, "-C "+dir+" review")
	if status != exitDone || len(comment) > maxComment {
		t.Fatalf("exit %d, %d bytes: %s", status, len(comment), errs)
	}
	for _, want := range []string{"<!-- canvas review -->\n", "<summary>+ 800", "**À regarder**", "**Convenu, et dit autrement", "**Nouveaux constats", "n’a pas la place", "`canvas -C " + dir + " diff main`"} {
		if !strings.Contains(comment, want) {
			t.Errorf("no %s", want)
		}
	}
	if opened := strings.Count(comment, "<details>"); opened == 0 || opened != strings.Count(comment, "\n\n</details>\n") {
		t.Errorf("%d opened", opened)
	}
	for line := range strings.Lines(comment) {
		if strings.Contains(line, "<b>") && !strings.Contains(line, "`") || strings.Contains(line, "@a") {
			t.Errorf("what people wrote is markup: %s", line)
		}
	}

	data, _, _ := canvasCommand(t, "-C "+dir+" review --json")
	follows(t, "review", "review", data)
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
