package story

import (
	"slices"
	"strings"
)

// told reads stories that are not said in the order or the person of a story:
// «La trésorière veut …», «Étant président, je veux …», «Conseillers : pouvoir
// …», «Je veux, en tant que client, …». It is strict, since most sentences that
// look like these are none.
func (g *grammar) told(t *text) (Story, bool) {
	for i := 0; i < len(t.words) && i <= titleWords; i++ {
		if !t.begins(i) {
			continue
		}
		for _, read := range []func(*text, int) (Story, bool){g.ofOthers, g.loosely, g.labelled, g.wantFirst} {
			if s, ok := read(t, i); ok {
				return s, true
			}
		}
	}
	return Story{}, false
}

const nounWords = 6 // a longer noun phrase is a sentence

// ofOthers reads a noun phrase that wants something: «Les moniteurs veulent
// savoir qui vient», «Members want to know who comes».
func (g *grammar) ofOthers(t *text, i int) (Story, bool) {
	from := g.skipDeterminers(t, i)
	determined := from > i
	for j := from; j < min(from+nounWords, len(t.words)-1); j++ {
		if j > from && t.parted(j) || g.relative.has(t, j) || g.statement.has(t, j) {
			return Story{}, false
		}
		w, ok := g.wanted(t, j+1, from, determined)
		if ok && !g.joint.has(t, j) && !t.parted(j+1) {
			return g.complete(t, t.part(from, j+1), w, "")
		}
	}
	return Story{}, false
}

// skipDeterminers passes over «les» and «le/la».
func (g *grammar) skipDeterminers(t *text, i int) int {
	for range 2 {
		if m, ok := g.determiner.at(t, i); ok {
			i = m.cut
		}
	}
	return i
}

// wanted returns the want of somebody, who is named from word noun on, when a
// wanting verb stands at word i.
func (g *grammar) wanted(t *text, i, noun int, determined bool) (match, bool) {
	head := g.head(t, noun, i)
	if g.thing == nil || g.thing(head) || !determined && !g.plural(t, noun, i) {
		return match{}, false
	}
	if w := g.turned(t, match{from: i, cut: i, to: i}); w.lead != "" {
		return w, true
	}
	m, ok := g.wants.at(t, i)
	if !ok {
		if m, ok = g.needs.at(t, i); !ok || !g.speaker(head) {
			return match{}, false
		}
	}
	return m, m.cut < len(t.words) && !t.parted(m.cut) && g.wantable(t, m.cut)
}

// wantable tells whether the words from i on may be what a wanting verb announces.
func (g *grammar) wantable(t *text, i int) bool {
	if g.language == "en" {
		return t.words[i-1].folded == "to" || thing(t.words[i].folded)
	}
	if t.reads(i, []string{"la", "bienvenue"}) {
		return false // a greeting
	}
	return g.action(t, i) || g.determiner.has(t, i) || t.words[i].folded == "que" || t.words[i].folded == "qu'"
}

// head returns the word that says what a noun phrase is: the first in French,
// the last before a preposition in English.
func (g *grammar) head(t *text, from, to int) string {
	if g.language != "en" {
		return t.words[from].folded
	}
	for i := from + 1; i < to; i++ {
		if w := t.words[i].folded; w == "of" || w == "in" || w == "for" || w == "at" {
			return t.words[i-1].folded
		}
	}
	return t.words[to-1].folded
}

// plural tells whether words may do without a determiner: only an English
// plural may, and no «many».
func (g *grammar) plural(t *text, from, to int) bool {
	last := t.words[to-1].folded
	if g.language != "en" || to-from > 3 || !strings.HasSuffix(last, "s") || strings.HasSuffix(last, "ss") {
		return false
	}
	return !slices.ContainsFunc(t.words[from:to], func(w word) bool { return thing(w.folded) })
}

// loosely reads «Comme secrétaire, il me faut …».
func (g *grammar) loosely(t *text, i int) (Story, bool) {
	m, ok := g.loose.at(t, i)
	if !ok || g.notLoose.has(t, m.cut) {
		return Story{}, false
	}
	j := t.nextParted(m.cut+1, m.cut+nounWords)
	w, ok := g.want.at(t, j)
	if s, is := g.subject.at(t, j); is && g.turned(t, s).lead != "" {
		w, ok = g.turned(t, s), true
	}
	if !ok {
		return Story{}, false
	}
	return g.complete(t, t.part(m.cut, j), w, "")
}

// labelled reads «Conseillers : pouvoir dicter un compte rendu».
func (g *grammar) labelled(t *text, i int) (Story, bool) {
	from := g.skipDeterminers(t, i)
	j := t.nextParted(from+1, from+nounWords)
	m, ok := g.opener.at(t, j)
	if !ok || t.words[j].folded == "to" || !strings.Contains(t.gap(j), ":") || g.speaker == nil || !g.speaker(g.head(t, from, j)) {
		return Story{}, false
	}
	return g.complete(t, t.part(from, j), m, "")
}

