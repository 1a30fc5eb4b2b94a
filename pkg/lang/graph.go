package lang

// What trace and graph say, and their help.
var (
	graphTexts = []text{
		{"trace-above", "Above", "Au-dessus"},
		{"trace-below", "Below", "En dessous"},
		{"trace-alone", "Nothing is linked to it, and it is linked to nothing.", "Rien n’y renvoie, et il ne renvoie à rien."},
		{"trace-before", "see above", "voir plus haut"},
		{"trace-after", "see below", "voir plus bas"},
		{"trace-nowhere", "leads nowhere", "ne mène nulle part"},
		{"trace-deeper", "to go further: {command}", "pour aller plus loin : {command}"},
		{"trace-by", "{kind} ({field})", "{kind} ({field})"},
		{"graph-empty", "There is nothing to draw: the canvas holds no such item yet.", "Il n’y a rien à dessiner : le canevas ne contient encore rien de tel."},
		{"graph-narrow", "to draw less: {command}", "pour en dessiner moins : {command}"},
		{"graph-with-dot", "Graphviz draws them all: {command}", "Graphviz les dessine tous : {command}"},
	}
	graphCounts = []counted{
		{"trace-folded", "… and {n} other {kind} (--all)", "… and {n} other {kind} (--all)", "… et {n} autre {kind} (--all)", "… et {n} autres {kind} (--all)"},
		{"graph-large", "{n} item in one picture will be hard to read", "{n} items in one picture will be hard to read", "{n} élément sur une seule image, ce sera difficile à lire", "{n} éléments sur une seule image, ce sera difficile à lire"},
		{"graph-edges", "{n} arrow: most programs that show Mermaid stop at {most}", "{n} arrows: most programs that show Mermaid stop at {most}", "{n} flèche : la plupart des programmes qui affichent Mermaid s’arrêtent à {most}", "{n} flèches : la plupart des programmes qui affichent Mermaid s’arrêtent à {most}"},
		{"graph-broken", "{n} reference that leads nowhere is not drawn (canvas lint)", "{n} references that lead nowhere are not drawn (canvas lint)", "{n} renvoi qui ne mène nulle part n’est pas dessiné (canvas lint)", "{n} renvois qui ne mènent nulle part ne sont pas dessinés (canvas lint)"},
	}
	graphHelp = []text{
		{"use-trace", "trace ID", "trace ID"},
		{"help-trace-short", "draw the chain around an item", "dessiner la chaîne autour d’un élément"},
		{
			"help-trace",
			`Draws what stands around an item as a tree: above it the items of the kinds that come before its own (the stakes that a need serves), below it those that come after (the objects that it speaks of, the applications that hold them, the role that speaks), whichever of the two refers to the other.

The first step shows every link of the item. The steps behind it only follow the echo of the method: the links that a coverage rule counts. Many items of a kind are folded into one line. --all follows every link and folds nothing. An item that several others lead to goes on in one place alone.

--format writes the same items as a diagram, with nothing folded: mermaid, which most hosts of git show in a page, or dot, for Graphviz.

Exit status: 0 done, 2 there is no such item, or several.`,
			`Dessine en arbre ce qui entoure un élément : au-dessus, les éléments des genres qui viennent avant le sien (les enjeux qu’un besoin sert) ; en dessous, ceux des genres qui viennent après (les objets dont il parle, les applications qui les contiennent, le rôle qui s’exprime), peu importe lequel des deux cite l’autre.

Le premier pas montre tous les liens de l’élément. Les suivants ne suivent que l’écho de la méthode : les liens que compte une règle de couverture. Les éléments trop nombreux d’un même genre sont repliés sur une ligne. --all suit tous les liens et ne replie rien. Un élément auquel plusieurs autres mènent n’est déplié qu’à un seul endroit.

--format écrit les mêmes éléments en diagramme, sans rien replier : mermaid, que la plupart des forges git affichent dans une page, ou dot, pour Graphviz.

Code de sortie : 0 fait, 2 élément introuvable, ou plusieurs possibles.`,
		},
		{
			"help-trace-examples",
			`canvas trace keep-our-members
canvas trace role/member --depth 3
canvas trace see-fees --format dot | dot -Tsvg > see-fees.svg`,
			`canvas trace garder-adherents
canvas trace role/adherent --depth 3
canvas trace voir-cotisations --format dot | dot -Tsvg > voir-cotisations.svg`,
		},
		{"flag-depth", "how many `STEPS` to go to each side", "combien de `PAS` faire de chaque côté"},
		{"flag-trace-all", "follow every link and fold nothing", "suivre tous les liens et ne rien replier"},
		{"flag-trace-format", "write `text|mermaid|dot|json`", "écrire en `text|mermaid|dot|json`"},

		{"use-graph", "graph [KIND…]", "graph [GENRE…]"},
		{"help-graph-short", "draw the whole canvas, or some kinds, as a diagram", "dessiner tout le canevas, ou quelques genres, en diagramme"},
		{
			"help-graph",
			`Writes the items and the links between them as a diagram: of the whole canvas, or only of some kinds. Shape and colour tell the kind, and every arrow leads down the chain, from stakes to needs to objects and applications. It has a text where its ends do not tell which link it is. Closed items are drawn dashed.

The formats are mermaid, which most hosts of git show in a page; dot, for Graphviz; and json, where each link leads from the item that refers to the other. Names are in the diagram as they are; ids and order never depend on the language, so that two versions can be compared.

Exit status: 0 done, 2 could not be done.`,
			`Écrit les éléments et les liens entre eux en diagramme : ceux de tout le canevas, ou de quelques genres. La forme et la couleur disent le genre, et toutes les flèches descendent la chaîne, des enjeux aux besoins, aux objets et aux applications. Une flèche porte un texte quand ses deux bouts ne disent pas de quel lien il s’agit. Ce qui est clos est en pointillé.

Les formats sont mermaid, que la plupart des forges git affichent dans une page ; dot, pour Graphviz ; et json, où chaque lien va de l’élément qui cite à l’autre. Les noms sont ceux des éléments ; les identifiants et l’ordre ne dépendent jamais de la langue, pour que deux versions se comparent.

Code de sortie : 0 fait, 2 impossible.`,
		},
		{
			"help-graph-examples",
			`canvas graph stakes needs > echo.mmd
canvas graph objects applications --format dot | dot -Tsvg > data.svg
canvas graph --without-closed --format json`,
			`canvas graph enjeux besoins > echo.mmd
canvas graph objets applications --format dot | dot -Tsvg > donnees.svg
canvas graph --without-closed --format json`,
		},
		{"flag-graph-format", "write `mermaid|dot|json`", "écrire en `mermaid|dot|json`"},
		{"flag-without-closed", "leave out closed items", "laisser de côté ce qui est clos"},
	}
)
