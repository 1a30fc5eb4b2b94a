// Package examples holds whole canvases, written to be read: what a team has
// after a few interviews, with the gaps that are left at that point.
package examples

import "embed"

// Canvases holds one folder a canvas: federation in French, bakery in English.
//
//go:embed bakery federation
var Canvases embed.FS
