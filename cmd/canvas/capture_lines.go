package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// readLines reads lines ahead. A line ends with a line feed, or with the input.
func readLines(in io.Reader) <-chan string {
	lines := make(chan string)
	go func() { // a read cannot be called off
		defer close(lines)
		r := bufio.NewReader(in)
		for {
			line, err := r.ReadString('\n')
			if line = strings.TrimRight(line, "\r\n"); line != "" || err == nil {
				lines <- decoded(line)
			}
			if err != nil {
				return
			}
		}
	}()
	return lines
}

// decoded takes what is not UTF-8 for the text of an old Windows.
func decoded(line string) string {
	line = strings.TrimPrefix(line, "\ufeff")
	if utf8.ValidString(line) {
		return inLine.Replace(line)
	}
	text, err := charmap.Windows1252.NewDecoder().String(line)
	if err != nil {
		return strings.ToValidUTF8(line, "\ufffd")
	}
	return text
}

// next is the one place where a line is waited for; ok is false when there is none any more.
func (t *taking) next(a asked) (line string, ok bool) {
	defer t.engine.Idle()()
	if t.editor != nil {
		return t.typed(a)
	}
	if t.asks {
		fmt.Fprint(t.stderr, a.text())
	}
	select {
	case <-t.listening.Done():
	case line, ok = <-t.lines:
	}
	if !ok && t.asks {
		fmt.Fprintln(t.stderr)
	}
	return line, ok
}

// loop takes line after line.
func (t *taking) loop() {
	for !t.quit {
		line, ok := t.next(t.line())
		if !ok {
			t.keepLeft()
			return
		}
		t.take(line)
	}
}

// line asks for the next line, or for the answer to what is asked.
func (t *taking) line() asked {
	a := asked{text: t.prompt, complete: t.engine.Complete, line: t.begun, passing: t.engine.Asking() != nil}
	t.begun = ""
	return a
}

func (t *taking) prompt() string {
	sign := t.talk.Glyph("›", ">") + " "
	if _, name := t.engine.Speaker(); name != "" {
		most := 24
		if t.editor != nil {
			most = min(most, t.talk.Width()/3)
		}
		return t.talk.Dim(cut(name, most)) + " " + sign
	}
	return sign
}
