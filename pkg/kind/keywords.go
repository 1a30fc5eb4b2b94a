package kind

import (
	"regexp"
	"slices"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// place is where in a schema a mapping stands: each allows other keywords.
type place int

const (
	atRoot place = iota
	atProperty
)

// keywords is the subset of JSON Schema that a schema may use, and our annotations.
var keywords = map[string]struct {
	shape  source.NodeKind
	places []place // empty: everywhere
}{
	"$schema":     {source.Scalar, []place{atRoot}},
	"$id":         {source.Scalar, []place{atRoot}},
	"$defs":       {source.Mapping, []place{atRoot}},
	"$ref":        {source.Scalar, []place{atProperty}},
	"title":       {source.Scalar, nil},
	"description": {source.Scalar, nil},
	"type":        {source.Scalar, nil},
	"properties":  {source.Mapping, nil},
	"required":    {source.Sequence, nil},
	"items":       {source.Mapping, []place{atProperty}},
	"enum":        {source.Sequence, []place{atProperty}},
	"default":     {source.Scalar, []place{atProperty}},
	"pattern":     {source.Scalar, []place{atProperty}},
	"minimum":     {source.Scalar, []place{atProperty}},
	"maximum":     {source.Scalar, []place{atProperty}},
	"minLength":   {source.Scalar, []place{atProperty}},
	"maxLength":   {source.Scalar, []place{atProperty}},
	"minItems":    {source.Scalar, []place{atProperty}},
	"maxItems":    {source.Scalar, []place{atProperty}},
	"x-kind":      {source.Mapping, []place{atRoot}},
	"x-text":      {source.Mapping, nil},
	"x-ref":       {0, []place{atProperty}},
	"x-coverage":  {0, nil},
	"x-closed":    {source.Mapping, []place{atRoot}},
}

func allowed(at place) []string {
	var names []string
	for name, k := range keywords {
		if len(k.places) == 0 || slices.Contains(k.places, at) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// checkKeywords reports keywords outside the subset and values of the wrong shape, all the way down.
func (l *loader) checkKeywords(n *source.Node, at place) {
	if n.Kind != source.Mapping {
		l.find(n, "schema-invalid", diag.Msg("schema-not-an-object"), diag.Message{})
		return
	}
	for key, value := range n.Entries() {
		k, known := keywords[key.Value]
		if !known || len(k.places) > 0 && !slices.Contains(k.places, at) {
			l.find(key, "schema-keyword", diag.Msg("schema-keyword", "keyword", key.Value), nearestHint(key.Value, allowed(at)))
			continue
		}
		if value.IsNull() { // a merge patch removes it
			continue
		}
		if k.shape != 0 && value.Kind != k.shape {
			l.find(value, "schema-invalid", diag.Msg("schema-shape", "keyword", key.Value), diag.Message{})
			continue
		}
		l.checkValue(key.Value, value)
	}
}

// checkValue looks at the value of one keyword, and into the schemas below it.
func (l *loader) checkValue(keyword string, value *source.Node) {
	switch keyword {
	case "properties", "$defs":
		for name, property := range value.Entries() {
			if keyword == "properties" && !fieldName.MatchString(name.Value) {
				l.find(name, "schema-invalid", diag.Msg("schema-field-name", "field", name.Value), diag.Message{})
			}
			if !property.IsNull() {
				l.checkKeywords(property, atProperty)
			}
		}
	case "items":
		l.checkKeywords(value, atProperty)
	case "type":
		if !slices.Contains(types, value.Value) {
			l.find(value, "schema-invalid", diag.Msg("schema-type", "type", value.Value, "types", types), diag.Message{})
		}
	case "pattern":
		if _, err := regexp.Compile(value.Value); err != nil {
			l.find(value, "schema-invalid", diag.Msg("schema-pattern", "pattern", value.Value), diag.Message{})
		}
	case "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems":
		if value.Type != source.Int && value.Type != source.Float {
			l.find(value, "schema-invalid", diag.Msg("schema-shape", "keyword", keyword), diag.Message{})
		}
	case "enum", "required":
		for _, c := range value.Children {
			if c.Kind != source.Scalar || c.Type != source.String {
				l.find(c, "schema-invalid", diag.Msg("schema-shape", "keyword", keyword), diag.Message{})
			}
		}
	}
}

var (
	types     = []string{string(Text), string(Integer), string(Number), string(Boolean), string(List), string(Record)}
	fieldName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
)

func nearestHint(word string, candidates []string) diag.Message {
	if near := words.Nearest(word, candidates); len(near) > 0 {
		return diag.Msg("did-you-mean", "candidates", near)
	}
	return diag.Message{}
}
