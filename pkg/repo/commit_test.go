package repo

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// reason is why there is no commit, as a catalogue key.
func reason(o Outcome) string {
	if o.NotCommitted == nil {
		return ""
	}
	return o.NotCommitted.Message.Key
}

// said is what git or a hook said, as it is passed on.
func said(o Outcome) string {
	var lines []string
	for _, h := range o.NotCommitted.Hints {
		if line, ok := h.Arg("line").(string); ok && h.Key == "repo-hint-said" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// lastCommit is what the last commit changed: "A needs/a.yaml".
func lastCommit(t *testing.T, top string) string {
	t.Helper()
	return strings.ReplaceAll(gitIn(t, top, "show", "--format=", "--name-status", "--no-renames", "HEAD"), "\t", " ")
}

func hook(t *testing.T, top, name, script string) {
	t.Helper()
	path := filepath.Join(top, ".git/hooks", name)
	write(t, top, ".git/hooks/"+name, "#!/bin/sh\n"+script+"\n")
	if err := os.Chmod(path, 0o777); err != nil {
		t.Fatal(err)
	}
}

// some is a change of each sort, and how it looks in the history.
func some(t *testing.T, f *Folder) Change {
	t.Helper()
	committed(t, apply(t, f, Change{Op: "add", Message: "start", Writes: []Write{
		{Path: "needs/old.yaml", Data: []byte("old\n")}, {Path: "needs/gone.yaml", Data: []byte("gone\n")},
	}}))
	return Change{Op: "set", Message: "some",
		Writes: []Write{
			{Path: "needs/new.yaml", Data: []byte("new\n")},
			{Path: "needs/old.yaml", Data: []byte("changed\n"), Base: []byte("old\n")},
		},
		Removes: []Remove{{Path: "needs/gone.yaml", Base: []byte("gone\n")}},
	}
}

const someCommitted = "D needs/gone.yaml\nA needs/new.yaml\nM needs/old.yaml"

func TestCommitsItsPathsOnly(t *testing.T) {
	for _, tt := range []struct {
		name   string
		user   func(t *testing.T, top string) // what the user does before
		status string                         // what is left of it afterwards
	}{
		{"nothing else", func(*testing.T, string) {}, ""},
		{"edited and new files", func(t *testing.T, top string) {
			write(t, top, "readme", "edited\n")
			write(t, top, "notes", "mine\n")
		}, " M readme\n?? notes"},
		{"staged files", func(t *testing.T, top string) {
			write(t, top, "readme", "staged\n")
			write(t, top, "notes", "mine\n")
			gitIn(t, top, "add", ".")
			write(t, top, "readme", "and edited\n")
		}, "A  notes\nMM readme"},
		{"a staged removal", func(t *testing.T, top string) { gitIn(t, top, "rm", "-q", "readme") }, "D  readme"},
		{"intent to add", func(t *testing.T, top string) {
			write(t, top, "notes", "mine\n")
			gitIn(t, top, "add", "-N", "notes")
		}, " A notes"},
		{"one of the files staged", func(t *testing.T, top string) {
			write(t, top, "needs/old.yaml", "staged\n")
			gitIn(t, top, "add", ".")
			write(t, top, "needs/old.yaml", "old\n")
		}, ""},
		{"a detached HEAD", func(t *testing.T, top string) { gitIn(t, top, "checkout", "-q", "--detach") }, ""},
	} {
		for _, prefix := range []string{"", "docs/le canevas"} {
			t.Run(tt.name+" in "+prefix, func(t *testing.T) {
				f, top := open(t, prefix)
				write(t, top, "readme", "readme\n")
				gitIn(t, top, "add", ".")
				gitIn(t, top, "commit", "-qm", "readme")
				change := some(t, f)
				tt.user(t, top)
				if prefix != "" && tt.name == "one of the files staged" {
					t.Skip("the paths are those of a canvas at the top")
				}
				committed(t, apply(t, f, change))
				want := someCommitted
				if prefix != "" {
					want = strings.ReplaceAll(want, "needs/", prefix+"/needs/")
				}
				if diff := cmp.Diff(want, lastCommit(t, top)); diff != "" {
					t.Errorf("commit (-want +got):\n%s", diff)
				}
				if diff := cmp.Diff(tt.status, strings.TrimRight(gitStatus(t, top), "\n")); diff != "" {
					t.Errorf("status (-want +got):\n%s", diff)
				}
			})
		}
	}
}

func gitStatus(t *testing.T, top string) string {
	t.Helper()
	cmd := exec.Command("git", "status", "--porcelain", "-uall")
	cmd.Dir = top
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestUnbornBranch(t *testing.T) {
	f, top := open(t, "canvas")
	if _, err := f.At(context.Background(), "HEAD"); !errors.Is(err, ErrNoRevision) {
		t.Errorf("at HEAD: %v", err)
	}
	write(t, top, "readme", "staged\n")
	gitIn(t, top, "add", ".")
	committed(t, apply(t, f, one("needs/a.yaml", "a\n")))
	if got := lastCommit(t, top); got != "A canvas/needs/a.yaml" {
		t.Error(got)
	}
	if got := gitStatus(t, top); got != "A  readme\n" {
		t.Error(got)
	}
}

func TestMessages(t *testing.T) {
	f, top := open(t, "")
	for _, tt := range []struct{ name, message, want string }{
		{"plain", "Besoin « relancer »", "Besoin « relancer »\n\nCanvas-Op: add"},
		{"body", "Three\n\n- one\n- two\n", "Three\n\n- one\n- two\n\nCanvas-Op: add"},
		{"comment", "# 1", "# 1\n\nCanvas-Op: add"},
		{"option", "--amend", "--amend\n\nCanvas-Op: add"},
		{"scissors", "a\n\n# ------------------------ >8 ------------------------\nb", "a\n\n# ------------------------ >8 ------------------------\nb\n\nCanvas-Op: add"},
		{"trailers", "a\n\nSigned-off-by: A <a@example.org>", "a\n\nSigned-off-by: A <a@example.org>\nCanvas-Op: add"},
		{"one line like a trailer", "Need: a", "Need: a\n\nCanvas-Op: add"},
		{"empty", "", "add\n\nCanvas-Op: add"},
		{"only spaces", " \n\t\n", "add\n\nCanvas-Op: add"},
		{"Windows", "a\r\n\r\nb\r\n", "a\n\nb\n\nCanvas-Op: add"},
		{"NUL", "a\x00b", "ab\n\nCanvas-Op: add"},
	} {
		for _, staged := range []bool{false, true} {
			change := one("needs/"+strings.ReplaceAll(tt.name, " ", "-")+map[bool]string{true: "-staged"}[staged], tt.name)
			change.Message = tt.message
			if staged {
				write(t, top, "staged", tt.name)
				gitIn(t, top, "add", "staged")
			}
			committed(t, apply(t, f, change))
			if diff := cmp.Diff(tt.want, gitIn(t, top, "log", "-1", "--format=%B")); diff != "" {
				t.Errorf("%s, staged %v (-want +got):\n%s", tt.name, staged, diff)
			}
			gitIn(t, top, "rm", "-qf", "--cached", "--ignore-unmatch", "staged")
		}
	}
	gitIn(t, top, "config", "i18n.commitEncoding", "ISO-8859-1")
	gitIn(t, top, "config", "commit.cleanup", "scissors")
	change := one("needs/é.yaml", "x")
	change.Message = "é — ☃"
	committed(t, apply(t, f, change))
	if raw := gitIn(t, top, "cat-file", "commit", "HEAD"); !strings.Contains(raw, "é — ☃") || strings.Contains(raw, "encoding") {
		t.Error(raw)
	}
}

// TestLiteralPaths commits a file whose name is a pattern that matches others.
func TestLiteralPaths(t *testing.T) {
	for _, staged := range []bool{false, true} {
		f, top := open(t, "")
		write(t, top, "needs/a.yaml", "not ours\n")
		if staged {
			write(t, top, "staged", "x\n")
			gitIn(t, top, "add", "staged")
		}
		committed(t, apply(t, f, one("needs/[a-z]*.yaml", "x\n")))
		if got := lastCommit(t, top); got != "A needs/[a-z]*.yaml" {
			t.Errorf("staged %v: %s", staged, got)
		}
		committed(t, apply(t, f, one(" b\".yaml", "x\n")))
	}
}

func TestHookRefuses(t *testing.T) {
	for _, staged := range []bool{false, true} {
		for _, name := range []string{"pre-commit", "commit-msg"} {
			f, top := open(t, "")
			change := some(t, f)
			want := " D needs/gone.yaml\n M needs/old.yaml\n?? needs/new.yaml\n"
			if staged {
				write(t, top, "staged", "x\n")
				gitIn(t, top, "add", "staged")
				want = " D needs/gone.yaml\n M needs/old.yaml\nA  staged\n?? needs/new.yaml\n"
			}
			hook(t, top, name, `echo "no commits on Friday"; printf '\033[31mreally\033[0m\n\n' >&2; exit 1`)
			outcome := apply(t, f, change)
			if reason(outcome) != "repo-hook-refused" || said(outcome) != "no commits on Friday\nreally" {
				t.Errorf("%s, staged %v: %v %q", name, staged, outcome.NotCommitted, said(outcome))
			}
			if diff := cmp.Diff(want, gitStatus(t, top)); diff != "" {
				t.Errorf("%s, staged %v: status (-want +got):\n%s", name, staged, diff)
			}
			if err := os.Remove(filepath.Join(top, ".git/hooks", name)); err != nil {
				t.Fatal(err)
			}
			paths, err := f.Uncommitted(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			paths = without(paths, "staged")
			if diff := cmp.Diff([]string{"needs/gone.yaml", "needs/new.yaml", "needs/old.yaml"}, paths); diff != "" {
				t.Errorf("uncommitted:\n%s", diff)
			}
			outcome, err = f.Commit(context.Background(), "save", "now", paths)
			if err != nil {
				t.Fatal(err)
			}
			committed(t, outcome)
			if diff := cmp.Diff(someCommitted, lastCommit(t, top)); diff != "" {
				t.Error(diff)
			}
		}
	}
}

func without(paths []string, path string) []string {
	var kept []string
	for _, p := range paths {
		if p != path {
			kept = append(kept, p)
		}
	}
	return kept
}

// TestHookLeavesSomethingRunning: what a hook starts may outlive git and hold its output.
func TestHookLeavesSomethingRunning(t *testing.T) {
	f, top := open(t, "")
	hook(t, top, "post-commit", "sleep 20 &")
	committed(t, apply(t, f, one("needs/a.yaml", "a\n")))
}

func TestHookRewrites(t *testing.T) {
	f, top := open(t, "")
	hook(t, top, "pre-commit", "echo formatted >needs/a.yaml; git add needs/a.yaml")
	hook(t, top, "prepare-commit-msg", `printf '\nTicket: 12\n' >>"$1"`)
	committed(t, apply(t, f, one("needs/a.yaml", "a\n")))
	if got := gitIn(t, top, "show", "HEAD:needs/a.yaml"); got != "formatted" {
		t.Error(got)
	}
	if got := gitStatus(t, top); got != "" {
		t.Error(got)
	}
}

// TestHooksSeeTheUsersEnvironment: what git sets for us must not reach a hook.
func TestHooksSeeTheUsersEnvironment(t *testing.T) {
	for _, staged := range []bool{false, true} {
		f, top := open(t, "")
		write(t, top, "staged", "x\n")
		gitIn(t, top, "add", "staged")
		if !staged {
			gitIn(t, top, "commit", "-qm", "staged")
		}
		hook(t, top, "pre-commit", `env | grep -E 'GIT_(LITERAL|OPTIONAL)|^LC_ALL' >seen; git diff --cached --name-only -- '*.yaml' >>seen`)
		committed(t, apply(t, f, one("needs/a.yaml", "a\n")))
		if got := files(t, top)["seen"]; got != "LC_ALL=C\nneeds/a.yaml\n" { // the tests' own LC_ALL
			t.Errorf("staged %v: %q", staged, got)
		}
	}
}

func TestOperationInProgress(t *testing.T) {
	conflict := func(args ...string) func(*testing.T, string) {
		return func(t *testing.T, top string) {
			write(t, top, "readme", "one\n")
			gitIn(t, top, "add", ".")
			gitIn(t, top, "commit", "-qm", "one")
			gitIn(t, top, "checkout", "-qb", "side")
			write(t, top, "readme", "two\n")
			gitIn(t, top, "commit", "-qam", "two")
			gitIn(t, top, "checkout", "-q", "main")
			write(t, top, "readme", "three\n")
			gitIn(t, top, "commit", "-qam", "three")
			gitIn(t, top, "format-patch", "-q", "-1", "side", "-o", filepath.Join(top, ".git/patches"))
			cmd := exec.Command("git", args...)
			cmd.Dir = top
			if out, err := cmd.CombinedOutput(); err == nil {
				t.Fatalf("no conflict:\n%s", out)
			}
		}
	}
	for _, tt := range []struct {
		name string
		stop func(*testing.T, string)
		want string
	}{
		{"merge", conflict("merge", "side"), "repo-during-merge"},
		{"cherry-pick", conflict("cherry-pick", "side"), "repo-during-cherry-pick"},
		{"revert", conflict("revert", "--no-edit", "HEAD~1"), "repo-during-revert"},
		{"rebase", conflict("rebase", "side"), "repo-during-rebase"},
		{"rebase by patches", conflict("rebase", "--apply", "side"), "repo-during-rebase"},
		{"am", conflict("am", ".git/patches/0001-two.patch"), "repo-during-am"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, top := open(t, "")
			tt.stop(t, top)
			head, status := gitIn(t, top, "rev-parse", "HEAD"), gitStatus(t, top)
			outcome := apply(t, f, one("needs/a.yaml", "a\n"))
			if reason(outcome) != tt.want || outcome.Commit != "" {
				t.Errorf("%v", outcome.NotCommitted)
			}
			if h := gitIn(t, top, "rev-parse", "HEAD"); h != head {
				t.Error("HEAD moved")
			}
			if diff := cmp.Diff(status+"?? needs/a.yaml\n", gitStatus(t, top)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestConflictWithoutOperation: a stash that did not apply leaves conflicts but no MERGE_HEAD.
func TestConflictWithoutOperation(t *testing.T) {
	f, top := open(t, "")
	write(t, top, "readme", "one\n")
	gitIn(t, top, "add", ".")
	gitIn(t, top, "commit", "-qm", "one")
	write(t, top, "readme", "two\n")
	gitIn(t, top, "stash", "-q")
	write(t, top, "readme", "three\n")
	gitIn(t, top, "commit", "-qam", "three")
	cmd := exec.Command("git", "stash", "pop", "-q")
	cmd.Dir = top
	if cmd.Run() == nil {
		t.Fatal("no conflict")
	}
	outcome := apply(t, f, one("needs/a.yaml", "a\n"))
	committed(t, outcome)
	if got := lastCommit(t, top); got != "A needs/a.yaml" {
		t.Error(got)
	}
	if got := gitStatus(t, top); got != "UU readme\n" {
		t.Errorf("the conflict is gone: %s", got)
	}
}

func TestNoIdentity(t *testing.T) {
	f, top := open(t, "")
	gitIn(t, top, "config", "--global", "--unset", "user.name")
	gitIn(t, top, "config", "--global", "--unset", "user.email")
	gitIn(t, top, "config", "--global", "user.useConfigOnly", "true")
	for _, name := range []string{"GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"} {
		t.Setenv(name, "")
		os.Unsetenv(name)
	}
	outcome := apply(t, f, one("needs/a.yaml", "a\n"))
	if reason(outcome) != "repo-no-identity" {
		t.Errorf("%v", outcome.NotCommitted)
	}
	if got := gitStatus(t, top); got != "?? needs/a.yaml\n" {
		t.Error(got)
	}
}

func TestIndexLock(t *testing.T) {
	f, top := open(t, "")
	write(t, top, ".git/index.lock", "")
	go func() {
		time.Sleep(200 * time.Millisecond)
		_ = os.Remove(filepath.Join(top, ".git/index.lock"))
	}()
	committed(t, apply(t, f, one("needs/a.yaml", "a\n")))

	write(t, top, ".git/index.lock", "")
	start := time.Now()
	outcome := apply(t, f, one("needs/b.yaml", "b\n"))
	if reason(outcome) != "repo-index-locked" {
		t.Errorf("%v", outcome.NotCommitted)
	}
	if wait := time.Since(start); wait < indexWait || wait > 3*indexWait {
		t.Errorf("waited %v", wait)
	}
	if got := files(t, top)["needs/b.yaml"]; got != "b\n" {
		t.Errorf("%q", got)
	}
}

func TestIgnored(t *testing.T) {
	for _, staged := range []bool{false, true} {
		f, top := open(t, "")
		write(t, top, ".gitignore", "# secret\n*.secret\n")
		if staged {
			write(t, top, "staged", "x\n")
			gitIn(t, top, "add", "staged")
		}
		outcome := apply(t, f, one("needs/a.secret", "a\n"))
		if reason(outcome) != "repo-ignored" || outcome.Commit != "" {
			t.Errorf("staged %v: %+v", staged, outcome)
		}
		change := one("needs/b.secret", "b\n")
		change.Writes = append(change.Writes, Write{Path: "needs/c.yaml", Data: []byte("c\n")})
		outcome = apply(t, f, change)
		if outcome.Ignored == nil || outcome.Commit == "" || outcome.NotCommitted != nil {
			t.Fatalf("staged %v: %+v", staged, outcome)
		}
		why := outcome.Ignored.Why.Message
		if why.Arg("path") != "needs/b.secret" || why.Arg("pattern") != "*.secret" {
			t.Errorf("staged %v: %v", staged, why)
		}
		if got := lastCommit(t, top); got != "A needs/c.yaml" {
			t.Errorf("staged %v: %s", staged, got)
		}
	}
}

// TestKnownButIgnored: git add refuses a file in an ignored folder, also one that it knows.
func TestKnownButIgnored(t *testing.T) {
	for _, prefix := range []string{"", "docs"} {
		f, top := open(t, prefix)
		committed(t, apply(t, f, one("needs/a.yaml", "a\n")))
		write(t, top, ".gitignore", "needs/\n")
		gitIn(t, top, "add", ".gitignore")
		gitIn(t, top, "commit", "-qm", "ignore")
		change := Change{Op: "set", Writes: []Write{
			{Path: "needs/a.yaml", Data: []byte("b\n"), Base: []byte("a\n")},
			{Path: "needs/new.yaml", Data: []byte("new\n")},
		}}
		outcome := apply(t, f, change)
		if outcome.Commit == "" || outcome.Ignored == nil || !slices.Equal(outcome.Ignored.Paths, []string{"needs/new.yaml"}) {
			t.Errorf("in %q: %+v", prefix, outcome)
		}
		if got := gitStatus(t, top); got != "" {
			t.Error(got)
		}
		write(t, f.Root(), "other/x.yaml", "x\n")
		if got := f.Ignored(context.Background(), []string{"needs", "other"}, func(string) bool { return true }); got == nil || !slices.Equal(got.Paths, []string{"needs/new.yaml"}) {
			t.Errorf("in %q: %+v", prefix, got)
		}
		if got := f.Ignored(context.Background(), []string{"needs", "other"}, func(string) bool { return false }); got != nil {
			t.Errorf("in %q: %+v", prefix, got)
		}
	}
}

// TestStagedRemovals: what is staged about the paths themselves is no reason to leave them out.
func TestStagedRemovals(t *testing.T) {
	for _, tt := range []struct {
		name  string
		user  func(t *testing.T, top string)
		paths []string
		want  string // the commit; empty: none
	}{
		{"removed", func(t *testing.T, top string) { gitIn(t, top, "rm", "-q", "needs/a.yaml") },
			[]string{"needs/a.yaml"}, "D needs/a.yaml"},
		{"renamed", func(t *testing.T, top string) { gitIn(t, top, "mv", "needs/a.yaml", "needs/b.yaml") },
			[]string{"needs/a.yaml", "needs/b.yaml"}, "D needs/a.yaml\nA needs/b.yaml"},
		{"only in the index, then for good", func(t *testing.T, top string) {
			gitIn(t, top, "rm", "-q", "--cached", "needs/a.yaml")
			_ = os.Remove(filepath.Join(top, "needs/a.yaml"))
		}, []string{"needs/a.yaml"}, "D needs/a.yaml"},
		{"only in the index", func(t *testing.T, top string) { gitIn(t, top, "rm", "-q", "--cached", "needs/a.yaml") },
			[]string{"needs/a.yaml"}, ""},
		{"only in the index, then edited", func(t *testing.T, top string) {
			gitIn(t, top, "rm", "-q", "--cached", "needs/a.yaml")
			write(t, top, "needs/a.yaml", "edited\n")
		}, []string{"needs/a.yaml"}, "M needs/a.yaml"},
		{"staged, never committed", func(t *testing.T, top string) {
			write(t, top, "needs/new.yaml", "new\n")
			gitIn(t, top, "add", "needs/new.yaml")
			_ = os.Remove(filepath.Join(top, "needs/new.yaml"))
		}, []string{"needs/new.yaml"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, top := open(t, "")
			committed(t, apply(t, f, one("needs/a.yaml", "a\n")))
			before := lastCommit(t, top)
			tt.user(t, top)
			outcome, err := f.Commit(context.Background(), "save", "save", tt.paths)
			if err != nil || outcome.NotCommitted != nil || (outcome.Commit != "") != (tt.want != "") {
				t.Errorf("%+v %v %v", outcome, outcome.NotCommitted, err)
			}
			if tt.want == "" {
				tt.want = before
			}
			if diff := cmp.Diff(tt.want, lastCommit(t, top)); diff != "" {
				t.Errorf("commit (-want +got):\n%s", diff)
			}
			if got := gitStatus(t, top); got != "" {
				t.Errorf("left: %s", got)
			}
		})
	}
}

func TestDetached(t *testing.T) {
	f, top := open(t, "")
	if outcome := apply(t, f, one("needs/a.yaml", "a\n")); outcome.Detached {
		t.Error("on a branch")
	}
	gitIn(t, top, "checkout", "-q", "--detach")
	if outcome := apply(t, f, one("needs/b.yaml", "b\n")); !outcome.Detached || outcome.Commit == "" {
		t.Errorf("%+v", outcome)
	}
}

func TestInsideAHook(t *testing.T) {
	f, top := open(t, "")
	committed(t, apply(t, f, one("needs/a.yaml", "a\n")))
	t.Setenv("GIT_DIR", filepath.Join(t.TempDir(), "elsewhere"))
	committed(t, apply(t, f, one("needs/b.yaml", "b\n")))
	os.Unsetenv("GIT_DIR")
	t.Setenv("GIT_INDEX_FILE", filepath.Join(top, ".git/index"))
	if outcome := apply(t, f, one("needs/c.yaml", "c\n")); reason(outcome) != "repo-in-hook" {
		t.Errorf("%+v", outcome)
	}
}

func TestInterrupted(t *testing.T) {
	f, top := open(t, "")
	hook(t, top, "pre-commit", "exec sleep 1")
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	outcome, err := f.Apply(ctx, one("needs/a.yaml", "a\n"), true)
	if err != nil || reason(outcome) != "repo-interrupted" {
		t.Errorf("%+v %v", outcome, err)
	}
	if got := gitStatus(t, top); got != "?? needs/a.yaml\n" {
		t.Error(got)
	}
	if present(filepath.Join(top, ".git/index.lock")) {
		t.Error("index.lock is left")
	}
}

func TestNothingToCommit(t *testing.T) {
	f, top := open(t, "")
	committed(t, apply(t, f, one("needs/a.yaml", "a\n")))
	for _, staged := range []bool{false, true} {
		if staged {
			write(t, top, "staged", "x\n")
			gitIn(t, top, "add", "staged")
		}
		for _, path := range []string{"needs/a.yaml", "needs/never.yaml"} {
			outcome, err := f.Commit(context.Background(), "save", "nothing", []string{path})
			if err != nil || outcome != (Outcome{}) {
				t.Errorf("%s, staged %v: %+v %v %v", path, staged, outcome, outcome.NotCommitted, err)
			}
		}
	}
	if outcome, err := f.Commit(context.Background(), "save", "nothing", nil); err != nil || outcome != (Outcome{}) {
		t.Errorf("%+v %v", outcome, err)
	}
}

func TestNoCommitAsked(t *testing.T) {
	f, top := open(t, "")
	outcome, err := f.Apply(context.Background(), one("needs/a.yaml", "a\n"), false)
	if err != nil || outcome != (Outcome{}) {
		t.Errorf("%+v %v", outcome, err)
	}
	// The next change of the file finds it untracked, which is for somebody to decide about.
	outcome = apply(t, f, Change{Op: "set", Writes: []Write{{Path: "needs/a.yaml", Data: []byte("b\n"), Base: []byte("a\n")}}})
	if !outcome.Edited || reason(outcome) != "repo-edited-by-hand" {
		t.Errorf("%+v", outcome)
	}
	outcome, err = f.Commit(context.Background(), "save", "both", []string{"needs/a.yaml"})
	if err != nil {
		t.Error(err)
	}
	committed(t, outcome)
	if got := lastCommit(t, top); got != "A needs/a.yaml" {
		t.Error(got)
	}
}

func TestLinkedWorktree(t *testing.T) {
	f, top := open(t, "")
	committed(t, apply(t, f, one("needs/a.yaml", "a\n")))
	linked := filepath.Join(t.TempDir(), "linked")
	gitIn(t, top, "worktree", "add", "-q", linked)
	f = openAt(t, linked)
	committed(t, apply(t, f, one("needs/b.yaml", "b\n")))
	if !present(filepath.Join(top, ".git/worktrees/linked/canvas")) {
		t.Error("locks are not in the working tree's own git directory")
	}
	then, err := f.At(context.Background(), "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	if data, err := fs.ReadFile(then, "needs/b.yaml"); err != nil || string(data) != "b\n" {
		t.Errorf("%q %v", data, err)
	}
	if n := gitIn(t, linked, "rev-list", "--count", "HEAD"); n != "2" {
		t.Errorf("%s commits", n)
	}
}

func TestThroughALink(t *testing.T) {
	f, top := open(t, "canvas")
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(f.path, link); err != nil {
		t.Skip(err)
	}
	committed(t, apply(t, openAt(t, link), one("needs/a.yaml", "a\n")))
	if got := lastCommit(t, top); got != "A canvas/needs/a.yaml" {
		t.Error(got)
	}
}

func TestUncommitted(t *testing.T) {
	f, top := open(t, "docs")
	change := some(t, f)
	write(t, top, "docs/.gitignore", "*.tmp\n")
	gitIn(t, top, "add", ".")
	gitIn(t, top, "commit", "-qm", "ignore")
	if paths, err := f.Uncommitted(context.Background()); err != nil || len(paths) > 0 {
		t.Errorf("%q %v", paths, err)
	}
	if _, err := f.Apply(context.Background(), change, false); err != nil {
		t.Fatal(err)
	}
	write(t, top, "outside", "x\n")
	write(t, top, "docs/a.tmp", "x\n")
	write(t, top, "docs/objects/à \"b\".yaml", "x\n")
	write(t, top, "docs/staged and gone", "x\n")
	gitIn(t, top, "add", "docs/staged and gone")
	if err := os.Remove(filepath.Join(top, "docs/staged and gone")); err != nil {
		t.Fatal(err)
	}
	paths, err := f.Uncommitted(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"needs/gone.yaml", "needs/new.yaml", "needs/old.yaml", "objects/à \"b\".yaml"}
	if diff := cmp.Diff(want, paths); diff != "" {
		t.Error(diff)
	}
	isolated := openAt(t, t.TempDir())
	if _, err := isolated.Uncommitted(context.Background()); !errors.Is(err, ErrNoRepository) {
		t.Error(err)
	}
}

func TestInit(t *testing.T) {
	for _, tt := range []struct {
		name   string
		config string
		path   bool
		want   string
	}{
		{"as configured", "trunk", true, "refs/heads/trunk"},
		{"not configured", "", true, "refs/heads/main"},
		{"without a program", "", false, "refs/heads/main"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			isolate(t)
			dir := t.TempDir()
			if tt.config == "" {
				gitIn(t, dir, "config", "--global", "--unset", "init.defaultBranch")
			} else {
				gitIn(t, dir, "config", "--global", "init.defaultBranch", tt.config)
			}
			path := os.Getenv("PATH")
			if !tt.path {
				t.Setenv("PATH", t.TempDir())
			}
			created, err := Init(context.Background(), dir)
			if err != nil || !created {
				t.Fatalf("%v %v", created, err)
			}
			if err := os.Mkdir(filepath.Join(dir, "below"), 0o777); err != nil {
				t.Fatal(err)
			}
			if created, err := Init(context.Background(), filepath.Join(dir, "below")); err != nil || created {
				t.Errorf("below: %v %v", created, err)
			}
			t.Setenv("PATH", path)
			if got := gitIn(t, dir, "symbolic-ref", "HEAD"); got != tt.want {
				t.Error(got)
			}
			committed(t, apply(t, openAt(t, dir), one("a.yaml", "a\n")))
		})
	}
}

// TestGitRefuses: what git says reaches people, and nothing stays staged.
func TestGitRefuses(t *testing.T) {
	for _, tt := range []struct {
		name   string
		set    func(t *testing.T, top string)
		status string
	}{
		{"signing", func(t *testing.T, top string) {
			gitIn(t, top, "config", "commit.gpgsign", "true")
			gitIn(t, top, "config", "gpg.program", "false")
		}, "?? needs/a.yaml\n"},
		{"a filter", func(t *testing.T, top string) {
			write(t, top, ".git/info/attributes", "*.yaml filter=secret\n")
			gitIn(t, top, "config", "filter.secret.clean", "false")
			gitIn(t, top, "config", "filter.secret.required", "true")
		}, "?? needs/a.yaml\n"},
		{"somebody else's repository", func(t *testing.T, _ string) { t.Setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1") }, ""},
		{"a broken index", func(t *testing.T, top string) { write(t, top, ".git/index", "DIRC") }, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, top := open(t, "")
			tt.set(t, top)
			outcome := apply(t, f, one("needs/a.yaml", "a\n"))
			if reason(outcome) != "repo-git-refused" || said(outcome) == "" {
				t.Errorf("%+v %v", outcome, outcome.NotCommitted)
			}
			if tt.status != "" && gitStatus(t, top) != tt.status {
				t.Error(gitStatus(t, top))
			}
			if got := files(t, top); got["needs/a.yaml"] != "a\n" {
				t.Error(got)
			}
		})
	}
}

// TestManyPaths takes another way than a few paths do.
func TestManyPaths(t *testing.T) {
	for _, staged := range []bool{false, true} {
		f, top := open(t, "sub folder")
		change := some(t, f)
		write(t, top, ".gitignore", "*.secret\n")
		gitIn(t, top, "add", ".")
		gitIn(t, top, "commit", "-qm", "ignore")
		if staged {
			write(t, top, "staged", "x\n")
			gitIn(t, top, "add", "staged")
		}
		for i := range manyPaths {
			change.Writes = append(change.Writes, Write{Path: fmt.Sprintf("stakes/%d.yaml", i), Data: []byte("a\n")})
		}
		change.Writes = append(change.Writes, Write{Path: "roles/a.secret", Data: []byte("a\n")})
		outcome := apply(t, f, change)
		if outcome.Ignored == nil || outcome.Commit == "" {
			t.Errorf("staged %v: %+v %v", staged, outcome, outcome.NotCommitted)
		}
		got := lastCommit(t, top)
		if n := strings.Count(got, "\n") + 1; n != manyPaths+3 || strings.Contains(got, "secret") {
			t.Errorf("staged %v: %d files\n%s", staged, n, got)
		}
		if status := gitStatus(t, top); status != map[bool]string{true: "A  staged\n"}[staged] {
			t.Error(status)
		}
	}
}
