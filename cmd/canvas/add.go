package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/draft"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/story"
	"github.com/canevas-systemique/canvas/pkg/term"
	"github.com/canevas-systemique/canvas/pkg/words"
)

type addOptions struct {
	changeOptions
	id      string
	create  bool
	from    string
	rejects string
	values  []draft.Assignment
}

func newAdd(p *program) *cobra.Command {
	cmd := &cobra.Command{
		Use:  p.say.Say("use-add"),
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return diag.Fail("which-kind", "kinds", p.kindTerms()).Hint("see-help", "command", "canvas add --help")
			}
			return p.unknownKind(args[0])
		},
	}
	p.describe(cmd, "add")
	for _, k := range p.kinds.All() {
		cmd.AddCommand(newAddKind(p, k))
	}
	return cmd
}

// newAddKind is `canvas add KIND`, with an option for each field of the kind.
func newAddKind(p *program, k *kind.Kind) *cobra.Command {
	o := &addOptions{}
	use := "use-add-named"
	if story.Fits(k) {
		use = "use-add-story"
	}
	cmd := &cobra.Command{
		Use:     k.Name + " " + p.say.Say(use),
		Aliases: kindAliases(k),
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runAdd(cmd.Context(), p, k, *o, strings.Join(args, " "))
		},
	}
	cmd.Annotations = map[string]string{shownAs: p.say.Term(k.Term())}
	cmd.Short = p.say.Term(diag.Term{Kind: k.Name, Described: true})
	cmd.Long = p.say.Say("help-"+use, "kind", k.Term(), "description", diag.Term{Kind: k.Name, Described: true})
	flags := cmd.Flags()
	flags.SortFlags = false
	o.flags(p, flags)
	flags.StringVar(&o.id, "id", "", p.say.Say("flag-id"))
	flags.BoolVar(&o.create, "create", false, p.say.Say("flag-create"))
	flags.StringVar(&o.from, "from", "", p.say.Say("flag-from"))
	flags.StringVar(&o.rejects, "rejects", "", p.say.Say("flag-rejects"))
	flags.Var(&anyField{k, &o.values}, "field", p.say.Say("flag-field"))
	for _, f := range k.Fields() {
		name := optionName(f)
		if flags.Lookup(name) != nil || p.isGlobal(name) {
			continue // --field sets it
		}
		flags.Var(&fieldFlag{p, f, &o.values}, name, p.fieldUsage(k, f))
		p.completeField(cmd, name, k, f)
	}
	return cmd
}

// optionName is how the option of a field is called.
func optionName(f *kind.Field) string { return strings.ReplaceAll(f.Name, "_", "-") }

// fieldFlag collects the values given to the option of one field, in the order of the command line.
type fieldFlag struct {
	program *program
	field   *kind.Field
	values  *[]draft.Assignment
}

func (v *fieldFlag) String() string { return "" }

func (v *fieldFlag) Set(text string) error {
	*v.values = append(*v.values, draft.Assignment{Field: v.field, Text: text})
	return nil
}

// Type is what help shows for the value.
func (v *fieldFlag) Type() string { return v.program.valueName(v.field) }

// anyField sets a field by its name: --field name=value.
type anyField struct {
	kind   *kind.Kind
	values *[]draft.Assignment
}

func (v *anyField) String() string { return "" }
func (v *anyField) Type() string   { return "name=value" }

func (v *anyField) Set(text string) error {
	name, value, ok := strings.Cut(text, "=")
	f := v.kind.Field(name)
	if !ok || f == nil || strings.Contains(name, ".") {
		return diag.Fail("unknown-field", "field", name)
	}
	*v.values = append(*v.values, draft.Assignment{Field: f, Text: value})
	return nil
}

// runAdd adds one item, or one for each line of a file.
func runAdd(ctx context.Context, p *program, k *kind.Kind, o addOptions, text string) error {
	if err := p.ready(); err != nil {
		return err
	}
	if o.from != "" {
		if text != "" || o.id != "" {
			return diag.Fail("from-alone")
		}
		return p.addLines(ctx, k, o)
	}
	if text == "" && len(o.values) == 0 {
		return diag.Fail("nothing-to-add", "kind", k.Term()).Hint("try", "command", p.example(k))
	}
	request := draft.Request{Kind: k, Text: text, Values: o.values, ID: o.id, Create: o.create}
	for attempt := 0; ; attempt++ {
		items, err := p.draft(ctx, &request)
		if err != nil {
			return err
		}
		outcome, err := p.apply(ctx, o.changeOptions, p.addition(items))
		if errors.Is(err, repo.ErrTaken) && attempt < 20 {
			continue // somebody took the name between looking and writing: look again
		}
		if err != nil {
			return err
		}
		return p.tellAdded(o, items, outcome, nil)
	}
}

