package lang

// What review says, and its help.
var (
	reviewTexts = []text{
		{"review-look", "Worth a look", "À regarder"},
		{"review-leaning", "{gaps} ({mentions}, {more})", "{gaps} ({mentions}, {more})"},
		{"review-agreed", "Agreed on, and said otherwise now", "Convenu, et dit autrement à présent"},
		{"review-findings", "New findings: {counts}", "Nouveaux constats : {counts}"},
		{"review-asked", "Asked for by: {who}", "Demandé par : {who}"},
		{"review-voice", "{name} ({n})", "{name} ({n})"},
		{"review-coverage", "Coverage: {what}", "Couverture : {what}"},
		{"review-figure", "{label} {before} → {after}", "{label} {before} → {after}"},
		{"review-moved", "{up} up, {down} down", "{up} en hausse, {down} en baisse"},
		{"review-no-base", "there is no main branch to compare with", "aucune branche principale à laquelle comparer"},
	}
	reviewCounts = []counted{
		{"review-more", "{n} more now", "{n} more now", "{n} de plus à présent", "{n} de plus à présent"},
		{
			"review-cut",
			"A comment has no room for {n} more change:", "A comment has no room for {n} more changes:",
			"Un commentaire n’a pas la place de dire encore {n} modification :", "Un commentaire n’a pas la place de dire encore {n} modifications :",
		},
	}
)

var reviewHelp = []text{
	{"use-review", "review [BASE]", "review [BASE]"},
	{"help-review-short", "say what a branch changes, as the comment for a pull request", "dire ce qu’une branche change, en commentaire de pull request"},
	{
		"help-review",
		`Compares the working folder with the commit at which the work left BASE, and writes the comment for a pull request in Markdown: what was added, changed, renamed, merged and removed, in words; who asked for what is new; what deserves a look, for more items lean on it now although something is missing there; what had been agreed on and is said otherwise now; the findings that came with the work; the coverage before and after.

It is short when little changed, folded when much did, in the canvas's language, and nothing that people wrote can become markup in it, call a person or link an issue. Its first line is a mark by which the GitHub Action (canvas ci github) finds the comment to write anew. On a terminal it is laid out to be read there (--format).

Without BASE it is the branch that the pull request is for, in CI, else the main branch: origin/HEAD, origin/main, origin/master, main or master. Where nothing changed, the mark stands alone.

Exit status: 0 done, whatever was found; 2 could not be done.`,
		`Compare le dossier de travail avec le commit où le travail a quitté BASE, et écrit le commentaire d’une pull request en Markdown : ce qui a été ajouté, modifié, renommé, fusionné et supprimé, en mots ; qui a demandé ce qui est nouveau ; ce qui mérite un regard, parce que davantage d’éléments s’y appuient alors qu’il y manque quelque chose ; ce dont on avait convenu et qui est dit autrement à présent ; les constats venus avec le travail ; la couverture avant et après.

Le commentaire est court quand peu de choses changent, replié quand il y en a beaucoup, dans la langue du canevas ; rien de ce que des personnes ont écrit ne peut y devenir du balisage, appeler quelqu’un ou renvoyer à un ticket. Sa première ligne est une marque grâce à laquelle l’Action GitHub (canvas ci github) retrouve le commentaire à récrire. Dans un terminal, la mise en page est faite pour y être lue (--format).

Sans BASE, c’est la branche visée par la pull request, en CI, sinon la branche principale : origin/HEAD, origin/main, origin/master, main ou master. Si rien n’a changé, la marque est seule.

Code de sortie : 0 fait, quoi qu’on ait trouvé ; 2 impossible.`,
	},
	{
		"help-review-examples",
		`canvas review
canvas review develop --format markdown
canvas review --json`,
		`canvas review
canvas review develop --format markdown
canvas review --json`,
	},
	{"flag-review-format", "`FORMAT`: markdown, text (the default on a terminal) or json", "`FORMAT` : markdown, text (par défaut dans un terminal) ou json"},
}
