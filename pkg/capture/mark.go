package capture

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// mark is a value that a sign sets off in a line: #contact, #"bon de commande", !must.
type mark struct {
	field *kind.Field
	sign  string
	text  string // without sign and quotes
	stays bool   // it is also a word of the sentence: «voir les #contacts»
}

// String is how it can be typed.
func (m mark) String() string {
	if strings.ContainsFunc(m.text, unicode.IsSpace) {
		return m.sign + `"` + m.text + `"`
	}
	return m.sign + m.text
}

// cutMarks takes the marks out of a line. One that follows an article, a preposition or the like stays
// there as a word, since the sentence would not read without it.
func cutMarks(line string, signs map[string]*kind.Field) (text string, marks []mark) {
	var b strings.Builder
	rest := line
	for rest != "" {
		r, size := utf8.DecodeRuneInString(rest)
		m, length := markAt(b.String(), rest, signs)
		if length == 0 {
			b.WriteRune(r)
			rest = rest[size:]
			continue
		}
		m.stays = len(m.field.Entry().Refs) > 0 && needsWord(b.String())
		if m.stays {
			b.WriteString(m.text)
		}
		marks = append(marks, m)
		rest = rest[length:]
	}
	if len(marks) == 0 {
		return line, nil
	}
	return strings.Join(strings.Fields(b.String()), " "), marks
}

// markAt reads the mark that a text begins with, after another; length is 0 when there is none.
func markAt(before, text string, signs map[string]*kind.Field) (m mark, length int) {
	f := signs[text[:1]]
	last, _ := utf8.DecodeLastRuneInString(before)
	if f == nil || before != "" && !unicode.IsSpace(last) && !strings.ContainsRune("'’(«\"", last) {
		return mark{}, 0
	}
	m = mark{field: f, sign: text[:1]}
	rest := text[1:]
	for _, quotes := range []struct{ open, shut string }{{`"`, `"`}, {"«", "»"}, {"“", "”"}} {
		if inner, ok := strings.CutPrefix(rest, quotes.open); ok {
			inner, _, ok = strings.Cut(inner, quotes.shut)
			m.text = strings.TrimSpace(inner)
			if !ok || m.text == "" {
				return mark{}, 0
			}
			return m, 1 + len(quotes.open) + len(inner) + len(quotes.shut)
		}
	}
	first, _ := utf8.DecodeRuneInString(rest)
	if !unicode.IsLetter(first) {
		return mark{}, 0 // +33 6 12, or a sign of its own
	}
	end := strings.IndexFunc(rest, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("-_·", r)
	})
	if end < 0 {
		end = len(rest)
	}
	word := strings.TrimRight(rest[:end], "-_·")
	m.text = strings.ReplaceAll(word, "_", " ")
	return m, 1 + len(word)
}

// IsName tells whether an answer to who somebody is can be a name. Whoever types a sentence, a command or marks there
// has begun to take down what is said.
func (e *Engine) IsName(answer string) bool {
	const longest = 6 // words: «Responsable des relations avec les antennes»
	_, _, isOfKind := e.prefixed(answer)
	_, marks := cutMarks(answer, e.marks)
	return !isOfKind && !isCommand(answer) && len(marks) == 0 && len(strings.Fields(answer)) <= longest
}

// needsWord tells whether a text ends with a word that another has to follow.
func needsWord(text string) bool {
	trimmed := strings.TrimRightFunc(text, unicode.IsSpace)
	if strings.HasSuffix(trimmed, "'") || strings.HasSuffix(trimmed, "’") {
		return true
	}
	parts := strings.FieldsFunc(trimmed, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("'’(", r) })
	if len(parts) == 0 {
		return false
	}
	return words.Empty(words.Fold(parts[len(parts)-1]))
}
