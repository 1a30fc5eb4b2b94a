package teamrule

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"cel.dev/cel-go/checker"
	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// Limits of an expression. Beyond them it is refused before anything is made of it.
const (
	maxLength = 4096 // characters
	maxDepth  = 48
	maxRegex  = 2000 // instructions of a program
	maxErrors = 3    // that are told of one expression
)

// compiler makes programs of the expressions of rules.
type compiler struct {
	canvas   *canvas.Canvas
	shapes   *shapes
	language *language
	bounds   *bounds
	left     allowance
}

func newCompiler(c *canvas.Canvas, today time.Time) (*compiler, error) {
	shapes, err := newShapes(c)
	if err != nil {
		return nil, err
	}
	language, err := newLanguage(shapes, today)
	return &compiler{c, shapes, language, measure(c), allow(len(c.Items))}, err
}

// names are what an expression can begin with.
var names = []string{"item", "today", "daysSince", "has", "size", "string", "int", "double", "matches"}

// compile makes a program of a rule, or says what is wrong with it; taken: that another has its name.
func (c *compiler) compile(r *canvas.TeamRule, taken bool) (*program, []diag.Finding) {
	p := &program{rule: r, kind: c.shapes.kinds.Named(r.Kind)}
	findings := c.checkNames(p)
	if taken {
		findings = append(findings, invalid(r.Place("name"), diag.Msg("team-rule-taken", "name", r.Name), diag.Message{}))
	}
	if p.kind == nil {
		return nil, findings
	}
	p.shape = c.shapes.byName[p.kind.Name]
	checked, wrong := c.check(p)
	findings = append(findings, wrong...)
	if len(findings) > 0 {
		return nil, findings
	}
	if err := c.plan(p, checked); err != nil {
		return nil, []diag.Finding{invalid(r.Place("check"), diag.Msg("team-rule-invalid", "name", r.Name, "problem", err.Error()), diag.Message{})}
	}
	return p, nil
}

// plan makes a rule ready to run; what it costs is counted only where it may be much.
func (c *compiler) plan(p *program, checked *ast.AST) (err error) {
	estimate, err := checker.Cost(checked, c.bounds)
	if err != nil {
		return err
	}
	all := uint64(math.MaxUint64)
	if items := uint64(len(c.canvas.OfKind(p.kind))); estimate.Max < all/(items+1) {
		all = estimate.Max * items
	}
	if p.counted = all > c.left.estimated || !readsOnly(checked); !p.counted {
		c.left.estimated -= all
	}
	p.run, err = c.language.plan(checked, p.counted)
	return err
}

// checkNames looks at all that a rule names but its expression.
func (c *compiler) checkNames(p *program) (findings []diag.Finding) {
	r := p.rule
	if p.kind == nil {
		var hint diag.Message
		if meant := c.shapes.kinds.ByWord(r.Kind); meant != nil {
			hint = didYouMean(meant.Name)
		} else {
			hint = nearest(r.Kind, c.kindNames())
		}
		return append(findings, invalid(r.Place("kind"), diag.Msg("team-rule-kind", "kind", r.Kind), hint))
	}
	if r.At != "" && p.kind.Field(r.At) == nil {
		findings = append(findings, invalid(r.Place("at"), diag.Msg("unknown-field", "field", r.At), c.nearField(p.kind.Name, r.At)))
	}
	if len(r.Message.In("")) == 0 {
		findings = append(findings, invalid(r.Place("message"), diag.Msg("team-rule-no-message", "name", r.Name), diag.Msg("team-rule-no-message-hint")))
	}
	return findings
}

func (c *compiler) kindNames() []string {
	var names []string
	for _, k := range c.shapes.kinds.All() {
		names = append(names, k.Name)
	}
	return names
}

// check reads an expression and holds it against the fields of the kinds.
func (c *compiler) check(p *program) (*ast.AST, []diag.Finding) {
	r := p.rule
	clear(c.shapes.absent)
	checked, wrong := c.language.read(r.Check, p.shape.typ)
	if len(wrong) > 0 {
		var findings []diag.Finding
		for _, e := range wrong[:min(len(wrong), maxErrors)] {
			findings = append(findings, c.explain(r, e))
			if strings.HasPrefix(e.Message, "Syntax error:") {
				break // the others follow from it
			}
		}
		return nil, findings
	}
	if t := checked.GetType(checked.Expr().ID()); !t.IsExactType(types.BoolType) && !t.IsExactType(types.DynType) {
		return nil, []diag.Finding{invalid(r.Place("check"), diag.Msg("team-rule-not-boolean", "name", r.Name, "type", t.String()), diag.Msg("team-rule-not-boolean-hint"))}
	}
	return checked, append(c.checkBounds(r, checked), c.checkValues(r, checked)...)
}

// What CEL says, in English, of what people get wrong most.
const (
	undeclared = `^undeclared reference to '(.*?)' \(in container '.*'\)$`
	undefined  = `^undefined field '(.*)'$`
	overload   = `^found no matching overload for '(.*?)' applied to '(.*)'$`
	unexpected = `^Syntax error: (?:(?:mismatched|extraneous) input|no viable alternative at input|token recognition error at:) '(.*?)'(?: expecting .*)?$`
)

// signs are those that people mean by what other languages write.
var signs = map[string]string{
	"&": "&&", "and": "&&", "et": "&&", "|": "||", "or": "||", "ou": "||", "=": "==",
	"not": "!", "non": "!",
}

// match gives the parts of what CEL says, if it says that. Few rules are ever wrong.
func match(pattern, said string) []string {
	return regexp.MustCompile(pattern).FindStringSubmatch(said)
}

