package review_test

import (
	"context"
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/coverage"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/review"
	"github.com/canevas-systemique/canvas/schema"
)

// states are two states of a canvas, and what changed between them.
type states struct {
	before, after *canvas.Canvas
	changes       []change.Item
}

// compare loads two states. What is "" in the second is removed, what it does not mention stays; a schema is of both.
func compare(t *testing.T, before, then map[string]string) states {
	t.Helper()
	old, now := fstest.MapFS{}, fstest.MapFS{}
	for name, text := range before {
		old[name] = &fstest.MapFile{Data: []byte(text)}
		now[name] = old[name]
	}
	var paths []string
	for name, text := range then {
		paths = append(paths, name)
		now[name] = &fstest.MapFile{Data: []byte(text)}
		if text == "" {
			delete(now, name)
		}
	}
	kinds, findings, err := kind.Load(schema.Kinds, schema.Order, old)
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	var s states
	ctx := context.Background()
	if s.before, err = canvas.Load(ctx, old, kinds); err != nil {
		t.Fatal(err)
	}
	if s.after, err = canvas.Load(ctx, now, kinds); err != nil {
		t.Fatal(err)
	}
	if s.changes, err = change.Between(ctx, old, now, kinds, paths); err != nil {
		t.Fatal(err)
	}
	return s
}

const fees = "role: member\nwant: see fees\nbenefit: pay on time\nstatus: validated\nstakes: [keep]\nacceptance:\n  - all of them\n"

