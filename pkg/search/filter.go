package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
)

// Filter tells whether an item is wanted.
type Filter func(*canvas.Item) bool

// Has wants the items that have a facet: a field that says something, an item of a kind that refers to them.
func (f *Finder) Has(facet Facet) Filter {
	return func(it *canvas.Item) bool {
		if facet.From != nil {
			return f.Count(it, facet.From) > 0
		}
		return len(f.Texts(it, facet)) > 0
	}
}

// Says wants the items of a kind in which every word is found, as Run finds them. The error is the context's.
func (f *Finder) Says(ctx context.Context, k *kind.Kind, q Query) (Filter, error) {
	found, err := Run(ctx, f.fsys, f.canvas.Kinds, q, k)
	wanted := map[string]bool{}
	for _, m := range found {
		wanted[m.Item.Path] = true
	}
	return func(it *canvas.Item) bool { return wanted[it.Path] }, err
}

// Field wants the items of a kind whose field has one of the values: the item that is named, in any form
// that a person may name it in; the value of an enumeration, by its word or label; a text that holds all
// the words; a number, a day, or a part of one ("2026-03"), or from one to another ("5..8", "2026-03..").
// A field that an item has not has its default. Commas part values, but not in texts. The error is a
// diag.Failure.
func (f *Finder) Field(k *kind.Kind, field *kind.Field, values []string) (Filter, error) {
	entry := field.Entry()
	values = parted(entry, values)
	if len(entry.Refs) > 0 {
		return f.refers(k, entry, values)
	}
	var accept []func(string) bool
	for _, value := range values {
		test, err := test(k, entry, value)
		if err != nil {
			return nil, err
		}
		accept = append(accept, test)
	}
	facet := Facet{Name: field.Path, Field: field}
	return func(it *canvas.Item) bool {
		return slices.ContainsFunc(f.TextsOrDefault(it, facet), func(text string) bool {
			return slices.ContainsFunc(accept, func(accepts func(string) bool) bool { return accepts(text) })
		})
	}, nil
}

// TextsOrDefault are the Texts of a facet, or its default where the item has none.
func (f *Finder) TextsOrDefault(it *canvas.Item, facet Facet) []string {
	texts := f.Texts(it, facet)
	isOwn := facet.Field != nil && it.Kind.Field(facet.Field.Name) == facet.Field
	if len(texts) == 0 && isOwn && facet.Field.Default != nil {
		return []string{fmt.Sprint(facet.Field.Default)}
	}
	return texts
}

func parted(entry *kind.Field, values []string) (list []string) {
	isText := entry.Type == kind.Text && len(entry.Refs)+len(entry.Enum) == 0 && !entry.IsDate()
	for _, value := range values {
		if isText || entry.Type == kind.Number || entry.Type == kind.Record {
			list = append(list, value)
			continue
		}
		for part := range strings.SplitSeq(value, ",") {
			list = append(list, strings.TrimSpace(part))
		}
	}
	return list
}

// test tells of one written value whether it is what a person asks for.
func test(k *kind.Kind, entry *kind.Field, asked string) (func(string) bool, error) {
	term := diag.Term{Kind: k.Name, Field: entry.Path}
	value := entry.Canonical(asked)
	switch {
	case len(entry.Enum) > 0:
		if !slices.Contains(entry.Enum, value) {
			failure := diag.Fail("unknown-value", "value", asked, "field", term)
			failure.Hints = append(failure.Hints, entry.NearValue(asked))
			return nil, failure
		}
		return func(text string) bool { return text == value }, nil
	case entry.Type == kind.Boolean:
		if _, err := entry.Scalar(value); err != nil {
			return nil, diag.Fail("wrong-type-boolean", "field", term)
		}
		return func(text string) bool { return text == value }, nil
	case entry.Type == kind.Integer || entry.Type == kind.Number:
		return within(asked, number, diag.Fail("search-number", "value", asked, "field", term).Hint("search-number-hint"))
	case entry.IsDate():
		return within(asked, day(entry), diag.Fail("search-day", "value", asked, "field", term).Hint("search-day-hint"))
	}
	q := NewQuery(asked)
	if len(q.words) == 0 {
		return nil, diag.Fail("search-no-words", "text", asked)
	}
	return func(text string) bool { return q.Match([]string{text}) }, nil
}

