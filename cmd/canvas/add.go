package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/canevas-systemique/canvas/pkg/change"
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
	resume  string
	values  []draft.Assignment
}

func newAdd(p *program) *cobra.Command {
	cmd := &cobra.Command{
		Use:               p.say.Say("use-add"),
		Aliases:           []string{"ajouter"},
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: p.completeOtherNames,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return seeHelp(cmd, diag.Fail("which-kind", "kinds", p.kindTerms()))
			}
			return p.unknownKind(args[0])
		},
	}
	p.describe(cmd, "add")
	// So that what every kind takes may also stand before the word for it, and a kind that is not
	// there is said before an option that is not.
	cmd.FParseErrWhitelist.UnknownFlags = true
	newAddOptions(p, cmd.Flags())
	cmd.Flags().VisitAll(func(f *pflag.Flag) { f.Hidden = true })
	for _, k := range p.kinds.All() {
		cmd.AddCommand(newAddKind(p, k))
	}
	return cmd
}

// newAddKind is `canvas add KIND`, with an option for each field of the kind.
func newAddKind(p *program, k *kind.Kind) *cobra.Command {
	use := "use-add-named"
	if story.Fits(k) {
		use = "use-add-story"
	}
	var o *addOptions
	cmd := &cobra.Command{
		Use:               p.word(k) + " " + p.say.Say(use),
		Aliases:           kindAliases(k),
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runAdd(cmd.Context(), p, k, *o, strings.Join(args, " "))
		},
	}
	cmd.Annotations = map[string]string{shownAs: p.say.Term(k.Term())}
	cmd.Short = p.say.Term(diag.Term{Kind: k.Name, Described: true})
	cmd.Long = p.say.Say("help-"+use, "kind", k.Term(), "description", diag.Term{Kind: k.Name, Described: true})
	cmd.SetFlagErrorFunc(p.addFlagError)
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.SetNormalizeFunc(func(_ *pflag.FlagSet, name string) pflag.NormalizedName {
		return pflag.NormalizedName(strings.ReplaceAll(name, "_", "-"))
	})
	o = newAddOptions(p, flags)
	flags.Var(&anyField{k, &o.values}, "field", p.say.Say("flag-field"))
	for _, f := range k.Fields() {
		name := optionName(f)
		if flags.Lookup(name) != nil || p.isGlobal(name) {
			continue // --field sets it
		}
		flags.Var(&fieldFlag{p, f, &o.values}, name, p.fieldUsage(k, f))
		p.completeField(cmd, name, k, f)
	}
	if former := flags.Lookup(kind.Formerly); former != nil {
		former.Hidden = true // an item that is new had no other id
	}
	return cmd
}

// newAddOptions are the options that every kind takes.
func newAddOptions(p *program, flags *pflag.FlagSet) *addOptions {
	o := &addOptions{}
	o.flags(p, flags)
	flags.Var(&once{name: "id", value: &o.id}, "id", p.say.Say("flag-id"))
	flags.BoolVar(&o.create, "create", false, p.say.Say("flag-create"))
	flags.Var(&once{name: "from", value: &o.from}, "from", p.say.Say("flag-from"))
	flags.Var(&once{name: "rejects", value: &o.rejects}, "rejects", p.say.Say("flag-rejects"))
	flags.Var(&once{name: "resume", value: &o.resume}, "resume", p.say.Say("flag-resume-form"))
	return o
}

// once is an option that is refused a second time: one of its values would be lost.
type once struct {
	name  string
	value *string
	given bool
}

func (o *once) String() string { return "" }
func (o *once) Type() string   { return "string" }

func (o *once) Set(text string) error {
	if o.given {
		return diag.Fail("set-twice", "field", "--"+o.name)
	}
	*o.value, o.given = text, true
	return nil
}

// addFlagError says what is wrong with the options of add KIND. What begins with a dash but looks
// like no option was meant as text.
func (p *program) addFlagError(cmd *cobra.Command, err error) error {
	var failure *diag.Failure
	isText := func(a string) bool { return len(a) > 1 && a[0] == '-' && !looksLikeOption(a) }
	switch i := slices.IndexFunc(p.args, isText); {
	case errors.Is(err, pflag.ErrHelp):
		return err
	case errors.As(err, &failure):
		return failure
	case i >= 0:
		text := p.args[i]
		args := append(slices.Delete(slices.Clone(p.args), i, i+1), "--", text)
		return diag.Fail("text-like-option", "text", text).Hint("text-like-option-hint", "command", p.commandLine(args))
	}
	return flagError(cmd, err)
}

