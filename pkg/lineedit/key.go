package lineedit

import (
	"bytes"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/encoding/charmap"

	"github.com/canevas-systemique/canvas/pkg/words"
)

// key is what somebody pressed, or text that was typed or pasted.
type key int

const (
	text key = iota
	enter
	tab
	backTab
	escape
	left
	right
	wordLeft
	wordRight
	home
	end
	up
	down
	erase // the character before the cursor
	remove
	eraseWord
	eraseWordBack // up to a space
	removeWord
	eraseToStart
	removeToEnd
	putBack
	redraw
	interrupt
	endOfInput
	suspend
	nothing // a key that means nothing here
)

// controls are the keys that send one byte.
var controls = map[byte]key{
	1: home, 2: left, 3: interrupt, 4: endOfInput, 5: end, 6: right, 8: erase, 9: tab, 10: enter, 11: removeToEnd,
	12: redraw, 13: enter, 14: down, 16: up, 21: eraseToStart, 23: eraseWordBack, 25: putBack, 26: suspend, 127: erase,
}

// finals are the keys that send a sequence, by the byte that ends it.
var finals = map[byte]key{'A': up, 'B': down, 'C': right, 'D': left, 'F': end, 'H': home, 'Z': backTab}

// numbers are the keys that send a sequence with a number and a tilde.
var numbers = map[int]key{1: home, 7: home, 4: end, 8: end, 3: remove}

// withAlt are the keys that send what a letter does after an escape.
var withAlt = map[byte]key{'b': wordLeft, 'f': wordRight, 'd': removeWord}

// farther is what a key does when it is pressed together with Ctrl or Alt.
var farther = map[key]key{left: wordLeft, right: wordRight, remove: removeWord}

const (
	pasteBegins = "\x1b[200~"
	pasteEnds   = "\x1b[201~"
)

// decoder makes keys of the bytes that a terminal sends.
type decoder struct {
	pending []byte
	pasting bool // what comes is text, whatever it looks like
	broken  bool // the last byte was a carriage return: a line feed belongs to it
}

// feed adds what was read.
func (d *decoder) feed(data []byte) { d.pending = append(d.pending, data...) }

// settle takes what is pending for all that comes: an escape alone is a key, a sequence or a paste that stopped
// short is over.
func (d *decoder) settle() (k key) {
	if !d.pasting && string(d.pending) == "\x1b" {
		k = escape
	}
	d.pending, d.pasting = nil, false
	return k.orNothing()
}

// patience is how long more may take to come; 0 is forever.
func (d *decoder) patience() time.Duration {
	switch {
	case d.pasting:
		return time.Second
	case len(d.pending) > 0 && d.pending[0] == '\x1b':
		return 50 * time.Millisecond
	}
	return 0
}

// next gives the next key, with its text; ok is false when more must be read first.
func (d *decoder) next() (k key, typed string, ok bool) {
	for len(d.pending) > 0 {
		k, typed, size := d.read()
		if size == 0 {
			return nothing, "", false
		}
		first := d.pending[0]
		d.pending = d.pending[size:]
		again := d.broken && first == '\n'
		d.broken = first == '\r'
		if !again && k != nothing {
			return k, typed, true
		}
	}
	return nothing, "", false
}

// read reads the key that the pending bytes begin with; size is 0 when it is not whole yet.
func (d *decoder) read() (k key, typed string, size int) {
	first := d.pending[0]
	switch {
	case d.pasting && (first == '\r' || first == '\n'):
		return enter, "", 1
	case first == '\x1b' && d.pasting:
		return d.readPasteEnd()
	case first == '\x1b':
		return d.readSequence()
	case !d.pasting && (first < ' ' || first == 127):
		if k, known := controls[first]; known {
			return k, "", 1
		}
		return nothing, "", 1
	}
	return d.readText()
}

// readPasteEnd reads an escape inside a paste: either it ends, or the escape is left out.
func (d *decoder) readPasteEnd() (k key, typed string, size int) {
	switch {
	case bytes.HasPrefix(d.pending, []byte(pasteEnds)):
		d.pasting = false
		return nothing, "", len(pasteEnds)
	case strings.HasPrefix(pasteEnds, string(d.pending)):
		return nothing, "", 0
	}
	return nothing, "", 1
}

// readText reads text up to what is no text. What is not UTF-8 is the text of an old Windows.
func (d *decoder) readText() (k key, typed string, size int) {
	var b strings.Builder
	for size < len(d.pending) {
		rest := d.pending[size:]
		if c := rest[0]; c == '\x1b' || c == '\r' || c == '\n' || !d.pasting && (c < ' ' || c == 127) {
			break
		}
		if !utf8.FullRune(rest) {
			break
		}
		r, n := utf8.DecodeRune(rest)
		if r == utf8.RuneError && n == 1 {
			r = charmap.Windows1252.DecodeByte(rest[0])
		}
		// What a terminal would obey is left out; a tab is a space.
		if shown := words.Printable(string(r)); shown != "\ufffd" {
			b.WriteString(shown)
		}
		size += n
	}
	if b.Len() == 0 {
		return nothing, "", size
	}
	return text, b.String(), size
}

// readSequence reads what begins with an escape.
func (d *decoder) readSequence() (k key, typed string, size int) {
	if len(d.pending) == 1 {
		return nothing, "", 0
	}
	switch second := d.pending[1]; second {
	case 127, 8:
		return eraseWord, "", 2
	case 'O': // as the keypad sends
		if len(d.pending) == 2 {
			return nothing, "", 0
		}
		return finals[d.pending[2]].orNothing(), "", 3
	default:
		if k, known := withAlt[second]; known {
			return k, "", 2
		}
	}
	sequence, _, size, state := ansi.DecodeSequence(d.pending, ansi.NormalState, nil)
	switch {
	case state != ansi.NormalState:
		return nothing, "", 0
	case size == 1:
		return escape, "", 1
	case string(sequence) == pasteBegins:
		d.pasting = true
		return nothing, "", size
	case !ansi.HasCsiPrefix(sequence) || size < 3:
		return nothing, "", size
	}
	return pressed(string(sequence[2:])), "", size
}

// pressed is the key that sends a sequence: numbers, of which the second tells what was held down, and a
// byte that ends it.
func pressed(sequence string) key {
	final := sequence[len(sequence)-1]
	first, held, _ := strings.Cut(sequence[:len(sequence)-1], ";")
	k := finals[final].orNothing()
	if final == '~' {
		number, _ := strconv.Atoi(first)
		k = numbers[number].orNothing()
	}
	if far, known := farther[k]; known && held != "" && held != "1" && held != "2" {
		return far
	}
	return k
}

// orNothing is the key, or nothing where a map had none.
func (k key) orNothing() key {
	if k == text {
		return nothing
	}
	return k
}
