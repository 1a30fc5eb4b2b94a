package main

import (
	"cmp"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/words"
)

const (
	maxComment   = 65_000 // bytes: GitHub takes 65,536 characters
	manyToName   = 10     // how many of a sort a comment names
	manyToUnfold = 15     // how many changes stand in the open
	manyFormal   = 4      // how many items of a kind are only counted when nothing that they say is changed
	longestInBox = 300    // characters of a value
)

// comment is a review in Markdown, for a pull request: nothing that people wrote can become markup there. Its
// first line is a mark by which whoever posts it finds the one of before. What matters most has room first.
func (p *program) comment(r reviewed) string {
	t := teller{say: p.say, most: longestInBox, called: p.names(r.to.files, r.from.files)}
	head := p.mark() + "\n"
	if len(r.items)+len(r.files) > 0 {
		head += "**" + markdown(t.counts(r.items, r.files, true)) + "**\n"
	}
	asked := p.asked(r)
	room := maxComment - len(head) - len(asked)
	var below strings.Builder
	for _, section := range []string{p.toLook(r, room), p.toAgree(r, t, room/4), p.toMend(r, room/4), p.toMeasure(r)} {
		if below.Len()+len(section) < room*3/4 {
			below.WriteString(section)
		}
	}
	return head + asked + p.toTell(r, t, room-below.Len()) + below.String()
}

// mark tells this comment from others, and the canvases of one repository from one another.
func (p *program) mark() string {
	inside := regexp.MustCompile(`[^\w./]+`).ReplaceAllString(p.folder.Git().Prefix, "-")
	return "<!-- " + strings.TrimSpace("canvas review "+inside) + " -->"
}

// shown is a text that people wrote, as Markdown, cut where it is very long.
func shown(text string) string { return markdown(cut(text, longestInBox)) }

// entry is a line of a list for an item, with what is said of it and, below it, the details.
func entry(kind, name, id, said string, details []string) string {
	line := "- " + strings.TrimSpace(markdown(kind)+" **"+shown(name)+"**")
	if said != "" {
		line += " " + said
	}
	line += " · " + code(cut(id, longestInBox)) + "\n"
	for _, part := range details {
		line += "  - " + markdown(part) + "\n"
	}
	return line
}

// listed is a list below a title, as long as there is room; n tells how many entries are left out.
func (p *program) listed(title string, entries []string, room int) string {
	if len(entries) == 0 {
		return ""
	}
	text := "\n**" + markdown(title) + "**\n\n"
	for i, e := range entries {
		if i == manyToName || len(text)+len(e) > room {
			return text + "- " + markdown(p.say.Say("change-others", "n", len(entries)-i)) + "\n"
		}
		text += e
	}
	return text
}

// asked names those who asked for what is new, where that is more than a line or two would tell.
func (p *program) asked(r reviewed) string {
	var voices []*canvas.Item
	counts := map[*canvas.Item]int{}
	items := 0
	for _, it := range r.items {
		for _, v := range r.voices[it.Path] {
			if counts[v]++; counts[v] == 1 {
				voices = append(voices, v)
			}
		}
		if len(r.voices[it.Path]) > 0 {
			items++
		}
	}
	if items < 4 {
		return ""
	}
	slices.SortStableFunc(voices, func(a, b *canvas.Item) int { return counts[b] - counts[a] })
	var names []string
	for i, v := range voices {
		if i == manyToName {
			names = append(names, p.say.Say("change-others", "n", len(voices)-i))
			break
		}
		names = append(names, p.say.Say("review-voice", "name", cut(v.Name(), maxValue), "n", counts[v]))
	}
	return "\n" + markdown(p.say.Say("review-asked", "who", strings.Join(names, ", "))) + "\n"
}

