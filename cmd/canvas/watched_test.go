package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// watched is a terminal that somebody looks at.
type watched struct {
	mu    sync.Mutex
	shown strings.Builder
	seen  int           // of the text: what was waited for so far
	ended chan struct{} // closed when nothing more comes
}

// watch looks at all that a terminal shows, and hands it on to others.
func watch(tty io.Reader, others ...io.Writer) *watched {
	w := &watched{ended: make(chan struct{})}
	go func() {
		defer close(w.ended)
		part := make([]byte, 4096)
		for {
			n, err := tty.Read(part)
			w.mu.Lock()
			w.shown.Write(part[:n])
			w.mu.Unlock()
			for _, other := range others {
				_, _ = other.Write(part[:n])
			}
			if err != nil {
				return
			}
		}
	}()
	return w
}

// raw is all that was shown, as the program wrote it.
func (w *watched) raw() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.shown.String()
}

// text is all that was shown, without what moves the cursor and colours.
func (w *watched) text() string { return strings.ReplaceAll(ansi.Strip(w.raw()), "\r", "") }

// await waits until a text is shown behind those that were waited for before.
func (w *watched) await(text string) error {
	late := time.After(20 * time.Second)
	for over := false; ; {
		shown := w.text()
		if i := strings.Index(shown[min(w.seen, len(shown)):], text); i >= 0 {
			w.seen += i + len(text)
			return nil
		}
		if over {
			return fmt.Errorf("%q is not shown:\n%s", text, shown)
		}
		select {
		case <-w.ended:
			over = true // and what came last is looked at
		case <-late:
			over = true
		case <-time.After(5 * time.Millisecond):
		}
	}
}
