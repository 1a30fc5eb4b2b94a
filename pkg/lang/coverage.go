package lang

// What pkg/coverage says, and the command that shows it.
var (
	coverageTexts = []text{
		{"threshold-value", "“{value}” is not a percentage", "« {value} » n’est pas un pourcentage"},
		{"threshold-without-value", "--fail-under {address} lacks the percentage", "il manque le pourcentage à --fail-under {address}"},
		{"threshold-hint", "type a number from 0 to 100: --fail-under '{address}=90', or --fail-under 90 for every rule", "tapez un nombre de 0 à 100 : --fail-under '{address}=90', ou --fail-under 90 pour toutes les règles"},
		{"unknown-coverage-rule", "no coverage rule is called “{address}”", "aucune règle de couverture ne s’appelle « {address} »"},
		{"coverage-rules", "the rules are {addresses}", "les règles sont {addresses}"},
	}
	coverageCounts = []counted{}
)
