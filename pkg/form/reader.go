package form

import (
	"os"
	"unicode/utf8"
)

// wholeRunes reads a terminal without ever ending in the middle of a character: a letter that a dead key makes may
// arrive byte by byte, and the form would take each for a key of its own.
type wholeRunes struct {
	*os.File
	begun []byte
}

func (r *wholeRunes) Read(data []byte) (int, error) {
	for {
		n := copy(data, r.begun)
		read, err := r.File.Read(data[n:])
		n += read
		end := wholeEnd(data[:n])
		r.begun = append(r.begun[:0], data[end:n]...)
		if end > 0 || err != nil {
			return end, err
		}
	}
}

// wholeEnd is where the last whole character ends.
func wholeEnd(data []byte) int {
	for i := len(data) - 1; i >= 0 && i >= len(data)-utf8.UTFMax; i-- {
		if utf8.RuneStart(data[i]) {
			if utf8.FullRune(data[i:]) {
				return len(data)
			}
			return i
		}
	}
	return len(data)
}
