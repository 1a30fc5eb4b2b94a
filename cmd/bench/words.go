package main

// language holds the words of which the texts of one language are made.
type language struct {
	code         string
	roles        []string
	stakes       []string
	applications []string
	nouns        []noun
	domains      []string
	verbs        []string
	manners      []string
	moments      []string
	aims         []string
	circles      []string
	observations []string
	quotes       []string
	definition   string // of an object, with its name in it
}

// noun is a word with the article that a sentence gives it.
type noun struct{ article, word string }

func languages() []*language { return []*language{&french, &english} }

// object is the name of one of the language's objects.
func (l *language) object(i int) string {
	return l.nouns[i%len(l.nouns)].word + " " + l.domains[i/len(l.nouns)]
}

var french = language{
	code: "fr",
	roles: []string{
		"Conseiller de proximité", "Trésorière", "Gestionnaire des adhésions", "Responsable de la formation",
		"Chargée de communication", "Secrétaire générale", "Juriste", "Technicien de terrain", "Comptable",
		"Directrice d’antenne", "Animateur de commission", "Assistante de direction", "Responsable informatique",
		"Chargé d’études", "Formateur", "Hôte d’accueil", "Élue du bureau", "Adhérent", "Partenaire public", "Fournisseur agréé",
	},
	stakes: []string{
		"Retenir les adhérents de la première année", "Réduire les impayés", "Parler d’une seule voix aux pouvoirs publics",
		"Savoir qui suit quel dossier", "Former sans papier", "Accueillir les nouveaux en une semaine",
		"Rendre les antennes autonomes", "Protéger les données des personnes", "Tenir la mémoire des échanges",
		"Préparer le départ des anciens", "Ouvrir le réseau aux jeunes", "Faire vivre les commissions",
		"Ne plus saisir deux fois", "Répondre le jour même", "Mesurer l’effet des visites",
	},
	applications: []string{
		"Tableur des cotisations", "Gestadhésion", "Annuaire papier", "Messagerie commune", "Agenda partagé",
		"Classeur des conventions", "Outil de sondage", "Base des formations", "Carnet de Solange", "Logiciel comptable",
	},
	nouns: []noun{
		{"le", "dossier"}, {"la", "facture"}, {"le", "devis"}, {"la", "convention"}, {"la", "relance"},
		{"le", "compte rendu"}, {"la", "demande"}, {"le", "contrat"}, {"la", "visite"}, {"le", "courrier"},
	},
	domains: []string{"d’adhésion", "de formation", "d’assistance juridique"},
	verbs: []string{
		"consulter", "retrouver", "compléter", "corriger", "comparer", "partager", "transmettre", "imprimer", "dupliquer",
		"archiver", "suivre", "clore", "rouvrir", "valider", "signer", "annoter", "résumer", "programmer", "attribuer",
		"chiffrer", "reprendre", "contrôler", "préparer", "envoyer",
	},
	manners: []string{
		"depuis mon téléphone", "sans changer d’outil", "en deux clics", "avec toute l’équipe", "sans passer par le siège",
		"à partir d’un modèle", "même hors connexion", "avec l’historique des échanges", "en gardant la version d’avant",
		"avec les pièces jointes", "sans ressaisir l’adresse", "dans l’ordre des échéances", "avec un rappel automatique",
		"sans attendre le lendemain", "par numéro ou par nom", "en voyant qui s’en occupe", "avec les montants à jour",
		"dans les deux langues", "avec l’accord de la personne", "sans imprimer de liste",
	},
	moments: []string{
		"quand un adhérent appelle", "avant l’assemblée générale", "pendant une visite", "à la fin du mois",
		"au retour d’un congé", "dès qu’un délai est dépassé", "au moment du renouvellement", "quand l’antenne est fermée",
		"pendant la réunion du bureau", "après un changement de dirigeant", "le jour de la clôture", "quand un collègue est absent",
	},
	aims: []string{
		"ne pas faire répéter la personne", "répondre avec le bon montant", "gagner une heure par semaine",
		"ne rien oublier d’important", "donner la même réponse partout", "préparer la rencontre suivante",
		"savoir où en est chacun", "éviter une relance inutile", "garder la confiance de l’adhérent",
		"décider sur des faits", "passer la main sans perte", "tenir l’engagement pris",
	},
	circles: []string{
		"dans mon antenne", "au siège comme sur le terrain", "pour les petites entreprises", "avec les nouveaux collègues",
		"face aux partenaires", "tout au long de l’année", "en période de pointe", "sans alourdir le travail de l’accueil",
	},
	observations: []string{
		"La date du dernier échange est visible sans défiler", "Le nom de la personne qui suit est affiché",
		"Une recherche sans accent donne le même résultat", "Le total correspond à celui de la comptabilité",
		"Un essai sur téléphone prend moins de dix secondes", "La liste tient sur une page",
		"Rien n’est envoyé sans avoir été relu", "L’ancienne version reste consultable",
	},
	quotes: []string{
		"« Aujourd’hui je demande à Solange, et quand elle n’est pas là, j’attends. »",
		"Dit deux fois pendant l’atelier : la crainte d’être surveillé.",
		"À reprendre avec l’antenne du nord, qui fait autrement depuis deux ans.",
	},
	definition: "Ce que la fédération appelle « %s » : une seule définition pour tous les services.",
}