// draft makes the items of a request. Where somebody can be asked, a reference that names nothing is
// offered to be made.
func (p *program) draft(ctx context.Context, request *draft.Request) ([]*draft.Item, error) {
	items, err := draft.NewDesk(ctx, p.folder.FS(), p.config, p.kinds).Draft(*request)
	var unknown *draft.Unknown
	if errors.As(err, &unknown) {
		if p.interactive() && p.confirm("create-question", "kind", unknown.Kind.Term(), "name", unknown.Text) {
			request.Create = true
			return p.draft(ctx, request)
		}
		if len(unknown.Near) > 0 {
			unknown.Hint("correct-hint", "command", p.corrected(unknown))
		}
		unknown.Hint("create-hint", "command", p.again("--create"))
	}
	var missing *draft.Missing
	if errors.As(err, &missing) {
		missing.Hint("try-again", "command", p.again("--"+optionName(missing.Field), "…"))
	}
	if err != nil {
		return nil, refusal{err}
	}
	return items, nil
}

// corrected is the command line with the nearest known item in the place of an unknown one.
func (p *program) corrected(unknown *draft.Unknown) string {
	near := unknown.Near[0]
	args := slices.Clone(p.args)
	for i, a := range args {
		option, value, isOption := strings.Cut(a, "=")
		if !isOption || !strings.HasPrefix(option, "--") {
			option, value = "", a
		} else {
			option += "="
		}
		parts := strings.Split(value, ",")
		if j := slices.Index(parts, unknown.Text); j >= 0 {
			parts[j] = near
			args[i] = option + strings.Join(parts, ",")
			return p.commandLine(args)
		}
	}
	return p.again("--"+optionName(unknown.Field), near)
}

// refusal is an error after which nothing was written, and that says so.
type refusal struct{ error }

func (r refusal) Unwrap() error { return r.error }

func asFailure(err error) *diag.Failure {
	var failure *diag.Failure
	if errors.As(err, &failure) {
		return failure
	}
	return nil
}

// again is the command line that was typed, with something added.
func (p *program) again(more ...string) string {
	return p.commandLine(append(slices.Clone(p.args), more...))
}

func (p *program) commandLine(args []string) string {
	quoted := []string{"canvas"}
	for _, a := range args {
		quoted = append(quoted, shellQuote(a))
	}
	return strings.Join(quoted, " ")
}

func shellQuote(arg string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./=:,+@%", r) || r > 127 && r != '\u00a0'
	}
	if arg != "" && strings.IndexFunc(arg, func(r rune) bool { return !plain(r) }) < 0 {
		return arg
	}
	if !strings.ContainsAny(arg, "\"$`\\!") {
		return `"` + arg + `"`
	}
	return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
}

// example is a command that adds an item of a kind.
func (p *program) example(k *kind.Kind) string {
	word := words.Fold(p.say.Term(k.Term()))
	if story.Fits(k) {
		return "canvas add " + word + " " + shellQuote(p.say.Say("example-story"))
	}
	return "canvas add " + word + ` "…"`
}

// addition is the change that writes the items, with a message in the canvas's language.
func (p *program) addition(items []*draft.Item) repo.Change {
	say := p.inCanvasLanguage()
	change := repo.Change{Op: "add"}
	for _, it := range items {
		change.Writes = append(change.Writes, repo.Write{Path: it.Path, Data: it.Data})
	}
	spoken := slices.DeleteFunc(slices.Clone(items), func(it *draft.Item) bool { return it.Implied })
	if len(spoken) == 1 {
		change.Message = say.Say("commit-add-one", "kind", spoken[0].Kind.Term(), "name", shorten(spoken[0].Name()))
	} else {
		change.Message = say.Say("commit-add-many", "n", len(spoken), "kind", spoken[0].Kind.Plural())
	}
	if len(items) > 1 {
		change.Message += "\n"
		for _, it := range items {
			change.Message += "\n" + say.Say("commit-added-line", "kind", it.Kind.Term(), "name", it.Name())
		}
	}
	return change
}

// shorten keeps the first line of a commit message short.
func shorten(name string) string {
	const most = 56
	runes := []rune(words.Printable(name))
	if len(runes) <= most {
		return string(runes)
	}
	return strings.TrimSpace(string(runes[:most-1])) + "…"
}

