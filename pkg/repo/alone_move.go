package repo

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	gitobject "github.com/go-git/go-git/v5/plumbing/object"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// lockBranch prepares to bring the branch, or a detached HEAD, to a commit, under the lock that git
// takes for it.
func (a *alone) lockBranch(to plumbing.Hash) (*lockFile, error) {
	dir := a.folder.git.common()
	if a.branch == plumbing.HEAD {
		dir = a.folder.git.dir
	}
	file := filepath.Join(dir, filepath.FromSlash(a.branch.String()))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return nil, err
	}
	lock, err := newLockFile(file)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(a.unmoved(), lock.write([]byte(to.String()+"\n"))); err != nil {
		lock.release()
		return nil, err
	}
	return lock, nil
}

var errMoved = errors.New("HEAD moved")

// unmoved checks that the branch is where it was when its files were read.
func (a *alone) unmoved() error {
	now, err := a.storer.Reference(a.branch)
	switch {
	case errors.Is(err, plumbing.ErrReferenceNotFound) && a.commit.IsZero():
		return nil
	case err != nil:
		return err
	case now.Hash() != a.commit:
		return errMoved
	}
	return nil
}

// log adds a line to the reflogs, which are for people: none is no reason to stop.
func (a *alone) log(to plumbing.Hash, who gitobject.Signature, message string) {
	how := "commit: "
	if a.commit.IsZero() {
		how = "commit (initial): "
	}
	var signature bytes.Buffer
	_ = who.Encode(&signature)
	subject, _, _ := strings.Cut(cleanUp(message), "\n")
	line := a.commit.String() + " " + to.String() + " " + signature.String() + "\t" + how + subject + "\n"
	files := []string{filepath.Join(a.folder.git.dir, "logs", "HEAD")}
	if a.branch != plumbing.HEAD {
		files = append(files, filepath.Join(a.folder.git.common(), "logs", filepath.FromSlash(a.branch.String())))
	}
	off := isFalse(a.settings.get("core", "logAllRefUpdates"))
	for _, name := range files {
		if off && !present(name) {
			continue
		}
		_ = os.MkdirAll(filepath.Dir(name), 0o777)
		if file, err := os.OpenFile(name, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o666); err == nil {
			_, _ = file.WriteString(line)
			_ = file.Close()
		}
	}
}

// cleanUp is git's --cleanup=whitespace.
func cleanUp(message string) string {
	var lines []string
	for line := range strings.SplitSeq(message, "\n") {
		line = strings.TrimRight(line, " \t\r\v\f")
		if line != "" || len(lines) > 0 && lines[len(lines)-1] != "" {
			lines = append(lines, line)
		}
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n") + "\n"
}

// lockFile is a lock as git takes it: a file that holds what the locked one will hold.
type lockFile struct {
	file *os.File
	path string
	done bool
}

func newLockFile(path string) (*lockFile, error) {
	file, err := os.OpenFile(path+".lock", os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	return &lockFile{file: file, path: path}, err
}

func (l *lockFile) write(data []byte) error {
	_, err := l.file.Write(data)
	if err == nil {
		err = l.file.Sync()
	}
	return errors.Join(err, l.file.Close())
}

// commit puts what was written in the place of the file.
func (l *lockFile) commit() error {
	err := os.Rename(l.path+".lock", l.path)
	l.done = err == nil
	return err
}

// release gives the lock back; without a commit the file stays as it was.
func (l *lockFile) release() {
	if !l.done {
		_ = l.file.Close()
		_ = os.Remove(l.path + ".lock")
	}
}

// lockIndex waits until no other git command holds the index.
func (w worktree) lockIndex(ctx context.Context) (*lockFile, *diag.Failure) {
	index := filepath.Join(w.dir, "index")
	for deadline := time.Now().Add(indexWait); ; time.Sleep(20 * time.Millisecond) {
		lock, err := newLockFile(index)
		switch {
		case err == nil:
			return lock, nil
		case ctx.Err() != nil:
			return nil, interrupted()
		case !errors.Is(err, fs.ErrExist):
			return nil, diag.Fail("repo-git-refused").Because(cause(err)).Hint("repo-hint-save", "command", save)
		case time.Now().After(deadline):
			return nil, locked(index + ".lock")
		}
	}
}
