// Package lineedit reads lines that somebody types on a terminal: they can be corrected, recalled and
// completed. It knows nothing of what the lines say, and has no sentences for people.
//
// One Editor reads for as long as lines are wanted. What is typed while nobody waits for a line is neither
// lost nor shown at the wrong place: it is there when the next line is asked for.
package lineedit

import (
	"cmp"
	"context"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/muesli/termenv"

	"github.com/canevas-systemique/canvas/pkg/words"
)

// Candidate is what a part of the line may become.
type Candidate struct {
	Text string // in the line
	Name string // what people call it
	Note string // that tells it from others of that name
}

// Completion says what the part of a line from a place to the cursor may become.
type Completion struct {
	From       int // in bytes
	Candidates []Candidate
}

// Prompt is how a line is asked for.
type Prompt struct {
	Text     func(columns int) string // may be several lines; styles are allowed
	Line     string                   // that is there to be corrected
	Complete func(line string, at int) Completion
	// List shows candidates in so many rows at most, that which was chosen marked; -1 is none.
	List    func(list []Candidate, chosen, columns, rows int) []string
	Passing bool // the line is not worth being recalled
}

// Editor has the terminal until it is closed.
type Editor struct {
	in      *os.File
	out     *os.File
	columns int // where the terminal does not tell
	before  *term.State

	chunks  chan []byte
	signals chan os.Signal
	keys    decoder
	history []string

	line
	prompt Prompt
	shown  picture
	over   bool   // there are no more lines
	past   int    // the line in the history that is shown; len(history): none
	typed  string // the line before the history was looked at
	menu
}

// Open takes the terminal over. Columns is how wide it is where it does not tell.
func Open(in, out *os.File, columns int) (*Editor, error) {
	before, err := term.GetState(in.Fd())
	if err != nil {
		return nil, err
	}
	e := &Editor{in: in, out: out, columns: columns, before: before, chunks: make(chan []byte, 1024), signals: make(chan os.Signal, 8)}
	if err := e.resume(); err != nil {
		return nil, err
	}
	signal.Notify(e.signals, watched...)
	go e.read()
	return e, nil
}

// read reads all the time: what waits in the terminal would be lost when there is much of it.
func (e *Editor) read() {
	defer close(e.chunks)
	for {
		data := make([]byte, 4096)
		n, err := e.in.Read(data)
		if n > 0 {
			e.chunks <- data[:n]
		}
		if err != nil {
			return
		}
	}
}

// resume has the terminal send every key, and tell what is pasted.
func (e *Editor) resume() error {
	if _, err := term.MakeRaw(e.in.Fd()); err != nil {
		return err
	}
	keepLineBreaks(e.in)
	_, _ = termenv.EnableVirtualTerminalProcessing(termenv.NewOutput(e.out)) // on Windows
	e.write("\x1b[?2004h")
	return nil
}

// Close gives the terminal back as it was. It may be called more than once.
func (e *Editor) Close() {
	signal.Stop(e.signals)
	e.release()
}

func (e *Editor) release() {
	e.write("\x1b[?2004l")
	_ = term.Restore(e.in.Fd(), e.before) // a terminal that is gone needs nothing
}

func (e *Editor) write(s string) { _, _ = io.WriteString(e.out, s) }

// Columns is how wide the terminal is now.
func (e *Editor) Columns() int {
	columns, _, _ := term.GetSize(e.out.Fd())
	return max(1, cmp.Or(columns, e.columns))
}

func (e *Editor) rows() int {
	_, rows, _ := term.GetSize(e.out.Fd())
	return cmp.Or(rows, 24)
}

// Recall has lines come back as if they had been typed.
func (e *Editor) Recall(lines ...string) {
	for _, l := range lines {
		if strings.TrimSpace(l) != "" && (len(e.history) == 0 || e.history[len(e.history)-1] != l) {
			e.history = append(e.history, l)
		}
	}
}

// Next reads a line. When there are none any more, since somebody said so, the terminal is gone or ctx is
// done, ok is false, and the line is what was typed of it.
func (e *Editor) Next(ctx context.Context, p Prompt) (typed string, ok bool) {
	if e.over {
		return "", false
	}
	e.begin(p)
	for {
		for k, typed, more := e.keys.next(); more; k, typed, more = e.keys.next() {
			if ended, ok := e.press(k, typed); ended {
				return e.leave(ok), ok
			}
		}
		e.draw()
		if !e.wait(ctx) {
			return e.leave(false), false
		}
	}
}

// wait waits until something has come; it tells whether to go on.
func (e *Editor) wait(ctx context.Context) bool {
	select { // what was typed before the program was told to stop comes first
	case data, ok := <-e.chunks:
		e.keys.feed(data)
		return ok
	default:
	}
	var late <-chan time.Time
	if patience := e.keys.patience(); patience > 0 {
		late = time.After(patience)
	}
	select {
	case <-ctx.Done():
		return false
	case data, ok := <-e.chunks:
		e.keys.feed(data)
		return ok
	case <-late:
		e.press(e.keys.settle(), "")
	case s := <-e.signals:
		e.heed(s)
	}
	return true
}

