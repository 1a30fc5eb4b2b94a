package lang

// What a team's policy and its comments for lint bring about.
var (
	policyTexts = []text{
		{"unknown-rule-hint", "the name of a rule stands in brackets at the end of each finding", "le nom d’une règle est entre crochets à la fin de chaque constat"},
		{"policy-vital", "“{rule}” remains an error", "« {rule} » reste une erreur"},
		{"policy-vital-hint", "it tells what could not be read, or only in part", "elle dit ce qui n’a pas pu être lu, ou seulement en partie"},
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
	}
	policyCounts = []counted{
		{"count-ignored", "{n} ignored", "{n} ignored", "{n} ignoré", "{n} ignorés"},
	}
)
