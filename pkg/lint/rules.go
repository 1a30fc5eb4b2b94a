package lint

import (
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
)

// Family groups rules by what they look at.
type Family string

// The families, in the order in which documentation shows them.
const (
	Files      Family = "file"      // how a file is written
	Folders    Family = "folder"    // what lies in the folders of the kinds
	Fields     Family = "field"     // what an item says in its fields
	References Family = "reference" // what items point at
	Duplicates Family = "duplicate" // what is said twice
	Stories    Family = "story"     // how a wish is told
	Settings   Family = "settings"  // canvas.yaml, the team's own schemas and its comments for lint
	Coverage   Family = "coverage"  // what is not said yet
	Team       Family = "team"      // what a team asks for in canvas.yaml
)

// Title names the family.
func (f Family) Title() diag.Message { return diag.Msg("rule-family-" + string(f)) }

// Rule is one thing that lint looks for.
type Rule struct {
	Name     string
	Family   Family
	Severity diag.Severity
	Coverage *kind.Rule       // the rule of a schema that this one stands for, else nil
	Team     *canvas.TeamRule // the rule of canvas.yaml that this one stands for, else nil
	Optional bool             // applied only where canvas.yaml gives it a severity
	// Vital is a rule that tells why something was not read, or only in part. No policy lowers it and no comment silences it:
	// what is missing would be missed in silence.
	Vital bool
}

// The rules over a whole canvas, which this package applies.
var (
	brokenReference    = Rule{Name: "broken-reference", Family: References, Severity: diag.Error}
	wrongKindReference = Rule{Name: "wrong-kind-reference", Family: References, Severity: diag.Error}
	ambiguousReference = Rule{Name: "ambiguous-reference", Family: References, Severity: diag.Error}
	formerID           = Rule{Name: "former-id", Family: References, Severity: diag.Warning}
	formerIDTaken      = Rule{Name: "former-id-taken", Family: References, Severity: diag.Warning}
	referenceCycle     = Rule{Name: "reference-cycle", Family: References, Severity: diag.Warning}
	duplicateEntry     = Rule{Name: "duplicate-entry", Family: Duplicates, Severity: diag.Warning}
	duplicateStory     = Rule{Name: "duplicate-story", Family: Duplicates, Severity: diag.Warning}
	duplicateName      = Rule{Name: "duplicate-name", Family: Duplicates, Severity: diag.Warning}
	nearDuplicate      = Rule{Name: "near-duplicate", Family: Duplicates, Severity: diag.Warning, Optional: true}
)

// Rules lists every rule, family by family. Those of files, folders and fields are applied where these
// are read; the coverage rules are those of the kinds. A team's own come last.
func Rules(kinds *kind.Set, team ...canvas.TeamRule) []Rule {
	rules := []Rule{
		{Name: "yaml-syntax", Family: Files, Severity: diag.Error, Vital: true},
		{Name: "json-syntax", Family: Files, Severity: diag.Error, Vital: true},
		{Name: "conflict-marker", Family: Files, Severity: diag.Error, Vital: true},
		{Name: "several-documents", Family: Files, Severity: diag.Error, Vital: true},
		{Name: "yaml-feature", Family: Files, Severity: diag.Error, Vital: true},
		{Name: "duplicate-key", Family: Files, Severity: diag.Error, Vital: true},
		{Name: "not-a-mapping", Family: Files, Severity: diag.Error, Vital: true},
		{Name: "control-character", Family: Files, Severity: diag.Warning},
		{Name: "not-utf-8", Family: Files, Severity: diag.Error, Vital: true},
		{Name: "too-large", Family: Files, Severity: diag.Error, Vital: true},
		{Name: "too-deep", Family: Files, Severity: diag.Error, Vital: true},
		{Name: "unreadable-file", Family: Files, Severity: diag.Error, Vital: true},

		{Name: "invalid-id", Family: Folders, Severity: diag.Error},
		{Name: "wrong-extension", Family: Folders, Severity: diag.Error, Vital: true},
		{Name: "name-collision", Family: Folders, Severity: diag.Error, Vital: true},
		{Name: "symbolic-link", Family: Folders, Severity: diag.Error, Vital: true},
		{Name: "stray-folder", Family: Folders, Severity: diag.Error},
		{Name: "stray-file", Family: Folders, Severity: diag.Warning},

		{Name: "missing-field", Family: Fields, Severity: diag.Error},
		{Name: "unknown-field", Family: Fields, Severity: diag.Error},
		{Name: "wrong-type", Family: Fields, Severity: diag.Error},
		{Name: "unknown-value", Family: Fields, Severity: diag.Error},
		{Name: "wrong-form", Family: Fields, Severity: diag.Error},
		{Name: "out-of-bounds", Family: Fields, Severity: diag.Error},
		{Name: "empty-entry", Family: Fields, Severity: diag.Warning},
		{Name: "unquoted-text", Family: Fields, Severity: diag.Info},
		requiredWhen,

		brokenReference, wrongKindReference, ambiguousReference, formerID, formerIDTaken, referenceCycle,
		duplicateStory, nearDuplicate, duplicateName, duplicateEntry,
		twoInOne, solutionInWant, roleOfNobody, asideInWant, vagueWord, longStory, missingElision,

		{Name: "newer-format", Family: Settings, Severity: diag.Error, Vital: true},
		{Name: "schema-invalid", Family: Settings, Severity: diag.Error, Vital: true},
		{Name: "schema-keyword", Family: Settings, Severity: diag.Error, Vital: true},
		{Name: "schema-conflict", Family: Settings, Severity: diag.Error, Vital: true},
		{Name: "schema-required", Family: Settings, Severity: diag.Error, Vital: true},
		{Name: "invalid-rule", Family: Settings, Severity: diag.Error, Vital: true},
		policyInvalid, unknownRule, belowThreshold, ignoreWithoutReason, ignoreUnused,
	}
	for _, r := range kinds.Rules() {
		rules = append(rules, coverageRule(r))
	}
	for i := range team {
		rules = append(rules, Rule{Name: team[i].Name, Family: Team, Severity: team[i].Severity, Team: &team[i]})
	}
	return rules
}

func coverageRule(r *kind.Rule) Rule {
	return Rule{Name: r.Name, Family: Coverage, Severity: r.Severity, Coverage: r}
}

// What says what the rule finds.
func (r Rule) What() diag.Message {
	if r.Coverage != nil {
		_, gap := lack(r.Coverage)
		return diag.Msg("rule-coverage", "kind", r.Coverage.Kind.Term(), "gap", gap)
	}
	if r.Team != nil {
		return diag.Msg("rule-team", "kind", diag.Term{Kind: r.Team.Kind}, "message", r.Team.Text())
	}
	return diag.Msg("rule-" + r.Name)
}

// Why says why it matters.
func (r Rule) Why() diag.Message {
	if r.Coverage != nil {
		why := r.Coverage.Term()
		why.Described = true
		return diag.Msg("rule-coverage-why", "why", why)
	}
	if r.Team != nil {
		return diag.Msg("rule-team-why", "line", r.Team.Place("name").Start.Line, "check", strings.Join(strings.Fields(r.Team.Check), " "))
	}
	return diag.Msg("rule-why-" + r.Name)
}

// at makes a finding of the rule.
func (r Rule) at(path string, where diag.Range, m diag.Message) diag.Finding {
	return diag.Finding{Path: path, Range: where, Severity: r.Severity, Rule: r.Name, Message: m}
}
