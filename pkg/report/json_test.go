package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/schema"
)

func published(t *testing.T) *jsonschema.Schema {
	t.Helper()
	data, ok := schema.Output("lint")
	if !ok {
		t.Fatal("no schema")
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("lint.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile("lint.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

func TestJSON(t *testing.T) {
	check := published(t)
	broken := diag.Finding{
		Path: "needs/relancer.yaml", Range: diag.Span(3, 5, 14), Severity: diag.Error, Rule: "broken-reference",
		Message: diag.Msg("severity-error", "kind", diag.Term{Kind: "stake"}, "n", 3, "id", "reduire <impayé>",
			"values", []string{"a", "b"}, "none", []string(nil), "fields", []diag.Term{{Kind: "need", Field: "priority", Value: "must"}},
			"inner", diag.Msg("count-items", "n", 2)),
		Hint:    diag.Msg("did-you-mean", "candidates", []string{"reduire-impayes"}),
		Related: []diag.Related{{Path: "a.yaml", Range: diag.Span(1, 2, 3), Message: diag.Msg("severity-info")}, {Path: "b.yaml"}},
		Fix:     &diag.Fix{},
	}
	for _, tt := range []struct {
		name     string
		language string
		result   Result
		want     string
	}{
		{"clean", "en", Result{Items: 214, Elapsed: 1}, `{
  "version": 1,
  "findings": [],
  "counts": {
    "error": 0,
    "warning": 0,
    "info": 0,
    "ignored": 0,
    "accepted": 0
  },
  "checked": 214
}
`},
		{"everything", "fr", Result{Findings: []diag.Finding{broken, {Severity: diag.Info, Message: diag.Msg("severity-info")}}}, `{
  "version": 1,
  "findings": [
    {
      "path": "needs/relancer.yaml",
      "range": {
        "start": {
          "line": 3,
          "column": 5
        },
        "end": {
          "line": 3,
          "column": 19
        }
      },
      "severity": "error",
      "rule": "broken-reference",
      "message": "erreur",
      "key": "severity-error",
      "args": {
        "fields": [
          "need.priority=must"
        ],
        "id": "reduire <impayé>",
        "inner": {
          "key": "count-items",
          "args": {
            "n": 2
          }
        },
        "kind": "stake",
        "n": 3,
        "none": [],
        "values": [
          "a",
          "b"
        ]
      },
      "hint": "vouliez-vous dire « reduire-impayes » ?",
      "related": [
        {
          "path": "a.yaml",
          "range": {
            "start": {
              "line": 1,
              "column": 2
            },
            "end": {
              "line": 1,
              "column": 5
            }
          },
          "message": "info"
        },
        {
          "path": "b.yaml",
          "range": null
        }
      ],
      "fixable": true,
      "fingerprint": "41bb92bdf74f9754c01cf8dc64f8a8ee"
    },
    {
      "path": "",
      "range": null,
      "severity": "info",
      "rule": "",
      "message": "info",
      "key": "severity-info",
      "args": {},
      "related": [],
      "fixable": false,
      "fingerprint": "17e851c584bbf6ec5d32f500ad6399ae"
    }
  ],
  "counts": {
    "error": 1,
    "warning": 0,
    "info": 1,
    "ignored": 0,
    "accepted": 0
  },
  "checked": 0
}
`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got bytes.Buffer
			if err := JSON(&got, tt.result, options(tt.language)); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.ReplaceAll(tt.want, "« reduire-impayes » ?", "«\u00a0reduire-impayes\u00a0»\u202f?"), got.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			value, err := jsonschema.UnmarshalJSON(&got)
			if err != nil {
				t.Fatal(err)
			}
			if err := check.Validate(value); err != nil {
				t.Error(err)
			}
		})
	}
}

// What a terminal obeys is escaped, and reads back as it was.
func TestJSONEscapes(t *testing.T) {
	hostile := "\x1b[31m \u009b31m \u202eabc\u2066 \u2028 \x7f \x00 \"</script>\" é"
	var got bytes.Buffer
	f := diag.Finding{Severity: diag.Error, Message: diag.Msg("x", "text", hostile)}
	if err := JSON(&got, Result{Findings: []diag.Finding{f}}, options("en")); err != nil {
		t.Fatal(err)
	}
	for _, raw := range []string{"\x1b", "\u009b", "\u202e", "\u2066", "\u2028", "\x7f", "\x00"} {
		if strings.Contains(got.String(), raw) {
			t.Errorf("%q is raw in the output", raw)
		}
	}
	var back struct {
		Findings []struct{ Args struct{ Text string } }
	}
	if err := json.Unmarshal(got.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if back.Findings[0].Args.Text != hostile {
		t.Errorf("%q, want %q", back.Findings[0].Args.Text, hostile)
	}
}

// Machine output says the same in every language, sentences apart.
func TestJSONDependsOnLanguageInSentencesAlone(t *testing.T) {
	read := func(language string) (report map[string]any) {
		var got bytes.Buffer
		f := brokenReference()
		f.Message = diag.Msg("cause-exist", "path", diag.Term{Kind: "need", Many: true})
		if err := JSON(&got, Result{Findings: []diag.Finding{f}}, options(language)); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(got.Bytes(), &report); err != nil {
			t.Fatal(err)
		}
		for _, f := range report["findings"].([]any) {
			delete(f.(map[string]any), "message")
			delete(f.(map[string]any), "hint")
		}
		return report
	}
	if diff := cmp.Diff(read("en"), read("fr")); diff != "" {
		t.Errorf("(-en +fr):\n%s", diff)
	}
}
