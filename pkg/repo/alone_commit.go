package repo

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/format/index"
	gitobject "github.com/go-git/go-git/v5/plumbing/object"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// commitAlone commits the paths without the git program.
func (f *Folder) commitAlone(ctx context.Context, message string, paths []string) Outcome {
	lock, why := f.git.lockIndex(ctx)
	if why != nil {
		return Outcome{NotCommitted: why}
	}
	defer lock.release()
	a, why := f.openAlone()
	if why == nil {
		why = a.settings.refuse(settingsOfCommits)
	}
	if why == nil {
		why = a.settings.refuseHooks(f.git)
	}
	if why == nil {
		why = a.refuseStaged(paths)
	}
	if why != nil {
		return Outcome{NotCommitted: why}
	}
	paths, ignored := a.leaveOutIgnored(paths)
	if len(paths) == 0 {
		return ignored.outcome()
	}
	hash, why := a.commitPaths(lock, message, paths)
	switch {
	case why != nil:
		return Outcome{NotCommitted: why}
	case hash.IsZero():
		return ignored.outcome()
	}
	return Outcome{Commit: hash.String()[:7], Ignored: ignored, Detached: a.branch == plumbing.HEAD}
}

// refuseStaged says what the user has staged: it must stay so, and out of the commit.
func (a *alone) refuseStaged(paths []string) *diag.Failure {
	ours := map[string]bool{}
	for _, p := range paths {
		ours[a.full(p)] = true
	}
	for _, e := range a.index.Entries {
		if e.Stage != 0 {
			return needsGit("repo-needs-decision", "path", e.Name)
		}
		then, known := a.files[e.Name]
		if !ours[e.Name] && (!known && !e.IntentToAdd || known && (then.Hash != e.Hash || then.Mode != e.Mode)) {
			return needsGit("repo-needs-staged", "path", e.Name)
		}
	}
	for name := range a.files {
		if a.entries[name] == nil && !ours[name] {
			return needsGit("repo-needs-staged", "path", name)
		}
	}
	return nil
}

// leaveOutIgnored takes the files that git ignores and does not know yet out of the commit.
func (a *alone) leaveOutIgnored(paths []string) (kept []string, ignored *Ignored) {
	rules := a.settings.ignoring(a.folder.git)
	for _, p := range paths {
		var line *ignoreLine
		if !a.known(a.full(p)) {
			line = rules.ignored(a.full(p), false)
		}
		if line == nil {
			kept = append(kept, p)
		} else {
			ignored = ignored.with(p, line)
		}
	}
	return kept, ignored
}

// known tells whether git has a file in the last commit or in the index.
func (a *alone) known(full string) bool {
	_, committed := a.files[full]
	return committed || a.entries[full] != nil
}

// commitPaths makes the commit; the hash is zero when nothing differs.
func (a *alone) commitPaths(lock *lockFile, message string, paths []string) (plumbing.Hash, *diag.Failure) {
	author, why := a.settings.who("author")
	if why != nil {
		return plumbing.ZeroHash, why
	}
	committer, why := a.settings.who("committer")
	if why != nil {
		return plumbing.ZeroHash, why
	}
	edits, why := a.stage(paths)
	if why != nil {
		return plumbing.ZeroHash, why
	}
	tree, err := a.edit(a.tree, edits)
	if errors.Is(err, errNotFolder) || errors.Is(err, errFolder) {
		return plumbing.ZeroHash, needsGit("repo-needs-staged", "path", a.folder.git.top)
	}
	if err == nil && tree.IsZero() && !a.tree.IsZero() {
		tree, err = a.store(&gitobject.Tree{})
	}
	hash := plumbing.ZeroHash
	if err == nil && tree != a.tree {
		commit := &gitobject.Commit{Author: author, Committer: committer, Message: cleanUp(message), TreeHash: tree}
		if !a.commit.IsZero() {
			commit.ParentHashes = []plumbing.Hash{a.commit}
		}
		hash, err = a.store(commit)
	}
	if err == nil {
		err = a.place(lock, hash)
	}
	if err != nil {
		return plumbing.ZeroHash, diag.Fail("repo-git-refused").Because(cause(err)).Hint("repo-hint-save", "command", save)
	}
	if !hash.IsZero() {
		a.log(hash, committer, message)
	}
	return hash, nil
}

// place brings the index, then the branch, to a commit whose objects are all there. Cut off between
// the two, it leaves files that are staged.
func (a *alone) place(lock *lockFile, commit plumbing.Hash) error {
	a.folder.step("stored")
	var branch *lockFile
	if !commit.IsZero() {
		var err error
		if branch, err = a.lockBranch(commit); err != nil {
			return err
		}
		defer branch.release()
	}
	var encoded bytes.Buffer
	if err := index.NewEncoder(&encoded).Encode(a.index); err != nil {
		return err
	}
	if err := lock.write(encoded.Bytes()); err != nil {
		return err
	}
	a.folder.step("index written")
	if err := lock.commit(); err != nil || branch == nil {
		return err
	}
	a.folder.step("index placed")
	err := branch.commit()
	a.folder.step("moved")
	return err
}

