package lang

// The help of `canvas coverage`.
var coverageHelp = []text{
	{
		"help-coverage-short",
		"show what is covered and what is missing",
		"montrer ce qui est couvert et ce qui manque",
	},
	{
		"help-coverage",
		`Shows, for each coverage rule, how many items have what it asks: needs that serve a stake, stakes that a need serves, objects that are defined… Then names the items that lack something: the warnings first, and among them those that most other items refer to.

Closed items (a need that was rejected, a stake that was abandoned, an application that was retired) are not counted, and a link from or to them covers nothing. Neither does a reference that leads nowhere. What may stand in a file that cannot be read is not called missing.

--matrix crosses two kinds: how many items of a third kind link one with the other, as needs do for stakes and roles, or for objects and applications: what an application says of its objects is not counted there. Where no third kind links them (needs and objects), the cell says whether one refers to the other.

--fail-under asks for a percentage, of one rule (its address, as --json prints it, its name, or the field that should refer to the item) or of all. A rule that concerns nothing yet is always met.

Exit status: 0 done, 1 a threshold is missed, 2 could not be done.`,
		`Montre, pour chaque règle de couverture, combien d’éléments ont ce qu’elle demande : les besoins qui servent un enjeu, les enjeux qu’un besoin sert, les objets définis… Puis nomme les éléments à qui il manque quelque chose : les avertissements d’abord et, parmi eux, ceux que le plus d’autres citent.

Ce qui est clos (un besoin écarté, un enjeu abandonné, une application retirée) n’est pas compté, et un lien qui en part ou y mène ne couvre rien. Une référence qui ne mène nulle part non plus. Ce qui se trouve peut-être dans un fichier illisible n’est pas dit manquant.

--matrix croise deux genres : combien d’éléments d’un troisième genre relient l’un à l’autre, comme le font les besoins pour les enjeux et les rôles, ou pour les objets et les applications : ce qu’une application dit de ses objets n’y est pas compté. Quand aucun troisième genre ne les relie (besoins et objets), la case dit si l’un renvoie à l’autre.

--fail-under exige un pourcentage, d’une règle (son adresse, telle que l’écrit --json, son nom, ou le champ qui devrait renvoyer à l’élément) ou de toutes. Une règle qui ne concerne encore rien est toujours satisfaite.

Code de sortie : 0 fait, 1 un seuil est manqué, 2 impossible.`,
	},
	{
		"help-coverage-examples",
		`canvas coverage --all
canvas coverage --matrix stakes×roles
canvas coverage --fail-under need.stakes=90 --fail-under 'stake<need=100'`,
		`canvas coverage --all
canvas coverage --matrix enjeux×rôles
canvas coverage --fail-under need.stakes=90 --fail-under 'stake<need=100'`,
	},
	{"flag-coverage-all", "name every item that lacks something", "nommer tous les éléments à qui il manque quelque chose"},
	{"flag-matrix", "cross `KIND×KIND`, also written KINDxKIND or KIND,KIND", "croiser `GENRE×GENRE`, ou GENRExGENRE, ou GENRE,GENRE"},
	{"flag-fail-under", "exit with 1 below `RULE=PERCENT` (repeatable); a percentage alone is for every rule", "sortir avec 1 en dessous de `RÈGLE=POURCENTAGE` (répétable) ; un pourcentage seul vaut pour toutes les règles"},
}
