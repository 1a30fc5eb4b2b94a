package story

import (
	"slices"
	"strings"
)

// What may stand between «pour» and its infinitive: negation, pronouns (which
// are also articles) and adverbs.
var beforeInfinitive = set(`ne n' pas plus jamais rien point me m' te t' se s' le la l' les lui leur y en nous vous
	tout tous mieux bien ainsi enfin aussi egalement ensuite toujours simplement vite davantage mutuellement`)

// Nouns and names that end like an infinitive.
var notInfinitive = set(`amer atelier bouclier cahier calendrier cancer casier cavalier chantier chapitre cher clavier clocher
	collier courrier coursier courtier cuisinier danger dernier dossier droitier douanier ecolier enfer entier escalier
	etranger familier fer fermier fevrier fichier fier financier foyer gibier grenier guichetier hier heritier hiver
	hospitalier hotelier huissier immobilier infirmier janvier jardinier laurier leger loyer mer metier millier mobilier
	officier ouvrier palier panier papier particulier passager patissier pionnier plombier plenier policier pompier
	potager premier prisonnier quartier regulier rocher romancier routier sanglier scolier sentier singulier soulier
	tablier terrier tresorier trimestrier usager verger vivier caissier chevalier
	user newsletter leader server docker header footer flyer master twitter buffer folder router helper parser cluster
	container charter player owner reviewer developer designer filter timer trigger layer order paper partner customer
	number member over under after never ever other super hyper inter computer browser seller buyer reader writer driver
	avenir loisir plaisir desir souvenir soupir cuir elixir menhir
	lettre maitre contremaitre cuivre moindre cylindre poudre foudre cendre gendre tendre affaire`)

// Nouns that are also infinitives: they count as such before an article only,
// «conseiller les adhérents».
var eitherWay = set(`conseiller dejeuner diner gouter devoir lever coucher boucher boulanger manager reporter poster`)

var determiners = set(`le la les l' un une des du mon ma mes son sa ses notre nos votre vos leur leurs ce cet cette ces chaque
	tous toutes tout`)

// Endings of the infinitives in -oir and -re. Most other words that end so are
// nouns: comptoir, formulaire, mémoire, septembre.
var infinitiveEndings = strings.Fields(`voir valoir vouloir falloir seoir
	pandre endre ondre indre oudre perdre mordre tordre attre ettre connaitre paraitre oitre vivre suivre crire duire
	truire nuire cuire luire elire dire rire suffire faire extraire soustraire distraire conclure inclure exclure clore
	vaincre rompre boire croire`)

// infinitive tells whether an infinitive stands at word i or, after negation,
// pronouns and adverbs, soon behind it.
func infinitive(t *text, i int) bool {
	const far = 6
	for n := 0; n < far && i < len(t.words); n++ {
		w := t.words[i].folded
		switch {
		case n > 0 && !soft(t.gap(i)):
			return false
		case eitherWay(w):
			return i+1 < len(t.words) && (determiners(t.words[i+1].folded) || isInfinitive(t.words[i+1].folded))
		case isInfinitive(w):
			return true
		case !beforeInfinitive(w) && (len(w) <= 6 || !strings.HasSuffix(w, "ment") || w == "comment"):
			return false
		}
		i++
	}
	return false
}

// frenchDoes tells whether word i is surely a verb, by its form.
func frenchDoes(t *text, i int) bool {
	return frenchPlural(t, i) || frenchHas(t, i) || frenchPast(t.words[i].folded)
}

// frenchHas tells whether word i is «a» and no «à» that has lost its accent: «le serveur a planté».
func frenchHas(t *text, i int) bool {
	if i == 0 || i+1 >= len(t.words) || t.s[t.words[i].start:t.words[i].end] != "a" {
		return false
	}
	next := t.words[i+1]
	return had(next.folded) || strings.HasSuffix(t.s[next.start:next.end], "é")
}

var had = set(`un une des du son sa ses leur deux trois pas plus jamais deja toujours trop tout beaucoup besoin
	eu fait mis pris dit vu perdu recu fini ecrit ouvert vendu`)

// frenchPast tells whether a word is an imperfect. What ends in -rait is left to those who hope.
func frenchPast(w string) bool {
	ends := strings.HasSuffix(w, "ait") && !strings.HasSuffix(w, "rait") || strings.HasSuffix(w, "aient") && !strings.HasSuffix(w, "raient")
	return ends && !notPast(w)
}

var notPast = set(`fait lait souhait parfait imparfait forfait bienfait mefait satisfait refait defait contrefait plait aient`)

// frenchPlural tells whether word i says what several do: «les gens râlent». Nouns and adjectives in -ent have
// an s after «les».
func frenchPlural(t *text, i int) bool {
	const far = 3 // words from «les» to the verb
	w := t.words[i].folded
	if !strings.HasSuffix(w, "ent") || strings.HasSuffix(w, "ment") || w == "souvent" || w == "pendant" {
		return false
	}
	for j := max(0, i-far); j < i-1; j++ {
		if severals(t.words[j].folded) {
			return true
		}
	}
	return false
}

var severals = set(`les des mes nos vos leurs ces certains certaines quelques plusieurs beaucoup`)

func isInfinitive(w string) bool {
	switch {
	case len(w) < 4, notInfinitive(w):
		return false
	case strings.HasSuffix(w, "er"), strings.HasSuffix(w, "ir") && !strings.HasSuffix(w, "oir"):
		return true
	}
	return w == "lire" || w == "etre" || slices.ContainsFunc(infinitiveEndings, func(e string) bool { return strings.HasSuffix(w, e) })
}
