package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// seeHelp refuses a command line, and says where it is told how to write it.
func seeHelp(cmd *cobra.Command, failure *diag.Failure) error {
	return failure.Hint("see-help", "command", cmd.CommandPath()+" --help")
}

// noArgs refuses what stands after a command that takes nothing.
func (p *program) noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return seeHelp(cmd, diag.Fail("unexpected-argument", "argument", args[0]))
}

// atMostOneID takes an item or none.
func (p *program) atMostOneID(cmd *cobra.Command, args []string) error {
	return p.onlyIDs(cmd, args, 1)
}

// oneID asks for one item.
func (p *program) oneID(cmd *cobra.Command, args []string) error {
	if err := p.someIDs(cmd, args); err != nil {
		return err
	}
	return p.onlyIDs(cmd, args, 1)
}

// someIDs asks for one item or more.
func (*program) someIDs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return seeHelp(cmd, diag.Fail("which-item"))
	}
	return nil
}

// idAnd asks for one item and one more word; missing is what is said where that is not there.
func (p *program) idAnd(missing string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := p.someIDs(cmd, args); err != nil {
			return err
		}
		if len(args) == 1 {
			return seeHelp(cmd, diag.Fail(missing))
		}
		return p.onlyIDs(cmd, args, 2)
	}
}

// onlyIDs refuses what stands after so many words. Who typed KIND ID is told that it is KIND/ID.
func (p *program) onlyIDs(cmd *cobra.Command, args []string, most int) error {
	if len(args) <= most {
		return nil
	}
	if command := p.joined(args[0]); command != "" {
		return diag.Fail("unexpected-argument", "argument", args[most]).Hint("try", "command", command)
	}
	return p.noArgs(cmd, args[most:])
}

// joined is the command line with KIND ID made KIND/ID; "" where the word is no kind before an id.
func (p *program) joined(word string) string {
	i := slices.Index(p.args, word)
	if i < 0 || i+1 == len(p.args) || p.kinds.ByWord(word) == nil {
		return ""
	}
	id := p.args[i+1]
	if strings.ContainsAny(id, "=/") || strings.HasPrefix(id, "-") {
		return ""
	}
	return p.commandLine(slices.Replace(slices.Clone(p.args), i, i+2, word+"/"+id))
}

// choice is an option that takes one of some words, the first when it is not given.
type choice struct {
	value   *string
	allowed []string
}

func newChoice(value *string, allowed []string) *choice {
	*value = allowed[0]
	return &choice{value, allowed}
}

func (c *choice) String() string { return "" }
func (c *choice) Type() string   { return strings.Join(c.allowed, "|") }

func (c *choice) Set(text string) error {
	if !slices.Contains(c.allowed, text) {
		return diag.Fail("option-value").Hint("allowed-values", "values", c.allowed)
	}
	*c.value = text
	return nil
}

// completeFlag completes an option.
func completeFlag(cmd *cobra.Command, option string, complete cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(option, complete); err != nil {
		panic(err) // the option was not declared, or twice
	}
}

// completeChoice completes an option with the words that it takes.
func completeChoice(cmd *cobra.Command, option string, allowed []string) {
	completeFlag(cmd, option, cobra.FixedCompletions(allowed, cobra.ShellCompDirectiveNoFileComp))
}