// looksLikeOption tells whether a word that begins with a dash can be an option: one letter, or a
// name after two dashes.
func looksLikeOption(arg string) bool {
	name, _, _ := strings.Cut(strings.TrimPrefix(arg[1:], "-"), "=")
	return arg == "--" || name != "" && !strings.ContainsAny(name, " \t\u00a0") && unicode.IsLetter([]rune(name)[0])
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
	if err := readable(append([]string{text, o.message}, texts(o.values)...)...); err != nil {
		return err
	}
	if o.from != "" {
		if text != "" || o.id != "" || o.resume != "" {
			return diag.Fail("from-alone")
		}
		return p.addLines(ctx, k, o)
	}
	if o.resume != "" || text == "" && p.interactive() && !sayEnough(k, o.values) {
		return p.addByForm(ctx, k, o)
	}
	if text == "" && len(o.values) == 0 {
		return diag.Fail("nothing-to-add", "kind", k.Term()).Hint("try", "command", p.example(k))
	}
	request := draft.Request{Kind: k, Text: text, Values: o.values, ID: o.id, Create: o.create, Answers: map[string]string{}}
	items, outcome, err := p.addOne(ctx, o, &request)
	if err != nil {
		return err
	}
	return p.tellAdded(o, items, outcome, nil)
}

// addOne writes the item of a request, and those that it needs.
func (p *program) addOne(ctx context.Context, o addOptions, request *draft.Request) (items []*draft.Item, outcome repo.Outcome, err error) {
	err = untilSettled(func() (err error) {
		if items, err = p.draft(ctx, request); err == nil {
			outcome, err = p.apply(ctx, o.changeOptions, p.addition(items))
		}
		return err
	})
	return items, outcome, err
}

func texts(values []draft.Assignment) (list []string) {
	for _, a := range values {
		list = append(list, a.Text)
	}
	return list
}

// readable refuses texts that are not UTF-8: nothing else can be written into a file of the canvas.
func readable(texts ...string) error {
	for _, text := range texts {
		if !utf8.ValidString(text) {
			return refusal{diag.Fail("argument-not-utf-8", "text", text).Hint("argument-not-utf-8-hint")}
		}
	}
	return nil
}

// draft makes the items of a request. Where somebody can be asked, they are asked about a reference
// that names nothing.
func (p *program) draft(ctx context.Context, request *draft.Request) ([]*draft.Item, error) {
	items, err := draft.NewDesk(ctx, p.folder.FS(), p.kinds).Draft(*request)
	var unknown *draft.Unknown
	if errors.As(err, &unknown) && p.settle(ctx, unknown, request.Answers) {
		return p.draft(ctx, request)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		p.advise(err)
		return nil, refusal{err}
	}
	return items, nil
}

// example is a command that adds an item of a kind.
func (p *program) example(k *kind.Kind) string {
	word := words.Fold(p.say.Term(k.Term()))
	if story.Fits(k) {
		return p.command("add", word, p.say.Say("example-story"))
	}
	return p.command("add", word) + ` "…"`
}

// addition is the change that writes the items, with a message in the canvas's language.
func (p *program) addition(items []*draft.Item) repo.Change {
	write := repo.Change{Op: "add"}
	var spoken, implied []change.Item
	for _, it := range items {
		write.Writes = append(write.Writes, repo.Write{Path: it.Path, Data: it.Data})
		told := change.Item{Verb: change.Added, Kind: it.Kind, ID: it.ID, Name: it.Name(), Path: it.Path}
		if it.Implied {
			implied = append(implied, told)
		} else {
			spoken = append(spoken, told)
		}
	}
	told := append(spoken, implied...) // first what was asked for
	scribe := p.scribe(nil)
	switch {
	case len(told) == 1:
		write.Message = scribe.subject(told, nil)
	case len(spoken) == 1:
		_, body, _ := strings.Cut(scribe.message(told, nil), "\n")
		write.Message = scribe.subject(spoken, nil) + "\n" + body
	default:
		write.Message = scribe.message(told, nil)
	}
	for _, it := range items {
		write.Requires = append(write.Requires, it.Refers...)
	}
	return write
}

// added is the machine's view of an item that was added.
type added struct {
	itemJSON
	Fields  map[string]any `json:"fields"`
	Implied bool           `json:"implied"`
	Twin    string         `json:"same_as,omitempty"` // the key of an item that was there and says the same
	Missing []string       `json:"missing"`
}

func fieldsOf(it *draft.Item) map[string]any {
	f, _ := source.Parse(it.Path, it.Data)
	return jsonFields(f.Root)
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
	for _, it := range items {
		if it.Twin != "" {
			p.talkAbout(p.talk.Warning(p.say.Say("severity-warning")+":"), p.say.Say("already-there", "other", it.Twin, "id", it.ID), nil)
		}
	}
	if len(rejects) == 0 {
		return nil
	}
	p.tellRejects(o, rejects)
	return errFindings
}

func (p *program) printAdded(o addOptions, items []*draft.Item, outcome repo.Outcome, rejects []rejected) error {
	list := []added{}
	for _, it := range items {
		a := added{itemJSON{it.Kind.Name, it.ID, it.Name(), it.Path}, fieldsOf(it), it.Implied, "", []string{}}
		if it.Twin != "" {
			a.Twin = it.Kind.Name + "/" + it.Twin
		}
		for _, rule := range it.Gaps() {
			a.Missing = append(a.Missing, rule.Name)
		}
		list = append(list, a)
	}
	err := p.printJSON(struct {
		Version int        `json:"version"`
		Items   []added    `json:"items"`
		Reject  []rejected `json:"rejected"`
		applied
	}{1, list, notNull(rejects), p.applied(o.changeOptions, outcome)})
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
	entries := append(c.entries(f.Root), p.missing(it.Gaps())...)
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
