package canvas

import (
	"errors"
	"io/fs"
	"slices"
	"strconv"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
)

// Marker is the file that marks a folder as a canvas.
const Marker = "canvas.yaml"

// Format is the newest form of a canvas that this program reads and writes.
const Format = 1

// Config is what canvas.yaml says.
type Config struct {
	Format   int
	Title    string
	Language string // "fr", "en" or ""
	Commit   bool   // whether each change is committed at once

	Source  *source.File // canvas.yaml as it is written, for what the team says of rules; nil when it cannot be read
	Ignores []Ignore     // what it asks lint to pass over
	Rules   []TeamRule   // of the team's own

	found []diag.Finding // what was wrong already before its schema was asked
}

// ReadConfig reads canvas.yaml. Its schema is not asked yet, for which many a command has no need: Check does that.
func ReadConfig(fsys fs.FS) (Config, error) {
	config := Config{Commit: true}
	if _, err := fs.Stat(fsys, Marker); errors.Is(err, fs.ErrNotExist) {
		return config, diag.Fail("no-canvas").Hint("no-canvas-hint")
	}
	var data []byte
	if data, config.found = source.ReadFile(fsys, Marker, 0); config.found != nil {
		return config, nil
	}
	f, found := source.Parse(Marker, data)
	config.found = found
	if f.Root == nil && len(found) > 0 {
		return config, nil
	}
	// A newer format may have fields that this program does not know: say only that.
	if _, n := f.Root.Get("format"); n != nil {
		config.Format, _ = strconv.Atoi(n.Value)
		if config.Format > Format {
			config.found = []diag.Finding{{
				Path: Marker, Range: f.Range(n), Severity: diag.Error, Rule: "newer-format",
				Message: diag.Msg("newer-format", "format", config.Format, "known", Format), Hint: diag.Msg("newer-format-hint"),
			}}
			return config, nil
		}
	}
	config.Title, config.Language = text(f.Root, "title"), text(f.Root, "language")
	config.Commit = text(f.Root, "commit") != "off"
	config.Source, config.Ignores = f, ignores(f)
	config.Rules = teamRules(f)
	return config, nil
}

// Check says all that is wrong in canvas.yaml; settings is the kind that describes it. With an error among that, the Config
// must not be used to write.
func (c Config) Check(settings *kind.Kind) []diag.Finding {
	if c.Source == nil {
		return c.found
	}
	_, wrong := settings.Read(c.Source)
	for i, w := range wrong {
		if of, _ := w.Message.Arg("field").(diag.Term); of.Field == "rules.message" && w.Rule == "wrong-type" {
			wrong[i].Hint = diag.Msg("team-rule-no-message-hint") // a text alone is what everybody writes first
		}
	}
	return slices.Concat(c.found, wrong)
}
