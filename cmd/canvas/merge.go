package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/refactor"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/term"
)

type mergeOptions struct {
	changeOptions
	keep, take, both []string // fields
	prefer           string   // of the two items
}

func newMerge(p *program) *cobra.Command {
	o := &mergeOptions{}
	cmd := &cobra.Command{
		Use:               p.say.Say("use-merge"),
		Aliases:           []string{"fusionner"},
		Args:              p.idAnd("merge-into-what"),
		ValidArgsFunction: p.completeMerge,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runMerge(cmd.Context(), p, args[0], args[1], *o)
		},
	}
	p.describe(cmd, "merge")
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringSliceVar(&o.keep, "keep", nil, p.say.Say("flag-keep"))
	flags.StringSliceVar(&o.take, "take", nil, p.say.Say("flag-take"))
	flags.StringSliceVar(&o.both, "both", nil, p.say.Say("flag-both"))
	flags.StringVar(&o.prefer, "prefer", "", p.say.Say("flag-prefer"))
	o.flags(p, flags)
	for _, name := range []string{"keep", "take", "both", "prefer"} {
		completeFlag(cmd, name, p.completeMergeFlag(name))
	}
	return cmd
}

// runMerge makes one item of two; what refers to the one that goes refers to the other.
func runMerge(ctx context.Context, p *program, word, into string, o mergeOptions) error {
	m := &merging{program: p, answers: map[string]refactor.Side{}}
	done, err := p.carryOut(ctx, o.changeOptions, func() (operation, error) {
		c, err := p.load(ctx)
		if err != nil {
			return operation{}, err
		}
		if err := m.look(c, word, into, o); err != nil {
			return operation{}, err
		}
		edits, err := m.edits(ctx, c)
		if err == nil && !o.dryRun {
			err = m.refuseToLose(ctx, edits)
		}
		if err != nil {
			return operation{}, err
		}
		return operation{op: "merge", edits: edits}, nil
	})
	if err != nil {
		return err
	}
	return m.tell(o.changeOptions, done)
}

// merging is what is known of two items that are to become one.
type merging struct {
	*program
	goes, stays *canvas.Item
	sides       map[string]refactor.Side // by field, as the options say
	prefer      *canvas.Item             // whose value stays otherwise; nil: to be asked
	answers     map[string]refactor.Side // to what was asked
	differ      []refactor.Difference    // fields of which the two say different things, harmless ones left out
	chosen      []refactor.Side          // for each of them
	open        []refactor.Difference    // those of which nobody has said what stays
}

// look finds the two items, and reads the options about them. The second one is of the kind of the first
// where nothing else is said.
func (m *merging) look(c *canvas.Canvas, word, into string, o mergeOptions) error {
	var err error
	if m.goes, err = m.find(c, word); err != nil {
		return err
	}
	if same := c.Find(m.goes.Kind.Name + "/" + into); len(same) == 1 {
		m.stays = same[0]
	} else if m.stays, err = m.find(c, into); err != nil {
		return err
	}
	if m.stays == m.goes { // before an option about one of the two is refused
		return refusal{diag.Fail("merge-same", "kind", m.goes.Kind.Term(), "name", m.goes.Name())}
	}
	m.sides = map[string]refactor.Side{}
	for side, fields := range map[refactor.Side][]string{refactor.Keep: o.keep, refactor.Take: o.take, refactor.Both: o.both} {
		for _, field := range fields {
			path, err := m.field(field)
			if err != nil {
				return err
			}
			if _, twice := m.sides[path]; twice {
				return diag.Fail("set-twice", "field", path)
			}
			m.sides[path] = side
		}
	}
	return m.readPreference(c, o.prefer)
}

// field is one as somebody names it, in the form of `canvas set`.
func (m *merging) field(word string) (string, error) {
	path, err := source.ParsePath(word)
	if err != nil {
		return "", err
	}
	if _, err := fieldAt(m.stays.Kind, path); err != nil {
		f, err2 := m.file(m.stays)
		if err2 != nil || f.At(path) == nil {
			return "", err
		}
	}
	return path.String(), nil
}

