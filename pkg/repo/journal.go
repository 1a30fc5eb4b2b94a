package repo

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"github.com/gofrs/flock"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// The locks: one while files are written, and one while git commits, so that a hook that takes
// long keeps nobody from writing down a sentence. Those who have written and are about to commit
// share the third.
const (
	filesLock   = "lock"
	commitLock  = "commit.lock"
	pendingLock = "pending.lock"

	lockWait = 10 * time.Second
	openWait = 2 * time.Second
)

// journal is a change while it is being applied. It holds both contents of every file, so that
// from any state in between all of it can be done or undone.
type journal struct {
	Undo  bool         `json:"undo,omitempty"`
	Dirs  []string     `json:"dirs,omitempty"` // folders that the change makes, parents first
	Files []fileChange `json:"files"`
}

type fileChange struct {
	Path string `json:"path"`
	Temp string `json:"temp"`
	Old  []byte `json:"old"` // null: no file
	New  []byte `json:"new"`
}

// stateDir is where locks and journals are: in the git directory, or without a repository in
// .canvas, which git will ignore should there be one later. A git directory that cannot be written
// keeps nobody from writing down a sentence: then it is .canvas too.
func (f *Folder) stateDir() string {
	if f.git.exists() && !f.local.Load() {
		return filepath.Join(f.git.dir, "canvas")
	}
	return filepath.Join(f.path, ".canvas")
}

// journalPath is a file of this canvas alone, since a repository may hold several.
func (f *Folder) journalPath() string {
	if f.git.prefix == "" || f.local.Load() {
		return filepath.Join(f.stateDir(), "journal")
	}
	return filepath.Join(f.stateDir(), fmt.Sprintf("journal-%x", sha256.Sum256([]byte(f.git.prefix))))
}

// lock waits for its turn among the programs that write here. A lock ends with the process that
// holds it.
func (f *Folder) lock(ctx context.Context, name string, wait time.Duration) (unlock func(), err error) {
	return f.take(ctx, name, wait, (*flock.Flock).TryLockContext)
}

// share takes a lock together with others who share it.
func (f *Folder) share(ctx context.Context, name string, wait time.Duration) (unlock func(), err error) {
	return f.take(ctx, name, wait, (*flock.Flock).TryRLockContext)
}

// try is a way to take a lock, asking again after a while.
type try func(lock *flock.Flock, ctx context.Context, again time.Duration) (bool, error)

// take takes a lock. After an error there is nothing to unlock, but unlock may be called.
func (f *Folder) take(ctx context.Context, name string, wait time.Duration, try try) (unlock func(), err error) {
	unlock, err = f.takeIn(ctx, f.stateDir(), name, wait, try)
	if f.goLocal(err) {
		return f.takeIn(ctx, f.stateDir(), name, wait, try)
	}
	return unlock, err
}

// goLocal leaves the git directory for .canvas after an error which says that it cannot be written.
func (f *Folder) goLocal(err error) bool {
	return f.git.exists() && (errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)) && !f.local.Swap(true)
}

func (f *Folder) takeIn(ctx context.Context, dir, name string, wait time.Duration, try try) (unlock func(), err error) {
	nothing := func() {}
	if err := f.makeStateDir(dir); err != nil {
		return nothing, notWritten(dir, err)
	}
	lock := flock.New(filepath.Join(dir, name), flock.SetPermissions(0o666))
	waiting, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	switch _, err := try(lock, waiting, 5*time.Millisecond); {
	case ctx.Err() != nil:
		return nothing, ctx.Err()
	case errors.Is(err, context.DeadlineExceeded):
		return nothing, told{diag.Fail("repo-locked").Hint("repo-hint-again"), errLocked}
	case errors.Is(err, errors.ErrUnsupported):
		// Some network folders have no locks. New names are still taken with care, and git has its own.
	case err != nil:
		return nothing, notWritten(lock.Path(), err)
	}
	return func() { _ = lock.Unlock() }, nil
}

var errLocked = errors.New("another canvas is writing")

