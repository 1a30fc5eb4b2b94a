package repo

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// storedCommit is a commit as git keeps it.
type storedCommit struct {
	id      objectID
	tree    objectID
	parents []objectID
	author  string // "Name <mail> seconds zone"
	when    time.Time
	message []byte
}

// parseCommit reads "tree …", "parent …", "author …", "committer …", other headers, an empty line
// and the message. Headers go on in lines that begin with a space.
func parseCommit(id objectID, data []byte) (*storedCommit, error) {
	c := &storedCommit{id: id}
	for len(data) > 0 {
		var line []byte
		line, data, _ = bytes.Cut(data, []byte("\n"))
		if len(line) == 0 {
			break
		}
		name, value, _ := strings.Cut(string(line), " ")
		switch name {
		case "tree":
			c.tree, _ = parseID(value)
		case "parent":
			if parent, ok := parseID(value); ok {
				c.parents = append(c.parents, parent)
			}
		case "author":
			c.author = value
		case "committer":
			_, _, c.when = parseSignature(value)
		}
	}
	c.message = data
	if c.tree == "" {
		return nil, fmt.Errorf("the commit %s is damaged", id)
	}
	return c, nil
}

// parseSignature reads "Name <mail> seconds zone".
func parseSignature(text string) (name, email string, when time.Time) {
	open, end := strings.IndexByte(text, '<'), strings.LastIndexByte(text, '>')
	if open < 0 || end < open {
		return strings.TrimSpace(text), "", time.Time{}
	}
	name, email = strings.TrimSpace(text[:open]), text[open+1:end]
	seconds, zone, _ := strings.Cut(strings.TrimSpace(text[end+1:]), " ")
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return name, email, time.Time{}
	}
	offset, err := strconv.Atoi(zone)
	if err != nil || offset < -2400 || offset > 2400 {
		offset = 0
	}
	return name, email, time.Unix(n, 0).In(time.FixedZone("", offset/100*3600+offset%100*60))
}

// inUTF8 reads what people wrote. What is not UTF-8 is taken for Latin-1, which old commits of
// Western Europe are in, also those that forget to say so.
func inUTF8[T string | []byte](written T) string {
	if utf8.ValidString(string(written)) {
		return string(written)
	}
	runes := make([]rune, 0, len(written))
	for _, b := range []byte(written) {
		runes = append(runes, rune(b))
	}
	return string(runes)
}

// opTrailer and undoesTrailer start the lines that our commits end with.
const (
	opTrailer     = "Canvas-Op: "
	undoesTrailer = "Canvas-Undoes: "
)

// withoutTrailers takes our lines out of the last paragraph of a message.
func withoutTrailers(message string) (rest, op, undoes string) {
	message = strings.TrimSpace(strings.ReplaceAll(message, "\r\n", "\n"))
	start := 0
	if i := strings.LastIndex(message, "\n\n"); i >= 0 {
		start = i + 2
	}
	lines := strings.Split(message[start:], "\n")
	lines = slices.DeleteFunc(lines, func(line string) bool {
		if value, ok := strings.CutPrefix(line, opTrailer); ok {
			op = strings.TrimSpace(value)
			return true
		}
		if value, ok := strings.CutPrefix(line, undoesTrailer); ok {
			undoes = strings.TrimSpace(value)
			return true
		}
		return false
	})
	return strings.TrimSpace(message[:start] + strings.Join(lines, "\n")), op, undoes
}
