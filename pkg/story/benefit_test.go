package story

import "testing"

func TestABenefitAlone(t *testing.T) {
	for text, want := range map[string]string{
		"afin de relancer à temps":            "relancer à temps",
		"Afin que personne n’attende.":        "personne n’attende",
		"pour que la caisse soit juste":       "la caisse soit juste",
		"pour ne pas le faire répéter":        "ne pas le faire répéter",
		"de sorte que l’antenne soit avertie": "l’antenne soit avertie",
		"so that nobody has to wait":          "nobody has to wait",
		"in order to call back in time":       "to call back in time",
		"zodat niemand wacht":                 "niemand wacht",

		"pour la trésorière":                                    "",
		"voir les retards afin de relancer":                     "",
		"afin de relancer, je veux voir les retards":            "",
		"En tant que trésorière, je veux voir afin de relancer": "",
		"afin de": "",
		"so what": "",
		"":        "",
		"bonjour": "",
	} {
		got, ok := ParseBenefit(text)
		if got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v, want %q", text, got, ok, want)
		}
	}
}
