package repo

import (
	"bytes"
	"cmp"
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

// Outcome is what became of a commit.
type Outcome struct {
	// Commit is the abbreviated hash, empty when there is no commit: none was asked for, it could
	// not be made, or the files are already committed as they are.
	Commit string
	// NotCommitted says why files were kept without a commit ("a merge is in progress"), and in hints
	// what to type. Commit and NotCommitted are both set when git ignores some of the files.
	NotCommitted *diag.Failure
}

// indexWait is how long another git command may hold the index.
const indexWait = 2 * time.Second

// Commit commits exactly these files as they are on disk; one that is gone is committed as
// removed. The error is about the paths; what git refuses is in the Outcome.
func (f *Folder) Commit(ctx context.Context, op, message string, paths []string) (Outcome, error) {
	for _, p := range paths {
		if err := checkPath(p); err != nil {
			return Outcome{}, err
		}
	}
	if len(paths) == 0 {
		return Outcome{}, nil
	}
	return f.commit(ctx, op, message, paths), nil
}

// commit waits for its turn, then lets git commit.
func (f *Folder) commit(ctx context.Context, op, message string, paths []string) Outcome {
	if !f.git.exists() {
		return Outcome{NotCommitted: noRepository()}
	}
	if os.Getenv("GIT_INDEX_FILE") != "" {
		return Outcome{NotCommitted: diag.Fail("repo-in-hook").Hint("repo-hint-save")}
	}
	program, ok := findGit(f.git.top)
	if !ok {
		// A commit with go-git has its place here.
		return Outcome{NotCommitted: noProgram()}
	}
	if operation, finish := f.git.inProgress(); operation != "" {
		reason := "repo-during-" + operation
		return Outcome{NotCommitted: diag.Fail(reason).Hint("repo-hint-finish", "command", finish)}
	}
	unlock, err := f.lock(ctx, commitLock, lockWait)
	if err != nil {
		return Outcome{NotCommitted: noTurn(err)}
	}
	defer unlock()
	c := committer{git: program, folder: f, message: withTrailer(message, op), paths: paths}
	return c.commit(ctx)
}

// noTurn says why the lock could not be had.
func noTurn(err error) *diag.Failure {
	switch {
	case errors.Is(err, errLocked):
		return diag.Fail("repo-commit-busy").Hint("repo-hint-save")
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return interrupted()
	}
	return diag.Fail("repo-git-refused").Because(err).Hint("repo-hint-save")
}

func interrupted() *diag.Failure {
	return diag.Fail("repo-interrupted").Hint("repo-hint-save")
}

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
	r = c.git.read(ctx, nil, "ls-files", "-z", "--full-name", ":/") // no commit yet
	return len(r.stdout) > 0, r
}

