package repo

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// isolate gives git a fixed identity and clock, and none of the machine's configuration.
func isolate(t *testing.T) {
	t.Helper()
	home := t.TempDir()
	for name, value := range map[string]string{
		"HOME": home, "XDG_CONFIG_HOME": home, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": filepath.Join(home, ".gitconfig"),
		"GIT_AUTHOR_DATE": "2026-11-20T10:00:00Z", "GIT_COMMITTER_DATE": "2026-11-20T10:00:00Z", "LC_ALL": "C",
	} {
		t.Setenv(name, value)
	}
	config := "[user]\n\tname = Camille Test\n\temail = camille@example.org\n[init]\n\tdefaultBranch = main\n"
	if err := os.WriteFile(filepath.Join(home, ".gitconfig"), []byte(config), 0o666); err != nil {
		t.Fatal(err)
	}
}

// open makes an empty folder with a repository around it and opens the canvas in its sub-folder
// prefix.
func open(t *testing.T, prefix string) (f *Folder, top string) {
	t.Helper()
	isolate(t)
	top = t.TempDir()
	gitIn(t, top, "init", "-q")
	return openAt(t, filepath.Join(top, prefix)), top
}

func openAt(t *testing.T, root string) *Folder {
	t.Helper()
	if err := os.MkdirAll(root, 0o777); err != nil {
		t.Fatal(err)
	}
	f, err := Open(root)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// gitIn runs git and returns what it prints.
func gitIn(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

// write writes a file by hand.
func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// files reads a whole folder, without git's and ours.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == ".git" || d.Name() == ".canvas") {
			return filepath.SkipDir
		}
		if d.Type().IsRegular() {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			name, _ := filepath.Rel(dir, path)
			found[filepath.ToSlash(name)] = string(data)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func one(name, text string) Change {
	return Change{Op: "add", Message: "Add " + name, Writes: []Write{{Path: name, Data: []byte(text)}}}
}

func apply(t *testing.T, f *Folder, c Change) Outcome {
	t.Helper()
	outcome, err := f.Apply(context.Background(), c, true)
	if err != nil {
		t.Fatal(err)
	}
	return outcome
}

// committed checks that there was a commit.
func committed(t *testing.T, o Outcome) {
	t.Helper()
	if o.NotCommitted != nil || o.Commit == "" {
		t.Fatalf("no commit: %+v %v", o, o.NotCommitted)
	}
}

func TestFind(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "canvas.yaml", "format: 1\n")
	write(t, dir, "needs/a.yaml", "")
	for _, from := range []string{"", "needs"} {
		if root, ok := Find(filepath.Join(dir, from)); !ok || root != dir {
			t.Errorf("from %q: %q, %v", from, root, ok)
		}
	}
	if root, ok := Find(filepath.Dir(dir)); ok {
		t.Errorf("outside: %q", root)
	}
}

// TestBrokenRepository: a .git that git cannot use is not the same as none.
func TestBrokenRepository(t *testing.T) {
	f, top := open(t, "")
	if err := os.Remove(filepath.Join(top, ".git/HEAD")); err != nil {
		t.Fatal(err)
	}
	if got := reason(apply(t, openAt(t, f.path), one("needs/a.yaml", "a\n"))); got != "repo-broken-repository" {
		t.Error(got)
	}
	if created, err := Init(context.Background(), top); created || err == nil || present(filepath.Join(top, ".git/HEAD")) {
		t.Errorf("%v %v", created, err)
	}
}

func TestFirstCommit(t *testing.T) {
	f, top := open(t, "")
	outcome := apply(t, f, one("needs/a.yaml", "want: a\n"))
	committed(t, outcome)
	if head := gitIn(t, top, "rev-parse", "--short", "HEAD"); outcome.Commit != head {
		t.Errorf("hash %q, HEAD is %s", outcome.Commit, head)
	}
	want := "Add needs/a.yaml\n\nCanvas-Op: add"
	if diff := cmp.Diff(want, gitIn(t, top, "log", "-1", "--format=%B")); diff != "" {
		t.Error(diff)
	}
	if status := gitIn(t, top, "status", "--porcelain"); status != "" {
		t.Error(status)
	}
}

func TestReadNow(t *testing.T) {
	f, top := open(t, "")
	write(t, top, "canvas.yaml", "format: 1\n")
	write(t, top, "needs/a.yaml", "want: a\n")
	write(t, top, "needs/empty.yaml", "")
	fsys := os.DirFS(top)
	for name, fsys := range map[string]fs.FS{"ours": f.FS(), "the system's": fsys} {
		if err := fstest.TestFS(fsys, "canvas.yaml", "needs/a.yaml", "needs/empty.yaml"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReadLinks(t *testing.T) {
	f, top := open(t, "")
	write(t, top, "needs/a.yaml", "want: a\n")
	for link, target := range map[string]string{
		"needs/inside.yaml": "a.yaml", "needs/outside.yaml": "/etc/passwd", "needs/broken.yaml": "nothing", "linked": "needs",
	} {
		if err := os.Symlink(target, filepath.Join(top, link)); err != nil {
			t.Skip(err)
		}
	}
	for _, name := range []string{"needs/inside.yaml", "needs/outside.yaml", "needs/broken.yaml", "linked/a.yaml", "linked"} {
		if _, err := fs.ReadFile(f.FS(), name); !errors.Is(err, ErrSymlink) {
			t.Errorf("read %s: %v", name, err)
		}
		if _, err := f.FS().Open(name); !errors.Is(err, ErrSymlink) {
			t.Errorf("open %s: %v", name, err)
		}
	}
	if _, err := fs.ReadDir(f.FS(), "linked"); !errors.Is(err, ErrSymlink) {
		t.Errorf("list linked: %v", err)
	}
	if _, err := fs.ReadFile(f.FS(), "../x"); !errors.Is(err, fs.ErrInvalid) {
		t.Errorf("above: %v", err)
	}
}

func TestReadHuge(t *testing.T) {
	f, top := open(t, "")
	write(t, top, "needs/huge.yaml", strings.Repeat("a", 3*MaxBytes))
	write(t, top, "needs/limit.yaml", strings.Repeat("a", MaxBytes))
	committed(t, apply(t, f, Change{Op: "save", Writes: []Write{{Path: "canvas.yaml"}}}))
	gitIn(t, top, "add", ".")
	gitIn(t, top, "commit", "-qm", "huge")
	then, err := f.At(context.Background(), "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	for _, fsys := range []fs.FS{f.FS(), then} {
		for name, want := range map[string]int{"needs/huge.yaml": MaxBytes + 1, "needs/limit.yaml": MaxBytes} {
			if data, err := fs.ReadFile(fsys, name); err != nil || len(data) != want {
				t.Errorf("%s: %d bytes, %v", name, len(data), err)
			}
		}
	}
}

// TestReadPipe must not wait for somebody to write into a pipe.
func TestReadPipe(t *testing.T) {
	f, top := open(t, "")
	if err := exec.Command("mkfifo", filepath.Join(top, "pipe.yaml")).Run(); err != nil {
		t.Skip(err)
	}
	if _, err := fs.ReadFile(f.FS(), "pipe.yaml"); !errors.Is(err, fs.ErrInvalid) {
		t.Error(err)
	}
	if _, err := f.Apply(context.Background(), one("pipe.yaml", "x"), true); !errors.Is(err, fs.ErrInvalid) {
		t.Error(err)
	}
}

// TestManyFolders reads more folders than are kept open.
func TestManyFolders(t *testing.T) {
	f, top := open(t, "")
	fsys := f.FS()
	for i := range maxOpenDirs + 8 {
		name := fmt.Sprintf("d%d/e/a.yaml", i)
		write(t, top, name, name)
		if data, err := fs.ReadFile(fsys, name); err != nil || string(data) != name {
			t.Errorf("%s: %q %v", name, data, err)
		}
	}
}
