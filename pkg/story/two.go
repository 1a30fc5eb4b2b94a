package story

import (
	"slices"
	"strings"
	"unicode"

	lexis "github.com/canevas-systemique/canvas/pkg/words"
)

// junction is where one wish ends and another begins: the words [from, next) join them.
type junction struct {
	from, next int
	verb       int  // the word that is the verb of the second wish; -1 when it has none of its own
	que        bool // a clause of its own follows
}

// Two are the wishes that one text holds.
type Two struct {
	First, Second string
	Sure          bool // each has a verb of its own, so that the wording is more than a guess
}

// Split parts a wish that holds two, and proposes how each may be said. ok is false when it holds one.
func Split(want string) (two Two, ok bool) {
	t := newText(want)
	j, ok := joint(t, func() string { return lexis.Language(want) })
	if !ok {
		return Two{}, false
	}
	return j.split(t), true
}

var (
	conjunction   = set(`et ou puis and or then plus`)
	frenchJoint   = set(`et ou puis`)
	englishJoint  = set(`and or`)
	afterJoint    = set(`et ou puis and or then ensuite aussi egalement also`)
	frenchAsWell  = []string{"ainsi", "que"}
	frenchBut     = []string{"mais", "aussi"}
	englishAsWell = []string{"as", "well", "as"}
	englishBut    = []string{"but", "also"}
)

// joint finds where the second wish begins. What is French and what English tells the word that
// joins them; where a sign does, tongue is asked.
func joint(t *text, tongue func() string) (junction, bool) {
	for i := 1; i < len(t.words)-1; i++ {
		if j, ok := t.jointAt(i, tongue); ok {
			return j, true
		}
	}
	return junction{}, false
}

func (t *text) jointAt(i int, tongue func() string) (junction, bool) {
	w, gap := t.words[i].folded, t.gap(i)
	switch {
	case frenchJoint(w) && t.written(i) != "où", t.reads(i, frenchAsWell), t.reads(i, frenchBut):
		return frenchTwo(t, i, t.after(i))
	case englishJoint(w), t.reads(i, englishAsWell), t.reads(i, englishBut):
		return englishTwo(t, i, t.after(i))
	case w == "then" && strings.Contains(gap, ","), strings.Contains(gap, "&"):
		if tongue() == "en" {
			return englishTwo(t, i, t.after(i))
		}
		return frenchTwo(t, i, i)
	case strings.ContainsAny(gap, ",;/"):
		return t.listed(i, tongue)
	}
	return junction{}, false
}

// listed tells whether a verb stands at word i, which a comma or the like parts from what is before.
func (t *text) listed(i int, tongue func() string) (junction, bool) {
	if infinitive(t, i) && tongue() == "fr" {
		return frenchTwo(t, i, i)
	}
	_, known := lists().at(t, i, "verbs", "en")
	isVerb := known && t.isVerb(i) && objects(t.words[i+1].folded) && !t.enclosed(i) && tongue() == "en"
	return junction{from: i, next: i, verb: i}, isVerb
}

// after returns the word after what joins two wishes at word i: «et», «et ensuite», «ainsi que».
func (t *text) after(i int) int {
	for _, long := range [][]string{frenchAsWell, frenchBut, englishAsWell, englishBut} {
		if t.reads(i, long) {
			i += len(long)
			break
		}
	}
	for i < len(t.words) && afterJoint(t.words[i].folded) {
		i++
	}
	return i
}

// enclosed tells whether word i stands in brackets or quotation marks.
func (t *text) enclosed(i int) bool {
	before := t.s[:t.words[i].start]
	return strings.Count(before, "(") > strings.Count(before, ")") || strings.Count(before, "«") > strings.Count(before, "»") ||
		strings.Count(before, "“") > strings.Count(before, "”")
}

// pair tells whether the joint at word i belongs to a set phrase: «name and address».
func (t *text) pair(i int) bool {
	const longest = 3 // words before the joint
	for k := max(0, i-longest); k < i; k++ {
		if e, ok := lists().at(t, k, "pairs", ""); ok && k+len(e.stems) > i {
			return true
		}
	}
	return false
}

