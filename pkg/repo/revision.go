package repo

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/plumbing/storer"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// At is the canvas's folder at a git revision ("HEAD", "v1", "main~3", a hash): an fs.ReadFileFS
// and fs.ReadDirFS that behaves like FS, read when asked for. A folder that was not there yet is
// empty. The error wraps ErrNoRepository, or ErrNoRevision on a branch without a commit.
func (f *Folder) At(ctx context.Context, revision string) (fs.FS, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if !f.git.exists() {
		return nil, f.git.errMissing()
	}
	repository, err := git.PlainOpenWithOptions(f.git.top, &git.PlainOpenOptions{EnableDotGitCommonDir: true})
	if err != nil {
		// Reading with git cat-file has its place here: go-git opens no sparse, partial or sha256 repository.
		return nil, diag.Fail("repo-unreadable", "path", f.git.top).Because(err)
	}
	if _, err := repository.Head(); errors.Is(err, plumbing.ErrReferenceNotFound) && revision == "HEAD" {
		return nil, told{diag.Fail("repo-no-commit-yet"), ErrNoRevision}
	}
	hash, err := repository.ResolveRevision(plumbing.Revision(revision))
	if err != nil {
		return nil, diag.Fail("repo-no-revision", "revision", revision)
	}
	commit, err := repository.CommitObject(*hash)
	if err != nil {
		return nil, diag.Fail("repo-no-revision", "revision", revision)
	}
	top, err := commit.Tree()
	if err != nil {
		return nil, diag.Fail("repo-unreadable", "path", f.git.top).Because(err)
	}
	r := &revisionFS{time: commit.Committer.When, storer: repository.Storer, trees: map[string]*object.Tree{}}
	if r.trees["."], err = subTree(top, f.git.prefix); err != nil {
		return nil, diag.Fail("repo-unreadable", "path", f.git.top).Because(err)
	}
	return r, nil
}

func subTree(top *object.Tree, prefix string) (*object.Tree, error) {
	if prefix == "" {
		return top, nil
	}
	tree, err := top.Tree(prefix)
	if errors.Is(err, object.ErrDirectoryNotFound) || errors.Is(err, object.ErrEntryNotFound) {
		return &object.Tree{}, nil
	}
	return tree, err
}

// revisionFS reads one tree of a repository. go-git's readers are not safe for several
// goroutines, hence the lock.
type revisionFS struct {
	time   time.Time // of the commit
	mu     sync.Mutex
	storer storer.EncodedObjectStorer
	trees  map[string]*object.Tree // by path; "." is the canvas
}

// tree finds a folder. The lock is held.
func (r *revisionFS) tree(name string) (*object.Tree, error) {
	if t, ok := r.trees[name]; ok {
		return t, nil
	}
	entry, err := r.entry(name)
	if err != nil {
		return nil, err
	}
	if entry.Mode != filemode.Dir {
		return nil, errNotFolder
	}
	t, err := object.GetTree(r.storer, entry.Hash)
	if err != nil {
		return nil, err
	}
	r.trees[name] = t
	return t, nil
}

// entry finds a file or folder other than ".", which has none. The lock is held.
func (r *revisionFS) entry(name string) (*object.TreeEntry, error) {
	parent, err := r.tree(path.Dir(name))
	if errors.Is(err, errNotFolder) {
		return nil, fs.ErrNotExist
	}
	if err != nil {
		return nil, err
	}
	entry, err := parent.FindEntry(path.Base(name))
	switch {
	case err != nil || entry.Mode == filemode.Submodule:
		return nil, fs.ErrNotExist
	case entry.Mode == filemode.Symlink:
		return nil, ErrSymlink
	}
	return entry, nil
}

// fail words an error as the tree of the working folder does.
func fail(op, name string, err error) error {
	if errors.Is(err, ErrSymlink) {
		return symlink(op, name)
	}
	return &fs.PathError{Op: op, Path: name, Err: err}
}

