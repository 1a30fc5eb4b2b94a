package repo

import (
	"context"
	"os"
	"path/filepath"
)

// Merged joins two texts that were made of a third, as git merges files. ok is false where both changed
// the same lines, and where there is no git program to do it.
func (f *Folder) Merged(ctx context.Context, ours, base, theirs []byte) (text []byte, ok bool, err error) {
	program, found := findGit(f.path)
	if !found {
		return nil, false, nil
	}
	dir, err := os.MkdirTemp("", "canvas-")
	if err != nil {
		return nil, false, err
	}
	defer os.RemoveAll(dir)
	args := []string{"merge-file", "-p", "-q"}
	for _, file := range []struct {
		name string
		data []byte
	}{{"ours", ours}, {"base", base}, {"theirs", theirs}} {
		path := filepath.Join(dir, file.name)
		if err := os.WriteFile(path, file.data, 0o600); err != nil {
			return nil, false, err
		}
		args = append(args, path)
	}
	r := program.read(ctx, nil, args...)
	return notNil(r.stdout), r.ok(), ctx.Err()
}
