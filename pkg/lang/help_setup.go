package lang

// The help of init, schema and completion.
var setupHelp = []text{
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
