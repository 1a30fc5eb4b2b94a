package main

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/term"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// teller says in words what changed: to a person, or in the canvas's language in a commit message.
type teller struct {
	say    *lang.Printer
	screen *term.Screen // for its signs; nil in a commit message
	most   int          // of how many characters a value may be; 0: any
	called func(f *kind.Field, ref string) string
}

// teller tells a person; called gives the name of the item that a reference means.
func (p *program) teller(called func(f *kind.Field, ref string) string) teller {
	return teller{say: p.say, screen: p.screen, called: called}
}

// scribe writes what a commit message says.
func (p *program) scribe(called func(f *kind.Field, ref string) string) teller {
	return teller{say: p.inCanvasLanguage(), most: maxValue, called: called}
}

func (t teller) glyph(sign, ascii string) string {
	if t.screen == nil {
		return sign
	}
	return t.screen.Glyph(sign, ascii)
}

func (t teller) sign(v change.Verb) string {
	switch v {
	case change.Added:
		return "+"
	case change.Removed:
		return t.glyph("−", "-")
	case change.Renamed:
		return t.glyph("⇄", "<>")
	case change.Merged:
		return t.glyph("⇉", ">>")
	}
	return "~"
}

func (t teller) arrow(from, to string) string {
	return strings.TrimSpace(from + " " + t.glyph("→", "->") + " " + to)
}

// value is a text as people know it: a reference by the item's name, a word of an enumeration by
// its label.
func (t teller) value(k *kind.Kind, v change.Value) string {
	text := v.Text
	switch {
	case v.Field == nil:
	case len(v.Field.Refs) > 0:
		text = t.called(v.Field, v.Text)
	case slices.Contains(v.Field.Enum, v.Text):
		text = t.say.Term(diag.Term{Kind: k.Name, Field: v.Field.Path, Value: v.Text})
	}
	text = strings.TrimSpace(text)
	if t.most == 0 {
		return text
	}
	return cut(text, t.most)
}

// cut keeps the beginning of a text, on one line.
func cut(text string, most int) string {
	runes := []rune(words.Printable(text))
	if len(runes) <= most {
		return string(runes)
	}
	return strings.TrimSpace(string(runes[:max(most-1, 0)])) + "…"
}

// around cuts two long texts about where they begin to differ, which the beginning of both would not show.
func around(before, after string, most int) (was, is string) {
	b, a := []rune(words.Printable(before)), []rune(words.Printable(after))
	same := 0
	for same < len(b) && same < len(a) && b[same] == a[same] {
		same++
	}
	from := same - most/3
	if max(len(b), len(a)) <= most || from <= 0 {
		return cut(before, most), cut(after, most)
	}
	if space := slices.Index(b[from:same], ' '); space >= 0 {
		from += space + 1
	}
	return "…" + cut(string(b[from:]), most-1), "…" + cut(string(a[from:]), most-1)
}

func (t teller) values(k *kind.Kind, values []change.Value) []string {
	var texts []string
	for _, v := range values {
		texts = append(texts, t.value(k, v))
	}
	return texts
}

// label names a field; one of an entry in a list with what names the entry, one of another record
// after that record.
func (t teller) label(k *kind.Kind, f change.Field) string {
	if f.Field == nil {
		return f.Path
	}
	if f.Of != "" {
		return t.say.Say("change-of", "field", diag.Term{Kind: k.Name, Field: f.Field.Path}, "entry", cut(f.Of, 24))
	}
	return fieldLabel(t.say, k, f.Field)
}

