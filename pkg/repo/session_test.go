package repo

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestASessionOutlastsItsProgram(t *testing.T) {
	for _, inGit := range []bool{false, true} {
		dir := t.TempDir()
		if inGit {
			if err := os.MkdirAll(filepath.Join(dir, ".git", "objects"), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		f, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		s, err := f.StartSession("2026-03-03")
		if err != nil {
			t.Fatal(err)
		}
		for _, record := range []string{"one", "two"} {
			if err := s.Append([]byte(record)); err != nil {
				t.Fatal(err)
			}
		}
		if left := f.LeftSessions(); len(left) != 0 {
			t.Errorf("one that is being written is left: %v", left)
		}
		if _, err := s.file.WriteString("thr"); err != nil { // cut off
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		left := f.LeftSessions()
		if diff := cmp.Diff([]string{"2026-03-03-001.jsonl"}, left); diff != "" {
			t.Fatal(diff)
		}
		s, err = f.ResumeSession(left[0])
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([][]byte{[]byte("one"), []byte("two")}, s.Records); diff != "" {
			t.Error(diff)
		}
		if err := s.Append([]byte("three")); err != nil {
			t.Fatal(err)
		}
		if _, err := f.ResumeSession(left[0]); err == nil {
			t.Error("two programs write one session")
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if s, err = f.ResumeSession(left[0]); err != nil || len(s.Records) != 3 {
			t.Fatal(err, s)
		}
		if err := s.End(); err != nil || len(f.LeftSessions()) != 0 {
			t.Error(err, f.LeftSessions())
		}
	}
}
