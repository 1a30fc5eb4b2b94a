package graph_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/graph"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/schema"
)

func load(t *testing.T, text string) *canvas.Canvas {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(text)).Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	set, findings, err := kind.Load(schema.Kinds, schema.Order, fsys)
	if err != nil || len(findings) > 0 {
		t.Fatal(findings, err)
	}
	c, err := canvas.Load(t.Context(), fsys, set)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// club has a chain from a stake down to persons, needs that wait for one another in a circle, an object
// that refers to itself, and a reference that leads nowhere.
const club = `
-- stakes/keep.yaml --
title: Keep
owner: person/ann
-- needs/a.yaml --
role: member
want: a
stakes: [keep]
objects: [fee, gone]
depends: [b]
-- needs/b.yaml --
role: member
want: b
objects: [fee]
depends: [a]
-- needs/c.yaml --
role: member
want: c
status: rejected
stakes: [keep]
-- needs/d.yaml --
role: member
want: d
stakes: [keep]
-- objects/fee.yaml --
name: Fee
master: ledger
relations:
  - object: fee
-- applications/ledger.yaml --
name: Ledger
owner: role/member
-- roles/member.yaml --
name: Member
scope: external
-- persons/ann.yaml --
first: Ann
last: Lee
roles: [member]
`

// tree shows branches as indented lines.
func tree(branches []*graph.Branch) string {
	var b strings.Builder
	var walk func([]*graph.Branch, string)
	walk = func(branches []*graph.Branch, indent string) {
		for _, x := range branches {
			switch {
			case x.Folded > 0:
				fmt.Fprintf(&b, "%s+%d %s\n", indent, x.Folded, x.Kind.Name)
				continue
			case x.Item == nil:
				fmt.Fprintf(&b, "%s?%s", indent, x.Links[0].ID)
			default:
				fmt.Fprint(&b, indent, x.Item.Key())
			}
			for _, l := range x.Links {
				fmt.Fprint(&b, " ", l.Slot())
			}
			if x.Repeated {
				b.WriteString(" repeated")
			}
			if x.Cut {
				b.WriteString(" cut")
			}
			b.WriteByte('\n')
			walk(x.Branches, indent+"  ")
		}
	}
	walk(branches, "")
	return b.String()
}

