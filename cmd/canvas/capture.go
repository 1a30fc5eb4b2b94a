package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"golang.org/x/text/encoding/charmap"

	"github.com/canevas-systemique/canvas/pkg/capture"
	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/lineedit"
	"github.com/canevas-systemique/canvas/pkg/refactor"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/term"
	"github.com/canevas-systemique/canvas/pkg/words"
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
	quit     bool
}

// readLines reads lines ahead. A line ends with a line feed, or with the input.
func readLines(in io.Reader) <-chan string {
	lines := make(chan string)
	go func() { // a read cannot be called off
		defer close(lines)
		r := bufio.NewReader(in)
		for {
			line, err := r.ReadString('\n')
			if line = strings.TrimRight(line, "\r\n"); line != "" || err == nil {
				lines <- decoded(line)
			}
			if err != nil {
				return
			}
		}
	}()
	return lines
}

// decoded takes what is not UTF-8 for the text of an old Windows.
func decoded(line string) string {
	line = strings.TrimPrefix(line, "\ufeff")
	if utf8.ValidString(line) {
		return inLine.Replace(line)
	}
	text, err := charmap.Windows1252.NewDecoder().String(line)
	if err != nil {
		return strings.ToValidUTF8(line, "\ufffd")
	}
	return text
}

// next is the one place where a line is waited for; ok is false when there is none any more.
func (t *taking) next(a asked) (line string, ok bool) {
	defer t.engine.Idle()()
	if t.editor != nil {
		return t.typed(a)
	}
	if t.asks {
		fmt.Fprint(t.stderr, a.text())
	}
	select {
	case <-t.listening.Done():
	case line, ok = <-t.lines:
	}
	if !ok && t.asks {
		fmt.Fprintln(t.stderr)
	}
	return line, ok
}

// open begins a session, or goes on with the last one that was left.
func (t *taking) open() error {
	left := t.folder.LeftSessions()
	if t.options.resume {
		if len(left) == 0 {
			return diag.Fail("capture-nothing-to-resume").Hint("try", "command", t.command("capture"))
		}
		return t.resume(left[len(left)-1])
	}
	if len(left) > 0 {
		t.remark("capture-left", "n", len(left))
		t.hint("capture-left-hint", "command", t.command("capture", "--resume"))
	}
	if err := t.newEngine(); err != nil { // which begins to read the canvas
		return err
	}
	if t.asks {
		t.askForMissing()
	}
	return t.start()
}

// askForMissing asks once for what the options do not say; Enter leaves it out.
func (t *taking) askForMissing() {
	t.remark("capture-welcome")
	_, role, person := capture.Speakers(t.kinds)
	for _, q := range []struct {
		key   string
		value *string
		field *kind.Field
	}{{"capture-ask-person", &t.options.person, person}, {"capture-ask-role", &t.options.role, role}, {"capture-ask-topic", &t.options.topic, nil}} {
		if *q.value != "" {
			continue
		}
		line, ok := t.next(asked{text: func() string { return t.question(q.key) }, complete: t.completeName(q.field), passing: true})
		if !ok {
			return
		}
		*q.value = strings.TrimSpace(line)
	}
}

// question is one that is answered on its line.
func (t *taking) question(key string) string {
	if t.editor == nil {
		return t.say.Say(key) + " "
	}
	return t.talk.Flow("", term.Cell{Text: t.say.Say(key)}) + " "
}

func (t *taking) newEngine() error {
	var err error
	t.engine, err = capture.New(t.ctx, t.folder.FS(), t.kinds, capture.Options{
		Now: t.now, Asks: t.asks, Create: t.options.create, Language: t.say.Language(),
	})
	return err
}

// start makes the interview, then says who is there as if it were typed.
func (t *taking) start() error {
	var err error
	if t.session, err = t.folder.StartSession(t.now.Format(time.DateOnly)); err != nil {
		return err
	}
	for attempt := 0; ; attempt++ {
		first, err := t.engine.Begin(t.options.topic)
		if err == nil {
			err = t.keepAndWrite(first)
		}
		if isStale(err) && attempt < maxAttempts {
			if err := t.newEngine(); err != nil {
				return err
			}
			t.rewind()
			continue
		}
		if err != nil {
			return errors.Join(err, t.session.End())
		}
		break
	}
	for _, who := range []struct{ command, name string }{{"/person", t.options.person}, {"/role", t.options.role}} {
		if who.name == "" {
			continue
		}
		a := t.keep(who.command + " " + who.name)
		if a.What == capture.Refused && !t.asks {
			return t.nobody(a)
		}
		t.tell(a)
		if t.engine.Asking() != nil {
			if answer, ok := t.next(t.line()); ok {
				t.take(answer)
			}
		}
	}
	return nil
}

