package lang

// What list, show and search say.
var (
	findTexts = []text{
		{"list-empty", "{kinds}: none yet.", "{kinds} : rien pour l’instant."},
		{"list-none-fit", "{kinds}: nothing fits ({all} without filters).", "{kinds} : rien ne correspond ({all} sans les filtres)."},
		{"list-name", "name", "nom"},
		{"list-referring", "how many {kinds} refer to it", "nombre de {kinds} qui le citent"},
		{"list-referring-hint", "or how many refer to it: {kinds}", "ou combien le citent : {kinds}"},
		{"list-field-hint", "say which field is to have which value: --field name=value", "dites quel champ doit avoir quelle valeur : --field nom=valeur"},
		{"search-number", "“{value}” is not a number for “{field}”", "« {value} » n’est pas un nombre pour « {field} »"},
		{"search-number-hint", "write 5, or from one to another: 5..8, 5.., ..8", "écrivez 5, ou de tant à tant : 5..8, 5.., ..8"},
		{"search-day", "“{value}” is not a day for “{field}”", "« {value} » n’est pas un jour pour « {field} »"},
		{"search-day-hint", "write 2026-03-12, a month (2026-03), a year, or from one to another: 2026-03.., 2026-03..2026-05", "écrivez 2026-03-12, un mois (2026-03), une année, ou de l’un à l’autre : 2026-03.., 2026-03..2026-05"},
		{"search-hint", "to look for it: {command}", "pour le chercher : {command}"},
		{"search-what", "what to look for?", "que faut-il chercher ?"},
		{"search-nothing", "Nothing found for “{text}”.", "Rien trouvé pour « {text} »."},
		{"search-nowhere", "“{word}” is nowhere in the canvas", "« {word} » n’est nulle part dans le canevas"},
		{"search-fewer", "each of these words is there, but not all in one item: look for fewer", "chacun de ces mots existe, mais pas tous dans un même élément : cherchez-en moins"},
		{"search-broken", "(cannot be read as it is)", "(illisible en l’état)"},
		{"search-no-words", "there is no word to look for in “{text}”", "il n’y a aucun mot à chercher dans « {text} »"},
	}
	findCounts = []counted{
		{"list-count", "{n} in all", "{n} in all", "{n} en tout", "{n} en tout"},
		{"list-some", "{n} of {all}", "{n} of {all}", "{n} sur {all}", "{n} sur {all}"},
		{"more", "… and {n} more (--limit {all})", "… and {n} more (--limit {all})", "… et {n} autre (--limit {all})", "… et {n} autres (--limit {all})"},
	}
)
