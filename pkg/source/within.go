package source

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// Within tells where in the file a part of a scalar's text stands, from an offset in bytes of its Value up to
// another, whatever the scalar's form. Both forms have the same characters in the same order but for blanks, which
// folding changes, so they are counted by the others.
func (f *File) Within(n *Node, from, to int) diag.Range {
	if n.Kind != Scalar || n.Line < 1 {
		return f.Range(n)
	}
	start, end := f.Offsets(n)
	from = min(max(from, 0), len(n.Value))
	to = min(max(to, from), len(n.Value))
	first := f.after(start, end, marks(n.Value[:from]), true)
	if to == from {
		return f.span(first, first)
	}
	return f.span(first, f.after(start, end, marks(n.Value[:to]), false))
}

// marks counts the characters that are not blank.
func marks(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// after is the offset behind as many characters of the scalar from start to end as are not blank; or that
// of the next such character, where there is one.
func (f *File) after(start, end, count int, next bool) int {
	at, quote := start, byte(0)
	if start < end {
		switch f.Data[start] {
		case '"', '\'':
			quote = f.Data[start]
			at, end = start+1, max(end-1, start+1)
		case '|', '>':
			at = min(f.lineEnd(start), end) // a comment may follow the header
		}
	}
	behind := at
	for at < end {
		r, size := unit(f.Data[at:end], quote)
		if !unicode.IsSpace(r) {
			if count == 0 {
				break
			}
			count--
			behind = at + size
		}
		at += size
	}
	if next && at < end {
		return at
	}
	return behind
}

// unit reads what stands for one character of a scalar, and tells how many bytes it takes.
func unit(data []byte, quote byte) (rune, int) {
	r, size := utf8.DecodeRune(data)
	switch {
	case quote == '\'' && r == '\'' && len(data) > 1:
		return r, 2
	case quote == '"' && r == '\\' && len(data) > 1:
		return escaped(data)
	}
	return r, size
}

// escaped reads an escape of a double-quoted text.
func escaped(data []byte) (rune, int) {
	c := data[1]
	if digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[c]; digits > 0 && len(data) >= 2+digits {
		code, err := strconv.ParseUint(string(data[2:2+digits]), 16, 32)
		if err == nil {
			return rune(code), 2 + digits
		}
	}
	if strings.IndexByte("ntvfr \t\r\nN_LP", c) >= 0 { // all of them blank
		return ' ', 2
	}
	_, size := utf8.DecodeRune(data[1:])
	return rune(c), 1 + size
}
