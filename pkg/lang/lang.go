// Package lang holds every sentence that the program says to people, in French and in English,
// and prints them. It decides nothing: others name a message and its arguments.
package lang

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"syscall"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// Languages are the languages that the program speaks, the one used when nothing is asked first.
var Languages = []string{"en", "fr"}

// text is one message in both languages. {name} stands for the argument of that name.
type text struct{ key, en, fr string }

// counted is a message that depends on its argument n, in the singular and the plural.
type counted struct{ key, enOne, enOther, frOne, frOther string }

// Terms says the names that schemas declare in a language; a nil Terms prints their machine form.
type Terms interface {
	Say(t diag.Term, language string) string
}

// Printer says messages in one language.
type Printer struct {
	language string
	tag      language.Tag
	numbers  *message.Printer
	terms    Terms
}

// entry is what the catalogue has for a key: one of the two.
type entry struct {
	text   *text
	counts *counted
}

// entries are those of the catalogue by their keys, which every Printer looks up.
var entries = sync.OnceValue(func() map[string]entry {
	all := make(map[string]entry, 2048)
	for _, area := range catalogue {
		for i := range area.texts {
			all[area.texts[i].key] = entry{text: &area.texts[i]}
		}
		for i := range area.counts {
			all[area.counts[i].key] = entry{counts: &area.counts[i]}
		}
	}
	return all
})

// pattern is how a message is said in a language, of a number or of one alone.
func (e entry) pattern(language string, one bool) string {
	switch {
	case e.text != nil:
		return pick(language, e.text.en, e.text.fr)
	case one:
		return pick(language, e.counts.enOne, e.counts.frOne)
	}
	return pick(language, e.counts.enOther, e.counts.frOther)
}

// New makes a Printer for "fr" or "en"; any other language is English.
func New(lang string, terms Terms) *Printer {
	p := &Printer{language: "en", tag: language.English, terms: terms}
	if lang == "fr" {
		p.language, p.tag = "fr", language.French
	}
	p.numbers = message.NewPrinter(p.tag)
	return p
}

func pick(language, en, fr string) string {
	if language == "fr" {
		return fr
	}
	return en
}

// Language is "fr" or "en".
func (p *Printer) Language() string { return p.language }

// Knows tells whether the catalogue has the key.
func (p *Printer) Knows(key string) bool {
	_, ok := entries()[key]
	return ok
}

// Say says a message from its key and alternating argument names and values.
func (p *Printer) Say(key string, nameValues ...any) string {
	return p.Message(diag.Msg(key, nameValues...))
}

// Message says a message. An unknown key is said as it is, with its arguments.
func (p *Printer) Message(m diag.Message) string {
	e, ok := entries()[m.Key]
	if !ok {
		return m.String()
	}
	one := false
	if n, isInt := m.Arg("n").(int); isInt && e.counts != nil {
		one = p.isOne(n)
	}
	pattern := e.pattern(p.language, one)
	if len(m.Args) == 0 {
		return pattern
	}
	return p.fill(pattern, m)
}

