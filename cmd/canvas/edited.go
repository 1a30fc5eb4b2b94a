package main

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/source"
)

// places are where the canvas's items and settings are.
func (p *program) places() []string {
	places := []string{canvas.Marker, kind.Folder}
	for _, k := range p.kinds.All() {
		places = append(places, k.Folder)
	}
	return places
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

// hintBroken says how to find out what is wrong with items that could not be told, where they still
// cannot be read.
func (p *program) hintBroken(items []change.Item) {
	var paths []string
	for _, it := range items {
		if data, err := fs.ReadFile(p.folder.FS(), it.Path); it.Broken && err == nil && !slices.Contains(paths, p.path(it.Path)) {
			if f, _ := source.Parse(it.Path, data); f.Root == nil {
				paths = append(paths, p.path(it.Path))
			}
		}
	}
	if len(paths) > 0 {
		p.hint("broken-hint", "command", p.command(append([]string{"lint"}, paths...)...))
	}
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
