package canvas

import (
	"bytes"
	"slices"

	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
)

// unread is a file or a folder that could not be read, or only in part: whether it refers to an item nobody knows.
type unread struct {
	kind *kind.Kind
	text []byte // nil when that is not known either
}

// newUnread keeps of a text what can be looked through in no time.
func newUnread(k *kind.Kind, text []byte) *unread {
	if len(text) > source.MaxBytes {
		text = nil
	}
	return &unread{k, text}
}

// suspect tells the items to which something unread may refer: those that its text names, or all where there is no text.
func (c *Canvas) suspect(all []*unread) {
	blind := map[*kind.Kind]bool{}
	for _, u := range all {
		if u.text == nil && !blind[u.kind] {
			blind[u.kind] = true
			suspected(c.Items, u.kind)
		}
		for _, id := range bytes.FieldsFunc(u.text, notInID) {
			suspected(c.byID[string(id)], u.kind)
			suspected(c.former[string(id)], u.kind)
		}
	}
}

func suspected(items []*Item, by *kind.Kind) {
	for _, it := range items {
		if !slices.Contains(it.Unsure, by) {
			it.Unsure = append(it.Unsure, by)
		}
	}
}

func notInID(r rune) bool { return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') }
