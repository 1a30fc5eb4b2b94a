package lang

// What split says.
var (
	splitTexts = []text{
		{"split-no-story", "{kind} “{name}” is no story: there is no wish to split", "{kind} « {name} » n’est pas une user story : il n’y a pas de souhait à partager"},
		{"split-one", "“{want}” looks like one wish", "« {want} » semble être un seul souhait"},
		{"split-unsure", "it is not sure where “{want}” parts", "difficile de savoir où couper « {want} »"},
		{"split-same", "both wishes would be “{want}”", "les deux souhaits seraient « {want} »"},
		{"split-say-hint", "in your own words: {command}", "avec vos mots : {command}"},
		{"split-undecided", "“{want}” can be split like this:", "« {want} » peut se partager ainsi :"},
		{"split-yes-hint", "“{first}” and “{second}”: {command}", "« {first} » et « {second} » : {command}"},
		{"split-question", "make two of it like this?", "en faire deux ainsi ?"},
		{"split-declined", "not split", "souhait laissé entier"},
	}
	splitCounts = []counted{
		{"split-pointed", "{n} item refers to the first only; to see which: {command}", "{n} items refer to the first only; to see which: {command}", "{n} élément ne cite que le premier ; pour voir lequel : {command}", "{n} éléments ne citent que le premier ; pour voir lesquels : {command}"},
	}
)

// The help of split.
var splitHelp = []text{
	{"use-split", "split ID", "split ID"},
	{"help-split-short", "make two of a wish that holds two", "faire deux souhaits d’un seul"},
	{"help-split", "Makes two items of one whose wish holds two (rule two-in-one), in one commit. The first keeps the id, its comments and whatever refers to it. The second is a copy with its own wish and id: same role, benefit, stakes, source, priority and all the rest.\n\n" +
		"Both wordings are shown before anything is written, and you are asked; --first and --second say them in your own words, --yes takes them as they are proposed.\n\n" +
		"Exit status: 0 split (even if it could not be committed: the reason is said); 2 refused, nothing written.",
		"Fait deux éléments d’un seul dont le souhait en contient deux (règle two-in-one), en un seul commit. Le premier garde l’identifiant, ses commentaires et ce qui le cite. Le second est une copie, avec son propre souhait et son identifiant : même rôle, bénéfice, enjeux, source, priorité et tout le reste.\n\n" +
			"Les deux formulations sont montrées avant toute écriture, et la question est posée ; --first et --second les disent avec vos mots, --yes les prend telles que proposées.\n\n" +
			"Code de sortie : 0 partagé (même sans commit : la raison est dite) ; 2 refus, rien n’a été écrit."},
	{"help-split-examples", "canvas split see-my-contributions\ncanvas split see-my-contributions --yes\ncanvas split see-my-contributions --first \"see my contributions\" --second \"pay them online\"",
		"canvas split voir-mes-cotisations\ncanvas split voir-mes-cotisations --yes\ncanvas split voir-mes-cotisations --first \"voir mes cotisations\" --second \"les payer en ligne\""},
	{"flag-first", "the first wish, a `TEXT`; it keeps the id", "le premier souhait, un `TEXTE` ; il garde l’identifiant"},
	{"flag-second", "the second wish, a `TEXT`", "le second souhait, un `TEXTE`"},
	{"flag-split-id", "give the second this `ID`, not one made from its words", "donner cet `ID` au second, et non celui que forment ses mots"},
	{"flag-split-yes", "take the proposal without asking", "prendre la proposition sans poser de question"},
}
