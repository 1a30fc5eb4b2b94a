package source

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Map is a mapping to be written, its entries in the order in which they will stand.
type Map []Pair

// Pair is one entry of a Map. Value is a string, int, float64, bool, []any or Map,
// or a json.Number, which is written as it is.
type Pair struct {
	Key   string
	Value any
}

// Encode writes the canonical form of a new file. Entries whose list or mapping is empty are
// left out. Text that is not valid UTF-8 loses its bad bytes to U+FFFD. Keys are names: YAML reads
// none beyond 1,024 characters.
func Encode(m Map) []byte {
	m = filled(m)
	if len(m) == 0 {
		return nil
	}
	return append(canonical.entries(nil, m, 0), '\n')
}

// Inline writes a word as the value of a field: an id such as 2026 gets the quotes that it needs.
func Inline(word string) string {
	return strings.TrimPrefix(string(canonical.entries(nil, Map{{"key", word}}, 0)), "key: ")
}

// layout is how blocks are indented: by how much a mapping's keys, and a list's dashes, stand to
// the right of the key that they belong to.
type layout struct{ keys, dashes int }

var canonical = layout{keys: 2, dashes: 2}

// entries writes the entries of a mapping at a column (from 0), without a final line end.
// m is not empty.
func (l layout) entries(b []byte, m Map, column int) []byte {
	for i, p := range m {
		if i > 0 {
			b = newLine(b, column)
		}
		b = l.afterKey(append(appendKey(b, p.Key), ':'), p.Value, column)
	}
	return b
}

// afterKey writes what follows the colon of an entry at a column: a space and a scalar, or the
// lines of a block.
func (l layout) afterKey(b []byte, value any, column int) []byte {
	switch v := value.(type) {
	case Map:
		if v = filled(v); len(v) > 0 {
			return l.entries(newLine(b, column+l.keys), v, column+l.keys)
		}
		return append(b, " {}"...)
	case []any:
		if len(v) > 0 {
			return l.items(newLine(b, column+l.dashes), v, column+l.dashes)
		}
		return append(b, " []"...)
	}
	return appendScalar(append(b, ' '), value, column+l.keys)
}

// items writes the items of a list whose dashes stand at a column, without a final line end.
func (l layout) items(b []byte, list []any, column int) []byte {
	for i, v := range list {
		if i > 0 {
			b = newLine(b, column)
		}
		b = l.item(b, v, column)
	}
	return b
}

// item writes a dash and what follows it.
func (l layout) item(b []byte, value any, column int) []byte {
	b = append(b, "- "...)
	switch v := value.(type) {
	case Map:
		if v = filled(v); len(v) > 0 {
			return l.entries(b, v, column+2)
		}
		return append(b, "{}"...)
	case []any:
		if len(v) > 0 {
			return l.items(b, v, column+2)
		}
		return append(b, "[]"...)
	}
	return appendScalar(b, value, column+2)
}

func newLine(b []byte, column int) []byte {
	b = append(b, '\n')
	for range column {
		b = append(b, ' ')
	}
	return b
}

// filled leaves out the entries that hold nothing.
func filled(m Map) Map {
	kept := make(Map, 0, len(m))
	for _, p := range m {
		if !isEmpty(p.Value) {
			kept = append(kept, p)
		}
	}
	return kept
}

func isEmpty(value any) bool {
	switch v := value.(type) {
	case Map:
		return len(filled(v)) == 0
	case []any:
		return len(v) == 0
	}
	return false
}

// appendFlow writes a value on one line, as it may stand between brackets.
func appendFlow(b []byte, value any) []byte {
	switch v := value.(type) {
	case Map:
		b = append(b, '{')
		for i, p := range filled(v) {
			if i > 0 {
				b = append(b, ", "...)
			}
			b = appendText(b, p.Key, inFlow)
			b = appendFlow(append(b, ": "...), p.Value)
		}
		return append(b, '}')
	case []any:
		b = append(b, '[')
		for i, item := range v {
			if i > 0 {
				b = append(b, ", "...)
			}
			b = appendFlow(b, item)
		}
		return append(b, ']')
	case string:
		return appendText(b, v, inFlow)
	}
	return appendScalar(b, value, 0)
}

func appendKey(b []byte, key string) []byte { return appendText(b, key, inBlock) }

