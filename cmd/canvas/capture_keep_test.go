//go:build unix

package main

import (
	"io"
	"os"
	"testing"

	"github.com/canevas-systemique/canvas/pkg/capture"
	"github.com/canevas-systemique/canvas/pkg/repo"
)

// A step that was kept, could not be written and could not be taken back on a full disk is taken back as soon as there
// is room, before anything else is kept.
func TestRewindIsOwed(t *testing.T) {
	folder, err := repo.Open(club(t, nil))
	if err != nil {
		t.Fatal(err)
	}
	session, err := folder.StartSession("2026-03-03")
	if err != nil {
		t.Fatal(err)
	}
	s := &taking{program: start(nil, os.Stdin, io.Discard, io.Discard), session: session}
	s.stepKept = s.record(capture.Record{Step: &capture.Step{Lines: []int{1}}})
	if err := session.Close(); err != nil { // nothing can be kept any more
		t.Fatal(err)
	}
	s.rewind()
	if s.record(capture.Record{Line: 2, Text: "lost"}) {
		t.Error("a line is kept on a step that was never written")
	}
	if s.session, err = folder.ResumeSession(folder.LeftSessions()[0]); err != nil {
		t.Fatal(err)
	}
	s.record(capture.Record{Line: 3, Text: "kept"})
	if err := s.session.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := folder.ResumeSession(folder.LeftSessions()[0])
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	left := capture.ReadLeft(again.Records)
	if len(left.Steps) != 0 || len(left.Lines) != 1 || left.Lines[0].Text != "kept" {
		t.Errorf("left %+v", left)
	}
}
