package canvas

import (
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
)

// TeamRule is a rule of the team's own, as canvas.yaml has it. What it says was not looked at any further.
type TeamRule struct {
	Name     string
	Kind     string         // whose items it concerns
	Check    string         // in CEL; true when all is well
	At       string         // the field where to say that it is not; "" the item's name
	Message  kind.Localized // what to say then
	Severity diag.Severity

	file *source.File
	node *source.Node
}

// Place is where canvas.yaml says something of the rule; where it has no such key, the name of the rule. Of a text below
// "|" or ">" it is the text itself, which says more than the sign.
func (r *TeamRule) Place(key string) diag.Range {
	for _, key := range []string{key, "name"} {
		if _, n := r.node.Get(key); n != nil {
			return r.file.Within(n, 0, len(n.Value))
		}
	}
	return r.file.Range(r.node)
}

// Within is where a part of Check stands, from an offset in its bytes up to another.
func (r *TeamRule) Within(from, to int) diag.Range {
	_, n := r.node.Get("check")
	return r.file.Within(n, from, to)
}

// Text names what the rule says, for a message.
func (r *TeamRule) Text() diag.Term { return diag.Term{Kind: r.Kind, Rule: r.Name} }

// teamRules reads the rules that have all they need; what the others lack is a finding of the schema.
func teamRules(f *source.File) []TeamRule {
	_, list := f.Root.Get("rules")
	if list == nil || list.Kind != source.Sequence {
		return nil
	}
	var rules []TeamRule
	for _, n := range list.Children {
		r := TeamRule{
			Name: text(n, "name"), Kind: text(n, "kind"), Check: text(n, "check"), At: text(n, "at"),
			Severity: diag.Warning, file: f, node: n,
		}
		if severity := text(n, "severity"); severity != "" && r.Severity.UnmarshalText([]byte(severity)) != nil {
			continue
		}
		_, message := n.Get("message")
		if message == nil || message.Kind != source.Mapping {
			continue
		}
		for language := range message.Entries() {
			r.Message.Put(language.Value, strings.TrimSpace(text(message, language.Value)))
		}
		if r.Name != "" && r.Kind != "" && r.Check != "" {
			rules = append(rules, r)
		}
	}
	return rules
}

func text(n *source.Node, key string) string {
	if _, v := n.Get(key); v != nil && v.Kind == source.Scalar && !(v.Plain && v.IsNull()) {
		return v.Value
	}
	return ""
}
