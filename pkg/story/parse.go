package story

import "strings"

// findWant returns where the role that begins with word from ends and the want
// begins: at the first «I want», else at the first «I» with any verb, that does
// not belong to the role itself («the person whom I called»).
func (g *grammar) findWant(t *text, from, limit int) (match, bool) {
	var we *match
	for i := from + 1; i < limit; i++ {
		if m, ok := g.topicAt(t, i); ok {
			return m, true
		}
		if m, ok := g.scene.at(t, i); ok && (t.parted(i) || g.subject.has(t, m.to)) {
			return here(i), g.wantFollows(t, i+1, limit)
		}
		if g.relative.has(t, i-1) && !t.parted(i) {
			continue
		}
		if m, ok := g.want.at(t, i); ok {
			return g.keepNegation(t, m), true
		}
		if m, ok := g.subject.at(t, i); ok {
			if verb := i - 1; g.inverted && !t.parted(i) && verb > from {
				if g.relative.has(t, verb-1) {
					continue
				}
				return here(verb), true
			}
			return g.turned(t, m), true
		}
		if g.others.has(t, i) && we == nil && i+1 < limit && !t.parted(i+1) {
			w := g.turned(t, match{from: i, cut: i + 1, to: i + 1})
			if w.lead == "" {
				w = here(i)
			}
			we = &w
		}
	}
	if we != nil {
		return *we, true
	}
	return match{}, false
}

// wantFollows tells whether a want is said from word i on: the scene before it then belongs to it,
// «As a user, when I log in, I want …».
func (g *grammar) wantFollows(t *text, i, limit int) bool {
	if _, ok := g.findWant(t, i, limit); ok {
		return true
	}
	_, ok := g.bareWant(t, i, limit)
	return ok
}

// here is the match of a want that begins with word i, which nothing announces.
func here(i int) match { return match{from: i, cut: i, to: i} }

// keepNegation leaves the verb in the want when its sense is turned: «I can not
// see», where «see» alone would be the contrary.
func (g *grammar) keepNegation(t *text, m match) match {
	if g.negation.has(t, m.cut) && t.words[m.cut-1].folded != "to" {
		if s, ok := g.subject.at(t, m.from); ok {
			return g.turned(t, s)
		}
	}
	return m
}

// turned moves a negation to the action when the subject m is one who does not
// want it: «je ne veux plus ressaisir» is a want «ne plus ressaisir».
func (g *grammar) turned(t *text, m match) match {
	if g.refusal == nil {
		return m
	}
	if lead, cut, ok := g.refusal(t, m.cut); ok {
		return match{m.from, cut, cut, lead}
	}
	return m
}

// partedWant returns the first «I want» after a comma or the like.
func (g *grammar) partedWant(t *text, from, limit int) (match, bool) {
	for i := from; i < limit; i++ {
		if m, ok := g.want.at(t, i); ok && t.parted(i) {
			return g.keepNegation(t, m), true
		}
	}
	return match{}, false
}

// bareWant returns a want that no subject announces but a comma, a colon or a
// line break: «ETQ admin, pouvoir filtrer», «As a user, the page must load». After
// a colon any two words will do.
func (g *grammar) bareWant(t *text, from, limit int) (match, bool) {
	for i := from + 1; i < limit; i++ {
		if !t.parted(i) {
			continue
		}
		if m, ok := g.bare.at(t, i); ok {
			return m, true
		}
		if strings.Contains(t.gap(i), ":") && i+1 < limit {
			return here(i), true
		}
		if g.action(t, i) || g.isClause(t, i) || g.looseClause && g.clause.has(t, i) && len(t.words)-i > 3 {
			return here(i), true
		}
	}
	return match{}, false
}

// standsAlone tells whether a want needs no «I want» before it: it has its own
// subject, or begins with a circumstance that a want follows.
func (g *grammar) standsAlone(t *text) bool {
	if g.isClause(t, 0) || g.others.has(t, 0) && len(t.words) > 1 && !t.parted(1) {
		return true
	}
	if !g.scene.has(t, 0) {
		return false
	}
	limit := min(len(t.words), roleWords)
	_, ok := g.findWant(t, 1, limit)
	if !ok {
		_, ok = g.bareWant(t, 1, limit)
	}
	return ok
}

// isClause tells whether the words from i on look like a sentence of its own:
// «the page must load», but not «the system to say what is wrong».
func (g *grammar) isClause(t *text, i int) bool {
	const near = 12 // words up to the verb
	if !g.clause.has(t, i) {
		return false
	}
	for j := i + 1; j < min(len(t.words), i+near) && !g.relative.has(t, j) && !g.opener.has(t, j); j++ {
		if g.modal.has(t, j) {
			return true
		}
	}
	return false
}

// wantPart returns the want that a connector announces, up to word j.
func (g *grammar) wantPart(t *text, w match, j int) string {
	if w.lead != "" {
		return w.lead + " " + t.part(w.cut, j)
	}
	return t.announced(w, g.skipOpeners(t, w.cut), j)
}

// skipOpeners passes over «pouvoir» and «be able to».
func (g *grammar) skipOpeners(t *text, i int) int {
	for {
		m, ok := g.opener.at(t, i)
		if !ok {
			return i
		}
		i = m.cut
	}
}

// findBenefit returns the connector before the benefit of a want that begins at
// word i: the first strong one, else a weak one, else a reason.
func (g *grammar) findBenefit(t *text, i int) (match, bool) {
	n := len(t.words)
	for j := i + 1; j < n; j++ {
		m, ok := g.benefit.at(t, j)
		if ok && (t.parted(j) || !g.notAfter.has(t, j-1)) {
			return m, true
		}
	}
	if m, ok := g.weakBenefit(g, t, i+1, n); ok {
		return m, true
	}
	return g.reason.first(t, i+1, n)
}

