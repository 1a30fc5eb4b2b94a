package kind_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/schema"
)

// load reads the built-in kinds with a team's schemas, given as the files of its folder schema.
func load(tb testing.TB, files map[string]string) (*kind.Set, []string) {
	tb.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys["schema/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	set, findings, err := kind.Load(schema.Kinds, schema.Order, fsys)
	if err != nil {
		tb.Fatal(err)
	}
	var said []string
	for _, f := range findings {
		r := f.Range
		line := fmt.Sprintf("%s:%d:%d-%d:%d %s %s", strings.TrimPrefix(f.Path, "schema/"), r.Start.Line, r.Start.Column, r.End.Line, r.End.Column, f.Rule, f.Message)
		if !f.Hint.IsZero() {
			line += " | " + f.Hint.String()
		}
		said = append(said, line)
	}
	return set, said
}

const risk = `title: risk
x-text: {fr: {title: risque, plural: risques}, en: {plural: risks}}
x-kind:
  folder: risks
  name: title
  aliases: [danger]
x-coverage:
  - rule: risk-without-need
    from: [need.risks]
    severity: info
    gap: {en: no need answers it, fr: aucun besoin n’y répond}
type: object
properties:
  title: {type: string, minLength: 1}
  likelihood: {type: string, enum: [low, high], default: low}
  stake:
    type: string
    x-ref: stake
    x-coverage: {rule: risk-without-stake, severity: warning}
required: [title]
`

const needWithRisks = `{
  "properties": {
    "risks": {"type": "array", "items": {"type": "string", "x-ref": "risk"}, "title": "risks"},
    "cost": {"type": "number", "minimum": 0}
  },
  "required": ["cost"],
  "title": "wish",
  "x-text": {"fr": {"title": "souhait", "plural": "souhaits"}}
}`

func TestTeamKind(t *testing.T) {
	set, findings := load(t, map[string]string{"risk.schema.yaml": risk, "need.schema.json": needWithRisks})
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	k := set.Named("risk")
	if k == nil || set.All()[len(schema.Order)] != k {
		t.Fatal("risk does not follow the built-in kinds")
	}
	type facts struct {
		Folder, File, Title, Default string
		Team                         bool
		Named, Fields, Rules, Slots  []string
	}
	describe := func(k *kind.Kind) facts {
		f := facts{Folder: k.Folder, File: k.File, Title: k.Labels.Title.In("fr"), Team: k.Team, Named: k.Named}
		for _, field := range k.Fields() {
			f.Fields = append(f.Fields, field.Name)
		}
		for _, r := range k.Rules {
			f.Rules = append(f.Rules, r.Name+" "+r.Address())
		}
		for _, s := range k.Slots() {
			f.Slots = append(f.Slots, s.Path)
		}
		return f
	}
	want := facts{
		Folder: "risks", File: "schema/risk.schema.yaml", Title: "risque", Team: true,
		Named: []string{"title"}, Fields: []string{"title", "likelihood", "stake", "formerly"},
		Rules: []string{"risk-without-stake risk.stake", "risk-without-need risk<need"}, Slots: []string{"stake"},
	}
	if diff := cmp.Diff(want, describe(k)); diff != "" {
		t.Errorf("risk (-want +got):\n%s", diff)
	}
	for _, word := range []string{"risk", "Risques", "danger", "risks"} {
		if set.ByWord(word) != k {
			t.Errorf("%s is not risk", word)
		}
	}
	need := describe(set.Named("need"))
	builtin := describe(builtin(t).Named("need"))
	if need.File != "schema/need.schema.json" || need.Team || need.Title != "souhait" {
		t.Errorf("need: %+v", need)
	}
	if diff := cmp.Diff(append(builtin.Fields, "risks", "cost"), need.Fields); diff != "" {
		t.Errorf("the team's fields do not follow the built-in ones (-want +got):\n%s", diff)
	}
	for _, word := range []string{"need", "besoin", "souhaits", "wish"} {
		if set.ByWord(word) != set.Named("need") {
			t.Errorf("%s is not need", word)
		}
	}
	for field, required := range map[string]bool{"role": true, "want": true, "cost": true, "benefit": false} {
		if got := set.Named("need").Field(field).Required; got != required {
			t.Errorf("need.%s required: %v", field, got)
		}
	}
}

// TestTeamFaults names what is refused and where. The built-in kinds are all there afterwards.
// A kind of which a team says only what it must can be named all the same.
func TestTeamKindWithoutTexts(t *testing.T) {
	set, findings := load(t, map[string]string{"foo-bar.schema.yaml": `
x-kind: {folder: foos, name: full_name}
x-coverage: [{rule: foo-without-need, from: [need.foos]}]
properties: {full_name: {type: string}, seen: {type: boolean, x-coverage: {rule: foo-without-seen}}}
`, "need.schema.yaml": "properties: {foos: {type: array, items: {type: string, x-ref: foo-bar}}}"})
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	term := diag.Term{Kind: "foo-bar"}
	many, described := term, term
	many.Many, described.Described = true, true
	name := diag.Term{Kind: "foo-bar", Field: "full_name"}
	what := name
	what.Described = true
	gap := diag.Term{Kind: "foo-bar", Rule: "foo-without-seen"}
	for _, language := range []string{"en", "fr"} {
		for term, want := range map[diag.Term]string{term: "foo-bar", many: "foo-bar", described: "foo-bar", name: "full name", what: "full name", gap: ""} {
			if got := set.Say(term, language); got != want {
				t.Errorf("%v in %s: %q, want %q", term, language, got, want)
			}
		}
	}
}

func TestTeamFaults(t *testing.T) {
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{
			"a required field is removed", map[string]string{"need.schema.json": `{"properties": {"want": null}}`},
			[]string{`need.schema.json:1:17-1:23 schema-required schema-removes-required field=want | schema-required-hint`},
		},
		{
			"all fields are removed", map[string]string{"need.schema.yaml": "properties:\n"},
			[]string{`need.schema.yaml:1:1-1:11 schema-required schema-removes-required field=role | schema-required-hint`},
		},
		{
			"a field that names items is removed", map[string]string{"interview.schema.yaml": "properties:\n  topic: null\n"},
			[]string{`interview.schema.yaml:2:3-2:8 schema-required schema-removes-required field=topic | schema-required-hint`},
		},
		{
			"a required field is retyped", map[string]string{"need.schema.yaml": "properties:\n  want: {type: integer}\n"},
			[]string{`need.schema.yaml:2:16-2:23 schema-required schema-retypes-required field=want type=string | schema-required-hint`},
		},
		{
			"a required field of a record is removed", map[string]string{"stake.schema.yaml": "properties: {criteria: {items: {properties: {measure: null}}}}\n"},
			[]string{`stake.schema.yaml:1:46-1:53 schema-required schema-removes-required field=measure | schema-required-hint`},
		},
		{
			"the record itself becomes a list", map[string]string{"need.schema.yaml": "type: array\n"},
			[]string{
				`need.schema.yaml:1:1-1:1 schema-invalid schema-not-an-object`,
			},
		},
		{
			"a folder is taken", map[string]string{"risk.schema.yaml": "x-kind: {folder: needs, name: title}\nproperties: {title: {type: string}}\n"},
			[]string{`risk.schema.yaml:1:18-1:23 schema-conflict schema-word-taken word=needs kind=need`},
		},
		{
			"an alias is taken, in another case and without accents", map[string]string{"risk.schema.yaml": "x-kind: {folder: risks, name: title, aliases: [danger, ROLE]}\nproperties: {title: {type: string}}\n"},
			[]string{`risk.schema.yaml:1:56-1:60 schema-conflict schema-word-taken word=ROLE kind=role`},
		},
		{
			"a built-in kind takes the word of a later one", map[string]string{"stake.schema.yaml": "x-text: {fr: {title: besoin}}\n"},
			[]string{`stake.schema.yaml:1:22-1:28 schema-conflict schema-word-taken word=besoin kind=need`},
		},
		{
			"two kinds of the team want one folder", map[string]string{
				"a.schema.yaml": "x-kind: {folder: things, name: t}\nproperties: {t: {type: string}}\n",
				"b.schema.yaml": "x-kind: {folder: things, name: t}\nproperties: {t: {type: string}}\n",
			},
			[]string{`b.schema.yaml:1:18-1:24 schema-conflict schema-word-taken word=things kind=a`},
		},
		{
			"two files for one kind", map[string]string{"need.schema.json": `{}`, "need.schema.yaml": "title: wish\n"},
			[]string{`need.schema.yaml:1:1-1:1 schema-conflict schema-two-files kind=need other=schema/need.schema.json | schema-two-files-hint`},
		},
		{
			"an unknown keyword", map[string]string{"need.schema.json": "{\n  \"properties\": {\n    \"cost\": {\"type\": \"number\", \"minimun\": 0}\n  }\n}\n"},
			[]string{`need.schema.json:3:32-3:41 schema-keyword schema-keyword keyword=minimun | did-you-mean candidates=[minimum]`},
		},
		{
			"a keyword of JSON Schema that is not used here", map[string]string{"need.schema.yaml": "allOf: []\n"},
			[]string{`need.schema.yaml:1:1-1:6 schema-keyword schema-keyword keyword=allOf`},
		},
		{
			"an unknown key of x-kind", map[string]string{"risk.schema.yaml": "x-kind:\n  foldr: risks\n  name: title\nproperties: {title: {type: string}}\n"},
			[]string{`risk.schema.yaml:2:3-2:8 schema-keyword schema-keyword keyword=foldr | did-you-mean candidates=[folder]`},
		},
		{
			"keywords that mean nothing for a list", map[string]string{"need.schema.yaml": "properties:\n  risks: {type: array, x-ref: stake, minimum: 3}\n"},
			[]string{
				`need.schema.yaml:2:24-2:29 schema-invalid schema-not-for-type keyword=x-ref type=array | schema-on-items-hint keyword=x-ref`,
				`need.schema.yaml:2:38-2:45 schema-invalid schema-not-for-type keyword=minimum type=array`,
			},
		},
		{
			"a reference to a kind that nobody declares", map[string]string{"need.schema.yaml": "properties:\n  risks: {type: array, items: {type: string, x-ref: [stake, rol]}}\n"},
			[]string{`need.schema.yaml:2:61-2:64 schema-invalid schema-unknown-kind kind=rol | did-you-mean candidates=[role]`},
		},
		{
			"a reference to a kind that is faulty says nothing more", map[string]string{
				"need.schema.yaml": "properties:\n  risks: {type: array, items: {type: string, x-ref: risk}}\n",
				"risk.schema.yaml": "properties: {title: {type: string}}\n",
			},
			[]string{`risk.schema.yaml:1:1-1:1 schema-invalid schema-no-x-kind | schema-no-x-kind-hint kind=risk`},
		},
		{
			"rules", map[string]string{"need.schema.yaml": "properties:\n  cost: {type: number, x-coverage: {rule: need-without-stake}}\n  date: {type: string, x-coverage: {rule: No Name, severity: grave}}\nx-closed: {statut: [rejected], status: [wrong]}\n"},
			[]string{
				`need.schema.yaml:4:12-4:18 schema-invalid schema-condition field=statut`,
				`need.schema.yaml:4:32-4:38 schema-invalid schema-condition-value field=status value=wrong`,
			},
		},
		{
			"rules, once the kind is right", map[string]string{"need.schema.yaml": "properties:\n  cost: {type: number, x-coverage: {rule: need-without-stake}}\n  date: {type: string, x-coverage: {rule: No Name, severity: grave}}\n"},
			[]string{
				`need.schema.yaml:2:43-2:61 schema-conflict schema-rule-taken name=need-without-stake address=need.stakes`,
				`need.schema.yaml:3:43-3:50 schema-invalid schema-rule-name name=No Name`,
				`need.schema.yaml:3:62-3:67 schema-invalid schema-severity severity=grave`,
			},
		},
		{
			"a rule from a field that does not refer to the kind", map[string]string{"risk.schema.yaml": "x-kind: {folder: risks, name: title}\nproperties: {title: {type: string}}\nx-coverage:\n  - rule: risk-alone\n    from: [need.stakes]\n"},
			[]string{`risk.schema.yaml:5:11-5:24 schema-invalid schema-from from=need.stakes kind=risk`},
		},
		{
			"coverage at depth", map[string]string{"need.schema.yaml": "properties:\n  cost: {type: object, properties: {sum: {type: number, x-coverage: {rule: a-b}}}}\n"},
			[]string{`need.schema.yaml:2:57-2:67 schema-keyword schema-keyword keyword=x-coverage`},
		},
		{
			"defaults", map[string]string{"need.schema.yaml": "properties:\n  a: {type: integer, default: many}\n  b: {type: string, enum: [x, y], default: z}\n"},
			[]string{
				`need.schema.yaml:2:31-2:35 schema-invalid schema-default value=many`,
				`need.schema.yaml:3:44-3:45 schema-invalid schema-default-value value=z`,
			},
		},
		{
			"wrong values", map[string]string{"need.schema.yaml": "properties:\n  Cost: {type: numbr}\n  a: {pattern: '['}\n  b: {maxLength: -1}\n  c: {type: number, minimum: .inf}\n  d: text\n  e: {enum: []}\nrequired: [1]\n"},
			[]string{
				`need.schema.yaml:2:3-2:7 schema-invalid schema-field-name field=Cost`,
				`need.schema.yaml:2:16-2:21 schema-invalid schema-type type=numbr types=[string integer number boolean array object] | did-you-mean candidates=[number]`,
				`need.schema.yaml:3:16-3:19 schema-invalid schema-pattern pattern=[`,
				`need.schema.yaml:4:18-4:20 schema-invalid schema-shape keyword=maxLength`,
				`need.schema.yaml:5:30-5:34 schema-invalid schema-shape keyword=minimum`,
				`need.schema.yaml:6:6-6:10 schema-invalid schema-not-an-object`,
				`need.schema.yaml:7:13-7:15 schema-invalid schema-shape keyword=enum`,
				`need.schema.yaml:8:12-8:13 schema-invalid schema-shape keyword=required`,
			},
		},
		{
			"required without a field", map[string]string{"need.schema.yaml": "properties: {cost: {type: number}}\nrequired: [costs]\n"},
			[]string{`need.schema.yaml:2:12-2:17 schema-invalid schema-required-unknown field=costs | did-you-mean candidates=[cost]`},
		},
		{
			"references within a schema", map[string]string{"need.schema.yaml": "$defs:\n  node: {type: object, properties: {next: {$ref: '#/$defs/node'}}}\nproperties:\n  a: {$ref: '#/$defs/node'}\n  b: {$ref: 'other.json'}\n"},
			[]string{
				`need.schema.yaml:2:50-2:64 schema-invalid schema-ref-loop`,
				`need.schema.yaml:5:13-5:25 schema-invalid schema-ref ref=other.json | schema-ref-hint`,
			},
		},
		{
			"references that multiply", map[string]string{"need.schema.yaml": multiplying(30)},
			[]string{`need.schema.yaml:31:25-31:46 schema-invalid schema-too-many-fields limit=2000`},
		},
		{
			"a name for people and not for machines", map[string]string{"Mon Genre.schema.yaml": risk},
			[]string{`Mon Genre.schema.yaml:1:1-1:1 schema-invalid schema-kind-name kind=Mon Genre`},
		},
		{
			"one faulty file hides nothing of another", map[string]string{"need.schema.yaml": "titel: x\n", "role.schema.yaml": "titel: x\n"},
			[]string{
				`need.schema.yaml:1:1-1:6 schema-keyword schema-keyword keyword=titel | did-you-mean candidates=[title]`,
				`role.schema.yaml:1:1-1:6 schema-keyword schema-keyword keyword=titel | did-you-mean candidates=[title]`,
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			set, got := load(t, tt.files)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			checkBuiltin(t, set)
		})
	}
}

