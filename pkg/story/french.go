package story

import "strings"

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
			si je pouvais
			si seulement on pouvait
			si seulement je pouvais
			l'idéal serait de
			l'idéal serait d'
			l'idéal serait |que
			l'idéal serait |qu'
			` + pleasing()),
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
		relative: words(`que qu' qui dont où lorsque lorsqu' quand si comme puisque puisqu' quoi lequel laquelle lesquels chez avec entre parmi s'il s'ils`),
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

		topic: list(hopes()),
		copula: list(`c'est
			c'est de
			c'est d'
			c'est |que
			c'est |qu'
			ce serait
			ce serait de
			ce serait d'
			ce serait |que
			ce serait |qu'
			ça serait
			ça serait de
			ça serait d'
			ça serait |que
			ça serait |qu'`),
		fact: words(`est sont était étaient ont avait avaient disent demandent pensent ne n' doit doivent peut peuvent va vont font
			il elle on ils elles je j' c' ça cela se s' m'`),
		must: words(`doit doivent devrait devraient`),
		it:   words(`ça cela`),
		beforeNoun: words(`un une le la les l' des du de d' à au aux en pour par sur sous sans avec chez dans et ou mon ma mes
			son sa ses notre nos votre vos leur leurs ce cet cette ces chaque quelque quel quelle autre nulle bien mal trop`),
		afterVerb: words(`le la les l' un une des mon ma mes son sa ses notre nos leur leurs ce cet cette ces tout tous toutes
			toujours jamais souvent encore trop mal bien deux trois`),

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
		does:        frenchDoes,
		refusal:     refusedInfinitive,
		speaker:     frenchSpeaker,
		thing:       frenchThing,
		weakBenefit: lastPurpose,
		sentence:    composeFrench,
	}
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

// pleasant are the words with which people say that something would please them.
var pleasant = strings.Split("bien,pas mal,mieux,chouette,top,cool,super,génial,utile,pratique,idéal,parfait", ",")

// pleasing lists «ce serait bien de» and its like.
func pleasing() string {
	var b strings.Builder
	for _, it := range []string{"ce serait ", "ça serait "} {
		for _, how := range pleasant {
			for _, to := range []string{" de", " d'", " |que", " |qu'", " si on pouvait", " si je pouvais"} {
				b.WriteString(it + how + to + "\n")
			}
		}
	}
	return b.String()
}

// hopes lists «ce que je voudrais», «ce qui serait bien» and their like.
func hopes() string {
	var b strings.Builder
	for _, whom := range []string{"j'aimerais", "je voudrais", "je veux", "je souhaite", "je souhaiterais", "on voudrait", "on aimerait",
		"nous voudrions", "nous aimerions", "il me faut", "il me faudrait", "il nous faut", "il nous faudrait", "il faut", "il faudrait"} {
		b.WriteString(elide("ce que", whom) + "\n" + elide("moi ce que", whom) + "\n")
	}
	for _, how := range pleasant {
		b.WriteString("ce qui serait " + how + "\n")
	}
	for _, what := range []string{"ce dont j'ai besoin", "ce dont on a besoin", "ce dont nous avons besoin", "ce qui m'aiderait", "ce qui nous aiderait",
		"ce qui manque", "ce qui me manque", "ce qui nous manque", "l'idéal", "mon idéal", "mon rêve", "le mieux", "le rêve"} {
		b.WriteString(what + "\n")
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
