package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/lint"
	stories "github.com/canevas-systemique/canvas/pkg/story"
	"github.com/canevas-systemique/canvas/schema"
)

func TestWriteCanvas(t *testing.T) {
	const needs = 500
	dir := filepath.Join(t.TempDir(), "canvas")
	if err := writeCanvas(dir, needs); err != nil {
		t.Fatal(err)
	}
	kinds, _, err := kind.Load(schema.Kinds, schema.Order, nil)
	if err != nil {
		t.Fatal(err)
	}
	c, err := canvas.Load(context.Background(), os.DirFS(dir), kinds)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range lint.Run(c) {
		if f.Severity == diag.Error {
			t.Errorf("%s:%d: %s %v", f.Path, f.Range.Start.Line, f.Message.Key, f.Message.Args)
		}
	}
	got := map[string]int{}
	for _, it := range c.Items {
		got[it.Kind.Folder]++
	}
	want := map[string]int{"roles": 40, "stakes": 30, "persons": 64, "applications": 20, "objects": 60, "needs": needs}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
	if n := c.Find("role/" + mainRole)[0].Mentions(); n < needs/5 {
		t.Errorf("%d needs refer to %s", n, mainRole)
	}
	if size := size(t, dir, "needs") / needs; size < 450 || size > 550 {
		t.Errorf("a need has %d bytes on average", size)
	}
	if err := parseAll(dir); err != nil {
		t.Error(err)
	}
}

// Half of the rules find something, and all of them are applied.
func TestTeamRules(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "canvas")
	if err := errors.Join(writeCanvas(dir, 2000), addRules(dir, teamRules)); err != nil {
		t.Fatal(err)
	}
	kinds, _, err := kind.Load(schema.Kinds, schema.Order, nil)
	if err != nil {
		t.Fatal(err)
	}
	kinds.KeepRecords()
	data, err := schema.Meta.ReadFile("meta/canvas.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	settings, err := kind.Settings("canvas", data)
	if err != nil {
		t.Fatal(err)
	}
	config, err := canvas.ReadConfig(os.DirFS(dir))
	if wrong := config.Check(settings); err != nil || len(wrong) > 0 {
		t.Fatal(err, wrong)
	}
	c, err := canvas.Load(context.Background(), os.DirFS(dir), kinds)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	policy := lint.ReadPolicy(config, kinds)
	policy.Today = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	for _, f := range policy.Run(c) {
		found[f.Rule]++
	}
	finding := 0
	for _, r := range config.Rules {
		if found[r.Name] > 0 {
			finding++
		}
	}
	if len(config.Rules) != 20 || finding != 10 || found["invalid-rule"] > 0 {
		t.Errorf("%d of %d rules find something: %v", finding, len(config.Rules), found)
	}
}

func size(t *testing.T, dir, folder string) (sum int) {
	entries, err := os.ReadDir(filepath.Join(dir, folder))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		sum += int(info.Size())
	}
	return sum
}

func TestParseNothing(t *testing.T) {
	if err := parseAll(t.TempDir()); err == nil {
		t.Error("reading no files would be very fast")
	}
}

// add is given sentences, and git the same in parts.
func TestSentencesAreStories(t *testing.T) {
	seen := map[string]bool{}
	for i := range 2000 {
		s := storyOf(i)
		if seen[s.want] {
			t.Fatalf("story %d asks for the same as another: %q", i, s.want)
		}
		seen[s.want] = true
		got, ok := stories.Parse(s.sentence())
		if !ok || got.Want != s.want || got.Benefit != s.benefit {
			t.Errorf("story %d: %q gives %+v", i, s.sentence(), got)
		}
	}
}

func TestMeasure(t *testing.T) {
	tests := []struct {
		name  string
		value func(nth int) float64 // from 1, the warm-up left out
		want  string
		over  bool
	}{
		{
			name:  "ok",
			value: func(nth int) float64 { return float64(nth) / 2 },
			want:  "lint / parse                                            1.00 ×  0.50-1.50       1.60 ×  ok    30.0 / 20.0 ms\n",
		},
		{
			name: "over once",
			value: func(nth int) float64 {
				if nth <= 3 {
					return 2
				}
				return 1.6
			},
			want: "lint / parse                                            2.00 ×  2.00-2.00       1.60 ×  over, measured again  30.0 / 20.0 ms\n" +
				"lint / parse                                            1.60 ×  1.60-1.60       1.60 ×  ok    30.0 / 20.0 ms\n",
		},
		{
			name:  "over",
			value: func(int) float64 { return 17 },
			want: "lint / parse                                            17.0 ×  17.0-17.0       1.60 ×  over, measured again  30.0 / 20.0 ms\n" +
				"lint / parse                                            17.0 ×  17.0-17.0       1.60 ×  over, measured again  30.0 / 20.0 ms\n" +
				"lint / parse                                            17.0 ×  17.0-17.0       1.60 ×  OVER  30.0 / 20.0 ms\n",
			over: true,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			nth := -1
			y := yardstick{name: "lint", what: "lint / parse", unit: "×", limit: 1.6, sample: func(context.Context, int) (sample, error) {
				nth++
				return sample{tt.value(nth), 30 * time.Millisecond, 20 * time.Millisecond}, nil
			}}
			var out bytes.Buffer
			r, err := y.measure(context.Background(), 3, func(r result) { r.printLast(&out) })
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, out.String()); diff != "" {
				t.Errorf("printed (-want +got):\n%s", diff)
			}
			if r.Over != tt.over {
				t.Errorf("over is %v", r.Over)
			}
		})
	}
}

func TestMeasureUnsupported(t *testing.T) {
	y := yardstick{what: "memory", unit: "MB", limit: 150, sample: func(context.Context, int) (sample, error) {
		return sample{}, errors.ErrUnsupported
	}}
	var out bytes.Buffer
	r, err := y.measure(context.Background(), 3, func(r result) { r.printLast(&out) })
	if err != nil || r.Over || len(r.Attempts) > 0 {
		t.Errorf("got %+v, %v", r, err)
	}
	want := "memory                                                                          150 MB  not known on this system\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("printed (-want +got):\n%s", diff)
	}
}

func TestMedian(t *testing.T) {
	for _, tt := range []struct {
		in   []float64
		want float64
	}{
		{[]float64{7}, 7},
		{[]float64{3, 1, 2}, 2},
		{[]float64{4, 1, 3, 2}, 2.5},
	} {
		if got := median(tt.in); got != tt.want {
			t.Errorf("median(%v) = %v, want %v", tt.in, got, tt.want)
		}
	}
}

func TestUsage(t *testing.T) {
	for _, args := range [][]string{{"-nonsense"}, {"lint"}, {"-run", "("}, {"-count", "-1"}} {
		var stderr bytes.Buffer
		if got := run(args, &stderr, &stderr); got != 2 || stderr.Len() == 0 {
			t.Errorf("bench %v: status %d, said %q", args, got, stderr.String())
		}
	}
}
