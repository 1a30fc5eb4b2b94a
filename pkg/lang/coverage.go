package lang

// What pkg/coverage says.
var (
	coverageTexts  = []text{}
	coverageCounts = []counted{}
)
