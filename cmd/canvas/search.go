package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/search"
	"github.com/canevas-systemique/canvas/pkg/term"
)

type searchOptions struct {
	json  bool
	limit int
	kinds []string
}

func newSearch(p *program) *cobra.Command {
	o := &searchOptions{}
	cmd := &cobra.Command{
		Use:               p.say.Say("use-search"),
		Aliases:           []string{"chercher"},
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return seeHelp(cmd, diag.Fail("search-what"))
			}
			return runSearch(cmd.Context(), p, strings.Join(args, " "), *o)
		},
	}
	p.describe(cmd, "search")
	flags := cmd.Flags()
	flags.SortFlags = false
	p.kindsFlag(cmd, &o.kinds, "flag-kind")
	flags.IntVar(&o.limit, "limit", 20, p.say.Say("flag-limit"))
	flags.BoolVar(&o.json, "json", false, p.say.Say("flag-json"))
	return cmd
}

func runSearch(ctx context.Context, p *program, text string, o searchOptions) error {
	if err := p.ready(); err != nil {
		return err
	}
	var kinds []*kind.Kind
	for _, word := range commaParts(o.kinds) {
		k, err := p.oneOfKinds(word)
		if err != nil {
			return err
		}
		kinds = append(kinds, k)
	}
	if kinds == nil {
		kinds = p.kinds.All()
	}
	q := search.NewQuery(text)
	if len(q.Words()) == 0 {
		return diag.Fail("search-no-words", "text", text)
	}
	found, err := search.Run(ctx, p.folder.FS(), p.kinds, q, kinds...)
	if err != nil {
		return err
	}
	shown := found
	if o.limit > 0 {
		shown = found[:min(len(found), o.limit)]
	}
	if o.json {
		return p.searchJSON(q, shown, len(found))
	}
	if len(found) == 0 {
		return p.nothingFound(ctx, q, text, kinds)
	}
	p.printMatches(q, shown)
	if len(shown) < len(found) {
		p.remark("more", "n", len(found)-len(shown), "all", len(found))
	} else {
		p.remark("list-count", "n", len(found))
	}
	return nil
}

// printMatches shows each item by its name and, where that does not show every word, the texts that do.
func (p *program) printMatches(q search.Query, found []search.Match) {
	plain := func(text string) string { return text }
	nameOf := p.names(p.folder.FS())
	var entries []term.Entry
	for _, m := range found {
		style := plain
		if m.Item.Closed() {
			style = p.screen.Dim
		}
		e := term.Entry{Label: p.say.Term(m.Item.Kind.Term())}
		id := term.Cell{Text: m.Item.ID, Style: p.screen.Dim}
		e.Lines = [][]term.Cell{{{Text: oneLine(m.Item.Name()), Style: p.marked(q, style)}, id}}
		for _, place := range m.Telling() {
			if place.Field == nil && place.Path == search.ID {
				e.Lines[0][1].Style = p.marked(q, p.screen.Dim)
				continue
			}
			if place.Field != nil && slices.Contains(m.Item.Kind.Named, place.Path) {
				continue // it stands in the first line
			}
			text := place.Text
			if place.Field != nil && len(place.Field.Refs) > 0 {
				text = nameOf(place.Field, text)
			}
			e.Lines = append(e.Lines, []term.Cell{
				{Text: "  " + p.placeLabel(m, place), Style: p.screen.Dim},
				{Text: p.excerpt(q, oneLine(text)), Style: p.marked(q, style)},
			})
		}
		entries = append(entries, e)
	}
	fmt.Fprint(p.stdout, p.screen.Card(entries))
}

// placeLabel is what people call the field that holds a text.
func (p *program) placeLabel(m search.Match, place search.Place) string {
	switch {
	case m.Broken:
		return p.say.Say("search-broken")
	case place.Field == nil:
		return place.Path
	}
	return fieldLabel(p.say, m.Item.Kind, place.Field)
}

// oneLine keeps what is to stand on one line from breaking it.
func oneLine(text string) string {
	return strings.NewReplacer("\r", "", "\n", " ", "\t", " ").Replace(strings.TrimSpace(text))
}

// marked paints the words that were looked for, and all else in a style.
func (p *program) marked(q search.Query, style func(string) string) func(string) string {
	return func(text string) string {
		var b strings.Builder
		runes, at := []rune(text), 0
		for _, s := range q.Spans(text) {
			b.WriteString(style(string(runes[at:s.Start])) + p.screen.Mark(string(runes[s.Start:s.End])))
			at = s.End
		}
		return b.String() + style(string(runes[at:]))
	}
}

// excerptRunes is how much of a long text is shown around a word.
const excerptRunes = 72

// excerpt cuts a long text between words, around the first that was looked for.
func (p *program) excerpt(q search.Query, text string) string {
	runes := []rune(text)
	spans := q.Spans(text)
	if len(runes) <= excerptRunes || len(spans) == 0 {
		return text
	}
	mark := p.screen.Glyph("…", "...")
	from := max(0, min(spans[0].Start-excerptRunes/3, len(runes)-excerptRunes))
	to := min(len(runes), from+excerptRunes)
	before, after := "", ""
	if from > 0 {
		before = mark + " "
		for from < spans[0].Start && runes[from-1] != ' ' {
			from++
		}
	}
	if to < len(runes) {
		after = " " + mark
		for to > spans[0].End && runes[to] != ' ' {
			to--
		}
	}
	return before + string(runes[from:to]) + after
}

// nothingFound says so, with the words that may have been meant.
func (p *program) nothingFound(ctx context.Context, q search.Query, text string, kinds []*kind.Kind) error {
	p.remark("search-nothing", "text", text)
	missing, err := q.Missing(ctx, p.folder.FS(), kinds)
	if err != nil {
		return err
	}
	for _, m := range missing {
		if len(m.Near) > 0 {
			p.hint("did-you-mean", "candidates", m.Near)
		} else if len(q.Words()) > 1 {
			p.hint("search-nowhere", "word", m.Word)
		}
	}
	if len(missing) == 0 {
		p.hint("search-fewer")
	}
	return nil
}

// match is an item that was found, for machines.
type match struct {
	itemJSON
	Closed bool         `json:"closed"`
	Broken bool         `json:"broken"`
	Places []matchPlace `json:"places"`
}

type matchPlace struct {
	Field string        `json:"field"` // as set takes it: "criteria[0].measure"; "id"
	Text  string        `json:"text"`
	Spans []search.Span `json:"spans"` // in characters of the text
}

func (p *program) searchJSON(q search.Query, found []search.Match, total int) error {
	list := []match{}
	for _, m := range found {
		one := match{itemReport(m.Item), m.Item.Closed(), m.Broken, []matchPlace{}}
		for _, place := range m.Places {
			one.Places = append(one.Places, matchPlace{place.Path, place.Text, notNull(place.Spans)})
		}
		list = append(list, one)
	}
	return p.printJSON(struct {
		Version int      `json:"version"`
		Words   []string `json:"words"` // as they are compared
		Total   int      `json:"total"` // without --limit
		Items   []match  `json:"items"`
	}{1, q.Words(), total, list})
}
