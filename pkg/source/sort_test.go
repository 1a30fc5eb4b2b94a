package source

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func abc(Path) []string { return []string{"a", "b", "c"} }

func TestSort(t *testing.T) {
	for name, tt := range map[string]struct{ before, after string }{
		"in order":         {"a: 1\nb: 2\n", "a: 1\nb: 2\n"},
		"unknown ones":     {"x: 0\nb: 2\ny: 0\na: 1\n", "a: 1\nb: 2\nx: 0\ny: 0\n"},
		"comments":         {"# top\n\n# of b\nb: 2 # two\n  # under b\na: 1\n# end\n", "# top\n\na: 1\n# of b\nb: 2 # two\n  # under b\n# end\n"},
		"what begins":      {"# top\nb: 2\na: 1\n", "# top\na: 1\nb: 2\n"},
		"blocks":           {"c: |\n  text\n\n  more\nb:\n- 1\n- 2\na:\n  z: 1\n", "a:\n  z: 1\nb:\n- 1\n- 2\nc: |\n  text\n\n  more\n"},
		"no final newline": {"b: 2\na: 1", "a: 1\nb: 2\n"},
		"CRLF":             {"b: 2\r\na: 1\r\n", "a: 1\r\nb: 2\r\n"},
		"brackets":         {"{b: 2, a: 1}\n", "{b: 2, a: 1}\n"},
		"mark":             {"--- \nb: 2\na: 1\n", "--- \na: 1\nb: 2\n"},
		"a kept end":       {"b: 2\na: |+\n  text\n\n", "a: |+\n  text\n\nb: 2\n"},
		"refused":          {"b: [\na: 1\n", "b: [\na: 1\n"},
		"twice":            {"b: 2\na: 1\nb: 3\n", "b: 2\na: 1\nb: 3\n"},
		"nothing":          {"", ""},
		"blank lines":      {"b: 2\n\na: 1\n\nc: 3\n", "a: 1\n\nb: 2\n\nc: 3\n"},
	} {
		t.Run(name, func(t *testing.T) {
			f, _ := Parse("x.yaml", []byte(tt.before))
			sorted := f.Sort(abc)
			if diff := cmp.Diff(tt.after, string(sorted.Data)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if again := sorted.Sort(abc); again != sorted {
				t.Errorf("sorted again it is %q", again.Data)
			}
		})
	}
}

// FuzzSort checks that sorting is done once and loses nothing.
func FuzzSort(f *testing.F) {
	for _, seed := range []string{"b: 2\na: 1", "# x\nb: |+\n  t\n\n\na: [1,\n 2]\n# e", "c: 'x\n\n y'\n\n #\nb: # d\n\n  - 1\na:", "---\nb: 1\na: 2\n...\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, _ := Parse("x.yaml", []byte(text))
		sorted := file.Sort(abc)
		if again := sorted.Sort(abc); again != sorted {
			t.Errorf("%q is sorted to %q, and then to %q", text, sorted.Data, again.Data)
		}
	})
}
