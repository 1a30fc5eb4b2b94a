package repo

import (
	"container/heap"
	"context"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// ErrUnrelated says that two revisions have no commit in common, as far as the clone reaches.
var ErrUnrelated = errors.New("no common commit")

// MergeBase finds the newest commit from which two revisions both come. The error wraps ErrUnrelated, or
// what is said at History.
func (f *Folder) MergeBase(ctx context.Context, one, other string) (*Commit, error) {
	s, a, err := f.resolved(ctx, one)
	if err != nil {
		return nil, err
	}
	_, b, err := f.resolved(ctx, other)
	if err != nil {
		return nil, err
	}
	base, err := s.mergeBase(a, b)
	switch {
	case err != nil:
		return nil, f.unreadable(err)
	case base == nil:
		return nil, told{diag.Fail("repo-unrelated", "one", one, "other", other), ErrUnrelated}
	}
	return f.describe(s, base), nil
}

// From where a commit is reached.
const (
	fromOne = 1 << iota
	fromOther
	behindBase // an ancestor of a commit that both reach
)

// mergeBase walks from both commits at once, newest first, until all that is left lies behind a commit
// that both reach: it reads little more than what the two do not share. It is nil when they share nothing.
func (s *store) mergeBase(one, other *storedCommit) (*storedCommit, error) {
	reached := map[objectID]int{one.id: fromOne}
	reached[other.id] |= fromOther
	queue := commitQueue{{one, 0}}
	if other.id != one.id {
		heap.Push(&queue, queued{other, 1})
	}
	var bases []*storedCommit
	open := func(q queued) bool { return reached[q.commit.id]&behindBase == 0 }
	for seq := 2; slices.ContainsFunc(queue, open); {
		c := heap.Pop(&queue).(queued).commit
		from := reached[c.id]
		if from == fromOne|fromOther {
			bases = append(bases, c)
			from |= behindBase
		}
		for _, id := range c.parents {
			if reached[id]|from == reached[id] {
				continue
			}
			reached[id] |= from
			parent, err := s.commit(id)
			if err != nil {
				return nil, err
			}
			heap.Push(&queue, queued{parent, seq})
			seq++
		}
	}
	// A clock that went wrong may have brought up a commit before the newer one that it lies behind.
	for _, c := range bases {
		if reached[c.id]&behindBase == 0 {
			return c, nil
		}
	}
	return nil, nil
}

// Names are the branches, those of remotes ("origin/main") and the tags, sorted.
func (f *Folder) Names(ctx context.Context) (branches, remote, tags []string, err error) {
	s, err := f.objects(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	names, err := s.references(ctx)
	if err != nil {
		return nil, nil, nil, f.unreadable(err)
	}
	slices.Sort(names)
	for _, name := range names {
		if branch, ok := strings.CutPrefix(name, "refs/heads/"); ok {
			branches = append(branches, branch)
		} else if branch, ok := strings.CutPrefix(name, "refs/remotes/"); ok && path.Base(branch) != "HEAD" {
			remote = append(remote, branch)
		} else if tag, ok := strings.CutPrefix(name, "refs/tags/"); ok {
			tags = append(tags, tag)
		}
	}
	return branches, remote, tags, nil
}