// multiplying makes a schema of n definitions, each of which uses the next one twice.
func multiplying(n int) string {
	var b strings.Builder
	b.WriteString("$defs:\n")
	for i := range n {
		fmt.Fprintf(&b, "  d%d: {properties: {a: {$ref: '#/$defs/d%d'}, b: {$ref: '#/$defs/d%d'}}}\n", i, i+1, i+1)
	}
	fmt.Fprintf(&b, "  d%d: {type: string}\nproperties:\n  x: {$ref: '#/$defs/d0'}\n", n)
	return b.String()
}

// checkBuiltin holds the kinds in force against the built-in ones: what these require is there.
func checkBuiltin(tb testing.TB, set *kind.Set) {
	tb.Helper()
	checkKept(tb, builtin(tb), set)
}

func checkKept(tb testing.TB, builtin, set *kind.Set) {
	tb.Helper()
	for _, was := range builtin.All() {
		now := set.Named(was.Name)
		if now == nil {
			tb.Errorf("%s is gone", was.Name)
			continue
		}
		for _, name := range was.Named {
			if f := now.Field(name); f == nil || f.Type != kind.Text {
				tb.Errorf("%s.%s no longer names items", was.Name, name)
			}
		}
		checkRequired(tb, was.Name, was.Fields(), now.Fields())
	}
}

