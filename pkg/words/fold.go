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
	// The acute accent is an apostrophe here; NFKD would make it a space.
	s = letters.Replace(strings.ToLower(s))
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.IsSpace(r):
			space = true
			continue
		case unicode.In(r, unicode.Mn, unicode.Cf):
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		if r < utf8.RuneSelf {
			b.WriteRune(unicode.ToLower(r))
		} else {
			b.WriteString(letters.Replace(string(unicode.ToLower(r))))
		}
	}
	return b.String()
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
