package report

import (
	"bytes"
	"encoding/xml"
	"io"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

type (
	junitReport struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		File    string        `xml:"file,attr,omitempty"`
		Line    int           `xml:"line,attr,omitempty"`
		Failure *junitFailure `xml:"failure"`
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
)

// JUnit writes what servers show as tests: a suite a file, a failed test a finding. The name of a test has
// no line in it: servers tell by it what is new. What is clean is one test that passed, since no test at
// all looks like a mistake.
func JUnit(w io.Writer, r Result, o Options) error {
	report := junitReport{Name: "canvas lint"}
	for _, f := range o.shown(r) {
		path := o.path(f.Path)
		if n := len(report.Suites); n == 0 || report.Suites[n-1].Name != path {
			report.Suites = append(report.Suites, junitSuite{Name: path})
		}
		suite := &report.Suites[len(report.Suites)-1]
		suite.Cases = append(suite.Cases, o.junitCase(path, f))
		suite.Tests, suite.Failures = suite.Tests+1, suite.Failures+1
		report.Tests, report.Failures = report.Tests+1, report.Failures+1
	}
	if report.Tests == 0 {
		report.Tests = 1
		report.Suites = []junitSuite{{Name: "canvas lint", Tests: 1, Cases: []junitCase{{Name: o.Printer.Say("report-clean"), Class: "canvas"}}}}
	}
	out := bytes.NewBufferString(xml.Header)
	encoder := xml.NewEncoder(out)
	encoder.Indent("", "  ")
	if err := encoder.Encode(report); err != nil {
		return err
	}
	out.WriteByte('\n')
	_, err := w.Write(out.Bytes())
	return err
}

func (o Options) junitCase(path string, f diag.Finding) junitCase {
	message := o.Printer.Message(f.Message)
	return junitCase{
		Name: message, Class: f.Rule, File: path, Line: max(f.Range.Start.Line, 1),
		Failure: &junitFailure{
			Message: message,
			Type:    f.Severity.String(),
			Text:    o.place(f.Path, f.Range.Start) + ": " + o.said(f, "\n"),
		},
	}
}