// benefitPart returns the benefit that a connector announces, up to word j.
// People repeat connectors: «so that, so that I can», «Afin de... D'organiser».
func (g *grammar) benefitPart(t *text, b match, j int) string {
	i := t.skipRemark(b.cut, j)
	for i < j {
		if m, ok := g.benefit.at(t, i); ok && m.cut > i {
			i = m.cut
			continue
		}
		if m, ok := g.purpose.at(t, i); ok && g.action(t, m.cut) {
			i = m.cut
			continue
		}
		if g.echo.has(t, i) || i > 0 && g.particle.has(t, i-1) && g.particle.has(t, i) {
			i++
			continue
		}
		break
	}
	return t.announced(b, i, j)
}

// skipRemark passes over what the header of a table adds to a connector: «Afin de
// (si nécessaire)... participer».
func (t *text) skipRemark(i, j int) int {
	const long = 8 // words
	if !strings.HasSuffix(t.gap(i), "(") {
		return i
	}
	for k := i + 1; k < min(j, i+long); k++ {
		if gap := t.gap(k); strings.HasPrefix(gap, ")") && (strings.Contains(gap, "...") || strings.ContainsAny(gap, "…:")) {
			return k
		}
	}
	return i
}

// cells reads a row of a table whose cells hold the parts or the whole story.
func (g *grammar) cells(t *text) (Story, bool) {
	separator := "|"
	switch {
	case strings.Contains(t.s, "|"):
	case strings.Contains(t.s, "\t"):
		separator = "\t"
	case strings.Contains(t.s, ";") && !strings.Contains(t.s, "; "):
		separator = ";"
	default:
		return Story{}, false
	}
	bar := separator == "|" && (strings.HasPrefix(t.s, "|") || strings.HasSuffix(t.s, "|"))
	cells := strings.Split(strings.Trim(t.s, separator), separator)
	for k, cell := range cells {
		c := newText(cell)
		if !g.role.has(c, 0) {
			continue
		}
		s, whole := g.parse(c)
		if whole && k == 0 && !bar {
			return Story{}, false // a sentence with a sign in it, not a row
		}
		rest := cells[k+1:]
		if !whole {
			if len(rest) == 0 || !bar && !g.beginsWant(newText(rest[0])) {
				return Story{}, false
			}
			cell += "\n" + rest[0]
			rest = rest[1:]
		}
		if len(rest) > 0 && g.beginsBenefit(newText(rest[0])) {
			cell += "\n" + rest[0]
		} else if whole {
			return s, true
		}
		return g.parse(newText(cell))
	}
	return Story{}, false
}

func (g *grammar) beginsRole(t *text) bool {
	m, ok := g.role.at(t, 0)
	return ok && !g.notRole.has(t, m.cut)
}

func (g *grammar) beginsWant(t *text) bool {
	return g.want.has(t, 0) || g.subject.has(t, 0) || g.inverted && g.subject.has(t, 1)
}

func (g *grammar) beginsBenefit(t *text) bool {
	if m, ok := g.purpose.at(t, 0); ok {
		return g.action(t, m.cut)
	}
	return g.benefit.has(t, 0) || g.weak.has(t, 0)
}

// fields reads labelled parts: «Rôle : … / Besoin : … / Bénéfice : …», one a
// line or with a sign between them.
func (g *grammar) fields(t *text) (Story, bool) {
	var role, want, benefit string
	for i := range t.words {
		if i > 0 && !strings.ContainsAny(t.gap(i), "\n|/;\t") {
			continue
		}
		for _, f := range []struct {
			isLabel func(*text, int) (match, bool)
			part    *string
		}{{g.roleLabel, &role}, {g.wantLabel, &want}, {g.benefitLabel, &benefit}} {
			if m, ok := f.isLabel(t, i); ok && *f.part == "" {
				*f.part = t.s[t.words[m.to-1].end:g.endOfField(t, m.to)]
			}
		}
	}
	w, b := newText(want), newText(benefit)
	m := g.opening(w)
	return g.story(tidy(role), g.wantPart(w, m, len(w.words)), g.benefitPart(b, match{}, len(b.words)))
}

func (g *grammar) roleLabel(t *text, i int) (match, bool) { return label(t, i, g.role, g.roleField) }
func (g *grammar) wantLabel(t *text, i int) (match, bool) { return label(t, i, g.want, g.wantField) }
func (g *grammar) benefitLabel(t *text, i int) (match, bool) {
	return label(t, i, g.benefit, g.benefitField)
}

// label returns the phrase at word i when a colon follows it.
func label(t *text, i int, lists ...phrases) (match, bool) {
	for _, p := range lists {
		if m, ok := p.at(t, i); ok && strings.Contains(t.gap(m.to), ":") {
			return m, true
		}
	}
	return match{}, false
}

// endOfField returns the byte where the value that begins with word i ends: at
// the end of its line or cell, or at the next label.
func (g *grammar) endOfField(t *text, i int) int {
	for j := i + 1; j < len(t.words); j++ {
		gap := t.gap(j)
		if n := strings.IndexAny(gap, "\n|\t"); n >= 0 {
			return t.words[j-1].end + n
		}
		if !strings.ContainsAny(gap, "/;") {
			continue
		}
		for _, isLabel := range []func(*text, int) (match, bool){g.roleLabel, g.wantLabel, g.benefitLabel} {
			if _, ok := isLabel(t, j); ok {
				return t.words[j].start
			}
		}
	}
	return len(t.s)
}
