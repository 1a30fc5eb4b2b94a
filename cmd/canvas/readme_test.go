package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// session is a block of a page that shows commands and what they print; it is run as it stands.
var session = regexp.MustCompile("(?ms)^```console\n(.*?)^```\n")

// TestPagesShowRealOutput runs the sessions of the pages for people, one folder a page, one shell a
// block, and holds them to what is printed.
func TestPagesShowRealOutput(t *testing.T) {
	root := filepath.Join("..", "..")
	pages, err := filepath.Glob(filepath.Join(root, "docs", "*", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(pages, filepath.Join(root, "README.md")) {
		page, err := filepath.Rel(root, path)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.ToSlash(page), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !session.Match(text) {
				t.Skip("it has no session")
			}
			dir := newHome(t)
			got := session.ReplaceAllStringFunc(string(text), func(block string) string {
				return "```console\n" + replay(t, dir, session.FindStringSubmatch(block)[1]) + "```\n"
			})
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(text), got); diff != "" {
				t.Errorf("make golden writes what is printed now (-page +printed)\n%s", diff)
			}
		})
	}
}

// newHome makes a folder to work in, with a git identity of its own.
func newHome(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	config := "[user]\n\tname = Camille Test\n\temail = camille@example.org\n[init]\n\tdefaultBranch = main\n"
	if err := os.WriteFile(filepath.Join(dir, ".gitconfig"), []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// environment is what a program finds that a test starts: a home, one author and one day.
func environment(home string, more ...string) []string {
	return append(append(os.Environ(), "HOME="+home, "LC_ALL=C.UTF-8", "TZ=UTC", "NO_COLOR=1",
		"GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_DATE=2026-03-02T09:00:00Z", "GIT_COMMITTER_DATE=2026-03-02T09:00:00Z",
		"CANVAS_NOW=2026-03-04T09:00:00Z"), more...)
}

// replay runs the commands of a session, the lines after "$ ", with those up to END where one ends with <<END, and
// gives the session as it went.
// A blank line before a command is kept.
func replay(t *testing.T, home, text string) string {
	t.Helper()
	var out strings.Builder
	dir := home
	for text != "" {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		command, ok := strings.CutPrefix(line, "$ ")
		if !ok {
			continue
		}
		if strings.HasSuffix(line, "<<END") {
			var input string
			input, text, _ = strings.Cut(text, "\nEND\n")
			input = "\n" + input + "\nEND"
			command, line = command+input, line+input
		}
		if out.Len() > 0 {
			out.WriteByte('\n')
		}
		out.WriteString(line + "\n")
		shell := exec.Command("bash", "-c", command+"\npwd >"+filepath.Join(home, ".pwd"))
		shell.Dir = dir
		shell.Env = environment(home, "COLUMNS=88")
		printed, _ := shell.CombinedOutput() // a command that finds something ends with 1
		out.Write(printed)
		if pwd, err := os.ReadFile(filepath.Join(home, ".pwd")); err == nil {
			dir = string(bytes.TrimSpace(pwd))
		}
	}
	return out.String()
}
