package schema

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestOutputIsWhole compiles each schema of an output as it is printed, with nothing else at hand.
func TestOutputIsWhole(t *testing.T) {
	for path := range outputs(t) {
		name := strings.TrimSuffix(strings.TrimPrefix(path, "meta/"), ".schema.json")
		data, ok := Output(name)
		if ok == (name == shared) {
			t.Errorf("%s: printed: %v", name, ok)
		}
		if !ok {
			continue
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, data)
		}
		compiler := jsonschema.NewCompiler()
		if err := compiler.AddResource(name, doc); err != nil {
			t.Fatal(err)
		}
		if _, err := compiler.Compile(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, ok := Output("canvas"); ok {
		t.Error("canvas.yaml is no output")
	}
}

// TestKeysSayTheSameEverywhere: in what programs read, a key has one type in all outputs; only words that say nothing
// alone may differ.
func TestKeysSayTheSameEverywhere(t *testing.T) {
	relative := []string{"from", "to", "before", "after", "start", "end"}
	types, where := map[string]string{}, map[string]string{}
	docs := outputs(t)
	for path, doc := range docs {
		properties(doc, func(name string, property document) {
			if !regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`).MatchString(name) {
				t.Errorf("%s: %s", path, name)
			}
			kind := typeOf(property, doc, docs["meta/shared.schema.json"])
			if other, seen := types[name]; seen && other != kind && !slices.Contains(relative, name) {
				t.Errorf("%s is %s in %s, and %s in %s", name, kind, path, other, where[name])
			}
			types[name], where[name] = kind, path
		})
	}
}

func outputs(t *testing.T) map[string]document {
	t.Helper()
	docs := all(t)
	for path := range docs {
		if !isOutput(path) {
			delete(docs, path)
		}
	}
	return docs
}

// properties visits every property at any depth of a schema.
func properties(v any, visit func(name string, property document)) {
	switch v := v.(type) {
	case []any:
		for _, each := range v {
			properties(each, visit)
		}
	case document:
		named, _ := v["properties"].(document)
		for name, property := range named {
			visit(name, property.(document))
		}
		for _, each := range v {
			properties(each, visit)
		}
	}
}

// typeOf is the JSON type of a property: of a list with that of its entries, of what may be null without that.
func typeOf(s, doc, common document) string {
	if ref, ok := s["$ref"].(string); ok {
		file, name, _ := strings.Cut(ref, "#/$defs/")
		if file != "" {
			doc = common
		}
		return typeOf(dig(doc, "$defs", name).(document), doc, common)
	}
	if either, ok := s["anyOf"].([]any); ok {
		return typeOf(either[len(either)-1].(document), doc, common)
	}
	if several, ok := s["type"].([]any); ok {
		return several[0].(string)
	}
	kind, _ := s["type"].(string)
	switch {
	case kind == "array":
		return "array of " + typeOf(s["items"].(document), doc, common)
	case s["enum"] != nil:
		return "string"
	case s["const"] != nil:
		return "integer"
	}
	return kind
}

func TestOutputKeepsTheOrderOfTheFile(t *testing.T) {
	data, _ := Output("list")
	file, err := Meta.ReadFile("meta/list.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if !json.Valid(data) || !bytes.HasPrefix(data, bytes.TrimSuffix(file, []byte("\n}\n"))) {
		t.Errorf("%s", data)
	}
}
