package lang

// What pkg/repo says where there is no git program.
var aloneTexts = []text{
	{"repo-needs-git", "the git program is not installed, and only it can do this: {why}", "le programme git n’est pas installé, et lui seul peut le faire : {why}"},
	{"repo-needs-file", "{path} cannot be read without it", "{path} est illisible sans lui"},
	{"repo-needs-setting", "{path} sets {setting}", "{path} définit {setting}"},
	{"repo-needs-variable", "the variable {name} is set", "la variable {name} est définie"},
	{"repo-needs-hook", "there is a hook to run, {path}", "il y a un hook à lancer, {path}"},
	{"repo-needs-attribute", "{path} asks for “{attribute}”", "{path} demande « {attribute} »"},
	{"repo-needs-line-ends", "{path} has line ends that git may convert", "{path} a des fins de ligne que git peut convertir"},
	{"repo-needs-index", "the index {path} is in a form that only git writes", "l’index {path} est dans un format que seul git sait écrire"},
	{"repo-needs-decision", "a conflict in {path} is not resolved", "un conflit n’est pas résolu dans {path}"},
	{"repo-needs-staged", "{path} is staged for another commit", "{path} est déjà indexé (git add) pour un autre commit"},
	{"repo-needs-date", "{name} holds the date “{date}”", "{name} contient la date « {date} »"},
	{"repo-hint-who", "write into {path}: [user] name = First Last, and below email = you@example.org", "écrivez dans {path} : [user] name = Prénom Nom, et dessous email = vous@example.org"},
}
