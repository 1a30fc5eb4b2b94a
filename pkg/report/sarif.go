package report

import (
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/lint"
)

const (
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	// sarifLimit is how many results GitHub takes; it refuses the whole of a file with more.
	sarifLimit = 25_000
	home       = "https://github.com/canevas-systemique/canvas"
)

// The names are those of the Static Analysis Results Interchange Format.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Invocations []sarifInvocation `json:"invocations"`
		Language    string            `json:"language"`
		ColumnKind  string            `json:"columnKind"`
		Results     []sarifResult     `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string              `json:"id"`
		ShortDescription sarifText           `json:"shortDescription"`
		FullDescription  sarifText           `json:"fullDescription"`
		Help             sarifText           `json:"help"`
		Configuration    *sarifConfiguration `json:"defaultConfiguration,omitempty"`
	}
	sarifConfiguration struct {
		Level string `json:"level"`
	}
	sarifInvocation struct {
		ExecutionSuccessful bool                `json:"executionSuccessful"`
		Notifications       []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotification struct {
		Level   string    `json:"level"`
		Message sarifText `json:"message"`
	}
	sarifResult struct {
		RuleID              string            `json:"ruleId"`
		RuleIndex           int               `json:"ruleIndex"`
		Level               string            `json:"level"`
		Message             sarifText         `json:"message"`
		Locations           []sarifLocation   `json:"locations"`
		RelatedLocations    []sarifLocation   `json:"relatedLocations,omitempty"`
		PartialFingerprints map[string]string `json:"partialFingerprints"`
	}
	sarifLocation struct {
		ID       *int          `json:"id,omitempty"`
		Message  *sarifText    `json:"message,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
)

// SARIF writes for code scanning, with the rules that found something. Columns count UTF-16 units, as those of CodeQL
// do: it says so, and who does not look, as GitHub may not, is used to them.
func SARIF(w io.Writer, r Result, o Options) error {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "canvas", Version: o.Version, InformationURI: home, Rules: []sarifRule{}}},
		Language:   o.Printer.Language(),
		ColumnKind: "utf16CodeUnits",
		Results:    []sarifResult{},
	}
	invocation := sarifInvocation{ExecutionSuccessful: true}
	found := o.named(r)
	if n := len(found); n > sarifLimit {
		slices.SortStableFunc(found, func(a, b named) int { return int(b.Severity - a.Severity) })
		found = found[:sarifLimit]
		invocation.Notifications = []sarifNotification{{"warning", sarifText{o.Printer.Say("report-cut", "n", n, "kept", sarifLimit)}}}
	}
	run.Invocations = []sarifInvocation{invocation}
	source := o.file()
	index := map[string]int{}
	for _, f := range found {
		if _, known := index[f.Rule]; !known {
			index[f.Rule] = len(index)
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, o.sarifRule(f.Rule))
		}
		result := sarifResult{
			RuleID:              f.Rule,
			RuleIndex:           index[f.Rule],
			Level:               sarifLevel(f.Severity),
			Message:             sarifMessage(o.said(f.Finding, "\n")),
			Locations:           []sarifLocation{{Physical: o.sarifPlace(&source, f.Path, f.Range)}},
			PartialFingerprints: map[string]string{"primaryLocationLineHash": f.fingerprint},
		}
		for i, related := range f.Related {
			place := sarifLocation{ID: &i, Physical: o.sarifPlace(&source, related.Path, related.Range)}
			if !related.Message.IsZero() {
				message := sarifMessage(o.Printer.Message(related.Message))
				place.Message = &message
			}
			result.RelatedLocations = append(result.RelatedLocations, place)
		}
		run.Results = append(run.Results, result)
	}
	return WriteJSON(w, sarifLog{sarifSchema, "2.1.0", []sarifRun{run}})
}

// sarifMessage keeps people's words from becoming a link, which [text](place) is in a message.
func sarifMessage(text string) sarifText {
	return sarifText{strings.ReplaceAll(text, "](", "]\u2060(")}
}

func sarifLevel(s diag.Severity) string {
	if s == diag.Info {
		return "note"
	}
	return s.String()
}

// sarifRule describes a rule; of one that nobody lists, a name is all there is.
func (o Options) sarifRule(name string) sarifRule {
	described := sarifRule{ID: name, ShortDescription: sarifText{name}, FullDescription: sarifText{name}, Help: sarifText{name}}
	i := slices.IndexFunc(o.Rules, func(r lint.Rule) bool { return r.Name == name })
	if i < 0 {
		return described
	}
	rule := o.Rules[i]
	what, why := o.Printer.Message(rule.What()), o.Printer.Message(rule.Why())
	described.ShortDescription.Text, described.FullDescription.Text = what, why
	described.Help.Text = what + "\n\n" + why + "\n\n" + o.Printer.Say("lint-explain", "command", "canvas explain "+name)
	if rule.Severity > 0 {
		described.Configuration = &sarifConfiguration{sarifLevel(rule.Severity)}
	}
	return described
}

// sarifPlace is a place with all four numbers, which GitHub wants. A file as a whole is its beginning.
func (o Options) sarifPlace(source *file, path string, r diag.Range) sarifPhysical {
	region := sarifRegion{1, 1, 1, 1}
	if r.Start.Line > 0 {
		r = source.in(inUTF16, path, r)
		region = sarifRegion{r.Start.Line, r.Start.Column, r.End.Line, r.End.Column}
	}
	return sarifPhysical{sarifArtifact{uri(o.path(path))}, region}
}

// uri writes a path as a relative reference; a colon in its first part would begin a scheme.
func uri(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		parts[i] = strings.ReplaceAll(url.PathEscape(part), ":", "%3A")
	}
	return strings.Join(parts, "/")
}
