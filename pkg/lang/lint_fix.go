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
		{"fix-would", "{what}: {command}", "{what} : {command}"},
		{"fix-nothing", "Nothing that can be mended safely.", "Rien qui se corrige sans risque."},
	}
	fixCounts = []counted{
		{"fix-subject", "Mend {n} thing with lint", "Mend {n} things with lint", "Correction de {n} point par lint", "Correction de {n} points par lint"},
		{"fix-done", "{n} thing mended", "{n} things mended", "{n} point corrigé", "{n} points corrigés"},
		{"fix-can", "{n} can be mended safely", "{n} can be mended safely", "{n} se corrige sans risque", "{n} se corrigent sans risque"},
		{"fix-sorted", "fields of {n} file put in order", "fields of {n} files put in order", "champs de {n} fichier remis dans l’ordre", "champs de {n} fichiers remis dans l’ordre"},
	}
)
