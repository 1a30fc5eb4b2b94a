package lint

import (
	"slices"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
)

// What lint says of comments that ask it to pass over something.
var (
	ignoreWithoutReason = Rule{Name: "ignore-without-reason", Family: Settings, Severity: diag.Warning}
	ignoreUnused        = Rule{Name: "ignore-unused", Family: Settings, Severity: diag.Warning}
)

// ignoring is a comment at work: which of its rules found something to pass over.
type ignoring struct {
	canvas.Ignore
	used []bool
}

// silences tells whether the comment is meant for a finding, and remembers it.
func (g ignoring) silences(f diag.Finding) bool {
	silent := false
	for i, r := range g.Rules {
		if r.Name == f.Rule && g.Covers(f.Range.Start.Line) {
			g.used[i], silent = true, true
		}
	}
	return silent
}

// ignore parts the findings that comments ask to pass over from the others, to which it adds what is wrong
// with the comments.
func (p Policy) ignore(c *canvas.Canvas, findings []diag.Finding) (left, ignored []diag.Finding) {
	byPath := map[string][]ignoring{}
	add := func(path string, ignores []canvas.Ignore) {
		for _, g := range ignores {
			byPath[path] = append(byPath[path], ignoring{g, make([]bool, len(g.Rules))})
		}
	}
	add(canvas.Marker, p.ignores)
	for _, it := range c.Items {
		add(it.Path, it.Ignores)
	}
	if len(byPath) == 0 {
		return findings, nil
	}
	rules := Rules(c.Kinds, p.Rules...)
	left = findings[:0]
	for _, f := range findings {
		silent := false
		for _, g := range byPath[f.Path] {
			silent = g.silences(f) && !IsVital(rules, f.Rule) || silent // all of them were of use
		}
		if silent {
			ignored = append(ignored, f)
		} else {
			left = append(left, f)
		}
	}
	var wrong []diag.Finding
	for path, ignores := range byPath {
		for _, g := range ignores {
			wrong = append(wrong, g.problems(path, rules)...)
		}
	}
	return append(left, p.weigh(wrong)...), ignored
}

// problems are what is wrong with the comment, once all findings have passed it.
func (g ignoring) problems(path string, rules []Rule) []diag.Finding {
	if len(g.Rules) == 0 {
		f := ignoreUnused.at(path, g.Range, diag.Msg("ignore-names-nothing"))
		f.Hint = diag.Msg("ignore-form-hint", "rule", brokenReference.Name)
		return []diag.Finding{f}
	}
	var wrong []diag.Finding
	for i, r := range g.Rules {
		f := ignoreUnused.at(path, r.Range, diag.Msg("ignore-unused", "rule", r.Name))
		switch {
		case named(rules, r.Name) == nil:
			f = unknownRule.at(path, r.Range, diag.Msg("unknown-rule", "rule", r.Name))
			f.Hint = nearRule(rules, r.Name)
		case IsVital(rules, r.Name):
			f.Message, f.Hint = diag.Msg("ignore-vital", "rule", r.Name), diag.Msg("policy-vital-hint")
		case g.used[i]:
			continue
		default:
			f.Hint = diag.Msg("ignore-unused-hint")
		}
		wrong = append(wrong, f)
	}
	if g.Reason == "" {
		f := ignoreWithoutReason.at(path, g.Range, diag.Msg("ignore-without-reason"))
		f.Hint = diag.Msg("ignore-form-hint", "rule", g.Rules[0].Name)
		wrong = append(wrong, f)
	}
	return wrong
}

// IsVital tells whether a rule is one of those that no policy lowers and no comment silences.
func IsVital(rules []Rule, name string) bool {
	return slices.ContainsFunc(rules, func(r Rule) bool { return r.Name == name && r.Vital })
}
