package repo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// withoutGit does something where there is no git program.
func withoutGit(t *testing.T, do func()) {
	t.Helper()
	path := os.Getenv("PATH")
	if err := os.Setenv("PATH", t.TempDir()); err != nil {
		t.Fatal(err)
	}
	defer os.Setenv("PATH", path)
	do()
}

// state is all that git tells of a repository. The hash of the last commit stands for what is in it.
func state(t *testing.T, top string) map[string]string {
	t.Helper()
	s := map[string]string{
		"status":  gitIn(t, top, "status", "--porcelain", "-uall"),
		"HEAD":    gitIn(t, top, "cat-file", "-p", "HEAD"),
		"tree":    gitIn(t, top, "ls-tree", "-r", "HEAD"),
		"index":   gitIn(t, top, "ls-files", "--stage", "--debug", "-v"),
		"reflog":  gitIn(t, top, "reflog", "show", "--format=%H %gd %gs %ge", "HEAD"),
		"changed": gitIn(t, top, "diff-files", "--name-only"),
		"fsck":    gitIn(t, top, "fsck", "--strict", "--no-dangling"),
	}
	// Two working trees differ in what their files' times and numbers are.
	lines := strings.Split(s["index"], "\n")
	s["index"] = strings.Join(slices.DeleteFunc(lines, func(l string) bool {
		return strings.HasPrefix(l, "  size") || strings.HasPrefix(l, "  ctime") || strings.HasPrefix(l, "  mtime") || strings.HasPrefix(l, "  dev")
	}), "\n")
	return s
}

// prepared is a repository with more in it than the change is about.
func prepared(t *testing.T) (*Folder, string, Change) {
	t.Helper()
	isolate(t)
	top := filepath.Join(t.TempDir(), "top")
	if err := os.Mkdir(top, 0o777); err != nil {
		t.Fatal(err)
	}
	gitIn(t, top, "init", "-q")
	write(t, top, "readme", "readme\n")
	write(t, top, "needs/kept.yaml", "kept\n")
	write(t, top, "needs.yaml", "sorts before needs\n")
	gitIn(t, top, "add", ".")
	gitIn(t, top, "commit", "-qm", "readme")
	f := openAt(t, top)
	change := some(t, f)
	change.Message = "some\n\n\n  body  \n"
	change.Writes = append(change.Writes, Write{Path: "stakes/deep/é.yaml", Data: []byte{}})
	return f, top, change
}

