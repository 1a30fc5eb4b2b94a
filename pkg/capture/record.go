package capture

import (
	"encoding/json"
	"slices"
)

// Record is what is kept of a session while it lasts, one after another: a line as it was typed, before
// anything is looked at; then what it led to, before that is written.
type Record struct {
	Line   int    `json:"line,omitempty"` // the number of a line, from 1
	Text   string `json:"text,omitempty"` // of the line
	Step   *Step  `json:"step,omitempty"`
	Rewind bool   `json:"rewind,omitempty"` // the last step could not be written
	Done   int    `json:"done,omitempty"`   // the number of a line that changes nothing
}

// Encode writes a record without line breaks.
func (r Record) Encode() []byte {
	data, err := json.Marshal(r)
	if err != nil {
		panic(err) // texts, numbers and bytes are always JSON
	}
	return data
}

// Left is what the records of a session that was cut off tell.
type Left struct {
	Steps []Step
	Said  []string // all lines, as they were typed
	Lines []Record // of which no step was kept
	Last  int      // the number of the last line
}

// ReadLeft reads records; what cannot be read is passed over.
func ReadLeft(records [][]byte) Left {
	var left Left
	settled := map[int]bool{}
	for _, data := range records {
		var r Record
		if json.Unmarshal(data, &r) != nil {
			continue
		}
		switch {
		case r.Line > 0:
			left.Said = append(left.Said, r.Text)
			left.Lines = append(left.Lines, r)
			left.Last = max(left.Last, r.Line)
		case r.Step != nil:
			left.Steps = append(left.Steps, *r.Step)
		case r.Rewind && len(left.Steps) > 0:
			left.Steps = left.Steps[:len(left.Steps)-1]
		case r.Done > 0:
			settled[r.Done] = true
		}
	}
	for _, s := range left.Steps {
		for _, n := range s.Lines {
			settled[n] = true
		}
	}
	left.Lines = slices.DeleteFunc(left.Lines, func(r Record) bool { return settled[r.Line] })
	return left
}
