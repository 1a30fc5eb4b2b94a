package lint

import (
	"slices"
	"time"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/coverage"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// What lint says of the policy itself.
var (
	unknownRule   = Rule{Name: "unknown-rule", Family: Settings, Severity: diag.Error}
	policyInvalid = Rule{Name: "policy-invalid", Family: Settings, Severity: diag.Error}
)

// Policy is what a team says of rules in canvas.yaml. The zero Policy leaves everything as it is. It knows
// kinds and fields by name, so that it can be held against any state of the canvas.
type Policy struct {
	Severity map[string]diag.Severity // how severe a rule is, by name; 0 when it is off
	Findings []diag.Finding           // what is wrong in the policy itself
	Rules    []canvas.TeamRule        // the team's own
	Today    time.Time                // what these rules call today

	thresholds []threshold
	required   []requirement
	ignores    []canvas.Ignore // in canvas.yaml
}

// ReadPolicy makes a policy of what canvas.yaml says, for these kinds. What makes no sense there is left
// out, and told in its Findings.
func ReadPolicy(config canvas.Config, kinds *kind.Set) Policy {
	p := Policy{Severity: map[string]diag.Severity{}, Rules: config.Rules, Today: time.Now(), ignores: config.Ignores}
	if config.Source == nil || config.Source.Root == nil {
		return p
	}
	r := policyReader{file: config.Source, kinds: kinds, policy: &p}
	r.severities()
	r.thresholds()
	r.requirements()
	return p
}

type policyReader struct {
	file   *source.File
	kinds  *kind.Set
	policy *Policy
}

// entry is the value of a key of canvas.yaml, nil unless it is a mapping: what else it is, the schema says.
func (r *policyReader) entry(name string) *source.Node {
	_, n := r.file.Root.Get(name)
	if n == nil || n.Kind != source.Mapping {
		return nil
	}
	return n
}

func (r *policyReader) find(rule Rule, n *source.Node, message, hint diag.Message) {
	f := rule.at(canvas.Marker, r.file.Range(n), message)
	f.Hint = hint
	r.policy.Findings = append(r.policy.Findings, f)
}

// severities reads the severity of each rule. One without which something would stay unread in silence
// remains an error.
func (r *policyReader) severities() {
	said := r.entry("severity")
	if said == nil {
		return
	}
	rules := Rules(r.kinds, r.policy.Rules...)
	for key, value := range said.Entries() {
		var s diag.Severity
		if value.Value != "off" && s.UnmarshalText([]byte(value.Value)) != nil {
			continue // a finding of the schema
		}
		switch rule := named(rules, key.Value); {
		case rule == nil:
			r.find(unknownRule, key, diag.Msg("unknown-rule", "rule", key.Value), nearRule(rules, key.Value))
		case rule.Vital && s != diag.Error:
			r.find(policyInvalid, value, diag.Msg("policy-vital", "rule", key.Value), diag.Msg("policy-vital-hint"))
		default:
			r.policy.Severity[key.Value] = s
		}
	}
}

// named is the rule of this name, or nil.
func named(rules []Rule, name string) *Rule {
	i := slices.IndexFunc(rules, func(r Rule) bool { return r.Name == name })
	if i < 0 {
		return nil
	}
	return &rules[i]
}

// nearRule proposes the rules whose names are near to one that there is not.
func nearRule(rules []Rule, name string) diag.Message {
	names := make([]string, len(rules))
	for i, r := range rules {
		names[i] = r.Name
	}
	if near := words.Nearest(name, names); len(near) > 0 {
		return diag.Msg("did-you-mean", "candidates", near)
	}
	return diag.Msg("unknown-rule-hint")
}

// weigh gives findings the severities that the team has chosen, and leaves out those of rules that are off.
func (p Policy) weigh(findings []diag.Finding) []diag.Finding {
	if len(p.Severity) == 0 {
		return findings
	}
	left := findings[:0]
	for _, f := range findings {
		s, said := p.Severity[f.Rule]
		if !said {
			s = f.Severity
		}
		if f.Severity = s; s > 0 {
			left = append(left, f)
		}
	}
	return left
}

// Of is how severe a rule is here; 0 when it is off.
func (p Policy) Of(r Rule) diag.Severity {
	if s, ok := p.Severity[r.Name]; ok || r.Optional {
		return s
	}
	return r.Severity
}

// Measure is coverage.Measure as the team weighs it: without the rules that are off, each of the others as severe
// as the team says. A rule does not concern the items that a comment excepts from it.
func (p Policy) Measure(c *canvas.Canvas) []coverage.Result {
	var results []coverage.Result
	for _, r := range coverage.Measure(c) {
		if r.Rule = p.weighed(r.Rule); r.Rule == nil {
			continue
		}
		excepted := func(it *canvas.Item) bool { return Excepted(it, r.Rule) }
		gaps := slices.DeleteFunc(slices.Clone(r.Gaps), excepted)
		r.Total -= len(r.Gaps) - len(gaps)
		r.Gaps, r.Unknown = gaps, slices.DeleteFunc(r.Unknown, excepted)
		results = append(results, r)
	}
	return results
}

// Excepted tells whether a comment asks to pass over what a coverage rule misses in an item.
func Excepted(it *canvas.Item, rule *kind.Rule) bool {
	return slices.ContainsFunc(it.Ignores, func(g canvas.Ignore) bool {
		isIt := func(r canvas.IgnoredRule) bool { return r.Name == rule.Name }
		return slices.ContainsFunc(g.Rules, isIt) && g.Covers(it.NameRange().Start.Line)
	})
}

// Missing is coverage.Missing without the rules that are off or from which a comment excepts the item.
func (p Policy) Missing(it *canvas.Item) []*kind.Rule {
	var missing []*kind.Rule
	for _, r := range coverage.Missing(it) {
		if r = p.weighed(r); r != nil && !Excepted(it, r) {
			missing = append(missing, r)
		}
	}
	return missing
}

// weighed is a coverage rule with the severity that the team gives it, nil when it is off.
func (p Policy) weighed(rule *kind.Rule) *kind.Rule {
	s := p.Of(coverageRule(rule))
	if s == 0 {
		return nil
	}
	if s == rule.Severity {
		return rule
	}
	other := *rule
	other.Severity = s
	return &other
}
