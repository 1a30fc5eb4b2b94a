package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/canevas-systemique/canvas/pkg/lang"
)

// TestEveryCommandExplainsItself walks all commands in both languages: each has a help that runs,
// each option a sentence, and no key of the catalogue is left unsaid.
func TestEveryCommandExplainsItself(t *testing.T) {
	for _, language := range lang.Languages {
		args := []string{"-C", t.TempDir(), "--lang", language}
		p := start(args, strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{})
		root := newRoot(p, args)
		var walk func(*cobra.Command)
		walk = func(cmd *cobra.Command) {
			for what, text := range map[string]string{"short": cmd.Short, "long": cmd.Long} {
				if text == "" || strings.HasPrefix(text, "help-") {
					t.Errorf("%s %s: its %s help is %q", language, cmd.CommandPath(), what, text)
				}
			}
			cmd.Flags().VisitAll(func(f *pflag.Flag) {
				if f.Usage == "" || strings.HasPrefix(f.Usage, "flag-") {
					t.Errorf("%s %s: --%s is explained by %q", language, cmd.CommandPath(), f.Name, f.Usage)
				}
			})
			var out bytes.Buffer
			p.stdout = &out
			if err := cmd.Help(); err != nil || !strings.Contains(out.String(), cmd.CommandPath()) {
				t.Errorf("%s %s --help: %v\n%s", language, cmd.CommandPath(), err, out.String())
			}
			for _, c := range cmd.Commands() {
				walk(c)
			}
		}
		walk(root)
	}
}

// TestCommandsAreAskedForByName asks for every command by its name: it is then the only one in the tree.
func TestCommandsAreAskedForByName(t *testing.T) {
	for _, group := range groups {
		for _, c := range group.commands {
			args := []string{c.name}
			p := start(args, strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{})
			found := newRoot(p, args).Commands()
			p.close()
			if len(found) != 1 || found[0].Name() != c.name {
				t.Errorf("%s makes %d commands, the first %s", c.name, len(found), found[0].Name())
			}
		}
	}
}
