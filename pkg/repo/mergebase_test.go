package repo

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestMergeBase asks git what it finds in histories made at random, with clocks that go wrong.
func TestMergeBase(t *testing.T) {
	f, top := open(t, "")
	random := rand.New(rand.NewPCG(7, 11))
	tree := gitIn(t, top, "write-tree")
	var commits []string
	for n := range 40 {
		args := []string{"commit-tree", "-m", fmt.Sprint(n), tree}
		for i := range min(n, random.IntN(3)) { // two parents are never the same
			args = append(args, "-p", commits[max(0, n-1-i-2*random.IntN(3))])
		}
		t.Setenv("GIT_COMMITTER_DATE", fmt.Sprintf("2026-03-02T09:%02d:%02dZ", random.IntN(2), random.IntN(60)))
		commits = append(commits, gitIn(t, top, args...))
		gitIn(t, top, "branch", fmt.Sprintf("b%d", n), commits[n])
	}
	for range 150 {
		a, b := commits[random.IntN(len(commits))], commits[random.IntN(len(commits))]
		program, _ := findGit(top)
		want := strings.Fields(string(program.read(t.Context(), nil, "merge-base", "--all", a, b).stdout))
		got, err := f.MergeBase(context.Background(), a, b)
		switch {
		case len(want) == 0 && !errors.Is(err, ErrUnrelated), len(want) > 0 && err != nil:
			t.Errorf("%s %s: %v, want %v", a, b, err, want)
		case len(want) > 0 && !strings.Contains(strings.Join(want, " "), got.Hash):
			t.Errorf("%s %s: %s, want one of %v", a, b, got.Hash, want)
		}
	}
}

// TestNames reads the names with go-git and with git.
func TestNames(t *testing.T) {
	f, top := open(t, "")
	committed(t, apply(t, f, one("needs/a.yaml", "first\n")))
	gitIn(t, top, "tag", "v1")
	gitIn(t, top, "tag", "-am", "v2", "v2")
	gitIn(t, top, "branch", "feature/é")
	gitIn(t, top, "update-ref", "refs/remotes/origin/main", "HEAD")
	gitIn(t, top, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
	gitIn(t, top, "pack-refs", "--all")
	gitIn(t, top, "branch", "later")
	want := "[feature/é later main] [origin/main] [v1 v2]"
	names := func() string {
		branches, remote, tags, err := f.Names(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(branches, remote, tags)
	}
	if diff := cmp.Diff(want, names()); diff != "" {
		t.Errorf("with go-git:\n%s", diff)
	}
	write(t, top, ".git/objects/info/alternates", filepath.Join(top, "none")+"\n")
	f = openAt(t, top)
	if diff := cmp.Diff(want, names()); diff != "" {
		t.Errorf("with git:\n%s", diff)
	}
}
