package lang

// The help of list, show and search.
var findHelp = []text{
	{"help-filters", "Filters", "Filtres"},
	{"use-list", "list KIND", "list GENRE"},
	{"help-list-short", "list the items of a kind, filtered and sorted", "lister les éléments d’un genre, filtrés et triés"},
	{"help-list", "Lists the items of a kind as a table, or as JSON with all their fields.", "Liste les éléments d’un genre dans un tableau, ou en JSON avec tous leurs champs."},
	{"help-list-kind", "list the {kinds}", "lister : {kinds}"},
	{"help-list-filters", "Every field is a filter: an item that is referred to, by its id, name or synonym; a choice, by its word or label; words of a text, whatever the case, accents and apostrophes; a number or a day, or from one to another (5..8, 2026-03..). Several values, by commas or by giving the option again, mean any of them; different options, all of them. A field that is empty counts as its default.\n\n--columns, --sort, --with and --without take fields, those inside others by a path (source.person), and kinds: how many items of that kind refer to it. With a single column, the values stand alone, one a line.\n\nExit status: 0 done, even if nothing fits; 2 could not be done.",
		"Chaque champ est un filtre : un élément cité, par son identifiant, son nom ou un synonyme ; un choix, par son mot ou son libellé ; des mots d’un texte, quels que soient la casse, les accents et les apostrophes ; un nombre ou un jour, ou de l’un à l’autre (5..8, 2026-03..). Plusieurs valeurs, séparées par des virgules ou en répétant l’option : l’une d’elles ; des options différentes : toutes. Un champ vide vaut sa valeur par défaut.\n\n--columns, --sort, --with et --without prennent des champs, ceux qui sont dans d’autres par un chemin (source.person), et des genres : combien d’éléments de ce genre le citent. Avec une seule colonne, les valeurs sont seules, une par ligne.\n\nCode de sortie : 0 fait, même si rien ne correspond ; 2 impossible."},
	{"help-list-examples",
		"canvas list needs --role adviser --status draft,validated\ncanvas list needs --without stakes,benefit --sort -priority,name\ncanvas list objects --columns name,needs,definition --sort -needs\ncanvas list needs --text \"unpaid fees\" --columns id",
		"canvas list besoins --role conseiller --status draft,validé\ncanvas list besoins --without stakes,benefit --sort -priority,nom\ncanvas list objets --columns nom,besoins,definition --sort -besoins\ncanvas list besoins --text \"cotisations impayées\" --columns id"},
	{"flag-text", "only those whose fields hold these `WORDS`, one here, another there", "seulement ceux dont les champs contiennent ces `MOTS`, l’un ici, l’autre là"},
	{"flag-with", "only those that have these `FIELD,…`", "seulement ceux qui ont ces `CHAMP,…`"},
	{"flag-without", "only those that do not have these `FIELD,…`", "seulement ceux qui n’ont pas ces `CHAMP,…`"},
	{"flag-gap", "only those that do not meet one of these coverage `RULE,…`", "seulement ceux qui ne respectent pas une de ces `RÈGLE,…` de couverture"},
	{"flag-open", "leave out what is closed (rejected, abandoned, retired)", "omettre ce qui est clos (rejeté, abandonné, retiré)"},
	{"flag-sort", "put in order of `FIELD,…`; -FIELD the other way round", "trier par `CHAMP,…` ; -CHAMP dans l’autre sens"},
	{"flag-columns", "show these `FIELD,…`, in this order", "montrer ces `CHAMP,…`, dans cet ordre"},
	{"flag-limit", "show the first `NUMBER` at most; 0: all", "montrer au plus les `NOMBRE` premiers ; 0 : tous"},
	{"flag-filter-field", "any field, those inside others too, as `path=value`", "n’importe quel champ, même à l’intérieur d’un autre, sous la forme `chemin=valeur`"},

	{"use-search", "search WORD…", "search MOT…"},
	{"help-search-short", "find items by words in any of their texts", "trouver des éléments par des mots de leurs textes"},
	{"help-search", "Looks for words in the names, ids and texts of all items, whatever the case, accents and apostrophes, in the singular or the plural and in other forms (relance finds relancer). An item has to have all the words; small words do not count. Words in a name come before those in other texts, whole words before beginnings and parts. Choices and numbers are for the filters of canvas list.\n\nExit status: 0 done, even if nothing was found; 2 could not be done.", "Cherche des mots dans les noms, identifiants et textes de tous les éléments, quels que soient la casse, les accents et les apostrophes, au singulier ou au pluriel et sous d’autres formes (relance trouve relancer). Un élément doit contenir tous les mots ; les petits mots ne comptent pas. Les mots d’un nom passent avant ceux des autres textes, les mots entiers avant les débuts et les morceaux. Les choix et les nombres sont l’affaire des filtres de canvas list.\n\nCode de sortie : 0 fait, même si rien n’est trouvé ; 2 impossible."},
	{"help-search-examples", "canvas search unpaid fees\ncanvas search member --kind role,object\ncanvas search history --json", "canvas search cotisations impayées\ncanvas search adhérent --kind rôle,objet\ncanvas search historique --json"},
	{"flag-kind", "only items of these `KIND,…`", "seulement les éléments de ces `GENRE,…`"},

	{"use-show", "show ID", "show ID"},
	{"help-show-short", "show an item, what it points at and what points at it", "montrer un élément, ce qu’il cite et ce qui le cite"},
	{"help-show", "Shows the card of an item: its fields, the items it points at by name, and the items that point at it. Where several kinds have the same id, write KIND/ID.\n\nExit status: 0 done, 2 there is no such item, or several.", "Montre la fiche d’un élément : ses champs, les éléments qu’il cite, par leur nom, et ceux qui le citent. Quand plusieurs genres ont le même identifiant, écrivez GENRE/ID.\n\nCode de sortie : 0 fait, 2 élément introuvable, ou plusieurs possibles."},
	{"help-show-examples", "canvas show keep-our-members\ncanvas show role/member --json", "canvas show garder-adherents\ncanvas show role/adherent --json"},
}
