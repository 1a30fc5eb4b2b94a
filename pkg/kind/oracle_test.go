package kind_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/schema"
)

// teams are the kinds in force that the oracle is asked about: the built-in ones, and what teams
// make of them.
var teams = map[string]map[string]string{
	"built in":      nil,
	"a kind and it": {"risk.schema.yaml": risk, "need.schema.json": needWithRisks},
	"every keyword": {"need.schema.yaml": everyKeyword},
	"numbers as YAML writes them": {"need.schema.yaml": `
title: 2026
properties:
  a: {type: number, minimum: +.5, maximum: 1.5e3, default: +1}
  b: {type: integer, minimum: 010, title: true, description: ~}
  c: {type: string, minLength: +2, maxLength: 007, default: 12, pattern: 2}
`},
	"untyped": {"need.schema.yaml": "properties: {a: {}, b: {properties: {c: {items: {}}}}, d: {type: array}, e: {type: object}, status: {type: boolean}, tags: {type: object}}\nrequired: [b]\n"},
}

const everyKeyword = `
$defs:
  money:
    type: object
    title: sum
    properties:
      amount: {type: number, minimum: 0, maximum: 1000.5}
      currency: {type: string, pattern: '^[A-Z]{3}$', default: EUR}
      notes: {type: array, items: {type: string, minLength: 2, maxLength: 4}, minItems: 1, maxItems: 3}
    required: [amount]
properties:
  cost: {$ref: '#/$defs/money', required: [currency]}
  costs: {type: array, items: {$ref: '#/$defs/money', properties: {amount: {maximum: 10}}}, maxItems: 2}
  grid: {type: array, items: {type: array, items: {type: integer, minimum: -1}}}
  sure: {type: boolean, default: true}
  code: {type: string, minLength: 3, maxLength: 5}
  size: {type: string, enum: [s, m, l]}
required: [sure]
`

// compile reads a schema as the library does, refusing whatever it would fetch.
func compile(tb testing.TB, text []byte) *jsonschema.Schema {
	tb.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		tb.Fatalf("%v\n%s", err, text)
	}
	c := jsonschema.NewCompiler()
	c.UseLoader(jsonschema.SchemeURLLoader{})
	if err := c.AddResource("mem:kind.json", doc); err != nil {
		tb.Fatalf("%v\n%s", err, text)
	}
	compiled, err := c.Compile("mem:kind.json")
	if err != nil {
		tb.Fatalf("%v\n%s", err, text)
	}
	return compiled
}

// TestSchemaIsJSONSchema compiles what `canvas schema` prints and what editors get.
func TestSchemaIsJSONSchema(t *testing.T) {
	for name, files := range teams {
		set, findings := load(t, files)
		if len(findings) > 0 {
			t.Errorf("%s: %v", name, findings)
		}
		for _, k := range set.All() {
			compile(t, k.Schema())
			compile(t, k.EditorSchema("fr"))
		}
	}
	compile(t, settings(t).Schema())
}

// TestOracle writes many items, right and wrong, and asks the library whether there is an error in
// each. Where the two differ on purpose is said at plain and at oddities.
func TestOracle(t *testing.T) {
	for name, files := range teams {
		t.Run(name, func(t *testing.T) {
			set, _ := load(t, files)
			for _, k := range set.All() {
				if files != nil && k.File == "" {
					continue
				}
				checkAgreement(t, k)
			}
		})
	}
	t.Run("canvas.yaml", func(t *testing.T) { checkAgreement(t, settings(t)) })
}

func checkAgreement(t *testing.T, k *kind.Kind) {
	t.Helper()
	const items = 600
	oracles := []*jsonschema.Schema{compile(t, k.Schema()), compile(t, k.EditorSchema("fr"))}
	w := writer{rand: rand.New(rand.NewPCG(2026, 11))}
	right := 0
	for range items {
		text := w.item(k)
		f, findings := source.Parse("item.yaml", []byte(text))
		if len(findings) > 0 {
			t.Fatalf("%v\n%s", findings, text)
		}
		_, findings = k.Read(f)
		got := slices.ContainsFunc(findings, func(f diag.Finding) bool { return f.Severity == diag.Error })
		for _, oracle := range oracles {
			if err := oracle.Validate(plain(f.Root, recordOf(k))); got != (err != nil) {
				t.Fatalf("%s: we say %v, the library says %v\n%s", k.Name, findings, err, text)
			}
		}
		if !got {
			right++
		}
	}
	if right < items/20 || right > items*19/20 {
		t.Errorf("%s: %d of %d items are right", k.Name, right, items)
	}
}

