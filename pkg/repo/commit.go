package repo

import (
	"bytes"
	"cmp"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing/format/index"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// Outcome is what became of a commit.
type Outcome struct {
	// Commit is the abbreviated hash, empty when there is no commit: none was asked for, it could
	// not be made, or the files are already committed as they are.
	Commit string
	// NotCommitted says why there is no commit ("a merge is in progress"), and in hints what to type.
	NotCommitted *diag.Failure
	// Edited tells that files of the change held edits which are in no commit, hence NotCommitted.
	Edited bool
	// Ignored are the files that the commit lacks because git ignores them, or nil. The others are
	// committed all the same: a team may well keep a kind, such as persons, out of its history.
	Ignored *Ignored
	// Detached tells that the commit is on no branch.
	Detached bool
}

// Ignored are files that git is told to ignore.
type Ignored struct {
	Paths []string      // relative to the canvas
	Why   *diag.Failure // names the first of them, and the line of .gitignore
}

// indexWait is how long another git command may hold the index.
const indexWait = 2 * time.Second

// Commit commits exactly these files as they are on disk; one that is gone is committed as
// removed. The error is about the paths; what git refuses is in the Outcome.
func (f *Folder) Commit(ctx context.Context, op, message string, paths []string) (Outcome, error) {
	for _, p := range paths {
		if err := CheckPath(p); err != nil {
			return Outcome{}, err
		}
	}
	if len(paths) == 0 {
		return Outcome{}, nil
	}
	return f.commit(ctx, withTrailers(message, op, ""), paths, nil), nil
}

// InProgress says that a merge, a rebase or the like is under way, which a commit of ours would
// disturb, and in a hint how to end it and what to type then; nil when there is none. The hint's
// argument "unmerged" lists the files, relative to the canvas, in which git waits for a decision.
func (f *Folder) InProgress(then string) *diag.Failure {
	operation, finish := f.git.inProgress()
	if operation == "" {
		return nil
	}
	return diag.Fail("repo-during-"+operation).Hint("repo-hint-finish", "command", finish, "save", then, "unmerged", f.unmerged())
}

// unmerged are the files of the canvas of which git's index holds several versions; none when it
// cannot be read.
func (f *Folder) unmerged() []string {
	data, err := os.ReadFile(filepath.Join(f.git.dir, "index"))
	if err != nil {
		return nil
	}
	var known index.Index
	if index.NewDecoder(bytes.NewReader(data)).Decode(&known) != nil {
		return nil
	}
	var paths []string
	for _, e := range known.Entries {
		name, below := e.Name, true
		if f.git.prefix != "" {
			name, below = strings.CutPrefix(name, f.git.prefix+"/")
		}
		if below && e.Stage != 0 {
			paths = append(paths, name)
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// commit waits for its turn, then lets git commit, unless there is a reason not to.
func (f *Folder) commit(ctx context.Context, message string, paths []string, why *diag.Failure) Outcome {
	if !f.git.exists() {
		return Outcome{NotCommitted: f.git.missing()}
	}
	if os.Getenv("GIT_INDEX_FILE") != "" {
		// A hook of a commit: a second commit would pull HEAD from under the first. Other hooks and
		// aliases set GIT_DIR only, which does not matter here.
		return Outcome{NotCommitted: diag.Fail("repo-in-hook").Hint("repo-hint-save", "command", save)}
	}
	if operation := f.InProgress(save); operation != nil {
		return Outcome{NotCommitted: operation}
	}
	if why != nil {
		return Outcome{NotCommitted: why}
	}
	unlock, err := f.lock(ctx, commitLock, lockWait)
	if err != nil {
		return Outcome{NotCommitted: noTurn(err)}
	}
	defer unlock()
	program, ok := findGit(f.git.top)
	if !ok {
		return f.commitAlone(ctx, message, paths)
	}
	if why := f.elsewhere(ctx, program); why != nil {
		return Outcome{NotCommitted: why}
	}
	c := committer{git: program, folder: f, message: message, paths: paths}
	return c.commit(ctx)
}

// elsewhere says that git works in another folder than the one around the canvas (core.worktree): it
// would commit that folder's files. git is asked only where the settings speak of it.
func (f *Folder) elsewhere(ctx context.Context, program gitProgram) *diag.Failure {
	config, err := os.ReadFile(filepath.Join(f.git.common(), "config"))
	if err != nil || !bytes.Contains(bytes.ToLower(config), []byte("worktree")) {
		return nil
	}
	r := program.read(ctx, nil, "rev-parse", "--show-toplevel")
	if !r.ok() {
		return nil // git will say what is wrong
	}
	top := filepath.FromSlash(strings.TrimRight(string(r.stdout), "\r\n"))
	if real, err := filepath.EvalSymlinks(top); err == nil && real == f.git.top {
		return nil
	}
	return diag.Fail("repo-elsewhere", "path", top).Hint("repo-hint-elsewhere")
}

// withTrailers ends a message with the trailers that history and undo read.
func withTrailers(message, op, undoes string) string {
	message = strings.ReplaceAll(strings.ReplaceAll(message, "\r\n", "\n"), "\x00", "")
	op = strings.Join(strings.Fields(op), " ")
	message = cmp.Or(strings.TrimSpace(message), op)
	lines := opTrailer + op + "\n"
	if undoes != "" {
		lines += undoesTrailer + undoes + "\n"
	}
	paragraphs := strings.Split(message, "\n\n")
	last := strings.Split(paragraphs[len(paragraphs)-1], "\n")
	trailer := regexp.MustCompile(`^[A-Za-z0-9-]+: `) // as git reads it
	if len(paragraphs) > 1 && !slices.ContainsFunc(last, func(l string) bool { return !trailer.MatchString(l) }) {
		return message + "\n" + lines
	}
	return message + "\n\n" + lines
}
