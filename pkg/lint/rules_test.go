package lint_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/lint"
	"github.com/canevas-systemique/canvas/schema"
)

// loadBuiltin loads the kinds that every canvas has, once.
var loadBuiltin = sync.OnceValues(func() (*kind.Set, error) {
	kinds, _, err := kind.Load(schema.Kinds, schema.Order, nil)
	return kinds, err
})

func builtin(t testing.TB) *kind.Set {
	t.Helper()
	kinds, err := loadBuiltin()
	if err != nil {
		t.Fatal(err)
	}
	return kinds
}

// Every rule that the source gives to a finding is declared, and every declared one is in the source.
func TestRulesAreDeclared(t *testing.T) {
	written := rulesInSource(t)
	var declared []string
	for _, r := range lint.Rules(builtin(t)) {
		if slices.Contains(declared, r.Name) {
			t.Errorf("%s is declared twice", r.Name)
		}
		declared = append(declared, r.Name)
		if at, ok := written[r.Name]; !ok && r.Coverage == nil {
			t.Errorf("nothing reports %s", r.Name)
		} else if ok && r.Coverage != nil {
			t.Errorf("%s: %s is the name of a coverage rule", at, r.Name)
		}
	}
	for name, at := range written {
		if !slices.Contains(declared, name) {
			t.Errorf("%s: the rule %s is not declared", at, name)
		}
	}
}

// Every rule says in both languages what it finds and why.
func TestRulesAreExplained(t *testing.T) {
	kinds := builtin(t)
	for _, language := range lang.Languages {
		say := lang.New(language, kinds)
		for _, r := range lint.Rules(kinds) {
			for _, m := range []string{say.Message(r.What()), say.Message(r.Why()), say.Message(r.Family.Title())} {
				if m == "" || strings.Contains(m, "rule-") || strings.Contains(m, r.Name) {
					t.Errorf("%s %s: %q", language, r.Name, m)
				}
			}
		}
	}
}

// rulesInSource finds the names of rules in the program's source, with the place of each: the value of a
// field Rule (or, in a Rule, Name), and what is given for a parameter called rule.
func rulesInSource(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	files := token.NewFileSet()
	add := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			name, _ := strconv.Unquote(lit.Value)
			found[name] = files.Position(e.Pos()).String()
		}
	}
	for _, dir := range folders(t, "..", "../../cmd") {
		parsed := parse(t, files, dir)
		takers := takesRule(parsed)
		for _, f := range parsed {
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.KeyValueExpr:
					if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Rule" {
						add(n.Value)
					}
				case *ast.ValueSpec: // var brokenReference = Rule{…}
					for _, v := range n.Values {
						if lit, ok := v.(*ast.CompositeLit); ok && isRule(lit.Type) {
							add(lit.Elts[0].(*ast.KeyValueExpr).Value)
						}
					}
				case *ast.CallExpr:
					for _, i := range takers[callee(n)] {
						if i < len(n.Args) {
							add(n.Args[i])
						}
					}
				}
				return true
			})
		}
	}
	return found
}

func parse(t *testing.T, files *token.FileSet, dir string) (parsed []*ast.File) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(files, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		parsed = append(parsed, f)
	}
	return parsed
}

func isRule(e ast.Expr) bool {
	name, ok := e.(*ast.Ident)
	return ok && name.Name == "Rule"
}

// takesRule tells which functions of a package have a parameter called rule, and at which places:
// two methods may have one name.
func takesRule(parsed []*ast.File) map[string][]int {
	takers := map[string][]int{}
	for _, file := range parsed {
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			i := 0
			for _, field := range f.Type.Params.List {
				for _, name := range field.Names {
					if of, ok := field.Type.(*ast.Ident); ok && of.Name == "string" && name.Name == "rule" {
						takers[f.Name.Name] = append(takers[f.Name.Name], i)
					}
					i++
				}
			}
		}
	}
	return takers
}

func callee(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

func folders(t *testing.T, roots ...string) (dirs []string) {
	t.Helper()
	for _, root := range roots {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() && d.Name() != "testdata" {
				dirs = append(dirs, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return dirs
}
