package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// Exit statuses, the same for every command.
const (
	exitDone     = 0 // clean, or saved although not committed
	exitFindings = 1 // findings at or above the asked severity, or lines that were rejected
	exitRefused  = 2 // refused input, usage, configuration, I/O
)

// errFindings ends a command that has already said what it found, with exitFindings.
var errFindings = errors.New("findings")

// run is the whole program: arguments without its name, and its streams; it returns the exit status.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	cobra.EnableCommandSorting = false
	cobra.EnableCaseInsensitive = true
	out := &output{Writer: stdout}
	p := start(args, stdin, stdout, stderr)
	p.stdout = out
	defer p.close()
	root := newRoot(p, args)
	root.SetArgs(args)
	err := swallowed(root, args)
	if err == nil {
		err = root.ExecuteContext(ctx)
	}
	if out.err != nil {
		failure := diag.Fail("output-not-written").Because(out.err)
		if !p.done.IsZero() {
			failure.Hints = append(failure.Hints, p.done)
		}
		err = failure
	}
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errFindings):
		return exitFindings
	}
	p.complain(err)
	return exitRefused
}

// newRoot builds the tree of commands, or of it the one that is asked for: the others would take longer to make
// than most run. The commands that have one sub-command a kind are built from the kinds in force, so these are
// loaded before.
func newRoot(p *program, args []string) *cobra.Command {
	onlyVersion := isVersion(args)
	if !onlyVersion {
		p.open()
	}
	version := false
	root := &cobra.Command{
		Use:               "canvas",
		SilenceErrors:     true,
		SilenceUsage:      true,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: p.completeOtherNames,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case version: // cobra would print it by a template, for which the linker keeps every method of every type
				return p.printVersion()
			case len(args) > 0:
				return unknownCommand(cmd, args[0])
			}
			return cmd.Help()
		},
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			if flag := cmd.Flag("dir"); flag.Changed && p.globals.dir == "" {
				return diag.Fail("option-without-value", "option", "--dir")
			}
			if l := p.globals.language; l != "" && !slices.Contains(lang.Languages, l) {
				return diag.Fail("unknown-language", "language", l).Hint("allowed-values", "values", lang.Languages)
			}
			return nil
		},
	}
	p.describe(root, "canvas")
	root.Flags().BoolVar(&version, "version", false, p.say.Say("help-version-short"))
	root.SetIn(p.stdin)
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	root.SetHelpFunc(p.help)
	root.SetUsageFunc(func(*cobra.Command) error { return nil })
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(newHelp(p))
	root.CompletionOptions.DisableDefaultCmd = true
	p.globalFlags(root.PersistentFlags())
	completeChoice(root, "lang", lang.Languages)
	if onlyVersion {
		root.AddCommand(newVersion(p))
		return root
	}
	only := onlyOne(args)
	for _, group := range groups {
		root.AddGroup(&cobra.Group{ID: group.id, Title: p.say.Say("help-group-" + group.id)})
		for _, c := range group.commands {
			if only == "" || c.name == only {
				cmd := c.make(p)
				cmd.GroupID = group.id
				root.AddCommand(cmd)
			}
		}
	}
	return root
}

// command is a command that is made when it is asked for, or with all others.
type command struct {
	name string
	make func(*program) *cobra.Command
}

// groups are the commands as help shows them.
var groups = []struct {
	id       string
	commands []command
}{
	{"set-up", []command{
		{"init", newInit}, {"ci", newCI}, {"schema", newSchema}, {"completion", newCompletion},
		{"version", newVersion},
	}},
	{"write", []command{
		{"add", newAdd}, {"capture", newCapture}, {"set", newSet}, {"link", newLink}, {"unlink", newUnlink},
		{"edit", newEdit}, {"rename", newRename}, {"merge", newMerge}, {"split", newSplit}, {"remove", newRemove},
		{"fmt", newFmt}, {"save", newSave},
	}},
	{"see", []command{
		{"list", newList}, {"search", newSearch}, {"similar", newSimilar}, {"show", newShow}, {"trace", newTrace},
		{"graph", newGraph}, {"lint", newLint}, {"rules", newRules}, {"explain", newExplain},
		{"coverage", newCoverage},
	}},
	{"history", []command{
		{"status", newStatus}, {"log", newLog}, {"diff", newDiff}, {"review", newReview}, {"undo", newUndo},
	}},
}

