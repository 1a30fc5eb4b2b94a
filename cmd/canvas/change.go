package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	xterm "github.com/charmbracelet/x/term"
	"github.com/spf13/pflag"

	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/term"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// changeOptions are the options of every command that writes items.
type changeOptions struct {
	message  string
	noCommit bool
	dryRun   bool
	json     bool
}

func (o *changeOptions) flags(p *program, flags *pflag.FlagSet) {
	flags.VarP(&once{name: "message", value: &o.message}, "message", "m", p.say.Say("flag-message"))
	flags.BoolVar(&o.noCommit, "no-commit", false, p.say.Say("flag-no-commit"))
	flags.BoolVar(&o.dryRun, "dry-run", false, p.say.Say("flag-dry-run"))
	flags.BoolVar(&o.json, "json", false, p.say.Say("flag-json"))
}

// applied is what the machine reads of a change: the commit, or why there is none. GitIgnored are
// the files that the commit lacks because git ignores them.
type applied struct {
	Commit       string      `json:"commit,omitempty"`
	NotCommitted *notWritten `json:"not_committed,omitempty"`
	GitIgnored   []string    `json:"git_ignored"`
	DryRun       bool        `json:"dry_run"`
}

// notWritten is why something was not done, for machines.
type notWritten struct {
	Key     string   `json:"key"`
	Message string   `json:"message"`
	Hints   []string `json:"hints"`
}

func (p *program) reason(err error) *notWritten {
	sentence, hints := p.machine.Error(err)
	reason := &notWritten{Message: sentence, Hints: []string{}}
	for _, h := range hints {
		reason.Hints = append(reason.Hints, h.Text)
	}
	if failure := asFailure(err); failure != nil {
		reason.Key = failure.Message.Key
	}
	return reason
}

// apply writes a change as the options and the canvas's policy ask. Its message is in the canvas's
// language; the option replaces the first line.
func (p *program) apply(ctx context.Context, o changeOptions, c repo.Change) (repo.Outcome, error) {
	c.Message = withReason(c.Message, o.message)
	if o.dryRun {
		return repo.Outcome{}, nil
	}
	outcome, err := p.folder.Apply(ctx, c, p.config.Commit && !o.noCommit)
	p.placeHints(outcome.NotCommitted)
	if paths := c.Paths(); outcome.Edited && len(paths) == 1 {
		outcome.NotCommitted.Hints = nil
		outcome.NotCommitted.Hint("repo-hint-save", "command", p.command("save", p.path(paths[0])))
	}
	if outcome.Ignored != nil {
		p.placeHints(outcome.Ignored.Why)
	}
	if err != nil && !errors.Is(err, repo.ErrHalf) {
		return outcome, refusal{err}
	}
	if o.json {
		outcome.Commit = p.wholeHash(ctx, outcome.Commit)
	}
	p.note(outcome, c.Paths())
	return outcome, err
}

// wholeHash is the hash of a commit for machines, from the short one that people read.
func (p *program) wholeHash(ctx context.Context, short string) string {
	if short == "" {
		return ""
	}
	c, err := p.folder.Resolve(ctx, short)
	if err != nil {
		return short
	}
	return c.Hash
}

// untilSettled does work again while somebody else writes between its looking and its writing: takes the name, changes a
// file, removes what is referred to.
func untilSettled(work func() error) error {
	for attempt := 0; ; attempt++ {
		if err := work(); !isStale(err) || attempt == maxAttempts {
			return err
		}
	}
}

// maxAttempts is how often work is done again because somebody else writes the same files.
const maxAttempts = 20

// isStale tells whether a change was refused because something was written since the canvas was read.
func isStale(err error) bool {
	var changed *repo.Changed
	return errors.Is(err, repo.ErrTaken) || errors.As(err, &changed) || errors.Is(err, errStale)
}

// note keeps what became of files, for when the output cannot be written.
func (p *program) note(outcome repo.Outcome, paths []string) {
	switch {
	case outcome.Commit != "":
		p.done = diag.Msg("done-committed", "hash", outcome.Commit)
	case len(paths) == 1:
		p.done = diag.Msg("done-written", "what", p.path(paths[0]))
	case len(paths) > 1:
		p.done = diag.Msg("done-written", "what", diag.Msg("count-files", "n", len(paths)))
	}
}

// tellRecovered says that a change which was cut off was finished when the folder was opened: it is
// not committed.
func (p *program) tellRecovered() {
	if p.folder == nil || len(p.folder.Recovered()) == 0 {
		return
	}
	hint := p.say.Hint(diag.Msg("repo-hint-save", "command", p.command("save")))
	p.talkAbout(p.talk.Warning(p.say.Say("severity-warning")+":"), p.say.Say("repo-recovered", "n", len(p.folder.Recovered())), []lang.Hint{hint})
}

// withReason puts what somebody gave as a reason in the place of a message's first line.
func withReason(message, reason string) string {
	if strings.TrimSpace(reason) == "" {
		return message
	}
	lines := strings.Split(strings.TrimSpace(reason), "\n")
	for i := range lines {
		lines[i] = words.Printable(strings.TrimSuffix(lines[i], "\r"))
	}
	_, body, _ := strings.Cut(message, "\n")
	return strings.Join(lines, "\n") + "\n" + body
}

// command is a command line that works in the folder that somebody is in.
func (p *program) command(args ...string) string {
	if dir := p.globals.dir; dir != "" {
		args = append([]string{"-C", dir}, args...)
	}
	return p.commandLine(args)
}

