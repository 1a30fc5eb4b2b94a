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
	"github.com/canevas-systemique/canvas/pkg/change"
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
	output   string // the command, or the schema by its name
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
			case o.output != "" && (o.write || len(args) > 0):
				return diag.Fail("schema-output-alone")
			case o.output != "":
				return printOutputSchema(p, o.output)
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
	flags.StringVar(&o.output, "json-output", "", p.say.Say("flag-json-output"))
	p.completeOption(cmd, "json-output", func(_ *cobra.Command, typed string) []cobra.Completion {
		return complete(outputWords(), typed)
	})
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
	if k == nil && (word == settingsName || word == canvas.Marker) {
		_, err := p.stdout.Write(p.settings().Schema())
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

// printOutputSchema prints the schema of what a command prints for programs.
func printOutputSchema(p *program, word string) error {
	data, ok := outputSchema(word)
	if !ok {
		var known []string
		for _, c := range outputWords() {
			known = append(known, c.word)
		}
		failure := diag.Fail("schema-no-output", "word", word)
		if near := words.Nearest(word, known); len(near) > 0 {
			return failure.Hint("did-you-mean", "candidates", near)
		}
		return failure.Hint("allowed-values", "values", known)
	}
	_, err := p.stdout.Write(data)
	return err
}

// kindEntry is a kind for machines.
type kindEntry struct {
	Kind   string `json:"kind"`
	Folder string `json:"folder"`
	Title  string `json:"title"`
	Plural string `json:"plural"`
	Team   bool   `json:"team"`           // declared by the canvas, not built in
	Path   string `json:"path,omitempty"` // of the file that declares or extends it
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
	update := repo.Change{Op: "schema", Message: p.inCanvasLanguage().Say("commit-schema")}
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
			update.Writes = append(update.Writes, w)
		}
	}
	removes, err := p.staleSchemas()
	if err != nil {
		return err
	}
	update.Removes = removes
	options := changeOptions{noCommit: o.noCommit, json: o.json}
	var outcome repo.Outcome
	if len(update.Paths()) > 0 {
		if outcome, err = p.apply(ctx, options, update); err != nil {
			return err
		}
	}
	err = p.tellSchemas(options, update, outcome)
	p.tellKept(kept)
	return err
}

// tellSchemas says which schemas for editors were written.
func (p *program) tellSchemas(o changeOptions, update repo.Change, outcome repo.Outcome) error {
	paths := update.Paths()
	switch {
	case o.json:
		return p.changesJSON(nil, changedFilesOf(update), o, outcome)
	case len(paths) == 0:
		fmt.Fprintln(p.stdout, p.say.Say("schema-current"))
		return nil
	}
	for _, changed := range paths[:len(paths)-1] {
		fmt.Fprintln(p.stdout, p.screen.Dim(p.path(changed)))
	}
	p.conclude(o, p.path(paths[len(paths)-1]), outcome)
	return nil
}

// changedFilesOf tells what a change does to files.
func changedFilesOf(c repo.Change) (files []changedFile) {
	for _, w := range c.Writes {
		verb := change.Changed
		if w.Base == nil {
			verb = change.Added
		}
		files = append(files, changedFile{verb, w.Path})
	}
	for _, r := range c.Removes {
		files = append(files, changedFile{change.Removed, r.Path})
	}
	return files
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
