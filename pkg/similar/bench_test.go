package similar

import (
	"context"
	"fmt"
	"testing"
)

// manyWishes are n wishes, no two of them near.
func manyWishes(n int) []string {
	verbs := []string{"consulter", "retrouver", "compléter", "corriger", "comparer", "partager", "transmettre", "imprimer", "archiver", "suivre"}
	things := []string{"le dossier", "la facture", "le devis", "la convention", "la relance", "le compte rendu", "la demande", "le contrat"}
	manners := []string{"depuis mon téléphone", "sans changer d’outil", "en deux clics", "avec toute l’équipe", "à partir d’un modèle", "même hors connexion"}
	moments := []string{"quand un adhérent appelle", "avant l’assemblée générale", "pendant une visite", "à la fin du mois", "au retour d’un congé"}
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf("%s %s %s %s de l’antenne %d", verbs[i%10], things[i/10%8], manners[i/80%6], moments[i/480%5], i/2400)
	}
	return list
}

func BenchmarkNew(b *testing.B) {
	x := index(b, "need", "want", manyWishes(10_000)...)
	for b.Loop() {
		New(x.kind, x.items)
	}
}

func BenchmarkPairs(b *testing.B) {
	x := index(b, "need", "want", manyWishes(10_000)...)
	for b.Loop() {
		if _, err := x.Pairs(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNearest(b *testing.B) {
	x := index(b, "need", "want", manyWishes(10_000)...)
	for b.Loop() {
		x.Nearest("En tant que conseiller, je veux consulter le dossier pendant une visite afin de répondre vite", nil)
	}
}