func (c *committer) plain(ctx context.Context) (ran, error) {
	present, gone := c.split(c.paths)
	undo := func() { c.git.write(context.WithoutCancel(ctx), c.pathspecs(c.paths), "reset", "-q", fromStdin, nul) }
	if len(gone) > 0 {
		if r := c.git.write(ctx, c.pathspecs(gone), "rm", "-q", "--cached", "--ignore-unmatch", fromStdin, nul); !r.ok() {
			return r, errLook
		}
	}
	if len(present) > 0 {
		if r := c.git.write(ctx, c.pathspecs(present), "add", fromStdin, nul); !r.ok() {
			undo()
			return r, errAdd
		}
	}
	r := c.git.write(ctx, []byte(c.message), "-c", "i18n.commitEncoding=UTF-8", "commit", "--cleanup=whitespace", "-F", "-")
	if !r.ok() {
		undo()
		return r, errCommit
	}
	return r, nil
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
		c.git.write(context.WithoutCancel(ctx), c.pathspecs(fresh), "rm", "-q", "--cached", "--ignore-unmatch", fromStdin, nul)
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

// lockedIndex tells whether git stopped at a lock that another git command holds.
func (c *committer) lockedIndex(r ran) bool {
	return r.code == 128 && (strings.Contains(r.stderr, "index.lock") || strings.Contains(r.stderr, "HEAD.lock"))
}

func (c *committer) whyLocked() *diag.Failure {
	lock := filepath.Join(c.folder.git.dir, "index.lock")
	return diag.Fail("repo-index-locked", "path", lock).Hint("repo-hint-save").Hint("repo-hint-lock", "path", lock)
}

// leaveOutIgnored takes the files that git ignores out of the commit and says which, and by what.
// It returns nil when there are none.
func (c *committer) leaveOutIgnored(ctx context.Context) *diag.Failure {
	var asked bytes.Buffer
	for _, p := range c.paths {
		asked.WriteString(c.full(p) + "\x00")
	}
	r := c.git.read(ctx, asked.Bytes(), "check-ignore", "-v", "-z", "--stdin")
	fields := strings.Split(string(r.stdout), "\x00") // source, line, pattern, path, …
	if len(fields) < 4 {
		return nil
	}
	var ignored, left []string
	for i := 3; i < len(fields); i += 4 {
		ignored = append(ignored, fields[i])
	}
	for _, p := range c.paths {
		if !slices.Contains(ignored, c.full(p)) {
			left = append(left, p)
		}
	}
	c.paths = left
	return diag.Fail("repo-ignored", "path", strings.Join(ignored, ", "), "source", fields[0], "line", fields[1], "pattern", fields[2]).
		Hint("repo-hint-ignored", "source", fields[0])
}

// why says what git refused, or nothing when there was nothing to commit. git's own words are in
// the user's language, so they are shown and not parsed: git is asked.
func (c *committer) why(ctx context.Context, r ran, err error) *diag.Failure {
	if errors.Is(err, errCommit) && r.code == 1 {
		if differ, err := c.folder.uncommitted(ctx, c.git); err == nil &&
			!slices.ContainsFunc(c.paths, func(p string) bool { return slices.Contains(differ, p) }) {
			return nil
		}
		why := diag.Fail("repo-hook-refused")
		sayLines(why, r.stderr+string(r.stdout))
		return why.Hint("repo-hint-save")
	}
	for _, who := range []string{"GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"} {
		if errors.Is(err, errCommit) && !c.git.read(ctx, nil, "var", who).ok() {
			return diag.Fail("repo-no-identity").Hint("repo-hint-name").Hint("repo-hint-email").Hint("repo-hint-save")
		}
	}
	why := diag.Fail("repo-git-refused")
	sayLines(why, r.stderr)
	return why.Hint("repo-hint-save")
}

// uncommitted is Uncommitted where there is a repository and a git program.
func (f *Folder) uncommitted(ctx context.Context, program gitProgram) ([]string, error) {
	r := program.read(ctx, nil, "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=all", "--", ":(literal)"+f.git.prefix)
	if !r.ok() {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, sayLines(diag.Fail("repo-no-status"), r.stderr)
	}
	var paths []string
	for entry := range strings.SplitSeq(string(r.stdout), "\x00") {
		// "XY path", relative to the top of the repository. AD was staged and is gone again.
		if len(entry) < 4 || strings.HasPrefix(entry, "AD") {
			continue
		}
		name, below := entry[3:], true
		if f.git.prefix != "" {
			name, below = strings.CutPrefix(name, f.git.prefix+"/")
		}
		if below && !strings.HasSuffix(name, "/") {
			paths = append(paths, name)
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths), nil
}

func noRepository() *diag.Failure {
	return diag.Fail("repo-no-repository").Hint("repo-hint-init")
}

func noProgram() *diag.Failure {
	return diag.Fail("repo-no-program").Hint("repo-hint-install")
}

// maxLines is how much of what git or a hook printed is passed on.
const maxLines = 6

var escapes = regexp.MustCompile(`\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07`)

// sayLines adds the first lines that git or a hook printed as hints.
func sayLines(why *diag.Failure, printed string) *diag.Failure {
	n := 0
	for line := range strings.Lines(escapes.ReplaceAllString(printed, "")) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if n++; n > maxLines {
			break
		}
		why.Hint("repo-hint-said", "line", line)
	}
	return why
}

// trailer is a line that git reads as one.
var trailer = regexp.MustCompile(`^[A-Za-z0-9-]+: `)

// withTrailer ends a message with the trailer that history and undo read.
func withTrailer(message, op string) string {
	message = strings.ReplaceAll(strings.ReplaceAll(message, "\r\n", "\n"), "\x00", "")
	op = strings.Join(strings.Fields(op), " ")
	message = cmp.Or(strings.TrimSpace(message), op)
	line := "Canvas-Op: " + op + "\n"
	paragraphs := strings.Split(message, "\n\n")
	last := strings.Split(paragraphs[len(paragraphs)-1], "\n")
	if len(paragraphs) > 1 && !slices.ContainsFunc(last, func(l string) bool { return !trailer.MatchString(l) }) {
		return message + "\n" + line
	}
	return message + "\n\n" + line
}
