package lang

// area is the part of the catalogue that one file holds.
type area struct {
	texts  []text
	counts []counted
}

// catalogue is the whole of it, one area for each package or command that speaks.
var catalogue = []area{
	{commonTexts, commonCounts},
	{sourceTexts, nil},
	{kindTexts, nil},
	{canvasTexts, nil},
	{lintTexts, lintCounts},
	{rulesTexts, nil},
	{policyTexts, policyCounts},
	{teamRuleTexts, teamRuleCounts},
	{storyTexts, storyCounts},
	{coverageTexts, coverageCounts},
	{repoTexts, repoCounts},
	{aloneTexts, nil},
	{reportTexts, nil},
	{formatTexts, formatCounts},
	{commandTexts, commandCounts},
	{helpTexts, nil},
	{editTexts, editCounts},
	{refactorTexts, refactorCounts},
	{refactorHelp, nil},
	{splitTexts, splitCounts},
	{splitHelp, nil},
	{editHelp, nil},
	{linkTexts, nil},
	{editorTexts, nil},
	{fmtTexts, fmtCounts},
	{undoTexts, nil},
	{docsTexts, nil},
	{lintHelp, nil},
	{sinceTexts, sinceCounts},
	{fixTexts, fixCounts},
	{coverageHelp, nil},
	{setupTexts, nil},
	{setupHelp, nil},
	{findTexts, findCounts},
	{findHelp, nil},
	{similarTexts, similarCounts},
	{graphTexts, graphCounts},
	{graphHelp, nil},
	{dateTexts, nil},
	{logTexts, logCounts},
	{logHelp, nil},
	{captureTexts, captureCounts},
	{reviewTexts, reviewCounts},
	{reviewHelp, nil},
	{ciTexts, nil},
	{ciHelp, nil},
	{formTexts, formCounts},
}
