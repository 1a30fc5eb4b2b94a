package search

import (
	"bytes"
	"cmp"
	"context"
	"io/fs"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/parallel"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// Match is an item in which every word was found.
type Match struct {
	Item   *canvas.Item // read alone: its links resolve to nothing
	Places []Place      // the best first
	Broken bool         // its file cannot be read as it is
	score  int
}

// Place is a text of an item in which some of the words were found.
type Place struct {
	Field *kind.Field // that holds the text; nil: the id, or text that belongs to no field
	Path  string      // where in the file, "criteria[0].measure"; "id"; "" in a file that is broken
	Text  string
	Spans []Span

	found []int // points by word
}

// points are what a word is worth that was found in a text, by what the text is to the item and how close
// the word is. A whole word in any text is worth more than a part of one in a name.
var points = [...][whole + 1]int{
	naming:    {part: 3, beginning: 8, form: 11, whole: 12},
	telling:   {part: 1, beginning: 4, form: 5, whole: 6},
	referring: {part: 1, beginning: 2, form: 2, whole: 2},
}

// rank is what a text is to the item.
type rank int

const (
	telling   rank = iota
	naming         // its name, id or a synonym
	referring      // the id of another item
)

// nameShare is what it is worth that a name has no other words.
const nameShare = 4

// Run looks for the words in the items of some kinds, all when none is given. A match has all of them, at
// least one in its own words: that it refers to something is not enough. The best come first. Files that
// cannot have the words are not parsed. The error is the context's.
func Run(ctx context.Context, fsys fs.FS, kinds *kind.Set, q Query, only ...*kind.Kind) ([]Match, error) {
	if len(only) == 0 {
		only = kinds.All()
	}
	items := list(fsys, only)
	found := make([]*Match, len(items))
	parallel.Each(len(items), func(i int) {
		if ctx.Err() == nil {
			found[i] = q.look(fsys, items[i])
		}
	})
	var matches []Match
	for _, m := range found {
		if m != nil {
			matches = append(matches, *m)
		}
	}
	slices.SortStableFunc(matches, func(a, b Match) int {
		return cmp.Or(cmp.Compare(b.score, a.score), compareBool(a.Item.Closed(), b.Item.Closed()))
	})
	return matches, ctx.Err()
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// list names the items of the kinds without reading them.
func list(fsys fs.FS, kinds []*kind.Kind) (items []*canvas.Item) {
	for _, k := range kinds {
		entries, _ := source.ReadFolder(fsys, k.Folder)
		for _, e := range entries {
			if id, isItem := strings.CutSuffix(e.Name(), canvas.Extension); isItem && words.ValidID(id) && e.Type().IsRegular() {
				items = append(items, &canvas.Item{Kind: k, ID: id, Path: k.Folder + "/" + e.Name()})
			}
		}
	}
	return items
}

// look reads an item and gives its match, or nil.
func (q Query) look(fsys fs.FS, it *canvas.Item) *Match {
	data, findings := source.ReadFile(fsys, it.Path, 0)
	if len(findings) > 0 || !q.mayBeIn(it.ID, data) {
		return nil
	}
	m := &Match{Item: it}
	f, _ := source.Parse(it.Path, data)
	if f.Root == nil {
		m.Broken = true
		for line := range strings.Lines(string(data)) {
			m.add(q, telling, Place{Text: strings.TrimRight(line, "\r\n")})
		}
	} else {
		m.walk(q, f.Root, it.Kind, nil, nil)
	}
	m.add(q, naming, Place{Path: ID, Text: it.ID})
	if !m.weigh(q) {
		return nil
	}
	if f.Root != nil {
		it.Content, _ = it.Kind.Read(f)
	}
	m.score += m.share(q)
	return m
}

// mayBeIn tells whether the roots of all the words are among the bytes of a file. What an escape spells is
// known only after parsing.
func (q Query) mayBeIn(id string, data []byte) bool {
	if bytes.IndexByte(data, '\\') >= 0 {
		return true
	}
	folded := words.Fold(string(data))
	return !slices.ContainsFunc(q.words, func(w word) bool {
		return !strings.Contains(folded, w.root) && !strings.Contains(id, w.root)
	})
}

// walk looks at every text of an item. What its own fields make of a value is not looked for: choices,
// numbers, what is so or not.
func (m *Match) walk(q Query, n *source.Node, k *kind.Kind, f *kind.Field, path source.Path) {
	switch {
	case n.IsNull():
	case n.Kind == source.Sequence:
		for i, c := range n.Children {
			m.walk(q, c, k, entryOf(f), append(path, source.Step{Index: i}))
		}
	case n.Kind == source.Mapping:
		for key, value := range n.Entries() {
			inner := fieldOf(k, f, key.Value)
			m.walk(q, value, k, inner, append(path, source.Step{Key: key.Value}))
		}
	case f == nil:
		m.add(q, telling, Place{Path: path.String(), Text: n.Value})
	case len(f.Refs) > 0:
		m.add(q, referring, Place{Field: f, Path: path.String(), Text: n.Value})
	case f.Type == kind.Text && len(f.Enum) == 0:
		m.add(q, rankOf(k, path), Place{Field: f, Path: path.String(), Text: n.Value})
	}
}

func entryOf(f *kind.Field) *kind.Field {
	if f == nil {
		return nil
	}
	return f.Entry()
}

func fieldOf(k *kind.Kind, f *kind.Field, name string) *kind.Field {
	if f == nil {
		return k.Field(name)
	}
	return f.Field(name)
}

func rankOf(k *kind.Kind, path source.Path) rank {
	if name := path[0].Key; slices.Contains(k.Named, name) || name == kind.Synonyms {
		return naming
	}
	return telling
}

// add keeps a place if any word is there.
func (m *Match) add(q Query, r rank, p Place) {
	folded := words.Fold(p.Text)
	if !slices.ContainsFunc(q.words, func(w word) bool { return strings.Contains(folded, w.root) }) {
		return
	}
	p.found = make([]int, len(q.words))
	for _, t := range tokens(p.Text) {
		first := true
		for i, w := range q.words {
			s, how := w.in(t)
			p.found[i] = max(p.found[i], points[r][how])
			if how != none && first {
				p.Spans = append(p.Spans, s)
				first = false
			}
		}
	}
	if len(p.Spans) > 0 {
		m.Places = append(m.Places, p)
	}
}

// weigh adds up what each word is worth at best; false when one is missing, or all are in references alone.
func (m *Match) weigh(q Query) bool {
	best := make([]int, len(q.words))
	own := false
	for _, p := range m.Places {
		own = own || p.Field == nil || len(p.Field.Refs) == 0
		for i, n := range p.found {
			best[i] = max(best[i], n)
		}
	}
	if !own || slices.Contains(best, 0) {
		return false
	}
	m.score = sum(best)
	slices.SortStableFunc(m.Places, func(a, b Place) int { return cmp.Compare(sum(b.found), sum(a.found)) })
	return true
}

// share is greater the less else there is in the name.
func (m *Match) share(q Query) int {
	found, all := 0, 0
	for _, t := range tokens(m.Item.Name()) {
		switch {
		case slices.ContainsFunc(q.words, func(w word) bool { _, how := w.in(t); return how >= form }):
			found++
			all++
		case !words.Empty(t.text):
			all++
		}
	}
	if all == 0 {
		return 0
	}
	return nameShare * found / all
}

func sum(numbers []int) (n int) {
	for _, x := range numbers {
		n += x
	}
	return n
}

// Telling are the fewest places that show every word, the best first.
func (m Match) Telling() []Place {
	var places []Place
	var known []int
	for _, p := range m.Places {
		isNew := false
		for i, n := range p.found {
			if n > 0 && !slices.Contains(known, i) {
				known, isNew = append(known, i), true
			}
		}
		if isNew {
			places = append(places, p)
		}
	}
	return places
}

// Missing is a word that the canvas has not, and the words that it has and that are spelled nearly so.
type Missing struct {
	Word string
	Near []string // as they are written, the nearest first
}

// Missing says which of the words are in no item of the kinds.
func (q Query) Missing(ctx context.Context, fsys fs.FS, kinds []*kind.Kind) ([]Missing, error) {
	known := map[string]string{} // words as they are written, by their folded form
	for _, it := range list(fsys, kinds) {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		data, _ := source.ReadFile(fsys, it.Path, 0)
		for line := range strings.Lines(string(data)) {
			learn(known, withoutKey(line))
		}
		learn(known, it.ID)
	}
	var folded []string
	for text := range known {
		folded = append(folded, text)
	}
	slices.Sort(folded)
	var missing []Missing
	for _, w := range q.words {
		if slices.ContainsFunc(folded, func(text string) bool {
			_, how := w.in(token{text: text, at: make([]int32, len(text))})
			return how != none
		}) {
			continue
		}
		m := Missing{Word: w.text}
		for _, near := range words.Nearest(w.text, folded) {
			m.Near = append(m.Near, known[near])
		}
		missing = append(missing, m)
	}
	return missing, nil
}

// learn keeps the words of a text, those with accents rather than those without.
func learn(known map[string]string, text string) {
	var runes []rune
	for _, t := range tokens(text) {
		if len(t.text) < leastRoot || known[t.text] != "" && known[t.text] != t.text {
			continue
		}
		if runes == nil {
			runes = []rune(text)
		}
		known[t.text] = strings.ToLower(string(runes[t.at[0]:t.end]))
	}
}

// withoutKey leaves out the key that begins a line.
func withoutKey(line string) string {
	trimmed := strings.TrimLeft(line, " -")
	if key, value, ok := strings.Cut(trimmed, ":"); ok && !strings.ContainsAny(key, " \"'") {
		return value
	}
	return trimmed
}
