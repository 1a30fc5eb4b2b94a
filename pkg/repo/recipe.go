package repo

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// committer makes one commit of some paths with the git program. While it runs it holds the
// commit lock.
type committer struct {
	git     gitProgram // in the top folder, since not all commands take paths on stdin elsewhere
	folder  *Folder
	message string
	paths   []string // relative to the canvas
}

// commit tries until the index is free, and without the paths that git ignores.
func (c *committer) commit(ctx context.Context) Outcome {
	deadline := time.Now().Add(indexWait)
	var ignored *diag.Failure
	for {
		hash, r, err := c.try(ctx)
		switch {
		case err == nil:
			return Outcome{Commit: hash, NotCommitted: ignored}
		case ctx.Err() != nil:
			return Outcome{NotCommitted: interrupted()}
		case c.lockedIndex(r):
			if time.Now().After(deadline) {
				return Outcome{NotCommitted: c.whyLocked()}
			}
			time.Sleep(20 * time.Millisecond)
		case errors.Is(err, errAdd) && ignored == nil:
			if ignored = c.leaveOutIgnored(ctx); ignored == nil {
				return Outcome{NotCommitted: c.why(ctx, r, err)}
			}
			if len(c.paths) == 0 {
				return Outcome{NotCommitted: ignored}
			}
		default:
			if why := c.why(ctx, r, err); why != nil {
				return Outcome{NotCommitted: why}
			}
			return Outcome{NotCommitted: ignored}
		}
	}
}

// The steps at which git can refuse.
var (
	errLook   = errors.New("git refused to compare the index")
	errAdd    = errors.New("git refused to add")
	errCommit = errors.New("git refused to commit")
)

// try makes the commit and puts the index back as it was when git refuses. Where the user has
// nothing staged the plain way costs least and lets hooks rewrite files; otherwise --only keeps
// what is staged out of the commit, and staged.
func (c *committer) try(ctx context.Context) (hash string, r ran, err error) {
	staged, r := c.staged(ctx)
	switch {
	case !r.ok():
		return "", r, errLook
	case staged:
		r, err = c.only(ctx)
	default:
		r, err = c.plain(ctx)
	}
	if err != nil {
		return "", r, err
	}
	return hashOf(r.stdout), r, nil
}

// staged tells whether the index differs from the last commit.
func (c *committer) staged(ctx context.Context) (bool, ran) {
	r := c.git.read(ctx, nil, "diff-index", "--cached", "--quiet", "HEAD", "--")
	switch r.code {
	case 0:
		return false, r
	case 1:
		return true, ran{}
	}
	if c.git.read(ctx, nil, "rev-parse", "--verify", "-q", "HEAD").code != 1 {
		return false, r
	}
	r = c.git.read(ctx, nil, "ls-files", "-z") // no commit yet
	return len(r.stdout) > 0, r
}

// plain is git add and git commit; the index holds nothing else.
func (c *committer) plain(ctx context.Context) (ran, error) {
	present, gone := c.split(c.paths)
	undo := func() { c.git.write(context.WithoutCancel(ctx), c.pathspecs(c.paths), "reset", "-q", fromStdin, nul) }
	if r, err := c.stage(ctx, present, gone); err != nil {
		undo()
		return r, err
	}
	r := c.git.write(ctx, []byte(c.message), "-c", "i18n.commitEncoding=UTF-8", "commit", "--cleanup=whitespace", "-F", "-")
	if !r.ok() {
		undo()
		return r, errCommit
	}
	return r, nil
}

// manyPaths is from where on git add costs too much: it compares each path with each file that it
// knows.
const manyPaths = 100

// stage puts the paths into the index as they are on disk.
func (c *committer) stage(ctx context.Context, present, gone []string) (ran, error) {
	if len(present)+len(gone) >= manyPaths {
		return c.stageMany(ctx, append(present, gone...))
	}
	if len(gone) > 0 {
		if r := c.git.write(ctx, c.pathspecs(gone), "rm", "-q", "--cached", "--ignore-unmatch", fromStdin, nul); !r.ok() {
			return r, errAdd
		}
	}
	if len(present) > 0 {
		if r := c.git.write(ctx, c.pathspecs(present), "add", fromStdin, nul); !r.ok() {
			return r, errAdd
		}
	}
	return ran{}, nil
}