// nobody ends a session that was begun for somebody who is not there and cannot be asked for.
func (t *taking) nobody(a capture.Answer) error {
	_ = t.keepAndWrite(t.engine.Finish())
	failure := &diag.Failure{Message: a.Why}
	if len(a.Near) > 0 {
		failure.Hint("did-you-mean", "candidates", a.Near)
	}
	failure.Hint("create-hint", "command", t.again("--create"))
	return refusal{errors.Join(failure, t.session.End())}
}

// resume goes on where a session was cut off: what was kept and not yet written is written, then the lines
// that were kept are taken.
func (t *taking) resume(name string) error {
	var err error
	if t.session, err = t.folder.ResumeSession(name); err != nil {
		return err
	}
	left := capture.ReadLeft(t.session.Records)
	if len(left.Steps) > 0 {
		if err := t.writeLeft(left.Steps[len(left.Steps)-1]); err != nil {
			return errors.Join(err, t.session.Close())
		}
	}
	if err := t.newEngine(); err != nil {
		return errors.Join(err, t.session.Close())
	}
	if !t.engine.Resume(left.Steps, left.Last) {
		return t.startOver(left)
	}
	t.number = left.Last
	if t.editor != nil {
		t.editor.Recall(left.Said...)
	}
	t.remark("capture-resumed", "n", len(t.engine.Items()), "interview", t.idOf(t.engine.Interview()))
	for _, r := range left.Lines {
		t.tell(t.carry(t.engine.Retake(r.Text, r.Line), r.Text, r.Line))
	}
	if q := t.engine.Asking(); q != nil {
		t.ask(q)
	}
	return nil
}

// startOver takes the lines of a session that was cut off before its interview was made.
func (t *taking) startOver(left capture.Left) error {
	old := t.session
	if err := t.newEngine(); err != nil {
		return errors.Join(err, old.Close())
	}
	if err := t.start(); err != nil {
		return errors.Join(err, old.Close())
	}
	for _, r := range left.Lines {
		t.take(r.Text)
	}
	return old.End()
}

