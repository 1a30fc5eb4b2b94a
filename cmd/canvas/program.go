package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/term"
	"github.com/canevas-systemique/canvas/pkg/words"
	"github.com/canevas-systemique/canvas/schema"
)

// program is one run of the command line: its streams, its language, and the canvas that it was
// started in. Data goes to stdout through screen, talk to stderr.
type program struct {
	args           []string
	stdin          io.Reader
	stdout, stderr io.Writer
	screen, talk   *term.Screen
	globals        globals
	now            time.Time // what people call today

	say     *lang.Printer // to people
	machine *lang.Printer // inside machine formats: English unless --lang is given

	kinds     *kind.Set
	settings  func() *kind.Kind // what canvas.yaml may say, made when it is asked for
	folder    *repo.Folder      // nil: no canvas here
	config    canvas.Config
	inSchemas []diag.Finding // what is wrong in schema/
	failure   error          // why the canvas could not be opened

	done diag.Message // what was written last, for when it cannot be printed
}

// start makes a program that can talk; it reads nothing yet.
func start(args []string, stdin io.Reader, stdout, stderr io.Writer) *program {
	p := &program{
		args: args, stdin: stdin, stdout: stdout, stderr: stderr,
		screen:  term.New(stdout, os.Getenv),
		talk:    term.New(stderr, os.Getenv),
		globals: readGlobals(args),
		now:     clock(os.Getenv("CANVAS_NOW")),

		settings: sync.OnceValue(settingsKind),
	}
	p.speak("", nil)
	return p
}

// clock is the time, or the one that tests fix.
func clock(fixed string) time.Time {
	if t, err := time.Parse(time.RFC3339, fixed); err == nil {
		return t.Local()
	}
	return time.Now()
}

// speak chooses the language: --lang, then CANVAS_LANG, then the canvas's, then the locale's; what
// is no language of the program is passed over.
func (p *program) speak(ofCanvas string, terms lang.Terms) {
	locale := cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG"))
	wishes := []string{p.globals.language, os.Getenv("CANVAS_LANG"), ofCanvas, lang.FromLocale(locale)}
	i := slices.IndexFunc(wishes, func(wish string) bool { return slices.Contains(lang.Languages, wish) })
	p.say = lang.New(wishes[i], terms)
	p.machine = lang.New(cmp.Or(p.globals.language, "en"), terms)
}

// open finds the canvas around the working folder and loads the kinds in force: the built-in ones
// when there is no canvas or its own schemas are broken, so that help and init always work. What is
// wrong is kept for the command to say.
func (p *program) open() {
	var team *repo.Folder
	dir := cmp.Or(p.globals.dir, ".")
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		p.failure = diag.Fail("no-folder", "path", dir) // not the canvas above it: that may be another client's
	} else if root, ok := repo.Find(dir); ok {
		p.folder, p.failure = repo.Open(root)
		team = p.folder
	}
	if team != nil {
		p.readConfig()
	}
	p.loadKinds()
	p.speak(p.config.Language, p.terms())
	p.tellRecovered()
}

// terms says the names that the kinds and the schema of canvas.yaml declare, and what the team's rules say.
type terms struct {
	kinds    *kind.Set
	settings func() *kind.Kind
	rules    []canvas.TeamRule
}

func (p *program) terms() lang.Terms { return terms{p.kinds, p.settings, p.config.Rules} }

func (t terms) Say(term diag.Term, language string) string {
	if i := slices.IndexFunc(t.rules, func(r canvas.TeamRule) bool { return r.Text() == term }); i >= 0 {
		return words.Printable(strings.TrimSpace(t.rules[i].Message.In(language)))
	}
	if term.Kind == settingsName {
		return t.settings().Say(term, language)
	}
	return t.kinds.Say(term, language)
}

func (p *program) readConfig() {
	p.config, p.failure = canvas.ReadConfig(p.folder.FS())
}

// findings are all that is wrong in canvas.yaml and schema/.
func (p *program) findings() []diag.Finding {
	return slices.Concat(p.config.Check(p.settings()), p.inSchemas)
}

func (p *program) loadKinds() {
	var err error
	if p.folder != nil {
		if p.kinds, p.inSchemas, err = p.kindsIn(p.folder.FS()); err == nil {
			return
		}
		p.failure = cmp.Or(p.failure, err)
	}
	if p.kinds, _, err = p.kindsIn(nil); err != nil {
		panic(err) // they are embedded, and a test loads them
	}
}

