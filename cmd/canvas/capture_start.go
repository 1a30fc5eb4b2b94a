package main

import (
	"errors"
	"strings"
	"time"

	"github.com/canevas-systemique/canvas/pkg/capture"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/term"
)

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
	first := ""
	if t.asks {
		first = t.askForMissing()
	}
	return t.start(first)
}

// askForMissing asks once for what the options do not say; Enter leaves it out. A line that is no answer is the first
// of the interview, and nothing more is asked.
func (t *taking) askForMissing() (first string) {
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
		switch {
		case !ok:
			return ""
		case q.field != nil && !t.engine.IsName(line):
			return line
		}
		*q.value = strings.TrimSpace(line)
	}
	return ""
}

// question is one that is answered on its line.
func (t *taking) question(key string) string {
	if t.editor == nil {
		return t.say.Say(key) + " "
	}
	return t.talk.Flow("", term.Cell{Text: t.say.Say(key)}) + " "
}

// start makes the interview, then says who is there as if it were typed, and takes the first line where there is one
// already.
func (t *taking) start(first string) error {
	var err error
	if t.session, err = t.folder.StartSession(t.now.Format(time.DateOnly)); err != nil {
		return err
	}
	if err := t.begin(); err != nil {
		return errors.Join(err, t.session.End())
	}
	afterwards := func() {} // takes the line that came instead of an answer
	begun := first != ""
	goOn := func(line string) {
		number, isKept := t.journal(line)
		afterwards = func() { t.tell(t.answer(line, number, isKept)) }
	}
	if begun {
		goOn(first)
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
		if t.engine.Asking() == nil || begun {
			continue
		}
		line, ok := t.next(t.line())
		if !ok {
			continue
		}
		if begun = t.engine.GoesOn(line); !begun {
			t.take(line)
			continue
		}
		goOn(line)
	}
	afterwards()
	return nil
}

// begin makes the interview; where somebody else makes one of its name meanwhile, under the next.
func (t *taking) begin() error {
	for attempt := 0; ; attempt++ {
		first, err := t.engine.Begin(t.options.topic)
		if err == nil {
			err = t.keepAndWrite(first)
		}
		if !isStale(err) || attempt >= maxAttempts {
			return err
		}
		if err := t.newEngine(); err != nil {
			return err
		}
		t.rewind()
	}
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
