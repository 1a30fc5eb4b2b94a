package report

import (
	"bytes"
	"fmt"
	"io"

	"github.com/canevas-systemique/canvas/pkg/term"
)

// Concise writes one line a finding, as compilers do and editors read: path:line:column: severity:
// message [rule]. The severity is the machine word in every language.
func Concise(w io.Writer, r Result, o Options) error {
	var out bytes.Buffer
	for _, f := range o.shown(r) {
		fmt.Fprintf(&out, "%s: %s: %s", term.Clean(o.place(f.Path, f.Range.Start)), f.Severity, term.Clean(o.Printer.Message(f.Message)))
		if f.Rule != "" {
			fmt.Fprintf(&out, " [%s]", f.Rule)
		}
		out.WriteByte('\n')
	}
	_, err := w.Write(out.Bytes())
	return err
}
