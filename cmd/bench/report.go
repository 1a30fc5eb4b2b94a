package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"
)

// report is everything that was measured, as JSON has it.
type report struct {
	Version    int      `json:"version"`
	Needs      int      `json:"needs"`
	Cores      int      `json:"cores"`
	Go         string   `json:"go"`
	Platform   string   `json:"platform"`
	Yardsticks []result `json:"yardsticks"`
}

// result is what a yardstick gave. Without attempts it could not be measured here.
type result struct {
	Name     string    `json:"name"`
	What     string    `json:"what"`
	Unit     string    `json:"unit"`
	Limit    float64   `json:"limit"`
	Over     bool      `json:"over"`
	Attempts []attempt `json:"attempts"`
}

// attempt is one measurement of several samples. Ours and Theirs are the medians of what was
// compared, in milliseconds, zero where nothing was.
type attempt struct {
	Median  float64   `json:"median"`
	Min     float64   `json:"min"`
	Max     float64   `json:"max"`
	Ours    float64   `json:"ours_ms,omitempty"`
	Theirs  float64   `json:"theirs_ms,omitempty"`
	Samples []float64 `json:"samples"`
}

// add takes in one more attempt; only the last one counts.
func (r *result) add(samples []sample) {
	values := column(samples, func(s sample) float64 { return s.value })
	a := attempt{
		Median: median(values), Min: slices.Min(values), Max: slices.Max(values),
		Ours:    median(column(samples, func(s sample) float64 { return milliseconds(s.ours) })),
		Theirs:  median(column(samples, func(s sample) float64 { return milliseconds(s.theirs) })),
		Samples: values,
	}
	r.Attempts = append(r.Attempts, a)
	r.Over = a.Median > r.Limit
}

const row = "%-52s %9s  %-13s %8s  %s\n"

func (r report) printHead(w io.Writer) {
	fmt.Fprintf(w, "%s needs, %d cores, %s, %s\n\n", thousands(r.Needs), r.Cores, r.Go, r.Platform)
	fmt.Fprintf(w, row, "what", "median", "min-max", "limit", "")
}

// printLast prints the last attempt.
func (r result) printLast(w io.Writer) {
	limit := number(r.Limit) + " " + r.Unit
	if len(r.Attempts) == 0 {
		fmt.Fprintf(w, row, r.What, "", "", limit, "not known on this system")
		return
	}
	a := r.Attempts[len(r.Attempts)-1]
	verdict := "ok"
	switch {
	case r.Over && len(r.Attempts) < attempts:
		verdict = "over, measured again"
	case r.Over:
		verdict = "OVER"
	}
	if a.Theirs > 0 {
		verdict = fmt.Sprintf("%-4s  %s / %s ms", verdict, number(a.Ours), number(a.Theirs))
	}
	fmt.Fprintf(w, row, r.What, number(a.Median)+" "+r.Unit, number(a.Min)+"-"+number(a.Max), limit, verdict)
}

// number writes a figure with three digits that count.
func number(f float64) string {
	switch {
	case f >= 100:
		return strconv.FormatFloat(f, 'f', 0, 64)
	case f >= 10:
		return strconv.FormatFloat(f, 'f', 1, 64)
	}
	return strconv.FormatFloat(f, 'f', 2, 64)
}

// thousands writes a whole number below a million with a comma.
func thousands(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%d,%03d", n/1000, n%1000)
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func column(samples []sample, of func(sample) float64) []float64 {
	values := make([]float64, len(samples))
	for i, s := range samples {
		values[i] = of(s)
	}
	return values
}

// median sorts the values. Of an even number it is the mean of the two in the middle.
func median(values []float64) float64 {
	values = slices.Clone(values)
	slices.Sort(values)
	n := len(values)
	return (values[(n-1)/2] + values[n/2]) / 2
}