// onlyOne is the command that the first argument names. "" is one that only the whole tree can tell: by another
// name, behind an option, help, or none.
func onlyOne(args []string) string {
	for _, group := range groups {
		if len(args) > 0 && slices.ContainsFunc(group.commands, func(c command) bool { return c.name == args[0] }) {
			return args[0]
		}
	}
	return ""
}

// isVersion tells whether only the version is asked for: then nothing is loaded.
func isVersion(args []string) bool {
	for _, a := range args {
		if a == "version" || a == "--version" {
			return true
		}
		if !strings.HasPrefix(a, "-") {
			return false
		}
	}
	return false
}

// globals are the options that every command takes and that decide what is loaded.
type globals struct {
	dir      string
	language string
}

func (g *globals) flags(flags *pflag.FlagSet, say func(string, ...any) string) {
	flags.StringVarP(&g.dir, "dir", "C", g.dir, say("flag-dir"))
	flags.StringVar(&g.language, "lang", g.language, say("flag-lang"))
}

// readGlobals looks only for the global options, before the commands are known.
func readGlobals(args []string) globals {
	var g globals
	flags := pflag.NewFlagSet("canvas", pflag.ContinueOnError)
	flags.ParseErrorsAllowlist.UnknownFlags = true
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	g.flags(flags, func(string, ...any) string { return "" })
	flags.BoolP("help", "h", false, "")
	if err := flags.Parse(args); err != nil {
		return g // the command will say what is wrong with its options
	}
	return g
}

func unknownCommand(cmd *cobra.Command, word string) error {
	var names []string
	for _, c := range cmd.Commands() {
		if !c.Hidden {
			names = append(names, c.Name())
			names = append(names, c.Aliases...)
		}
	}
	failure := diag.Fail("unknown-command", "command", word)
	if near := words.Nearest(word, names); len(near) > 0 {
		return failure.Hint("did-you-mean", "candidates", near)
	}
	return seeHelp(cmd, failure)
}

// flagError says in the person's language what is wrong with an option.
func flagError(cmd *cobra.Command, err error) error {
	var (
		unknown *pflag.NotExistError
		noValue *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
	)
	switch {
	case errors.Is(err, pflag.ErrHelp):
		return err
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		failure := diag.Fail("unknown-option", "option", dashes(name), "command", cmd.CommandPath())
		if near := words.Nearest(name, names); len(near) > 0 && len(name) > 1 {
			for i := range near {
				near[i] = dashes(near[i])
			}
			return failure.Hint("did-you-mean", "candidates", near)
		}
		return seeHelp(cmd, failure)
	case errors.As(err, &noValue):
		return seeHelp(cmd, diag.Fail("option-without-value", "option", dashes(noValue.GetSpecifiedName())))
	case errors.As(err, &invalid):
		failure := diag.Fail("option-value", "option", dashes(invalid.GetFlag().Name), "value", invalid.GetValue())
		var cause *diag.Failure
		if errors.As(invalid.Unwrap(), &cause) { // which knows what would suit
			failure.Hints = cause.Hints
			return failure
		}
		return seeHelp(cmd, failure)
	}
	return seeHelp(cmd, diag.Fail("wrong-options").Because(err))
}

// swallowed refuses an option that would take the next option for its value: `--current --lang fr`
// would write “--lang”. Whoever means that writes --current=--lang.
func swallowed(root *cobra.Command, args []string) error {
	cmd, args, err := root.Find(args)
	if err != nil || len(args) < 2 || strings.HasPrefix(args[0], cobra.ShellCompRequestCmd) {
		return nil // the command, or cobra's completion, will say what is wrong
	}
	options := func(arg string) *pflag.Flag {
		name, isLong := strings.CutPrefix(arg, "--")
		switch {
		case isLong && name != "":
			return cmd.Flag(name)
		case len(arg) == 2 && arg[0] == '-':
			return cmp.Or(cmd.Flags().ShorthandLookup(arg[1:]), root.PersistentFlags().ShorthandLookup(arg[1:]))
		}
		return nil
	}
	for i, arg := range args[:len(args)-1] {
		if arg == "--" {
			return nil
		}
		if f := options(arg); f != nil && f.NoOptDefVal == "" && options(args[i+1]) != nil {
			return diag.Fail("option-without-value", "option", arg).Hint("option-as-value", "text", args[i+1], "command", dashes(f.Name)+"="+args[i+1])
		}
	}
	return nil
}

func dashes(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}
