package coverage

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/schema"
)

// load reads a canvas made of files, by path.
func load(t testing.TB, files map[string]string) *canvas.Canvas {
	t.Helper()
	fsys := fstest.MapFS{}
	for path, content := range files {
		fsys[path] = &fstest.MapFile{Data: []byte(content), Mode: 0o644}
	}
	return read(t, fsys)
}

func read(t testing.TB, fsys fs.FS) *canvas.Canvas {
	t.Helper()
	set, findings, err := kind.Load(schema.Kinds, schema.Order, fsys)
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	c, err := canvas.Load(t.Context(), fsys, set)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The gaps of one item are those that measuring all of them finds.
func TestMissing(t *testing.T) {
	c := load(t, map[string]string{
		"stakes/a.yaml": "title: A\ncriteria: [{measure: x}]\n", "stakes/b.yaml": "title: B\nstatus: abandoned\n",
		"needs/a.yaml": "role: r\nwant: w\nstakes: [b]\n", "needs/b.yaml": "role: r\nwant: w\nstakes: [a]\nbenefit: x\n", "needs/c.yaml": "",
		"needs/d.yaml": "<<<<<<< HEAD\nstakes: [c]\n", "stakes/c.yaml": "title: C\n",
		"roles/r.yaml": "name: R\nscope: internal\n", "roles/s.yaml": "name: S\nscope: external\n",
	})
	want, got := map[string]int{}, map[string]int{}
	for _, r := range Measure(c) {
		for _, it := range r.Gaps {
			want[it.Key()+" "+r.Rule.Name]++
		}
	}
	for _, it := range c.Items {
		for _, rule := range Missing(it) {
			got[it.Key()+" "+rule.Name]++
		}
	}
	if diff := cmp.Diff(want, got); diff != "" || len(got) == 0 {
		t.Errorf("(-measured +missing):\n%s", diff)
	}
}

// measured says what was measured: "need-without-stake 1/3 a b", the gaps by id; rules that concern
// nothing are left out.
func measured(c *canvas.Canvas, rules ...string) []string {
	var lines []string
	for _, r := range Measure(c) {
		if r.Total == 0 || len(rules) > 0 && !strings.Contains(strings.Join(rules, " "), r.Rule.Name) {
			continue
		}
		line := fmt.Sprintf("%s %d/%d", r.Rule.Name, r.Covered(), r.Total)
		for _, it := range r.Gaps {
			line += " " + it.ID
		}
		lines = append(lines, line)
	}
	return lines
}

func TestMeasure(t *testing.T) {
	const role = "name: Conseiller\nscope: internal\n"
	need := func(rest string) string { return "role: r\nwant: voir\n" + rest }
	stake := func(rest string) string { return "title: Retenir\n" + rest }
	for _, tt := range []struct {
		name  string
		rule  string
		files map[string]string
		want  []string
	}{
		{"nothing", "", nil, nil},
		{"a text is there, blank or not there", "need-without-benefit", map[string]string{
			"needs/a.yaml": need("benefit: gagner du temps\n"),
			"needs/b.yaml": need("benefit: \"  \"\n"),
			"needs/c.yaml": need("benefit:\n"),
			"needs/d.yaml": need(""),
		}, []string{"need-without-benefit 1/4 b c d"}},
		{"what an unread file may fill", "stake-without-need", map[string]string{
			"stakes/a.yaml": stake(""), "stakes/b.yaml": stake(""), "stakes/c.yaml": stake("formerly: [old]\n"), "stakes/d.yaml": stake(""),
			"needs/a.yaml": need("<<<<<<< HEAD\nstakes: [b]\n=======\nstakes: [old]\n>>>>>>> x\n"),
			"needs/b.yml":  need("stakes:\n- d\n"),
		}, []string{"stake-without-need 0/1 a"}},
		{"what cannot be read at all", "stake-without-need", map[string]string{
			"stakes/a.yaml": stake(""),
			"needs/a.yaml":  strings.Repeat("# a\n", 1<<18) + "x",
		}, nil},
		{"an unread file of a kind that cannot fill it", "stake-without-need", map[string]string{
			"stakes/a.yaml": stake(""),
			"roles/a.yaml":  "<<<<<<< HEAD\nname: a\n",
		}, []string{"stake-without-need 0/1 a"}},
		{"a list of records", "stake-without-criteria", map[string]string{
			"stakes/a.yaml": stake("criteria:\n  - measure: départs\n"),
			"stakes/b.yaml": stake("criteria: []\n"),
		}, []string{"stake-without-criteria 1/2 b"}},
		{"a reference", "need-without-stake", map[string]string{
			"stakes/s.yaml":    stake(""),
			"stakes/gone.yaml": stake("status: abandoned\n"),
			"needs/a.yaml":     need("stakes: [s]\n"),
			"needs/b.yaml":     need("stakes: [gone]\n"),
			"needs/c.yaml":     need("stakes: [nowhere]\n"),
			"needs/d.yaml":     need("stakes: [nowhere, gone, s]\n"),
			"needs/e.yaml":     need("stakes: []\n"),
		}, []string{"need-without-stake 2/5 b c e"}},
		{"a reference by an id that was renamed", "need-without-stake", map[string]string{
			"stakes/s.yaml": stake("formerly: [old]\n"),
			"needs/a.yaml":  need("stakes: [old]\n"),
		}, []string{"need-without-stake 1/1"}},
		{"a reference that may mean two items", "stake-without-owner", map[string]string{
			"roles/r.yaml":   role,
			"persons/r.yaml": "first: Ana\nlast: Duval\n",
			"stakes/a.yaml":  stake("owner: r\n"),
			"stakes/b.yaml":  stake("owner: role/r\n"),
		}, []string{"stake-without-owner 1/2 a"}},
		{"a reference that records require", "application-without-object", map[string]string{
			"objects/o.yaml":      "name: Adhérent\n",
			"applications/a.yaml": "name: Tableur\nstatus: current\nobjects:\n  - object: o\n",
			"applications/b.yaml": "name: Agenda\nstatus: current\nobjects:\n  - object: nowhere\n",
			"applications/c.yaml": "name: Ancien\nstatus: retired\n",
		}, []string{"application-without-object 1/2 b"}},
		{"a reference that records may have", "object-without-attributes", map[string]string{
			"objects/o.yaml": "name: Adhérent\nattributes:\n  - name: nom\n",
		}, []string{"object-without-attributes 1/1"}},
		{"inward", "stake-without-need", map[string]string{
			"stakes/a.yaml":    stake(""),
			"stakes/b.yaml":    stake(""),
			"stakes/c.yaml":    stake(""),
			"stakes/gone.yaml": stake("status: abandoned\n"),
			"needs/a.yaml":     need("stakes: [a, gone]\n"),
			"needs/b.yaml":     need("stakes: [b]\nstatus: rejected\n"),
		}, []string{"stake-without-need 1/3 b c"}},
		{"inward, from several places", "application-unused", map[string]string{
			"applications/a.yaml": "name: A\nstatus: current\n",
			"applications/b.yaml": "name: B\nstatus: current\n",
			"applications/c.yaml": "name: C\nstatus: current\nreplaced_by: c\n",
			"needs/n.yaml":        need("applications: [a]\n"),
			"objects/o.yaml":      "name: O\nmaster: b\n",
		}, []string{"application-unused 2/3 c"}},
		{"inward, from the wrong place", "role-without-need", map[string]string{
			"roles/r.yaml":  role,
			"stakes/s.yaml": stake("owner: r\n"),
		}, []string{"role-without-need 0/1 r"}},
		{"a condition", "role-without-person", map[string]string{
			"roles/in.yaml":  role,
			"roles/out.yaml": "name: Client\nscope: external\n",
		}, []string{"role-without-person 0/1 in"}},
		{"a file that cannot be read", "need-without", map[string]string{
			"needs/a.yaml": "want: oui : non\n",
			"needs/b.yaml": "",
		}, nil},
		{"an item that refers to itself", "team", map[string]string{
			"schema/idea.schema.json": `{
				"title": "idea", "type": "object", "required": ["title"],
				"x-kind": {"folder": "ideas", "name": "title"},
				"x-coverage": [{"rule": "team-idea-alone", "from": ["idea.near"], "severity": "warning"}],
				"properties": {
					"title": {"type": "string"},
					"near": {"type": "array", "items": {"type": "string", "x-ref": "idea"}, "x-coverage": {"rule": "team-idea-without-near"}},
					"words": {"type": "array", "items": {"type": "string"}, "x-coverage": {"rule": "team-idea-without-words"}}
				}}`,
			"ideas/a.yaml": "title: A\nnear: [a]\nwords: [\" \"]\n",
			"ideas/b.yaml": "title: B\nnear: [b, a]\nwords: [oui]\n",
		}, []string{"team-idea-without-near 1/2 a", "team-idea-without-words 1/2 a", "team-idea-alone 1/2 b"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rules := []string{}
			c := load(t, tt.files)
			for _, r := range c.Kinds.Rules() {
				if strings.HasPrefix(r.Name, tt.rule) {
					rules = append(rules, r.Name)
				}
			}
			if diff := cmp.Diff(tt.want, measured(c, rules...)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestPercent(t *testing.T) {
	for _, tt := range []struct {
		total, gaps int
		want        float64
		ok          bool
	}{
		{0, 0, 0, false}, {4, 4, 0, true}, {4, 1, 75, true}, {100, 71, 29, true}, {3, 0, 100, true},
	} {
		p, ok := Result{Total: tt.total, Gaps: make([]*canvas.Item, tt.gaps)}.Percent()
		if p != tt.want || ok != tt.ok {
			t.Errorf("%d of %d: %v %v, want %v %v", tt.total-tt.gaps, tt.total, p, ok, tt.want, tt.ok)
		}
	}
}

func TestGaps(t *testing.T) {
	c := load(t, map[string]string{
		"stakes/s.yaml":  "title: Ouvrir\ncurrent: x\ndesired: y\ncriteria:\n  - measure: z\n",
		"roles/r.yaml":   "name: Trésorier\nscope: external\n",
		"objects/o.yaml": "name: Convention\n",
		"objects/p.yaml": "name: Facture\ndefinition: ce qui est dû\n",
		"needs/a.yaml":   "role: r\nwant: voir\nobjects: [o, p]\n",
		"needs/b.yaml":   "role: r\nwant: relancer\nbenefit: être payé\nstakes: [s]\npriority: must\nobjects: [p]\n",
		"needs/c.yaml":   "role: r\nwant: envoyer\nobjects: [o, o]\nstatus: rejected\n",
	})
	var got []string
	for _, g := range Gaps(Measure(c)) {
		line := g.Item.Key()
		for _, r := range g.Rules {
			line += " " + r.Name
		}
		got = append(got, line)
	}
	want := []string{
		"object/o object-without-definition object-without-attributes object-without-master",
		"need/a need-without-benefit need-without-stake need-without-priority",
		"object/p object-without-attributes object-without-master",
		"stake/s stake-without-owner",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCross(t *testing.T) {
	files := map[string]string{
		"stakes/keep.yaml": "title: Garder\nowner: role/sales\n",
		"stakes/open.yaml": "title: Ouvrir\n",
		"stakes/gone.yaml": "title: Rien\nstatus: abandoned\n",
		"roles/sales.yaml": "name: Vente\nscope: internal\n",
		"roles/desk.yaml":  "name: Accueil\nscope: internal\n",
		"persons/ana.yaml": "first: Ana\nlast: Duval\nroles: [sales]\n",
		"objects/bill.yaml": "name: Facture\nmaster: sheet\nowner: sales\n" +
			"relations:\n  - object: loaf\n",
		"objects/loaf.yaml":       "name: Pain\n",
		"applications/sheet.yaml": "name: Tableur\nstatus: current\nusers: [desk]\nobjects:\n  - object: loaf\n",
		"needs/a.yaml":            "role: sales\nwant: a\nstakes: [keep, gone, nowhere]\nobjects: [bill, bill]\napplications: [sheet]\nsource:\n  person: ana\n",
		"needs/b.yaml":            "role: sales\nwant: b\nstakes: [keep]\nobjects: [bill]\ndepends: [a]\n",
		"needs/c.yaml":            "role: desk\nwant: c\nstakes: [keep, open]\nstatus: rejected\n",
	}
	team := map[string]string{
		"schema/risk.schema.json": `{
			"title": "risk", "type": "object", "required": ["title"],
			"x-kind": {"folder": "risks", "name": "title"},
			"properties": {
				"title": {"type": "string"},
				"stakes": {"type": "array", "items": {"type": "string", "x-ref": "stake"}},
				"needs": {"type": "array", "items": {"type": "string", "x-ref": "need"}}
			}}`,
		"schema/place.schema.json": `{
			"title": "place", "type": "object", "required": ["title"],
			"x-kind": {"folder": "places", "name": "title"},
			"properties": {"title": {"type": "string"}}}`,
		"risks/fire.yaml": "title: Feu\nstakes: [open]\nneeds: [a]\n",
	}
	for path, content := range files {
		team[path] = content
	}
	side := func(folder, to string) string {
		return `{"type": "object", "x-kind": {"folder": "` + folder + `", "name": "title"}, "title": "` + folder + `",
			"properties": {"title": {"type": "string"}, "to": {"type": "array", "items": {"type": "string", "x-ref": "` + to + `"}}}}`
	}
	mutual := map[string]string{
		"schema/left.schema.json":  side("lefts", "right"),
		"schema/right.schema.json": side("rights", "left"),
		"lefts/a.yaml":             "title: A\nto: [b, b]\n",
		"rights/b.yaml":            "title: B\nto: [a]\n",
	}
	for _, tt := range []struct {
		files         map[string]string
		rows, columns string
		want          string
	}{
		{files, "stake", "role", `by need
keep: sales=2 | 2
open: | 0
columns: desk=0 sales=2`},
		{files, "role", "stake", `by need
desk: | 0
sales: keep=2 | 2
columns: keep=2 open=0`},
		{files, "object", "application", `by need
bill: sheet=1 | 1
loaf: | 0
columns: sheet=1`},
		{files, "need", "stake", `direct
a: keep=1 | 1
b: keep=1 | 1
columns: keep=2 open=0`},
		{files, "object", "need", `direct
bill: a=1 b=1 | 2
loaf: | 0
columns: a=1 b=1`},
		{files, "role", "person", `direct
desk: | 0
sales: ana=1 | 1
columns: ana=1`},
		{files, "need", "need", `direct
a: | 0
b: a=1 | 1
columns: a=1 b=0`},
		{files, "stake", "person", `by need
keep: ana=1 | 1
open: | 0
columns: ana=1`},
		{files, "need", "person", `direct
a: ana=1 | 1
b: | 0
columns: ana=1`},
		{files, "stake", "interview", `by need
keep: | 0
open: | 0
columns:`},
		{team, "need", "stake", `direct
a: keep=1 | 1
b: keep=1 | 1
columns: keep=2 open=0`},
		{team, "risk", "need", `direct
fire: a=1 | 1
columns: a=1 b=0`},
		{mutual, "left", "right", `direct
a: b=1 | 1
columns: b=1`},
		{team, "risk", "role", "nothing links them"},
		{team, "place", "need", "nothing links them"},
		{team, "place", "place", "nothing links them"},
	} {
		t.Run(tt.rows+"×"+tt.columns, func(t *testing.T) {
			c := load(t, tt.files)
			m, ok := Cross(c, c.Kinds.Named(tt.rows), c.Kinds.Named(tt.columns))
			got := "nothing links them"
			if ok {
				got = describe(m)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func describe(m *Matrix) string {
	s := "direct"
	if len(m.By) > 0 {
		s = "by"
	}
	for _, k := range m.By {
		s += " " + k.Name
	}
	for i, row := range m.Rows {
		s += "\n" + row.ID + ":"
		for j, column := range m.Columns {
			if n := m.Cells[i][j]; n > 0 {
				s += fmt.Sprintf(" %s=%d", column.ID, n)
			}
		}
		s += fmt.Sprintf(" | %d", m.RowTotals[i])
	}
	s += "\ncolumns:"
	for j, column := range m.Columns {
		s += fmt.Sprintf(" %s=%d", column.ID, m.ColumnTotals[j])
	}
	return s
}

func TestThresholds(t *testing.T) {
	set := load(t, nil).Kinds
	for _, tt := range []struct {
		asked []string
		want  string // "address=percent …", or the failure
	}{
		{nil, ""},
		{[]string{"need.stakes=90"}, "need.stakes=90"},
		{[]string{"need-without-stake=90 %"}, "need.stakes=90"},
		{[]string{" stake<need = 87,5\u202f%"}, "stake<need=87.5"},
		{[]string{"need.role=50"}, "role<need=50"}, // where it looks, as no other rule is called
		{[]string{"object.master=5"}, "object.master=5"},
		{[]string{"application<need+object=0", "need.stakes=100"}, "need.stakes=100 application<need+object=0"},
		{[]string{"need.stakes=90", "need.stakes=12.5"}, "need.stakes=12.5"},
		{[]string{"need.stake=90"}, "unknown-coverage-rule address=need.stake, did-you-mean candidates=[need.stakes]"},
		{[]string{"=90"}, "unknown-coverage-rule address="},
		{[]string{"need.stakes"}, "threshold-without-value address=need.stakes, threshold-hint address=need.stakes"},
		{[]string{"need.stakes=101"}, "threshold-value value=101, threshold-hint address=need.stakes"},
		{[]string{"need.stakes=-1"}, "threshold-value value=-1, threshold-hint address=need.stakes"},
		{[]string{"need.stakes=1e1"}, "threshold-value value=1e1, threshold-hint address=need.stakes"},
		{[]string{"NaN"}, "threshold-value value=NaN, threshold-hint address=need.stakes"},
		{[]string{""}, "threshold-value value=, threshold-hint address=need.stakes"},
		{[]string{"1.000,5"}, "threshold-value value=1.000,5, threshold-hint address=need.stakes"},
	} {
		thresholds, err := Thresholds(set, tt.asked)
		var got []string
		for _, th := range thresholds {
			got = append(got, fmt.Sprintf("%s=%v", th.Rule.Address(), th.Percent))
		}
		said := strings.Join(got, " ")
		var failure *diag.Failure
		if errors.As(err, &failure) {
			said = failure.Message.String()
			for _, h := range failure.Hints {
				if h.Key != "coverage-rules" {
					said += ", " + h.String()
				}
			}
		}
		if diff := cmp.Diff(tt.want, said); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.asked, diff)
		}
	}
}

func TestThresholdForEveryRule(t *testing.T) {
	set := load(t, nil).Kinds
	thresholds, err := Thresholds(set, []string{"need.stakes=95", "80"})
	if err != nil {
		t.Fatal(err)
	}
	if len(thresholds) != len(set.Rules()) {
		t.Errorf("%d thresholds for %d rules", len(thresholds), len(set.Rules()))
	}
	for _, th := range thresholds {
		want := 80.0
		if th.Rule.Address() == "need.stakes" {
			want = 95
		}
		if th.Percent != want {
			t.Errorf("%s: %v, want %v", th.Rule.Address(), th.Percent, want)
		}
	}
}

func TestMet(t *testing.T) {
	result := func(total, gaps int) Result { return Result{Total: total, Gaps: make([]*canvas.Item, gaps)} }
	for _, tt := range []struct {
		result  Result
		percent float64
		want    bool
	}{
		{result(0, 0), 100, true}, {result(10, 1), 90, true}, {result(10, 1), 90.1, false},
		{result(1000, 1), 100, false}, {result(3, 3), 0, true},
	} {
		if got := (Threshold{Percent: tt.percent}).Met(tt.result); got != tt.want {
			t.Errorf("%d of %d against %v: %v", tt.result.Covered(), tt.result.Total, tt.percent, got)
		}
	}
}

func FuzzThresholds(f *testing.F) {
	for _, seed := range []string{"need.stakes=90", "80", "stake<need=87,5 %", "=", "\xff=\u202f%", "Infinity", "1,2,3"} {
		f.Add(seed)
	}
	set := load(f, nil).Kinds
	f.Fuzz(func(t *testing.T, text string) {
		thresholds, err := Thresholds(set, []string{text})
		for _, th := range thresholds {
			if !(th.Percent >= 0 && th.Percent <= 100) {
				t.Errorf("%q: %v", text, th.Percent)
			}
		}
		if (err == nil) != (len(thresholds) > 0) {
			t.Errorf("%q: %d thresholds, %v", text, len(thresholds), err)
		}
	})
}
