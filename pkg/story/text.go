package story

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// text is a cleaned sentence with its words.
type text struct {
	s     string
	words []word
}

// word is a run of letters and digits, folded; [start, end) are its bytes. An
// apostrophe ends a word and belongs to it: l' is one, and so is I' of I'd.
type word struct {
	folded     string
	start, end int
}

func newText(s string) *text {
	s = clean(s)
	return &text{s, tokens(s)}
}

// What people put into a table cell beside bold.
var (
	emphasis = compiled(`(?i)</?(?:b|strong|em|i|u)>`)
	breaks   = compiled(`(?i)<br\s*/?>|</?(?:p|li)>`)
)

var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// clean takes bold markers and HTML tags away and makes every line break \n.
func clean(s string) string {
	s = newlines.Replace(strings.ToValidUTF8(s, "\uFFFD"))
	if strings.Contains(s, "<") {
		s = breaks().ReplaceAllString(emphasis().ReplaceAllString(s, ""), "\n")
	}
	return strings.TrimFunc(unbold(s), blank)
}

// unbold removes ** and, at the edge of a word, __; not inside `code`.
func unbold(s string) string {
	if !strings.Contains(s, "**") && !strings.Contains(s, "__") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	code := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '`' {
			code = !code && strings.Contains(s[i+1:], "`")
		}
		if !code && i+1 < len(s) && s[i+1] == c && (c == '*' || c == '_' && edge(s, i, i+2)) {
			i++
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// edge tells whether s[from:to] stands outside a word.
func edge(s string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:from])
	after, _ := utf8.DecodeRuneInString(s[to:])
	return !letter(before) || !letter(after)
}

// tokens returns the words of s.
func tokens(s string) []word {
	var ws []word
	start := -1
	for i, r := range s {
		next := i + utf8.RuneLen(r)
		switch {
		case start < 0:
			if letter(r) && !unicode.Is(unicode.M, r) {
				start = i
			}
		case letter(r), (r == '-' || r == '_') && letterAt(s, next):
		case apostrophe(r) && elides(s, start, i, next):
			ws = append(ws, word{fold(s[start:i]) + "'", start, next})
			start = -1
		default:
			ws = append(ws, word{fold(s[start:i]), start, i})
			start = -1
		}
	}
	if start >= 0 {
		ws = append(ws, word{fold(s[start:]), start, len(s)})
	}
	return ws
}

func letter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.In(r, unicode.L, unicode.Nd, unicode.M)
}

func letterAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return r != utf8.RuneError && letter(r)
}

func apostrophe(r rune) bool { return strings.ContainsRune("'’‘ʼ′＇´", r) }

// elides tells whether the apostrophe between two bytes joins s[start:end] to
// what follows: «l'adhérent», «qu' un», but not «the users' data». At the end it
// does, for the sake of the connectors «afin qu'», «so I'».
func elides(s string, start, end, next int) bool {
	return next == len(s) || letterAt(s, next) || end-start <= 2 && next < len(s) && s[next] == ' ' && letterAt(s, next+1)
}

// blank tells the runes that do not show: spaces of every width and marks of
// no width.
func blank(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }

var ligatures = strings.NewReplacer("œ", "oe", "æ", "ae", "ß", "ss")

// fold returns a word as connectors are compared: lower case, no accents.
func fold(s string) string {
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] < utf8.RuneSelf
	}
	s = strings.ToLower(s)
	if ascii {
		return s
	}
	s = norm.NFKD.String(ligatures.Replace(s))
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, s)
}

// gap returns what stands between word i and the one before it.
func (t *text) gap(i int) string {
	from, to := 0, len(t.s)
	if i > 0 {
		from = t.words[i-1].end
	}
	if i < len(t.words) {
		to = t.words[i].start
	}
	return t.s[from:to]
}

// reads tells whether the words stand at i with nothing but space, emphasis or
// an opening bracket between them.
func (t *text) reads(i int, words []string) bool {
	if i+len(words) > len(t.words) {
		return false
	}
	for n, w := range words {
		if t.words[i+n].folded != w || n > 0 && !soft(t.gap(i+n)) {
			return false
		}
	}
	return true
}

func soft(gap string) bool {
	return strings.IndexFunc(gap, func(r rune) bool { return !blank(r) && !strings.ContainsRune("*_(/", r) }) < 0
}

