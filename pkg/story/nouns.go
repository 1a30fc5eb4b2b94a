package story

import (
	"slices"
	"strings"
)

// Who may want something, and what may not: software, papers and money are the
// subjects of most sentences that resemble a story.
var (
	frenchThing = set(`systeme systemes site sites application applications appli applis logiciel logiciels outil outils page pages
		base bases crm erp ecran ecrans fiche fiches tableau tableaux tableur tableurs module modules formulaire formulaires
		plateforme serveur interface champ champs bouton boutons fichier fichiers liste listes recherche export exports
		import imports rapport rapports relance relances facture factures cotisation cotisations mail mails courriel courriels
		message messages document documents dossier dossiers courrier courriers calendrier calendriers compteur compteurs
		ordinateur ordinateurs classeur classeurs inventaire inventaires paiement paiements projet projets truc chose choses
		probleme problemes idee but objectif mot mots texte donnee donnees processus procedure reunion prix budget budgets
		question questions solution besoin besoins souhait titre note histoire contrat contrats agenda planning annuaire
		commentaire commentaires horaire horaires salaire salaires moteur ecouteur evenement evenements erreur erreurs
		compte comptes annee annees semaine jour jours temps valeur valeurs atelier ateliers panier paniers cahier cahiers
		papier papiers chantier chantiers quartier dernier derniers premier premiers entier exemplaire exemplaires
		questionnaire questionnaires partenariat secteur secteurs vecteur facteur facteurs ascenseur couleur couleurs hauteur
		reste suite client-lourd vente ventes entente attente attentes`)
	frenchPeople = set(`client cliente usager usagere chef cheffe elu elue delegue deleguee employe employee salarie salariee charge
		chargee associe associee membre benevole juriste responsable apprenti apprentie collegue eleve parent personne comptable
		stagiaire secretaire partenaire prestataire gestionnaire actionnaire commissaire notaire locataire proprietaire
		beneficiaire destinataire signataire mandataire libraire contact prospect bureau equipe direction commission conseil
		federation association antenne service comite invite invitee`)
	englishThing = set(`system systems site sites application applications app apps software tool tools page pages database crm screen
		screens form forms module modules platform server servers interface field fields button buttons file files list lists
		search export exports import imports report reports reminder reminders invoice invoices fee fees mail mails email emails
		message messages document documents paper papers letter letters order orders number numbers computer computers folder
		folders header footer filter filters newsletter newsletters printer printers center centre centers counter counters tracker
		browser payment payments event events content error errors color colors monitor sensor factor factors processor plant
		grant grants restaurant coffee thing things problem problems idea goal word words text data process price prices budget
		question questions solution need title note story stories contract contracts calendar meeting meetings matter matters
		roof door room rooms other others one ones rest poster posters offer offers answer answers chapter quarter quarters
		summer winter weather power paperwork layer layers driver-licence toner container containers router routers`)
	englishPeople = set(`member client secretary staff chair coach coaches nurse nurses admin admins lead clerk clerks board team teams
		customer guest guests parent parents person people child children chief boss colleague colleagues head deputy
		president presidents student students agent agents resident residents agency attorney director`)
)

var (
	frenchAgents = strings.Fields(`eur eure euse rice ier iere ller llere ien ienne iste ant ante ent ente`)
	englishAgent = strings.Fields(`er or ist ant ee ian`)
)

// frenchSpeaker tells whether a noun names people.
func frenchSpeaker(w string) bool {
	one := strings.TrimSuffix(w, "s")
	if frenchThing(w) || strings.HasSuffix(one, "ment") {
		return false
	}
	return frenchPeople(one) || slices.ContainsFunc(frenchAgents, func(e string) bool { return strings.HasSuffix(one, e) })
}

// englishSpeaker tells whether a noun names people.
func englishSpeaker(w string) bool {
	one := strings.TrimSuffix(w, "s")
	if englishThing(w) {
		return false
	}
	return englishPeople(w) || englishPeople(one) || len(one) > 4 && slices.ContainsFunc(englishAgent, func(e string) bool { return strings.HasSuffix(one, e) })
}