func (m *merging) readPreference(c *canvas.Canvas, word string) error {
	if m.prefer = nil; word == "" {
		return nil
	}
	for _, it := range []*canvas.Item{m.goes, m.stays} {
		for _, found := range append(c.Find(word), m.called(c, word)...) {
			if found == it {
				m.prefer = it
				return nil
			}
		}
	}
	return diag.Fail("merge-prefer", "word", word).Hint("allowed-values", "values", []string{m.stays.ID, m.goes.ID})
}

// edits works out the change; what stays open is asked where somebody can be.
func (m *merging) edits(ctx context.Context, c *canvas.Canvas) (refactor.Edits, error) {
	for _, it := range []*canvas.Item{m.goes, m.stays} {
		if _, err := m.file(it); err != nil {
			return nil, err
		}
	}
	for {
		m.differ, m.chosen, m.open = nil, nil, nil
		edits, err := refactor.Merge(c, m.folder.FS(), m.goes, m.stays, m.choose)
		if err == nil {
			err = m.refuseUnread(c, m.goes)
		}
		if err != nil || len(m.open) == 0 {
			return edits, m.adviseAmbiguous(err)
		}
		if !m.askOpen(ctx) {
			return nil, m.undecided()
		}
	}
}

// refuseToLose refuses what would take a text out of the world: one that is not taken over, and that
// git's history does not hold yet.
func (m *merging) refuseToLose(ctx context.Context, edits refactor.Edits) error {
	if !slices.Contains(m.chosen, refactor.Keep) {
		return nil
	}
	goes := slices.DeleteFunc(slices.Clone(edits), func(e refactor.Edit) bool { return e.After != nil })
	why, err := m.unsaved(ctx, goes)
	if why == nil || why.Message.Key != "remove-not-in-history" { // without a history it is told only
		return err
	}
	return why
}

// choose says what stays of a field, as far as it is known.
func (m *merging) choose(d refactor.Difference) refactor.Side {
	side, known := m.sides[d.Path]
	if !known {
		side, known = m.answers[d.Path]
	}
	if !known && m.prefer != nil {
		side, known = refactor.Keep, true
		if m.prefer == m.goes {
			side = refactor.Take
		}
	}
	if known && side == refactor.Both && !d.CanBoth() {
		known = false
	}
	if d.Harmless {
		return side
	}
	if !known {
		m.open = append(m.open, d)
	}
	m.differ, m.chosen = append(m.differ, d), append(m.chosen, side)
	return side
}

// label names a field of which the two items say different things.
func (m *merging) label(d refactor.Difference) string {
	if d.Field == nil {
		return d.Path
	}
	return m.teller(nil).label(m.stays.Kind, change.Field{Path: d.Path, Field: d.Field, Of: d.Of})
}

// value is a text of a field as people know it.
func (m *merging) value(d refactor.Difference, text string) string {
	return m.teller(m.names(m.folder.FS())).value(m.stays.Kind, change.Value{Field: entryOf(d.Field), Text: text})
}

func entryOf(f *kind.Field) *kind.Field {
	if f == nil {
		return nil
	}
	return f.Entry()
}

// askOpen asks about each open field what stays. It tells whether everything was answered.
func (m *merging) askOpen(ctx context.Context) bool {
	if !m.interactive() {
		return false
	}
	for _, d := range m.open {
		fmt.Fprintln(m.stderr, m.talk.Flow("", term.Cell{Text: capitalize(m.say.Say("merge-differs-in", "field", m.label(d)))}))
		fmt.Fprint(m.stderr, m.talk.Card([]term.Entry{term.Plain("1", m.value(d, d.Kept)), term.Plain("2", m.value(d, d.Left))}))
		side, ok := m.askSide(ctx, d)
		if !ok {
			return false
		}
		m.answers[d.Path] = side
	}
	return true
}

