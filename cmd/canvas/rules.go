package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/lint"
	"github.com/canevas-systemique/canvas/pkg/term"
)

// newRules is `canvas rules`.
func newRules(p *program) *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:     "rules",
		Aliases: []string{"regles", "règles"},
		Args:    p.noArgs,
		RunE: func(*cobra.Command, []string) error {
			rules, err := p.rules()
			switch {
			case err != nil:
				return err
			case asJSON:
				return p.printRules(rules)
			}
			p.rulesTable(rules)
			return nil
		},
	}
	p.describe(cmd, "rules")
	cmd.Flags().BoolVar(&asJSON, "json", false, p.say.Say("flag-json"))
	return cmd
}

// rules are the rules in force. Outside of a canvas these are the built-in ones; so they are, and what
// the team's whole schemas add, where others of its files are broken: a rule may tell how to mend them.
func (p *program) rules() ([]lint.Rule, error) {
	if p.failure != nil {
		return nil, p.failure
	}
	return lint.Rules(p.kinds, p.config.Rules...), nil
}

// rulesTable lists the rules, family by family: the name, how severe it is here, what it finds.
func (p *program) rulesTable(rules []lint.Rule) {
	policy := p.policy()
	names, severities := 0, 0
	for _, r := range rules {
		names = max(names, term.Width(r.Name))
		severities = max(severities, term.Width(p.severity(policy.Of(r))))
	}
	column := len("  ") + names + len("  ") + severities + len("  ")
	below := p.screen.Limited() && p.screen.Width()-column < leastText

	family := lint.Family("")
	for _, r := range rules {
		if r.Family != family {
			if family != "" {
				fmt.Fprintln(p.stdout)
			}
			family = r.Family
			fmt.Fprintln(p.stdout, p.screen.Bold(p.say.Message(family.Title())))
		}
		severity := p.severity(policy.Of(r))
		lead := "  " + r.Name + strings.Repeat(" ", names-term.Width(r.Name)) + "  " + p.bySeverity(policy.Of(r))(severity)
		what := term.Cell{Text: p.finds(r)}
		if below {
			fmt.Fprintf(p.stdout, "%s\n%s\n", strings.TrimRight(lead, " "), p.screen.Under("    ", what))
			continue
		}
		fmt.Fprintln(p.stdout, p.screen.Under(lead+strings.Repeat(" ", severities-term.Width(severity)+len("  ")), what))
	}
}

// finds says what a rule finds; that of a kind begins with the kind's name.
func (p *program) finds(r lint.Rule) string {
	what := p.say.Message(r.What())
	if r.Coverage != nil || r.Team != nil {
		return capitalize(what)
	}
	return what
}

// leastText is how narrow a column of sentences may be before they stand below what they are about.
const leastText = 20

// severity is what people call how severe a rule is; 0 is off.
func (p *program) severity(s diag.Severity) string {
	if s == 0 {
		return p.say.Say("rule-is-off")
	}
	return p.say.Say("severity-" + s.String())
}

// bySeverity is the style of what is so severe.
func (p *program) bySeverity(s diag.Severity) func(string) string {
	switch s {
	case diag.Error:
		return p.screen.Error
	case diag.Warning:
		return p.screen.Warning
	case diag.Info:
		return p.screen.Info
	}
	return p.screen.Dim
}

// What a program reads of rules: schema/meta/rules.schema.json describes it.
type (
	rulesJSON struct {
		Version int         `json:"version"`
		Rules   []ruleEntry `json:"rules"`
	}
	ruleEntry struct {
		Rule     string        `json:"rule"`
		Family   lint.Family   `json:"family"`
		Severity string        `json:"severity"`
		Usual    string        `json:"usual"`
		Team     bool          `json:"team"`
		Kind     string        `json:"kind,omitempty"`
		Address  string        `json:"address,omitempty"`
		What     string        `json:"what"`
		Why      string        `json:"why"`
		Bad      []exampleFile `json:"bad"`
		Good     []exampleFile `json:"good"`
		URL      string        `json:"url,omitempty"`
	}
	exampleFile struct {
		Path string `json:"path"`
		Text string `json:"text"`
	}
)

// rulesVersion changes when a program that reads the output could break.
const rulesVersion = 1

func (p *program) printRules(rules []lint.Rule) error {
	list := rulesJSON{Version: rulesVersion, Rules: []ruleEntry{}}
	policy := p.policy()
	for _, r := range rules {
		list.Rules = append(list.Rules, p.ruleEntry(r, policy.Of(r)))
	}
	return p.printJSON(list)
}

func (p *program) ruleEntry(r lint.Rule, severity diag.Severity) ruleEntry {
	entry := ruleEntry{
		Rule: r.Name, Family: r.Family, Team: !r.Builtin(),
		Severity: severityWord(severity), Usual: severityWord(lint.Policy{}.Of(r)),
		What: p.machine.Message(r.What()), Why: p.machine.Message(r.Why()),
		URL: r.URL(p.machine.Language()),
	}
	if r.Coverage != nil {
		entry.Kind, entry.Address = r.Coverage.Kind.Name, r.Coverage.Address()
	}
	if r.Team != nil {
		entry.Kind = r.Team.Kind
	}
	e, _ := r.Example(p.machine.Language())
	entry.Bad, entry.Good = exampleFiles(e.Bad), exampleFiles(e.Good)
	return entry
}

func severityWord(s diag.Severity) string {
	if s == 0 {
		return "off"
	}
	return s.String()
}

func exampleFiles(files []lint.File) []exampleFile {
	list := []exampleFile{}
	for _, f := range files {
		list = append(list, exampleFile(f))
	}
	return list
}
