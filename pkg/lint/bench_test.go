package lint_test

import (
	"context"
	"fmt"
	"testing"
	"testing/fstest"
	"time"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/lint"
)

// many makes a canvas of n needs; stake gives the stake of each.
func many(n int, stake func(i int) string) fstest.MapFS {
	fsys := fstest.MapFS{"roles/adherent.yaml": {Data: []byte("name: Adhérent\nscope: external\n")}}
	for i := range n / 10 {
		fsys[fmt.Sprintf("stakes/reduire-delai-%d.yaml", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "title: Réduire le délai %d\n", i)}
	}
	for i := range n {
		fsys[fmt.Sprintf("needs/consulter-historique-%d.yaml", i)] = &fstest.MapFile{Data: fmt.Appendf(nil,
			"role: adherent\nwant: consulter l’historique de la cotisation %d\nbenefit: savoir où j’en suis\nstakes:\n  - %s\ndepends:\n  - consulter-historique-%d\n", i, stake(i), max(0, i-1))}
	}
	return fsys
}

func load(t testing.TB, fsys fstest.MapFS) *canvas.Canvas {
	t.Helper()
	c, err := canvas.Load(context.Background(), fsys, builtin(t))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func BenchmarkRun(b *testing.B) {
	for name, stake := range map[string]func(i int) string{
		"sound":  func(i int) string { return fmt.Sprintf("reduire-delai-%d", i/10) },
		"gaps":   func(int) string { return "reduire-delai-0" },
		"broken": func(i int) string { return fmt.Sprintf("reduire-delais-%d", i) },
	} {
		b.Run(name, func(b *testing.B) {
			fsys := many(10_000, stake)
			began := time.Now()
			c := load(b, fsys)
			reading := time.Since(began)
			for b.Loop() {
				lint.Run(c)
			}
			b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(reading), "of-reading")
		})
	}
}