var (
	// An infinitive after one of these is what the wish is for, or without, and so is what «et» joins to it.
	inner = set(`pour sans avant apres lieu plutot afin a`)
	// And after «de» so it is when one of these stands before.
	avoided = set(`eviter arreter cesser risquer risque peur oublier obligation obliger besoin avant lieu plutot cas afin chance fin facon
		maniere but raison pres temps`)
	// The verb of a clause: «ce que je dois saisir et envoyer».
	frenchModal = set(`dois doit doivent devons peux peut peuvent pouvons veux veut veulent faut va vont vais puisse puissent doive
		doivent devra pourra faudra ai a ont`)
	frenchDe = set(`de d' pouvoir`)
)

// frenchTwo tells whether a wish of its own begins at word next: with an infinitive, which is easily told in
// French, or with «je». Two nouns are what one wish is about.
func frenchTwo(t *text, from, next int) (junction, bool) {
	de := false
	for next < len(t.words) && frenchDe(t.words[next].folded) {
		next++
		de = true
	}
	if next >= len(t.words) || t.enclosed(from) {
		return junction{}, false
	}
	j := junction{from: from, next: next}
	switch w := t.words[next].folded; {
	case w == "je" || w == "j'":
		j.verb, j.que = next+1, true
		return j, j.verb < len(t.words) && !t.relativeBefore(from)
	case !infinitive(t, next):
		return junction{}, false
	}
	j.verb = next
	for !isInfinitive(t.words[j.verb].folded) && !eitherWay(t.words[j.verb].folded) {
		j.verb++
	}
	if t.pairOfVerbs(from, j) {
		return junction{}, false
	}
	return j, !t.isInner(from, de)
}

// relativeBefore tells whether word i may stand in a clause: «les dossiers que j'ouvre et que je ferme».
func (t *text) relativeBefore(i int) bool {
	return slices.ContainsFunc(t.words[:i], func(w word) bool { return slices.Contains([]string{"que", "qu'", "qui", "dont"}, w.folded) })
}

// pairOfVerbs tells whether the verbs around a joint are the two sides of one decision: «accepter ou refuser»,
// «lier ou délier».
func (t *text) pairOfVerbs(from int, j junction) bool {
	before := t.verbBefore(from)
	if before < 0 || j.next == from {
		return false
	}
	a, b := t.words[before].folded, t.words[j.verb].folded
	if t.words[from].folded == "ou" && (undoes(a, b) || undoes(b, a)) {
		return true
	}
	phrase := newText(a + " " + t.words[from].folded + " " + b)
	return phrase.pair(1)
}

func undoes(verb, contrary string) bool {
	for _, prefix := range []string{"de", "des", "dis"} {
		if prefix+verb == contrary {
			return true
		}
	}
	return false
}

// verbBefore returns the last infinitive before word i, or -1.
func (t *text) verbBefore(i int) int {
	for i--; i >= 0; i-- {
		if isInfinitive(t.words[i].folded) {
			return i
		}
	}
	return -1
}

// isInner tells whether the infinitive before word from is not itself what is wished, but what the wish is for or what somebody
// else does: then «et» may join another to that one. de tells that «de» follows: «pour saisir … et de …» is a wish again.
func (t *text) isInner(from int, de bool) bool {
	verb := t.verbBefore(from)
	if verb <= 0 {
		return false
	}
	g := verb - 1
	for g > 0 && beforeInfinitive(t.words[g].folded) {
		g--
	}
	switch w := t.words[g].folded; {
	case inner(w):
		return !de || w != "pour"
	case w == "de" || w == "d'":
		return g > 0 && avoided(t.words[g-1].folded)
	default:
		return g > 0 && frenchModal(w)
	}
}

