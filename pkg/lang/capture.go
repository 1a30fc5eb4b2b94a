package lang

// What a line may be, for /help and for --help.
const (
	captureLines = "  a sentence  As a baker, I want to see the orders so that nothing is missing\n" +
		"  a wish  see the orders · of the role that speaks\n" +
		"  so that …  joins the need above\n" +
		"  +stake  links, anywhere in the line: by id or words of the name; several words in quotes\n" +
		"  #object  the same, as @application\n" +
		"  !must  the priority\n" +
		"  stake: …  another kind; object: order = what a customer asks for\n" +
		"  note: …  in the interview’s notes\n" +
		"  /yes  link what was recognized\n" +
		"  /wish  the last note is a wish after all\n" +
		"  /note  the last need is only a remark\n" +
		"  /undo  take back the last line\n" +
		"  /edit  say the last need, or the item with an id, in other words\n" +
		"  /last, /list  the last need, all of the session\n" +
		"  /role, /person  who speaks from now on\n" +
		"  /quit  end and commit; so do Ctrl-C and Ctrl-D"

	captureLinesFrench = "  une phrase  En tant que trésorière, je veux voir les retards afin de relancer\n" +
		"  un souhait  voir les retards · du rôle qui parle\n" +
		"  afin de …  se joint au besoin au-dessus\n" +
		"  +enjeu  rattache, n’importe où dans la ligne : par identifiant ou mots du nom ; plusieurs mots entre guillemets\n" +
		"  #objet  de même, comme @application\n" +
		"  !must  la priorité\n" +
		"  enjeu : …  un autre genre ; objet : client = toute personne qui…\n" +
		"  note : …  dans les notes de l’entretien\n" +
		"  /oui  rattacher ce qui a été reconnu\n" +
		"  /souhait  la dernière note est un souhait, finalement\n" +
		"  /note  le dernier besoin n’est qu’une remarque\n" +
		"  /annuler  annuler la dernière ligne\n" +
		"  /corriger  redire autrement le dernier besoin, ou l’élément dont suit l’identifiant\n" +
		"  /dernier, /liste  le dernier besoin, toute la séance\n" +
		"  /rôle, /personne  qui parle désormais\n" +
		"  /quitter  terminer, avec un commit ; Ctrl-C et Ctrl-D aussi"
)

