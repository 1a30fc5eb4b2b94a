package teamrule

import (
	"fmt"
	"time"

	"cel.dev/cel-go/checker"
	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/containers"
	"cel.dev/cel-go/common/decls"
	"cel.dev/cel-go/common/stdlib"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/interpreter"
	"cel.dev/cel-go/parser"
)

// language is CEL with what our expressions can name. It is put together of the library's parts: its package cel, which does
// that for everybody, brings along what no rule needs, and every start of the program would pay for it.
type language struct {
	parser      *parser.Parser
	known       *checker.Env // all that can be named but the item
	provider    types.Provider
	interpreter interpreter.Interpreter
	counter     *interpreter.CostTracker
}

func newLanguage(shapes *shapes, today time.Time) (*language, error) {
	l := &language{provider: shapes}
	var err error
	if l.parser, err = parser.NewParser(parser.Macros(parser.AllMacros...), parser.MaxRecursionDepth(maxDepth),
		parser.ErrorRecoveryLimit(maxErrors), parser.ExpressionSizeCodePointLimit(maxLength)); err != nil {
		return nil, err
	}
	since, err := decls.NewFunction(daysSinceName, decls.Overload("days_since_date", []*types.Type{types.StringType}, types.IntType,
		decls.UnaryBinding(func(day ref.Val) ref.Val { return daysSince(day, today) })))
	if err != nil {
		return nil, err
	}
	if l.known, err = checker.NewEnv(containers.DefaultContainer, shapes); err != nil {
		return nil, err
	}
	dispatcher := interpreter.NewDispatcher()
	for _, f := range append(stdlib.Functions(), since) {
		bindings, err := f.Bindings()
		if err != nil {
			return nil, err
		}
		if err := dispatcher.Add(bindings...); err != nil {
			return nil, err
		}
		if !f.IsDeclarationDisabled() {
			if err := l.known.AddFunctions(f); err != nil {
				return nil, err
			}
		}
	}
	if err := l.known.AddIdents(decls.NewConstant("today", types.StringType, types.String(today.Format(time.DateOnly)))); err != nil {
		return nil, err
	}
	l.interpreter = interpreter.NewInterpreter(dispatcher, containers.DefaultContainer, shapes, shapes,
		interpreter.NewAttributeFactory(containers.DefaultContainer, shapes, shapes))
	l.counter, err = interpreter.NewCostTracker(counter{}, interpreter.CostTrackerLimit(maxOne))
	return l, err
}

const daysSinceName = "daysSince"

// daysSince counts the days from a date up to today; of what is no date none passed.
func daysSince(date ref.Val, today time.Time) ref.Val {
	text, _ := date.(types.String)
	if len(text) != len(time.DateOnly) {
		return types.Int(0) // however long it is
	}
	day, err := time.Parse(time.DateOnly, string(text))
	if err != nil {
		return types.Int(0)
	}
	y, m, d := today.Date()
	return types.Int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Sub(day).Hours() / 24)
}

// read parses an expression and checks it, or says what is wrong with it.
func (l *language) read(text string, item *types.Type) (*ast.AST, []*common.Error) {
	source := common.NewTextSource(text)
	parsed, errs := l.parser.Parse(source)
	if wrong := errs.GetErrors(); len(wrong) > 0 {
		return nil, wrong
	}
	env, err := checker.NewEnv(containers.DefaultContainer, l.provider, checker.ValidatedDeclarations(l.known))
	if err == nil {
		err = env.AddIdents(decls.NewVariable("item", item))
	}
	if err != nil {
		panic(err) // nothing of it comes from the canvas but the name of a kind
	}
	checked, errs := checker.Check(parsed, source, env)
	return checked, errs.GetErrors()
}

// plan makes an expression ready to run; counted: that its cost is counted while it runs.
func (l *language) plan(checked *ast.AST, counted bool) (expression, error) {
	options := []interpreter.PlannerOption{interpreter.Optimize(), interpreter.CompileRegexConstants(interpreter.MatchesRegexOptimization)}
	if counted {
		options = append(options, interpreter.CostObserver(interpreter.CostTrackerFactory(l.counter.Clone)))
	}
	run, err := l.interpreter.NewInterpretable(checked, options...)
	return expression{run}, err
}

// expression is ready to run, on several processors at once.
type expression struct{ run interpreter.InterpretableV2 }

// of gives the value of the expression for an item, and what that cost where it is counted.
func (e expression) of(item *object) (out ref.Val, cost uint64, err error) {
	frame, err := interpreter.NewExecutionFrame(variables{item})
	if err != nil {
		return nil, 0, err
	}
	defer frame.Close()
	var counter *interpreter.CostTracker
	defer func() {
		if counter != nil {
			cost = counter.ActualCost()
		}
		switch stopped := recover().(type) { // the library knows no other way to stop
		case nil:
		case error:
			err = stopped
		default:
			err = fmt.Errorf("%v", stopped)
		}
	}()
	if counted, ok := e.run.(*interpreter.ObservableInterpretable); ok {
		out = counted.ObserveExec(frame, func(state any) { counter, _ = state.(*interpreter.CostTracker) })
	} else {
		out = e.run.Exec(frame)
	}
	if failed, ok := out.(*types.Err); ok {
		return nil, 0, failed
	}
	return out, 0, nil
}

// variables are what an expression can name that differs from item to item.
type variables struct{ item *object }

// ResolveName gives the value of a name.
func (v variables) ResolveName(name string) (any, bool) { return v.item, name == "item" }

// Parent is none.
func (v variables) Parent() interpreter.Activation { return nil }
