package repo

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// HistoryOptions say which commits History gives.
type HistoryOptions struct {
	From  string    // a revision; "" is HEAD
	Until string    // leaves out the commits that this revision reaches; "" leaves out none
	Since time.Time // leaves out what was committed before; zero leaves out nothing
	// Paths asks for the commits that change one of these files of the canvas; nil for those that
	// change any file of it.
	Paths []string
	// Follow is asked, with Paths, of each commit that is found: under which other names the history
	// of the files goes on before it. It must not keep the commit from being used.
	Follow func(*Commit) []string
}

// Commit is one step of the history of a canvas.
type Commit struct {
	Hash          string
	Parents       []string // that are there: in a shallow clone the oldest commits have none
	Author, Email string
	When          time.Time // when it was committed, in the zone of who did: newest first goes by it
	Message       string    // without our trailers
	Op            string    // Canvas-Op: the command that made it; "" when canvas did not
	Undoes        string    // Canvas-Undoes: the hash of what it took back
	Paths         []string  // files of the canvas that differ from every parent, sorted

	folder *Folder
	store  *store
	stored *storedCommit
}

// Short is the hash as people read it.
func (c *Commit) Short() string { return c.Hash[:min(7, len(c.Hash))] }

// Subject is the first line of the message.
func (c *Commit) Subject() string {
	subject, _, _ := strings.Cut(c.Message, "\n")
	return subject
}

// After is the canvas as the commit left it.
func (c *Commit) After() (fs.FS, error) { return asFS(c.folder.revision(c.store, c.stored)) }

// Before is the canvas in the first parent, nil when there is none.
func (c *Commit) Before() (fs.FS, error) {
	if len(c.stored.parents) == 0 {
		return nil, nil
	}
	return c.Parent(0)
}

// Parent is the canvas in one of the Parents.
func (c *Commit) Parent(i int) (fs.FS, error) {
	parent, err := c.store.commit(c.stored.parents[i])
	if err != nil {
		return nil, c.folder.unreadable(err)
	}
	return asFS(c.folder.revision(c.store, parent))
}

// History gives the commits that change the canvas, newest first; parents never come before
// children. A merge is among them only when it differs from every parent. With Paths, a merge that
// has the files as one of its parents has them is passed over to that parent, and each branch is
// followed under the names that the files have there. The error, which ends the history, wraps
// ErrNoRepository, or ErrNoRevision on a branch without a commit.
func (f *Folder) History(ctx context.Context, o HistoryOptions) iter.Seq2[*Commit, error] {
	return func(yield func(*Commit, error) bool) {
		h, err := f.history(ctx, o)
		if err != nil {
			yield(nil, err)
			return
		}
		for {
			c, err := h.next(ctx)
			if err != nil {
				yield(nil, f.unreadable(err))
				return
			}
			if c == nil || !yield(c, nil) {
				return
			}
		}
	}
}

// history is a History under way.
type history struct {
	HistoryOptions
	folder *Folder
	store  *store
	walk   *walk
	follow map[objectID][]string // with Paths: the names under which they are followed at a commit
	found  map[place]entry       // what at found
}

// place is a file in a tree.
type place struct {
	tree objectID
	name string
}

func (f *Folder) history(ctx context.Context, o HistoryOptions) (*history, error) {
	if o.From == "" {
		o.From = "HEAD"
	}
	s, from, err := f.resolved(ctx, o.From)
	if err != nil {
		return nil, err
	}
	var hidden map[objectID]bool
	if o.Until != "" {
		_, until, err := f.resolved(ctx, o.Until)
		if err != nil {
			return nil, err
		}
		if hidden, err = s.reachable(until.id); err != nil {
			return nil, f.unreadable(err)
		}
	}
	h := &history{HistoryOptions: o, folder: f, store: s, walk: newWalk(s, from, o.Since, hidden), found: map[place]entry{}}
	if o.Paths != nil {
		h.follow = map[objectID][]string{from.id: o.Paths}
	}
	return h, nil
}

// next finds the next commit that changes something, nil at the end.
func (h *history) next(ctx context.Context) (*Commit, error) {
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		stored, err := h.walk.next()
		if stored == nil || err != nil {
			return nil, err
		}
		c, err := h.look(stored)
		if c != nil || err != nil {
			return c, err
		}
	}
}

// look makes something of a commit that changes what is asked for.
func (h *history) look(stored *storedCommit) (*Commit, error) {
	trees, err := h.trees(stored)
	if err != nil {
		return nil, err
	}
	if h.follow == nil {
		return h.commit(stored, trees)
	}
	names, ok := h.follow[stored.id]
	if !ok {
		return nil, nil
	}
	delete(h.follow, stored.id)
	parents := stored.parents
	changed := true
	for i, parent := range parents {
		same, err := h.same(trees[0], trees[i+1], names)
		if err != nil {
			return nil, err
		}
		if same {
			parents, changed = []objectID{parent}, false
			break
		}
	}
	var c *Commit
	if changed {
		if c, err = h.commit(stored, trees); err != nil {
			return nil, err
		}
		if c != nil && !slices.ContainsFunc(names, func(name string) bool { return slices.Contains(c.Paths, name) }) {
			c = nil
		}
		if c != nil && h.Follow != nil {
			names = union(names, h.Follow(c))
		}
	}
	for _, parent := range parents {
		h.follow[parent] = union(h.follow[parent], names)
	}
	return c, nil
}

// union puts two lists of names together without changing either.
func union(a, b []string) []string {
	if len(a) == 0 {
		return b
	}
	for _, name := range b {
		if !slices.Contains(a, name) {
			a = append(slices.Clip(a), name)
		}
	}
	return a
}