// toTell are the changes themselves: in the open when they are few, else folded by what was done to which kind.
func (p *program) toTell(r reviewed, t teller, room int) string {
	var groups []told
	items, formal := r.apartFromForm()
	for _, it := range items {
		details := t.details(it)
		label := t.sign(it.Verb) + " " + p.say.Term(it.Kind.Term())
		e := entry(label, it.Name, t.id(it), p.voicesOf(r.voices[it.Path]), details)
		if n := len(groups); n == 0 || groups[n-1].verb != it.Verb || groups[n-1].kind != it.Kind.Name {
			groups = append(groups, told{verb: it.Verb, kind: it.Kind.Name})
		}
		last := &groups[len(groups)-1]
		last.entries = append(last.entries, e)
		last.title = t.sign(it.Verb) + " " + p.say.Say("change-count", "n", len(last.entries), "kind", diag.Term{Kind: it.Kind.Name, Many: len(last.entries) > 1})
	}
	for _, n := range formal {
		counted := p.say.Say("change-count", "n", n.number, "kind", n.term())
		line := p.say.Say("change-field", "field", t.sign(change.Changed)+" "+counted, "what", p.say.Say("change-form"))
		groups = append(groups, told{entries: []string{"- " + markdown(line) + "\n"}})
	}
	if files := (told{title: p.say.Say("count-files", "n", len(r.files))}); len(r.files) > 0 {
		for _, f := range r.files {
			files.entries = append(files.entries, "- "+markdown(t.sign(f.Verb))+" "+code(f.Path)+"\n")
		}
		groups = append(groups, files)
	}
	if len(groups) == 0 {
		return ""
	}
	command := p.command("diff", cmp.Or(r.from.revision, "HEAD"))
	cutShort := func(n int) string {
		return "\n" + markdown(p.say.Say("review-cut", "n", n)) + " " + code(command) + "\n"
	}
	text, left, folded := "\n", 0, r.lines(t) > manyToUnfold
	room -= len(cutShort(len(r.items) + len(r.files)))
	for _, g := range groups {
		open, close := "", ""
		if folded && g.title != "" {
			open, close = fold(g.title)
		}
		if len(text)+len(open)+len(close)+len(g.entries[0]) > room {
			left += len(g.entries)
			continue
		}
		text += open
		for i, e := range g.entries {
			if len(text)+len(close)+len(e) > room {
				left += len(g.entries) - i
				break
			}
			text += e
		}
		text += close
	}
	if left > 0 {
		text += cutShort(left)
	}
	return text
}

// apartFromForm parts the changed items from those of which only comments or layout changed; these are numbers where
// they are many, as after canvas fmt.
func (r reviewed) apartFromForm() (items []change.Item, formal []number) {
	isFormal := func(it change.Item) bool {
		return it.Verb == change.Changed && len(it.Fields) == 0 && !it.Broken
	}
	formal = perKind(slices.DeleteFunc(slices.Clone(r.items), func(it change.Item) bool { return !isFormal(it) }))
	formal = slices.DeleteFunc(formal, func(n number) bool { return n.number < manyFormal })
	items = slices.DeleteFunc(slices.Clone(r.items), func(it change.Item) bool {
		return isFormal(it) && slices.ContainsFunc(formal, func(n number) bool { return n.kind == it.Kind })
	})
	return items, formal
}

// lines is how many lines tell all changes.
func (r reviewed) lines(t teller) int {
	items, formal := r.apartFromForm()
	n := len(formal) + len(r.files)
	for _, it := range items {
		n += 1 + len(t.details(it))
	}
	return n
}

// told is what became of the items of one kind, or of the other files. Without a title it is never folded.
type told struct {
	verb        change.Verb
	kind, title string
	entries     []string
}

// fold gives what stands before and after something that is folded under a title.
func fold(title string) (open, close string) {
	return "<details><summary>" + inHTML(title) + "</summary>\n\n", "\n</details>\n"
}

// inHTML makes a text stand for itself between two tags, where Markdown is not read.
func inHTML(text string) string { return html.EscapeString(uncalled(words.Printable(text))) }