// appendScalar writes a scalar; indent is the column of the lines of a literal block.
func appendScalar(b []byte, value any, indent int) []byte {
	switch v := value.(type) {
	case string:
		if strings.Contains(v, "\n") && fitsLiteral(v) {
			return appendLiteral(b, v, indent)
		}
		return appendText(b, v, inBlock)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case bool:
		return strconv.AppendBool(b, v)
	case float64:
		return appendFloat(b, v)
	case json.Number:
		return append(b, v...)
	}
	panic(fmt.Sprintf("source: cannot write a %T", value))
}

// appendFloat writes a number so that readers of YAML 1.1 see one too: they want a point before
// an exponent.
func appendFloat(b []byte, v float64) []byte {
	switch {
	case math.IsNaN(v):
		return append(b, ".nan"...)
	case math.IsInf(v, 1):
		return append(b, ".inf"...)
	case math.IsInf(v, -1):
		return append(b, "-.inf"...)
	case v == 0 || math.Abs(v) >= 1e-6 && math.Abs(v) < 1e21:
		return strconv.AppendFloat(b, v, 'f', -1, 64)
	}
	digits := strconv.FormatFloat(v, 'e', -1, 64)
	if !strings.Contains(digits, ".") {
		digits = strings.Replace(digits, "e", ".0e", 1)
	}
	return append(b, digits...)
}

// fitsLiteral tells whether a literal block gives the text back, also after an editor has cut
// the spaces at the ends of lines.
func fitsLiteral(s string) bool {
	if s == "" || strings.IndexByte(" \t\n", s[0]) >= 0 || strings.HasSuffix(s, "\n\n") {
		return false
	}
	for line := range strings.SplitSeq(s, "\n") {
		if line != strings.TrimRight(line, " \t") || needsEscape(strings.ReplaceAll(line, "\t", " ")) {
			return false
		}
	}
	return true
}

func appendLiteral(b []byte, s string, indent int) []byte {
	b = append(b, '|')
	text, hasEnd := strings.CutSuffix(s, "\n")
	if !hasEnd {
		b = append(b, '-')
	}
	for line := range strings.SplitSeq(text, "\n") {
		if line == "" {
			b = append(b, '\n')
			continue
		}
		b = append(newLine(b, indent), line...)
	}
	return b
}

// place tells where a scalar stands: between brackets less may be written plain.
type place bool

const (
	inBlock place = false
	inFlow  place = true
)

// appendText writes a text on one line: plain where every reader sees the same text, else in the
// quotes that leave it most readable.
func appendText(b []byte, s string, where place) []byte {
	switch {
	case fitsPlain(s, where):
		return append(b, s...)
	case strings.ContainsAny(s, `"\`) && !needsEscape(s):
		return appendSingle(b, s)
	}
	return appendDouble(b, s)
}

func fitsPlain(s string, where place) bool {
	if s == "" || needsEscape(s) || isAmbiguous(s) {
		return false
	}
	if s[0] == ' ' || s[len(s)-1] == ' ' || s[len(s)-1] == ':' {
		return false
	}
	if strings.IndexByte("?:,[]{}#&*!|>'\"%@`", s[0]) >= 0 || s == "-" ||
		strings.HasPrefix(s, "- ") || strings.HasPrefix(s, "---") || strings.HasPrefix(s, "...") {
		return false
	}
	if where == inFlow && strings.ContainsAny(s, ",[]{}:?") {
		return false
	}
	return !strings.Contains(s, ": ") && !strings.Contains(s, " #")
}

func appendSingle(b []byte, s string) []byte {
	b = append(b, '\'')
	b = append(b, strings.ReplaceAll(s, "'", "''")...)
	return append(b, '\'')
}

func appendDouble(b []byte, s string) []byte {
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r == '\t':
			b = append(b, `\t`...)
		case !mustEscape(r):
			b = utf8.AppendRune(b, r)
		case r < 0x100:
			b = fmt.Appendf(b, `\x%02X`, r)
		default:
			b = fmt.Appendf(b, `\u%04X`, r)
		}
	}
	return append(b, '"')
}

// needsEscape tells whether s holds a character that only double quotes can carry.
func needsEscape(s string) bool {
	return strings.ContainsFunc(s, mustEscape) || !utf8.ValidString(s)
}

// mustEscape names what YAML cannot carry as it is, what some readers take for a line end, and
// the invisible marks that reorder the text around them.
func mustEscape(r rune) bool {
	return r < 0x20 || 0x7f <= r && r < 0xa0 || r == 0x2028 || r == 0x2029 ||
		0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069 ||
		r == 0xfeff || r == 0xfffe || r == 0xffff
}
