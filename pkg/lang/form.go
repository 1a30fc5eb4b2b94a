package lang

// What pkg/form asks, and what is said around it.
var formTexts = []text{
	{"form-second-step", "{kind} · the rest, as you like", "{kind} · le reste, si vous voulez"},
	{"form-rest", "and then?", "et ensuite ?"},
	{"form-save-now", "Save", "Enregistrer"},
	{"form-ask-more", "Go on with the rest", "Continuer avec le reste"},
	{"form-make", "+ make the {kind} “{name}”", "+ à créer : {kind} « {name} »"},
	{"form-type-name", "words of the name…", "des mots du nom…"},
	{"form-yes", "yes", "oui"},
	{"form-no", "no", "non"},
	{"form-note-several", "Several may be chosen; Enter with nothing under the mark goes on.", "Plusieurs choix possibles ; Entrée, quand rien n’est désigné, passe à la suite."},
	{"form-note-lines", "One a line.", "Un par ligne."},
	{"form-note-records", "One a line: {example}", "Un par ligne : {example}"},
	{"form-required", "{field}: an answer is needed", "{field} : une réponse est nécessaire"},
	{"form-too-long", "not taken in: a text has {n} lines at most here; canvas edit takes longer ones", "pas repris : un texte a au plus {n} lignes ici ; canvas edit en prend de plus longs"},
	{"form-key-enter", "Enter", "Entrée"},
	{"form-key-shift-tab", "Shift+Tab", "Maj+Tab"},
	{"form-key-ctrl-j", "Ctrl+J", "Ctrl+J"},
	{"form-key-ctrl-s", "Ctrl+S", "Ctrl+S"},
	{"form-key-ctrl-c", "Ctrl+C", "Ctrl+C"},
	{"form-key-arrows", "↑ ↓", "↑ ↓"},
	{"form-key-next", "next", "suite"},
	{"form-key-back", "back", "retour"},
	{"form-key-line", "new line", "à la ligne"},
	{"form-key-choose", "choose", "choisir"},
	{"form-key-save", "save", "enregistrer"},
	{"form-key-leave", "leave", "quitter"},
	{"form-plain-more", "The rest may be left out: {fields}. Go on with it?", "Le reste est facultatif : {fields}. Continuer avec le reste ?"},
	{"form-plain-now", "Now: {value} (an empty line leaves it)", "Actuellement : {value} (une ligne vide n’y touche pas)"},
	{"form-plain-which", "Which of them? Type more of the name.", "Lequel ? Tapez davantage du nom."},
	{"form-plain-none", "Nothing found for “{text}”.", "Rien trouvé pour « {text} »."},
	{"form-left", "the form was left; nothing was written", "formulaire quitté ; rien n’a été écrit"},
	{"form-kept-hint", "what was typed is in {path}; to go on with it: {command}", "ce qui a été saisi est dans {path} ; pour reprendre : {command}"},
	{"form-same", "The same in one go:", "La même chose d’un coup :"},
	{"form-not-kept", "{path} does not hold the answers of a form for this kind", "{path} ne contient pas les réponses d’un formulaire pour ce genre"},
	{"flag-resume-form", "go on with a form that was left, from the `FILE` that keeps what was typed", "reprendre un formulaire quitté, depuis le `FICHIER` qui garde la saisie"},
}

var formCounts = []counted{
	{"form-more", "… {n} more: type words of the name", "… {n} more: type words of the name", "… {n} autre : tapez des mots du nom", "… {n} autres : tapez des mots du nom"},
}
