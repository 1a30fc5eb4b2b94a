package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestHistory: the commits lead to the files as they are, one need was renamed, and no commit is empty.
func TestHistory(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	const commits = 100
	b := &bench{dir: t.TempDir(), talk: t.Output(), env: append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull)}
	dir := filepath.Join(b.dir, "past")
	if err := writeCanvas(dir, 2*commits); err != nil {
		t.Fatal(err)
	}
	wanted, err := readCanvas(dir)
	if err != nil {
		t.Fatal(err)
	}
	p, err := b.commitAll(t.Context(), dir, commits)
	if err != nil {
		t.Fatal(err)
	}
	git := func(args ...string) string {
		cmd := exec.Command("git", args...)
		cmd.Dir, cmd.Env = dir, b.env
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(args, err)
		}
		return strings.TrimSpace(string(out))
	}
	followed := "needs/" + p.followed + ".yaml"
	for what, tt := range map[string]struct{ got, want string }{
		"commits":           {git("rev-list", "--count", "HEAD"), "100"},
		"empty ones":        {git("rev-list", "--count", "HEAD", "--", "."), "100"},
		"left over":         {git("status", "--porcelain"), ""},
		"since the rename":  {git("rev-list", "--count", "HEAD", "--", followed), "10"},
		"before the rename": {git("rev-list", "--count", "HEAD", "--", "needs/first-hour.yaml"), "11"},
		"added":             {git("log", "--format=%H", "--diff-filter=A", "--", "needs/"+p.needs[1]+".yaml"), git("rev-parse", "HEAD~98")},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %s, want %s", what, tt.got, tt.want)
		}
	}
	got, err := readCanvas(dir)
	if err != nil {
		t.Fatal(err)
	}
	for path, text := range wanted {
		if path != followed && string(got[path]) != string(text) {
			t.Errorf("%s is not what it was", path)
		}
	}
}
