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
	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/term"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// advise adds to an error what to type instead.
func (p *program) advise(err error) {
	var unknown *draft.Unknown
	if errors.As(err, &unknown) {
		p.adviseUnknown(unknown)
	}
	var ambiguous *draft.Ambiguous
	if errors.As(err, &ambiguous) {
		for _, ref := range ambiguous.Refs {
			ambiguous.Hint("this-one-hint", "command", p.withReference(ambiguous.Option, ambiguous.Text, ref))
		}
	}
	var missing *draft.Missing
	if !errors.As(err, &missing) {
		return
	}
	if command, ok := p.replaced(missing.Option, missing.Better); ok && missing.Better != "" {
		missing.Hint("try-again", "command", command)
	} else if missing.Field != nil && missing.Option.Field == nil {
		missing.Hint("try-again", "command", p.again("--"+optionName(missing.Field), "…"))
	}
}

// adviseUnknown proposes to take the nearest item or to make what is missing.
func (p *program) adviseUnknown(u *draft.Unknown) {
	instead := func(ref string) string { return p.withReference(u.Option, u.Text, ref) }
	if len(u.Near) > 0 {
		u.Hint("correct-hint", "command", instead(u.Near[0]))
	}
	switch {
	case u.Makeable:
		u.Hint("create-hint", "command", p.again("--create"))
	case len(u.Kinds) > 1:
		for _, k := range u.Kinds {
			command := instead(k.Name + "/" + u.Text)
			if !slices.Contains(p.args, "--create") {
				command += " --create"
			}
			u.Hint("create-as-hint", "kind", k.Term(), "command", command)
		}
	case len(u.Near) == 0:
		u.Hint("add-first-hint", "command", p.command("add", p.word(u.Kinds[0]), p.say.Say("story-about", "want", u.Text)))
	}
}

// withReference is the command line with another reference in the place of one; where that stands in
// a sentence, with the option of its field.
func (p *program) withReference(option draft.Assignment, old, ref string) string {
	if command, ok := p.replaced(option, substitute(option.Text, old, ref)); ok {
		return command
	}
	return p.again("--"+optionName(option.Field), ref)
}

// settle asks what to do about a reference that names nothing, where somebody can be asked, and
// notes the answer. It tells whether there is one.
func (p *program) settle(ctx context.Context, u *draft.Unknown, answers map[string]string) bool {
	if !p.interactive() {
		return false
	}
	if len(u.Near) == 0 {
		if u.Makeable && p.confirm(ctx, "create-question", "kind", u.Kinds[0].Term(), "name", u.Text) {
			answers[u.Text] = ""
			return true
		}
		return false
	}
	key := "take-question"
	if u.Makeable {
		key = "take-or-create-question"
	}
	question := p.say.Say(key, "kinds", u.Message.Arg("kinds"), "value", u.Text, "name", u.Name, "id", u.Near[0])
	switch answer, ok := p.ask(ctx, capitalize(question)); {
	case !ok:
		return false
	case answer == "" || lang.IsYes(answer):
		answers[u.Text] = u.Near[0]
		return true
	case u.Makeable && answer == "c":
		answers[u.Text] = ""
		return true
	}
	return false
}

// replaced is the command line with another text for one of its options; false when the text is not
// there as it was understood.
func (p *program) replaced(option draft.Assignment, text string) (string, bool) {
	for i, a := range p.args {
		before, found := strings.CutSuffix(a, option.Text)
		if found && option.Text != "" && (before == "" || strings.HasSuffix(before, "=")) {
			args := slices.Clone(p.args)
			args[i] = before + text
			return p.commandLine(args), true
		}
	}
	return "", false
}

// instead is the command line with another word in the place of one.
func (p *program) instead(word, other string) string {
	args := slices.Clone(p.args)
	if i := slices.Index(args, word); i >= 0 {
		args[i] = other
	}
	return p.commandLine(args)
}

// substitute puts another reference in the place of one in the text of an option, which may be a
// list, a record, or JSON.
func substitute(text, old, ref string) string {
	parts := strings.Split(text, ",")
	for i, part := range parts {
		before, found := strings.CutSuffix(part, old)
		key, _, isTyped := strings.Cut(before, "/")
		switch {
		case !found:
			continue
		case isTyped && key != "": // KIND/ID, of which the reference may have the kind again
			before = before[:strings.LastIndex(before, "=")+1]
		}
		if strings.TrimSpace(before) == "" || strings.HasSuffix(before, "=") {
			parts[i] = before + ref
			return strings.Join(parts, ",")
		}
	}
	return strings.Replace(text, `"`+old+`"`, `"`+ref+`"`, 1)
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
	end := len(p.args)
	if i := slices.Index(p.args, "--"); i >= 0 {
		end = i // what follows is text
	}
	return p.commandLine(slices.Insert(slices.Clone(p.args), end, more...))
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
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./=:,+@%~", r) || r > 127 && r != '\u00a0'
	}
	if arg != "" && !strings.HasPrefix(arg, "~") && strings.IndexFunc(arg, func(r rune) bool { return !plain(r) }) < 0 {
		return arg
	}
	if strings.Contains(arg, "\n") { // the command stays on one line
		return "$'" + strings.NewReplacer(`\`, `\\`, "'", `\'`, "\n", `\n`).Replace(arg) + "'"
	}
	if !strings.ContainsAny(arg, "\"$`\\!") {
		return `"` + arg + `"`
	}
	return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
}

// confirm asks a question that is answered by yes or no; anything but yes is no.
func (p *program) confirm(ctx context.Context, key string, nameValues ...any) bool {
	answer, ok := p.ask(ctx, capitalize(p.say.Say(key, nameValues...))+" "+p.say.Say("yes-no"))
	return ok && lang.IsYes(answer)
}

// ask asks a question and returns the answer, folded. ok is false when there is none, or when the
// program is told to stop meanwhile.
func (p *program) ask(ctx context.Context, question string) (answer string, ok bool) {
	fmt.Fprint(p.stderr, p.talk.Flow("", term.Cell{Text: question})+" ")
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
	return words.Fold(line), line != ""
}