// TestAloneAsGit makes the same change in the same repository with and without the git program: the
// commits have the same hash.
func TestAloneAsGit(t *testing.T) {
	git := func(args ...string) func(*testing.T, string) {
		return func(t *testing.T, top string) { gitIn(t, top, args...) }
	}
	for _, tt := range []struct {
		name string
		set  func(t *testing.T, top string)
	}{
		{"plain", func(*testing.T, string) {}},
		{"other files edited and new", func(t *testing.T, top string) {
			write(t, top, "readme", "edited\n")
			write(t, top, "notes", "mine\n")
		}},
		{"one of the files staged", func(t *testing.T, top string) { gitIn(t, top, "rm", "-q", "--cached", "needs/old.yaml") }},
		{"detached", git("checkout", "-q", "--detach")},
		{"packed", func(t *testing.T, top string) { gitIn(t, top, "gc", "-q") }},
		{"another branch", git("checkout", "-q", "-b", "equipe/essai")},
		{"index of version 4", git("update-index", "--index-version", "4")},
		{"a file that can be run", func(_ *testing.T, top string) {
			_ = os.Chmod(filepath.Join(top, "needs/old.yaml"), 0o755)
			_ = os.Chmod(filepath.Join(top, "readme"), 0o755)
		}},
		{"intended", func(t *testing.T, top string) {
			write(t, top, "notes", "mine\n")
			gitIn(t, top, "add", "-N", "notes")
		}},
		{"Windows line ends as they are", func(t *testing.T, top string) { write(t, top, "readme", "a\r\n") }},
		{"line ends that need no conversion", git("config", "core.autocrlf", "true")},
		{"attributes that change nothing", func(t *testing.T, top string) {
			write(t, top, ".git/info/attributes", "# filter=x\n*.yaml text eol=lf\n")
		}},
		{"a hook that cannot run", func(t *testing.T, top string) { write(t, top, ".git/hooks/pre-commit", "#!/bin/sh\nexit 1\n") }},
		{"another encoding", git("config", "i18n.commitEncoding", "ISO-8859-1")},
		{"no reflog", git("config", "core.logAllRefUpdates", "false")},
		{"configured author", func(t *testing.T, top string) {
			gitIn(t, top, "config", "author.name", "\"Ann\" <One>,")
			gitIn(t, top, "config", "committer.email", "committer@example.org")
		}},
		{"author in the environment", func(t *testing.T, _ string) {
			t.Setenv("GIT_AUTHOR_NAME", "Élise")
			t.Setenv("GIT_AUTHOR_EMAIL", "elise@example.org")
			t.Setenv("GIT_COMMITTER_NAME", "Bot.")
			t.Setenv("GIT_AUTHOR_DATE", "Thu, 7 Apr 2005 22:13:13 +0200")
			t.Setenv("GIT_COMMITTER_DATE", "@1112911993 -0330")
		}},
		{"a submodule beside", func(t *testing.T, top string) {
			gitIn(t, filepath.Dir(top), "init", "-q", "other")
			gitIn(t, filepath.Join(top, "../other"), "commit", "-q", "--allow-empty", "-m", "other")
			gitIn(t, top, "-c", "protocol.file.allow=always", "submodule", "add", "-q", "../other", "sub")
			gitIn(t, top, "commit", "-qm", "sub")
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var states []map[string]string
			var outcomes []Outcome
			for _, alone := range []bool{false, true} {
				t.Run(fmt.Sprint("alone ", alone), func(t *testing.T) {
					f, top, change := prepared(t)
					tt.set(t, top)
					var outcome Outcome
					if alone {
						withoutGit(t, func() { outcome = apply(t, f, change) })
					} else {
						outcome = apply(t, f, change)
					}
					committed(t, outcome)
					states, outcomes = append(states, state(t, top)), append(outcomes, outcome)
					if present(filepath.Join(top, ".git/index.lock")) {
						t.Error("the lock is left")
					}
				})
			}
			if diff := cmp.Diff(states[0], states[1]); diff != "" {
				t.Errorf("git and alone (-git +alone):\n%s", diff)
			}
			if diff := cmp.Diff(outcomes[0], outcomes[1]); diff != "" {
				t.Errorf("outcome (-git +alone):\n%s", diff)
			}
		})
	}
}

// TestAloneElsewhere commits where .git is not a folder beside the files, or not whole.
func TestAloneElsewhere(t *testing.T) {
	for _, tt := range []struct {
		name string
		make func(t *testing.T, top, elsewhere string)
	}{
		{"objects elsewhere", func(t *testing.T, top, elsewhere string) { gitIn(t, top, "clone", "-q", "--shared", top, elsewhere) }},
		{"a linked working tree", func(t *testing.T, top, elsewhere string) { gitIn(t, top, "worktree", "add", "-q", elsewhere) }},
		{"a shallow clone", func(t *testing.T, top, elsewhere string) {
			gitIn(t, top, "clone", "-q", "--depth=1", "file://"+top, elsewhere)
		}},
		{"a submodule", func(t *testing.T, top, elsewhere string) {
			outer := filepath.Dir(elsewhere)
			gitIn(t, outer, "init", "-q")
			gitIn(t, outer, "-c", "protocol.file.allow=always", "submodule", "add", "-q", top, filepath.Base(elsewhere))
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, top := open(t, "")
			committed(t, apply(t, f, one("needs/a.yaml", "a\n")))
			committed(t, apply(t, f, one("needs/b.yaml", "b\n")))
			elsewhere := filepath.Join(t.TempDir(), "elsewhere")
			tt.make(t, top, elsewhere)
			f = openAt(t, filepath.Join(elsewhere, "sub"))
			withoutGit(t, func() {
				if tt.name == "objects elsewhere" {
					if got := why(t, apply(t, f, one("needs/c.yaml", "c\n")).NotCommitted); got != "repo-unreadable" {
						t.Error(got)
					}
					t.SkipNow()
				}
				committed(t, apply(t, f, one("needs/c.yaml", "c\n")))
				if paths, err := f.Uncommitted(context.Background()); err != nil || len(paths) > 0 {
					t.Errorf("%q %v", paths, err)
				}
			})
			if got := lastCommit(t, elsewhere); got != "A sub/needs/c.yaml" {
				t.Error(got)
			}
			if got := gitStatus(t, elsewhere); got != "" {
				t.Error(got)
			}
			gitIn(t, elsewhere, "fsck", "--strict")
		})
	}
}