// kindsIn loads the kinds of a canvas, to which the team's rules of now will be applied; nil: the built-in ones.
func (p *program) kindsIn(files fs.FS) (*kind.Set, []diag.Finding, error) {
	kinds, findings, err := kind.Load(schema.Kinds, schema.Order, files)
	if err == nil && len(p.config.Rules) > 0 {
		kinds.KeepRecords()
	}
	return kinds, findings, err
}

func (p *program) close() {
	if p.folder != nil {
		_ = p.folder.Close() // nothing was written through it that is not already safe
	}
}

// ready says why a command cannot work on the canvas: none here, or a canvas.yaml or a schema that
// is not right.
func (p *program) ready() error {
	if p.failure != nil {
		return p.failure
	}
	if p.folder == nil {
		return diag.Fail("no-canvas").Hint("no-canvas-hint")
	}
	findings := p.findings()
	if i := slices.IndexFunc(findings, func(f diag.Finding) bool { return f.Severity == diag.Error }); i >= 0 {
		f := findings[i]
		return diag.Fail("broken-canvas", "place", p.place(f.Path, f.Range), "what", f.Message).HintOf(f)
	}
	return nil
}

// load reads the canvas, or only the items of some kinds.
func (p *program) load(ctx context.Context, only ...*kind.Kind) (*canvas.Canvas, error) {
	if err := p.ready(); err != nil {
		return nil, err
	}
	return canvas.Load(ctx, p.folder.FS(), p.kinds, only...)
}

// path turns a path of the canvas into one from the working folder, for people.
func (p *program) path(inCanvas string) string {
	wd, err := os.Getwd()
	if err != nil || p.folder == nil {
		return inCanvas
	}
	path, err := filepath.Rel(wd, filepath.Join(p.folder.Root(), filepath.FromSlash(inCanvas)))
	if err != nil {
		return inCanvas
	}
	return path
}

// place is path:line:column, for people. A file as a whole is its first line.
func (p *program) place(path string, r diag.Range) string {
	return fmt.Sprintf("%s:%d:%d", p.path(path), max(r.Start.Line, 1), max(r.Start.Column, 1))
}

// complain says an error, and what to do about it.
func (p *program) complain(err error) {
	if errors.Is(err, context.Canceled) {
		err = diag.Fail("interrupted")
	}
	sentence, hints := p.say.Error(err)
	p.talkAbout(p.talk.Error(p.say.Say("severity-error")+":"), sentence, hints)
	if errors.As(err, &refusal{}) {
		fmt.Fprintln(p.stderr, p.say.Say("nothing-written"))
	}
}

// talkAbout says a sentence after a painted word, and below it what to do.
func (p *program) talkAbout(lead, sentence string, hints []lang.Hint) {
	fmt.Fprintln(p.stderr, p.talk.Under(lead+" ", term.Cell{Text: sentence}))
	for _, h := range hints {
		p.sayHint(h)
	}
}

// remark says a sentence to the side.
func (p *program) remark(key string, nameValues ...any) {
	fmt.Fprintln(p.stderr, p.talk.Flow("", term.Cell{Text: p.say.Say(key, nameValues...)}))
}

// hint says what to do next.
func (p *program) hint(key string, nameValues ...any) {
	p.sayHint(p.say.Hint(diag.Msg(key, nameValues...)))
}

// sayHint keeps a command to type on one line, so that it can be copied.
func (p *program) sayHint(h lang.Hint) {
	lead := "  " + p.talk.Glyph("↳", "->") + " "
	if h.Command == "" || !p.talk.Limited() || term.Width(lead+h.Text) <= p.talk.Width() {
		fmt.Fprintln(p.stderr, p.talk.Under(lead, term.Cell{Text: h.Text}))
		return
	}
	before := strings.TrimRight(strings.TrimSuffix(h.Text, h.Command), " ·")
	fmt.Fprintf(p.stderr, "%s\n    %s\n", p.talk.Under(lead, term.Cell{Text: before}), words.Printable(h.Command))
}

// describe gives a command its texts, from the catalogue's keys help-KEY-short, help-KEY and
// help-KEY-examples. A command that says nothing of how its arguments complete takes no files.
func (p *program) describe(cmd *cobra.Command, key string) {
	if cmd.ValidArgsFunction == nil && cmd.ValidArgs == nil {
		cmd.ValidArgsFunction = cobra.NoFileCompletions
	}
	cmd.Short = p.say.Say("help-" + key + "-short")
	cmd.Long = p.say.Say("help-" + key)
	if p.say.Knows("help-" + key + "-examples") {
		cmd.Example = p.say.Say("help-" + key + "-examples")
	}
}

func (p *program) globalFlags(flags *pflag.FlagSet) {
	p.globals.flags(flags, p.say.Say)
	flags.BoolP("help", "h", false, p.say.Say("flag-help"))
}
