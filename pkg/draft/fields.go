package draft

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// fields turns assignments into the fields of an item or of a record in it, in schema order. Only a
// list may be given more than once.
func (t *try) fields(k *kind.Kind, order []*kind.Field, said []Assignment) (source.Map, error) {
	values := map[string]any{}
	for _, a := range said {
		if k.Field(a.Field.Name) == a.Field {
			t.option = a
		}
		value, err := t.value(k, a)
		if err != nil {
			return nil, err
		}
		if err := put(values, a.Field, value); err != nil {
			return nil, err
		}
	}
	return ordered(order, values), nil
}

func put(values map[string]any, f *kind.Field, value any) error {
	old, again := values[f.Name]
	if list, isList := value.([]any); isList {
		entries, _ := old.([]any)
		value = append(entries, list...)
	} else if again {
		return diag.Fail("set-twice", "field", f.Path)
	}
	values[f.Name] = value
	return nil
}

func ordered(order []*kind.Field, values map[string]any) source.Map {
	var fields source.Map
	for _, f := range order {
		if value, ok := values[f.Name]; ok {
			fields = append(fields, source.Pair{Key: f.Name, Value: value})
		}
	}
	return fields
}

// value turns what was said of a field into what is written: a string, int, float64, json.Number, bool,
// []any or source.Map. References are looked up, so that a name gives the id.
func (t *try) value(k *kind.Kind, a Assignment) (any, error) {
	f := a.Field
	switch f.Type {
	case kind.List:
		return t.list(k, a)
	case kind.Record:
		return t.record(k, f, a.Text)
	}
	if len(f.Refs) > 0 {
		return t.reference(f, a.Text)
	}
	value, err := f.Scalar(f.Canonical(a.Text))
	if err != nil {
		return nil, wrongType(k, f)
	}
	if text := f.Canonical(a.Text); f.Type == kind.Number && json.Valid([]byte(text)) && !strings.ContainsAny(text, "eE") {
		return json.Number(text), nil // 1200.50 stays as it was typed
	}
	return value, nil
}

func wrongType(k *kind.Kind, f *kind.Field) error {
	return diag.Fail("wrong-type-"+string(f.Type), "field", diag.Term{Kind: k.Name, Field: f.Path})
}

func (t *try) list(k *kind.Kind, a Assignment) (any, error) {
	entry := a.Field.Items
	texts := []string{a.Text}
	if len(entry.Refs) > 0 || len(entry.Enum) > 0 {
		texts = strings.Split(a.Text, ",")
	}
	list := []any{}
	for _, text := range texts {
		if strings.TrimSpace(text) == "" {
			continue
		}
		if entry.Type == kind.Record && strings.HasPrefix(strings.TrimSpace(text), "[") {
			root, err := source.ParseJSON([]byte(text))
			if err != nil {
				return nil, t.notRecord(k, entry, text)
			}
			return t.node(k, a.Field, root)
		}
		value, err := t.value(k, Assignment{entry, text})
		if err != nil {
			return nil, err
		}
		list = append(list, value)
	}
	return list, nil
}

// record reads "key=value,key=value" or a JSON object. The same key again adds to its list.
func (t *try) record(k *kind.Kind, f *kind.Field, text string) (any, error) {
	if strings.HasPrefix(strings.TrimSpace(text), "{") {
		root, err := source.ParseJSON([]byte(text))
		if err != nil {
			return nil, t.notRecord(k, f, text)
		}
		return t.node(k, f, root)
	}
	pairs, ok := optionPairs(f, text)
	if !ok {
		return nil, t.notRecord(k, f, text)
	}
	var said []Assignment
	for _, p := range pairs {
		inner, err := fieldNamed(f, p[0])
		if err != nil {
			return nil, err
		}
		if p[1] != "" {
			said = append(said, Assignment{inner, p[1]})
		}
	}
	fields, err := t.fields(k, f.Fields, said)
	if err != nil {
		return nil, err
	}
	return fields, t.complete(k, f, fields)
}

