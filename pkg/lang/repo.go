package lang

// What pkg/repo says.
var (
	repoTexts = []text{
		{"repo-symlink", "{path} is a symbolic link; a canvas has none", "{path} est un lien symbolique ; un canevas n’en contient pas"},
		{"repo-not-a-file", "{path} is a device or a pipe, not a file", "{path} est un périphérique ou un tube, pas un fichier"},
		{"repo-not-a-folder", "{path} is not a folder", "{path} n’est pas un dossier"},
		{"repo-bad-path", "{path} is not a path inside the canvas", "{path} n’est pas un chemin à l’intérieur du canevas"},
		{"repo-taken", "{path} exists already", "{path} existe déjà"},
		{"repo-changed", "{path} has changed since it was read", "{path} a changé depuis sa lecture"},
		{"repo-not-written", "{path} could not be written", "{path} n’a pas pu être écrit"},
		{"repo-locked", "another canvas command is writing to this folder", "une autre commande canvas écrit dans ce dossier"},
		{"repo-bad-journal", "a change was interrupted and its journal cannot be read: {path}", "une modification a été interrompue et son journal est illisible : {path}"},

		{"repo-no-init", "git could not make a repository in {path}", "git n’a pas pu créer de dépôt dans {path}"},
		{"repo-no-status", "git could not compare the files with the last commit", "git n’a pas pu comparer les fichiers au dernier commit"},
		{"repo-unreadable", "the git repository {path} cannot be read", "le dépôt git {path} est illisible"},
		{"repo-unreadable-alone", "only the git program can read the repository {path}", "seul le programme git peut lire le dépôt {path}"},
		{"repo-partial", "this clone is partial: {object} would have to be fetched", "ce clone est partiel : il faudrait télécharger {object}"},
		{"repo-missing-object", "the repository is damaged: it lacks {object}", "le dépôt est endommagé : il y manque {object}"},
		{"repo-no-commit-yet", "nothing is committed yet", "rien n’est encore dans l’historique : aucun commit"},
		{"repo-no-revision", "git knows no revision “{revision}”", "git ne connaît pas de révision « {revision} »"},

		{"repo-no-repository", "there is no git repository here", "il n’y a pas de dépôt git ici"},
		{"repo-in-hook", "git is already in the middle of a commit", "git est déjà en train de faire un commit"},
		{"repo-during-merge", "a merge is in progress", "une fusion (merge) est en cours"},
		{"repo-during-cherry-pick", "a cherry-pick is in progress", "un cherry-pick est en cours"},
		{"repo-during-revert", "a revert is in progress", "un revert est en cours"},
		{"repo-during-am", "git am is in progress", "un git am est en cours"},
		{"repo-during-rebase", "a rebase is in progress", "un rebase est en cours"},
		{"repo-commit-busy", "another canvas command is still committing", "une autre commande canvas n’a pas fini son commit"},
		{"repo-index-locked", "another git command is at work ({path})", "une autre commande git est en cours ({path})"},
		{"repo-interrupted", "it was interrupted", "l’opération a été interrompue"},
		{"repo-no-identity", "git does not know your name and e-mail", "git ne connaît ni votre nom ni votre adresse"},
		{"repo-ignored", "git ignores {path} ({source}, line {line}: {pattern})", "git ignore {path} ({source}, ligne {line} : {pattern})"},
		{"repo-hook-refused", "git, or one of its hooks, refused it", "git, ou l’un de ses hooks, l’a refusé"},
		{"repo-git-refused", "git refused it", "git l’a refusé"},

		{"repo-gone", "{path} was removed meanwhile", "{path} a été supprimé entre-temps"},
		{"repo-half", "the writing broke off and could not be undone: the next canvas command tries again", "l’écriture s’est interrompue sans pouvoir être annulée : la prochaine commande canvas réessaiera"},
		{"repo-broken-repository", "git cannot use {path} as a repository", "git ne peut pas utiliser {path} comme dépôt"},
		{"committed-without", "committed, except what is ignored: {why}", "commit fait, sauf ce qui est ignoré : {why}"},
		{"committed-detached", "{why} is on no branch (detached HEAD)", "{why} : il n’est sur aucune branche (detached HEAD)"},
		{"committed-detached-hint", "to keep it on one: {command}", "pour le garder sur une branche : {command}"},
		{"repo-hint-again", "type the same command again", "relancez la même commande"},
		{"repo-hint-read", "install git, then type the same command again", "installez git, puis relancez la même commande"},
		{"repo-hint-whole", "with the network, {command} fetches the whole history", "avec le réseau, {command} télécharge tout l’historique"},
		{"repo-hint-check", "{command} says what is missing", "{command} dit ce qui manque"},
		{"repo-hint-remove", "look into it for texts that you miss, then remove {path}", "cherchez-y les textes qui manqueraient, puis supprimez {path}"},
		{"repo-hint-said", "git: {line}", "git : {line}"},
		{"repo-hint-save", "then: {command}", "ensuite : {command}"},
		{"repo-hint-init", "{command}, then {save}", "{command}, puis {save}"},
		{"repo-hint-install", "install git, then {command}", "installez git, puis {command}"},
		{"repo-hint-finish", "{command}, then {save}", "{command}, puis {save}"},
		{"repo-hint-lock", "if no git command is running any more: remove {path}", "si aucune commande git ne tourne plus : supprimez {path}"},
		{"repo-hint-name", `git config --global user.name "First Last"`, `git config --global user.name "Prénom Nom"`},
		{"repo-hint-email", `git config --global user.email "you@example.org"`, `git config --global user.email "vous@example.org"`},
		{"repo-hint-ignored", "take the line out of {source}, then {command}", "retirez la ligne de {source}, puis {command}"},
	}
	repoCounts = []counted{
		{"repo-recovered", "a write that was cut off was finished: {n} file", "a write that was cut off was finished: {n} files", "une écriture interrompue a été reprise : {n} fichier", "une écriture interrompue a été reprise : {n} fichiers"},
	}
)