// rejected is a line of a file that could not be made an item.
type rejected struct {
	Line   int         `json:"line"`
	Text   string      `json:"text"`
	Reason *notWritten `json:"reason"`
	err    error
}

// addLines adds an item for each line of a file, in one commit; the lines that cannot be added are
// reported and kept.
func (p *program) addLines(ctx context.Context, k *kind.Kind, o addOptions) error {
	data, err := p.readFrom(o.from)
	if err != nil {
		return err
	}
	items, rejects, err := p.draftLines(ctx, k, o, data)
	if err != nil {
		return err
	}
	if err := p.keepRejects(o, rejects); err != nil {
		return err
	}
	var outcome repo.Outcome
	if len(items) > 0 {
		if outcome, err = p.apply(ctx, o.changeOptions, p.addition(items)); err != nil {
			return errors.Join(err, p.dropRejects(o))
		}
	}
	return p.tellAdded(o, items, outcome, rejects)
}

func (p *program) draftLines(ctx context.Context, k *kind.Kind, o addOptions, data []byte) ([]*draft.Item, []rejected, error) {
	desk := draft.NewDesk(ctx, p.folder.FS(), p.config, p.kinds)
	var items []*draft.Item
	var rejects []rejected
	for _, line := range p.lines(k, data) {
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		made, err := desk.Draft(draft.Request{Kind: k, Text: line.Text, Values: o.values, Create: o.create})
		if err != nil {
			rejects = append(rejects, rejected{Line: line.Number, Text: line.Text, Reason: p.reason(err), err: err})
			continue
		}
		items = append(items, made...)
	}
	return items, rejects, nil
}

// lines splits a file into what becomes one item each.
func (p *program) lines(k *kind.Kind, data []byte) []story.Line {
	if story.Fits(k) {
		return story.Lines(string(data))
	}
	var lines []story.Line
	scanner := bufio.NewScanner(bytes.NewReader(data))
	scanner.Buffer(nil, len(data)+1)
	for n := 1; scanner.Scan(); n++ {
		if text := strings.TrimSpace(scanner.Text()); text != "" {
			lines = append(lines, story.Line{Number: n, Text: text})
		}
	}
	return lines
}

// maxInput bounds a file of lines to add.
const maxInput = 64 << 20

func (p *program) readFrom(name string) ([]byte, error) {
	in := p.stdin
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, diag.Fail("cannot-read", "path", name).Because(err)
		}
		defer file.Close()
		in = file
	}
	data, err := io.ReadAll(io.LimitReader(in, maxInput+1))
	switch {
	case err != nil:
		return nil, diag.Fail("cannot-read", "path", name).Because(err)
	case len(data) > maxInput:
		return nil, diag.Fail("input-too-large", "path", name)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		return nil, diag.Fail("input-not-utf-8", "path", name).Hint("input-not-utf-8-hint")
	}
	return data, nil
}

// inputName is how a file to read is called.
func (p *program) inputName(name string) string {
	if name == "-" {
		return p.say.Say("standard-input")
	}
	return name
}