// node reads a value that is given as JSON.
func (t *try) node(k *kind.Kind, f *kind.Field, n *source.Node) (any, error) {
	switch {
	case f.Type == kind.List && n.Kind == source.Sequence:
		list := []any{}
		for _, c := range n.Children {
			value, err := t.node(k, f.Items, c)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		return list, nil
	case f.Type == kind.List && n.Kind == source.Scalar && !n.IsNull():
		value, err := t.node(k, f.Items, n)
		return []any{value}, err
	case f.Type == kind.Record && n.Kind == source.Mapping:
		values := map[string]any{}
		for key, child := range n.Entries() {
			inner, err := fieldNamed(f, key.Value)
			if err != nil {
				return nil, err
			}
			value, err := t.node(k, inner, child)
			if err == nil {
				err = put(values, inner, value)
			}
			if err != nil {
				return nil, err
			}
		}
		fields := ordered(f.Fields, values)
		return fields, t.complete(k, f, fields)
	case f.Type != kind.List && f.Type != kind.Record && n.Kind == source.Scalar && !n.IsNull():
		return t.value(k, Assignment{f, n.Value})
	}
	return nil, wrongType(k, f)
}

// complete refuses a record without what it must have.
func (t *try) complete(k *kind.Kind, f *kind.Field, fields source.Map) error {
	for _, inner := range f.Fields {
		has := slices.ContainsFunc(fields, func(p source.Pair) bool {
			return p.Key == inner.Name && strings.TrimSpace(fmt.Sprint(p.Value)) != ""
		})
		if inner.Required && !has {
			part := diag.Term{Kind: k.Name, Field: inner.Path}
			failure := diag.Fail("record-incomplete", "record", f.Path, "field", inner.Name, "title", part)
			return &Missing{Failure: failure, Field: inner, Option: t.option, Better: better(t.option.Text, inner.Name)}
		}
	}
	return nil
}

// better is the text of a record with a place for what it lacks, or "" for several in one text.
func better(text, name string) string {
	text = strings.TrimSpace(text)
	rest, isJSON := strings.CutPrefix(text, "{")
	switch {
	case strings.HasPrefix(text, "["):
		return ""
	case isJSON && strings.TrimSpace(rest) == "}":
		return name + "=…"
	case isJSON:
		return `{"` + name + `": "…", ` + strings.TrimSpace(rest)
	}
	kept := []string{name + "=…"}
	for _, part := range strings.Split(text, ",") {
		if key, value, _ := strings.Cut(part, "="); strings.TrimSpace(key) != name || strings.TrimSpace(value) != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, ",")
}

// fieldNamed finds a field of a record by its name, or by its title in either language.
func fieldNamed(f *kind.Field, name string) (*kind.Field, error) {
	if inner := Named(f.Fields, name); inner != nil {
		return inner, nil
	}
	failure := diag.Fail("unknown-field", "field", name)
	if near := words.Nearest(name, fieldNames(f)); len(near) > 0 {
		return nil, failure.Hint("did-you-mean", "candidates", near)
	}
	return nil, failure.Hint("allowed-values", "values", fieldNames(f))
}

// Named finds the field that a person means: by its name, or by its title in either language where
// that is the title of no other.
func Named(fields []*kind.Field, name string) *kind.Field {
	var found []*kind.Field
	for _, f := range fields {
		if plain := strings.ReplaceAll(name, "-", "_"); f.Name == plain || f.Name == words.Fold(plain) { // «rôle» is role
			return f
		}
		isTitle := func(title string) bool { return words.Fold(title) == words.Fold(name) }
		if slices.ContainsFunc(f.Labels.Title.Both(), isTitle) {
			found = append(found, f)
		}
	}
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

func (t *try) notRecord(k *kind.Kind, f *kind.Field, text string) error {
	names := fieldNames(f)
	example := make([]string, 0, len(names))
	for _, name := range names {
		example = append(example, name+"=…")
	}
	return diag.Fail("not-a-record", "text", text, "field", diag.Term{Kind: k.Name, Field: f.Path}).
		Hint("not-a-record-hint", "example", strings.Join(example, ","))
}

func fieldNames(f *kind.Field) []string {
	var names []string
	for _, inner := range f.Fields {
		names = append(names, inner.Name)
	}
	return names
}

// optionPairs splits "measure=a, b,target=5 %" before each word that an equals sign follows.
func optionPairs(f *kind.Field, text string) ([][2]string, bool) {
	var pairs [][2]string
	for _, part := range strings.Split(text, ",") {
		key, value, ok := strings.Cut(part, "=")
		key = strings.TrimSpace(key)
		isKey := words.ValidID(strings.ReplaceAll(key, "_", "-")) || Named(f.Fields, key) != nil
		switch {
		case ok && isKey:
			pairs = append(pairs, [2]string{key, strings.TrimSpace(value)})
		case len(pairs) == 0:
			return nil, false
		default:
			pairs[len(pairs)-1][1] += "," + part
		}
	}
	return pairs, true
}
