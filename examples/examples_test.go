package examples

import (
	"context"
	"io/fs"
	"testing"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/schema"
)

// TestCanvases reads every example and follows its references. What coverage
// finds is left in on purpose.
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
			config, findings, err := canvas.ReadConfig(fsys, settings)
			if err != nil {
				t.Fatal(err)
			}
			c, err := canvas.Load(context.Background(), fsys, config, kinds)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range append(findings, c.Findings...) {
				t.Errorf("%s:%d: %s %v", f.Path, f.Range.Start.Line, f.Rule, f.Message)
			}
			for _, k := range kinds.All() {
				if len(c.OfKind(k)) == 0 {
					t.Errorf("no %s", k.Name)
				}
			}
			for _, it := range c.Items {
				for _, l := range it.Links {
					if l.To == nil || l.Former {
						t.Errorf("%s: %s does not resolve", it.Path, l.ID)
					}
				}
			}
		})
	}
}
