package lang

// The help of `canvas lint`.
var lintHelp = []text{
	{"use-lint", "lint [PATH…]", "lint [CHEMIN…]"},
	{
		"help-lint-short",
		"find what is wrong, and what is missing",
		"trouver ce qui cloche, et ce qui manque",
	},
	{
		"help-lint",
		`Reads the whole canvas and reports what is wrong in it: files that cannot be read, fields and values that the kinds do not have, references that lead nowhere or in a circle, what is said twice, and what is not said yet. Each finding has its place, the line in question and, where something can be said, what to do; its rule stands in brackets at the end.

A PATH is a file, a folder, or an ID (KIND/ID) of an item. It limits what is reported, never what is read.

With --since, only what is new is reported, wherever it appears: the findings that the folder has and the commit where the work left that revision had not. An item with a new id takes its findings along. Both are judged by what canvas.yaml says now.

--fix mends what can be mended safely, as one commit, and reports what remains: former ids, names that are surely mistyped, text that other programs would take for a number or a date and entries that a list has twice; on the way it puts fields in the schema’s order, which is not reported as wrong. It never changes what somebody said. A file with edits by hand that are in no commit is mended too, but then nothing is committed. --diff shows it all beforehand.

Errors and warnings are shown, infos are counted. Findings go to the standard output, the closing count to the standard error.

--format and --output write for other programs: concise (a line a finding, for editors), json, github (annotations of GitHub Actions), gitlab (Code Quality), sarif (code scanning), rdjson (reviewdog), junit. Their paths begin at the top of the repository; those of json in the canvas, those of text and concise in the working folder. In GitHub Actions annotations and the summary of the step come by themselves, unless a format is asked for.

Exit status: 0 nothing as bad as --fail-on says, 1 something, 2 could not be done.`,
		`Lit tout le canevas et signale ce qui cloche : des fichiers illisibles, des champs et des valeurs que les genres n’ont pas, des renvois qui ne mènent nulle part ou tournent en rond, ce qui est dit deux fois et ce qui n’est pas encore dit. Chaque constat donne sa place, la ligne en question et, quand il y a quelque chose à dire, quoi faire ; sa règle est entre crochets à la fin.

Un CHEMIN est un fichier, un dossier, ou l’ID (GENRE/ID) d’un élément. Il limite ce qui est signalé, jamais ce qui est lu.

Avec --since, seul ce qui est nouveau est signalé, où que cela apparaisse : les constats du dossier que n’avait pas le commit où le travail a quitté cette révision. Un élément qui change d’identifiant emporte les siens. Les deux états sont jugés selon ce que dit canvas.yaml aujourd’hui.

--fix corrige ce qui peut l’être sans risque, en un seul commit, et signale ce qui reste : les anciens identifiants, les noms mal tapés sans aucun doute, les textes que d’autres programmes prendraient pour un nombre ou une date et les entrées qu’une liste a deux fois ; au passage, les champs reprennent l’ordre du schéma, ce qui n’est pas signalé comme une faute. Ce que quelqu’un a dit ne change jamais. Un fichier qui contient des modifications à la main absentes de tout commit est corrigé aussi, mais alors rien n’entre dans un commit. --diff montre tout cela d’avance.

Les erreurs et les avertissements sont montrés, les infos sont comptées. Les constats vont sur la sortie standard, le décompte final sur la sortie d’erreur.

--format et --output écrivent pour d’autres programmes : concise (une ligne par constat, pour les éditeurs), json, github (annotations de GitHub Actions), gitlab (Code Quality), sarif (code scanning), rdjson (reviewdog), junit. Leurs chemins partent du haut du dépôt ; ceux de json, du canevas ; ceux de text et de concise, du dossier de travail. Dans GitHub Actions, les annotations et le résumé de l’étape viennent d’eux-mêmes, sauf si un format est demandé.

Code de sortie : 0 rien d’aussi grave que le dit --fail-on, 1 quelque chose, 2 impossible.`,
	},
	{
		"help-lint-examples",
		`canvas lint
canvas lint needs stakes/keep-our-members.yaml
canvas lint --fail-on warning --show info
canvas lint --since origin/main
canvas lint --fix
canvas lint --output gitlab=gl-code-quality.json --output junit=junit.xml
canvas lint --format concise`,
		`canvas lint
canvas lint needs stakes/garder-adherents.yaml
canvas lint --fail-on warning --show info
canvas lint --since origin/main
canvas lint --fix
canvas lint --output gitlab=gl-code-quality.json --output junit=junit.xml
canvas lint --format concise`,
	},
	{"flag-lint-fail-on", "exit with 1 from this `SEVERITY` on: error (the default), warning or info", "sortir avec 1 dès cette `GRAVITÉ` : error (par défaut), warning ou info"},
	{"flag-lint-show", "show findings from this `SEVERITY` on: error, warning (the default) or info", "montrer les constats dès cette `GRAVITÉ` : error, warning (par défaut) ou info"},
}
