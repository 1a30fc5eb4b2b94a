//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWhatDiffersIsAsked(t *testing.T) {
	const scope, description = "(«\u00a0Trésorier\u00a0»)\u00a0: ", "(l’un après l’autre)\u00a0: "
	for _, tt := range []struct {
		dialogue [][2]string
		want     string // "" when nothing is written
	}{
		{[][2]string{{scope, "1\r"}, {description, "2\r"}}, "scope: external\ndescription: Tient les comptes.\n"},
		{[][2]string{{scope, "2\r"}, {description, "3\r"}}, "scope: internal\ndescription: |-\n  Décide.\n\n  Tient les comptes.\n"},
		{[][2]string{{scope, "1\r"}, {description, "\r"}}, ""},
		{[][2]string{{scope, "3\r"}, {scope, "2\r"}, {description, "1\r"}}, "scope: internal\ndescription: Décide.\n"},
		{[][2]string{{scope, "3\r"}, {scope, "\r"}}, ""},
		{[][2]string{{scope, "\x04"}}, ""},
		{[][2]string{{scope, interrupt}}, ""},
	} {
		dir := club(t, map[string]string{
			"roles/tresorier.yaml":   "name: Trésorier\nscope: internal\ndescription: Tient les comptes.\n",
			"roles/responsable.yaml": "name: Responsable\nscope: external\ndescription: Décide.\n",
		})
		screen := onTerminal(t, dir, newHome(t), tt.dialogue, "merge", "tresorier", "responsable")
		text, _ := os.ReadFile(filepath.Join(dir, "roles/responsable.yaml"))
		merged := "name: Responsable\n" + tt.want + "synonyms:\n  - Trésorier\nformerly:\n  - tresorier\n"
		if tt.want == "" {
			merged = "name: Responsable\nscope: external\ndescription: Décide.\n"
		}
		if string(text) != merged || fileIn(dir, "roles/tresorier.yaml") == (tt.want != "") {
			t.Errorf("%q:\n%s\n%s", tt.dialogue, text, screen)
		}
		if last := tt.dialogue[len(tt.dialogue)-1][1]; tt.want == "" && last != interrupt && !strings.Contains(screen, "Rien n’a été écrit.") {
			t.Errorf("%q: it does not say that nothing was written:\n%s", tt.dialogue, screen)
		}
	}
}