// placeHints makes the commands in hints work in the folder that somebody is in, and as git is now.
func (p *program) placeHints(failure *diag.Failure) {
	if failure == nil {
		return
	}
	p.stageFirst(failure, nil)
	if p.globals.dir == "" {
		return
	}
	place := " -C " + shellQuote(p.globals.dir) + " "
	for _, hint := range failure.Hints {
		for i, a := range hint.Args {
			command, isText := a.Value.(string)
			for _, program := range []string{"canvas", "git"} {
				if rest, found := strings.CutPrefix(command, program+" "); isText && found && !strings.HasPrefix(rest, "-C ") && (a.Name == "command" || a.Name == "save") {
					hint.Args[i].Value = program + place + rest
				}
			}
		}
	}
}

// stageFirst adds to the command that ends a merge the one that tells git what was decided, about these
// files and about those in which git waits for it. Where a file still holds both sides, it is to be edited first.
func (p *program) stageFirst(failure *diag.Failure, decided []string) {
	for n, hint := range failure.Hints {
		if hint.Key != "repo-hint-finish" {
			continue
		}
		finish, _ := hint.Arg("command").(string)
		unmerged, _ := hint.Arg("unmerged").([]string)
		paths := slices.Compact(slices.Sorted(slices.Values(slices.Concat(decided, unmerged))))
		if len(paths) == 0 || strings.HasPrefix(finish, "git add ") {
			continue
		}
		for i, a := range hint.Args {
			if a.Name == "command" {
				hint.Args[i].Value = p.gitAdd(paths) + " && " + p.git(strings.TrimPrefix(finish, "git "))
			}
		}
		for _, name := range slices.Backward(unmerged) {
			if _, found := p.conflict(name); found {
				failure.Hints = slices.Insert(failure.Hints, n, diag.Msg("repo-hint-decide", "command", p.command("edit", p.path(name))))
			}
		}
		return
	}
}

// git is a git command for where somebody is, but for its first word, which placeHints makes so.
func (p *program) git(arguments string) string {
	if p.globals.dir == "" {
		return "git " + arguments
	}
	return "git -C " + shellQuote(p.globals.dir) + " " + arguments
}

func (p *program) gitAdd(paths []string) string {
	add := "git add"
	if len(paths) > maxPointers {
		add, paths = add+" -u", []string{"."}
	}
	for _, name := range paths {
		add += " " + shellQuote(p.pathForGit(name))
	}
	return add
}

// changesJSON says for machines what was done, which may be nothing.
func (p *program) changesJSON(items []change.Item, files []changedFile, o changeOptions, outcome repo.Outcome) error {
	return p.printJSON(p.changeReport(items, files, o, outcome))
}

func (p *program) changeReport(items []change.Item, files []changedFile, o changeOptions, outcome repo.Outcome) changeJSON {
	return changeJSON{1, changedItems(items), notNull(files), p.applied(o, outcome)}
}

func (p *program) applied(o changeOptions, outcome repo.Outcome) applied {
	a := applied{Commit: outcome.Commit, DryRun: o.dryRun, GitIgnored: []string{}}
	if outcome.Ignored != nil {
		a.GitIgnored = outcome.Ignored.Paths
	}
	if outcome.NotCommitted != nil {
		a.NotCommitted = p.reason(outcome.NotCommitted)
	}
	return a
}

// placeOf is where some files are: the path of a single one, else how many there are.
func (p *program) placeOf(paths []string) string {
	if len(paths) == 1 {
		return p.path(paths[0])
	}
	return p.say.Say("count-files", "n", len(paths))
}

// conclude says under what was done where it is now: the commit, or why there is none.
func (p *program) conclude(o changeOptions, place string, outcome repo.Outcome) {
	switch {
	case o.dryRun:
		fmt.Fprintln(p.stdout, p.screen.Dim(p.say.Say("nothing-written-dry-run")))
	case outcome.Commit != "":
		commit := p.say.Say("commit", "hash", outcome.Commit)
		fmt.Fprintln(p.stdout, p.screen.Flow("", term.Cell{Text: place, Style: p.screen.Dim}, term.Cell{Text: "· " + commit, Style: p.screen.Dim}))
	default:
		fmt.Fprintln(p.stdout, p.screen.Flow("", term.Cell{Text: place, Style: p.screen.Dim}))
	}
	if outcome.NotCommitted != nil {
		p.warn("kept-without-commit", outcome.NotCommitted)
	}
	if outcome.Ignored != nil {
		p.warn("committed-without", outcome.Ignored.Why)
	}
	if outcome.Detached {
		p.warn("committed-detached", diag.Fail("commit", "hash", outcome.Commit).Hint("committed-detached-hint", "command", "git switch -c …"))
	}
}

// warn says to the side that something was done only in part, and why.
func (p *program) warn(key string, why error) {
	sentence, hints := p.say.Error(why)
	p.talkAbout(p.talk.Warning(p.say.Say("severity-warning")+":"), p.say.Say(key, "why", diag.Message{Key: sentence}), hints)
}

// inCanvasLanguage prints what is kept in the canvas, such as commit messages: in its language, or in
// the person's when it has none.
func (p *program) inCanvasLanguage() *lang.Printer {
	if p.config.Language == "" {
		return p.say
	}
	return lang.New(p.config.Language, p.terms())
}

// interactive tells whether somebody can be asked: both ends of the talk are a terminal.
func (p *program) interactive() bool {
	in, isFile := p.stdin.(*os.File)
	return isFile && xterm.IsTerminal(in.Fd()) && p.talk.Terminal()
}

// title is the name of a kind as it begins a line: "Besoin".
func (p *program) title(k *kind.Kind) string { return capitalize(p.say.Term(k.Term())) }

func capitalize(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}
