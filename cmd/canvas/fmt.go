package main

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/parallel"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/source"
)

type fmtOptions struct {
	changeOptions
	check bool
	diff  bool
}

// looks tells whether nothing is written, only shown.
func (o fmtOptions) looks() bool { return o.check || o.diff }

func newFmt(p *program) *cobra.Command {
	o := &fmtOptions{}
	cmd := &cobra.Command{
		Use:               p.say.Say("use-fmt"),
		Aliases:           []string{"format", "formater"},
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: p.completeEachPath,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runFmt(cmd.Context(), p, args, *o)
		},
	}
	p.describe(cmd, "fmt")
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&o.check, "check", false, p.say.Say("flag-fmt-check"))
	flags.BoolVar(&o.diff, "diff", false, p.say.Say("flag-fmt-diff"))
	o.flags(p, flags)
	return cmd
}

// completeEachPath completes ids, and files and folders where no id fits.
func (p *program) completeEachPath(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	found, directive := p.completeEachID(cmd, args, typed)
	if len(found) == 0 {
		directive = cobra.ShellCompDirectiveDefault
	}
	return found, directive
}

// formed is a file and its canonical form. One that was left alone has no form, but findings or an
// error that say why.
type formed struct {
	path          string
	kind          *kind.Kind
	before, after []byte
	findings      []diag.Finding
	err           error
}

func (f formed) isLeft() bool { return f.after == nil }

func (f formed) differs() bool { return !f.isLeft() && !bytes.Equal(f.before, f.after) }

// runFmt writes files in canonical form, or shows which are not in it.
func runFmt(ctx context.Context, p *program, words []string, o fmtOptions) error {
	if err := p.ready(); err != nil {
		return err
	}
	paths, err := p.toForm(ctx, words)
	if err != nil {
		return refusal{err}
	}
	files, err := p.form(ctx, paths)
	if err != nil {
		return err
	}
	split := func(is func(formed) bool) []formed {
		return slices.DeleteFunc(slices.Clone(files), func(f formed) bool { return !is(f) })
	}
	r := formResult{words: words, total: len(files), differ: split(formed.differs), left: split(formed.isLeft)}
	if !o.looks() && len(r.differ) > 0 {
		if r.outcome, err = p.apply(ctx, o.changeOptions, p.formChange(r.differ)); err != nil {
			return err
		}
	}
	return p.tellFormed(r, o)
}

// toForm are the files that words name, or all that the canvas reads but its schemas: the items' and
// canvas.yaml.
func (p *program) toForm(ctx context.Context, words []string) ([]string, error) {
	all := []string{canvas.Marker}
	for _, k := range p.kinds.All() {
		entries, findings := source.ReadFolder(p.folder.FS(), k.Folder)
		if len(findings) > 0 {
			found := findings[0]
			return nil, diag.Fail("broken-canvas", "place", p.path(found.Path), "what", found.Message).HintOf(found)
		}
		for _, e := range entries {
			path := k.Folder + "/" + e.Name()
			if _, _, isItem := change.Locate(p.kinds, path); isItem && e.Type().IsRegular() {
				all = append(all, path)
			}
		}
	}
	if len(words) == 0 {
		return all, nil
	}
	chosen := map[string]bool{}
	for _, word := range words {
		named, err := p.named(ctx, word, all)
		if err != nil {
			return nil, err
		}
		for _, path := range named {
			chosen[path] = true
		}
	}
	return slices.DeleteFunc(all, func(path string) bool { return !chosen[path] }), nil
}

// named finds the files that a word means: a path in the canvas, or an item.
func (p *program) named(ctx context.Context, word string, all []string) ([]string, error) {
	path, isInside := p.inCanvas(word)
	if isInside && exists(p.folder.FS(), path) {
		within := slices.DeleteFunc(slices.Clone(all), func(file string) bool {
			return path != "." && file != path && !strings.HasPrefix(file, path+"/")
		})
		if len(within) == 0 && p.kinds.InFolder(path) == nil {
			return nil, diag.Fail("fmt-not-ours", "path", word)
		}
		return within, nil
	}
	it, err := p.item(ctx, word)
	if err != nil {
		return nil, err
	}
	return []string{it.Path}, nil
}

// form works out the canonical form of files, on all processors. The error is the context's.
func (p *program) form(ctx context.Context, paths []string) ([]formed, error) {
	files := make([]formed, len(paths))
	parallel.Each(len(paths), func(i int) {
		if ctx.Err() == nil {
			files[i] = p.formOne(paths[i])
		}
	})
	return files, ctx.Err()
}

func (p *program) formOne(path string) formed {
	f := formed{path: path, kind: p.settings()}
	if k, _, isItem := change.Locate(p.kinds, path); isItem {
		f.kind = k
	}
	if f.before, f.findings = source.ReadFile(p.folder.FS(), path, 0); f.findings != nil {
		return f
	}
	parsed, findings := source.Parse(path, f.before)
	f.findings = slices.DeleteFunc(findings, func(f diag.Finding) bool { return f.Severity != diag.Error })
	if len(f.findings) == 0 {
		f.after, f.err = parsed.Format(f.kind.Order, f.kind.IsText)
	}
	return f
}

// formChange is the change that writes the files.
func (p *program) formChange(files []formed) repo.Change {
	c := repo.Change{Op: "fmt"}
	var items []change.Item
	var others []changedFile
	for _, f := range files {
		c.Writes = append(c.Writes, repo.Write{Path: f.path, Data: f.after, Base: f.before})
		if k, id, isItem := change.Locate(p.kinds, f.path); isItem {
			items = append(items, change.Of(k, id, f.path, f.before, f.after))
		} else {
			others = append(others, changedFile{change.Changed, f.path})
		}
	}
	t := p.scribe(p.names(p.folder.FS()))
	_, list, _ := strings.Cut(t.message(items, others), "\n")
	c.Message = t.formSubject(items, others) + "\n" + list
	return c
}

// formSubject says that nothing but the form of some files changed.
func (t teller) formSubject(items []change.Item, others []changedFile) string {
	if len(items) == 1 && len(others) == 0 {
		name := func(s string) string {
			return capitalize(t.say.Say("fmt-subject", "what", t.say.Say("change-named", "kind", items[0].Kind.Term(), "name", s)))
		}
		return name(cut(items[0].Name, maxSubject-len([]rune(name("")))))
	}
	what := t.count(change.Changed, items, others, true)
	if len([]rune(what)) > maxSubject-20 {
		what = t.count(change.Changed, items, others, false)
	}
	return capitalize(t.say.Say("fmt-subject", "what", what))
}