// askSide asks until it is answered what stays of a field; an empty answer gives up.
func (m *merging) askSide(ctx context.Context, d refactor.Difference) (side refactor.Side, ok bool) {
	question := "merge-question"
	if d.CanBoth() {
		question = "merge-question-both"
	}
	for {
		answer, _ := m.ask(ctx, m.say.Say(question, "kept", m.stays.Name(), "left", m.goes.Name()))
		switch {
		case answer == "1":
			return refactor.Keep, true
		case answer == "2":
			return refactor.Take, true
		case answer == "3" && d.CanBoth():
			return refactor.Both, true
		case answer == "":
			return side, false
		}
	}
}

// undecided lists what differs, side by side, and says what to type.
func (m *merging) undecided() error {
	failure := diag.Fail("merge-undecided", "n", len(m.open), "kept", m.stays.Name(), "left", m.goes.Name())
	var paths []string
	for _, d := range m.open {
		paths = append(paths, d.Path)
		failure.Hint("merge-difference", "path", d.Path, "field", m.label(d), "kept", m.value(d, d.Kept), "left", m.value(d, d.Left))
	}
	fields := strings.Join(paths, ",")
	failure.Hint("merge-keep-hint", "name", m.stays.Name(), "command", m.again("--keep", fields))
	failure.Hint("merge-take-hint", "name", m.goes.Name(), "command", m.again("--take", fields))
	return failure
}

// leftOutValue is a value that was not taken over, for machines.
type leftOutValue struct {
	Field string `json:"field"`
	Value string `json:"value"`
}

// tell shows what became of the item, and what the other one said that it does not.
func (m *merging) tell(o changeOptions, done carried) error {
	left := []leftOutValue{}
	entry := term.Entry{Label: m.say.Say("merge-left")}
	for i, d := range m.differ {
		if m.chosen[i] != refactor.Keep {
			continue
		}
		left = append(left, leftOutValue{d.Path, d.Left})
		entry.Lines = append(entry.Lines, []term.Cell{{Text: m.say.Say("change-field", "field", m.label(d), "what", m.value(d, d.Left))}})
	}
	for _, l := range m.goes.Links {
		if l.To == m.stays || l.To == m.goes { // it would refer to itself
			left = append(left, leftOutValue{l.Field.Path, l.ID})
			d := refactor.Difference{Path: l.Field.Path, Field: l.Field}
			entry.Lines = append(entry.Lines, []term.Cell{{Text: m.say.Say("change-field", "field", m.label(d), "what", l.Name())}})
		}
	}
	if o.json {
		return m.printJSON(struct {
			changeJSON
			Left []leftOutValue `json:"left"`
		}{m.changeReport(done.items, done.files, o, done.outcome), left})
	}
	if len(left) > 0 {
		done.more = []term.Entry{entry}
	}
	return m.tellCarried(o, done)
}

// completeMergeFlag completes the names of the fields, or of --prefer the two items.
func (p *program) completeMergeFlag(name string) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) == 0 || p.ready() != nil || name == "prefer" {
			return args, cobra.ShellCompDirectiveNoFileComp
		}
		it, err := p.item(cmd.Context(), args[0])
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		before := typed[:strings.LastIndex(typed, ",")+1]
		var fields []candidate
		for _, f := range it.Kind.Fields() {
			fields = append(fields, candidate{before + f.Name, p.say.Term(diag.Term{Kind: it.Kind.Name, Field: f.Path})})
		}
		return complete(fields, typed), cobra.ShellCompDirectiveNoFileComp
	}
}

// completeMerge completes the first item, then another of its kind.
func (p *program) completeMerge(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) == 0 || p.ready() != nil {
		return p.completeIDs(cmd, args, typed)
	}
	it, err := p.item(cmd.Context(), args[0])
	if len(args) > 1 || err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var others []candidate
	for _, c := range p.items(cmd.Context(), "", it.Kind) {
		if c.word != it.ID {
			others = append(others, c)
		}
	}
	return complete(others, typed), cobra.ShellCompDirectiveNoFileComp
}
