package lang

// What ci says, and its help.
var ciTexts = []text{
	{"ci-github", "GitHub: each pull request is linted, annotated and reviewed by canvas.", "GitHub : canvas vérifie, annote et relit chaque pull request."},
	{"ci-gitlab", "GitLab: each merge request is linted by canvas, with a code quality report and a review.", "GitLab : canvas vérifie chaque merge request, avec un rapport de qualité et une relecture."},
	{"ci-pre-commit", "pre-commit: canvas checks the files before each commit.", "pre-commit : canvas vérifie les fichiers avant chaque commit."},
	{"ci-which", "for which service?", "pour quel service ?"},
	{"ci-unknown", "canvas has no file for “{service}”", "canvas n’a pas de fichier pour « {service} »"},
	{"ci-already", "{path} is there already, as canvas writes it.", "{path} existe déjà, tel que canvas l’écrit."},
	{"ci-taken", "{path} is yours and stays as it is", "{path} est à vous et reste tel quel"},
	{"ci-taken-hint", "add to it what this prints: {command}", "ajoutez-y ce qu’affiche : {command}"},
	{"ci-unreleased", "whatever is newest; put a release here, such as v1.2.3, once there is one", "ce qu’il y a de plus récent ; mettre ici une version publiée, comme v1.2.3, dès qu’il y en a une"},
	{"ci-pre-commit-next", "in each clone: pre-commit install", "dans chaque clone : pre-commit install"},
	{"commit-ci", "Let CI check the canvas ({path})", "Faire vérifier le canevas en CI ({path})"},
}

var ciHelp = []text{
	{"use-ci", "ci github|gitlab|pre-commit", "ci github|gitlab|pre-commit"},
	{"help-ci-short", "let GitHub, GitLab or pre-commit check the canvas", "faire vérifier le canevas par GitHub, GitLab ou pre-commit"},
	{
		"help-ci",
		`Writes the file by which a service checks the canvas, at the top of the git repository, and commits it:

  github      .github/workflows/canvas.yml: annotations, a summary, and a comment that says what a pull request changes
  gitlab      .gitlab-ci.yml: a code quality report, JUnit, and the review as an artifact
  pre-commit  .pre-commit-config.yaml: canvas lint and canvas fmt --check before each commit

A file that is there already stays as it is; --print shows what to add to it.

Exit status: 0 done; 2 refused, or could not be done.`,
		`Écrit le fichier par lequel un service vérifie le canevas, en haut du dépôt git, et en fait un commit :

  github      .github/workflows/canvas.yml : des annotations, un résumé et un commentaire qui dit ce qu’une pull request change
  gitlab      .gitlab-ci.yml : un rapport de qualité, JUnit, et la relecture en artefact
  pre-commit  .pre-commit-config.yaml : canvas lint et canvas fmt --check avant chaque commit

Un fichier déjà présent reste tel quel ; --print montre ce qu’il faut y ajouter.

Code de sortie : 0 fait ; 2 refusé ou impossible.`,
	},
	{
		"help-ci-examples",
		`canvas ci github
canvas ci gitlab --print`,
		`canvas ci github
canvas ci gitlab --print`,
	},
	{"flag-ci-print", "print the file instead of writing it", "afficher le fichier au lieu de l’écrire"},
	{"flag-init-ci", "also write the file for a `SERVICE`: github, gitlab or pre-commit", "écrire aussi le fichier pour un `SERVICE` : github, gitlab ou pre-commit"},
}