func TestAgreed(t *testing.T) {
	team := `{"x-kind": {"folder": "rules", "name": "text"}, "x-agreed": {"state": ["in-force"]},
"properties": {"text": {"type": "string"}, "state": {"type": "string", "enum": ["idea", "in-force"], "default": "in-force"}}}`
	base := map[string]string{
		"needs/fees.yaml":         fees,
		"needs/draft.yaml":        "role: member\nwant: see boats\nbenefit: choose one\n",
		"needs/bill.yaml":         "role: member\nwant: get a bill\nstatus: planned\n",
		"rules/ask.yaml":          "text: ask before you call\n",
		"schema/rule.schema.json": team,
		"roles/member.yaml":       "name: Member\n",
		"stakes/keep.yaml":        "title: Keep\nstatus: agreed\ncriteria:\n  - measure: leaving\n    target: 5 %\n",
	}
	for name, c := range map[string]struct {
		then map[string]string
		want []string
	}{
		"wish":      {map[string]string{"needs/fees.yaml": "role: member\nwant: see all fees\nbenefit: pay\nstatus: validated\nstakes: [keep]\nacceptance:\n  - all of them\n"}, []string{"changed fees need.status=validated want benefit"}},
		"completed": {map[string]string{"needs/fees.yaml": fees + "  - at once\nobjects: [fee]\nnotes: hm\npriority: must\n"}, nil},
		"lost":      {map[string]string{"needs/fees.yaml": "role: member\nwant: see fees\nstatus: validated\nacceptance:\n  - now\n"}, []string{"changed fees need.status=validated benefit stakes acceptance"}},
		"state":     {map[string]string{"needs/fees.yaml": fees[:len("role: member\nwant: see fees\nbenefit: pay on time\n")] + "status: draft\nstakes: [keep]\nacceptance:\n  - all of them\n"}, nil},
		"draft":     {map[string]string{"needs/draft.yaml": "role: member\nwant: see no boats\n"}, nil},
		"removed":   {map[string]string{"needs/fees.yaml": ""}, []string{"removed fees need.status=validated"}},
		"renamed":   {map[string]string{"needs/fees.yaml": "", "needs/dues.yaml": fees + "formerly: [fees]\n"}, nil},
		"reworded":  {map[string]string{"needs/fees.yaml": "", "needs/dues.yaml": "role: member\nwant: see dues\nbenefit: pay on time\nstatus: validated\nstakes: [keep]\nacceptance:\n  - all of them\nformerly: [fees]\n"}, []string{"renamed dues need.status=validated want"}},
		"merged":    {map[string]string{"needs/fees.yaml": "", "needs/draft.yaml": "role: member\nwant: see boats\nbenefit: choose one\nformerly: [fees]\n"}, []string{"merged draft need.status=validated"}},
		"into":      {map[string]string{"needs/draft.yaml": "", "needs/bill.yaml": "role: member\nwant: get bills\nstatus: planned\nformerly: [draft]\n"}, []string{"merged bill need.status=planned want"}},
		"follows":   {map[string]string{"roles/member.yaml": "", "roles/sailor.yaml": "name: Member\nformerly: [member]\n", "needs/bill.yaml": "role: sailor\nwant: get a bill\nstatus: planned\n"}, nil},
		"target":    {map[string]string{"stakes/keep.yaml": "title: Keep\nstatus: agreed\ncriteria:\n  - measure: leaving\n    target: 8 %\n"}, []string{"changed keep stake.status=agreed criteria[0].target"}},
		"team":      {map[string]string{"rules/ask.yaml": "text: call\n"}, []string{"changed ask rule.state=in-force text"}},
		"broken":    {map[string]string{"needs/fees.yaml": "want: [\n"}, []string{"changed fees need.status=validated"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := compare(t, base, c.then)
			var got []string
			for _, r := range review.Agreed(s.before, s.changes) {
				line := fmt.Sprintf("%s %s", r.Verb, r.ID)
				for _, state := range r.States {
					line += fmt.Sprintf(" %s.%s=%s", state.Kind, state.Field, state.Value)
				}
				for _, f := range r.Fields {
					line += " " + f.Path
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLeanings(t *testing.T) {
	need := func(stake, more string) string {
		return "role: member\nwant: w\nbenefit: b\nstakes: [" + stake + "]\n" + more
	}
	base := map[string]string{
		"roles/member.yaml": "name: Member\n", "persons/ann.yaml": "first_name: Ann\nlast_name: A\nroles: [member]\n",
		"stakes/keep.yaml": "title: Keep\ncurrent: c\ndesired: d\ncriteria:\n  - measure: m\n",
		"stakes/grow.yaml": "title: Grow\ncurrent: c\ndesired: d\ncriteria:\n  - measure: m\nowner: member\n",
		"stakes/rest.yaml": "title: Rest\n",
		"needs/a.yaml":     need("keep", ""),
		"needs/b.yaml":     need("keep", ""),
		"needs/c.yaml":     need("grow", ""),
		"needs/gone.yaml":  need("keep", "status: rejected\n"),
	}
	for name, c := range map[string]struct {
		then map[string]string
		want []string
	}{
		"one more":     {map[string]string{"needs/d.yaml": need("keep", "")}, nil},
		"two more":     {map[string]string{"needs/d.yaml": need("keep", ""), "needs/e.yaml": need("keep", "")}, []string{"stake/keep +2 of 4: stake-without-owner"}},
		"not enough":   {map[string]string{"needs/d.yaml": need("rest", "")}, nil},
		"no gap":       {map[string]string{"needs/d.yaml": need("grow", ""), "needs/e.yaml": need("grow", "")}, nil},
		"closed":       {map[string]string{"needs/d.yaml": need("keep", "status: rejected\n")}, nil},
		"opened again": {map[string]string{"needs/gone.yaml": need("keep", ""), "needs/c.yaml": need("keep", "")}, []string{"stake/keep +2 of 4: stake-without-owner"}},
		"nothing new":  {map[string]string{"needs/a.yaml": need("keep", "priority: must\n")}, nil},
		"renamed": {map[string]string{
			"stakes/keep.yaml": "", "stakes/hold.yaml": "title: Keep\ncurrent: c\ndesired: d\ncriteria:\n  - measure: m\nformerly: [keep]\n",
			"needs/a.yaml": need("hold", ""), "needs/b.yaml": need("hold", ""), "needs/c.yaml": need("hold", ""), "needs/d.yaml": need("hold", ""),
		}, []string{"stake/hold +2 of 4: stake-without-owner"}},
		"worst first": {map[string]string{"needs/d.yaml": need("keep, rest", ""), "needs/e.yaml": need("rest", ""), "needs/f.yaml": need("rest", "")}, []string{
			"stake/rest +3 of 3: stake-without-current stake-without-desired stake-without-criteria stake-without-owner",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := compare(t, base, c.then)
			var got []string
			for _, l := range review.Leanings(s.before, s.after, s.changes, coverage.Missing) {
				line := fmt.Sprintf("%s +%d of %d:", l.Item.Key(), l.More, l.Item.Mentions())
				for _, r := range l.Rules {
					line += " " + r.Name
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestVoices(t *testing.T) {
	s := compare(t, nil, map[string]string{
		"roles/member.yaml":     "name: Member\n",
		"persons/ann.yaml":      "first_name: Ann\nlast_name: A\n",
		"interviews/first.yaml": "date: 2026-03-02\ntopic: boats\nroles: [member]\n",
		"needs/fees.yaml":       "role: member\nwant: w\nstakes: [keep]\nsource:\n  person: ann\n  interview: first\n",
		"stakes/keep.yaml":      "title: Keep\nowner: member\n",
	})
	for key, want := range map[string][]string{"need/fees": {"role/member", "person/ann", "interview/first"}, "stake/keep": nil} {
		var got []string
		for _, v := range review.Voices(s.after.Find(key)[0]) {
			got = append(got, v.Key())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", key, diff)
		}
	}
}
