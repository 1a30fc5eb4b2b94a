package main

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"path"
	"slices"
	"time"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// historyQuery is a history that is asked for.
type historyQuery struct {
	program *program
	repo.HistoryOptions
	until time.Time // leaves out what came later; zero: nothing
	limit int       // how many changes are told; -1: all
	named bool      // whether somebody said how many
	word  string    // the item; "" is the whole canvas
	trail map[string]bool
}

// historyEntry is a commit with what it changed in the items and files that are asked for.
type historyEntry struct {
	*repo.Commit
	edited
	after fs.FS
}

func (p *program) history(ctx context.Context, word string, o logOptions) (*historyQuery, error) {
	h := &historyQuery{program: p, limit: -1, word: word}
	switch {
	case o.limit > 0:
		h.limit, h.named = o.limit, true
	case word == "" && o.since == "" && !o.json:
		h.limit = lastChanges
	}
	if err := h.between(ctx, o); err != nil || word == "" {
		return h, err
	}
	paths, err := p.trail(ctx, word)
	if err != nil {
		return nil, err
	}
	h.Paths, h.trail = paths, map[string]bool{}
	for _, name := range paths {
		h.trail[name] = true
	}
	h.Follow = func(c *repo.Commit) []string { return h.follow(ctx, c) }
	return h, nil
}

// between reads when the history begins and ends: days, or else revisions.
func (h *historyQuery) between(ctx context.Context, o logOptions) error {
	from, _, commit, err := h.program.when(ctx, "--since", o.since)
	if err != nil {
		return err
	}
	if h.Since = from; commit != nil {
		h.Until = commit.Hash
	}
	if _, h.until, commit, err = h.program.when(ctx, "--until", o.until); commit != nil {
		h.until = commit.When.Add(1) // from there an item could not be followed by what it is called now
	}
	return err
}

// when reads a day, a month or a year, which is from then to then, or else a revision; nothing is neither.
func (p *program) when(ctx context.Context, option, text string) (from, to time.Time, c *repo.Commit, err error) {
	if text == "" {
		return from, to, nil, nil
	}
	if from, to, ok := lang.ParseDays(text, p.now); ok {
		return from, to, nil, nil
	}
	c, err = p.folder.Resolve(ctx, text)
	if err != nil && !errors.Is(err, repo.ErrNoRepository) && ctx.Err() == nil {
		err = diag.Fail("log-when", "option", option, "text", text).Hint("log-when-hint", "option", option)
	}
	return time.Time{}, time.Time{}, c, err
}

// trail is where the history of an item begins: its file; of one that is gone, where that was.
func (p *program) trail(ctx context.Context, word string) ([]string, error) {
	it, missing := p.item(ctx, word)
	if missing == nil {
		return append(p.uncommittedIDs(ctx, it), it.Path), nil
	}
	if failure := asFailure(missing); failure == nil || failure.Message.Key != "no-item" {
		return nil, missing
	}
	of, id, typed := canvas.SplitKey(word)
	var candidates []string
	for _, k := range p.kinds.All() {
		if words.ValidID(id) && (!typed || p.kinds.ByWord(of) == k) {
			candidates = append(candidates, canvas.PathOf(k, id))
		}
	}
	if len(candidates) == 0 {
		return nil, missing
	}
	for c, err := range p.folder.History(ctx, repo.HistoryOptions{Paths: candidates}) {
		if err != nil {
			return nil, missing
		}
		gone := slices.DeleteFunc(candidates, func(name string) bool { return !slices.Contains(c.Paths, name) })
		return gone[:1], nil
	}
	return nil, missing
}

// uncommittedIDs are the files of an item that was renamed and not committed yet.
func (p *program) uncommittedIDs(ctx context.Context, it *canvas.Item) []string {
	committed, err := p.folder.At(ctx, "HEAD")
	if err != nil || exists(committed, it.Path) {
		return nil
	}
	now, err := canvas.ReadItem(p.folder.FS(), it.Kind, it.ID)
	if err != nil {
		return nil
	}
	var paths []string
	for _, id := range now.Former() {
		if name := canvas.PathOf(it.Kind, id); exists(committed, name) {
			paths = append(paths, name)
		}
	}
	return paths
}

