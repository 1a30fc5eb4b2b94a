package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/term"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// tie is a field of an item that may hold a reference to another.
type tie struct {
	from, to *canvas.Item
	field    *kind.Field // that holds the id, of a list its entries
}

// ties are the fields of either item that may hold the other, those of the first one before.
func ties(one, other *canvas.Item) []tie {
	var all []tie
	join := func(from, to *canvas.Item) {
		for _, f := range from.Kind.Slots() {
			if t := (tie{from, to, f}); f.Holds(to.Kind.Name) && t.isPossible() {
				all = append(all, t)
			}
		}
	}
	join(one, other)
	if one.Kind != other.Kind {
		join(other, one)
	}
	return all
}

// records is the list of records in which the field is, or nil.
func (t tie) records() *kind.Field {
	for i, r := range t.field.Path {
		if r != '.' {
			continue
		}
		if f := t.from.Kind.Field(t.field.Path[:i]); f.Type == kind.List {
			return f
		}
	}
	return nil
}

// isPossible tells whether a reference alone is enough: a record in a list may need more.
func (t tie) isPossible() bool {
	list := t.records()
	if list == nil {
		return true
	}
	for _, f := range list.Items.Fields {
		if f.Required && f != t.field {
			return false
		}
	}
	return list.Items.Field(t.field.Name) == t.field
}

// path is the field to which something is added, as `canvas set` takes it.
func (t tie) path() string {
	if list := t.records(); list != nil {
		return list.Path
	}
	return t.field.Path
}

func (t tie) term() diag.Term { return diag.Term{Kind: t.from.Kind.Name, Field: t.path()} }

// reference is how the field refers to the item.
func (t tie) reference() string {
	if len(t.field.Refs) > 1 {
		return t.to.Key()
	}
	return t.to.ID
}

// tie finds the field that shall hold the link of two items. Where it is one of several, somebody has
// to say which, unless one of them links the two already.
func (p *program) tie(ctx context.Context, one, other *canvas.Item, as string) (tie, error) {
	possible := ties(one, other)
	if len(possible) == 0 {
		failure := diag.Fail("link-no-field", "kind", one.Kind.Term(), "other", other.Kind.Term())
		if kinds := p.linkable(one.Kind); len(kinds) > 0 {
			failure.Hint("link-linkable", "kind", one.Kind.Term(), "kinds", kinds)
		}
		return tie{}, failure
	}
	if as != "" {
		return p.tieAs(possible, as)
	}
	for _, t := range possible {
		if p.isLinked(t, t.from.Content) {
			return t, nil
		}
	}
	if len(possible) == 1 {
		return possible[0], nil
	}
	if t, ok := p.askWhich(ctx, possible); ok {
		return t, nil
	}
	failure := diag.Fail("link-which", "kind", one.Kind.Term(), "name", one.Name(), "other", other.Name())
	for _, t := range possible {
		command := p.command("link", p.shortKey(one), p.shortKey(other), "--as", nameAmong(possible, t))
		failure.Hint("link-as-hint", "field", t.term(), "kind", t.from.Kind.Term(), "name", t.from.Name(), "command", command)
	}
	return tie{}, failure
}

// linkable are the kinds that can be linked with one.
func (p *program) linkable(k *kind.Kind) []diag.Term {
	var terms []diag.Term
	for _, other := range p.kinds.All() {
		if len(ties(&canvas.Item{Kind: k}, &canvas.Item{Kind: other})) > 0 {
			terms = append(terms, other.Term())
		}
	}
	return terms
}

// nameAmong is what --as takes for one of several ties.
func nameAmong(all []tie, t tie) string {
	for _, other := range all {
		if other.path() == t.path() && other.from != t.from {
			return t.from.Kind.Name + "." + t.path()
		}
	}
	return t.path()
}

// tieAs finds the tie that --as names: by the path of its field or its title, after its kind where
// both items have such a field.
func (p *program) tieAs(possible []tie, as string) (tie, error) {
	var named []tie
	var names []string
	for _, t := range possible {
		names = append(names, nameAmong(possible, t))
		word, path, typed := strings.Cut(as, ".")
		if as == t.path() || typed && path == t.path() && p.kinds.ByWord(word) == t.from.Kind || words.Fold(as) == words.Fold(p.say.Term(t.term())) {
			named = append(named, t)
		}
	}
	switch len(named) {
	case 0:
		return tie{}, diag.Fail("link-as-unknown", "field", as).Hint("allowed-values", "values", names)
	case 1:
		return named[0], nil
	}
	return tie{}, diag.Fail("link-as-several", "field", as).Hint("allowed-values", "values", names)
}

// askWhich asks which of several fields shall hold a link, where somebody can be asked.
func (p *program) askWhich(ctx context.Context, possible []tie) (tie, bool) {
	if !p.interactive() {
		return tie{}, false
	}
	p.remark("link-choices")
	for i, t := range possible {
		lead := fmt.Sprintf("  %d  ", i+1)
		choice := p.say.Say("link-choice", "field", t.term(), "kind", t.from.Kind.Term(), "name", t.from.Name())
		fmt.Fprintln(p.stderr, p.talk.Under(lead, term.Cell{Text: choice}))
	}
	for {
		answer, _ := p.ask(ctx, p.say.Say("link-question", "n", len(possible)))
		n, err := strconv.Atoi(strings.TrimSpace(answer))
		switch {
		case err == nil && n >= 1 && n <= len(possible):
			return possible[n-1], true
		case answer == "":
			return tie{}, false
		}
	}
}

// isLinked tells whether the field refers to the item already.
func (p *program) isLinked(t tie, content kind.Content) bool {
	return slices.ContainsFunc(content.Refs, func(ref kind.Ref) bool { return ref.Field == t.field && p.means(ref, t.to) })
}

// means tells whether a reference leads to an item: by its id, or by one that it had and no other has.
func (p *program) means(ref kind.Ref, it *canvas.Item) bool {
	of, id, typed := canvas.SplitKey(ref.ID)
	if !ref.Field.Holds(it.Kind.Name) || typed && of != it.Kind.Name {
		return false
	}
	for _, name := range ref.Field.Refs {
		other := p.kinds.Named(name)
		isOther := other != nil && (other != it.Kind || id != it.ID)
		if isOther && (!typed || name == of) && exists(p.folder.FS(), other.Folder+"/"+id+canvas.Extension) {
			return false
		}
	}
	return id == it.ID || slices.Contains(it.Former(), id)
}

// tieEdit is the edit that ties two items; none when they are tied already.
func (p *program) tieEdit(t tie) (string, error) {
	f, err := p.file(t.from)
	if err != nil {
		return "", err
	}
	content, _ := t.from.Kind.Read(f)
	switch {
	case p.isLinked(t, content):
		return "", nil
	case t.records() != nil:
		return t.path() + "+=" + t.field.Name + "=" + t.reference(), nil
	case t.from.Kind.Field(t.path()).Type == kind.List:
		return t.path() + "+=" + t.reference(), nil
	}
	edit := t.path() + "=" + t.reference()
	for _, ref := range content.Refs {
		if ref.Field == t.field {
			name := p.names(p.folder.FS())(t.field, ref.ID)
			return "", diag.Fail("link-taken", "field", t.term(), "kind", t.from.Kind.Term(), "name", t.from.Name(), "other", name).
				Hint("link-replace-hint", "command", p.command("set", p.shortKey(t.from), edit))
		}
	}
	return edit, nil
}
