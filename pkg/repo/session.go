package repo

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/gofrs/flock"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// Session is a file of records, one a line, that outlasts the program that writes it. It is where locks
// and journals are, and no part of the canvas. What a record says is its writer's business.
type Session struct {
	Records [][]byte // that were there when it was opened
	file    *os.File
	lock    *flock.Flock
}

// sessionDir is where the sessions of this canvas are: a repository may hold several canvases.
func (f *Folder) sessionDir() string {
	if f.git.prefix == "" || f.local.Load() {
		return filepath.Join(f.stateDir(), "sessions")
	}
	return filepath.Join(f.stateDir(), fmt.Sprintf("sessions-%x", sha256.Sum256([]byte(f.git.prefix))))
}

const (
	sessionSuffix = ".jsonl"
	sessionLock   = ".lock"
)

// StartSession begins a session under a name that sorts by age; a number is added to it.
func (f *Folder) StartSession(name string) (*Session, error) {
	s, err := f.startSession(name)
	if f.goLocal(err) {
		return f.startSession(name)
	}
	return s, err
}

func (f *Folder) startSession(name string) (*Session, error) {
	err := f.makeStateDir(f.stateDir())
	if err == nil {
		err = os.MkdirAll(f.sessionDir(), 0o777)
	}
	if err != nil {
		return nil, notWritten(f.sessionDir(), err)
	}
	for n := 1; ; n++ {
		path := filepath.Join(f.sessionDir(), fmt.Sprintf("%s-%03d%s", name, n, sessionSuffix))
		file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
		switch {
		case errors.Is(err, os.ErrExist) && n < 999:
			continue
		case err != nil:
			return nil, notWritten(path, err)
		}
		lock, _ := lockSession(path)
		return &Session{file: file, lock: lock}, nil
	}
}

// LeftSessions are the names of the sessions that no program writes any more and that were not ended, the
// oldest first.
func (f *Folder) LeftSessions() []string {
	paths, _ := filepath.Glob(filepath.Join(f.sessionDir(), "*"+sessionSuffix))
	var left []string
	for _, path := range paths {
		if lock, free := lockSession(path); free {
			unlockSession(lock)
			left = append(left, filepath.Base(path))
		}
	}
	slices.Sort(left)
	return left
}

// ResumeSession opens a session that was left. A last record that was cut off is not there.
func (f *Folder) ResumeSession(name string) (*Session, error) {
	path := filepath.Join(f.sessionDir(), name)
	lock, free := lockSession(path)
	if !free {
		return nil, diag.Fail("repo-session-busy")
	}
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		unlockSession(lock)
		return nil, named("open", path, err)
	}
	s := &Session{file: file, lock: lock}
	if err := s.read(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Session) read() error {
	in := bufio.NewReader(s.file)
	var whole int64
	for {
		line, err := in.ReadBytes('\n')
		if err == nil {
			whole += int64(len(line))
			s.Records = append(s.Records, bytes.TrimSuffix(line, []byte("\n")))
			continue
		}
		if !errors.Is(err, io.EOF) {
			return err
		}
		if err := s.file.Truncate(whole); err != nil {
			return err
		}
		_, err = s.file.Seek(whole, io.SeekStart)
		return err
	}
}

// Append puts a record, which holds no line break, at the end. When it returns, the record is on disk. After
// an error the session holds nothing of it.
func (s *Session) Append(record []byte) error {
	end, err := s.file.Seek(0, io.SeekEnd)
	if err != nil {
		return notWritten(s.file.Name(), err)
	}
	_, err = s.file.Write(append(slices.Clip(record), '\n'))
	if err == nil {
		err = s.file.Sync()
	}
	if err != nil {
		_ = s.file.Truncate(end) // else the half of it is cut off when it is read
		return notWritten(s.file.Name(), err)
	}
	return nil
}

// End removes the session: what it tells is told elsewhere by now.
func (s *Session) End() error {
	path := s.file.Name()
	err := errors.Join(s.file.Close(), os.Remove(path))
	if s.lock != nil {
		_ = os.Remove(s.lock.Path())
	}
	unlockSession(s.lock)
	return err
}

// Close leaves the session to be resumed.
func (s *Session) Close() error {
	err := s.file.Close()
	unlockSession(s.lock)
	return err
}

// lockSession tells by a lock, which ends with its process, whether nobody writes a session. Where a
// file system has no locks nobody does.
func lockSession(path string) (lock *flock.Flock, free bool) {
	lock = flock.New(path + sessionLock)
	locked, err := lock.TryLock()
	switch {
	case err != nil:
		return nil, errors.Is(err, errors.ErrUnsupported)
	case !locked:
		return nil, false
	}
	return lock, true
}

func unlockSession(lock *flock.Flock) {
	if lock != nil {
		_ = lock.Unlock()
	}
}