// stageMany does what git add does in two steps: update-index takes ignored files too.
func (c *committer) stageMany(ctx context.Context, paths []string) (ran, error) {
	if r := c.git.read(ctx, c.list(paths), "check-ignore", "-z", "--stdin"); r.code != 1 {
		return r, errAdd
	}
	if r := c.git.write(ctx, c.list(paths), "update-index", "--add", "--remove", "-z", "--stdin"); !r.ok() {
		return r, errAdd
	}
	return ran{}, nil
}

// only commits paths past the index. git wants to know new files first; the message is in a file
// because the paths come on stdin.
func (c *committer) only(ctx context.Context) (ran, error) {
	present, gone := c.split(c.paths)
	r := c.git.read(ctx, nil, "ls-files", "-z", "--", ":(literal)"+c.folder.git.prefix)
	if !r.ok() {
		return r, errLook
	}
	known := strings.Split(string(r.stdout), "\x00")
	slices.Sort(known)
	unknown := func(p string) bool { _, found := slices.BinarySearch(known, c.full(p)); return !found }
	fresh := slices.DeleteFunc(slices.Clone(present), func(p string) bool { return !unknown(p) })
	paths := append(present, slices.DeleteFunc(gone, unknown)...)
	if len(paths) == 0 {
		return ran{}, nil
	}
	undo := func() {
		if len(fresh) > 0 {
			c.git.write(context.WithoutCancel(ctx), c.pathspecs(fresh), "rm", "-q", "--cached", "--ignore-unmatch", fromStdin, nul)
		}
	}
	if len(fresh) > 0 {
		if r := c.git.write(ctx, c.pathspecs(fresh), "add", "-N", fromStdin, nul); !r.ok() {
			undo()
			return r, errAdd
		}
	}
	message := filepath.Join(c.folder.stateDir(), "message")
	if err := os.WriteFile(message, []byte(c.message), 0o600); err != nil {
		undo()
		return ran{code: -1, stderr: err.Error()}, errLook
	}
	defer os.Remove(message)
	r = c.git.write(ctx, c.pathspecs(paths), "-c", "i18n.commitEncoding=UTF-8",
		"commit", "--only", "--cleanup=whitespace", "-F", message, fromStdin, nul)
	if !r.ok() {
		undo()
		return r, errCommit
	}
	return r, nil
}

const (
	fromStdin = "--pathspec-from-file=-"
	nul       = "--pathspec-file-nul"
)

// pathspecs writes paths so that git takes * and [ in them as they are. The option of git that
// does so would reach hooks through the environment.
func (c *committer) pathspecs(paths []string) []byte {
	var b bytes.Buffer
	for _, p := range paths {
		b.WriteString(":(literal)" + c.full(p) + "\x00")
	}
	return b.Bytes()
}

// list writes paths for the commands that take them as they are.
func (c *committer) list(paths []string) []byte {
	var b bytes.Buffer
	for _, p := range paths {
		b.WriteString(c.full(p) + "\x00")
	}
	return b.Bytes()
}

// full is a path relative to the top folder.
func (c *committer) full(p string) string { return path.Join(c.folder.git.prefix, p) }

// split tells the files that are there from those that are gone.
func (c *committer) split(paths []string) (there, gone []string) {
	for _, p := range paths {
		if _, err := c.folder.root.Lstat(filepath.FromSlash(p)); err == nil {
			there = append(there, p)
		} else {
			gone = append(gone, p)
		}
	}
	return there, gone
}

// summary is the first line that git prints about a commit, in any language: "[main 3f2a91c] …".
var summary = regexp.MustCompile(`(?m)^\[.*? ([0-9a-f]{4,64})\] `)

func hashOf(stdout []byte) string {
	if m := summary.FindSubmatch(stdout); m != nil {
		return string(m[1])
	}
	return ""
}
