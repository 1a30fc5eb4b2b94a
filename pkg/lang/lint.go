package lang

// What pkg/lint says.
var (
	lintTexts  = []text{}
	lintCounts = []counted{}
)
