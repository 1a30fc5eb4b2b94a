package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/report"
)

// GitHub refuses a summary of more than 1 MiB, whatever else the step has said in it: it ends with how many are left.
func TestSummaryFits(t *testing.T) {
	var r report.Result
	for i := range 30_000 {
		r.Findings = append(r.Findings, diag.Finding{Path: fmt.Sprintf("needs/|%d.yaml", i), Range: diag.Span(1, 1, 1), Severity: diag.Error, Rule: "r", Message: diag.Msg("quoted", "text", "a | b\n<c> 👩‍👧")})
	}
	p := &program{say: lang.New("en", nil)}
	o := report.Options{Printer: p.say, Screen: nowhere()}
	for _, before := range []int{0, 600_000, summaryLimit + 10} {
		name := filepath.Join(t.TempDir(), "summary.md")
		if err := os.WriteFile(name, bytes.Repeat([]byte("x"), before), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := appendSummary(name, func(room int) []byte { return p.stepSummary(r, o, room) }); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		written := string(data[before:])
		rows := strings.Count(written, "\n| error |")
		if len(data) > 1<<20 || !strings.HasSuffix(written, "\n\n"+p.say.Say("lint-summary-more", "n", 30_000-rows)+"\n\n") {
			t.Errorf("after %d bytes: %d bytes, %d rows, the end %q", before, len(data), rows, written[max(0, len(written)-100):])
		}
		for line := range strings.Lines(written) {
			if strings.HasPrefix(line, "| error |") && strings.Count(strings.ReplaceAll(line, `\|`, ""), "|") != 5 {
				t.Fatalf("a cell ends early: %q", line)
			}
		}
	}
}
