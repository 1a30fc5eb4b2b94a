package lang

// What rename, merge and remove --unlink say.
var refactorTexts = []text{
	{"refactor-unreadable", "{path} cannot be read: {what}", "{path} est illisible : {what}"},
	{"refactor-worse", "{path} would not be right any more: {what}", "{path} ne serait plus correct : {what}"},

	{"rename-invalid-id", "“{id}” cannot be an id: these are small letters and digits, words joined by a dash", "« {id} » ne peut pas être un identifiant : des minuscules sans accent et des chiffres, les mots reliés par un tiret"},
	{"rename-reserved-id", "“{id}” cannot be an id: Windows keeps this name for itself", "« {id} » ne peut pas être un identifiant : Windows se réserve ce nom"},
	{"rename-taken", "the id “{id}” is taken already: {kind} “{name}”", "l’identifiant « {id} » est déjà pris : {kind} « {name} »"},
	{"rename-former", "{kind} “{name}” was called “{id}” before: an older reference to that would mean another item", "{kind} « {name} » s’appelait « {id} » auparavant : un renvoi plus ancien désignerait un autre élément"},

	{"merge-same", "{kind} “{name}” cannot be merged into itself", "{kind} « {name} » ne peut pas fusionner avec son propre contenu"},
	{"merge-other-kind", "{a} and {b}: only items of one kind can be merged", "{a} et {b} : seuls des éléments du même genre fusionnent"},
}
