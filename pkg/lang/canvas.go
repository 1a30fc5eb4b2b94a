package lang

// What pkg/canvas says: the folder, and canvas.yaml.
var canvasTexts = []text{
	{"no-canvas", "there is no canvas here, nor in a folder above", "aucun canevas ici, ni dans un dossier au-dessus"},
	{"no-canvas-hint", "canvas init makes one in this folder; -C DIR works in another", "canvas init en crée un dans ce dossier ; -C DOSSIER travaille dans un autre"},
	{"newer-format", "this canvas has the format {format}, this program knows {known}", "ce canevas est au format {format}, ce programme connaît le {known}"},
	{"newer-format-hint", "install a newer version of canvas", "installez une version plus récente de canvas"},
	{"broken-canvas", "the canvas cannot be used, see {place}: {what}", "le canevas est inutilisable en l’état, voir {place} : {what}"},
	{"unreadable-file", "this file cannot be read: {why}", "ce fichier ne peut pas être lu : {why}"},
	{"name-collision", "this name and {other} are the same on some disks", "ce nom et {other} se confondent sur certains disques"},
	{"name-collision-hint", "give one of them another name", "donnez un autre nom à l’un des deux"},
	{"symbolic-link", "this is a symbolic link; an item is a file", "ceci est un lien symbolique ; un élément est un fichier"},
	{"symbolic-link-hint", "put the file itself here", "mettez ici le fichier lui-même"},
	{"stray-folder", "a folder inside the folder of a kind", "un dossier dans le dossier d’un genre"},
	{"stray-folder-hint", "items stand directly in the folder of their kind", "les éléments se trouvent directement dans le dossier de leur genre"},
	{"temporary-file", "what a write that was cut off left here", "le reste d’une écriture interrompue"},
	{"temporary-file-hint", "look whether it holds something you miss, then remove it", "regardez s’il contient quelque chose qui vous manque, puis supprimez-le"},
	{"wrong-extension", "an item’s file name ends in .yaml", "le nom du fichier d’un élément finit par .yaml"},
	{"wrong-extension-hint", "rename it to {name}", "renommez-le en {name}"},
	{"stray-file", "this file is not an item", "ce fichier n’est pas un élément"},
	{"stray-file-hint", "keep it outside the folders of the kinds", "gardez-le hors des dossiers des genres"},
	{"invalid-id", "“{id}” cannot be an id: small letters without accents, digits and single dashes, 64 at most", "« {id} » ne peut pas être un identifiant : minuscules sans accent, chiffres et tirets simples, 64 au plus"},
	{"invalid-id-hint", "rename the file to {id}.yaml", "renommez le fichier en {id}.yaml"},
	{"invalid-id-hint-plain", "rename the file", "renommez le fichier"},
}
