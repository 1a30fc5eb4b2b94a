package canvas_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
)

func where(f diag.Finding) string {
	return fmt.Sprintf("%d:%d %s %s", f.Range.Start.Line, f.Range.Start.Column, f.Severity, f.Rule)
}

// summaries say of each finding what it is and what to do.
func summaries(findings []diag.Finding) []string {
	var list []string
	for _, f := range findings {
		list = append(list, fmt.Sprintf("%s %s %s | %s | %s", f.Path, f.Severity, f.Rule, f.Message, f.Hint))
	}
	return list
}

func TestFolder(t *testing.T) {
	const composed, decomposed = "roles/\u00e9lu.yaml", "roles/e\u0301lu.yaml"
	tests := []struct {
		name     string
		files    []string
		items    []string
		findings []string
	}{
		{"items by id", []string{"roles/a.yaml", "roles/a-b.yaml", "needs/a.yaml"}, []string{"need/a", "role/a", "role/a-b"}, nil},
		{"nothing", []string{"canvas.yaml", "notes/a.txt", "README.md"}, nil, nil},
		{"yml", []string{"roles/a.yml"}, nil, []string{
			"roles/a.yml error wrong-extension | wrong-extension | wrong-extension-hint name=a.yaml",
		}},
		{"capitals in the extension", []string{"roles/a.YAML", "roles/b.Yml"}, nil, []string{
			"roles/a.YAML error wrong-extension | wrong-extension | wrong-extension-hint name=a.yaml",
			"roles/b.Yml error wrong-extension | wrong-extension | wrong-extension-hint name=b.yaml",
		}},
		{"stray files", []string{"roles/a.yaml~", "roles/.gitkeep", "roles/a.txt", "roles/yaml"}, nil, []string{
			"roles/.gitkeep warning stray-file | stray-file | stray-file-hint",
			"roles/a.txt warning stray-file | stray-file | stray-file-hint",
			"roles/a.yaml~ warning stray-file | stray-file | stray-file-hint",
			"roles/yaml warning stray-file | stray-file | stray-file-hint",
		}},
		{"a folder, whatever its name", []string{"roles/old/a.yaml", "roles/b.yaml/c"}, nil, []string{
			"roles/b.yaml error stray-folder | stray-folder | stray-folder-hint",
			"roles/old error stray-folder | stray-folder | stray-folder-hint",
		}},
		{"a write that was cut off", []string{"roles/.canvas-123", "roles/.canvas-a.yaml"}, nil, []string{
			"roles/.canvas-123 warning stray-file | temporary-file | temporary-file-hint",
			"roles/.canvas-a.yaml warning stray-file | temporary-file | temporary-file-hint",
		}},
		{"what is no id is read all the same", []string{"roles/Élu local.yaml", "roles/con.yaml", "roles/客户.yaml", "roles/etat_civil.yaml"}, []string{"role/con", "role/etat_civil", "role/Élu local", "role/客户"}, []string{
			"roles/con.yaml error invalid-id | invalid-id-reserved id=con | invalid-id-hint id=con-2",
			"roles/etat_civil.yaml error invalid-id | invalid-id id=etat_civil | invalid-id-hint id=etat-civil",
			"roles/Élu local.yaml error invalid-id | invalid-id id=Élu local | invalid-id-hint id=elu-local",
			"roles/客户.yaml error invalid-id | invalid-id id=客户 | invalid-id-hint-plain",
		}},
		{"the same name but for its case", []string{"roles/A.yaml", "roles/a.yaml", "roles/x.TXT", "roles/x.txt"}, []string{"role/A", "role/a"}, []string{
			"roles/A.yaml error invalid-id | invalid-id id=A | invalid-id-hint id=a",
			"roles/a.yaml error name-collision | name-collision other=A.yaml | name-collision-hint",
			"roles/x.TXT warning stray-file | stray-file | stray-file-hint",
			"roles/x.txt error name-collision | name-collision other=x.TXT | name-collision-hint",
			"roles/x.txt warning stray-file | stray-file | stray-file-hint",
		}},
		{"the same name but for its Unicode form", []string{composed, decomposed}, []string{"role/e\u0301lu", "role/\u00e9lu"}, []string{
			decomposed + " error invalid-id | invalid-id id=e\u0301lu | invalid-id-hint id=elu",
			composed + " error invalid-id | invalid-id id=\u00e9lu | invalid-id-hint id=elu",
			composed + " error name-collision | name-collision other=e\u0301lu.yaml | name-collision-hint",
		}},
		{"no folder", []string{"roles", "needs/a.yaml"}, []string{"need/a"}, []string{
			"roles error unreadable-file | not-a-folder | not-a-folder-hint",
		}},
		{"the same name in two folders", []string{"roles/a.yaml", "persons/A.txt"}, []string{"role/a"}, []string{
			"persons/A.txt warning stray-file | stray-file | stray-file-hint",
		}},
	}
	item := map[string]string{"roles": "name: A\nscope: external\n", "needs": "role: a\nwant: w\n"}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys := fstest.MapFS{}
			for _, file := range tt.files {
				fsys[file] = &fstest.MapFile{Data: []byte(item[filepath.Dir(file)])}
			}
			c := load(t, fsys)
			if diff := cmp.Diff(tt.items, keys(c.Items)); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.findings, summaries(c.Findings)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

// A symbolic link is no item, wherever it leads.
func TestSymbolicLink(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "roles"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "roles", "a.yaml"), []byte("name: A\nscope: external\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, target := range map[string]string{"b.yaml": "a.yaml", "c.yaml": "../../etc/passwd", "d": ".", "e.yaml": "nowhere"} {
		if err := os.Symlink(target, filepath.Join(dir, "roles", name)); err != nil {
			t.Skip(err)
		}
	}
	c := load(t, os.DirFS(dir))
	if diff := cmp.Diff([]string{"role/a"}, keys(c.Items)); diff != "" {
		t.Error(diff)
	}
	want := []string{
		"roles/b.yaml error symbolic-link | symbolic-link | symbolic-link-hint",
		"roles/c.yaml error symbolic-link | symbolic-link | symbolic-link-hint",
		"roles/d error symbolic-link | symbolic-link | symbolic-link-hint",
		"roles/e.yaml error symbolic-link | symbolic-link | symbolic-link-hint",
	}
	if diff := cmp.Diff(want, summaries(c.Findings)); diff != "" {
		t.Error(diff)
	}
}

