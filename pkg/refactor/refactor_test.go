package refactor

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/diff"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/schema"
)

var update = flag.Bool("update", false, "write what the tests compare with")

// TestScripts makes the changes that the files of testdata ask for: the comment of an archive has one on a line
// ("rename role/a b"), its files are the canvas, and the last one, want, is how all files differ afterwards.
func TestScripts(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			before := fstest.MapFS{}
			for _, f := range archive.Files {
				data := f.Data
				if strings.HasPrefix(filepath.Base(f.Name), "crlf-") {
					data = bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))
				}
				if strings.HasPrefix(filepath.Base(f.Name), "bom-") {
					data = append([]byte("\ufeff"), data...)
				}
				before[f.Name] = &fstest.MapFile{Data: data}
			}
			delete(before, "want")
			var got strings.Builder
			now := fs.FS(before)
			for line := range strings.Lines(string(archive.Comment)) {
				if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
					continue
				}
				edits, err := change(t, now, line)
				if err != nil {
					fmt.Fprintf(&got, "%s: %s\n", line, say(err))
					continue
				}
				now = edits.Over(now)
				for _, e := range edits {
					got.Write(bytes.ReplaceAll(diff.Diff(e.Path, e.Before, e.Path, e.After), []byte("\r"), []byte("␍")))
				}
			}
			i := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == "want" })
			if i < 0 {
				archive.Files = append(archive.Files, txtar.File{Name: "want"})
				i = len(archive.Files) - 1
			}
			if *update {
				archive.Files[i].Data = []byte(got.String())
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(archive.Files[i].Data), got.String()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// change makes one change: "rename KEY ID", "unlink KEY…", "merge KEY INTO [FIELD=keep|take|both]…".
func change(t testing.TB, fsys fs.FS, line string) (Edits, error) {
	t.Helper()
	c := load(t, fsys)
	words := strings.Fields(line)
	find := func(word string) *canvas.Item {
		items := c.Find(word)
		if len(items) != 1 {
			t.Fatalf("%s: %d items", word, len(items))
		}
		return items[0]
	}
	switch words[0] {
	case "rename":
		return Rename(c, fsys, find(words[1]), words[2])
	case "unlink":
		var items []*canvas.Item
		for _, word := range words[1:] {
			items = append(items, find(word))
		}
		return Unlink(c, fsys, items)
	case "merge":
		return Merge(c, fsys, find(words[1]), find(words[2]), func(d Difference) Side {
			for _, word := range words[3:] {
				if path, side, _ := strings.Cut(word, "="); path == d.Path {
					return map[string]Side{"keep": Keep, "take": Take, "both": Both}[side]
				}
			}
			if !d.Harmless {
				t.Errorf("%s: %q or %q?", d.Path, d.Kept, d.Left)
			}
			return Keep
		})
	}
	t.Fatalf("no such change: %s", line)
	return nil, nil
}

func say(err error) string {
	var ambiguous Ambiguous
	var required Required
	var failure *diag.Failure
	switch {
	case errors.As(err, &ambiguous):
		return "ambiguous" + places(ambiguous.Links)
	case errors.As(err, &required):
		return "required" + places(required.Links)
	case errors.As(err, &failure):
		return failure.Message.String()
	}
	return err.Error()
}

func places(links Links) string {
	var b strings.Builder
	for _, l := range links {
		fmt.Fprintf(&b, " %s:%d:%d", l.From.Path, l.Range.Start.Line, l.Range.Start.Column)
	}
	return b.String()
}

func load(t testing.TB, fsys fs.FS) *canvas.Canvas {
	t.Helper()
	return loadOf(t, fsys, kinds(t, fsys))
}

func kinds(t testing.TB, fsys fs.FS) *kind.Set {
	t.Helper()
	set, findings, err := kind.Load(schema.Kinds, schema.Order, fsys)
	if err != nil || len(findings) > 0 {
		t.Fatal(findings, err)
	}
	return set
}

func loadOf(t testing.TB, fsys fs.FS, set *kind.Set) *canvas.Canvas {
	t.Helper()
	c, err := canvas.Load(t.Context(), fsys, set)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
