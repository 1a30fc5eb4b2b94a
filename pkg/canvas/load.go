package canvas

import (
	"context"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/text/unicode/norm"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// Extension is what the name of an item's file ends in.
const Extension = ".yaml"

// TemporaryPrefix begins the names of files that a write in progress, or one that a crash cut off,
// leaves in a folder.
const TemporaryPrefix = ".canvas-"

// Load reads the items of the given kinds from a canvas, all kinds when none is given. Links to
// items of kinds that were not read do not resolve. What is wrong, and what cannot be read, is in the
// Findings, sorted; the error is the context's.
func Load(ctx context.Context, fsys fs.FS, kinds *kind.Set, only ...*kind.Kind) (*Canvas, error) {
	if len(only) == 0 {
		only = kinds.All()
	}
	c := &Canvas{Kinds: kinds, byKind: map[*kind.Kind][]*Item{}, unread: map[string]bool{}}
	for _, k := range only {
		found, findings := inFolder(fsys, k)
		c.unread[k.Name] = slices.ContainsFunc(findings, func(f diag.Finding) bool { return f.Path == k.Folder })
		c.Findings = append(c.Findings, findings...)
		c.Items = append(c.Items, found...)
	}
	findings, err := readAll(ctx, fsys, c.Items)
	if err != nil {
		return nil, err
	}
	c.Findings = append(c.Findings, findings...)
	diag.Sort(c.Findings)
	c.byID, c.former = make(index, len(c.Items)), index{}
	for _, it := range c.Items {
		c.byKind[it.Kind] = append(c.byKind[it.Kind], it)
		c.byID.add(it, it.ID)
		c.former.add(it, it.list(kind.Formerly)...)
	}
	c.resolve()
	return c, nil
}

// inFolder names the items of a kind, by id, without reading them, and says what does not belong in its folder.
func inFolder(fsys fs.FS, k *kind.Kind) ([]*Item, []diag.Finding) {
	entries, findings := source.ReadFolder(fsys, k.Folder)
	items := make([]*Item, 0, len(entries))
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
			if f.Rule != "invalid-id" {
				continue
			}
		}
		items = append(items, &Item{Kind: k, ID: strings.TrimSuffix(e.Name(), Extension), Path: file})
	}
	slices.SortFunc(items, func(a, b *Item) int { return strings.Compare(a.ID, b.ID) })
	return items, findings
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
func readAll(ctx context.Context, fsys fs.FS, items []*Item) ([]diag.Finding, error) {
	var (
		next     atomic.Int64
		wait     sync.WaitGroup
		mu       sync.Mutex
		findings []diag.Finding
	)
	for range min(runtime.GOMAXPROCS(0), max(1, len(items)/8)) {
		wait.Go(func() {
			var found []diag.Finding
			for i := int(next.Add(1)) - 1; i < len(items) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				found = append(found, items[i].read(fsys)...)
			}
			mu.Lock()
			defer mu.Unlock()
			findings = append(findings, found...)
		})
	}
	wait.Wait()
	return findings, ctx.Err()
}

// read fills an item from its file. A file that cannot be read is a finding: one bad file never hides another.
func (it *Item) read(fsys fs.FS) []diag.Finding {
	data, findings := source.ReadFile(fsys, it.Path, 0)
	if findings != nil {
		return findings
	}
	f, findings := source.Parse(it.Path, data)
	if f.Root == nil && len(findings) > 0 {
		return findings
	}
	content, wrong := it.Kind.Read(f)
	it.Content = content
	it.Links = make([]Link, len(content.Refs))
	for i, ref := range content.Refs {
		it.Links[i] = Link{Ref: ref, From: it}
	}
	it.Refs = nil
	return append(findings, wrong...)
}
