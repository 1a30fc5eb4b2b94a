package teamrule_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/teamrule"
	"github.com/canevas-systemique/canvas/schema"
)

const items = `
-- roles/member.yaml --
name: Member
scope: external
-- persons/anne.yaml --
first: Anne
last: Roi
function: treasurer
-- stakes/keep.yaml --
title: Keep
owner: role/member
criteria:
  - measure: m
    target: t
  - measure: n
-- stakes/alone.yaml --
title: Alone
owner: person/anne
-- needs/full.yaml --
role: member
want: w
stakes: [keep, alone, nowhere]
depends: [bare]
value: 7
status: validated
source:
  person: anne
  date: "2026-11-01"
tags: [a, b]
-- needs/bare.yaml --
role: nobody
want: v
depends: [full]
-- objects/client.yaml --
name: Client
attributes:
  - name: a
    required: true
    values: [x, y]
`

func load(t testing.TB) *canvas.Canvas {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(items)).Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	kinds, _, err := kind.Load(schema.Kinds, schema.Order, nil)
	if err != nil {
		t.Fatal(err)
	}
	kinds.KeepRecords()
	c, err := canvas.Load(context.Background(), fsys, kinds)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// rule is a rule with this expression, as canvas.yaml has it.
func rule(t testing.TB, of, check string) []canvas.TeamRule {
	t.Helper()
	text := source.Encode(source.Map{{Key: "format", Value: 1}, {Key: "title", Value: "T"}, {Key: "rules", Value: []any{
		source.Map{{Key: "name", Value: "r"}, {Key: "kind", Value: of}, {Key: "check", Value: check}, {Key: "message", Value: source.Map{{Key: "en", Value: "m"}}}},
	}}})
	config, err := canvas.ReadConfig(fstest.MapFS{"canvas.yaml": {Data: text}})
	if err != nil {
		t.Fatal(err)
	}
	return config.Rules
}

var today = time.Date(2026, 11, 22, 18, 0, 0, 0, time.UTC)

func found(findings []diag.Finding) []string {
	var list []string
	for _, f := range findings {
		said := strings.TrimSuffix(f.Path, ".yaml")
		if f.Rule != "r" {
			said = f.Message.String()
		}
		list = append(list, said)
	}
	return list
}

func TestCheck(t *testing.T) {
	tests := []struct {
		of, check string
		want      []string
	}{
		{"need", "true", nil},
		{"need", "false", []string{"needs/bare", "needs/full"}},
		{"need", "item.id == 'full'", []string{"needs/bare"}},
		{"need", "item.kind == 'need' && item.name == item.want && !item.closed", nil},
		// What is not said is empty; has tells.
		{"need", "item.benefit == '' && item.objects == [] && size(item.tags) in [0, 2]", nil},
		{"need", "has(item.value)", []string{"needs/bare"}},
		{"need", "item.value == 0 || item.value == 7", nil},
		{"need", "item.status == 'draft'", []string{"needs/full"}}, // the default
		{"need", "has(item.status)", []string{"needs/bare"}},
		{"need", "item.source.date == '' || item.source.date < today", nil},
		{"need", "daysSince(item.source.date) in [0, 21]", nil},
		{"need", "item.source.person.last in ['', 'Roi']", nil},
		// What refers to nothing is left out, or has nothing in it.
		{"need", "size(item.stakes) != 3", nil},
		{"need", "has(item.role)", nil},
		{"need", "item.role.scope == 'external'", []string{"needs/bare"}},
		{"need", "item.stakes.all(s, has(s.owner) && s.owner.id != 'x')", nil},
		{"need", "item.stakes.all(s, s.owner.function == 'treasurer')", []string{"needs/full"}},
		{"need", "item.stakes.exists(s, s.criteria.exists(c, c.target == 't') && size(s.criteria) == 2)", []string{"needs/bare"}},
		{"need", "item.depends[0].depends[0].depends[0].id != item.id", nil},
		{"need", "item.depends[0].depends[0] == item", nil},
		{"object", "item.attributes[0].required && 'y' in item.attributes[0].values && !item.attributes.exists(a, a.personal)", nil},
		// What refers to it.
		{"role", "size(item.from.need) == 1 && item.from.need_role[0].id == 'full' && item.from.stake == item.from.stake_owner", nil},
		{"person", "has(item.from.need) && !has(item.from.interview)", nil},
		{"person", "item.name == 'Anne Roi'", nil},
		{"need", "item.from.need_depends.size() == 1", nil},
		{"need", "dyn(item).want in ['v', 'w'] && dyn(item.stakes).size() >= 0", nil},
		// What goes wrong.
		{"need", "item.stakes[5].id == ''", []string{"team-rule-unjudged n=2 item=v problem=index out of bounds: 5"}},
		{"need", "1 / item.value > 0 || true", nil},
		{"need", "dyn(item).nothing == ''", []string{"team-rule-unjudged n=2 item=v problem=no such field: nothing"}},
		{"need", "dyn('x')", []string{"team-rule-unjudged n=2 item=v problem=neither true nor false"}},
		{"need", "item.want.matches('^[a-z]{1,3}$')", nil},
		{"need", "item.want.matches(item.id)", []string{"team-rule-pattern-made"}},
		{"need", "item.want.matches('((a{10}){10}){10}b{500}c{600}')", []string{"team-rule-pattern-large"}},
		{"need", "need{want: 'x'} == item || google.protobuf.Value{list_value: [1]} == 1", []string{"team-rule-makes", "team-rule-makes"}},
		{"need", "[[item.want]] == [[item.want]]", []string{"team-rule-nested name=r"}},
		{"need", "[1].map(x, [[x, x]]) in [[[[1]]]]", []string{"team-rule-nested name=r"}},
		{"need", "item.stakes.map(s, s.owner.id) == item.stakes.map(s, s.owner.id) && item.source == item.source && [item] != []", nil},
		{"need", "item.want.matches('(')", []string{"team-rule-invalid name=r problem=error parsing regexp: missing closing ): `(`"}},
	}
	c := load(t)
	for _, tt := range tests {
		got := found(teamrule.Check(c, rule(t, tt.of, tt.check), today, nil))
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.check, diff)
		}
	}
}

