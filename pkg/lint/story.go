package lint

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/parallel"
	"github.com/canevas-systemique/canvas/pkg/story"
)

// The rules for how a wish is told; pkg/story applies them to one sentence.
var (
	twoInOne       = Rule{Name: "two-in-one", Family: Stories, Severity: diag.Warning}
	solutionInWant = Rule{Name: "solution-in-want", Family: Stories, Severity: diag.Info}
	roleOfNobody   = Rule{Name: "role-of-nobody", Family: Stories, Severity: diag.Info}
	asideInWant    = Rule{Name: "aside-in-want", Family: Stories, Severity: diag.Info}
	vagueWord      = Rule{Name: "vague-word", Family: Stories, Severity: diag.Info}
	longStory      = Rule{Name: "long-story", Family: Stories, Severity: diag.Info}
	missingElision = Rule{Name: "missing-elision", Family: Stories, Severity: diag.Info}
)

var storyRules = map[string]Rule{
	story.TwoInOne:       twoInOne,
	story.SolutionInWant: solutionInWant,
	story.RoleOfNobody:   roleOfNobody,
	story.AsideInWant:    asideInWant,
	story.VagueWord:      vagueWord,
	story.LongStory:      longStory,
	story.MissingElision: missingElision,
}

// StoryRule is the rule that a hint stands for. What is perhaps nothing to change is never more than told.
func StoryRule(h story.Hint) Rule {
	r := storyRules[h.Rule]
	if h.Perhaps {
		r.Severity = diag.Info
	}
	return r
}

// stories reports what could be told better in the items that are stories. Their roles, which many share, are the
// matter of roles.
func stories(c *canvas.Canvas) []diag.Finding {
	var items []*canvas.Item
	for _, k := range c.Kinds.All() {
		if story.Fits(k) {
			items = append(items, c.OfKind(k)...)
		}
	}
	found := make([][]diag.Finding, len(items)) // each story costs more than any other rule does
	parallel.Each(len(items), func(i int) { found[i] = hints(items[i]) })
	return slices.Concat(found...)
}

// hints reports what could be told better in one story.
func hints(it *canvas.Item) []diag.Finding {
	if it.Value("want") == nil || it.Closed() {
		return nil
	}
	var findings []diag.Finding
	for _, h := range story.Hints(story.Story{Want: it.Text("want"), Benefit: it.Text("benefit")}) {
		rule := StoryRule(h)
		f := rule.at(it.Path, within(it.Value(h.Field), h.Found), h.Message)
		f.Hint = h.Advice
		if rule.Name == twoInOne.Name {
			f.Hint = diag.Msg("lint-two-in-one-hint", "key", it.Key())
			if h.Perhaps {
				f.Hint = diag.Msg("lint-two-in-one-perhaps-hint", "key", it.Key())
			}
		}
		findings = append(findings, f)
	}
	return findings
}

// within is where words of a value stand, as far as that can be told without its file: all of the value where it is
// folded over lines or has escapes.
func within(v *kind.Value, found string) diag.Range {
	start, end := v.Range.Start, v.Range.End
	i := strings.Index(v.Text, found)
	quotes := end.Column - start.Column - utf8.RuneCountInString(v.Text)
	if found == "" || i < 0 || start.Line != end.Line || quotes != 0 && quotes != 2 {
		return v.Range
	}
	return diag.Span(start.Line, start.Column+quotes/2+utf8.RuneCountInString(v.Text[:i]), utf8.RuneCountInString(found))
}

// roles reports the roles of stories from which nobody in particular speaks, each once.
func roles(c *canvas.Canvas) []diag.Finding {
	var findings []diag.Finding
	for _, it := range c.Items {
		if it.Closed() || !slices.ContainsFunc(it.In, isRoleOfStory) || !story.IsNobody(it.Name()) {
			continue
		}
		f := roleOfNobody.at(it.Path, it.NameRange(), diag.Msg("story-role-of-nobody", "role", it.Name()))
		f.Hint = diag.Msg("story-role-of-nobody-hint")
		findings = append(findings, f)
	}
	return findings
}

func isRoleOfStory(l *canvas.Link) bool { return l.Field.Path == "role" && story.Fits(l.From.Kind) }
