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
	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/source"
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
	ours, left := p.sort(uncommitted)
	e, err := p.edited(ctx, ours)
	if err != nil {
		return err
	}
	left.ignored = p.ignored(ctx, only)
	if len(only) > 0 {
		if err := p.refuseUnsavable(left.unsavable, only); err != nil {
			return refusal{err}
		}
		left = leftOut{ignored: left.ignored}
		if e, err = p.choose(ctx, e, only); err != nil {
			return err
		}
	}
	if err := p.refuseConflicts(e); err != nil {
		return refusal{err}
	}
	if len(e.paths()) == 0 {
		if err := p.refuseLost(ctx, left.unsavable); err != nil {
			return refusal{err}
		}
	}
	message := e.message(o.message, p.scribe(p.names(p.folder.FS(), e.before)))
	var outcome repo.Outcome
	if !o.dryRun && len(e.paths()) > 0 {
		if outcome, err = p.folder.Commit(ctx, "save", message, e.paths()); err != nil {
			return err
		}
		if outcome.NotCommitted != nil {
			p.stageFirst(outcome.NotCommitted, e.paths())
			p.placeHints(outcome.NotCommitted)
			sentence, _ := p.say.Error(outcome.NotCommitted)
			failure := diag.Fail("save-refused", "why", diag.Message{Key: sentence})
			failure.Hints = outcome.NotCommitted.Hints
			return failure
		}
		p.note(outcome, nil)
		if outcome.Commit == "" {
			e, message = edited{}, "" // the files are in the history, only git's index differed
		}
	}
	return p.tellSaved(o, e, left, message, outcome)
}

// stageFirst adds to the command that ends a merge the one that tells git what was decided.
func (p *program) stageFirst(failure *diag.Failure, paths []string) {
	for _, hint := range failure.Hints {
		if hint.Key != "repo-hint-finish" {
			continue
		}
		git, add := "git", "git add"
		if p.globals.dir != "" {
			git += " -C " + shellQuote(p.globals.dir)
		}
		if len(paths) > maxPointers {
			add, paths = add+" -u", []string{"."}
		}
		for _, name := range paths {
			add += " " + shellQuote(p.pathForGit(name))
		}
		for i, a := range hint.Args {
			if finish, isText := a.Value.(string); isText && a.Name == "command" {
				hint.Args[i].Value = add + " && " + git + strings.TrimPrefix(finish, "git")
			}
		}
	}
}

// pathForGit is a path of the canvas from where git works: -C moves it.
func (p *program) pathForGit(name string) string {
	from, err := filepath.Abs(p.globals.dir)
	if err != nil {
		return name
	}
	path, err := filepath.Rel(from, filepath.Join(p.folder.Root(), filepath.FromSlash(name)))
	if err != nil {
		return name
	}
	return path
}

// leftOut are files of the folder that are not saved.
type leftOut struct {
	strays    []string      // that a canvas does not read
	unsavable []unsavable   // that nobody can read, or no other system have
	ignored   *repo.Ignored // that git ignores
}

// nothing is the message that nothing was saved.
func (l leftOut) nothing() string {
	if l.ignored != nil || len(l.unsavable) > 0 {
		return "save-nothing-else"
	}
	return "save-nothing"
}

type unsavable struct {
	path string
	err  error
}

// places are where the canvas's items and settings are.
func (p *program) places() []string {
	places := []string{canvas.Marker, kind.Folder}
	for _, k := range p.kinds.All() {
		places = append(places, k.Folder)
	}
	return places
}

// sort tells the canvas's own files that can be saved from others.
func (p *program) sort(paths []string) (ours []string, left leftOut) {
	mine, strays := p.ownFiles(paths)
	left.strays = strays
	for _, name := range mine {
		err := repo.CheckPath(name)
		if err == nil {
			_, err = fs.ReadFile(p.folder.FS(), name)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			left.unsavable = append(left.unsavable, unsavable{name, err})
			continue
		}
		ours = append(ours, name)
	}
	return ours, left
}

