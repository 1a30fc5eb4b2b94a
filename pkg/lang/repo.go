package lang

// What pkg/repo says.
var (
	repoTexts  = []text{}
	repoCounts = []counted{}
)
