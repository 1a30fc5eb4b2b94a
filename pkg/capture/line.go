package capture

import (
	"errors"
	"strings"
	"unicode"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/draft"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/story"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// Take takes a line, by the number under which it was kept; again when no Step of it was kept, or could not be
// written.
func (e *Engine) Take(line string, number int) Answer {
	w := e.begin(line, number)
	if q := e.Asking(); q != nil {
		if how := answerTo(line); how != unanswered {
			return w.settle(*q, how)
		}
		if err := w.leaveOpen(); err != nil {
			return w.lost(err)
		}
	}
	a := w.take(line)
	a.Lost = a.What == Refused && !isCommand(line)
	return a
}

// take understands a line by its form.
func (w *work) take(line string) Answer {
	text := strings.TrimSpace(bullets(story.WithoutTag(line)))
	if text == "" {
		w.answer.What = Nothing
		return w.finish()
	}
	if name, argument, ok := commandIn(text); ok {
		return w.command(name, argument)
	}
	if k, rest, ok := w.prefixed(text); ok {
		return w.other(k, rest)
	}
	if rest, ok := w.isNote(text); ok {
		w.answer.What = Noted
		return w.noted(rest, diag.Message{})
	}
	if isQuotation(text) {
		return w.noted(text, diag.Message{})
	}
	text, marks := cutMarks(text, w.marks)
	if text == "" {
		return w.mark(marks)
	}
	if benefit, ok := story.ParseBenefit(text); ok {
		return w.join(line, benefit, marks)
	}
	return w.sentence(text, marks)
}

// bullets takes the sign off a line of a list.
func bullets(line string) string {
	text := strings.TrimSpace(line)
	for _, sign := range []string{"- ", "* ", "• ", "– ", "— ", "+ ", "[ ] "} {
		text = strings.TrimSpace(strings.TrimPrefix(text, sign))
	}
	return text
}

// prefixed reads a line that says of which kind it is: «objet : client».
func (e *Engine) prefixed(text string) (k *kind.Kind, rest string, ok bool) {
	word, rest, found := strings.Cut(text, ":")
	if !found || strings.HasPrefix(rest, "//") {
		return nil, "", false
	}
	k = e.kinds.ByWord(strings.TrimSpace(word))
	rest = strings.TrimSpace(rest)
	return k, rest, k != nil && rest != ""
}

// isNote reads a line that says that it is a note, by a title of the field for notes, in the plural or not.
func (e *Engine) isNote(text string) (rest string, ok bool) {
	word, rest, found := strings.Cut(text, ":")
	if rest = strings.TrimSpace(rest); !found || rest == "" {
		return "", false
	}
	for _, key := range words.Keys(word) {
		for _, title := range append([]string{e.notes.Name}, e.notes.Labels.Title.Both()...) {
			for _, other := range words.Keys(title) {
				if key == other {
					return rest, true
				}
			}
		}
	}
	return "", false
}

// join gives the need above its benefit. A second one stands behind the first.
func (w *work) join(line, benefit string, marks []mark) Answer {
	k, f := w.story, w.story.Field("benefit")
	above := w.above()
	if above == nil {
		return w.noted(line, diag.Msg("capture-no-need-above", "kind", k.Term()))
	}
	if old := above.Text(f.Name); old != "" {
		benefit = old + semicolon(old+" "+benefit) + benefit
	}
	if err := w.set(above.Path, f, benefit); err != nil {
		return w.noted(line, why(err))
	}
	w.answer.What, w.answer.Text = Joined, benefit
	if err := w.linkMarks(above.Path, w.resolve(marks)); err != nil {
		return w.refused(err)
	}
	w.recognize()
	return w.finish()
}

// semicolon parts two benefits as the language of a text does.
func semicolon(text string) string {
	if words.Language(text) == "fr" {
		return "\u202f; "
	}
	return "; "
}

// above is the story that the next line may be about, or nil.
func (w *work) above() *canvas.Item {
	if w.step.Last == "" {
		return nil
	}
	data, err := w.text(w.step.Last)
	k, id, ok := change.Locate(w.kinds, w.step.Last)
	if err != nil || data == nil || !ok || k != w.story {
		return nil
	}
	return asItem(k, id, data)
}

// sentence makes a need of a full sentence, or of a bare wish of the role that speaks.
func (w *work) sentence(text string, marks []mark) Answer {
	s, reason := w.wish(text)
	switch {
	case !reason.IsZero():
		w.step.Waits = reason.Key == noRole
		return w.noted(w.line, reason)
	case s.Want == "":
		return w.speak(s.Role)
	}
	resolved := w.resolve(marks)
	items, err := w.draft(s, resolved)
	if err != nil {
		return w.unknown(err)
	}
	if err := w.need(items, resolved); err != nil {
		return w.refused(err)
	}
	w.answer.What = Made
	role := w.answer.Item.Text(w.role.Name)
	if err := w.hear(w.roles, role); err != nil {
		return w.refused(err)
	}
	if w.step.Role == "" {
		w.step.Role = role
		made, last := w.answer.Item, w.step.Last
		if err := w.fulfil(); err != nil {
			return w.refused(err)
		}
		w.answer.Item, w.step.Last = made, last
	}
	w.recognize()
	w.weigh(s)
	return w.finish()
}

// draft works out the items of a need.
func (w *work) draft(s story.Story, marks []resolved) ([]*draft.Item, error) {
	r := draft.Request{Kind: w.story, Create: w.options.Create, Answers: w.answers}
	say := func(f *kind.Field, text string) {
		if f != nil && text != "" {
			r.Values = append(r.Values, draft.Assignment{Field: f, Text: text})
		}
	}
	for i, text := range s.Texts() {
		say(w.story.Field(story.Fields()[i]), text)
	}
	say(w.source, w.origin())
	for _, m := range marks {
		say(m.field, m.value)
	}
	return w.desk.Draft(r)
}

// need makes a need, which the next line may be about.
func (w *work) need(items []*draft.Item, marks []resolved) error {
	w.make(items)
	w.step.Last = items[len(items)-1].Path
	said := w.line
	if w.taken != "" {
		said, w.taken = w.taken, ""
		if err := w.unnote(said); err != nil {
			return err
		}
		if w.step.Words == nil {
			w.step.Words = map[string]string{}
		}
		w.step.Words[w.step.Last] = said
	}
	return w.afterwards(w.step.Last, said, marks)
}

// wish reads who wants what; only a role when that is all that the text says. The reason says why it is no
// wish.
func (w *work) wish(text string) (s story.Story, reason diag.Message) {
	s, whole := story.Parse(text)
	if whole {
		return s, reason
	}
	if role := story.Speaker(text); role != "" {
		return story.Story{Role: role}, reason
	}
	switch {
	case !w.isWish && !isWish(text) && w.options.Asks:
		return s, diag.Msg("capture-remark")
	case !w.isWish && !isWish(text):
		return s, diag.Msg("capture-no-wish", "kind", w.story.Term())
	case w.step.Role == "":
		return s, diag.Msg(noRole)
	}
	s.Role = w.step.Role
	s.Want, s.Benefit = story.ParseWant(text)
	return s, reason
}

// isQuotation tells whether a line holds nothing but what somebody said, word for word: a note on purpose.
func isQuotation(text string) bool {
	for _, quotes := range []struct{ open, shut string }{{"«", "»"}, {"“", "”"}, {`"`, `"`}} {
		inner, opened := strings.CutPrefix(text, quotes.open)
		inner, shut := strings.CutSuffix(inner, quotes.shut)
		if opened && shut && !strings.Contains(inner, quotes.open) {
			return true
		}
	}
	return false
}

// isWish tells whether words may be a wish: no title, no question, and what story takes for one.
func isWish(text string) bool {
	ends := strings.TrimRightFunc(text, unicode.IsSpace)
	if strings.HasPrefix(text, "#") || strings.HasSuffix(ends, "?") || strings.HasSuffix(ends, ":") {
		return false
	}
	return story.IsWish(text)
}

// origin is the record that says where a story comes from.
func (w *work) origin() string {
	_, interview, _ := change.Locate(w.kinds, w.path)
	parts := []string{w.inSource.Name + "=" + interview}
	if w.personSource != nil && w.step.Person != "" {
		parts = append(parts, w.personSource.Name+"="+w.step.Person)
	}
	if w.dateSource != nil {
		if it, err := w.itself(); err == nil && it.Text(w.date.Name) != "" {
			parts = append(parts, w.dateSource.Name+"="+it.Text(w.date.Name))
		}
	}
	return strings.Join(parts, ",")
}

// itself is the interview.
func (w *work) itself() (*canvas.Item, error) {
	data, err := w.text(w.path)
	if err != nil {
		return nil, err
	}
	k, id, _ := change.Locate(w.kinds, w.path)
	return asItem(k, id, data), nil
}

func near(err error) []string {
	var unknown *draft.Unknown
	if errors.As(err, &unknown) {
		return unknown.Near
	}
	var ambiguous *draft.Ambiguous
	if errors.As(err, &ambiguous) {
		return ambiguous.Refs
	}
	return nil
}

// ask has the line wait for an answer.
func (w *work) ask(u *draft.Unknown) Answer {
	q := Question{Line: w.number, Text: u.Text, Kind: u.Kinds[0].Name, Whole: w.line}
	if len(u.Near) > 0 {
		q.Near, q.Name = u.Near[0], u.Name
	}
	w.step.Lines = nil // until it is answered
	w.step.Open = append(w.step.Open, q)
	w.answer.What = Asked
	return w.finish()
}
