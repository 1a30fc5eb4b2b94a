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
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// past makes a history by hand, a minute between two commits.
type past struct {
	t       *testing.T
	top     string
	prefix  string
	minutes int
}

func (p *past) git(args ...string) string {
	p.t.Helper()
	p.minutes++
	date := time.Date(2026, 11, 1, 8, p.minutes, 0, 0, time.UTC).Format(time.RFC3339)
	p.t.Setenv("GIT_AUTHOR_DATE", date)
	p.t.Setenv("GIT_COMMITTER_DATE", date)
	return gitIn(p.t, p.top, args...)
}

func (p *past) write(name, text string) {
	p.t.Helper()
	write(p.t, filepath.Join(p.top, filepath.FromSlash(p.prefix)), name, text)
}

func (p *past) commit(message string) string {
	p.t.Helper()
	gitIn(p.t, p.top, "add", "-A")
	p.git("commit", "-qm", message)
	return gitIn(p.t, p.top, "rev-parse", "HEAD")
}

// merge merges a branch whatever it conflicts with, with these contents.
func (p *past) merge(branch string, files map[string]string) {
	p.t.Helper()
	cmd := exec.Command("git", "merge", "-q", "--no-ff", "--no-commit", branch)
	cmd.Dir = p.top
	_ = cmd.Run() // a conflict
	for name, text := range files {
		p.write(name, text)
	}
	p.commit("merge " + branch)
}

// live makes a history with everything in it that a canvas may meet.
func live(t *testing.T, top, prefix string, init ...string) *past {
	t.Helper()
	isolate(t)
	gitIn(t, top, append([]string{"init", "-q"}, init...)...)
	p := &past{t: t, top: top, prefix: prefix}
	write(t, top, "readme", "before the canvas\n")
	p.commit("readme")
	p.write("canvas.yaml", "format: 1\n")
	p.write("needs/a.yaml", "a\n")
	p.write("needs/d'été.yaml", "été\n")
	p.commit("Début : d’été\n\nA body.\n\nCanvas-Op: init")
	gitIn(t, top, "tag", "début")

	gitIn(t, top, "mv", p.path("needs/a.yaml"), p.path("needs/b.yaml"))
	p.write("needs/b.yaml", "b\nformerly: [a]\n")
	p.commit("a is b now\n\nCanvas-Op: rename")

	gitIn(t, top, "checkout", "-qb", "side")
	p.write("needs/b.yaml", "b on the side\nformerly: [a]\n")
	p.write("needs/side.yaml", "side\n")
	p.commit("side")
	gitIn(t, top, "checkout", "-q", "main")
	p.write("roles/x.yaml", "x\n")
	p.commit("role")
	p.merge("side", nil)

	gitIn(t, top, "checkout", "-qb", "conflict")
	p.write("needs/b.yaml", "theirs\n")
	p.commit("theirs")
	gitIn(t, top, "checkout", "-q", "main")
	p.write("needs/b.yaml", "ours\n")
	p.commit("ours")
	p.merge("conflict", map[string]string{"needs/b.yaml": "both\n"})
	gitIn(t, top, "tag", "-am", "v1", "v1")
	gitIn(t, top, "tag", "-am", "v2", "v2", "v1")

	write(t, top, "readme", "not the canvas, or only by its folder\n")
	p.commit("readme again")
	if err := os.Symlink("b.yaml", filepath.Join(top, filepath.FromSlash(p.path("needs/link.yaml")))); err != nil {
		t.Log(err)
	}
	gitIn(t, top, "update-index", "--add", "--cacheinfo", "160000,"+gitIn(t, top, "rev-parse", "HEAD")+","+p.path("module"))
	if err := os.Mkdir(filepath.Join(top, filepath.FromSlash(p.path("module"))), 0o777); err != nil {
		t.Fatal(err)
	}
	p.commit("a link and a module")
	// A file that becomes a folder, with a neighbour that stands between them in a tree.
	p.write("notes", "file\n")
	p.write("notes.txt", "neighbour\n")
	p.commit("notes")
	if err := os.Remove(filepath.Join(top, filepath.FromSlash(p.path("notes")))); err != nil {
		t.Fatal(err)
	}
	p.write("notes/inner/x", "folder\n")
	p.commit("notes are a folder")
	gitIn(t, top, "rm", "-q", p.path("needs/side.yaml"))
	p.commit("gone")
	return p
}