// follow tells under which ids the items of the trail were before a commit.
func (h *historyQuery) follow(ctx context.Context, c *repo.Commit) []string {
	before, after, err := states(c)
	if err != nil || before == nil {
		return nil
	}
	items, err := change.Between(ctx, before, after, h.program.kinds, h.own(c, after))
	if err != nil {
		return nil // said when the commit is told
	}
	var names []string
	for _, it := range items {
		if it.Was != "" && h.trail[it.Path] {
			names = append(names, canvas.PathOf(it.Kind, it.Was))
		}
	}
	names = append(names, h.merged(c, after)...)
	for _, name := range names {
		h.trail[name] = true
	}
	return names
}

// merged are the files of the trail on the branches that a merge took in, where they had no other id yet.
func (h *historyQuery) merged(c *repo.Commit, after fs.FS) []string {
	var names []string
	for i := 1; i < len(c.Parents); i++ {
		branch, err := c.Parent(i)
		if err != nil {
			return nil // said when the history gets there
		}
		for file := range h.trail {
			k, id, _ := change.Locate(h.program.kinds, file)
			it, err := canvas.ReadItem(after, k, id)
			if err != nil {
				continue
			}
			for _, former := range it.Former() {
				if name := canvas.PathOf(k, former); exists(branch, name) && !exists(after, name) {
					names = append(names, name)
				}
			}
		}
	}
	return names
}

// own are the files of a commit that concern the trail: its own, and in the same folders those that went, which
// may be what an item of the trail was before.
func (h *historyQuery) own(c *repo.Commit, after fs.FS) []string {
	folders := map[string]bool{}
	for name := range h.trail {
		folders[path.Dir(name)] = true
	}
	first := len(c.Parents) == 0
	return slices.DeleteFunc(slices.Clone(c.Paths), func(name string) bool {
		return !h.trail[name] && (first || !folders[path.Dir(name)] || exists(after, name))
	})
}

// states are the canvas before and after a commit.
func states(c *repo.Commit) (before, after fs.FS, err error) {
	if before, err = c.Before(); err != nil {
		return nil, nil, err
	}
	after, err = c.After()
	return before, after, err
}

// tell gives each commit with what it changed.
func (h *historyQuery) tell(ctx context.Context) iter.Seq2[historyEntry, error] {
	return func(yield func(historyEntry, error) bool) {
		for c, err := range h.program.folder.History(ctx, h.HistoryOptions) {
			if err != nil {
				yield(historyEntry{}, err)
				return
			}
			if !h.until.IsZero() && !c.When.Before(h.until) {
				continue
			}
			t, err := h.changes(ctx, c)
			if err == nil && len(t.items)+len(t.files) == 0 {
				continue
			}
			if !yield(t, err) || err != nil {
				return
			}
		}
	}
}

// changes reads what a commit changed. Of an item only its own files are read, unless it came under
// another id or went: then all are, to tell where from, where to and who follows.
func (h *historyQuery) changes(ctx context.Context, c *repo.Commit) (historyEntry, error) {
	before, after, err := states(c)
	if err != nil {
		return historyEntry{}, err
	}
	paths := h.program.told(c.Paths)
	if h.trail == nil {
		e, err := h.program.compare(ctx, before, after, paths)
		return historyEntry{c, e, after}, err
	}
	other := func(it change.Item) bool { return !h.trail[it.Path] && !h.trail[canvas.PathOf(it.Kind, it.Was)] }
	moved := func(it change.Item) bool { return !other(it) && (it.Was != "" || it.Verb == change.Removed) }
	e, err := h.program.compare(ctx, before, after, h.own(c, after))
	if err == nil && slices.ContainsFunc(e.items, moved) {
		e, err = h.program.compare(ctx, before, after, paths)
	}
	e.files = nil
	e.items = slices.DeleteFunc(e.items, other)
	return historyEntry{c, e, after}, err
}

// bounded tells whether only a part of the history is asked for.
func (h *historyQuery) bounded() bool {
	return !h.Since.IsZero() || !h.until.IsZero() || h.Until != ""
}