func TestAround(t *testing.T) {
	c := load(t, club)
	tests := []struct {
		name, item   string
		options      graph.Options
		above, below string
	}{
		{"a stake has needs below, the closed one last", "keep", graph.Options{Depth: 1}, "", `
need/a need.stakes cut
need/d need.stakes cut
need/c need.stakes cut
person/ann stake.owner
`},
		{"what several lead to goes on once, where it is nearest", "keep", graph.Options{Depth: 4}, "", `
need/a need.stakes
  object/fee need.objects
    application/ledger object.master
  ?gone need.objects
  role/member need.role
    person/ann person.roles
need/d need.stakes
  role/member need.role repeated
need/c need.stakes
  role/member need.role repeated
person/ann stake.owner
`},
		{"above and below a need", "a", graph.Options{Depth: 2}, `
stake/keep need.stakes
need/b need.depends
`, `
need/b need.depends
object/fee need.objects
  application/ledger object.master
?gone need.objects
role/member need.role
  person/ann person.roles
`},
		{"every reference, and no circle", "a", graph.Options{Depth: 9, Every: true}, `
stake/keep need.stakes
need/b need.depends
  need/a need.depends repeated
`, `
need/b need.depends
  need/a need.depends repeated
  object/fee need.objects repeated
  role/member need.role repeated
object/fee need.objects
  object/fee object.relations.object repeated
  application/ledger object.master
    role/member application.owner repeated
?gone need.objects
role/member need.role
  person/ann person.roles
`},
		{"an object that refers to itself", "fee", graph.Options{Depth: 1}, `
need/a need.objects cut
need/b need.objects
`, `
object/fee object.relations.object
application/ledger object.master
`},
		{"many of a kind are folded", "member", graph.Options{Depth: 2, Fan: 2}, `
need/a need.role
  stake/keep need.stakes
need/b need.role
+2 need
application/ledger application.owner
`, "\nperson/ann person.roles\n"},
		{"a single one is not", "member", graph.Options{Depth: 1, Fan: 3}, `
need/a need.role cut
need/b need.role
need/d need.role cut
need/c need.role cut
application/ledger application.owner
`, "\nperson/ann person.roles\n"},
		{"not further than asked for", "keep", graph.Options{Depth: 2}, "", `
need/a need.stakes
  object/fee need.objects cut
  ?gone need.objects
  role/member need.role cut
need/d need.stakes
  role/member need.role cut
need/c need.stakes
  role/member need.role cut
person/ann stake.owner
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			trace := graph.Around(c, c.Find(tt.item)[0], tt.options)
			if diff := cmp.Diff(strings.TrimPrefix(tt.above, "\n"), tree(trace.Above)); diff != "" {
				t.Errorf("above (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(strings.TrimPrefix(tt.below, "\n"), tree(trace.Below)); diff != "" {
				t.Errorf("below (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSteps(t *testing.T) {
	c := load(t, club)
	got := graph.Around(c, c.Find("a")[0], graph.Options{Depth: 3}).Steps()
	want := map[string]int{
		"need/a": 0, "stake/keep": -1, "need/b": -1, "object/fee": 1, "application/ledger": 2, "role/member": 1, "person/ann": 2,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func edges(g graph.Graph) []string {
	var list []string
	for _, e := range g.Edges {
		text := e.Above.Key() + " > " + e.Below.Key()
		for _, l := range e.Links {
			text += " " + l.Slot().String()
		}
		list = append(list, text)
	}
	return list
}

func TestOf(t *testing.T) {
	c := load(t, club)
	kinds := func(names ...string) (items []*canvas.Item) {
		for _, name := range names {
			items = append(items, c.OfKind(c.Kinds.Named(name))...)
		}
		return items
	}
	tests := []struct {
		name  string
		items []*canvas.Item
		want  []string
	}{
		{"nothing", nil, nil},
		{"two kinds, whatever their order", kinds("need", "stake"), []string{
			"stake/keep > need/a need.stakes", "stake/keep > need/c need.stakes", "stake/keep > need/d need.stakes",
			"need/a > need/b need.depends", "need/b > need/a need.depends",
		}},
		{"the referrer may be below", kinds("role", "person"), []string{"role/member > person/ann person.roles"}},
		{"one refers to itself", kinds("object"), []string{"object/fee > object/fee object.relations.object"}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, edges(graph.Of(c, tt.items))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// hostile are names that a diagram must show as they are.
var hostile = map[string]string{
	`say "hi"`:           `say #34;hi#34;`,
	"end":                "end",
	"a [b] {c} (d) |e|":  "a #91;b#93; #123;c#125; (d#41; |e|",
	"<b>x</b> & y":       "#60;b#62;x#60;/b#62; #38; y",
	"#35; 100 %":         "#35;35; 100 #37;",
	"%%{init: {}}%%":     "#37;#37;#123;init: #123;#125;#125;#37;#37;",
	"- list":             "#45; list",
	"1. list":            "1#46; list",
	"*a* _b_ `c` ~d~ $e": "#42;a#42; #95;b#95; #96;c#96; #126;d#126; #36;e",
	`C:\new`:             `C#58;#92;new`,
	"fa:fa-car":          "fa#58;fa-car",
	"l’e-mail : où ?":    "l’e-mail : où ?",
	"two\nlines\tand 😀":  "two lines and 😀",
	"\x1b[31mred\u202e":  "�#91;31mred�",
}

func TestEscapes(t *testing.T) {
	for name, want := range hostile {
		c := load(t, fmt.Sprintf("-- objects/a.yaml --\nname: %q\n", name))
		in := graph.Words{Kind: func(k *kind.Kind) string { return k.Name }, Link: func(*canvas.Link) string { return "" }}
		var out bytes.Buffer
		if err := graph.Mermaid(&out, graph.Of(c, c.Items), in); err != nil {
			t.Fatal(err)
		}
		line := strings.Split(out.String(), "\n")[1]
		if line != `  object__a[("`+want+`")]:::kind_object` {
			t.Errorf("%q is written as\n%s, want\n%s", name, line, want)
		}
	}
}

func TestLongName(t *testing.T) {
	c := load(t, "-- objects/a.yaml --\nname: "+strings.Repeat("mot ", 300)+"\n")
	in := graph.Words{Kind: func(k *kind.Kind) string { return k.Name }}
	var out bytes.Buffer
	if err := graph.Dot(&out, graph.Of(c, c.Items), in); err != nil {
		t.Fatal(err)
	}
	if s := out.String(); strings.Count(s, "mot") != 25 || !strings.Contains(s, "mot mot mot mot…") {
		t.Error(s)
	}
}