var english = language{
	code: "en",
	roles: []string{
		"Field adviser", "Treasurer", "Membership officer", "Training manager", "Press officer", "General secretary",
		"Legal counsel", "Site technician", "Bookkeeper", "Branch director", "Committee host", "Executive assistant",
		"IT manager", "Policy analyst", "Trainer", "Receptionist", "Board member", "Member company", "Public partner", "Approved supplier",
	},
	stakes: []string{
		"Keep members past their first year", "Get paid on time", "Speak to ministries with one voice", "Know who handles what",
		"Train without paper", "Welcome newcomers within a week", "Let branches decide", "Protect what people tell us",
		"Remember every exchange", "Prepare for retirements", "Open the network to young firms", "Keep committees alive",
		"Never type anything twice", "Answer on the same day", "Measure what visits change",
	},
	applications: []string{
		"Fee spreadsheet", "Memberbase", "Printed directory", "Shared mailbox", "Team calendar", "Contract binder",
		"Survey tool", "Course database", "Front desk notebook", "Ledger software",
	},
	nouns: []noun{
		{"the", "file"}, {"the", "invoice"}, {"the", "quote"}, {"the", "agreement"}, {"the", "reminder"},
		{"the", "minutes"}, {"the", "request"}, {"the", "contract"}, {"the", "visit"}, {"the", "letter"},
	},
	domains: []string{"of a membership", "of a training course", "of a legal case"},
	verbs: []string{
		"read", "find", "complete", "correct", "compare", "share", "forward", "print", "copy", "archive", "follow", "close",
		"reopen", "approve", "sign", "annotate", "summarize", "schedule", "assign", "estimate", "resume", "check", "prepare", "send",
	},
	manners: []string{
		"from my phone", "without switching tools", "in two clicks", "with the whole team", "without asking the head office",
		"from a template", "even when offline", "with the history of exchanges", "keeping the earlier version",
		"with its attachments", "without typing the address again", "by due date", "with an automatic nudge",
		"without waiting for tomorrow", "by number or by name", "seeing who is on it", "with current amounts",
		"in both languages", "with the person’s consent", "without printing a list",
	},
	moments: []string{
		"when a member calls", "before the general meeting", "during a visit", "at the end of the month", "after a holiday",
		"as soon as a deadline has passed", "at renewal time", "when the branch is closed", "during the board meeting",
		"after a change of owner", "on closing day", "when a colleague is away",
	},
	aims: []string{
		"nobody has to say it twice", "we quote the right amount", "an hour a week is saved", "nothing that matters is forgotten",
		"everyone gives the same answer", "the next meeting is prepared", "each of us knows where it stands",
		"no needless reminder goes out", "members keep trusting us", "we decide on facts", "work is handed over whole",
		"promises are kept",
	},
	circles: []string{
		"in my branch", "at the head office as in the field", "for small companies", "with new colleagues", "in front of partners",
		"all year round", "in busy weeks", "without more work for the front desk",
	},
	observations: []string{
		"The date of the last exchange shows without scrolling", "The name of whoever follows it is shown",
		"A search without accents finds the same", "The total agrees with the ledger", "A trial on a phone takes under ten seconds",
		"The list fits on a page", "Nothing is sent before somebody has read it", "The earlier version can still be read",
	},
	quotes: []string{
		"\"Today I ask Sandra, and when she is away I wait.\"",
		"Said twice in the workshop: the fear of being watched.",
		"To be taken up with the northern branch, which has done otherwise for two years.",
	},
	definition: "What the federation calls a \"%s\": one definition for every department.",
}

var (
	firstNames = []string{"Amandine", "Bastien", "Céline", "Dirk", "Élodie", "Farid", "Greta", "Hugues"}
	lastNames  = []string{"Lefèbvre", "Verstraete", "Pirotte", "O’Neill", "Delmotte", "Van Damme", "Çelik", "Marchand"}
	tags       = []string{"atelier", "terrain", "urgent", "mobile", "finance", "juridique", "onboarding", "branch"}
)
