package story

import (
	"slices"
	"strings"
)

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
	case isThat(w) && isThat(t.words[0].folded):
		j.verb, j.clause = next+1, true
		return j, j.verb < len(t.words)
	case w == "je" || w == "j'":
		j.verb, j.clause = next+1, true
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

func isThat(w string) bool { return w == "que" || w == "qu'" }

// relativeBefore tells whether word i may stand in a clause: «les dossiers que j'ouvre et que je ferme».
func (t *text) relativeBefore(i int) bool {
	return slices.ContainsFunc(t.words[:i], func(w word) bool { return slices.Contains([]string{"que", "qu'", "qui", "dont"}, w.folded) })
}

// pairOfVerbs tells whether the verbs around a joint are the two sides of one decision: «accepter ou refuser»,
// «lier ou délier».
func (t *text) pairOfVerbs(from int, j junction) bool {
	before, by := t.verbBefore(from), t.words[from].folded
	if strings.Contains(t.gap(from), "/") {
		by = "ou"
	} else if j.next == from {
		return false
	}
	if before < 0 {
		return false
	}
	a, b := t.words[before].folded, t.words[j.verb].folded
	if by == "ou" && (undoes(a, b) || undoes(b, a)) {
		return true
	}
	phrase := newText(a + " " + by + " " + b)
	return phrase.pair(1)
}

func undoes(verb, contrary string) bool {
	for _, prefix := range []string{"de", "des", "dis", "un"} {
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