// writeLeft writes what was kept of a step, unless it was written before the session was cut off or
// somebody has written something else since.
func (t *taking) writeLeft(s capture.Step) error {
	for _, e := range s.Edits {
		now, err := fs.ReadFile(t.folder.FS(), e.Path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err == nil && now == nil {
			now = []byte{}
		}
		if !same(now, e.Before) {
			return nil
		}
	}
	_, err := t.folder.Apply(t.ctx, changeOf(capture.Answer{Step: &s}), false)
	return err
}

// loop takes line after line.
func (t *taking) loop() {
	for !t.quit {
		line, ok := t.next(t.line())
		if !ok {
			t.keepLeft()
			return
		}
		t.take(line)
	}
}

// line asks for the next line, or for the answer to what is asked.
func (t *taking) line() asked {
	a := asked{text: t.prompt, complete: t.engine.Complete, line: t.begun, passing: t.engine.Asking() != nil}
	t.begun = ""
	return a
}

func (t *taking) prompt() string {
	sign := t.talk.Glyph("›", ">") + " "
	if _, name := t.engine.Speaker(); name != "" {
		most := 24
		if t.editor != nil {
			most = min(most, t.talk.Width()/3)
		}
		return t.talk.Dim(cut(name, most)) + " " + sign
	}
	return sign
}

// take takes a line and answers it.
func (t *taking) take(line string) { t.tell(t.keep(line)) }

// keep keeps a line, then finds out what it says and has that happen.
func (t *taking) keep(line string) capture.Answer {
	t.number++
	isKept := t.record(capture.Record{Line: t.number, Text: line})
	unkept := t.unkept
	a := t.carry(t.engine.Take(line), line, t.number)
	if t.unkept > unkept && !isKept {
		t.lost = append(t.lost, line)
		a.Why = diag.Msg("capture-lost")
	}
	return a
}

// record keeps something of the session, and tells whether it could. What cannot be kept is said; the line goes on
// to be written.
func (t *taking) record(r capture.Record) bool {
	err := t.session.Append(r.Encode())
	if err != nil {
		t.complain(err)
	}
	return err == nil
}

// carry has happen what a line leads to. Where somebody else wrote meanwhile, the line is taken again.
func (t *taking) carry(a capture.Answer, line string, number int) capture.Answer {
	for attempt := 0; ; attempt++ {
		if a.Lost {
			t.unkept++
			return a
		}
		if a.Step == nil {
			t.record(capture.Record{Done: number})
			return a
		}
		err := t.keepAndWrite(a)
		if err == nil {
			return a
		}
		t.engine.Rewind()
		t.rewind()
		if !isStale(err) || attempt > maxAttempts {
			t.unkept++
			t.complain(err)
			return capture.Answer{What: capture.Refused, Why: diag.Msg("capture-unwritten")}
		}
		a = t.engine.Retake(line, number)
	}
}

// keepAndWrite keeps a step, then writes its files.
func (t *taking) keepAndWrite(a capture.Answer) error {
	if a.Step == nil {
		return nil
	}
	t.stepKept = t.record(capture.Record{Step: a.Step})
	_, err := t.folder.Apply(t.ctx, changeOf(a), false)
	return err
}

// rewind takes the last step back, unless the session does not hold it: it would take back the one before.
func (t *taking) rewind() {
	if t.stepKept {
		t.record(capture.Record{Rewind: true})
	}
}

// changeOf is the change that writes a step.
func changeOf(a capture.Answer) repo.Change {
	c := repo.Change{Op: opCapture, Requires: a.Requires}
	for _, e := range a.Step.Edits {
		switch {
		case e.After != nil:
			c.Writes = append(c.Writes, repo.Write{Path: e.Path, Data: e.After, Base: e.Before})
		case e.Before != nil:
			c.Removes = append(c.Removes, repo.Remove{Path: e.Path, Base: e.Before})
		}
	}
	return c
}

// end commits what the session made, and tells it.
func (t *taking) end() error {
	last := t.engine.Finish()
	if err := t.keepAndWrite(last); err != nil {
		t.unkept++
		t.complain(err)
	}
	if last.Lost {
		t.unkept++
		t.tell(last)
	}
	items, err := t.captured()
	if err != nil {
		return err
	}
	paths, edited := t.own(items)
	var outcome repo.Outcome
	if len(paths) > 0 && t.config.Commit && !t.options.noCommit {
		message := withReason(t.messageOf(items), t.options.message)
		if outcome, err = t.folder.Commit(t.ctx, opCapture, message, paths); err != nil {
			return err
		}
		t.placeHints(outcome.NotCommitted)
		if outcome.Ignored != nil {
			t.placeHints(outcome.Ignored.Why)
		}
	}
	t.note(outcome, paths)
	if err := t.tellCaptured(items, outcome); err != nil {
		return err
	}
	for _, path := range edited {
		t.remark("capture-edited", "path", t.path(path))
		t.hint("repo-hint-save", "command", t.command("save", t.path(path)))
	}
	if len(t.lost) > 0 {
		t.remark("capture-lost-lines")
		for _, line := range t.lost {
			fmt.Fprintln(t.stderr, "  "+words.Printable(line))
		}
	}
	switch {
	case t.unkept > len(t.lost):
		t.remark("capture-unkept")
		t.hint("capture-left-hint", "command", t.command("capture", "--resume"))
		return errors.Join(errFindings, t.session.Close())
	case t.unkept > 0:
		return errors.Join(errFindings, t.session.End())
	}
	return t.session.End()
}

// own parts the files of items from those that hold edits by hand, from before the session touched them or since: a
// commit takes whole files.
func (t *taking) own(items []change.Item) (paths, edited []string) {
	files := t.engine.Files()
	for _, it := range items {
		i := slices.IndexFunc(files, func(f refactor.Edit) bool { return f.Path == it.Path })
		if now, err := fs.ReadFile(t.folder.FS(), it.Path); i >= 0 && err == nil && !same(now, files[i].After) {
			edited = append(edited, it.Path)
			continue
		}
		if i >= 0 && files[i].Before != nil {
			committed, err := t.folder.CheckedOut(t.ctx, "HEAD", it.Path)
			if err == nil && !same(committed, files[i].Before) {
				edited = append(edited, it.Path)
				continue
			}
		}
		paths = append(paths, it.Path)
	}
	return paths, edited
}

// captured are the items that the session made or changed, the interview first.
func (t *taking) captured() ([]change.Item, error) {
	files := t.engine.Files()
	files = slices.DeleteFunc(files, func(f refactor.Edit) bool { return same(f.Before, f.After) })
	var paths []string
	for _, f := range files {
		paths = append(paths, f.Path)
	}
	return change.Between(t.ctx, files.Reversed().Over(t.folder.FS()), t.folder.FS(), t.kinds, paths)
}

// messageOf says what was captured: in the first line which interview, and how much it gave.
func (t *taking) messageOf(items []change.Item) string {
	scribe := t.scribe(t.names(t.folder.FS()))
	var rest []change.Item
	var name string
	for _, it := range items {
		if it.Path == t.engine.Interview() {
			name = it.Name
		} else {
			rest = append(rest, it)
		}
	}
	if name == "" || len(rest) == 0 {
		return scribe.message(items, nil)
	}
	_, body, _ := strings.Cut(scribe.message(rest, nil), "\n")
	var subject string
	for _, most := range []struct {
		name   int
		byKind bool
	}{{maxSubject, true}, {maxSubject, false}, {32, false}} {
		what := scribe.counts(rest, nil, most.byKind)
		subject = scribe.say.Say("capture-subject", "name", cut(name, most.name), "what", uncapitalize(what))
		if utf8.RuneCountInString(subject) <= maxSubject {
			break
		}
	}
	return subject + "\n" + body
}

func uncapitalize(s string) string {
	for i, r := range s {
		return strings.ToLower(string(r)) + s[i+len(string(r)):]
	}
	return s
}