// What an expression makes itself does not go on for ever, and is stopped the same each time.
func TestCostly(t *testing.T) {
	c := load(t)
	eightfold := strings.Repeat(".map(a, a + a + a + a + a + a + a + a)", 12)
	twice := strings.Repeat(".map(x, [x, x, x, x])", 14)
	for _, check := range []string{
		"['x']" + eightfold + "[0] != ''",
		"[item.want]" + eightfold + "[0] != ''",
		"[[2]].map(x, x" + strings.Repeat(" + x", 8) + ")" + eightfold + ".exists(x, x == x && 1 in x)",
		"[dyn('x')]" + eightfold + "[0] != ''", // what they are is known only when they are joined
		"[dyn([1])]" + eightfold + ".size() > 0",
		"[1, 2]" + twice + ".all(a, a.all(b, b.all(c, c.all(d, d.all(e, e.all(f, f.all(g, g.all(h, h.all(i, i.all(j, j.all(k, k.all(l, l.all(m, m.all(n, n.all(o, o > 0)))))))))))))))",
	} {
		for range 2 {
			if got := found(teamrule.Check(c, rule(t, "need", check), today, nil)); len(got) != 1 || !strings.HasPrefix(got[0], "team-rule-costly") {
				t.Errorf("%.30s…: %v", check, got)
			}
		}
	}
}

// No expression brings the program down or keeps it, and what is said of it lies in canvas.yaml.
func FuzzCheck(f *testing.F) {
	for _, seed := range []string{
		"item.status != 'validated' || size(item.acceptance) > 0", "item.stakes.all(s, has(s.owner))", "item.", "((((", "'", "item.want\n== 'é'",
		"item.from.need.map(n, n.want).filter(w, w != '')[0]", "need{want: 'x'}", "{'a': item}['a'].id == ''", "type(item) == need", "b'é' == b'\\xff'",
		"duration('1h') > duration('1s')", "timestamp('2026-01-01T00:00:00Z') > timestamp(today)", "[1,2].map(x, x + 1u)", "today", "-1 % 0 == 0", "item.id.matches('a{2,3}')", "[[1]].map(x, [x, x]) == [[[1]]]", "item.x?.y", "[?item]",
	} {
		f.Add(seed)
	}
	c := load(f)
	f.Fuzz(func(t *testing.T, check string) {
		for _, r := range rule(t, "need", check) {
			for _, found := range teamrule.Check(c, []canvas.TeamRule{r}, today, nil) {
				if found.Range.Start.Line < 1 || found.Range.Start.Column < 1 {
					t.Errorf("%q: %s at %v", check, found.Message, found.Range)
				}
				_ = fmt.Sprint(found.Message)
			}
		}
	})
}
