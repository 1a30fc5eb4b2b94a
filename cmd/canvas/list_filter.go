package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/coverage"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/draft"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/lint"
	"github.com/canevas-systemique/canvas/pkg/search"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// filterFlag collects what the option of a field asks for.
type filterFlag struct{ fieldFlag }

// Type is what help shows for the value: what is asked of a record is words in it.
func (v *filterFlag) Type() string {
	if v.field.Entry().Type == kind.Record {
		return v.program.say.Say("value-string")
	}
	return v.fieldFlag.Type()
}

// filterPath asks something of a field at any depth: --field source.person=marie.
type filterPath struct {
	kind   *kind.Kind
	values *[]draft.Assignment
}

func (v *filterPath) String() string { return "" }
func (v *filterPath) Type() string   { return "name=value" }

func (v *filterPath) Set(text string) error {
	path, value, ok := strings.Cut(text, "=")
	if !ok {
		return diag.Fail("unknown-field", "field", text).Hint("list-field-hint")
	}
	f, err := fieldBelow(v.kind, path)
	if err != nil {
		return err
	}
	*v.values = append(*v.values, draft.Assignment{Field: f, Text: value})
	return nil
}

// fieldBelow finds the field at a dotted path, through lists, of which each part is a name or a title.
func fieldBelow(k *kind.Kind, path string) (*kind.Field, error) {
	fields := k.Fields()
	var f *kind.Field
	for part := range strings.SplitSeq(path, ".") {
		if f = draft.Named(fields, part); f == nil {
			return nil, unknownField(fields, part)
		}
		fields = f.Entry().Fields
	}
	return f, nil
}

// filterUsage tells what a field is, and which values it takes.
func (p *program) filterUsage(k *kind.Kind, f *kind.Field) string {
	if f.Entry().Type == kind.Record || f.Type == kind.List {
		return p.say.Term(diag.Term{Kind: k.Name, Field: f.Path, Described: true})
	}
	return p.fieldUsage(k, f)
}

// listing is a list on its way: what is asked for, resolved.
type listing struct {
	program *program
	kind    *kind.Kind
	options listOptions
	with    []search.Facet
	without []search.Facet
	orders  []search.Order
	columns []search.Facet // nil: the usual ones
	gaps    []*kind.Rule
	find    *search.Finder
}

func (p *program) newListing(k *kind.Kind, o listOptions) (*listing, error) {
	l := &listing{program: p, kind: k, options: o}
	for _, asked := range []struct {
		words []string
		to    *[]search.Facet
	}{{o.with, &l.with}, {o.without, &l.without}, {o.columns, &l.columns}} {
		for _, word := range commaParts(asked.words) {
			facet, err := p.facet(k, word)
			if err != nil {
				return nil, err
			}
			*asked.to = append(*asked.to, facet)
		}
	}
	for _, word := range commaParts(o.sort) {
		name, descending := strings.CutPrefix(word, "-")
		facet, err := p.facet(k, name)
		if err != nil {
			return nil, err
		}
		l.orders = append(l.orders, search.Order{Facet: facet, Descending: descending})
	}
	for _, address := range commaParts(o.gaps) {
		rules, err := coverage.Find(k.Rules, address)
		if err != nil {
			return nil, err
		}
		l.gaps = append(l.gaps, rules...)
	}
	return l, nil
}

