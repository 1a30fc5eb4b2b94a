package teamrule

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"cel.dev/cel-go/checker"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/schema"
)

// However many rules there are, and however they are written, all of them together cost no more than a canvas of its size
// allows. That is counted, since time depends on the machine.
func TestAllowance(t *testing.T) {
	const rules = 30
	ten := "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]"
	for _, check := range []string{
		ten + ".all(a, " + ten + ".all(b, " + ten + ".all(c, " + ten + ".all(d, a + b + c + d >= 0))))",
		"['x']" + strings.Repeat(".map(a, a + a + a + a + a + a + a + a)", 12) + "[0] != ''",
		"item.role.from.need.all(n, n.role.from.need.all(m, m.want + n.want != ''))",
		"item.role.from.need.all(n, n.role.from.need.all(m, daysSince(m.source.date) == 0))",
		"item.role.from.need.all(n, timestamp(today + 'T00:00:00Z').getHours('Europe/Paris') == 0)",
	} {
		c := manyNeeds(t, 200)
		compiler, err := newCompiler(c, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		allowed := compiler.left
		var counted []*program
		for i := range rules {
			p, wrong := compiler.compile(&canvas.TeamRule{Name: fmt.Sprintf("r%d", i), Kind: "need", Check: check, Message: kind.Localized{EN: "m"}}, false)
			if len(wrong) > 0 {
				t.Fatal(wrong)
			}
			if p.counted {
				counted = append(counted, p)
			}
		}
		if len(counted) == 0 {
			t.Errorf("%.40s… is estimated %d times, but never counted", check, rules)
		}
		// A rule is stopped between two items, on each processor, and an item between two steps.
		most := allowed.counted + 2*maxOne*uint64(runtime.GOMAXPROCS(0))
		if findings, cost := compiler.applyCounted(counted); cost > most || len(findings) == 0 {
			t.Errorf("%.40s… costs %d, of %d, with %d findings", check, cost, most, len(findings))
		}
	}
}

// What takes long costs more than a step, whether its type is known in advance or not.
func TestPrice(t *testing.T) {
	c := manyNeeds(t, 1)
	need := c.OfKind(c.Kinds.Named("need"))[0]
	long := "'" + strings.Repeat("1", 3000) + "'"
	for _, tt := range []struct {
		check string
		least uint64
	}{
		{"daysSince(item.want) >= 0", 10},
		{"daysSince(dyn(item.want)) >= 0", 10},
		{"timestamp('2026-01-01T00:00:00Z').getHours('Europe/Paris') > 0", 500},
		{"dyn(timestamp('2026-01-01T00:00:00Z')).getHours('Europe/Paris') > 0", 500},
		{"size(" + long + ") > 0", 300},
		{long + ".size() > 0", 300},
		{"size(dyn(" + long + ")) > 0", 300},
		{"int(item.want + " + long + ") > 0 || true", 300},
		{"dyn(" + long + ").contains('2') || true", 300},
		{"dyn(" + long + ").matches('2') || true", 300},
		{"dyn(" + long + ") + 'x' != ''", 300},
	} {
		compiler, err := newCompiler(c, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		checked, wrong := compiler.language.read(tt.check, compiler.shapes.byName["need"].typ)
		if len(wrong) > 0 {
			t.Fatal(wrong)
		}
		estimate, err := checker.Cost(checked, compiler.bounds)
		if err != nil {
			t.Fatal(err)
		}
		run, err := compiler.language.plan(checked, true)
		if err != nil {
			t.Fatal(err)
		}
		if _, cost, _ := run.of(compiler.shapes.objects[need]); cost < tt.least || estimate.Max < tt.least {
			t.Errorf("%.50s costs %d, estimated at %d, at least %d", tt.check, cost, estimate.Max, tt.least)
		}
	}
}

// A list that a filter makes costs what it holds, not the square of it.
func TestFilterOfMany(t *testing.T) {
	compiler, err := newCompiler(manyNeeds(t, 2000), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	p, wrong := compiler.compile(&canvas.TeamRule{
		Name: "r", Kind: "role", Message: kind.Localized{EN: "m"},
		Check: "item.from.need_role.filter(n, n.want != '').all(n, n.want != '')",
	}, false)
	if len(wrong) > 0 || !p.counted {
		t.Fatal(p, wrong)
	}
	if findings, cost := compiler.applyCounted([]*program{p}); len(findings) > 0 || cost > 2000*50 {
		t.Error(findings, cost)
	}
}

// manyNeeds is a canvas of so many needs of one role.
func manyNeeds(t *testing.T, n int) *canvas.Canvas {
	t.Helper()
	fsys := fstest.MapFS{"roles/member.yaml": {Data: []byte("name: Member\nscope: external\n")}}
	for i := range n {
		fsys[fmt.Sprintf("needs/n%d.yaml", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "role: member\nwant: w%d\n", i)}
	}
	kinds, _, err := kind.Load(schema.Kinds, schema.Order, nil)
	if err != nil {
		t.Fatal(err)
	}
	kinds.KeepRecords()
	c, err := canvas.Load(t.Context(), fsys, kinds)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
