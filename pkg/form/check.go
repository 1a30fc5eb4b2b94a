package form

import (
	"errors"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/draft"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
)

// check says what is wrong with the answer to one question, as the kind would say it of a file with nothing else in it.
func (f *Form) check(field *kind.Field, texts []string) error {
	var value any
	for _, text := range texts {
		assigned, err := f.Desk.Assign(draft.Request{Kind: f.Kind}, draft.Assignment{Field: field, Text: text})
		var failure *diag.Failure
		if errors.As(err, &failure) {
			return &diag.Failure{Message: failure.Message} // its hints are about options
		} else if err != nil {
			return err
		}
		if entries, isList := assigned.Value.([]any); isList {
			list, _ := value.([]any)
			value = append(list, entries...)
		} else {
			value = assigned.Value
		}
	}
	alone := source.Map{{Key: field.Name, Value: value}}
	if record, _, inside := strings.Cut(field.Path, "."); inside {
		alone = source.Map{{Key: record, Value: alone}}
	}
	file, findings := source.Parse("", source.Encode(alone))
	_, wrong := f.Kind.Read(file)
	for _, finding := range append(findings, wrong...) {
		if finding.Severity == diag.Error && finding.Rule != "missing-field" {
			return (&diag.Failure{Message: finding.Message}).HintOf(finding)
		}
	}
	return nil
}
