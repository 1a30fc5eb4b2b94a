package main

import (
	"context"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// shells are those that a completion script can be written for.
var shells = []struct {
	name  string
	write func(root *cobra.Command, w io.Writer) error
}{
	{"bash", bashCompletion},
	{"zsh", zshCompletion},
	{"fish", func(root *cobra.Command, w io.Writer) error { return root.GenFishCompletion(w, true) }},
	{"powershell", (*cobra.Command).GenPowerShellCompletionWithDesc},
}

// bashWords is what cobra's script asks the package bash-completion for, which is not everywhere: the
// words of the line, not broken at = and :, and the folders that may be meant.
const bashWords = `    COMPREPLY=()
    words=() cword=0
    local i word before="" rest=$COMP_LINE
    for ((i = 0; i < ${#COMP_WORDS[@]}; i++)); do
        word=${COMP_WORDS[i]}
        if [[ $i -gt 0 && $rest != [[:space:]]* && ( $word =~ ^[=:]+$ || $before =~ ^[=:]+$ ) ]]; then
            words[${#words[@]}-1]+=$word
        else
            words+=("$word")
        fi
        rest=${rest#"${rest%%[![:space:]]*}"}
        rest=${rest#"$word"}
        before=$word
        ((i == COMP_CWORD)) && cword=$((${#words[@]} - 1))
    done
    cur=${words[cword]} prev=${words[cword > 0 ? cword - 1 : 0]}
}

__canvas_folders()
{
    local IFS=$'\n'
    COMPREPLY=($(compgen -d -- "$cur"))
    [[ $(type -t compopt) == builtin ]] && compopt -o filenames
    return 0
}
`

// bashCompletion writes cobra's script so that it needs nothing installed, takes the backslash away that it puts before a
// comma (with it the second entry of a list would be inserted with one), and leaves it to the program what fits what was
// typed: an item may fit by its name.
func bashCompletion(root *cobra.Command, w io.Writer) error {
	var script strings.Builder
	if err := root.GenBashCompletionV2(&script, true); err != nil {
		return err
	}
	const (
		compared = `        [[ $comp == "$cur"* ]] || continue
`
		inserted = `COMPREPLY[0]=$(printf "%q" "${COMPREPLY[0]%%$tab*}")`
	)
	_, err := strings.NewReplacer(
		"    COMPREPLY=()\n    _get_comp_words_by_ref \"$@\" cur prev words cword\n}\n", bashWords,
		"_filedir -d", "__canvas_folders",
		compared, "",
		inserted, inserted+"\n        COMPREPLY[0]=${COMPREPLY[0]//\\\\,/,}",
	).WriteString(w, script.String())
	return err
}

// zshCompletion writes cobra's script so that where no word begins as was typed, that gives way (-U) to an item that fits
// by its name; but stays when several do that have nothing in common.
func zshCompletion(root *cobra.Command, w io.Writer) error {
	var script strings.Builder
	if err := root.GenZshCompletion(&script); err != nil {
		return err
	}
	const describe = `eval _describe $keepOrder "completions" completions $flagPrefix $noSpace`
	byName := strings.Replace(describe, "$flagPrefix", "-U $flagPrefix", 1)
	_, err := strings.NewReplacer("if "+describe+";", "if "+describe+" ||\n            { "+byName+
		" && { [[ -n ${compstate[unambiguous]} ]] || compstate[insert]=; } };").WriteString(w, script.String())
	return err
}

// newCompletion is `canvas completion SHELL`.
func newCompletion(p *program) *cobra.Command {
	var names []string
	for _, s := range shells {
		names = append(names, s.name)
	}
	cmd := &cobra.Command{
		Use:       "completion " + strings.Join(names, "|"),
		ValidArgs: names,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return seeHelp(cmd, diag.Fail("which-shell", "shells", names))
			}
			return p.noArgs(cmd, args[1:])
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			i := slices.Index(names, args[0])
			if i < 0 {
				return unknownShell(args[0], names)
			}
			return shells[i].write(cmd.Root(), p.stdout)
		},
	}
	p.describe(cmd, "completion")
	return cmd
}

func unknownShell(word string, names []string) error {
	failure := diag.Fail("unknown-shell", "shell", word)
	if near := words.Nearest(word, names); len(near) > 0 {
		return failure.Hint("did-you-mean", "candidates", near)
	}
	return failure.Hint("allowed-values", "values", names)
}