// What links to kinds that were not read leads nowhere; what is wrong in them is not said.
func TestLoadSomeKinds(t *testing.T) {
	fsys := archive(`
-- roles/a.yaml --
name: A
scope: external
-- needs/a.yaml --
role: a
want: w
stakes: [s]
depends: [a]
-- stakes/s.yaml --
title: "
-- stakes/s.yml --
`)
	c := load(t, fsys, "need", "role")
	if diff := cmp.Diff([]string{"need/a", "role/a"}, keys(c.Items)); diff != "" || len(c.Findings) > 0 {
		t.Error(diff, c.Findings)
	}
	var got []string
	for _, l := range c.Find("need/a")[0].Links {
		got = append(got, fmt.Sprint(l.ID, " ", l.To != nil))
	}
	if diff := cmp.Diff([]string{"a true", "s false", "a true"}, got); diff != "" {
		t.Error(diff)
	}
	if got := c.OfKind(c.Kinds.Named("stake")); len(got) > 0 {
		t.Error(got)
	}
}

// One file that cannot be read hides nothing of the others, and is still the item that others mean.
func TestBrokenFileHidesNothing(t *testing.T) {
	c := load(t, archive(`
-- needs/a.yaml --
role: r
want: w
wnat: w
-- needs/b.yaml --
role: "r
-- needs/c.yaml --
want: w
-- needs/d.yaml --
role: r
<<<<<<< ours
want: x
=======
want: y
>>>>>>> theirs
-- roles/r.yaml --
-- roles/r.yml --
name: R
`))
	if diff := cmp.Diff([]string{"need/a", "need/b", "need/c", "need/d", "role/r"}, keys(c.Items)); diff != "" {
		t.Error(diff)
	}
	var got []string
	for _, f := range c.Findings {
		got = append(got, f.Path+" "+f.Rule)
	}
	want := []string{
		"needs/a.yaml unknown-field", "needs/b.yaml yaml-syntax", "needs/c.yaml missing-field", "needs/d.yaml conflict-marker",
		"roles/r.yaml missing-field", "roles/r.yaml missing-field", "roles/r.yml wrong-extension",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if l := c.Find("need/a")[0].Links[0]; l.To == nil || l.To.Key() != "role/r" || l.Name() != "r" {
		t.Errorf("the role of need/a is %v", l.Name())
	}
}

func TestLoadInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	fsys := archive("-- roles/a.yaml --\nname: A\n")
	if _, err := canvas.Load(ctx, fsys, kinds(t, fsys)); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
