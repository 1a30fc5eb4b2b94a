package repo

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// committer makes one commit of some paths with the git program. While it runs it holds the
// commit lock.
type committer struct {
	git     gitProgram // in the top folder, since not all commands take paths on stdin elsewhere
	folder  *Folder
	message string
	paths   []string // relative to the canvas
	past    bool     // whether to stage past git's rules about what to ignore
}

// commit tries until the index is free, and without the paths that git ignores.
func (c *committer) commit(ctx context.Context) Outcome {
	deadline := time.Now().Add(indexWait)
	var ignored *Ignored
	for {
		hash, r, err := c.try(ctx)
		switch {
		case err == nil && hash != "":
			return Outcome{Commit: hash, Ignored: ignored, Detached: c.folder.git.detached()}
		case err == nil:
			return ignored.outcome()
		case ctx.Err() != nil:
			return Outcome{NotCommitted: interrupted()}
		case c.lockedIndex(r):
			if time.Now().After(deadline) {
				return Outcome{NotCommitted: c.whyLocked(r)}
			}
			time.Sleep(20 * time.Millisecond)
		case errors.Is(err, errAdd) && !c.past:
			// git add also refuses a file that it knows, in a folder that it ignores.
			c.past = true
			if ignored = c.leaveOutIgnored(ctx); len(c.paths) == 0 {
				return ignored.outcome()
			}
		default:
			if why := c.why(ctx, r, err); why != nil {
				return Outcome{NotCommitted: why}
			}
			return ignored.outcome()
		}
	}
}

// outcome is what became of a commit when nothing else is left to commit.
func (i *Ignored) outcome() Outcome {
	if i == nil {
		return Outcome{}
	}
	return Outcome{NotCommitted: i.Why}
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
	c.folder.step("staged")
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
	if c.past || len(present)+len(gone) >= manyPaths {
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

// stageMany does what git add does in two steps: update-index takes ignored files too. What git was told to overlook
// it would take for removed.
func (c *committer) stageMany(ctx context.Context, paths []string) (ran, error) {
	if fresh := c.fresh(ctx, paths); !c.past && len(fresh) > 0 {
		if r := c.git.read(ctx, c.list(fresh), "check-ignore", "-z", "--stdin"); r.code != 1 {
			return r, errAdd
		}
	}
	if r := c.git.write(ctx, c.list(paths), "update-index", "--add", "--remove", "--ignore-skip-worktree-entries", "-z", "--stdin"); !r.ok() {
		return r, errAdd
	}
	return ran{}, nil
}

// fresh are the paths that the last commit lacks: git ignores no others, and is slow to say so of many.
func (c *committer) fresh(ctx context.Context, paths []string) []string {
	head, err := c.folder.head(ctx)
	if err != nil {
		return paths
	}
	var fresh []string
	for _, p := range paths {
		if e, err := head.stored(p); err != nil || e.mode == 0 {
			fresh = append(fresh, p)
		}
	}
	return fresh
}

// only commits paths past the index. git wants to know new files first; the message is in a file
// because the paths come on stdin.
func (c *committer) only(ctx context.Context) (ran, error) {
	known, r := c.known(ctx)
	if !r.ok() {
		return r, errLook
	}
	var paths, fresh, dropped, restored []string
	present, gone := c.split(c.paths)
	for _, p := range present {
		switch known[c.full(p)] {
		case nowhere:
			fresh = append(fresh, p)
		case committedOnly:
			restored = append(restored, p)
		}
		paths = append(paths, p)
	}
	for _, p := range gone {
		switch known[c.full(p)] {
		case stagedOnly:
			dropped = append(dropped, p) // or the next commit of the user would bring it back
		case inBoth, committedOnly:
			paths = append(paths, p)
		}
	}
	if r, err := c.settleIndex(ctx, dropped, restored); err != nil || len(paths) == 0 {
		return r, err
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
	c.folder.step("intended")
	r = c.git.write(ctx, c.pathspecs(paths), "-c", "i18n.commitEncoding=UTF-8",
		"commit", "--only", "--cleanup=whitespace", "-F", message, fromStdin, nul)
	if !r.ok() {
		undo()
		return r, errCommit
	}
	return r, nil
}

// where tells whether a file is in the last commit and in the index.
type where int

const (
	nowhere where = iota
	inBoth
	stagedOnly
	committedOnly
)

// known tells where the files below the canvas are.
func (c *committer) known(ctx context.Context) (map[string]where, ran) {
	below := ":(literal)" + c.folder.git.prefix
	r := c.git.read(ctx, nil, "ls-files", "-z", "--", below)
	if !r.ok() {
		return nil, r
	}
	known := map[string]where{}
	for name := range strings.SplitSeq(string(r.stdout), "\x00") {
		known[name] = inBoth
	}
	staged := c.git.read(ctx, nil, "diff-index", "--cached", "--name-status", "-z", "--no-renames", "HEAD", "--", below)
	if !staged.ok() { // no commit yet
		for name := range known {
			known[name] = stagedOnly
		}
		return known, r
	}
	fields := strings.Split(string(staged.stdout), "\x00") // status, name, …
	for i := 0; i+1 < len(fields); i += 2 {
		switch fields[i] {
		case "A":
			known[fields[i+1]] = stagedOnly
		case "D":
			known[fields[i+1]] = committedOnly
		}
	}
	return known, r
}

// settleIndex takes files that are gone and were never committed out of the index, and puts those
// back that were taken out of it but are still there.
func (c *committer) settleIndex(ctx context.Context, dropped, restored []string) (ran, error) {
	if len(dropped) > 0 {
		if r := c.git.write(ctx, c.pathspecs(dropped), "rm", "-q", "--cached", "--ignore-unmatch", fromStdin, nul); !r.ok() {
			return r, errAdd
		}
	}
	if len(restored) > 0 {
		if r := c.git.write(ctx, c.pathspecs(restored), "reset", "-q", fromStdin, nul); !r.ok() {
			return r, errAdd
		}
	}
	return ran{}, nil
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
func (c *committer) full(p string) string { return c.folder.full(p) }

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

// hashOf finds the commit in the first line that git prints about it, in any language: "[main 3f2a91c] …".
func hashOf(stdout []byte) string {
	summary := regexp.MustCompile(`(?m)^\[.*? ([0-9a-f]{4,64})\] `)
	if m := summary.FindSubmatch(stdout); m != nil {
		return string(m[1])
	}
	return ""
}