// candidate is a word that may complete what was typed, with what people call the thing.
type candidate struct{ word, name string }

// maxName is how much of a name stands beside an id.
const maxName = 56

// complete offers the candidates whose word begins with what was typed, or the id after the kind in it; or else those
// whose name does, whatever its case and accents. Not both: shells go back to what all that is offered begins with. What a
// shell would act on is never offered: it may be put into the line as it is, and run at the next Tab.
func complete(candidates []candidate, typed string) []cobra.Completion {
	folded := words.Fold(typed)
	found := offered(candidates, func(c candidate) bool {
		return strings.HasPrefix(c.word, typed) || strings.HasPrefix(c.word[strings.Index(c.word, "/")+1:], typed)
	})
	if found == nil {
		found = offered(candidates, func(c candidate) bool { return strings.HasPrefix(words.Fold(c.name), folded) })
	}
	return found
}

func offered(candidates []candidate, fits func(candidate) bool) (found []cobra.Completion) {
	for _, c := range candidates {
		if fits(c) && !obeyedByShell(c.word) {
			found = append(found, cobra.CompletionWithDesc(c.word, cut(c.name, maxName)))
		}
	}
	return found
}

// obeyedByShell tells whether a word, such as the name of a file that somebody else made, is more than a word to a shell. A
// "<" alone, as in stake<need, has it read a file at most.
func obeyedByShell(word string) bool {
	return strings.ContainsFunc(word, unicode.IsControl) || strings.ContainsAny(word, "$`\\\"'|&;>()")
}

// completeOtherNames completes a sub-command by another of its names: cobra knows only the first. Where a French person
// types, these are words like the others; elsewhere they are offered when nothing else begins so.
func (p *program) completeOtherNames(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	begins := func(word string) bool { return strings.HasPrefix(word, typed) && !obeyedByShell(word) }
	var found []cobra.Completion
	for _, sub := range cmd.Commands() {
		i := slices.IndexFunc(sub.Aliases, begins)
		switch {
		case begins(sub.Name()) && p.say.Language() != "fr":
			return nil, cobra.ShellCompDirectiveNoFileComp
		case i >= 0 && !begins(sub.Name()):
			found = append(found, cobra.CompletionWithDesc(sub.Aliases[i], sub.Short))
		}
	}
	return found, cobra.ShellCompDirectiveNoFileComp
}

// completeField completes the option of a field: the ids of the items that it may refer to with their
// names, or the words of its enumeration with their labels; never files. The items are read when
// something is completed, not before.
func (p *program) completeField(cmd *cobra.Command, option string, k *kind.Kind, f *kind.Field) {
	candidates := func(cmd *cobra.Command, typed string) []candidate {
		return p.fieldCandidates(cmd.Context(), k, f.Entry(), typed)
	}
	if f.Type == kind.List {
		p.completeList(cmd, option, candidates)
		return
	}
	p.completeOption(cmd, option, func(cmd *cobra.Command, typed string) []cobra.Completion {
		return complete(candidates(cmd, typed), typed)
	})
}

// completeList completes the last of several words that commas part, but not by one that stands before it.
func (p *program) completeList(cmd *cobra.Command, option string, candidates func(cmd *cobra.Command, typed string) []candidate) {
	p.completeOption(cmd, option, func(cmd *cobra.Command, typed string) []cobra.Completion {
		before := typed[:strings.LastIndex(typed, ",")+1]
		typed = strings.TrimPrefix(typed, before)
		given := strings.Split(before, ",")
		left := slices.DeleteFunc(candidates(cmd, typed), func(c candidate) bool { return slices.Contains(given, c.word) })
		found := complete(left, typed)
		for i := range found {
			found[i] = before + found[i]
		}
		return found
	})
}

// completeOption completes an option, never by files.
func (*program) completeOption(cmd *cobra.Command, option string, found func(cmd *cobra.Command, typed string) []cobra.Completion) {
	completeFlag(cmd, option, func(cmd *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return found(cmd, typed), cobra.ShellCompDirectiveNoFileComp
	})
}