// TestHistory reads one history in each place where a canvas may stand, with each way to read it.
func TestHistory(t *testing.T) {
	for _, tt := range []struct {
		name, prefix string
		init         []string
		force        bool // git cat-file, where go-git can also read
	}{
		{name: "in process"},
		{name: "in process below", prefix: "docs/le canevas"},
		{name: "cat-file below", prefix: "docs/le canevas", force: true},
		{name: "sha256", init: []string{"--object-format=sha256"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := live(t, t.TempDir(), tt.prefix, tt.init...)
			f := openAt(t, filepath.Join(p.top, filepath.FromSlash(tt.prefix)))
			if tt.force {
				program, _ := findGit(p.top)
				f.store = &store{objects: &catFile{git: program}}
			}
			for _, test := range []struct {
				name string
				run  func(*testing.T, *past, *Folder)
			}{
				{"is that of git", testIsThatOfGit}, {"commit", testCommitInWords}, {"changed", testChanged}, {"revisions", testRevisions},
			} {
				t.Run(test.name, func(t *testing.T) { test.run(t, p, f) })
			}
			if _, ok := f.store.objects.(*inProcess); ok != strings.HasPrefix(tt.name, "in process") {
				t.Errorf("read with %T", f.store.objects)
			}
		})
	}
}

func (p *past) path(name string) string {
	if p.prefix == "" {
		return name
	}
	return p.prefix + "/" + name
}

// commitsOf is a history as text: the hash and the paths of each commit.
func commitsOf(t *testing.T, f *Folder, o HistoryOptions) []string {
	t.Helper()
	var lines []string
	for c, err := range f.History(context.Background(), o) {
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, c.Hash+" "+strings.Join(c.Paths, ", "))
	}
	return lines
}

// asGit is the same as git tells it.
func (p *past) asGit(args ...string) []string {
	p.t.Helper()
	var lines []string
	list := append([]string{"-c", "core.quotePath=false", "rev-list", "--date-order"}, args...)
	for hash := range strings.FieldsSeq(gitIn(p.t, p.top, list...)) {
		out := gitIn(p.t, p.top, "-c", "core.quotePath=false", "diff-tree", "--root", "--no-commit-id", "--no-renames", "-r", "-c", "--name-only", "--ignore-submodules=all", hash)
		var paths []string
		for name := range strings.Lines(out) {
			name = strings.TrimSpace(name)
			if p.prefix != "" {
				if !strings.HasPrefix(name, p.prefix+"/") {
					continue
				}
				name = strings.TrimPrefix(name, p.prefix+"/")
			}
			if name != "module" {
				paths = append(paths, name)
			}
		}
		if slices.Sort(paths); len(paths) > 0 {
			lines = append(lines, hash+" "+strings.Join(paths, ", "))
		}
	}
	return lines
}

func testIsThatOfGit(t *testing.T, p *past, f *Folder) {
	for _, tt := range []struct {
		o    HistoryOptions
		args []string
	}{
		{HistoryOptions{}, []string{"HEAD"}},
		{HistoryOptions{From: "side"}, []string{"side"}},
		{HistoryOptions{Until: "side"}, []string{"HEAD", "^side"}},
		{HistoryOptions{From: "v2^1", Until: "début"}, []string{"v2^1", "^début"}},
		{HistoryOptions{From: "side", Until: "main"}, []string{"side", "^main"}},
		{HistoryOptions{Since: time.Date(2026, 11, 1, 8, 6, 0, 0, time.UTC)}, []string{"HEAD", "--since=2026-11-01T08:06:00Z"}},
	} {
		if diff := cmp.Diff(p.asGit(tt.args...), commitsOf(t, f, tt.o)); diff != "" {
			t.Errorf("%v (-git +ours):\n%s", tt.args, diff)
		}
	}
	for _, name := range []string{"needs/b.yaml", "needs/a.yaml", "needs/d'été.yaml", "needs/side.yaml", "notes", "notes/inner/x", "canvas.yaml", "nothing"} {
		want := p.asGit("HEAD", "--", ":(top,literal)"+p.path(name))
		got := commitsOf(t, f, HistoryOptions{Paths: []string{name}})
		if diff := cmp.Diff(want, got); diff != "" && name != "notes" { // for git, notes is also what is below
			t.Errorf("%s (-git +ours):\n%s", name, diff)
		}
	}
}

