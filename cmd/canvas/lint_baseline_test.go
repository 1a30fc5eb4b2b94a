package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// A baseline is read as it was written, or refused; merging by hand may leave anything in it.
func FuzzBaseline(f *testing.F) {
	for _, seed := range []string{
		`{"canvas-baseline":1}` + "\n", "", "\n\n", `{"canvas-baseline":2}`, `{"canvas-baseline":1}{"canvas-baseline":1}`,
		`{"canvas-baseline":1}` + "\n" + `{"path":"a","rule":"b","message":"«\u0000»","fingerprint":"c"}` + "\n",
		`{"canvas-baseline":1}` + "\r\n\r\n" + `{"fingerprint":"c"}` + "\r\n" + `{"fingerprint":"c","path":"z"}`,
		`{"canvas-baseline":1}` + "\n<<<<<<< HEAD\n", `{"canvas-baseline":1,"fingerprint":"c"}`, `{"canvas-baseline":1}` + "\n" + `{"fingerprint":""}`, "null", "[]",
	} {
		f.Add(seed)
	}
	name := filepath.Join(f.TempDir(), "b.jsonl")
	f.Fuzz(func(t *testing.T, text string) {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		p := &program{}
		was, err := p.readBaseline(name)
		if err != nil {
			return
		}
		if err := was.write(); err != nil {
			t.Fatal(err)
		}
		is, err := p.readBaseline(name)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if diff := cmp.Diff(was.entries, is.entries, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q (-read +written):\n%s", text, diff)
		}
	})
}
