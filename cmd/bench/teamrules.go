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

// makeRuled makes the same canvas as needs, with rules of the team's own.
func (b *bench) makeRuled(ctx context.Context) error {
	b.ruled = filepath.Join(b.dir, "ruled")
	if err := b.generate(b.ruled, canvasSize); err != nil {
		return err
	}
	if err := addTeamRules(b.ruled); err != nil {
		return err
	}
	return b.firstCommit(ctx, b.ruled)
}

// addTeamRules writes the rules below what canvas.yaml says.
func addTeamRules(dir string) error {
	f, err := os.OpenFile(filepath.Join(dir, "canvas.yaml"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString(teamRules)
	return errors.Join(err, f.Close())
}
