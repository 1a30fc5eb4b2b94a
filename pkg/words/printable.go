package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Printable replaces what a terminal or a log would obey instead of show: control characters,
// line breaks, the invisible marks that reorder text, and bytes that are no UTF-8. Tabs become a
// space; every other such character becomes U+FFFD, so that the reader sees that something stood there.
func Printable(s string) string {
	if isPrintable(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n':
			return ' '
		case obeyed(r):
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

func isPrintable(s string) bool {
	for _, r := range s {
		if (r < ' ' || r > '~') && (obeyed(r) || r == utf8.RuneError) {
			return false
		}
	}
	return true
}

func obeyed(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' ||
		r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}
