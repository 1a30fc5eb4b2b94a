package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// jsonVersion changes when a program that reads the output could break.
const jsonVersion = 1

type jsonReport struct {
	Version  int           `json:"version"`
	Findings []jsonFinding `json:"findings"`
	Counts   jsonCounts    `json:"counts"`
	Checked  int           `json:"checked"`
	Since    *Since        `json:"since,omitempty"`
	Fixed    *Fixed        `json:"fixed,omitempty"`
}

type jsonFinding struct {
	Path     string         `json:"path"`
	Range    *diag.Range    `json:"range"` // null: the file as a whole
	Severity diag.Severity  `json:"severity"`
	Rule     string         `json:"rule"`
	Message  string         `json:"message"`
	Key      string         `json:"key"`
	Args     map[string]any `json:"args"`
	Hint     string         `json:"hint,omitempty"`
	Related  []jsonRelated  `json:"related"`
	Fixable  bool           `json:"fixable"`
	// Fingerprint names the finding; it stays when lines move.
	Fingerprint string `json:"fingerprint"`
}

type jsonRelated struct {
	Path    string      `json:"path"`
	Range   *diag.Range `json:"range"`
	Message string      `json:"message,omitempty"`
}

// jsonMessage stands for a message within the arguments of another: a sentence would depend on the
// language.
type jsonMessage struct {
	Key  string         `json:"key"`
	Args map[string]any `json:"args"`
}

type jsonCounts struct {
	Error    int `json:"error"`
	Warning  int `json:"warning"`
	Info     int `json:"info"`
	Ignored  int `json:"ignored"`
	Accepted int `json:"accepted"`
}

// JSON writes every finding, of any severity, for programs; schema/meta/lint.schema.json describes
// it. Only the messages and hints depend on the printer's language. Paths are the canvas's own.
func JSON(w io.Writer, r Result, o Options) error {
	report := jsonReport{
		Version:  jsonVersion,
		Findings: o.findings(r.Findings),
		Counts: jsonCounts{
			Error:    diag.Count(r.Findings, diag.Error),
			Warning:  diag.Count(r.Findings, diag.Warning),
			Info:     diag.Count(r.Findings, diag.Info),
			Ignored:  r.Ignored,
			Accepted: r.Accepted,
		},
		Checked: r.Items,
		Since:   r.Since,
		Fixed:   r.Fixed,
	}
	return WriteJSON(w, report)
}

// WriteJSON writes data for programs: indented, with nothing escaped that need not be, and nothing
// left that a terminal would obey.
func WriteJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(escapeObeyed(b.Bytes()))
	return err
}

func (o Options) findings(findings []diag.Finding) []jsonFinding {
	list := make([]jsonFinding, len(findings))
	for i, fingerprint := range diag.Fingerprints(findings) {
		list[i] = o.finding(findings[i])
		list[i].Fingerprint = fingerprint
	}
	return list
}

func (o Options) finding(f diag.Finding) jsonFinding {
	out := jsonFinding{
		Path:     f.Path,
		Range:    rangeOrNull(f.Range),
		Severity: f.Severity,
		Rule:     f.Rule,
		Message:  o.Printer.Message(f.Message),
		Key:      f.Message.Key,
		Args:     arguments(f.Message),
		Related:  make([]jsonRelated, len(f.Related)),
		Fixable:  f.Fix != nil,
	}
	if !f.Hint.IsZero() {
		out.Hint = o.Printer.Message(f.Hint)
	}
	for i, related := range f.Related {
		out.Related[i] = jsonRelated{Path: related.Path, Range: rangeOrNull(related.Range)}
		if !related.Message.IsZero() {
			out.Related[i].Message = o.Printer.Message(related.Message)
		}
	}
	return out
}

func rangeOrNull(r diag.Range) *diag.Range {
	if r.Start.Line == 0 {
		return nil
	}
	return &r
}

// arguments keeps what means the same in every language.
func arguments(m diag.Message) map[string]any {
	args := make(map[string]any, len(m.Args))
	for _, a := range m.Args {
		switch v := a.Value.(type) {
		case diag.Message:
			args[a.Name] = jsonMessage{v.Key, arguments(v)}
		case []string:
			args[a.Name] = append([]string{}, v...) // [], never null
		case []diag.Term:
			args[a.Name] = append([]diag.Term{}, v...)
		default:
			args[a.Name] = v
		}
	}
	return args
}

// escapeObeyed writes the characters that JSON allows in strings but a terminal would obey as
// escapes: C1 controls and the marks that reorder text.
func escapeObeyed(data []byte) []byte {
	obeyed := func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Bidi_Control) }
	var b bytes.Buffer
	done := 0
	for i := 0; i < len(data); {
		if data[i] < 0x7f { // nearly all of it
			i++
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		if obeyed(r) {
			b.Write(data[done:i])
			fmt.Fprintf(&b, `\u%04x`, r)
			done = i + size
		}
		i += size
	}
	if done == 0 {
		return data
	}
	b.Write(data[done:])
	return b.Bytes()
}

// Data are findings as JSON has them, for a report that holds them beside something else.
func Data(findings []diag.Finding, o Options) []any {
	list := make([]any, len(findings))
	for i, f := range o.findings(findings) {
		list[i] = f
	}
	return list
}
