package examples

import (
	"context"
	"io/fs"
	"slices"
	"testing"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/lint"
	"github.com/canevas-systemique/canvas/pkg/story"
	"github.com/canevas-systemique/canvas/schema"
)

// TestCanvases lints every example: there is no error, and the only findings are the gaps and the stories
// to be told better that are left in on purpose, so that coverage and lint are worth looking at.
func TestCanvases(t *testing.T) {
	kinds, _, err := kind.Load(schema.Kinds, schema.Order, nil)
	if err != nil {
		t.Fatal(err)
	}
	data, err := schema.Meta.ReadFile("meta/canvas.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	settings, err := kind.Settings("canvas", data)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"bakery", "federation"} {
		t.Run(name, func(t *testing.T) {
			fsys, err := fs.Sub(Canvases, name)
			if err != nil {
				t.Fatal(err)
			}
			config, err := canvas.ReadConfig(fsys)
			if err != nil {
				t.Fatal(err)
			}
			c, err := canvas.Load(context.Background(), fsys, kinds)
			if err != nil {
				t.Fatal(err)
			}
			gaps := 0
			isGap := func(rule string) bool {
				return slices.ContainsFunc(kinds.Rules(), func(r *kind.Rule) bool { return r.Name == rule })
			}
			for _, f := range append(config.Check(settings), lint.Run(c)...) {
				if isGap(f.Rule) {
					gaps++
					continue
				}
				if slices.Contains(story.Rules(), f.Rule) {
					continue
				}
				t.Errorf("%s:%d: %s %v", f.Path, f.Range.Start.Line, f.Rule, f.Message)
			}
			if gaps == 0 {
				t.Error("nothing is left to do, which is no example")
			}
			for _, k := range kinds.All() {
				if len(c.OfKind(k)) == 0 {
					t.Errorf("no %s", k.Name)
				}
			}
		})
	}
}
