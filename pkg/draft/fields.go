package draft

import (
	"encoding/json"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// fields turns assignments into the fields of an item or of a record in it, in schema order.
func (t *try) fields(k *kind.Kind, order []*kind.Field, said []Assignment) (source.Map, error) {
	values := map[string]any{}
	for _, a := range said {
		value, err := t.value(k, a)
		if err != nil {
			return nil, err
		}
		if list, ok := value.([]any); ok {
			old, _ := values[a.Field.Name].([]any)
			value = append(old, list...)
		}
		values[a.Field.Name] = value
	}
	var fields source.Map
	for _, f := range order {
		if value, ok := values[f.Name]; ok {
			fields = append(fields, source.Pair{Key: f.Name, Value: value})
		}
	}
	return fields, nil
}

// value turns what was said of a field into what is written: a string, int, float64, bool, []any or
// source.Map. References are looked up, so that a name gives the id.
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
		return nil, diag.Fail("wrong-type-"+string(f.Type), "field", diag.Term{Kind: k.Name, Field: f.Path})
	}
	return value, nil
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
			records, err := t.records(k, entry, text)
			if err != nil {
				return nil, err
			}
			list = append(list, records...)
			continue
		}
		value, err := t.value(k, Assignment{entry, text})
		if err != nil {
			return nil, err
		}
		list = append(list, value)
	}
	return list, nil
}

// records reads a JSON list of records.
func (t *try) records(k *kind.Kind, f *kind.Field, text string) ([]any, error) {
	var raw []json.RawMessage
	if err := json.Unmarshal([]byte(text), &raw); err != nil {
		return nil, t.notRecord(k, f, text)
	}
	var list []any
	for _, r := range raw {
		value, err := t.record(k, f, string(r))
		if err != nil {
			return nil, err
		}
		list = append(list, value)
	}
	return list, nil
}

// record reads "key=value,key=value" or a JSON object. The same key again adds to its list.
func (t *try) record(k *kind.Kind, f *kind.Field, text string) (any, error) {
	pairs, ok := jsonPairs(text)
	if !ok {
		pairs, ok = optionPairs(text)
	}
	if !ok {
		return nil, t.notRecord(k, f, text)
	}
	var said []Assignment
	for _, p := range pairs {
		inner := f.Field(p[0])
		if inner == nil {
			failure := diag.Fail("unknown-field", "field", p[0])
			if near := words.Nearest(p[0], fieldNames(f)); len(near) > 0 {
				return nil, failure.Hint("did-you-mean", "candidates", near)
			}
			return nil, failure.Hint("allowed-values", "values", fieldNames(f))
		}
		said = append(said, Assignment{inner, p[1]})
	}
	return t.fields(k, f.Fields, said)
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
func optionPairs(text string) ([][2]string, bool) {
	var pairs [][2]string
	for _, part := range strings.Split(text, ",") {
		key, value, ok := strings.Cut(part, "=")
		key = strings.TrimSpace(key)
		switch {
		case ok && words.ValidID(strings.ReplaceAll(key, "_", "-")):
			pairs = append(pairs, [2]string{key, strings.TrimSpace(value)})
		case len(pairs) == 0:
			return nil, false
		default:
			pairs[len(pairs)-1][1] += "," + part
		}
	}
	return pairs, true
}

// jsonPairs reads a JSON object; entries of a list become pairs with the same key.
func jsonPairs(text string) ([][2]string, bool) {
	if !strings.HasPrefix(strings.TrimSpace(text), "{") {
		return nil, false
	}
	root, err := source.ParseJSON([]byte(text))
	if err != nil {
		return nil, false
	}
	var pairs [][2]string
	for key, value := range root.Entries() {
		if value.Kind == source.Scalar {
			pairs = append(pairs, [2]string{key.Value, value.Value})
			continue
		}
		for _, c := range value.Children {
			if c.Kind != source.Scalar {
				return nil, false
			}
			pairs = append(pairs, [2]string{key.Value, c.Value})
		}
	}
	return pairs, true
}
