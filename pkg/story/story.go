// Package story reads a user story, a sentence that says who wants what and
// what for, and writes one, in French, English, Dutch and German. It keeps the
// words as they were written and guesses nothing that they do not say.
package story

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Story is what a user story says. The parts are as written: only connectors,
// bold markers, line breaks and a final full stop are gone.
type Story struct {
	Language string // of the sentence itself: "fr", "en", "nl" or "de"
	Role     string // «conseiller»
	Want     string // «consulter l'historique», «ne plus ressaisir»; "que" is kept
	Benefit  string // «ne pas le faire répéter»; empty when there is none
}

// Parse takes role, want and benefit out of a sentence. ok is false when no
// role and want were found. The time it takes grows linearly with the text.
func Parse(sentence string) (s Story, ok bool) {
	t := newText(sentence)
	if s, ok := parse(t); ok {
		return s, true
	}
	if said := t.withoutFillers(); said != t {
		return parse(said)
	}
	return Story{}, false
}

func parse(t *text) (Story, bool) {
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
	for _, g := range grammars() {
		if s, ok := g.told(t); ok {
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
		if m, ok := g.benefitAt(t, i); ok {
			if s, ok := g.benefitFirst(t, m); ok {
				return s, true
			}
		}
	}
	return Story{}, false
}

// benefitAt returns the connector of a benefit at word i, where the text or a
// part of it begins.
func (g *grammar) benefitAt(t *text, i int) (match, bool) {
	if m, ok := g.benefit.at(t, i); ok {
		return m, true
	}
	m, ok := g.purpose.at(t, i)
	return m, ok && g.action(t, m.cut)
}

// begins tells whether a story may begin at word i: at the beginning of a line
// or after a number, a tag or a title that a sign sets off.
func (t *text) begins(i int) bool {
	if i == 0 {
		return true
	}
	gap := []rune(t.gap(i))
	for n, r := range gap {
		switch r {
		case '\n', ':', '|', '\t', '>', ']', ')', '}', '#', '•', '→', '«', '“', '"', '*':
			return true
		case '-', '–', '—':
			if n > 0 && blank(gap[n-1]) {
				return true
			}
		case '.', ';', '/':
			if t.numbered(i) && i <= 4 {
				return true
			}
		}
	}
	// US-12 As a user; US-12 Log in As a user
	first, _ := utf8.DecodeRuneInString(t.s[t.words[i].start:])
	return t.numbered(i) && (i <= 3 || unicode.IsUpper(first))
}

// numbered tells whether one of the first words, before word i, is a number:
// «US-12», «Story 4.1».
func (t *text) numbered(i int) bool {
	for _, w := range t.words[:min(i, 3)] {
		if last := w.folded[len(w.folded)-1]; '0' <= last && last <= '9' {
			return true
		}
	}
	return false
}

// afterRole reads a story whose role begins with word i, but for its article.
// The benefit is the one that stood before the role, if any.
func (g *grammar) afterRole(t *text, i int, benefit string) (Story, bool) {
	const most = 3 // articles
	starts := []int{i}
	for m, ok := g.article.at(t, i); ok && len(starts) <= most; m, ok = g.article.at(t, m.cut) {
		if next, _ := utf8.DecodeRuneInString(t.gap(m.cut)); !blank(next) && !strings.ContainsRune("(/):.…", next) {
			break // A* player
		}
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
	end := w.from // of the role
	if b, early := g.benefit.first(t, i, limit); early && benefit == "" && (!ok || b.from < w.from) {
		// As a user, in order to find it again, I want …
		after, found := g.partedWant(t, b.cut, min(n, b.cut+roleWords))
		if ok = found && t.parted(b.from); ok {
			w, end, benefit = after, b.from, g.benefitPart(t, b, after.from)
		}
		limit = b.from
	}
	if !ok {
		if w, ok = g.bareWant(t, i, limit); !ok {
			return Story{}, false
		}
		end = w.from
	}
	return g.complete(t, t.part(i, end), w, benefit)
}

// complete reads the want, and the benefit unless it is known, of a story whose role has been read.
func (g *grammar) complete(t *text, role string, w match, benefit string) (Story, bool) {
	n := len(t.words)
	if says(benefit) {
		return g.story(role, g.wantPart(t, w, n), benefit)
	}
	end := n // of the want
	if b, ok := g.findBenefit(t, g.skipOpeners(t, w.cut)); ok {
		benefit, end = g.benefitPart(t, b, n), b.from
		if end-1 > w.cut && g.joint.has(t, end-1) {
			end--
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
	return Story{g.language, unquoted(role), want, benefit}, true
}

// unquoted takes off the quotation marks around a whole role.
func unquoted(role string) string {
	for _, marks := range []string{"«»", "“”", "„“", "‘’", `""`, "''"} {
		open, size := utf8.DecodeRuneInString(marks)
		inner, ok := strings.CutPrefix(role, string(open))
		inner, closed := strings.CutSuffix(inner, marks[size:])
		if inner = strings.TrimFunc(inner, blank); ok && closed && says(inner) && !strings.ContainsAny(inner, marks) {
			return inner
		}
	}
	return role
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
