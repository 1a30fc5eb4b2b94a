package story

import "strings"

func dutch() *grammar {
	return &grammar{
		language: "nl",
		role: list(`als
			in mijn rol als
			in de rol van`),
		article: words(`een de het`),
		notRole: words(`ik je er we wij men dat dit die`),
		want: list(`wil ik
			kan ik
			moet ik
			mag ik
			wens ik
			zou ik
			zou ik willen
			ik wil
			ik kan
			ik moet
			ik mag
			ik wens
			ik zou
			ik zou willen
			willen we
			willen wij
			kunnen we
			kunnen wij
			moeten we
			moeten wij
			we willen
			wij willen
			we kunnen
			wij kunnen`),
		opener: list(`graag
			kunnen
			willen`),
		benefit: list(`zodat
			zo dat
			opdat
			zodanig dat
			waardoor`),
		weak: list(`|om
			|teneinde`),
		reason: list(`|omdat
			|aangezien
			|doordat`),
		subject:  words(`ik`),
		relative: words(`die dat wat waar als indien wanneer wie`),
		clause:   words(`de het mijn onze alle elke een`),
		modal:    words(`moet moeten kan is zijn wordt worden mag mogen`),
		joint:    words(`en`),

		roleField: list(`rol
			wie
			als`),
		wantField: list(`wens
			behoefte
			wat
			wil ik`),
		benefitField: list(`voordeel
			waarom
			doel
			zodat`),

		inverted:    true,
		action:      func(*text, int) bool { return false },
		weakBenefit: infinitivePurpose(" te "),
		sentence:    composeDutch,
	}
}

// infinitivePurpose finds a last «om … te» or «um … zu». It must follow a comma
// or a verb, since «een knop om te zoeken» is a thing.
func infinitivePurpose(particle string) func(g *grammar, t *text, from, to int) (match, bool) {
	return func(g *grammar, t *text, from, to int) (match, bool) {
		follows := false
		for i := to - 1; i >= from; i-- {
			follows = follows || strings.Contains(" "+t.words[i].folded+" ", particle)
			m, ok := g.weak.at(t, i)
			if ok && m.cut == i && follows && (t.parted(i) || strings.HasSuffix(t.words[i-1].folded, "en")) {
				return m, true
			}
		}
		return match{}, false
	}
}

// composeDutch writes «Als … wil ik …, zodat …».
func composeDutch(g *grammar, s Story) string {
	want := newText(s.Want)
	b := "Als " + s.Role
	switch {
	case g.standsAlone(want):
		b += ", " + s.Want
	case len(want.words) > 2 && !want.parted(1) && want.words[1].folded == "ik" && !g.want.has(want, 0):
		b += " " + s.Want
	default:
		b += " wil ik " + s.Want
	}
	return b + inverted(g, s.Benefit, "zodat")
}

// inverted writes a benefit after the comma that Dutch and German want.
func inverted(g *grammar, benefit, connector string) string {
	if benefit == "" {
		return ""
	}
	t := newText(benefit)
	if g.weak.has(t, 0) || g.reason.has(t, 0) {
		return ", " + benefit
	}
	return ", " + connector + " " + benefit
}
