package lint

import (
	"embed"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// File is a file of an example.
type File struct {
	Path string // in the canvas
	Text string
}

// Example is a small canvas in which a rule finds something, and the same put right.
type Example struct {
	Both      []File // what stands in either
	Bad, Good []File // what differs
}

// Changed are the good files but for those that stand in the bad example just so.
func (e Example) Changed() []File {
	return slices.DeleteFunc(slices.Clone(e.Good), func(f File) bool { return slices.Contains(e.Bad, f) })
}

//go:embed examples/*.txtar
var examples embed.FS

// whole is the example in which no item lacks anything: the others stand in it, where a rule of
// coverage is shown, so that only what it finds is missing.
const whole = "whole"

// Example shows the rule at work, in words of the language; ok is false where a few lines of text
// cannot show it, and of a rule that a team made.
func (r Rule) Example(language string) (e Example, ok bool) {
	e, ok = example(r.Name, language)
	if ok && r.Coverage != nil {
		around, _ := example(whole, language)
		e.Both = append(around.Both, e.Both...)
	}
	return e, ok
}

func example(name, language string) (e Example, ok bool) {
	data, err := examples.ReadFile("examples/" + name + ".txtar")
	if err != nil {
		return e, false
	}
	for _, f := range txtar.Parse(data).Files {
		for part, files := range map[string]*[]File{"/both/": &e.Both, "/bad/": &e.Bad, "/good/": &e.Good} {
			if path, ok := strings.CutPrefix(f.Name, language+part); ok {
				*files = append(*files, File{path, string(f.Data)})
			}
		}
	}
	return e, true
}

// Shown tells in words what the rule finds, where no example can.
func (r Rule) Shown() diag.Message { return diag.Msg("rule-shown-" + r.Name) }

// InSettings is what a team writes in canvas.yaml to give the rule a severity, or "off".
func (r Rule) InSettings(severity string) string {
	return "severity:\n  " + r.Name + ": " + severity + "\n"
}

// Ignore is the comment that silences the rule at a place, without the reason that it has to end with.
func (r Rule) Ignore() string { return "# canvas: ignore[" + r.Name + "]" }

// Builtin tells whether the rule is one that every canvas has, and not one that a team made.
func (r Rule) Builtin() bool {
	_, err := examples.ReadFile("examples/" + r.Name + ".txtar")
	return r.Team == nil && (r.Coverage == nil || err == nil)
}

// Page is where the documentation tells of the rule, from its folder in a language; "" where it does
// not know the rule, since a team made it.
func (r Rule) Page() string {
	if !r.Builtin() {
		return ""
	}
	return "rules/" + r.Name + ".md"
}

// pages is where the documentation is read, before a language.
const pages = "https://github.com/canevas-systemique/canvas/blob/main/docs/"

// URL is where Page is read in a language.
func (r Rule) URL(language string) string {
	if !r.Builtin() {
		return ""
	}
	return pages + language + "/" + r.Page()
}
