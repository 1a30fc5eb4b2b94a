package teamrule

import (
	"math"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"

	"cel.dev/cel-go/checker"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/overloads"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
)

// What rules may cost, in CEL's units, of which a comparison takes a few. To count them while an expression runs takes
// several times as long as running it, so only those rules are counted that cannot be shown in advance to stay cheap.
const (
	maxOne     = 200_000    // of a counted rule for one item
	maxCounted = 10_000_000 // of one for all items
)

// allowance is what all the rules of a canvas may cost, so much more for each item: they may take about as long as
// reading it does. Twenty common rules are estimated at some 300 for an item.
type allowance struct {
	estimated uint64 // of rules that are not counted, for the worst of items
	counted   uint64 // of the others
}

func allow(items int) allowance {
	n := uint64(items)
	return allowance{
		estimated: min(500_000_000, 10_000_000+3_000*n),
		counted:   min(30_000_000, 1_000_000+300*n),
	}
}

// bounds are the sizes of what a canvas holds, from which the worst cost of an expression follows.
type bounds struct {
	lists map[string]uint64 // the longest list in a field, by how an expression names the field
	text  uint64            // the longest text, in characters
	in    uint64            // the most links that lead to an item
}

func measure(c *canvas.Canvas) *bounds {
	b := &bounds{lists: map[string]uint64{}, text: 64} // no id is longer
	for _, it := range c.Items {
		b.in = max(b.in, uint64(len(it.In)))
		b.content(it.Content)
	}
	return b
}

func (b *bounds) content(c kind.Content) {
	for i := range c.Values {
		v := &c.Values[i]
		if v.Field.Type == kind.List {
			name := identifier(v.Field.Name)
			b.lists[name] = max(b.lists[name], uint64(v.Count))
		}
		b.text = max(b.text, uint64(utf8.RuneCountInString(v.Text)))
		for _, text := range v.List {
			b.text = max(b.text, uint64(utf8.RuneCountInString(text)))
		}
	}
	for i := range c.Parts {
		b.content(c.Parts[i].Content)
	}
}

// readsOnly tells whether an expression goes through nothing but lists that the canvas holds and texts and numbers that it
// spells out, and joins no texts or lists: of what an expression makes itself, CEL does not know the size in advance.
func readsOnly(tree *ast.AST) bool {
	reads := true
	ast.PostOrderVisit(tree.Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		switch e.Kind() {
		case ast.CallKind:
			t := tree.GetType(e.ID()).Kind()
			if e.AsCall().FunctionName() == operators.Add && t != types.IntKind && t != types.DoubleKind && !gathers(e) {
				reads = false
			}
		case ast.ComprehensionKind:
			reads = reads && isHeld(e.AsComprehension().IterRange())
		}
	}))
	return reads
}

// gathers tells whether a sum is the one with which CEL itself adds an entry to what a filter or map gives.
func gathers(e ast.Expr) bool {
	first := e.AsCall().Args()[0]
	return first.Kind() == ast.IdentKind && strings.HasPrefix(first.AsIdent(), "@")
}

// isHeld tells whether a list is one of the canvas, or spelled out.
func isHeld(e ast.Expr) bool {
	switch e.Kind() {
	case ast.SelectKind:
		operand := e.AsSelect().Operand()
		return operand.Kind() == ast.IdentKind || isHeld(operand)
	case ast.ListKind:
		return !slices.ContainsFunc(e.AsList().Elements(), func(e ast.Expr) bool { return e.Kind() != ast.LiteralKind })
	}
	return false
}

// EstimateSize tells CEL how long a text or list is at most.
func (b *bounds) EstimateSize(node checker.AstNode) *checker.SizeEstimate {
	path := node.Path()
	if len(path) == 0 {
		return nil
	}
	switch node.Type().Kind() {
	case types.StringKind:
		return &checker.SizeEstimate{Max: 2*b.text + 1} // a name may be two texts
	case types.ListKind:
		name := path[len(path)-1]
		if len(path) > 1 && path[len(path)-2] == "from" {
			return &checker.SizeEstimate{Max: b.in}
		}
		return &checker.SizeEstimate{Max: b.lists[name]}
	}
	return nil
}

// price is what a call costs that CEL takes for a single step although it is many: to read a day, and to look up a time
// zone (getHours and the like), which takes as long as hundreds. 0: it is none of these.
func price(function string, args int) uint64 {
	switch {
	case function == daysSinceName:
		return 10
	case strings.HasPrefix(function, "get") && args == 2:
		return 500
	}
	return 0
}

// reading are the functions that read a text from its beginning to its end, which CEL takes for a single step too.
var reading = []string{
	overloads.Size, overloads.TypeConvertInt, overloads.TypeConvertUint, overloads.TypeConvertDouble, overloads.TypeConvertBool,
	overloads.TypeConvertTimestamp, overloads.TypeConvertDuration,
}

// perStep is how many bytes of a text are gone through in one step.
const perStep = 10

