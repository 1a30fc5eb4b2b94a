package source

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/canevas-systemique/canvas/pkg/diag"
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

// report says the fault in the words that fit best.
func (e *syntaxError) report() {
	switch {
	case strings.HasPrefix(e.problem, "unknown anchor"):
		e.unknownAlias()
	case !e.exact:
		e.generic()
	case e.directive():
	case e.tab():
	case strings.Contains(e.problem, "end of stream"), strings.Contains(e.problem, "document indicator"):
		e.openQuote()
	case e.afterQuote():
	case strings.Contains(e.problem, "escape"), strings.Contains(e.problem, "hexdecimal"):
		e.escape()
	case e.problem == "did not find expected ',' or ']'", e.problem == "did not find expected ',' or '}'":
		e.openBracket()
	case e.problem == "mapping values are not allowed in this context":
		e.colon()
	case e.problem == "could not find expected ':'":
		e.noColon(e.line)
	case e.problem == "block sequence entries are not allowed in this context":
		e.dash()
	case e.special():
	case e.problem == "did not find expected key":
		e.unexpected()
	case e.problem == "did not find expected '-' indicator":
		e.noDash()
	default:
		e.generic()
	}
}

// fault reports a syntax error between two offsets.
func (e *syntaxError) fault(start, end int, m, hint diag.Message) *diag.Finding {
	f := e.refuse("yaml-syntax", e.file.span(start, max(start, end)), m)
	f.Hint = hint
	return f
}

// fix offers edits when the library then finds nothing, or goes on to a later line.
func (e *syntaxError) fix(f *diag.Finding, m diag.Message, edits ...diag.Edit) bool {
	var fixed []byte
	at := 0
	for i, edit := range edits {
		edits[i].Path = e.file.Path
		fixed = append(append(fixed, e.file.Data[at:edit.Start]...), edit.Text...)
		at = edit.End
	}
	fixed = append(fixed, e.file.Data[at:]...)
	if _, err := decode(e.disguise.apply(fixed)); err != nil {
		if line, _ := sayings(err); line <= e.said {
			return false
		}
	}
	f.Fix = &diag.Fix{Message: m, Edits: edits}
	return true
}

// fixQuote offers to put quotes around a text. Its lines become one, as a reader joins them.
func (e *syntaxError) fixQuote(f *diag.Finding, start, end int) bool {
	var lines []string
	for line := range strings.Lines(string(e.file.Data[start:end])) {
		lines = append(lines, strings.Trim(line, " \t\r\n"))
	}
	return e.fix(f, diag.Msg("source-fix-quote"), diag.Edit{Start: start, End: end, Text: quote(strings.Join(lines, " "))})
}

