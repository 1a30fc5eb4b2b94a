package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/similar"
	"github.com/canevas-systemique/canvas/pkg/story"
	"github.com/canevas-systemique/canvas/pkg/term"
)

type similarOptions struct {
	json  bool
	limit int
	kinds []string
}

func newSimilar(p *program) *cobra.Command {
	o := &similarOptions{}
	cmd := &cobra.Command{
		Use:               p.say.Say("use-similar"),
		Aliases:           []string{"semblables", "proches"},
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: p.completeIDs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if text := strings.TrimSpace(strings.Join(args, " ")); text != "" || len(args) == 0 {
				return runSimilar(cmd.Context(), p, text, *o)
			}
			return diag.Fail("similar-what").Hint("see-help", "command", p.command("similar", "--help"))
		},
	}
	p.describe(cmd, "similar")
	flags := cmd.Flags()
	flags.SortFlags = false
	p.kindsFlag(cmd, &o.kinds, "flag-similar-kind")
	flags.IntVar(&o.limit, "limit", 20, p.say.Say("flag-limit"))
	flags.BoolVar(&o.json, "json", false, p.say.Say("flag-json"))
	return cmd
}

func runSimilar(ctx context.Context, p *program, text string, o similarOptions) error {
	if o.limit < 0 {
		return diag.Fail("option-value", "option", "--limit", "value", fmt.Sprint(o.limit))
	}
	c, err := p.load(ctx)
	if err != nil {
		return err
	}
	kinds, err := p.compared(o.kinds)
	if err != nil {
		return err
	}
	if text == "" {
		return p.similarPairs(ctx, c, kinds, o)
	}
	q, err := p.nearTo(c, text)
	if err != nil {
		return err
	}
	if q.item != nil && len(o.kinds) == 0 {
		kinds = []*kind.Kind{q.item.Kind}
	}
	return p.similarTo(c, kinds, q, o)
}

// compared are the kinds that were asked for, else those whose items are stories.
func (p *program) compared(asked []string) (kinds []*kind.Kind, err error) {
	for _, word := range commaParts(asked) {
		k, err := p.oneOfKinds(word)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
	}
	if kinds == nil {
		kinds = slices.DeleteFunc(slices.Clone(p.kinds.All()), func(k *kind.Kind) bool { return !story.Fits(k) })
	}
	return kinds, nil
}

// similarPairs shows all that is nearly said twice.
func (p *program) similarPairs(ctx context.Context, c *canvas.Canvas, kinds []*kind.Kind, o similarOptions) error {
	var pairs []similar.Pair
	items := 0
	for _, k := range kinds {
		found, err := similar.New(k, c.OfKind(k)).Pairs(ctx)
		if err != nil {
			return err
		}
		pairs = append(pairs, found...)
		items += len(c.OfKind(k))
	}
	if o.json {
		return p.pairsJSON(pairs, o.limit)
	}
	groups := similar.Groups(pairs)
	shown := groups[:upTo(o.limit, len(groups))]
	for i, group := range shown {
		if i > 0 {
			fmt.Fprintln(p.stdout)
		}
		p.printGroup(group)
	}
	if len(groups) == 0 {
		fmt.Fprintln(p.stderr, p.say.Say("similar-none", "n", items))
		return nil
	}
	fmt.Fprintln(p.stderr)
	if len(shown) < len(groups) {
		fmt.Fprintln(p.stderr, p.say.Say("more", "n", len(groups)-len(shown), "all", len(groups)))
	}
	fmt.Fprintln(p.stderr, p.say.Say("similar-count", "n", len(pairs), "items", items))
	first := shown[0]
	p.hint("similar-merge", "command", p.command("merge", p.unambiguous(c, first[1].Item), p.unambiguous(c, first[0].Item)))
	return nil
}

// upTo is how many of n are shown; a limit of 0 is none.
func upTo(limit, n int) int {
	if limit == 0 {
		return n
	}
	return min(limit, n)
}

// unambiguous is the word for an item that no other answers to.
func (*program) unambiguous(c *canvas.Canvas, it *canvas.Item) string {
	if len(c.Find(it.ID)) == 1 {
		return it.ID
	}
	return it.Key()
}