// TestHistoryFollows goes on under the names that it is told, on each branch its own.
func TestHistoryFollows(t *testing.T) {
	p := live(t, t.TempDir(), "")
	f := openAt(t, p.top)
	var subjects []string
	o := HistoryOptions{Paths: []string{"needs/b.yaml"}, Follow: func(c *Commit) []string {
		if c.Op == "rename" {
			return []string{"needs/a.yaml"}
		}
		return nil
	}}
	for c, err := range f.History(context.Background(), o) {
		if err != nil {
			t.Fatal(err)
		}
		subjects = append(subjects, c.Subject())
	}
	want := []string{"merge conflict", "ours", "theirs", "side", "a is b now", "Début : d’été"}
	if diff := cmp.Diff(want, subjects); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestHistoryWithWrongClocks keeps parents behind their children.
func TestHistoryWithWrongClocks(t *testing.T) {
	isolate(t)
	top := t.TempDir()
	gitIn(t, top, "init", "-q")
	p := &past{t: t, top: top, minutes: 30}
	p.write("a", "1")
	p.commit("base")
	gitIn(t, top, "checkout", "-qb", "late")
	p.minutes = 10
	p.write("b", "1")
	p.commit("late 1")
	p.minutes = 50
	p.write("b", "2")
	p.commit("late 2")
	gitIn(t, top, "checkout", "-q", "main")
	p.minutes = 20
	p.write("c", "1")
	p.commit("early")
	p.merge("late", map[string]string{"a": "merged"})
	if diff := cmp.Diff(p.asGit("HEAD"), commitsOf(t, openAt(t, top), HistoryOptions{})); diff != "" {
		t.Errorf("(-git +ours):\n%s", diff)
	}
}

func testCommitInWords(t *testing.T, p *past, f *Folder) {
	c, err := f.Resolve(context.Background(), "début")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Début : d’été\n\nA body.", "init", "", "Camille Test", "camille@example.org"}, []string{c.Message, c.Op, c.Undoes, c.Author, c.Email}); diff != "" {
		t.Error(diff)
	}
	if want := time.Date(2026, 11, 1, 8, 2, 0, 0, time.UTC); !c.When.Equal(want) {
		t.Error(c.When)
	}
	if c.Short() != gitIn(t, p.top, "rev-parse", "--short=7", "début") {
		t.Error(c.Short())
	}
	before, err := c.Before()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fs.ReadFile(before, "needs/a.yaml"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	after, err := c.After()
	if err != nil {
		t.Fatal(err)
	}
	if err := fstest.TestFS(after, "needs/a.yaml"); err != nil {
		t.Error(err)
	}
	if data, err := fs.ReadFile(after, "needs/d'été.yaml"); err != nil || string(data) != "été\n" {
		t.Errorf("%q %v", data, err)
	}
	first, err := f.Resolve(context.Background(), "début^")
	if err != nil {
		t.Fatal(err)
	}
	if before, err := first.Before(); before != nil || err != nil {
		t.Error(before, err)
	}
}

func TestMessageInLatin1(t *testing.T) {
	f, top := open(t, "")
	gitIn(t, top, "config", "i18n.commitEncoding", "ISO-8859-1")
	write(t, top, "a", "a")
	gitIn(t, top, "add", ".")
	gitIn(t, top, "commit", "-qm", "D\xe9but d'\xe9t\xe9", "--author", "Ren\xe9 <rene@example.org>")
	c, err := f.Resolve(context.Background(), "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	if c.Message != "Début d'été" || c.Author != "René" {
		t.Errorf("%q %q", c.Message, c.Author)
	}
}

func TestTrailers(t *testing.T) {
	for _, tt := range []struct{ message, rest, op, undoes string }{
		{"Subject\n", "Subject", "", ""},
		{"Subject\n\nCanvas-Op: set need\n", "Subject", "set need", ""},
		{"Subject\n\nBody\n\nSigned-off-by: A\nCanvas-Op: undo\nCanvas-Undoes: abc\n", "Subject\n\nBody\n\nSigned-off-by: A", "undo", "abc"},
		{"Subject\n\nCanvas-Op: quoted\n\nBody", "Subject\n\nCanvas-Op: quoted\n\nBody", "", ""},
		{"Subject\r\n\r\nCanvas-Op: add\r\n", "Subject", "add", ""},
		{"", "", "", ""},
	} {
		rest, op, undoes := withoutTrailers(tt.message)
		if diff := cmp.Diff([]string{tt.rest, tt.op, tt.undoes}, []string{rest, op, undoes}); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.message, diff)
		}
	}
}

