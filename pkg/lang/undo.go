package lang

// What undo says, and its help.
var undoTexts = []text{
	{"undo-nothing", "no change that canvas committed is left to take back", "il ne reste aucune modification à annuler dont canvas ait fait un commit"},
	{"undo-by-hand", "the commit to take back was not made by canvas: {subject} ({hash})", "le commit à annuler n’a pas été fait par canvas : {subject} ({hash})"},
	{"undo-merge", "the commit to take back is a merge: {subject} ({hash})", "le commit à annuler est une fusion : {subject} ({hash})"},
	{"undo-revert-hint", "git takes it back: {command}", "git peut l’annuler : {command}"},
	{"undo-shallow", "git’s history is cut off here (shallow clone): what was before is not known", "l’historique de git est coupé ici (clone superficiel) : ce qui précède est inconnu"},
	{"undo-already", "it has been taken back in the files, but not committed: {subject} ({hash})", "c’est déjà annulé dans les fichiers, mais sans commit : {subject} ({hash})"},
	{"undo-clash", "the same lines have changed since ({paths}): {subject} ({hash})", "les mêmes lignes ont changé depuis ({paths}) : {subject} ({hash})"},
	{"undo-clash-hint", "to keep those edits in the history first: {command}", "pour garder d’abord ces modifications dans l’historique : {command}"},
	{"undo-meanwhile", "something was changed meanwhile", "une modification a été faite entre-temps"},
	{"undo-subject", "Undo · {subject}", "Annulation · {subject}"},
	{"undo-done", "Taken back · {subject}", "Annulé · {subject}"},
	{"undo-seen-hint", "it stays in the history: {command}", "cela reste dans l’historique : {command}"},

	{"help-undo-short", "take back the last change", "annuler la dernière modification"},
	{"help-undo", "Takes back the last change that canvas committed in this repository, as a new commit: nothing goes from the history. Said again, it takes back the change before that.\n\nIt refuses when somebody has committed something else in the canvas since, or when the same lines have changed. Edits by hand in other lines stay; the files are then not committed, so that you decide about them.\n\n" +
		"Exit status: 0 taken back (even if it could not be committed: the reason is said), 2 refused, nothing written.",
		"Annule la dernière modification dont canvas a fait un commit dans ce dépôt, par un nouveau commit : rien ne disparaît de l’historique. Relancée, la commande annule celle d’avant.\n\nElle refuse si quelqu’un a fait depuis un autre commit dans le canevas, ou si les mêmes lignes ont changé. Ce qui a été modifié à la main sur d’autres lignes reste ; il n’y a alors pas de commit, et vous en décidez.\n\n" +
			"Code de sortie : 0 annulé (même sans commit : la raison est dite), 2 refus, rien n’a été écrit."},
	{"help-undo-examples", "canvas undo\ncanvas undo --dry-run", "canvas undo\ncanvas undo --dry-run"},
}
