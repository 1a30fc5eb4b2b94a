package lang

// What the generated pages say around the schemas and the rules.
var docsTexts = []text{
	{"docs-kinds", "The kinds of items", "Les genres d’éléments"},
	{"docs-kinds-about", "This page is made from the schemas (`make docs`). An item is a file in the folder of its kind; its name without `.yaml` is its id. `*` marks what is required, `[]` a list, `→` a reference to the id of another item, `✓` what holds when nothing is said. A team adds fields and kinds of its own in the `schema/` folder of its canvas.", "Cette page est tirée des schémas (`make docs`). Un élément est un fichier dans le dossier de son genre ; son nom sans `.yaml` est son identifiant. `*` marque ce qui est exigé, `[]` une liste, `→` un renvoi à l’identifiant d’un autre élément, `✓` ce qui vaut quand rien n’est dit. Une équipe ajoute ses champs et ses genres dans le dossier `schema/` de son canevas."},
	{"docs-kind-words", "Folder: `{folder}/`. On the command line: {words}.", "Dossier : `{folder}/`. Sur la ligne de commande : {words}."},
	{"docs-kind-rules", "What coverage asks:", "Ce que demande la couverture :"},
	{"docs-field", "field", "champ"},
	{"docs-title", "called", "libellé"},
	{"docs-holds", "holds", "contient"},
	{"docs-about", "about", "à propos"},
	{"docs-type-string", "text", "texte"},
	{"docs-type-integer", "whole number", "nombre entier"},
	{"docs-type-number", "number", "nombre"},
	{"docs-type-boolean", "true or false", "true ou false"},
	{"docs-type-object", "parts", "parties"},
	{"docs-rules", "The rules of lint", "Les règles de lint"},
	{"docs-rules-about", "This page is made from the rules and the schemas (`make docs`). Every finding names its rule in brackets; `canvas explain RULE` tells on the spot what the page about it tells. An error makes `canvas lint` end with 1; warnings and infos do with `--fail-on`.", "Cette page est tirée des règles et des schémas (`make docs`). Chaque constat nomme sa règle entre crochets ; `canvas expliquer RÈGLE` dit sur place ce que dit sa page. Une erreur fait finir `canvas lint` par 1 ; avertissements et infos aussi, avec `--fail-on`."},
	{"docs-rule", "rule", "règle"},
	{"docs-severity", "severity", "gravité"},
	{"docs-finds", "finds", "constate"},
	{"docs-rule-address", "Its address: `{address}`.", "Son adresse : `{address}`."},
}
