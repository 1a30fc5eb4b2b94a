package words

import (
	"slices"
	"strings"
	"unicode"
)

const (
	keysMax  = 8   // keys of one phrase
	keyWords = 24  // a name longer than this is compared by its beginning
	phraseIn = 512 // bytes of a phrase that are looked at
)

// articles are left out before a name.
var articles = set(`le la les l' un une des du de d' mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs
	the a an my our your their het een der die das den dem ein eine einen einem einer mijn onze ons mein meine unser unsere`)

// inner are the small words inside a name that do not tell two names apart:
// «responsable des adhésions», «responsable de l'adhésion».
var inner = set(`le la les l' du des d' de the of`)

// coordinators join the two genders of one name.
var coordinators = set(`et ou and or en of und oder &`)

// endings are what stands after the mark of an inclusive form: conseiller·ère·s.
var endings = set(`e s es ee ees ne nes te tes le les ere eres iere ieres rice rices trice trices atrice atrices
	euse euses se ses ve ves ive ives ienne iennes enne ennes onne onnes elle elles ale ales sse fe fes fesse
	che ches eure eures aux al er ers eur eurs teur teurs if ifs x in innen`)

// genders are the marks of a post that is open to everybody.
var genders = set(`h/f f/h (h/f) (f/h) m/v v/m (m/v) (v/m) m/w/d (m/w/d) w/m/d (w/m/d)`)

// feminine lists the regular feminine endings and what the masculine has, by
// folded letters, the longer first. The length is the least a word must have,
// since short words (vente, mère) only look like feminines.
var feminine = []struct {
	she, he string
	least   int
}{
	{"trice", "teur", 7},
	{"euse", "eur", 6},
	{"iere", "ier", 7},
	{"llere", "ller", 7},
	{"gere", "ger", 6},
	{"chere", "cher", 7},
	{"enne", "en", 6},
	{"ionne", "ion", 7},
	{"tronne", "tron", 7},
	{"elle", "el", 7},
	{"eure", "eur", 7},
	{"ente", "ent", 6},
	{"ante", "ant", 6},
	{"scrite", "scrit", 6},
	{"ate", "at", 7},
	{"ale", "al", 6},
	{"ive", "if", 6},
	{"ffe", "f", 5},
	{"sane", "san", 6},
	{"sanne", "san", 6},
	{"elue", "elu", 4},
	{"ee", "e", 5},
	{"erinnen", "er", 9},
	{"erin", "er", 7},
}

// plurals lists endings of the plural and all that the singular may have. The
// first that fits counts; a plain -s comes last.
var plurals = []struct {
	many  string
	one   []string
	least int
}{
	{"eaux", []string{"eau"}, 5},
	{"aux", []string{"al"}, 5},
	{"eux", []string{"eu"}, 4},
	{"ies", []string{"ie", "y"}, 5},
	{"sses", []string{"sse", "ss"}, 6},
	{"ches", []string{"che", "ch"}, 6},
	{"shes", []string{"she", "sh"}, 6},
	{"xes", []string{"xe", "x"}, 5},
	{"zes", []string{"ze", "z"}, 5},
	{"ss", []string{"ss"}, 0}, // address, business
	{"ingen", []string{"ing"}, 8},
	{"ungen", []string{"ung"}, 8},
	{"heiten", []string{"heit"}, 8},
	{"keiten", []string{"keit"}, 8},
	{"heden", []string{"heid"}, 8},
	{"schappen", []string{"schap"}, 9},
	{"nten", []string{"nt"}, 6},
	{"isten", []string{"ist"}, 8},
	{"oren", []string{"or"}, 8},
	{"aren", []string{"aar", "ar"}, 7},
	{"unden", []string{"unde"}, 6},
	{"leden", []string{"lid"}, 5},
	{"men", []string{"man", "men"}, 5},
	{"s", []string{""}, 4},
}

