package repo

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"
)

// catFile reads objects from one git process that stays, and ends when nobody asked for a while.
type catFile struct {
	git gitProgram

	mu      sync.Mutex
	running *conversation
	idle    *time.Timer
	recent  recent[objectID]
}

// catFileIdle is how long the process waits for a question.
const catFileIdle = 5 * time.Second

// conversation is one git cat-file --batch.
type conversation struct {
	process   *exec.Cmd
	questions io.WriteCloser
	answers   *bufio.Reader
	stderr    bytes.Buffer
	asked     int
}

var errEnded = errors.New("git cat-file ended")

func (c *catFile) read(id objectID) (object, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if o, ok := c.recent.get(id); ok {
		return o, nil
	}
	var o object
	err := c.ask(id, func(kind string, size int64, content io.Reader) error {
		o.kind = kind
		if kind == "blob" {
			size = min(size, MaxBytes+1)
		}
		o.data = make([]byte, size)
		_, err := io.ReadFull(content, o.data)
		return err
	})
	if err == nil && o.kind != "blob" {
		c.recent.put(id, o)
	}
	return o, err
}

func (c *catFile) size(id objectID) (n int64, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	err = c.ask(id, func(_ string, size int64, _ io.Reader) error {
		n = size
		return nil
	})
	return n, err
}

// resolve leaves every revision to git rev-parse.
func (c *catFile) resolve(context.Context, string) (objectID, error) { return "", errUnresolved }

func (c *catFile) references(ctx context.Context) ([]string, error) {
	r := c.git.run(ctx, stored, nil, "for-each-ref", "--format=%(refname)")
	if !r.ok() {
		return nil, cmp.Or(ctx.Err(), errors.New(strings.TrimSpace(r.stderr)))
	}
	return strings.Fields(string(r.stdout)), nil
}

func (c *catFile) close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.end()
	return nil
}

// end lets the process end. The lock is held.
func (c *catFile) end() {
	if c.running == nil {
		return
	}
	_ = c.running.questions.Close()
	_ = c.running.process.Process.Kill() // it may be in the middle of an answer
	_ = c.running.process.Wait()
	c.running = nil
}

// ask asks for one object. A process that answered before may have ended meanwhile; another one is
// asked then. The lock is held.
func (c *catFile) ask(id objectID, take func(kind string, size int64, content io.Reader) error) error {
	for {
		if err := c.start(); err != nil {
			return err
		}
		talk := c.running
		err := talk.ask(id, take)
		if err == nil || errors.Is(err, errNoObject) {
			return err
		}
		c.end()
		// Waiting for the process has made its last words complete.
		if strings.Contains(talk.stderr.String(), "promisor remote") {
			return missing(id) // git stops at what it would have to fetch
		}
		if talk.asked == 1 {
			return fmt.Errorf("%w: %s", err, strings.TrimSpace(talk.stderr.String()))
		}
	}
}

func (c *catFile) start() error {
	if c.idle != nil {
		c.idle.Stop()
	}
	c.idle = time.AfterFunc(catFileIdle, func() { _ = c.close() })
	if c.running != nil {
		return nil
	}
	talk := &conversation{process: c.git.command(context.Background(), stored, "cat-file", "--batch")}
	talk.process.Stderr = &talk.stderr
	var err error
	if talk.questions, err = talk.process.StdinPipe(); err != nil {
		return err
	}
	answers, err := talk.process.StdoutPipe()
	if err != nil {
		return err
	}
	talk.answers = bufio.NewReaderSize(answers, 1<<16)
	if err := talk.process.Start(); err != nil {
		return err
	}
	c.running = talk
	return nil
}

// ask reads "HASH kind size", the content and a line end, or "HASH missing".
func (t *conversation) ask(id objectID, take func(kind string, size int64, content io.Reader) error) error {
	t.asked++
	if _, err := io.WriteString(t.questions, id.String()+"\n"); err != nil {
		return errEnded
	}
	line, err := t.answers.ReadString('\n')
	if err != nil {
		return errEnded
	}
	fields := strings.Fields(line)
	if len(fields) == 2 && fields[1] == "missing" {
		return missing(id)
	}
	if len(fields) != 3 || fields[0] != id.String() {
		return fmt.Errorf("git cat-file said %q", line)
	}
	size, err := strconv.ParseInt(fields[2], 10, 64)
	if err != nil || size < 0 {
		return fmt.Errorf("git cat-file said %q", line)
	}
	content := io.LimitReader(t.answers, size)
	if err := take(fields[1], size, content); err != nil {
		return errEnded
	}
	if _, err := io.Copy(io.Discard, content); err != nil {
		return errEnded
	}
	if _, err := t.answers.Discard(1); err != nil {
		return errEnded
	}
	return nil
}
