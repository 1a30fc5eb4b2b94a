package story

import (
	"slices"
	"strings"
	"sync"
)

// grammars returns the languages in the order in which they are tried.
var grammars = sync.OnceValue(func() []*grammar {
	return []*grammar{french(), english(), dutch(), german()}
})

// grammar holds the words by which one language marks the parts of a story. In
// a phrase, "|" stands where the part begins that the phrase announces: "so |i
// can" keeps "I can". Without "|" the part begins after the phrase.
type grammar struct {
	language string

	role    phrases // as
	article phrases // a: left out after it
	notRole phrases // what may follow "as" when it announces no role: soon
	want    phrases // I want to: subject and verb
	bare    phrases // the same without subject, only after a comma or the like
	opener  phrases // left out at the beginning of a want: be able to
	benefit phrases // so that
	weak    phrases // benefits only where a language's weakBenefit says so
	purpose phrases // pour: a benefit when an action follows
	reason  phrases // because: looked for last

	subject  phrases // I: any verb after it makes a want
	others   phrases // we: the same, but the subject stays in the want
	relative phrases // who: a subject after it belongs to the role
	scene    phrases // when: after a comma it ends the role and begins the want
	clause   phrases // the system: after a comma, a want of its own words
	modal    phrases // must: the verb by which such a clause is known
	joint    phrases // and: left out before a benefit
	particle phrases // de: people repeat it after the connector that ends in it
	echo     phrases // that: people leave it over after the connector
	notAfter phrases // words after which "so" announces no benefit: do
	negation phrases // not: after it the verb stays in the want

	// The same told of others, see told.
	determiner phrases // the, each: before who wants something
	wants      phrases // wants to
	needs      phrases // needs to: said of things as well, so it takes a speaker
	loose      phrases // étant: may announce a role
	notLoose   phrases // and what follows it when it does not
	statement  phrases // said, is: no noun phrase
	fact       phrases // is, it: how things are, see IsWish
	beforeNoun phrases // the, of: what follows is no verb
	afterVerb  phrases // the, always: what precedes may be one

	must phrases // doit: of things, or before the opener, a wish
	it   phrases // ça: a thing

	// A wish that is said in two steps: «ce qui me manque, c'est …».
	topic, copula phrases

	roleField, wantField, benefitField phrases // Role: … Want: … Benefit: …

	// looseClause: after a comma, a clause needs no modal verb to be a want.
	looseClause bool
	// inverted languages put the subject after the verb: «wil ik».
	inverted bool
	// action tells whether the words from i on are an action without subject:
	// «ne pas le répéter».
	action func(t *text, i int) bool
	// does tells whether word i is surely a verb that says what somebody does; may be nil.
	does func(t *text, i int) bool
	// refusal returns how a want begins that is said as «ne veux plus» by the words from i on,
	// and where it goes on; ok is false when no action follows.
	refusal func(t *text, i int) (lead string, cut int, ok bool)
	// speaker tells whether a noun names people, thing whether it surely does not.
	speaker, thing func(word string) bool
	// weakBenefit finds a benefit between two words that no strong connector
	// announces: a last «pour» with an infinitive.
	weakBenefit func(g *grammar, t *text, from, to int) (match, bool)
	// sentence composes a story.
	sentence func(g *grammar, s Story) string
}

// phrase is a connector as the tokenizer sees it.
type phrase struct {
	words []string
	cut   int // words before the part that it announces
}

// phrases finds connectors by their first word, the longest first.
type phrases map[string][]phrase

// list reads one connector a line.
func list(lines string) phrases {
	p := phrases{}
	for line := range strings.Lines(lines) {
		before, after, kept := strings.Cut(strings.TrimSpace(line), "|")
		head, tail := tokens(before), tokens(after)
		ws := append(spell(head), spell(tail)...)
		if len(ws) == 0 {
			continue
		}
		cut := len(ws)
		if kept {
			cut = len(head)
		}
		p[ws[0]] = append(p[ws[0]], phrase{ws, cut})
	}
	for _, same := range p {
		slices.SortStableFunc(same, func(a, b phrase) int { return len(b.words) - len(a.words) })
	}
	return p
}

// words reads a list of single words.
func words(line string) phrases { return list(strings.Join(strings.Fields(line), "\n")) }

func spell(ws []word) []string {
	var spelled []string
	for _, w := range ws {
		spelled = append(spelled, w.folded)
	}
	return spelled
}

// set reads a list of folded words once, when it is first needed.
func set(list string) func(word string) bool {
	m := sync.OnceValue(func() map[string]bool {
		m := map[string]bool{}
		for _, w := range strings.Fields(list) {
			m[w] = true
		}
		return m
	})
	return func(word string) bool { return m()[word] }
}

// match is a connector in a text: its words are [from, to), the part that it
// announces begins with the word at cut, after the lead if there is one.
type match struct {
	from, cut, to int
	lead          string
}

// at returns the longest of the phrases that stands at word i.
func (p phrases) at(t *text, i int) (match, bool) {
	if i < 0 || i >= len(t.words) {
		return match{}, false
	}
	for _, ph := range p[t.words[i].folded] {
		if t.reads(i, ph.words) {
			return match{from: i, cut: i + ph.cut, to: i + len(ph.words)}, true
		}
	}
	return match{}, false
}

// has tells whether one of the phrases stands at word i.
func (p phrases) has(t *text, i int) bool {
	_, ok := p.at(t, i)
	return ok
}

// first returns the first of the phrases between two words.
func (p phrases) first(t *text, from, to int) (match, bool) {
	for i := from; i < to; i++ {
		if m, ok := p.at(t, i); ok && m.to <= to {
			return m, true
		}
	}
	return match{}, false
}
