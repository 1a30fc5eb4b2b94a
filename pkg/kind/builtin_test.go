package kind_test

import (
	"testing"

	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/schema"
)

func builtin(tb testing.TB) *kind.Set {
	tb.Helper()
	set, findings, err := kind.Load(schema.Kinds, schema.Order, nil)
	if err != nil || len(findings) > 0 {
		tb.Fatalf("built-in schemas: %v %v", findings, err)
	}
	return set
}

func TestBuiltinKinds(t *testing.T) {
	set := builtin(t)
	if got, want := len(set.All()), len(schema.Order); got != want {
		t.Errorf("%d kinds, want %d", got, want)
	}
	for word, name := range map[string]string{
		"besoin": "need", "Besoins": "need", "needs": "need", "ENJEUX": "stake", "role": "role", "rôles": "role", "entretien": "interview",
	} {
		if k := set.ByWord(word); k == nil || k.Name != name {
			t.Errorf("%s: %v, want %s", word, k, name)
		}
	}
	var addresses []string
	for _, r := range set.Rules() {
		addresses = append(addresses, r.Name+" "+r.Address())
	}
	t.Log(addresses)
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		builtin(b)
	}
}
