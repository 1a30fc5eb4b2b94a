package capture

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A wish of nobody becomes a need when somebody speaks; what was taken for the wrong thing is turned with one command.
func TestWaiting(t *testing.T) {
	s := begin(t, Options{}, club)
	got := s.say(
		"voir les retards +impayés",
		"le camion tombe en panne",
		"euh, imprimer les étiquettes #cotisation",
		"/rôle trésorier",
		"/souhait",
		"/note",
		"/souhait le camion doit être neuf",
		"/annuler",
		"/annuler",
		"/souhait",
		"afin de rouler",
		"/note",
	)
	want := []string{
		"noted (capture-no-role)", "noted (capture-no-wish)", "noted (capture-no-role)", "role", "made camion-tombe-panne", "noted", "made camion-doit-neuf",
		"undone", "undone", "refused (capture-nothing-noted)", "joined camion-tombe-panne", "refused (capture-grown)",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	s.holds("needs/voir-retards.yaml", "role: tresorier\nwant: voir les retards\nstakes:\n  - reduire\nsource:\n  date: \"2026-03-03\"\n  interview: \"2026-03-03\"\n")
	s.holds("needs/imprimer-etiquettes.yaml", "role: tresorier\nwant: imprimer les étiquettes\nobjects:\n  - cotisation\nsource:\n  date: \"2026-03-03\"\n  interview: \"2026-03-03\"\n")
	s.holds(interview, "date: \"2026-03-03\"\nroles:\n  - tresorier\n")
	if notes := s.Noted(); len(notes) != 0 {
		t.Errorf("noted %q", notes)
	}
	if s.say("/annuler", "/annuler", "/annuler"); s.fsys["needs/voir-retards.yaml"] != nil {
		t.Error("undo leaves the need of who spoke")
	}
}

// A need that was made of a note when a role spoke, or by /wish, becomes that note again, not the line that made it one.
func TestWaitingAndBack(t *testing.T) {
	s := begin(t, Options{}, club)
	s.say("voir les retards", "imprimer les étiquettes +xyz", "/rôle trésorier", "/note")
	s.holds(interview, "date: \"2026-03-03\"\nroles:\n  - tresorier\nnotes: |\n  +xyz · imprimer les étiquettes +xyz\n  imprimer les étiquettes +xyz\n")
	if s.fsys["needs/imprimer-etiquettes.yaml"] != nil || s.fsys["needs/voir-retards.yaml"] == nil {
		t.Error("not only the last need is a note again")
	}

	s = begin(t, Options{}, club)
	s.say("/rôle trésorier", "le camion tombe en panne +xyz", "/souhait")
	s.holds(interview, "date: \"2026-03-03\"\nroles:\n  - tresorier\nnotes: +xyz · le camion tombe en panne +xyz\n")
}
