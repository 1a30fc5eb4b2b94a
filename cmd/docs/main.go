// Docs writes the pages about kinds and rules, in French and in English, from the schemas and the
// rules themselves.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/lint"
	"github.com/canevas-systemique/canvas/schema"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: docs FOLDER")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(dir string) error {
	pages, err := pages()
	if err != nil {
		return err
	}
	for name, text := range pages {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// pages gives the text of every page by its path below docs.
func pages() (map[string]string, error) {
	kinds, _, err := kind.Load(schema.Kinds, schema.Order, nil)
	if err != nil {
		return nil, err
	}
	pages := map[string]string{}
	for _, language := range lang.Languages {
		p := &page{say: lang.New(language, kinds)}
		p.kinds(kinds)
		pages[language+"/kinds.md"] = p.String()
		p = &page{say: lang.New(language, kinds)}
		p.rules(kinds)
		pages[language+"/rules.md"] = p.String()
	}
	return pages, nil
}

// page is a page in one language on its way.
type page struct {
	strings.Builder
	say *lang.Printer
}

func (p *page) line(format string, args ...any) { fmt.Fprintf(&p.Builder, format+"\n", args...) }

func (p *page) kinds(set *kind.Set) {
	p.line("# %s\n\n%s\n", p.say.Say("docs-kinds"), p.say.Say("docs-kinds-about"))
	for _, k := range set.All() {
		p.line("## %s\n\n%s\n", title(p.say.Term(k.Term())), p.say.Term(diag.Term{Kind: k.Name, Described: true}))
		p.line("%s\n", p.say.Say("docs-kind-words", "folder", k.Folder, "words", strings.Join(append([]string{k.Name}, k.Aliases...), ", ")))
		p.line("| %s | %s | %s | %s |\n|---|---|---|---|", p.say.Say("docs-field"), p.say.Say("docs-title"), p.say.Say("docs-holds"), p.say.Say("docs-about"))
		for _, f := range k.Fields() {
			p.field(k, f, "")
		}
		p.line("")
		if len(k.Rules) > 0 {
			p.line("%s\n", p.say.Say("docs-kind-rules"))
			for _, r := range k.Rules {
				p.line("- [`%s`](rules.md#%s) (`%s`) — %s", r.Name, r.Name, r.Address(), r.Covered.In(p.say.Language()))
			}
			p.line("")
		}
	}
}

// field writes the row of a field, and those of the fields inside it.
func (p *page) field(k *kind.Kind, f *kind.Field, prefix string) {
	name := prefix + f.Name
	if f.Type == kind.List {
		name += "[]"
	}
	shown := "`" + name + "`"
	if f.Required {
		shown += " *"
	}
	term := diag.Term{Kind: k.Name, Field: f.Path}
	described := term
	described.Described = true
	p.line("| %s | %s | %s | %s |", shown, p.say.Term(term), p.holds(k, f), p.say.Term(described))
	for _, inner := range f.Entry().Fields {
		p.field(k, inner, name+".")
	}
}

// holds tells what a field holds: references, words of a list, or a type.
func (p *page) holds(k *kind.Kind, f *kind.Field) string {
	entry := f.Entry()
	switch {
	case len(entry.Refs) > 0:
		var names []string
		for _, ref := range entry.Refs {
			names = append(names, p.say.Term(diag.Term{Kind: ref}))
		}
		return "→ " + strings.Join(names, ", ")
	case len(entry.Enum) > 0:
		var values []string
		for _, v := range entry.Enum {
			said := p.say.Term(diag.Term{Kind: k.Name, Field: f.Path, Value: v})
			value := "`" + v + "`"
			if said != v {
				value += " (" + said + ")"
			}
			if f.Default == v {
				value += " ✓"
			}
			values = append(values, value)
		}
		return strings.Join(values, ", ")
	}
	return p.say.Say("docs-type-" + string(entry.Type))
}

func (p *page) rules(set *kind.Set) {
	p.line("# %s\n\n%s\n", p.say.Say("docs-rules"), p.say.Say("docs-rules-about"))
	family := lint.Family("")
	for _, r := range lint.Rules(set) {
		if r.Family != family {
			family = r.Family
			p.line("## %s\n", p.say.Message(family.Title()))
		}
		p.line("### %s\n\n*%s* — %s\n\n%s\n", r.Name, p.say.Say("severity-"+r.Severity.String()), p.say.Message(r.What()), p.say.Message(r.Why()))
		if r.Optional {
			p.line("%s\n\n```yaml\n# canvas.yaml\nseverity:\n  %s: %s\n```\n", p.say.Say("docs-rule-off"), r.Name, r.Severity)
		}
		if e, ok := r.Example(p.say.Language()); ok {
			p.example("docs-bad", e.Bad)
			p.example("docs-good", e.Good)
		}
	}
}

func (p *page) example(key string, files []lint.File) {
	if len(files) == 0 {
		return
	}
	p.line("%s\n", p.say.Say(key))
	for _, f := range files {
		p.line("```yaml\n# %s\n%s```\n", f.Path, ended(f.Text))
	}
}

func ended(text string) string {
	if text == "" || strings.HasSuffix(text, "\n") {
		return text
	}
	return text + "\n"
}

func title(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}
