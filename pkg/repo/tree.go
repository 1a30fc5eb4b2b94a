package repo

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// MaxBytes is how much of a file is looked at: ReadFile of the file systems here returns at most
// the first MaxBytes+1 bytes, so that a reader sees that a file is too large without holding it.
const MaxBytes = 1 << 20

// maxOpenDirs bounds the folders that a tree keeps open.
const maxOpenDirs = 64

var (
	errFolder    error = syscall.EISDIR
	errNotFolder error = syscall.ENOTDIR
)

// FS is the folder as it is now, for one pass over it: an fs.ReadFileFS, fs.ReadDirFS and
// fs.StatFS that many goroutines may use. Opening a symbolic link, or a path through one, gives
// an error that wraps ErrSymlink; of a file larger than MaxBytes ReadFile returns MaxBytes+1 bytes.
func (f *Folder) FS() fs.FS {
	return &tree{root: f.root, dirs: map[string]*os.Root{}}
}

// tree keeps the folders that it read from open: opening a file in them is then one system call
// and not one a path component.
type tree struct {
	root *os.Root
	mu   sync.RWMutex
	dirs map[string]*os.Root
}

// locate gives the open folder to look for name in and its name there. It refuses a path with a
// symbolic link before the last component; os.Root would follow it within the canvas.
func (t *tree) locate(op, name string) (*os.Root, string, error) {
	if !fs.ValidPath(name) {
		return nil, "", &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	dir, base := path.Split(name)
	if dir == "" {
		return t.root, base, nil
	}
	dir = strings.TrimSuffix(dir, "/")
	t.mu.RLock()
	open, ok := t.dirs[dir]
	t.mu.RUnlock()
	if ok {
		return open, base, nil
	}
	if err := refuseLinks(t.root, op, dir); err != nil {
		return nil, "", err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if open, ok := t.dirs[dir]; ok {
		return open, base, nil
	}
	if len(t.dirs) == maxOpenDirs {
		return t.root, filepath.FromSlash(name), nil
	}
	open, err := t.root.OpenRoot(filepath.FromSlash(dir))
	if err != nil {
		return nil, "", named(op, name, err)
	}
	t.dirs[dir] = open
	return open, base, nil
}

// refuseLinks looks at every component of a folder's path.
func refuseLinks(root *os.Root, op, dir string) error {
	for i := 0; i <= len(dir); i++ {
		if i < len(dir) && dir[i] != '/' {
			continue
		}
		info, err := root.Lstat(filepath.FromSlash(dir[:i]))
		if err != nil {
			return named(op, dir[:i], err)
		}
		if info.Mode()&fs.ModeSymlink != 0 {
			return symlink(op, dir[:i])
		}
	}
	return nil
}

// lstat finds name and refuses what is neither a file nor a folder.
func (t *tree) lstat(op, name string) (*os.Root, string, fs.FileInfo, error) {
	dir, base, err := t.locate(op, name)
	if err != nil {
		return nil, "", nil, err
	}
	info, err := dir.Lstat(base)
	if err != nil {
		return nil, "", nil, named(op, name, err)
	}
	return dir, base, info, plain(op, name, info)
}

// plain refuses symbolic links, and pipes and devices, which could be read for ever.
func plain(op, name string, info fs.FileInfo) error {
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		return symlink(op, name)
	case info.Mode()&(fs.ModeNamedPipe|fs.ModeSocket|fs.ModeDevice) != 0:
		return told{diag.Fail("repo-not-a-file", "path", name), &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}}
	}
	return nil
}

func (t *tree) Open(name string) (fs.File, error) {
	dir, base, _, err := t.lstat("open", name)
	if err != nil {
		return nil, err
	}
	file, err := dir.Open(base)
	if err != nil {
		return nil, named("open", name, err)
	}
	return file, nil
}

func (t *tree) Stat(name string) (fs.FileInfo, error) {
	_, _, info, err := t.lstat("stat", name)
	if err != nil {
		return nil, err
	}
	return info, nil
}

func (t *tree) ReadFile(name string) ([]byte, error) {
	dir, base, info, err := t.lstat("open", name)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errFolder}
	}
	data, err := readFile(dir, base, info.Size())
	if err != nil {
		return nil, named("read", name, err)
	}
	return data, nil
}

// readFile reads at most MaxBytes+1 bytes; size is only what to expect.
func readFile(dir *os.Root, name string, size int64) ([]byte, error) {
	file, err := dir.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data := make([]byte, 0, min(max(size, 0), MaxBytes)+1)
	for len(data) <= MaxBytes {
		if len(data) == cap(data) {
			data = slices.Grow(data, 512)
		}
		n, err := file.Read(data[len(data):min(cap(data), MaxBytes+1)])
		data = data[:len(data)+n]
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	return data, nil
}

func (t *tree) ReadDir(name string) ([]fs.DirEntry, error) {
	dir, err := t.Open(name)
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	folder, ok := dir.(fs.ReadDirFile)
	if !ok {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: errNotFolder}
	}
	if same := t.byPath(name, dir); same != nil {
		defer same.Close()
		folder = same
	}
	entries, err := folder.ReadDir(-1)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	if err != nil {
		return entries, named("readdir", name, err)
	}
	return entries, nil
}

// byPath opens a folder that is open already once more, by its path, or returns nil when something
// else is there now. Of a folder opened in an os.Root, ReadDir looks at every entry to tell its type.
func (t *tree) byPath(name string, opened fs.File) *os.File {
	dir, err := os.Open(filepath.Join(t.root.Name(), filepath.FromSlash(name)))
	if err != nil {
		return nil
	}
	found, err := dir.Stat()
	meant, errMeant := opened.Stat()
	if err != nil || errMeant != nil || !os.SameFile(found, meant) {
		_ = dir.Close()
		return nil
	}
	return dir
}

// symlink is the refusal of a symbolic link.
func symlink(op, name string) error {
	return told{diag.Fail("repo-symlink", "path", name), &fs.PathError{Op: op, Path: name, Err: ErrSymlink}}
}

// named gives an error of the system the path that people know.
func named(op, name string, err error) error {
	return &fs.PathError{Op: op, Path: name, Err: cause(err)}
}

// cause is the error without the operation and the paths that the system names.
func cause(err error) error {
	var pathError *fs.PathError
	var linkError *os.LinkError
	switch {
	case errors.As(err, &pathError):
		return pathError.Err
	case errors.As(err, &linkError):
		return linkError.Err
	}
	return err
}
