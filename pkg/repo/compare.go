package repo

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// uncommittedAlone is Uncommitted without the git program: the canvas's files against the tree of the
// last commit.
func (f *Folder) uncommittedAlone(ctx context.Context) ([]string, error) {
	a, why := f.openAlone()
	if why != nil {
		return nil, why
	}
	rules := a.settings.ignoring(f.git)
	var differ []string
	there := map[string]bool{}
	err := f.walk(ctx, ".", func(name string, d fs.DirEntry) bool {
		full := a.full(name)
		there[full] = !d.IsDir()
		switch {
		case d.IsDir():
			return rules.ignored(full, true) == nil || a.knowsBelow(full)
		case a.known(full), rules.ignored(full, false) == nil:
			differ = append(differ, name)
		}
		return true
	})
	if err != nil {
		return nil, err
	}
	given, why := a.settings.readAttributes(f.git, a.dirs(differ))
	if why != nil {
		return nil, why
	}
	kept := differ[:0]
	for _, name := range differ {
		same, why := a.asCommitted(name, given)
		if why != nil {
			return nil, why
		}
		if !same {
			kept = append(kept, name)
		}
	}
	for full := range a.files {
		if name, below := a.below(full); below && !there[full] {
			kept = append(kept, name)
		}
	}
	slices.Sort(kept)
	return kept, nil
}

// ignoredAlone is Ignored without the git program.
func (f *Folder) ignoredAlone(ctx context.Context, paths []string, keep func(string) bool) *Ignored {
	a, why := f.openAlone()
	if why != nil {
		return nil
	}
	rules := a.settings.ignoring(f.git)
	var ignored *Ignored
	for _, p := range paths {
		_ = f.walk(ctx, p, func(name string, d fs.DirEntry) bool {
			full := a.full(name)
			if d.IsDir() || a.known(full) || !keep(name) {
				return true
			}
			if line := rules.ignored(full, false); line != nil {
				ignored = ignored.with(name, line)
			}
			return true
		})
	}
	return ignored
}

// with adds a file that is ignored.
func (i *Ignored) with(name string, line *ignoreLine) *Ignored {
	if i == nil {
		return &Ignored{[]string{name}, line.why([]string{name})}
	}
	i.Paths = append(i.Paths, name)
	return i
}

// below is a path from the top as one of the canvas.
func (a *alone) below(full string) (string, bool) {
	if a.folder.git.prefix == "" {
		return full, true
	}
	return strings.CutPrefix(full, a.folder.git.prefix+"/")
}

// knowsBelow tells whether git has a file in a folder.
func (a *alone) knowsBelow(full string) bool {
	for name := range a.files {
		if strings.HasPrefix(name, full+"/") {
			return true
		}
	}
	return false
}

// walk calls visit for every file and folder at or below a path of the canvas, without other
// repositories; it goes into the folders for which visit says so.
func (f *Folder) walk(ctx context.Context, start string, visit func(name string, d fs.DirEntry) bool) error {
	return filepath.WalkDir(filepath.Join(f.path, filepath.FromSlash(start)), func(file string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil && os.IsNotExist(err):
			return nil
		case err != nil:
			return err
		}
		below, err := filepath.Rel(f.path, file)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(below)
		switch {
		case name == ".":
			return nil
		case d.IsDir() && (d.Name() == ".git" || present(filepath.Join(file, ".git"))):
			return filepath.SkipDir
		case !d.IsDir() && !d.Type().IsRegular() && d.Type() != fs.ModeSymlink:
			return nil
		case !visit(name, d) && d.IsDir():
			return filepath.SkipDir
		}
		return nil
	})
}

// asCommitted tells whether a file is as the last commit has it.
func (a *alone) asCommitted(name string, given attributes) (bool, *diag.Failure) {
	full := a.full(name)
	then, committed := a.files[full]
	if !committed {
		return false, nil
	}
	info, err := a.folder.root.Lstat(filepath.FromSlash(name))
	if err != nil {
		return false, nil
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		target, err := a.folder.root.Readlink(filepath.FromSlash(name))
		return err == nil && then.Mode == filemode.Symlink && plumbing.ComputeHash(plumbing.BlobObject, []byte(target)) == then.Hash, nil
	}
	if then.Mode != a.mode(full, info) {
		return false, nil
	}
	e := a.entries[full]
	if e != nil && e.Size == uint32(info.Size()) && e.ModifiedAt.Equal(info.ModTime()) && !a.young(e) {
		return e.Hash == then.Hash, nil // as git does it
	}
	data, err := a.folder.root.ReadFile(filepath.FromSlash(name))
	if err != nil {
		return false, nil
	}
	if plumbing.ComputeHash(plumbing.BlobObject, data) == then.Hash {
		return true, nil
	}
	return false, given.refuse(name, data)
}