// stage puts the files into the index as they are on disk, and tells how the tree changes: a zero hash
// removes.
func (a *alone) stage(paths []string) (map[string]gitobject.TreeEntry, *diag.Failure) {
	given, why := a.settings.readAttributes(a.folder.git, a.dirs(paths))
	if why != nil {
		return nil, why
	}
	a.distrustYoung()
	edits := map[string]gitobject.TreeEntry{}
	for _, p := range paths {
		full := a.full(p)
		info, err := a.folder.root.Lstat(filepath.FromSlash(p))
		if errors.Is(err, fs.ErrNotExist) {
			delete(a.entries, full)
			if _, committed := a.files[full]; committed {
				edits[full] = gitobject.TreeEntry{}
			}
			continue
		}
		var data []byte
		if err == nil {
			data, err = a.folder.current(p)
		}
		if err != nil {
			return nil, unreadable(p, err)
		}
		if why := given.refuse(p, data); why != nil {
			return nil, why
		}
		hash, err := a.storeBlob(data)
		if err != nil {
			return nil, unreadable(p, err)
		}
		entry := gitobject.TreeEntry{Mode: a.mode(full, info), Hash: hash}
		edits[full] = entry
		a.entries[full] = indexEntry(full, entry, info)
	}
	a.index.Entries = a.index.Entries[:0]
	for _, e := range a.entries {
		a.index.Entries = append(a.index.Entries, e)
	}
	return edits, nil
}

// distrustYoung tells git to compare files that changed since and are as young as the index: in a
// younger index they would look as if they had not.
func (a *alone) distrustYoung() {
	for _, e := range a.index.Entries {
		if !a.young(e) || !e.Mode.IsFile() {
			continue
		}
		data, err := os.ReadFile(filepath.Join(a.folder.git.top, filepath.FromSlash(e.Name)))
		if err != nil || plumbing.ComputeHash(plumbing.BlobObject, data) != e.Hash {
			e.Size = 0
		}
	}
}

// young tells whether a file may have changed since without its time telling so; git counts seconds.
func (a *alone) young(e *index.Entry) bool { return e.ModifiedAt.Unix() >= a.index.ModTime.Unix() }

// mode is how git keeps a file's permissions: whether it can be run, where the file system knows.
func (a *alone) mode(full string, info fs.FileInfo) filemode.FileMode {
	then, known := a.files[full]
	tells := runtime.GOOS != "windows" && a.settings.get("core", "fileMode") != "false"
	switch {
	case !tells && known && then.Mode == filemode.Executable, tells && info.Mode()&0o100 != 0:
		return filemode.Executable
	}
	return filemode.Regular
}

func indexEntry(full string, entry gitobject.TreeEntry, info fs.FileInfo) *index.Entry {
	e := &index.Entry{Name: full, Mode: entry.Mode, Hash: entry.Hash, Size: uint32(info.Size()), ModifiedAt: info.ModTime()}
	fillStat(e, info)
	return e
}

// edit makes a folder's tree with some of its files changed; an empty one is the zero hash.
func (a *alone) edit(hash plumbing.Hash, edits map[string]gitobject.TreeEntry) (plumbing.Hash, error) {
	tree := &gitobject.Tree{}
	if !hash.IsZero() {
		var err error
		if tree, err = gitobject.GetTree(a.storer, hash); err != nil {
			return hash, err
		}
	}
	here := map[string]gitobject.TreeEntry{}
	for _, e := range tree.Entries {
		here[e.Name] = e
	}
	below := map[string]map[string]gitobject.TreeEntry{}
	for name, entry := range edits {
		first, rest, deeper := strings.Cut(name, "/")
		switch {
		case deeper && below[first] == nil:
			below[first] = map[string]gitobject.TreeEntry{rest: entry}
		case deeper:
			below[first][rest] = entry
		case here[first].Mode == filemode.Dir && !entry.Hash.IsZero():
			return hash, errFolder
		default:
			entry.Name = first
			here[first] = entry
		}
	}
	for name, edits := range below {
		old := here[name]
		if !old.Hash.IsZero() && old.Mode != filemode.Dir {
			return hash, errNotFolder
		}
		changed, err := a.edit(old.Hash, edits)
		if err != nil {
			return hash, err
		}
		here[name] = gitobject.TreeEntry{Name: name, Mode: filemode.Dir, Hash: changed}
	}
	tree = &gitobject.Tree{}
	for _, e := range here {
		if !e.Hash.IsZero() {
			tree.Entries = append(tree.Entries, e)
		}
	}
	if len(tree.Entries) == 0 {
		return plumbing.ZeroHash, nil
	}
	sort.Sort(gitobject.TreeEntrySorter(tree.Entries))
	return a.store(tree)
}

// store writes an object that the repository does not have yet.
func (a *alone) store(o gitobject.Object) (plumbing.Hash, error) {
	encoded := a.storer.NewEncodedObject()
	if err := o.Encode(encoded); err != nil {
		return plumbing.ZeroHash, err
	}
	return a.storeEncoded(encoded)
}

func (a *alone) storeBlob(data []byte) (plumbing.Hash, error) {
	encoded := a.storer.NewEncodedObject()
	encoded.SetType(plumbing.BlobObject)
	w, err := encoded.Writer()
	if err == nil {
		_, err = w.Write(data)
	}
	if err != nil {
		return plumbing.ZeroHash, err
	}
	return a.storeEncoded(encoded)
}

func (a *alone) storeEncoded(encoded plumbing.EncodedObject) (plumbing.Hash, error) {
	if hash := encoded.Hash(); a.storer.HasEncodedObject(hash) == nil {
		return hash, nil
	}
	return a.storer.SetEncodedObject(encoded)
}
