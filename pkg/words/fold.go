// Package words compares and shortens what people write: it folds spellings,
// makes ids of titles, finds the name that was meant, and tells two ways of
// writing one name from two names. It reads words only to match them and never
// rewrites what somebody wrote.
package words

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letters are spelled out by Fold because NFKD leaves them whole.
var letters = strings.NewReplacer(
	"œ", "oe", "æ", "ae", "ß", "ss", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i",
	"’", "'", "‘", "'", "ʼ", "'", "ʹ", "'", "′", "'", "＇", "'", "´", "'", "`", "'",
)

// Fold returns s as it is compared: lower case, without accents, with plain
// apostrophes and single spaces. It is for matching only, never for saving.
func Fold(s string) string {
	if folded(s) {
		return s
	}
	f := folder{text: make([]byte, 0, len(s))}
	rest := 0 // where the characters begin that have no short way
	for i, r := range s {
		c, ok := common(r)
		if !ok {
			continue
		}
		if rest < i {
			f.decompose(s[rest:i])
		}
		if c > ' ' && !f.space {
			f.text = append(f.text, c)
		} else {
			f.add(rune(c))
		}
		rest = i + utf8.RuneLen(r)
	}
	if rest < len(s) {
		f.decompose(s[rest:])
	}
	return string(f.text)
}

// latin is what the letters from U+00C0 to U+00FF are folded to, a blank where that is not one letter.
const latin = "aaaaaa ceeeeiiii nooooo  uuuuy  aaaaaa ceeeeiiii nooooo  uuuuy y"

// common folds the characters that texts are mostly made of, to spare them the
// long way of decompose.
func common(r rune) (byte, bool) {
	switch {
	case r >= 'A' && r <= 'Z':
		return byte(r) + 'a' - 'A', true
	case r == '`', r == '’':
		return '\'', true
	case r < utf8.RuneSelf:
		return byte(r), true
	case r >= 0xc0 && r <= 0xff:
		c := latin[r-0xc0]
		return c, c != ' '
	}
	return 0, false
}

// folder collects a folded text.
type folder struct {
	text  []byte
	space bool // one is due before the next character
}

func (f *folder) add(r rune) {
	if unicode.IsSpace(r) {
		f.space = true
		return
	}
	if f.space && len(f.text) > 0 {
		f.text = append(f.text, ' ')
	}
	f.space = false
	f.text = utf8.AppendRune(f.text, r)
}

// decompose folds any text.
func (f *folder) decompose(s string) {
	// The acute accent is an apostrophe here; NFKD would make it a space.
	s = letters.Replace(strings.ToLower(s))
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Cf):
		case r < utf8.RuneSelf:
			f.add(unicode.ToLower(r))
		default:
			for _, r := range letters.Replace(string(unicode.ToLower(r))) {
				f.add(r)
			}
		}
	}
}

// folded tells, for plain ASCII, that Fold has nothing to do.
func folded(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c >= 0x80 || c < ' ' || c == '`' || 'A' <= c && c <= 'Z' {
			return false
		}
		if c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' ') {
			return false
		}
	}
	return true
}
