package lineedit

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// line is a text and a place in it, before one of the characters that people see: an accent that follows
// its letter is one with it.
type line struct {
	text string
	at   int // in bytes
	cut  string
}

func (l *line) insert(s string) {
	l.text = l.text[:l.at] + s + l.text[l.at:]
	l.at += len(s)
}

// replace puts a text in the place of what stands between two places; the cursor follows it.
func (l *line) replace(from, to int, s string) {
	l.text = l.text[:from] + s + l.text[to:]
	l.at = from + len(s)
}

// before is the place one character before the cursor.
func (l *line) before() int {
	place, last := 0, 0
	for rest, state := l.text[:l.at], -1; rest != ""; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		last = place
		place += len(cluster)
	}
	return last
}

// after is the place one character behind the cursor.
func (l *line) after() int {
	cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(l.text[l.at:], -1)
	return l.at + len(cluster)
}

// wordBefore is the place where the word before the cursor begins: a run of letters and digits, or of
// whatever stands between spaces.
func (l *line) wordBefore(inside func(rune) bool) int {
	head := strings.TrimRightFunc(l.text[:l.at], func(r rune) bool { return !inside(r) })
	return len(strings.TrimRightFunc(head, inside))
}

// wordAfter is the place where the word behind the cursor ends.
func (l *line) wordAfter() int {
	tail := strings.TrimLeftFunc(l.text[l.at:], func(r rune) bool { return !inWord(r) })
	return len(l.text) - len(strings.TrimLeftFunc(tail, inWord))
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func notSpace(r rune) bool { return !unicode.IsSpace(r) }

// kill takes out what stands between two places, for it to be put back elsewhere.
func (l *line) kill(from, to int) {
	if from < to {
		l.cut = l.text[from:to]
	}
	l.replace(from, to, "")
}

// edit does what a key does that concerns the line alone.
func (l *line) edit(k key) {
	switch k {
	case left:
		l.at = l.before()
	case right:
		l.at = l.after()
	case wordLeft:
		l.at = l.wordBefore(inWord)
	case wordRight:
		l.at = l.wordAfter()
	case home:
		l.at = 0
	case end:
		l.at = len(l.text)
	case erase:
		l.replace(l.before(), l.at, "")
	case remove, endOfInput:
		at := l.at
		l.replace(at, l.after(), "")
	case eraseWord:
		l.kill(l.wordBefore(inWord), l.at)
	case eraseWordBack:
		l.kill(l.wordBefore(notSpace), l.at)
	case removeWord:
		l.kill(l.at, l.wordAfter())
	case eraseToStart:
		l.kill(0, l.at)
	case removeToEnd:
		l.kill(l.at, len(l.text))
	case putBack:
		l.insert(l.cut)
	}
}

// set puts another text in the line, the cursor behind it.
func (l *line) set(s string) { l.text, l.at = s, len(s) }

// common is how far texts begin alike.
func common(texts []string) string {
	if len(texts) == 0 {
		return ""
	}
	shared := texts[0]
	for _, t := range texts[1:] {
		for !strings.HasPrefix(t, shared) {
			_, last := utf8.DecodeLastRuneInString(shared)
			shared = shared[:len(shared)-last]
		}
	}
	return shared
}