// explain says an error of CEL's: the commonest in the reader's language, of others that there is one.
func (c *compiler) explain(r *canvas.TeamRule, e *common.Error) diag.Finding {
	from, to := token(r.Check, offset(r.Check, e.Location))
	message, hint := diag.Msg("team-rule-invalid", "name", r.Name, "problem", plain(e.Message)), diag.Message{}
	if m := match(undeclared, e.Message); m != nil {
		message = diag.Msg("team-rule-unknown-name", "word", m[1])
		from, to = orBefore(r.Check, from, to, m[1]) // of a function, CEL tells where its bracket is
		if hint = c.nearName(r.Kind, m[1]); hint.IsZero() {
			hint = diag.Msg("team-rule-unknown-name-hint")
		}
	}
	if m := match(undefined, e.Message); m != nil {
		message, hint = diag.Msg("unknown-field", "field", m[1]), c.nearField(c.shapes.absent[m[1]], m[1])
	}
	if m := match(overload, e.Message); m != nil {
		message = diag.Msg("team-rule-types", "operation", strings.Trim(m[1], "_"), "types", m[2])
		if c.namesItem(m[2]) {
			hint = diag.Msg("team-rule-types-hint")
		}
	}
	if m := match(unexpected, e.Message); m != nil {
		found := strings.TrimSpace(m[1])
		if word := lastWord(r.Check[:from]); signs[strings.ToLower(word)] == "!" { // a name to CEL, which stops at what follows it
			found = word
			from, to = orBefore(r.Check, from, to, word)
		}
		message = diag.Msg("team-rule-unexpected", "text", found)
		if meant := signs[strings.ToLower(found)]; meant != "" {
			hint = didYouMean(meant)
		}
		if found == "<EOF>" {
			message = diag.Msg("team-rule-ends", "name", r.Name)
		}
	}
	return invalid(r.Within(from, to), message, hint)
}

// nearName proposes what people mean by a word that an expression does not know.
func (c *compiler) nearName(kind, word string) diag.Message {
	switch sign := signs[strings.ToLower(word)]; {
	case sign != "":
		return didYouMean(sign)
	case c.shapes.byName[kind].fields[word] != nil:
		return didYouMean("item." + word)
	}
	return nearest(word, names)
}

// namesItem tells whether one of the types that CEL lists is that of an item.
func (c *compiler) namesItem(list string) bool {
	for t := range strings.SplitSeq(strings.Trim(list, "()"), ", ") {
		if c.shapes.byName[t] != nil {
			return true
		}
	}
	return false
}

// plain is the first line of what CEL says, without what it begins with.
func plain(message string) string {
	message, _, _ = strings.Cut(strings.TrimPrefix(message, "Syntax error: "), "\n")
	return message
}

// nearField proposes the fields of a shape of which the name or a title in either language is near.
func (c *compiler) nearField(name, word string) diag.Message {
	sh := c.shapes.byName[name]
	if sh == nil {
		return diag.Message{}
	}
	var candidates []string
	meaning := map[string]string{}
	add := func(word, name string) {
		if word != "" && meaning[word] == "" {
			candidates, meaning[word] = append(candidates, word), name
		}
	}
	for _, name := range sh.all() {
		add(name, name)
		if f := sh.schema[name]; f != nil {
			add(f.Labels.Title.EN, name)
			add(f.Labels.Title.FR, name)
		}
	}
	var likely []string
	for _, near := range words.Nearest(word, candidates) {
		if name := meaning[near]; !slices.Contains(likely, name) {
			likely = append(likely, name)
		}
	}
	if len(likely) == 0 {
		return diag.Msg("allowed-values", "values", sh.all())
	}
	return didYouMean(likely...)
}

func nearest(word string, candidates []string) diag.Message {
	if near := words.Nearest(word, candidates); len(near) > 0 {
		return didYouMean(near...)
	}
	return diag.Message{}
}

func didYouMean(candidates ...string) diag.Message {
	return diag.Msg("did-you-mean", "candidates", candidates)
}

// invalid says what is wrong with a rule, at a place of canvas.yaml.
func invalid(at diag.Range, message, hint diag.Message) diag.Finding {
	return diag.Finding{Path: canvas.Marker, Range: at, Severity: diag.Error, Rule: "invalid-rule", Message: message, Hint: hint}
}

// offset is where a location of CEL's, a line from 1 and characters before it, stands in a text.
func offset(text string, at common.Location) int {
	start := 0
	for range at.Line() - 1 {
		i := strings.IndexByte(text[start:], '\n')
		if i < 0 {
			return len(text)
		}
		start += i + 1
	}
	for range at.Column() {
		_, size := utf8.DecodeRuneInString(text[start:])
		start += size
	}
	return start
}

// lastWord is the word that a text ends in.
func lastWord(text string) string {
	text = strings.TrimRight(text, " \t\n")
	return text[len(strings.TrimRightFunc(text, isWord)):]
}

// orBefore is where the word stands that ends just before a place, else that place.
func orBefore(text string, from, to int, word string) (int, int) {
	if lastWord(text[:from]) != word {
		return from, to
	}
	at := strings.LastIndex(text[:from], word)
	return at, at + len(word)
}

func isWord(r rune) bool {
	return r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// token is the word or the sign that begins at an offset; of a dot, the word behind it.
func token(text string, at int) (from, to int) {
	if rest := text[at:]; strings.HasPrefix(rest, ".") {
		at += len(rest) - len(strings.TrimLeft(rest, ". \n\t"))
	}
	isSign := func(r rune) bool { return strings.ContainsRune("=!<>&|", r) }
	for _, is := range []func(rune) bool{isWord, isSign} {
		if rest := strings.TrimLeftFunc(text[at:], is); len(rest) < len(text[at:]) {
			return at, len(text) - len(rest)
		}
	}
	_, size := utf8.DecodeRuneInString(text[at:])
	return at, at + size
}
