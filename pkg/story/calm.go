package story

import (
	"strings"
	"sync"

	lexis "github.com/canevas-systemique/canvas/pkg/words"
)

// calm tells whether no rule can find anything in the words of a part of a story, which is so for most. It reads the bytes once and
// allocates nothing, so that ten thousand needs are passed over in a few milliseconds; what it does not know it leaves to the rules.
func calm(s string) bool {
	const longest = 40 // letters of a word that a list holds
	var buffer [longest]byte
	word, elides := buffer[:0], false // elides: the word before should lose its vowel before another
	starts := true
	triggers := triggers()
	for i := 0; i <= len(s); i++ {
		c, size := byte(' '), 1
		if i < len(s) {
			if c, size = foldByte(s[i:]); size == 0 {
				return false
			}
		}
		i += size - 1
		switch {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || (c == '-' || c == '_') && len(word) > 0:
			if starts && elides && isVowelOrH(c) || len(word) == longest {
				return false
			}
			starts, elides = false, false
			word = append(word, c)
			continue
		case c == '\'':
			if triggers[string(append(word, c))] {
				return false
			}
		case c == ' ':
		default: // a sign: the rules know better
			return false
		}
		if len(word) > 0 {
			if triggers[string(stemBytes(word))] && !strings.HasSuffix(s[:i+1-size], "où") {
				return false
			}
			elides = c == ' ' && elidable(string(word))
			word = word[:0]
		}
		starts = true
	}
	return true
}

func stemBytes(word []byte) []byte {
	if n := len(word); n > 3 && word[n-1] == 's' && word[n-2] != 's' {
		return word[:n-1]
	}
	return word
}

func isVowelOrH(c byte) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u', 'y', 'h':
		return true
	}
	return false
}

// latin are the letters from U+00C0 on without their accents; what is not among them is left to the rules.
const latin = "aaaaaa?ceeeeiiii?nooooo??uuuuy??aaaaaa?ceeeeiiii?nooooo??uuuuy?y"

// foldByte returns the letter, apostrophe, space or sign with which s begins, folded, and its length in bytes; 0 for what it does
// not know.
func foldByte(s string) (c byte, size int) {
	c = s[0]
	switch {
	case 'A' <= c && c <= 'Z':
		return c + 'a' - 'A', 1
	case c < 0x80:
		return c, 1
	case len(s) > 1 && c == 0xC2 && s[1] == 0xA0: // no-break space
		return ' ', 2
	case len(s) > 1 && c == 0xC3:
		if c = latin[s[1]&0x3F]; c != '?' {
			return c, 2
		}
	case len(s) > 2 && s[:3] == "’":
		return '\'', 3
	}
	return 0, 0
}

// triggers are the words without which no rule finds anything: what joins two wishes, and of each entry of
// the lists the longest word that says something: not «une» of «une API».
var triggers = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{"ainsi": true, "mais": true, "well": true, "but": true}
	for _, w := range []string{"et", "ou", "puis", "and", "or", "then"} {
		m[w] = true
	}
	for _, same := range lists() {
		for _, e := range same {
			if e.list != "vague" && e.list != "solutions" {
				continue
			}
			longest := ""
			for _, s := range e.stems {
				if len(s) > len(longest) && !lexis.Empty(s) {
					longest = s
				}
			}
			if longest == "" {
				longest = e.stems[0]
			}
			m[longest] = true
		}
	}
	return m
})
