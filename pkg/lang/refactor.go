package lang

// What rename, merge and remove --unlink say.
var (
	refactorTexts = []text{
		{"refactor-unreadable", "{path} cannot be read: {what}", "{path} est illisible : {what}"},
		{"refactor-worse", "{path} would no longer be correct: {what}", "{path} ne serait plus correct : {what}"},

		{"rename-to-what", "to which id?", "vers quel identifiant ?"},
		{"rename-same", "Nothing to rename: {kind} “{name}” has the id {id} already.", "Rien à renommer : {kind} « {name} » a déjà l’identifiant {id}."},
		{"rename-invalid-id", "“{id}” cannot be an id: these are small letters and digits, words joined by a dash", "« {id} » ne peut pas être un identifiant : des minuscules sans accent et des chiffres, les mots reliés par un tiret"},
		{"rename-reserved-id", "“{id}” cannot be an id: Windows keeps this name for itself", "« {id} » ne peut pas être un identifiant : Windows se réserve ce nom"},
		{"rename-name-hint", "to change its name: {command}", "pour changer son nom : {command}"},
		{"rename-name-left", "the name is still “{name}”; to change it: {command}", "le nom reste « {name} » ; pour le changer : {command}"},
		{"rename-taken", "the id “{id}” is taken already: {kind} “{name}”", "l’identifiant « {id} » est déjà pris : {kind} « {name} »"},
		{"rename-merge-hint", "to make one item of the two: {command}", "pour n’en faire qu’un : {command}"},
		{"rename-former", "{kind} “{name}” had the id “{id}” before, and older references to it may still use it", "{kind} « {name} » avait l’identifiant « {id} » auparavant, et des renvois plus anciens peuvent encore l’utiliser"},
		{"rename-former-hint", "if none does any more: {command}", "si plus aucun ne le fait : {command}"},

		{"merge-into-what", "into which item?", "dans quel élément ?"},
		{"merge-same", "{kind} “{name}” cannot be merged into itself", "{kind} « {name} » : un élément ne fusionne pas avec lui-même"},
		{"merge-other-kind", "{a} and {b}: only items of one kind can be merged", "{a} et {b} : seuls des éléments du même genre fusionnent"},
		{"merge-prefer", "“{word}” is neither of the two items", "« {word} » n’est ni l’un ni l’autre des deux éléments"},
		{"merge-difference", "{field} ({path}): {kept} | {left}", "{field} ({path}) : {kept} | {left}"},
		{"merge-keep-hint", "to keep what “{name}” says: {command}", "pour garder ce que dit « {name} » : {command}"},
		{"merge-take-hint", "to take what “{name}” says: {command}", "pour prendre ce que dit « {name} » : {command}"},
		{"merge-differs-in", "{field}: what stays?", "{field} : que garder ?"},
		{"merge-question", "1 (“{kept}”) or 2 (“{left}”):", "1 (« {kept} ») ou 2 (« {left} ») :"},
		{"merge-question-both", "1 (“{kept}”), 2 (“{left}”) or 3 (one after the other):", "1 (« {kept} »), 2 (« {left} ») ou 3 (l’un après l’autre) :"},
		{"merge-left", "not taken over", "non repris"},

		{"remove-merge-hint", "to let another take its place everywhere: {command}", "pour qu’un autre prenne sa place partout : {command}"},
		{"remove-unlink-hint", "to take these references out too: {command}", "pour retirer aussi ces renvois : {command}"},
	}
	refactorCounts = []counted{
		{"refactor-unread", "{n} file that cannot be read may refer to {kind} “{name}”", "{n} files that cannot be read may refer to {kind} “{name}”", "{n} fichier illisible cite peut-être {kind} « {name} »", "{n} fichiers illisibles citent peut-être {kind} « {name} »"},
		{"refactor-ambiguous", "{n} reference may mean {kind} “{name}” or another item; say which first", "{n} references may mean {kind} “{name}” or another item; say which first", "{n} renvoi peut désigner {kind} « {name} » ou un autre élément ; dites d’abord lequel", "{n} renvois peuvent désigner {kind} « {name} » ou un autre élément ; dites d’abord lequel"},
		{"remove-required", "{n} reference cannot be taken out: the item needs one", "{n} references cannot be taken out: the items need one", "{n} renvoi ne peut pas être retiré : l’élément en a besoin", "{n} renvois ne peuvent pas être retirés : les éléments en ont besoin"},
		{"merge-undecided", "“{kept}” and “{left}” differ in {n} field; which of the two stays?", "“{kept}” and “{left}” differ in {n} fields; which of the two stay?", "« {kept} » et « {left} » diffèrent sur {n} champ ; lequel des deux garder ?", "« {kept} » et « {left} » diffèrent sur {n} champs ; lesquels garder ?"},
	}
)

