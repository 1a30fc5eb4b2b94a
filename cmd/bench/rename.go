package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
)

const (
	referrers = 2_000
	common    = "tresoriere" // the role that they refer to
)

// renamed is a canvas in a repository, in which a role is referred to by as many needs as referrers.
type renamed struct {
	dir     string
	commits int
}

// makeRenamed makes the canvas, once.
func (b *bench) makeRenamed(ctx context.Context) error {
	if b.renamed.dir != "" {
		return nil
	}
	b.renamed = renamed{filepath.Join(b.dir, "renamed"), 1}
	if err := b.generate(b.renamed.dir, canvasSize); err != nil {
		return err
	}
	needs, err := filepath.Glob(filepath.Join(b.renamed.dir, "needs", "*.yaml"))
	if err != nil {
		return err
	}
	role := regexp.MustCompile(`(?m)^role: .*$`)
	for i, path := range needs {
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		is := "role: " + common
		if i >= referrers {
			is = "role: conseiller-proximite"
		}
		if err := os.WriteFile(path, role.ReplaceAll(text, []byte(is)), 0o644); err != nil {
			return err
		}
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}, {"-c", "gc.auto=0", "commit", "-q", "-m", "Bench"}, {"gc", "-q"}} {
		if _, err := b.run(ctx, b.renamed.dir, "git", args...); err != nil {
			return err
		}
	}
	return nil
}

// rename gives the role another id, and the next time the one that it had.
func (b *bench) rename(ctx context.Context) (ran, error) {
	from, to := common, common+"-2"
	if b.renamed.commits%2 == 0 {
		from, to = to, from
	}
	b.renamed.commits++
	return b.run(ctx, b.renamed.dir, b.canvas, "rename", "role/"+from, to)
}
