package kind

import (
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// place is where in a schema a mapping stands: each allows other keywords.
type place int

const (
	atRoot     place = iota
	atProperty       // of the kind itself
	atDepth          // of a record or a list inside it
)

// form is the shape that the value of a keyword has.
type form struct {
	text   bool            // a text, or what can be read as one
	list   *form           // a list of these
	record map[string]form // a mapping with these keys, all optional
	each   *form           // a mapping with any keys and these values
	schema bool            // looked into by checkValue
}

var (
	oneText   = form{text: true}
	texts     = form{text: true, list: &oneText}
	listed    = form{list: &oneText}
	localText = form{text: true, each: &oneText}
	condition = form{each: &texts}
	forwards  = form{record: map[string]form{
		"rule": oneText, "severity": oneText, "when": condition, "why": localText, "covered": localText, "gap": localText,
	}}
	inwards = form{list: &form{record: map[string]form{
		"rule": oneText, "severity": oneText, "when": condition, "why": localText, "covered": localText, "gap": localText,
		"from": texts,
	}}}
)

// keywords is the subset of JSON Schema that a schema may use, and our annotations: the shape of
// each, where it may stand and, unless it suits all, for fields of which types.
var keywords = map[string]struct {
	form   form
	places []place
	types  []Type
}{
	"$schema":     {oneText, root, nil},
	"$id":         {oneText, root, nil},
	"$defs":       {form{schema: true}, root, nil},
	"$ref":        {oneText, below, nil},
	"title":       {oneText, anywhere, nil},
	"description": {oneText, anywhere, nil},
	"type":        {oneText, anywhere, nil},
	"properties":  {form{schema: true}, anywhere, []Type{Record}},
	"required":    {listed, anywhere, []Type{Record}},
	"items":       {form{schema: true}, below, []Type{List}},
	"enum":        {listed, below, []Type{Text}},
	"default":     {oneText, below, []Type{Text, Integer, Number, Boolean}},
	"pattern":     {oneText, below, []Type{Text}},
	"minimum":     {oneText, below, []Type{Integer, Number}},
	"maximum":     {oneText, below, []Type{Integer, Number}},
	"minLength":   {oneText, below, []Type{Text}},
	"maxLength":   {oneText, below, []Type{Text}},
	"minItems":    {oneText, below, []Type{List}},
	"maxItems":    {oneText, below, []Type{List}},
	"x-kind": {form{record: map[string]form{
		"folder": oneText, "name": texts, "aliases": listed, "icon": oneText,
	}}, root, nil},
	"x-text": {form{each: &form{record: map[string]form{
		"title": oneText, "plural": oneText, "description": oneText, "values": {each: &oneText},
	}}}, anywhere, nil},
	"x-ref":      {texts, below, []Type{Text}},
	"x-mark":     {oneText, []place{atProperty}, nil},
	"x-coverage": {form{schema: true}, []place{atRoot, atProperty}, nil},
	"x-closed":   {condition, root, nil},
	"x-agreed":   {condition, root, nil},
}

var (
	root     = []place{atRoot}
	below    = []place{atProperty, atDepth}
	anywhere = []place{atRoot, atProperty, atDepth}
)

// bounding are the keywords whose value is a number.
var bounding = []string{"minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"}

func allowed(at place) []string {
	var names []string
	for name, k := range keywords {
		if slices.Contains(k.places, at) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// checkKeywords reports keywords outside the subset and values of the wrong shape, all the way down.
// What is null is passed over: a merge patch removes it.
func (l *loader) checkKeywords(n *source.Node, at place) {
	if n.Kind != source.Mapping {
		l.find(n, "schema-invalid", diag.Msg("schema-not-an-object"), diag.Message{})
		return
	}
	for key, value := range n.Entries() {
		k, known := keywords[key.Value]
		if !known || !slices.Contains(k.places, at) {
			l.find(key, "schema-keyword", diag.Msg("schema-keyword", "keyword", key.Value), nearestHint(key.Value, allowed(at)))
			continue
		}
		if !value.IsNull() && l.checkForm(key, value, k.form) {
			l.checkValue(key, value, at)
		}
	}
}

// checkForm reports a value that has not the shape of its keyword.
func (l *loader) checkForm(key, value *source.Node, want form) bool {
	ok := true
	switch {
	case want.schema, value.Kind == source.Scalar && want.text && !value.IsNull():
	case value.Kind == source.Sequence && want.list != nil:
		for _, c := range value.Children {
			ok = l.checkForm(key, c, *want.list) && ok
		}
	case value.Kind == source.Mapping && want.record != nil:
		for k, v := range value.Entries() {
			inner, known := want.record[k.Value]
			if !known {
				l.find(k, "schema-keyword", diag.Msg("schema-keyword", "keyword", k.Value), nearestHint(k.Value, slices.Sorted(maps.Keys(want.record))))
				ok = false
			} else if !v.IsNull() {
				ok = l.checkForm(k, v, inner) && ok
			}
		}
	case value.Kind == source.Mapping && want.each != nil:
		for k, v := range value.Entries() {
			if !v.IsNull() {
				ok = l.checkForm(k, v, *want.each) && ok
			}
		}
	default:
		l.wrongShape(value, key)
		return false
	}
	return ok
}

func (l *loader) wrongShape(at, key *source.Node) {
	l.find(at, "schema-invalid", diag.Msg("schema-shape", "keyword", key.Value), diag.Message{})
}

// checkValue looks at what the value of one keyword says, and into the schemas below it.
func (l *loader) checkValue(key, value *source.Node, at place) {
	switch key.Value {
	case "properties", "$defs":
		l.checkSchemas(key, value, at)
	case "items":
		l.checkKeywords(value, atDepth)
	case "x-coverage":
		if at == atRoot {
			l.checkForm(key, value, inwards)
		} else {
			l.checkForm(key, value, forwards)
		}
	case "type":
		if !slices.Contains(types, value.Value) {
			l.find(value, "schema-invalid", diag.Msg("schema-type", "type", value.Value, "types", types), nearestHint(value.Value, types))
		}
	case "x-mark":
		if !isMark(value.Value) {
			l.find(value, "schema-invalid", diag.Msg("schema-mark", "mark", value.Value), diag.Message{})
		}
	case "pattern":
		if _, err := regexp.Compile(value.Value); err != nil {
			l.find(value, "schema-invalid", diag.Msg("schema-pattern", "pattern", value.Value), diag.Message{})
		}
	case "minimum", "maximum":
		if f, err := strconv.ParseFloat(value.Value, 64); err != nil || math.IsInf(f, 0) || value.Type != source.Int && value.Type != source.Float || !isDecimal(value.Value) {
			l.wrongShape(value, key)
		}
	case "minLength", "maxLength", "minItems", "maxItems":
		if n, err := strconv.Atoi(value.Value); err != nil || n < 0 || value.Type != source.Int {
			l.wrongShape(value, key)
		}
	case "enum", "required":
		if key.Value == "enum" && len(value.Children) == 0 {
			l.wrongShape(value, key)
		}
		for _, c := range value.Children {
			if c.Type != source.String {
				l.wrongShape(c, key)
			}
		}
	}
}

// isMark tells whether a text can set off a value in a sentence: one sign that neither begins a command
// nor stands before words in ordinary writing.
func isMark(s string) bool { return len(s) == 1 && strings.Contains("+#@!&%$*~=^", s) }

// checkSchemas looks into named schemas. Those in $defs may be used at any place below the root.
func (l *loader) checkSchemas(key, value *source.Node, at place) {
	if value.Kind != source.Mapping {
		l.wrongShape(value, key)
		return
	}
	inner := atDepth
	if at == atRoot {
		inner = atProperty
	}
	for name, property := range value.Entries() {
		if key.Value == "properties" && !fieldName.MatchString(name.Value) {
			l.find(name, "schema-invalid", diag.Msg("schema-field-name", "field", name.Value), diag.Message{})
		}
		if !property.IsNull() {
			l.checkKeywords(property, inner)
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
