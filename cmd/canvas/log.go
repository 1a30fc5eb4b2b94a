package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/term"
)

type logOptions struct {
	since, until string
	limit        int
	json         bool
}

const (
	lastChanges = 30  // that are shown when nothing narrows the history
	itemsOfOne  = 12  // that are named of one change
	longestTold = 120 // characters of a value: canvas diff shows all
)

func newLog(p *program) *cobra.Command {
	o := &logOptions{}
	cmd := &cobra.Command{
		Use:               p.say.Say("use-log"),
		Aliases:           []string{"history", "historique"},
		Args:              p.atMostOneID,
		ValidArgsFunction: p.completeIDs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if cmd.Flags().Changed("limit") && o.limit < 1 {
				return seeHelp(cmd, diag.Fail("option-value", "option", "--limit", "value", strconv.Itoa(o.limit)))
			}
			return runLog(cmd.Context(), p, strings.Join(args, ""), *o)
		},
	}
	p.describe(cmd, "log")
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&o.since, "since", "", p.say.Say("flag-log-since"))
	flags.StringVar(&o.until, "until", "", p.say.Say("flag-log-until"))
	flags.IntVar(&o.limit, "limit", 0, p.say.Say("flag-log-limit"))
	flags.BoolVar(&o.json, "json", false, p.say.Say("flag-json"))
	return cmd
}

// runLog tells the history as it is found. Of an item it is found by its path, so that the canvas
// need not be read.
func runLog(ctx context.Context, p *program, word string, o logOptions) error {
	if err := p.ready(); err != nil {
		return err
	}
	h, err := p.history(ctx, word, o)
	if err != nil {
		return err
	}
	l := &historyLog{historian: p.historian()}
	if o.json {
		l.json = []commitJSON{}
	}
	whole, more := true, false
	for t, err := range h.tell(ctx) {
		if errors.Is(err, repo.ErrNoRevision) {
			break // nothing is committed yet
		}
		if err != nil {
			p.placeHints(asFailure(err))
			return err
		}
		if more = l.n == h.limit; more {
			break
		}
		l.add(t)
		if h.named && l.n == h.limit {
			whole = false
			break
		}
	}
	return l.end(h, whole, more)
}

// historyLog shows a history: each change at once, or for machines when it is whole.
type historyLog struct {
	historian
	json   []commitJSON // nil: for people
	n      int
	broken []change.Item // that could not be told
}

func (l *historyLog) add(t historyEntry) {
	l.n++
	if l.json != nil {
		l.json = append(l.json, commitReport(t))
		return
	}
	if l.n > 1 {
		fmt.Fprintln(l.stdout)
	}
	l.print(t, itemsOfOne)
	for _, it := range t.items {
		if it.Broken {
			l.broken = append(l.broken, it)
		}
	}
}

// end closes the history: whole tells that it was read to its end, more that it is known to go on.
func (l *historyLog) end(h *historyQuery, whole, more bool) error {
	if l.json != nil {
		return l.printJSON(struct {
			Version int          `json:"version"`
			Commits []commitJSON `json:"commits"`
		}{1, l.json})
	}
	l.hintBroken(l.broken)
	switch {
	case l.n == 0 && h.word != "" && h.bounded():
		l.remark("log-nothing-then-of", "id", h.word)
	case l.n == 0 && h.word != "":
		l.remark("log-nothing-of", "id", h.word)
		l.hint("log-uncommitted", "command", l.command("status"))
	case l.n == 0 && h.bounded():
		l.remark("log-nothing-then")
	case l.n == 0:
		l.remark("log-nothing")
	case more:
		fmt.Fprintln(l.stderr)
		l.remark("log-more", "n", l.n)
		l.hint("log-older", "command", l.command("log", "--limit", "200"))
	case whole && l.folder.Shallow():
		fmt.Fprintln(l.stderr)
		l.remark("log-shallow")
	}
	return nil
}

// historian tells commits to people.
type historian struct {
	*program
	printers []*lang.Printer // in each of the languages in which messages are composed
}

func (p *program) historian() historian {
	h := historian{program: p}
	for _, language := range lang.Languages {
		h.printers = append(h.printers, lang.New(language, p.kinds))
	}
	return h
}

