package source

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDirectivesReach(t *testing.T) {
	const text = `# canvas: file
a: 1 # canvas: beside
# canvas: first

# another
# canvas: second
b:
  - x
  # canvas: entry
  - y: 1
    z: 2
  - {p: q, # canvas: flow
     r: s}
# canvas: end
`
	f, findings := Parse("t.yaml", []byte(text))
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	type reach struct {
		Text        string
		First, Last int
	}
	want := []reach{{"file", 0, 0}, {"beside", 2, 2}, {"first", 7, 13}, {"second", 7, 13}, {"entry", 10, 11}, {"flow", 12, 13}, {"end", 16, 16}}
	var got []reach
	for _, d := range f.Directives("canvas") {
		got = append(got, reach{d.Text, d.First, d.Last})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// As many comments as a file can hold are found at once.
func BenchmarkDirectives(b *testing.B) {
	f, _ := Parse("t.yaml", []byte("a: 1\n"+strings.Repeat("# canvas: x\n", 50_000)))
	for b.Loop() {
		f.Directives("canvas")
	}
}
