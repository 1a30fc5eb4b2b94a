package lint

import (
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/coverage"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// Find returns the rules that people mean by a word: the name of one, also in the brackets in which
// lint prints it, or the address of coverage rules, which several may share. An error is a diag.Failure.
func Find(rules []Rule, word string) ([]Rule, error) {
	name := strings.ToLower(strings.Trim(word, " []"))
	if i := slices.IndexFunc(rules, func(r Rule) bool { return r.Name == name }); i >= 0 {
		return rules[i : i+1], nil
	}
	var ofKinds []*kind.Rule
	var known []string
	for _, r := range rules {
		known = append(known, r.Name)
		if r.Coverage != nil {
			ofKinds = append(ofKinds, r.Coverage)
			known = append(known, r.Coverage.Address())
		}
	}
	meant, err := coverage.Find(ofKinds, name)
	if err == nil {
		return slices.DeleteFunc(slices.Clone(rules), func(r Rule) bool {
			return r.Coverage == nil || !slices.Contains(meant, r.Coverage)
		}), nil
	}
	failure := diag.Fail("unknown-rule", "rule", word)
	if near := words.Nearest(name, known); len(near) > 0 {
		return nil, failure.Hint("did-you-mean", "candidates", near)
	}
	return nil, failure
}