// parted tells whether a comma, a stop, a line break or the like stands before
// word i.
func (t *text) parted(i int) bool {
	gap := t.gap(i)
	return strings.ContainsAny(gap, ",;:|\n…—–.!?") || strings.Contains(gap, " -")
}

// part returns what stands after word i-1, with the signs between, up to word j.
func (t *text) part(i, j int) string {
	from := 0
	if i > 0 {
		from = t.words[i-1].end
	}
	return t.slice(from, t.border(j))
}

// announced returns the part from word i to word j that a connector announces.
// When the connector itself is part of it («because …»), the signs before it
// are shared between the parts on both sides.
func (t *text) announced(m match, i, j int) string {
	if i == m.from && i > 0 {
		return t.slice(t.border(i), t.border(j))
	}
	return t.part(i, j)
}

// border returns the byte in the gap before word i where one part ends and the
// next begins: behind the last space.
func (t *text) border(i int) int {
	if i == len(t.words) {
		return len(t.s)
	}
	gap, start := t.gap(i), t.words[i].start
	if n := strings.LastIndexFunc(gap, unicode.IsSpace); n >= 0 {
		_, size := utf8.DecodeRuneInString(gap[n:])
		return start - len(gap) + n + size
	}
	return start
}

func (t *text) slice(from, to int) string {
	if from >= to {
		return ""
	}
	return tidy(t.s[from:to])
}

// lineBreak is a line break with the space around it.
var lineBreak = compiled(`[\s\p{Zs}]*\n[\s\p{Zs}]*`)

// tidy takes off a part what belonged to the sentence around it: commas, a full
// stop, dashes, a bracket or quotation mark that has lost its other half.
func tidy(s string) string {
	if strings.Contains(s, "\n") {
		s = lineBreak().ReplaceAllString(s, " ")
	}
	open := balance(s)
	for {
		s = strings.TrimFunc(s, blank)
		first, n := utf8.DecodeRuneInString(s)
		last, m := utf8.DecodeLastRuneInString(s)
		switch {
		case s == "":
			return ""
		case loosensLeft(s, first, n, open):
			open.take(first)
			s = s[n:]
		case loosensRight(s, last, m, open):
			open.take(last)
			s = s[:len(s)-m]
		default:
			return s
		}
	}
}

func loosensLeft(s string, first rune, size int, open *pairs) bool {
	after, _ := utf8.DecodeRuneInString(s[size:])
	switch first {
	case ',', ';', ':', '|', '*', '_', '…', ')', ']', '/', '!', '?', '»', '”':
		return true
	case '.':
		return !letter(after) // .NET
	case '-', '–', '—', '•':
		return size == len(s) || blank(after)
	case '(', '[', '«', '“', '"', '\'', '’':
		return open.lost(first)
	}
	return false
}

func loosensRight(s string, last rune, size int, open *pairs) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:len(s)-size])
	switch last {
	case ',', ';', ':', '|', '*', '_', '(', '[', '«', '“':
		return true
	case '.':
		return before != '.' && !strings.HasSuffix(strings.ToLower(s), "etc.")
	case '-', '–', '—', '•', '/':
		return blank(before)
	case ')', ']', '»', '”', '"':
		return open.lost(last)
	}
	return false
}

// pairs counts brackets and quotation marks of a part.
type pairs struct{ count map[rune]int }

func balance(s string) *pairs {
	p := &pairs{map[rune]int{}}
	for _, r := range s {
		if strings.ContainsRune("()[]«»“”\"'’", r) {
			p.count[r]++
		}
	}
	return p
}

func (p *pairs) take(r rune) { p.count[r]-- }

// lost tells whether the other half of a sign is missing.
func (p *pairs) lost(r rune) bool {
	c := p.count
	switch r {
	case '(':
		return c['('] > c[')']
	case ')':
		return c[')'] > c['(']
	case '[':
		return c['['] > c[']']
	case ']':
		return c[']'] > c['[']
	case '«':
		return c['«'] > c['»']
	case '»':
		return c['»'] > c['«']
	case '“':
		return c['“'] > c['”']
	case '”':
		return c['”'] > c['“']
	case '"':
		return c['"']%2 == 1
	}
	return c[r] == 1 // an apostrophe that quotes nothing
}
