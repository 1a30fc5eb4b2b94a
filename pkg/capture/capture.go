// Package capture takes down an interview line by line: it understands what a line says, works out which
// files that makes or changes, and answers. It has no terminal, writes no file and has no sentences for
// people; whoever runs it keeps every line, and then every Step, before the files are written.
package capture

import (
	"context"
	"io/fs"
	"slices"
	"time"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/draft"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/refactor"
)

// Options are what holds for a whole session.
type Options struct {
	Now      time.Time
	Asks     bool   // somebody is there to answer
	Create   bool   // make what a line refers to and is missing, without asking
	Language string // of the words that are offered
}

// What tells what became of a line.
type What string

// What can become of a line.
const (
	Nothing What = "nothing" // it is empty
	Made    What = "made"    // an item
	Joined  What = "joined"  // a benefit, with the need above
	Linked  What = "linked"  // the last item, with others
	Edited  What = "edited"  // the last item
	Noted   What = "noted"   // a note of the interview
	Present What = "present" // of an item that is there already
	Role    What = "role"    // who speaks from now on
	Person  What = "person"  // who is there from now on
	Undone  What = "undone"  // the line before
	Asked   What = "asked"   // it waits for an answer
	Refused What = "refused" // nothing was done: Why says it
	Last    What = "last"
	List    What = "list"
	Help    What = "help"
	Quit    What = "quit"
)

// Answer is what became of a line.
type Answer struct {
	What    What
	Item    *canvas.Item   // that the line made or changed, or is about
	Implied []*canvas.Item // made because the line refers to them
	Found   []Found        // what the words of the line name and it is not linked to yet: /yes links it
	Notes   []string       // that the interview got
	Text    string         // of the line that was undone, or of the role, person or benefit
	Why     diag.Message   // it was not understood, or refused
	Hints   []diag.Message // two at most
	Near    []string       // what may have been meant
	Begun   string         // the line to be corrected that does what was refused for want of words
	Ask     *Question
	Step    *Step // to be kept, then written; nil: nothing changes
	Lost    bool  // what was said is in no file: the session has to keep it

	Requires []string // files that must still be there when the Step is written
}

// Found is an item that the words of a line name, and the field in which it can be linked.
type Found struct {
	Field    *kind.Field
	Kind     *kind.Kind
	ID, Name string
}

// Question is about a reference that names nothing. It is answered by the next line: nothing takes the
// nearest item, or makes one when there is none; c makes one; n leaves it. A line that is none of these leaves it
// too, or agrees: GoesOn.
type Question struct {
	Line  int    // that asks
	Text  string // what names nothing
	Kind  string // what it should be
	Near  string // the item that may be meant, "" when there is none
	Name  string // of that item
	Path  string // of the item to be linked; "" when the line itself waits for the answer
	Field string // in which it is linked
	Whole string // the line
	Note  string // what the interview notes when it is not linked; "" nothing
}

// Step is what a line changes. Steps are taken back in the other order.
type Step struct {
	Lines  []int          `json:"lines"` // that it settles
	Said   string         `json:"said"`
	Role   string         `json:"role,omitempty"`   // in force after it
	Person string         `json:"person,omitempty"` // in force after it
	Last   string         `json:"last,omitempty"`   // the path of the item that the next line may be about
	Notes  []string       `json:"notes,omitempty"`
	Waits  bool           `json:"waits,omitempty"` // what it notes is a wish, and a need as soon as a role speaks
	Made   []string       `json:"made,omitempty"`  // the paths of new items
	Open   []Question     `json:"open,omitempty"`
	Found  []string       `json:"found,omitempty"` // what /yes would link to Last: kind/id
	Edits  refactor.Edits `json:"edits,omitempty"`
	// Words are those of stories in Made, by their paths, that Said does not hold: of an earlier line.
	Words map[string]string `json:"words,omitempty"`
	Undo  int               `json:"undo,omitempty"` // so many steps before it are taken back, and it with them
}

// Engine takes lines.
type Engine struct {
	shape
	ctx     context.Context
	fsys    fs.FS
	kinds   *kind.Set
	options Options
	desk    *draft.Desk
	ahead

	path   string // of the interview
	steps  []Step // the first makes the interview
	before []Step // those in force before the last line
	begun  string // the path of the item of which all words were just given, to be corrected
}

