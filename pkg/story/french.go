package story

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

func french() *grammar {
	return &grammar{
		language: "fr",
		role: list(`en tant que
			en tant qu'
			en tant qu
			en tant que qu'
			en temps que
			en temps qu'
			en tans que
			entant que
			entant qu'
			etant que
			etq
			etq que
			etq qu'
			en qualité de
			en qualité d'
			en ma qualité de
			en ma qualité d'`),
		want: list(`je veux
			je veut
			je veux bien
			je voudrais
			je voudrais bien
			je souhaite
			je souhaites
			je souhaiterais
			je souhaiterai
			je voudrai
			je désire
			je désirerais
			j'aimerais
			j'aimerais bien
			j'aimerai
			je peux
			je peut
			je pourrai
			je pourrais
			je dois
			je doit
			je devrais
			je devrai
			j'ai besoin
			j'ai besoin de
			j'ai besoin d'
			j'aurais besoin
			j'aurais besoin de
			j'aurais besoin d'
			j'ai envie de
			j'ai envie d'
			j'ai la possibilité de
			j'ai la possibilité d'
			je suis capable de
			je suis capable d'
			je suis en mesure de
			je suis en mesure d'
			je tiens à
			je cherche à
			je demande à
			je m'attends à
			il me faut
			il me faudrait
			il faut que je puisse
			il faudrait que je puisse
			il faut
			il faudrait
			il est possible de
			il est possible d'
			il m'est possible de
			il m'est possible d'
			il peut
			il veut
			il doit
			il souhaite
			elle peut
			elle veut
			elle doit
			elle souhaite
			on peut
			on veut
			on doit
			on souhaite
			on voudrait
			on voudrait bien
			on aimerait
			on aimerait bien
			on souhaiterait
			on devrait
			on pourrait
			on a besoin
			on a besoin de
			on a besoin d'
			nous pouvons
			nous voulons
			nous devons
			nous souhaitons
			nous voudrions
			nous voudrions bien
			nous aimerions
			nous aimerions bien
			nous souhaiterions
			nous désirons
			nous avons besoin
			nous avons besoin de
			nous avons besoin d'
			si on pouvait
			si seulement on pouvait
			ce serait bien si on pouvait
			ça serait bien si on pouvait
			ce serait bien de
			ce serait bien d'
			ce serait bien |que
			ce serait bien |qu'
			ça serait bien de
			ça serait bien d'
			ça serait bien |que
			ça serait bien |qu'
			l'idéal serait de
			l'idéal serait d'
			l'idéal serait |que
			l'idéal serait |qu'`),
		bare: list(`veux
			veut
			peux
			peut
			dois
			doit
			souhaite
			voudrais
			aimerais
			besoin de
			besoin d'`),
		opener: list(`pouvoir
			pourvoir
			être capable de
			être capable d'
			être en mesure de
			être en mesure d'`),
		benefit: list(`afin
			afin de
			afin d'
			afin que
			afin qu'
			dans le but de
			dans le but d'
			dans le but que
			dans l'objectif de
			dans l'objectif d'
			dans l'optique de
			dans l'optique d'
			dans l'idée de
			dans l'idée d'
			avec pour objectif de
			avec pour objectif d'
			avec pour but de
			avec pour but d'
			le but étant de
			le but étant d'
			l'objectif étant de
			l'objectif étant d'
			de sorte que
			de sorte qu'
			de sorte à
			de telle sorte que
			de telle sorte qu'
			de manière à
			de manière à ce que
			de manière à ce qu'
			de manière que
			de façon à
			de façon à ce que
			de façon à ce qu'
			de façon que
			pour que
			pour qu'
			et ainsi
			comme ça
			` + enabling()),
		weak: list(`pour
			histoire de
			histoire d'
			en vue de
			en vue d'`),
		purpose: list(`pour`),
		reason: list(`|parce que
			|parce qu'
			|puisque je
			|car je
			|car j'
			|car il
			|car elle
			|car on
			|car nous
			|car c'
			|car cela
			|car les
			|car mes`),
		subject:  words(`je j'`),
		others:   words(`nous on`),
		relative: words(`que qu' qui dont où lorsque lorsqu' quand si comme puisque puisqu' quoi lequel laquelle lesquels chez avec entre parmi`),
		scene: list(`lorsque
			lorsqu'
			quand
			si
			s'il
			s'ils
			une fois
			dès que
			dès qu'
			après
			avant
			lors
			dans
			sur
			depuis
			via
			pendant
			au moment`),
		clause: words(`le la les l' un une mon ma mes notre nos ce cet cette ces chaque tous toutes tout toute aucun aucune
			certains certaines plusieurs quelques`),
		modal:    words(`doit doivent devrait devraient peut peuvent est sont soit soient ont permet permettent`),
		joint:    words(`et`),
		particle: words(`de d'`),
		notAfter: words(`l' d' une cette mon son notre leur`),

		determiner: words(`le la les l' un une des mon ma mes nos notre chaque`),
		wants: list(`veut
			veulent
			voudrait
			voudraient
			souhaite
			souhaitent
			souhaiterait
			souhaiteraient
			aimerait
			aimeraient
			désire
			désirent
			désirerait
			désireraient
			a envie de
			a envie d'
			ont envie de
			ont envie d'`),
		needs: list(`a besoin
			a besoin de
			a besoin d'
			ont besoin
			ont besoin de
			ont besoin d'
			aurait besoin
			aurait besoin de
			aurait besoin d'
			auraient besoin
			auraient besoin de
			auraient besoin d'
			doit pouvoir
			doivent pouvoir
			devrait pouvoir
			devraient pouvoir`),
		loose: words(`comme étant`),
		notLoose: words(`le la les l' un une des du de d' ce cet cette ces mon ma mes tout tous toute toutes chaque je il elle on nous
			vous ils elles ça cela c' si quand pour par en à au aux dans sur chez avec sans d'habitude toujours souvent
			donné donnée prévu convenu dit indiqué demandé expliqué vu absent absente absents malade débordé débordée obligé
			obligée pris prise seul seule nouveau nouvelle`),
		statement: words(`est sont était étaient a ont avait dit disent demande demandent pense pensent ne n' me m' te t' se s'
			y il elle on ils elles je j' nous vous lui ça cela c' doit doivent peut peuvent va vont fait font`),

		remark: list(`à
			ah
			bah
			ben
			bof
			bref
			d'accord
			donc
			euh
			exemple
			par exemple
			mais
			merci
			non
			ok
			oui
			pas de souci
			pas encore
			pas sûr
			pas toujours
			pas vraiment
			pff
			rien
			sinon
			très
			trop
			voilà
			nous
			vous`),
		fact: words(`est sont était étaient ont avait avaient disent demandent pensent ne n' doit doivent peut peuvent va vont font
			il elle on ils elles je j' c' ça cela`),

		roleField: list(`rôle
			acteur
			actrice
			qui
			profil
			persona
			en tant que`),
		wantField: list(`besoin
			souhait
			quoi
			action
			demande
			je veux
			je souhaite
			je peux`),
		benefitField: list(`bénéfice
			bénéfices
			but
			pourquoi
			objectif
			valeur
			finalité
			afin de
			afin que
			pour`),

		looseClause: true,
		action:      infinitive,
		does:        frenchPlural,
		refusal:     refusedInfinitive,
		speaker:     frenchSpeaker,
		thing:       frenchThing,
		weakBenefit: lastPurpose,
		sentence:    composeFrench,
	}
}

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
		case !beforeInfinitive(w) && (len(w) <= 6 || !strings.HasSuffix(w, "ment")):
			return false
		}
		i++
	}
	return false
}

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

