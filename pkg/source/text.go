package source

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// maxAlike limits how often one file is told the same thing: a file full of control characters is
// one problem, not a million.
const maxAlike = 10

// checkText looks at the bytes before anything is read from them, and tells whether to go on.
func (r *reader) checkText() bool {
	data := r.file.Data
	switch {
	case len(data) > MaxBytes:
		r.refuse("too-large", diag.Range{}, diag.Msg("source-too-large", "limit", MaxBytes>>10))
	case isUTF16(data):
		r.refuse("not-utf-8", r.file.span(0, min(1, r.file.lineEnd(0))), diag.Msg("source-utf-16")).
			Hint = diag.Msg("source-hint-utf-8")
	case !utf8.Valid(data):
		at := invalidByte(data)
		r.refuse("not-utf-8", r.file.span(at, at+1), diag.Msg("source-not-utf-8", "byte", fmt.Sprintf("%02X", data[at]))).
			Hint = diag.Msg("source-hint-utf-8")
	case r.checkConflicts():
	default:
		r.checkControls()
		return true
	}
	return false
}

// isUTF16 recognises UTF-16 by its byte order mark, or by the zero that an ASCII letter has there.
func isUTF16(data []byte) bool {
	return len(data) >= 2 && (data[0] == 0xff && data[1] == 0xfe || data[0] == 0xfe && data[1] == 0xff ||
		data[0] == 0 != (data[1] == 0))
}

func invalidByte(data []byte) int {
	at := 0
	for at < len(data) {
		c, size := utf8.DecodeRune(data[at:])
		if c == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	return at
}

// checkConflicts reports what a merge left for somebody to decide.
func (r *reader) checkConflicts() bool {
	data := r.file.Data
	if !bytes.Contains(data, []byte("<<<<<<<")) && !bytes.Contains(data, []byte("=======")) && !bytes.Contains(data, []byte(">>>>>>>")) {
		return false
	}
	found, opened := false, 0 // opened is the line of a <<<<<<< that no >>>>>>> has closed yet
	report := func(first, last int) {
		found = true
		start, _ := r.file.line(first)
		_, end := r.file.line(last)
		r.refuse("conflict-marker", r.file.span(start, end), diag.Msg("source-conflict")).
			Hint = diag.Msg("source-hint-conflict")
	}
	for i := 1; i <= len(r.file.lines); i++ {
		start, end := r.file.line(i)
		switch text := data[start:end]; {
		case isMarker(text, '<'):
			if opened > 0 {
				report(opened, opened)
			}
			opened = i
		case isMarker(text, '>') && opened > 0:
			report(opened, i)
			opened = 0
		case isMarker(text, '>'), isMarker(text, '=') && opened == 0:
			report(i, i)
		}
	}
	if opened > 0 {
		report(opened, opened)
	}
	return found
}

// isMarker tells whether a line is what git puts around the sides of a conflict.
func isMarker(line []byte, c byte) bool {
	const width = 7
	return len(line) >= width && bytes.Count(line[:width], []byte{c}) == width && (len(line) == width || line[width] == ' ')
}

// checkControls warns of characters that do not show, and disguises them: the library refuses
// some and takes others for line ends.
func (r *reader) checkControls() {
	seen := map[rune]bool(nil)
	reported := 0
	for at := 0; ; {
		n := nextControl(r.file.Data[at:])
		if n < 0 {
			break
		}
		at += n
		c, size := utf8.DecodeRune(r.file.Data[at:])
		if at == 0 && c == 0xfeff {
			at += size
			continue
		}
		if seen == nil {
			seen = map[rune]bool{}
		}
		seen[c] = true
		if reported++; reported <= maxAlike {
			r.reportControl(c, at, at+size)
		}
		at += size
	}
	if len(seen) > 0 {
		r.disguise = newDisguise(r.file.Data, seen)
	}
}

func (r *reader) reportControl(c rune, start, end int) {
	f := r.report("control-character", r.file.span(start, end), diag.Msg("source-control", "code", fmt.Sprintf("U+%04X", c)))
	f.Severity = diag.Warning
	replacement := ""
	if c == 0x85 || c == 0x2028 || c == 0x2029 || c == '\v' || c == '\f' {
		replacement = " "
	}
	f.Fix = &diag.Fix{
		Message: diag.Msg("source-fix-control"),
		Edits:   []diag.Edit{{Path: r.file.Path, Start: start, End: end, Text: replacement}},
	}
}

// nextControl finds the first control character other than tab and line ends, Unicode's line and
// paragraph separators, a byte order mark or a noncharacter that the library refuses. It returns
// -1 when there is none.
func nextControl(data []byte) int {
	for i, c := range data {
		switch {
		case c >= 0x20 && c < 0x7f || c == '\n' || c == '\r' || c == '\t':
		case c < 0x20 || c == 0x7f:
			return i
		case c == 0xc2 || c == 0xe2 || c == 0xef:
			if r, _ := utf8.DecodeRune(data[i:]); isInvisible(r) {
				return i
			}
		}
	}
	return -1
}

func isInvisible(r rune) bool {
	return 0x80 <= r && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff || r == 0xfffe || r == 0xffff
}

// disguise replaces characters that the library stumbles over by others while it reads, one for
// one, so that its lines and columns hold. The nil disguise replaces nothing.
type disguise struct{ put, remove *strings.Replacer }

// newDisguise picks private characters that the file does not hold.
func newDisguise(data []byte, seen map[rune]bool) *disguise {
	var put, remove []string
	mask := '\U000F0000'
	for c := range seen {
		for bytes.ContainsRune(data, mask) {
			mask++
		}
		put = append(put, string(c), string(mask))
		remove = append(remove, string(mask), string(c))
		mask++
	}
	return &disguise{strings.NewReplacer(put...), strings.NewReplacer(remove...)}
}

func (d *disguise) apply(data []byte) []byte {
	if d == nil {
		return data
	}
	text, hasBOM := strings.CutPrefix(string(data), bom)
	text = d.put.Replace(text)
	if hasBOM {
		text = bom + text
	}
	return []byte(text)
}

func (d *disguise) undo(s string) string {
	if d == nil {
		return s
	}
	return d.remove.Replace(s)
}

// checkDocuments refuses a second document, which the library drops in silence.
func (r *reader) checkDocuments() bool {
	if !bytes.Contains(r.file.Data, []byte("---")) && !bytes.Contains(r.file.Data, []byte("...")) {
		return true
	}
	began, ended := false, false
	for i := 1; i <= len(r.file.lines); i++ {
		start, end := r.file.line(i)
		text := r.file.Data[start:end]
		isStart := isDocumentMark(text, "---")
		switch {
		case isDocumentMark(text, "..."):
			ended = began
		case isStart && began, ended && !isBlank(text):
			r.refuse("several-documents", r.file.span(start, end), diag.Msg("source-several-documents")).
				Hint = diag.Msg("source-hint-several-documents")
			return false
		case isStart, !isBlank(text) && text[0] != '%':
			began = true
		}
	}
	return true
}

func isDocumentMark(line []byte, mark string) bool {
	return bytes.HasPrefix(line, []byte(mark)) && (len(line) == len(mark) || line[len(mark)] == ' ' || line[len(mark)] == '\t')
}

// isBlank tells whether there is nothing on a line, or only a comment.
func isBlank(line []byte) bool {
	line = bytes.TrimLeft(line, " \t")
	return len(line) == 0 || line[0] == '#'
}
