package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/capture"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/lineedit"
	"github.com/canevas-systemique/canvas/pkg/repo"
)

type captureOptions struct {
	person, role, topic string
	from                string
	resume, create      bool
	changeOptions
}

func newCapture(p *program) *cobra.Command {
	o := &captureOptions{}
	cmd := &cobra.Command{
		Use:     "capture",
		Aliases: []string{"interview", "entretien"},
		Args:    p.noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runCapture(cmd.Context(), p, *o)
		},
	}
	p.describe(cmd, "capture")
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&o.person, "person", "", p.say.Say("flag-capture-person"))
	flags.StringVar(&o.role, "role", "", p.say.Say("flag-capture-role"))
	flags.StringVar(&o.topic, "topic", "", p.say.Say("flag-capture-topic"))
	flags.BoolVar(&o.resume, "resume", false, p.say.Say("flag-resume"))
	flags.StringVar(&o.from, "from", "", p.say.Say("flag-capture-from"))
	flags.BoolVar(&o.create, "create", false, p.say.Say("flag-create"))
	flags.VarP(&once{name: "message", value: &o.message}, "message", "m", p.say.Say("flag-message"))
	flags.BoolVar(&o.noCommit, "no-commit", false, p.say.Say("flag-no-commit"))
	flags.BoolVar(&o.json, "json", false, p.say.Say("flag-json"))
	if k, role, person := capture.Speakers(p.kinds); role != nil {
		p.completeField(cmd, "role", k, role)
		if person != nil {
			p.completeField(cmd, "person", k, person)
		}
	}
	return cmd
}

// opCapture is the Canvas-Op of the commit of a session.
const opCapture = "capture"

// runCapture takes lines down until there are no more, then commits what they made. However it ends, it
// ends well: Ctrl-C and a terminal that hangs up are the same as /quit.
func runCapture(ctx context.Context, p *program, o captureOptions) error {
	if err := p.ready(); err != nil {
		return err
	}
	if err := readable(o.person, o.role, o.topic, o.message); err != nil {
		return err
	}
	if o.resume && o.person+o.role+o.topic != "" {
		return diag.Fail("capture-resume-alone").Hint("try", "command", p.command("capture", "--resume"))
	}
	listening, stop := signal.NotifyContext(ctx, syscall.SIGHUP)
	defer stop()
	in := p.stdin
	if o.from != "" && o.from != "-" {
		file, err := os.Open(o.from)
		if err != nil {
			return diag.Fail("cannot-read", "path", o.from).Because(err)
		}
		defer file.Close()
		in = file
	}
	t := &taking{program: p, options: o, asks: in == p.stdin && p.interactive()}
	// What was begun is finished: only the waiting for lines is called off.
	t.ctx, t.listening = context.WithoutCancel(ctx), listening
	if t.asks {
		t.openEditor()
		defer t.closeEditor()
	}
	if t.editor == nil {
		t.lines = readLines(in)
	}
	if err := t.open(); err != nil {
		return err
	}
	t.loop()
	t.closeEditor() // before a hook or a signature asks for something
	return t.end()
}

// taking is a session that is being taken down.
type taking struct {
	*program
	options captureOptions
	asks    bool // somebody is there
	lines   <-chan string
	editor  *lineedit.Editor // which gives the lines instead; nil: none
	left    string           // what was typed of a line when the session ended
	begun   string           // the next line, to be corrected
	ctx     context.Context  // of what must be finished

	listening context.Context // of what is called off when the program is told to stop

	engine   *capture.Engine
	session  *repo.Session
	number   int      // of the last line
	unkept   int      // lines that could not be written
	lost     []string // those of them that the session's file could not keep either
	stepKept bool     // the session's file holds the last step

	owesRewind bool // it still does, though that was never written
	quit       bool
}

func (t *taking) newEngine() error {
	var err error
	t.engine, err = capture.New(t.ctx, t.folder.FS(), t.kinds, capture.Options{
		Now: t.now, Asks: t.asks, Create: t.options.create, Language: t.say.Language(),
	})
	return err
}
