package canvas_test

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/canevas-systemique/canvas/pkg/canvas"
)

// whole writes everything that a canvas tells.
func whole(c *canvas.Canvas) string {
	var b strings.Builder
	for _, it := range c.Items {
		fmt.Fprintf(&b, "%s %q\n", it.Path, it.Name())
		for i := range it.Links {
			l := &it.Links[i]
			fmt.Fprintf(&b, "  %s %s:", l.Slot(), l.ID)
			if l.To != nil {
				fmt.Fprintf(&b, " %s %t", l.To.Key(), l.Former)
			}
			fmt.Fprintf(&b, " %d\n", len(c.Candidates(l)))
		}
		for _, l := range it.In {
			fmt.Fprintf(&b, "  < %s %s\n", l.From.Key(), l.Slot())
		}
		for _, k := range it.Unsure {
			fmt.Fprintf(&b, "  ? %s\n", k.Name)
		}
	}
	for _, k := range c.Kinds.All() {
		fmt.Fprintf(&b, "%s %d %t\n", k.Name, len(c.OfKind(k)), c.Unread(k.Name))
	}
	return b.String() + strings.Join(summaries(c.Findings), "\n")
}

// TestWith changes canvases at random and checks that With tells what Load does.
func TestWith(t *testing.T) {
	builtin := kinds(t, nil)
	read := func(fsys fs.FS) *canvas.Canvas {
		c, err := canvas.Load(t.Context(), fsys, builtin)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	ids := []string{"a", "b", "c", "d", "E", "con"}
	paths := []string{"needs", "needs/x.yml", "needs/a.YAML", "needs/deep/x.yaml", "roles/.canvas-1", "roles/A.yaml", "canvas.yaml", "notes/a.txt"}
	for _, k := range builtin.All() {
		for _, id := range ids {
			paths = append(paths, canvas.PathOf(k, id))
		}
	}
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		pick := func(from []string) string { return from[r.IntN(len(from))] }
		text := func() string {
			return pick([]string{
				fmt.Sprintf("want: %s\nrole: %s\nstakes:\n  - %s\n  - %s\n", pick(ids), pick(ids), pick(ids), pick(ids)),
				fmt.Sprintf("name: %s\nformerly: [%s, %s]\n", pick(ids), pick(ids), pick(ids)),
				fmt.Sprintf("title: %s\nowner: role/%s\nstatus: rejected\n", pick(ids), pick(ids)),
				fmt.Sprintf("first: %s\nroles: [%s]\n", pick(ids), pick(ids)),
				"title: a: b\n", "title: c\n>>>>>>> d\n", "unknown: 1\n", "",
			})
		}
		before := fstest.MapFS{}
		for range r.IntN(len(paths)) {
			before[pick(paths)] = &fstest.MapFile{Data: []byte(text())}
		}
		after := maps.Clone(before)
		var changed []string
		for range r.IntN(8) {
			p := pick(paths)
			changed = append(changed, p)
			if delete(after, p); r.IntN(3) > 0 {
				after[p] = &fstest.MapFile{Data: []byte(text()), Mode: []fs.FileMode{0, 0, 0, fs.ModeSymlink}[r.IntN(4)]}
			}
		}
		first := read(before)
		told := whole(first)
		got, err := first.With(t.Context(), after, changed)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(whole(read(after)), whole(got)); diff != "" {
			t.Fatalf("seed %d, changed %v: -Load +With:\n%s", seed, changed, diff)
		}
		if diff := cmp.Diff(told, whole(first)); diff != "" {
			t.Fatalf("seed %d: With changed the canvas it was asked of:\n%s", seed, diff)
		}
	}
}

// TestWithReadsLittle checks that only the changed files are read, and only of the kinds that were.
func TestWithReadsLittle(t *testing.T) {
	files := fstest.MapFS{
		"roles/a.yaml": {Data: []byte("name: A\n")}, "roles/b.yaml": {Data: []byte("name: B\n")}, "needs/n.yaml": {Data: []byte("want: n\nrole: a\n")},
	}
	c := load(t, files, "role")
	r := &reads{FS: files}
	c, err := c.With(t.Context(), r, []string{"roles/a.yaml", "needs/n.yaml"})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"roles", "roles/a.yaml"}; !slices.Equal(r.names, want) || len(c.Items) != 2 {
		t.Errorf("opened %v, want %v", r.names, want)
	}
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.With(canceled, files, nil); err == nil {
		t.Error("no error when interrupted")
	}
}

type reads struct {
	fs.FS
	names []string
}

func (r *reads) Open(name string) (fs.File, error) {
	r.names = append(r.names, name)
	return r.FS.Open(name)
}

func TestReadItem(t *testing.T) {
	files := fstest.MapFS{"roles/a.yaml": {Data: []byte("name: A\nunknown: 1\n")}, "roles/b.yaml": {Data: []byte("name: a: b\n")}}
	role := kinds(t, files).Named("role")
	for id, want := range map[string]string{"a": "A", "b": "b"} {
		if it, err := canvas.ReadItem(files, role, id); err != nil || it.Name() != want {
			t.Errorf("%s: %v, %v", id, it, err)
		}
	}
	if _, err := canvas.ReadItem(files, role, "c"); err == nil {
		t.Error("read what is not there")
	}
}