// enabling lists «ce qui me permettrait de» and its like.
func enabling() string {
	var b strings.Builder
	for _, what := range []string{"ce qui", "ça", "cela"} {
		for _, whom := range []string{" ", " me ", " nous ", " lui ", " leur "} {
			for _, can := range []string{"permet", "permettra", "permettrait"} {
				for _, to := range []string{" de\n", " d'\n"} {
					b.WriteString(what + whom + can + to)
				}
			}
		}
	}
	return b.String()
}

var (
	willing = set(`veux veut veulent voulons voudrais voudrait voudraient voudrions souhaite souhaites souhaitent souhaitons
		souhaiterais souhaiterait souhaiteraient souhaiterions aimerais aimerait aimeraient aimerions desire desirent
		desirons tiens`)
	having  = set(`ai a avons ont aurais aurait auraient`)
	refused = set(`pas plus jamais rien`)
)

// refusedInfinitive finds «ne veux plus» or «n'ai plus envie de» before an
// infinitive.
func refusedInfinitive(t *text, i int) (lead string, cut int, ok bool) {
	if i+3 >= len(t.words) || t.words[i].folded != "ne" && t.words[i].folded != "n'" {
		return "", 0, false
	}
	verb, first := t.words[i+1].folded, i+2
	next := first
	for next < len(t.words) && refused(t.words[next].folded) {
		next++
	}
	if next == first || next == len(t.words) {
		return "", 0, false
	}
	lead = "ne"
	if t.words[i].folded == lead {
		lead = t.s[t.words[i].start:t.words[i].end]
	}
	lead += " " + tidy(t.s[t.words[first].start:t.words[next-1].end])
	switch {
	case having(verb) && (t.reads(next, []string{"envie", "de"}) || t.reads(next, []string{"envie", "d'"})):
		next += 2
	case verb == "tiens" && t.reads(next, []string{"a"}):
		next++
	case !willing(verb) || verb == "tiens":
		return "", 0, false
	}
	for j := i + 1; j <= next && j < len(t.words); j++ {
		if !soft(t.gap(j)) {
			return "", 0, false
		}
	}
	return lead, next, infinitive(t, next)
}