func checkRequired(tb testing.TB, at string, was, now []*kind.Field) {
	tb.Helper()
	for _, f := range was {
		i := slices.IndexFunc(now, func(n *kind.Field) bool { return n.Name == f.Name })
		switch {
		case i < 0 && f.Required:
			tb.Errorf("%s.%s is gone", at, f.Name)
		case i < 0:
		case f.Required && (!now[i].Required || now[i].Type != f.Type):
			tb.Errorf("%s.%s is no longer a required %s", at, f.Name, f.Type)
		case f.Entry().Type == kind.Record && f.Type == now[i].Type && now[i].Entry().Type == kind.Record:
			checkRequired(tb, at+"."+f.Name, f.Entry().Fields, now[i].Entry().Fields)
		}
	}
}

// TestTeamChanges are changes that a team may make.
func TestTeamChanges(t *testing.T) {
	for _, tt := range []struct {
		name, kind, schema string
		check              func(k *kind.Kind) bool
	}{
		{"another title", "stake", `x-text: {fr: {title: pari}}`, func(k *kind.Kind) bool {
			return k.Labels.Title.In("fr") == "pari" && k.Labels.Title.In("en") == "stake"
		}},
		{"required: null takes nothing away", "need", `required: null`, func(k *kind.Kind) bool { return k.Field("want").Required }},
		{"an optional field is required", "need", `required: [benefit]`, func(k *kind.Kind) bool {
			return k.Field("benefit").Required && k.Field("want").Required
		}},
		{"an optional field is removed", "need", `properties: {effort: null}`, func(k *kind.Kind) bool { return k.Field("effort") == nil }},
		{"what a field's conditions need is removed", "need", `properties: {status: null}`, func(k *kind.Kind) bool {
			return k.Field("status") == nil && len(k.Closed) == 0
		}},
		{"an optional field is retyped", "need", `properties: {priority: {type: integer}}`, func(k *kind.Kind) bool {
			f := k.Field("priority")
			return f.Type == kind.Integer && len(f.Enum) == 0
		}},
		{"an enumeration is replaced", "need", `properties: {priority: {enum: [now, later]}}`, func(k *kind.Kind) bool {
			return slices.Equal(k.Field("priority").Enum, []string{"now", "later"})
		}},
		{"a field called required", "need", `properties: {required: {type: boolean}}`, func(k *kind.Kind) bool {
			return k.Field("required").Type == kind.Boolean && k.Field("want").Required
		}},
		{"the field of former ids comes back", "need", `properties: {formerly: null}`, func(k *kind.Kind) bool { return k.Field("formerly") != nil }},
		{"a reference within the file", "need", "$defs: {money: {type: number, minimum: 0, title: sum}}\nproperties: {cost: {$ref: '#/$defs/money', title: cost}}", func(k *kind.Kind) bool {
			f := k.Field("cost")
			return f.Type == kind.Number && f.Labels.Title.In("en") == "cost"
		}},
		{"tabs in JSON", "need", "{\n\t\"properties\": {\n\t\t\"cost\": {\"type\": \"number\"}\n\t}\n}\n", func(k *kind.Kind) bool { return k.Field("cost") != nil }},
		{"an empty file", "need", "# nothing yet\n", func(k *kind.Kind) bool { return k.File == "" }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			set, findings := load(t, map[string]string{tt.kind + ".schema.yaml": tt.schema})
			if len(findings) > 0 {
				t.Error(findings)
			}
			if !tt.check(set.Named(tt.kind)) {
				t.Error(string(set.Named(tt.kind).Schema()))
			}
			checkBuiltin(t, set)
		})
	}
}

func TestEditorSchema(t *testing.T) {
	set, _ := load(t, map[string]string{"risk.schema.yaml": risk, "need.schema.json": needWithRisks})
	got := string(set.Named("risk").EditorSchema("fr"))
	want := `{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "risque",
  "type": "object",
  "properties": {
    "title": {
      "type": "string",
      "minLength": 1
    },
    "likelihood": {
      "type": "string",
      "enum": [
        "low",
        "high"
      ],
      "default": "low"
    },
    "stake": {
      "type": "string"
    },
    "formerly": {
      "title": "anciennement",
      "description": "Les identifiants portés avant un renommage, pour que les branches plus anciennes s’y retrouvent.",
      "type": "array",
      "items": {
        "type": "string",
        "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
        "maxLength": 64
      }
    }
  },
  "required": [
    "title"
  ],
  "additionalProperties": false
}
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if bytes.Contains(set.Named("need").EditorSchema("fr"), []byte("x-")) {
		t.Error("our annotations are in an editor's schema")
	}
}