// quote puts quotes around a text in which nothing is escaped.
func quote(s string) string {
	if strings.ContainsAny(s, `"\`) {
		return string(appendSingle(nil, s))
	}
	return string(appendDouble(nil, s))
}

// tooDeep points at the bracket, or on the line at the dash, that goes too deep.
func (e *syntaxError) tooDeep() {
	start, end := e.file.line(min(e.said, len(e.file.lines)))
	at := min(start+2*MaxDepth, end)
	if open := openBrackets(e.file.Data); len(open) > MaxDepth {
		at = open[MaxDepth]
	}
	e.refuse("too-deep", e.file.span(at, at+1), diag.Msg("source-too-deep", "limit", MaxDepth))
}

func (e *syntaxError) generic() {
	e.fault(e.file.textStart(e.line), e.entry.end, diag.Msg("source-syntax"), diag.Msg("source-hint-syntax"))
}

func (e *syntaxError) unknownAlias() {
	_, name, _ := strings.Cut(e.problem, "'")
	text := "*" + strings.TrimSuffix(name, "' referenced")
	start := max(0, e.at+1-len(text))
	if !bytes.HasPrefix(e.file.Data[start:], []byte(text)) {
		start = max(0, bytes.Index(e.file.Data, []byte(text)))
	}
	f := e.refuse("yaml-feature", e.file.span(start, start+len(text)), diag.Msg("source-alias", "text", text))
	f.Hint = diag.Msg("source-hint-feature")
}

// directive explains a line like "%YAML 1.2" at the head of a file.
func (e *syntaxError) directive() bool {
	start, end := e.file.line(e.line)
	if start == end || e.file.Data[start] != '%' || !strings.Contains(e.problem, "directive") &&
		!strings.Contains(e.problem, "document") && !strings.Contains(e.problem, "version") {
		return false
	}
	f := e.refuse("yaml-feature", e.file.span(start, end), diag.Msg("source-directive"))
	f.Hint = diag.Msg("source-hint-directive")
	return true
}

// tab explains a tab among the spaces that a line begins with, here or on the line above.
func (e *syntaxError) tab() bool {
	isTabbed := func(line int) bool {
		start, _ := e.file.line(line)
		return bytes.IndexByte(e.file.Data[start:e.file.textStart(line)], '\t') >= 0
	}
	line := e.line
	if !isTabbed(line) {
		if line--; line == 0 || !isTabbed(line) || e.char() == ':' && e.entry.colon >= 0 && e.at > e.entry.colon {
			return false
		}
	}
	start, _ := e.file.line(line)
	start += bytes.IndexByte(e.file.Data[start:], '\t')
	f := e.fault(start, e.file.textStart(line), diag.Msg("source-tab"), diag.Msg("source-hint-tab"))
	var edits []diag.Edit
	for i := 1; i <= len(e.file.lines); i++ {
		start, _ := e.file.line(i)
		indent := string(e.file.Data[start:e.file.textStart(i)])
		if strings.Contains(indent, "\t") {
			edits = append(edits, diag.Edit{Start: start, End: start + len(indent), Text: strings.ReplaceAll(indent, "\t", "  ")})
		}
	}
	e.fix(f, diag.Msg("source-fix-tab"), edits...)
	return true
}

// openQuote finds the quote that the rest of the file stands in: the last one before which all is
// closed, and after which it is not.
func (e *syntaxError) openQuote() {
	data := e.file.Data
	if strings.Contains(e.problem, "document indicator") {
		start, _ := e.file.line(e.line)
		data = data[:start]
	}
	isOpen := func(end int) bool {
		_, err := decode(e.disguise.apply(data[:end]))
		return err != nil && strings.HasSuffix(err.Error(), "found unexpected end of stream")
	}
	work := 0
	for at := len(data) - 1; at >= 0 && work < 16*maxSearch; at-- {
		c := data[at]
		if c != '"' && c != '\'' || at > 0 && data[at-1] == c {
			continue
		}
		work += len(data)
		if isOpen(at+1) && !isOpen(at) {
			e.moveTo(at)
			break
		}
	}
	_, end := e.file.line(e.line)
	e.fault(e.at, end, diag.Msg("source-open-quote", "char", string(e.char())), diag.Msg("source-hint-open-quote", "char", string(e.char())))
}

func (e *syntaxError) escape() {
	start, end := e.at, e.at+1
	for start > 0 && e.file.Data[start] != '\\' {
		start--
	}
	if end <= start+1 && end < len(e.file.Data) {
		_, size := utf8.DecodeRune(e.file.Data[end:])
		end += size
	}
	f := e.fault(start, end, diag.Msg("source-escape", "text", string(e.file.Data[start:end])), diag.Msg("source-hint-escape"))
	e.fix(f, diag.Msg("source-fix-escape"), diag.Edit{Start: start, End: start, Text: `\`})
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

func (e *syntaxError) openBracket() {
	open := openBrackets(e.file.Data[:min(e.at, len(e.file.Data))])
	switch {
	case len(open) == 0:
		e.generic()
		return
	case e.char() == '?':
		e.question()
		return
	}
	e.moveTo(open[len(open)-1])
	closing := "]"
	if e.char() == '{' {
		closing = "}"
	}
	f := e.fault(e.at, max(e.at+1, e.entry.end), diag.Msg("source-open-bracket", "char", string(e.char())), diag.Msg("source-hint-open-bracket", "char", closing))
	if e.at == e.entry.value && !bytes.HasSuffix(e.file.Data[:e.entry.end], []byte(",")) {
		e.fix(f, diag.Msg("source-fix-close", "char", closing), diag.Edit{Start: e.entry.end, End: e.entry.end, Text: closing})
	}
}

// question explains that a question mark between brackets means something to YAML.
func (e *syntaxError) question() {
	f := e.fault(e.at, e.at+1, diag.Msg("source-question"), diag.Msg("source-hint-quote"))
	line, end := e.file.line(e.line)
	start := line + bytes.LastIndexAny(e.file.Data[line:e.at], "[{,") + 1
	for start < e.at && isSpace(e.file.Data[start]) {
		start++
	}
	if i := bytes.IndexAny(e.file.Data[e.at:end], ",]}"); i >= 0 {
		end = e.at + i
	}
	e.fixQuote(f, start, end)
}

// colon explains a colon where there may be none: in a text, or on a line that the library takes
// for the continuation of the text above.
func (e *syntaxError) colon() {
	if e.entry.colon >= 0 && e.at > e.entry.colon {
		value, end := e.entry.value, e.entry.end
		f := e.fault(value, end, diag.Msg("source-colon"), diag.Msg("source-hint-quote"))
		if c := e.file.Data[value]; c == '"' || c == '\'' {
			e.fixRequote(f, value, end)
		} else if !e.fixQuote(f, value, end) {
			e.fixQuote(f, value, e.continuationEnd())
		}
		return
	}
	above := e.above(e.line)
	if above > 0 && e.file.entryAt(above).colon < 0 && e.file.Data[e.file.textStart(above)] != '-' {
		e.noColon(above)
		return
	}
	start, end := e.file.textStart(e.line), e.entry.end
	e.fault(start, end, diag.Msg("source-indented"), diag.Msg("source-hint-indented"))
}

// above is the next line above that holds more than a comment, or zero.
func (e *syntaxError) above(line int) int {
	for line--; line > 0 && isBlank([]byte(e.file.Line(line))); line-- {
	}
	return line
}

// continuationEnd is where a text ends that goes on over deeper lines.
func (e *syntaxError) continuationEnd() int {
	end := e.entry.end
	column := e.file.Position(e.entry.first).Column
	for i := e.line + 1; i <= len(e.file.lines); i++ {
		next := e.file.entryAt(i)
		if e.file.Position(next.text).Column <= column || next.colon >= 0 {
			break
		}
		end = max(end, next.end)
	}
	return end
}

// noColon explains a line that should have been "name: value".
func (e *syntaxError) noColon(line int) {
	data := e.file.Data
	entry := e.file.entryAt(line)
	text := data[entry.text:entry.end]
	if len(text) > 1 && text[0] == '-' && entry.first == entry.text && text[1] != '-' {
		f := e.fault(entry.text, entry.end, diag.Msg("source-dash-space"), diag.Msg("source-hint-dash-space"))
		e.fix(f, diag.Msg("source-fix-space"), diag.Edit{Start: entry.text + 1, End: entry.text + 1, Text: " "})
		return
	}
	if i := bytes.IndexByte(data[entry.first:entry.end], ':'); i > 0 && !bytes.HasPrefix(data[entry.first+i:], []byte("://")) {
		after := entry.first + i + 1
		f := e.fault(entry.first, entry.end, diag.Msg("source-colon-space"), diag.Msg("source-hint-colon-space"))
		gap := after
		for _, space := range []string{"\u00a0", "\u202f"} {
			if bytes.HasPrefix(data[gap:entry.end], []byte(space)) {
				gap += len(space)
			}
		}
		e.fix(f, diag.Msg("source-fix-space"), diag.Edit{Start: after, End: gap, Text: " "})
		return
	}
	if above := e.above(line); above > 0 {
		item := e.file.entryAt(above)
		if item.first > item.text && e.file.Position(item.text).Column == e.file.Position(entry.text).Column {
			e.noDash()
			return
		}
	}
	e.fault(entry.first, entry.end, diag.Msg("source-no-colon"), diag.Msg("source-hint-no-colon"))
}

// dash explains a dash where no list may begin.
func (e *syntaxError) dash() {
	if e.entry.colon < 0 || e.at < e.entry.value {
		e.unexpected()
		return
	}
	f := e.fault(e.entry.value, e.entry.end, diag.Msg("source-list-inline"), diag.Msg("source-hint-list-inline"))
	e.fixQuote(f, e.entry.value, e.entry.end)
}

// special explains a text that begins with a character that means something to YAML.
func (e *syntaxError) special() bool {
	data := e.file.Data
	start, end := e.entry.value, e.entry.end
	switch {
	case start >= end:
		return false
	case e.at == e.entry.first && strings.IndexByte("@`%", e.char()) >= 0:
		start = e.at
		if e.entry.colon > start {
			end = e.entry.colon
		}
	case e.at < start || strings.IndexByte("]},", data[start]) >= 0 && e.entry.colon < 0:
		return false
	case strings.IndexByte("@`%&*!|>?[]{},", data[start]) >= 0 && e.problem != "found character that cannot start any token":
	case strings.IndexByte("@`%", e.char()) >= 0:
		start = e.at
		if i := bytes.IndexAny(data[start:end], ",]}"); i >= 0 && start != e.entry.value {
			end = start + i
		}
	default:
		return false
	}
	f := e.fault(start, end, diag.Msg("source-special", "char", string(data[start])), diag.Msg("source-hint-quote"))
	e.fixQuote(f, start, end)
	return true
}