// fieldLabel names a field, one of a record after that record.
func fieldLabel(say *lang.Printer, k *kind.Kind, f *kind.Field) string {
	own := say.Term(diag.Term{Kind: k.Name, Field: f.Path})
	if parent, _, inside := cutLast(f.Path, "."); inside {
		return say.Term(diag.Term{Kind: k.Name, Field: parent}) + " · " + own
	}
	return own
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// difference says what a field said before and says now: of a list what came and what went.
func (t teller) difference(k *kind.Kind, f change.Field) []string {
	if f.Field != nil && f.Field.Type == kind.Record { // an entry that came or went
		if len(f.Before) == 0 {
			return []string{"+ " + strings.Join(t.values(k, f.After), " · ")}
		}
		return []string{t.sign(change.Removed) + " " + strings.Join(t.values(k, f.Before), " · ")}
	}
	came, went := without(f.After, f.Before), without(f.Before, f.After)
	if isList := f.Field != nil && f.Field.Type == kind.List; isList && len(came)+len(went) > 0 {
		var lines []string
		goneTexts, newTexts := t.apart(k, went, came)
		for _, text := range newTexts {
			lines = append(lines, "+ "+text)
		}
		for _, text := range goneTexts {
			lines = append(lines, t.sign(change.Removed)+" "+text)
		}
		return lines
	}
	goneTexts, newTexts := t.apart(k, f.Before, f.After)
	before, after := t.whole(goneTexts), t.whole(newTexts)
	if strings.Contains(before+after, "\n") {
		return []string{before, t.arrow("", after)}
	}
	return []string{t.arrow(before, after)}
}

// apart are the texts of what was and of what is. Of references to two items of one name, as before
// and after a new id, they are the ids; of two long texts, they show where these differ.
func (t teller) apart(k *kind.Kind, before, after []change.Value) (was, is []string) {
	if len(before) == 1 && len(after) == 1 && t.most > 0 {
		whole := teller{say: t.say, screen: t.screen, called: t.called}
		b, a := around(whole.value(k, before[0]), whole.value(k, after[0]), t.most)
		was, is = []string{b}, []string{a}
	} else {
		was, is = t.values(k, before), t.values(k, after)
	}
	for i, x := range before {
		for j, y := range after {
			isRef := x.Field != nil && len(x.Field.Refs) > 0
			if isRef && x.Text != y.Text && was[i] == is[j] {
				was[i], is[j] = x.Text, y.Text
			}
		}
	}
	return was, is
}

func (t teller) whole(texts []string) string {
	if len(texts) == 0 {
		return t.say.Say("change-empty")
	}
	return strings.Join(texts, ", ")
}

// without gives the values of a that are not in b, each as often as it is there more often.
func without(a, b []change.Value) []change.Value {
	left := map[string]int{}
	for _, v := range b {
		left[v.Text]++
	}
	var rest []change.Value
	for _, v := range a {
		if left[v.Text]--; left[v.Text] < 0 {
			rest = append(rest, v)
		}
	}
	return rest
}

// details are the parts of what changed in an item.
func (t teller) details(it change.Item) []string {
	switch {
	case it.Broken:
		return []string{t.say.Say("change-broken")}
	case it.Verb == change.Changed && len(it.Fields) == 0:
		return []string{t.say.Say("change-form")}
	}
	var parts []string
	for _, f := range it.Own() {
		between := ", "
		if f.Field == nil || f.Field.Type != kind.List && f.Field.Type != kind.Record {
			between = " " // of what it was and what it is
		}
		what := strings.Join(t.difference(it.Kind, f), between)
		if t.most > 0 {
			what = cut(what, 4*t.most)
		}
		parts = append(parts, t.say.Say("change-field", "field", t.label(it.Kind, f), "what", what))
	}
	if followers := t.followers(it); followers != "" {
		parts = append(parts, followers)
	}
	return parts
}

// followers counts the items that only follow a change, by kind: "23 besoins suivent".
func (t teller) followers(it change.Item) string {
	var parts []string
	for _, n := range perKind(it.Followers) {
		parts = append(parts, t.say.Say("change-followers", "n", n.number, "kind", n.term()))
	}
	return strings.Join(parts, ", ")
}

// number is how many items there are of a kind.
type number struct {
	kind   *kind.Kind
	number int
}

func (n number) term() diag.Term { return diag.Term{Kind: n.kind.Name, Many: n.number > 1} }

// perKind counts items by kind, in the order in which the kinds come.
func perKind(items []change.Item) []number {
	var numbers []number
	for _, it := range items {
		i := slices.IndexFunc(numbers, func(n number) bool { return n.kind == it.Kind })
		if i < 0 {
			numbers, i = append(numbers, number{kind: it.Kind}), len(numbers)
		}
		numbers[i].number++
	}
	return numbers
}

// manyNew is from how many new items on a list of them is no story.
const manyNew = 40

// gathered takes what is new out of a large change, and says how much that is of each kind.
func (t teller) gathered(e edited) (rest edited, counts string) {
	rest = e
	rest.items = slices.DeleteFunc(slices.Clone(e.items), func(it change.Item) bool { return it.Verb == change.Added })
	rest.files = slices.DeleteFunc(slices.Clone(e.files), func(f changedFile) bool { return f.Verb == change.Added })
	if len(e.items)-len(rest.items) < manyNew {
		return e, ""
	}
	return rest, t.sign(change.Added) + " " + t.count(change.Added, e.items, e.files, true)
}

// id is the item's, and of a renamed or merged one the one that is gone.
func (t teller) id(it change.Item) string {
	if it.Was != "" {
		return t.arrow(it.Was, it.ID)
	}
	return it.ID
}

// entries shows changes on the screen: each item by name and id, and below what changed in it.
func (t teller) entries(items []change.Item, files []changedFile) []term.Entry {
	var entries []term.Entry
	for _, it := range items {
		lines := [][]term.Cell{{{Text: it.Name}, {Text: t.id(it), Style: t.screen.Dim}}}
		for _, part := range t.details(it) {
			lines = append(lines, []term.Cell{{Text: part}})
		}
		entries = append(entries, term.Entry{Label: t.sign(it.Verb) + " " + capitalize(t.say.Term(it.Kind.Term())), Lines: lines})
	}
	for _, f := range files {
		entries = append(entries, term.Plain(t.sign(f.Verb), f.Path))
	}
	return entries
}

// names finds what people call the items that references mean, in the first of the states that has
// them. It reads only their files.
func (p *program) names(states ...fs.FS) func(f *kind.Field, ref string) string {
	known := map[string]string{}
	return func(f *kind.Field, ref string) string {
		key := strings.Join(f.Refs, "|") + ":" + ref
		if _, ok := known[key]; !ok {
			known[key] = p.nameOf(f, ref, states)
		}
		return known[key]
	}
}

func (p *program) nameOf(f *kind.Field, ref string, states []fs.FS) string {
	of, id, typed := canvas.SplitKey(ref)
	for _, name := range f.Refs {
		k := p.kinds.Named(name)
		if k == nil || typed && name != of || !words.ValidID(id) {
			continue
		}
		for _, state := range states {
			if state == nil {
				continue
			}
			if it, err := canvas.ReadItem(state, k, id); err == nil {
				return it.Name()
			}
		}
	}
	return ref
}
