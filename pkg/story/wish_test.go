package story

import (
	"os"
	"strings"
	"testing"
)

func TestIsWish(t *testing.T) {
	for _, wish := range []string{
		"voir les stocks", "pouvoir noter les absences", "ne plus recopier les commandes", "s’inscrire sans mot de passe",
		"être averti quand un client annule", "que le système prévienne les clients la veille", "il faudrait pouvoir imprimer le dimanche",
		"ce serait bien de savoir qui a annulé", "nous aimerions connaître les absences", "si on pouvait voir les stocks",
		"une liste des impayés", "accès aux commandes depuis le camion", "pas de double saisie", "moins de papier le mardi",
		"une demande de remboursement en ligne", "un lien pour m’inscrire", "un site où les clients peuvent annuler",
		"le lundi, savoir combien de paniers sont commandés", "important : voir les allergies avant de composer",
		"see the orders of the day", "a list of late payments", "be told when stock is low", "de bijdragen zien",
	} {
		if !IsWish(wish) {
			t.Errorf("%q is no wish", wish)
		}
	}
	for _, remark := range []string{
		"", "Excel", "bof, à revoir avec Josiane", "à vérifier auprès du comptable", "oui mais seulement en été", "Excel, mail, papier",
		"c’est toujours Josiane qui fait les étiquettes", "ça prend deux heures tous les lundis", "on imprime tout le vendredi",
		"les bénévoles ne viennent plus le samedi", "les gens râlent au point de retrait", "la caisse est fermée le lundi",
		"il y a trois fichiers Excel différents", "pas de souci", "très important pour moi", "j’en ai marre de recopier",
		"we print everything on Friday", "it takes two hours", "not sure, ask Jo",
	} {
		if IsWish(remark) {
			t.Errorf("%q is a wish", remark)
		}
	}
}

// What was said in interviews is judged as a consultant judges it.
func TestSpoken(t *testing.T) {
	data, err := os.ReadFile("testdata/spoken.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		sign, said, _ := strings.Cut(strings.TrimSpace(line), " ")
		if sign != "+" && sign != "-" {
			continue
		}
		if got := IsWish(said); got != (sign == "+") {
			t.Errorf("%q is a wish: %v", said, got)
		}
	}
}

func TestFillers(t *testing.T) {
	for said, want := range map[string]string{
		"euh… voir les impayés": "voir les impayés", "donc moi, il faudrait pouvoir dicter": "dicter", "bon, un planning": "un planning",
		"bon de commande en ligne": "bon de commande en ligne", "euh": "euh", "ben euh": "euh", "ce qui me manque, c’est une vue": "une vue",
		"ce serait top d’avoir un plan": "avoir un plan", "well um, see the stock": "see the stock",
		"what I need is a list": "a list", "it would be great to see it": "see it", "so that I know": "so that I know",
	} {
		if got, _ := ParseWant(said); got != want {
			t.Errorf("%q wants %q, want %q", said, got, want)
		}
	}
	if s, ok := Parse("euh, en tant que trésorière, je veux voir les impayés"); !ok || s.Role != "trésorière" {
		t.Errorf("%v %v", s, ok)
	}
}