func TestUndoesTrailer(t *testing.T) {
	f, top := open(t, "")
	change := one("needs/a.yaml", "a\n")
	change.Undoes = "0123abc"
	committed(t, apply(t, f, change))
	if got := gitIn(t, top, "log", "-1", "--format=%(trailers:key=Canvas-Undoes,valueonly)"); got != "0123abc" {
		t.Error(got)
	}
	c, err := f.Resolve(context.Background(), "HEAD")
	if err != nil || c.Op != "add" || c.Undoes != "0123abc" || c.Message != "Add needs/a.yaml" {
		t.Errorf("%+v %v", c, err)
	}
}

func testChanged(t *testing.T, p *past, f *Folder) {
	p.write("needs/new.yaml", "new\n")
	p.write("needs/b.yaml", "again\n")
	write(t, p.top, ".gitignore", "ignored\n")
	p.write("ignored", "x\n")
	for _, tt := range []struct {
		from, to string
		want     []string
	}{
		{"début", "début~0", nil},
		{"début", "side", []string{"needs/a.yaml", "needs/b.yaml", "needs/side.yaml"}},
		{"side", "début", []string{"needs/a.yaml", "needs/b.yaml", "needs/side.yaml"}},
		{"HEAD~2", "HEAD~1", []string{"notes", "notes/inner/x"}},
		{"HEAD~1", "", []string{"needs/b.yaml", "needs/new.yaml", "needs/side.yaml"}},
	} {
		got, err := f.Changed(context.Background(), tt.from, tt.to)
		if err != nil {
			t.Fatal(err)
		}
		got = slices.DeleteFunc(got, func(name string) bool { return name == ".gitignore" })
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s..%s (-want +got):\n%s", tt.from, tt.to, diff)
		}
	}
}

// testRevisions compares with git rev-parse.
func testRevisions(t *testing.T, p *past, f *Folder) {
	head := gitIn(t, p.top, "rev-parse", "HEAD")
	gitIn(t, p.top, "branch", "deadbeef", "HEAD~3") // a reference comes before an abbreviated hash
	gitIn(t, p.top, "branch", head[:6], "HEAD~4")
	gitIn(t, p.top, "branch", "feuille/été", "HEAD~2")
	for _, revision := range []string{
		"HEAD", "@", "main", "heads/main", "refs/heads/main", "HEAD~", "HEAD~2^0", "main^^", "v1", "v2", "v2^2", "v1~1^1", "début",
		"feuille/été", "deadbeef", head, head[:6], head[:9], strings.ToUpper(head[:11]), ":/ours", "HEAD^{/theirs}", "main@{0}", "HEAD@{1}", "v2^{commit}", "v2^{}",
	} {
		c, err := f.Resolve(context.Background(), revision)
		if err != nil {
			t.Errorf("%s: %v", revision, err)
			continue
		}
		r := revision
		if !strings.HasPrefix(r, ":/") {
			r += "^{commit}"
		}
		if want := gitIn(t, p.top, "-c", "core.warnAmbiguousRefs=false", "rev-parse", r); c.Hash != want {
			t.Errorf("%s: %s, git says %s", revision, c.Hash, want)
		}
	}
	for _, revision := range []string{"", "-", "--all", "-n1", "nothing", "HEAD~99", "HEAD^3", "^HEAD", "HEAD..main", "HEAD:canvas.yaml", "HEAD^{tree}", "abc", "a\nb", "a\x00b", "HEAD --all", "../HEAD", strings.Repeat("0", len(head))} {
		if c, err := f.Resolve(context.Background(), revision); err == nil || errors.Is(err, ErrNoRevision) {
			t.Errorf("%q: %v %v", revision, c, err)
		} else if !strings.Contains(fmt.Sprint(err), "repo-no-revision") {
			t.Errorf("%q: %v", revision, err)
		}
	}
}
