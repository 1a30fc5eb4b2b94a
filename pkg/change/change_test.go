package change

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/schema"
)

func builtin(t *testing.T) *kind.Set {
	t.Helper()
	kinds, findings, err := kind.Load(schema.Kinds, schema.Order, nil)
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	return kinds
}

// folder makes a file system of "path" and "content" in turn.
func folder(files ...string) fs.FS {
	m := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		m[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return m
}

// show writes changes the way a test reads best.
func show(changes []Item) string {
	var b strings.Builder
	for _, c := range changes {
		fmt.Fprintf(&b, "%s %s/%s %q", c.Verb, c.Kind.Name, c.ID, c.Name)
		if c.Was != "" {
			fmt.Fprintf(&b, " was %s", c.Was)
		}
		if c.Broken {
			b.WriteString(" broken")
		}
		b.WriteByte('\n')
		b.WriteString(showFields(c.Own()))
		for _, f := range c.Followers {
			fmt.Fprintf(&b, "  followed by %s/%s\n", f.Kind.Name, f.ID)
		}
	}
	return b.String()
}

func showFields(fields []Field) string {
	var b strings.Builder
	for _, f := range fields {
		of := ""
		if f.Of != "" {
			of = " of " + f.Of
		}
		fmt.Fprintf(&b, "  %s%s: %q -> %q\n", f.Path, of, texts(f.Before), texts(f.After))
	}
	return b.String()
}

func texts(values []Value) []string {
	list := []string{}
	for _, v := range values {
		list = append(list, v.Text)
	}
	return list
}

func TestBetween(t *testing.T) {
	const unpaid = "stakes/reduire-impayes.yaml"
	for name, tt := range map[string]struct {
		old, new fs.FS
		paths    []string
		want     string
	}{
		"nothing was there": {
			nil, folder(unpaid, "title: Réduire les impayés\n"), []string{unpaid},
			`added stake/reduire-impayes "Réduire les impayés"` + "\n",
		},
		"gone": {
			folder(unpaid, "title: Réduire les impayés\n"), folder(), []string{unpaid},
			`removed stake/reduire-impayes "Réduire les impayés"` + "\n",
		},
		"a field": {
			folder(unpaid, "title: Réduire les impayés\nhorizon: 3-months\n"), folder(unpaid, "title: Réduire les impayés\nhorizon: 6-months # plus tard\n"), []string{unpaid},
			`changed stake/reduire-impayes "Réduire les impayés"` + "\n" + `  horizon: ["3-months"] -> ["6-months"]` + "\n",
		},
		"only a comment": {
			folder(unpaid, "title: A\n"), folder(unpaid, "# vu le 3 mars\ntitle: \"A\"\n"), []string{unpaid},
			`changed stake/reduire-impayes "A"` + "\n",
		},
		"now without a name": {
			folder(unpaid, "title: A\n"), folder(unpaid, ""), []string{unpaid},
			`changed stake/reduire-impayes "reduire-impayes"` + "\n" + `  title: ["A"] -> []` + "\n",
		},
		"unreadable now": {
			folder(unpaid, "title: A\n"), folder(unpaid, "title: A: B\n"), []string{unpaid},
			`changed stake/reduire-impayes "A" broken` + "\n",
		},
		"readable again": {
			folder(unpaid, "title: A: B\n"), folder(unpaid, "title: A\n"), []string{unpaid},
			`changed stake/reduire-impayes "A" broken` + "\n",
		},
		"new and unreadable": {
			folder(), folder(unpaid, "title: A: B\n"), []string{unpaid},
			`added stake/reduire-impayes "reduire-impayes" broken` + "\n",
		},
		"renamed, the file as it was": {
			folder("roles/a.yaml", "name: A\n"), folder("roles/b.yaml", "name: A\n"), []string{"roles/a.yaml", "roles/b.yaml"},
			`renamed role/b "A" was a` + "\n",
		},
		"renamed, and says so": {
			folder("roles/a.yaml", "name: A\nscope: internal\n"), folder("roles/b.yaml", "name: B\nscope: internal\nformerly:\n  - a\n"), []string{"roles/a.yaml", "roles/b.yaml"},
			`renamed role/b "B" was a` + "\n" + `  name: ["A"] -> ["B"]` + "\n",
		},
		"merged": {
			folder("roles/a.yaml", "name: A\n", "roles/b.yaml", "name: B\n"), folder("roles/b.yaml", "name: B\nscope: internal\nformerly: [a]\n"),
			[]string{"roles/a.yaml", "roles/b.yaml"},
			`merged role/b "B" was a` + "\n" + `  scope: [] -> ["internal"]` + "\n",
		},
		"several merged, the same told once": {
			folder("roles/a.yaml", "name: A\n", "roles/b.yaml", "name: B\n", "roles/c.yaml", "name: C\n"), folder("roles/b.yaml", "name: BB\nformerly: [c, a]\n"),
			[]string{"roles/a.yaml", "roles/b.yaml", "roles/c.yaml"},
			`merged role/b "BB" was a` + "\n" + `  name: ["B"] -> ["BB"]` + "\n" + `merged role/b "BB" was c` + "\n",
		},
		"renamed and merged": {
			folder("roles/a.yaml", "name: A\n", "roles/c.yaml", "name: C\n"), folder("roles/b.yaml", "name: A\nformerly: [a, c]\n"),
			[]string{"roles/a.yaml", "roles/b.yaml", "roles/c.yaml"},
			`renamed role/b "A" was a` + "\n" + `merged role/b "A" was c` + "\n",
		},
		"a former id is gone again, of another kind or since long": {
			folder("roles/a.yaml", "name: A\n", "roles/b.yaml", "name: B\nformerly: [a]\n", "objects/c.yaml", "name: C\n"), folder("roles/b.yaml", "name: B\nformerly: [a, c]\n"),
			[]string{"objects/c.yaml", "roles/a.yaml", "roles/b.yaml"},
			"changed role/b \"B\"\n  formerly: [\"a\"] -> [\"a\" \"c\"]\nremoved object/c \"C\"\nremoved role/a \"A\"\n",
		},
		"renamed back": {
			folder("roles/b.yaml", "name: A\nformerly: [x, a]\n"), folder("roles/a.yaml", "name: A\nformerly: [x]\n"), []string{"roles/a.yaml", "roles/b.yaml"},
			`renamed role/a "A" was b` + "\n",
		},
		"another item": {
			folder("roles/a.yaml", "name: A\n"), folder("roles/b.yaml", "name: B\n"), []string{"roles/a.yaml", "roles/b.yaml"},
			"added role/b \"B\"\nremoved role/a \"A\"\n",
		},
		"two empty files are not one renamed": {
			folder("roles/a.yaml", ""), folder("roles/b.yaml", ""), []string{"roles/a.yaml", "roles/b.yaml"},
			"added role/b \"b\"\nremoved role/a \"a\"\n",
		},
		"by verb, then kind, then id": {
			folder("needs/z.yaml", "want: z\n", "stakes/s.yaml", "title: s\n"), folder("needs/b.yaml", "want: b\n", "needs/a.yaml", "want: a\n", "stakes/s.yaml", "title: t\n", "roles/r.yaml", "name: r\n"),
			[]string{"needs/a.yaml", "needs/b.yaml", "needs/z.yaml", "roles/r.yaml", "stakes/s.yaml"},
			"added need/a \"a\"\nadded need/b \"b\"\nadded role/r \"r\"\nchanged stake/s \"t\"\n  title: [\"s\"] -> [\"t\"]\nremoved need/z \"z\"\n",
		},
		"what is no item": {
			folder(), folder("canvas.yaml", "", "needs/x.yml", "", "needs/.canvas-1.yaml", "", "needs/deep/x.yaml", "", "notes/x.yaml", "", "needs/.yaml", ""),
			[]string{"canvas.yaml", "needs/x.yml", "needs/.canvas-1.yaml", "needs/deep/x.yaml", "notes/x.yaml", "needs/.yaml"},
			"",
		},
	} {
		t.Run(name, func(t *testing.T) {
			changes, err := Between(context.Background(), tt.old, tt.new, builtin(t), tt.paths)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, show(changes)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestFollowers(t *testing.T) {
	renamed := []string{"roles/a.yaml", "name: A\n", "roles/b.yaml", "name: A\nformerly: [a]\n"}
	merged := []string{"roles/b.yaml", "name: B\n", "roles/b.yaml", "name: B\nformerly: [a]\n"}
	const said = `renamed role/b "A" was a` + "\n"
	for name, tt := range map[string]struct {
		moved         []string
		path          string
		before, after string
		want          string
	}{
		"a reference":         {renamed, "needs/n.yaml", "want: n\nrole: a\n", "want: n\nrole: b\n", said + "  followed by need/n\n"},
		"one of a list":       {renamed, "persons/p.yaml", "first: P\nroles: [x, a]\n", "first: P\nroles: [x, b]\n", said + "  followed by person/p\n"},
		"with its kind":       {renamed, "applications/x.yaml", "name: X\nowner: role/a\n", "name: X\nowner: role/b\n", said + "  followed by application/x\n"},
		"an older id":         {append(slices.Clone(renamed[:3]), "name: A\nformerly: [z, a]\n"), "needs/n.yaml", "want: n\nrole: z\n", "want: n\nrole: b\n", said + "  followed by need/n\n"},
		"its kind added":      {renamed, "applications/x.yaml", "name: X\nowner: a\n", "name: X\nowner: role/b\n", said + "  followed by application/x\n"},
		"that of another":     {renamed, "applications/x.yaml", "name: X\nowner: b\n", "name: X\nowner: person/b\n", said + "  followed by application/x\n"},
		"another kind":        {renamed, "applications/x.yaml", "name: X\nowner: person/a\n", "name: X\nowner: person/b\n", "changed application/x \"X\"\n  owner: [\"person/a\"] -> [\"person/b\"]\n" + said},
		"something else too":  {renamed, "needs/n.yaml", "want: n\nrole: a\n", "want: m\nrole: b\n", "changed need/n \"m\"\n  want: [\"n\"] -> [\"m\"]\n" + said},
		"another reference":   {renamed, "needs/n.yaml", "want: n\nrole: a\n", "want: n\nrole: c\n", "changed need/n \"n\"\n  role: [\"a\"] -> [\"c\"]\n" + said},
		"one that came":       {renamed, "persons/p.yaml", "first: P\nroles: [a]\n", "first: P\nroles: [b, c]\n", "changed person/p \"P\"\n  roles: [\"a\"] -> [\"b\" \"c\"]\n" + said},
		"a text that is like": {renamed, "needs/n.yaml", "want: a\n", "want: b\n", "changed need/n \"b\"\n  want: [\"a\"] -> [\"b\"]\n" + said},
		"only a comment":      {renamed, "needs/n.yaml", "want: n\n", "want: n # x\n", "changed need/n \"n\"\n" + said},
		"a new item":          {renamed, "needs/n.yaml", "", "want: n\nrole: b\n", "added need/n \"n\"\n" + said},
		"a list that held both": {
			append(merged, "roles/a.yaml", "name: A\n"), "persons/p.yaml", "first: P\nroles: [a, x, b]\n", "first: P\nroles: [x, b]\n",
			"merged role/b \"B\" was a\n  followed by person/p\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			old := slices.Concat(tt.moved[:2], tt.moved[4:])
			if tt.before != "" {
				old = append(old, tt.path, tt.before)
			}
			now := slices.Concat(tt.moved[2:4], []string{tt.path, tt.after})
			paths := []string{"roles/a.yaml", "roles/b.yaml", tt.path}
			changes, err := Between(t.Context(), folder(old...), folder(now...), builtin(t), paths)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, show(changes)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			for _, it := range Flat(changes) {
				if len(it.Followers) > 0 {
					t.Errorf("%s/%s still has followers", it.Kind.Name, it.ID)
				}
			}
		})
	}
}

// TestMoved checks what a renamed item says of itself, and whom an item follows that refers to two.
func TestMoved(t *testing.T) {
	old := folder("roles/a.yaml", "name: A\n", "roles/c.yaml", "name: C\n", "persons/p.yaml", "first: P\nroles: [a, c]\n", "objects/o.yaml", "name: O\nsynonyms: [x]\n")
	now := folder("roles/b.yaml", "name: A\nformerly: [a]\n", "roles/d.yaml", "name: C\nformerly: [c]\n", "persons/q.yaml", "first: P\nroles: [b, d]\nformerly: [p]\n", "objects/o.yaml", "name: O\nsynonyms: [y]\n")
	paths := []string{"objects/o.yaml", "persons/p.yaml", "persons/q.yaml", "roles/a.yaml", "roles/b.yaml", "roles/c.yaml", "roles/d.yaml"}
	changes, err := Between(t.Context(), old, now, builtin(t), paths)
	if err != nil {
		t.Fatal(err)
	}
	want := `changed object/o "O"
  synonyms: ["x"] -> ["y"]
renamed role/b "A" was a
renamed role/d "C" was c
renamed person/q "P" was p
`
	if diff := cmp.Diff(want, show(changes)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestFreedID takes the former id of an item that goes for something else, or back for the same.
func TestFreedID(t *testing.T) {
	old := folder("roles/b.yaml", "name: Clerk\nscope: internal\nformerly: [a]\n")
	for _, tt := range []struct{ name, now, want string }{
		{"something else", "name: Auditor\n", "added role/a \"Auditor\"\nremoved role/b \"Clerk\"\n"},
		{"the same name", "name: Clerk\nscope: external\n", "renamed role/a \"Clerk\" was b\n  scope: [\"internal\"] -> [\"external\"]\n"},
		{"the same", "name: Clerk\nscope: internal\n", "renamed role/a \"Clerk\" was b\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			changes, err := Between(t.Context(), old, folder("roles/a.yaml", tt.now), builtin(t), []string{"roles/a.yaml", "roles/b.yaml"})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, show(changes)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestNothingUntold changes canvases at random: every file that is there, or was, is told of once, with
// its followers or as what went, or what was told would not be all that is committed.
func TestNothingUntold(t *testing.T) {
	kinds := builtin(t)
	ids := []string{"a", "b", "c", "d"}
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 2))
		id := func() string { return ids[r.IntN(len(ids))] }
		state := func() fs.FS {
			var files []string
			for range r.IntN(12) {
				former := ""
				for range r.IntN(3) {
					former += "  - " + id() + "\n"
				}
				if former != "" {
					former = "formerly:\n" + former
				}
				switch r.IntN(3) {
				case 0:
					files = append(files, "roles/"+id()+".yaml", "name: "+id()+"\n"+former)
				case 1:
					files = append(files, "needs/"+id()+".yaml", "want: x\nrole: "+id()+"\n"+former)
				default:
					files = append(files, "persons/"+id()+".yaml", "first: x\nroles: ["+id()+", "+id()+"]\n")
				}
			}
			return folder(files...)
		}
		old, now := state(), state()
		var all, wanted, told []string
		for _, folder := range []string{"needs", "persons", "roles"} {
			for _, id := range ids {
				name := folder + "/" + id + ".yaml"
				all = append(all, name)
				_, was := fs.Stat(old, name)
				if _, is := fs.Stat(now, name); was == nil || is == nil {
					wanted = append(wanted, name)
				}
			}
		}
		changes, err := Between(t.Context(), old, now, kinds, all)
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range Flat(changes) {
			if told = append(told, it.Path); it.Was != "" {
				told = append(told, canvas.PathOf(it.Kind, it.Was))
			}
		}
		slices.Sort(told)
		if diff := cmp.Diff(wanted, slices.Compact(told)); diff != "" {
			t.Fatalf("seed %d: -wanted +told:\n%s\n%s", seed, diff, show(changes))
		}
		if diff := cmp.Diff(show(changes), show(Follow(Flat(changes)))); diff != "" {
			t.Fatalf("seed %d: Follow does not undo Flat:\n%s", seed, diff)
		}
	}
}

func TestFields(t *testing.T) {
	for name, tt := range map[string]struct{ kind, before, after, want string }{
		"same":                {"need", "want: a\ntags: [x]\n", "tags:\n  - x\nwant: 'a'\n", ""},
		"absent, null, blank": {"need", "want: a\nbenefit:\ntags: []\n", "want: a\nnotes: ' '\nsource: {}\n", ""},
		"in schema order": {
			"need", "want: a\nrole: r\n", "want: b\nrole: s\nvalue: 8\n",
			"  role: [\"r\"] -> [\"s\"]\n  want: [\"a\"] -> [\"b\"]\n  value: [] -> [\"8\"]\n",
		},
		"a list, all of it": {
			"need", "stakes: [a, b]\n", "stakes: [b, c]\n",
			"  stakes: [\"a\" \"b\"] -> [\"b\" \"c\"]\n",
		},
		"in a record": {
			"need", "source:\n  date: 2026-03-12\n", "source:\n  date: 2026-03-13\n  person: p\n",
			"  source.person: [] -> [\"p\"]\n  source.date: [\"2026-03-12\"] -> [\"2026-03-13\"]\n",
		},
		"a record that went": {
			"need", "source:\n  date: 2026-03-12\n", "want: a\n",
			"  want: [] -> [\"a\"]\n  source.date: [\"2026-03-12\"] -> []\n",
		},
		"records by name": {
			"stake", "criteria:\n  - measure: a\n    target: 1\n  - measure: b\n    target: 2\n", "criteria:\n  - measure: b\n    target: 3\n  - measure: a\n    target: 1\n",
			"  criteria[0].target of b: [\"2\"] -> [\"3\"]\n",
		},
		"a record by place": {
			"stake", "criteria:\n  - measure: a\n    target: 1\n", "criteria:\n  - measure: b\n    target: 1\n",
			"  criteria[0].measure of b: [\"a\"] -> [\"b\"]\n",
		},
		"records that came and went": {
			"stake", "criteria:\n  - measure: a\n  - measure: b\n    target: 2\n", "criteria:\n  - measure: b\n    target: 2\n  - measure: c\n    target: 5 %\n  - measure: d\n",
			"  criteria[1]: [] -> [\"c\" \"5 %\"]\n  criteria[2]: [] -> [\"d\"]\n  criteria[0]: [\"a\"] -> []\n",
		},
		"records with the same name": {
			"stake", "criteria:\n  - measure: a\n    target: 1\n  - measure: a\n    target: 2\n", "criteria:\n  - measure: a\n    target: 1\n  - measure: a\n    target: 3\n",
			"  criteria[1].target of a: [\"2\"] -> [\"3\"]\n",
		},
		"unknown fields": {
			"need", "prioritee: must\nold: [x]\n", "prioritee: should\nnew:\n  a: 1\n  b: [2, 3]\n",
			"  prioritee: [\"must\"] -> [\"should\"]\n  old: [\"x\"] -> []\n  new: [] -> [\"1\" \"2\" \"3\"]\n",
		},
		"the wrong shape": {
			"need", "stakes: a\nsource: x\nrole: [r, s]\n", "stakes: [a, b]\nsource:\n  date: y\nrole: r\n",
			"  role: [\"r\" \"s\"] -> [\"r\"]\n  stakes: [\"a\"] -> [\"a\" \"b\"]\n  source: [\"x\"] -> [\"y\"]\n",
		},
		"records of the wrong shape": {
			"stake", "criteria: [a, b]\n", "criteria:\n  - c\n  - measure: d\n",
			"  criteria[0]: [\"a\"] -> [\"c\"]\n  criteria[1] of d: [\"b\"] -> [\"d\"]\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			k := builtin(t).Named(tt.kind)
			before, _ := source.Parse("x.yaml", []byte(tt.before))
			after, _ := source.Parse("x.yaml", []byte(tt.after))
			if diff := cmp.Diff(tt.want, showFields(Fields(k, before.Root, after.Root))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if same := Fields(k, after.Root, after.Root); len(same) > 0 {
				t.Errorf("differs from itself:\n%s", showFields(same))
			}
		})
	}
}

// TestValues checks that each text of a record knows its field, so that printers can say it.
func TestValues(t *testing.T) {
	after, _ := source.Parse("x.yaml", []byte("objects:\n  - object: adherent\n    access: master\n"))
	got := map[string]string{}
	for _, f := range Fields(builtin(t).Named("application"), nil, after.Root) {
		for _, v := range f.After {
			got[v.Field.Path] = v.Text
		}
	}
	want := map[string]string{"objects.object": "adherent", "objects.access": "master"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