// afterQuote explains what follows a closing quote. When the quoted text began on a line above, an
// apostrophe has likely closed it.
func (e *syntaxError) afterQuote() bool {
	if !strings.HasPrefix(e.problem, "did not find expected") {
		return false
	}
	data := e.file.Data[:e.at]
	start, end := -1, 0
	scan(data, func(from, to int) {
		if to-from > 1 && data[to-1] == data[from] {
			start, end = from, to
		}
	})
	rest := bytes.Trim(data[end:], " \t")
	if start < 0 || len(rest) > 0 && rest[0] != '\'' && rest[0] != '"' {
		return false
	}
	char := string(e.file.Data[start])
	if e.file.Position(start).Line < e.line {
		e.moveTo(start)
		e.fault(start, e.file.lineEnd(start), diag.Msg("source-open-quote", "char", char), diag.Msg("source-hint-open-quote", "char", char))
		return true
	}
	f := e.fault(start, e.entry.end, diag.Msg("source-after-quote", "char", char), diag.Msg("source-hint-after-quote"))
	e.fixRequote(f, start, e.entry.end)
	return true
}

// fixRequote offers to quote a text anew that holds its own quotes: 'l'adhérent', "oui" dit-il.
func (e *syntaxError) fixRequote(f *diag.Finding, start, end int) {
	text := string(e.file.Data[start:end])
	if len(text) > 2 && text[0] == text[len(text)-1] {
		text = text[1 : len(text)-1]
	}
	e.fix(f, diag.Msg("source-fix-quote"), diag.Edit{Start: start, End: end, Text: quote(text)})
}

// unexpected explains a line that stands under nothing it could belong to.
func (e *syntaxError) unexpected() {
	if e.at == e.entry.text && e.char() == ':' {
		e.fault(e.at, e.at+1, diag.Msg("source-missing-key"), diag.Msg("source-hint-colon-space"))
		return
	}
	e.fault(e.file.textStart(e.line), e.entry.end, diag.Msg("source-indent"), diag.Msg("source-hint-indent"))
}

func (e *syntaxError) noDash() {
	start, end := e.file.textStart(e.line), e.entry.end
	f := e.fault(start, end, diag.Msg("source-no-dash"), diag.Msg("source-hint-no-dash"))
	if e.entry.colon < 0 {
		e.fix(f, diag.Msg("source-fix-dash"), diag.Edit{Start: start, End: start, Text: "- "})
	}
}

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
