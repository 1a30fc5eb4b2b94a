// Package story reads a user story, a sentence that says who wants what and
// what for, and writes one, in French, English, Dutch and German. It keeps the
// words as they were written and guesses nothing that they do not say.
package story

import "unicode"

// Story is what a user story says. The parts are as written: only connectors,
// bold markers, line breaks and a final full stop are gone.
type Story struct {
	Language string // of the sentence itself: "fr", "en", "nl" or "de"
	Role     string // «conseiller»
	Want     string // «consulter l'historique»; a negation or "que" is kept
	Benefit  string // «ne pas le faire répéter»; empty when there is none
}

// Parse takes role, want and benefit out of a sentence. ok is false when no
// role and want were found. The time it takes grows linearly with the text.
func Parse(sentence string) (s Story, ok bool) {
	t := newText(sentence)
	for _, g := range grammars() {
		if s, ok := g.cells(t); ok {
			return s, true
		}
		if s, ok := g.parse(t); ok {
			return s, true
		}
	}
	for _, g := range grammars() {
		if s, ok := g.fields(t); ok {
			return s, true
		}
	}
	return Story{}, false
}

// Compose writes the story as a sentence of a language, without full stop; in
// the story's own language when that one is unknown. Parse reads it back.
func Compose(s Story, language string) string {
	for _, l := range []string{language, s.Language, "en"} {
		for _, g := range grammars() {
			if g.language == l {
				return g.sentence(g, s)
			}
		}
	}
	return ""
}

const (
	titleWords = 24 // before the role there may be a title or a number, not a text
	roleWords  = 60 // a longer role is no role
)

// parse reads the first story that a text holds in the order of a sentence:
// role, want, benefit, or with the benefit first or second.
func (g *grammar) parse(t *text) (Story, bool) {
	for i := 0; i < len(t.words) && i <= titleWords; i++ {
		if !t.begins(i) {
			continue
		}
		if m, ok := g.role.at(t, i); ok && !g.notRole.has(t, m.cut) {
			if s, ok := g.afterRole(t, m.cut, ""); ok {
				return s, true
			}
		}
		m, ok := g.benefit.at(t, i)
		if !ok {
			m, ok = g.purpose.at(t, i)
			ok = ok && g.action(t, m.cut)
		}
		if ok {
			if s, ok := g.benefitFirst(t, m); ok {
				return s, true
			}
		}
	}
	return Story{}, false
}

// begins tells whether a story may begin at word i: at the beginning of a line
// or after a number, a tag or a title that a sign sets off.
func (t *text) begins(i int) bool {
	if i == 0 {
		return true
	}
	gap := []rune(t.gap(i))
	number := false
	for _, w := range t.words[:i] {
		number = number || unicode.IsDigit(rune(w.folded[len(w.folded)-1]))
	}
	for n, r := range gap {
		switch r {
		case '\n', ':', '|', '\t', '>', ']', ')', '}', '#', '•', '→', '«', '“', '"', '*':
			return true
		case '-', '–', '—':
			if n > 0 && blank(gap[n-1]) {
				return true
			}
		case '.', ';', '/':
			if number && i <= 4 {
				return true
			}
		}
	}
	return number && i <= 3
}

// afterRole reads a story whose role begins with word i, but for its article.
// The benefit is the one that stood before the role, if any.
func (g *grammar) afterRole(t *text, i int, benefit string) (Story, bool) {
	const most = 3 // articles
	starts := []int{i}
	for m, ok := g.article.at(t, i); ok && len(starts) <= most; m, ok = g.article.at(t, m.cut) {
		starts = append(starts, m.cut)
	}
	// An article may be all there is: «As an A, I want …».
	for n := len(starts) - 1; n >= 0; n-- {
		if s, ok := g.fromRole(t, starts[n], benefit); ok {
			return s, true
		}
	}
	return Story{}, false
}

// fromRole reads a story whose role begins with word i exactly.
func (g *grammar) fromRole(t *text, i int, benefit string) (Story, bool) {
	n := len(t.words)
	limit := min(n, i+roleWords)
	w, ok := g.findWant(t, i, limit)
	if benefit == "" {
		if b, early := g.benefit.first(t, i, limit); early && (!ok || b.from < w.from) {
			if after, found := g.partedWant(t, b.cut, min(n, b.cut+roleWords)); found && t.parted(b.from) {
				// As a user, in order to find it again, I want …
				return g.story(t.part(i, b.from), g.wantPart(t, after, n), g.benefitPart(t, b, after.from))
			}
			ok, limit = false, b.from
		}
	}
	if !ok {
		if w, ok = g.bareWant(t, i, limit); !ok {
			return Story{}, false
		}
	}
	role, end := t.part(i, w.from), n
	if benefit == "" {
		if b, ok := g.findBenefit(t, g.skipOpeners(t, w.cut)); ok {
			benefit, end = g.benefitPart(t, b, n), b.from
			if end-1 > w.cut && g.joint.has(t, end-1) {
				end--
			}
		}
	}
	return g.story(role, g.wantPart(t, w, end), benefit)
}

// benefitFirst reads a story that begins with its benefit: In order to find it
// again, as a user, I want …
func (g *grammar) benefitFirst(t *text, b match) (Story, bool) {
	for j := b.cut + 1; j < len(t.words); j++ {
		if m, ok := g.role.at(t, j); ok && t.parted(j) && !g.notRole.has(t, m.cut) {
			return g.afterRole(t, m.cut, g.benefitPart(t, b, j))
		}
	}
	return Story{}, false
}

func (g *grammar) story(role, want, benefit string) (Story, bool) {
	if !says(role) || !says(want) {
		return Story{}, false
	}
	if !says(benefit) {
		benefit = ""
	}
	return Story{g.language, role, want, benefit}, true
}

// says tells whether a part holds a word; "-" in a table cell does not.
func says(part string) bool {
	for _, r := range part {
		if letter(r) {
			return true
		}
	}
	return false
}
