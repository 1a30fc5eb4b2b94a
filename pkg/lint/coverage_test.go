package lint_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/lint"
	"github.com/canevas-systemique/canvas/pkg/source"
)

// Every coverage rule of the schemas finds an item that says no more than it must, and is content
// once the item has what the rule asks, be it a field or somebody who points at it.
func TestCoverageRules(t *testing.T) {
	kinds := builtin(t)
	for _, rule := range lint.Rules(kinds) {
		if rule.Coverage == nil {
			continue
		}
		t.Run(rule.Name, func(t *testing.T) {
			m := maker{kinds, fstest.MapFS{}}
			values := m.least(rule.Coverage.Kind)
			for _, c := range rule.Coverage.When {
				values = set(values, c.Field, c.Values[0])
			}
			m.write(rule.Coverage.Kind, "it", values)
			gap := func(f diag.Finding) bool {
				return f.Rule == rule.Name && f.Severity == rule.Severity && strings.HasSuffix(f.Path, "/it.yaml")
			}
			if !slices.ContainsFunc(run(t, m.fsys), gap) {
				t.Fatal("no gap is found")
			}
			if f := rule.Coverage.Field; f != nil {
				m.write(rule.Coverage.Kind, "it", set(values, f.Name, m.value(f)))
			} else {
				m.pointAt(rule.Coverage.From[0], "it")
			}
			if slices.ContainsFunc(run(t, m.fsys), gap) {
				t.Error("the gap is filled, and still found")
			}
			for _, f := range run(t, m.fsys) {
				if f.Severity == diag.Error {
					t.Error(describe(f))
				}
			}
		})
	}
}

func TestGapsAreSaidInWords(t *testing.T) {
	kinds := builtin(t)
	findings := run(t, archive("-- stakes/retenir.yaml --\ntitle: Retenir nos adhérents\n"))
	for language, want := range map[string]string{
		"en": "“Retenir nos adhérents” is served by no need: canvas set need/… stakes+=retenir",
		"fr": "« Retenir nos adhérents » n’est servi par aucun besoin: canvas set need/… stakes+=retenir",
	} {
		say := lang.New(language, kinds)
		i := slices.IndexFunc(findings, func(f diag.Finding) bool { return f.Rule == "stake-without-need" })
		got := say.Message(findings[i].Message) + ": " + say.Message(findings[i].Hint)
		if strings.ReplaceAll(got, "\u00a0", " ") != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// What should refer to an item is told as it is typed: one more in a list, the only one of a field.
func TestHowToReferToIt(t *testing.T) {
	findings := run(t, archive(`
-- schema/place.schema.json --
{"title": "place", "type": "object", "x-kind": {"folder": "places", "name": "title"},
 "x-coverage": [{"rule": "place-without-seat", "from": ["seat.rows.place"]}],
 "properties": {"title": {"type": "string"}, "size": {"type": "integer", "x-coverage": {"rule": "place-without-size"}}}}
-- schema/seat.schema.json --
{"title": "seat", "type": "object", "x-kind": {"folder": "seats", "name": "title"},
 "properties": {"title": {"type": "string"}, "rows": {"type": "array", "items": {"type": "object", "properties": {"place": {"type": "string", "x-ref": "place"}}}}}}
-- places/hall.yaml --
title: Hall
-- roles/desk.yaml --
name: Desk
scope: external
`))
	got, said := map[string]string{}, map[string]string{}
	for _, f := range findings {
		got[f.Rule] = lang.New("en", builtin(t)).Message(f.Hint)
		said[f.Rule] = f.Message.String()
	}
	for rule, want := range map[string]string{
		"role-without-need":  "canvas set need/… role=desk",
		"place-without-seat": "name hall under “rows.place:” in a file of seats/",
	} {
		if got[rule] != want {
			t.Errorf("%s: %q, want %q", rule, got[rule], want)
		}
	}
	for rule, want := range map[string]string{ // of which the team says nothing more
		"place-without-seat": "lint-gap-unsaid name=Hall gap=gap-inward",
		"place-without-size": "lint-gap-unsaid name=Hall gap=gap-of-field field=place.size",
	} {
		if said[rule] != want {
			t.Errorf("%s: %q, want %q", rule, said[rule], want)
		}
	}
}

// maker writes items that say no more than they must.
type maker struct {
	kinds *kind.Set
	fsys  fstest.MapFS
}

func (m maker) write(k *kind.Kind, id string, values source.Map) {
	m.fsys[k.Folder+"/"+id+".yaml"] = &fstest.MapFile{Data: source.Encode(values)}
}

func (m maker) least(k *kind.Kind) source.Map { return m.required(k.Fields()) }

func (m maker) required(fields []*kind.Field) (values source.Map) {
	for _, f := range fields {
		if f.Required {
			values = append(values, source.Pair{Key: f.Name, Value: m.value(f)})
		}
	}
	return values
}

// value is some value of a field; an item that it refers to is made.
func (m maker) value(f *kind.Field) any {
	switch {
	case f.Type == kind.List:
		return []any{m.value(f.Items)}
	case f.Type == kind.Record:
		return m.required(f.Fields)
	case len(f.Refs) > 0:
		k := m.kinds.Named(f.Refs[0])
		m.write(k, "other", m.least(k))
		if len(f.Refs) > 1 {
			return k.Name + "/other"
		}
		return "other"
	case len(f.Enum) > 0:
		return f.Enum[0]
	case f.Type == kind.Text && f.Name == "date":
		return "2026-03-12"
	case f.Type == kind.Text:
		return "some words"
	case f.Type == kind.Boolean:
		return true
	}
	return 1
}

// pointAt makes an item that refers to the one with the id.
func (m maker) pointAt(from kind.Slot, id string) {
	k := m.kinds.Named(from.Kind)
	values := m.least(k)
	name, inner, nested := strings.Cut(from.Path, ".")
	f := k.Field(name)
	var value any = id
	if nested {
		value = set(m.required(f.Entry().Fields), inner, id)
	}
	if f.Type == kind.List {
		value = []any{value}
	}
	m.write(k, "pointing", set(values, name, value))
}

func set(values source.Map, name string, value any) source.Map {
	values = slices.DeleteFunc(slices.Clone(values), func(p source.Pair) bool { return p.Key == name })
	return append(values, source.Pair{Key: name, Value: value})
}