// ignored are the canvas's own files that git ignores; where words are given, those that they name.
func (p *program) ignored(ctx context.Context, only []string) *repo.Ignored {
	return p.folder.Ignored(ctx, p.places(), func(name string) bool {
		if ours, _ := p.ownFiles([]string{name}); len(ours) == 0 {
			return false
		}
		e := edited{files: []changedFile{{Path: name}}}
		if k, id, ok := change.Locate(p.kinds, name); ok {
			e = edited{items: []change.Item{{Kind: k, ID: id, Path: name}}}
		}
		named := func(word string) bool {
			items, files := p.meant(e, word)
			return len(items)+len(files) > 0
		}
		return len(only) == 0 || slices.ContainsFunc(only, named)
	})
}

// refuseUnsavable refuses to save what somebody asked for by name and cannot be saved.
func (p *program) refuseUnsavable(files []unsavable, only []string) error {
	for _, u := range files {
		for _, word := range only {
			if name, ok := p.inCanvas(word); ok && name == u.path {
				return u.err
			}
		}
	}
	return nil
}

// refuseLost refuses when nothing is saved of what the last commit holds and nobody can read any more, such
// as the files of a folder that has become a link. It is no reason to keep other files from being saved.
func (p *program) refuseLost(ctx context.Context, files []unsavable) error {
	if len(files) == 0 {
		return nil
	}
	head, err := p.folder.At(ctx, "HEAD")
	if err != nil {
		return nil // nothing is committed, or nobody can tell
	}
	for _, u := range files {
		if !exists(head, u.path) {
			continue
		}
		if failure := asFailure(u.err); failure != nil {
			failure.Hint("save-lost-hint", "command", p.command("save"))
		}
		return u.err
	}
	return nil
}