// within reads "5", "5..8", "5.." or "..8". A bound is compared with as much of a value as it says.
func within[T cmp.Ordered](asked string, read func(string) (value T, cut func(T) T, ok bool), failure *diag.Failure) (func(string) bool, error) {
	from, to, isRange := strings.Cut(asked, "..")
	if !isRange {
		to = from
	}
	low, _, lowOK := read(from)
	high, cut, highOK := read(to)
	if from == "" && to == "" || from != "" && !lowOK || to != "" && !highOK {
		return nil, failure
	}
	return func(text string) bool {
		value, _, ok := read(text)
		return ok && (from == "" || value >= low) && (to == "" || cut(value) <= high)
	}, nil
}

func number(text string) (float64, func(float64) float64, bool) {
	n, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(text), ",", ".", 1), 64)
	return n, func(f float64) float64 { return f }, err == nil
}

// day reads a day, a month or a year: "2026-03-12", "12/3/2026", "2026-03", "2026".
func day(entry *kind.Field) func(string) (string, func(string) string, bool) {
	return func(text string) (string, func(string) string, bool) {
		text = entry.Canonical(strings.TrimSpace(text))
		const form = "0000-00-00"
		ok := slices.Contains([]int{len("0000"), len("0000-00"), len(form)}, len(text))
		for i := 0; ok && i < len(text); i++ {
			ok = text[i] == form[i] || form[i] == '0' && text[i] >= '0' && text[i] <= '9'
		}
		return text, func(s string) string { return s[:min(len(s), len(text))] }, ok
	}
}

// refers wants the items that refer, in a field, to an item that is named; or that hold an id as it stands,
// so that what refers to something that is not there is found too.
func (f *Finder) refers(k *kind.Kind, entry *kind.Field, named []string) (Filter, error) {
	var wanted []*canvas.Item
	for _, name := range named {
		items, near := f.named(entry, name)
		if len(items) == 0 && !f.isWritten(k, entry, name) {
			failure := diag.Fail("unknown-reference", "kinds", f.terms(entry), "value", name)
			if len(near) > 0 {
				failure.Hint("did-you-mean", "candidates", near)
			}
			return nil, failure
		}
		wanted = append(wanted, items...)
	}
	return func(it *canvas.Item) bool {
		return slices.ContainsFunc(it.Links, func(l canvas.Link) bool {
			return l.Field == entry && (slices.Contains(wanted, l.To) || l.To == nil && slices.Contains(named, l.ID))
		})
	}, nil
}

// named gives the items that a text in a field that refers names, and else the ids that are near.
func (f *Finder) named(entry *kind.Field, text string) (items []*canvas.Item, near []string) {
	before, phrase, typed := strings.Cut(text, "/")
	of := f.canvas.Kinds.ByWord(before)
	if !typed || of == nil {
		of, phrase = nil, text
	}
	for _, name := range entry.Refs {
		k := f.canvas.Kinds.Named(name)
		if k == nil || of != nil && of != k {
			continue
		}
		names := f.namesOf(k)
		items = append(items, names.Named(phrase)...)
		alike, _ := names.Near(phrase)
		for _, it := range alike[:min(len(alike), 3)] {
			near = append(near, it.ID)
		}
	}
	return items, near
}

func (f *Finder) terms(entry *kind.Field) (terms []diag.Term) {
	for _, name := range entry.Refs {
		terms = append(terms, diag.Term{Kind: name})
	}
	return terms
}

// isWritten tells whether an item of the kind holds the id as it stands.
func (f *Finder) isWritten(k *kind.Kind, entry *kind.Field, id string) bool {
	return slices.ContainsFunc(f.canvas.OfKind(k), func(it *canvas.Item) bool {
		return slices.ContainsFunc(it.Links, func(l canvas.Link) bool { return l.Field == entry && l.ID == id })
	})
}
