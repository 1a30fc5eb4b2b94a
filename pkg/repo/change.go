package repo

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// tempPrefix starts the name of every temporary file, so that a stray one can be told by its name.
const tempPrefix = ".canvas-"

var errChanged = errors.New("changed since it was read")

// ErrHalf says that a change broke off and could not be undone: Open will try again. After any other
// error of Apply nothing was written.
var ErrHalf = errors.New("half written")

// Change is a set of writes and removals with one message, applied all or nothing. A path is
// there once.
type Change struct {
	Op      string // "add", "set", …: the trailer Canvas-Op
	Undoes  string // the hash of the commit that this takes back: the trailer Canvas-Undoes; mostly ""
	Message string // the first line; then optionally a blank line and a body, for people
	Writes  []Write
	Removes []Remove

	// Requires are files that must still be there, since what is written refers to them; one that is
	// gone is a *Changed.
	Requires []string
	// Check may refuse the change. It is called when nobody else can write any more and nothing is
	// written yet; nil checks nothing.
	Check func() error
}

// Write makes or replaces a file. Path is slash-separated and relative to the canvas; folders on
// the way are made. Base is what the file held when it was read: another content is not
// overwritten. A nil Base says that the file must not exist yet; an empty one is an empty file.
type Write struct {
	Path string
	Data []byte
	Base []byte
}

// Remove removes a file that still holds Base.
type Remove struct {
	Path string
	Base []byte
}

// Paths are the paths that the change writes and removes.
func (c Change) Paths() []string {
	paths := make([]string, 0, len(c.Writes)+len(c.Removes))
	for _, w := range c.Writes {
		paths = append(paths, w.Path)
	}
	for _, r := range c.Removes {
		paths = append(paths, r.Path)
	}
	return paths
}

// Apply writes the files, then commits exactly these paths unless commit is false. An error means
// that nothing was written: it wraps ErrTaken when a new file's name is taken, is a *Changed when
// a file no longer holds its Base. A commit that could not be made is no error: the Outcome says why,
// such as that one of the files held edits which are in no commit.
func (f *Folder) Apply(ctx context.Context, c Change, commit bool) (Outcome, error) {
	p, err := f.write(ctx, c, commit)
	defer p.end()
	if err != nil || !commit {
		return Outcome{}, err
	}
	outcome := f.commit(ctx, withTrailers(c.Message, c.Op, c.Undoes), c.Paths(), p.why)
	outcome.Edited = p.edited && outcome.NotCommitted == p.why
	return outcome, nil
}

// write applies a change when nobody else writes, and tells the others before they go on what is about
// to be committed.
func (f *Folder) write(ctx context.Context, c Change, commit bool) (pending, error) {
	nothing := pending{end: func() {}}
	unlock, err := f.lock(ctx, filesLock, lockWait)
	if err != nil {
		return nothing, err
	}
	defer unlock()
	if err := f.apply(c); err != nil || !commit || !f.git.exists() {
		return nothing, err
	}
	return f.pend(ctx, c), nil
}

// apply writes the files, with a journal from which settle can go either way. The lock is held.
func (f *Folder) apply(c Change) error {
	if _, err := f.settleJournal(); err != nil {
		return err
	}
	j, err := f.plan(c)
	if err != nil || len(j.Files) == 0 {
		return err
	}
	if c.Check != nil {
		if err := c.Check(); err != nil {
			return err
		}
	}
	if err := f.saveJournal(j); err != nil {
		return err
	}
	if err := f.forward(j); err != nil {
		j.Undo = true
		_ = f.saveJournal(j) // without it a crash in the next line leaves the whole change to be done
		if undone := f.settle(j); undone != nil {
			return told{diag.Fail("repo-half").Because(err), errors.Join(ErrHalf, undone)}
		}
		return err
	}
	return f.dropJournal()
}

// Check tells whether a change could be applied to the files as they are. Nothing is written.
func (f *Folder) Check(c Change) error {
	_, err := f.plan(c)
	return err
}