// Keys returns the normal forms under which a name is found. Two phrases name
// the same thing when they share one: neither case, accents, apostrophes, a
// leading article, number, gender nor the way an inclusive form is written
// counts. Words that merely begin alike share none. The first key is the most
// likely; a phrase without letter or digit has none.
func Keys(phrase string) []string {
	if len(phrase) > phraseIn {
		phrase = strings.ToValidUTF8(phrase[:phraseIn], "")
	}
	names := nameWords(Fold(phrase))
	if len(names) > keyWords {
		names = names[:keyWords]
	}
	keys := []string{""}
	for _, forms := range names {
		var longer []string
		for _, k := range keys {
			for _, f := range forms {
				longer = append(longer, strings.TrimSpace(k+" "+f))
			}
		}
		keys = longer[:min(len(longer), keysMax)]
	}
	keys = slices.DeleteFunc(keys, func(k string) bool { return k == "" })
	return unique(keys)
}

// nameWords returns for each word of a name the forms it may have, articles
// left out and the two genders of one word joined.
func nameWords(folded string) [][]string {
	var names [][]string
	var and string // a coordinator that waits for its second word
	for _, w := range splitName(folded) {
		switch {
		case len(names) == 0 && articles()[w], len(names) > 0 && inner()[w]:
			continue
		case len(names) > 0 && coordinators()[w]:
			and = w
			continue
		}
		forms := singulars(w)
		if len(names) == 0 || !share(names[len(names)-1], forms) {
			if and != "" {
				names = append(names, []string{and})
			}
			names = append(names, forms)
		}
		and = ""
	}
	if w := trim(folded); len(names) == 0 && w != "" {
		return [][]string{{w}} // nothing but articles: then they are the name
	}
	return names
}

// splitName returns the words of a folded name: inclusive endings left out,
// elided articles apart. Hyphens part words, so that an id is found as a name.
func splitName(folded string) []string {
	var names []string
	for _, chunk := range strings.Fields(folded) {
		for _, p := range withoutEndings(chunk) {
			if i := strings.IndexByte(p, '\''); i >= 0 && slices.Contains(elisions, p[:i+1]) {
				names = append(names, p[:i+1])
				p = p[i+1:]
			}
			if p = trim(p); p != "" {
				names = append(names, p)
			}
		}
	}
	return names
}

// withoutEndings parts a chunk at the marks of inclusive writing and drops the
// endings after them: conseiller·ère·s, adhérent(e)s, directeur/trice, (h/f).
func withoutEndings(chunk string) []string {
	if genders()[chunk] {
		return nil
	}
	parts := strings.FieldsFunc(chunk, isMark)
	kept := len(parts)
	for kept > 0 && endings()[parts[kept-1]] {
		kept--
	}
	if kept == 0 && !strings.HasPrefix(chunk, "(") {
		return parts
	}
	return parts[:kept]
}

// isMark tells the characters that people put between the genders of a word.
func isMark(r rune) bool { return strings.ContainsRune("·•‧⋅∙.:()/-_[]|*", r) }

// singulars returns the masculine singular forms that a folded word may have.
func singulars(w string) []string {
	forms := []string{w}
	for _, p := range plurals {
		if stem, ok := strings.CutSuffix(w, p.many); ok && len(w) >= p.least {
			forms = forms[:0]
			for _, one := range p.one {
				forms = append(forms, stem+one)
			}
			break
		}
	}
	for i, f := range forms {
		forms[i] = masculine(f)
	}
	return unique(forms)
}

func masculine(w string) string {
	for _, f := range feminine {
		if stem, ok := strings.CutSuffix(w, f.she); ok && len(w) >= f.least {
			return stem + f.he
		}
	}
	return w
}

// trim takes the punctuation off both ends; + and # belong to a name (C++).
func trim(s string) string {
	return strings.TrimFunc(s, func(r rune) bool {
		return r != '+' && r != '#' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(f string) bool { return slices.Contains(b, f) })
}

func unique(list []string) []string {
	var u []string
	for _, s := range list {
		if !slices.Contains(u, s) {
			u = append(u, s)
		}
	}
	return u
}
