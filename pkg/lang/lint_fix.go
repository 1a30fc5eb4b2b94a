package lang

// What lint says of what it mends.
var (
	fixTexts = []text{
		{
			"flag-lint-fix",
			"mend what can be mended safely, commit it, and report what remains",
			"corriger ce qui peut l’être sans risque, le mettre dans un commit, et signaler ce qui reste",
		},
		{
			"flag-lint-diff",
			"write nothing; show what --fix would do",
			"ne rien écrire ; montrer ce que ferait --fix",
		},
		{"lint-diff-format", "--diff shows a patch, and goes with no other format", "--diff montre un correctif, et ne va avec aucun autre format"},
		{"fix-nothing", "Nothing that can be mended safely.", "Rien qui se corrige sans risque."},
	}
	fixCounts = []counted{
		{"fix-subject", "Mend {n} thing with lint", "Mend {n} things with lint", "Correction de {n} point par lint", "Correction de {n} points par lint"},
		{"fix-done", "{n} thing mended", "{n} things mended", "{n} point corrigé", "{n} points corrigés"},
		{"fix-hint", "{n} can be mended safely: {command}", "{n} can be mended safely: {command}", "{n} se corrige sans risque : {command}", "{n} se corrigent sans risque : {command}"},
	}
)