// What capture says, and its help.
var captureTexts = []text{
	{"capture-welcome", "One line, one item. Enter skips a question; /help shows what a line may be, /quit ends.", "Une ligne, un élément. Entrée passe une question ; /aide montre ce que peut être une ligne, /quitter termine."},
	{"capture-ask-person", "With whom?", "Avec qui ?"},
	{"capture-ask-role", "In which role?", "Dans quel rôle ?"},
	{"capture-ask-topic", "What about?", "À quel sujet ?"},
	{"capture-left-hint", "to go on with it: {command}", "pour la reprendre : {command}"},
	{"capture-nothing-to-resume", "no session was cut off here", "aucune séance interrompue ici"},
	{"capture-resume-alone", "--resume goes on with what was said at the start: person, role and topic cannot be given again", "--resume reprend ce qui a été dit au début : la personne, le rôle et le sujet ne se redonnent pas"},
	{"capture-no-interview", "no kind of this canvas can hold an interview: stories need a field that refers to where they come from, named by its day and with notes", "aucun genre de ce canevas ne peut contenir un entretien : il faut aux récits un champ qui cite d’où ils viennent, nommé par son jour et avec des notes"},
	{"capture-noted", "noted: {text}", "noté : {text}"},
	{"capture-role", "speaking: {name}", "qui parle : {name}"},
	{"capture-role-nobody", "no role speaks yet: /role and its name", "aucun rôle ne parle encore : /rôle suivi de son nom"},
	{"capture-person", "with: {name}", "avec : {name}"},
	{"capture-person-nobody", "nobody is named yet: /person and a name", "personne n’est nommé : /personne suivi d’un nom"},
	{"capture-undone", "taken back: {text}", "annulé : {text}"},
	{"capture-no-need-above", "no {kind} above that this could belong to", "rien au-dessus (« {kind} ») à quoi rattacher cette ligne"},
	{"capture-remark", "not understood as a wish, so kept as a note; /wish says that it is one", "pas compris comme un souhait : gardé comme note ; /souhait dit que c’en est un"},
	{"capture-no-wish", "not understood as a wish, so kept as a note; “{kind}: …” says that it is one", "pas compris comme un souhait : gardé comme note ; « {kind} : … » dit que c’en est un"},
	{"capture-no-role", "nobody speaks yet, so kept in the interview’s notes until /role and a name say who", "personne ne parle encore : gardé dans les notes de l’entretien jusqu’à ce que /rôle et un nom disent qui"},
	{"capture-nothing-noted", "nothing was noted in this session that could be a wish", "rien n’a été noté dans cette séance qui puisse être un souhait"},
	{"capture-grown", "more was said of “{name}” than one line: /undo takes back line after line", "« {name} » vient de plusieurs lignes : /annuler revient ligne après ligne"},
	{"capture-unnamed", "{kind}: the name is missing", "{kind} : il manque le nom"},
	{"capture-said", "{kind} “{name}” says already what it is", "{kind} « {name} » dit déjà ce que c’est"},
	{"capture-gone", "{path} is gone", "{path} n’existe plus"},
	{"capture-error", "{why}", "{why}"},
	{"capture-declined", "“{text}” was left: the line is kept in the interview’s notes", "« {text} » laissé de côté : la ligne est gardée dans les notes de l’entretien"},
	{"capture-no-value", "“{mark}” is not one of {values}", "« {mark} » n’est pas parmi {values}"},
	{"capture-nothing-to-accept", "nothing is proposed", "rien n’est proposé"},
	{"capture-nothing-to-undo", "nothing to take back in this session", "rien à annuler dans cette séance"},
	{"capture-nothing-to-edit", "nothing to correct yet in this session (“{kind}”)", "rien à corriger pour l’instant dans cette séance (« {kind} »)"},
	{"capture-changed-since", "{path} was changed by someone else since", "{path} a été modifié ailleurs depuis"},
	{"capture-edit-how", "/edit and the sentence as it should be; now it is: {text}", "/corriger suivi de la phrase voulue ; pour l’instant : {text}"},
	{"capture-no-person", "an interview of this canvas names no person", "un entretien de ce canevas ne nomme personne"},
	{"capture-unknown-command", "unknown command {command}; /help shows them", "commande inconnue {command} ; /aide les montre"},
	{"capture-alike", "nearly the same as “{name}” ({id})", "presque pareil que « {name} » ({id})"},
	{"capture-found-links", "links", "relie"},
	{"capture-no-benefit", "what for? the next line may begin with “so that”", "dans quel but ? la ligne suivante peut commencer par « afin de »"},
	{"capture-create-question", "{kind} “{text}” does not exist yet: Enter creates, n skips", "{kind} « {text} » n’existe pas encore : Entrée crée, n passe"},
	{"capture-take-question", "{kind} “{text}” not found: Enter takes “{name}”, c creates, n skips", "{kind} « {text} » introuvable : Entrée prend « {name} », c crée, n passe"},
	{"capture-edited", "{path} is written but not committed: it held edits by hand.", "{path} est enregistré mais sans commit : il contenait des modifications faites à la main."},
	{"capture-unwritten", "the line is kept in the session only", "la ligne n’est gardée que dans la séance"},
	{"capture-lost", "the line is kept nowhere yet; it is shown again at the end", "la ligne n’est encore gardée nulle part ; elle est rappelée à la fin"},
	{"capture-lost-lines", "These lines are kept nowhere but here:", "Ces lignes ne sont gardées nulle part ailleurs qu’ici :"},
	{"capture-unkept", "Some lines could not be written; the session keeps them.", "Des lignes n’ont pas pu être écrites ; la séance les garde."},
	{"capture-nothing-yet", "Nothing yet.", "Rien encore."},
	{"capture-nothing", "Nothing was said, nothing is kept.", "Rien n’a été dit, rien n’est gardé."},
	{"capture-subject", "Interview “{name}” · {what}", "Entretien « {name} » · {what}"},
	{"repo-session-busy", "another canvas is in that session", "un autre canvas est dans cette séance"},

	{"capture-lines", captureLines, captureLinesFrench},
	{"capture-keys",
		"  Tab  completes a mark, a command, a name; again takes the next one\n" +
			"  ↑ ↓  bring back the lines of the session",
		"  Tab  complète un signe, une commande, un nom ; encore une fois prend le suivant\n" +
			"  ↑ ↓  ramènent les lignes de la séance"},

	{"help-capture-short", "take down an interview, line by line", "prendre un entretien en note, ligne par ligne"},
	{"help-capture", "Takes an interview down while somebody speaks: each line becomes an item at once, and the interview is one itself, which the needs refer to as their source. Every line is on disk before it is looked at; what is not understood is kept in the interview’s notes. When the session ends, however it ends, one commit holds all of it. From a pipe or a file the same lines are read, and nothing is asked.\n\n" +
		captureLines + "\n\n" +
		"On a terminal the usual keys correct the line, Tab completes a mark, a command or a name, and what is half typed when the session ends is kept as a note.\n\n" +
		"Exit status: 0 captured (even if it could not be committed: the reason is said), 1 lines are left that could not be written (--resume tries them again), 2 refused.",
		"Prend un entretien en note pendant que quelqu’un parle : chaque ligne devient aussitôt un élément, et l’entretien en est un lui-même, que les besoins citent comme source. Chaque ligne est sur le disque avant d’être examinée ; ce qui n’est pas compris est gardé dans les notes de l’entretien. Quand la séance se termine, de quelque façon que ce soit, un seul commit contient le tout. D’un tube ou d’un fichier, les mêmes lignes sont lues, et rien n’est demandé.\n\n" +
			captureLinesFrench + "\n\n" +
			"Sur un terminal, les touches habituelles corrigent la ligne, Tab complète un signe, une commande ou un nom, et ce qui est à moitié tapé quand la séance se termine est gardé comme note.\n\n" +
			"Code de sortie : 0 pris en note (même sans commit : la raison est dite), 1 il reste des lignes qui n’ont pas pu être écrites (--resume les reprend), 2 refus."},
	{"help-capture-examples",
		"canvas capture --person \"Gwen Ashdown\" --role \"shop manager\" --topic orders\ncanvas capture --resume\ncanvas capture --role baker --create < notes.txt",
		"canvas entretien --person \"Solange Pirotte\" --role trésorière --topic cotisations\ncanvas entretien --resume\ncanvas entretien --role trésorière --create < notes.txt"},
	{"flag-capture-person", "who is there", "qui est là"},
	{"flag-capture-role", "the role that speaks, for lines that name none", "le rôle qui parle, pour les lignes qui n’en nomment pas"},
	{"flag-capture-topic", "what the interview is about", "le sujet de l’entretien"},
	{"flag-capture-from", "read the lines from `FILE` (-: standard input)", "lire les lignes dans `FICHIER` (- : entrée standard)"},
	{"flag-resume", "go on with the session that was cut off", "reprendre la séance interrompue"},
}

var captureCounts = []counted{
	{"capture-left", "A session was cut off here and is not ended.", "{n} sessions were cut off here and are not ended.", "Une séance a été interrompue ici et n’est pas terminée.", "{n} séances ont été interrompues ici et ne sont pas terminées."},
	{"capture-resumed", "Going on with {interview}: {n} item so far.", "Going on with {interview}: {n} items so far.", "Reprise de {interview} : {n} élément jusqu’ici.", "Reprise de {interview} : {n} éléments jusqu’ici."},
	{"capture-more", "… {n} more", "… {n} more", "… {n} de plus", "… {n} de plus"},
	{"capture-notes", "{n} note", "{n} notes", "{n} note", "{n} notes"},
}
