package form

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/charmbracelet/huh"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
)

// question is one thing that is asked.
type question struct {
	field    *kind.Field
	required bool
	text     string  // what was typed, of a question without picker
	picker   *picker // nil where any text may be typed
	widget   huh.Field
}

// questions are those about a kind: first what is required, what names the item and what says the heart of it,
// then the rest. A record that is no list is asked part by part; what an item was called formerly is not asked of a new one.
func (f *Form) questions() (first, rest []*question) {
	add := func(field *kind.Field, isRequired bool) {
		q := &question{field: field, required: isRequired}
		if isRequired || slices.Contains(f.Kind.Named, field.Path) || isHeart(field) {
			first = append(first, q)
		} else {
			rest = append(rest, q)
		}
	}
	for _, field := range f.Kind.Fields() {
		switch {
		case field.Name == kind.Formerly, slices.Contains(f.Skip, field):
		case field.Type == kind.Record:
			for _, part := range field.Fields {
				add(part, field.Required && part.Required)
			}
		default:
			add(field, field.Required)
		}
	}
	return first, rest
}

// isHeart tells whether a field takes words without which the item would be found wanting at once.
func isHeart(field *kind.Field) bool {
	return field.Coverage != nil && field.Type == kind.Text && !chosen(field)
}

// preset is what a question that must be answered is answered with unless somebody says otherwise.
func (f *Form) preset(field *kind.Field) []string {
	if text, isText := field.Default.(string); isText {
		return []string{text}
	}
	if field.IsDate() {
		return []string{f.Today}
	}
	return nil
}

// choices are what a question is answered with; none where any text may be typed.
func (f *Form) choices(field *kind.Field) []Choice {
	entry := field.Entry()
	switch {
	case len(entry.Refs) > 0:
		return f.Items(entry)
	case entry.Type == kind.Boolean:
		return []Choice{{Value: "true", Label: f.Say.Say("form-yes")}, {Value: "false", Label: f.Say.Say("form-no")}}
	}
	var list []Choice
	for _, value := range entry.Enum {
		list = append(list, Choice{Value: value, Label: f.Say.Term(diag.Term{Kind: f.Kind.Name, Field: field.Path, Value: value}), Also: value})
	}
	return list
}

// chosen tells whether a question is answered by choosing.
func chosen(field *kind.Field) bool {
	entry := field.Entry()
	return len(entry.Refs) > 0 || len(entry.Enum) > 0 || entry.Type == kind.Boolean
}

// oneLine tells whether a text may have no line breaks: what names an item, and what has a form of its own.
func (f *Form) oneLine(field *kind.Field) bool {
	return field.Type != kind.List && (field.Type != kind.Text || slices.Contains(f.Kind.Named, field.Path) || !field.Matches("\x00"))
}

// about says what a question asks for, and how it is answered where that does not show.
func (f *Form) about(q *question) string {
	description := f.Say.Term(diag.Term{Kind: f.Kind.Name, Field: q.field.Path, Described: true})
	return strings.TrimSpace(description + "\n" + f.note(q))
}

// note says how a question is answered where that does not show.
func (f *Form) note(q *question) string {
	switch entry := q.field.Entry(); {
	case chosen(q.field) && q.field.Type == kind.List:
		return f.Say.Say("form-note-several")
	case q.field.Type == kind.List && entry.Type == kind.Record:
		var parts []string
		for _, part := range entry.Fields {
			parts = append(parts, f.Say.Term(diag.Term{Kind: f.Kind.Name, Field: part.Path})+"=…")
		}
		return f.Say.Say("form-note-records", "example", strings.Join(parts, ", "))
	case q.field.Type == kind.List:
		return f.Say.Say("form-note-lines")
	}
	return ""
}

// texts are the answers to the question.
func (q *question) texts(f *Form) []string {
	switch {
	case q.picker != nil:
		return q.picker.values()
	case q.field.Type == kind.List: // a line for each entry
		return filled(strings.Split(q.text, "\n"))
	case f.oneLine(q.field):
		return filled([]string{strings.Join(strings.Fields(q.text), " ")})
	}
	return filled([]string{q.text})
}

func filled(texts []string) []string {
	var kept []string
	for _, text := range texts {
		if text = strings.TrimSpace(text); text != "" {
			kept = append(kept, text)
		}
	}
	return kept
}

// join makes of several references or words one text. None has a comma: ids and words of a schema have not, and
// of what is to be made it is taken away.
func join(texts []string) string { return strings.Join(texts, ",") }

// record makes one text of the parts of a record, as an option takes it: "person=x,date=y", or JSON where
// that could be misread.
func (a Answers) record(f *kind.Field) string {
	var pairs []string
	parts := map[string]any{}
	isPlain := true
	for _, part := range f.Fields {
		texts := a.Texts[part.Path]
		if len(texts) == 0 {
			continue
		}
		isPlain = isPlain && len(texts) == 1 && !strings.ContainsAny(texts[0], ",=\n")
		pairs = append(pairs, part.Name+"="+texts[0])
		parts[part.Name] = texts[0]
		if part.Type == kind.List {
			parts[part.Name] = texts
		}
	}
	if isPlain {
		return strings.Join(pairs, ",")
	}
	data, err := json.Marshal(parts)
	if err != nil {
		panic(err) // there is nothing in it but texts
	}
	return string(data)
}
