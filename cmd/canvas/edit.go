package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/report"
)

// The editor works on the item's own file: its schema is known there, and what is typed is on disk
// as soon as the editor saves it, whatever becomes of this program.

type editOptions struct {
	message  string
	noCommit bool
}

func newEdit(p *program) *cobra.Command {
	o := &editOptions{}
	cmd := &cobra.Command{
		Use:               p.say.Say("use-edit"),
		Aliases:           []string{"modifier", "editer", "éditer"},
		Args:              p.someIDs,
		ValidArgsFunction: p.completeEachID,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runEdit(cmd.Context(), p, args, *o)
		},
	}
	p.describe(cmd, "edit")
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVarP(&o.message, "message", "m", "", p.say.Say("flag-message"))
	flags.BoolVar(&o.noCommit, "no-commit", false, p.say.Say("flag-no-commit"))
	return cmd
}

// runEdit opens files in an editor, checks them, and commits those that changed once they have no
// error.
func runEdit(ctx context.Context, p *program, typed []string, o editOptions) error {
	if p.folder == nil || p.failure != nil {
		return p.ready()
	}
	if err := readable(o.message); err != nil {
		return err
	}
	paths, err := p.editable(ctx, typed)
	if err != nil {
		return err
	}
	before := make([][]byte, len(paths))
	for i, path := range paths {
		if before[i], err = fs.ReadFile(p.folder.FS(), path); err != nil {
			return diag.Fail("cannot-read", "path", p.path(path)).Because(err)
		}
	}
	for {
		opened := time.Now()
		failed := p.openEditor(paths)
		if ctx.Err() != nil {
			ctx = context.WithoutCancel(ctx) // a Ctrl-C that was meant for the editor
		}
		changed, err := p.changedSince(paths, before)
		switch {
		case err != nil:
			return err
		case failed != nil && len(changed) > 0:
			return failed.Hint("edit-kept-hint", "command", p.command("save", p.path(changed[0])))
		case failed != nil:
			return failed
		case len(changed) == 0:
			p.tellUnedited(paths, time.Since(opened) < atOnce)
			return nil
		}
		wrong, err := p.wrongIn(ctx, changed)
		if err != nil {
			return err
		}
		if len(wrong) == 0 {
			return p.commitEdited(ctx, changed, paths, before, o)
		}
		if err := p.showWrong(wrong); err != nil {
			return err
		}
		if answer, ok := p.askToGoOn(ctx); !ok || answer != "" && !lang.IsYes(answer) {
			p.tellNotCommitted(typed)
			return errFindings
		}
	}
}

// editable are the files that somebody typed: of items, or of the canvas's settings.
func (p *program) editable(ctx context.Context, typed []string) ([]string, error) {
	var paths []string
	for _, word := range typed {
		path, isFile := p.ownFile(word)
		if !isFile {
			if err := p.ready(); err != nil {
				return nil, err
			}
			it, err := p.item(ctx, word)
			if err != nil {
				return nil, err
			}
			path = it.Path
		}
		if !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	}
	return paths, nil
}

// ownFile is the file of the canvas that somebody gave the path of.
func (p *program) ownFile(typed string) (path string, ok bool) {
	path, inside := p.inCanvas(typed)
	if !inside {
		return "", false
	}
	if info, err := fs.Stat(p.folder.FS(), path); err != nil || !info.Mode().IsRegular() {
		return "", false
	}
	ours, _ := p.ownFiles([]string{path})
	return path, len(ours) > 0
}

// openEditor waits until the editor is closed.
func (p *program) openEditor(paths []string) *diag.Failure {
	editor := p.editor()
	if editor == "" {
		return diag.Fail("edit-no-editor").Hint("edit-choose-hint")
	}
	files := make([]string, len(paths))
	for i, path := range paths {
		files[i] = p.path(path)
	}
	cmd := editorCommand(editor, files)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = p.stdin, p.stdout, p.stderr
	if out, wrapped := p.stdout.(*output); wrapped {
		cmd.Stdout = out.Writer // an editor wants the terminal itself
	}
	err := cmd.Run()
	if err == nil {
		return nil
	}
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() == 127 { // what a shell says of a program that is not there
		return diag.Fail("edit-editor-missing", "editor", editor).Hint("edit-choose-hint")
	}
	return diag.Fail("edit-editor-failed", "editor", editor, "code", exit.ExitCode())
}

// editor is the command line of the person's editor.
func (p *program) editor() string {
	chosen := cmp.Or(strings.TrimSpace(os.Getenv("VISUAL")), strings.TrimSpace(os.Getenv("EDITOR")))
	if chosen != "" || !p.interactive() {
		return chosen
	}
	for _, name := range []string{"editor", "nano", "vi", "notepad"} {
		if _, err := exec.LookPath(name); err == nil {
			return name
		}
	}
	return ""
}

