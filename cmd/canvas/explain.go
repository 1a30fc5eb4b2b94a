package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/lint"
	"github.com/canevas-systemique/canvas/pkg/term"
)

// newExplain is `canvas explain RULE`.
func newExplain(p *program) *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:               p.say.Say("use-explain"),
		Aliases:           []string{"expliquer"},
		ValidArgsFunction: p.completeRules,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return diag.Fail("which-rule").Hint("all-rules", "command", p.command("rules"))
			}
			return p.noArgs(cmd, args[1:])
		},
		RunE: func(_ *cobra.Command, args []string) error {
			rules, err := p.rulesMeant(args[0])
			switch {
			case err != nil:
				return err
			case asJSON:
				return p.printRules(rules)
			}
			for i, r := range rules {
				if i > 0 {
					fmt.Fprintln(p.stdout)
				}
				p.explain(r)
			}
			return nil
		},
	}
	p.describe(cmd, "explain")
	cmd.Flags().BoolVar(&asJSON, "json", false, p.say.Say("flag-json"))
	return cmd
}

// rulesMeant are the rules that a word means.
func (p *program) rulesMeant(word string) ([]lint.Rule, error) {
	rules, err := p.rules()
	if err != nil {
		return nil, err
	}
	found, err := lint.Find(rules, word)
	if failure := (*diag.Failure)(nil); errors.As(err, &failure) && len(failure.Hints) == 0 {
		return nil, failure.Hint("all-rules", "command", p.command("rules"))
	}
	return found, err
}

// completeRules completes the first argument with the name of a rule, or an address once a dot or a < is typed.
func (p *program) completeRules(_ *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	rules, err := p.rules()
	if len(args) > 0 || err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var candidates []candidate
	for _, r := range rules {
		word := r.Name
		if r.Coverage != nil && strings.ContainsAny(typed, ".<") {
			word = r.Coverage.Address()
		}
		candidates = append(candidates, candidate{word, p.say.Message(r.What())})
	}
	return complete(candidates, typed), cobra.ShellCompDirectiveNoFileComp
}

// explain tells what a rule finds, why that matters, how it is put right and how the rule is silenced.
func (p *program) explain(r lint.Rule) {
	severity := p.policy().Of(r)
	cells := []term.Cell{{Text: r.Name, Style: p.screen.Accent}, {Text: p.severity(severity), Style: p.bySeverity(severity)}}
	if usual := (lint.Policy{}).Of(r); usual != severity {
		cells = append(cells, term.Cell{Text: p.say.Say("rule-usually", "severity", diag.Message{Key: p.severity(usual)}), Style: p.screen.Dim})
	}
	if r.Coverage != nil {
		cells = append(cells, term.Cell{Text: r.Coverage.Address(), Style: p.screen.Dim})
	}
	fmt.Fprintln(p.stdout, p.screen.Flow("", cells...))
	p.paragraph(p.finds(r))
	if r.Team != nil {
		p.showCheck(r.Team)
	} else {
		p.paragraph(p.say.Message(r.Why()))
		p.showExample(r)
	}
	p.showSilence(r, severity)
}

// paragraph prints prose after a blank line.
func (p *program) paragraph(text string) {
	if text != "" {
		fmt.Fprintf(p.stdout, "\n%s\n", p.screen.Wrap(text, ""))
	}
}

// showCheck shows what a rule of the team's own asks for, and where it does.
func (p *program) showCheck(r *canvas.TeamRule) {
	place := fmt.Sprintf("%s:%d", p.path(canvas.Marker), r.Place("check").Start.Line)
	p.showFiles("rule-team-well", []lint.File{{Path: place, Text: strings.TrimSpace(r.Check) + "\n"}})
}

// showExample shows what the rule finds and the same put right, or tells it where a text cannot show it.
func (p *program) showExample(r lint.Rule) {
	e, ok := r.Example(p.say.Language())
	if told := r.Shown(); !ok && p.say.Knows(told.Key) {
		p.paragraph(p.say.Message(told))
	}
	p.showFiles("rule-bad", e.Bad)
	p.showFiles("rule-good", e.Changed())
}

func (p *program) showFiles(title string, files []lint.File) {
	if len(files) == 0 {
		return
	}
	fmt.Fprintf(p.stdout, "\n%s\n", p.screen.Bold(p.say.Say(title)))
	for _, f := range files {
		fmt.Fprintln(p.stdout, "  "+p.screen.Dim(term.Clean(f.Path)))
		p.showText(f.Text)
	}
}

// showText shows a file, set in. A line that is too long goes on below, further in, which in YAML is the
// same text; a comment would end there.
func (p *program) showText(text string) {
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "#") {
			fmt.Fprintln(p.stdout, "    "+line)
			continue
		}
		words := strings.TrimLeft(line, " ")
		lead := "    " + line[:len(line)-len(words)]
		shown := p.screen.Under(lead+"  ", term.Cell{Text: words})
		fmt.Fprintln(p.stdout, lead+strings.TrimPrefix(shown, lead+"  "))
	}
}

// showSilence shows how a rule that is on is silenced, and how one that is off is turned on; severity is what it has here.
func (p *program) showSilence(r lint.Rule, severity diag.Severity) {
	if r.Vital {
		p.paragraph(p.say.Say("rule-vital"))
		return
	}
	if severity == 0 {
		fmt.Fprintf(p.stdout, "\n%s\n", p.screen.Bold(p.say.Say("rule-turn-on")))
		p.showText(r.InSettings(r.Severity.String()))
		return
	}
	fmt.Fprintf(p.stdout, "\n%s\n", p.screen.Bold(p.say.Say("rule-silence")))
	fmt.Fprintln(p.stdout, p.screen.Under("  ", term.Cell{Text: p.say.Say("rule-ignore")}))
	p.showText(r.Ignore() + " " + p.say.Say("rule-reason"))
	fmt.Fprintln(p.stdout, p.screen.Under("  ", term.Cell{Text: p.say.Say("rule-turn-off")}))
	p.showText(r.InSettings("off"))
}
