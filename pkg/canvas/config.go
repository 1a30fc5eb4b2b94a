package canvas

import (
	"errors"
	"io/fs"
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
}

// ReadConfig reads canvas.yaml; settings is the kind that checks it. With a finding that is an error the Config must not be
// used to write.
func ReadConfig(fsys fs.FS, settings *kind.Kind) (Config, []diag.Finding, error) {
	config := Config{Commit: true}
	if _, err := fs.Stat(fsys, Marker); errors.Is(err, fs.ErrNotExist) {
		return config, nil, diag.Fail("no-canvas").Hint("no-canvas-hint")
	}
	data, findings := source.ReadFile(fsys, Marker, 0)
	if findings != nil {
		return config, findings, nil
	}
	f, findings := source.Parse(Marker, data)
	if f.Root == nil && len(findings) > 0 {
		return config, findings, nil
	}
	// A newer format may have fields that this program does not know: say only that.
	if _, n := f.Root.Get("format"); n != nil {
		config.Format, _ = strconv.Atoi(n.Value)
		if config.Format > Format {
			return config, []diag.Finding{{
				Path: Marker, Range: f.Range(n), Severity: diag.Error, Rule: "newer-format",
				Message: diag.Msg("newer-format", "format", config.Format, "known", Format), Hint: diag.Msg("newer-format-hint"),
			}}, nil
		}
	}
	content, wrong := settings.Read(f)
	config.Title = content.Text("title")
	config.Language = content.Text("language")
	config.Commit = content.Text("commit") != "off"
	config.Source, config.Ignores = f, ignores(f)
	config.Rules = teamRules(f)
	for i, w := range wrong {
		if of, _ := w.Message.Arg("field").(diag.Term); of.Field == "rules.message" && w.Rule == "wrong-type" {
			wrong[i].Hint = diag.Msg("team-rule-no-message-hint") // a text alone is what everybody writes first
		}
	}
	return config, append(findings, wrong...), nil
}