func (e *Editor) begin(p Prompt) {
	e.prompt, e.shown = p, picture{}
	e.set(p.Line)
	e.past, e.menu = len(e.history), menu{}
}

// leave shows the line as it was entered, and goes to the next row.
func (e *Editor) leave(entered bool) string {
	e.over = !entered
	if e.menu = (menu{}); entered && !e.prompt.Passing {
		e.Recall(e.text)
	}
	e.at = len(e.text)
	e.draw()
	e.write("\r\n")
	return e.text
}

// press does what a key says. Ended tells that the line is, and ok whether more can follow.
func (e *Editor) press(k key, typed string) (ended, ok bool) {
	if k == tab || k == backTab {
		e.complete(k == backTab)
		return false, false
	}
	if k == escape {
		e.dismiss()
		return false, false
	}
	e.menu = menu{}
	switch k {
	case text:
		e.insert(typed)
	case enter:
		return true, true
	case interrupt:
		return true, false
	case endOfInput:
		if e.text == "" {
			return true, false
		}
		e.edit(k)
	case up:
		e.recall(e.past - 1)
	case down:
		e.recall(e.past + 1)
	case redraw:
		e.write("\x1b[2J\x1b[H")
		e.shown = picture{}
	case suspend:
		e.suspend()
	default:
		e.edit(k)
	}
	return false, false
}

// recall shows a line of the history, or after the last what was typed.
func (e *Editor) recall(past int) {
	if past < 0 || past > len(e.history) || past == e.past {
		return
	}
	if e.past == len(e.history) {
		e.typed = e.text
	}
	e.past = past
	if past == len(e.history) {
		e.set(e.typed)
	} else {
		e.set(e.history[past])
	}
}

// draw shows the line as it is.
func (e *Editor) draw() {
	columns, rows := e.Columns(), e.rows()
	now := arrange(e.prompt.Text(columns), e.line, nil, columns)
	if len(e.list) > 0 && e.prompt.List != nil {
		room := max(1, min(maxRows, rows-len(now.rows)-1))
		now.rows = append(now.rows, e.prompt.List(e.list, e.chosen, columns, room)...)
	}
	now = now.within(rows)
	if now.width = columns; !now.same(e.shown) {
		e.write(now.paint(e.shown))
		e.shown = now
	}
}

// maxRows is how much is listed: more is not read while somebody speaks.
const maxRows = 8

// menu is what a part of the line may become, while somebody chooses.
type menu struct {
	list     []Candidate
	chosen   int // -1: none yet
	from, to int // where that part stands
	original string
}

// complete makes of the word at the cursor the only thing that it can become. Where that is several things
// it is made as long as they begin alike, and they are listed; once more takes them one after another.
func (e *Editor) complete(backwards bool) {
	if len(e.list) > 0 {
		e.choose(backwards)
		return
	}
	if e.prompt.Complete == nil {
		return
	}
	c := e.prompt.Complete(e.text, e.at)
	switch part := e.text[c.From:e.at]; {
	case len(c.Candidates) == 0:
	case len(c.Candidates) == 1:
		text := c.Candidates[0].Text
		if !strings.HasSuffix(text, " ") && !strings.HasPrefix(e.text[e.at:], " ") {
			text += " "
		}
		e.replace(c.From, e.at, text)
	default:
		if longer := shared(c.Candidates); len(longer) > len(part) && strings.HasPrefix(words.Fold(longer), words.Fold(part)) {
			e.replace(c.From, e.at, longer)
			part = longer
		}
		e.menu = menu{c.Candidates, -1, c.From, e.at, part}
	}
}

func shared(list []Candidate) string {
	var texts []string
	for _, c := range list {
		texts = append(texts, c.Text)
	}
	return common(texts)
}

func (e *Editor) choose(backwards bool) {
	switch {
	case backwards && e.chosen <= 0:
		e.chosen = len(e.list) - 1
	case backwards:
		e.chosen--
	default:
		e.chosen = (e.chosen + 1) % len(e.list)
	}
	e.replace(e.from, e.to, e.list[e.chosen].Text)
	e.to = e.at
}

// dismiss closes the list, and takes back what was chosen from it.
func (e *Editor) dismiss() {
	if len(e.list) > 0 {
		e.replace(e.from, e.to, e.original)
	}
	e.menu = menu{}
}

// heed does what a signal says about the terminal. Another size is seen when the line is drawn.
func (e *Editor) heed(s os.Signal) {
	if slices.Contains(continuing, s) {
		e.again()
	}
}

// again takes the terminal over once more, after others had it.
func (e *Editor) again() {
	_ = e.resume() // a terminal that is gone is seen when it is read
	e.shown = picture{}
}
