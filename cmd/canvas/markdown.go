package main

import (
	"regexp"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/words"
)

var (
	// called is where hosts call people, or link issues, merge requests, labels, milestones, addresses and
	// emoji, out of plain text.
	called = regexp.MustCompile(`(?i)[@#][a-z0-9_]|[!&^$][0-9]|[%~][a-z0-9"]|\bgh-[0-9]|://|\bwww\.|:[a-z0-9_+-]*[a-z_+][a-z0-9_+-]*:`)
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
			line = special.ReplaceAllString(uncalled(line), `\$0`)
			lines = append(lines, opening.ReplaceAllString(line, `$1\$2`))
		}
	}
	return strings.Join(lines, "<br>")
}

// uncalled takes from a text what hosts make links of, unseen: a sign that joins what it stands between.
func uncalled(text string) string {
	for called.MatchString(text) { // one may begin within another
		text = called.ReplaceAllStringFunc(text, func(call string) string { return call[:1] + "\u2060" + call[1:] })
	}
	return text
}

// code shows an id or a path in Markdown.
func code(text string) string { return "`" + strings.ReplaceAll(words.Printable(text), "`", "'") + "`" }
