package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"github.com/creack/pty"
)

const (
	interviewLines = 40               // lines that are typed in a session
	patience       = 20 * time.Second // with a program that does not answer
)

// makeInterviews makes the canvas in which sessions are held, once.
func (b *bench) makeInterviews(ctx context.Context) error {
	if b.interviews != "" {
		return nil
	}
	dir := filepath.Join(b.dir, "interviews")
	if err := b.generate(dir, canvasSize); err != nil {
		return err
	}
	b.interviews = dir
	return b.firstCommit(ctx, dir)
}

// captureStart samples how long a session takes until it waits for a line, in milliseconds.
func (b *bench) captureStart(ctx context.Context, _ int) (sample, error) {
	s, err := b.interview(ctx)
	if err != nil {
		return sample{}, err
	}
	return sample{value: milliseconds(s.started)}, s.end()
}

// captureAnswer samples how long nineteen lines in twenty wait at most for their answer, in milliseconds.
func (b *bench) captureAnswer(ctx context.Context, _ int) (sample, error) {
	s, err := b.interview(ctx)
	if err != nil {
		return sample{}, err
	}
	var took []time.Duration
	for range interviewLines {
		t, err := s.say(b.next().sentence())
		if err != nil {
			return sample{}, errors.Join(err, s.end())
		}
		took = append(took, t)
	}
	slices.Sort(took)
	b.held++
	return sample{value: milliseconds(took[len(took)*95/100])}, s.end()
}

// interview is a session at a terminal.
type interview struct {
	cmd     *exec.Cmd
	tty     interface{ Write([]byte) (int, error) }
	close   func() error
	shown   chan []byte // what the program shows, as it comes
	unseen  []byte
	started time.Duration
}

// interview starts a session and waits for its prompt.
func (b *bench) interview(ctx context.Context) (*interview, error) {
	cmd := exec.CommandContext(ctx, b.canvas, "capture", "--role", mainRole, "--person", firstNames[0]+" "+lastNames[0], "--topic", "bench")
	cmd.Dir, cmd.Env = b.interviews, append(b.env[:len(b.env):len(b.env)], "TERM=xterm")
	began := time.Now()
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 40, Cols: 100})
	if errors.Is(err, pty.ErrUnsupported) {
		return nil, errors.ErrUnsupported
	}
	if err != nil {
		return nil, err
	}
	s := &interview{cmd: cmd, tty: tty, close: tty.Close, shown: make(chan []byte, 64)}
	go func() {
		defer close(s.shown)
		for {
			some := make([]byte, 4096)
			n, err := tty.Read(some)
			if n > 0 {
				s.shown <- some[:n]
			}
			if err != nil {
				return
			}
		}
	}()
	if err := s.await("›"); err != nil {
		return nil, errors.Join(err, s.end())
	}
	s.started = time.Since(began)
	return s, nil
}

// say types a line and tells how long its answer took.
func (s *interview) say(line string) (time.Duration, error) {
	if _, err := s.tty.Write([]byte(line)); err != nil {
		return 0, err
	}
	time.Sleep(5 * time.Millisecond) // what is typed is shown before Enter is pressed
	began := time.Now()
	if _, err := s.tty.Write([]byte("\r")); err != nil {
		return 0, err
	}
	err := s.await("✓")
	return time.Since(began), err
}

// await waits until something is shown that was not seen yet.
func (s *interview) await(what string) error {
	late := time.After(patience)
	for {
		if _, after, found := bytes.Cut(s.unseen, []byte(what)); found {
			s.unseen = after
			return nil
		}
		select {
		case some, ok := <-s.shown:
			if !ok {
				return fmt.Errorf("the session ended without %q:\n%s", what, s.unseen)
			}
			s.unseen = append(s.unseen, some...)
		case <-late:
			return fmt.Errorf("no %q in %s:\n%s", what, patience, s.unseen)
		}
	}
}

// end ends the session, which commits it.
func (s *interview) end() error {
	_, err := s.tty.Write([]byte("/quit\r"))
	for range s.shown {
		continue // until the terminal is closed
	}
	return errors.Join(err, s.cmd.Wait(), s.close())
}
