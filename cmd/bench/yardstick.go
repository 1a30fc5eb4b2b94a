package main

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"time"

	formats "github.com/canevas-systemique/canvas/pkg/report"
)

// yardstick is one thing that is measured, and how much of it is too much.
type yardstick struct {
	name, what string
	unit       string // "×", "MB", "ms"
	limit      float64
	times      int // samples for each of -count
	prepare    func(context.Context) error
	sample     func(ctx context.Context, turn int) (sample, error)
	check      func(ctx context.Context) error // that what was measured was done
}

// sample is one measurement; of a pair of processes with the time of each.
type sample struct {
	value        float64
	ours, theirs time.Duration
}

// attempts is how often something is measured before it counts as over.
const attempts = 3

func (b *bench) yardsticks(short bool) []yardstick {
	large, small, compared := 100_000, 10_000, 20_000
	if short {
		large, small, compared = 20_000, 2_000, 5_000
	}
	pairs := filepath.Join(b.dir, "pairs")
	ofSize := func(n int) string { return filepath.Join(b.dir, "size", thousands(n)) }
	return append(b.formats(), []yardstick{
		{
			name: "lint", what: "canvas lint / reading and parsing the files", unit: "×", limit: 1.6,
			sample: ratio(func(ctx context.Context) (ran, error) { return b.lint(ctx, b.needs) }, b.parse),
		},
		{
			name: "list", what: "canvas list needs / reading and parsing the files", unit: "×", limit: 1.6,
			sample: ratio(func(ctx context.Context) (ran, error) { return b.run(ctx, b.needs, b.canvas, "list", "needs") }, b.parse),
		},
		{
			name: "search", what: "canvas search / canvas lint", unit: "×", limit: 1,
			sample: ratio(
				func(ctx context.Context) (ran, error) {
					return b.run(ctx, b.needs, b.canvas, "search", "historique", "cotisation")
				},
				func(ctx context.Context) (ran, error) { return b.lint(ctx, b.needs) }),
		},
		{ // where lint takes 0.4 s, 3 s would be eight times as long
			name: "similar", what: "canvas similar / canvas lint", unit: "×", limit: 5,
			sample: ratio(
				func(ctx context.Context) (ran, error) { return b.run(ctx, b.needs, b.canvas, "similar") },
				func(ctx context.Context) (ran, error) { return b.lint(ctx, b.needs) }),
		},
		{
			name: "pairs", what: "canvas similar / canvas lint, " + thousands(compared) + " needs", unit: "×", limit: 5,
			prepare: func(context.Context) error { return b.generate(pairs, compared) },
			sample: ratio(
				func(ctx context.Context) (ran, error) { return b.run(ctx, pairs, b.canvas, "similar") },
				func(ctx context.Context) (ran, error) { return b.lint(ctx, pairs) }),
		},
		{
			name: "memory", what: "canvas lint, peak memory", unit: "MB", limit: 150,
			sample: func(ctx context.Context, _ int) (sample, error) {
				r, err := b.lint(ctx, b.needs)
				if err != nil {
					return sample{}, err
				}
				megabytes, ok := peakMemory(r.state)
				if !ok {
					return sample{}, errors.ErrUnsupported
				}
				return sample{value: megabytes}, nil
			},
		},
		{
			name: "version", what: "canvas version - an empty program", unit: "ms", limit: 10, times: 5,
			sample: difference(b.version, b.nothing),
		},
		{
			name: "explain-version", what: "canvas explain RULE / canvas version", unit: "×", limit: 1.4, times: 5,
			sample: ratio(b.explain, b.version),
		},
		{
			name: "rules-version", what: "canvas rules / canvas version", unit: "×", limit: 1.4, times: 5,
			sample: ratio(b.rules, b.version),
		},
		{ // in a canvas of which they need canvas.yaml and the schemas alone
			name: "explain", what: "canvas explain RULE - an empty program", unit: "ms", limit: 10, times: 5,
			sample: difference(b.explain, b.nothing),
		},
		{
			name: "rules", what: "canvas rules - an empty program", unit: "ms", limit: 10, times: 5,
			sample: difference(b.rules, b.nothing),
		},
		{
			name: "add", what: "canvas add / git add + git commit of one file", unit: "×", limit: 1.5, times: 2,
			sample: ratio(b.add, b.commit),
			check:  func(ctx context.Context) error { return b.allCommitted(ctx, b.needs, 1+b.added) },
		},
		{
			name: "session", what: "canvas capture, until it asks for the first line", unit: "ms", limit: 300,
			prepare: b.makeInterviews,
			sample:  b.captureStart,
		},
		{
			name: "answer", what: "canvas capture, from Enter to the answer, 95th percentile", unit: "ms", limit: 50,
			prepare: b.makeInterviews,
			sample:  b.captureAnswer,
			check:   func(ctx context.Context) error { return b.allCommitted(ctx, b.interviews, 1+b.held) },
		},
		{
			name: "log", what: "canvas log ID / git log -- FILE", unit: "×", limit: 2, times: 2,
			prepare: b.makePast,
			sample:  ratio(b.log, b.gitLog),
		},
		{
			name: "diff", what: "canvas diff HEAD~100 / canvas lint", unit: "×", limit: 2,
			prepare: b.makePast,
			sample:  ratio(b.diff, func(ctx context.Context) (ran, error) { return b.lint(ctx, b.past.dir) }),
		},
		{
			name: "since", what: "canvas lint --since HEAD~100 / canvas lint", unit: "×", limit: 2.2,
			prepare: b.makePast,
			sample:  ratio(b.since, func(ctx context.Context) (ran, error) { return b.lint(ctx, b.past.dir) }),
		},
		{
			name: "teamrules", what: "canvas lint with 20 rules in CEL / without", unit: "×", limit: 1.5,
			prepare: b.makeRuled,
			sample: ratio(
				func(ctx context.Context) (ran, error) { return b.lint(ctx, b.ruled) },
				func(ctx context.Context) (ran, error) { return b.lint(ctx, b.needs) }),
		},
		{
			name: "set", what: "canvas set / canvas add, both with their commit", unit: "×", limit: 1.2, times: 2,
			prepare: b.makePast,
			sample:  ratio(b.set, b.addToPast),
			check:   func(ctx context.Context) error { return b.allCommitted(ctx, b.past.dir, b.past.commits) },
		},
		{
			name: "rename", what: "canvas rename of a role that 2,000 needs refer to / canvas lint", unit: "×", limit: 4,
			prepare: b.makePast,
			sample:  ratio(b.rename, func(ctx context.Context) (ran, error) { return b.lint(ctx, b.past.dir) }),
			check:   func(ctx context.Context) error { return b.allCommitted(ctx, b.past.dir, b.past.commits) },
		},
		{
			name: "growth", what: "canvas lint of " + thousands(large) + " needs / of " + thousands(small), unit: "×", limit: 11,
			prepare: func(context.Context) error {
				return errors.Join(b.generate(ofSize(large), large), b.generate(ofSize(small), small))
			},
			sample: ratio(
				func(ctx context.Context) (ran, error) { return b.lint(ctx, ofSize(large)) },
				average(5, func(ctx context.Context) (ran, error) { return b.lint(ctx, ofSize(small)) }),
			),
		},
	}...)
}