// trees are the canvas's folders in a commit and in its parents.
func (h *history) trees(c *storedCommit) ([]objectID, error) {
	tree, err := h.store.folder(c.tree, h.folder.git.prefix)
	if err != nil {
		return nil, err
	}
	trees := []objectID{tree}
	for _, id := range c.parents {
		parent, err := h.store.commit(id)
		if err != nil {
			return nil, err
		}
		if tree, err = h.store.folder(parent.tree, h.folder.git.prefix); err != nil {
			return nil, err
		}
		trees = append(trees, tree)
	}
	return trees, nil
}

// same tells whether two folders have the same content under these names.
func (h *history) same(a, b objectID, names []string) (bool, error) {
	for _, name := range names {
		x, err := h.at(a, name)
		if err != nil {
			return false, err
		}
		y, err := h.at(b, name)
		if x != y || err != nil {
			return false, err
		}
	}
	return true, nil
}

// at is store.at with a memory, since the folder of a commit is looked into again for its children.
func (h *history) at(tree objectID, name string) (entry, error) {
	dir, rest, ok := strings.Cut(name, "/")
	key := place{tree, dir}
	e, known := h.found[key]
	if !known {
		var err error
		if e, err = h.store.at(tree, dir); err != nil {
			return entry{}, err
		}
		h.found[key] = e
	}
	if !ok || e.mode != modeFolder {
		return e, nil
	}
	return h.at(e.id, rest)
}

// commit is what people see of a commit, nil when nothing of the canvas differs from every parent.
func (h *history) commit(stored *storedCommit, trees []objectID) (*Commit, error) {
	c := h.folder.describe(h.store, stored)
	var err error
	c.Paths, err = h.store.changes(trees)
	if len(c.Paths) == 0 || err != nil {
		return nil, err
	}
	return c, nil
}

// changes lists the files that differ between the first folder and every other one; all files of the
// first where there is no other.
func (s *store) changes(trees []objectID) ([]string, error) {
	if len(trees) == 1 {
		return s.difference("", trees[0])
	}
	var names []string
	for i, parent := range trees[1:] {
		differ, err := s.difference(parent, trees[0])
		if err != nil || len(differ) == 0 {
			return nil, err
		}
		if i > 0 {
			differ = slices.DeleteFunc(differ, func(name string) bool {
				_, found := slices.BinarySearch(names, name)
				return !found
			})
		}
		names = differ
	}
	return names, nil
}

// describe says of a commit what does not depend on its files.
func (f *Folder) describe(s *store, stored *storedCommit) *Commit {
	c := &Commit{Hash: stored.id.String(), When: stored.when, folder: f, store: s, stored: stored}
	for _, parent := range stored.parents {
		c.Parents = append(c.Parents, parent.String())
	}
	c.Author, c.Email, _ = parseSignature(inUTF8(stored.author))
	c.Message, c.Op, c.Undoes = withoutTrailers(inUTF8(stored.message))
	return c
}

// Resolve finds the commit that a revision names. What the error wraps is said at History.
func (f *Folder) Resolve(ctx context.Context, revision string) (*Commit, error) {
	s, stored, err := f.resolved(ctx, revision)
	if err != nil {
		return nil, err
	}
	h := history{folder: f, store: s}
	trees, err := h.trees(stored)
	if err != nil {
		return nil, f.unreadable(err)
	}
	c := f.describe(s, stored)
	if c.Paths, err = s.changes(trees); err != nil {
		return nil, f.unreadable(err)
	}
	return c, nil
}

// Changed lists the files of the canvas that differ between two revisions, sorted. An empty to is the
// folder as it is: what is not committed counts, new files too, ignored ones not; a file that was
// brought back to what it had been may be among them.
func (f *Folder) Changed(ctx context.Context, from, to string) ([]string, error) {
	a, err := f.canvasAt(ctx, from)
	if err != nil {
		return nil, err
	}
	if to != "" {
		return f.changedTo(ctx, a, to)
	}
	names, err := f.changedTo(ctx, a, "HEAD")
	if err != nil {
		return nil, err
	}
	uncommitted, err := f.Uncommitted(ctx)
	if err != nil {
		return nil, err
	}
	all := map[string]bool{}
	for _, name := range slices.Concat(names, uncommitted) {
		all[name] = true
	}
	return slices.Sorted(maps.Keys(all)), nil
}

func (f *Folder) changedTo(ctx context.Context, a objectID, to string) ([]string, error) {
	b, err := f.canvasAt(ctx, to)
	if err != nil {
		return nil, err
	}
	s, err := f.objects(ctx)
	if err != nil {
		return nil, err
	}
	names, err := s.difference(a, b)
	if err != nil {
		return nil, f.unreadable(err)
	}
	return names, nil
}

// canvasAt is the canvas's folder at a revision.
func (f *Folder) canvasAt(ctx context.Context, revision string) (objectID, error) {
	s, stored, err := f.resolved(ctx, revision)
	if err != nil {
		return "", err
	}
	tree, err := s.folder(stored.tree, f.git.prefix)
	if err != nil {
		return "", f.unreadable(err)
	}
	return tree, nil
}

// unreadable says that the repository lacks something, or is damaged.
func (f *Folder) unreadable(err error) error {
	var sentence *diag.Failure
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, errNoObject) || errors.As(err, &sentence) {
		return err
	}
	return diag.Fail("repo-unreadable", "path", f.git.top).Because(err)
}
