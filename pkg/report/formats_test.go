package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

func write(t *testing.T, format func(*bytes.Buffer) error) string {
	t.Helper()
	var got bytes.Buffer
	if err := format(&got); err != nil {
		t.Fatal(err)
	}
	return got.String()
}

func written(t *testing.T, name string, r Result, o Options) string {
	t.Helper()
	i := slices.IndexFunc(Formats(), func(f Format) bool { return f.Name == name })
	return write(t, func(b *bytes.Buffer) error { return Formats()[i].Write(b, r, o) })
}

// Columns are counted in the unit of each format; what is beyond a line stays beyond it.
func TestColumns(t *testing.T) {
	o := options("en")
	o.Source = func(string) ([]byte, error) { return []byte("\ufeffé🦄漢x\r\n\xffy\n"), nil }
	for _, tt := range []struct {
		unit measure
		at   diag.Range
		want diag.Range
	}{
		{inBytes, diag.Span(1, 1, 1), diag.Span(1, 1, 2)},
		{inBytes, diag.Span(1, 2, 1), diag.Span(1, 3, 4)},
		{inUTF16, diag.Span(1, 2, 1), diag.Span(1, 2, 2)},
		{inBytes, diag.Span(1, 4, 1), diag.Span(1, 10, 1)},
		{inUTF16, diag.Span(1, 4, 3), diag.Span(1, 5, 3)},
		{inBytes, diag.Span(2, 2, 1), diag.Span(2, 2, 1)},
		{inUTF16, diag.Span(2, 2, 1), diag.Span(2, 2, 1)},
		{inBytes, diag.Span(9, 3, 1), diag.Span(9, 3, 1)},
		{inUTF16, diag.Range{Start: diag.Position{Line: 1, Column: 3}, End: diag.Position{Line: 2, Column: 2}}, diag.Range{Start: diag.Position{Line: 1, Column: 4}, End: diag.Position{Line: 2, Column: 2}}},
	} {
		source := o.file()
		if diff := cmp.Diff(tt.want, source.in(tt.unit, "a.yaml", tt.at)); diff != "" {
			t.Errorf("%v: %s", tt.at, diff)
		}
	}
}