// The help of rename and merge.
var refactorHelp = []text{
	{"use-rename", "rename ID NEW-ID", "rename ID NOUVEL-ID"},
	{"help-rename-short", "give an item another id", "donner un autre identifiant à un élément"},
	{"help-rename", "Gives an item another id: its file gets the new name, and every reference to it follows, in one commit. Nothing else in the files changes. The old id is noted under formerly, so that a branch that still uses it finds the item. What the item is called is a field of its own: canvas set ID name=…\n\n" +
		"Exit status: 0 renamed (even if it could not be committed: the reason is said), or nothing to rename; 2 refused, nothing written.",
		"Donne un autre identifiant à un élément : son fichier prend le nouveau nom, et tous les renvois suivent, en un seul commit. Rien d’autre ne change dans les fichiers. L’ancien identifiant est noté sous formerly, pour qu’une branche qui l’emploie encore s’y retrouve. Le nom de l’élément est un champ à part : canvas set ID name=…\n\n" +
			"Code de sortie : 0 renommé (même sans commit : la raison est dite), ou rien à renommer ; 2 refus, rien n’a été écrit."},
	{"help-rename-examples", "canvas rename treasurer finance-manager\ncanvas rename role/intern trainee --dry-run", "canvas rename tresorier responsable-financier\ncanvas rename role/stagiaire alternant --dry-run"},

	{"use-merge", "merge ID INTO", "merge ID DANS"},
	{"help-merge-short", "make one item of two", "faire un seul élément de deux"},
	{"help-merge", "Makes one item of two of the same kind that turn out to be the same, in one commit. What refers to the first refers to the second, which stays; it gets the fields that it lacks, the entries of lists that it has not, and the other’s names as synonyms. Comments of the file that goes are kept at the end of the other.\n\n" +
		"Where both say different things, you are asked which stays, or say so: --keep, --take, --both for single fields, --prefer for all others. What was not taken over is told, and stays in git’s history.\n\n" +
		"Exit status: 0 merged (even if it could not be committed: the reason is said), 2 refused, nothing written.",
		"Fait un seul élément de deux éléments du même genre qui se révèlent être le même, en un seul commit. Ce qui cite le premier cite le second, qui reste ; il reçoit les champs qui lui manquent, les entrées de listes qu’il n’a pas, et les noms de l’autre comme synonymes. Les commentaires du fichier qui disparaît sont gardés à la fin de l’autre.\n\n" +
			"Là où les deux ne disent pas la même chose, la question est posée, ou dites-le : --keep, --take, --both pour un champ, --prefer pour tous les autres. Ce qui n’est pas repris est dit, et reste dans l’historique de git.\n\n" +
			"Code de sortie : 0 fusionné (même sans commit : la raison est dite), 2 refus, rien n’a été écrit."},
	{"help-merge-examples", "canvas merge treasurer finance-manager\ncanvas merge prospect lead --take definition --keep status\ncanvas merge crm-old crm --prefer crm",
		"canvas merge tresorier responsable-financier\ncanvas merge prospect piste --take definition --keep status\ncanvas merge ancien-crm crm --prefer crm"},
	{"flag-keep", "keep what INTO says in these `FIELD,…`", "pour ces `CHAMP,…`, garder ce que dit DANS"},
	{"flag-take", "take what ID says in these `FIELD,…`", "pour ces `CHAMP,…`, prendre ce que dit ID"},
	{"flag-both", "keep both texts of these `FIELD,…`, one after the other", "pour ces `CHAMP,…`, garder les deux textes, l’un après l’autre"},
	{"flag-prefer", "keep what this `ID` says in all other fields", "pour tous les autres champs, garder ce que dit cet `ID`"},
	{"flag-unlink", "take out the references to it too", "retirer aussi les renvois"},
}
