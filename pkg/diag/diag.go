// Package diag holds what the program has to say: findings about what somebody wrote, and
// failures that stopped a command. Both carry a catalogue key and arguments, never a sentence:
// printers choose the language. It imports nothing of ours.
package diag

import (
	"cmp"
	"encoding"
	"fmt"
	"slices"
	"strings"
)

// Position is a place in a text, both numbers counted from 1, Column in runes (not bytes).
// The zero Position means the file as a whole.
type Position struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

// Range goes from Start up to, not including, End.
type Range struct {
	Start Position `json:"start"`
	End   Position `json:"end"`
}

// Span is the range of n runes from a line and column on one line.
func Span(line, column, n int) Range {
	return Range{Position{line, column}, Position{line, column + n}}
}

// Severity orders findings; a greater one is worse.
type Severity int

// The severities. Info is counted but printed only when asked for.
const (
	Info Severity = iota + 1
	Warning
	Error
)

// String is the machine word: "info", "warning" or "error".
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	case Info:
		return "info"
	}
	return "none"
}

// MarshalText writes the machine word.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the machine word.
func (s *Severity) UnmarshalText(text []byte) error {
	for _, known := range []Severity{Info, Warning, Error} {
		if known.String() == string(text) {
			*s = known
			return nil
		}
	}
	return Fail("unknown-severity", "severity", string(text)).Hint("allowed-values", "values", []string{"error", "warning", "info"})
}

// Arg is one named argument of a message. Its value is a string, an integer, a Term, a list of
// strings or Terms, or a Message; all of them mean the same in every language.
type Arg struct {
	Name  string
	Value any
}

// Message is a catalogue key with its arguments. The zero Message says nothing.
type Message struct {
	Key  string
	Args []Arg
}

// Msg makes a message from a key and alternating names and values: Msg("unknown-field", "field", name).
func Msg(key string, nameValues ...any) Message {
	m := Message{Key: key}
	if len(nameValues) > 0 {
		m.Args = make([]Arg, 0, len(nameValues)/2)
	}
	for i := 0; i+1 < len(nameValues); i += 2 {
		m.Args = append(m.Args, Arg{nameValues[i].(string), nameValues[i+1]})
	}
	return m
}

// IsZero tells whether the message says nothing.
func (m Message) IsZero() bool { return m.Key == "" }

// Arg returns the value of a named argument, or nil.
func (m Message) Arg(name string) any {
	for _, a := range m.Args {
		if a.Name == name {
			return a.Value
		}
	}
	return nil
}

// String is the untranslated form, for logs and test failures only.
func (m Message) String() string {
	var b strings.Builder
	b.WriteString(m.Key)
	for _, a := range m.Args {
		fmt.Fprintf(&b, " %s=%v", a.Name, a.Value)
	}
	return b.String()
}

// Term is a name that the schema declares: a kind, a field of it, a value of that field, or a
// coverage rule, which is said as what an item that it finds lacks. Printers say it in their
// language; machines read "need", "need.priority", "need.priority=must" or "need-without-stake".
type Term struct {
	Kind  string
	Field string // dotted path, "source.person"; empty for the kind itself
	Value string // a value of the field's enumeration
	Rule  string // a coverage rule of the kind
	Many  bool   // the plural of the kind
	// Described asks for the description of the kind or field instead of its name, and why a rule
	// matters.
	Described bool
}

// String is the machine form.
func (t Term) String() string {
	if t.Rule != "" {
		return t.Rule
	}
	s := t.Kind
	if t.Field != "" {
		s += "." + t.Field
	}
	if t.Value != "" {
		s += "=" + t.Value
	}
	return s
}

// MarshalText writes the machine form.
func (t Term) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

var _ encoding.TextMarshaler = Term{}

// Related is another place that a finding is about.
type Related struct {
	Path    string
	Range   Range
	Message Message
}

// Edit replaces the bytes from Start up to End of a file by Text.
type Edit struct {
	Path       string
	Start, End int
	Text       string
}

// Fix is a repair that a program can apply without asking.
type Fix struct {
	Message Message
	Edits   []Edit
}

// Finding is something to say about what somebody wrote, at a place in a file.
type Finding struct {
	Path     string // slash-separated, relative to the canvas
	Range    Range
	Severity Severity
	Rule     string // kebab-case, never translated
	Message  Message
	Hint     Message // what to do, or zero
	Related  []Related
	Fix      *Fix
}

// Sort orders findings by path, then place, then the worst first, then rule: the same order on
// every run.
func Sort(findings []Finding) {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		if c := strings.Compare(a.Path, b.Path); c != 0 {
			return c
		}
		if c := cmp.Or(
			cmp.Compare(a.Range.Start.Line, b.Range.Start.Line),
			cmp.Compare(a.Range.Start.Column, b.Range.Start.Column),
			cmp.Compare(b.Severity, a.Severity),
			strings.Compare(a.Rule, b.Rule),
		); c != 0 {
			return c
		}
		return strings.Compare(a.Message.String(), b.Message.String()) // costly, and seldom needed
	})
}

// Count tells how many findings have the severity.
func Count(findings []Finding, s Severity) int {
	n := 0
	for _, f := range findings {
		if f.Severity == s {
			n++
		}
	}
	return n
}

// Failure is an error that people can read: a sentence from the catalogue, with hints that say
// what to type. The sentence is one line, lower case, without a full stop.
type Failure struct {
	Message Message
	Hints   []Message
	Err     error // the cause, or nil
}

// Fail makes a Failure from a key and alternating argument names and values.
func Fail(key string, nameValues ...any) *Failure {
	return &Failure{Message: Msg(key, nameValues...)}
}

// Hint adds a line that says what to do.
func (f *Failure) Hint(key string, nameValues ...any) *Failure {
	f.Hints = append(f.Hints, Msg(key, nameValues...))
	return f
}

// HintOf adds the hint of a finding, if it has one.
func (f *Failure) HintOf(found Finding) *Failure {
	if !found.Hint.IsZero() {
		f.Hints = append(f.Hints, found.Hint)
	}
	return f
}

// Because keeps the cause, which is printed after the sentence.
func (f *Failure) Because(err error) *Failure {
	f.Err = err
	return f
}

// Error is the untranslated form.
func (f *Failure) Error() string {
	if f.Err != nil {
		return f.Message.String() + ": " + f.Err.Error()
	}
	return f.Message.String()
}

// Unwrap returns the cause.
func (f *Failure) Unwrap() error { return f.Err }
