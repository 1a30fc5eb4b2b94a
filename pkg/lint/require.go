package lint

import (
	"slices"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/coverage"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/words"
)

var requiredWhen = Rule{Name: "required-when", Family: Fields, Severity: diag.Error}

// requirement is a field that an item must have once another field has a value: a need that is validated
// must have stakes.
type requirement struct {
	kind, field, value string
	wants              string
	at                 diag.Range // where canvas.yaml asks for it
}

// requirements reads {kind: {field: {value: [fields]}}}.
func (r *policyReader) requirements() {
	for key, fields := range r.entry("require").Entries() {
		k := r.kinds.Named(key.Value)
		if k == nil {
			r.find(policyInvalid, key, diag.Msg("unknown-kind", "word", key.Value), r.nearKind(key.Value))
			continue
		}
		for key, values := range fields.Entries() {
			f := k.Field(key.Value)
			switch {
			case f == nil:
				r.find(policyInvalid, key, diag.Msg("policy-no-field", "field", key.Value, "kind", k.Term()), nearField(k, key.Value))
			case len(f.Enum) == 0:
				r.find(policyInvalid, key, diag.Msg("policy-no-values", "field", diag.Term{Kind: k.Name, Field: f.Path}), chosen(k))
			default:
				r.requirementsAt(k, f, values)
			}
		}
	}
}

func (r *policyReader) requirementsAt(k *kind.Kind, f *kind.Field, values *source.Node) {
	for key, wants := range values.Entries() {
		if !slices.Contains(f.Enum, key.Value) {
			r.find(policyInvalid, key, diag.Msg("unknown-value", "value", key.Value, "field", diag.Term{Kind: k.Name, Field: f.Path}), f.NearValue(key.Value))
			continue
		}
		if wants.Kind != source.Sequence {
			continue // a finding of the schema
		}
		for _, want := range wants.Children {
			if slices.ContainsFunc(k.Fields(), func(f *kind.Field) bool { return f.Name == want.Value }) {
				r.policy.required = append(r.policy.required, requirement{k.Name, f.Path, key.Value, want.Value, r.file.Range(key)})
			} else {
				r.find(policyInvalid, want, diag.Msg("policy-no-field", "field", want.Value, "kind", k.Term()), nearField(k, want.Value))
			}
		}
	}
}

func (r *policyReader) nearKind(word string) diag.Message {
	if k := r.kinds.ByWord(word); k != nil {
		return diag.Msg("did-you-mean", "candidates", []string{k.Name})
	}
	var names []string
	for _, k := range r.kinds.All() {
		names = append(names, k.Name)
	}
	return nearest(word, names)
}

// nearField proposes the fields whose name or title is near to one that the kind has not.
func nearField(k *kind.Kind, word string) diag.Message {
	var names []string
	for _, f := range k.Fields() {
		names = append(names, f.Name)
		for _, title := range f.Labels.Title.Both() {
			if words.Fold(title) == words.Fold(word) {
				return diag.Msg("did-you-mean", "candidates", []string{f.Name})
			}
		}
	}
	return nearest(word, names)
}

// chosen names the fields of a kind of which the value is chosen from a list.
func chosen(k *kind.Kind) diag.Message {
	var names []string
	for _, f := range k.Fields() {
		if len(f.Enum) > 0 {
			names = append(names, f.Name)
		}
	}
	return diag.Msg("allowed-values", "values", names)
}

// nearest proposes the words that are near to one, or all of them.
func nearest(word string, candidates []string) diag.Message {
	if near := words.Nearest(word, candidates); len(near) > 0 {
		return diag.Msg("did-you-mean", "candidates", near)
	}
	return diag.Msg("allowed-values", "values", candidates)
}

// lacking reports the items that have not what the team requires of them in their state.
func (p Policy) lacking(c *canvas.Canvas) []diag.Finding {
	var findings []diag.Finding
	for _, q := range p.required {
		k := c.Kinds.Named(q.kind)
		if k == nil || k.Field(q.field) == nil || k.Field(q.wants) == nil {
			continue // the kinds may be those of another state
		}
		when := []kind.Condition{{Field: q.field, Values: []string{q.value}}}
		for _, it := range c.OfKind(k) {
			if len(it.Values) > 0 && it.Meets(when) && !coverage.Present(it.Value(q.wants)) {
				findings = append(findings, q.missing(it))
			}
		}
	}
	return findings
}

// missing says it where the item has the value, or where it begins when it has it without saying so.
func (q requirement) missing(it *canvas.Item) diag.Finding {
	at := it.NameRange()
	if v := it.Value(q.field); v != nil {
		at = v.Range
	}
	f := requiredWhen.at(it.Path, at, diag.Msg("required-when",
		"wanted", diag.Term{Kind: q.kind, Field: q.wants}, "field", diag.Term{Kind: q.kind, Field: q.field},
		"value", diag.Term{Kind: q.kind, Field: q.field, Value: q.value}))
	f.Hint = diag.Msg("lint-gap-hint", "key", it.Key(), "field", q.wants)
	f.Related = []diag.Related{{Path: canvas.Marker, Range: q.at, Message: diag.Msg("policy-asked")}}
	return f
}