// printGroup shows items one below the other, in each the words that the one it is near to has not.
func (p *program) printGroup(group []similar.Member) {
	var entries []term.Entry
	for i, m := range group {
		like := m.Like
		if i == 0 {
			like = group[1].Item
		}
		differing, _ := similar.Differing(similar.Said(m.Item), similar.Said(like))
		e := p.nearEntry(m.Item, func(w string) bool { return slices.Contains(differing, w) })
		if i > 0 {
			e.Lines = append(e.Lines, []term.Cell{{Text: p.nearness(m.Nearness), Style: p.screen.Dim}})
		}
		entries = append(entries, e)
	}
	fmt.Fprint(p.stdout, p.screen.Card(entries))
}

// nearEntry shows what an item says, some words of it marked, beside who says it.
func (p *program) nearEntry(it *canvas.Item, mark func(folded string) bool) term.Entry {
	style := func(text string) string { return text }
	if it.Closed() {
		style = p.screen.Dim
	}
	said := cmp.Or(oneLine(similar.Said(it)), it.ID)
	return term.Entry{Label: p.speaker(it), Lines: [][]term.Cell{{
		{Text: said, Style: func(text string) string { return p.markWords(text, mark, style) }},
		{Text: it.ID, Style: p.screen.Dim},
	}}}
}

// speaker is the role of a story; what an item is, where it has none.
func (p *program) speaker(it *canvas.Item) string {
	for i := range it.Links {
		if l := &it.Links[i]; story.Fits(it.Kind) && l.Field.Path == "role" {
			return oneLine(l.Name())
		}
	}
	return p.say.Term(it.Kind.Term())
}

// markWords paints some words of a text, and all else in a style.
func (p *program) markWords(text string, mark func(folded string) bool, style func(string) string) string {
	var b strings.Builder
	runes, at := []rune(text), 0
	for _, w := range similar.Words(text) {
		if mark(w.Folded) {
			b.WriteString(style(string(runes[at:w.Start])) + p.screen.Mark(string(runes[w.Start:w.End])))
			at = w.End
		}
	}
	return b.String() + style(string(runes[at:]))
}

func (p *program) nearness(share float64) string {
	return p.say.Say("similar-nearness", "percent", p.percent(rounded(100*share)))
}

// question is what items are compared with.
type question struct {
	text string
	item *canvas.Item          // that says it; nil: somebody typed it
	same map[*canvas.Item]bool // what it refers to
}

// nearTo reads what somebody typed: the id of an item, a sentence, or a wish.
func (p *program) nearTo(c *canvas.Canvas, text string) (q question, err error) {
	q = question{text: text, same: map[*canvas.Item]bool{}}
	if found := c.Find(text); len(found) > 0 {
		if q.item, err = p.find(c, text); err != nil {
			return q, err
		}
		q.text = similar.Said(q.item)
		for _, l := range q.item.Links {
			if l.To != nil {
				q.same[l.To] = true
			}
		}
		return q, nil
	}
	if s, ok := story.Parse(text); ok {
		for _, k := range p.kinds.All() {
			if !story.Fits(k) {
				continue
			}
			for _, role := range k.Field("role").Refs {
				for _, it := range canvas.NewNames(c.OfKind(p.kinds.Named(role))...).Named(s.Role) {
					q.same[it] = true
				}
			}
		}
	}
	return q, nil
}

// similarTo shows the items that are near to one or to a text, and why.
func (p *program) similarTo(c *canvas.Canvas, kinds []*kind.Kind, q question, o similarOptions) error {
	var found []similar.Match
	for _, k := range kinds {
		found = append(found, similar.New(k, c.OfKind(k)).Nearest(q.text, func(it *canvas.Item) bool { return it == q.item })...)
	}
	if len(kinds) > 1 {
		slices.SortStableFunc(found, func(a, b similar.Match) int { return cmp.Compare(b.Nearness, a.Nearness) })
	}
	shown := found[:upTo(o.limit, len(found))]
	if o.json {
		return p.nearestJSON(q, shown, len(found))
	}
	if len(found) == 0 {
		fmt.Fprintln(p.stderr, p.say.Say("similar-nothing", "text", oneLine(q.text)))
	}
	if q.item == nil && !strings.Contains(q.text, " ") { // it may have been meant for an id
		if near := p.nearIDs(c, q.text); len(near) > 0 {
			defer p.hint("did-you-mean", "candidates", near)
		}
	}
	p.printNearest(c, q, shown)
	if len(shown) < len(found) {
		fmt.Fprintln(p.stderr, p.say.Say("more", "n", len(found)-len(shown), "all", len(found)))
	}
	return nil
}

