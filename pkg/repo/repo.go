// Package repo is the folder that holds a canvas and the git repository around it: it reads the
// files as they are now or at a revision, applies a change all or nothing, and commits exactly
// what the change wrote. It knows paths and bytes, never what the files mean.
package repo

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// marker is the file that marks the root of a canvas.
const marker = "canvas.yaml"

// What callers may want to tell apart; test with errors.Is. The errors that carry them can be read
// by people too.
var (
	// ErrSymlink refuses a symbolic link, wherever it points.
	ErrSymlink = errors.New("symbolic link")
	// ErrTaken is fs.ErrExist for a name that somebody else took since it was found free; an
	// *fs.PathError around it has the path.
	ErrTaken = fmt.Errorf("the name was taken meanwhile: %w", fs.ErrExist)
	// ErrNoRepository says that the canvas is in no git repository.
	ErrNoRepository = errors.New("no git repository")
	// ErrNoRevision says that the branch has no commit yet.
	ErrNoRevision = errors.New("no commit yet")
)

// Changed says that a file no longer holds what it held when it was read.
type Changed struct {
	Path string
	told
}

// told is an error with a sentence for people that programs can recognize too.
type told struct {
	*diag.Failure
	is error
}

// Unwrap gives the sentence first, so that printers say it.
func (t told) Unwrap() []error { return []error{t.Failure, t.is} }

// Find walks up from dir to the folder that holds canvas.yaml. The root is absolute.
func Find(dir string) (root string, ok bool) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", false
	}
	for {
		if info, err := os.Lstat(filepath.Join(dir, marker)); err == nil && !info.IsDir() {
			return dir, true
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", false
		}
		dir = parent
	}
}

// Folder is a canvas on disk. Its methods may be called from several goroutines.
type Folder struct {
	path string // absolute
	root *os.Root
	git  worktree

	opening sync.Mutex
	store   *store // once something of the history was asked for

	recovered []string
	local     atomic.Bool // the git directory cannot be written: see stateDir

	// step is told each step of a change; tests stop the program there.
	step func(name string)
}

// Open opens a folder, which need not hold a canvas yet, and finishes a change that a crash left
// half applied. It starts no process.
func Open(root string) (*Folder, error) {
	path, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	dir, err := os.OpenRoot(path)
	if err != nil {
		return nil, err
	}
	f := &Folder{path: path, root: dir, git: findWorktree(path), step: func(string) {}}
	if err := f.settleLeftOver(); err != nil {
		return nil, errors.Join(err, dir.Close())
	}
	return f, nil
}

// Close frees what the Folder holds. File systems and commits that it returned stop working.
func (f *Folder) Close() error {
	f.opening.Lock()
	defer f.opening.Unlock()
	if f.store == nil {
		return f.root.Close()
	}
	return errors.Join(f.store.close(), f.root.Close())
}

// Recovered are the files of a change that was cut off and that Open finished. They are not committed.
func (f *Folder) Recovered() []string { return f.recovered }

// Root is the absolute path of the canvas.
func (f *Folder) Root() string { return f.path }

// Git tells where the canvas stands in a git repository.
func (f *Folder) Git() Git { return Git{Top: f.git.top, Prefix: f.git.prefix} }

// Git is the place of a canvas in a git repository.
type Git struct {
	Top    string // the top folder of the working tree, absolute; empty without a repository
	Prefix string // the canvas's folder below Top, slash-separated; empty when it is Top itself
}
