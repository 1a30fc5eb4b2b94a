package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/term"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// Whatever stands in a file, a quote is two lines that fit the screen, hold nothing that a terminal
// obeys, and underline something that is there.
func FuzzQuote(f *testing.F) {
	for _, text := range files {
		f.Add([]byte(text), 1, 7, 3, 40)
	}
	f.Add([]byte("a: \u200b\u00ad\u2028\t漢\r\nb"), 1, 4, 20, 25)
	f.Add([]byte("\xff\xfea\x00:\x00"), 1, 1, 1, 20)
	f.Fuzz(func(t *testing.T, data []byte, line, column, length, width int) {
		width = 20 + width&0xff
		o := options("fr", fmt.Sprintf("COLUMNS=%d", width))
		o.Source = func(string) ([]byte, error) { return data, nil }
		q := quoter{Options: o}
		quote, _ := q.quote(diag.Finding{Range: diag.Span(line, column, length), Severity: diag.Error})
		if quote == "" {
			return
		}
		if quote != strings.ToValidUTF8(quote, "?") || words.Printable(strings.ReplaceAll(quote, "\n", "")) != strings.ReplaceAll(quote, "\n", "") {
			t.Errorf("not printable: %q", quote)
		}
		shown := strings.Split(quote, "\n")
		if len(shown) != 3 || !strings.Contains(shown[1], "~") {
			t.Fatalf("%q", quote)
		}
		for _, l := range shown {
			if term.Width(l) > width {
				t.Errorf("%d columns: %q", term.Width(l), l)
			}
		}
	})
}

// A message never begins a line of its own making: that could forge a finding, or a command to CI.
func FuzzTextKeepsToItsLines(f *testing.F) {
	f.Add("titre\n::error::x", "a.yaml")
	f.Add("\u2028\u0085\r\x1b]8;;http://x\x07", "b\n.yaml")
	f.Fuzz(func(t *testing.T, text, path string) {
		finding := diag.Finding{Path: path, Severity: diag.Error, Message: said(text), Hint: diag.Msg("quoted", "text", text)}
		var got bytes.Buffer
		if err := Text(&got, Result{Findings: []diag.Finding{finding}}, options("en")); err != nil {
			t.Fatal(err)
		}
		out := got.String()
		if !utf8.ValidString(out) || strings.Count(out, "\n") != 2 || words.Printable(strings.ReplaceAll(out, "\n", "")) != strings.ReplaceAll(out, "\n", "") {
			t.Errorf("%q", out)
		}
	})
}
