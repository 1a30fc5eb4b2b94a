// Package coverage measures where the dimensions of a canvas echo one another and where they do
// not: how many items have what the coverage rules of the schemas ask, which have not, and which
// pairs of items something links. It only counts; what an item lacks is for others to say.
//
// An item that is closed is neither counted nor gives coverage, in either direction: a need whose
// only stake was abandoned serves nothing that is still wanted, so it is a gap. A reference that
// resolves to nothing is a gap too, and so is one of an item to itself.
package coverage

import (
	"cmp"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/kind"
)

// Result is how one coverage rule fares.
type Result struct {
	Rule    *kind.Rule
	Total   int            // the items that the rule concerns, and that are known to have what it asks or not
	Gaps    []*canvas.Item // those that lack it, by id
	Unknown []*canvas.Item // those that lack it unless it stands in what could not be read; they are not in the Total
}

// Covered counts the items that have what the rule asks.
func (r Result) Covered() int { return r.Total - len(r.Gaps) }

// Percent is the share that is covered, 0 to 100. ok is false when the rule concerns no item:
// 0 of 0 is no percentage, and meets every threshold.
func (r Result) Percent() (p float64, ok bool) {
	if r.Total == 0 {
		return 0, false
	}
	return 100 * float64(r.Covered()) / float64(r.Total), true
}

// Measure applies every coverage rule of the canvas's kinds, in their order. An item of which
// nothing could be read is left out.
func Measure(c *canvas.Canvas) []Result {
	var results []Result
	for _, rule := range c.Kinds.Rules() {
		has := check(rule)
		result := Result{Rule: rule}
		for _, it := range c.OfKind(rule.Kind) {
			if !counts(it) || !it.Meets(rule.When) {
				continue
			}
			switch {
			case has(it):
				result.Total++
			case unknown(rule, it):
				result.Unknown = append(result.Unknown, it)
			default:
				result.Total++
				result.Gaps = append(result.Gaps, it)
			}
		}
		results = append(results, result)
	}
	return results
}

// unknown tells whether what an item lacks may stand in a file or a folder that could not be read.
func unknown(rule *kind.Rule, it *canvas.Item) bool {
	if rule.Field == nil {
		return slices.ContainsFunc(it.Unsure, func(by *kind.Kind) bool {
			return slices.ContainsFunc(rule.From, func(s kind.Slot) bool { return s.Kind == by.Name })
		})
	}
	slot := reference(rule.Field)
	return slot != nil && slices.ContainsFunc(it.Links, func(l canvas.Link) bool { return l.Field == slot && l.Unread })
}

// Missing are the rules, in their order, of which an item is a gap. Its canvas has to be read whole.
func Missing(it *canvas.Item) []*kind.Rule {
	var missing []*kind.Rule
	for _, rule := range it.Kind.Rules {
		if counts(it) && it.Meets(rule.When) && !check(rule)(it) && !unknown(rule, it) {
			missing = append(missing, rule)
		}
	}
	return missing
}

// counts tells whether an item is open and says anything at all.
func counts(it *canvas.Item) bool {
	return len(it.Values)+len(it.Links) > 0 && !it.Closed()
}

// live tells whether a link gives coverage.
func live(l *canvas.Link) bool {
	return l.To != nil && l.To != l.From && !l.To.Closed() && !l.From.Closed()
}

// check returns what tells whether an item has what a rule asks.
func check(rule *kind.Rule) func(*canvas.Item) bool {
	if rule.Field == nil {
		return func(it *canvas.Item) bool {
			return slices.ContainsFunc(it.In, func(l *canvas.Link) bool {
				return slices.Contains(rule.From, l.Slot()) && live(l)
			})
		}
	}
	if slot := reference(rule.Field); slot != nil {
		return func(it *canvas.Item) bool {
			for i := range it.Links {
				if it.Links[i].Field == slot && live(&it.Links[i]) {
					return true
				}
			}
			return false
		}
	}
	return func(it *canvas.Item) bool { return Present(it.Value(rule.Field.Name)) }
}

// reference is where a field holds ids: itself, or the field that its records require for one
// (the object in an application's objects); nil when the field is worth something without.
func reference(f *kind.Field) *kind.Field {
	entry := f.Entry()
	if len(entry.Refs) > 0 {
		return entry
	}
	for _, inner := range entry.Fields {
		if inner.Required && len(inner.Entry().Refs) > 0 {
			return inner.Entry()
		}
	}
	return nil
}

// Present tells whether a value says something; a list of blank texts does not.
func Present(v *kind.Value) bool {
	if v == nil {
		return false
	}
	if entry := v.Field.Entry(); v.Field.Type != kind.List || entry.Type == kind.Record || entry.Type == kind.List {
		return true
	}
	return slices.ContainsFunc(v.List, func(s string) bool { return strings.TrimSpace(s) != "" })
}

// Gap is an item with the rules by which it lacks something, warnings first.
type Gap struct {
	Item  *canvas.Item
	Rules []*kind.Rule
}

// Gaps gathers what the items lack, in the order in which to look at them: the worst severity
// first, then what most other items refer to, then by kind and id.
func Gaps(results []Result) []Gap {
	rules := map[*canvas.Item][]*kind.Rule{}
	var gaps []Gap
	for _, r := range results {
		for _, it := range r.Gaps {
			if len(rules[it]) == 0 {
				gaps = append(gaps, Gap{Item: it})
			}
			rules[it] = append(rules[it], r.Rule)
		}
	}
	mentions := make(map[*canvas.Item]int, len(gaps))
	kinds := map[*kind.Kind]int{}
	for _, r := range results {
		if _, seen := kinds[r.Rule.Kind]; !seen {
			kinds[r.Rule.Kind] = len(kinds)
		}
	}
	for i, g := range gaps {
		mentions[g.Item] = g.Item.Mentions()
		gaps[i].Rules = rules[g.Item]
		slices.SortStableFunc(gaps[i].Rules, func(a, b *kind.Rule) int { return cmp.Compare(b.Severity, a.Severity) })
	}
	slices.SortFunc(gaps, func(a, b Gap) int {
		return cmp.Or(
			cmp.Compare(b.Rules[0].Severity, a.Rules[0].Severity),
			cmp.Compare(mentions[b.Item], mentions[a.Item]),
			cmp.Compare(kinds[a.Item.Kind], kinds[b.Item.Kind]),
			strings.Compare(a.Item.ID, b.Item.ID),
		)
	})
	return gaps
}
