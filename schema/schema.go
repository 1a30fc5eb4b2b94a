// Package schema holds what the program knows of a canvas before it reads one:
// a JSON Schema for each kind of item, and under meta those of other files.
// It only carries the bytes; package kind reads them.
package schema

import "embed"

// Kinds holds one NAME.schema.json for each built-in kind.
//
//go:embed *.schema.json
var Kinds embed.FS

// Meta holds the schemas of files that are not items, such as
// meta/canvas.schema.json for canvas.yaml.
//
//go:embed meta/*.schema.json
var Meta embed.FS

// Order is the order in which people read of the built-in kinds: the method's own.
var Order = []string{"stake", "need", "object", "application", "role", "person", "interview"}
