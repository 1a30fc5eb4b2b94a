package main

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/canevas-systemique/canvas/examples"
	"github.com/canevas-systemique/canvas/pkg/source"
)

// TestFixing lets lint mend canvases in which much was mistyped. Then nothing is left to mend, a second time changes nothing,
// and every sentence and every comment is still there.
func TestFixing(t *testing.T) {
	rounds := 20
	if testing.Short() {
		rounds = 4
	}
	mended := 0
	for seed := range rounds {
		r := rand.New(rand.NewPCG(uint64(seed), 5))
		dir := t.TempDir()
		if err := os.CopyFS(dir, examples.In([]string{"fr", "en"}[seed%2])); err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(dir, "*", "*.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		for range 40 {
			mistype(t, r, files)
		}
		before := textsIn(t, dir)
		_, errs, status := canvasCommand(t, "-C "+dir+" lint --fix --no-commit --format concise")
		if status == exitRefused {
			t.Fatalf("seed %d: %s", seed, errs)
		}
		after := textsIn(t, dir)
		if out, _, _ := canvasCommand(t, "-C "+dir+" lint --json"); strings.Contains(out, `"fixable": true`) {
			t.Errorf("seed %d: something is left to mend:\n%s", seed, out[max(0, strings.Index(out, `"fixable": true`)-700):])
		}
		canvasCommand(t, "-C "+dir+" lint --fix --no-commit --format concise")
		if diff := cmp.Diff(after, textsIn(t, dir)); diff != "" {
			t.Errorf("seed %d: the second time, (-was +is)\n%s", seed, diff)
		}
		for name := range before {
			if before[name] == after[name] {
				continue
			}
			mended++
			if f, _ := source.Parse(name, []byte(before[name])); f.Root == nil {
				continue // it could not be read before
			}
			if diff := cmp.Diff(kept(name, before[name]), kept(name, after[name])); diff != "" {
				t.Errorf("seed %d: %s does not say what it said (-was +is)\n%s\nfrom\n%s\nto\n%s", seed, name, diff, before[name], after[name])
			}
		}
	}
	if mended < 2*rounds {
		t.Errorf("%d files were mended: too little to tell anything", mended)
	}
}

// kept are the sentences of a file, which are texts of several words, and its comments.
func kept(name, text string) []string {
	f, _ := source.Parse(name, []byte(text))
	said := f.Comments()
	var walk func(n *source.Node)
	walk = func(n *source.Node) {
		if n.Kind == source.Scalar && strings.Contains(strings.TrimSpace(n.Value), " ") {
			said = append(said, n.Value)
		}
		for _, child := range n.Children {
			walk(child)
		}
	}
	if f.Root != nil {
		walk(f.Root)
	}
	return slices.Sorted(slices.Values(said))
}

func textsIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	texts := map[string]string{}
	fsys := os.DirFS(dir)
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		texts[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

var word = regexp.MustCompile(`[a-z-]{5,}`)

// mistype does to one of the files what somebody may who edits it by hand.
func mistype(t *testing.T, r *rand.Rand, files []string) {
	t.Helper()
	name := files[r.IntN(len(files))]
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(strings.TrimSuffix(string(data), "\n")+"\n", "\n")
	lines = lines[:len(lines)-1]
	i, j := r.IntN(len(lines)), r.IntN(len(lines))
	switch line := lines[i]; r.IntN(10) {
	case 0, 1, 2: // a letter too few, too many, or two swapped in a key, an id or a sentence
		if found := word.FindAllStringIndex(line, -1); len(found) > 0 {
			at := found[r.IntN(len(found))]
			k := at[0] + 1 + r.IntN(at[1]-at[0]-2)
			lines[i] = []string{line[:k] + line[k+1:], line[:k] + line[k:k+1] + line[k:], line[:k] + line[k+1:k+2] + line[k:k+1] + line[k+2:]}[r.IntN(3)]
		}
	case 3: // capitals where ids and words of a list have none
		if key, value, ok := strings.Cut(line, ": "); ok {
			lines[i] = key + ": " + strings.ToUpper(value)
		}
	case 4: // an entry twice
		lines = slices.Insert(lines, i+1, line)
	case 5: // fields in another order
		if !strings.HasPrefix(line, " ") && i > 0 && j > i && !strings.HasPrefix(lines[j], " ") {
			lines = slices.Concat(lines[:i], lines[j:], lines[i:j])
		}
	case 6:
		lines[i] = strings.NewReplacer(`"`, "", `'`, "").Replace(line)
	case 7: // what other programs take for something else
		lines = append(lines, []string{"phone: +33612345678\n", "notes: 2026-03-04\n", "source:\n  date: 2026-03-04\n"}[r.IntN(3)])
	case 8:
		lines[i] = strings.TrimSuffix(line, "\n") + fmt.Sprintf(" # seen on day %d\n", r.IntN(30))
	case 9: // an id that another file still uses
		id := strings.TrimSuffix(filepath.Base(name), ".yaml")
		lines = append(lines, "formerly:\n  - former-"+id+"\n")
		other := files[r.IntN(len(files))]
		if other == name {
			break
		}
		text, err := os.ReadFile(other)
		if err != nil {
			t.Fatal(err)
		}
		renamed := regexp.MustCompile(`\b`+regexp.QuoteMeta(id)+`\b`).ReplaceAll(text, []byte("former-"+id))
		if err := os.WriteFile(other, renamed, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	text := []byte(strings.Join(lines, ""))
	if err := os.WriteFile(name, text, 0o666); err != nil {
		t.Fatal(err)
	}
}