func (r *revisionFS) ReadFile(name string) ([]byte, error) {
	if !fs.ValidPath(name) {
		return nil, fail("open", name, fs.ErrInvalid)
	}
	if name == "." {
		return nil, fail("read", name, errFolder)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	entry, err := r.entry(name)
	if err != nil {
		return nil, fail("open", name, err)
	}
	if entry.Mode == filemode.Dir {
		return nil, fail("read", name, errFolder)
	}
	data, err := r.blob(entry.Hash)
	if err != nil {
		return nil, fail("read", name, err)
	}
	return data, nil
}

func (r *revisionFS) blob(hash plumbing.Hash) ([]byte, error) {
	blob, err := object.GetBlob(r.storer, hash)
	if err != nil {
		return nil, err
	}
	reader, err := blob.Reader()
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	data := bytes.NewBuffer(make([]byte, 0, min(blob.Size, MaxBytes)+bytes.MinRead))
	_, err = data.ReadFrom(io.LimitReader(reader, MaxBytes+1))
	return data.Bytes(), err
}

func (r *revisionFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if !fs.ValidPath(name) {
		return nil, fail("open", name, fs.ErrInvalid)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	tree, err := r.tree(name)
	if err != nil {
		return nil, fail("readdir", name, err)
	}
	entries := make([]fs.DirEntry, 0, len(tree.Entries))
	for _, e := range tree.Entries {
		if e.Mode == filemode.Submodule {
			continue
		}
		entries = append(entries, fs.FileInfoToDirEntry(r.info(e)))
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

func (r *revisionFS) Open(name string) (fs.File, error) {
	entries, err := r.ReadDir(name)
	if err == nil {
		info := r.info(object.TreeEntry{Name: path.Base(name), Mode: filemode.Dir})
		return &openFolder{info, entries}, nil
	}
	if !errors.Is(err, errNotFolder) {
		return nil, fail("open", name, cause(err))
	}
	data, err := r.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return &openFile{bytes.NewReader(data), revisionInfo{name: path.Base(name), size: int64(len(data)), mode: 0o444, time: r.time}}, nil
}

// info is what a tree knows of an entry; sizes cost a look at each object, so they are found when
// asked for.
func (r *revisionFS) info(e object.TreeEntry) revisionInfo {
	i := revisionInfo{name: e.Name, mode: 0o444, time: r.time, size: -1, fs: r, hash: e.Hash}
	switch e.Mode {
	case filemode.Dir:
		i.mode, i.size = fs.ModeDir|0o555, 0
	case filemode.Symlink:
		i.mode = fs.ModeSymlink | 0o777
	}
	return i
}

type revisionInfo struct {
	name string
	size int64 // -1: ask fs
	mode fs.FileMode
	time time.Time
	fs   *revisionFS
	hash plumbing.Hash
}

func (i revisionInfo) Name() string       { return i.name }
func (i revisionInfo) Mode() fs.FileMode  { return i.mode }
func (i revisionInfo) ModTime() time.Time { return i.time }
func (i revisionInfo) IsDir() bool        { return i.mode.IsDir() }
func (i revisionInfo) Sys() any           { return nil }
func (i revisionInfo) Size() int64 {
	if i.size >= 0 {
		return i.size
	}
	i.fs.mu.Lock()
	defer i.fs.mu.Unlock()
	size, err := i.fs.storer.EncodedObjectSize(i.hash)
	if err != nil {
		return 0
	}
	return min(size, MaxBytes+1)
}

type openFile struct {
	*bytes.Reader
	info revisionInfo
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFile) Close() error               { return nil }

type openFolder struct {
	info revisionInfo
	left []fs.DirEntry
}

func (f *openFolder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFolder) Close() error               { return nil }
func (f *openFolder) Read([]byte) (int, error)   { return 0, fail("read", f.info.name, errFolder) }
func (f *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 || n > len(f.left) {
		if n > 0 && len(f.left) == 0 {
			return nil, io.EOF
		}
		n = len(f.left)
	}
	var read []fs.DirEntry
	read, f.left = f.left[:n], f.left[n:]
	return read, nil
}
