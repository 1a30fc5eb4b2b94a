package lang

// How a story could be told better: what pkg/story says of one sentence, and pkg/lint of its rules.
var (
	storyTexts = []text{
		{"story-two-in-one", "two wishes in one: “{first}” and “{second}”", "deux souhaits en un : « {first} » et « {second} »"},
		{"story-two-in-one-perhaps", "perhaps two needs: “{first}” and “{second}”", "peut-être deux besoins : « {first} » et « {second} »"},
		{"story-two-in-one-hint", "say them one at a time", "formulez-les séparément"},
		{"lint-two-in-one-hint", "to make two of it: canvas split {key}", "pour en faire deux : canvas split {key}"},
		{"lint-two-in-one-perhaps-hint", "leave it if neither is of use alone; else: canvas split {key}", "laissez-le si l’un ne sert à rien sans l’autre ; sinon : canvas split {key}"},
		{"story-solution-in-want", "“{word}” is a solution rather than a need", "« {word} » est une solution plutôt qu’un besoin"},
		{"story-control-hint", "say what the person wants to get done; how a screen looks can be decided later", "dites ce que la personne cherche à obtenir ; la forme de l’écran se décidera plus tard"},
		{"story-tool-hint", "say what it is used for; another tool may do that better", "dites à quoi cela sert ; un autre outil fera peut-être mieux l’affaire"},
		{"story-role-of-nobody", "“{role}” can be anybody", "« {role} » peut être n’importe qui"},
		{"story-role-of-nobody-hint", "say who it is: a member, a treasurer, an adviser…", "dites qui c’est : un adhérent, une trésorière, une conseillère…"},
		{"story-brackets", "the wish has a remark in it: {aside}", "le souhait contient une remarque : {aside}"},
		{"story-second-sentence", "the wish goes on in a second sentence", "le souhait se poursuit dans une deuxième phrase"},
		{"story-brackets-hint", "enough is “{better}”; put the rest into another field, such as acceptance or notes", "« {better} » suffit ; mettez le reste dans un autre champ, par exemple acceptance ou notes"},
		{"story-vague-word", "“{word}” means something else to everybody", "chacun comprend « {word} » à sa façon"},
		{"story-time-hint", "say within how much time, or how often", "dites en combien de temps, ou à quelle fréquence"},
		{"story-quantity-hint", "say how many, or which ones", "dites combien, ou lesquels"},
		{"story-quality-hint", "say by what one will see it", "dites à quoi on le reconnaîtra"},
		{"story-action-hint", "say what is done: create, correct, follow up, close…", "dites ce qu’il faut faire au juste : créer, corriger, valider, clôturer…"},
		{"story-choice-hint", "say which ones, or by what one tells them", "dites lesquels, ou à quoi on les reconnaît"},
		{"story-improvement-hint", "say what will be better, and by what one will see it", "dites ce qui ira mieux, et à quoi on le reconnaîtra"},
		{"story-condition-hint", "say in which case", "dites dans quel cas"},
		{"story-open-hint", "say what belongs to it, and leave out the rest", "dites ce qui en fait partie, et retirez le reste"},
		{"story-long-want-hint", "say the wish in a few words; details go into other fields, such as acceptance or notes", "formulez le souhait en quelques mots ; les détails vont dans d’autres champs, par exemple acceptance ou notes"},
		{"story-long-benefit-hint", "keep the benefit that counts most; the others go into notes, or belong to needs of their own", "gardez le bénéfice qui compte le plus ; les autres vont dans notes, ou dans des besoins à part"},
		{"story-missing-elision", "“{words}” lacks an elision", "« {words} » : élision oubliée"},
		{"story-write-hint", "write “{better}”", "écrivez « {better} »"},

		{"rule-family-story", "How a wish is told", "La formulation d’un souhait"},
		{"rule-two-in-one", "A wish holds two.", "Un souhait en cache deux."},
		{"rule-why-two-in-one", "One may be indispensable and the other not: apart, each is weighed, planned and delivered on its own. A warning where each has a verb of its own; an info where an English “and” or “or” joins other words, since these are mostly one need, and only perhaps two. A severity in canvas.yaml holds for both. canvas split makes two of it.", "L’un peut être indispensable et l’autre pas : séparés, chacun est pesé, planifié et livré pour lui-même. C’est un avertissement quand chacun a son verbe ; une info quand un « and » ou un « or » anglais joint d’autres mots, car c’est le plus souvent un seul besoin, et seulement peut-être deux. Une gravité donnée dans canvas.yaml vaut pour les deux. canvas split en fait deux."},
		{"rule-solution-in-want", "A wish names a button, a screen, a file or a tool.", "Un souhait nomme un bouton, un écran, un fichier ou un outil."},
		{"rule-why-solution-in-want", "Whoever writes down a solution closes the door to a better one; vendors are challenged with needs.", "Qui note une solution ferme la porte à une meilleure ; c’est avec des besoins qu’on met les éditeurs au défi."},
		{"rule-role-of-nobody", "Stories are told by a role that can be anybody, such as “user”.", "Des souhaits sont exprimés par un rôle qui peut être n’importe qui, comme « utilisateur »."},
		{"rule-why-role-of-nobody", "A need is earthy because somebody has it; that person can be asked again, and notices when it is met.", "Un besoin est concret parce que quelqu’un l’a ; on peut lui reposer la question, et cette personne verra s’il est satisfait."},
		{"rule-aside-in-want", "A wish has brackets or a second sentence in it.", "Un souhait contient des parenthèses ou une deuxième phrase."},
		{"rule-why-aside-in-want", "A wish that is one short sentence is read, named and compared; remarks have their own fields.", "Un souhait qui tient en une courte phrase se lit, se nomme et se compare ; les remarques ont leurs propres champs."},
		{"rule-vague-word", "A wish or its benefit uses a word that everybody reads differently.", "Un souhait ou son bénéfice emploie un mot que chacun comprend à sa façon."},
		{"rule-why-vague-word", "“Quickly” is an hour for one and a week for another; nobody can tell whether it was met.", "« Rapidement », c’est une heure pour l’un et une semaine pour l’autre ; personne ne peut dire si le souhait est satisfait."},
		{"rule-long-story", "A story is longer than 35 words.", "Une user story dépasse 35 mots."},
		{"rule-why-long-story", "Nobody remembers it, and mostly there is more than one wish in it.", "Personne ne la retient, et elle contient presque toujours plus d’un souhait."},
		{"rule-missing-elision", "A French word keeps its vowel before another: «que il».", "Un mot garde sa voyelle devant une autre : « que il »."},
		{"rule-why-missing-elision", "It catches the eye of everybody who reads the report.", "Cela saute aux yeux de tous ceux qui lisent le rapport."},
	}
	storyCounts = []counted{
		{"story-long", "with its role and benefit the wish has {n} word", "with its role and benefit the wish has {n} words (35 at most)", "avec son rôle et son bénéfice, le souhait compte {n} mot", "avec son rôle et son bénéfice, le souhait compte {n} mots (35 au plus)"},
	}
)
