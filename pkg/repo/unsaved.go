package repo

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// A commit takes whole files. So that nothing of the user's is committed that canvas did not write,
// a change of a file that held edits which are in no commit is not committed at all.

// Unsaved are those of some files whose Base is not what the last commit has of them; a nil Base is no
// file. What git ignores is not among them. Only hashes are compared, unless git converts files on
// their way into the history. The error wraps ErrNoRepository.
func (f *Folder) Unsaved(ctx context.Context, files []Remove) ([]string, error) {
	head, err := f.head(ctx)
	if err != nil {
		return nil, err
	}
	var unsaved, fresh []string
	for _, file := range files {
		e, err := head.stored(file.Path)
		if err != nil {
			return nil, err
		}
		is, err := f.isStored(ctx, e, file.Path, file.Base)
		switch {
		case err != nil:
			return nil, err
		case is:
		case e.mode == 0:
			fresh = append(fresh, file.Path)
		default:
			unsaved = append(unsaved, file.Path)
		}
	}
	if len(fresh) == 0 {
		return unsaved, nil
	}
	if ignored := f.Ignored(ctx, fresh, func(string) bool { return true }); ignored != nil {
		fresh = slices.DeleteFunc(fresh, func(p string) bool { return slices.Contains(ignored.Paths, p) })
	}
	return append(unsaved, fresh...), nil
}

// head is the canvas in the last commit, nil on a branch without one.
func (f *Folder) head(ctx context.Context) (*revisionFS, error) {
	s, commit, err := f.resolved(ctx, "HEAD")
	if errors.Is(err, ErrNoRevision) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return f.revision(s, commit)
}

// stored is what a commit has under a name; the zero entry is no file.
func (r *revisionFS) stored(name string) (entry, error) {
	if r == nil {
		return entry{}, nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	e, err := r.entry(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return entry{}, nil
	case errors.Is(err, ErrSymlink):
		return entry{mode: modeSymlink}, nil
	}
	return e, err
}

// isStored tells whether a text, nil for no file, is what a commit has, as git would store it.
func (f *Folder) isStored(ctx context.Context, e entry, name string, text []byte) (bool, error) {
	if text == nil || e.id == "" {
		return text == nil && e.mode == 0, nil
	}
	if blobID(text, len(e.id)) == e.id {
		return true, nil
	}
	full := f.full(name)
	why := f.git.converts(full)
	if why == nil {
		return false, nil
	}
	if blobID(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), len(e.id)) == e.id {
		return true, nil
	}
	program, ok := findGit(f.git.top)
	if !ok {
		return false, why
	}
	r := program.read(ctx, text, "hash-object", "--stdin", "--path="+full)
	switch {
	case ctx.Err() != nil:
		return false, ctx.Err()
	case !r.ok():
		return false, sayLines(diag.Fail("repo-git-refused"), r.stderr).Hint("repo-hint-save", "command", save)
	}
	return strings.TrimSpace(string(r.stdout)) == e.id.String(), nil
}

// blobID is the hash, of so many bytes, that git gives a text.
func blobID(text []byte, size int) objectID {
	if size == sha256.Size {
		id := sha256.Sum256(append(fmt.Appendf(nil, "blob %d\x00", len(text)), text...))
		return objectID(id[:])
	}
	id := plumbing.ComputeHash(plumbing.BlobObject, text)
	return objectID(id[:])
}

// editedByHand are the files of a change that held edits which are in no commit. What the last commit has
// as it is now does not count: the change has brought it back. But a removed file may go on in another.
func (f *Folder) editedByHand(ctx context.Context, c Change) ([]Remove, error) {
	was := c.bases()
	edited, err := f.Unsaved(ctx, was)
	if err != nil || len(edited) == 0 {
		return nil, err
	}
	now := make([]Remove, len(was))
	for i, file := range was {
		text, err := f.current(file.Path)
		if err != nil {
			return nil, err
		}
		now[i] = Remove{file.Path, text}
	}
	differ, err := f.Unsaved(ctx, now)
	if err != nil || len(differ) == 0 {
		return nil, err
	}
	for _, r := range c.Removes {
		differ = append(differ, r.Path)
	}
	return slices.DeleteFunc(was, func(r Remove) bool {
		return !slices.Contains(edited, r.Path) || !slices.Contains(differ, r.Path)
	}), nil
}

// refuseEdits says which files held edits by hand, so that nothing is committed.
func refuseEdits(edited []Remove) *diag.Failure {
	key, paths := "repo-edited-by-hand", pathsOf(slices.DeleteFunc(slices.Clone(edited), Remove.isNone))
	if len(paths) == 0 {
		key, paths = "repo-removed-by-hand", pathsOf(edited)
	}
	return diag.Fail(key, "n", len(paths), "paths", firstFew(paths)).Hint("repo-hint-save", "command", save)
}

func (r Remove) isNone() bool { return r.Base == nil }

func pathsOf(files []Remove) []string {
	var paths []string
	for _, r := range files {
		paths = append(paths, r.Path)
	}
	return paths
}

// bases are the files of a change as they were before; without a Base there was none.
func (c Change) bases() []Remove {
	files := slices.Clone(c.Removes)
	for _, w := range c.Writes {
		files = append(files, Remove{w.Path, w.Base})
	}
	return files
}

// firstFew names the first of several files.
func firstFew(paths []string) string {
	if len(paths) > 3 {
		paths = append(slices.Clone(paths[:3]), "…")
	}
	return strings.Join(paths, ", ")
}
