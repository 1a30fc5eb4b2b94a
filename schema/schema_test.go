package schema

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

type document = map[string]any

func TestOrderNamesEveryKind(t *testing.T) {
	got := slices.Sorted(maps.Keys(kinds(t)))
	if diff := cmp.Diff(slices.Sorted(slices.Values(Order)), got); diff != "" {
		t.Errorf("kinds (-Order +files):\n%s", diff)
	}
}

func TestCompilesAgainstMetaSchema(t *testing.T) {
	docs := all(t)
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	for path, doc := range docs {
		if err := compiler.AddResource(doc["$id"].(string), doc); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
	}
	for path, doc := range docs {
		if _, err := compiler.Compile(doc["$id"].(string)); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestIDNamesTheFile(t *testing.T) {
	for path, doc := range all(t) {
		want := "https://canevas-systemique.github.io/canvas/schema/" + path
		if doc["$id"] != want {
			t.Errorf("%s: $id is %v, want %s", path, doc["$id"], want)
		}
	}
}

func TestKeywords(t *testing.T) {
	allowed := strings.Fields(`$schema $id $defs $ref title description type properties required
		items enum default pattern minimum maximum minLength maxLength minItems maxItems
		x-kind x-text x-ref x-mark x-coverage x-closed x-agreed`)
	for path, doc := range all(t) {
		if isOutput(path) {
			continue
		}
		walk(doc, path, func(at string, s document) {
			for keyword := range s {
				if keyword == "additionalProperties" && path == "meta/canvas.schema.json" {
					continue // settings may have mappings with any keys, which kinds have not
				}
				if !slices.Contains(allowed, keyword) {
					t.Errorf("%s: keyword %s is outside the subset", at, keyword)
				}
			}
			properties, _ := s["properties"].(document)
			for _, name := range texts(s["required"]) {
				if _, ok := properties[name]; !ok {
					t.Errorf("%s: required %s is not a property", at, name)
				}
			}
			if def, ok := s["default"]; ok && !slices.Contains(s["enum"].([]any), def) {
				t.Errorf("%s: default %v is not in the list", at, def)
			}
		})
	}
}

// TestTexts checks that a person reads either language everywhere: the root,
// every property at every depth, and every value of an enumeration.
func TestTexts(t *testing.T) {
	for path, doc := range all(t) {
		if isOutput(path) {
			continue
		}
		if text(doc, "x-text", "fr", "plural") == "" || text(doc, "x-text", "en", "plural") == "" {
			t.Errorf("%s: no plural", path)
		}
		walk(doc, path, func(at string, s document) {
			if strings.HasSuffix(at, "[]") {
				return
			}
			for _, keys := range [][]string{
				{"title"}, {"description"}, {"x-text", "fr", "title"}, {"x-text", "fr", "description"},
			} {
				if text(s, keys...) == "" {
					t.Errorf("%s: no %s", at, strings.Join(keys, "."))
				}
			}
			enum := slices.Sorted(slices.Values(texts(s["enum"])))
			for _, language := range []string{"en", "fr"} {
				values, _ := dig(s, "x-text", language, "values").(document)
				if diff := cmp.Diff(enum, slices.Sorted(maps.Keys(values))); diff != "" {
					t.Errorf("%s: %s labels of values (-enum +values):\n%s", at, language, diff)
				}
			}
		})
	}
}

// TestFrenchSpaces checks the spaces that French puts before high punctuation
// and inside guillemets: a plain one would let a line break there.
func TestFrenchSpaces(t *testing.T) {
	for path, raw := range files(t) {
		for _, wrong := range []string{" ;", " !", " ?", "« ", " »", " : ", "'"} {
			if i := bytes.Index(raw, []byte(wrong)); i >= 0 {
				t.Errorf("%s: %q in …%s…", path, wrong, raw[max(0, i-20):min(len(raw), i+20)])
			}
		}
	}
}

func TestReferencesNameKinds(t *testing.T) {
	kinds := kinds(t)
	for name, doc := range kinds {
		walk(doc, name, func(at string, s document) {
			for _, kind := range oneOrMany(s["x-ref"]) {
				if kinds[kind] == nil {
					t.Errorf("%s: x-ref names no kind: %s", at, kind)
				}
				if s["type"] != "string" {
					t.Errorf("%s: x-ref is not on a string", at)
				}
			}
		})
	}
}

func TestKind(t *testing.T) {
	words := map[string]string{}
	folders := map[string]string{}
	kinds := kinds(t)
	for name := range kinds {
		words[name] = name
	}
	for name, doc := range kinds {
		for _, alias := range texts(dig(doc, "x-kind", "aliases")) {
			if other, taken := words[alias]; taken {
				t.Errorf("%s: alias %s belongs to %s", name, alias, other)
			}
			words[alias] = name
		}
		folder := text(doc, "x-kind", "folder")
		if other, taken := folders[folder]; taken {
			t.Errorf("%s: folder %s belongs to %s", name, folder, other)
		}
		folders[folder] = name
		properties := doc["properties"].(document)
		for _, property := range oneOrMany(dig(doc, "x-kind", "name")) {
			if dig(properties, property, "type") != "string" {
				t.Errorf("%s: name property %s is not a string", name, property)
			}
		}
		for _, keyword := range []string{"x-closed", "x-agreed"} {
			condition, _ := doc[keyword].(document)
			for property, states := range condition {
				for _, state := range texts(states) {
					if !slices.Contains(texts(dig(properties, property, "enum")), state) {
						t.Errorf("%s: %s: %s cannot be %s", name, keyword, property, state)
					}
				}
			}
		}
		if text(doc, "title") != strings.ToLower(name) {
			t.Errorf("%s: title is %s", name, text(doc, "title"))
		}
		if _, ok := properties["formerly"]; !ok {
			t.Errorf("%s: no formerly", name)
		}
	}
}

func TestCoverage(t *testing.T) {
	kinds := kinds(t)
	seen := map[string]string{}
	check := func(at string, rule document) {
		name := text(rule, "rule")
		if other, taken := seen[name]; taken || name == "" {
			t.Errorf("%s: rule %q is also at %s", at, name, other)
		}
		seen[name] = at
		if severity := text(rule, "severity"); severity != "warning" && severity != "info" {
			t.Errorf("%s: severity %q", at, severity)
		}
		for _, part := range []string{"why", "covered", "gap"} {
			for _, language := range []string{"en", "fr"} {
				if text(rule, part, language) == "" {
					t.Errorf("%s: no %s.%s", at, part, language)
				}
			}
		}
	}
	for name, doc := range kinds {
		walk(doc["properties"], name, func(at string, s document) {
			if rule, ok := s["x-coverage"].(document); ok {
				check(at, rule)
			}
		})
		inward, _ := doc["x-coverage"].([]any)
		for _, rule := range inward {
			rule := rule.(document)
			check(name, rule)
			for _, from := range texts(rule["from"]) {
				kind, field, _ := strings.Cut(from, ".")
				property, _ := dig(kinds[kind], "properties", field).(document)
				if items, ok := property["items"].(document); ok {
					property = items
				}
				if !slices.Contains(oneOrMany(property["x-ref"]), name) {
					t.Errorf("%s: from %s does not refer to it", name, from)
				}
			}
			when, _ := rule["when"].(document)
			for property, states := range when {
				for _, state := range texts(states) {
					if !slices.Contains(texts(dig(doc, "properties", property, "enum")), state) {
						t.Errorf("%s: when: %s cannot be %s", name, property, state)
					}
				}
			}
		}
	}
}

// walk calls visit for every schema below v: the root, each property as
// path.name and the items of each list as path[].
func walk(v any, path string, visit func(at string, s document)) {
	s, ok := v.(document)
	if !ok {
		return
	}
	if _, ok := s["type"].(string); !ok { // a table of properties
		for name, property := range s {
			walk(property, path+"."+name, visit)
		}
		return
	}
	visit(path, s)
	if properties, ok := s["properties"].(document); ok {
		for name, property := range properties {
			walk(property, path+"."+name, visit)
		}
	}
	walk(s["items"], path+"[]", visit)
	if other, ok := s["additionalProperties"].(document); ok {
		walk(other, path+".*", visit)
	}
}

func files(t *testing.T) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for _, fsys := range []fs.FS{Kinds, Meta} {
		err := fs.WalkDir(fsys, ".", func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			files[path], err = fs.ReadFile(fsys, path)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func all(t *testing.T) map[string]document {
	t.Helper()
	docs := map[string]document{}
	for path, raw := range files(t) {
		var doc document
		if err := json.Unmarshal(raw, &doc); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		docs[path] = doc
	}
	return docs
}

// isOutput tells whether a schema describes what the program prints for other programs. Nobody
// fills that in by hand, so it needs no French, and nothing but a validator reads it.
func isOutput(path string) bool {
	return strings.HasPrefix(path, "meta/") && path != "meta/canvas.schema.json"
}

func kinds(t *testing.T) map[string]document {
	t.Helper()
	kinds := map[string]document{}
	for path, doc := range all(t) {
		if name, ok := strings.CutSuffix(path, ".schema.json"); ok && !strings.Contains(name, "/") {
			kinds[name] = doc
		}
	}
	return kinds
}

func dig(v any, keys ...string) any {
	for _, key := range keys {
		object, _ := v.(document)
		v = object[key]
	}
	return v
}

func text(v any, keys ...string) string {
	s, _ := dig(v, keys...).(string)
	return s
}

func texts(v any) []string {
	var list []string
	values, _ := v.([]any)
	for _, value := range values {
		if s, ok := value.(string); ok {
			list = append(list, s)
		}
	}
	return list
}

func oneOrMany(v any) []string {
	if s, ok := v.(string); ok {
		return []string{s}
	}
	return texts(v)
}
