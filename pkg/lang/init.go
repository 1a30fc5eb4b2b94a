package lang

// What init, schema and completion say.
var setupTexts = []text{
	{"init-not-a-folder", "{path} is a file, not a folder", "{path} est un fichier, pas un dossier"},
	{"init-already", "there is already a canvas in {path}", "il y a déjà un canevas dans {path}"},
	{"init-already-here", "to see what is in it: {command}", "pour voir ce qu’il contient : {command}"},
	{"init-already-hint", "to work in it: {command}", "pour y travailler : {command}"},
	{"init-inside", "this folder is inside the canvas in {path}", "ce dossier se trouve dans le canevas de {path}"},
	{"init-inside-hint", "choose a folder outside of it: canvas init DIR", "choisissez un dossier hors de celui-là : canvas init DOSSIER"},
	{"init-untitled", "Canvas", "Canevas"},
	{"init-attributes", "# The files of a canvas have the same line ends on every system.\n*.yaml text eol=lf\n/schema/* text eol=lf\n# Made by canvas schema --write, for editors.\n/.schemas/* text eol=lf linguist-generated\n", "# Les fichiers d’un canevas ont les mêmes fins de ligne sur tous les systèmes.\n*.yaml text eol=lf\n/schema/* text eol=lf\n# Produits par canvas schema --write, pour les éditeurs.\n/.schemas/* text eol=lf linguist-generated\n"},
	{"init-example", "example", "exemple"},
	{"init-editors", "editors", "éditeurs"},
	{"init-editors-done", "VS Code completes and checks the files (others: canvas schema --help)", "VS Code complète et vérifie les fichiers (autres : canvas schema --help)"},
	{"init-interview", "capture", "entretien"},
	{"init-next", "Next", "Pour continuer"},
	{"init-kept", "{path} was there already and stays as it is", "{path} existait déjà et reste tel quel"},
	{"init-kept-attributes", "to keep the same line ends on every system, add: *.yaml text eol=lf", "pour garder les mêmes fins de ligne sur tous les systèmes, ajoutez-y : *.yaml text eol=lf"},
	{"init-kept-settings", `to complete and check in VS Code, add to yaml.schemas: "./.schemas/need.schema.json": "needs/*.yaml", and so on`, `pour compléter et vérifier dans VS Code, ajoutez à yaml.schemas : "./.schemas/need.schema.json": "needs/*.yaml", et ainsi de suite`},
	{"init-kept-schema", "to write it anew: canvas schema --write", "pour l’écrire à nouveau : canvas schema --write"},
	{"commit-init", "Start the canvas “{title}”", "Début du canevas « {title} »"},

	{"schema-column-word", "word", "mot"},
	{"schema-column-kind", "kind", "genre"},
	{"schema-column-folder", "folder", "dossier"},
	{"schema-column-from", "declared", "déclaré"},
	{"schema-built-in", "built in", "d’origine"},
	{"schema-extended", "built in, {path}", "d’origine, {path}"},
	{"schema-write-alone", "--write is for all kinds: leave out {kind}", "--write vaut pour tous les genres : ôtez {kind}"},
	{"schema-output-alone", "--json-output takes no kind and no --write", "--json-output ne prend ni genre ni --write"},
	{"schema-no-output", "no command prints JSON by that name: {word}", "aucune commande n’imprime de JSON sous ce nom : {word}"},
	{"schema-current", "The schemas for editors are up to date.", "Les schémas pour les éditeurs sont à jour."},
	{"commit-schema", "Refresh the schemas for editors", "Mise à jour des schémas pour les éditeurs"},

	{"which-shell", "for which shell? {shells}", "pour quel shell ? {shells}"},
	{"unknown-shell", "no completion is written for “{shell}”", "pas de complétion pour « {shell} »"},
}
