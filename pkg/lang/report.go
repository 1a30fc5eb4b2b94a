package lang

// What pkg/report says around findings.
var reportTexts = []text{
	{"report-related", "{what}: {place}", "{what} : {place}"},
	{"report-see", "see {place}", "voir {place}"},
	{"report-clean", "Nothing to report", "Rien à signaler"},
	{"report-cut", "Of {n} findings only the {kept} worst are here.", "De {n} constats, seuls les {kept} plus graves sont ici."},
	{"report-hidden", "{count} (canvas lint --show info)", "{count} (canvas lint --show info)"},
	{"report-took", "{items} in {whole}.{hundredths}\u00a0s", "{items} en {whole},{hundredths}\u00a0s"},
}
