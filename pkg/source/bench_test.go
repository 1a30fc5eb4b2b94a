package source

import (
	"testing"

	"gopkg.in/yaml.v3"
)

// need is a file as a team writes them, of about 500 bytes.
const need = `role: conseiller-de-proximite
want: consulter l’historique des échanges avec un adhérent avant de l’appeler
benefit: ne pas lui faire répéter ce qu’il a déjà dit à un collègue
stakes:
  - retenir-adherents
  - mieux-connaitre-adherents
objects:
  - adherent
  - echange
priority: must
value: 8
effort: 3
status: validated
source:
  person: marie-dubois
  date: "2026-09-14"
acceptance:
  - les douze derniers mois sont visibles sans changer d’écran
  - l’historique s’affiche en moins de deux secondes
`

// BenchmarkParse compares reading a file with what the YAML library alone takes for it.
func BenchmarkParse(b *testing.B) {
	data := []byte(need)
	b.Run("yaml", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			var document yaml.Node
			if err := yaml.Unmarshal(data, &document); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("source", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			if _, findings := Parse("needs/x.yaml", data); len(findings) > 0 {
				b.Fatal(findings)
			}
		}
	})
}
