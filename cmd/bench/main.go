// Command bench measures the program against its yardsticks, on canvases of 10,000 needs that it makes in a
// temporary folder, one of them with a history of 2,000 commits, and prints each beside its limit. It exits with 1
// when one is over.
//
// Times are ratios or differences of whole processes that ran one right after the other, so that they mean the same on a
// slow machine as on a fast one; the median of -count such pairs counts. As machines are noisy, what is over is
// measured up to twice again before it counts as over, and every measurement is printed.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"runtime"
	"syscall"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

type options struct {
	count int
	short bool
	json  bool
	only  *regexp.Regexp
}

func run(args []string, stdout, stderr io.Writer) int {
	if len(args) == 2 && args[0] == parseCommand {
		if err := parseAll(args[1]); err != nil {
			fmt.Fprintln(stderr, "bench:", err)
			return 2
		}
		return 0
	}
	var o options
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.IntVar(&o.count, "count", 0, "how many `pairs` make a measurement (5, with -short 3)")
	flags.BoolVar(&o.short, "short", false, "fewer pairs, and growth up to 20,000 needs instead of 100,000")
	flags.BoolVar(&o.json, "json", false, "print JSON")
	only := flags.String("run", "", "only the yardsticks whose name matches `regexp`")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	var err error
	if o.only, err = regexp.Compile(*only); err != nil || flags.NArg() > 0 || o.count < 0 {
		flags.Usage()
		return 2
	}
	switch {
	case o.count > 0:
	case o.short:
		o.count = 3
	default:
		o.count = 5
	}

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	over, err := measure(ctx, o, stdout, stderr)
	if err != nil {
		fmt.Fprintln(stderr, "bench:", err)
		return 2
	}
	if over {
		return 1
	}
	return 0
}

// measure makes what is to be measured, measures it, and tells whether something is over its limit.
func measure(ctx context.Context, o options, stdout, stderr io.Writer) (over bool, err error) {
	b, err := newBench(ctx, stderr)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.dir)) }()

	out := report{Version: 1, Needs: canvasSize, Cores: runtime.NumCPU(), Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	if !o.json {
		out.printHead(stdout)
	}
	for _, y := range b.yardsticks(o.short) {
		if !o.only.MatchString(y.name) {
			continue
		}
		r, err := y.measure(ctx, o.count, func(r result) {
			if !o.json {
				r.printLast(stdout)
			}
		})
		if err != nil {
			return false, fmt.Errorf("%s: %w", y.name, err)
		}
		over = over || r.Over
		out.Yardsticks = append(out.Yardsticks, r)
	}
	if o.json {
		e := json.NewEncoder(stdout)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return over, e.Encode(out)
	}
	return over, nil
}