var (
	examples    = [][]string{{"such", "as"}, {"including"}, {"e", "g"}, {"eg"}, {"i", "e"}, {"ie"}, {"for", "example"}, {"for", "instance"}, {"like"}}
	choosing    = set(`whether if either between`)
	continues   = set(`is are was were be been has have had can cannot will would may might must should could isn't aren't not`)
	whose       = set(`that which who whose where`)
	asking      = set(`what which who whose where when why how whether if`)
	preposition = set(`in on at of for from with by to into about as within without via per between`)
	nounEnds    = set(`at of and or is are`) // after a noun rather than after a verb
	objects     = set(`a an the my our your their his her its this that these those all any each every some it them him me us back`)
)

// englishTwo tells whether a wish of its own begins at word next. English does not show which words are verbs, and people
// count most of what is joined in a wish as two, so only what is surely one is left out.
func englishTwo(t *text, from, next int) (junction, bool) {
	if next >= len(t.words) || t.enclosed(from) {
		return junction{}, false
	}
	j := junction{from: from, next: next, verb: -1}
	if t.words[next].folded == "to" && next+1 < len(t.words) {
		next++
		j.next = next
	}
	if t.isVerb(next) {
		j.verb = next
		return j, true
	}
	return j, !t.isOneThing(from, next)
}

// isVerb tells whether word i, where the second half of a wish begins, is surely a verb: a known one before more words, or
// one that an article follows.
func (t *text) isVerb(i int) bool {
	w := t.words[i].folded
	if i+1 >= len(t.words) || strings.HasSuffix(w, "ing") || strings.HasSuffix(w, "ly") || asking(w) || determiners(w) || preposition(w) || objects(w) || continues(w) && w != "be" && w != "have" {
		return false
	}
	next := t.words[i+1].folded
	if _, ok := lists().at(t, i, "verbs", "en"); ok && stem(w) == w {
		return !nounEnds(next)
	}
	return objects(next) && soft(t.gap(i+1)) && stem(w) == w
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
	if slices.ContainsFunc(t.words[:from], func(w word) bool { return whose(w.folded) }) && continues(first) {
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

// split says the two wishes. A verb that stands alone before the joint shares what follows the other one: «trier et
// filtrer les titres»; what follows the joint without a verb takes the first one's.
func (j junction) split(t *text) Two {
	n := len(t.words)
	head, begin := j.from, j.next
	if j.verb > 0 {
		for c := 1; c < min(j.from, 3); c++ { // create, update and delete: the first, and the rest
			if strings.ContainsAny(t.gap(c), ",/") {
				head, begin = c, c
				break
			}
		}
	}
	two := Two{trimJoint(t.part(0, head)), trimJoint(t.part(begin, n)), j.verb > 0}
	switch {
	case j.verb < 0 && t.isVerb(0):
		two.Second = t.written(0) + " " + two.Second
	case j.verb > 0 && !j.que && t.shares(head):
		if object := t.object(j.verb); object < n {
			two.First += " " + trimJoint(t.part(object, n))
		}
	}
	return two
}

// object returns the word where what a verb is about begins, behind other verbs that share it: «trier et exporter la liste».
func (t *text) object(verb int) int {
	n := len(t.words)
	if w := t.words[verb].folded; w == "etre" || w == "avoir" || w == "be" || w == "have" {
		return n
	}
	i := verb + 1
	if i < n && preposition(t.words[i].folded) {
		i++
	}
	if next := t.after(i); next < n && (next > i || t.parted(i)) && isInfinitive(t.words[next].folded) {
		return t.object(next)
	}
	return i
}

// shares tells whether the first wish, which ends before word head, lacks what it is about: «me connecter», «search for», «the
// ability to locate».
func (t *text) shares(head int) bool {
	last := t.words[head-1].folded
	switch {
	case head == 1, preposition(last), isInfinitive(last):
		return true
	}
	_, known := lists().at(t, head-1, "verbs", "en")
	return known && t.words[head-2].folded == "to"
}

func trimJoint(part string) string { return tidy(strings.TrimRight(tidy(part), "/&+ ")) }
