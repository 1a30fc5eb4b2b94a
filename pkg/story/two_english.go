package story

import (
	"slices"
	"strings"
	"unicode"
)

// English does not show which words are verbs, and what a noun list joins is mostly one wish. So only what is surely a verb
// beside the verb of the wish makes two; what joins other words, unless nobody would part them, perhaps does.

var (
	asking      = set(`what which who whose where when why how whether if`)
	preposition = set(`in on at of for from with by to into about as within without via per between through up out off over`)
	modal       = set(`can can' could will won' would shall should may might must cannot don' doesn'`)
	speaking    = set(`i i' we we' you you' they they'`)
	relative    = set(`that which who whose where what`)
	whenever    = set(`so when if because once until till after before while unless whether how why whenever as`)
	continues   = set(`is are was were been has had isn' aren' not`)
	pronoun     = set(`it them him her`)

	// What begins with one of these is what the verb before it is about.
	objects = set(`a an the my our your their his her its this these those all any each every some it them him me us back
		both several multiple many few no more other another new`)
	// What these follow is rather a noun: «a change of address».
	nounEnds = set(`of and or is are at in on to for with from about that`)

	// Behind one of these and «to» stands the verb of a wish: «have the ability to».
	ability = set(`able ability option possibility opportunity chance way permission capability right`)
	letting = set(`allow enable permit`)

	notVerbs = strings.Fields(`ing ed ly tion sion ment ness ity ance ence ship ous ful able ible al ive ic er or ist ism ure ary ory`)
)

// englishTwo tells whether a wish of its own begins at word next.
func englishTwo(t *text, from, next int) (junction, bool) {
	if next >= len(t.words) || t.enclosed(from) {
		return junction{}, false
	}
	j := junction{from: from, next: next, verb: -1, english: true}
	if verb, ok := t.secondVerb(from, next); ok && !t.pair(from) && !t.inClause(from, verb) {
		j.next, j.verb = t.pastLead(next), verb
		return j, !t.contraries(from, verb)
	}
	if t.words[next].folded == "to" && next+1 < len(t.words) {
		j.next = next + 1
	}
	return j, !t.isOneThing(from, next)
}

// contraries tells whether the verbs around word from are «lock or unlock».
func (t *text) contraries(from, verb int) bool {
	a, b := t.words[from-1].folded, t.words[verb].folded
	return t.words[from].folded == "or" && (undoes(a, b) || undoes(b, a))
}

// secondVerb returns the verb of what begins at word next, behind what joins it at word from, where that surely is one.
func (t *text) secondVerb(from, next int) (verb int, ok bool) {
	led := t.pastLead(next)
	verb = t.pastAdverb(led)
	switch {
	case verb >= len(t.words):
		return 0, false
	case led > next && t.words[led-1].folded == "to":
		return verb, t.verbClass(verb) != "" || t.hasObject(verb)
	case led > next: // «and can page through them»: who can is told before
		clause := slices.ContainsFunc(t.words[:from], func(w word) bool { return relative(w.folded) })
		return verb, !clause && !t.isFunction(verb)
	}
	return verb, t.isVerb(verb, from)
}

// pastLead returns the word behind «to», «can», «I can» at word i.
func (t *text) pastLead(i int) int {
	n := len(t.words)
	if i+1 < n && t.words[i].folded == "to" {
		return i + 1
	}
	lead := i
	if lead < n && speaking(t.words[lead].folded) {
		lead++
	}
	if lead < n && modal(t.words[lead].folded) {
		return lead + 1
	}
	return lead
}

// pastAdverb returns the word behind an adverb: «optionally specify».
func (t *text) pastAdverb(i int) int {
	if i+1 < len(t.words) && strings.HasSuffix(t.words[i].folded, "ly") && t.verbClass(i) == "" {
		return i + 1
	}
	return i
}

// listsNouns tells whether commas before word from part what are no verbs, so that behind it comes another of them.
func (t *text) listsNouns(from int) bool {
	for i := from - 1; i > 0; i-- {
		if strings.Contains(t.gap(i), ",") {
			return t.verbClass(i) != "verb"
		}
	}
	return false
}

// verbClass is the heading of lists/en/verbs.txt that suits word i, "" when none does.
func (t *text) verbClass(i int) string {
	w := t.words[i].folded
	if stem(w) != w {
		return ""
	}
	if e, ok := lists().at(t, i, "verbs", "en"); ok {
		return e.heading
	}
	for _, prefix := range []string{"re", "re-", "un", "de", "de-"} {
		if base, ok := strings.CutPrefix(w, prefix); ok && lists().hasVerb(base) {
			return "verb"
		}
	}
	if len(w) > 5 && (strings.HasSuffix(w, "ize") || strings.HasSuffix(w, "ify")) {
		return "verb"
	}
	return ""
}

// isVerb tells whether word i, with which the second half of a wish begins behind what joins them at word from, is surely
// its verb.
func (t *text) isVerb(i, from int) bool {
	next := ""
	if i+1 < len(t.words) && soft(t.gap(i+1)) {
		next = t.words[i+1].folded
	}
	switch class := t.verbClass(i); {
	case class == "verb":
		return next != "of"
	case class == "compound":
		return false
	case class == "":
		w := t.words[i].folded
		return objects(next) && stem(w) == w && !t.isFunction(i) && !slices.ContainsFunc(notVerbs, func(end string) bool { return strings.HasSuffix(w, end) })
	case objects(next), t.verbsUpTo(from): // «search and filter»
		return true
	case class == "either":
		return next != "" && !nounEnds(next) && !t.listsNouns(from)
	}
	return t.sharesNoArticle(i)
}

