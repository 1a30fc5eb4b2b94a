package story

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/canevas-systemique/canvas/pkg/diag"
	lexis "github.com/canevas-systemique/canvas/pkg/words"
)

// The rules for the quality of a story, the most important first.
const (
	TwoInOne       = "two-in-one"
	SolutionInWant = "solution-in-want"
	RoleOfNobody   = "role-of-nobody"
	AsideInWant    = "aside-in-want"
	VagueWord      = "vague-word"
	LongStory      = "long-story"
	MissingElision = "missing-elision"
)

var importance = []string{TwoInOne, SolutionInWant, RoleOfNobody, AsideInWant, VagueWord, LongStory, MissingElision}

// Rules lists the rules, the most important first.
func Rules() []string { return slices.Clone(importance) }

// Hint says how a story could be said better.
type Hint struct {
	Rule    string
	Field   string       // "role", "want" or "benefit"
	Found   string       // the words that it is about, as written; "" for the whole field
	Message diag.Message // what is found
	Advice  diag.Message // what to say instead, or zero
	Perhaps bool         // people who read it may well find nothing wrong
}

// Hints returns what could be said better in a story in French or English, the most important first. A story
// without a Language is in that of its words. What it does not say at all is not its matter.
func Hints(s Story) []Hint {
	r := review{Story: s}
	r.role()
	r.length()
	if !calm(s.Want) {
		want := newText(s.Want)
		r.twoInOne(want)
		r.words("want", want)
		r.aside(want)
	}
	if !calm(s.Benefit) {
		r.words("benefit", newText(s.Benefit))
	}
	slices.SortStableFunc(r.hints, func(a, b Hint) int {
		return cmp.Compare(slices.Index(importance, a.Rule), slices.Index(importance, b.Rule))
	})
	return r.hints
}

// review is a story that is being judged.
type review struct {
	Story
	hints    []Hint
	detected bool // Language was looked for
}

func (r *review) add(rule, field, found string, message, advice diag.Message) {
	r.hints = append(r.hints, Hint{Rule: rule, Field: field, Found: found, Message: message, Advice: advice})
}

// tongue is the language of the story, "" when nothing tells. It is looked for only when something depends on it.
func (r *review) tongue() string {
	if r.Language == "" && !r.detected {
		r.Language, r.detected = lexis.Language(r.Want+" "+r.Benefit), true
	}
	return r.Language
}

func (r *review) twoInOne(want *text) {
	j, ok := joint(want, r.tongue)
	if !ok {
		return
	}
	two := j.split(want)
	key := "story-two-in-one"
	if !two.Sure {
		key += "-perhaps"
	}
	r.add(TwoInOne, "want", "", diag.Msg(key, "first", two.First, "second", two.Second), diag.Msg("story-two-in-one-hint"))
	r.hints[len(r.hints)-1].Perhaps = !two.Sure
}

// role looks for a role that nobody has more than others.
func (r *review) role() {
	if IsNobody(r.Role) {
		r.add(RoleOfNobody, "role", "", diag.Msg("story-role-of-nobody", "role", r.Role), diag.Msg("story-role-of-nobody-hint"))
	}
}

var (
	leadingArticle = set(`un une l' le la les tout toute tous toutes a an the any all every`)
	whoever        = set(`quel quelle quels quelles tous toutes whatever whichever any`)
)

// IsNobody tells whether a role is one from which nobody in particular speaks, or names such a one beside others:
// «utilisateur», «visiteur ou utilisateur». Brackets and «quel que soit mon rôle» change nothing.
func IsNobody(role string) bool {
	if start, end, ok := brackets(role); ok {
		role = role[:start] + role[end:]
	}
	t := newText(role)
	n := slices.IndexFunc(t.words, func(w word) bool { return whoever(w.folded) })
	if n <= 0 {
		n = len(t.words)
	}
	for from := 0; from < n; {
		to := from + 1
		for to < n && !conjunction(t.words[to].folded) && !t.parted(to) && !strings.Contains(t.gap(to), "/") {
			to++
		}
		if t.isNobody(from, to) {
			return true
		}
		for from = to; from < n && conjunction(t.words[from].folded); {
			from++
		}
	}
	return false
}

// isNobody tells whether the words from one to another are a role that nobody has more than others.
func (t *text) isNobody(from, to int) bool {
	for to-from > 1 && leadingArticle(t.words[from].folded) {
		from++
	}
	e, ok := lists().at(t, from, "nobody", "")
	return ok && from+len(e.stems) == to
}

// words looks for single words, in one part of the story.
func (r *review) words(field string, t *text) {
	l := lists()
	for i := 0; i < len(t.words); i++ {
		w := t.words[i].folded
		if elidable(w) {
			r.elision(field, t, i)
		}
		for _, e := range l[stem(w)] {
			if !r.speaksOf(field, t, i, e) {
				continue
			}
			if e.heading != "plain" {
				found := t.s[t.words[i].start:t.words[i+len(e.stems)-1].end]
				rule := VagueWord
				if e.list == "solutions" {
					rule = SolutionInWant
				}
				r.add(rule, field, found, diag.Msg("story-"+rule, "word", found), diag.Msg("story-"+e.heading+"-hint"))
			}
			i += len(e.stems) - 1
			break
		}
	}
}

