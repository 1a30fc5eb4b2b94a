package story

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Line is a candidate for a story in a file: what Parse is to read, and the
// number, from 1, of the line where it begins. Text is as in the file, or put
// together from the lines of one story, or from a list and what leads to it.
type Line struct {
	Number int
	Text   string
}

var (
	// tag is the mark of a requirements set before a story: #G03#.
	tag = compiled(`^\s*#[^#\s]+#\s*`)
	// bullet begins a line of a list.
	bullet = compiled(`^\s*(?:(?:[-*+•–—✅✓✔☑◦▪]|\d{1,3}[.)]|\[[ xX]?\])\s+)+`)
	// heading begins a title in Markdown.
	heading = compiled(`^\s*#{1,6}\s+`)
)

// compiled gives a pattern that is compiled when it is first matched: most runs of the program match none.
func compiled(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

// WithoutTag returns a line without the #TAG# before its story.
func WithoutTag(line string) string { return tag().ReplaceAllString(line, "") }

// Lines parts a text into candidates: one a line, blank lines and #TAG#s left
// out. Only where nothing else can be meant are lines put together: role, want
// and benefit on a line each, a list under «En tant que bénévole, je peux :», a
// table under a header that names its columns.
func Lines(s string) []Line {
	f := file{lines: strings.Split(newlines.Replace(strings.TrimPrefix(s, "\uFEFF")), "\n")}
	f.texts = make([]*text, len(f.lines))
	for i := range f.lines {
		f.lines[i] = strings.TrimSpace(WithoutTag(f.lines[i]))
	}
	for i := 0; i < len(f.lines); {
		i = f.take(i)
	}
	return f.found
}

// file is a text on its way to candidates.
type file struct {
	lines []string
	texts []*text // made of the lines when needed
	found []Line
}

func (f *file) add(i int, text string) { f.found = append(f.found, Line{i + 1, text}) }

// take reads what begins on line i and returns the line after it.
func (f *file) take(i int) int {
	if !says(f.lines[i]) {
		return i + 1
	}
	for _, read := range []func(i int) int{f.table, f.list, f.spread} {
		if next := read(i); next > i {
			return next
		}
	}
	f.add(i, f.lines[i])
	return i + 1
}

// next returns the line after i that holds something, over one empty line at
// most; len(f.lines) when there is none.
func (f *file) next(i int) int {
	for j := i + 1; j < len(f.lines) && j <= i+2; j++ {
		if f.lines[j] != "" {
			return j
		}
	}
	return len(f.lines)
}

// text returns line i without bullet or heading, or an empty text.
func (f *file) text(i int) *text {
	if i >= len(f.lines) {
		return &text{}
	}
	if f.texts[i] == nil {
		f.texts[i] = newText(content(f.lines[i]))
	}
	return f.texts[i]
}

func content(line string) string {
	return bullet().ReplaceAllString(heading().ReplaceAllString(line, ""), "")
}

// spread reads a story whose parts stand on a line each. It returns i when none
// begins there.
func (f *file) spread(i int) int {
	t := f.text(i)
	for _, g := range grammars() {
		var rest []int // the lines that go on with the story
		j := f.next(i)
		switch {
		case g.beginsRole(t):
			if _, whole := g.parse(t); whole {
				break
			}
			if !g.beginsWant(f.text(j)) {
				continue
			}
			rest = []int{j}
		case has(g.roleLabel, t) && has(g.wantLabel, f.text(j)):
			rest = []int{j}
		case g.beginsBenefit(t) && g.beginsRole(f.text(j)) && g.beginsWant(f.text(f.next(j))):
			rest = []int{j, f.next(j)}
		default:
			continue
		}
		s, ok := Parse(f.join(i, rest))
		if !ok {
			continue
		}
		if j := f.next(slices.Max(append(rest, i))); s.Benefit == "" && (g.beginsBenefit(f.text(j)) || has(g.benefitLabel, f.text(j))) {
			rest = append(rest, j)
		}
		if len(rest) > 0 {
			f.add(i, f.join(i, rest))
			return rest[len(rest)-1] + 1
		}
	}
	return i
}

// join puts line i and others after it together.
func (f *file) join(i int, rest []int) string {
	joined := f.lines[i]
	for _, j := range rest {
		joined += "\n" + content(f.lines[j])
	}
	return joined
}

func has(isLabel func(*text, int) (match, bool), t *text) bool {
	_, ok := isLabel(t, 0)
	return ok
}

// list reads a list under a line that gives the role, and perhaps «je peux».
// It returns i when there is none.
func (f *file) list(i int) int {
	lead := f.text(i)
	for _, g := range grammars() {
		if !g.beginsRole(lead) {
			continue
		}
		if _, whole := g.parse(lead); whole {
			continue
		}
		glue := "\n"
		if _, wants := g.findWant(lead, 0, min(len(lead.words), roleWords)); wants {
			glue = " "
		}
		end := i + 1
		var items []int
		for j := f.next(i); j < len(f.lines) && bullet().MatchString(f.lines[j]) && !g.beginsRole(f.text(j)); j = f.next(j) {
			items = append(items, j)
			end = j + 1
		}
		if len(items) == 0 || f.oneStory(g, items) {
			continue
		}
		for _, j := range items {
			joined := strings.TrimRight(lead.s, ": ") + glue + content(f.lines[j])
			if _, ok := Parse(joined); !ok {
				joined = f.lines[j]
			}
			f.add(j, joined)
		}
		return end
	}
	return i
}

// oneStory tells whether a list goes on with the want and the benefit of the
// line above it, instead of holding one want after another.
func (f *file) oneStory(g *grammar, items []int) bool {
	return g.beginsWant(f.text(items[0])) &&
		(len(items) == 1 || len(items) == 2 && g.beginsBenefit(f.text(items[1])))
}

// table reads the rows under a header that names the columns of role and want.
// It returns i when line i is no such header.
func (f *file) table(i int) int {
	for _, separator := range []string{"|", "\t", ";"} {
		header := row(f.lines[i], separator)
		if len(header) < 2 {
			continue
		}
		for _, g := range grammars() {
			labels, ok := g.header(header)
			if !ok {
				continue
			}
			j := i + 1
			for ; j < len(f.lines) && strings.Contains(f.lines[j], separator); j++ {
				if says(f.lines[j]) {
					f.add(j, g.row(labels, row(f.lines[j], separator), f.lines[j]))
				}
			}
			return j
		}
	}
	return i
}

func row(line, separator string) []string {
	if separator == "|" {
		line = strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|")
	}
	cells := strings.Split(line, separator)
	for i := range cells {
		cells[i] = strings.Trim(strings.TrimSpace(cells[i]), `"`)
	}
	return cells
}

// header returns for each column the connector or label that names a part of
// the story, empty for the others.
func (g *grammar) header(cells []string) (labels []string, ok bool) {
	var role, want bool
	for _, cell := range cells {
		t := newText(cell)
		label := ""
		for _, part := range []struct {
			words, fields phrases
			found         *bool
		}{{g.role, g.roleField, &role}, {g.want, g.wantField, &want}, {g.benefit, g.benefitField, new(bool)}} {
			if m, ok := only(t, part.words, part.fields); ok && !*part.found {
				*part.found = true
				label = t.s[t.words[0].start:t.words[m.to-1].end]
				break
			}
		}
		labels = append(labels, label)
	}
	return labels, role && want
}

// only tells whether a header cell holds one of the phrases and nothing else
// but a remark in brackets or «pouvoir».
func only(t *text, lists ...phrases) (match, bool) {
	for _, p := range lists {
		m, ok := p.at(t, 0)
		if ok && (m.to >= len(t.words)-1 || strings.Contains(t.gap(m.to), "(")) {
			return m, true
		}
	}
	return match{}, false
}

// row returns a row as labelled parts; the line as it is when its cells carry
// the words themselves.
func (g *grammar) row(labels, cells []string, line string) string {
	var parts []string
	for i, cell := range cells {
		if i >= len(labels) || labels[i] == "" || !says(cell) {
			continue
		}
		t := newText(cell)
		if slices.ContainsFunc([]phrases{g.role, g.want, g.benefit}, func(p phrases) bool { return p.has(t, 0) }) {
			parts = append(parts, cell)
		} else {
			parts = append(parts, labels[i]+": "+cell)
		}
	}
	joined := strings.Join(parts, "\n")
	if _, ok := Parse(joined); !ok {
		return line
	}
	return joined
}
