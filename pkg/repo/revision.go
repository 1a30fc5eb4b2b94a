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

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// At is the canvas's folder at a git revision ("HEAD", "v1", "main~3", a hash): an fs.ReadFileFS
// and fs.ReadDirFS that behaves like FS, read when asked for. A folder that was not there yet is
// empty. The error wraps ErrNoRepository, or ErrNoRevision on a branch without a commit.
func (f *Folder) At(ctx context.Context, revision string) (fs.FS, error) {
	s, commit, err := f.resolved(ctx, revision)
	if err != nil {
		return nil, err
	}
	return asFS(f.revision(s, commit))
}

// asFS keeps a nil folder from being taken for one.
func asFS(r *revisionFS, err error) (fs.FS, error) {
	if err != nil {
		return nil, err
	}
	return r, nil
}

// revision is the canvas's folder in a commit.
func (f *Folder) revision(s *store, c *storedCommit) (*revisionFS, error) {
	tree, err := s.folder(c.tree, f.git.prefix)
	if err != nil {
		return nil, f.unreadable(err)
	}
	return &revisionFS{time: c.when, store: s, folders: map[string]*folder{".": {id: tree}}}, nil
}

// resolved finds the commit that a revision names.
func (f *Folder) resolved(ctx context.Context, revision string) (*store, *storedCommit, error) {
	s, err := f.objects(ctx)
	if err != nil {
		return nil, nil, err
	}
	// What begins with a dash would be an option of git.
	if revision == "" || strings.HasPrefix(revision, "-") || strings.ContainsAny(revision, "\x00\n") {
		return nil, nil, noRevision(revision)
	}
	id, err := s.resolve(ctx, revision)
	if errors.Is(err, errUnresolved) {
		if id, err = f.parsed(ctx, revision); err != nil {
			return nil, nil, err
		}
	}
	var c *storedCommit
	if err == nil {
		c, err = s.commit(id)
	}
	switch {
	case err == nil:
		return s, c, nil
	case errors.Is(err, errUnresolved), errors.Is(err, errNoObject) && id.String() == revision:
		return nil, nil, noRevision(revision)
	}
	return nil, nil, f.unreadable(err)
}

func noRevision(revision string) *diag.Failure {
	return diag.Fail("repo-no-revision", "revision", revision)
}

