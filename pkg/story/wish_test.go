package story

import "testing"

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
