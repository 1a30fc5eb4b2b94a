package repo

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/format/index"
	gitobject "github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/storage"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// alone is a repository where there is no git program: go-git reads and writes its objects, and what
// git does around a commit is done here, or left to git with the reason.
type alone struct {
	folder   *Folder
	settings settings
	storer   storage.Storer
	branch   plumbing.ReferenceName // HEAD itself when it is detached
	commit   plumbing.Hash          // zero on a branch without a commit
	tree     plumbing.Hash
	files    map[string]gitobject.TreeEntry // of the commit, by path from the top; Name is not set
	index    *index.Index
	entries  map[string]*index.Entry // of the index
}

// openAlone reads the repository, unless something in it is for git only.
func (f *Folder) openAlone() (*alone, *diag.Failure) {
	s, why := f.git.readSettings()
	if why == nil {
		why = refuseEnvironment()
	}
	if why == nil {
		why = s.refuse(settingsOfFiles)
	}
	if why != nil {
		return nil, why
	}
	repository, err := git.PlainOpenWithOptions(f.git.top, &git.PlainOpenOptions{EnableDotGitCommonDir: true})
	if err != nil {
		return nil, unreadable(f.git.top, err)
	}
	a := &alone{folder: f, settings: s, storer: repository.Storer}
	if err := a.readHead(); err != nil {
		return nil, unreadable(f.git.top, err)
	}
	return a, a.readIndex()
}

func unreadable(path string, err error) *diag.Failure {
	return diag.Fail("repo-unreadable", "path", path).Because(err).Hint("repo-hint-install", "command", save)
}

// readHead finds the last commit and the files in it.
func (a *alone) readHead() error {
	a.files = map[string]gitobject.TreeEntry{}
	head, err := a.storer.Reference(plumbing.HEAD)
	if err == nil && head.Type() == plumbing.SymbolicReference {
		a.branch = head.Target()
		head, err = a.storer.Reference(a.branch)
		if errors.Is(err, plumbing.ErrReferenceNotFound) {
			return nil
		}
	} else {
		a.branch = plumbing.HEAD
	}
	if err != nil {
		return err
	}
	commit, err := gitobject.GetCommit(a.storer, head.Hash())
	if err != nil {
		return err
	}
	a.commit, a.tree = commit.Hash, commit.TreeHash
	tree, err := commit.Tree()
	if err != nil {
		return err
	}
	walker := gitobject.NewTreeWalker(tree, true, nil)
	defer walker.Close()
	for {
		name, entry, err := walker.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case entry.Mode != filemode.Dir:
			a.files[name] = gitobject.TreeEntry{Mode: entry.Mode, Hash: entry.Hash}
		}
	}
}

// readIndex reads the index, if go-git would write the same again.
func (a *alone) readIndex() *diag.Failure {
	file := filepath.Join(a.folder.git.dir, "index")
	data, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return unreadable(file, err)
	}
	a.index = &index.Index{Version: 2}
	if err == nil {
		if err := index.NewDecoder(bytes.NewReader(data)).Decode(a.index); err != nil || !a.keepsIndex(data) {
			return needsGit("repo-needs-index", "path", a.folder.git.named(file))
		}
	}
	if info, err := os.Stat(file); err == nil {
		a.index.ModTime = info.ModTime()
	}
	a.entries = map[string]*index.Entry{}
	for _, e := range a.index.Entries {
		a.entries[e.Name] = e
		if e.SkipWorktree {
			return needsGit("repo-needs-index", "path", a.folder.git.named(file))
		}
	}
	return nil
}

// keepsIndex tells whether nothing gets lost when go-git writes an index that it has read: the entries
// are the same to the byte, and what follows are caches that git makes again.
func (a *alone) keepsIndex(data []byte) bool {
	var again bytes.Buffer
	if index.NewEncoder(&again).Encode(a.index) != nil {
		return false
	}
	const checksum = 20
	entries := again.Len() - checksum
	if len(data) < entries+checksum || !bytes.Equal(data[:entries], again.Bytes()[:entries]) {
		return false
	}
	for rest := data[entries : len(data)-checksum]; len(rest) > 0; {
		if len(rest) < 8 {
			return false
		}
		size := int(rest[4])<<24 | int(rest[5])<<16 | int(rest[6])<<8 | int(rest[7])
		switch string(rest[:4]) {
		case "TREE", "REUC", "EOIE", "IEOT", "UNTR":
		default:
			return false
		}
		if size > len(rest)-8 {
			return false
		}
		rest = rest[8+size:]
	}
	return true
}

// full is a path relative to the top folder.
func (a *alone) full(name string) string { return a.folder.full(name) }

// dirs are the folders above some paths, from the top.
func (a *alone) dirs(paths []string) []string {
	dirs := []string{"."}
	seen := map[string]bool{".": true}
	for _, p := range paths {
		for dir := path.Dir(a.full(p)); !seen[dir]; dir = path.Dir(dir) {
			seen[dir] = true
			dirs = append(dirs, dir)
		}
	}
	return dirs
}
