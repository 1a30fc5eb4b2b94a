package repo

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// worktree is where git keeps what concerns a folder. The zero worktree is no repository.
type worktree struct {
	top    string // the top folder of the working tree, without symbolic links
	prefix string // the folder below top, slash-separated; "" for top itself
	dir    string // the git directory; of a linked working tree its own
	broken string // the nearest .git that git cannot use, as long as none further up can be
}

func (w worktree) exists() bool { return w.dir != "" }

// findWorktree walks up from an absolute path to the folder that holds .git.
func findWorktree(path string) worktree {
	path, err := filepath.EvalSymlinks(path)
	if err != nil {
		return worktree{}
	}
	broken := ""
	for top := path; ; top = filepath.Dir(top) {
		dir, ok := gitDir(top)
		if !ok && broken == "" && present(filepath.Join(top, ".git")) {
			broken = filepath.Join(top, ".git")
		}
		if ok {
			prefix, err := filepath.Rel(top, path)
			if err != nil {
				return worktree{}
			}
			if prefix == "." {
				prefix = ""
			}
			return worktree{top: top, prefix: filepath.ToSlash(prefix), dir: dir}
		}
		if top == filepath.Dir(top) {
			return worktree{broken: broken}
		}
	}
}

// gitDir follows .git, which is a folder, or a file that names one in linked working trees and
// submodules.
func gitDir(top string) (string, bool) {
	dir := filepath.Join(top, ".git")
	info, err := os.Stat(dir)
	if err != nil {
		return "", false
	}
	if !info.IsDir() {
		text, err := os.ReadFile(dir)
		if err != nil {
			return "", false
		}
		named, ok := strings.CutPrefix(strings.TrimRight(string(text), "\r\n"), "gitdir: ")
		if !ok {
			return "", false
		}
		if dir = filepath.FromSlash(named); !filepath.IsAbs(dir) {
			dir = filepath.Join(top, dir)
		}
	}
	return dir, present(filepath.Join(dir, "HEAD"))
}

// operations are what git leaves unfinished between two commands, with the file that tells so and
// the command that goes on. am stands before rebase, since both have rebase-apply.
var operations = []struct{ file, name, finish string }{
	{"MERGE_HEAD", "merge", "git merge --continue"},
	{"CHERRY_PICK_HEAD", "cherry-pick", "git cherry-pick --continue"},
	{"REVERT_HEAD", "revert", "git revert --continue"},
	{"rebase-apply/applying", "am", "git am --continue"},
	{"rebase-merge", "rebase", "git rebase --continue"},
	{"rebase-apply", "rebase", "git rebase --continue"},
}

// inProgress finds an operation that a commit of ours would disturb.
func (w worktree) inProgress() (name, finish string) {
	for _, o := range operations {
		if present(filepath.Join(w.dir, filepath.FromSlash(o.file))) {
			return o.name, o.finish
		}
	}
	return "", ""
}

// detached tells whether commits are on no branch.
func (w worktree) detached() bool {
	head, err := os.ReadFile(filepath.Join(w.dir, "HEAD"))
	return err == nil && !strings.HasPrefix(string(head), "ref:")
}

// common is the git directory that linked working trees share.
func (w worktree) common() string {
	text, err := os.ReadFile(filepath.Join(w.dir, "commondir"))
	if err != nil {
		return w.dir
	}
	dir := filepath.FromSlash(strings.TrimSpace(string(text)))
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(w.dir, dir)
	}
	return dir
}

// shallow are the commits at which a shallow clone ends.
func (w worktree) shallow() (map[objectID]bool, error) {
	text, err := os.ReadFile(filepath.Join(w.common(), "shallow"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	ends := map[objectID]bool{}
	for line := range strings.Lines(string(text)) {
		if id, ok := parseID(strings.TrimSpace(line)); ok {
			ends[id] = true
		}
	}
	return ends, err
}

// partial tells whether git left objects out of the clone, to fetch them when they are needed.
func (w worktree) partial() bool {
	marks, _ := filepath.Glob(filepath.Join(w.common(), "objects", "pack", "*.promisor"))
	return len(marks) > 0
}

func present(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
