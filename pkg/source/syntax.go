package source

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxSearch is the size up to which the exact place of a syntax error is searched for: it takes
// reading the file about as many times as its length has binary digits.
const maxSearch = 64 << 10

// syntaxError is what the library found wrong, and where.
type syntaxError struct {
	*reader
	text    string // what the library said, to compare with
	said    int    // the line that it named
	problem string // the rest of it
	at      int    // the offset of the character that the library stopped at
	exact   bool   // at is known, not only its line
	line    int
	entry   entry
}

// explain reports why the library could not read the file, in words that help to repair it. The
// library knows but the line, sometimes one too low, and speaks of tokens.
func (r *reader) explain(err error) {
	e := syntaxError{reader: r, text: err.Error()}
	e.said, e.problem = sayings(err)
	if strings.HasPrefix(e.problem, "exceeded max depth") {
		e.tooDeep()
		return
	}
	e.locate()
	e.report()
}

// sayings takes apart what the library says: a line, 1 when it names none, and the problem.
func sayings(err error) (line int, problem string) {
	problem = strings.TrimPrefix(err.Error(), "yaml: ")
	if rest, ok := strings.CutPrefix(problem, "line "); ok {
		if number, rest, ok := strings.Cut(rest, ": "); ok {
			line, _ = strconv.Atoi(number)
			problem = rest
		}
	}
	return max(line, 1), problem
}

// locate finds where the library stopped: at the end of the shortest beginning of the file in
// which it finds the same fault.
func (e *syntaxError) locate() {
	data := e.disguise.apply(e.file.Data)
	if len(data) > maxSearch {
		e.moveTo(e.file.textStart(min(e.said, len(e.file.lines))))
		return
	}
	e.exact = true
	low, high := 0, len(data)
	for {
		middle := (low + high) / 2
		for middle > low && !utf8.RuneStart(data[middle]) {
			middle--
		}
		if middle == low {
			_, size := utf8.DecodeRune(data[low:])
			if middle += size; middle >= high {
				break
			}
		}
		if e.isSame(data[:middle]) {
			high = middle
		} else {
			low = middle
		}
	}
	e.moveTo(e.original(data, low))
}

// original is the offset in the file of an offset in its disguise.
func (e *syntaxError) original(disguised []byte, offset int) int {
	if e.disguise == nil {
		return offset
	}
	at := 0
	for range utf8.RuneCount(disguised[:offset]) {
		_, size := utf8.DecodeRune(e.file.Data[at:])
		at += size
	}
	return at
}

func (e *syntaxError) isSame(data []byte) bool {
	_, err := decode(data)
	return err != nil && err.Error() == e.text
}

func (e *syntaxError) moveTo(offset int) {
	e.at = offset
	e.line = e.file.Position(offset).Line
	e.entry = e.file.entryAt(e.line)
}

// char is the character that the library stopped at, or zero at the end of the file.
func (e *syntaxError) char() byte {
	if e.at < len(e.file.Data) {
		return e.file.Data[e.at]
	}
	return 0
}

// entry is how a line of a block is made: "  - key: value # comment".
type entry struct {
	text  int // the offset where the text of the line begins, after indentation
	first int // where the key or the item begins, after dashes
	colon int // the offset of the colon after the key, -1 when there is none
	value int // where the value begins
	end   int // where it ends
}

func (f *File) entryAt(line int) entry {
	start, end := f.line(line)
	data := f.Data[:end]
	skip := func(at int) int {
		for at < end && (data[at] == ' ' || data[at] == '\t') {
			at++
		}
		return at
	}
	e := entry{text: skip(start), colon: -1}
	e.first = e.text
	for e.first+1 < end && data[e.first] == '-' && data[e.first+1] == ' ' {
		e.first = skip(e.first + 1)
	}
	key := e.first
	if key < end && (data[key] == '"' || data[key] == '\'') {
		key = quotedEnd(data, key)
	}
	for at := key; at < end; at++ {
		if data[at] == ':' && (at+1 == end || data[at+1] == ' ' || data[at+1] == '\t') {
			e.colon = at
			break
		}
		if data[at] == '#' && at > start && data[at-1] == ' ' {
			break
		}
	}
	e.value = e.first
	if e.colon >= 0 {
		e.value = skip(e.colon + 1)
	}
	text := data[e.value:end]
	if i := bytes.Index(text, []byte(" #")); i >= 0 {
		text = text[:i]
	}
	e.end = e.value + len(bytes.TrimRight(text, " \t"))
	return e
}

// scan goes over data as far as it may be trusted to be YAML: it tells where quoted texts begin
// and end, and returns the brackets that nothing closes.
func scan(data []byte, quoted func(start, end int)) (open []int) {
	for at := 0; at < len(data); at++ {
		isWordStart := at == 0 || isSpace(data[at-1])
		switch c := data[at]; {
		case (c == '"' || c == '\'') && (isWordStart || strings.IndexByte("[{,:", data[at-1]) >= 0):
			end := quotedEnd(data, at)
			quoted(at, end)
			at = max(at, end-1)
		case c == '#' && isWordStart:
			for at+1 < len(data) && data[at+1] != '\n' {
				at++
			}
		case (c == '[' || c == '{') && (isWordStart || len(open) > 0):
			open = append(open, at)
		case (c == ']' || c == '}') && len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	return open
}

func openBrackets(data []byte) []int { return scan(data, func(int, int) {}) }

// quotedEnd is the offset after the quote that closes the one at start, or the end of data.
func quotedEnd(data []byte, start int) int {
	c := data[start]
	for at := start + 1; at < len(data); at++ {
		switch {
		case data[at] == '\\' && c == '"':
			at++
		case data[at] == c && c == '\'' && at+1 < len(data) && data[at+1] == c:
			at++
		case data[at] == c:
			return at + 1
		}
	}
	return len(data)
}
