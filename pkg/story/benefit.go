package story

// ParseBenefit reads a text that is nothing but what a wish is good for: «afin de relancer à temps», «so
// that nobody waits». ok is false when it announces no benefit, or holds more than one.
func ParseBenefit(text string) (benefit string, ok bool) {
	if _, whole := Parse(text); whole {
		return "", false
	}
	t := newText(text)
	for _, g := range grammars() {
		b, announced := g.benefitAt(t, 0)
		if !announced {
			b, announced = g.reason.at(t, 0)
		}
		if !announced {
			continue
		}
		if _, wants := g.partedWant(t, b.cut+1, len(t.words)); wants {
			return "", false
		}
		benefit = g.benefitPart(t, b, len(t.words))
		return benefit, says(benefit)
	}
	return "", false
}
