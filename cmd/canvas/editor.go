package main

import (
	"bytes"
	"encoding/json"
	"path"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/schema"
)

// Editors complete and check YAML by JSON Schema. The schemas in force are files of the canvas, so
// that a fresh clone has them; the item files say nothing about them. Only VS Code reads the mapping
// from the folder; for other editors the same mapping goes into their own settings (canvas schema --help).
const (
	schemaFolder     = ".schemas"
	schemaSuffix     = ".schema.json"
	vscodeSettings   = ".vscode/settings.json"
	vscodeExtensions = ".vscode/extensions.json"
)

// settingsName is the name of the schema of canvas.yaml.
const settingsName = "canvas"

// settingsKind is what canvas.yaml may say.
func settingsKind() *kind.Kind {
	data, err := schema.Meta.ReadFile("meta/" + settingsName + ".schema.json")
	if err != nil {
		panic(err) // it is embedded
	}
	settings, err := kind.Settings(settingsName, data)
	if err != nil {
		panic(err) // a test reads it
	}
	return settings
}

// editorSchemas are the schemas of all kinds and of canvas.yaml, for people who read a language.
func editorSchemas(kinds *kind.Set, language string) []repo.Write {
	file := func(k *kind.Kind) repo.Write {
		return repo.Write{Path: schemaPath(k), Data: k.EditorSchema(language)}
	}
	files := []repo.Write{file(settingsKind())}
	for _, k := range kinds.All() {
		files = append(files, file(k))
	}
	return files
}

func schemaPath(k *kind.Kind) string { return path.Join(schemaFolder, k.Name+schemaSuffix) }

// schemaMapping says, in the form that the YAML extensions of editors share, which schema is for which files.
func schemaMapping(kinds *kind.Set) []byte {
	var b bytes.Buffer
	entry := func(k *kind.Kind, files string) {
		key, _ := json.Marshal("./" + schemaPath(k))
		value, _ := json.Marshal(files)
		b.WriteString("    " + string(key) + ": " + string(value))
	}
	b.WriteString("{\n  \"yaml.schemas\": {\n")
	entry(settingsKind(), canvas.Marker)
	for _, k := range kinds.All() {
		b.WriteString(",\n")
		entry(k, k.Folder+"/*"+canvas.Extension)
	}
	b.WriteString("\n  }\n}\n")
	return b.Bytes()
}

const recommendations = `{
  "recommendations": ["redhat.vscode-yaml"]
}
`

// vscode are the settings of VS Code.
func vscode(kinds *kind.Set) []repo.Write {
	return []repo.Write{
		{Path: vscodeSettings, Data: schemaMapping(kinds)},
		{Path: vscodeExtensions, Data: []byte(recommendations)},
	}
}

// isOurMapping tells whether somebody left VS Code's settings as a version of this program wrote
// them, so that they can be written again.
func isOurMapping(data []byte) bool {
	var settings map[string]map[string]string
	if json.Unmarshal(data, &settings) != nil || len(settings) != 1 {
		return false
	}
	for file := range settings["yaml.schemas"] {
		if path.Dir(file) != schemaFolder {
			return false
		}
	}
	return true
}