func commaParts(texts []string) (parts []string) {
	for part := range strings.SplitSeq(strings.Join(texts, ","), ",") {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// facet finds what a word means of the items of a kind: a field, by its path; the kind of items that refer
// to them; their id or name.
func (p *program) facet(k *kind.Kind, word string) (search.Facet, error) {
	if word == search.ID {
		return search.Facet{Name: search.ID}, nil
	}
	f, err := fieldBelow(k, word)
	if err == nil {
		return search.Facet{Name: f.Path, Field: f}, nil
	}
	if from := p.kinds.ByWord(word); from != nil && slices.Contains(p.referring(k), from) {
		return search.Facet{Name: from.Name, From: from}, nil
	}
	if to := p.kinds.ByWord(word); to != nil { // «enjeu» of a need: its stakes
		slots := slices.DeleteFunc(slices.Clone(k.Slots()), func(s *kind.Field) bool { return !s.Holds(to.Name) })
		if len(slots) == 1 {
			return search.Facet{Name: slots[0].Path, Field: slots[0]}, nil
		}
	}
	if word == search.Name || words.Fold(word) == words.Fold(p.say.Say("list-name")) {
		return search.Facet{Name: search.Name}, nil
	}
	if failure := asFailure(err); failure != nil && failure.Hints[0].Key == "allowed-values" {
		var others []string
		for _, from := range p.referring(k) {
			others = append(others, p.word(from))
		}
		if len(others) > 0 {
			failure.Hint("list-referring-hint", "kinds", others)
		}
	}
	return search.Facet{}, err
}

// referring are the kinds of items that may refer to those of a kind.
func (p *program) referring(k *kind.Kind) []*kind.Kind {
	return slices.DeleteFunc(slices.Clone(p.kinds.All()), func(from *kind.Kind) bool {
		return !slices.ContainsFunc(from.Slots(), func(s *kind.Field) bool { return s.Holds(k.Name) })
	})
}

// kinds are those to read: the kind, those that are asked about, and for people those whose names they read.
func (l *listing) kinds() []*kind.Kind {
	if len(l.gaps) > 0 {
		return nil // a rule may ask about any
	}
	only := []*kind.Kind{l.kind}
	add := func(names ...string) {
		for _, name := range names {
			if k := l.program.kinds.Named(name); k != nil && !slices.Contains(only, k) {
				only = append(only, k)
			}
		}
	}
	facets := slices.Concat(l.with, l.without, l.columns)
	for _, o := range l.orders {
		facets = append(facets, o.Facet)
	}
	var fields []*kind.Field
	for _, facet := range facets {
		switch {
		case facet.From != nil:
			add(facet.From.Name)
		case facet.Field != nil:
			fields = append(fields, facet.Field)
		}
	}
	for _, a := range l.options.values {
		fields = append(fields, a.Field)
	}
	if !l.options.json && l.columns == nil {
		fields = append(fields, l.kind.Fields()...)
	}
	for _, f := range fields {
		add(f.Entry().Refs...)
	}
	if !l.options.json && slices.ContainsFunc(fields, isRecord) {
		for _, slot := range l.kind.Slots() {
			add(slot.Refs...)
		}
	}
	return only
}

func isRecord(f *kind.Field) bool { return f.Entry().Type == kind.Record }

// chosen are the items that pass every filter.
func (l *listing) chosen(ctx context.Context, items []*canvas.Item) ([]*canvas.Item, error) {
	var filters []search.Filter
	asked := map[*kind.Field][]string{}
	var fields []*kind.Field
	for _, a := range l.options.values {
		if asked[a.Field] == nil {
			fields = append(fields, a.Field)
		}
		asked[a.Field] = append(asked[a.Field], a.Text)
	}
	for _, f := range fields {
		filter, err := l.find.Field(l.kind, f, asked[f])
		if err != nil {
			return nil, err
		}
		filters = append(filters, filter)
	}
	for _, facet := range l.with {
		filters = append(filters, l.find.Has(facet))
	}
	for _, facet := range l.without {
		has := l.find.Has(facet)
		filters = append(filters, func(it *canvas.Item) bool { return !has(it) })
	}
	if l.options.open {
		filters = append(filters, func(it *canvas.Item) bool { return !it.Closed() })
	}
	if len(l.gaps) > 0 {
		filters = append(filters, func(it *canvas.Item) bool { return l.misses(it) })
	}
	for _, text := range l.options.texts {
		q := search.NewQuery(text)
		if len(q.Words()) == 0 {
			return nil, diag.Fail("search-no-words", "text", text)
		}
		says, err := l.find.Says(ctx, l.kind, q)
		if err != nil {
			return nil, err
		}
		filters = append(filters, says)
	}
	return slices.DeleteFunc(slices.Clone(items), func(it *canvas.Item) bool {
		return slices.ContainsFunc(filters, func(wanted search.Filter) bool { return !wanted(it) })
	}), nil
}

// misses tells whether an item is a gap of one of the rules. Whoever names a rule asks for it even where canvas.yaml turns
// it off; what a comment excepts is no gap.
func (l *listing) misses(it *canvas.Item) bool {
	return slices.ContainsFunc(coverage.Missing(it), func(r *kind.Rule) bool {
		return slices.Contains(l.gaps, r) && !lint.Excepted(it, r)
	})
}

// completeFilter completes the option of a field, of which several values may be asked for.
func (p *program) completeFilter(cmd *cobra.Command, option string, k *kind.Kind, f *kind.Field) {
	p.completeList(cmd, option, func(cmd *cobra.Command, typed string) []candidate {
		return p.fieldCandidates(cmd.Context(), k, f.Entry(), typed)
	})
}

// completeListOptions completes what names fields and rules.
func (p *program) completeListOptions(cmd *cobra.Command, k *kind.Kind) {
	facets := func(*cobra.Command, string) []candidate { return p.facetCandidates(k) }
	for _, option := range []string{"with", "without", "columns"} {
		p.completeList(cmd, option, facets)
	}
	p.completeList(cmd, "sort", func(_ *cobra.Command, typed string) []candidate {
		candidates := p.facetCandidates(k)
		if strings.HasPrefix(typed, "-") {
			for i := range candidates {
				candidates[i].word = "-" + candidates[i].word
			}
		}
		return candidates
	})
	p.completeList(cmd, "gap", func(*cobra.Command, string) (candidates []candidate) {
		for _, r := range k.Rules {
			candidates = append(candidates, candidate{r.Name, p.say.Term(r.Term())})
		}
		return candidates
	})
}

// facetCandidates are what a list of the kind may show, in the order of the schema.
func (p *program) facetCandidates(k *kind.Kind) []candidate {
	candidates := []candidate{{word: search.ID}, {search.Name, p.say.Say("list-name")}}
	var walk func(fields []*kind.Field)
	walk = func(fields []*kind.Field) {
		for _, f := range fields {
			if f.Path != search.Name {
				candidates = append(candidates, candidate{f.Path, p.fieldTitle(k, f)})
			}
			walk(f.Entry().Fields)
		}
	}
	walk(k.Fields())
	for _, from := range p.referring(k) {
		if k.Field(from.Name) == nil {
			candidates = append(candidates, candidate{p.word(from), p.say.Say("list-referring", "kinds", from.Plural())})
		}
	}
	return candidates
}
