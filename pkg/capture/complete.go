package capture

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// Completion is what the part of a line from a place to the cursor may become.
type Completion struct {
	From       int // in bytes
	Candidates []Candidate
}

// Candidate is one of the things that it may become.
type Candidate struct {
	Text string       // in the line
	Item *canvas.Item // that it means, or nil
	Term diag.Term    // else what it means, where its words do not say it
	rank int          // 0 comes first
}

// Complete tells what the word at a place in a line may become: a mark, a command or its argument, or at the
// beginning the kind of what follows.
func (e *Engine) Complete(line string, at int) Completion {
	head := line[:at]
	begins := strings.TrimLeftFunc(head, unicode.IsSpace)
	from := len(head) - len(begins)
	if word, argument, isCommand := strings.Cut(begins, " "); strings.HasPrefix(word, "/") {
		if !isCommand {
			return sorted(from, e.commandsLike(word))
		}
		name, _, _ := commandIn(word)
		argument = strings.TrimLeft(argument, " ")
		return e.argument(name, argument, at-len(argument))
	}
	if f, sign := e.markBefore(head); f != nil {
		return sorted(sign, e.markLike(f, head[:sign], head[sign:]))
	}
	if strings.ContainsFunc(begins, unicode.IsSpace) {
		return Completion{From: at}
	}
	return sorted(from, e.kindsLike(begins))
}

// sorted puts what is likeliest first.
func sorted(from int, list []Candidate) Completion {
	slices.SortStableFunc(list, func(a, b Candidate) int { return a.rank - b.rank })
	return Completion{from, list}
}

// commandsLike are the commands that begin like a word: in the language of the session, else by another name.
func (e *Engine) commandsLike(word string) (list []Candidate) {
	typed := words.Fold(strings.TrimPrefix(word, "/"))
	begins := func(name string) bool { return strings.HasPrefix(words.Fold(name), typed) }
	var others []Candidate
	for _, names := range commands {
		if name := e.called(names); begins(name) {
			list = append(list, Candidate{Text: "/" + name})
		} else if i := slices.IndexFunc(names, begins); i >= 0 {
			others = append(others, Candidate{Text: "/" + names[i]})
		}
	}
	if len(list) == 0 {
		return others
	}
	return list
}

// called is the name of a command in the language of the session.
func (e *Engine) called(names []string) string {
	if e.options.Language == "fr" && len(names) > 1 {
		return names[1]
	}
	return names[0]
}

// argument completes what follows a command.
func (e *Engine) argument(command, typed string, from int) Completion {
	switch {
	case command == "role":
		return sorted(from, e.namesLike(e.role, typed))
	case command == "person" && e.personSource != nil:
		return sorted(from, e.namesLike(e.personSource, typed))
	case command == "edit" && !strings.Contains(typed, ":"):
		var list []Candidate
		for _, it := range slices.Backward(e.Items()) {
			if rank, ok := resembles(typed, it.ID, it.Name()); ok {
				list = append(list, Candidate{Text: it.ID, Item: it, rank: rank})
			}
		}
		return sorted(from, list)
	}
	return Completion{From: from}
}

// CompleteName completes a line that is nothing but what people call an item to which a field can refer.
func (e *Engine) CompleteName(f *kind.Field, line string, at int) Completion {
	return sorted(0, e.namesLike(f, line[:at]))
}

func (e *Engine) namesLike(f *kind.Field, typed string) (list []Candidate) {
	items := e.itemsLike(f.Entry(), typed)
	for _, c := range items {
		c.Text = c.Item.Name()
		if slices.ContainsFunc(items, func(o Candidate) bool { return o.Item != c.Item && o.Item.Name() == c.Text }) {
			c.Text = c.Item.ID
		}
		list = append(list, c)
	}
	return list
}

// itemsLike are the items to which a field can refer that resemble what was typed.
func (e *Engine) itemsLike(entry *kind.Field, typed string) (list []Candidate) {
	var kinds []*kind.Kind
	for _, name := range entry.Refs {
		if k := e.kinds.Named(name); k != nil {
			kinds = append(kinds, k)
		}
	}
	if len(kinds) == 0 {
		return nil
	}
	c, err := canvas.Load(e.ctx, e.fsys, e.kinds, kinds...)
	if err != nil {
		return nil
	}
	for _, it := range c.Items {
		if !slices.Contains(kinds, it.Kind) || it.Closed() {
			continue
		}
		names := []string{it.ID, it.Name()}
		if v := it.Value(kind.Synonyms); v != nil {
			names = append(names, v.List...)
		}
		if rank, ok := resembles(typed, names...); ok {
			list = append(list, Candidate{Item: it, rank: rank})
		}
	}
	return list
}

