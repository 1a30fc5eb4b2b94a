package lint_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/lint"
)

// What is surely two wishes is a warning, what is only perhaps two an info; a team's severity holds for both.
func TestTwoInOneSeverity(t *testing.T) {
	c := load(t, fstest.MapFS{
		"needs/perhaps.yaml": {Data: []byte("role: clerk\nwant: see payments and reminders\n")},
		"needs/surely.yaml":  {Data: []byte("role: clerk\nwant: see payments and send reminders\n")},
		"roles/clerk.yaml":   {Data: []byte("name: Clerk\n")},
	})
	tests := []struct {
		name     string
		severity map[string]diag.Severity
		want     []diag.Severity
	}{
		{"as it is", nil, []diag.Severity{diag.Info, diag.Warning}},
		{"of the team", map[string]diag.Severity{"two-in-one": diag.Error}, []diag.Severity{diag.Error, diag.Error}},
		{"off", map[string]diag.Severity{"two-in-one": 0}, nil},
	}
	for _, tt := range tests {
		var got []diag.Severity
		for _, f := range (lint.Policy{Severity: tt.severity}).Run(c) {
			if f.Rule == "two-in-one" {
				got = append(got, f.Severity)
			}
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%s: %s", tt.name, d)
		}
	}
}
