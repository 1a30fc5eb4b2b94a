package lang

// The help of init, schema and completion.
var setupHelp = []text{
	{"use-init", "init [DIR]", "init [DOSSIER]"},
	{"help-init-short", "make a canvas in a folder", "créer un canevas dans un dossier"},
	{
		"help-init",
		`Makes a canvas in a folder, here when none is given: canvas.yaml, what git and editors need to know, a git repository when there is none above, and the first commit. Files that are there already stay as they are.

Exit status: 0 made (even if it could not be committed: the reason is said), 2 refused, nothing written.`,
		`Crée un canevas dans un dossier, ici quand aucun n’est donné : canvas.yaml, ce que git et les éditeurs doivent savoir, un dépôt git s’il n’y en a pas au-dessus, et le premier commit. Les fichiers déjà présents restent tels quels.

Code de sortie : 0 créé (même sans commit : la raison est dite), 2 refus, rien n’a été écrit.`,
	},
	{
		"help-init-examples",
		"canvas init our-canvas --title \"Marlow Street Bakers\"\ncanvas init try --example",
		"canvas init notre-canevas --title \"Fédération du bâti\"\ncanvas init essai --example",
	},
	{"flag-title", "call the canvas `TITLE`; else as the folder is called", "donner ce `TITRE` au canevas ; sinon le nom du dossier"},
	{"flag-language", "have it written in `fr|en`; else in your language", "le tenir en `fr|en` ; sinon dans votre langue"},
	{"flag-example", "fill it with an example to look at", "le remplir d’un exemple à regarder"},

	{"use-schema", "schema [KIND]", "schema [GENRE]"},
	{"help-schema-short", "print the JSON Schema of a kind, or list the kinds", "afficher le schéma JSON d’un genre, ou lister les genres"},
	{
		"help-schema",
		`Prints the JSON Schema in force of a kind, with what the team declares in schema/ merged in; of canvas.yaml for canvas. Without a kind, lists the kinds: what to type, their folder and where they are declared.

--json-output prints the schema of what a command prints for programs with --json, whole: a validator needs nothing else.

--write refreshes the schemas that canvas init made for editors, in .schemas, after the team changed its own. VS Code finds them by .vscode/settings.json once the YAML extension is installed. Other editors that run yaml-language-server (Neovim, Helix, Zed, Emacs) take the same "yaml.schemas" in their settings; in JetBrains editors map each file of .schemas to its folder under "JSON Schema Mappings".

Exit status: 0 done, 2 could not be done.`,
		`Affiche le schéma JSON en vigueur d’un genre, avec ce que l’équipe déclare dans schema/ ; celui de canvas.yaml pour canvas. Sans genre, liste les genres : le mot à taper, leur dossier et l’endroit où ils sont déclarés.

--json-output affiche le schéma de ce qu’une commande imprime pour des programmes avec --json, en entier : un validateur n’a besoin de rien d’autre.

--write met à jour les schémas que canvas init a faits pour les éditeurs, dans .schemas, quand l’équipe a changé les siens. VS Code les trouve par .vscode/settings.json dès que l’extension YAML est installée. Les autres éditeurs qui emploient yaml-language-server (Neovim, Helix, Zed, Emacs) prennent le même "yaml.schemas" dans leurs réglages ; dans ceux de JetBrains, associez chaque fichier de .schemas à son dossier sous "JSON Schema Mappings".

Code de sortie : 0 fait, 2 impossible.`,
	},
	{
		"help-schema-examples",
		"canvas schema\ncanvas schema need\ncanvas schema --json-output list\ncanvas schema --write",
		"canvas schema\ncanvas schema besoin\ncanvas schema --json-output list\ncanvas schema --write",
	},
	{"flag-json-output", "print the schema of what a `COMMAND` prints with --json", "afficher le schéma de ce qu’une `COMMANDE` imprime avec --json"},
	{"flag-write", "refresh the schemas for editors and commit them", "mettre à jour les schémas pour les éditeurs, avec un commit"},

	{
		"help-completion-short",
		"make the shell complete commands, ids and values",
		"faire compléter commandes, identifiants et valeurs par le shell",
	},
	{
		"help-completion",
		`Prints the script that teaches a shell to complete what is typed after canvas: commands, options, kinds, the ids of items with their titles, the words of an enumeration.

bash, for good (with the package bash-completion):
  canvas completion bash > ~/.local/share/bash-completion/completions/canvas
zsh, in a folder of $fpath:
  canvas completion zsh > "${fpath[1]}/_canvas"
fish:
  canvas completion fish > ~/.config/fish/completions/canvas.fish
PowerShell, in $PROFILE:
  canvas completion powershell | Out-String | Invoke-Expression

Exit status: 0 printed, 2 unknown shell.`,
		`Affiche le script qui apprend au shell à compléter ce qui suit canvas : commandes, options, genres, identifiants des éléments avec leur titre, mots d’une liste.

bash, une fois pour toutes (avec le paquet bash-completion) :
  canvas completion bash > ~/.local/share/bash-completion/completions/canvas
zsh, dans un dossier de $fpath :
  canvas completion zsh > "${fpath[1]}/_canvas"
fish :
  canvas completion fish > ~/.config/fish/completions/canvas.fish
PowerShell, dans $PROFILE :
  canvas completion powershell | Out-String | Invoke-Expression

Code de sortie : 0 affiché, 2 shell inconnu.`,
	},
	{
		"help-completion-examples",
		"source <(canvas completion bash)",
		"source <(canvas completion bash)",
	},
}