// voicesOf names in brackets who asked for an item.
func (p *program) voicesOf(voices []*canvas.Item) string {
	var names []string
	for _, v := range voices {
		names = append(names, cut(v.Name(), maxValue))
	}
	if len(names) == 0 {
		return ""
	}
	return "(" + markdown(strings.Join(names, " · ")) + ")"
}

// toLook are the items to look at although nobody may have touched them.
func (p *program) toLook(r reviewed, room int) string {
	var entries []string
	for _, l := range r.leanings {
		entries = append(entries, entry(p.say.Term(l.Item.Kind.Term()), l.Item.Name(), l.Item.ID, markdown(p.leaning(l)), nil))
	}
	return p.listed(p.say.Say("review-look"), entries, room)
}

// toAgree is what had been agreed on. What it said stands here only where the changes are folded.
func (p *program) toAgree(r reviewed, t teller, room int) string {
	var entries []string
	folded := r.lines(t) > manyToUnfold
	for _, a := range r.agreed {
		said, details := p.states(a.States), t.details(a.Item)
		if !folded && len(a.Fields) > 0 {
			var labels []string
			for _, f := range a.Fields {
				labels = append(labels, t.label(a.Kind, f))
			}
			said, details = said+" · "+strings.Join(labels, ", "), nil
		}
		said = "(" + markdown(said) + ")"
		entries = append(entries, entry(t.sign(a.Verb)+" "+p.say.Term(a.Kind.Term()), a.Name, t.id(a.Item), said, details))
	}
	return p.listed(p.say.Say("review-agreed"), entries, room)
}

func (p *program) toMend(r reviewed, room int) string {
	var entries []string
	path := p.inRepository()
	for _, f := range r.serious() {
		place := f.Path
		if path != nil {
			place = path(f.Path)
		}
		if f.Range.Start.Line > 0 {
			place = fmt.Sprintf("%s:%d", place, f.Range.Start.Line)
		}
		entries = append(entries, fmt.Sprintf("- %s · %s %s %s\n", markdown(p.say.Say("severity-"+f.Severity.String())), code(place), shown(p.say.Message(f.Message)), code("["+f.Rule+"]")))
	}
	return p.listed(p.say.Say("review-findings", "counts", r.counts(p)), entries, room)
}

// fewFigures is how many measures are told in a sentence.
const fewFigures = 4

// toMeasure tells the coverage before and after, of the rules whose share is another one as people read it.
func (p *program) toMeasure(r reviewed) string {
	var said []string
	var table strings.Builder
	up, down := 0, 0
	for _, f := range r.coverage {
		was, hadAny := f.before.Percent()
		is, hasAny := f.after.Percent()
		if hadAny == hasAny && rounded(was) == rounded(is) {
			continue
		}
		if is < was || !hasAny {
			down++
		} else {
			up++
		}
		label := p.say.Term(f.after.Rule.Kind.Plural()) + " " + p.measure(f.after.Rule)
		said = append(said, p.say.Say("review-figure", "label", label, "before", p.percentOf(f.before), "after", p.percentOf(f.after)))
		fmt.Fprintf(&table, "| %s | %s | %s |\n", markdown(capitalize(label)), markdown(p.share(f.before)), markdown(p.share(f.after)))
	}
	switch {
	case len(said) == 0:
		return ""
	case len(said) <= fewFigures:
		return "\n" + markdown(p.say.Say("review-coverage", "what", strings.Join(said, " · "))) + "\n"
	}
	open, close := fold(p.say.Say("review-coverage", "what", p.say.Say("review-moved", "up", up, "down", down)))
	header := fmt.Sprintf("| %s | %s | %s |\n|---|--:|--:|\n", markdown(p.say.Say("diff-coverage")), markdown(p.say.Say("diff-before")), markdown(p.say.Say("diff-after")))
	return "\n" + open + header + table.String() + close
}