// fill puts the arguments in the places of their names. What an argument holds is not looked at again.
func (p *Printer) fill(pattern string, m diag.Message) string {
	var b strings.Builder
	for {
		before, rest, more := strings.Cut(pattern, "{")
		b.WriteString(before)
		if !more {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		i := slices.IndexFunc(m.Args, func(a diag.Arg) bool { return a.Name == name })
		if i < 0 {
			b.WriteByte('{')
			pattern = rest
			continue
		}
		b.WriteString(p.value(m.Args[i].Value))
		pattern = after
	}
}

func (p *Printer) isOne(n int) bool {
	return plural.Cardinal.MatchPlural(p.tag, max(n, -n), 0, 0, 0, 0) == plural.One
}

// Number writes a whole number with the language's grouping.
func (p *Printer) Number(n int) string { return p.numbers.Sprint(n) }

// Term says a name that a schema declares.
func (p *Printer) Term(t diag.Term) string {
	if p.terms == nil {
		return t.String()
	}
	return p.terms.Say(t, p.language)
}

func (p *Printer) value(v any) string {
	switch v := v.(type) {
	case string:
		return words.Printable(v)
	case int:
		return p.Number(v)
	case diag.Term:
		return p.Term(v)
	case diag.Message:
		return p.Message(v)
	case []string:
		quoted := make([]string, len(v))
		for i, s := range v {
			quoted[i] = p.Say("quoted", "text", s)
		}
		return p.oneOf(quoted)
	case []diag.Term:
		said := make([]string, len(v))
		for i, t := range v {
			said[i] = p.Term(t)
		}
		return p.oneOf(said)
	}
	return words.Printable(fmt.Sprint(v))
}

// oneOf joins alternatives: "a, b or c".
func (p *Printer) oneOf(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return p.Say("one-of", "rest", diag.Message{Key: strings.Join(items[:last], ", ")}, "last", diag.Message{Key: items[last]})
}

// Hint is a line that tells what to do. It ends with Command where there is one to type.
type Hint struct{ Text, Command string }

// Hint says what to do.
func (p *Printer) Hint(m diag.Message) Hint {
	h := Hint{Text: p.Message(m)}
	if command, ok := m.Arg("command").(string); ok && strings.HasSuffix(h.Text, command) {
		h.Command = command
	}
	return h
}

// Error says an error: the sentence, and the lines that tell what to type. An error that is not a
// diag.Failure is said as the operating system or a library words it.
func (p *Printer) Error(err error) (sentence string, hints []Hint) {
	var failure *diag.Failure
	if !errors.As(err, &failure) {
		return words.Printable(p.cause(err, "")), nil
	}
	sentence = p.Message(failure.Message)
	if failure.Err != nil {
		sentence = p.Say("because", "what", diag.Message{Key: sentence}, "why", p.cause(failure.Err, sentence))
	}
	for _, h := range failure.Hints {
		hints = append(hints, p.Hint(h))
	}
	return sentence, hints
}

// cause says the commonest errors of the operating system in the language, after what was said. A path
// that is named there is not named again.
func (p *Printer) cause(err error, said string) string {
	var failure *diag.Failure
	if errors.As(err, &failure) {
		sentence, _ := p.Error(failure)
		return sentence
	}
	path := ""
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		err = pathError.Err
		if path = pathError.Path; strings.Contains(said, words.Printable(path)) {
			path = ""
		}
	}
	for _, c := range causes {
		if !errors.Is(err, c.is) {
			continue
		}
		if path != "" && c.of != "" {
			return p.Say("cause-"+c.of, "path", path)
		}
		return p.about(path, p.Say("cause-"+c.key))
	}
	return p.about(path, err.Error())
}

// about says what is wrong with a path; with none, only what is wrong.
func (p *Printer) about(path, what string) string {
	if path == "" {
		return what
	}
	return p.Say("because", "what", path, "why", diag.Message{Key: what})
}

// causes are the errors of the operating system that people meet: how they are said, and how of a path
// where that is another sentence.
var causes = []struct {
	is      error
	key, of string
}{
	{fs.ErrNotExist, "missing", "not-exist"},
	{syscall.EROFS, "read-only", ""},
	{fs.ErrPermission, "denied", "permission"},
	{syscall.EISDIR, "folder", ""},
	{syscall.ENOTDIR, "not-folder", ""},
	{syscall.ENOSPC, "full", ""},
	{syscall.EDQUOT, "full", ""},
	{syscall.ENAMETOOLONG, "long-name", ""},
	{syscall.EMFILE, "open-files", ""},
	{syscall.EIO, "disk", ""},
	{fs.ErrExist, "taken", "exist"},
	{os.ErrDeadlineExceeded, "timeout", ""},
}

// FromLocale gives "fr" or "en" from a value of LC_ALL, LC_MESSAGES or LANG ("fr_BE.UTF-8",
// "C", ""); a language that the program does not speak is English.
func FromLocale(locale string) string {
	locale, _, _ = strings.Cut(locale, ".")
	locale, _, _ = strings.Cut(locale, "@")
	if tag, err := language.Parse(locale); err == nil {
		if base, _ := tag.Base(); base.String() == "fr" {
			return "fr"
		}
	}
	return "en"
}
