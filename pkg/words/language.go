package words

import (
	"slices"
	"strings"
	"sync"
)

// stopWords are left out of an id; they also tell the language of a sentence.
// Negations are missing on purpose: an id must not say the contrary.
var stopWords = map[string]func() map[string]bool{
	"fr": set(`le la les l' un une des du de d' au aux a et ou en dans par pour sur avec chez vers
		ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs
		je j' tu il elle on nous vous ils elles me m' te t' se s' y lui eux moi
		que qu' qui quoi dont ne n' c' est sont etre suis ete soit ai avoir peux peut pouvoir puisse puissent
		afin si comme tout tous toute toutes lors lorsque lorsqu' quand jusqu' veux veut souhaite voudrais tant`),
	"en": set(`a an the of to in on at for from by with within into and or as is are be was were been am it its
		this that these those i me my we us our you your they them their he she his her who which what
		where when how whose if so do does did can could will would should may might must shall
		have has had want wants need needs like able about than then there all any each own such some`),
	"nl": set(`de het een van aan in op te om voor met door bij naar uit tot en of als dat die dit deze der
		ik mij mijn wij we ons onze jij je u uw zij ze hun hij hem haar zijn er is was ben wordt worden werd
		kan kunnen kunt wil willen moet moeten mag heb hebben heeft zou zodat zich ook dan wie wat waar hoe alle`),
	"de": set(`der die das den dem des ein eine einen einem einer eines und oder von vom zu zum zur in im an am
		auf aus bei mit nach fur uber um als dass damit so ich mich mir mein meine meinen meiner wir uns unser unsere
		du sie er es ihr ihre ihren sich ist sind war sein wird werden wurde hat haben habe kann konnen
		will wollen mochte mochten muss mussen soll sollen alle wie was wer wo wenn auch`),
}

// Empty tells whether a folded word only joins others, in one of the languages: an article, a pronoun, «souhaite».
func Empty(word string) bool {
	for _, list := range stopWords {
		if list()[word] {
			return true
		}
	}
	return slices.Contains(elisions, word+"'")
}

// markers tell a language without being empty words.
var markers = map[string]func() map[string]bool{
	"fr": set(`pas plus sans jamais rien tres etq besoin`),
	"en": set(`not no without don't can't i'd i'm it's`),
	"nl": set(`niet geen zonder graag`),
	"de": set(`nicht kein keine ohne gerne`),
}

// accents are letters that one of the languages has and the others mostly lack.
var accents = map[string]string{"fr": "éèêàâçùûîôœ", "de": "äöüß"}

// Language tells in which language a sentence is written: "fr", "en", "nl" or
// "de", from its small words and accents; "" when they do not say.
func Language(sentence string) string {
	best := languages(sentence)
	if len(best) == 1 {
		return best[0]
	}
	return ""
}

// languages returns the languages that fit the sentence best, none when
// nothing speaks for any.
func languages(sentence string) []string {
	var best []string
	most := 0
	tokens := tokenize(sentence)
	lower := strings.ToLower(sentence)
	for _, language := range []string{"fr", "en", "nl", "de"} {
		n := 0
		stop, marker := stopWords[language](), markers[language]()
		for _, t := range tokens {
			if stop[t] || marker[t] {
				n += 2
			}
		}
		if strings.ContainsAny(lower, accents[language]) && accents[language] != "" {
			n += 3
		}
		switch {
		case n > most:
			most, best = n, []string{language}
		case n == most && n > 0:
			best = append(best, language)
		}
	}
	return best
}

// elisions are what French cuts before a vowel; each is a word of its own.
var elisions = []string{"l'", "d'", "qu'", "j'", "n'", "s'", "m'", "t'", "c'", "jusqu'", "lorsqu'", "puisqu'", "quoiqu'", "presqu'"}

// tokenize returns the folded words of a text. A hyphen or a point inside a
// word belongs to it; an elided French article or pronoun is a word.
func tokenize(text string) []string {
	var tokens []string
	add := func(t string) {
		if t = strings.Trim(t, "-'."); t != "" {
			tokens = append(tokens, t)
		}
	}
	for _, chunk := range strings.FieldsFunc(Fold(text), func(r rune) bool { return !inWord(r) }) {
		for {
			i := strings.IndexByte(chunk, '\'')
			if i < 0 || !slices.Contains(elisions, chunk[:i+1]) {
				break
			}
			tokens = append(tokens, chunk[:i+1])
			chunk = chunk[i+1:]
		}
		add(chunk)
	}
	return tokens
}

// set reads a list of words once, when it is first needed.
func set(list string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		m := map[string]bool{}
		for _, w := range strings.Fields(list) {
			m[w] = true
		}
		return m
	})
}
