package repo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// TestReadsClones reads the same in the many ways to have a repository.
func TestReadsClones(t *testing.T) {
	p := live(t, t.TempDir(), "docs")
	gitIn(t, p.top, "config", "uploadpack.allowFilter", "true")
	want := commitsOf(t, openAt(t, filepath.Join(p.top, "docs")), HistoryOptions{})
	url := "file://" + filepath.ToSlash(p.top)
	for _, tt := range []struct {
		name      string
		make      func(dir string)
		inProcess bool
	}{
		{"linked working tree", func(dir string) { gitIn(t, p.top, "worktree", "add", "-q", "--detach", dir) }, true},
		{"gc", func(dir string) {
			gitIn(t, p.top, "clone", "-q", url, dir)
			gitIn(t, dir, "gc", "-q", "--aggressive")
		}, true},
		{"other references", func(dir string) {
			gitIn(t, p.top, "clone", "-q", url, dir)
			gitIn(t, dir, "-c", "repack.usedeltabaseoffset=false", "repack", "-adfq") // differences from hashes
		}, true},
		{"submodule", func(dir string) {
			gitIn(t, filepath.Dir(dir), "init", "-q")
			gitIn(t, filepath.Dir(dir), "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", url, "clone")
		}, true},
		{"shared objects", func(dir string) { gitIn(t, p.top, "clone", "-q", "--shared", p.top, dir) }, false},
		{"sparse checkout", func(dir string) {
			gitIn(t, p.top, "clone", "-q", url, dir)
			gitIn(t, dir, "sparse-checkout", "set", "docs/roles")
		}, false},
		{"partial clone", func(dir string) { gitIn(t, p.top, "clone", "-q", "--filter=blob:none", url, dir) }, true},
		{"partial sparse clone", func(dir string) {
			gitIn(t, p.top, "clone", "-q", "--filter=blob:none", "--sparse", url, dir)
			gitIn(t, dir, "sparse-checkout", "set", "docs")
		}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "clone")
			tt.make(dir)
			f := openAt(t, filepath.Join(dir, "docs"))
			if diff := cmp.Diff(want, commitsOf(t, f, HistoryOptions{})); diff != "" {
				t.Errorf("(-origin +clone):\n%s", diff)
			}
			if _, ok := f.store.objects.(*inProcess); ok != tt.inProcess {
				t.Errorf("read with %T", f.store.objects)
			}
			if f.Shallow() {
				t.Error("shallow")
			}
		})
	}
}

func TestShallowClone(t *testing.T) {
	p := live(t, t.TempDir(), "")
	dir := filepath.Join(t.TempDir(), "clone")
	gitIn(t, p.top, "clone", "-q", "--depth=3", "file://"+filepath.ToSlash(p.top), dir)
	for _, force := range []bool{false, true} {
		f := openAt(t, dir)
		if _, err := f.objects(context.Background()); err != nil {
			t.Fatal(err)
		}
		if force {
			program, _ := findGit(dir)
			f.store.objects = &catFile{git: program}
		}
		commits := commitsOf(t, f, HistoryOptions{})
		if len(commits) != 3 || !strings.Contains(commits[2], "canvas.yaml") {
			t.Errorf("%q", commits)
		}
		c, err := f.Resolve(context.Background(), "HEAD~2")
		if err != nil {
			t.Fatal(err)
		}
		if before, err := c.Before(); before != nil || err != nil || len(c.Parents) > 0 {
			t.Error(before, err, c.Parents)
		}
		if _, err := f.Resolve(context.Background(), "HEAD~3"); err == nil {
			t.Error("a commit that is not there")
		}
		if !f.Shallow() {
			t.Error("not shallow")
		}
	}
}

// TestPartialClone says what is missing, and fetches nothing.
func TestPartialClone(t *testing.T) {
	p := live(t, t.TempDir(), "")
	gitIn(t, p.top, "config", "uploadpack.allowFilter", "true")
	dir := filepath.Join(t.TempDir(), "clone")
	gitIn(t, p.top, "clone", "-q", "--filter=blob:none", "--no-checkout", "file://"+filepath.ToSlash(p.top), dir)
	blob := gitIn(t, p.top, "rev-parse", "HEAD:needs/b.yaml")
	for _, force := range []bool{false, true} {
		f := openAt(t, dir)
		fsys, err := f.At(context.Background(), "HEAD")
		if err != nil {
			t.Fatal(err)
		}
		if force {
			program, _ := findGit(dir)
			f.store.objects = &catFile{git: program}
		}
		for range 2 { // git ends at a missing object
			_, err = fs.ReadFile(fsys, "needs/b.yaml")
			if !errors.Is(err, errNoObject) || !strings.Contains(fmt.Sprint(err), "repo-partial object="+blob) {
				t.Error(err)
			}
			if entries, err := fs.ReadDir(fsys, "needs"); err != nil || len(entries) == 0 {
				t.Error(err)
			}
		}
	}
	if out := gitIn(t, dir, "rev-list", "--objects", "--all", "--missing=print"); !strings.Contains(out, "?"+blob) {
		t.Error("it was fetched")
	}
}

