package main

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/schema"
)

// TestMergingPairs lets git merge pairs of random changes of one item. A clean merge holds both changes just as one made
// after the other does. Two different fields seldom stop it: that is what the form of the files is for.
func TestMergingPairs(t *testing.T) {
	kinds, _, err := kind.Load(schema.Kinds, schema.Order, nil)
	if err != nil {
		t.Fatal(err)
	}
	k := kinds.Named("need")
	files, err := filepath.Glob(filepath.Join("..", "..", "examples", "federation", "needs", "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	const pairs, most = 150, 20 // per cent
	r := rand.New(rand.NewPCG(1, 2))
	stopped := 0
	for n := 0; n < pairs; {
		path := files[r.IntN(len(files))]
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		base, findings := source.Parse(path, data)
		if len(findings) > 0 {
			t.Fatal(findings)
		}
		mine, theirs := randomEdit(r, k), randomEdit(r, k)
		if mine.field == theirs.field {
			continue
		}
		n++
		left, right := mine.apply(t, k, base), theirs.apply(t, k, base)
		merged, clean := mergeFile(t, left.Data, base.Data, right.Data)
		if !clean {
			stopped++
			continue
		}
		if either := theirs.apply(t, k, left).Data; !bytes.Equal(merged, either) {
			t.Errorf("%s, %s and %s: git made\n%s\none after the other makes\n%s", path, mine.field, theirs.field, merged, either)
		}
	}
	if share := 100 * stopped / pairs; share > most {
		t.Errorf("%d %% of the pairs of changes of different fields stop a merge, %d %% should at most", share, most)
	} else {
		t.Logf("%d %% of the pairs of changes of different fields stop a merge", share)
	}
}

// randomChange is a change of one field: a new value, or one more entry of its list.
type randomChange struct {
	field string
	value any
}

// randomEdit changes any field but those that name other places of the item.
func randomEdit(r *rand.Rand, k *kind.Kind) randomChange {
	for {
		f := k.Fields()[r.IntN(len(k.Fields()))]
		switch entry := f.Entry(); {
		case f.Name == kind.Formerly || entry.Type == kind.Record || entry.Type == kind.Boolean:
		case len(entry.Enum) > 0:
			return randomChange{f.Name, entry.Enum[r.IntN(len(entry.Enum))]}
		case entry.Type == kind.Integer || entry.Type == kind.Number:
			return randomChange{f.Name, 1 + r.IntN(10)}
		default:
			return randomChange{f.Name, fmt.Sprintf("said-%d", r.Uint32())}
		}
	}
}

func (c randomChange) apply(t *testing.T, k *kind.Kind, f *source.File) *source.File {
	t.Helper()
	edit := f.Set
	if k.Field(c.field).Type == kind.List {
		edit = f.Append
	}
	edited, err := edit(source.Path{{Key: c.field}}, c.value, k.Order)
	if err != nil {
		t.Fatal(err)
	}
	return edited
}

// mergeFile merges two versions of a file as git does.
func mergeFile(t *testing.T, mine, base, theirs []byte) (merged []byte, clean bool) {
	t.Helper()
	dir := t.TempDir()
	args := []string{"merge-file", "-p", "-q"}
	for i, data := range [][]byte{mine, base, theirs} {
		name := filepath.Join(dir, fmt.Sprint(i))
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, name)
	}
	merged, err := exec.Command("git", args...).Output()
	if failed := (*exec.ExitError)(nil); err != nil && (!errors.As(err, &failed) || failed.ExitCode() < 0 || failed.ExitCode() > 127) {
		t.Fatal(err)
	}
	return merged, err == nil
}
