package lint_test

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/lint"
	"github.com/canevas-systemique/canvas/schema"
)

// run finds everything that is wrong in a folder, as the command does.
func run(t testing.TB, fsys fs.FS) []diag.Finding {
	t.Helper()
	data, err := schema.Meta.ReadFile("meta/canvas.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	settings, err := kind.Settings("canvas", data)
	if err != nil {
		t.Fatal(err)
	}
	var config canvas.Config
	if _, err := fs.Stat(fsys, canvas.Marker); err == nil {
		if config, err = canvas.ReadConfig(fsys); err != nil {
			t.Fatal(err)
		}
	}
	kinds := builtin(t)
	var inSchemas []diag.Finding
	if _, err := fs.Stat(fsys, kind.Folder); err == nil {
		if kinds, inSchemas, err = kind.Load(schema.Kinds, schema.Order, fsys); err != nil {
			t.Fatal(err)
		}
	}
	kinds.KeepRecords()
	c, err := canvas.Load(context.Background(), fsys, kinds)
	if err != nil {
		t.Fatal(err)
	}
	policy := lint.ReadPolicy(config, kinds)
	return policy.Run(c, slices.Concat(config.Check(settings), inSchemas, policy.Findings)...)
}

// folder makes a file system of texts by path.
func folder(files ...lint.File) fstest.MapFS {
	fsys := fstest.MapFS{}
	for _, f := range files {
		fsys[f.Path] = &fstest.MapFile{Data: []byte(f.Text)}
	}
	return fsys
}

// withoutGaps leaves out the gaps, which every small canvas has.
func withoutGaps(t testing.TB, findings []diag.Finding) []diag.Finding {
	t.Helper()
	gap := map[string]bool{}
	for _, r := range lint.Rules(builtin(t)) {
		gap[r.Name] = r.Coverage != nil
	}
	return slices.DeleteFunc(findings, func(f diag.Finding) bool { return gap[f.Rule] })
}

// In the bad half of every example the rule finds something, and nothing else does; in the good half
// nothing does. Gaps count only where a rule of coverage is shown.
func TestExamples(t *testing.T) {
	for _, rule := range lint.Rules(builtin(t)) {
		t.Run(rule.Name, func(t *testing.T) {
			find := func(fsys fs.FS) []diag.Finding {
				if rule.Coverage != nil {
					return run(t, fsys)
				}
				return withoutGaps(t, run(t, fsys))
			}
			if made, ok := unwritable[rule.Name]; ok {
				expect(t, rule, find(made()))
				return
			}
			for _, language := range lang.Languages {
				example, ok := rule.Example(language)
				if !ok || len(example.Bad) == 0 || len(example.Good) == 0 {
					t.Fatal("no example")
				}
				expect(t, rule, find(folder(slices.Concat(example.Both, example.Bad)...)))
				for _, f := range find(folder(slices.Concat(example.Both, example.Good)...)) {
					t.Errorf("%s: in the good example %s", language, describe(f))
				}
			}
		})
	}
}

// What no example can show is told in words, in both languages, and nothing else is.
func TestUnwritableIsTold(t *testing.T) {
	for _, language := range lang.Languages {
		say := lang.New(language, nil)
		for _, rule := range lint.Rules(builtin(t)) {
			if _, ok := unwritable[rule.Name]; say.Knows(rule.Shown().Key) != ok {
				t.Errorf("%s %s: an example in words: %t, want %t", language, rule.Name, !ok, ok)
			}
		}
	}
}

func expect(t *testing.T, rule lint.Rule, findings []diag.Finding) {
	t.Helper()
	if !slices.ContainsFunc(findings, func(f diag.Finding) bool { return f.Rule == rule.Name }) {
		t.Errorf("%s finds nothing", rule.Name)
	}
	for _, f := range findings {
		if f.Rule != rule.Name && !slices.Contains(alongside[rule.Name], f.Rule) || f.Rule == rule.Name && f.Severity != rule.Severity {
			t.Errorf("%s", describe(f))
		}
	}
}

func describe(f diag.Finding) string {
	return fmt.Sprintf("%s:%d:%d: %s: %s [%s]", f.Path, f.Range.Start.Line, f.Range.Start.Column, f.Severity, f.Message, f.Rule)
}

// alongside are the rules that cannot help but find something too: two names that differ only in
// capitals are not both ids.
var alongside = map[string][]string{"name-collision": {"invalid-id"}}

// unwritable are the examples that a few lines of text cannot hold.
var unwritable = map[string]func() fs.FS{
	"not-utf-8": func() fs.FS {
		return folder(lint.File{Path: "roles/client.yaml", Text: "name: Adh\xe9rent\nscope: external\n"})
	},
	"too-large": func() fs.FS {
		return folder(lint.File{Path: "roles/client.yaml", Text: "name: Client\nscope: external\ndescription: " + strings.Repeat("x", 1<<20) + "\n"})
	},
	"too-deep": func() fs.FS {
		return folder(lint.File{Path: "roles/client.yaml", Text: "name: Client\nscope: external\ndescription: " + strings.Repeat("[", 80) + strings.Repeat("]", 80) + "\n"})
	},
	"unreadable-file": func() fs.FS {
		return refusing{folder(lint.File{Path: "roles/client.yaml", Text: "name: Client\nscope: external\n"})}
	},
	"name-collision": func() fs.FS {
		return folder(lint.File{Path: "roles/client.yaml", Text: "name: Client\nscope: external\n"}, lint.File{Path: "roles/Client.yaml", Text: "name: Customer\nscope: external\n"})
	},
	"symbolic-link": func() fs.FS {
		fsys := folder()
		fsys["roles/client.yaml"] = &fstest.MapFile{Data: []byte("../other.yaml"), Mode: fs.ModeSymlink}
		return fsys
	},
}

// refusing lists files and opens none.
type refusing struct{ fstest.MapFS }

func (r refusing) Open(name string) (fs.File, error) {
	if filepath.Ext(name) != "" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return r.MapFS.Open(name)
}

func (r refusing) ReadFile(name string) ([]byte, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
}
