package repo

import (
	"context"
	"errors"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// save is the command that commits what could not be committed.
const save = "canvas save"

func (w worktree) missing() *diag.Failure {
	if w.broken != "" {
		return diag.Fail("repo-broken-repository", "path", w.broken)
	}
	if _, ok := findGit(""); !ok {
		return diag.Fail("repo-no-repository").Hint("repo-hint-install", "command", "git init").Hint("repo-hint-save", "command", save)
	}
	return diag.Fail("repo-no-repository").Hint("repo-hint-init", "command", "git init", "save", save)
}

// noTurn says why the lock could not be had.
func noTurn(err error) *diag.Failure {
	switch {
	case errors.Is(err, errLocked):
		return diag.Fail("repo-commit-busy").Hint("repo-hint-save", "command", save)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return interrupted()
	}
	return diag.Fail("repo-git-refused").Because(err).Hint("repo-hint-save", "command", save)
}

func interrupted() *diag.Failure {
	return diag.Fail("repo-interrupted").Hint("repo-hint-save", "command", save)
}

// lockedIndex tells whether git stopped at a lock that another git command holds.
func (c *committer) lockedIndex(r ran) bool {
	return r.code == 128 && (strings.Contains(r.stderr, "index.lock") || strings.Contains(r.stderr, "HEAD.lock"))
}

func (c *committer) whyLocked(r ran) *diag.Failure {
	lock := filepath.Join(c.folder.git.dir, "index.lock")
	if !present(lock) && !present(filepath.Join(c.folder.git.dir, "HEAD.lock")) {
		return sayLines(diag.Fail("repo-git-refused"), r.stderr).Hint("repo-hint-save", "command", save) // it cannot be made
	}
	return locked(lock)
}

func locked(path string) *diag.Failure {
	return diag.Fail("repo-index-locked", "path", path).Hint("repo-hint-save", "command", save).Hint("repo-hint-lock", "path", path)
}

// leaveOutIgnored takes the files that git ignores and does not know yet out of the commit. It
// returns nil when there are none.
func (c *committer) leaveOutIgnored(ctx context.Context) *Ignored {
	ignored := c.ignored(ctx)
	if ignored != nil {
		c.paths = slices.DeleteFunc(slices.Clone(c.paths), func(p string) bool { return slices.Contains(ignored.Paths, p) })
	}
	return ignored
}

// ignored says which of the paths git ignores, and by what.
func (c *committer) ignored(ctx context.Context) *Ignored {
	r := c.git.read(ctx, c.list(c.paths), "check-ignore", "-v", "-z", "--stdin")
	fields := strings.Split(string(r.stdout), "\x00") // source, line, pattern, path, …
	if len(fields) < 4 {
		return nil
	}
	var paths []string
	for i := 3; i < len(fields); i += 4 {
		paths = append(paths, strings.TrimPrefix(strings.TrimPrefix(fields[i], c.folder.git.prefix), "/"))
	}
	return &Ignored{paths, whyIgnored(paths, fields[0], fields[1], fields[2])}
}

// whyIgnored names some of the files that git ignores, and the line that the first is ignored for.
func whyIgnored(paths []string, source, line, pattern string) *diag.Failure {
	return diag.Fail("repo-ignored", "path", firstFew(paths), "source", source, "line", line, "pattern", pattern).
		Hint("repo-hint-ignored", "source", source, "command", save)
}

// why says what git refused, or nothing when there was nothing to commit. git's own words are in
// the user's language, so they are shown and not parsed: git is asked.
func (c *committer) why(ctx context.Context, r ran, err error) *diag.Failure {
	if errors.Is(err, errCommit) && r.code == 1 {
		if differ, err := c.folder.uncommitted(ctx, c.git); err == nil &&
			!slices.ContainsFunc(c.paths, func(p string) bool { return slices.Contains(differ, p) }) {
			return c.overlooked(ctx)
		}
		return sayLines(diag.Fail("repo-hook-refused"), r.stderr+string(r.stdout)).Hint("repo-hint-save", "command", save)
	}
	if errors.Is(err, errCommit) && !c.knowsWho(ctx) {
		return diag.Fail("repo-no-identity").Hint("repo-hint-name").Hint("repo-hint-email").Hint("repo-hint-save", "command", save)
	}
	return sayLines(diag.Fail("repo-git-refused"), r.stderr).Hint("repo-hint-save", "command", save)
}

// overlooked says which of the paths somebody told git not to look at, nil when there are none. Of the two ways to tell
// it so, update-index takes back only one at a time.
func (c *committer) overlooked(ctx context.Context) *diag.Failure {
	r := c.git.read(ctx, nil, "ls-files", "-v", "-z", "--", ":(literal)"+c.folder.git.prefix)
	var paths []string
	skipped, assumed := false, false
	for line := range strings.SplitSeq(string(r.stdout), "\x00") { // a tag, a space, the path
		tag, full, _ := strings.Cut(line, " ")
		isSkipped, isAssumed := strings.EqualFold(tag, "S"), tag == strings.ToLower(tag)
		if (isSkipped || isAssumed) && slices.ContainsFunc(c.paths, func(p string) bool { return c.full(p) == full }) {
			paths = append(paths, full)
			skipped, assumed = skipped || isSkipped, assumed || isAssumed
		}
	}
	if len(paths) == 0 {
		return nil
	}
	why := diag.Fail("repo-overlooked", "path", firstFew(paths))
	if skipped {
		why.Hint("repo-hint-overlooked", "command", "git update-index --no-skip-worktree …")
	}
	if assumed {
		why.Hint("repo-hint-overlooked", "command", "git update-index --no-assume-unchanged …")
	}
	return why.Hint("repo-hint-save", "command", save)
}

// knowsWho tells whether git has a name and an e-mail for a commit.
func (c *committer) knowsWho(ctx context.Context) bool {
	return c.git.read(ctx, nil, "var", "GIT_AUTHOR_IDENT").ok() && c.git.read(ctx, nil, "var", "GIT_COMMITTER_IDENT").ok()
}

// maxLines is how much of what git or a hook printed is passed on.
const maxLines = 6

// sayLines adds the first lines that git or a hook printed as hints.
func sayLines(why *diag.Failure, printed string) *diag.Failure {
	escapes := regexp.MustCompile(`\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07`)
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
