package lang

// The help of set, remove and save.
var editHelp = []text{
	{"use-set", "set ID FIELD=VALUE…", "set ID CHAMP=VALEUR…"},
	{"help-set-short", "change fields of an item", "changer des champs d’un élément"},
	{"help-set", "Changes fields of one item and commits the change.\n\n" +
		"  field=value          replaces the value, or the whole list\n" +
		"  field=               empties the field\n" +
		"  field+=value         adds to a list\n" +
		"  field-=value         takes out of a list\n" +
		"  criteria[0].target=… a field inside an entry, counted from 0\n" +
		"  source.date=…        a field inside a field\n\n" +
		"References are given by id, name or synonym, several separated by commas; values of a list of choices by their word or label; a list of texts one by one (tags=a tags=b). Everything is checked before anything is written, and only the lines that must change are changed. The file keeps its name: the id stays.\n\n" +
		"Exit status: 0 saved (even if it could not be committed: the reason is said), or nothing to change; 2 refused, nothing written.",
		"Change des champs d’un élément et en fait un commit.\n\n" +
			"  champ=valeur         remplace la valeur, ou toute la liste\n" +
			"  champ=               vide le champ\n" +
			"  champ+=valeur        ajoute à une liste\n" +
			"  champ-=valeur        retire d’une liste\n" +
			"  criteria[0].target=… un champ à l’intérieur d’une entrée, à partir de 0\n" +
			"  source.date=…        un champ à l’intérieur d’un champ\n\n" +
			"Les éléments cités se donnent par identifiant, nom ou synonyme, séparés par des virgules ; les valeurs d’une liste de choix par leur mot ou leur libellé ; une liste de textes un par un (tags=a tags=b). Tout est vérifié avant d’écrire, et seules changent les lignes qui le doivent. Le fichier garde son nom : l’identifiant reste.\n\n" +
			"Code de sortie : 0 enregistré (même sans commit : la raison est dite), ou rien à changer ; 2 refus, rien n’a été écrit."},
	{"help-set-examples",
		"canvas set follow-up-unpaid priority=must stakes+=reduce-unpaid\ncanvas set reduce-unpaid \"criteria[0].target=5 %\" status=agreed\ncanvas set need/follow-up-unpaid benefit= -m \"Workshop of 12 March\"",
		"canvas set relancer-impayes priority=must stakes+=reduire-impayes\ncanvas set reduire-impayes \"criteria[0].target=5 %\" status=agreed\ncanvas set besoin/relancer-impayes benefit= -m \"Atelier du 12 mars\""},

	{"use-remove", "remove ID…", "remove ID…"},
	{"help-remove-short", "remove items that nothing points at", "supprimer des éléments que rien ne cite"},
	{"help-remove", "Removes items and commits the removal. An item that others point at is not removed: the places are listed, each with the command that takes the reference out; --unlink takes them all out, in the same commit. The text stays in git’s history; where it is not there yet, you are asked, or --yes is needed.\n\n" +
		"Exit status: 0 removed (even if it could not be committed: the reason is said), 2 refused, nothing written.",
		"Supprime des éléments et en fait un commit. Un élément que d’autres citent n’est pas supprimé : les endroits sont listés, chacun avec la commande qui retire le renvoi ; --unlink les retire tous, dans le même commit. Le texte reste dans l’historique de git ; s’il n’y est pas encore, la question est posée, ou il faut --yes.\n\n" +
			"Code de sortie : 0 supprimé (même sans commit : la raison est dite), 2 refus, rien n’a été écrit."},
	{"help-remove-examples", "canvas remove old-spreadsheet\ncanvas remove old-crm --unlink\ncanvas remove role/intern need/print-labels --dry-run", "canvas remove ancien-tableur\ncanvas remove ancien-crm --unlink\ncanvas remove role/stagiaire besoin/imprimer-etiquettes --dry-run"},
	{"flag-yes", "remove also what git’s history does not hold", "supprimer aussi ce que l’historique de git n’a pas"},

	{"use-save", "save [ID|PATH…]", "save [ID|CHEMIN…]"},
	{"help-save-short", "commit what was edited by hand", "faire un commit de ce qui a été modifié à la main"},
	{"help-save", "Commits what was edited by hand in the canvas’s files (the folders of the kinds, canvas.yaml, schema/), with a message that says in words what changed. Nothing else is committed: what you have staged elsewhere stays staged. Files with errors are saved too, unless a merge left a conflict in them.\n\n" +
		"Exit status: 0 saved, or nothing to save; 2 no commit could be made.",
		"Fait un commit de ce qui a été modifié à la main dans les fichiers du canevas (les dossiers des genres, canvas.yaml, schema/), avec un message qui dit en mots ce qui a changé. Rien d’autre n’entre dans le commit : ce que vous avez indexé ailleurs reste indexé. Les fichiers qui ont des erreurs sont enregistrés aussi, sauf si une fusion y a laissé un conflit.\n\n" +
			"Code de sortie : 0 enregistré, ou rien à enregistrer ; 2 aucun commit n’a pu être fait."},
	{"help-save-examples", "canvas save\ncanvas save -m \"Workshop of 12 March\"\ncanvas save needs/ reduce-unpaid --dry-run", "canvas save\ncanvas save -m \"Atelier du 12 mars\"\ncanvas save needs/ reduire-impayes --dry-run"},
}
