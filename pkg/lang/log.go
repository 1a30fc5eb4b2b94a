package lang

// What log, diff and status say, and their help.
var (
	logTexts = []text{
		{"log-nothing", "Nothing in the history.", "Rien dans l’historique."},
		{"log-nothing-then", "Nothing in the history in that time.", "Rien dans l’historique pour cette période."},
		{"log-nothing-then-of", "Nothing in the history about “{id}” in that time.", "Rien dans l’historique à propos de « {id} » pour cette période."},
		{"log-nothing-of", "Nothing in the history about “{id}”.", "Rien dans l’historique à propos de « {id} »."},
		{"log-uncommitted", "what is not committed yet: {command}", "ce qui n’est pas encore enregistré : {command}"},
		{"log-older", "to see more: {command}", "pour en voir plus : {command}"},
		{"log-shallow", "This clone is shallow: what is older is not here (git fetch --unshallow).", "Ce clone est superficiel (shallow) : ce qui est plus ancien n’est pas ici (git fetch --unshallow)."},
		{"log-when", "{option}: “{text}” is neither a day nor a revision", "{option} : « {text} » n’est ni un jour ni une révision"},
		{"log-when-hint", "for example {option} 2026-11-20, {option} 2026-11, {option} monday, {option} \"3 days\" or {option} HEAD~10", "par exemple {option} 2026-11-20, {option} 2026-11, {option} lundi, {option} \"3 jours\" ou {option} HEAD~10"},

		{"diff-same", "No difference between {from} and {to}.", "Aucune différence entre {from} et {to}."},
		{"diff-between", "{what} · between {from} and {to}", "{what} · entre {from} et {to}"},
		{"diff-revision", "{revision} ({hash})", "{revision} ({hash})"},
		{"diff-folder", "the working folder", "le dossier de travail"},
		{"diff-nothing-yet", "an empty history", "un historique vide"},
		{"diff-coverage", "Coverage", "Couverture"},
		{"diff-before", "before", "avant"},
		{"diff-after", "after", "après"},
		{"diff-share", "{percent} ({covered} / {total})", "{percent} ({covered} / {total})"},
		{"diff-three-dots", "A...B is not understood, A..B is", "A...B n’est pas reconnu, A..B l’est"},
		{"diff-neither", "“{word}” is neither a revision nor an item", "« {word} » n’est ni une révision ni un élément"},

		{"status-contents", "contents", "contenu"},
		{"status-empty", "nothing yet (canvas add)", "rien encore (canvas add)"},
		{"status-findings", "findings", "constats"},
		{"status-coverage", "coverage", "couverture"},
		{"status-covered", "every rule is met", "toutes les règles sont satisfaites"},
		{"status-uncommitted", "not committed", "à enregistrer"},
		{"status-last", "last change", "dernière modification"},
		{"status-git", "git", "git"},
	}
	logCounts = []counted{
		{"status-other-rules", "… and {n} other rule to meet", "… and {n} other rules to meet", "… et {n} autre règle à compléter", "… et {n} autres règles à compléter"},
		{"log-more", "This is the last change.", "These are the last {n} changes.", "Voici la dernière modification.", "Voici les {n} dernières modifications."},
	}
)

