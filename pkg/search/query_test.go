package search

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is found stands between brackets.
func TestSpans(t *testing.T) {
	tests := []struct{ query, text, want string }{
		{"impayes", "relancer les Impayés", "relancer les [Impayés]"},
		{"IMPAYÉ", "relancer les impayés", "relancer les [impayés]"},
		{"l'historique des adhérents", "l’historique d’un adhérent", "l’[historique] d’un [adhérent]"},
		{"adhérent", "les adhérent·e·s", "les [adhérent]·e·s"},
		{"adhésion", "préadhésion, adhésions", "pré[adhésion], [adhésions]"},
		{"conseillère", "un conseiller, des conseillers, un conseil", "un [conseiller], des [conseillers], un conseil"},
		{"animateur", "une animatrice", "une [animatrice]"},
		{"consultation", "consulter", "[consulter]"},
		{"relance", "relancer", "[relancer]"},
		{"coti", "la cotisation", "la [coti]sation"},
		{"tar", "les tarifs, un retard", "les [tar]ifs, un re[tar]d"},
		{"e", "e-mail, épargne, le", "[e]-mail, [é]pargne, le"},
		{"de la", "prix de la journée", "prix [de] [la] journée"}, // nothing but small words
		{"coeur", "au cœur de tout", "au [cœur] de tout"},
		{"oeu", "au cœur de tout", "au c[œu]r de tout"},
		{"ete", "l’e\u0301te\u0301 2026", "l’[e\u0301te\u0301] 2026"},
		{"members", "a member’s fees", "a [member]’s fees"},
		{"agencies", "the agency", "the [agency]"},
		{"prix 12", "prix\u00a0: 12\u202f€", "[prix]\u00a0: [12]\u202f€"},
		{"клиент", "все клиенты", "все [клиент]ы"},
		{"客户", "我们的客户名单", "我们的[客户]名单"},
		{"!", "rien !", "rien !"},
		{"x", "", ""},
		{"marin", "la mer Marine", "la mer [Marine]"},
	}
	for _, tt := range tests {
		runes := []rune(tt.text)
		var b strings.Builder
		at := 0
		for _, s := range NewQuery(tt.query).Spans(tt.text) {
			b.WriteString(string(runes[at:s.Start]) + "[" + string(runes[s.Start:s.End]) + "]")
			at = s.End
		}
		b.WriteString(string(runes[at:]))
		if d := cmp.Diff(tt.want, b.String()); d != "" {
			t.Errorf("%q: %s", tt.query, d)
		}
	}
}

func TestMatch(t *testing.T) {
	texts := []string{"relancer les impayés", "trésorière"}
	for query, want := range map[string]bool{
		"impaye": true, "tresorier relance": true, "impayes cotisation": false, "les impayés": true, "": true,
	} {
		if got := NewQuery(query).Match(texts); got != want {
			t.Errorf("%q: %v", query, got)
		}
	}
}

// Wherever a word is found, its root is found too: files without it are not parsed.
func FuzzRoot(f *testing.F) {
	for _, s := range []string{"consultation consulter", "travaux travail", "élu élue", "leden lid", "œuvre oeu", "fréquent fréquence", "客户 x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 200 { // every word is looked for in every other
			return
		}
		all := tokens(text)
		runes := len([]rune(text))
		for _, of := range all {
			w := newWord(of.text)
			for _, other := range all {
				s, how := w.in(other)
				if how == none {
					continue
				}
				if !strings.Contains(other.text, w.root) {
					t.Errorf("%q is found in %q, its root %q is not", w.text, other.text, w.root)
				}
				if s.Start < 0 || s.End <= s.Start || s.End > runes {
					t.Errorf("%q in %q: %v of %d", w.text, other.text, s, runes)
				}
			}
		}
	})
}
