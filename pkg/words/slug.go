package words

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	slugWords = 5  // content words in an id, as long as it is free
	idMax     = 64 // characters in an id
	// slugTries bounds the counters tried after an id, so that a taken that
	// always says yes cannot hang the program.
	slugTries = 100_000
)

// Slug makes an id of at most max characters from the first content words of a
// text. When taken says an id is in use it adds words one by one, then "-2",
// "-3"… ok is false when the text has no letter or digit that an id can hold.
func Slug(text string, max int, taken func(id string) bool) (id string, ok bool) {
	return SlugIn("", text, max, taken)
}

// SlugIn is Slug for a text of which the language is known, such as a part of a
// sentence: "van" has content in English. "" leaves it to the text.
func SlugIn(language, text string, max int, taken func(id string) bool) (id string, ok bool) {
	if max <= 0 || max > idMax {
		max = idMax
	}
	free := func(id string) bool { return ValidID(id) && (taken == nil || !taken(id)) }
	words := slugParts(language, text)
	if len(words) == 0 {
		return "", false
	}
	longest := 0
	for n := min(slugWords, len(words)); n <= len(words); n++ {
		id, fit := join(words, n, max)
		if fit == longest {
			break // the length allows no further word
		}
		if longest = fit; free(id) {
			return id, true
		}
	}
	for n := 2; n < slugTries; n++ {
		suffix := "-" + strconv.Itoa(n)
		if len(suffix) >= max {
			break
		}
		base, _ := join(words, slugWords, max-len(suffix))
		if id := base + suffix; free(id) {
			return id, true
		}
	}
	return "", false
}

// ValidID tells whether s may be the id of an item: [a-z0-9]+(-[a-z0-9]+)*, at
// most 64 characters, no name that Windows keeps for a device.
func ValidID(s string) bool {
	if s == "" || len(s) > idMax || Reserved(s) {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		case c == '-' && i > 0 && i < len(s)-1 && s[i-1] != '-':
		default:
			return false
		}
	}
	return true
}

// Reserved tells whether Windows keeps a name for a device: no file can have it there.
func Reserved(s string) bool {
	switch s {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(s) == 4 && (s[:3] == "com" || s[:3] == "lpt") && '1' <= s[3] && s[3] <= '9'
}

// slugParts returns the content words of a text as an id can hold them, or all
// its words when none has content. An empty word that says something is joined
// to the word of content after it.
func slugParts(language, text string) []string {
	text = withoutInclusive(text)
	langs := languages(text)
	if language != "" {
		langs = []string{language}
	}
	name, where := isName(text), strings.Contains(text, "où")
	tokens := tokenize(text)
	var content, all []string
	small := "" // what the next word of content is joined to
	for i, t := range tokens {
		part := ascii(t)
		if part == "" {
			continue
		}
		all = append(all, part)
		stop := slices.Contains(elisions, t)
		for _, l := range langs {
			stop = stop || stopWords[l]()[t]
		}
		asks := len(content) == 1 && (questions()[t] || where && t == "ou")
		switch {
		case !stop:
			content, small = append(content, small+part), ""
		case asks, tied(tokens, i), name && particles()[t]:
			small += part + "-"
		}
	}
	if len(content) == 0 {
		return all
	}
	if small != "" {
		content = append(content, strings.TrimSuffix(small, "-"))
	}
	return content
}

// questions are what a verb like «savoir» needs after it: «savoir qui a payé».
var questions = set(`qui quand who where when how whose wie wer waar wo hoe`)

// tied tells whether an empty word belongs to the next one: «à temps», «à jour».
func tied(tokens []string, i int) bool {
	return tokens[i] == "a" && i+1 < len(tokens) && (tokens[i+1] == "temps" || tokens[i+1] == "jour")
}

// particles are the small words inside the names of people and places.
var particles = set(`de du des d' la le les l' van von der den zu`)

// isName tells whether a text is a name: a few words, each with a capital but
// the particles, and no article in front: «Marie de la Tour», «Ann Van den Broeck».
func isName(text string) bool {
	fields := strings.Fields(text)
	for i, f := range fields {
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(f, "dl'’")) // d’Artois
		if !unicode.IsUpper(first) && !particles()[Fold(f)] || i == 0 && articles()[Fold(f)] {
			return false
		}
	}
	const most = 6
	return len(fields) > 1 && len(fields) <= most
}

// inclusive finds the ends of inclusive forms: conseiller·ère·s, adhérent(e)s,
// élu.e.s, chargé-e. After a point or a hyphen fewer of them are endings, and a
// capital is none: Jean-E.
var inclusive = sync.OnceValue(func() *regexp.Regexp {
	const (
		some = `e|es|ère|ères|rice|rices|trice|trices|ne|nes|euse|euses|ive|ives`
		all  = some + `|s|ée|ées|te|tes|le|les|se|ses|ve|ves|ienne|iennes|enne|ennes|elle|elles|ale|ales|sse|fe|fes|eure|eures|in|innen`
	)
	return regexp.MustCompile(`(\pL{3,})(?:(?i:[·•‧⋅∙*](?:` + all + `)(?:[·•‧⋅∙*]s)?|\s?\((?:` + all + `)\)s?)|[.-](?:` + some + `)(?:[.-]s)?)(\PL|$)`)
})

// withoutInclusive leaves the endings of inclusive forms out.
func withoutInclusive(text string) string {
	if !strings.ContainsAny(text, "·•‧⋅∙*(.-") {
		return text
	}
	return inclusive().ReplaceAllString(norm.NFC.String(text), "$1$2")
}

// ascii keeps of a folded word what an id may hold: "user's" gives users,
// "node.js" node-js.
func ascii(word string) string {
	var b strings.Builder
	for i := range len(word) {
		switch c := word[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			b.WriteByte(c)
		case (c == '-' || c == '.') && b.Len() > 0 && b.String()[b.Len()-1] != '-':
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-")
}

// join puts as many of the first n words together as fit in max characters, and
// tells how many those are; a first word that does not fit is cut. When words
// are left over, the id does not end on one that needs them.
func join(words []string, n, max int) (id string, fit int) {
	if len(words[0]) > max {
		return strings.Trim(words[0][:max], "-"), 1
	}
	length := -1
	for ; fit < min(n, len(words)) && length+1+len(words[fit]) <= max; fit++ {
		length += 1 + len(words[fit])
	}
	end := fit
	for fit < len(words) && end > 1 && dangling()[words[end-1]] {
		end--
	}
	return strings.Join(words[:end], "-"), fit
}

// dangling are the words of content that mean nothing without the next one. A
// negation is none: it may belong to the word before it, and without it an id
// says the contrary.
var dangling = set(`sans non meme sous sur avant apres depuis pendant entre contre
	without before after until during between under zonder voor ohne vor nach`)

func inWord(r rune) bool {
	return r == '\'' || r == '-' || r == '.' || unicode.IsLetter(r) || unicode.IsDigit(r)
}