func TestDamagedRepository(t *testing.T) {
	p := live(t, t.TempDir(), "")
	gitIn(t, p.top, "config", "core.logAllRefUpdates", "false")
	f := openAt(t, p.top)
	tree := gitIn(t, p.top, "rev-parse", "HEAD~1:needs")
	file := filepath.Join(p.top, ".git/objects", tree[:2], tree[2:])
	for _, damage := range []struct {
		do   func() error
		want string
	}{
		{func() error { return errors.Join(os.Chmod(file, 0o600), os.WriteFile(file, []byte("rust"), 0o600)) }, "repo-damaged-object object=" + tree},
		{func() error { return os.Remove(file) }, "repo-missing-object object=" + tree},
		{func() error { return os.WriteFile(filepath.Join(p.top, ".git/HEAD"), []byte("rust\n"), 0o600) }, "repo-unreadable path=" + p.top},
	} {
		if err := damage.do(); err != nil {
			t.Fatal(err)
		}
		var last error
		for _, err := range f.History(context.Background(), HistoryOptions{}) {
			last = err
		}
		if !strings.Contains(fmt.Sprint(last), damage.want) {
			t.Error(last)
		}
	}
}

// TestGitMovesObjects reads on after git packed everything anew.
func TestGitMovesObjects(t *testing.T) {
	p := live(t, t.TempDir(), "")
	f := openAt(t, p.top)
	want := commitsOf(t, f, HistoryOptions{})
	gitIn(t, p.top, "gc", "-q", "--prune=now")
	if diff := cmp.Diff(want, commitsOf(t, f, HistoryOptions{})); diff != "" {
		t.Error(diff)
	}
	p.write("needs/late.yaml", "late\n")
	hash := p.commit("late")
	gitIn(t, p.top, "gc", "-q", "--prune=now")
	if got := commitsOf(t, f, HistoryOptions{}); got[0] != hash+" needs/late.yaml" {
		t.Error(got[0])
	}
}

// TestCatFileGoesOn when its process is gone.
func TestCatFileGoesOn(t *testing.T) {
	p := live(t, t.TempDir(), "")
	f := openAt(t, p.top)
	program, _ := findGit(p.top)
	reader := &catFile{git: program}
	f.store = &store{objects: reader}
	want := commitsOf(t, f, HistoryOptions{})
	for _, end := range []func(){
		func() { reader.close() },
		func() {
			reader.running.process.Process.Kill()
			reader.running.process.Wait()
		},
	} {
		end()
		reader.recent = recent[objectID]{}
		if diff := cmp.Diff(want, commitsOf(t, f, HistoryOptions{})); diff != "" {
			t.Error(diff)
		}
	}
	var wg sync.WaitGroup
	fsys, err := f.At(context.Background(), "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	for range 8 {
		wg.Go(func() {
			if data, err := fs.ReadFile(fsys, "needs/b.yaml"); err != nil || string(data) != "both\n" {
				t.Errorf("%q %v", data, err)
			}
		})
	}
	wg.Wait()
}

