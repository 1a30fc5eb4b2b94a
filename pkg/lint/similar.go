package lint

import (
	"context"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/similar"
	"github.com/canevas-systemique/canvas/pkg/story"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// nearDuplicates reports stories that say nearly the same, each once, beside one that it is near to. What
// duplicateStories says is not said again.
func nearDuplicates(c *canvas.Canvas, rule Rule) []diag.Finding {
	var findings []diag.Finding
	for _, k := range c.Kinds.All() {
		if !story.Fits(k) {
			continue
		}
		pairs, _ := similar.New(k, c.OfKind(k)).Pairs(context.Background()) // which is never over
		for _, group := range similar.Groups(pairs) {
			for _, m := range group[1:] {
				if sameStory(m.Item, m.Like) {
					continue
				}
				key := "lint-near-duplicate"
				if role(m.Item) != role(m.Like) {
					key = "lint-near-duplicate-role"
				}
				f := rule.at(m.Item.Path, m.Item.Value("want").Range, diag.Msg(key, "other", m.Like.ID))
				f.Hint = diag.Msg("lint-near-duplicate-hint", "key", m.Item.Key(), "other", m.Like.Key())
				f.Related = []diag.Related{{Path: m.Like.Path, Range: m.Like.Value("want").Range, Message: diag.Msg("lint-already")}}
				findings = append(findings, f)
			}
		}
	}
	return findings
}

func sameStory(a, b *canvas.Item) bool {
	return role(a) == role(b) && words.Fold(a.Text("want")) == words.Fold(b.Text("want"))
}
