package lang

// What init, schema and completion say.
var setupTexts = []text{
	{"which-shell", "for which shell? {shells}", "pour quel shell ? {shells}"},
	{"unknown-shell", "no completion is written for “{shell}”", "pas de complétion pour « {shell} »"},
}
