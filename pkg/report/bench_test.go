package report

import (
	"fmt"
	"io"
	"testing"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// BenchmarkFormats writes 10,000 findings, each in a file of its own. No format should take much longer than text.
func BenchmarkFormats(b *testing.B) {
	var findings []diag.Finding
	for i := range 10_000 {
		path := fmt.Sprintf("needs/consulter-historique-%d.yaml", i)
		f := diag.Finding{Path: path, Range: diag.Span(3, 5, 14), Severity: diag.Error, Rule: "broken-reference", Message: diag.Msg("broken-reference", "kind", diag.Term{Kind: "stake"}, "id", "reduire-impaye")}
		f.Hint = diag.Msg("did-you-mean", "candidates", []string{"reduire-impayes"})
		findings = append(findings, f)
	}
	o := options("fr")
	o.Source = func(string) ([]byte, error) { return []byte(files["needs/relancer.yaml"]), nil }
	for _, format := range Formats() {
		b.Run(format.Name, func(b *testing.B) {
			for b.Loop() {
				if err := format.Write(io.Discard, Result{Findings: findings, Items: len(findings)}, o); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