var logHelp = []text{
	{"help-group-history", "History", "Historique"},

	{"use-log", "log [ID]", "log [ID]"},
	{"help-log-short", "tell what changed, when and by whom", "raconter ce qui a changé, quand et par qui"},
	{
		"help-log",
		`Tells the history in words, newest first: what was added, renamed, merged or removed, and which field says what instead of what. Commits that canvas did not make are told like the others.

With an ID, the whole story of that item, under every id that it had; of an item that is gone too. Without one, the last 30 changes.

--since and --until take a day (2026-11-20, monday, yesterday, "3 days", 2w) or a revision (a tag, a hash, HEAD~10).

Exit status: 0 done, 2 could not be done.`,
		`Raconte l’historique en mots, le plus récent d’abord : ce qui a été ajouté, renommé, fusionné ou supprimé, et quel champ dit quoi au lieu de quoi. Les commits faits sans canvas sont racontés comme les autres.

Avec un ID, toute l’histoire de cet élément, sous chaque identifiant qu’il a porté ; aussi d’un élément qui n’est plus là. Sans ID, les 30 dernières modifications.

--since et --until prennent un jour (2026-11-20, lundi, hier, "3 jours", 2s) ou une révision (une étiquette, un hash, HEAD~10).

Code de sortie : 0 fait, 2 impossible.`,
	},
	{
		"help-log-examples",
		`canvas log
canvas log keep-our-members
canvas log --since monday
canvas log --since v1 --json`,
		`canvas log
canvas log garder-adherents
canvas log --since lundi
canvas log --since v1 --json`,
	},
	{"flag-log-since", "tell only what came since this `DAY`, month, year or revision", "raconter seulement ce qui est venu depuis ce `JOUR`, ce mois, cette année ou cette révision"},
	{"flag-log-until", "tell only what came until this `DAY`, month, year or revision, included", "raconter seulement ce qui est venu jusqu’à ce `JOUR`, ce mois, cette année ou cette révision, inclus"},
	{"flag-log-limit", "tell the last `N` changes", "raconter les `N` dernières modifications"},

	{"use-diff", "diff [A|A..B] [ID…]", "diff [A|A..B] [ID…]"},
	{"help-diff-short", "compare two states of the canvas", "comparer deux états du canevas"},
	{
		"help-diff",
		`Compares two states of the canvas item by item and field by field, with the coverage before and after where it changed.

  canvas diff        the last commit and the working folder
  canvas diff A      the revision A and the working folder
  canvas diff A..B   two revisions; one that is left out is the last commit

A revision is a branch, a tag, a hash, HEAD~10. With IDs (KIND/ID, files or folders too), only these are told, without the coverage. Both states are read with the kinds that are in force now.

--format markdown suits a pull request, --format json (or --json) a program.

Exit status: 0 done, whether or not something differs; 2 could not be done.`,
		`Compare deux états du canevas élément par élément et champ par champ, avec la couverture avant et après là où elle a changé.

  canvas diff        le dernier commit et le dossier de travail
  canvas diff A      la révision A et le dossier de travail
  canvas diff A..B   deux révisions ; celle qui manque est le dernier commit

Une révision est une branche, une étiquette, un hash, HEAD~10. Avec des ID (GENRE/ID, aussi des fichiers ou des dossiers), seuls ceux-ci sont racontés, sans la couverture. Les deux états sont lus avec les genres en vigueur maintenant.

--format markdown convient à une pull request, --format json (ou --json) à un programme.

Code de sortie : 0 fait, qu’il y ait ou non des différences ; 2 impossible.`,
	},
	{
		"help-diff-examples",
		`canvas diff
canvas diff main..HEAD --format markdown
canvas diff HEAD~10 keep-our-members`,
		`canvas diff
canvas diff main..HEAD --format markdown
canvas diff HEAD~10 garder-adherents`,
	},
	{"flag-diff-format", "`FORMAT`: text (the default), markdown or json", "`FORMAT` : text (par défaut), markdown ou json"},

	{"help-status-short", "show how the canvas stands", "montrer où en est le canevas"},
	{
		"help-status",
		`Shows how the canvas stands: what it holds, what is wrong, what is not covered, what is not committed, what changed last; and with each the command that tells more.

Exit status: 0 done, 2 could not be done.`,
		`Montre où en est le canevas : ce qu’il contient, ce qui cloche, ce qui n’est pas couvert, ce qui n’est pas enregistré, ce qui a changé en dernier ; et pour chacun la commande qui en dit plus.

Code de sortie : 0 fait, 2 impossible.`,
	},
	{"help-status-examples", "canvas status\ncanvas status --json", "canvas status\ncanvas status --json"},
}
