// Package form asks somebody for the fields of a new item: on a terminal in a form, elsewhere line by line. It
// is a loop over the fields of a kind, and writes nothing.
package form

import (
	"context"
	"errors"
	"io"
	"os"

	"github.com/canevas-systemique/canvas/pkg/draft"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/term"
)

// ErrLeft is the error of a form that somebody left without saving.
var ErrLeft = errors.New("the form was left")

// Form is what is asked, and in which words.
type Form struct {
	Kind   *kind.Kind
	Say    *lang.Printer
	Screen *term.Screen
	Label  func(f *kind.Field) string       // what people call a field
	Items  func(f *kind.Field) []Choice     // what a reference may point at
	Makes  func(f *kind.Field) []*kind.Kind // what may be made where a reference points at nothing
	Desk   *draft.Desk                      // where answers are looked up
	Try    func(Answers) error              // what is wrong with all of the answers together
	Keep   func(Answers)                    // called whenever a question or a line of a text is left, lest a crash lose it

	Skip  []*kind.Field // that are not asked
	Today string        // what a day that is required is taken to be
}

// Choice is one of the things that may be answered.
type Choice struct {
	Value string // what is written
	Label string // what people call it
	Also  string // more words by which it is found
}

// Answers are the texts that were given, by the path of their field: one text, or one for each entry of a list. Of
// a record that is no list its parts have answers of their own.
type Answers struct {
	Texts map[string][]string
	Made  []string // references to items that are to be made
	Typed bool     // something was answered that was not given
}

// Fill asks on a terminal. It begins with what is given, and returns what was answered also when it returns ErrLeft.
func (f *Form) Fill(ctx context.Context, in *os.File, out io.Writer, given Answers) (Answers, error) {
	m := newModel(f, given)
	err := m.run(ctx, in, out)
	return m.answers(), err
}

// Values are the answers as options give them.
func (a Answers) Values(k *kind.Kind) []draft.Assignment {
	var values []draft.Assignment
	for _, f := range k.Fields() {
		switch entry := f.Entry(); {
		case f.Type == kind.Record:
			if text := a.record(f); text != "" {
				values = append(values, draft.Assignment{Field: f, Text: text})
			}
		case f.Type == kind.List && len(entry.Refs)+len(entry.Enum) > 0:
			if texts := a.Texts[f.Path]; len(texts) > 0 {
				values = append(values, draft.Assignment{Field: f, Text: join(texts)})
			}
		default:
			for _, text := range a.Texts[f.Path] {
				values = append(values, draft.Assignment{Field: f, Text: text})
			}
		}
	}
	return values
}