// EstimateCallCost tells CEL what a call costs at most, where CEL takes it for too little.
func (b *bounds) EstimateCallCost(function, _ string, target *checker.AstNode, args []checker.AstNode) *checker.CallEstimate {
	if target != nil {
		args = append([]checker.AstNode{*target}, args...)
	}
	most := price(function, len(args))
	if slices.Contains(reading, function) && len(args) == 1 {
		most = 1 + longest(args[0])/perStep
	}
	if most == 0 {
		return nil
	}
	return &checker.CallEstimate{CostEstimate: checker.CostEstimate{Min: 1, Max: most}}
}

// longest is how long a text may be; of what is none, 0.
func longest(node checker.AstNode) uint64 {
	switch node.Type().Kind() {
	case types.StringKind, types.BytesKind, types.DynKind:
		if size := node.ComputedSize(); size != nil {
			return size.Max
		}
		return math.MaxUint64
	}
	return 0
}

// counter counts what CEL itself takes for a single step: what the estimate does, lists that are joined, and all
// that is asked of values whose type is known only now.
type counter struct{}

// CallCost tells what a call cost, nil where CEL knows.
func (counter) CallCost(function, overload string, args []ref.Val, _ ref.Val) *uint64 {
	cost := price(function, len(args))
	switch {
	case cost > 0:
	case function == operators.Add || overload == "" && function != overloads.Size:
		cost = 1
		for _, arg := range args {
			cost += textSteps(arg) + entries(arg)
		}
	case slices.Contains(reading, function):
		cost = 1 + textSteps(args[0])
	default:
		return nil
	}
	return &cost
}

func textSteps(v ref.Val) uint64 {
	switch v := v.(type) {
	case types.String:
		return uint64(len(v)) / perStep
	case types.Bytes:
		return uint64(len(v)) / perStep
	}
	return 0
}

// entries counts those of a list; none of the one that a filter or map makes, to which CEL adds without copying it.
func entries(v ref.Val) uint64 {
	if _, grows := v.(traits.MutableLister); grows {
		return 0
	}
	if list, ok := v.(traits.Lister); ok {
		size, _ := list.Size().(types.Int)
		return uint64(size)
	}
	return 0
}

// checkBounds refuses what no counting stops, since it is a single step to CEL: to compare lists of lists, which an
// expression makes as large as it likes, to copy them into a message, and patterns that become large programs or that only
// an item holds.
func (c *compiler) checkBounds(r *canvas.TeamRule, tree *ast.AST) (findings []diag.Finding) {
	refuse := func(e ast.Expr, message diag.Message) {
		at := offset(r.Check, tree.SourceInfo().GetStartLocation(e.ID()))
		findings = append(findings, invalid(r.Within(token(r.Check, at)), message, diag.Message{}))
	}
	ast.PostOrderVisit(tree.Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		if e.Kind() == ast.StructKind {
			refuse(e, diag.Msg("team-rule-makes"))
		}
		if e.Kind() != ast.CallKind || len(e.AsCall().Args()) == 0 {
			return
		}
		args := e.AsCall().Args()
		switch last := args[len(args)-1]; e.AsCall().FunctionName() {
		case operators.Equals, operators.NotEquals:
			if c.nests(tree, args[0]) && c.nests(tree, last) {
				refuse(e, diag.Msg("team-rule-nested", "name", r.Name))
			}
		case operators.In:
			t := tree.GetType(last.ID())
			if c.nests(tree, args[0]) && (t.Kind() != types.ListKind || isNest(t.Parameters()[0])) && t.Kind() != types.MapKind {
				refuse(e, diag.Msg("team-rule-nested", "name", r.Name))
			}
		case overloads.Matches:
			if problem := patternProblem(last); !problem.IsZero() {
				refuse(last, problem)
			}
		}
	}))
	return findings
}

// nests tells whether the value of an expression may hold lists in lists. What a field holds is no deeper than a file.
func (c *compiler) nests(tree *ast.AST, e ast.Expr) bool {
	t := tree.GetType(e.ID())
	if e.Kind() == ast.SelectKind && c.shapes.byName[tree.GetType(e.AsSelect().Operand().ID()).TypeName()] != nil {
		return false
	}
	inner := slices.ContainsFunc(t.Parameters(), isNest)
	return t.Kind() == types.DynKind || (t.Kind() == types.ListKind || t.Kind() == types.MapKind) && inner
}

// isNest tells whether a value of a type may hold others.
func isNest(t *types.Type) bool {
	switch t.Kind() {
	case types.DynKind, types.ListKind, types.MapKind:
		return true
	}
	return false
}

// patternProblem says why a pattern is refused. That it is none is said by CEL.
func patternProblem(e ast.Expr) diag.Message {
	pattern, ok := types.String(""), false
	if e.Kind() == ast.LiteralKind {
		pattern, ok = e.AsLiteral().(types.String)
	}
	if !ok {
		return diag.Msg("team-rule-pattern-made")
	}
	parsed, err := syntax.Parse(string(pattern), syntax.Perl)
	if err != nil {
		return diag.Message{}
	}
	if program, err := syntax.Compile(parsed.Simplify()); err != nil || len(program.Inst) > maxRegex {
		return diag.Msg("team-rule-pattern-large")
	}
	return diag.Message{}
}