// sharesNoArticle tells whether word i is no noun beside another: in «a draft and request changes» it would have an article too.
func (t *text) sharesNoArticle(i int) bool {
	if i < 4 || i+1 >= len(t.words) || !t.plural(i+1) || t.plural(i-2) {
		return false
	}
	article := t.words[i-3].folded
	return article == "a" || article == "an"
}

// hasObject tells whether behind word i begins what a verb is about.
func (t *text) hasObject(i int) bool {
	return i+1 < len(t.words) && objects(t.words[i+1].folded) && soft(t.gap(i+1))
}

// isFunction tells whether word i only joins or points at others.
func (t *text) isFunction(i int) bool {
	w := t.words[i].folded
	return asking(w) || preposition(w) || objects(w) && w != "back" || continues(w) || speaking(w) || relative(w) || modal(w) || whenever(w) || isNumber(w)
}

// firstVerb returns where the verb of a wish stands: first, or behind «the ability to», «the system to», «allow members to».
func (t *text) firstVerb() int {
	const farthest = 6
	for i := range min(farthest, len(t.words)-2) {
		w := t.words[i].folded
		switch first := t.words[0].folded; {
		case w == "ability" && t.words[i+1].folded != "to":
			return i + 1
		case t.words[i+1].folded != "to":
		case ability(w), (i == 0 || objects(first) || letting(first)) && t.verbClass(i+2) != "":
			return t.pastAdverb(i + 2)
		}
	}
	return t.pastAdverb(0)
}

// verbsUpTo tells whether nothing but the first verbs of a wish stand before word from: «search for», «sort, filter».
func (t *text) verbsUpTo(from int) bool {
	for i := t.firstVerb(); i < from; {
		if w := t.words[i].folded; t.verbClass(i) == "" && (t.isFunction(i) || stem(w) != w || strings.HasSuffix(w, "ing")) {
			return false
		}
		for i++; i < from && preposition(t.words[i].folded); {
			i++
		}
		switch {
		case i == from:
			return true
		case t.after(i) > i:
			i = t.after(i)
		case !strings.ContainsAny(t.gap(i), ",/"):
			return false
		}
		i = t.pastAdverb(i)
	}
	return false
}

// inClause tells whether the verb that word from joins goes with another one than the verb of the wish: with what the wish is
// for («invite people to sign up and become members»), or with that of a clause («a list that I can sort and print»).
func (t *text) inClause(from, verb int) bool {
	start, mine := t.clause(from)
	after := ""
	if verb+1 < len(t.words) {
		after = t.words[verb+1].folded
	}
	switch {
	case start < 0:
		return false
	case strings.Contains(t.gap(from), ",") && !strings.Contains(t.s[t.words[start].start:t.words[from-1].end], ","):
		return false // the clause ends at the comma
	case mine: // «the files that I wrote»: the verb of that clause has its object already
		return t.verbClass(from-1) != "" && !objects(after)
	case relative(t.words[start].folded):
		return !pronoun(after)
	}
	return true
}

// clause returns where the last clause before word from begins whose verb another may join: one after «to» or «can», or one
// without an s. -1 when there is none. mine tells that it only says more of a thing, and who does it: «the tasks I own».
func (t *text) clause(from int) (start int, mine bool) {
	start = -1
	opener := -1 // «when», «who»
	for i := t.firstVerb() + 1; i < from; i++ {
		w := t.words[i].folded
		if relative(w) || whenever(w) {
			opener = i
		}
		switch {
		case modal(w), w == "to" && t.bare(i+1, from):
			start, mine = i, false
		case speaking(w) && t.bare(i+1, from):
			start, mine = i, opener < 0 || relative(t.words[opener].folded)
		case opener >= 0 && t.severalDo(opener, i) && t.bare(i+1, from):
			start, mine = opener, false
		}
	}
	return start, mine
}

// bare tells whether a verb without an s stands at word i, or behind an adverb, before word end.
func (t *text) bare(i, end int) bool {
	i = t.pastAdverb(i)
	return i < end && t.verbClass(i) != ""
}

// severalDo tells whether those who do something are named at word i, in a clause that an opener begins, or before it:
// «when members», «members who».
func (t *text) severalDo(opener, i int) bool {
	const farthest = 3
	return i <= opener+farthest && t.plural(i) || i == opener && relative(t.words[i].folded) && t.plural(i-1)
}

var (
	examples = [][]string{{"such", "as"}, {"including"}, {"e", "g"}, {"eg"}, {"i", "e"}, {"ie"}, {"for", "example"}, {"for", "instance"}, {"like"}}
	choosing = set(`whether if either between`)
)

// plural tells whether word i names several, who do something without an s.
func (t *text) plural(i int) bool {
	w := t.words[i].folded
	return stem(w) != w || w == "people" || w == "children" || w == "others"
}

// isOneThing tells whether a conjunction joins what nobody would part: a set phrase, two adverbs, numbers, examples, the two
// sides of a choice, two things said of something.
func (t *text) isOneThing(from, next int) bool {
	last, first := t.words[from-1].folded, t.words[next].folded
	switch {
	case t.pair(from):
		return true
	case strings.HasSuffix(last, "ly") && strings.HasSuffix(first, "ly"):
		return true
	case first == "not", isNumber(last) && isNumber(first):
		return true
	}
	if slices.ContainsFunc(t.words[:from], func(w word) bool { return relative(w.folded) }) && (continues(first) || modal(first)) {
		return true
	}
	for i := range from {
		w := t.words[i].folded
		if choosing(w) && (w == "between" || t.words[from].folded == "or") {
			return true
		}
		if slices.ContainsFunc(examples, func(e []string) bool { return i > 0 && t.reads(i, e) }) {
			return true
		}
	}
	return false
}

func isNumber(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
}
