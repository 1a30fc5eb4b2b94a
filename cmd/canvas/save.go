package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/words"
)

type saveOptions struct {
	message string
	dryRun  bool
	json    bool
}

func newSave(p *program) *cobra.Command {
	o := &saveOptions{}
	cmd := &cobra.Command{
		Use:               p.say.Say("use-save"),
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: p.completeEachID,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runSave(cmd.Context(), p, args, *o)
		},
	}
	p.describe(cmd, "save")
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVarP(&o.message, "message", "m", "", p.say.Say("flag-message"))
	flags.BoolVar(&o.dryRun, "dry-run", false, p.say.Say("flag-dry-run"))
	flags.BoolVar(&o.json, "json", false, p.say.Say("flag-json"))
	return cmd
}

// runSave commits what was edited by hand in the canvas's own files, and nothing else.
func runSave(ctx context.Context, p *program, only []string, o saveOptions) error {
	if err := p.ready(); err != nil {
		return err
	}
	uncommitted, err := p.folder.Uncommitted(ctx)
	if err != nil {
		return err
	}
	ours, strays := p.sort(uncommitted)
	e, err := p.edited(ctx, ours)
	if err != nil {
		return err
	}
	if len(only) > 0 {
		strays = nil
		if e, err = p.choose(ctx, e, only); err != nil {
			return err
		}
	}
	if err := p.refuseConflicts(e); err != nil {
		return refusal{err}
	}
	message := e.message(o.message, p.scribe(p.names(p.folder.FS(), e.before)))
	var outcome repo.Outcome
	if !o.dryRun && len(e.paths()) > 0 {
		if outcome, err = p.folder.Commit(ctx, "save", message, e.paths()); err != nil {
			return err
		}
		if outcome.Commit == "" && outcome.NotCommitted != nil {
			sentence, _ := p.say.Error(outcome.NotCommitted)
			failure := diag.Fail("save-refused", "why", diag.Message{Key: sentence})
			failure.Hints = outcome.NotCommitted.Hints
			return failure
		}
	}
	return p.tellSaved(o, e, strays, message, outcome)
}

// sort tells the canvas's own files from others; strays are the files among them that a canvas does
// not read.
func (p *program) sort(paths []string) (ours, strays []string) {
	for _, name := range paths {
		folder := path.Dir(name)
		switch {
		case name == canvas.Marker:
			ours = append(ours, name)
		case folder != kind.Folder && p.kinds.InFolder(folder) == nil, strings.HasPrefix(path.Base(name), "."):
		case slices.Contains([]string{".yaml", ".yml", ".json"}, strings.ToLower(path.Ext(name))):
			ours = append(ours, name)
		default:
			strays = append(strays, name)
		}
	}
	return ours, strays
}

// edited is what differs from the last commit.
type edited struct {
	before fs.FS // the last commit; nil where there is none or it cannot be read here
	items  []change.Item
	files  []changedFile
}

func (p *program) edited(ctx context.Context, paths []string) (edited, error) {
	if len(paths) == 0 {
		return edited{}, nil
	}
	before, err := p.folder.At(ctx, "HEAD")
	if err != nil && !errors.Is(err, repo.ErrNoRevision) {
		if ctx.Err() != nil {
			return edited{}, ctx.Err()
		}
		return edited{files: p.changedFiles(nil, change.Changed, paths)}, nil // git can commit what we cannot compare
	}
	e := edited{before: before}
	if e.items, err = change.Between(ctx, before, p.folder.FS(), p.kinds, paths); err != nil {
		return edited{}, err
	}
	told := e.paths()
	rest := slices.DeleteFunc(slices.Clone(paths), func(p string) bool { return slices.Contains(told, p) })
	e.files = p.changedFiles(before, change.Added, rest)
	return e, nil
}

// changedFiles says of files what became of them; without a state before, otherwise is said of those
// that are there.
func (p *program) changedFiles(before fs.FS, otherwise change.Verb, paths []string) []changedFile {
	var files []changedFile
	for _, name := range paths {
		verb := otherwise
		if before != nil && exists(before, name) {
			verb = change.Changed
		}
		if !exists(p.folder.FS(), name) {
			verb = change.Removed
		}
		files = append(files, changedFile{verb, name})
	}
	return files
}

// exists tells whether there is such a file; one that cannot be looked at is there.
func exists(state fs.FS, name string) bool {
	_, err := fs.Stat(state, name)
	return !errors.Is(err, fs.ErrNotExist)
}

// paths are the files to commit, of a renamed item both.
func (e edited) paths() []string {
	var paths []string
	for _, it := range e.items {
		paths = append(paths, it.Path)
		if it.Verb == change.Renamed {
			paths = append(paths, it.Kind.Folder+"/"+it.Was+canvas.Extension)
		}
	}
	for _, f := range e.files {
		paths = append(paths, f.Path)
	}
	return paths
}

func (e edited) broken() (n int) {
	for _, it := range e.items {
		if it.Broken && it.Verb != change.Removed {
			n++
		}
	}
	return n
}