func TestCheckedOut(t *testing.T) {
	for _, prefix := range []string{"", "docs/le canevas"} {
		f, top := open(t, prefix)
		root := filepath.Join(top, filepath.FromSlash(prefix))
		write(t, root, "needs/a.yaml", "first\n")
		write(t, root, "needs/empty.yaml", "")
		write(t, root, "needs/[b]: c.txt", "second\n")
		gitIn(t, top, "add", ".")
		gitIn(t, top, "commit", "-qm", "all")
		look := func(name, want string) {
			t.Helper()
			data, err := f.CheckedOut(context.Background(), "HEAD", name)
			if err != nil || data == nil || string(data) != want {
				t.Errorf("%s: %q %v", name, data, err)
			}
		}
		look("needs/a.yaml", "first\n")
		look("needs/empty.yaml", "")
		if data, err := f.CheckedOut(context.Background(), "HEAD", "needs/none.yaml"); data != nil || err != nil {
			t.Errorf("%q %v", data, err)
		}
		gitIn(t, top, "config", "core.autocrlf", "true")
		look("needs/a.yaml", "first\r\n")
		look("needs/empty.yaml", "")
		gitIn(t, top, "config", "--unset", "core.autocrlf")
		gitIn(t, top, "config", "filter.upper.smudge", "tr a-z A-Z")
		write(t, root, ".gitattributes", "needs/a.* filter=upper\n")
		look("needs/a.yaml", "FIRST\n")
		program := os.Getenv("PATH")
		t.Setenv("PATH", "")
		if data, err := f.CheckedOut(context.Background(), "HEAD", "needs/a.yaml"); err == nil {
			t.Errorf("without git: %q", data)
		}
		if err := os.Remove(filepath.Join(root, ".gitattributes")); err != nil {
			t.Fatal(err)
		}
		look("needs/a.yaml", "first\n")
		t.Setenv("PATH", program)
	}
}

// TestUnbornWithGit asks git where go-git cannot.
func TestUnbornWithGit(t *testing.T) {
	isolate(t)
	top := t.TempDir()
	gitIn(t, top, "init", "-q", "--object-format=sha256")
	f := openAt(t, top)
	if _, err := f.At(context.Background(), "HEAD"); !errors.Is(err, ErrNoRevision) {
		t.Error(err)
	}
	if _, err := f.At(context.Background(), "main"); err == nil || errors.Is(err, ErrNoRevision) {
		t.Error(err)
	}
	for _, err := range f.History(context.Background(), HistoryOptions{}) {
		if !errors.Is(err, ErrNoRevision) {
			t.Error(err)
		}
	}
}

// TestOnlyGitReads says so where there is no git program.
func TestOnlyGitReads(t *testing.T) {
	isolate(t)
	top := t.TempDir()
	gitIn(t, top, "init", "-q", "--object-format=sha256")
	f := openAt(t, top)
	t.Setenv("PATH", "")
	if _, err := f.At(context.Background(), "HEAD"); !strings.Contains(fmt.Sprint(err), "repo-unreadable-alone") {
		t.Error(err)
	}
}

// FuzzTree compares the quick ways through a tree with the plain one.
func FuzzTree(f *testing.F) {
	id := strings.Repeat("\x01", 20)
	one, two := "100644 a.yaml\x00"+id, "40000 b\x00"+id
	f.Add([]byte(one+two), []byte(one), "b")
	f.Add([]byte(one+two), []byte(two+"120000 c\x00"+id), "c")
	f.Add([]byte("1 \x00"+id), []byte("x"), "")
	f.Add([]byte("\x00"+id), []byte("x"), "x")
	f.Fuzz(func(t *testing.T, a, b []byte, name string) {
		found, err := find(a, name, 20)
		var plain entry
		for r, errRow := range rows(a, 20) {
			if errRow != nil {
				if err == nil && found == (entry{}) {
					t.Errorf("%q is damaged: %v", a, errRow)
				}
				return
			}
			if string(r.name) == name {
				plain = r.entry()
				break
			}
		}
		if err != nil || found != plain {
			t.Errorf("%q in %q: %v %v, want %v", name, a, found, err, plain)
		}
		restA, restB := skip(a, b, 20)
		if len(a)-len(restA) != len(b)-len(restB) || !bytes.Equal(a[:len(a)-len(restA)], b[:len(b)-len(restB)]) {
			t.Errorf("%q and %q: left out what differs", a, b)
		}
		for len(restA) > 0 || len(restB) > 0 {
			var err error
			before := len(restA) + len(restB)
			if _, _, restA, restB, err = next(restA, restB, 20); err != nil {
				return
			}
			if len(restA)+len(restB) >= before {
				t.Fatal("no way on")
			}
		}
	})
}

func FuzzCommit(f *testing.F) {
	f.Add([]byte("tree " + strings.Repeat("1", 40) + "\nauthor A <a@b> 1 +0100\n\nmessage\n\nCanvas-Op: x\n"))
	f.Add([]byte("tree 1\nauthor >< \ncommitter <> -9 +99999\n\xff"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := parseCommit("", data)
		if err != nil {
			return
		}
		name, email, _ := parseSignature(inUTF8(c.author))
		rest, op, _ := withoutTrailers(inUTF8(c.message))
		for _, text := range []string{name, email, rest, op} {
			if !utf8.ValidString(text) {
				t.Errorf("%q", text)
			}
		}
	})
}
