package lang

// What fmt says, and its help.
var (
	fmtTexts = []text{
		{"use-fmt", "fmt [PATH…]", "fmt [CHEMIN…]"},
		{"help-fmt-short", "put the files in canonical form", "mettre les fichiers en forme"},
		{
			"help-fmt",
			`Writes the files of the items and canvas.yaml in canonical form, so that changes merge and comparisons show nothing else: keys in the order of the schema, one list entry a line, two spaces of indentation, quotes only where they are needed, at most one blank line. What is said stays as it is, and so does every comment; formatting twice changes nothing. A file that cannot be read is left alone and reported.

A PATH is a file, a folder, or an ID (KIND/ID) of an item; without one, everything is formatted. What changed is committed, unless one of the files held edits by hand that are in no commit: then all of it is kept without one.

Exit status: 0 done, or nothing to do; 1 --check found files that are not in canonical form, or a file cannot be read; 2 refused, nothing written.`,
			`Écrit les fichiers des éléments et canvas.yaml sous leur forme canonique, pour que les modifications fusionnent et que les comparaisons ne montrent rien d’autre : les clés dans l’ordre du schéma, une entrée de liste par ligne, deux espaces de retrait, des guillemets seulement s’il en faut, une ligne vide au plus. Ce qui est dit reste tel quel, chaque commentaire aussi ; mettre en forme deux fois ne change rien de plus. Un fichier illisible est laissé tel quel et signalé.

Un CHEMIN est un fichier, un dossier, ou l’ID (GENRE/ID) d’un élément ; sans lui, tout est mis en forme. Ce qui a changé entre dans un commit, sauf si l’un des fichiers contenait des modifications à la main qui ne sont dans aucun commit : tout est alors gardé sans commit.

Code de sortie : 0 fait, ou rien à faire ; 1 --check a trouvé des fichiers à mettre en forme, ou un fichier est illisible ; 2 refus, rien n’a été écrit.`,
		},
		{"help-fmt-examples", "canvas fmt\ncanvas fmt needs stakes/keep-our-members.yaml\ncanvas fmt --check\ncanvas fmt follow-up-unpaid --diff", "canvas fmt\ncanvas fmt needs stakes/garder-adherents.yaml\ncanvas fmt --check\ncanvas fmt relancer-impayes --diff"},
		{"flag-fmt-check", "write nothing; list the files that are not in canonical form, and exit with 1 if there are any", "ne rien écrire ; lister les fichiers à mettre en forme, et terminer avec le code 1 s’il y en a"},
		{"flag-fmt-diff", "write nothing; show what would change", "ne rien écrire ; montrer ce qui changerait"},
		{"fmt-subject", "format {what}", "mise en forme : {what}"},
		{"fmt-not-ours", "there is nothing to format in {path}: it is no item and not canvas.yaml", "il n’y a rien à mettre en forme dans {path} : ce n’est ni un élément ni canvas.yaml"},
	}
	fmtCounts = []counted{
		{"fmt-hint", "to format it: {command}", "to format them: {command}", "pour le mettre en forme : {command}", "pour les mettre en forme : {command}"},
		{"fmt-done", "{n} file formatted", "{n} files formatted", "{n} fichier mis en forme", "{n} fichiers mis en forme"},
		{"fmt-clean", "{n} file, formatted already.", "{n} files, all formatted already.", "{n} fichier, déjà mis en forme.", "{n} fichiers, tous déjà mis en forme."},
		{"fmt-to-do", "{n} file to format.", "{n} files to format.", "{n} fichier à mettre en forme.", "{n} fichiers à mettre en forme."},
		{"fmt-left", "{n} file was left as it is.", "{n} files were left as they are.", "{n} fichier est resté tel quel.", "{n} fichiers sont restés tels quels."},
	}
)