// speaksOf tells whether an entry of a list is meant at word i. What is wished for may be vague: «gérer»
// counts only where the wish begins, «adéquat» only in the wish, a tool not where one would be rid of it.
func (r *review) speaksOf(field string, t *text, i int, e entry) bool {
	switch e.list {
	case "vague":
		begins := i == 0 || conjunction(t.words[i-1].folded)
		if field != "want" && e.heading == "choice" || (field != "want" || !begins) && (e.heading == "action" || e.heading == "improvement") {
			return false
		}
	case "solutions":
		if field != "want" || refuses(t, 0) || slices.ContainsFunc(t.words[:i], isWithout) {
			return false
		}
	default:
		return false
	}
	if !e.standsAt(t, i) {
		return false
	}
	tongue := r.tongue()
	return tongue == "" || tongue == e.language
}

func isWithout(w word) bool { return w.folded == "sans" || w.folded == "without" }

// refuses tells whether what begins at word i is to be rid of something: «ne plus recopier le tableur» proposes no solution.
func refuses(t *text, i int) bool {
	w := t.words[i].folded
	return w == "ne" || w == "n'" || w == "not" || w == "never" || t.reads(i, []string{"no", "longer"})
}

var (
	elidable = set(`le la de que je ne me te se ce si jusque lorsque puisque`)
	muteH    = strings.Fields(`heur homm histo habi hive hopi hote huil honn horai huma humi hygi hypo heber hospi hydr hier`)
	notAgain = set(`ou et a en oui un une uns unes onze onzieme y`) // words before which one may find «le» or «de» in full
)

// elision looks for a word that should lose its vowel before the next: «que il».
func (r *review) elision(field string, t *text, i int) {
	if i+1 == len(t.words) || strings.TrimFunc(t.gap(i+1), blank) != "" {
		return
	}
	word, next := t.written(i), t.written(i+1)
	f := t.words[i+1].folded
	if strings.ToLower(word) != t.words[i].folded { // là
		return
	}
	switch t.words[i].folded {
	case "si":
		if f != "il" && f != "ils" {
			return
		}
	case "ce":
		if f != "est" && f != "etait" {
			return
		}
	case "jusque", "que", "lorsque", "puisque":
		if f == "ou" || f == "et" {
			return
		}
	case "de":
		if notAgain(f) && f != "un" && f != "une" || (f == "un" || f == "une") && i+2 < len(t.words) && t.words[i+2].folded == "a" {
			return
		}
	default:
		if notAgain(f) {
			return
		}
	}
	better := elide(word, next)
	isMute := f[0] != 'h' || slices.ContainsFunc(muteH, func(h string) bool { return strings.HasPrefix(f, h) })
	spelled := utf8.RuneCountInString(next) == 1 && t.words[i].folded != "jusque"
	if t.words[i].folded == "si" {
		better = word[:1] + "’" + next
	}
	if strings.Contains(better, " ") || !isMute || spelled || r.tongue() != "fr" {
		return
	}
	found := t.s[t.words[i].start:t.words[i+1].end]
	r.add(MissingElision, field, found, diag.Msg("story-missing-elision", "words", found), diag.Msg("story-write-hint", "better", better))
}

// written is word i as it was written.
func (t *text) written(i int) string { return t.s[t.words[i].start:t.words[i].end] }

// aside looks for brackets and for a second sentence in the want.
func (r *review) aside(t *text) {
	if start, end, ok := brackets(t.s); ok {
		found, better := t.s[start:end], tidy(strings.TrimRightFunc(t.s[:start], blank)+t.s[end:])
		r.add(AsideInWant, "want", found, diag.Msg("story-brackets", "aside", found), diag.Msg("story-brackets-hint", "better", better))
	}
	for i := 1; i+1 < len(t.words); i++ {
		if t.ends(i) {
			better := tidy(t.part(0, i))
			r.add(AsideInWant, "want", t.s[t.words[i].start:], diag.Msg("story-second-sentence"), diag.Msg("story-brackets-hint", "better", better))
			return
		}
	}
}

// brackets returns the first remark in brackets, but not «adhérent(e)s».
func brackets(s string) (start, end int, ok bool) {
	for i, r := range s {
		if r != '(' && r != '[' {
			continue
		}
		closing := map[rune]string{'(': ")", '[': "]"}[r]
		n := strings.Index(s[i:], closing)
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		if n < 0 || letter(before) && i > 0 {
			continue
		}
		return i, i + n + 1, true
	}
	return 0, 0, false
}

// ends tells whether a sentence ends before word i: not after «etc.» or «M.».
func (t *text) ends(i int) bool {
	const short = 3 // letters of an abbreviation
	gap := t.gap(i)
	if !strings.ContainsAny(gap, ".!?") || strings.Contains(gap, "..") || !strings.ContainsFunc(gap, blank) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(t.s[t.words[i].start:])
	return unicode.IsUpper(first) && len(t.words[i-1].folded) > short
}

// length looks for a story that nobody reads to its end.
func (r *review) length() {
	const (
		most       = 35
		connectors = 7 // words of «en tant que», «je souhaite», «afin de»
	)
	if len(r.Want)+len(r.Benefit) < 4*(most-connectors) { // as short as words are, these are fewer
		return
	}
	field := "want"
	if len(r.Benefit) > len(r.Want) {
		field = "benefit"
	}
	if n := connectors + max(1, len(strings.Fields(r.Role))) + len(strings.Fields(r.Want)) + len(strings.Fields(r.Benefit)); n > most {
		r.add(LongStory, field, "", diag.Msg("story-long", "n", n), diag.Msg("story-long-"+field+"-hint"))
	}
}