// lastPurpose returns the last «pour» with an infinitive. A want may hold one
// of its own, and «pour l'année 2024» is none; «Pour... la sécurité», as tables
// write it, always is.
func lastPurpose(g *grammar, t *text, from, to int) (match, bool) {
	for i := to - 1; i >= from; i-- {
		m, ok := g.weak.at(t, i)
		if !ok || m.cut >= to || g.notAfter.has(t, i-1) {
			continue
		}
		gap := t.gap(m.cut)
		labelled := t.parted(i) && (strings.Contains(gap, "...") || strings.ContainsAny(gap, "…:"))
		if labelled || infinitive(t, m.cut) {
			return m, true
		}
	}
	return match{}, false
}

// composeFrench writes «En tant que …, je souhaite … afin de …».
func composeFrench(g *grammar, s Story) string {
	want := newText(s.Want)
	b := "En tant " + elide("que", s.Role) + ", "
	switch {
	case g.standsAlone(want):
		b += s.Want
	case verb(want):
		b += elide("je", s.Want)
	default:
		b += "je souhaite " + s.Want
	}
	if s.Benefit == "" {
		return b
	}
	benefit := newText(s.Benefit)
	switch {
	case g.reason.has(benefit, 0):
		return b + ", " + s.Benefit
	case infinitive(benefit, 0):
		return b + " afin " + elide("de", s.Benefit)
	}
	return b + " afin " + elide("que", s.Benefit)
}

var afterNoun = set(`de d' du des par pour et`)

// verb tells whether a want begins with a verb that needs «je»: «conserve mes
// droits», «ne veux pas», «me connecte».
func verb(t *text) bool {
	if len(t.words) == 0 || infinitive(t, 0) {
		return false
	}
	switch w := t.words[0].folded; w {
	case "ne", "n'", "me", "m'", "y":
		return true
	case "que", "qu'", "plus", "moins", "des", "les", "mes", "ces", "nos", "tous", "toutes", "une", "chaque", "acces":
		return false
	case "ai", "suis", "vais", "dois", "fais":
		return true
	default:
		if len(t.words) > 1 && afterNoun(t.words[1].folded) {
			return false // a noun: «liste des membres»
		}
		return len(w) > 3 && (strings.HasSuffix(w, "e") || strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "es"))
	}
}

// elide joins "que", "de" or "je" to what follows: qu'un, d'y, j'ai.
func elide(word, next string) string {
	first, size := utf8.DecodeRuneInString(next)
	second, _ := utf8.DecodeRuneInString(next[size:])
	vowel := strings.ContainsRune("aeiouâàäéèêëîïôöûùüœæ", unicode.ToLower(first))
	f := fold(next)
	switch {
	case unicode.ToLower(first) == 'h':
		vowel = !aspirated(f) && unicode.IsLower(second) // not RH, not HR
	case strings.HasPrefix(f, "y "):
		vowel = true
	case strings.HasPrefix(f, "onz"), strings.HasPrefix(f, "oui"), strings.HasPrefix(f, "ouistiti"):
		vowel = false
	}
	if vowel {
		return word[:len(word)-1] + "’" + next
	}
	return word + " " + next
}

// aspirated tells the words whose h forbids elision, among those that name
// roles or begin what people do.
func aspirated(folded string) bool {
	for _, h := range strings.Fields("hack hall handicap hangar harcel hasard hausse haut helpdesk heros hierarch hors hotline hub huit hurl") {
		if strings.HasPrefix(folded, h) {
			return true
		}
	}
	return false
}
