package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/capture"
	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/term"
)

// tell answers a line in as few words as say how it was understood.
func (t *taking) tell(a capture.Answer) {
	if a.Begun != "" && t.editor != nil {
		t.begun = a.Begun
		return
	}
	switch a.What {
	case capture.Quit:
		t.quit = true
		return
	case capture.Help:
		t.help()
		return
	case capture.List:
		t.list()
		return
	}
	if !t.options.json {
		t.tellItems(a)
	}
	t.tellWords(a)
	t.tellFound(a.Found)
	for _, h := range a.Hints {
		t.sayHint(t.say.Hint(h))
	}
	if a.Ask != nil {
		t.ask(a.Ask)
	}
}

// help shows what a line may be: how it looks, and beside it what it does.
func (t *taking) help() {
	fmt.Fprint(t.stderr, t.passage(t.talk, t.say.Say("capture-lines")))
	if t.editor != nil {
		fmt.Fprint(t.stderr, t.passage(t.talk, t.say.Say("capture-keys")))
	}
}

// tellItems shows the items that a line made or changed.
func (t *taking) tellItems(a capture.Answer) {
	for _, it := range a.Implied {
		t.tellLine("+ "+t.title(it.Kind)+" ", it.Name(), it.ID)
	}
	signs := map[capture.What]string{
		capture.Made: t.screen.Glyph("✓", "+"), capture.Joined: t.screen.Glyph("✓", "~"), capture.Linked: t.screen.Glyph("✓", "~"),
		capture.Edited: t.screen.Glyph("✓", "~"), capture.Present: "=", capture.Last: "=",
	}
	sign, shown := signs[a.What]
	if a.Item == nil || !shown {
		return
	}
	if a.What == capture.Present { // and says more than anybody reads now
		t.tellLine(sign+" ", t.title(a.Item.Kind)+" "+a.Item.Name(), a.Item.ID)
		return
	}
	t.tellLine(sign+" ", t.understood(a.Item), a.Item.ID)
	if links := t.links(a.Item); links != "" && a.What != capture.Joined {
		fmt.Fprintln(t.stdout, t.screen.Under("    ", term.Cell{Text: links, Style: t.screen.Dim}))
	}
}

func (t *taking) tellLine(lead, text, id string) {
	fmt.Fprintln(t.stdout, t.screen.Under(lead, term.Cell{Text: text}, term.Cell{Text: id, Style: t.screen.Dim}))
}

