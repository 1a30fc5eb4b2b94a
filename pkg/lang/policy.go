package lang

// What a team's policy and its comments for lint bring about.
var (
	policyTexts = []text{
		{"unknown-rule-hint", "the name of a rule stands in brackets at the end of each finding", "le nom d’une règle est entre crochets à la fin de chaque constat"},
		{"policy-vital", "“{rule}” remains an error", "« {rule} » reste une erreur"},
		{"policy-vital-hint", "it tells what could not be read, or only in part", "elle dit ce qui n’a pas pu être lu, ou seulement en partie"},
		{"policy-no-field", "items of the kind “{kind}” have no field “{field}”", "les éléments du genre « {kind} » n’ont pas de champ « {field} »"},
		{"policy-no-values", "the value of “{field}” is not chosen from a list", "la valeur de « {field} » ne se choisit pas dans une liste"},
		{"policy-asked", "asked for here", "demandé ici"},
		{"required-when", "“{wanted}” is required when “{field}” is “{value}”", "« {wanted} » est exigé quand « {field} » vaut « {value} »"},
		{"lint-below-threshold", "the coverage of {address} is below {least}%", "la couverture de {address} est sous {least} %"},
		{"lint-below-threshold-hint", "{covered} of {total}: canvas coverage --all", "{covered} sur {total} : canvas coverage --all"},
		{"rule-required-when", "An item lacks a field that the team requires in its state.", "Il manque à un élément un champ que l’équipe exige dans l’état où il est."},
		{"rule-why-required-when", "A status is a promise to those who build on it: what is validated can be weighed and made without asking again.", "Un statut est une promesse à ceux qui s’appuient dessus : ce qui est validé peut être pesé et réalisé sans redemander."},
		{"rule-below-threshold", "Less is covered than the team wants at least.", "La couverture est en dessous de ce que l’équipe veut au moins."},
		{"rule-why-below-threshold", "The echo between stakes, needs and objects gets lost need by need; a threshold tells while it is still little work.", "L’écho entre enjeux, besoins et objets se perd besoin après besoin ; un seuil le dit tant que c’est encore peu de travail."},
		{"ignore-names-nothing", "this comment names no rule, so it silences nothing", "ce commentaire ne cite aucune règle : il ne fait rien taire"},
		{"ignore-form-hint", "write # canvas: ignore[{rule}] and why", "écrivez # canvas: ignore[{rule}] et pourquoi"},
		{"ignore-unused", "there is nothing to silence here for “{rule}”", "il n’y a rien à faire taire ici pour « {rule} »"},
		{"ignore-unused-hint", "take it out, or put it beside the line, just above the key, or at the top for the whole file", "retirez-le, ou mettez-le à côté de la ligne, juste au-dessus de la clé, ou en tête pour tout le fichier"},
		{"ignore-vital", "“{rule}” cannot be silenced", "« {rule} » ne peut pas être réduite au silence"},
		{"ignore-without-reason", "this comment does not say why", "ce commentaire ne dit pas pourquoi"},

		{"rule-unknown-rule", "canvas.yaml or a comment for lint names a rule that there is not.", "canvas.yaml ou un commentaire pour lint cite une règle qui n’existe pas."},
		{"rule-why-unknown-rule", "It is nearly always a typing mistake, and what the team decided would hold nowhere.", "C’est presque toujours une faute de frappe, et ce que l’équipe a décidé ne vaudrait nulle part."},
		{"rule-policy-invalid", "canvas.yaml asks something of rules that cannot be.", "canvas.yaml demande aux règles quelque chose d’impossible."},
		{"rule-why-policy-invalid", "A team that believes it is checked, and is not, finds out too late.", "Une équipe qui se croit vérifiée, et ne l’est pas, s’en aperçoit trop tard."},
		{"rule-ignore-without-reason", "A comment for lint silences a rule and does not say why.", "Un commentaire pour lint fait taire une règle sans dire pourquoi."},
		{"rule-why-ignore-without-reason", "Whoever reads it in a year can neither trust it nor take it out.", "Qui le lira dans un an ne pourra ni s’y fier, ni le retirer."},
		{"rule-ignore-unused", "A comment for lint silences nothing.", "Un commentaire pour lint ne fait rien taire."},
		{"rule-why-ignore-unused", "What it was there for has been put right; left behind, it would hide the next mistake.", "Ce pour quoi il était là a été corrigé ; oublié, il cacherait la prochaine faute."},

		{"flag-lint-baseline", "report only what this `FILE` does not accept; what is gone is taken out of it", "ne signaler que ce que ce `FICHIER` n’accepte pas ; ce qui a disparu en est retiré"},
		{"flag-lint-accept", "put all that is found now into the --baseline file", "mettre dans le fichier de --baseline tout ce qui est constaté maintenant"},
		{"baseline-missing", "{path}: no such baseline", "{path} : ce fichier n’existe pas"},
		{"baseline-missing-hint", "to accept what there is today: {command}", "pour accepter l’existant : {command}"},
		{"baseline-broken", "{place}: not a line of a baseline", "{place} : cette ligne n’est pas celle d’une liste de constats acceptés"},
		{"baseline-broken-hint", "after a merge, keep the lines of both sides; or delete the file, then: {command}", "après une fusion, gardez les lignes des deux côtés ; ou supprimez le fichier, puis : {command}"},
		{"baseline-other", "{path} is no baseline", "{path} n’est pas une liste de constats acceptés"},
		{"baseline-git-hint", "for the others, and for CI: {command}", "pour les autres et pour la CI : {command}"},
		{"baseline-done", "Nothing of {path} is left: --baseline has done its work.", "Il ne reste rien de {path} : --baseline a fait son travail."},
		{"accept-where", "--accept needs the file of --baseline", "--accept a besoin du fichier de --baseline"},
		{"accept-whole", "--accept takes all findings: leave --since out", "--accept prend tous les constats : retirez --since"},
	}
	policyCounts = []counted{
		{"count-ignored", "{n} ignored", "{n} ignored", "{n} ignoré", "{n} ignorés"},
		{"count-accepted", "{n} accepted", "{n} accepted", "{n} accepté", "{n} acceptés"},
		{"baseline-written", "{n} finding accepted in {path}: keep that file with the canvas.", "{n} findings accepted in {path}: keep that file with the canvas.", "{n} constat accepté dans {path} : gardez ce fichier avec le canevas.", "{n} constats acceptés dans {path} : gardez ce fichier avec le canevas."},
		{"baseline-shrunk", "{n} accepted finding is gone, and taken out of {path}.", "{n} accepted findings are gone, and taken out of {path}.", "{n} constat accepté a disparu, et quitte {path}.", "{n} constats acceptés ont disparu, et quittent {path}."},
		{"baseline-stale", "{n} finding of {path} is gone: the next run that can write takes it out.", "{n} findings of {path} are gone: the next run that can write takes them out.", "{n} constat de {path} a disparu : la prochaine exécution qui pourra écrire l’en retirera.", "{n} constats de {path} ont disparu : la prochaine exécution qui pourra écrire les en retirera."},
	}
)
