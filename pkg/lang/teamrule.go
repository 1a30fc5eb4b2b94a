package lang

// What pkg/teamrule says: of items that a team's rules find, and of rules that are not right.
var (
	teamRuleTexts = []text{
		{"rule-family-team", "The team’s own rules", "Les règles de l’équipe"},
		{"rule-team", "{kind}: {message}", "{kind} : {message}"},
		{"rule-team-why", "A rule of this team’s own: canvas.yaml, line {line}. All is well when {check}", "Une règle de l’équipe : canvas.yaml, ligne {line}. Tout va bien quand {check}"},
		{"rule-team-well", "A rule of this team’s own. All is well when", "Une règle de l’équipe. Tout va bien quand"},
		{"team-rule", "“{name}”: {message}", "« {name} » : {message}"},

		{"rule-invalid-rule", "A rule of the team’s own in canvas.yaml cannot be applied.", "Une règle de l’équipe dans canvas.yaml ne peut pas être appliquée."},
		{"rule-why-invalid-rule", "Nobody would notice that the rule finds nothing. The usual cause is the name of a field that no item has.", "Personne ne verrait que la règle ne trouve rien. La cause habituelle est le nom d’un champ qu’aucun élément n’a."},

		{"team-rule-taken", "another rule is called “{name}” already", "une autre règle s’appelle déjà « {name} »"},
		{"team-rule-kind", "there is no kind “{kind}”", "aucun genre ne s’appelle « {kind} »"},
		{"team-rule-no-message", "the rule “{name}” does not say what to tell people", "la règle « {name} » ne dit pas quoi dire aux gens"},
		{"team-rule-no-message-hint", "below “message:”, two spaces further in, write the language, then the text: “en: …” or “fr: …”", "sous « message: », décalé de deux espaces, écrivez la langue puis le texte : « fr: … » ou « en: … »"},
		{"team-rule-invalid", "the expression of “{name}” cannot be understood ({problem})", "l’expression de « {name} » n’est pas compréhensible ({problem})"},
		{"team-rule-unexpected", "“{text}” is not expected here", "« {text} » n’est pas à sa place ici"},
		{"team-rule-ends", "the expression of “{name}” ends too early", "l’expression de « {name} » s’arrête trop tôt"},
		{"team-rule-unknown-name", "“{word}” means nothing here", "« {word} » ne veut rien dire ici"},
		{"team-rule-unknown-name-hint", "what an item says is read as item.FIELD; words are quoted: 'must'", "ce que dit un élément se lit item.CHAMP ; les mots vont entre apostrophes : 'must'"},
		{"team-rule-types", "“{operation}” does not work on {types}", "« {operation} » ne s’applique pas à {types}"},
		{"team-rule-types-hint", "an item is compared by its id: item.role.id == 'treasurer'", "un élément se compare par son identifiant : item.role.id == 'tresoriere'"},
		{"team-rule-not-boolean", "the expression of “{name}” gives {type}, not true or false", "l’expression de « {name} » donne {type}, et non vrai ou faux"},
		{"team-rule-not-boolean-hint", "it should be true when all is well, such as: size(item.acceptance) > 0", "elle doit être vraie quand tout va bien, comme : size(item.acceptance) > 0"},
		{"team-rule-value", "“{field}” is never “{value}”", "« {field} » ne vaut jamais « {value} »"},
		{"team-rule-unjudged-hint", "say first when it can be judged, such as: size(item.criteria) == 0 || …", "dites d’abord quand on peut en juger, comme : size(item.criteria) == 0 || …"},
		{"team-rule-nested", "lists of lists are not compared in “{name}”: that may take for ever", "on ne compare pas des listes de listes dans « {name} » : cela pourrait durer sans fin"},
		{"team-rule-makes", "an expression makes no items", "une expression ne crée pas d’éléments"},
		{"team-rule-pattern-made", "a pattern is spelled out, between quotes", "un motif s’écrit en toutes lettres, entre apostrophes"},
		{"team-rule-pattern-large", "this pattern takes too much time", "ce motif demande trop de temps"},
		{"team-rule-costly", "the rule “{name}” takes too much time, so it was not applied", "la règle « {name} » demande trop de temps et n’a pas été appliquée"},
		{"team-rule-costly-hint", "have it go through fewer lists inside of lists", "faites-lui parcourir moins de listes dans des listes"},
	}
	teamRuleCounts = []counted{
		{"team-rule-unjudged",
			"this cannot be judged of “{item}” ({problem})", "this cannot be judged of {n} items, such as “{item}” ({problem})",
			"impossible d’en juger pour « {item} » ({problem})", "impossible d’en juger pour {n} éléments, dont « {item} » ({problem})"},
	}
)
