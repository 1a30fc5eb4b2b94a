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
		{"fix-nothing", "Nothing that mends itself.", "Rien qui se corrige tout seul."},
	}
	fixCounts = []counted{
		{"fix-subject", "Mend {n} finding of lint", "Mend {n} findings of lint", "Correction de {n} constat", "Correction de {n} constats"},
		{"fix-done", "{n} finding mended", "{n} findings mended", "{n} constat corrigé", "{n} constats corrigés"},
		{"fix-hint", "{n} finding mends itself: {command}", "{n} findings mend themselves: {command}", "{n} constat se corrige tout seul : {command}", "{n} constats se corrigent tout seuls : {command}"},
	}
)