// formats measures every format of lint against the text, where there is something to say of each need.
func (b *bench) formats() (list []yardstick) {
	write := func(format string) process {
		return func(ctx context.Context) (ran, error) {
			return b.run(ctx, b.found, b.canvas, "lint", "--show", "info", "--format", format)
		}
	}
	for _, f := range formats.Formats() {
		if f.Name != "text" {
			list = append(list, yardstick{
				name: "lint-" + f.Name, what: "canvas lint --format " + f.Name + " / --format text", unit: "×", limit: 1.15,
				prepare: b.makeFound,
				sample:  ratio(write(f.Name), write("text")),
			})
		}
	}
	return list
}

// process is a process that is measured.
type process func(context.Context) (ran, error)

// average runs a short process several times, so that as much noise falls on it as on a long one.
func average(times int, p process) process {
	return func(ctx context.Context) (ran, error) {
		var sum time.Duration
		for range times {
			r, err := p(ctx)
			if err != nil {
				return ran{}, err
			}
			sum += r.took
		}
		return ran{took: sum / time.Duration(times)}, nil
	}
}

// ratio samples how many times as long as theirs ours takes.
func ratio(ours, theirs process) func(context.Context, int) (sample, error) {
	return pair(ours, theirs, func(o, t time.Duration) float64 { return o.Seconds() / t.Seconds() })
}

// difference samples by how many milliseconds ours takes longer than theirs.
func difference(ours, theirs process) func(context.Context, int) (sample, error) {
	return pair(ours, theirs, func(o, t time.Duration) float64 { return milliseconds(o - t) })
}

// pair runs one right after the other, and in every other turn the other way round.
func pair(ours, theirs process, value func(ours, theirs time.Duration) float64) func(context.Context, int) (sample, error) {
	return func(ctx context.Context, turn int) (sample, error) {
		order := []process{ours, theirs}
		if turn%2 == 1 {
			slices.Reverse(order)
		}
		var took []time.Duration
		for _, p := range order {
			r, err := p(ctx)
			if err != nil {
				return sample{}, err
			}
			took = append(took, r.took)
		}
		if turn%2 == 1 {
			slices.Reverse(took)
		}
		return sample{value(took[0], took[1]), took[0], took[1]}, nil
	}
}

// measure takes count samples, and as many again while they are over the limit and attempts are left. It tells each
// attempt as soon as it is done.
func (y yardstick) measure(ctx context.Context, count int, tell func(result)) (result, error) {
	r := result{Name: y.name, What: y.what, Unit: y.unit, Limit: y.limit}
	if y.prepare != nil {
		if err := y.prepare(ctx); err != nil {
			return r, err
		}
	}
	if _, err := y.sample(ctx, 0); err != nil { // to warm up
		if errors.Is(err, errors.ErrUnsupported) {
			tell(r)
			return r, nil
		}
		return r, err
	}
	for range attempts {
		var samples []sample
		for turn := range count * max(1, y.times) {
			s, err := y.sample(ctx, turn)
			if err != nil {
				return r, err
			}
			samples = append(samples, s)
		}
		r.add(samples)
		tell(r)
		if !r.Over {
			break
		}
	}
	if y.check != nil {
		return r, y.check(ctx)
	}
	return r, nil
}
