package report

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// hostile are texts that some format would obey, break at, or not be able to hold.
var hostile = []string{
	"50 % %0A%25 %", "one\r\n::error file=x::two", "##[error]three", `"four" 'five' \`, "]]>&lt;<!-- six", "\x00\x07\x1b[31mseven\x7f", "\xff\xfe eight",
	"\xed\xa0\x80 half a surrogate", "👩‍👩‍👧 nine \U0010ffff", "e\u0301\u0302 ten", "\u2028eleven\u2029\u0085\ufeff", "\u202etwelve\u2066", "\ufffe\uffff", "[a](http://x) |`b`|", "",
}

// Tens of thousands of findings that say anything stay what each format is, and none is lost where the format has no limit.
func TestManyHostileFindings(t *testing.T) {
	const n = 30_000
	findings := make([]diag.Finding, n)
	for i := range findings {
		text := hostile[i%len(hostile)]
		f := finding(fmt.Sprintf("needs/n%d.yaml", i/3), diag.Span(1, 1+i%9, i%5), diag.Severity(1+i%3), "a-rule", "")
		f.Message, f.Hint = diag.Msg("quoted", "text", text), diag.Msg("quoted", "text", hostile[i%7])
		f.Related = []diag.Related{{Path: f.Path, Range: f.Range, Message: f.Message}}
		findings[i] = f
	}
	o := shownAll(options("en"))
	o.Source = func(string) ([]byte, error) { return []byte(strings.Join(hostile, "")), nil }
	out := map[string]string{}
	for _, f := range Formats() {
		out[f.Name] = written(t, f.Name, Result{Findings: findings, Items: n}, o)
		if !utf8.ValidString(out[f.Name]) {
			t.Errorf("%s is not UTF-8", f.Name)
		}
	}
	read := func(format string, into any) {
		t.Helper()
		if err := json.Unmarshal([]byte(out[format]), into); err != nil {
			t.Errorf("%s: %v", format, err)
		}
	}
	count := func(format string, got, want int) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %d findings, want %d", format, got, want)
		}
	}

	var plain jsonReport
	read("json", &plain)
	count("json", len(plain.Findings), n)

	var quality []gitlabFinding
	read("gitlab", &quality)
	unique := map[string]bool{}
	for _, f := range quality {
		unique[f.Fingerprint] = true
	}
	count("gitlab", len(unique), n)

	var diagnostics rdReport
	read("rdjson", &diagnostics)
	count("rdjson", len(diagnostics.Diagnostics), n)

	var log sarifLog
	read("sarif", &log)
	count("sarif", len(log.Runs[0].Results), sarifLimit)
	for _, r := range log.Runs[0].Results {
		if at := r.Locations[0].Physical.Region; at.StartLine < 1 || at.StartColumn < 1 || at.EndColumn < at.StartColumn {
			t.Fatalf("sarif: %+v", at)
		}
	}

	var tests junitReport
	if err := xml.Unmarshal([]byte(out["junit"]), &tests); err != nil {
		t.Errorf("junit: %v", err)
	}
	count("junit", tests.Failures, n)

	command := regexp.MustCompile(`^::(error|warning|notice) file=[^:,\r]*(,[a-zA-Z]+=\d+)+,title=a-rule::[^\r]*$`)
	lines := strings.Split(strings.TrimSuffix(out["github"], "\n"), "\n")
	count("github", len(lines), n)
	for _, line := range lines {
		if !command.MatchString(line) {
			t.Fatalf("github: %q", line)
		}
	}
	count("concise", strings.Count(out["concise"], "\n"), n)
}
