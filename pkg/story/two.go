package story

import (
	"strings"

	lexis "github.com/canevas-systemique/canvas/pkg/words"
)

// junction is where one wish ends and another begins: the words [from, next) join them.
type junction struct {
	from, next int
	verb       int  // the word that is the verb of the second wish; -1 when it has none of its own, as far as one can tell
	clause     bool // who does it is said again: «et que je sois prévenu»
	english    bool
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

// joint finds where the second wish begins, surely or else perhaps. What is French and what English tells the word that
// joins them; where a sign does, tongue is asked.
func joint(t *text, tongue func() string) (junction, bool) {
	var perhaps junction
	for i := 1; i < len(t.words); i++ {
		j, ok := t.jointAt(i, tongue)
		switch {
		case !ok, refuses(t, 0) && !refuses(t, j.next): // «ne plus ouvrir trois outils et recopier»: to be rid of both
		case j.verb > 0:
			return j, true
		case perhaps.from == 0:
			perhaps = j
		}
	}
	return perhaps, perhaps.from > 0
}

func (t *text) jointAt(i int, tongue func() string) (junction, bool) {
	w, gap := t.words[i].folded, t.gap(i)
	switch {
	case frenchJoint(w) && t.written(i) != "où", t.reads(i, frenchAsWell), t.reads(i, frenchBut):
		return frenchTwo(t, i, t.after(i))
	case englishJoint(w), t.reads(i, englishAsWell), t.reads(i, englishBut):
		return englishTwo(t, i, t.after(i))
	case w == "then" && strings.Contains(gap, ","), strings.Contains(gap, "&"):
		if infinitive(t, t.after(i)) && tongue() != "en" {
			return frenchTwo(t, i, i)
		}
		return englishTwo(t, i, t.after(i))
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
	isVerb := t.verbClass(i) != "" && (t.hasObject(i) || t.verbsUpTo(i)) && t.isVerb(i, i)
	if !isVerb || t.enclosed(i) || t.inClause(i, i) {
		return junction{}, false
	}
	said := tongue()
	return junction{from: i, next: i, verb: i, english: true}, said == "en" || said == ""
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
	case j.verb < 0 && j.english && t.verbClass(0) != "" && t.verbClass(begin) != "verb":
		two.Second = t.written(0) + " " + two.Second
	case j.verb > 0 && !j.clause && j.shares(t, head):
		if object := j.object(t, j.verb); object < n {
			two.First += " " + trimJoint(t.part(object, n))
		}
	}
	return two
}

func (j junction) isVerb(t *text, i int) bool {
	if j.english {
		return t.verbClass(i) != ""
	}
	return isInfinitive(t.words[i].folded)
}

// object returns the word where what a verb is about begins, behind other verbs that share it: «trier et exporter la liste».
func (j junction) object(t *text, verb int) int {
	n := len(t.words)
	if w := t.words[verb].folded; w == "etre" || w == "avoir" || w == "be" || w == "have" {
		return n
	}
	i := verb + 1
	for j.english && i < n && preposition(t.words[i].folded) {
		i++
	}
	if next := t.after(i); next < n && (next > i || strings.ContainsAny(t.gap(i), ",;/")) && j.isVerb(t, next) {
		return j.object(t, next)
	}
	return i
}

var awaits = set(`about at by for from of to with`) // and not «log in»

// shares tells whether the first wish, which ends before word head, lacks what it is about: «me connecter», «search for», «the
// ability to locate».
func (j junction) shares(t *text, head int) bool {
	switch {
	case head == 1:
		return true
	case j.english:
		return t.verbsUpTo(head) && (awaits(t.words[head-1].folded) || t.verbClass(head-1) != "")
	}
	return isInfinitive(t.words[head-1].folded)
}

func trimJoint(part string) string { return tidy(strings.Trim(tidy(part), "/&+ ")) }
