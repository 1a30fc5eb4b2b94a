package lang

// What edit says, and its help.
var editorTexts = []text{
	{"edit-no-editor", "no editor is known here", "aucun éditeur n’est connu ici"},
	{"edit-choose-hint", "name one in the environment: VISUAL=\"code --wait\" or EDITOR=vi", "nommez-en un dans l’environnement : VISUAL=\"code --wait\" ou EDITOR=vi"},
	{"edit-editor-missing", "the editor “{editor}” cannot be started", "l’éditeur « {editor} » ne peut pas être lancé"},
	{"edit-editor-failed", "the editor “{editor}” ended with an error ({code}), nothing was committed", "l’éditeur « {editor} » s’est terminé par une erreur ({code}), aucun commit n’a été fait"},
	{"edit-kept-hint", "what it saved is in the file; to commit it: {command}", "ce qu’il a enregistré est dans le fichier ; pour en faire un commit : {command}"},
	{"edit-saved-hint", "to note in the history that it is gone: {command}", "pour noter sa disparition dans l’historique : {command}"},
	{"edit-again-question", "Go on editing? [Y/n]", "Rouvrir l’éditeur ? [O/n]"},
	{"edit-kept", "kept as it is, but not committed", "gardé tel quel, mais sans commit"},
	{"edit-again-hint", "to go on: {command}", "pour reprendre : {command}"},
	{"edit-as-it-is-hint", "to commit it all the same: {command}", "pour en faire un commit quand même : {command}"},
	{"edit-same", "Nothing was changed.", "Rien n’a changé."},
	{"edit-wait-hint", "if the editor is still open (VISUAL=\"code --wait\" waits for it): save there, then {command}", "si l’éditeur est encore ouvert (VISUAL=\"code --wait\" l’attend) : enregistrez-y, puis {command}"},

	{"use-edit", "edit ID|PATH…", "edit ID|CHEMIN…"},
	{"help-edit-short", "edit an item in your editor", "modifier un élément dans votre éditeur"},
	{"help-edit", "Opens the item’s file in your editor ($VISUAL, else $EDITOR, else the first that is found), checks it when you are done and commits it, with a message that says in words what changed. The settings (canvas.yaml, schema/) can be edited by their path.\n\nWhere there are errors they are shown and you may go on editing, or keep the file as it is: it is then not committed.\n\n" +
		"Exit status: 0 saved (even if it could not be committed: the reason is said), or nothing changed; 1 kept with errors, not committed; 2 the editor failed, or nothing was opened.",
		"Ouvre le fichier de l’élément dans votre éditeur ($VISUAL, sinon $EDITOR, sinon le premier trouvé), le vérifie quand vous avez fini et en fait un commit, avec un message qui dit en mots ce qui a changé. Les réglages (canvas.yaml, schema/) se modifient par leur chemin.\n\nS’il y a des erreurs, elles sont montrées et vous pouvez rouvrir l’éditeur, ou garder le fichier tel quel : il n’y a alors pas de commit.\n\n" +
			"Code de sortie : 0 enregistré (même sans commit : la raison est dite), ou rien n’a changé ; 1 gardé avec des erreurs, sans commit ; 2 l’éditeur a échoué, ou rien n’a été ouvert."},
	{"help-edit-examples", "canvas edit follow-up-unpaid\ncanvas edit reduce-unpaid member -m \"Workshop of 12 March\"\ncanvas edit canvas.yaml", "canvas edit relancer-impayes\ncanvas edit reduire-impayes adherent -m \"Atelier du 12 mars\"\ncanvas edit canvas.yaml"},
}
