package kind_test

import (
	"testing"

	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/schema"
)

// What records hold takes memory for each item, so it is kept for those who ask for it.
func TestKeepRecords(t *testing.T) {
	kinds, _, err := kind.Load(schema.Kinds, schema.Order, nil)
	if err != nil {
		t.Fatal(err)
	}
	parts := func() []kind.Part {
		f, _ := source.Parse("a.yaml", []byte("title: T\ncriteria:\n  - measure: m\n    target: t\n"))
		content, findings := kinds.Named("stake").Read(f)
		if len(findings) > 0 {
			t.Fatal(findings)
		}
		return content.Parts
	}
	if kinds.KeepsRecords() || parts() != nil {
		t.Errorf("kept without being asked for: %v", parts())
	}
	kinds.KeepRecords()
	if got := parts(); !kinds.KeepsRecords() || len(got) != 1 || got[0].Text("target") != "t" {
		t.Errorf("not kept: %v", got)
	}
}