// editorCommand reads what VISUAL says: a program, which may have spaces in its name, or a command
// line, as the shell of the system takes it.
func editorCommand(editor string, files []string) *exec.Cmd {
	if _, err := exec.LookPath(editor); err == nil {
		return exec.Command(editor, files...)
	}
	if runtime.GOOS == "windows" {
		words := quotedWords(editor)
		return exec.Command(words[0], append(words[1:], files...)...)
	}
	return exec.Command("sh", append([]string{"-c", editor + ` "$@"`, editor}, files...)...)
}

// quotedWords splits a command line of Windows, where a backslash is part of a path.
func quotedWords(line string) []string {
	quoted := false
	words := strings.FieldsFunc(line, func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return r == ' ' && !quoted
	})
	for i := range words {
		words[i] = strings.ReplaceAll(words[i], `"`, "")
	}
	return words
}

// changedSince are the files that hold something else than before.
func (p *program) changedSince(paths []string, before [][]byte) ([]string, error) {
	var changed []string
	for i, path := range paths {
		now, err := fs.ReadFile(p.folder.FS(), path)
		if err != nil {
			return nil, diag.Fail("cannot-read", "path", p.path(path)).Because(err).Hint("edit-saved-hint", "command", p.command("save"))
		}
		if !bytes.Equal(now, before[i]) {
			changed = append(changed, path)
		}
	}
	return changed, nil
}

// wrongIn are the errors in some files and in what they refer to.
func (p *program) wrongIn(ctx context.Context, paths []string) ([]diag.Finding, error) {
	p.readConfig() // they may be among the files
	p.loadKinds()
	if p.failure != nil {
		return nil, p.failure
	}
	places := make([]string, len(paths))
	for i, path := range paths {
		places[i] = p.path(path)
	}
	result, err := p.check(ctx, lintOptions{}, places)
	return slices.DeleteFunc(result.Findings, func(f diag.Finding) bool { return f.Severity < diag.Error }), err
}

func (p *program) showWrong(findings []diag.Finding) error {
	return report.Text(p.stderr, report.Result{Findings: findings}, p.reportOptions(p.talk, diag.Error))
}

// askToGoOn asks whether to open the editor again, where somebody can be asked.
func (p *program) askToGoOn(ctx context.Context) (answer string, ok bool) {
	if !p.interactive() {
		return "", false
	}
	fmt.Fprintln(p.stderr)
	return p.ask(ctx, p.say.Say("edit-again-question"))
}

// tellNotCommitted says how to go on from files with errors. Where the settings are wrong, only editing goes on.
func (p *program) tellNotCommitted(typed []string) {
	hints := []lang.Hint{p.say.Hint(diag.Msg("edit-again-hint", "command", p.command(append([]string{"edit"}, typed...)...)))}
	if p.ready() == nil {
		hints = append(hints, p.say.Hint(diag.Msg("edit-as-it-is-hint", "command", p.command(append([]string{"save"}, typed...)...))))
	}
	fmt.Fprintln(p.stderr)
	p.talkAbout(p.talk.Warning(p.say.Say("severity-warning")+":"), p.say.Say("edit-kept"), hints)
}

// atOnce is what an editor takes at most that only hands the file to a window of its own.
const atOnce = time.Second

// tellUnedited says that nothing changed, and how to go on where the editor may still be open.
func (p *program) tellUnedited(paths []string, isBack bool) {
	p.remark("edit-same")
	if isBack && p.interactive() {
		p.hint("edit-wait-hint", "command", p.command("save", p.path(paths[0])))
	}
}

// commitEdited commits what was edited, with all that the files hold since the last commit, and tells it.
func (p *program) commitEdited(ctx context.Context, changed, paths []string, before [][]byte, o editOptions) error {
	e, err := p.edited(ctx, changed)
	if err != nil {
		return err
	}
	names := p.names(p.folder.FS(), e.before)
	var outcome repo.Outcome
	if p.config.Commit && !o.noCommit {
		if outcome, err = p.folder.Commit(ctx, "edit", e.message(o.message, p.scribe(names)), changed); err != nil {
			return err
		}
		p.placeHints(outcome.NotCommitted)
	}
	p.note(outcome, changed)
	var items []change.Item
	var files []changedFile
	for i, path := range paths {
		k, id, isItem := change.Locate(p.kinds, path)
		now, err := fs.ReadFile(p.folder.FS(), path)
		switch {
		case !slices.Contains(changed, path):
		case err != nil || !isItem:
			files = append(files, changedFile{change.Changed, path})
		default:
			items = append(items, change.Of(k, id, path, before[i], now))
		}
	}
	fmt.Fprint(p.stdout, p.screen.Card(p.teller(names).entries(items, files)))
	p.conclude(changeOptions{}, p.placeOf(changed), outcome)
	return nil
}
