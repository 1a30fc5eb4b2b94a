package kind_test

import (
	"slices"
	"testing"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/source"
)

// A date has to be a day of the calendar too. That is said in no schema, so here we differ from the
// library of TestOracle on purpose.
func TestDates(t *testing.T) {
	set, _ := load(t, map[string]string{"need.schema.yaml": "properties: {seen: {type: string, pattern: '^\\d{4}-\\d{2}-\\d{2}$'}, code: {type: string, pattern: '^[0-9]+'}}\n"})
	need := set.Named("need")
	for field, want := range map[string]bool{"source.date": true, "seen": true, "code": false, "want": false, "value": false} {
		if got := need.Field(field).IsDate(); got != want {
			t.Errorf("%s: IsDate is %v", field, got)
		}
	}
	for text, want := range map[string]string{
		"2026-02-28": "", "2024-02-29": "", "2026-12-31": "",
		"2026-02-30": "no-such-day", "2025-02-29": "no-such-day", "2026-13-45": "no-such-day", "0000-00-00": "no-such-day",
		"20/11/2026": "wrong-form", "2026-1-1": "wrong-form",
	} {
		f, _ := source.Parse("needs/a.yaml", []byte("role: r\nwant: w\nseen: \""+text+"\"\n"))
		_, findings := need.Read(f)
		got := ""
		if i := slices.IndexFunc(findings, func(f diag.Finding) bool { return f.Rule == "wrong-form" }); i >= 0 {
			got = findings[i].Message.Key
		}
		if got != want || need.Field("seen").Matches(text) != (want == "") {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestOtherFormsOfAValue(t *testing.T) {
	kinds, _ := load(t, map[string]string{"fear.schema.json": `{"title": "fear", "x-kind": {"folder": "fears", "name": "title"}, "type": "object",
		"properties": {"title": {"type": "string"},
			"weight": {"type": "string", "enum": ["low", "high"], "x-text": {"en": {"values": {"low": "slight"}}}}}}`})
	for _, tt := range []struct{ kind, field, text, want string }{
		{"object", "attributes.personal", "Oui", "true"},
		{"object", "attributes.personal", "no", "false"},
		{"object", "attributes.personal", "peut-être", "peut-être"},
		{"object", "attributes.type", "montant", "money"},
		{"stake", "criteria.due", "20/11/2026", "2026-11-20"},
		{"stake", "criteria.due", "3.4.2026", "2026-04-03"},
		{"stake", "criteria.due", "31/02/2026", "31/02/2026"},
		{"stake", "criteria.due", "2026-11-20", "2026-11-20"},
		{"stake", "criteria.target", "20/11/2026", "20/11/2026"},
		{"stake", "title", "oui", "oui"},
		{"need", "priority", "Indispensable", "must"},
		{"need", "priority", "MUST HAVE", "must"},
		{"need", "priority", "could", "could"},
		{"need", "priority", "soon", "soon"},
		{"fear", "weight", "Slight", "low"},
		{"fear", "weight", "", ""}, // the labels that there are not mean nothing
	} {
		if got := kinds.Named(tt.kind).Field(tt.field).Canonical(tt.text); got != tt.want {
			t.Errorf("%s %s: %q, want %q", tt.field, tt.text, got, tt.want)
		}
	}
}
