package lang

// What `canvas rules`, `canvas explain` and the pages made of the rules say beside the rules themselves.
var rulesTexts = []text{
	{"help-rules-short", "list what lint looks for", "lister ce que cherche lint"},
	{
		"help-rules",
		`Lists every rule of canvas lint, with how severe it is in this canvas and what it finds: the rules that come with the program, and those of the kinds and fields that the team made. Outside of a canvas, those that come with the program.

--json adds why each matters, its examples and the page about it.

Exit status: 0 listed, 2 could not be done.`,
		`Liste toutes les règles de canvas lint, avec leur gravité dans ce canevas et ce qu’elles constatent : les règles livrées avec le programme, et celles des genres et des champs de l’équipe. Hors d’un canevas, celles qui sont livrées avec le programme.

--json ajoute pourquoi chacune compte, ses exemples et la page qui en parle.

Code de sortie : 0 affiché, 2 impossible.`,
	},
	{"help-rules-examples", "canvas rules\ncanvas rules --json", "canvas règles\ncanvas règles --json"},

	{"use-explain", "explain RULE", "explain RÈGLE"},
	{"help-explain-short", "say why lint asks for something, with an example", "dire pourquoi lint demande quelque chose, avec un exemple"},
	{
		"help-explain",
		`Says what a rule of canvas lint finds, why that matters, what it looks like before and after, and how to silence the rule: beside a line, at the top of a file, or for the whole canvas.

RULE is the name that stands in brackets after a finding. A rule of coverage may also be called by its address, such as need.stakes or stake<need.

Exit status: 0 explained, 2 there is no such rule.`,
		`Dit ce que constate une règle de canvas lint, pourquoi cela compte, à quoi cela ressemble avant et après, et comment faire taire la règle : à côté d’une ligne, en tête d’un fichier ou dans tout le canevas.

RÈGLE est le nom entre crochets à la fin d’un constat. Une règle de couverture peut aussi être nommée par son adresse, comme need.stakes ou stake<need.

Code de sortie : 0 expliqué, 2 règle introuvable.`,
	},
	{
		"help-explain-examples",
		"canvas explain broken-reference\ncanvas explain need.stakes\ncanvas explain 'stake<need'",
		"canvas expliquer broken-reference\ncanvas expliquer need.stakes\ncanvas expliquer 'stake<need'",
	},

	{"lint-unknown-hint", "which file: {command}", "quel fichier : {command}"},
	{"lint-explain", "why: {command}", "pourquoi : {command}"},

	{"unknown-rule", "lint has no rule called “{rule}”", "lint n’a pas de règle « {rule} »"},
	{"which-rule", "which rule is to be explained?", "quelle règle faut-il expliquer ?"},
	{"all-rules", "all rules: {command}", "toutes les règles : {command}"},
	{"rule-is-off", "off", "inactive"},
	{"rule-usually", "(usually: {severity})", "(d’ordinaire : {severity})"},
	{"rule-bad", "Found", "Constaté"},
	{"rule-good", "Right", "Correct"},
	{"rule-silence", "To silence it", "Pour la faire taire"},
	{"rule-ignore", "beside a line, or at the top of a file for all of it:", "à côté d’une ligne, ou en tête d’un fichier pour tout le fichier :"},
	{"rule-vital", "Nothing silences it: it tells what could not be read, or only in part.", "Rien ne la fait taire : elle dit ce qui n’a pas pu être lu, ou seulement en partie."},
	{"rule-reason", "why", "pourquoi"},
	{"rule-turn-off", "in the whole canvas, in canvas.yaml:", "dans tout le canevas, dans canvas.yaml :"},
	{"rule-turn-on", "To turn it on, in canvas.yaml", "Pour l’activer, dans canvas.yaml"},

	{"rule-shown-not-utf-8", "It is often a text saved by an old editor or taken from a spreadsheet, in Windows-1252: the é of “Adhérent” is one byte where UTF-8 has two. Saved again as UTF-8, it is right.", "C’est souvent un texte enregistré par un vieil éditeur ou venu d’un tableur, en Windows-1252 : le é de « Adhérent » y tient en un octet, là où UTF-8 en a deux. Enregistré de nouveau en UTF-8, il est correct."},
	{"rule-shown-too-large", "A file may have 1 MiB. The minutes of a meeting pasted into “notes” come near it; the item says in a sentence what they are about and where they are.", "Un fichier peut avoir 1 Mio. Un compte rendu de réunion collé dans « notes » s’en approche ; l’élément dit en une phrase de quoi il parle et où il se trouve."},
	{"rule-shown-too-deep", "A file may nest 64 levels and hold 10,000 values: eighty brackets in a row are too many.", "Un fichier peut imbriquer 64 niveaux et contenir 10 000 valeurs : quatre-vingts crochets d’affilée sont de trop."},
	{"rule-shown-unreadable-file", "The system refuses to open it, most often since it belongs to somebody else. Its owner lets others read it: chmod a+r FILE.", "Le système refuse de l’ouvrir, le plus souvent parce qu’il est à quelqu’un d’autre. Son propriétaire le laisse lire : chmod a+r FICHIER."},
	{"rule-shown-name-collision", "roles/client.yaml and roles/Client.yaml are two files on Linux and one on Windows or macOS. One of the two takes another name: canvas rename moves what points at it along.", "roles/client.yaml et roles/Client.yaml sont deux fichiers sous Linux et un seul sous Windows ou macOS. L’un des deux prend un autre nom : canvas rename fait suivre ce qui y renvoie."},
	{"rule-shown-symbolic-link", "roles/client.yaml is a link to ../other.yaml. A copy of the file stands in its place, or the items refer to one another.", "roles/client.yaml est un lien vers ../autre.yaml. Une copie du fichier prend sa place, ou bien les éléments renvoient l’un à l’autre."},
}
