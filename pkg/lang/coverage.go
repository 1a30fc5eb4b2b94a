package lang

// What pkg/coverage says, and the command that shows it.
var (
	coverageTexts = []text{
		{"threshold-value", "“{value}” is not a percentage", "« {value} » n’est pas un pourcentage"},
		{"threshold-without-value", "--fail-under {address} lacks the percentage", "il manque le pourcentage à --fail-under {address}"},
		{"threshold-hint", "type a number from 0 to 100: --fail-under '{address}=90', or --fail-under 90 for every rule", "tapez un nombre de 0 à 100 : --fail-under '{address}=90', ou --fail-under 90 pour toutes les règles"},
		{"unknown-coverage-rule", "no coverage rule is called “{address}”", "aucune règle de couverture ne s’appelle « {address} »"},
		{"coverage-rules", "the rules are {addresses}", "les règles sont {addresses}"},
		{"below-threshold", "{address}: {percent}, below the {least} asked for ({covered} of {total})", "{address} : {percent}, sous les {least} demandés ({covered} sur {total})"},

		{"decimal-mark", ".", ","},
		{"percent", "{number}%", "{number} %"},
		{"nothing-measured", "nothing to measure yet", "rien à mesurer encore"},
		{"first-to-look-at", "First to look at", "À traiter d’abord"},
		{"gap-of-field", "lacks: {field}", "manque : {field}"},
		{"gap-inward", "nothing refers to it", "rien n’y renvoie"},
		{"gap-mentioned", "{gap} ({mentions})", "{gap} ({mentions})"},
		{"coverage-whole", "Nothing is missing: every rule is met.", "Il ne manque rien : toutes les règles sont satisfaites."},
		{"coverage-empty", "There is nothing to measure yet: the canvas is empty.", "Il n’y a encore rien à mesurer : le canevas est vide."},
		{"coverage-empty-hint", `begin with why you do this: canvas add stake "Keep our members"`, `commencez par la raison d’être : canvas add enjeu "Retenir nos adhérents"`},

		{"matrix-form", "“{text}” does not name two kinds", "« {text} » ne nomme pas deux genres"},
		{"matrix-form-hint", "for example --matrix stakes×roles, or --matrix stakes,roles", "par exemple --matrix enjeux×rôles, ou --matrix enjeux,rôles"},
		{"nothing-links", "the schemas have no place for a link between {rows} and {columns}", "les schémas ne prévoient aucun lien entre {rows} et {columns}"},
		{"matrix-by", "how many {kinds} link them", "combien de fois les {kinds} les relient"},
		{"matrix-direct", "1 where one refers to the other", "1 quand l’un renvoie à l’autre"},
		{"matrix-direct-own", "1 where the row refers to the column", "1 quand la ligne renvoie à la colonne"},
		{"matrix-direct-list", "under each, what it is linked with", "sous chaque titre, ce qui lui est lié"},
		{"matrix-direct-own-list", "under each, what it refers to", "sous chaque titre, ce à quoi il renvoie"},
		{"matrix-empty", "There is nothing to cross: the canvas holds no {kinds} yet.", "Il n’y a rien à croiser : le canevas ne contient rien encore parmi les {kinds}."},
		{"matrix-total", "total", "total"},
		{"matrix-alone", "Without any link", "Sans aucun lien"},
		{"matrix-alone-by", "Not linked by {kinds}", "Sans lien par les {kinds}"},
	}
	coverageCounts = []counted{
		{"mentioned-by", "{n} {kind} refers to it", "{n} {kind} refer to it", "{n} {kind} y renvoie", "{n} {kind} y renvoient"},
		{"mentioned-by-items", "{n} item refers to it", "{n} items refer to it", "{n} élément y renvoie", "{n} éléments y renvoient"},
		{"more-gaps", "… and {n} other (--all)", "… and {n} others (--all)", "… et {n} autre (--all)", "… et {n} autres (--all)"},
		{"coverage-errors", "{n} error in the files, which may change these figures; see canvas lint", "{n} errors in the files, which may change these figures; see canvas lint", "{n} erreur dans les fichiers, qui peut fausser ces chiffres ; voir canvas lint", "{n} erreurs dans les fichiers, qui peuvent fausser ces chiffres ; voir canvas lint"},
	}
)
