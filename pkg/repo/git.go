package repo

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// gitProgram runs git in a folder.
type gitProgram struct{ program, dir string }

// findGit looks for git on the PATH.
func findGit(dir string) (gitProgram, bool) {
	program, err := exec.LookPath("git")
	return gitProgram{program, dir}, err == nil
}

// ran is what a git process left. Code is -1 when it did not end by itself.
type ran struct {
	code   int
	stdout []byte
	stderr string
}

func (r ran) ok() bool { return r.code == 0 }

// read runs a command that only looks: it takes no lock for refreshing the index, and its words
// are English, so that they can be parsed.
func (g gitProgram) read(ctx context.Context, stdin []byte, args ...string) ran {
	return g.run(ctx, []string{"GIT_OPTIONAL_LOCKS=0", "LC_ALL=C"}, stdin, args...)
}

// write runs a command that changes the repository. The language is the user's, because people
// read what git and hooks say then.
func (g gitProgram) write(ctx context.Context, stdin []byte, args ...string) ran {
	return g.run(ctx, nil, stdin, args...)
}

// stored is the environment of a command that looks at what is in the repository: what a partial
// clone lacks is not fetched, and nothing stands for something else.
var stored = []string{
	"GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none", // the latter for a git that does not know the former
	"GIT_NO_REPLACE_OBJECTS=1", "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C",
}

func (g gitProgram) command(ctx context.Context, env []string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, g.program, append([]string{"-C", g.dir}, args...)...)
	cmd.Env = append(append(environment(os.Environ()), "GIT_TERMINAL_PROMPT=0"), env...)
	return cmd
}

func (g gitProgram) run(ctx context.Context, env []string, stdin []byte, args ...string) ran {
	cmd := g.command(ctx, env, args...)
	// An interrupted git removes its lock files, a killed one does not.
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 2 * time.Second
	var stdout, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(stdin), &stdout, &stderr
	err := cmd.Run()
	r := ran{stdout: stdout.Bytes(), stderr: stderr.String()}
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		r.code = exit.ExitCode()
	case errors.Is(err, exec.ErrWaitDelay):
		// git ended well, but what one of its hooks started goes on and holds the output.
	case err != nil:
		r.code, r.stderr = -1, r.stderr+err.Error()
	}
	return r
}

// environment leaves out what points git at another repository than the one around the canvas, or
// changes what a path means. git sets the former in hooks, and for aliases.
func environment(env []string) []string {
	kept := make([]string, 0, len(env)+3)
	for _, e := range env {
		name, _, _ := strings.Cut(e, "=")
		switch name {
		case "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE",
			"GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_IMPLICIT_WORK_TREE", "GIT_SHALLOW_FILE",
			"GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS":
		default:
			kept = append(kept, e)
		}
	}
	return kept
}

// Init makes a git repository in a folder that is in none; created tells whether it did. The
// first branch is named as git is configured, else main. A .git that is there already is left alone,
// also one that git cannot use; of several programs at once one makes it.
func Init(ctx context.Context, dir string) (created bool, err error) {
	path, err := filepath.Abs(dir)
	if err != nil {
		return false, err
	}
	if w := findWorktree(path); w.exists() {
		return false, nil
	} else if present(filepath.Join(path, ".git")) {
		return false, w.missing()
	}
	temp, err := os.MkdirTemp(path, tempPrefix)
	if err != nil {
		return false, notWritten(path, err)
	}
	defer os.RemoveAll(temp)
	if err := initIn(ctx, temp); err != nil {
		return false, err
	}
	// In one step: another program sees no repository or all of it.
	if err := os.Rename(filepath.Join(temp, ".git"), filepath.Join(path, ".git")); err != nil {
		if findWorktree(path).exists() {
			return false, nil
		}
		return false, notWritten(filepath.Join(path, ".git"), err)
	}
	return true, nil
}

func initIn(ctx context.Context, path string) error {
	program, ok := findGit(path)
	if !ok {
		_, err := git.PlainInitWithOptions(path, &git.PlainInitOptions{
			InitOptions: git.InitOptions{DefaultBranch: plumbing.Main},
		})
		return err
	}
	args := []string{"init", "-q"}
	if !program.read(ctx, nil, "config", "init.defaultBranch").ok() {
		args = []string{"-c", "init.defaultBranch=main", "init", "-q"}
	}
	if r := program.write(ctx, nil, args...); !r.ok() {
		return sayLines(diag.Fail("repo-no-init", "path", filepath.Dir(path)), r.stderr)
	}
	return nil
}

// Uncommitted lists the files below the canvas that differ from the last commit, new and deleted
// ones included, ignored ones not: slash-separated, relative to the canvas, sorted.
func (f *Folder) Uncommitted(ctx context.Context) ([]string, error) {
	if !f.git.exists() {
		return nil, f.git.errMissing()
	}
	program, ok := findGit(f.git.top)
	if !ok {
		return f.uncommittedAlone(ctx)
	}
	return f.uncommitted(ctx, program)
}

// Ignored finds the files at or below these paths that git ignores and does not know, among those that
// keep wants; nil when there are none, or nobody can be asked.
func (f *Folder) Ignored(ctx context.Context, paths []string, keep func(name string) bool) *Ignored {
	if !f.git.exists() {
		return nil
	}
	program, ok := findGit(f.git.top)
	if !ok {
		return f.ignoredAlone(ctx, paths, keep)
	}
	c := committer{git: program, folder: f, paths: paths}
	args := []string{"ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--"}
	for _, p := range paths {
		args = append(args, ":(literal)"+c.full(p))
	}
	r := program.read(ctx, nil, args...)
	c.paths = nil
	for name := range strings.SplitSeq(string(r.stdout), "\x00") {
		below := strings.TrimPrefix(strings.TrimPrefix(name, f.git.prefix), "/")
		if below != "" && keep(below) {
			c.paths = append(c.paths, below)
		}
	}
	if len(c.paths) == 0 {
		return nil
	}
	return c.ignored(ctx)
}

func (w worktree) errMissing() error {
	return told{w.missing(), ErrNoRepository}
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
