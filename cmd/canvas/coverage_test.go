package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/canevas-systemique/canvas/pkg/term"
)

// TestCoverageJSON holds what is printed against the schema that is published for it.
func TestCoverageJSON(t *testing.T) {
	for _, canvas := range coverageCanvases(t) {
		for _, options := range []string{"", "--matrix stake×role", "--matrix need,object", "--matrix need×need", "--lang fr", "--fail-under 100"} {
			out, _, status := canvasCommand(t, "-C "+canvas+" coverage --json "+options)
			if want := status == exitDone || strings.Contains(options, "100"); !want {
				t.Errorf("%s %s: exit %d", canvas, options, status)
			}
			follows(t, "coverage", canvas+" "+options, out)
		}
	}
}

// TestCoverageJSONSpeaksNoLanguage: nothing in it is for people.
func TestCoverageJSONSpeaksNoLanguage(t *testing.T) {
	for _, options := range []string{"", " --matrix object×application"} {
		command := "-C " + filepath.Join("..", "..", "examples", "federation") + " coverage --json" + options
		english, _, _ := canvasCommand(t, command+" --lang en")
		french, _, _ := canvasCommand(t, command+" --lang fr")
		if english != french {
			t.Errorf("%s differs between the languages", command)
		}
	}
}

// TestMatrixAddsUp: in what is printed, totals are the sums of the cells.
func TestMatrixAddsUp(t *testing.T) {
	for _, canvas := range coverageCanvases(t) {
		for _, pair := range []string{"stake×role", "object×application", "person×role", "need×interview", "object×object"} {
			out, _, _ := canvasCommand(t, "-C "+canvas+" coverage --json --matrix "+pair)
			var got matrixJSON
			if err := json.Unmarshal([]byte(out), &got); err != nil {
				t.Fatalf("%s %s: %v", canvas, pair, err)
			}
			m := got.Matrix
			columns := make([]int, len(m.Columns))
			if len(m.Cells) != len(m.Rows) {
				t.Fatalf("%s %s: %d rows of cells for %d rows", canvas, pair, len(m.Cells), len(m.Rows))
			}
			for i, row := range m.Cells {
				sum := 0
				for j, n := range row {
					sum += n
					columns[j] += n
				}
				if sum != m.Rows[i].Total {
					t.Errorf("%s %s: row %s is %d, not %d", canvas, pair, m.Rows[i].ID, sum, m.Rows[i].Total)
				}
			}
			for j, sum := range columns {
				if sum != m.Columns[j].Total {
					t.Errorf("%s %s: column %s is %d, not %d", canvas, pair, m.Columns[j].ID, sum, m.Columns[j].Total)
				}
			}
		}
	}
}

// TestCoverageFits: from 40 columns on no line is broken by the terminal, but for a path or an id
// that is wider than the line alone.
func TestCoverageFits(t *testing.T) {
	for _, canvas := range coverageCanvases(t) {
		for _, command := range []string{"coverage", "coverage --matrix stake×role", "coverage --matrix object×application", "coverage --matrix need×stake"} {
			for _, columns := range []int{40, 60, 80, 140} {
				t.Setenv("COLUMNS", strconv.Itoa(columns))
				out, _, _ := canvasCommand(t, "-C "+canvas+" "+command+" --lang fr")
				for line := range strings.Lines(out) {
					line = strings.TrimRight(line, "\n")
					if term.Width(line) > columns && strings.Contains(strings.TrimSpace(line), " ") {
						t.Errorf("%s %s at %d: %q takes %d", canvas, command, columns, line, term.Width(line))
					}
					if strings.TrimRight(line, " ") != line {
						t.Errorf("%s %s at %d: %q ends in a space", canvas, command, columns, line)
					}
				}
			}
		}
	}
}

func TestRounded(t *testing.T) {
	for share, want := range map[float64]float64{0: 0, 0.01: 1, 0.4: 1, 49.5: 50, 83.49: 83, 91.67: 92, 99.4: 99, 99.99: 99, 100: 100} {
		if got := rounded(share); got != want {
			t.Errorf("%v: %v, want %v", share, got, want)
		}
	}
}

func coverageCanvases(t *testing.T) []string {
	t.Helper()
	empty := t.TempDir()
	if err := os.WriteFile(filepath.Join(empty, "canvas.yaml"), []byte("format: 1\ntitle: Vide\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return []string{filepath.Join("..", "..", "examples", "federation"), filepath.Join("..", "..", "examples", "bakery"), empty}
}

// canvasCommand runs the program; a space parts the arguments.
func canvasCommand(t *testing.T, command string) (stdout, stderr string, status int) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(strings.Fields(command), strings.NewReader(""), &out, &errs)
	return out.String(), errs.String(), status
}
