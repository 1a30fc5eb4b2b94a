package repo

import (
	"context"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// CheckedOut is a file of the canvas at a revision as git would write it to disk, filters and line
// ends included, nil when there is none. git is started only where something may be converted.
func (f *Folder) CheckedOut(ctx context.Context, revision, name string) ([]byte, error) {
	if err := CheckPath(name); err != nil {
		return nil, err
	}
	s, commit, err := f.resolved(ctx, revision)
	if err != nil {
		return nil, err
	}
	full := f.full(name)
	e, err := s.at(commit.tree, full)
	switch {
	case err != nil:
		return nil, f.unreadable(err)
	case e.mode == modeSymlink:
		return nil, symlink("read", name)
	case !e.file():
		return nil, nil
	}
	stored, err := s.typed(e.id, "blob")
	if err != nil {
		return nil, f.unreadable(err)
	}
	why := f.git.converts(full)
	if why == nil && len(stored) <= MaxBytes {
		return notNil(stored), nil
	}
	program, ok := findGit(f.git.top)
	if !ok {
		return nil, why
	}
	return f.smudged(ctx, program, commit.id.String()+":"+full)
}

// smudged lets git convert a file as it does when it writes it.
func (f *Folder) smudged(ctx context.Context, program gitProgram, object string) ([]byte, error) {
	r := program.run(ctx, stored, nil, "cat-file", "--filters", object)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case !r.ok():
		return nil, sayLines(diag.Fail("repo-unreadable", "path", f.git.top), r.stderr)
	}
	return notNil(r.stdout), nil
}

// converts says why git may write a file otherwise than it is stored, or nil.
func (w worktree) converts(full string) *diag.Failure {
	s, why := w.readSettings()
	if why == nil {
		why = s.refuse([]setting{{"include", ""}, {"includeIf", ""}})
	}
	if why == nil {
		why = refuseEnvironment()
	}
	if why != nil {
		return why
	}
	dirs := []string{"."}
	for i, c := range full {
		if c == '/' {
			dirs = append(dirs, full[:i])
		}
	}
	a, why := s.readAttributes(w, dirs)
	if why == nil && a.lineEnds {
		why = needsGit("repo-needs-line-ends", "path", full)
	}
	return why
}
