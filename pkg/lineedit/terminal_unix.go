//go:build unix

package lineedit

import (
	"os"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"
)

// watched are the signals that concern the terminal. To be told that nobody reads any more must not end the
// program before it has given the terminal back. SIGTSTP is not among them: a Go program that was once notified of
// it is never stopped by it again.
var (
	continuing = []os.Signal{syscall.SIGCONT}
	watched    = []os.Signal{syscall.SIGWINCH, syscall.SIGCONT, syscall.SIGPIPE}
)

// suspend gives the terminal back and stops, until somebody goes on with the program.
func (e *Editor) suspend() {
	at := e.at
	e.at = len(e.text)
	e.draw()
	e.write("\r\n")
	e.at = at
	e.release()
	_ = syscall.Kill(0, syscall.SIGTSTP) // all that the terminal would have stopped
	select {
	case <-e.signals: // somebody went on with it
	case <-time.After(200 * time.Millisecond): // nobody is there who could go on with it, so it was not stopped
	}
	e.again()
}

// keepLineBreaks leaves it to the terminal to make a line break of a line feed: the program prints as ever.
func keepLineBreaks(in *os.File) {
	if state, err := term.GetState(in.Fd()); err == nil {
		state.Oflag |= syscall.OPOST
		_ = term.SetState(in.Fd(), state)
	}
}
