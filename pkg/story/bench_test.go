package story

import (
	"strings"
	"testing"
)

const benchStory = "En tant que conseiller de proximité, je souhaite consulter l’historique d’un adhérent afin de ne pas le faire répéter"

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		Parse(benchStory)
	}
}

func BenchmarkLines(b *testing.B) {
	text := strings.Repeat(benchStory+"\n", 1000)
	for b.Loop() {
		Lines(text)
	}
}

func BenchmarkGrammars(b *testing.B) {
	for b.Loop() {
		french()
		english()
		dutch()
		german()
	}
}
