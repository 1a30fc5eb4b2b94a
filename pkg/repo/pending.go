package repo

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"os"
	"path"
	"path/filepath"
	"slices"
	"time"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// Several canvases may have written one file before the first of them commits it: what they have
// written is in no commit, and yet not by hand. So each notes its texts for those that come after it.

// pending is a change between its writing and its commit.
type pending struct {
	why    *diag.Failure // why it is not to be committed
	edited bool          // by hand before, hence why
	end    func()
}

// pend begins it. The lock of the files is held.
func (f *Folder) pend(ctx context.Context, c Change) pending {
	if unlock, err := f.lock(ctx, pendingLock, time.Millisecond); err == nil {
		_ = os.Remove(f.notesPath()) // nobody is about to commit: the notes are old
		unlock()
	}
	end, _ := f.share(ctx, pendingLock, lockWait)
	edited, err := f.editedByHand(ctx, c)
	notes := f.readNotes()
	edited = slices.DeleteFunc(edited, func(r Remove) bool { return notes[f.full(r.Path)] == noteOf(r.Base) })
	switch {
	case ctx.Err() != nil:
		return pending{why: interrupted(), end: end}
	case err != nil && slices.ContainsFunc(c.bases(), func(r Remove) bool { return !r.isNone() }):
		return pending{why: notTold(err), end: end}
	case len(edited) > 0:
		return pending{why: refuseEdits(edited), edited: true, end: end}
	}
	f.writeNotes(notes, c)
	return pending{end: end}
}

// notes are, by path from the top, the texts that are about to be committed.
type notes map[string]string

// noteOf is a text's hash; "-" is no file.
func noteOf(text []byte) string {
	if text == nil {
		return "-"
	}
	return blobID(text, sha256.Size).String()
}

func (f *Folder) notesPath() string { return filepath.Join(f.stateDir(), "pending") }

// readNotes reads none where there are none to be read: then a text may be taken for one by hand.
func (f *Folder) readNotes() notes {
	n := notes{}
	if data, err := os.ReadFile(f.notesPath()); err == nil && json.Unmarshal(data, &n) != nil {
		return notes{}
	}
	return n
}

func (f *Folder) writeNotes(n notes, c Change) {
	for _, w := range c.Writes {
		n[f.full(w.Path)] = noteOf(notNil(w.Data))
	}
	for _, r := range c.Removes {
		n[f.full(r.Path)] = noteOf(nil)
	}
	if data, err := json.Marshal(n); err == nil {
		_ = os.WriteFile(f.notesPath(), data, 0o600)
	}
}

// full is a path from the top of the working tree.
func (f *Folder) full(name string) string { return path.Join(f.git.prefix, name) }

// notTold is a commit that is not made since nobody can tell what is in the last one.
func notTold(err error) *diag.Failure {
	var why *diag.Failure
	if !errors.As(err, &why) {
		why = diag.Fail("repo-git-refused").Because(cause(err))
	}
	if _, ok := findGit(""); !ok {
		why.Hints = nil
		return why.Hint("repo-hint-install", "command", save)
	}
	if len(why.Hints) == 0 {
		why.Hint("repo-hint-save", "command", save)
	}
	return why
}
