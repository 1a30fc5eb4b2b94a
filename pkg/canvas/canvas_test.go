package canvas_test

import (
	"fmt"
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/schema"
)

// archive reads the files of a canvas from one text.
func archive(text string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(text)).Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return fsys
}

// kinds are those in force in a canvas.
func kinds(t testing.TB, fsys fs.FS) *kind.Set {
	t.Helper()
	set, findings, err := kind.Load(schema.Kinds, schema.Order, fsys)
	if err != nil || len(findings) > 0 {
		t.Fatal(findings, err)
	}
	return set
}

func load(t testing.TB, fsys fs.FS, only ...string) *canvas.Canvas {
	t.Helper()
	set := kinds(t, fsys)
	var some []*kind.Kind
	for _, name := range only {
		some = append(some, set.Named(name))
	}
	c, err := canvas.Load(t.Context(), fsys, set, some...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func keys(items []*canvas.Item) []string {
	var keys []string
	for _, it := range items {
		keys = append(keys, it.Key())
	}
	return keys
}

const martins = `
-- roles/martin.yaml --
name: Martin
scope: external
formerly: [dupont, ancien]
-- roles/conseiller.yaml --
name: Conseiller
scope: internal
formerly: [martin]
-- persons/martin.yaml --
first: Marie
last: Martin
formerly: [dupont]
-- needs/relancer.yaml --
role: conseiller
want: relancer
formerly: ["2025"]
`

func TestFind(t *testing.T) {
	c := load(t, archive(martins))
	for word, want := range map[string][]string{
		"conseiller":           {"role/conseiller"},
		"role/conseiller":      {"role/conseiller"},
		"rôle/conseiller":      {"role/conseiller"},
		"Rôles/conseiller":     {"role/conseiller"},
		"roles/conseiller":     {"role/conseiller"},
		"besoin/relancer.yaml": {"need/relancer"},
		"needs/relancer.yaml":  {"need/relancer"},
		"martin":               {"role/martin", "person/martin"}, // not the role that had this id
		"personne/martin":      {"person/martin"},
		"role/martin":          {"role/martin"},
		"dupont":               {"role/martin", "person/martin"},
		"person/dupont":        {"person/martin"},
		"need/2025.yaml":       {"need/relancer"},
		"relancer.yaml":        nil, // a file has a folder
		"person/conseiller":    nil,
		"need/ancien":          nil,
		"thing/conseiller":     nil,
		"Conseiller":           nil, // a name is not an id
		"":                     nil,
		"/":                    nil,
		"role/":                nil,
	} {
		if diff := cmp.Diff(want, keys(c.Find(word))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", word, diff)
		}
	}
}

// A link says what its owner's id is, and whether it was found by a former one.
func TestResolve(t *testing.T) {
	tests := []struct {
		owner, to  string // the field takes a role or a person
		former     bool
		candidates []string
	}{
		{"conseiller", "role/conseiller", false, []string{"role/conseiller"}},
		{"role/conseiller", "role/conseiller", false, []string{"role/conseiller"}},
		{"martin", "", false, []string{"role/martin", "person/martin"}},
		{"person/martin", "person/martin", false, []string{"person/martin"}},
		{"role/martin", "role/martin", false, []string{"role/martin"}},
		{"ancien", "role/martin", true, nil},
		{"role/ancien", "role/martin", true, nil},
		{"person/ancien", "", false, nil},
		{"dupont", "", false, nil}, // two items had the id
		{"person/dupont", "person/martin", true, nil},
		{"relancer", "", false, nil},
		{"need/relancer", "", false, nil},
		{"rôle/conseiller", "", false, nil}, // files are written in English
		{"Conseiller", "", false, nil},
		{"role/", "", false, nil},
	}
	for _, tt := range tests {
		fsys := archive(martins)
		fsys["stakes/a.yaml"] = &fstest.MapFile{Data: fmt.Appendf(nil, "title: A\nowner: %s\n", tt.owner)}
		c := load(t, fsys)
		l := &c.Find("stake/a")[0].Links[0]
		to := ""
		if l.To != nil {
			to = l.To.Key()
			if !slices.Contains(l.To.In, l) {
				t.Errorf("%s: the target does not know the link", tt.owner)
			}
		}
		if to != tt.to || l.Former != tt.former {
			t.Errorf("%s leads to %q, former %v", tt.owner, to, l.Former)
		}
		if diff := cmp.Diff(tt.candidates, keys(c.Candidates(l))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.owner, diff)
		}
	}
}

func TestNameOfALink(t *testing.T) {
	c := load(t, archive(martins+"-- stakes/a.yaml --\ntitle: A\nowner: dupond\n"))
	need, stake := c.Find("relancer")[0], c.Find("stake/a")[0]
	got := []string{need.Links[0].Name(), need.Links[0].Slot().String(), stake.Links[0].Name(), stake.Links[0].Slot().String()}
	if diff := cmp.Diff([]string{"Conseiller", "need.role", "dupond", "stake.owner"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestName(t *testing.T) {
	c := load(t, archive(`
-- persons/marie.yaml --
first: Marie
last: Martin
-- persons/prenom.yaml --
first: Paul
last: ""
-- persons/vide.yaml --
first: " "
-- persons/casse.yaml --
first: "
-- stakes/a.yaml --

horizon: 3-months
title:   Retenir
`))
	for key, want := range map[string]string{
		"person/marie": "Marie Martin 1:8", "person/prenom": "Paul 1:8", "person/vide": "vide 1:1", "person/casse": "casse 1:1", "stake/a": "Retenir 3:10",
	} {
		it := c.Find(key)[0]
		at := it.NameRange().Start
		if got := fmt.Sprintf("%s %d:%d", it.Name(), at.Line, at.Column); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
}

func TestClosed(t *testing.T) {
	const gone = `
-- schema/risk.schema.json --
{"title": "risk", "x-kind": {"folder": "risks", "name": "title"},
 "properties": {"title": {"type": "string"}, "state": {"type": "string", "enum": ["open", "gone"], "default": "gone"},
   "scope": {"type": "string", "enum": ["us", "them"]}},
 "required": ["title"], "x-closed": {"state": ["gone"], "scope": ["us", "them"]}}
`
	for files, want := range map[string]bool{
		"-- needs/a.yaml --\nrole: r\nwant: w\n":                           false, // a draft
		"-- needs/a.yaml --\nrole: r\nwant: w\nstatus: rejected\n":         true,
		"-- needs/a.yaml --\nrole: r\nwant: w\nstatus: delivered\n":        false,
		"-- applications/a.yaml --\nname: A\n":                             false,
		"-- applications/a.yaml --\nname: A\nstatus: retired\n":            true,
		"-- persons/a.yaml --\nfirst: A\nlast: B\n":                        false, // a kind that closes nothing
		"-- needs/a.yaml --\nrole: \"\n":                                   false, // nothing is known of it
		gone + "-- risks/a.yaml --\ntitle: A\nstate: gone\nscope: us\n":    true,
		gone + "-- risks/a.yaml --\ntitle: A\nscope: them\n":               true, // by default
		gone + "-- risks/a.yaml --\ntitle: A\nstate: ''\nscope: them\n":    true,
		gone + "-- risks/a.yaml --\ntitle: A\n":                            false, // every condition has to hold
		gone + "-- risks/a.yaml --\ntitle: A\nstate: open\nscope: them\n":  false,
		gone + "-- risks/a.yaml --\ntitle: A\nstate: gone\nscope: other\n": false,
	} {
		if got := load(t, archive(files)).Items[0].Closed(); got != want {
			t.Errorf("closed is %v: %s", got, files)
		}
	}
}

func TestMeets(t *testing.T) {
	c := load(t, archive("-- needs/a.yaml --\nrole: r\nwant: w\npriority: must\n"))
	for _, tt := range []struct {
		conditions []kind.Condition
		want       bool
	}{
		{nil, true},
		{[]kind.Condition{{Field: "status", Values: []string{"validated", "draft"}}}, true},
		{[]kind.Condition{{Field: "status", Values: []string{"validated"}}}, false},
		{[]kind.Condition{{Field: "status", Values: []string{"draft"}}, {Field: "priority", Values: []string{"should"}}}, false},
		{[]kind.Condition{{Field: "status", Values: []string{"draft"}}, {Field: "priority", Values: []string{"must"}}}, true},
		{[]kind.Condition{{Field: "benefit", Values: []string{"x"}}}, false}, // absent, and no default
	} {
		if got := c.Items[0].Meets(tt.conditions); got != tt.want {
			t.Errorf("%v: %v", tt.conditions, got)
		}
	}
}

// Each item counts once, also the item itself; those that are closed do not.
func TestMentions(t *testing.T) {
	c := load(t, archive(`
-- roles/membre.yaml --
name: Membre
scope: external
-- objects/adherent.yaml --
name: Adhérent
owner: membre
relations:
  - object: adherent
-- objects/vide.yaml --
name: Vide
-- applications/tableur.yaml --
name: Tableur
status: current
objects:
  - object: adherent
    access: read
  - object: adherent
    access: write
-- applications/ancien.yaml --
name: Ancien
status: retired
objects:
  - object: adherent
-- needs/a.yaml --
role: membre
want: a
objects: [vieux, adherent]
-- needs/b.yaml --
role: membre
want: b
status: rejected
objects: [adherent]
`))
	for key, want := range map[string]int{"object/adherent": 3, "object/vide": 0, "role/membre": 2} {
		if got := c.Find(key)[0].Mentions(); got != want {
			t.Errorf("%s: %d mentions, want %d", key, got, want)
		}
	}
}
