package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/words"
)

const (
	maxValue   = 40 // how long a value may be in a commit message
	maxSubject = 72 // how long the first line of a commit message should be
	maxChanges = 40 // how many changes the lines below it name
)

// message is a commit message: a summary, then a line for each change, and below it each part of
// the change where there are several.
func (t teller) message(items []change.Item, files []changedFile) string {
	lines := []string{t.subject(items, files), ""}
	others := len(items) + len(files)
	items = items[:min(len(items), maxChanges)]
	files = files[:min(len(files), maxChanges-len(items))]
	others -= len(items) + len(files)
	for _, it := range items {
		line := fmt.Sprintf("%s %s %s", t.sign(it.Verb), t.say.Term(it.Kind.Term()), words.Printable(it.Name))
		if it.Was != "" {
			line += " · " + t.id(it)
		}
		if parts := t.details(it); len(parts) == 1 {
			lines = append(lines, line+" · "+parts[0])
		} else {
			lines = append(lines, strings.Join(append([]string{line}, parts...), "\n    "))
		}
	}
	for _, f := range files {
		lines = append(lines, t.sign(f.Verb)+" "+f.Path)
	}
	if others > 0 {
		lines = append(lines, t.say.Say("change-others", "n", others))
	}
	return strings.Join(lines, "\n")
}

// subject says the only change, or how many there are of each sort.
func (t teller) subject(items []change.Item, files []changedFile) string {
	switch {
	case len(items) == 1 && len(files) == 0:
		return t.only(items[0])
	case len(items) == 0 && len(files) == 1:
		return t.verb(files[0].Verb, files[0].Path)
	}
	if subject := t.counts(items, files, true); utf8.RuneCountInString(subject) <= maxSubject {
		return subject
	}
	return t.counts(items, files, false)
}

// only says one change: with all that changed where there is room, else with the fields' names.
func (t teller) only(it change.Item) string {
	name := func(s string) string {
		return t.verb(it.Verb, t.say.Say("change-named", "kind", it.Kind.Term(), "name", s))
	}
	subject := name(cut(it.Name, maxSubject-utf8.RuneCountInString(name(""))))
	var ids string
	if it.Was != "" {
		ids = t.id(it) + " · "
	}
	var labels []string
	for _, f := range it.Own() {
		labels = append(labels, t.label(it.Kind, f))
	}
	for _, more := range []string{ids + strings.Join(t.details(it), " · "), ids + strings.Join(labels, ", "), ids} {
		more = strings.TrimSuffix(more, " · ")
		if longer := subject + " · " + more; more != "" && utf8.RuneCountInString(longer) <= maxSubject {
			return longer
		}
	}
	return subject
}

func (t teller) verb(v change.Verb, what string) string {
	return capitalize(t.say.Say("change-"+string(v), "what", what))
}

// counts says how many changes there are of each sort, by kind or all together.
func (t teller) counts(items []change.Item, files []changedFile, byKind bool) string {
	var parts []string
	for _, v := range change.Verbs() {
		if what := t.count(v, items, files, byKind); what != "" {
			parts = append(parts, t.say.Say("change-"+string(v), "what", what))
		}
	}
	subject := parts[0]
	for _, part := range parts[1:] {
		subject = t.say.Say("change-and", "first", subject, "then", part)
	}
	return capitalize(subject)
}

func (t teller) count(v change.Verb, items []change.Item, files []changedFile, byKind bool) string {
	some := slices.DeleteFunc(slices.Clone(items), func(it change.Item) bool { return it.Verb != v })
	var parts []string
	switch {
	case byKind:
		for _, n := range perKind(some) {
			parts = append(parts, t.say.Say("change-count", "n", n.number, "kind", n.term()))
		}
	case len(some) > 0:
		parts = append(parts, t.say.Say("count-items", "n", len(some)))
	}
	others := 0
	for _, f := range files {
		if f.Verb == v {
			others++
		}
	}
	if others > 0 {
		parts = append(parts, t.say.Say("count-files", "n", others))
	}
	return strings.Join(parts, ", ")
}
