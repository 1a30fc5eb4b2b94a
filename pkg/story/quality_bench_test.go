package story

import "testing"

func BenchmarkHints(b *testing.B) {
	for name, s := range map[string]Story{
		"plain": {Role: "adherent", Want: "consulter l’historique de la cotisation 12", Benefit: "savoir où j’en suis"},
		"two":   {Role: "adherent", Want: "consulter mes cotisations et changer mon adresse", Benefit: "savoir où j’en suis"},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Hints(s)
			}
		})
	}
}
