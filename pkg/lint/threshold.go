package lint

import (
	"strconv"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/coverage"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/words"
)

var belowThreshold = Rule{Name: "below-threshold", Family: Settings, Severity: diag.Error}

// everyRule stands for the coverage rules of which canvas.yaml says nothing else.
const everyRule = "all"

// threshold is how much of a coverage rule the team wants covered at least.
type threshold struct {
	address, percent string
	at               diag.Range // of the percentage, in canvas.yaml
}

// asked is the threshold as coverage.Thresholds reads it.
func (t threshold) asked() string {
	if t.address == everyRule {
		return t.percent
	}
	return t.address + "=" + t.percent
}

// concerns tells whether the threshold names one of the rules.
func (t threshold) concerns(rules ...*kind.Rule) bool {
	_, err := coverage.Find(rules, t.address)
	return err == nil
}

func (r *policyReader) thresholds() {
	rules := r.kinds.Rules()
	for key, value := range r.entry("coverage").Entries() {
		t := threshold{key.Value, value.Value, r.file.Range(value)}
		if p, err := strconv.ParseFloat(value.Value, 64); err != nil || p < 0 || p > 100 || value.Kind != source.Scalar {
			continue // a finding of the schema
		}
		if t.address != everyRule && !t.concerns(rules...) {
			r.find(unknownRule, key, diag.Msg("unknown-coverage-rule", "address", key.Value), nearAddress(rules, key.Value))
			continue
		}
		r.policy.thresholds = append(r.policy.thresholds, t)
	}
}

// nearAddress proposes the coverage rules that are near to one that there is not, or tells all.
func nearAddress(rules []*kind.Rule, address string) diag.Message {
	var addresses, candidates []string
	for _, r := range rules {
		addresses, candidates = append(addresses, r.Address()), append(candidates, r.Address(), r.Name)
	}
	if near := words.Nearest(address, candidates); len(near) > 0 {
		return diag.Msg("did-you-mean", "candidates", near)
	}
	return diag.Msg("allowed-values", "values", append(addresses, everyRule))
}

// Thresholds are those that the team wants to be reached, in the form that coverage.Thresholds reads; none when to
// miss one is no error here.
func (p Policy) Thresholds() []string {
	if p.Of(belowThreshold) < diag.Error {
		return nil
	}
	return p.asked(p.thresholds)
}

func (p Policy) asked(thresholds []threshold) []string {
	var asked []string
	for _, t := range thresholds {
		asked = append(asked, t.asked())
	}
	return asked
}

// belowThresholds reports the thresholds that the canvas misses, where canvas.yaml asks for them.
func (p Policy) belowThresholds(c *canvas.Canvas) []diag.Finding {
	rules := c.Kinds.Rules()
	var known []threshold // the kinds may be those of another state
	for _, t := range p.thresholds {
		if t.address == everyRule || t.concerns(rules...) {
			known = append(known, t)
		}
	}
	if len(known) == 0 {
		return nil
	}
	wanted, _ := coverage.Thresholds(c.Kinds, p.asked(known))
	least := map[string]coverage.Threshold{}
	for _, w := range wanted {
		least[w.Rule.Name] = w
	}
	var findings []diag.Finding
	for _, result := range p.Measure(c) {
		if want, ok := least[result.Rule.Name]; ok && !want.Met(result) {
			findings = append(findings, below(result, whereAsked(known, result.Rule)))
		}
	}
	return findings
}

// whereAsked is the last threshold that names a rule, else the one for every rule.
func whereAsked(thresholds []threshold, rule *kind.Rule) threshold {
	var found threshold
	for _, t := range thresholds {
		if t.concerns(rule) || t.address == everyRule && (found.address == "" || found.address == everyRule) {
			found = t
		}
	}
	return found
}

// below says it without the figures, which change every day: whoever accepts it accepts it until it is reached.
func below(r coverage.Result, t threshold) diag.Finding {
	f := belowThreshold.at(canvas.Marker, t.at, diag.Msg("lint-below-threshold", "address", r.Rule.Address(), "least", t.percent))
	f.Hint = diag.Msg("lint-below-threshold-hint", "covered", r.Covered(), "total", r.Total)
	return f
}