// why is the reason of a refusal to do without git.
func why(t *testing.T, failure *diag.Failure) string {
	t.Helper()
	if failure == nil {
		return ""
	}
	if m, ok := failure.Message.Arg("why").(diag.Message); ok {
		return m.Key
	}
	return failure.Message.Key
}

// TestAloneDeclines leaves to git what only git gets right: the file is written, nothing else changes.
func TestAloneDeclines(t *testing.T) {
	git := func(args ...string) func(*testing.T, string) {
		return func(t *testing.T, top string) { gitIn(t, top, args...) }
	}
	conflict := func(t *testing.T, top string) {
		gitIn(t, top, "stash", "-q")
		write(t, top, "readme", "two\n")
		gitIn(t, top, "commit", "-qam", "two")
		cmd := exec.Command("git", "stash", "pop", "-q")
		cmd.Dir = top
		if cmd.Run() == nil {
			t.Fatal("no conflict")
		}
	}
	for _, tt := range []struct {
		name string
		set  func(t *testing.T, top string)
		want string
	}{
		{"pre-commit", func(t *testing.T, top string) { hook(t, top, "pre-commit", "exit 0") }, "repo-needs-hook"},
		{"commit-msg", func(t *testing.T, top string) { hook(t, top, "commit-msg", "exit 0") }, "repo-needs-hook"},
		{"post-commit", func(t *testing.T, top string) { hook(t, top, "post-commit", "exit 0") }, "repo-needs-hook"},
		{"hooks elsewhere", func(t *testing.T, top string) {
			hook(t, top, "prepare-commit-msg", "exit 0")
			_ = os.Rename(filepath.Join(top, ".git/hooks"), filepath.Join(top, ".git/mine"))
			gitIn(t, top, "config", "core.hooksPath", ".git/mine")
		}, "repo-needs-hook"},
		{"hooks in the configuration", git("config", "hook.check.command", "true"), "repo-needs-setting"},
		{"signing", git("config", "--global", "commit.gpgSign", "true"), "repo-needs-setting"},
		{"a filter", func(t *testing.T, top string) { write(t, top, ".git/info/attributes", "*.yaml filter=secret\n") }, "repo-needs-attribute"},
		{"a filter in the folder", func(t *testing.T, top string) { write(t, top, "needs/.gitattributes", "*.yaml filter=secret\n") }, "repo-needs-attribute"},
		{"an encoding", func(t *testing.T, top string) {
			write(t, top, ".gitattributes", "*.yaml working-tree-encoding=UTF-16\n")
			gitIn(t, top, "add", ".gitattributes")
			gitIn(t, top, "commit", "-qm", "attributes")
		}, "repo-needs-attribute"},
		{"line ends", git("config", "core.autocrlf", "input"), "repo-needs-line-ends"},
		{"staged", func(t *testing.T, top string) {
			write(t, top, "staged", "x\n")
			gitIn(t, top, "add", "staged")
		}, "repo-needs-staged"},
		{"a staged removal", git("rm", "-q", "--cached", "readme"), "repo-needs-staged"},
		{"a conflict", conflict, "repo-needs-decision"},
		{"includeIf", git("config", "--global", "includeIf.gitdir:/x/.path", "y"), "repo-needs-setting"},
		{"include", git("config", "include.path", "y"), "repo-needs-setting"},
		{"configuration in the environment", func(t *testing.T, _ string) {
			t.Setenv("GIT_CONFIG_COUNT", "1")
			t.Setenv("GIT_CONFIG_KEY_0", "commit.gpgSign")
			t.Setenv("GIT_CONFIG_VALUE_0", "true")
		}, "repo-needs-variable"},
		{"sparse", git("sparse-checkout", "set", "needs"), "repo-needs-setting"},
		{"partial", git("config", "extensions.partialClone", "origin"), "repo-needs-setting"},
		{"split index", git("update-index", "--split-index"), "repo-needs-index"},
		{"assumed unchanged", git("update-index", "--assume-unchanged", "readme"), "repo-needs-index"},
		{"skipped", git("update-index", "--skip-worktree", "readme"), "repo-needs-index"},
		{"a broken index", func(t *testing.T, top string) { write(t, top, ".git/index", "DIRC") }, "repo-needs-index"},
		{"shared", git("config", "core.sharedRepository", "group"), "repo-needs-setting"},
		{"index.lock", func(t *testing.T, top string) { write(t, top, ".git/index.lock", "") }, "repo-index-locked"},
		{"a date", func(t *testing.T, _ string) { t.Setenv("GIT_COMMITTER_DATE", "yesterday") }, "repo-needs-date"},
		{"nobody", git("config", "--global", "--unset", "user.name"), "repo-no-identity"},
		{"a merge", git("update-ref", "MERGE_HEAD", "HEAD"), "repo-during-merge"},
		{"a branch in use", func(t *testing.T, top string) { write(t, top, ".git/refs/heads/main.lock", "") }, "repo-git-refused"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, top := open(t, "")
			write(t, top, "readme", "one\n")
			gitIn(t, top, "add", ".")
			gitIn(t, top, "commit", "-qm", "one")
			write(t, top, "readme", "mine\n")
			tt.set(t, top)
			head, index := gitIn(t, top, "rev-parse", "HEAD"), read(t, top, ".git/index")
			var outcome Outcome
			withoutGit(t, func() { outcome = apply(t, f, one("needs/a.yaml", "a\r\n")) })
			if got := why(t, outcome.NotCommitted); got != tt.want || len(outcome.NotCommitted.Hints) == 0 {
				t.Errorf("%s: %v", got, outcome.NotCommitted)
			}
			if gitIn(t, top, "rev-parse", "HEAD") != head || read(t, top, ".git/index") != index {
				t.Error("something changed")
			}
			if read(t, top, "needs/a.yaml") != "a\r\n" {
				t.Error("not written")
			}
			if tt.name != "index.lock" && present(filepath.Join(top, ".git/index.lock")) {
				t.Error("the lock is left")
			}
		})
	}
}

