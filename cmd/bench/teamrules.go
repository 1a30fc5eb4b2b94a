package main

import (
	"context"
	_ "embed"
	"errors"
	"os"
	"path/filepath"
)

//go:embed teamrules.yaml
var teamRules string

// everyNeed finds something in each need.
const everyNeed = `rules:
  - name: every-need
    kind: need
    check: item.id == ''
    message: {en: "it has an id — <&> 100 %"}
`

// makeRuled makes the same canvas as needs, with rules of the team's own.
func (b *bench) makeRuled(ctx context.Context) (err error) {
	b.ruled, err = b.withRules(ctx, "ruled", teamRules)
	return err
}

// makeFound makes the same canvas as needs, once, in which there is something to find in each need.
func (b *bench) makeFound(ctx context.Context) (err error) {
	if b.found == "" {
		b.found, err = b.withRules(ctx, "found", everyNeed)
	}
	return err
}

func (b *bench) withRules(ctx context.Context, name, rules string) (dir string, err error) {
	dir = filepath.Join(b.dir, name)
	if err := b.generate(dir, canvasSize); err != nil {
		return "", err
	}
	if err := addRules(dir, rules); err != nil {
		return "", err
	}
	return dir, b.firstCommit(ctx, dir)
}

// addRules writes rules below what canvas.yaml says.
func addRules(dir, rules string) error {
	f, err := os.OpenFile(filepath.Join(dir, "canvas.yaml"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString(rules)
	return errors.Join(err, f.Close())
}
