package coverage

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// Threshold is how much of a rule should be covered at least.
type Threshold struct {
	Rule    *kind.Rule
	Percent float64
}

// Met tells whether a result of the threshold's rule reaches it.
func (t Threshold) Met(r Result) bool {
	p, ok := r.Percent()
	return !ok || p >= t.Percent
}

// Thresholds reads what people ask: "need.stakes=90", "stake<need=90%", "need-without-stake=87,5",
// or "80" for every rule that is not named otherwise. Of two for the same rule the last holds. The
// result is in the order of the rules; an error is a diag.Failure.
func Thresholds(set *kind.Set, asked []string) ([]Threshold, error) {
	rules := set.Rules()
	everywhere, percents := math.NaN(), map[*kind.Rule]float64{}
	for _, text := range asked {
		address, value := "", text
		if i := strings.LastIndexByte(text, '='); i >= 0 {
			address, value = strings.TrimSpace(text[:i]), text[i+1:]
		}
		percent, ok := percentage(value)
		switch named := find(rules, address); {
		case !ok && find(rules, value) != nil:
			return nil, diag.Fail("threshold-without-value", "address", value).Hint("threshold-hint", "address", strings.TrimSpace(value))
		case !ok:
			return nil, diag.Fail("threshold-value", "value", value).Hint("threshold-hint", "address", "need.stakes")
		case address == "" && value == text:
			everywhere = percent
		case named == nil:
			return nil, unknownRule(rules, address)
		default:
			for _, rule := range named {
				percents[rule] = percent
			}
		}
	}
	var thresholds []Threshold
	for _, rule := range rules {
		percent, named := percents[rule]
		if !named {
			percent = everywhere
		}
		if !math.IsNaN(percent) {
			thresholds = append(thresholds, Threshold{rule, percent})
		}
	}
	return thresholds, nil
}

// percentage reads 0 to 100, with a decimal comma or point, and a percent sign or none.
func percentage(text string) (float64, bool) {
	text = strings.Join(strings.Fields(strings.TrimSuffix(strings.TrimSpace(text), "%")), "")
	if strings.Trim(text, "0123456789.,") != "" {
		return 0, false // exponents, hexadecimal, NaN
	}
	p, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
	return p, err == nil && p >= 0 && p <= 100
}

// Find returns those of some rules that people mean by a name or an address; an error is a diag.Failure.
func Find(rules []*kind.Rule, address string) ([]*kind.Rule, error) {
	if found := find(rules, address); found != nil {
		return found, nil
	}
	return nil, unknownRule(rules, address)
}

// find returns the rules with the address or name; several inward rules may share an address. An
// inward rule is also found by a place that it looks at, as schemas write it, when no other has it.
func find(rules []*kind.Rule, address string) []*kind.Rule {
	address = strings.TrimSpace(address)
	var found, from []*kind.Rule
	for _, r := range rules {
		if r.Name == address || r.Address() == address {
			found = append(found, r)
		}
		if slices.ContainsFunc(r.From, func(s kind.Slot) bool { return s.String() == address }) {
			from = append(from, r)
		}
	}
	if len(found) == 0 && len(from) == 1 {
		return from
	}
	return found
}

func unknownRule(rules []*kind.Rule, address string) error {
	var candidates, addresses []string
	for _, r := range rules {
		candidates = append(candidates, r.Address(), r.Name)
		addresses = append(addresses, r.Address())
	}
	failure := diag.Fail("unknown-coverage-rule", "address", address)
	if near := words.Nearest(address, candidates); len(near) > 0 {
		failure.Hint("did-you-mean", "candidates", near)
	}
	return failure.Hint("coverage-rules", "addresses", strings.Join(addresses, ", "))
}
