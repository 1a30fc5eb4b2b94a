// Docs writes the pages about kinds and rules, in French and in English, from the schemas and the
// rules themselves.
package main

import (
	"fmt"
	"os"
	"path"
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
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
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
		rules := lint.Rules(kinds)
		p = &page{say: lang.New(language, kinds)}
		p.rules(rules)
		pages[language+"/rules.md"] = p.String()
		for _, r := range rules {
			p = &page{say: lang.New(language, kinds)}
			p.rule(r)
			pages[language+"/"+r.Page()] = p.String()
		}
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
				p.line("- [`%s`](rules/%s.md) (`%s`) — %s", r.Name, r.Name, r.Address(), r.Covered.In(p.say.Language()))
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

// rules writes the page that lists all rules, family by family.
func (p *page) rules(rules []lint.Rule) {
	p.line("# %s\n\n%s", p.say.Say("docs-rules"), p.say.Say("docs-rules-about"))
	family := lint.Family("")
	for _, r := range rules {
		if r.Family != family {
			family = r.Family
			p.line("\n## %s\n\n| %s | %s | %s |\n|---|---|---|", p.say.Message(family.Title()), p.say.Say("docs-rule"), p.say.Say("docs-severity"), p.say.Say("docs-finds"))
		}
		p.line("| [`%s`](%s) | %s | %s |", r.Name, r.Page(), p.severity(r), p.finds(r))
	}
}

// rule writes the page about one rule: what explain prints.
func (p *page) rule(r lint.Rule) {
	p.line("# %s\n\n*%s* — %s\n\n%s\n", r.Name, p.severity(r), p.finds(r), p.say.Message(r.Why()))
	if r.Coverage != nil {
		p.line("%s\n", p.say.Say("docs-rule-address", "address", r.Coverage.Address()))
	}
	if e, ok := r.Example(p.say.Language()); ok {
		p.example("rule-bad", e.Bad)
		p.example("rule-good", e.Changed())
	} else {
		p.line("%s\n", p.say.Message(r.Shown()))
	}
	switch {
	case r.Vital:
		p.line("%s\n", p.say.Say("rule-vital"))
	case r.Optional:
		p.line("## %s\n\n```yaml\n%s```\n", p.say.Say("rule-turn-on"), r.InSettings(r.Severity.String()))
	default:
		p.line("## %s\n", p.say.Say("rule-silence"))
		p.line("%s\n\n```yaml\n%s %s\n```\n", title(p.say.Say("rule-ignore")), r.Ignore(), p.say.Say("rule-reason"))
		p.line("%s\n\n```yaml\n%s```\n", title(p.say.Say("rule-turn-off")), r.InSettings("off"))
	}
	p.line("[%s](../rules.md)", p.say.Say("docs-rules"))
}

// severity is how severe a rule is where a team says nothing.
func (p *page) severity(r lint.Rule) string {
	if r.Optional {
		return p.say.Say("rule-is-off")
	}
	return p.say.Say("severity-" + r.Severity.String())
}

// finds says what a rule finds; that of a kind begins with the kind's name.
func (p *page) finds(r lint.Rule) string {
	what := p.say.Message(r.What())
	if r.Coverage != nil {
		return title(what)
	}
	return what
}

func (p *page) example(key string, files []lint.File) {
	p.line("## %s\n", p.say.Say(key))
	for _, f := range files {
		p.line("`%s`\n\n```%s\n%s```\n", f.Path, strings.TrimPrefix(path.Ext(f.Path), "."), ended(f.Text))
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
