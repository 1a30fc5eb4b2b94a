package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/term"
)

// newHelp is `canvas help COMMAND`.
func newHelp(p *program) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "help [COMMAND]",
		Aliases: []string{"aide"},
		ValidArgsFunction: func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
			about, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			found, directive := p.completeOtherNames(about, nil, typed)
			for _, sub := range about.Commands() {
				if strings.HasPrefix(sub.Name(), typed) {
					found = append(found, cobra.CompletionWithDesc(sub.Name(), sub.Short))
				}
			}
			return found, directive
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := cmd.Root().Find(args)
			if err != nil {
				return diag.Fail("unknown-command", "command", strings.Join(args, " "))
			}
			if len(rest) > 0 {
				return unknownCommand(about, rest[0])
			}
			return about.Help()
		},
	}
	p.describe(cmd, "help")
	return cmd
}

// help prints what a command does, how it is typed, its sub-commands and its options.
func (p *program) help(cmd *cobra.Command, _ []string) {
	var b strings.Builder
	for part := range strings.SplitSeq(cmd.Long, "\n\n") {
		b.WriteString(p.passage(p.screen, part) + "\n")
	}
	p.heading(&b, "help-usage")
	fmt.Fprintf(&b, "  %s\n", p.usage(cmd))
	p.subcommands(&b, cmd)
	isGlobal := func(f *pflag.Flag) bool { return cmd.Root().PersistentFlags().Lookup(f.Name) == f }
	isField := func(f *pflag.Flag) bool { _, ok := f.Value.(*fieldFlag); return ok }
	isFilter := func(f *pflag.Flag) bool { _, ok := f.Value.(*filterFlag); return ok }
	p.options(&b, "help-fields", cmd.Flags(), isField)
	p.options(&b, "help-filters", cmd.Flags(), isFilter)
	p.options(&b, "help-options", cmd.Flags(), func(f *pflag.Flag) bool { return !isField(f) && !isFilter(f) && !isGlobal(f) })
	p.options(&b, "help-global-options", cmd.Root().PersistentFlags(), isGlobal)
	if cmd.Example != "" {
		b.WriteByte('\n')
		p.heading(&b, "help-examples")
		for line := range strings.Lines(cmd.Example) {
			fmt.Fprintf(&b, "  %s\n", strings.TrimRight(line, "\n"))
		}
	}
	if !cmd.HasParent() {
		b.WriteString("\n" + p.screen.Wrap(p.say.Say("help-footer"), "") + "\n")
	}
	fmt.Fprint(p.stdout, b.String())
}

// passage sets prose, or a list whose lines have a form and, two spaces behind it, what it means.
func (p *program) passage(screen *term.Screen, text string) string {
	var entries []term.Entry
	for line := range strings.Lines(text) {
		form, meaning, isEntry := strings.Cut(strings.TrimSpace(line), "  ")
		if !isEntry || !strings.HasPrefix(line, "  ") {
			return screen.Wrap(text, "") + "\n"
		}
		entries = append(entries, term.Plain(form, strings.TrimSpace(meaning)))
	}
	return screen.Card(entries)
}

func (p *program) heading(b *strings.Builder, key string) {
	b.WriteString(p.screen.Bold(p.say.Say(key)) + "\n")
}

func (p *program) usage(cmd *cobra.Command) string {
	line := cmd.UseLine()
	line = strings.TrimSuffix(line, " [flags]")
	if cmd.HasAvailableSubCommands() && !cmd.HasParent() {
		line += " " + p.say.Say("help-usage-command")
	}
	return line
}

// shownAs is the annotation of a command that people call otherwise than programs do.
const shownAs = "shown-as"

func (p *program) subcommands(b *strings.Builder, cmd *cobra.Command) {
	row := func(c *cobra.Command) term.Entry {
		return term.Plain(cmp.Or(c.Annotations[shownAs], c.Name()), c.Short)
	}
	var ungrouped []term.Entry
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() && c.GroupID == "" {
			ungrouped = append(ungrouped, row(c))
		}
	}
	for _, group := range cmd.Groups() {
		var entries []term.Entry
		for _, c := range cmd.Commands() {
			if c.GroupID == group.ID && c.IsAvailableCommand() {
				entries = append(entries, row(c))
			}
		}
		fmt.Fprintf(b, "\n%s\n%s", p.screen.Bold(group.Title), p.screen.Card(entries))
	}
	if len(ungrouped) > 0 {
		b.WriteByte('\n')
		if cmd.HasParent() {
			p.heading(b, "help-kinds")
			b.WriteString(p.screen.Card(ungrouped))
			b.WriteString(p.screen.Wrap(p.say.Say("help-kinds-more", "command", cmd.CommandPath()), "") + "\n")
			return
		}
		p.heading(b, "help-commands")
		b.WriteString(p.screen.Card(ungrouped))
	}
}

// options lists the options that are wanted, in the order in which they were declared.
func (p *program) options(b *strings.Builder, key string, flags *pflag.FlagSet, wanted func(*pflag.Flag) bool) {
	var entries []term.Entry
	flags.SortFlags = false
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || !wanted(f) {
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		if value == "string" { // as the flags call it
			value = p.say.Say("value-string")
		}
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		if f.Value.Type() != "bool" {
			name += " " + value
		}
		entries = append(entries, term.Plain(name, usage))
	})
	if len(entries) == 0 {
		return
	}
	b.WriteByte('\n')
	p.heading(b, key)
	b.WriteString(p.screen.Card(entries))
}