// parsed asks git, which knows more ways to name a revision: "main@{yesterday}", ":/words".
func (f *Folder) parsed(ctx context.Context, revision string) (objectID, error) {
	var r ran
	if program, ok := findGit(f.git.top); ok {
		r = program.run(ctx, stored, nil, "rev-parse", "--verify", "--quiet", revision)
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	id, ok := parseID(strings.TrimSpace(string(r.stdout)))
	switch head := revision == "HEAD"; {
	case ok && r.ok():
		return id, nil
	case head && r.stderr != "":
		return "", sayLines(diag.Fail("repo-unreadable", "path", f.git.top), r.stderr)
	case head:
		return "", told{diag.Fail("repo-no-commit-yet"), ErrNoRevision}
	}
	return "", sayLines(noRevision(revision), r.stderr)
}

// objects opens the repository for reading, once.
func (f *Folder) objects(ctx context.Context) (*store, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if !f.git.exists() {
		return nil, f.git.errMissing()
	}
	f.opening.Lock()
	defer f.opening.Unlock()
	if f.store != nil {
		return f.store, nil
	}
	shallow, err := f.git.shallow()
	if err != nil {
		return nil, f.unreadable(err)
	}
	s := &store{shallow: shallow, partial: f.git.partial()}
	p, err := openInProcess(f.git)
	program, ok := findGit(f.git.top)
	switch {
	case err == nil:
		p.store, s.objects = s, p
	case ok:
		s.objects = &catFile{git: program}
	default:
		return nil, diag.Fail("repo-unreadable-alone", "path", f.git.top).Because(err).Hint("repo-hint-read")
	}
	f.store = s
	return s, nil
}

// Shallow tells whether the clone is shallow: the history ends where it was cut off.
func (f *Folder) Shallow() bool {
	shallow, err := f.git.shallow()
	return err == nil && len(shallow) > 0
}

// revisionFS reads one tree of a repository.
type revisionFS struct {
	time    time.Time // of the commit
	store   *store
	mu      sync.Mutex
	folders map[string]*folder // by path; "." is the canvas
}

// folder is a tree that was looked into.
type folder struct {
	id      objectID
	looks   int
	entries map[string]entry // once there were many looks
}

// manyLooks is when an index of a folder pays.
const manyLooks = 8

// look finds an entry of a folder. The lock is held.
func (r *revisionFS) look(f *folder, name string) (entry, error) {
	if f.entries != nil {
		return f.entries[name], nil
	}
	data, err := r.store.tree(f.id)
	if err != nil {
		return entry{}, err
	}
	if f.looks++; f.looks < manyLooks {
		return find(data, name, len(f.id))
	}
	entries := map[string]entry{}
	for row, err := range rows(data, len(f.id)) {
		if err != nil {
			return entry{}, err
		}
		entries[string(row.name)] = row.entry()
	}
	f.entries = entries
	return f.entries[name], nil
}

// folder finds a folder. The lock is held.
func (r *revisionFS) folder(name string) (*folder, error) {
	if f, ok := r.folders[name]; ok {
		return f, nil
	}
	e, err := r.entry(name)
	if err != nil {
		return nil, err
	}
	if e.mode != modeFolder {
		return nil, errNotFolder
	}
	r.folders[name] = &folder{id: e.id}
	return r.folders[name], nil
}

// entry finds a file or folder other than ".", which has none. The lock is held.
func (r *revisionFS) entry(name string) (entry, error) {
	parent, err := r.folder(path.Dir(name))
	if errors.Is(err, errNotFolder) {
		return entry{}, fs.ErrNotExist
	}
	if err != nil {
		return entry{}, err
	}
	e, err := r.look(parent, path.Base(name))
	switch {
	case err != nil:
		return entry{}, err
	case e.mode == 0 || e.mode == modeSubmodule:
		return entry{}, fs.ErrNotExist
	case e.mode == modeSymlink:
		return entry{}, ErrSymlink
	}
	return e, nil
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
	e, err := r.entry(name)
	r.mu.Unlock()
	if err != nil {
		return nil, fail("open", name, err)
	}
	if e.mode == modeFolder {
		return nil, fail("read", name, errFolder)
	}
	data, err := r.store.typed(e.id, "blob")
	if err != nil {
		return nil, fail("read", name, err)
	}
	return bytes.Clone(data), nil
}

func (r *revisionFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if !fs.ValidPath(name) {
		return nil, fail("open", name, fs.ErrInvalid)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	f, err := r.folder(name)
	if err != nil {
		return nil, fail("readdir", name, err)
	}
	data, err := r.store.tree(f.id)
	if err != nil {
		return nil, fail("readdir", name, err)
	}
	var entries []fs.DirEntry
	for row, err := range rows(data, len(f.id)) {
		if err != nil {
			return nil, fail("readdir", name, err)
		}
		if row.mode != modeSubmodule {
			entries = append(entries, fs.FileInfoToDirEntry(r.info(string(row.name), row.entry())))
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

func (r *revisionFS) Open(name string) (fs.File, error) {
	entries, err := r.ReadDir(name)
	if err == nil {
		info := r.info(path.Base(name), entry{mode: modeFolder})
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
func (r *revisionFS) info(name string, e entry) revisionInfo {
	i := revisionInfo{name: name, mode: 0o444, time: r.time, size: -1, fs: r, id: e.id}
	switch e.mode {
	case modeFolder:
		i.mode, i.size = fs.ModeDir|0o555, 0
	case modeSymlink:
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
	id   objectID
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
	size, err := i.fs.store.size(i.id)
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
