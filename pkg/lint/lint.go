// Package lint finds what is wrong in a canvas as a whole: references that lead nowhere or in a
// circle, things said twice, and the gaps that the coverage rules of the schemas name. What is wrong
// in single files and folders was found when the canvas was read. It reads no file and repairs nothing.
package lint

import (
	"slices"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/coverage"
	"github.com/canevas-systemique/canvas/pkg/diag"
)

// Run returns everything that is wrong in a canvas whose kinds were all read, what was found when
// it was read included, in the order of diag.Sort.
func Run(c *canvas.Canvas) []diag.Finding {
	findings := slices.Clone(c.Findings)
	for _, check := range []func(*canvas.Canvas) []diag.Finding{
		references,
		cycles,
		duplicateEntries,
		duplicateStories,
		duplicateNames,
		gaps,
	} {
		findings = append(findings, check(c)...)
	}
	diag.Sort(findings)
	return findings
}

// gaps reports what the coverage rules of the kinds miss, one finding for each item and rule.
func gaps(c *canvas.Canvas) []diag.Finding {
	var findings []diag.Finding
	for _, result := range coverage.Measure(c) {
		rule := coverageRule(result.Rule)
		for _, it := range result.Gaps {
			f := rule.at(it.Path, it.NameRange(), diag.Msg("lint-gap", "name", it.Name(), "gap", result.Rule.Term()))
			f.Hint = fill(c, result.Rule.Field, result.Rule.From, it)
			findings = append(findings, f)
		}
	}
	return findings
}
