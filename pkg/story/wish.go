package story

import (
	"strings"

	languages "github.com/canevas-systemique/canvas/pkg/words"
)

// IsWish tells whether what somebody says may be a wish: it announces one, begins with an action, names a thing,
// or says what it is good for. Remarks, and what tells how things are («on imprime tout le vendredi»), are none.
// Where the words do not tell, it is one.
func IsWish(sentence string) bool {
	t := newText(sentence)
	if len(t.words) < 2 {
		return false
	}
	language := languages.Language(sentence)
	for _, g := range grammars() {
		if g.language == language && g.remark.has(t, 0) && g.opening(t).to == 0 {
			return false
		}
	}
	if _, benefit := ParseWant(sentence); benefit != "" {
		return true
	}
	for _, g := range grammars() {
		switch {
		case g.announces(t):
			return true
		case g.language == language && g.states(t):
			return false
		}
	}
	return !strings.Contains(t.gap(1), ",") // a word on its own, then others
}

// announces tells whether a text announces a wish, or begins with an action; or does so after a sign:
// «important : voir les allergies».
func (g *grammar) announces(t *text) bool {
	if g.opening(t).to > 0 || g.action(t, 0) {
		return true
	}
	for i := 1; i < len(t.words); i++ {
		if t.parted(i) && (g.want.has(t, i) || g.action(t, i)) {
			return true
		}
	}
	return false
}

// states tells whether a text says how things are. What follows «qui» or «quand» only says more about a thing.
func (g *grammar) states(t *text) bool {
	for i := range t.words {
		switch {
		case g.relative.has(t, i):
			return false
		case g.fact.has(t, i) && !g.action(t, i), g.does != nil && g.does(t, i):
			return true
		}
	}
	return false
}
