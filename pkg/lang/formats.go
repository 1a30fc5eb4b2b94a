package lang

// What `canvas lint` says about its formats, and in the summary of a step of GitHub Actions.
var formatTexts = []text{
	{"flag-lint-format", "the `FORMAT` of the standard output: {values}", "le `FORMAT` de la sortie standard : {values}"},
	{"flag-lint-output", "write a report to a file too, as `FORMAT=FILE` (repeatable; -: the standard output)", "écrire aussi un rapport dans un fichier, sous la forme `FORMAT=FICHIER` (répétable ; - : la sortie standard)"},
	{"lint-output-form", "as FORMAT=FILE, the format one of: {values}", "sous la forme FORMAT=FICHIER, le format au choix : {values}"},
	{"lint-output-folder", "{command} makes it", "{command} le crée"},
	{"lint-output-twice", "two reports would go to {path}", "deux rapports iraient dans {path}"},
	{"lint-output-item", "{path} is a file of the canvas: a report would replace what it says", "{path} est un fichier du canevas : un rapport remplacerait ce qu’il dit"},
	{"lint-one-format", "the standard output takes one format, not several: {values}", "la sortie standard ne prend qu’un format, et non plusieurs : {values}"},
	{"lint-one-format-hint", "--output {output} writes the other to a file", "--output {output} écrit l’autre dans un fichier"},
	{"lint-summary-place", "File", "Fichier"},
	{"lint-summary-finding", "Finding", "Constat"},
	{"lint-summary-rule", "Rule", "Règle"},
}

var formatCounts = []counted{
	{"lint-summary-more", "and {n} more: the log has all of them.", "and {n} more: the log has all of them.", "et {n} autre : le journal a tout.", "et {n} autres : le journal a tout."},
}
