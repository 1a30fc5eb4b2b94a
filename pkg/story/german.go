package story

func german() *grammar {
	return &grammar{
		language: "de",
		role: list(`als
			in meiner rolle als
			in der rolle als`),
		article: words(`ein eine einer der die das`),
		notRole: words(`ich ob wir man er sie es dass`),
		want: list(`möchte ich
			moechte ich
			will ich
			kann ich
			darf ich
			muss ich
			soll ich
			sollte ich
			könnte ich
			würde ich
			brauche ich
			benötige ich
			wünsche ich mir
			hätte ich
			ich möchte
			ich moechte
			ich will
			ich kann
			ich darf
			ich muss
			ich soll
			ich würde
			ich brauche
			ich benötige
			ich wünsche mir
			ich hätte
			möchten wir
			wollen wir
			können wir
			müssen wir
			brauchen wir
			wir möchten
			wir wollen
			wir können
			wir müssen`),
		opener: list(`gerne
			gern`),
		benefit: list(`sodass
			so dass
			auf dass
			damit |ich
			damit |wir
			damit |er
			damit |sie
			damit |es
			damit |man
			damit |der
			damit |die
			damit |das
			damit |mein
			damit |meine
			damit |unsere
			damit |alle
			damit |kein
			damit |keine`),
		weak: list(`|um
			damit`),
		reason: list(`|weil
			|da ich
			|denn`),
		subject:  words(`ich`),
		relative: words(`der die das den dem denen wenn dass wo was wer`),
		clause:   words(`der die das mein meine unsere alle jede jeder ein eine`),
		modal:    words(`muss soll sollen kann ist sind wird darf`),
		joint:    words(`und`),

		roleField: list(`rolle
			wer
			als`),
		wantField: list(`wunsch
			bedarf
			was
			möchte ich`),
		benefitField: list(`nutzen
			warum
			wozu
			ziel
			damit`),

		inverted:    true,
		action:      func(*text, int) bool { return false },
		weakBenefit: germanPurpose,
		sentence:    composeGerman,
	}
}

// germanPurpose finds a «damit» after a comma, then a last «um … zu».
func germanPurpose(g *grammar, t *text, from, to int) (match, bool) {
	for i := from; i < to; i++ {
		if m, ok := g.weak.at(t, i); ok && m.cut > i && t.parted(i) {
			return m, true
		}
	}
	return infinitivePurpose("zu")(g, t, from, to)
}

// composeGerman writes «Als … möchte ich …, damit …».
func composeGerman(g *grammar, s Story) string {
	want := newText(s.Want)
	b := "Als " + s.Role
	switch {
	case g.standsAlone(want):
		b += ", " + s.Want
	case want.reads(0, []string{"dass"}):
		b += " möchte ich, " + s.Want
	case len(want.words) > 2 && !want.parted(1) && want.words[1].folded == "ich" && !g.want.has(want, 0):
		b += " " + s.Want
	default:
		b += " möchte ich " + s.Want
	}
	return b + inverted(g, s.Benefit, "damit")
}
