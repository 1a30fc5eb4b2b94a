package canvas_test

import (
	"errors"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/schema"
)

func settings(t *testing.T) *kind.Kind {
	t.Helper()
	data, err := schema.Meta.ReadFile("meta/canvas.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	k, err := kind.Settings("canvas", data)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestReadConfig(t *testing.T) {
	k := settings(t)
	tests := []struct {
		text     string
		want     canvas.Config
		findings []string
	}{
		{"format: 1\ntitle: Ligue\nlanguage: fr\n", canvas.Config{Format: 1, Title: "Ligue", Language: "fr", Commit: true}, nil},
		{"format: 1\ntitle: T\ncommit: off\n", canvas.Config{Format: 1, Title: "T"}, nil},
		{"format: 1\ntitle: T\ncommit: \"off\"\n", canvas.Config{Format: 1, Title: "T"}, nil},
		{"format: 1\ntitle: T\ncommit: on\n", canvas.Config{Format: 1, Title: "T", Commit: true}, nil},
		{"format: 1\ntitle: T\ncommit: 'on'\n", canvas.Config{Format: 1, Title: "T", Commit: true}, nil},
		{"format: 1\ntitle: T\ncommit: never\n", canvas.Config{Format: 1, Title: "T", Commit: true}, []string{"3:9 error unknown-value"}},
		{"format: 1\ntitle: T\nlanguage: nl\n", canvas.Config{Format: 1, Title: "T", Language: "nl", Commit: true}, []string{"3:11 error unknown-value"}},
		{"format: 1\ntitle: T\ncolour: red\n", canvas.Config{Format: 1, Title: "T", Commit: true}, []string{"3:1 error unknown-field"}},
		{"title: T\n", canvas.Config{Title: "T", Commit: true}, []string{"1:1 error missing-field"}},
		{"format: one\ntitle: T\n", canvas.Config{Title: "T", Commit: true}, []string{"1:9 error wrong-type"}},
		{"format: 0\ntitle: T\n", canvas.Config{Title: "T", Commit: true}, []string{"1:9 error out-of-bounds"}},
		{"", canvas.Config{Commit: true}, []string{"1:1 error missing-field", "1:1 error missing-field"}},
		{"# nothing yet\n", canvas.Config{Commit: true}, []string{"1:1 error missing-field", "1:1 error missing-field"}},
		{"- format\n", canvas.Config{Commit: true}, []string{"1:1 error not-a-mapping"}},
		{"format: 1\ntitle: \"T\n", canvas.Config{Commit: true}, []string{"2:8 error yaml-syntax"}},
		{"format: 1\ntitle: a\ntitle: b\n", canvas.Config{Format: 1, Title: "a", Commit: true}, []string{"3:1 error duplicate-key"}},
		// Of a newer format nothing else is said, and nothing else is taken from it.
		{"format: 2\ntitle: T\ncolour: red\ncommit: off\n", canvas.Config{Format: 2, Commit: true}, []string{"1:9 error newer-format"}},
		{"colour: [red]\nformat: 99999999999999999999\n", canvas.Config{Format: 1<<63 - 1, Commit: true}, []string{"2:9 error newer-format"}},
	}
	for _, tt := range tests {
		got, err := canvas.ReadConfig(fstest.MapFS{"canvas.yaml": {Data: []byte(tt.text)}})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, got, cmpopts.IgnoreFields(canvas.Config{}, "Source"), cmpopts.IgnoreUnexported(canvas.Config{})); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.text, diff)
		}
		var said []string
		for _, f := range got.Check(k) {
			if f.Path != canvas.Marker {
				t.Errorf("%q: a finding in %s", tt.text, f.Path)
			}
			said = append(said, where(f))
		}
		if diff := cmp.Diff(tt.findings, said); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.text, diff)
		}
	}
}

func TestReadConfigMissing(t *testing.T) {
	_, err := canvas.ReadConfig(fstest.MapFS{"needs/a.yaml": {}})
	var failure *diag.Failure
	if !errors.As(err, &failure) || failure.Message.Key != "no-canvas" || len(failure.Hints) == 0 {
		t.Error(err)
	}
}

func TestReadConfigUnreadable(t *testing.T) {
	config, err := canvas.ReadConfig(fstest.MapFS{"canvas.yaml/a": {}})
	findings := config.Check(settings(t))
	if err != nil || len(findings) != 1 || where(findings[0]) != "1:1 error unreadable-file" {
		t.Errorf("%v %v", findings, err)
	}
}