// wantFirst reads «Je veux, en tant que client, annuler ma commande».
func (g *grammar) wantFirst(t *text, i int) (Story, bool) {
	w, ok := g.want.at(t, i)
	if !ok || !t.parted(w.cut) {
		return Story{}, false
	}
	m, ok := g.role.at(t, w.cut)
	if !ok || g.notRole.has(t, m.cut) {
		return Story{}, false
	}
	from := m.cut
	if a, ok := g.article.at(t, from); ok {
		from = a.cut
	}
	j := t.nextParted(from+1, from+roleWords)
	if j >= len(t.words) {
		return Story{}, false
	}
	return g.complete(t, t.part(from, j), here(j), "")
}

// nextParted returns the first word from i on that a sign parts from the one before
// it; len(t.words) when there is none before word limit.
func (t *text) nextParted(i, limit int) int {
	for ; i < min(limit, len(t.words)); i++ {
		if t.parted(i) {
			return i
		}
	}
	return len(t.words)
}

// ParseWant reads a wish of somebody who is known: the words of the want without
// «je voudrais» or «I want to» before it, and the benefit that it ends or begins
// with, if any. A text that holds nothing of the kind is the want as it is.
func ParseWant(text string) (want, benefit string) {
	t := newText(text).withoutFillers()
	for _, g := range grammars() {
		if m := g.opening(t); m.to > 0 {
			return g.wish(t, m)
		}
		if b, ok := g.benefitAt(t, 0); ok {
			if w, ok := g.partedWant(t, b.cut+1, len(t.words)); ok {
				return g.wantPart(t, w, len(t.words)), g.benefitPart(t, b, w.from)
			}
		}
	}
	for _, g := range grammars() {
		if want, benefit := g.wish(t, match{}); benefit != "" {
			return want, benefit
		}
	}
	return tidy(t.s), ""
}

// opening returns the formula with which a wish begins, and what it announces.
func (g *grammar) opening(t *text) match {
	if m, ok := g.topicAt(t, 0); ok {
		return m
	}
	if m, ok := g.want.at(t, 0); ok {
		return g.keepNegation(t, m)
	}
	if m, ok := g.subject.at(t, 0); ok {
		if m = g.turned(t, m); m.lead != "" {
			return m
		}
	}
	if m, ok := g.bare.at(t, 0); ok && !g.negation.has(t, m.cut) {
		return m
	}
	if i := g.skipOpeners(t, 0); i > 0 {
		return match{cut: i, to: i}
	}
	return match{}
}

// topicAt returns the match of «ce qui me manque, c'est» at word i.
func (g *grammar) topicAt(t *text, i int) (match, bool) {
	m, ok := g.topic.at(t, i)
	if !ok {
		return match{}, false
	}
	c, ok := g.copula.at(t, m.to)
	return match{from: i, cut: c.cut, to: c.to}, ok
}

// wish reads the want that m announces, and a benefit.
func (g *grammar) wish(t *text, m match) (want, benefit string) {
	n := len(t.words)
	from, end := g.skipOpeners(t, m.cut), n
	if b, ok := g.findBenefit(t, from); ok {
		benefit, end = g.benefitPart(t, b, n), b.from
		if end-1 > m.cut && g.joint.has(t, end-1) {
			end--
		}
	}
	want = g.wantPart(t, m, end)
	switch {
	case !says(want):
		return tidy(t.s), ""
	case !says(benefit):
		return g.wantPart(t, m, n), ""
	}
	return want, benefit
}

// Speaker returns the role of a sentence that says who speaks and not what is
// wanted: «En tant que trésorière». It is empty for all others.
func Speaker(sentence string) string {
	if _, ok := Parse(sentence); ok {
		return ""
	}
	const most = 8 // words of a role; with more it is unclear what the sentence says
	t := newText(sentence)
	for _, g := range grammars() {
		for i := 0; i < len(t.words) && i <= titleWords; i++ {
			m, ok := g.role.at(t, i)
			if !ok || !t.begins(i) || g.notRole.has(t, m.cut) {
				continue
			}
			if a, ok := g.article.at(t, m.cut); ok {
				m = a
			}
			end := len(t.words)
			if w, ok := g.findWant(t, m.cut, end); ok {
				end = w.from
			}
			if end-m.cut > most || g.want.has(t, m.cut) || g.subject.has(t, m.cut) {
				return ""
			}
			return unquoted(t.part(m.cut, end))
		}
	}
	return ""
}
