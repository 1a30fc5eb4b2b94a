package story

import (
	"strings"

	languages "github.com/canevas-systemique/canvas/pkg/words"
)

// IsWish tells whether what somebody says may be a wish: it announces one, begins with an action, names a thing,
// or says what it is good for. Remarks and figures, and what tells how things are («on imprime tout le vendredi»,
// «le camion tombe en panne»), are none. Where the words do not tell, it is one.
func IsWish(sentence string) bool {
	t := newText(sentence).withoutFillers()
	if len(t.words) < 2 {
		return false
	}
	language := languages.Language(t.s)
	for _, g := range grammars() {
		if _, isRemark := lists().at(t, 0, "remarks", g.language); isRemark && (language == "" || language == g.language) && g.opening(t).to == 0 && !g.obliges(t) {
			return false
		}
	}
	for _, g := range grammars() {
		switch {
		case g.announces(t):
			return true
		case (language == "" || language == g.language) && g.states(t, language != ""):
			return false
		}
	}
	if t.counts() {
		return false
	}
	if _, benefit := ParseWant(sentence); benefit != "" {
		return true
	}
	return !strings.Contains(t.gap(1), ",") // a word on its own, then others
}

// withoutFillers is a text without what people say before they say something: «euh», «donc moi».
func (t *text) withoutFillers() *text {
	from := 0
	for from < len(t.words) {
		e, isFiller := lists().at(t, from, "fillers", "")
		next := from + len(e.stems)
		if !isFiller || next >= len(t.words) || e.heading == "before a sign" && !t.parted(next) {
			break
		}
		from = next
	}
	if from == 0 {
		return t
	}
	return newText(t.s[t.words[from].start:])
}

// counts tells whether a text begins with a figure, as what people report does: «350 adhérents», «environ 12 %».
func (t *text) counts() bool {
	roughly, _ := lists().at(t, 0, "roughly", "")
	return t.isFigure(len(roughly.stems))
}

func (t *text) isFigure(i int) bool {
	return i < len(t.words) && '0' <= t.words[i].folded[0] && t.words[i].folded[0] <= '9'
}

// announces tells whether a text announces a wish, or begins with an action; or does so after a sign:
// «important : voir les allergies».
func (g *grammar) announces(t *text) bool {
	verb, isVerb := lists().at(t, 0, "verbs", g.language)
	if g.opening(t).to > 0 || g.action(t, 0) || isVerb && verb.stems[0] == t.words[0].folded {
		return true
	}
	for i := 1; i < len(t.words); i++ {
		if t.parted(i) && (g.want.has(t, i) || g.action(t, i)) {
			return true
		}
	}
	return g.obliges(t)
}

// obliges tells whether a text says what a thing must do, or what somebody must be able to: «le système doit prévenir le
// client». What people must do («la secrétaire doit tout recopier») they tell rather than want.
func (g *grammar) obliges(t *text) bool {
	from := g.skipDeterminers(t, 0)
	for i := from; i < min(len(t.words), from+nounWords) && !g.relative.has(t, i); i++ {
		if m, ok := g.must.at(t, i); ok {
			return g.opener.has(t, m.cut) || i > 0 && (g.it.has(t, i-1) || i > from && g.thing(g.head(t, from, i)))
		}
	}
	return false
}

// states tells whether a text says how things are. What follows «qui» only says more about a thing, and what follows
// «pour que» what it is good for; «quand …» at the beginning does not count, but «… on ne sait pas» after it does. Short words of one
// language are other words of another: they count only where the language is sure.
func (g *grammar) states(t *text, isSure bool) bool {
	whenever := g.relative.has(t, 0)
	for i := range t.words {
		switch {
		case whenever:
			if i > 1 && !g.relative.has(t, i-1) && (g.subject.has(t, i) || g.others.has(t, i)) {
				return true
			}
		case g.relative.has(t, i), g.benefit.has(t, i):
			return false
		case isSure && g.fact.has(t, i) && !g.action(t, i), g.tells(t, i), g.does != nil && g.does(t, i):
			return true
		}
	}
	return false
}

// tells tells whether word i is a verb by which somebody or something is said to do something.
func (g *grammar) tells(t *text, i int) bool {
	e, ok := lists().at(t, i, "tells", g.language)
	if !ok || i == 0 || t.parted(i) || g.beforeNoun.has(t, i-1) {
		return false
	}
	next := i + len(e.stems)
	return e.heading == "verb" || next < len(t.words) && !t.parted(next) && (g.afterVerb.has(t, next) || t.isFigure(next))
}
