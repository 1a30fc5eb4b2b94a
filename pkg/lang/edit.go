package lang

// What set, remove and save say, and how a change is told.
var (
	editTexts = []text{
		{"change-added", "add {what}", "ajout : {what}"},
		{"change-changed", "change {what}", "modification : {what}"},
		{"change-renamed", "rename {what}", "renommage : {what}"},
		{"change-merged", "merge {what}", "fusion : {what}"},
		{"change-removed", "remove {what}", "suppression : {what}"},
		{"change-named", "{kind} “{name}”", "{kind} « {name} »"},
		{"change-count", "{n} {kind}", "{n} {kind}"},
		{"change-and", "{first}; {then}", "{first} ; {then}"},
		{"change-field", "{field}: {what}", "{field} : {what}"},
		{"change-of", "{field} ({entry})", "{field} ({entry})"},
		{"change-empty", "(empty)", "(vide)"},
		{"change-broken", "cannot be read as it is", "illisible en l’état"},
		{"broken-hint", "to see what is wrong: {command}", "pour voir ce qui cloche : {command}"},
		{"change-form", "comments or layout", "commentaires ou mise en forme"},

		{"set-nothing", "what is to change?", "que faut-il changer ?"},
		{"set-not-an-edit", "“{argument}” does not say which field gets which value", "« {argument} » ne dit pas quel champ reçoit quelle valeur"},
		{"set-form-hint", "write field=value, field+=value or field-=value, with criteria[0].target for a field inside a list", "écrivez champ=valeur, champ+=valeur ou champ-=valeur, et criteria[0].target pour un champ à l’intérieur d’une liste"},
		{"set-not-a-list", "“{field}” is not a list", "« {field} » n’est pas une liste"},
		{"set-not-a-list-hint", "to give it another value: {field}=…", "pour lui donner une autre valeur : {field}=…"},
		{"set-no-entry", "which entry of “{field}”?", "quelle entrée de « {field} » ?"},
		{"set-which-entry", "“{field}” is a list", "« {field} » est une liste"},
		{"set-which-entry-hint", "say which entry, counted from 0: {example}=…", "dites quelle entrée, à partir de 0 : {example}=…"},
		{"set-no-fields", "“{field}” has no fields of its own", "« {field} » n’a pas de champs à l’intérieur"},
		{"set-twice", "“{field}” is given two values", "« {field} » reçoit deux valeurs"},
		{"set-not-in-list", "“{value}” is not among “{field}”", "« {value} » ne figure pas dans « {field} »"},
		{"set-required", "the field {field} ({title}) must not be empty", "le champ {field} ({title}) ne peut pas rester vide"},
		{"set-required-hint", "{description}", "{description}"},
		{"set-same", "Nothing to change: {kind} “{name}” says so already.", "Rien à changer : {kind} « {name} » le dit déjà."},

		{"remove-pointer", "{place}: {kind} “{name}” · {command}", "{place} : {kind} « {name} » · {command}"},
		{"remove-unread-pointer", "{path} cannot be read as it is, and holds “{id}”", "{path} est illisible en l’état, et contient « {id} »"},
		{"remove-no-repository", "there is no git repository here: the text would be lost for good", "il n’y a pas de dépôt git ici : le texte serait perdu pour de bon"},
		{"remove-unknown-history", "git’s history cannot be read here: the text may be lost for good", "l’historique de git est illisible ici : le texte pourrait être perdu pour de bon"},
		{"remove-not-in-history", "{path} is not in git’s history as it is now: its text would be lost for good", "{path} n’est pas dans l’historique de git dans son état actuel : son texte serait perdu pour de bon"},
		{"remove-save-hint", "to keep it there first: {command}", "pour l’y garder d’abord : {command}"},
		{"remove-anyway-hint", "to remove it all the same: {command}", "pour supprimer quand même : {command}"},
		{"remove-declined", "not removed", "suppression abandonnée"},
		{"remove-question", "Remove all the same?", "Supprimer quand même ?"},

		{"save-nothing", "Nothing to save: git’s history holds all that the canvas reads.", "Rien à enregistrer : tout ce que le canevas lit est dans l’historique de git."},
		{"save-nothing-else", "Nothing was saved.", "Rien n’a été enregistré."},
		{"save-unsavable", "left out: {why}", "laissé de côté : {why}"},
		{"save-lost-hint", "put back what git’s history holds in its place, then: {command}", "remettez à sa place ce que l’historique de git contient, puis : {command}"},
		{"save-ignored", "left out: {why}", "laissé de côté : {why}"},
		{"save-refused", "no commit was made: {why}", "aucun commit n’a été fait : {why}"},
		{"save-conflict", "{place}: a merge left a conflict here", "{place} : une fusion a laissé ici un conflit"},
	}
	editCounts = []counted{
		{"change-followers", "{n} {kind} follows", "{n} {kind} follow", "{n} {kind} suit", "{n} {kind} suivent"},
		{"change-others", "… and {n} other", "… and {n} others", "… et {n} autre", "… et {n} autres"},
		{"count-files", "{n} file", "{n} files", "{n} fichier", "{n} fichiers"},
		{"remove-pointed-at", "{n} place still points at {kind} “{name}”", "{n} places still point at {kind} “{name}”", "{kind} « {name} » : {n} endroit y renvoie encore", "{kind} « {name} » : {n} endroits y renvoient encore"},
		{"and-more", "and {n} more", "and {n} more", "et {n} autre", "et {n} autres"},
		{"save-broken", "{n} file cannot be read as it is and was kept as written (canvas lint)", "{n} files cannot be read as they are and were kept as written (canvas lint)", "{n} fichier est illisible en l’état et a été gardé tel quel (canvas lint)", "{n} fichiers sont illisibles en l’état et ont été gardés tels quels (canvas lint)"},
		{"save-errors", "{n} error in what was saved (canvas lint)", "{n} errors in what was saved (canvas lint)", "{n} erreur dans ce qui est enregistré (canvas lint)", "{n} erreurs dans ce qui est enregistré (canvas lint)"},
		{"save-strays", "left out, for it is no file of a canvas: {paths}", "left out, for they are no files of a canvas: {paths}", "laissé de côté, ce n’est pas un fichier de canevas : {paths}", "laissés de côté, ce ne sont pas des fichiers de canevas : {paths}"},
	}
)