// hashColumn is where the hash of a commit ends.
const hashColumn = 80

// shortReason is how much of a reason stays where the line has no room for it.
const shortReason = 20

// print shows a commit: when, who and why, and what changed, in at most so many items.
func (h historian) print(t historyEntry, most int) {
	cells := []term.Cell{
		{Text: h.say.Moment(t.When, h.now), Style: h.screen.Bold},
		{Text: "· " + t.Author},
	}
	if reason := h.reason(t); reason != "" {
		if left := h.screen.Width() - term.Width(h.screen.Flow("  ", cells...)+" · "+" "+t.Short()); t.Op == opUndo && h.screen.Limited() {
			reason = h.screen.Truncate(reason, max(left, shortReason)) // what is undone is told below
		}
		cells = append(cells, term.Cell{Text: "· " + reason, Style: h.screen.Accent})
	}
	hash := term.Cell{Text: t.Short(), Style: h.screen.Dim}
	line := h.screen.Flow("  ", cells...)
	free := hashColumn - term.Width(line) - term.Width(hash.Text)
	if free < 2 || strings.Contains(line, "\n") || h.screen.Limited() && h.screen.Width() < hashColumn {
		hash.Text = " " + hash.Text
		line = h.screen.Flow("  ", append(cells, hash)...)
	} else {
		line += strings.Repeat(" ", free) + h.screen.Dim(hash.Text)
	}
	fmt.Fprintln(h.stdout, line)
	h.changes(t, most)
}

func (h historian) changes(t historyEntry, most int) {
	say := h.teller(h.names(t.after, t.before))
	say.most = longestTold
	var counts string
	if t.edited, counts = say.gathered(t.edited); counts != "" {
		fmt.Fprintln(h.stdout, h.screen.Under("  ", term.Cell{Text: counts}))
	}
	items := t.items[:min(len(t.items), most)]
	files := t.files[:min(len(t.files), most-len(items))]
	fmt.Fprint(h.stdout, h.screen.Card(say.entries(items, files)))
	if others := len(t.items) + len(t.files) - len(items) - len(files); others > 0 {
		command := h.command("diff", t.Short()+"^.."+t.Short())
		if t.before == nil {
			command = h.command("log", "--json")
		}
		dim := h.screen.Dim
		fmt.Fprintln(h.stdout, h.screen.Under("  ", term.Cell{Text: h.say.Say("change-others", "n", others), Style: dim}, term.Cell{Text: "(" + command + ")", Style: dim}))
	}
}

// reason is the first line of a commit's message when somebody gave it: one that this program
// composes from the changes says nothing that they do not say themselves.
func (h historian) reason(t historyEntry) string {
	subject := strings.TrimSpace(t.Subject())
	if t.Op == "" || subject == "" {
		return subject
	}
	for _, printer := range h.printers {
		scribe := teller{say: printer, most: maxValue, called: h.names(t.after, t.before)}
		if composed(scribe, t, subject) {
			return ""
		}
	}
	return subject
}

// composed tells whether a subject is the scribe's own, for all that changed or, where more came with
// it, for one of the items.
func composed(scribe teller, t historyEntry, subject string) bool {
	same := func(items []change.Item, files []changedFile) bool { return scribe.subject(items, files) == subject }
	if len(t.items)+len(t.files) == 0 || same(t.items, t.files) {
		return true
	}
	for _, it := range t.items[:min(len(t.items), itemsOfOne)] {
		if same([]change.Item{it}, nil) {
			return true
		}
	}
	return false
}

// commitJSON is a commit for machines: schema/meta/log.schema.json describes it.
type commitJSON struct {
	Commit  string        `json:"commit"`
	Author  string        `json:"author"`
	Email   string        `json:"email"`
	When    time.Time     `json:"when"`
	Message string        `json:"message"`
	Op      string        `json:"op,omitempty"`
	Undoes  string        `json:"undoes,omitempty"`
	Items   []changedItem `json:"items"`
	Files   []changedFile `json:"files"`
}

func commitReport(t historyEntry) commitJSON {
	return commitJSON{t.Hash, t.Author, t.Email, t.When, t.Message, t.Op, t.Undoes, changedItems(t.items), notNull(t.files)}
}