func (f *Folder) makeStateDir(dir string) error {
	if f.git.exists() && !f.local.Load() {
		return os.MkdirAll(dir, 0o777)
	}
	if info, err := os.Lstat(dir); err == nil && !info.IsDir() {
		return &fs.PathError{Op: "mkdir", Path: dir, Err: fs.ErrExist}
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	ignore := filepath.Join(dir, ".gitignore")
	if present(ignore) {
		return nil
	}
	return os.WriteFile(ignore, []byte("*\n"), 0o666)
}

// saveJournal puts the journal on disk, whole or not at all. One file alone is old or new without
// a journal, which then only knows the temporary file: it need not outlast a power failure.
func (f *Folder) saveJournal(j *journal) error {
	err := f.writeJournal(j)
	if !f.goLocal(err) {
		return err
	}
	if err := f.makeStateDir(f.stateDir()); err != nil {
		return notWritten(f.stateDir(), err)
	}
	return f.writeJournal(j)
}

func (f *Folder) writeJournal(j *journal) error {
	name := f.journalPath()
	data, err := json.Marshal(j)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(name+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return notWritten(name, err)
	}
	f.step("journal")
	_, err = file.Write(data)
	if err == nil && len(j.Files) > 1 {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return notWritten(name, err)
	}
	if err := os.Rename(name+".new", name); err != nil {
		return notWritten(name, err)
	}
	f.step("planned")
	return nil
}

func (f *Folder) dropJournal() error {
	f.step("done")
	if err := os.Remove(f.journalPath()); err != nil {
		return notWritten(f.journalPath(), err)
	}
	f.step("forgotten")
	return nil
}

// settleLeftOver finishes what a crash left, unless another program is just applying it.
func (f *Folder) settleLeftOver() error {
	if !present(f.journalPath()) {
		f.local.Store(present(filepath.Join(f.path, ".canvas", "journal")))
		if !f.local.Load() {
			return nil
		}
	}
	unlock, err := f.lock(context.Background(), filesLock, openWait)
	if errors.Is(err, errLocked) {
		return nil
	}
	if err != nil {
		return err
	}
	defer unlock()
	f.recovered, err = f.settleJournal()
	return err
}

// settleJournal settles a change that is still in the journal, and says which files it finished. The
// lock is held.
func (f *Folder) settleJournal() (done []string, err error) {
	data, err := os.ReadFile(f.journalPath())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, named("open", f.journalPath(), err)
	}
	var j journal
	if len(bytes.Trim(data, "\x00")) == 0 {
		return nil, f.dropJournal() // written, but lost in a power failure
	}
	if err := json.Unmarshal(data, &j); err != nil {
		return nil, diag.Fail("repo-bad-journal", "path", f.journalPath()).Hint("repo-hint-remove", "path", f.journalPath())
	}
	for _, c := range j.Files {
		if err := errors.Join(CheckPath(c.Path), CheckPath(c.Temp)); err != nil {
			return nil, err
		}
		theirs, err := f.edited(c)
		if err != nil {
			return nil, err
		}
		j.Undo = j.Undo || theirs
		done = append(done, c.Path)
	}
	if err := f.settle(&j); err != nil || j.Undo {
		return nil, err
	}
	return done, nil
}

// edited tells whether somebody else wrote the file since: it is theirs then, and the rest of the
// change cannot be done.
func (f *Folder) edited(c fileChange) (bool, error) {
	now, err := f.current(c.Path)
	if errors.As(err, new(told)) {
		return true, nil // a folder or a link by now
	}
	return err == nil && !same(now, c.Old) && !same(now, c.New) && !claimed(c, now), err
}

// claimed tells whether a new file has its name but not yet its content.
func claimed(c fileChange, now []byte) bool {
	return c.Old == nil && now != nil && len(now) == 0
}

// settle brings every file to its new content, or back to its old one when the journal says undo,
// from wherever an interruption or an error left it. A file that somebody else wrote stays. It can
// be interrupted itself, and run again.
func (f *Folder) settle(j *journal) error {
	if !j.Undo {
		if err := f.makeDirs(j); err != nil {
			return err
		}
	}
	for _, c := range j.Files {
		from, to := c.Old, c.New
		if j.Undo {
			from, to = to, from
		}
		if err := f.settleFile(c, from, to); err != nil {
			return err
		}
	}
	if j.Undo {
		for _, dir := range slices.Backward(j.Dirs) {
			_ = f.root.Remove(filepath.FromSlash(dir)) // stays when somebody put a file there
		}
	}
	f.syncDirs(j)
	return f.dropJournal()
}

func (f *Folder) settleFile(c fileChange, from, to []byte) error {
	if err := f.root.Remove(filepath.FromSlash(c.Temp)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return notWritten(c.Temp, err)
	}
	if theirs, err := f.edited(c); theirs || err != nil {
		return err
	}
	now, err := f.current(c.Path)
	if err != nil {
		return err
	}
	if claimed(c, now) && !same(now, to) {
		if err := f.root.Remove(filepath.FromSlash(c.Path)); err != nil {
			return notWritten(c.Path, err)
		}
		now = nil
	}
	if !same(now, from) {
		return nil
	}
	if err := f.writeTemp(c, to); err != nil {
		return err
	}
	return f.place(c, from, to)
}
