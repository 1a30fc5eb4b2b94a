package lang

// What lint says of what is new.
var (
	sinceTexts = []text{
		{
			"flag-lint-since",
			"report only what is new since the work left this `REVISION`, such as origin/main",
			"ne signaler que ce qui est nouveau depuis que le travail a quitté cette `RÉVISION`, comme origin/main",
		},
		{"since-shallow", "this clone lacks the older commits: {command}", "il manque à ce clone les commits plus anciens : {command}"},
		{"since-ci", "in CI: “fetch-depth: 0” under actions/checkout (GitHub), “GIT_DEPTH: 0” (GitLab)", "en CI : « fetch-depth: 0 » sous actions/checkout (GitHub), « GIT_DEPTH: 0 » (GitLab)"},
	}
	sinceCounts = []counted{
		{
			"since-known",
			"Compared with {revision} ({hash}): {n} finding was there already.",
			"Compared with {revision} ({hash}): {n} findings were there already.",
			"Par rapport à {revision} ({hash}) : {n} constat y était déjà.",
			"Par rapport à {revision} ({hash}) : {n} constats y étaient déjà.",
		},
	}
)
