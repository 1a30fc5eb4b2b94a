package words

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
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
	if max <= 0 || max > idMax {
		max = idMax
	}
	free := func(id string) bool { return ValidID(id) && (taken == nil || !taken(id)) }
	words := slugParts(text)
	if len(words) == 0 {
		return "", false
	}
	for n := min(slugWords, len(words)); n <= len(words); n++ {
		next := join(words[:n], max)
		if next == id {
			break // the length allows no further word
		}
		if id = next; free(id) {
			return id, true
		}
	}
	base := words[:min(slugWords, len(words))]
	for n := 2; n < slugTries; n++ {
		suffix := "-" + strconv.Itoa(n)
		if len(suffix) >= max {
			break
		}
		if id := join(base, max-len(suffix)) + suffix; free(id) {
			return id, true
		}
	}
	return "", false
}

// ValidID tells whether s may be the id of an item: [a-z0-9]+(-[a-z0-9]+)*, at
// most 64 characters, no name that Windows keeps for a device.
func ValidID(s string) bool {
	if s == "" || len(s) > idMax || reserved(s) {
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

func reserved(s string) bool {
	switch s {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(s) == 4 && (s[:3] == "com" || s[:3] == "lpt") && '1' <= s[3] && s[3] <= '9'
}

// slugParts returns the content words of a text as an id can hold them, or all
// its words when none has content.
func slugParts(text string) []string {
	var content, all []string
	langs := languages(text)
	for _, t := range tokenize(text) {
		part := ascii(t)
		if part == "" {
			continue
		}
		all = append(all, part)
		stop := slices.Contains(elisions, t)
		for _, l := range langs {
			stop = stop || stopWords[l]()[t]
		}
		if !stop {
			content = append(content, part)
		}
	}
	if len(content) == 0 {
		return all
	}
	return content
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

// join puts as many words together as fit in max characters; a first word that
// does not fit is cut.
func join(words []string, max int) string {
	id := words[0]
	if len(id) > max {
		return strings.Trim(id[:max], "-")
	}
	for _, w := range words[1:] {
		if len(id)+1+len(w) > max {
			break
		}
		id += "-" + w
	}
	return id
}

func inWord(r rune) bool {
	return r == '\'' || r == '-' || r == '.' || unicode.IsLetter(r) || unicode.IsDigit(r)
}
