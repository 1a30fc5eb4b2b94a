// Package review looks at a change of a canvas as those who review it should: who asked for what is new,
// what the team had agreed on and is said otherwise now, and what more and more leans on although something is
// missing there. It compares two canvases, and says so in values: printers find the words.
package review

import (
	"cmp"
	"slices"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
)

// Voices are the items that tell who asked for an item: the one that it must have (a need's role), and those
// in a record of its own (a need's source: the person, the interview).
func Voices(it *canvas.Item) []*canvas.Item {
	var voices []*canvas.Item
	for i := range it.Links {
		l := &it.Links[i]
		if l.To != nil && tells(it.Kind, l.Field) && !slices.Contains(voices, l.To) {
			voices = append(voices, l.To)
		}
	}
	return voices
}

// tells tells whether a field of a kind says who asked.
func tells(k *kind.Kind, slot *kind.Field) bool {
	return slices.ContainsFunc(k.Fields(), func(f *kind.Field) bool {
		return f == slot && f.Required || f.Type == kind.Record && slices.Contains(f.Fields, slot)
	})
}

// Reopened is an item that the team had agreed on and that says something else now, or is gone.
type Reopened struct {
	change.Item             // with the fields of which something that was agreed is no longer there
	States      []diag.Term // in which it was agreed on: validated
}

// Agreed finds among the changes the items that the team had agreed on and in which something is gone that was
// agreed: what only came with it is no change of what was agreed, nor is its state, nor what is noted beside it.
func Agreed(before *canvas.Canvas, changes []change.Item) []Reopened {
	var reopened []Reopened
	for _, it := range changes {
		lost := slices.DeleteFunc(it.Own(), func(f change.Field) bool { return !loses(it.Kind, f) })
		was := before.Item(it.Kind, cmp.Or(it.Was, it.ID))
		gone := it.Verb == change.Removed || it.Verb == change.Merged
		if it.Verb == change.Merged && (was == nil || !was.Agreed()) {
			was, gone = before.Item(it.Kind, it.ID), false // what it was merged into
		}
		if was == nil || !was.Agreed() {
			continue
		}
		if it.Fields = lost; gone || it.Broken || len(lost) > 0 {
			reopened = append(reopened, Reopened{it, states(was)})
		}
	}
	return reopened
}

// states are what an item says by which it was agreed on.
func states(it *canvas.Item) []diag.Term {
	var said []diag.Term
	for _, c := range it.Kind.Agreed {
		state := it.Text(c.Field)
		if state == "" {
			state, _ = it.Kind.Field(c.Field).Default.(string)
		}
		said = append(said, diag.Term{Kind: it.Kind.Name, Field: c.Field, Value: state})
	}
	return said
}

// loses tells whether something that a field said is no longer there.
func loses(k *kind.Kind, f change.Field) bool {
	isState := slices.ContainsFunc(k.Agreed, func(c kind.Condition) bool { return c.Field == f.Path })
	if isState || f.Path == kind.Formerly || f.Path == kind.Notes {
		return false
	}
	left := slices.Clone(f.After)
	for _, v := range f.Before {
		i := slices.IndexFunc(left, func(l change.Value) bool { return l.Text == v.Text })
		if i < 0 {
			return true
		}
		left = slices.Delete(left, i, i+1)
	}
	return false
}

// Leaning is an item that lacks something although others lean on it, more of them than before.
type Leaning struct {
	Item  *canvas.Item
	Rules []*kind.Rule // by which it lacks something
	More  int          // the items that the change makes refer to it
}

// many is how many items have to refer to one for it to matter to a review that something is missing there; some
// how many of them have to be new where that is only for information.
const (
	many = 3
	some = 2
)

// Leanings are the items with a gap to which the changes add references, those with the most first; missing gives
// the rules by which an item lacks something.
func Leanings(before, after *canvas.Canvas, changes []change.Item, missing func(*canvas.Item) []*kind.Rule) []Leaning {
	var leanings []Leaning
	for it, more := range added(before, after, change.Flat(changes)) {
		if it.Mentions() < many {
			continue
		}
		rules := missing(it)
		slices.SortStableFunc(rules, func(a, b *kind.Rule) int { return cmp.Compare(b.Severity, a.Severity) })
		if len(rules) > 0 && (more >= some || rules[0].Severity > diag.Info) {
			leanings = append(leanings, Leaning{it, rules, more})
		}
	}
	order := after.Kinds.All()
	slices.SortFunc(leanings, func(a, b Leaning) int {
		return cmp.Or(
			b.More-a.More,
			b.Item.Mentions()-a.Item.Mentions(),
			cmp.Compare(b.Rules[0].Severity, a.Rules[0].Severity),
			slices.Index(order, a.Item.Kind)-slices.Index(order, b.Item.Kind),
			cmp.Compare(a.Item.ID, b.Item.ID),
		)
	})
	return leanings
}

// added counts for each item the others that refer to it now and did not before the changes.
func added(before, after *canvas.Canvas, changes []change.Item) map[*canvas.Item]int {
	now := map[string]string{} // the keys of items that have another id now
	for _, it := range changes {
		if it.Was != "" {
			now[it.Kind.Name+"/"+it.Was] = it.Kind.Name + "/" + it.ID
		}
	}
	targets := func(it *canvas.Item) map[string]bool {
		keys := map[string]bool{}
		if it == nil || it.Closed() {
			return keys
		}
		for i := range it.Links {
			if to := it.Links[i].To; to != nil {
				keys[cmp.Or(now[to.Key()], to.Key())] = true
			}
		}
		return keys
	}
	counts := map[*canvas.Item]int{}
	for _, it := range changes {
		is := after.Item(it.Kind, it.ID)
		if is == nil || is.Closed() {
			continue
		}
		had := targets(before.Item(it.Kind, it.ID))
		if it.Was != "" {
			for key := range targets(before.Item(it.Kind, it.Was)) {
				had[key] = true
			}
		}
		for i := range is.Links {
			if to := is.Links[i].To; to != nil && to != is && !had[to.Key()] {
				had[to.Key()] = true
				counts[to]++
			}
		}
	}
	return counts
}