func TestGitHubLines(t *testing.T) {
	several := finding("a.yaml", diag.Range{Start: diag.Position{Line: 2, Column: 3}, End: diag.Position{Line: 4, Column: 1}}, diag.Warning, "r", "m")
	got := written(t, "github", Result{Findings: []diag.Finding{
		finding("whole,:%.yaml", diag.Range{}, diag.Info, "", "50 %\r\n::error::x"), several, brokenReference(),
	}}, shownAll(options("en")))
	want := "::error file=needs/relancer.yaml,line=3,col=5,endLine=3,endColumn=19,title=broken-reference::aucun enjeu ne s’appelle « reduire-impaye »%0Adid you mean “reduire-impayes”?\n" +
		"::warning file=a.yaml,line=2,endLine=4,title=r::m\n" +
		"::notice file=whole%2C%3A%25.yaml::50 %25%0D%0A::error::x\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func shownAll(o Options) Options { o.Show = diag.Info; return o }

// A repair is one suggestion, or none where a part of it would be left out.
func TestSuggestions(t *testing.T) {
	o := options("en")
	o.Source = func(string) ([]byte, error) { return []byte("é: x\nb: y\nc: z\n"), nil }
	edit := func(start, end int, text string) diag.Edit {
		return diag.Edit{Path: "a.yaml", Start: start, End: end, Text: text}
	}
	elsewhere := diag.Edit{Path: "b.yaml"}
	for _, tt := range []struct {
		name  string
		edits []diag.Edit
		want  []rdSuggestion
	}{
		{"none", nil, nil},
		{"one", []diag.Edit{edit(4, 5, "w")}, []rdSuggestion{{diag.Span(1, 5, 1), "w"}}},
		{"insertion", []diag.Edit{edit(6, 6, "a: 1\n")}, []rdSuggestion{{diag.Span(2, 1, 0), "a: 1\n"}}},
		{"two", []diag.Edit{edit(14, 15, "Z"), edit(9, 10, "Y")}, []rdSuggestion{{diag.Range{Start: diag.Position{Line: 2, Column: 4}, End: diag.Position{Line: 3, Column: 5}}, "Y\nc: Z"}}},
		{"elsewhere too", []diag.Edit{edit(4, 5, "w"), elsewhere}, nil},
		{"over one another", []diag.Edit{edit(4, 6, ""), edit(5, 7, "")}, nil},
		{"beyond the end", []diag.Edit{edit(4, 99, "")}, nil},
	} {
		source := o.file()
		f := diag.Finding{Path: "a.yaml", Fix: &diag.Fix{Edits: tt.edits}}
		if diff := cmp.Diff(tt.want, source.suggestions(f)); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

// GitHub refuses more than 25,000 results: the worst are kept, and it is said.
func TestSARIFKeepsTheWorst(t *testing.T) {
	var findings []diag.Finding
	for i := range sarifLimit + 10 {
		findings = append(findings, finding(fmt.Sprintf("needs/n%d.yaml", i), diag.Range{}, diag.Warning, "w", "m"))
	}
	findings = append(findings, finding("z.yaml", diag.Range{}, diag.Error, "e", "m"))
	var log sarifLog
	if err := json.Unmarshal([]byte(written(t, "sarif", Result{Findings: findings}, options("en"))), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if len(run.Results) != sarifLimit || run.Results[0].RuleID != "e" {
		t.Errorf("%d results, the first of %s", len(run.Results), run.Results[0].RuleID)
	}
	want := []sarifNotification{{"warning", sarifText{"Of 25,011 findings only the 25,000 worst are here."}}}
	if diff := cmp.Diff(want, run.Invocations[0].Notifications); diff != "" {
		t.Error(diff)
	}
}

// Nobody's words become a link, and a path becomes a reference that means the path.
func TestSARIFTexts(t *testing.T) {
	got := written(t, "sarif", Result{Findings: []diag.Finding{finding("a: b/é%#?.yaml", diag.Range{}, diag.Error, "r", "[x](http://x)")}}, options("en"))
	for _, want := range []string{`"uri": "a%3A%20b/%C3%A9%25%23%3F.yaml"`, "[x]\u2060(http://x)"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

// FuzzFormats: whatever people write, each format stays what it is, and reads back as it was.
func FuzzFormats(f *testing.F) {
	for _, text := range []string{"50 %\r\n::error::x", "]]>&lt;\x00\x0b\x1b\ufffe", "\"\\", "🦄\u2028\u202e\x85", "\xff\xfe", "##[error]", "%0A%25", "](x)"} {
		f.Add(text, "needs/"+text, 1, 2, 3)
	}
	f.Fuzz(func(t *testing.T, text, path string, line, column, length int) {
		o := shownAll(options("en"))
		o.Source = func(string) ([]byte, error) { return []byte(text), nil }
		line, column = 1+line&0xff, 1+column&0xffff
		found := finding(path, diag.Span(line, column, length&0xffff), diag.Warning, "a-rule", "quoted")
		found.Message = diag.Msg("quoted", "text", text)
		found.Hint = diag.Msg("quoted", "text", text)
		found.Related = []diag.Related{{Path: path, Range: found.Range, Message: found.Message}}
		r := Result{Findings: []diag.Finding{found, found}}
		message := o.said(found, "\n")

		for _, format := range []string{"json", "gitlab", "sarif", "rdjson"} {
			if out := written(t, format, r, o); !json.Valid([]byte(out)) {
				t.Errorf("%s: %q", format, out)
			}
		}
		concise := written(t, "concise", r, o)
		if lines := strings.Split(concise, "\n"); len(lines) != 3 || !strings.HasSuffix(lines[0], " [a-rule]") || strings.ContainsAny(concise, "\r\u2028\u0085\x1b") {
			t.Errorf("%q", concise)
		}
		commands := strings.Split(written(t, "github", r, o), "\n")
		if len(commands) != 3 || strings.Contains(commands[0], "\r") {
			t.Fatalf("%q", commands)
		}
		properties, data, _ := strings.Cut(strings.TrimPrefix(commands[0], "::warning "), "::")
		file, _, _ := strings.Cut(properties, ",")
		unescape := strings.NewReplacer("%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%")
		if got := unescape.Replace(file); got != "file="+path {
			t.Errorf("%q, want the path %q", got, path)
		}
		if got := unescape.Replace(data); got != message {
			t.Errorf("%q, want the message %q", got, message)
		}
		checkJUnit(t, written(t, "junit", r, o), message)
		if reference, err := url.Parse(uri(path)); err != nil || reference.IsAbs() || reference.Host == "" && reference.Path != path {
			t.Errorf("%q is %q (%v)", path, uri(path), err)
		}
	})
}

func checkJUnit(t *testing.T, out, message string) {
	var report junitReport
	if err := xml.Unmarshal([]byte(out), &report); err != nil {
		t.Fatalf("%v: %q", err, out)
	}
	if !utf8.ValidString(out) || report.Tests != 2 || report.Suites[0].Failures != 2 {
		t.Errorf("%q", out)
	}
	failure := report.Suites[0].Cases[0].Failure
	characters := strings.NewReplacer("\ufffd", "", "\ufffe", "", "\uffff", "") // the last two are none in XML
	if !strings.HasSuffix(characters.Replace(failure.Text), characters.Replace(message)) {
		t.Errorf("%q does not end in %q", failure.Text, message)
	}
}
