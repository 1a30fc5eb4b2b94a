package diag

import "testing"

func TestFingerprints(t *testing.T) {
	one := Finding{Path: "a.yaml", Rule: "broken-reference", Range: Span(3, 5, 4), Message: Msg("x", "id", "client")}
	moved := one
	moved.Range = Span(9, 5, 4)
	elsewhere := one
	elsewhere.Path = "b.yaml"
	other := one
	other.Message = Msg("x", "id", "clients")

	of := func(f ...Finding) []string { return Fingerprints(f) }
	if of(one)[0] != of(moved)[0] {
		t.Error("the name depends on the line")
	}
	reworded, again := one, one
	reworded.Message = Msg("x", "name", "Clients", "id", "client", "n", 41)
	again.Message = Msg("x", "name", "Customers", "id", "client", "n", 42)
	if of(reworded)[0] != of(again)[0] {
		t.Error("the name depends on a figure, or on what the item is called")
	}
	seen := map[string]bool{}
	for _, name := range of(one, moved, elsewhere, other) {
		if seen[name] || len(name) != 32 {
			t.Errorf("%s: taken, or not 32 digits", name)
		}
		seen[name] = true
	}
}
