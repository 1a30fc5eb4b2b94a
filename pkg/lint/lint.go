// Package lint finds what is wrong in a canvas as a whole: references that lead nowhere or in a
// circle, things said twice, wishes that could be told better, and the gaps that the coverage rules of the schemas name. What is wrong
// in single files and folders was found when the canvas was read. It reads no file and repairs nothing.
package lint

import (
	"slices"
	"strings"
	"sync"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/coverage"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/teamrule"
)

// checks are the rules, each of which looks at the canvas and changes nothing.
var checks = []func(*canvas.Canvas) []diag.Finding{
	references,
	formerIDs,
	cycles,
	duplicateEntries,
	duplicateStories,
	duplicateNames,
	stories,
	roles,
	gaps,
}

// optional are the rules that take time or taste: a team turns them on.
var optional = []struct {
	rule  Rule
	check func(*canvas.Canvas, Rule) []diag.Finding
}{
	{nearDuplicate, nearDuplicates},
}

// Run returns everything that is wrong in a canvas whose kinds were all read, what was found when
// it was read included, in the order of diag.Sort.
func Run(c *canvas.Canvas) []diag.Finding { return Policy{}.Run(c) }

// Run does so as the team's policy has it; more are findings of before the canvas was
// read, such as those in the policy, which it weighs too.
func (p Policy) Run(c *canvas.Canvas, more ...diag.Finding) []diag.Finding {
	findings, _ := p.Check(c, more...)
	return findings
}

// Check is Run that tells apart what comments ask to pass over.
func (p Policy) Check(c *canvas.Canvas, more ...diag.Finding) (findings, ignored []diag.Finding) {
	run := slices.Clone(checks)
	for _, o := range optional {
		if o.rule.Severity = p.Severity[o.rule.Name]; o.rule.Severity > 0 {
			run = append(run, func(c *canvas.Canvas) []diag.Finding { return o.check(c, o.rule) })
		}
	}
	run = append(run, p.belowThresholds, p.lacking)
	if len(p.Rules) > 0 {
		run = append(run, p.teamRules)
	}
	found := make([][]diag.Finding, len(run))
	var wait sync.WaitGroup
	for i, check := range run {
		wait.Go(func() { found[i] = check(c) })
	}
	wait.Wait()
	findings = slices.Concat(more, c.Findings, slices.Concat(found...))
	findings, ignored = p.ignore(c, p.weigh(findings))
	diag.Sort(findings)
	diag.Sort(ignored)
	return findings, ignored
}

// teamRules applies the team's own rules that are not off.
func (p Policy) teamRules(c *canvas.Canvas) []diag.Finding {
	names := map[string]bool{}
	for _, r := range Rules(c.Kinds) {
		names[r.Name] = true
	}
	isOff := func(r canvas.TeamRule) bool {
		s, said := p.Severity[r.Name]
		return said && s == 0
	}
	return teamrule.Check(c, slices.DeleteFunc(slices.Clone(p.Rules), isOff), p.Today, names)
}

// gaps reports what the coverage rules of the kinds miss, one finding for each item and rule.
func gaps(c *canvas.Canvas) []diag.Finding {
	results := coverage.Measure(c)
	n := 0
	for _, result := range results {
		n += len(result.Gaps)
	}
	findings := make([]diag.Finding, 0, n)
	for _, result := range results {
		rule := coverageRule(result.Rule)
		key, gap := lack(result.Rule) // made once: there may be thousands
		hint := fill(c, result.Rule)
		for _, it := range result.Gaps {
			f := rule.at(it.Path, it.NameRange(), diag.Msg(key, "name", it.Name(), "gap", gap))
			f.Hint = hint(it)
			findings = append(findings, f)
		}
	}
	return findings
}

// lack is what a rule says of an item; a team's rule may leave that to its field.
func lack(rule *kind.Rule) (key string, gap any) {
	switch {
	case rule.Gap != (kind.Localized{}):
		return "lint-gap", rule.Term()
	case rule.Field != nil:
		return "lint-gap-unsaid", diag.Msg("gap-of-field", "field", diag.Term{Kind: rule.Kind.Name, Field: rule.Field.Path})
	}
	return "lint-gap-unsaid", diag.Msg("gap-inward")
}

// fill says how to give an item what a rule misses: in a field of its own, or in the first of the
// places that should point at it.
func fill(c *canvas.Canvas, rule *kind.Rule) func(*canvas.Item) diag.Message {
	if rule.Field != nil {
		field := any(rule.Field.Path)
		return func(it *canvas.Item) diag.Message {
			return diag.Msg("lint-gap-hint", "key", it.Key(), "field", field)
		}
	}
	other := c.Kinds.Named(rule.From[0].Kind)
	path, of := rule.From[0].Path, any(other.Name)
	sign := any("=")
	if other.Field(path).Type == kind.List {
		sign = "+="
	}
	if strings.Contains(path, ".") { // in a record, which nobody types on a command line
		return func(it *canvas.Item) diag.Message {
			return diag.Msg("lint-gap-from-record-hint", "id", it.ID, "field", path, "folder", other.Folder)
		}
	}
	return func(it *canvas.Item) diag.Message {
		return diag.Msg("lint-gap-from-hint", "kind", of, "field", path, "sign", sign, "id", it.ID)
	}
}
