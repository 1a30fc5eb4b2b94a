package canvas

import (
	"testing"

	"github.com/canevas-systemique/canvas/pkg/source"
)

// Whatever a comment holds, what is read of it stands in the file where it is said to stand.
func FuzzIgnores(f *testing.F) {
	for _, seed := range []string{
		"# canvas: ignore[a] why\nx: 1\n", "x: 1 # canvas: ignore[a, b ,c] — why\n", "x:\n  # canvas: ignore[a]why\n  - 1\n", "x: 1 # canvas:ignore[é,\ta]\n",
		"x: 1\r\n# canvas: ignore [a\r\ny: 2\r\n", "x: >- # canvas: ignore[]\n  # canvas: ignore[a]\n", "# canvas: ignore", "x: 1 # canvas: ignore]a[\n", "# canvas: ignore[,,]: \n",
		"x: {a: 1, # canvas: ignore[a] b\n  b: 2}\n", "\ufeff# canvas: ignore[a] b\nx: 1\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, _ := source.Parse("x.yaml", []byte(text))
		for _, g := range ignores(file) {
			if g.First > g.Last || g.Range.Start.Line < 1 {
				t.Errorf("%q: from line %d to %d, at %v", text, g.First, g.Last, g.Range)
			}
			for _, r := range g.Rules {
				line := []rune(file.Line(r.Range.Start.Line))
				from, to := r.Range.Start.Column-1, r.Range.End.Column-1
				if r.Range.End.Line != r.Range.Start.Line || to > len(line) || string(line[from:to]) != r.Name {
					t.Errorf("%q: %q is not at %v", text, r.Name, r.Range)
				}
			}
		}
	})
}
