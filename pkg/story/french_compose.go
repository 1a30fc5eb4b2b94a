package story

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// composeFrench writes «En tant que …, je souhaite … afin de …».
func composeFrench(g *grammar, s Story) string {
	want := newText(s.Want)
	b := "En tant " + elide("que", s.Role) + ", "
	switch {
	case g.standsAlone(want):
		b += s.Want
	case verb(want):
		b += elide("je", s.Want)
	default:
		b += "je souhaite " + s.Want
	}
	if s.Benefit == "" {
		return b
	}
	benefit := newText(s.Benefit)
	switch {
	case g.reason.has(benefit, 0):
		return b + ", " + s.Benefit
	case infinitive(benefit, 0):
		return b + " afin " + elide("de", s.Benefit)
	case !g.states(benefit, true) && !slices.ContainsFunc(benefit.words, func(w word) bool { return subjunctive(w.folded) }):
		whole := b + ", pour : " + s.Benefit // «afin que la sécurité» is no French
		if again, _ := g.parse(newText(whole)); again.Want == s.Want && again.Benefit == s.Benefit {
			return whole
		}
	}
	return b + " afin " + elide("que", s.Benefit)
}

// Verbs of «afin que …» that people say in no other way.
var subjunctive = set(`soit soient ait aient puisse puissent fasse fassent sache sachent aille aillent voie voient doive doivent recoive
	recoivent vienne viennent prenne prennent tienne tiennent obtienne obtiennent veuille veuillent faille vaille dise disent lise lisent
	mette mettent perde perdent parte partent sorte sortent finisse finissent choisisse choisissent remplisse remplissent suive suivent
	connaisse connaissent comprenne comprennent retienne revienne devienne previenne ecrive ecrivent vive vivent serve servent attende attendent
	reponde repondent rende rendent vende vendent croie croient construise conduise produise ouvrent paient`)

var afterNoun = set(`de d' du des par pour et`)

// verb tells whether a want begins with a verb that needs «je»: «conserve mes
// droits», «ne veux pas», «me connecte».
func verb(t *text) bool {
	if len(t.words) == 0 || infinitive(t, 0) {
		return false
	}
	switch w := t.words[0].folded; w {
	case "ne", "n'", "me", "m'", "y":
		return true
	case "que", "qu'", "plus", "moins", "des", "les", "mes", "ces", "nos", "tous", "toutes", "une", "chaque", "acces":
		return false
	case "ai", "suis", "vais", "dois", "fais":
		return true
	default:
		if len(t.words) > 1 && afterNoun(t.words[1].folded) {
			return false // a noun: «liste des membres»
		}
		return len(w) > 3 && (strings.HasSuffix(w, "e") || strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "es"))
	}
}

// elide joins "que", "de" or "je" to what follows: qu'un, d'y, j'ai.
func elide(word, next string) string {
	first, size := utf8.DecodeRuneInString(next)
	second, _ := utf8.DecodeRuneInString(next[size:])
	vowel := strings.ContainsRune("aeiouâàäéèêëîïôöûùüœæ", unicode.ToLower(first))
	f := fold(next)
	switch {
	case unicode.ToLower(first) == 'h':
		vowel = !aspirated(f) && unicode.IsLower(second) // not RH, not HR
	case strings.HasPrefix(f, "y "):
		vowel = true
	case strings.HasPrefix(f, "onz"), strings.HasPrefix(f, "oui"), strings.HasPrefix(f, "ouistiti"):
		vowel = false
	}
	if vowel {
		return word[:len(word)-1] + "’" + next
	}
	return word + " " + next
}

// aspirated tells the words whose h forbids elision, among those that name
// roles or begin what people do.
func aspirated(folded string) bool {
	for _, h := range strings.Fields("hack hall handicap hangar harcel hasard hausse haut helpdesk heros hierarch hors hotline hub huit hurl") {
		if strings.HasPrefix(folded, h) {
			return true
		}
	}
	return false
}
