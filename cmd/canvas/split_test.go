//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestASplitIsAsked(t *testing.T) {
	const want = "want: voir mes cotisations et changer mon adresse\n"
	for _, tt := range []struct {
		answer string
		split  bool
	}{{"o\r", true}, {"n\r", false}, {"\r", false}, {interrupt, false}} {
		dir := club(t, map[string]string{"roles/adherent.yaml": "name: Adhérent\nscope: external\n", "needs/voir.yaml": "role: adherent\n" + want})
		screen := onTerminal(t, dir, newHome(t), [][2]string{{"[o/N] ", tt.answer}}, "split", "voir")
		for _, part := range []string{"1  voir mes cotisations", "2  changer mon adresse"} {
			if !strings.Contains(screen, part) {
				t.Errorf("%q: %q is not shown:\n%s", tt.answer, part, screen)
			}
		}
		if first, _ := os.ReadFile(filepath.Join(dir, "needs/voir.yaml")); strings.Contains(string(first), want) == tt.split || fileIn(dir, "needs/changer-adresse.yaml") != tt.split {
			t.Errorf("%q: %s\n%s", tt.answer, first, screen)
		}
	}
}