func read(t *testing.T, top, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(top, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestAloneSHA256(t *testing.T) {
	isolate(t)
	top := t.TempDir()
	gitIn(t, top, "init", "-q", "--object-format=sha256")
	f := openAt(t, top)
	withoutGit(t, func() {
		if got := why(t, apply(t, f, one("needs/a.yaml", "a\n")).NotCommitted); got != "repo-needs-setting" {
			t.Error(got)
		}
		if _, err := f.Uncommitted(context.Background()); err == nil {
			t.Error("compared")
		}
	})
}

// TestAloneUncommitted finds what git status finds.
func TestAloneUncommitted(t *testing.T) {
	for _, prefix := range []string{"", "docs/le canevas"} {
		f, top := open(t, prefix)
		change := some(t, f)
		root := f.Root()
		write(t, root, ".gitignore", "*.tmp\nbuild/\n!keep.tmp\n")
		write(t, root, "needs/mode.yaml", "mode\n")
		write(t, root, "needs/known.tmp", "known\n")
		write(t, root, "same size", "aaaa\n")
		gitIn(t, top, "add", "-f", ".")
		gitIn(t, top, "commit", "-qm", "more")
		if _, err := f.Apply(context.Background(), change, false); err != nil {
			t.Fatal(err)
		}
		write(t, top, "outside", "x\n")
		write(t, root, "build/a", "x\n")
		write(t, root, "a.tmp", "x\n")
		write(t, root, "needs/keep.tmp", "x\n")
		write(t, root, "needs/known.tmp", "changed\n")
		write(t, root, "objects/à \"b\".yaml", "x\n")
		write(t, root, "same size", "bbbb\n")
		write(t, root, "staged", "x\n")
		gitIn(t, root, "add", "staged")
		write(t, root, "repository/inner", "x\n")
		gitIn(t, filepath.Join(root, "repository"), "init", "-q")
		_ = os.Chmod(filepath.Join(root, "needs/mode.yaml"), 0o755)
		_ = os.Symlink("mode.yaml", filepath.Join(root, "needs/link.yaml"))
		want, err := f.Uncommitted(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		ignored := f.Ignored(context.Background(), []string{".", "build"}, func(string) bool { return true })
		withoutGit(t, func() {
			got, err := f.Uncommitted(context.Background())
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Errorf("in %q: %v\n%s", prefix, err, diff)
			}
			alone := f.Ignored(context.Background(), []string{"."}, func(string) bool { return true })
			if alone == nil || ignored == nil || !cmp.Equal(ignored.Paths, alone.Paths) {
				t.Errorf("ignored: %+v, alone %+v", ignored, alone)
			}
		})
	}
}

func TestAloneIgnored(t *testing.T) {
	f, top := open(t, "")
	write(t, top, ".gitignore", "# secret\n*.secret\n")
	change := one("needs/b.secret", "b\n")
	withoutGit(t, func() {
		outcome := apply(t, f, change)
		if reason(outcome) != "repo-ignored" || outcome.Commit != "" {
			t.Errorf("%+v", outcome)
		}
		change = one("needs/c.secret", "c\n")
		change.Writes = append(change.Writes, Write{Path: "needs/d.yaml", Data: []byte("d\n")})
		outcome = apply(t, f, change)
		if outcome.Commit == "" || outcome.Ignored == nil || outcome.Ignored.Why.Message.Arg("line") != "2" {
			t.Errorf("%+v", outcome)
		}
	})
	if got := lastCommit(t, top); got != "A needs/d.yaml" {
		t.Error(got)
	}
}

// TestIgnoringAsGit asks git about the same names with patterns made of what patterns are made of.
func TestIgnoringAsGit(t *testing.T) {
	f, top := open(t, "")
	parts := []string{"a", "b", "*", "**", "?", "[ab]", "[!a]", "[a-b]*", `\*`, "/", "/", "!", ".yaml", "é", "[[:alpha:]]", " ", "["}
	names := []string{"a", "b", "ab", "a.yaml", "x", "é", "*", "a b"}
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(from []string, most int) string {
		var b strings.Builder
		for range 1 + random.IntN(most) {
			b.WriteString(from[random.IntN(len(from))])
		}
		return b.String()
	}
	settings, failure := f.git.readSettings()
	if failure != nil {
		t.Fatal(failure)
	}
	for range 150 {
		patterns := ""
		for range 1 + random.IntN(4) {
			patterns += pick(parts, 5) + "\n"
		}
		write(t, top, ".gitignore", "*.tmp\n"+patterns)
		write(t, top, "a/.gitignore", pick(parts, 3)+"\n")
		rules := settings.ignoring(f.git)
		var paths, got []string
		for range 40 {
			path := names[random.IntN(len(names))]
			for range random.IntN(3) {
				path += "/" + names[random.IntN(len(names))]
			}
			if path == "a" {
				continue // a folder here
			}
			paths = append(paths, path)
			if rules.ignored(path, false) != nil {
				got = append(got, path)
			}
		}
		cmd := exec.Command("git", "check-ignore", "--no-index", "-z", "--stdin")
		cmd.Dir, cmd.Stdin = top, strings.NewReader(strings.Join(paths, "\x00")+"\x00")
		out, err := cmd.Output()
		if err != nil && cmd.ProcessState.ExitCode() != 1 {
			t.Fatal(err)
		}
		want := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
		if len(out) == 0 {
			want = nil
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q and in a %q (-git +ours):\n%s", patterns, read(t, top, "a/.gitignore"), diff)
		}
	}
}

// TestAloneMany commits in a larger repository, several at once.
func TestAloneMany(t *testing.T) {
	_, top := open(t, "")
	for i := range 300 {
		write(t, top, fmt.Sprintf("needs/n%d.yaml", i), "a\n")
	}
	gitIn(t, top, "add", ".")
	gitIn(t, top, "commit", "-qm", "start")
	const writers = 10
	done := make(chan Outcome, writers)
	withoutGit(t, func() {
		for i := range writers {
			f := openAt(t, top)
			go func() {
				outcome, _ := f.Apply(context.Background(), one(fmt.Sprintf("roles/r%d.yaml", i), "a\n"), true)
				done <- outcome
			}()
		}
		for range writers {
			committed(t, <-done)
		}
	})
	if n := gitIn(t, top, "rev-list", "--count", "HEAD"); n != "11" {
		t.Errorf("%s commits", n)
	}
	if got := gitStatus(t, top); got != "" {
		t.Error(got)
	}
	gitIn(t, top, "fsck", "--strict")
}
