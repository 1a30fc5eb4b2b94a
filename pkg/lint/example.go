package lint

import (
	"embed"
	"strings"

	"github.com/rogpeppe/go-internal/txtar"
)

// File is a file of an example.
type File struct {
	Path string // in the canvas
	Text string
}

// Example is a small canvas in which a rule finds something, and the same put right.
type Example struct {
	Both      []File // what stands in either
	Bad, Good []File // what differs
}

//go:embed examples/*.txtar
var examples embed.FS

// Example shows the rule at work, in words of the language; ok is false where a few lines of text
// cannot show it, or where the schema and not this package says what it finds.
func (r Rule) Example(language string) (e Example, ok bool) {
	data, err := examples.ReadFile("examples/" + r.Name + ".txtar")
	if err != nil {
		return e, false
	}
	for _, f := range txtar.Parse(data).Files {
		for part, files := range map[string]*[]File{"/both/": &e.Both, "/bad/": &e.Bad, "/good/": &e.Good} {
			if path, ok := strings.CutPrefix(f.Name, language+part); ok {
				*files = append(*files, File{path, string(f.Data)})
			}
		}
	}
	return e, true
}
