package lang

// What similar says, and its help.
var (
	similarTexts = []text{
		{"similar-what", "what is to be compared?", "que faut-il comparer ?"},
		{"similar-nothing", "Nothing comes near “{text}”.", "Rien n’est proche de « {text} »."},
		{"similar-nearness", "{percent} alike", "{percent} de ressemblance"},
		{"similar-alike", "nearly the same", "presque identique"},
		{"similar-shared", "both have: {words}", "en commun : {words}"},
		{"similar-same", "same {kind}: {name}", "même {kind} : {name}"},
		{"similar-merge", "to make one of two: {command}", "pour n’en faire qu’un : {command}"},

		{"lint-near-duplicate", "“{other}” says nearly the same", "« {other} » dit presque la même chose"},
		{"lint-near-duplicate-role", "“{other}” says nearly the same for another role", "« {other} » dit presque la même chose pour un autre rôle"},
		{"lint-near-duplicate-hint", "make one of the two (canvas merge {key} {other}), or say what tells them apart", "n’en faites qu’un (canvas merge {key} {other}), ou dites ce qui les distingue"},
		{"rule-near-duplicate", "Two items ask for nearly the same thing in nearly the same words.", "Deux éléments demandent presque la même chose, presque dans les mêmes mots."},
		{"rule-why-near-duplicate", "Two people said it, or one person twice; kept apart, it is weighed twice and each half is forgotten when the other changes. canvas similar shows all such pairs at any time.", "Deux personnes l’ont dit, ou une seule deux fois ; tenu séparé, le souhait est pesé deux fois et l’un s’oublie quand l’autre change. canvas similar montre ces paires à tout moment."},

		{"use-similar", "similar [ID|TEXT]", "similar [ID|TEXTE]"},
		{"help-similar-short", "find what is nearly said twice", "trouver ce qui est presque dit deux fois"},
		{"help-similar", "With an ID, a sentence or a bare wish: the needs that come nearest, with the words and references that both have. Without: all the pairs that are nearly the same, put together, with the words in which they differ.\n\nWishes are compared, whatever the role and the benefit, by their words and letters: the same thing said in other words is not seen. A pair shares at least four fifths of its runs of three letters and begins with the same verb; it does not differ by a negation, a number, a contrary (import, export) or one thing in the place of another. What is closed makes no pairs. Other kinds, with --kind, are compared by name.\n\ncanvas lint warns of such needs where canvas.yaml says so:\n\n  severity:\n    near-duplicate: warning\n\nExit status: 0 done, whether something was found or not; 2 could not be done.", "Avec un ID, une phrase ou un simple souhait : les besoins les plus proches, avec les mots et les renvois communs. Sans rien : toutes les paires presque identiques, regroupées, avec les mots qui les distinguent.\n\nCe sont les souhaits qui sont comparés, quels que soient le rôle et le bénéfice, par leurs mots et leurs lettres : la même chose dite avec d’autres mots passe inaperçue. Une paire partage au moins quatre cinquièmes de ses suites de trois lettres et commence par le même verbe ; elle ne diffère ni par une négation, ni par un nombre, ni par un contraire (importer, exporter), ni par une chose mise à la place d’une autre. Ce qui est clos ne forme pas de paire. Les autres genres, avec --kind, sont comparés par leur nom.\n\ncanvas lint signale ces besoins si canvas.yaml le demande :\n\n  severity:\n    near-duplicate: warning\n\nCode de sortie : 0 fait, qu’il y ait quelque chose ou non ; 2 impossible."},
		{"help-similar-examples", "canvas similar\ncanvas similar see-late-fees\ncanvas similar \"see the fees that are late\" --limit 5\ncanvas similar --kind object", "canvas similar\ncanvas similar voir-cotisations-retard\ncanvas similar \"voir les cotisations en retard\" --limit 5\ncanvas similar --kind objet"},
		{"flag-similar-kind", "compare items of these `KIND,…` (default: needs and all that is told as a story)", "comparer les éléments de ces `GENRE,…` (par défaut : les besoins et tout ce qui se raconte comme eux)"},
	}
	similarCounts = []counted{
		{"similar-none", "{n} item compared: no two are nearly the same.", "{n} items compared: no two are nearly the same.", "{n} élément comparé : rien n’est presque dit deux fois.", "{n} éléments comparés : rien n’est presque dit deux fois."},
		{"similar-count", "{n} pair among {items} items", "{n} pairs among {items} items", "{n} paire parmi {items} éléments", "{n} paires parmi {items} éléments"},
	}
)
