package source

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A part of a scalar is found wherever its form has put it.
func TestWithin(t *testing.T) {
	tests := []struct{ text, part, want string }{
		{"a: item.stakes.all(s)\n", "stakes", "1:9-1:15"},
		{"a: item\n   .stakes\n", "stakes", "2:5-2:11"},
		{"a: 'x == ''é'' && foo'\n", "foo", "1:19-1:22"},
		{`a: "x == \"\u00e9\" && foo"` + "\n", "foo", "1:24-1:27"},
		{"a: \"x ||\n  foo\"\n", "foo", "2:3-2:6"},
		{"a: \"x ||\\\n  foo\"\n", "foo", "2:3-2:6"},
		{"a: \"x\\n\\tfoo\"\n", "foo", "1:10-1:13"},
		{"a: |\n  x ||\n  foo\n", "foo", "3:3-3:6"},
		{"a: | # foo\n  x ||\n    foo\n", "foo", "3:5-3:8"},
		{"a: >-\n  x ||\n  foo == 1\n", "foo", "3:3-3:6"},
		{"a: >-\n  x ||\n\n  foo\n", "foo", "4:3-4:6"},
		{"a: >-\n  x ||\n  foo\n", "x ||", "2:3-2:7"},
		{"a: >-\r\n  x ||\r\n  foo\r\n", "foo", "3:3-3:6"},
		{"a: [x, foo]\n", "foo", "1:8-1:11"},
	}
	for _, tt := range tests {
		f, findings := Parse("a.yaml", []byte(tt.text))
		if len(findings) > 0 {
			t.Fatal(tt.text, findings)
		}
		_, n := f.Root.Get("a")
		if n.Kind == Sequence {
			n = n.Children[1]
		}
		at := strings.Index(n.Value, tt.part)
		r := f.Within(n, at, at+len(tt.part))
		got := fmt.Sprintf("%d:%d-%d:%d", r.Start.Line, r.Start.Column, r.End.Line, r.End.Column)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q: %s", tt.text, diff)
		}
		// Whatever is asked for, the answer lies in the scalar.
		for from := -1; from <= len(n.Value)+1; from++ {
			whole := f.Range(n)
			part := f.Within(n, from, from)
			if part.Start.Line < whole.Start.Line || part.End.Line > whole.End.Line {
				t.Errorf("%q: %d is at %v, outside of %v", tt.text, from, part, whole)
			}
		}
	}
}
