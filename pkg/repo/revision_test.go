package repo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestAt(t *testing.T) {
	for _, prefix := range []string{"", "docs/le canevas"} {
		f, top := open(t, prefix)
		write(t, top, "readme", "outside of the canvas, or not\n")
		gitIn(t, top, "add", ".")
		gitIn(t, top, "commit", "-qm", "readme")
		gitIn(t, top, "tag", "before")
		committed(t, apply(t, f, one("needs/a.yaml", "first\n")))
		gitIn(t, top, "tag", "-am", "v1", "v1")
		change := one("needs/a.yaml", "second\n")
		change.Writes[0].Base = []byte("first\n")
		change.Writes = append(change.Writes, Write{Path: "canvas.yaml", Data: []byte("format: 1\n")}, Write{Path: "needs/empty.yaml"})
		committed(t, apply(t, f, change))
		gitIn(t, top, "repack", "-adq")
		hash := gitIn(t, top, "rev-parse", "HEAD~1")
		for revision, want := range map[string]string{
			"HEAD": "second\n", "main": "second\n", "HEAD~1": "first\n", "v1": "first\n", hash: "first\n", hash[:8]: "first\n", "HEAD^": "first\n",
		} {
			fsys, err := f.At(context.Background(), revision)
			if err != nil {
				t.Errorf("%s: %v", revision, err)
				continue
			}
			if data, err := fs.ReadFile(fsys, "needs/a.yaml"); err != nil || string(data) != want {
				t.Errorf("%s: %q %v", revision, data, err)
			}
		}
		fsys, err := f.At(context.Background(), "HEAD")
		if err != nil {
			t.Fatal(err)
		}
		if err := fstest.TestFS(fsys, "canvas.yaml", "needs/a.yaml", "needs/empty.yaml"); err != nil {
			t.Error(err)
		}
		if _, err := fs.ReadFile(fsys, "needs/b.yaml"); !errors.Is(err, fs.ErrNotExist) {
			t.Error(err)
		}
		if _, err := fs.ReadFile(fsys, "canvas.yaml/b.yaml"); !errors.Is(err, fs.ErrNotExist) {
			t.Error(err)
		}
		if _, err := fs.ReadDir(fsys, "stakes"); !errors.Is(err, fs.ErrNotExist) {
			t.Error(err)
		}
		fsys, err = f.At(context.Background(), "before")
		if err != nil {
			t.Fatal(err)
		}
		entries, err := fs.ReadDir(fsys, ".")
		if n := map[string]int{"": 1}[prefix]; err != nil || len(entries) != n {
			t.Errorf("before there was a canvas: %v %v", entries, err)
		}
		for _, revision := range []string{"nothing", "HEAD~9", "--all", ""} {
			if _, err := f.At(context.Background(), revision); err == nil || errors.Is(err, ErrNoRevision) {
				t.Errorf("%q: %v", revision, err)
			}
		}
	}
}

func TestAtRefusesLinks(t *testing.T) {
	f, top := open(t, "")
	write(t, top, "needs/a.yaml", "a\n")
	if err := errors.Join(os.Symlink("a.yaml", filepath.Join(top, "needs/link.yaml")), os.Symlink("needs", filepath.Join(top, "linked"))); err != nil {
		t.Skip(err)
	}
	gitIn(t, top, "add", ".")
	gitIn(t, top, "commit", "-qm", "links")
	fsys, err := f.At(context.Background(), "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"needs/link.yaml", "linked", "linked/a.yaml"} {
		if _, err := fs.ReadFile(fsys, name); !errors.Is(err, ErrSymlink) {
			t.Errorf("%s: %v", name, err)
		}
	}
	entries, err := fs.ReadDir(fsys, "needs")
	if err != nil {
		t.Fatal(err)
	}
	var types []string
	for _, e := range entries {
		types = append(types, e.Name()+" "+e.Type().String())
	}
	if diff := cmp.Diff("a.yaml ----------, link.yaml L---------", strings.Join(types, ", ")); diff != "" {
		t.Error(diff)
	}
}

func TestAtWithoutRepository(t *testing.T) {
	if _, err := openAt(t, t.TempDir()).At(context.Background(), "HEAD"); !errors.Is(err, ErrNoRepository) {
		t.Error(err)
	}
}

// TestParallelReads is for the race detector.
func TestParallelReads(t *testing.T) {
	f, _ := open(t, "")
	change := Change{Op: "add", Message: "many"}
	for i := range 50 {
		change.Writes = append(change.Writes, Write{Path: fmt.Sprintf("d%d/%d.yaml", i%7, i), Data: fmt.Appendln(nil, i)})
	}
	committed(t, apply(t, f, change))
	then, err := f.At(context.Background(), "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	for _, fsys := range []fs.FS{f.FS(), then} {
		var wg sync.WaitGroup
		for _, w := range change.Writes {
			wg.Go(func() {
				if data, err := fs.ReadFile(fsys, w.Path); err != nil || !bytes.Equal(data, w.Data) {
					t.Errorf("%s: %q %v", w.Path, data, err)
				}
				if _, err := fs.ReadDir(fsys, path.Dir(w.Path)); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
	}
}