// New makes an Engine over a canvas, which it begins to read.
func New(ctx context.Context, fsys fs.FS, kinds *kind.Set, o Options) (*Engine, error) {
	s, err := newShape(kinds)
	if err != nil {
		return nil, err
	}
	e := &Engine{shape: s, ctx: ctx, fsys: fsys, kinds: kinds, options: o, desk: draft.NewDesk(ctx, fsys, kinds)}
	e.readAhead()
	return e, nil
}

// Begin makes the interview; its topic may be empty.
func (e *Engine) Begin(topic string) (Answer, error) {
	r := draft.Request{Kind: e.interview, Create: true}
	r.Values = append(r.Values, draft.Assignment{Field: e.date, Text: e.options.Now.Format(time.DateOnly)})
	if e.topic != nil && topic != "" {
		r.Values = append(r.Values, draft.Assignment{Field: e.topic, Text: topic})
	}
	items, err := e.desk.Draft(r)
	if err != nil {
		return Answer{}, err
	}
	it := items[0]
	e.path = it.Path
	step := Step{Edits: refactor.Edits{{Path: it.Path, After: it.Data}}}
	e.steps = append(e.steps, step)
	return Answer{What: Made, Step: &step}, nil
}

// Resume goes on with a session of which these steps were kept, the first that of Begin. It tells whether it could.
func (e *Engine) Resume(kept []Step) bool {
	for _, s := range kept {
		if s.Undo > 0 && s.Undo >= len(e.steps) {
			return false
		}
		e.keep(s)
	}
	if len(e.steps) == 0 || len(e.steps[0].Edits) != 1 {
		return false
	}
	now := &e.steps[len(e.steps)-1]
	now.Open = slices.DeleteFunc(now.Open, func(q Question) bool { return q.Path == "" }) // its line comes again
	e.path = e.steps[0].Edits[0].Path
	return true
}

// keep puts a step in force.
func (e *Engine) keep(s Step) {
	if s.Undo == 0 {
		e.steps = append(e.steps, s)
		return
	}
	e.steps = e.steps[:len(e.steps)-s.Undo]
	e.steps[len(e.steps)-1].Open = nil // what was asked then has been answered
}

// Asking is the question that the next line answers, or nil.
func (e *Engine) Asking() *Question {
	if open := e.now().Open; len(open) > 0 {
		return &open[0]
	}
	return nil
}

// Interview is the path of the interview's file.
func (e *Engine) Interview() string { return e.path }

// Steps are those in force, without the first.
func (e *Engine) Steps() []Step { return e.steps[1:] }

// Files are all that the session has written and that may differ from what was there before it, in the order
// in which they were first written, each with what it held before.
func (e *Engine) Files() refactor.Edits {
	var files refactor.Edits
	for _, s := range e.steps {
		for _, edit := range s.Edits {
			i := slices.IndexFunc(files, func(f refactor.Edit) bool { return f.Path == edit.Path })
			if i < 0 {
				files = append(files, edit)
			} else {
				files[i].After = edit.After
			}
		}
	}
	return files
}

// Speaker is the id of the role in force, "" when there is none, and its name.
func (e *Engine) Speaker() (id, name string) {
	id = e.now().Role
	return id, e.nameOf(e.role, id)
}

// now is the last step, whose state is in force.
func (e *Engine) now() Step { return e.steps[len(e.steps)-1] }

// Rewind takes back the step of the last line, which could not be written. The canvas is looked at anew.
func (e *Engine) Rewind() {
	made := e.now().Made
	e.steps = e.before
	e.forget(made)
	e.desk = draft.NewDesk(e.ctx, e.fsys, e.kinds)
}

// Speakers are the fields of a story that say who speaks and, nil where there is none, who was there.
func Speakers(kinds *kind.Set) (k *kind.Kind, role, person *kind.Field) {
	s, err := newShape(kinds)
	if err != nil {
		return nil, nil, nil
	}
	return s.story, s.role, s.personSource
}

// nameOf is what people call the item that a reference in a field means.
func (e *Engine) nameOf(f *kind.Field, id string) string {
	if k := e.kinds.Named(f.Entry().Refs[0]); k != nil && id != "" {
		if it, err := canvas.ReadItem(e.fsys, k, id); err == nil {
			return it.Name()
		}
	}
	return id
}