// plan checks a change against the files as they are. Nothing is written yet.
func (f *Folder) plan(c Change) (*journal, error) {
	p := planner{folder: f, token: rand.Text(), seen: map[string]bool{}}
	for _, w := range c.Writes {
		if err := p.add(w.Path, w.Base, notNil(w.Data)); err != nil {
			return nil, err
		}
	}
	for _, r := range c.Removes {
		if err := p.add(r.Path, notNil(r.Base), nil); err != nil {
			return nil, err
		}
	}
	for _, name := range c.Requires {
		now, err := f.current(name)
		switch {
		case err != nil:
			return nil, err
		case now == nil && !p.seen[name]:
			return nil, &Changed{name, told{diag.Fail("repo-gone", "path", name).Hint("repo-hint-again"), errChanged}}
		}
	}
	return &p.journal, nil
}

type planner struct {
	folder  *Folder
	token   string // makes the temporary names of this change its own
	seen    map[string]bool
	journal journal
}

// add plans to bring a file from one content to another; nil is no file.
func (p *planner) add(name string, from, to []byte) error {
	if err := CheckPath(name); err != nil {
		return err
	}
	if p.seen[name] {
		return named("write", name, errors.New("twice in one change"))
	}
	p.seen[name] = true
	if err := p.addDir(path.Dir(name)); err != nil {
		return err
	}
	now, err := p.folder.current(name)
	switch {
	case err != nil:
		return err
	case from == nil && now != nil:
		return taken(name)
	case !same(from, now):
		return &Changed{name, told{diag.Fail("repo-changed", "path", name).Hint("repo-hint-again"), errChanged}}
	case same(from, to):
		return nil
	}
	temp := fmt.Sprintf("%s%s-%d", tempPrefix, p.token, len(p.journal.Files))
	p.journal.Files = append(p.journal.Files, fileChange{name, path.Join(path.Dir(name), temp), from, to})
	return nil
}

// addDir plans to make a folder, its parents first, when there is none.
func (p *planner) addDir(dir string) error {
	if dir == "." || p.seen[dir] {
		return nil
	}
	p.seen[dir] = true
	if err := p.addDir(path.Dir(dir)); err != nil {
		return err
	}
	info, err := p.folder.root.Lstat(filepath.FromSlash(dir))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		p.journal.Dirs = append(p.journal.Dirs, dir)
		return nil
	case err != nil:
		return notWritten(dir, err)
	case info.Mode()&fs.ModeSymlink != 0:
		return symlink("write", dir)
	case !info.IsDir():
		return told{diag.Fail("repo-not-a-folder", "path", dir), &fs.PathError{Op: "write", Path: dir, Err: fs.ErrExist}}
	}
	return nil
}

// current is what a file holds, nil when there is none.
func (f *Folder) current(name string) ([]byte, error) {
	info, err := f.root.Lstat(filepath.FromSlash(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, notWritten(name, err)
	}
	if err := plain("write", name, info); err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, taken(name)
	}
	data, err := f.root.ReadFile(filepath.FromSlash(name))
	if err != nil {
		return nil, notWritten(name, err)
	}
	return notNil(data), nil
}

// forward makes what the journal plans. The new contents are all on disk before the first file is
// touched, so that a full disk is noticed in time.
func (f *Folder) forward(j *journal) error {
	if err := f.makeDirs(j); err != nil {
		return err
	}
	if err := f.writeTemps(j.Files); err != nil {
		return err
	}
	for _, c := range j.Files {
		if err := f.place(c, c.Old, c.New); err != nil {
			return err
		}
	}
	f.syncDirs(j)
	return nil
}

func (f *Folder) makeDirs(j *journal) error {
	for _, dir := range j.Dirs {
		if err := f.root.Mkdir(filepath.FromSlash(dir), 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
			return notWritten(dir, err)
		}
		f.step("mkdir")
	}
	return nil
}

// manyWrites is how many files are written at once. Waiting for the disk is most of the time, and one
// wait serves all that wait together.
const manyWrites = 16

