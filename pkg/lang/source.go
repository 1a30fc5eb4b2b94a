package lang

// What pkg/source says.
var sourceTexts = []text{
	{"source-too-many-nodes", "more than {limit} values in one file", "plus de {limit} valeurs dans un seul fichier"},
	{"source-too-deep", "nested more than {limit} levels deep", "plus de {limit} niveaux imbriqués"},
	{"source-not-a-mapping", "this file holds no fields (name: value)", "ce fichier ne contient pas de champs (nom : valeur)"},
	{"source-duplicate-key", "the field “{key}” is written twice", "le champ « {key} » est écrit deux fois"},
	{"source-hint-duplicate-key", "only the first one counts: keep one of them", "seul le premier compte : gardez-en un seul"},
	{"source-first-here", "“{key}” is already here", "« {key} » figure déjà ici"},
	{"source-complex-key", "the name of a field is a simple word", "le nom d’un champ est un simple mot"},
	{"source-missing-key", "the name of the field is missing before the colon", "il manque le nom du champ avant les deux-points"},
	{"source-merge-key", "merge keys (<<) are not accepted: a canvas file is plain data", "les fusions (<<) ne sont pas acceptées : un fichier de canevas ne contient que des données"},
	{"source-alias", "aliases ({text}) are not accepted: a canvas file is plain data", "les alias ({text}) ne sont pas acceptés : un fichier de canevas ne contient que des données"},
	{"source-anchor", "anchors ({text}) are not accepted: a canvas file is plain data", "les ancres ({text}) ne sont pas acceptées : un fichier de canevas ne contient que des données"},
	{"source-tag", "type tags ({text}) are not accepted: a canvas file is plain data", "les étiquettes de type ({text}) ne sont pas acceptées : un fichier de canevas ne contient que des données"},
	{"source-hint-feature", "if this is text, put it in quotes", "si c’est du texte, mettez-le entre guillemets : \"…\""},
	{"source-syntax", "this cannot be read as YAML", "ceci n’est pas du YAML lisible"},
}
