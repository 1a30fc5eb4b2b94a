package lint

import (
	"slices"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// Fixed gives a file in which the fixes of its findings are made, and the findings that they mend. Of fixes that get in
// each other's way the first is made: what is left may be found anew.
func Fixed(path string, data []byte, findings []diag.Finding) ([]byte, []diag.Finding) {
	var edits []diag.Edit
	var mended []diag.Finding
	for _, f := range findings {
		if f.Fix == nil || f.Path != path || !fits(edits, f.Fix.Edits, path) {
			continue
		}
		edits = append(edits, f.Fix.Edits...)
		mended = append(mended, f)
	}
	slices.SortStableFunc(edits, func(a, b diag.Edit) int { return a.Start - b.Start })
	var fixed []byte
	at := 0
	for _, e := range edits {
		fixed = append(append(fixed, data[at:e.Start]...), e.Text...)
		at = e.End
	}
	return append(fixed, data[at:]...), mended
}

// fits tells whether some more edits of a file can be made along with others.
func fits(edits, more []diag.Edit, path string) bool {
	for _, e := range more {
		meets := func(other diag.Edit) bool { return e.Start <= other.End && other.Start <= e.End }
		if e.Path != path || slices.ContainsFunc(edits, meets) {
			return false
		}
	}
	return true
}
