package canvas

import (
	"context"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/parallel"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// Extension is what the name of an item's file ends in.
const Extension = ".yaml"

// TemporaryPrefix begins the names of files that a write in progress, or one that a crash cut off,
// leaves in a folder.
const TemporaryPrefix = ".canvas-"

// PathOf is the path of an item's file in its canvas.
func PathOf(k *kind.Kind, id string) string { return k.Folder + "/" + id + Extension }

// SplitKey parts a reference, or what a person types for one: "KIND/ID", or "ID" alone, which is not typed.
func SplitKey(key string) (kind, id string, typed bool) {
	before, after, typed := strings.Cut(key, "/")
	if !typed {
		return "", key, false
	}
	return before, after, true
}

// Load reads the items of the given kinds from a canvas, all kinds when none is given. Links to
// items of kinds that were not read do not resolve. What is wrong, and what cannot be read, is in the
// Findings, sorted; the error is the context's.
func Load(ctx context.Context, fsys fs.FS, kinds *kind.Set, only ...*kind.Kind) (*Canvas, error) {
	if len(only) == 0 {
		only = kinds.All()
	}
	c := &Canvas{Kinds: kinds, only: only, folders: map[*kind.Kind]folder{}}
	var unread []*Item
	for _, k := range only {
		c.folders[k] = list(fsys, k)
		unread = append(unread, c.folders[k].items...)
	}
	if err := readAll(ctx, fsys, unread); err != nil {
		return nil, err
	}
	c.connect()
	return c, nil
}

// With is the same canvas in which these files, and no others, are as fsys has them: written, new or
// gone. Nothing else is parsed again, but every link is resolved anew. The error is the context's.
func (c *Canvas) With(ctx context.Context, fsys fs.FS, paths []string) (*Canvas, error) {
	other := map[string]bool{} // the files that are read again, and the folders that are listed again
	for _, p := range paths {
		top, _, _ := strings.Cut(p, "/")
		other[p], other[top] = true, true
	}
	n := &Canvas{Kinds: c.Kinds, only: c.only, folders: map[*kind.Kind]folder{}}
	var unread []*Item
	for _, k := range c.only {
		known, now := c.folders[k], c.folders[k]
		if other[k.Folder] {
			now = list(fsys, k)
		}
		items := make([]*Item, len(now.items))
		for i, it := range now.items {
			if old := known.item(it.ID); old != nil && !other[it.Path] {
				items[i] = old.alone()
			} else {
				items[i] = it
				unread = append(unread, it)
			}
		}
		now.items = items
		n.folders[k] = now
	}
	if err := readAll(ctx, fsys, unread); err != nil {
		return nil, err
	}
	n.connect()
	return n, nil
}

// ReadItem reads one item from its file alone: its links resolve to nothing. What the file says
// wrongly is passed over; the error is that of reading it.
func ReadItem(fsys fs.FS, k *kind.Kind, id string) (*Item, error) {
	it := &Item{Kind: k, ID: id, Path: PathOf(k, id)}
	data, err := fs.ReadFile(fsys, it.Path)
	if err != nil {
		return nil, err
	}
	it.fill(data)
	return it, nil
}

// folder is what the folder of a kind holds.
type folder struct {
	items    []*Item        // by id
	findings []diag.Finding // about itself, and what does not belong in it
	hidden   []*unread      // items that stand there otherwise than items do
	unread   bool
}

func (f folder) item(id string) *Item {
	i, found := slices.BinarySearchFunc(f.items, id, func(it *Item, id string) int { return strings.Compare(it.ID, id) })
	if !found {
		return nil
	}
	return f.items[i]
}

// list names the items of a kind, without reading them.
func list(fsys fs.FS, k *kind.Kind) folder {
	f := inFolder(fsys, k)
	if f.unread = slices.ContainsFunc(f.findings, func(found diag.Finding) bool { return found.Path == k.Folder }); f.unread {
		f.hidden = append(f.hidden, newUnread(k, nil))
	}
	return f
}

// connect makes one canvas of the folders that were read.
func (c *Canvas) connect() {
	var unread []*unread
	for _, k := range c.only {
		f := c.folders[k]
		c.Items = append(c.Items, f.items...)
		c.Findings = append(c.Findings, f.findings...)
		unread = append(unread, f.hidden...)
	}
	c.byID, c.former = make(index, len(c.Items)), index{}
	for _, it := range c.Items {
		c.Findings = append(c.Findings, it.findings...)
		c.byID.add(it, it.ID)
		c.former.add(it, it.Former()...)
		if it.unread != nil {
			unread = append(unread, it.unread)
		}
	}
	diag.Sort(c.Findings)
	c.resolve()
	c.suspect(unread)
}

// inFolder names the items of a kind, by id, without reading them, and says what does not belong in its folder.
func inFolder(fsys fs.FS, k *kind.Kind) folder {
	entries, findings := source.ReadFolder(fsys, k.Folder)
	items := make([]*Item, 0, len(entries))
	var hidden []*unread
	names := make(map[string]string, len(entries))
	for _, e := range entries {
		file := k.Folder + "/" + e.Name()
		folded := strings.ToLower(norm.NFC.String(e.Name()))
		if other, taken := names[folded]; taken {
			findings = append(findings, fileFinding(file, diag.Error, "name-collision", diag.Msg("name-collision", "other", other), diag.Msg("name-collision-hint")))
		}
		names[folded] = e.Name()
		if f, wrong := misplaced(file, e); wrong {
			findings = append(findings, f)
			if f.Rule == "wrong-extension" || f.Rule == "symbolic-link" {
				text, _ := source.ReadFile(fsys, file, e.Type()) // what is wrong with it is told
				hidden = append(hidden, newUnread(k, text))
			}
			if f.Rule != "invalid-id" {
				continue
			}
		}
		items = append(items, &Item{Kind: k, ID: strings.TrimSuffix(e.Name(), Extension), Path: file})
	}
	slices.SortFunc(items, func(a, b *Item) int { return strings.Compare(a.ID, b.ID) })
	return folder{items: items, findings: findings, hidden: hidden}
}

func fileFinding(file string, s diag.Severity, rule string, message, hint diag.Message) diag.Finding {
	return diag.Finding{Path: file, Range: diag.Span(1, 1, 0), Severity: s, Rule: rule, Message: message, Hint: hint}
}

// misplaced says what is wrong with an entry of a kind's folder.
func misplaced(file string, e fs.DirEntry) (diag.Finding, bool) {
	name := e.Name()
	id, isItem := strings.CutSuffix(name, Extension)
	switch {
	case e.Type()&fs.ModeSymlink != 0:
		return fileFinding(file, diag.Error, "symbolic-link", diag.Msg("symbolic-link"), diag.Msg("symbolic-link-hint")), true
	case e.IsDir():
		return fileFinding(file, diag.Error, "stray-folder", diag.Msg("stray-folder"), diag.Msg("stray-folder-hint")), true
	case strings.HasPrefix(name, TemporaryPrefix):
		return fileFinding(file, diag.Warning, "stray-file", diag.Msg("temporary-file"), diag.Msg("temporary-file-hint")), true
	case strings.HasSuffix(strings.ToLower(name), ".yml") || !isItem && strings.EqualFold(path.Ext(name), Extension):
		stem := name[:len(name)-len(path.Ext(name))]
		return fileFinding(file, diag.Error, "wrong-extension", diag.Msg("wrong-extension"), diag.Msg("wrong-extension-hint", "name", stem+Extension)), true
	case !isItem || !e.Type().IsRegular():
		return fileFinding(file, diag.Warning, "stray-file", diag.Msg("stray-file"), diag.Msg("stray-file-hint")), true
	case !words.ValidID(id):
		message, hint := diag.Msg("invalid-id", "id", id), diag.Msg("invalid-id-hint-plain")
		if words.Reserved(id) {
			message = diag.Msg("invalid-id-reserved", "id", id)
		}
		if better, ok := words.Slug(id, 0, nil); ok {
			hint = diag.Msg("invalid-id-hint", "id", better)
		}
		return fileFinding(file, diag.Error, "invalid-id", message, hint), true
	}
	return diag.Finding{}, false
}

// readAll reads every item's file, on all processors. The error is the context's.
func readAll(ctx context.Context, fsys fs.FS, items []*Item) error {
	parallel.Each(len(items), func(i int) {
		if ctx.Err() == nil {
			items[i].read(fsys)
		}
	})
	return ctx.Err()
}

// read fills an item from its file. A file that cannot be read is a finding: one bad file never hides another.
func (it *Item) read(fsys fs.FS) {
	data, findings := source.ReadFile(fsys, it.Path, 0)
	if findings != nil {
		it.findings, it.unread = findings, newUnread(it.Kind, nil)
		return
	}
	it.fill(data)
}

// fill makes an item of what its file holds.
func (it *Item) fill(data []byte) {
	f, findings := source.Parse(it.Path, data)
	it.findings = findings
	if diag.Count(findings, diag.Error) > 0 {
		it.unread = newUnread(it.Kind, data)
	}
	if f.Root == nil && len(findings) > 0 {
		return
	}
	content, wrong := it.Kind.Read(f)
	it.Content, it.Ignores = content, ignores(f)
	it.Links = make([]Link, len(content.Refs))
	for i, ref := range content.Refs {
		it.Links[i] = Link{Ref: ref, From: it}
	}
	it.Refs = nil
	it.findings = append(findings, wrong...)
}

// alone is the item without what connects it to others.
func (it *Item) alone() *Item {
	other := &Item{Kind: it.Kind, ID: it.ID, Path: it.Path, Content: it.Content, Ignores: it.Ignores, findings: it.findings, unread: it.unread}
	other.Links = make([]Link, len(it.Links))
	for i := range it.Links {
		other.Links[i] = Link{Ref: it.Links[i].Ref, From: other}
	}
	return other
}
