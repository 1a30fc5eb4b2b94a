package main

import (
	"errors"
	"io/fs"

	"github.com/canevas-systemique/canvas/pkg/capture"
)

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
	if !t.engine.Resume(left.Steps) {
		return t.startOver(left)
	}
	t.number = left.Last
	if t.editor != nil {
		t.editor.Recall(left.Said...)
	}
	t.remark("capture-resumed", "n", len(t.engine.Items()), "interview", t.idOf(t.engine.Interview()))
	for _, r := range left.Lines {
		t.tell(t.answer(r.Text, r.Line, true))
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
	if err := t.start(""); err != nil {
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