// understood is an item in one line: of a story who wants what and what for, of another what it is and says.
func (t *taking) understood(it *canvas.Item) string {
	var parts []string
	isStory := slices.Contains(it.Kind.Named, "want")
	if !isStory {
		parts = append(parts, t.title(it.Kind)+" "+it.Name())
	}
	names := t.names(t.folder.FS())
	for _, f := range it.Kind.Fields() {
		text := it.Text(f.Name)
		if f.Type != kind.Text || text == "" || len(f.Enum) > 0 || !isStory && slices.Contains(it.Kind.Named, f.Name) {
			continue
		}
		if len(f.Refs) > 0 {
			text = names(f, text)
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " · ")
}

// links are the references and choices of an item, by field.
func (t *taking) links(it *canvas.Item) string {
	var parts []string
	names := t.names(t.folder.FS())
	for _, f := range it.Kind.Fields() {
		v := it.Value(f.Name)
		entry := f.Entry()
		switch {
		case v == nil || f.Name == kind.Formerly:
		case f.Type == kind.List && len(entry.Refs) > 0:
			var texts []string
			for _, ref := range v.List {
				texts = append(texts, names(entry, ref))
			}
			parts = append(parts, t.labelOf(it.Kind, f)+" "+strings.Join(texts, ", "))
		case len(f.Enum) > 0 && f.Mark != "":
			parts = append(parts, t.labelOf(it.Kind, f)+" "+t.say.Term(diag.Term{Kind: it.Kind.Name, Field: f.Path, Value: it.Text(f.Name)}))
		}
	}
	return strings.Join(parts, " · ")
}

func (t *taking) labelOf(k *kind.Kind, f *kind.Field) string {
	return t.say.Term(diag.Term{Kind: k.Name, Field: f.Path})
}

// tellWords says what became of a line that is no item.
func (t *taking) tellWords(a capture.Answer) {
	if !t.options.json {
		for _, note := range a.Notes {
			lead := t.screen.Glyph("✎", "*") + " "
			fmt.Fprintln(t.stdout, t.screen.Under(lead, term.Cell{Text: t.say.Say("capture-noted", "text", note)}))
		}
	}
	switch a.What {
	case capture.Role, capture.Person:
		key := "capture-" + string(a.What)
		if a.Text == "" {
			key += "-nobody"
		}
		t.remark(key, "name", a.Text)
	case capture.Last:
		if a.Item == nil {
			t.remark("capture-nothing-yet")
		}
	case capture.Undone:
		t.remark("capture-undone", "text", a.Text)
	}
	if !a.Why.IsZero() {
		lead := "  " + t.talk.Glyph("↳", "->") + " "
		if a.What == capture.Refused {
			lead = t.talk.Error(t.say.Say("severity-error")+":") + " "
		}
		fmt.Fprintln(t.stderr, t.talk.Under(lead, term.Cell{Text: t.say.Message(a.Why)}))
	}
	if len(a.Near) > 0 {
		t.hint("did-you-mean", "candidates", a.Near)
	}
}

// tellFound proposes what the words of a line name.
func (t *taking) tellFound(found []capture.Found) {
	if len(found) == 0 {
		return
	}
	story, _, _ := capture.Speakers(t.kinds)
	byField := map[*kind.Field][]string{}
	for _, f := range found {
		byField[f.Field] = append(byField[f.Field], f.Name)
	}
	var parts []string
	for _, f := range story.Fields() {
		if names := byField[f]; len(names) > 0 {
			parts = append(parts, t.labelOf(story, f)+" "+strings.Join(names, ", "))
		}
	}
	yes := "/yes"
	if t.say.Language() == "fr" {
		yes = "/oui"
	}
	fmt.Fprintln(t.stderr, t.talk.Under("  ? ", term.Cell{Text: strings.Join(parts, " · ") + " ·"},
		term.Cell{Text: yes, Style: t.talk.Accent}, term.Cell{Text: t.say.Say("capture-found-links")}))
}

// ask says what the next line may answer.
func (t *taking) ask(q *capture.Question) {
	if !t.asks {
		return
	}
	key := "capture-create-question"
	if q.Near != "" {
		key = "capture-take-question"
	}
	question := t.say.Say(key, "kind", diag.Term{Kind: q.Kind}, "text", q.Text, "name", q.Name)
	fmt.Fprintln(t.stderr, t.talk.Under("  ? ", term.Cell{Text: question}))
}

// list shows what the session has by now.
func (t *taking) list() {
	items := t.engine.Items()
	if len(items) == 0 {
		t.remark("capture-nothing-yet")
	}
	for _, it := range items {
		t.tellLine(t.screen.Glyph("✓", "-")+" ", t.understood(it), it.ID)
	}
	for _, note := range t.engine.Noted() {
		fmt.Fprintln(t.stdout, t.screen.Under(t.screen.Glyph("✎", "*")+" ", term.Cell{Text: note}))
	}
}

func (t *taking) idOf(path string) string {
	_, id, _ := change.Locate(t.kinds, path)
	return id
}

// tellCaptured sums up the session.
func (t *taking) tellCaptured(items []change.Item, outcome repo.Outcome) error {
	if t.options.json {
		interview := ""
		if k, id, ok := change.Locate(t.kinds, t.engine.Interview()); ok {
			interview = k.Name + "/" + id
		}
		return t.printJSON(struct {
			changeJSON
			Interview string   `json:"interview,omitempty"` // its key
			Notes     []string `json:"notes"`
		}{t.changeReport(items, nil, t.options.changeOptions, outcome), interview, t.engine.Noted()})
	}
	if len(items) == 0 {
		if t.unkept == 0 {
			t.remark("capture-nothing")
		}
		return nil
	}
	summary := t.teller(nil).counts(items, nil, true)
	if n := len(t.engine.Noted()); n > 0 {
		summary += ", " + t.say.Say("capture-notes", "n", n)
	}
	fmt.Fprintln(t.stdout, t.screen.Flow("", term.Cell{Text: summary}))
	t.conclude(t.options.changeOptions, t.path(t.engine.Interview()), outcome)
	return nil
}
