package lang

// What the commands say when they have done, or could not do, something.
var (
	commandTexts  = []text{}
	commandCounts = []counted{}
)