// keepRejects writes the lines that were rejected before the others are saved. It never writes over
// a file.
func (p *program) keepRejects(o addOptions, rejects []rejected) error {
	if o.rejects == "" || o.dryRun || len(rejects) == 0 {
		return nil
	}
	var b strings.Builder
	for _, r := range rejects {
		b.WriteString(r.Text + "\n")
	}
	file, err := os.OpenFile(o.rejects, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err == nil {
		_, err = file.WriteString(b.String())
		err = errors.Join(err, file.Close())
	}
	if err != nil {
		return refusal{diag.Fail("cannot-write", "path", o.rejects).Because(err)}
	}
	return nil
}

// dropRejects removes the file again when nothing was saved: the input still has every line.
func (p *program) dropRejects(o addOptions) error {
	if o.rejects == "" || o.dryRun {
		return nil
	}
	return os.Remove(o.rejects)
}

// added is the machine's view of an item that was added.
type added struct {
	Kind    string   `json:"kind"`
	ID      string   `json:"id"`
	Path    string   `json:"path"`
	Fields  any      `json:"fields"`
	Implied bool     `json:"implied,omitempty"`
	Missing []string `json:"missing"`
}

func fieldsOf(it *draft.Item) any {
	f, _ := source.Parse(it.Path, it.Data)
	return jsonNode(f.Root)
}

// tellAdded shows what was understood, what is missing and where it is now.
func (p *program) tellAdded(o addOptions, items []*draft.Item, outcome repo.Outcome, rejects []rejected) error {
	if o.json {
		return p.printAdded(o, items, outcome, rejects)
	}
	switch {
	case o.from == "":
		for _, it := range items {
			p.printCard(it)
		}
		p.conclude(o.changeOptions, p.path(items[len(items)-1].Path), outcome)
	case len(items) > 0:
		p.printList(items)
		p.conclude(o.changeOptions, p.say.Say("count-items", "n", len(items)), outcome)
	}
	for _, r := range rejects {
		sentence, _ := p.say.Error(r.err)
		lead := fmt.Sprintf("%s:%d: %s ", p.inputName(o.from), r.Line, p.talk.Error(p.say.Say("severity-error")+":"))
		fmt.Fprintf(p.stderr, "%s\n  %s\n", p.talk.Under(lead, term.Cell{Text: sentence}), words.Printable(r.Text))
	}
	if len(rejects) > 0 {
		fmt.Fprintln(p.stderr, p.say.Say("lines-rejected", "n", len(rejects)))
		if o.rejects != "" && !o.dryRun {
			p.hint("rejects-kept", "path", o.rejects)
		}
		return errFindings
	}
	return nil
}

func (p *program) printAdded(o addOptions, items []*draft.Item, outcome repo.Outcome, rejects []rejected) error {
	list := []added{}
	for _, it := range items {
		a := added{it.Kind.Name, it.ID, it.Path, fieldsOf(it), it.Implied, []string{}}
		for _, rule := range it.Gaps() {
			a.Missing = append(a.Missing, rule.Name)
		}
		list = append(list, a)
	}
	if rejects == nil {
		rejects = []rejected{}
	}
	err := p.printJSON(struct {
		Version int        `json:"version"`
		Items   []added    `json:"items"`
		Reject  []rejected `json:"rejected"`
		applied
	}{1, list, rejects, p.applied(o.changeOptions, outcome)})
	if err == nil && len(rejects) > 0 {
		return errFindings
	}
	return err
}

// printCard shows an item as it was understood; of one that another implied only its name.
func (p *program) printCard(it *draft.Item) {
	sign := ""
	if it.Implied {
		sign = "+ "
	}
	fmt.Fprintf(p.stdout, "%s%s %s\n", sign, p.title(it.Kind), p.screen.Accent(it.ID))
	if it.Implied {
		return
	}
	c := card{p, it.Kind, func(_ *kind.Field, ref string) string { return it.Called[ref] }}
	f, _ := source.Parse(it.Path, it.Data)
	entries := c.entries(f.Root)
	missing := term.Entry{Label: p.say.Say("card-missing")}
	for _, rule := range it.Gaps() {
		missing.Lines = append(missing.Lines, []term.Cell{{Text: rule.Gap.In(p.say.Language())}})
	}
	if len(missing.Lines) > 0 {
		entries = append(entries, missing)
	}
	fmt.Fprint(p.stdout, p.screen.Card(entries))
}

// printList shows many items, a line each.
func (p *program) printList(items []*draft.Item) {
	var rows [][]term.Cell
	for _, it := range items {
		rows = append(rows, []term.Cell{{Text: "+ " + p.title(it.Kind)}, {Text: it.Name()}, {Text: it.ID, Style: p.screen.Dim}})
	}
	fmt.Fprint(p.stdout, p.screen.Table([]term.Column{{}, {Shrink: true}, {Shrink: true}}, rows))
}

// confirm asks a question that is answered by yes or no; anything but yes is no.
func (p *program) confirm(key string, nameValues ...any) bool {
	fmt.Fprintf(p.stderr, "%s %s ", p.say.Say(key, nameValues...), p.say.Say("yes-no"))
	answer, err := bufio.NewReader(p.stdin).ReadString('\n')
	if err != nil && answer == "" {
		fmt.Fprintln(p.stderr)
		return false
	}
	return slices.Contains([]string{"o", "oui", "y", "yes"}, words.Fold(answer))
}

func (p *program) kindTerms() []diag.Term {
	var terms []diag.Term
	for _, k := range p.kinds.All() {
		terms = append(terms, k.Term())
	}
	return terms
}

func (p *program) unknownKind(word string) error {
	failure := diag.Fail("unknown-kind", "word", word)
	if near := words.Nearest(word, p.kinds.Words()); len(near) > 0 {
		return failure.Hint("did-you-mean", "candidates", near)
	}
	return failure.Hint("the-kinds", "kinds", p.kindTerms())
}

func (p *program) isGlobal(name string) bool {
	return slices.Contains([]string{"dir", "lang", "help"}, name)
}
