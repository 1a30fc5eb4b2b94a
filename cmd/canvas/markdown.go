package main

import (
	"regexp"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/words"
)

var (
	// called are the marks by which hosts call people and link issues out of plain text.
	called = regexp.MustCompile(`([@#])([A-Za-z0-9])`)
	// special are the characters that are markup anywhere in a line, and opening those that are
	// markup where a line begins.
	special = regexp.MustCompile("[\\\\`*_\\[\\]<>|~&$]")
	opening = regexp.MustCompile(`^(\d*)([-+#=.)])`)
)

// markdown makes a text stand for itself on one line of Markdown, whatever it holds: it cannot become
// markup or HTML, end a table's cell, call a person (@name) or link an issue (#12).
func markdown(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(words.Printable(strings.TrimRight(line, "\r\n"))); line != "" {
			line = special.ReplaceAllString(called.ReplaceAllString(line, "$1\u2060$2"), `\$0`)
			lines = append(lines, opening.ReplaceAllString(line, `$1\$2`))
		}
	}
	return strings.Join(lines, "<br>")
}

// code shows an id or a path in Markdown.
func code(text string) string { return "`" + strings.ReplaceAll(words.Printable(text), "`", "'") + "`" }