// printNearest shows items that are near, and what to do where one is too near.
func (p *program) printNearest(c *canvas.Canvas, q question, found []similar.Match) {
	var entries []term.Entry
	for _, m := range found {
		shared := m.Shared()
		e := p.nearEntry(m.Item, func(folded string) bool {
			return slices.ContainsFunc(shared, func(w similar.Word) bool { return w.Folded == folded })
		})
		e.Lines = append(e.Lines, []term.Cell{{Text: p.whyNear(m, q), Style: p.screen.Dim}})
		entries = append(entries, e)
	}
	fmt.Fprint(p.stdout, p.screen.Card(entries))
	if q.item != nil && len(found) > 0 && found[0].Alike {
		p.hint("similar-merge", "command", p.command("merge", p.unambiguous(c, found[0].Item), p.unambiguous(c, q.item)))
	}
}

// whyNear says how near an item is, which words both have and to what else both refer.
func (p *program) whyNear(m similar.Match, q question) string {
	parts := []string{p.nearness(m.Nearness)}
	if m.Alike {
		parts[0] += " (" + p.say.Say("similar-alike") + ")"
	}
	if shared := sharedWords(m); len(shared) > 0 {
		parts = append(parts, p.say.Say("similar-shared", "words", strings.Join(shared, ", ")))
	}
	for _, l := range sharedLinks(m, q) {
		parts = append(parts, p.say.Say("similar-same", "kind", l.To.Kind.Term(), "name", oneLine(l.Name())))
	}
	return strings.Join(parts, " "+p.screen.Glyph("·", "-")+" ")
}

// sharedWords are the words that both have, as the item writes them.
func sharedWords(m similar.Match) (list []string) {
	runes := []rune(similar.Said(m.Item))
	for _, w := range m.Shared() {
		if text := string(runes[w.Start:w.End]); !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return list
}

// sharedLinks are the references of an item of its own, not in a record, to what the other refers to as well.
func sharedLinks(m similar.Match, q question) (links []*canvas.Link) {
	for i := range m.Item.Links {
		if l := &m.Item.Links[i]; q.same[l.To] && !strings.Contains(l.Field.Path, ".") {
			links = append(links, l)
		}
	}
	return links
}

// Similar items, for machines: schema/meta/similar.schema.json describes them.
type nearItem struct {
	itemJSON
	Closed bool `json:"closed"`
}

func nearItemOf(it *canvas.Item) nearItem { return nearItem{itemReport(it), it.Closed()} }

type nearPair struct {
	Nearness  float64     `json:"nearness"` // from 0 to 1
	Items     [2]nearItem `json:"items"`
	Differing [2][]string `json:"differing"` // the words that each has alone, folded
}

func (p *program) pairsJSON(pairs []similar.Pair, limit int) error {
	list := []nearPair{}
	for _, pair := range pairs[:upTo(limit, len(pairs))] {
		one := nearPair{Nearness: pair.Nearness, Items: [2]nearItem{nearItemOf(pair.A), nearItemOf(pair.B)}}
		inA, inB := similar.Differing(similar.Said(pair.A), similar.Said(pair.B))
		one.Differing = [2][]string{notNull(inA), notNull(inB)}
		list = append(list, one)
	}
	return p.printJSON(struct {
		Version int        `json:"version"`
		Total   int        `json:"total"` // without --limit
		Pairs   []nearPair `json:"pairs"`
	}{1, len(pairs), list})
}

type nearMatch struct {
	nearItem
	Nearness float64  `json:"nearness"`
	Alike    bool     `json:"alike"`  // near enough to be a pair
	Shared   []string `json:"shared"` // words
	// References are to what both refer to.
	References []reference `json:"references"`
}

func (p *program) nearestJSON(q question, found []similar.Match, total int) error {
	list := []nearMatch{}
	for _, m := range found {
		one := nearMatch{nearItemOf(m.Item), m.Nearness, m.Alike, notNull(sharedWords(m)), []reference{}}
		for _, l := range sharedLinks(m, q) {
			one.References = append(one.References, referenceTo(l))
		}
		list = append(list, one)
	}
	report := struct {
		Version int         `json:"version"`
		Text    string      `json:"text"`
		Item    string      `json:"item,omitempty"` // the key of the one that says it
		Total   int         `json:"total"`          // without --limit
		Items   []nearMatch `json:"items"`
	}{1, q.text, "", total, list}
	if q.item != nil {
		report.Item = q.item.Key()
	}
	return p.printJSON(report)
}