// message says what changed; a reason that was given replaces its first line.
func (e edited) message(why string, t teller) string {
	if len(e.paths()) == 0 {
		return ""
	}
	message := t.message(e.items, e.files)
	if why != "" {
		_, body, _ := strings.Cut(message, "\n")
		message = why + "\n" + body
	}
	return message
}

// choose keeps what the words name: an id, KIND/ID, a file or a folder.
func (p *program) choose(ctx context.Context, e edited, only []string) (edited, error) {
	chosen := edited{before: e.before}
	for _, word := range only {
		items, files := p.meant(e, word)
		if len(items)+len(files) == 0 {
			if err := p.isThere(ctx, word); err != nil {
				return edited{}, err
			}
		}
		if err := ambiguous(word, items); err != nil {
			return edited{}, err
		}
		for _, it := range items {
			if !slices.ContainsFunc(chosen.items, func(c change.Item) bool { return c.Path == it.Path }) {
				chosen.items = append(chosen.items, it)
			}
		}
		for _, f := range files {
			if !slices.Contains(chosen.files, f) {
				chosen.files = append(chosen.files, f)
			}
		}
	}
	return chosen, nil
}

// meant finds what a word names among the changes.
func (p *program) meant(e edited, word string) (items []change.Item, files []changedFile) {
	inCanvas, isPath := p.inCanvas(word)
	within := func(file string) bool {
		return isPath && (inCanvas == "." || file == inCanvas || strings.HasPrefix(file, inCanvas+"/"))
	}
	of, id, typed := strings.Cut(word, "/")
	if !typed {
		of, id = "", word
	}
	for _, it := range e.items {
		named := (it.ID == id || it.Was == id) && (!typed || p.kinds.ByWord(of) == it.Kind)
		if named || within(it.Path) {
			items = append(items, it)
		}
	}
	for _, f := range e.files {
		if within(f.Path) {
			files = append(files, f)
		}
	}
	return items, files
}

// inCanvas turns a path that somebody typed into one from the canvas.
func (p *program) inCanvas(typed string) (string, bool) {
	absolute, err := filepath.Abs(typed)
	if err != nil {
		return "", false
	}
	below, err := filepath.Rel(p.folder.Root(), absolute)
	return filepath.ToSlash(below), err == nil && filepath.IsLocal(below)
}

// isThere tells whether a word names something that simply has not changed.
func (p *program) isThere(ctx context.Context, word string) error {
	if name, ok := p.inCanvas(word); ok {
		if _, err := fs.Stat(p.folder.FS(), name); err == nil {
			return nil
		}
	}
	_, err := p.item(ctx, word)
	return err
}

// ambiguous refuses an id that changed items of several kinds have.
func ambiguous(word string, items []change.Item) error {
	var keys []string
	for _, it := range items {
		if it.ID == word || it.Was == word {
			keys = append(keys, it.Kind.Name+"/"+it.ID)
		}
	}
	if len(keys) < 2 {
		return nil
	}
	return diag.Fail("ambiguous-id", "id", word, "candidates", keys)
}

// refuseConflicts keeps what a merge left for somebody to decide out of the history.
func (p *program) refuseConflicts(e edited) error {
	for _, name := range e.paths() {
		data, err := fs.ReadFile(p.folder.FS(), name)
		if err != nil || !bytes.Contains(data, []byte("<<<<<<<")) && !bytes.Contains(data, []byte(">>>>>>>")) && !bytes.Contains(data, []byte("=======")) {
			continue
		}
		_, findings := source.Parse(name, data)
		for _, f := range findings {
			if f.Rule == "conflict-marker" {
				failure := diag.Fail("save-conflict", "place", p.place(name, f.Range))
				if !f.Hint.IsZero() {
					failure.Hints = append(failure.Hints, f.Hint)
				}
				return failure
			}
		}
	}
	return nil
}

// tellSaved shows what was saved, in the words of its message but in the person's language.
func (p *program) tellSaved(o saveOptions, e edited, strays []string, message string, outcome repo.Outcome) error {
	if o.json {
		if e.files == nil {
			e.files = []changedFile{}
		}
		return p.printJSON(struct {
			Version int           `json:"version"`
			Items   []changedItem `json:"items"`
			Files   []changedFile `json:"files"`
			Message string        `json:"message,omitempty"`
			applied
		}{1, changedItems(e.items), e.files, message, p.applied(changeOptions{dryRun: o.dryRun}, outcome)})
	}
	if n := len(e.paths()); n > 0 {
		t := p.teller(p.names(p.folder.FS(), e.before))
		fmt.Fprint(p.stdout, p.screen.Card(t.entries(e.items, e.files)))
		p.conclude(changeOptions{dryRun: o.dryRun}, p.say.Say("count-files", "n", n), outcome)
	} else {
		fmt.Fprintln(p.stderr, p.say.Say("save-nothing"))
	}
	warning := p.talk.Warning(p.say.Say("severity-warning") + ":")
	if n := e.broken(); n > 0 {
		p.talkAbout(warning, p.say.Say("save-broken", "n", n), nil)
	}
	if len(strays) > 0 {
		p.talkAbout(warning, p.say.Say("save-strays", "n", len(strays), "paths", words.Printable(strings.Join(strays, ", "))), nil)
	}
	return nil
}
