package main

import (
	"io"
	"strings"
	"testing"

	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/lint"
)

// TestRulesJSON holds what is printed against the schema that is published for it.
func TestRulesJSON(t *testing.T) {
	for _, options := range []string{"rules --json", "rules --json --lang fr", "explain --json stake<need", "explain --json near-duplicate"} {
		out, _, status := canvasCommand(t, "-C "+t.TempDir()+" "+options)
		if status != exitDone {
			t.Fatalf("%s: exit %d", options, status)
		}
		follows(t, "rules", options, out)
	}
}

// TestEveryRuleIsExplained asks about each rule in both languages, as wide as a paper and as narrow as a telephone: its
// example or the words in its stead are there, and no key of the catalogue is left unsaid.
func TestEveryRuleIsExplained(t *testing.T) {
	for _, language := range lang.Languages {
		for _, width := range []string{"", "40"} {
			t.Setenv("COLUMNS", width)
			args := []string{"-C", t.TempDir(), "--lang", language, "explain"}
			var out strings.Builder
			p := start(args, strings.NewReader(""), &out, &out)
			p.open()
			for _, r := range lint.Rules(p.kinds) {
				out.Reset()
				p.explain(r)
				_, shown := r.Example(language)
				for _, want := range []string{r.Name, p.say.Say("rule-bad")} {
					if shown && !strings.Contains(out.String(), want) || strings.Contains(out.String(), "rule-") {
						t.Errorf("%s, %q columns: %s\n%s", language, width, r.Name, out.String())
					}
				}
			}
		}
	}
}

// TestRulesAskNoSettings: whoever reads what the rules are does not wait for the schema of canvas.yaml.
func TestRulesAskNoSettings(t *testing.T) {
	for _, command := range []string{"rules", "explain need-without-stake"} {
		args := append([]string{"-C", fileTree(t)}, strings.Fields(command)...)
		p := start(args, strings.NewReader(""), io.Discard, io.Discard)
		p.settings = func() *kind.Kind { panic("the schema of canvas.yaml is asked for") }
		defer p.close()
		root := newRoot(p, args)
		root.SetArgs(args)
		if err := root.Execute(); err != nil {
			t.Errorf("%s: %v", command, err)
		}
	}
}