// markBefore finds the mark that is being typed at the end of a text: its field, and where its sign stands.
func (e *Engine) markBefore(head string) (f *kind.Field, sign int) {
	for sign = len(head) - 1; sign >= 0; sign-- {
		f := e.marks[head[sign:sign+1]]
		last, _ := utf8.DecodeLastRuneInString(head[:sign])
		if f == nil || sign > 0 && !unicode.IsSpace(last) && !strings.ContainsRune("'’(«\"", last) {
			continue
		}
		typed := head[sign+1:]
		inner, quoted := unquoted(typed)
		switch {
		case quoted:
			if strings.ContainsAny(inner, `"»”`) {
				return nil, 0
			}
		case strings.HasPrefix(typed, " "), strings.HasSuffix(typed, " "):
			return nil, 0
		}
		return f, sign
	}
	return nil, 0
}

// unquoted takes the quotation mark off that begins a text.
func unquoted(text string) (inner string, quoted bool) {
	for _, quote := range []string{`"`, "«", "“"} {
		if inner, ok := strings.CutPrefix(text, quote); ok {
			return strings.TrimSpace(inner), true
		}
	}
	return text, false
}

// markLike are the values of a field that resemble what follows its sign. Where the mark is also a word of the
// sentence, the sentence gets the name.
func (e *Engine) markLike(f *kind.Field, before, typed string) (list []Candidate) {
	sign := typed[:1]
	typed, _ = unquoted(typed[1:])
	typed = strings.ReplaceAll(typed, "_", " ")
	entry := f.Entry()
	for _, value := range entry.Enum {
		labels := entry.Labels.Values[value]
		if rank, ok := resembles(typed, value, labels.FR, labels.EN); ok {
			list = append(list, Candidate{Text: sign + value, Term: diag.Term{Kind: e.story.Name, Field: entry.Path, Value: value}, rank: rank})
		}
	}
	for _, c := range e.itemsLike(entry, typed) {
		c.Text = sign + c.Item.ID
		if name := c.Item.Name(); needsWord(before) && !strings.ContainsAny(name, `"«»“”`) {
			c.Text = mark{sign: sign, text: name}.String()
		}
		list = append(list, c)
	}
	return list
}

// kindsLike are the words that can begin a line and say what it is, each with a colon.
func (e *Engine) kindsLike(typed string) (list []Candidate) {
	colon := ": "
	if e.options.Language == "fr" {
		colon = " : "
	}
	for _, k := range e.kinds.All() {
		if k == e.interview {
			continue
		}
		known := append([]string{k.Labels.Title.In(e.options.Language), k.Name}, k.Aliases...)
		if i := slices.IndexFunc(known, func(w string) bool { return strings.HasPrefix(words.Fold(w), words.Fold(typed)) }); i >= 0 {
			list = append(list, Candidate{Text: known[i] + colon})
		}
	}
	if word := e.noteWord(); strings.HasPrefix(words.Fold(word), words.Fold(typed)) {
		list = append(list, Candidate{Text: word + colon})
	}
	return list
}

// noteWord is the word that makes a note of a line.
func (e *Engine) noteWord() string { return e.notes.Labels.Title.In(e.options.Language) }

// AsNote is the line that has a text noted.
func (e *Engine) AsNote(text string) string {
	if _, noted := e.isNote(text); noted {
		return text
	}
	return e.noteWord() + ": " + text
}

// resembles tells whether one of some names begins as was typed, case and accents aside (0), or each word that
// was typed begins one of theirs (1).
func resembles(typed string, names ...string) (rank int, ok bool) {
	typed = words.Fold(typed)
	var all []string
	for _, name := range names {
		name = words.Fold(name)
		if strings.HasPrefix(name, typed) {
			return 0, true
		}
		all = append(all, inWords(name)...)
	}
	parts := inWords(typed)
	for _, w := range parts {
		if !slices.ContainsFunc(all, func(other string) bool { return strings.HasPrefix(other, w) }) {
			return 0, false
		}
	}
	return 1, len(parts) > 0
}

func inWords(folded string) []string {
	return strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
