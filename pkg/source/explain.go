package source

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

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

// openBracket explains a bracket that nothing closes.
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
	const indicators, reserved = "@`%&*!|>?[]{},", "@`%" // reserved ones stop the library by themselves
	isReserved := strings.IndexByte(reserved, e.char()) >= 0
	start, end := e.entry.value, e.entry.end
	switch {
	case start >= end:
		return false
	case isReserved && e.at == e.entry.first: // a key
		start = e.at
		if e.entry.colon > start {
			end = e.entry.colon
		}
	case isReserved && e.at > start: // between brackets
		start = e.at
		if i := bytes.IndexAny(e.file.Data[start:end], ",]}"); i >= 0 {
			end = start + i
		}
	case e.at < start || strings.IndexByte(indicators, e.file.Data[start]) < 0:
		return false
	case e.entry.colon < 0 && strings.IndexByte("]},", e.file.Data[start]) >= 0: // left over from above
		return false
	}
	f := e.fault(start, end, diag.Msg("source-special", "char", string(e.file.Data[start])), diag.Msg("source-hint-quote"))
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
