package repo

import (
	"bytes"
	"testing"

	"github.com/go-git/go-git/v5/plumbing/format/packfile"
)

// FuzzPatch: a difference gives what go-git makes of it.
func FuzzPatch(f *testing.F) {
	f.Add([]byte("a folder of files"), []byte("the folder of three files"))
	f.Add(bytes.Repeat([]byte("0123456789"), 9000), append(bytes.Repeat([]byte("0123456789"), 8000), "end"...))
	f.Add([]byte{}, []byte("\x00\x03\x03abc"))
	f.Fuzz(func(t *testing.T, base, target []byte) {
		delta := packfile.DiffDelta(base, target)
		made, err := patch(base, delta)
		if err != nil || !bytes.Equal(made, target) {
			t.Errorf("%q and %q give %q, %v", base, delta, made, err)
		}
		// What is no difference at all is refused, or taken as go-git does.
		made, err = patch(base, target)
		wanted, otherwise := packfile.PatchDelta(base, target)
		if otherwise == nil && (err != nil || !bytes.Equal(made, wanted)) {
			t.Errorf("%q and %q give %q, %v, want %q", base, target, made, err, wanted)
		}
	})
}
