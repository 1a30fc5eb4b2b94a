package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/term"
	"github.com/canevas-systemique/canvas/pkg/words"
)

type schemaOptions struct {
	write    bool
	noCommit bool
	json     bool
}

// newSchema is `canvas schema [KIND]`.
func newSchema(p *program) *cobra.Command {
	o := &schemaOptions{}
	cmd := &cobra.Command{
		Use:     p.say.Say("use-schema"),
		Aliases: []string{"schéma"},
		Args: func(cmd *cobra.Command, args []string) error {
			return p.noArgs(cmd, args[min(1, len(args)):])
		},
		ValidArgsFunction: p.completeKinds,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case o.write && len(args) > 0:
				return diag.Fail("schema-write-alone", "kind", args[0])
			case o.write:
				return writeSchemas(cmd.Context(), p, *o)
			case len(args) > 0:
				return printSchema(p, args[0])
			}
			return listKinds(p, *o)
		},
	}
	p.describe(cmd, "schema")
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&o.json, "json", false, p.say.Say("flag-json"))
	flags.BoolVar(&o.write, "write", false, p.say.Say("flag-write"))
	flags.BoolVar(&o.noCommit, "no-commit", false, p.say.Say("flag-no-commit"))
	return cmd
}

// inForce refuses to tell the kinds of a canvas whose own schemas are not right. Without a canvas
// the built-in kinds are in force.
func (p *program) inForce() error {
	if p.folder == nil && p.failure == nil {
		return nil
	}
	return p.ready()
}

// printSchema prints the schema of a kind, or of canvas.yaml: that one also where the canvas is broken,
// since it may help to mend it.
func printSchema(p *program, word string) error {
	k := p.kinds.ByWord(word)
	if settings := settingsKind(); k == nil && (word == settings.Name || word == canvas.Marker) {
		_, err := p.stdout.Write(settings.Schema())
		return err
	}
	if err := p.inForce(); err != nil {
		return err
	}
	k, err := p.oneOfKinds(word)
	if err != nil {
		return err
	}
	_, err = p.stdout.Write(k.Schema())
	return err
}

// kindEntry is a kind for machines.
type kindEntry struct {
	Name   string `json:"name"`
	Folder string `json:"folder"`
	Title  string `json:"title"`
	Plural string `json:"plural"`
	Team   bool   `json:"team"`           // declared by the canvas, not built in
	File   string `json:"file,omitempty"` // of the canvas, that declares or extends it
}

func listKinds(p *program, o schemaOptions) error {
	if err := p.inForce(); err != nil {
		return err
	}
	if !o.json {
		p.kindsTable()
		return nil
	}
	list := []kindEntry{}
	for _, k := range p.kinds.All() {
		list = append(list, kindEntry{k.Name, k.Folder, p.machine.Term(k.Term()), p.machine.Term(k.Plural()), k.Team, k.File})
	}
	return p.printJSON(struct {
		Version int         `json:"version"`
		Kinds   []kindEntry `json:"kinds"`
	}{1, list})
}

func (p *program) kindsTable() {
	columns := []term.Column{
		{Title: p.say.Say("schema-column-kind"), Shrink: true},
		{Title: p.say.Say("schema-column-word")},
		{Title: p.say.Say("schema-column-folder")},
		{Title: p.say.Say("schema-column-from"), Shrink: true, Drop: 1},
	}
	var rows [][]term.Cell
	for _, k := range p.kinds.All() {
		rows = append(rows, []term.Cell{
			{Text: capitalize(p.say.Term(k.Plural()))},
			{Text: p.wordWithAccents(k)},
			{Text: k.Folder, Style: p.screen.Dim},
			{Text: p.declared(k), Style: p.screen.Dim},
		})
	}
	fmt.Fprint(p.stdout, p.screen.Table(columns, rows))
}

// wordWithAccents is word as people write it; commands take either.
func (p *program) wordWithAccents(k *kind.Kind) string {
	if title := strings.ToLower(p.say.Term(k.Term())); words.Fold(title) == p.word(k) {
		return title
	}
	return p.word(k)
}

// declared says where a kind comes from.
func (p *program) declared(k *kind.Kind) string {
	switch {
	case k.Team:
		return p.path(k.File)
	case k.File != "":
		return p.say.Say("schema-extended", "path", p.path(k.File))
	}
	return p.say.Say("schema-built-in")
}

// writeSchemas brings the schemas for editors up to date, and VS Code's mapping as long as nobody has
// put something of their own there.
func writeSchemas(ctx context.Context, p *program, o schemaOptions) error {
	if err := p.ready(); err != nil {
		return err
	}
	change := repo.Change{Op: "schema", Message: p.inCanvasLanguage().Say("commit-schema")}
	language := cmp.Or(p.config.Language, "en") // never the person's: the files are everybody's
	var kept []string
	for _, w := range append(editorSchemas(p.kinds, language), vscode(p.kinds)...) {
		base, err := p.current(w.Path)
		switch {
		case err != nil:
			return err
		case bytes.Equal(base, w.Data) && base != nil, w.Path == vscodeExtensions && base != nil:
		case w.Path == vscodeSettings && base != nil && !isOurMapping(base):
			kept = append(kept, w.Path)
		default:
			w.Base = base
			change.Writes = append(change.Writes, w)
		}
	}
	removes, err := p.staleSchemas()
	if err != nil {
		return err
	}
	change.Removes = removes
	if len(change.Paths()) == 0 {
		fmt.Fprintln(p.stdout, p.say.Say("schema-current"))
		p.tellKept(kept)
		return nil
	}
	options := changeOptions{noCommit: o.noCommit}
	outcome, err := p.apply(ctx, options, change)
	if err != nil {
		return err
	}
	paths := change.Paths()
	for _, changed := range paths[:len(paths)-1] {
		fmt.Fprintln(p.stdout, p.screen.Dim(p.path(changed)))
	}
	p.conclude(options, p.path(paths[len(paths)-1]), outcome)
	p.tellKept(kept)
	return nil
}

// current is what a file of the canvas holds, nil when there is none.
func (p *program) current(name string) ([]byte, error) {
	data, err := fs.ReadFile(p.folder.FS(), name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, diag.Fail("cannot-read", "path", p.path(name)).Because(err)
	}
	return append([]byte{}, data...), nil
}

// staleSchemas are the schemas for editors of kinds that are no more.
func (p *program) staleSchemas() ([]repo.Remove, error) {
	entries, err := fs.ReadDir(p.folder.FS(), schemaFolder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, diag.Fail("cannot-read", "path", p.path(schemaFolder)).Because(err)
	}
	known := []string{schemaPath(settingsKind())}
	for _, k := range p.kinds.All() {
		known = append(known, schemaPath(k))
	}
	var stale []repo.Remove
	for _, e := range entries {
		name := path.Join(schemaFolder, e.Name())
		if !strings.HasSuffix(name, schemaSuffix) || slices.Contains(known, name) {
			continue
		}
		data, err := p.current(name)
		if err != nil {
			return nil, err
		}
		stale = append(stale, repo.Remove{Path: name, Base: data})
	}
	return stale, nil
}
