package main

import (
	"github.com/canevas-systemique/canvas/pkg/capture"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/repo"
)

// take takes a line and answers it.
func (t *taking) take(line string) { t.tell(t.keep(line)) }

// keep keeps a line, then finds out what it says and has that happen.
func (t *taking) keep(line string) capture.Answer {
	number, isKept := t.journal(line)
	return t.answer(line, number, isKept)
}

// journal keeps a line under the next number, and tells whether it could.
func (t *taking) journal(line string) (number int, isKept bool) {
	t.number++
	return t.number, t.record(capture.Record{Line: t.number, Text: line})
}

// answer finds out what a line says and has that happen.
func (t *taking) answer(line string, number int, isKept bool) capture.Answer {
	if t.engine.GoesOn(line) {
		t.tell(t.carry(t.engine.Take("", 0), "", 0)) // as if Enter had been pressed first
	}
	unkept := t.unkept
	a := t.carry(t.engine.Take(line, number), line, number)
	if t.unkept > unkept && !isKept {
		t.lost = append(t.lost, line)
		a.Why = diag.Msg("capture-lost")
	}
	return a
}

// record keeps something of the session, and tells whether it could. What cannot be kept is said; the line goes on
// to be written.
func (t *taking) record(r capture.Record) bool {
	err := t.payRewind()
	if err == nil {
		err = t.session.Append(r.Encode())
	}
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
		a = t.engine.Take(line, number)
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
	t.owesRewind = t.stepKept
	if err := t.payRewind(); err != nil {
		t.complain(err)
	}
}

// payRewind keeps that the last step was taken back. Until that is kept nothing else is: what came after it would stand
// on a step that was never written.
func (t *taking) payRewind() error {
	if !t.owesRewind {
		return nil
	}
	err := t.session.Append(capture.Record{Rewind: true}.Encode())
	t.owesRewind = err != nil
	return err
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