func (p *program) fieldCandidates(ctx context.Context, k *kind.Kind, entry *kind.Field, typed string) []candidate {
	var candidates []candidate
	switch {
	case len(entry.Refs) > 0:
		return p.references(ctx, entry, typed)
	case len(entry.Enum) > 0:
		for _, value := range entry.Enum {
			label := p.say.Term(diag.Term{Kind: k.Name, Field: entry.Path, Value: value})
			candidates = append(candidates, candidate{value, label})
		}
	case entry.Type == kind.Boolean:
		candidates = []candidate{{word: "true"}, {word: "false"}}
	}
	return candidates
}

// references are the items that a field may refer to, each in the form in which it is written. Where
// several kinds are possible that is KIND/ID, or the id alone once somebody has begun with it.
func (p *program) references(ctx context.Context, entry *kind.Field, typed string) []candidate {
	if typedKind, _, ok := strings.Cut(typed, "/"); ok {
		if k := p.kinds.ByWord(typedKind); k != nil && entry.Holds(k.Name) {
			return p.items(ctx, typedKind+"/", k)
		}
		return nil
	}
	var candidates []candidate
	for _, name := range entry.Refs {
		k := p.kinds.Named(name)
		if k == nil {
			continue
		}
		before := ""
		if len(entry.Refs) > 1 && strings.HasPrefix(name, typed) {
			before = name + "/"
		}
		candidates = append(candidates, p.items(ctx, before, k)...)
	}
	return candidates
}

// items are the items of a kind. Where there is no canvas, or a broken one, there are none: what is
// wrong is said when the command is run.
func (p *program) items(ctx context.Context, before string, k *kind.Kind) []candidate {
	c, err := p.load(ctx, k)
	if err != nil {
		return nil
	}
	var candidates []candidate
	for _, it := range c.OfKind(k) {
		candidates = append(candidates, candidate{before + it.ID, it.Name()})
	}
	return candidates
}

// completeIDs completes the first argument of a command that is given an item: ID, or KIND/ID after
// a kind and where several kinds have the id.
func (p *program) completeIDs(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	if typedKind, _, ok := strings.Cut(typed, "/"); ok {
		if k := p.kinds.ByWord(typedKind); k != nil {
			return complete(p.items(cmd.Context(), typedKind+"/", k), typed), cobra.ShellCompDirectiveNoFileComp
		}
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	c, err := p.load(cmd.Context())
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return complete(unambiguous(c), typed), cobra.ShellCompDirectiveNoFileComp
}

func unambiguous(c *canvas.Canvas) []candidate {
	var candidates []candidate
	for _, it := range c.Items {
		word := it.ID
		if len(c.Find(it.ID)) > 1 {
			word = it.Key()
		}
		candidates = append(candidates, candidate{word, it.Name()})
	}
	return candidates
}

// completeKinds completes the first argument of a command that is given a kind: each kind once, by
// the word of the person's language, or by another that goes on as it was begun.
func (p *program) completeKinds(_ *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var found []cobra.Completion
	for _, k := range p.kinds.All() {
		known := append([]string{p.word(k), k.Name, k.Folder}, k.Aliases...)
		if i := slices.IndexFunc(known, func(w string) bool { return strings.HasPrefix(w, typed) && !obeyedByShell(w) }); i >= 0 {
			found = append(found, cobra.CompletionWithDesc(known[i], p.say.Term(diag.Term{Kind: k.Name, Described: true})))
		}
	}
	return found, cobra.ShellCompDirectiveNoFileComp
}

// word is what a person types for a kind: its title in their language, easy to type, or the kind's
// name where the title is more than one word.
func (p *program) word(k *kind.Kind) string {
	if word := words.Fold(p.say.Term(k.Term())); !strings.ContainsAny(word, " \t") && !obeyedByShell(word) {
		return word
	}
	return k.Name
}

// kindsFlag is an option --kind that names kinds, by any of their words.
func (p *program) kindsFlag(cmd *cobra.Command, words *[]string, usage string) {
	cmd.Flags().StringArrayVar(words, "kind", nil, p.say.Say(usage))
	p.completeList(cmd, "kind", func(*cobra.Command, string) (candidates []candidate) {
		for _, k := range p.kinds.All() {
			candidates = append(candidates, candidate{p.word(k), p.say.Term(k.Plural())})
		}
		return candidates
	})
}