// settings is what canvas.yaml may say.
func settings(tb testing.TB) *kind.Kind {
	tb.Helper()
	data, err := schema.Meta.ReadFile("meta/canvas.schema.json")
	if err != nil {
		tb.Fatal(err)
	}
	k, err := kind.Settings("canvas", data)
	if err != nil {
		tb.Fatal(err)
	}
	return k
}

// recordOf makes one field of a kind, for walking down with its items.
func recordOf(k *kind.Kind) *kind.Field {
	return &kind.Field{Type: kind.Record, Fields: k.Fields()}
}

func fieldOf(f *kind.Field, name string) *kind.Field {
	if f == nil {
		return nil
	}
	i := slices.IndexFunc(f.Fields, func(f *kind.Field) bool { return f.Name == name })
	if i < 0 {
		return f.Any
	}
	return f.Fields[i]
}

// plain is what JSON would say of an item, with two liberties that an item has: a field that is empty
// is absent, and what is written under a text field is text, whatever it looks like.
func plain(n *source.Node, f *kind.Field) any {
	switch {
	case n == nil || n.Kind == source.Mapping:
		m := map[string]any{}
		for key, value := range n.Entries() {
			inner := fieldOf(f, key.Value)
			if inner == nil || !value.IsNull() {
				m[key.Value] = plain(value, inner)
			}
		}
		return m
	case n.Kind == source.Sequence:
		list := []any{}
		for _, c := range n.Children {
			var entry *kind.Field
			if f != nil {
				entry = f.Items
			}
			list = append(list, plain(c, entry))
		}
		return list
	case !n.Plain, f != nil && f.Type == kind.Text:
		return n.Value
	case n.Type == source.Bool:
		return n.Value == "true"
	case n.Type == source.Int, n.Type == source.Float:
		return json.Number(n.Value)
	case n.Type == source.Null:
		return nil
	}
	return n.Value
}

// writer writes items in flow style. About half of them have nothing wrong.
type writer struct {
	rand  *rand.Rand
	clean bool
}

func (w *writer) item(k *kind.Kind) string {
	w.clean = w.rand.IntN(2) == 0
	f := recordOf(k)
	if !w.clean && w.rand.IntN(40) == 0 {
		return "{}\n"
	}
	return w.record(f) + "\n"
}

func (w *writer) one(of ...string) string { return of[w.rand.IntN(len(of))] }

// wrong tells whether to write something odd here: seldom, so that an item has one fault or two.
func (w *writer) wrong() bool { return !w.clean && w.rand.IntN(12) == 0 }

// oddities are values for a place where another was expected. Not among them is what only YAML takes
// for a number or a boolean (0x1F, 0o17, .inf, True) and the whole number 1.0: these are refused on
// purpose, since other readers take them for something else; nor a day that the calendar has not (see TestDates).
var oddities = []string{
	"''", "' '", "text", "'1'", "'true'", "1", "0", "-1", "7", "11", "1.5", "-0.5", "1e3", "99999999999999999999", "true", "false",
	"[]", "[a]", "[1, 2]", "[[]]", "{}", "{a: b}", "2026-11-20", "'2026-11-20'", "null", "EUR", "é", "ééé", "abcdef", "A-b", "s",
}

func (w *writer) value(f *kind.Field) string {
	if w.wrong() {
		odd := w.one(oddities...)
		if odd == "1e3" && f.Type == kind.Integer {
			odd = "1.5" // 1e3 is a whole number to JSON, like 1.0
		}
		return odd
	}
	switch f.Type {
	case kind.Record:
		return w.record(f)
	case kind.List:
		entries := make([]string, w.rand.IntN(4))
		for i := range entries {
			for entries[i] = "null"; entries[i] == "null"; { // an empty entry is a warning of its own
				entries[i] = w.value(f.Items)
			}
		}
		return "[" + strings.Join(entries, ", ") + "]"
	case kind.Integer:
		return strconv.Itoa(w.rand.IntN(12))
	case kind.Number:
		return w.one("1", "0", "2.5", "3e1", "1000.5")
	case kind.Boolean:
		return w.one("true", "false")
	}
	if len(f.Enum) > 0 {
		return strconv.Quote(w.one(f.Enum...))
	}
	return w.one("abc", "abcd", "'2026-11-20'", "a-b", "EUR", "12", "x@example.org", "https://example.org")
}

func (w *writer) record(f *kind.Field) string {
	var entries []string
	for _, inner := range f.Fields {
		if inner.Required && !w.wrong() || !inner.Required && w.rand.IntN(3) == 0 {
			entries = append(entries, inner.Name+": "+w.value(inner))
		}
	}
	if w.wrong() {
		entries = append(entries, fmt.Sprintf("unknown: %s", w.one(oddities...)))
	}
	w.rand.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })
	return "{" + strings.Join(entries, ", ") + "}"
}
