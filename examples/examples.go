// Package examples holds whole canvases, written to be read: what a team has
// after a few interviews, with the gaps that are left at that point.
package examples

import (
	"embed"
	"io/fs"
)

// Canvases holds one folder a canvas: federation in French, bakery in English.
//
//go:embed bakery federation
var Canvases embed.FS

// In returns the canvas that is written in a language: French for "fr", else English.
func In(language string) fs.FS {
	name := "bakery"
	if language == "fr" {
		name = "federation"
	}
	canvas, err := fs.Sub(Canvases, name)
	if err != nil {
		panic(err) // it is embedded
	}
	return canvas
}
