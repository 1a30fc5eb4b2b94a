// Command corpus reads files of user stories and prints how many the parser
// understands and how many each rule for their quality finds something in, by
// severity. It exits with 1 when too few give a role and a want.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/lint"
	"github.com/canevas-systemique/canvas/pkg/story"
)

// least is the share of stories, in percent, that must give a role and a want,
// by the folder of their language.
var least = map[string]float64{"en": 99, "fr": 98}

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("corpus", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: corpus [-v] [-rule NAME] DIR\n\nDIR holds a folder of .txt files a language: en, fr.")
	}
	verbose := flags.Bool("v", false, "also print the stories without a benefit")
	rule := flags.String("rule", "", "also print the stories in which a `rule` finds something")
	if err := flags.Parse(args); err != nil || flags.NArg() != 1 {
		flags.Usage()
		return 2
	}
	report, err := measure(os.DirFS(flags.Arg(0)))
	if err != nil {
		fmt.Fprintln(stderr, "corpus:", err)
		return 2
	}
	w := bufio.NewWriter(stdout)
	report.print(w, *verbose)
	report.printFound(w, *rule)
	short := report.shortfalls()
	for _, s := range short {
		fmt.Fprintln(w, s)
	}
	if err := w.Flush(); err != nil {
		fmt.Fprintln(stderr, "corpus:", err)
		return 2
	}
	if len(short) > 0 {
		return 1
	}
	return 0
}

// count is what was found in a file or a folder.
type count struct {
	name                             string
	lines, stories, parsed, benefits int
	found                            map[finder]int // stories in which each finds something
}

// finder is a rule with the severity of what it finds: two-in-one warns of what is surely two, and only tells the rest.
type finder struct {
	rule     string
	severity diag.Severity
}

func finderOf(h story.Hint) finder { return finder{h.Rule, lint.StoryRule(h).Severity} }

// finders lists all of a rule, the most severe first.
func finders(rule string) []finder {
	return slices.Compact([]finder{finderOf(story.Hint{Rule: rule}), finderOf(story.Hint{Rule: rule, Perhaps: true})})
}

// line is one that the report shows.
type line struct {
	file   string
	number int
	text   string
}

type report struct {
	files, folders      []count
	refused, noBenefits []line
	found               map[finder][]line
}

// measure parses every line of every .txt file, folders and files in the order
// of their names.
func measure(fsys fs.FS) (*report, error) {
	r := &report{found: map[finder][]line{}}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".txt" {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		r.file(name, string(data))
		return nil
	})
	if err == nil && len(r.files) == 0 {
		err = errors.New("no .txt file found")
	}
	return r, err
}

func (r *report) file(name, text string) {
	c := count{name: name, found: map[finder]int{}}
	number := 0
	for text := range strings.Lines(text) {
		number++
		c.lines++
		text = strings.TrimSpace(story.WithoutTag(text))
		if text == "" {
			continue
		}
		c.stories++
		s, ok := story.Parse(text)
		switch {
		case !ok:
			r.refused = append(r.refused, line{name, number, text})
			continue
		case s.Benefit == "":
			r.noBenefits = append(r.noBenefits, line{name, number, text})
		default:
			c.benefits++
		}
		c.parsed++
		for _, f := range findersIn(s) {
			c.found[f]++
			r.found[f] = append(r.found[f], line{name, number, text})
		}
	}
	r.files = append(r.files, c)
	folder := path.Dir(name)
	if n := len(r.folders); n == 0 || r.folders[n-1].name != folder {
		r.folders = append(r.folders, count{name: folder, found: map[finder]int{}})
	}
	f := &r.folders[len(r.folders)-1]
	f.lines += c.lines
	f.stories += c.stories
	f.parsed += c.parsed
	f.benefits += c.benefits
	for by, n := range c.found {
		f.found[by] += n
	}
}

// findersIn are those that find something in a story, each once.
func findersIn(s story.Story) []finder {
	var all []finder
	for _, h := range story.Hints(s) {
		if f := finderOf(h); !slices.Contains(all, f) {
			all = append(all, f)
		}
	}
	return all
}

func (r *report) print(w io.Writer, verbose bool) {
	const row = "%-34s %7v %8v %22v %20v\n"
	fmt.Fprintf(w, row, "file", "lines", "stories", "role and want", "benefit")
	for _, group := range [][]count{r.files, r.folders} {
		for _, c := range group {
			fmt.Fprintf(w, row, c.name, c.lines, c.stories, share(c.parsed, c.stories), share(c.benefits, c.stories))
		}
		fmt.Fprintln(w)
	}
	printLines(w, "no role and want", r.refused)
	if verbose {
		printLines(w, "no benefit", r.noBenefits)
	}
}

// printFound shows how many stories of each language a rule finds something in, and those of one rule.
func (r *report) printFound(w io.Writer, rule string) {
	const row = "%-25s %-8s"
	fmt.Fprintf(w, "\n"+row, "rule", "severity")
	for _, folder := range r.folders {
		fmt.Fprintf(w, " %16s", folder.name)
	}
	fmt.Fprintln(w)
	for _, name := range story.Rules() {
		for _, f := range finders(name) {
			fmt.Fprintf(w, row, f.rule, f.severity)
			for _, folder := range r.folders {
				fmt.Fprintf(w, " %16s", share(folder.found[f], folder.parsed))
			}
			fmt.Fprintln(w)
		}
	}
	if rule == "" {
		return
	}
	for _, f := range finders(rule) {
		printLines(w, fmt.Sprintf("\n%s, %s", f.rule, f.severity), r.found[f])
	}
}

func printLines(w io.Writer, title string, lines []line) {
	fmt.Fprintf(w, "%s: %d\n", title, len(lines))
	for _, l := range lines {
		fmt.Fprintf(w, "%s:%d: %q\n", l.file, l.number, l.text)
	}
}

// shortfalls says for each folder below its least share why that is too few.
func (r *report) shortfalls() []string {
	var short []string
	for _, c := range r.folders {
		if want, ok := least[path.Base(c.name)]; ok && percent(c.parsed, c.stories) < want {
			short = append(short, fmt.Sprintf("%s: role and want in %.1f %% of the stories, at least %.0f %% are asked for",
				c.name, percent(c.parsed, c.stories), want))
		}
	}
	return short
}

func share(n, of int) string {
	if of == 0 {
		return "0"
	}
	return fmt.Sprintf("%d (%.1f %%)", n, percent(n, of))
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }
