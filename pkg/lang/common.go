package lang

// What every part of the program says.
var (
	commonTexts = []text{
		{"severity-error", "error", "erreur"},
		{"severity-warning", "warning", "avertissement"},
		{"severity-info", "info", "info"},
		{"quoted", "“{text}”", "« {text} »"},
		{"one-of", "{rest} or {last}", "{rest} ou {last}"},
		{"because", "{what}: {why}", "{what} : {why}"},
		{"did-you-mean", "did you mean {candidates}?", "vouliez-vous dire {candidates} ?"},
		{"done-committed", "it was done all the same: commit {hash}", "c’est fait malgré tout : commit {hash}"},
		{"done-written", "it was done all the same: {what}", "c’est fait malgré tout : {what}"},
		{"output-not-written", "the output could not be written whole", "la sortie n’a pas pu être écrite en entier"},
		{"cause-not-exist", "{path} does not exist", "{path} n’existe pas"},
		{"cause-permission", "{path} may not be read or written (permission denied)", "{path} ne peut être ni lu ni écrit (accès refusé)"},
		{"cause-exist", "{path} already exists", "{path} existe déjà"},
		{"cause-missing", "there is no such file or folder", "ce fichier ou ce dossier n’existe pas"},
		{"cause-denied", "permission denied", "accès refusé"},
		{"cause-taken", "the name is taken", "ce nom est déjà pris"},
		{"cause-read-only", "the disk is read-only", "le disque est en lecture seule"},
		{"cause-folder", "it is a folder, not a file", "c’est un dossier, pas un fichier"},
		{"cause-not-folder", "it is a file, not a folder", "c’est un fichier, pas un dossier"},
		{"cause-full", "there is no space left on the disk", "il n’y a plus de place sur le disque"},
		{"cause-long-name", "the name is too long", "le nom est trop long"},
		{"cause-open-files", "too many files are open", "trop de fichiers sont ouverts"},
		{"cause-disk", "the disk does not answer as it should", "le disque ne répond pas correctement"},
		{"cause-timeout", "it took too long", "délai dépassé"},
	}
	commonCounts = []counted{
		{"count-errors", "{n} error", "{n} errors", "{n} erreur", "{n} erreurs"},
		{"count-warnings", "{n} warning", "{n} warnings", "{n} avertissement", "{n} avertissements"},
		{"count-infos", "{n} info", "{n} infos", "{n} info", "{n} infos"},
		{"count-items", "{n} item", "{n} items", "{n} élément", "{n} éléments"},
	}
)