// ownFiles are the canvas's own files, those included that init and schema wrote for git and for
// editors and that are still as written; strays are files in the canvas's folders that it does not read.
func (p *program) ownFiles(paths []string) (ours, strays []string) {
	for _, name := range paths {
		folder := path.Dir(name)
		switch {
		case name == canvas.Marker, p.isMade(name):
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

// isMade tells whether a file for git or for editors is as this program writes it.
func (p *program) isMade(name string) bool {
	if path.Dir(name) == schemaFolder {
		return strings.HasSuffix(name, schemaSuffix)
	}
	if !slices.Contains([]string{attributesFile, vscodeSettings, vscodeExtensions}, name) {
		return false
	}
	data, err := fs.ReadFile(p.folder.FS(), name)
	switch {
	case err != nil:
		return false
	case name == vscodeSettings:
		return isOurMapping(data)
	case name == vscodeExtensions:
		return string(data) == recommendations
	}
	return slices.ContainsFunc(lang.Languages, func(l string) bool { return lang.New(l, nil).Say("init-attributes") == string(data) })
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
		return edited{files: changedFiles(nil, p.folder.FS(), change.Changed, paths)}, nil // git can commit what we cannot compare
	}
	return p.compare(ctx, before, p.folder.FS(), paths)
}

// compare tells what became of the items and the other files among paths.
func (p *program) compare(ctx context.Context, before, after fs.FS, paths []string) (edited, error) {
	e := edited{before: before}
	var err error
	if e.items, err = change.Between(ctx, before, after, p.kinds, paths); err != nil {
		return edited{}, err
	}
	told := e.paths()
	rest := slices.DeleteFunc(slices.Clone(paths), func(p string) bool { _, is := slices.BinarySearch(told, p); return is })
	e.files = changedFiles(before, after, change.Added, rest)
	return e, nil
}

// changedFiles says of files what became of them; without a state before, otherwise is said of those
// that are there.
func changedFiles(before, after fs.FS, otherwise change.Verb, paths []string) []changedFile {
	var files []changedFile
	for _, name := range paths {
		verb := otherwise
		if before != nil && exists(before, name) {
			verb = change.Changed
		}
		if !exists(after, name) {
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

// paths are the files to commit, of a renamed or merged item both.
func (e edited) paths() []string {
	var paths []string
	for _, it := range change.Flat(e.items) {
		paths = append(paths, it.Path)
		if it.Was != "" {
			paths = append(paths, canvas.PathOf(it.Kind, it.Was))
		}
	}
	for _, f := range e.files {
		paths = append(paths, f.Path)
	}
	slices.Sort(paths)
	return slices.Compact(paths) // several items may have been merged into one
}

// errorsIn counts what is wrong with the items that can be read.
func (p *program) errorsIn(e edited) (n int) {
	for _, it := range change.Flat(e.items) {
		if it.Broken || it.Verb == change.Removed {
			continue
		}
		if data, err := fs.ReadFile(p.folder.FS(), it.Path); err == nil {
			f, _ := source.Parse(it.Path, data)
			n += len(errorsIn(it.Kind, f))
		}
	}
	return n
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
	return withReason(t.message(e.items, e.files), why)
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
			if !slices.ContainsFunc(chosen.items, func(c change.Item) bool { return c.Path == it.Path && c.Was == it.Was }) {
				chosen.items = append(chosen.items, it)
			}
		}
		for _, f := range files {
			if !slices.Contains(chosen.files, f) {
				chosen.files = append(chosen.files, f)
			}
		}
	}
	chosen.items = change.Follow(chosen.items)
	return chosen, nil
}

// meant finds what a word names among the changes.
func (p *program) meant(e edited, word string) (items []change.Item, files []changedFile) {
	inCanvas, isPath := p.inCanvas(word)
	within := func(file string) bool {
		return isPath && (inCanvas == "." || file == inCanvas || strings.HasPrefix(file, inCanvas+"/"))
	}
	of, id, typed := canvas.SplitKey(word)
	for _, it := range change.Flat(e.items) {
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
				return diag.Fail("save-conflict", "place", p.place(name, f.Range)).HintOf(f)
			}
		}
	}
	return nil
}

// tellSaved shows what was saved, in the words of its message but in the person's language.
func (p *program) tellSaved(o saveOptions, e edited, left leftOut, message string, outcome repo.Outcome) error {
	if o.json {
		if len(e.paths()) == 0 {
			outcome.NotCommitted = diag.Fail(left.nothing())
		}
		if outcome.Ignored == nil {
			outcome.Ignored = left.ignored
		}
		skipped := []string{}
		for _, u := range left.unsavable {
			skipped = append(skipped, strings.ToValidUTF8(u.path, "\uFFFD"))
		}
		return p.printJSON(struct {
			Version int           `json:"version"`
			Items   []changedItem `json:"items"`
			Files   []changedFile `json:"files"`
			Skipped []string      `json:"skipped"`
			Message string        `json:"message,omitempty"`
			applied
		}{1, changedItems(e.items), notNull(e.files), skipped, message, p.applied(changeOptions{dryRun: o.dryRun}, outcome)})
	}
	if n := len(e.paths()); n > 0 {
		t := p.teller(p.names(p.folder.FS(), e.before))
		fmt.Fprint(p.stdout, p.screen.Card(t.entries(e.items, e.files)))
		p.conclude(changeOptions{dryRun: o.dryRun}, p.say.Say("count-files", "n", n), outcome)
	} else {
		p.remark(left.nothing())
	}
	p.tellLeftOut(e, left)
	return nil
}

// tellLeftOut warns of what is wrong with what was saved, and of what was not.
func (p *program) tellLeftOut(e edited, left leftOut) {
	warning := p.talk.Warning(p.say.Say("severity-warning") + ":")
	if n := e.broken(); n > 0 {
		p.talkAbout(warning, p.say.Say("save-broken", "n", n), nil)
	}
	if n := p.errorsIn(e); n > 0 {
		p.talkAbout(warning, p.say.Say("save-errors", "n", n), nil)
	}
	for _, u := range left.unsavable {
		p.warn("save-unsavable", u.err)
	}
	if left.ignored != nil {
		p.placeHints(left.ignored.Why)
		p.warn("save-ignored", left.ignored.Why)
	}
	if n := len(left.strays); n > 0 {
		p.talkAbout(warning, p.say.Say("save-strays", "n", n, "paths", strings.Join(left.strays, ", ")), nil)
	}
}
