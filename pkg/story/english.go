package story

import (
	"strings"
	"sync"
	"unicode"
)

func english() *grammar {
	return &grammar{
		language: "en",
		role:     words(`as`),
		article:  words(`a an n the`),
		notRole: words(`soon long well if of per far much for i we you it he she they such always usual before after
			described expected mentioned needed opposed part though with to in on this that these those there many`),
		want: list(`i want
			i want to
			i wanna
			i also want
			i really want
			i just want
			i would want
			i need
			i would need
			i also need
			i would like
			i'd like
			i would also like
			i would love
			i'd love
			i would prefer
			i'd prefer
			i wish
			i desire
			i require
			i hope to
			i expect to
			i have to
			i can
			i could
			i must
			i should
			i shall
			i will
			i'll
			i may
			i am able to
			i'm able to
			i would be able to
			i'd be able to
			we want
			we need
			we would like
			we'd like
			we wish
			we have to
			we can
			we could
			we must
			we should
			we will
			we are able to
			we're able to
			if i could
			if we could
			if only i could
			if only we could
			i wish i could
			i wish we could
			` + pleasingEnglish()),
		bare: list(`want
			wants
			would like
			need
			needs
			wish
			can
			could
			must
			should
			be able to
			able to`),
		opener: list(`to
			be able to`),
		benefit: list(`so that
			so-that
			so |i
			so |i'
			so |we
			so |we'
			so |you
			so |he
			so |she
			so |it
			so |they
			so |they'
			so |my
			so |our
			so |your
			so |their
			so |the
			so |this
			so |these
			so |there
			so |users
			so |people
			so |others
			so |everyone
			so |everybody
			so |nobody
			so |no one
			so as |to
			in order |to
			in order |for
			in order that
			|with the aim of
			|with the goal of
			|for the purpose of`),
		weak: list(`|to ensure
			|to make sure
			|to avoid
			|to save time
			|to save money`),
		reason:   words(`|because`),
		subject:  words(`i i'`),
		others:   words(`we we'`),
		relative: words(`that who whom which where when if whose because and so what how why`),
		scene: list(`when
			whenever
			if
			once
			after
			before
			while
			given`),
		clause:   words(`the my our all each every any this it there`),
		modal:    words(`must should can could will shall may needs is are has have does`),
		joint:    words(`and`),
		echo:     words(`so that`),
		notAfter: words(`do doing does done if even ever`),
		negation: words(`not never only`),

		determiner: words(`the a an our my every each`),
		wants: list(`want
			want to
			wants
			wants to
			would like
			would like to
			would love to
			wish to
			wishes to`),
		needs: list(`need
			need to
			needs
			needs to
			must be able to
			should be able to
			has to be able to
			have to be able to`),
		statement: words(`is are was were has have had do does did said says asked asks told tells think thinks must should can could
			may will shall i i' you he she it we they it' that' not never`),

		topic: list(`what i need
			what we need
			what i want
			what we want
			what i'd like
			what i would like
			what we'd like
			what we would like
			what would help
			what would be nice
			what would be great
			what would be good
			what would be helpful
			what would be useful
			what is missing
			what's missing`),
		copula: list(`is
			is to
			is if i could
			is |that
			would be
			would be to`),
		fact: words(`is are was were has have had does did doesn't didn't isn't aren't wasn't don't can't cannot couldn't hasn't haven't`),
		must: list(`must
			should
			has to
			have to
			needs to
			ought to`),
		it: words(`it this that`),
		beforeNoun: words(`a an the my our your his her their its this that these those to of for in on at by with from and or no
			each every per`),
		afterVerb: words(`a an the my our your his her their its this these those all every everything everyone each up down out off
			two three four once twice often always never again late early me us him them nothing something`),

		roleField: list(`role
			actor
			who
			persona
			user
			as a`),
		wantField: list(`want
			need
			what
			i want
			i want to`),
		benefitField: list(`benefit
			why
			value
			so that
			in order to
			outcome`),

		action:      func(*text, int) bool { return false },
		refusal:     refusedAction,
		speaker:     englishSpeaker,
		thing:       englishThing,
		weakBenefit: plainPurpose,
		sentence:    composeEnglish,
	}
}

// pleasingEnglish lists «it would be nice to» and its like.
func pleasingEnglish() string {
	var b strings.Builder
	for _, it := range []string{"it would be ", "it'd be ", "would be "} {
		for _, how := range []string{"nice", "great", "good", "helpful", "useful", "cool", "better", "ideal", "perfect"} {
			for _, to := range []string{" to", " |if", " if i could", " if we could"} {
				b.WriteString(it + how + to + "\n")
			}
		}
	}
	return b.String()
}