// writeTemps puts all new contents on disk.
func (f *Folder) writeTemps(files []fileChange) error {
	errs := make([]error, min(manyWrites, len(files)))
	var next atomic.Int64
	var failed atomic.Bool
	var writers sync.WaitGroup
	for w := range errs {
		writers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(files) && !failed.Load(); i = int(next.Add(1)) - 1 {
				if errs[w] = f.writeTemp(files[i], files[i].New); errs[w] != nil {
					failed.Store(true)
				}
			}
		})
	}
	writers.Wait()
	return cmp.Or(errs...)
}

// writeTemp puts a content on disk next to the file that it is for, with that file's permissions.
func (f *Folder) writeTemp(c fileChange, data []byte) error {
	if data == nil {
		return nil
	}
	temp := filepath.FromSlash(c.Temp)
	file, err := f.root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return notWritten(c.Path, err)
	}
	f.step("temp")
	_, err = file.Write(data)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return notWritten(c.Path, err)
	}
	if info, err := f.root.Lstat(filepath.FromSlash(c.Path)); err == nil {
		if err := f.root.Chmod(temp, info.Mode().Perm()); err != nil {
			return notWritten(c.Path, err)
		}
	}
	f.step("written")
	return nil
}

// place brings one file from a content to another, which writeTemp wrote, in one step of the
// file system.
func (f *Folder) place(c fileChange, from, to []byte) error {
	name, temp := filepath.FromSlash(c.Path), filepath.FromSlash(c.Temp)
	var err error
	switch {
	case to == nil:
		err = f.root.Remove(name)
	case from != nil:
		err = f.root.Rename(temp, name)
	default:
		err = f.create(temp, name)
	}
	f.step("placed")
	switch {
	case errors.Is(err, fs.ErrExist):
		return taken(c.Path)
	case err != nil:
		return notWritten(c.Path, err)
	}
	return nil
}

// create gives a temporary file its name, which nobody may have. Where the file system has no
// hard links, an empty file takes the name first.
func (f *Folder) create(temp, name string) error {
	err := f.root.Link(temp, name)
	f.step("linked")
	if err == nil {
		return f.root.Remove(temp)
	}
	if errors.Is(err, fs.ErrExist) {
		return err
	}
	return f.claim(temp, name)
}

func (f *Folder) claim(temp, name string) error {
	file, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	f.step("claimed")
	return f.root.Rename(temp, name)
}

// syncDirs makes the names in the folders last. Not every system can, and none loses a file for
// it, so errors do not count.
func (f *Folder) syncDirs(j *journal) {
	if runtime.GOOS == "windows" {
		return
	}
	var dirs []string
	for _, dir := range j.Dirs {
		dirs = append(dirs, path.Dir(dir))
	}
	for _, c := range j.Files {
		dirs = append(dirs, path.Dir(c.Path))
	}
	slices.Sort(dirs)
	for _, dir := range slices.Compact(dirs) {
		if d, err := f.root.Open(filepath.FromSlash(dir)); err == nil {
			_ = d.Sync()
			_ = d.Close()
		}
	}
}

// CheckPath refuses a path that is not plainly inside a canvas, on any system.
func CheckPath(name string) error {
	ok := fs.ValidPath(name) && name != "." && filepath.IsLocal(filepath.FromSlash(name)) &&
		!strings.ContainsAny(name, "\\:\x00\r\n")
	for part := range strings.SplitSeq(name, "/") {
		if strings.EqualFold(part, ".git") {
			ok = false
		}
	}
	if ok {
		return nil
	}
	return told{diag.Fail("repo-bad-path", "path", name), &fs.PathError{Op: "write", Path: name, Err: fs.ErrInvalid}}
}

// taken says that somebody has the name of a new file.
func taken(name string) error {
	return told{diag.Fail("repo-taken", "path", name), &fs.PathError{Op: "create", Path: name, Err: ErrTaken}}
}

// notWritten is an error of the system while writing a file. Printers say a refused permission
// themselves.
func notWritten(name string, err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return named("write", name, err)
	}
	return diag.Fail("repo-not-written", "path", name).Because(cause(err))
}

// same compares contents; nil is no file and differs from an empty one.
func same(a, b []byte) bool { return (a == nil) == (b == nil) && bytes.Equal(a, b) }

func notNil(data []byte) []byte {
	if data == nil {
		return []byte{}
	}
	return data
}
