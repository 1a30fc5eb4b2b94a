package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/draft"
	"github.com/canevas-systemique/canvas/pkg/words"
)

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

// confirm asks a question that is answered by yes or no; anything but yes is no.
func (p *program) confirm(ctx context.Context, key string, nameValues ...any) bool {
	answer := p.ask(ctx, capitalize(p.say.Say(key, nameValues...))+" "+p.say.Say("yes-no"))
	return slices.Contains([]string{"o", "oui", "y", "yes"}, answer)
}

// ask asks a question and returns the answer, folded. It is empty when there is none, or when the
// program is told to stop meanwhile.
func (p *program) ask(ctx context.Context, question string) string {
	fmt.Fprint(p.stderr, question+" ")
	typed := make(chan string, 1)
	go func() { // a read cannot be called off: when the program is to stop, it stops without
		line, _ := bufio.NewReader(p.stdin).ReadString('\n')
		typed <- line
	}()
	var line string
	select {
	case <-ctx.Done():
	case line = <-typed:
	}
	if !strings.HasSuffix(line, "\n") {
		fmt.Fprintln(p.stderr)
	}
	return words.Fold(line)
}
