// Package teamrule applies the rules that a team writes in canvas.yaml: expressions in CEL over an item and what it links
// to, read against the schemas, so that a wrong name is found before any item is looked at. It is the only importer of
// the CEL library; an expression can read the canvas and nothing else, and is stopped when it takes too much.
package teamrule

import (
	"errors"
	"math"
	"slices"
	"sync/atomic"
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/interpreter"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/parallel"
)

// program is a rule that can be applied.
type program struct {
	rule    *canvas.TeamRule
	kind    *kind.Kind
	shape   *shape
	run     expression
	counted bool // what it costs is counted, since it may be much
}

// Check applies the rules to a canvas, of which the records were kept. taken has the names that rules cannot have,
// because others have them. What is wrong with a rule is a finding in canvas.yaml, and the others are applied all the
// same.
func Check(c *canvas.Canvas, rules []canvas.TeamRule, today time.Time, taken map[string]bool) []diag.Finding {
	if len(rules) == 0 {
		return nil
	}
	compiler, err := newCompiler(c, today)
	if err != nil {
		panic(err) // nothing of it comes from the canvas
	}
	var findings []diag.Finding
	cheap := map[*kind.Kind][]*program{}
	var costly []*program
	known := map[string]bool{}
	for i := range rules {
		name := rules[i].Name
		p, wrong := compiler.compile(&rules[i], taken[name] || known[name])
		known[name] = true
		findings = append(findings, wrong...)
		switch {
		case p == nil:
		case p.counted:
			costly = append(costly, p)
		default:
			cheap[p.kind] = append(cheap[p.kind], p)
		}
	}
	for _, k := range c.Kinds.All() {
		found, _ := compiler.shapes.apply(c.OfKind(k), cheap[k], math.MaxUint64)
		findings = append(findings, found...)
	}
	found, _ := compiler.applyCounted(costly)
	return append(findings, found...)
}

// applyCounted applies rules one after the other, so that the same ones are stopped each time, and tells what they cost.
func (c *compiler) applyCounted(programs []*program) (findings []diag.Finding, cost uint64) {
	for _, p := range programs {
		if cost >= c.left.counted {
			findings = append(findings, p.tooCostly())
			continue
		}
		found, spent := c.shapes.apply(c.canvas.OfKind(p.kind), []*program{p}, min(maxCounted, c.left.counted-cost))
		findings, cost = append(findings, found...), cost+spent
	}
	return findings, cost
}

// verdict is what came out for one item.
type verdict struct {
	wrong []*program
	errs  []failed
}

type failed struct {
	*program
	err error
}

// apply applies rules of one kind to its items, or one that is counted, up to what it may cost, and tells what it did.
func (s *shapes) apply(items []*canvas.Item, programs []*program, budget uint64) ([]diag.Finding, uint64) {
	if len(programs) == 0 {
		return nil, 0
	}
	verdicts := make([]verdict, len(items))
	var spent atomic.Uint64
	parallel.Each(len(items), func(i int) {
		item := s.objects[items[i]]
		for _, p := range programs {
			if spent.Load() > budget {
				return // the rule is stopped
			}
			out, cost, err := p.run.of(item)
			spent.Add(cost)
			switch {
			case err != nil:
				verdicts[i].errs = append(verdicts[i].errs, failed{p, err})
			case out == types.False:
				verdicts[i].wrong = append(verdicts[i].wrong, p)
			case out != types.True:
				verdicts[i].errs = append(verdicts[i].errs, failed{p, errNotBoolean})
			}
		}
	})
	if spent.Load() > budget {
		return []diag.Finding{programs[0].tooCostly()}, spent.Load()
	}
	return tell(items, verdicts), spent.Load()
}

var errNotBoolean = errors.New("neither true nor false")

// tell makes findings of the verdicts: of each item that a rule finds, and one of each rule that could not judge.
func tell(items []*canvas.Item, verdicts []verdict) []diag.Finding {
	var findings []diag.Finding
	unjudged := map[*program][]int{}
	first := map[*program]error{}
	var order []*program
	for i, v := range verdicts {
		for _, p := range v.wrong {
			findings = append(findings, p.finding(items[i]))
		}
		for _, f := range v.errs {
			if first[f.program] == nil {
				first[f.program] = f.err
				order = append(order, f.program)
			}
			unjudged[f.program] = append(unjudged[f.program], i)
		}
	}
	for _, p := range order {
		it := items[unjudged[p][0]]
		if isTooCostly(first[p]) {
			findings = append(findings, p.tooCostly())
			continue
		}
		f := invalid(p.rule.Place("check"), diag.Msg("team-rule-unjudged",
			"n", len(unjudged[p]), "item", it.Name(), "problem", plain(first[p].Error())), diag.Msg("team-rule-unjudged-hint"))
		f.Related = []diag.Related{{Path: it.Path, Range: it.NameRange(), Message: diag.Msg("lint-this-is", "name", it.Name(), "kind", it.Kind.Term())}}
		findings = append(findings, f)
	}
	return findings
}

// finding says that not all is well with an item.
func (p *program) finding(it *canvas.Item) diag.Finding {
	return diag.Finding{
		Path: it.Path, Range: p.place(it), Severity: p.rule.Severity, Rule: p.rule.Name,
		Message: diag.Msg("team-rule", "name", it.Name(), "message", p.rule.Text()),
	}
}

// place is where the item says what the rule is about, else its name.
func (p *program) place(it *canvas.Item) diag.Range {
	if i := slices.IndexFunc(it.Values, func(v kind.Value) bool { return v.Field.Path == p.rule.At }); i >= 0 {
		return it.Values[i].Range
	}
	return it.NameRange()
}

func (p *program) tooCostly() diag.Finding {
	return invalid(p.rule.Place("check"), diag.Msg("team-rule-costly", "name", p.rule.Name), diag.Msg("team-rule-costly-hint"))
}

// isTooCostly tells whether an expression was stopped.
func isTooCostly(err error) bool {
	var stopped interpreter.EvalCancelledError
	return errors.As(err, &stopped) && stopped.Cause == interpreter.CostLimitExceeded
}
