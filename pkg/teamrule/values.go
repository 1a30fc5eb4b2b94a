package teamrule

import (
	"slices"
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
)

// checkValues reports texts that are compared with an enumeration that has no such value: CEL sees a text like any
// other, and the rule would never find what it is for.
func (c *compiler) checkValues(r *canvas.TeamRule, tree *ast.AST) (findings []diag.Finding) {
	ast.PostOrderVisit(tree.Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		if e.Kind() != ast.CallKind || !slices.Contains(comparing, e.AsCall().FunctionName()) || len(e.AsCall().Args()) != 2 {
			return
		}
		a, b := e.AsCall().Args()[0], e.AsCall().Args()[1]
		for _, pair := range [][2]ast.Expr{{a, b}, {b, a}} {
			f := c.fieldOf(tree, pair[0])
			if f == nil || len(f.Entry().Enum) == 0 {
				continue
			}
			for _, literal := range texts(pair[1]) {
				value := string(literal.AsLiteral().(types.String))
				if value == "" || slices.Contains(f.Entry().Enum, value) {
					continue
				}
				at := offset(r.Check, tree.SourceInfo().GetStartLocation(literal.ID()))
				findings = append(findings, invalid(r.Within(at, quoted(r.Check, at)),
					diag.Msg("team-rule-value", "value", value, "field", f.Name), f.Entry().NearValue(value)))
			}
		}
	}))
	return findings
}

var comparing = []string{operators.Equals, operators.NotEquals, operators.In}

// fieldOf is the schema's field that an expression reads, or nil.
func (c *compiler) fieldOf(tree *ast.AST, e ast.Expr) *kind.Field {
	if e.Kind() != ast.SelectKind || e.AsSelect().IsTestOnly() {
		return nil
	}
	sh := c.shapes.byName[tree.GetType(e.AsSelect().Operand().ID()).TypeName()]
	if sh == nil {
		return nil
	}
	return sh.schema[e.AsSelect().FieldName()]
}

// texts are the literal texts of an expression that is one, or a list of some.
func texts(e ast.Expr) []ast.Expr {
	var found []ast.Expr
	switch e.Kind() {
	case ast.LiteralKind:
		if _, ok := e.AsLiteral().(types.String); ok {
			found = append(found, e)
		}
	case ast.ListKind:
		for _, entry := range e.AsList().Elements() {
			if entry.Kind() == ast.LiteralKind {
				found = append(found, texts(entry)...)
			}
		}
	}
	return found
}

// quoted is the end of the literal that begins at an offset.
func quoted(text string, at int) int {
	if at < len(text) && (text[at] == '\'' || text[at] == '"') {
		if i := strings.IndexByte(text[at+1:], text[at]); i >= 0 {
			return at + i + 2
		}
	}
	_, to := token(text, at)
	return to
}