// plainPurpose returns a last «to ensure» or the like, which nearly always says
// what for. It needs a comma, or a want that is an action itself: «I want the
// system to ensure …» is no benefit.
func plainPurpose(g *grammar, t *text, from, to int) (match, bool) {
	for i := to - 1; i >= from; i-- {
		if m, ok := g.weak.at(t, i); ok && (t.parted(i) || g.opener.has(t, from-2)) {
			return m, true
		}
	}
	return match{}, false
}

// refusals are the ways not to want an action, after the subject, by what is
// left of them.
var refusals = sync.OnceValue(func() map[string]phrases {
	return map[string]phrases{
		"not": list(`don't want to
			dont want to
			do not want to
			don't wish to
			do not wish to
			would not like to
			wouldn't like to
			want not to
			would like not to
			would prefer not to
			prefer not to
			doesn't want to
			does not want to`),
		"no longer": list(`no longer want to
			no longer wants to
			no longer wish to`),
		"never": list(`never want to
			never wants to
			don't ever want to`),
	}
})

func refusedAction(t *text, i int) (lead string, cut int, ok bool) {
	for lead, p := range refusals() {
		if m, ok := p.at(t, i); ok && m.cut < len(t.words) && soft(t.gap(m.cut)) {
			return lead, m.cut, true
		}
	}
	return "", 0, false
}

// composeEnglish writes «As a …, I want to …, so that …».
func composeEnglish(g *grammar, s Story) string {
	want := newText(s.Want)
	b := "As " + article(s.Role) + s.Role + ", "
	switch {
	case g.standsAlone(want):
		b += s.Want
	case finite(g, want):
		b += "I " + s.Want
	case nominal(want):
		b += "I want " + s.Want
	default:
		b += "I want to " + s.Want
	}
	if s.Benefit == "" {
		return b
	}
	benefit := newText(s.Benefit)
	m, kept := g.benefit.at(benefit, 0)
	switch {
	case g.reason.has(benefit, 0), kept && m.cut == 0:
		return b + ", " + s.Benefit
	case strings.HasPrefix(s.Benefit, "to "), strings.HasPrefix(s.Benefit, "for "):
		return b + " in order " + s.Benefit
	}
	return b + ", so that " + s.Benefit
}

// The first words of a want, of a role.
var (
	ownVerb   = set(`don' am m can' cannot couldn' won' shouldn' mustn' never would wouldn' haven' d ll ve`)
	auxiliary = set(`can could must should will shall may want do have`)
	thing     = set(`a an the this that these those my our your their his her its it all any some no more less fewer better
		each every everything nothing something not only one two three several many other others new different simple`)
	verbal     = set(`need feed embed seed proceed exceed succeed speed bring ring sing`)
	determined = set(`any one all every each both either some my our`)
)

// finite tells whether a want begins with a verb of its own, as in «don't want
// to lose anything», «am told when it fails».
func finite(g *grammar, t *text) bool {
	if len(t.words) == 0 {
		return false
	}
	first := t.words[0].folded
	return ownVerb(first) || auxiliary(first) && g.negation.has(t, 1)
}

// nominal tells whether a want begins with a thing rather than an action.
func nominal(t *text) bool {
	if len(t.words) == 0 {
		return true
	}
	w := t.words[0]
	if t.reads(0, []string{"no", "longer"}) || w.folded == "not" && !t.reads(0, []string{"not", "only"}) {
		return false
	}
	if thing(w.folded) {
		return true
	}
	if verbal(w.folded) {
		return false
	}
	for _, ending := range []string{"tion", "tions", "ment", "ments", "ness", "ity", "ed", "ing"} {
		if strings.HasSuffix(w.folded, ending) {
			return true
		}
	}
	capitals := 0
	for _, r := range t.s[w.start:w.end] {
		if unicode.IsDigit(r) {
			return true
		}
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return capitals > 1 // CSV, HDF5, NetCDF
}

// article returns the indefinite article that a role takes, with its space.
func article(role string) string {
	t := newText(role)
	if len(t.words) == 0 || t.words[0].start > 0 {
		return "a " // a .NET developer
	}
	w := t.words[0]
	if determined(w.folded) {
		return ""
	}
	written := t.s[w.start:w.end]
	if len(written) > 1 && strings.ToUpper(written) == written && strings.ToLower(written) != written {
		if strings.ContainsRune("AEFHILMNORSX", rune(written[0])) {
			return "an " // an HR manager
		}
		return "a "
	}
	for _, consonant := range []string{"uni", "use", "usa", "usu", "uti", "eu", "one", "once"} {
		if strings.HasPrefix(w.folded, consonant) && !strings.HasPrefix(w.folded, "unin") && !strings.HasPrefix(w.folded, "unim") {
			return "a "
		}
	}
	if strings.ContainsRune("aeiou", rune(w.folded[0])) {
		return "an "
	}
	return "a "
}
