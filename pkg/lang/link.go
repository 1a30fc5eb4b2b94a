package lang

// What link and unlink say, and their help.
var linkTexts = []text{
	{"which-items", "which items?", "quels éléments ?"},
	{"link-itself", "an item cannot be linked with itself: {kind} “{name}”", "un élément ne peut pas être lié à lui-même : {kind} « {name} »"},
	{"link-no-field", "no field can link {kind} with {other}", "aucun champ ne peut lier {kind} et {other}"},
	{"link-linkable", "what can be linked with {kind}: {kinds}", "ce qui peut se lier à {kind} : {kinds}"},
	{"link-which", "several fields can link {kind} “{name}” with “{other}”", "plusieurs champs peuvent lier {kind} « {name} » à « {other} »"},
	{"link-as-hint", "{field} ({kind} “{name}”): {command}", "{field} ({kind} « {name} ») : {command}"},
	{"link-as-unknown", "no field “{field}” can hold this link", "aucun champ « {field} » ne peut porter ce lien"},
	{"link-as-several", "“{field}” is a field of both", "« {field} » est un champ des deux"},
	{"link-choices", "Several fields can hold this link:", "Plusieurs champs peuvent porter ce lien :"},
	{"link-choice", "{field} ({kind} “{name}”)", "{field} ({kind} « {name} »)"},
	{"link-question", "Which one? [1-{n}]", "Lequel ? [1-{n}]"},
	{"link-taken", "{kind} “{name}” already says “{other}” ({field})", "{kind} « {name} » dit déjà « {other} » ({field})"},
	{"link-replace-hint", "to replace it: {command}", "pour le remplacer : {command}"},
	{"link-already", "Linked already: {kind} “{name}” refers to “{other}” ({field}).", "Déjà là : {kind} « {name} » cite « {other} » ({field})."},
	{"link-other-hint", "to refer to another: {command}", "pour en citer un autre : {command}"},
	{"unlink-nothing", "Nothing to take out: {kind} “{name}” is linked with none of these.", "Rien à retirer : {kind} « {name} » n’a de lien avec aucun de ceux-là."},

	{"use-link", "link ID ID…", "link ID ID…"},
	{"help-link-short", "link an item with others", "lier un élément à d’autres"},
	{"help-link", "Links an item with one or several others: notes the reference in the field that may hold it, in whichever of the two has one, and commits the change. Items are given by id, KIND/ID or name. Where several fields may hold the link you are asked, or --as FIELD says which. A field that holds only one item and has another is left alone: the command that replaces it is shown.\n\n" +
		"Exit status: 0 linked (even if it could not be committed: the reason is said), or linked already; 2 refused, nothing written.",
		"Lie un élément à un ou plusieurs autres : note le renvoi dans le champ prévu pour cela, chez celui des deux qui en a un, et en fait un commit. Les éléments se donnent par identifiant, GENRE/ID ou nom. Si plusieurs champs conviennent, la question est posée, ou --as CHAMP le dit. Un champ à une seule valeur qui en cite déjà un autre reste comme il est : la commande qui le remplace est montrée.\n\n" +
			"Code de sortie : 0 lien noté (même sans commit : la raison est dite), ou déjà là ; 2 refus, rien n’a été écrit."},
	{"help-link-examples",
		"canvas link follow-up-unpaid reduce-unpaid\ncanvas link follow-up-unpaid Invoice Member\ncanvas link membership-spreadsheet treasurer --as owner",
		"canvas link relancer-impayes reduire-impayes\ncanvas link relancer-impayes Facture Adhérent\ncanvas link tableur-cotisations tresorier --as owner"},
	{"flag-as", "note the link in this `FIELD`", "noter le lien dans ce `CHAMP`"},

	{"use-unlink", "unlink ID ID…", "unlink ID ID…"},
	{"help-unlink-short", "take the links between items out", "retirer les liens entre des éléments"},
	{"help-unlink", "Takes out every reference of an item to the others, and of the others to it, and commits the change. A record that says nothing without the reference goes with it. A field that must not be empty is left alone: the command that gives it another value is shown.\n\n" +
		"Exit status: 0 unlinked (even if it could not be committed: the reason is said), or nothing to take out; 2 refused, nothing written.",
		"Retire tous les renvois d’un élément vers les autres, et des autres vers lui, et en fait un commit. Un bloc qui n’a pas de sens sans ce renvoi part avec lui. Un champ obligatoire reste comme il est : la commande qui lui donne une autre valeur est montrée.\n\n" +
			"Code de sortie : 0 retiré (même sans commit : la raison est dite), ou rien à retirer ; 2 refus, rien n’a été écrit."},
	{"help-unlink-examples", "canvas unlink follow-up-unpaid reduce-unpaid", "canvas unlink relancer-impayes reduire-impayes"},
}
