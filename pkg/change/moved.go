package change

import (
	"bytes"
	"slices"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/kind"
)

// comparing sorts the files of two states into what became of them.
type comparing struct {
	kept, renamed  []states
	added, removed []*file
}

// states is an item's file in both states.
type states struct{ before, after *file }

func (c *comparing) add(before, after *file) {
	switch {
	case before != nil && after != nil:
		c.kept = append(c.kept, states{before, after})
	case before != nil:
		c.removed = append(c.removed, before)
	case after != nil:
		c.added = append(c.added, after)
	}
}

// items tells what became of every file.
func (c *comparing) items() []Item {
	c.rename()
	into := c.merge()
	var changes []Item
	for _, after := range c.added {
		changes = append(changes, after.item(Added))
	}
	for _, p := range c.renamed {
		it := both(Renamed, p.before, p.after).moved(p.before.id)
		changes = append(changes, it)
		changes = append(changes, merged(it, into[p.after])...)
	}
	for _, p := range c.kept {
		it := both(Changed, p.before, p.after)
		gone := into[p.after]
		if len(gone) == 0 {
			changes = append(changes, it)
			continue
		}
		it.Verb = Merged // what changed in it is told once
		changes = append(changes, it.moved(gone[0].id))
		changes = append(changes, merged(it, gone[1:])...)
	}
	for _, before := range c.removed {
		changes = append(changes, before.item(Removed))
	}
	return changes
}

// rename finds the new items that are items which are gone, under another id.
func (c *comparing) rename() {
	c.added = slices.DeleteFunc(c.added, func(after *file) bool {
		i := after.formerly(c.removed)
		if i < 0 {
			return false
		}
		c.renamed = append(c.renamed, states{c.removed[i], after})
		c.removed = slices.Delete(c.removed, i, i+1)
		return true
	})
}

// formerly is the index of the item that this new one was, or -1: the first of those that it names,
// one that names it and now has its old id back, else one whose file is the same. That an id is taken
// again for something else says nothing.
func (f *file) formerly(gone []*file) int {
	for _, id := range f.former {
		if i := slices.IndexFunc(gone, func(g *file) bool { return g.kind == f.kind && g.id == id }); i >= 0 {
			return i
		}
	}
	if i := slices.IndexFunc(gone, func(g *file) bool { return g.kind == f.kind && slices.Contains(g.former, f.id) && f.isLike(g) }); i >= 0 {
		return i
	}
	return slices.IndexFunc(gone, func(g *file) bool {
		return g.kind == f.kind && len(f.data) > 0 && bytes.Equal(g.data, f.data)
	})
}

// isLike tells whether an item is called the same, or says the same, as another.
func (f *file) isLike(other *file) bool {
	it := both(Renamed, other, f).moved(other.id)
	return f.name == other.name || !it.Broken && len(it.Fields) == 0
}

// merge finds the items that went into another: it has their id among its former ones, and had not.
func (c *comparing) merge() (into map[*file][]*file) {
	heirs := map[string]*file{} // by the path of the item that went into them
	for _, p := range slices.Concat(c.renamed, c.kept) {
		for _, id := range p.after.former {
			if !slices.Contains(p.before.former, id) {
				heirs[canvas.PathOf(p.after.kind, id)] = p.after
			}
		}
	}
	into = map[*file][]*file{}
	c.removed = slices.DeleteFunc(c.removed, func(gone *file) bool {
		heir := heirs[gone.path]
		if heir != nil {
			into[heir] = append(into[heir], gone)
		}
		return heir != nil
	})
	return into
}

// moved is the change with the id that is gone; the note of it (formerly) says what the verb says.
func (it Item) moved(was string) Item {
	it.Was = was
	it.Fields = slices.DeleteFunc(it.Fields, func(f Field) bool { return f.Path == kind.Formerly })
	return it
}

// merged tells of items that went into another of which it is told already what changed.
func merged(it Item, gone []*file) []Item {
	var changes []Item
	for _, g := range gone {
		changes = append(changes, Item{Verb: Merged, Kind: it.Kind, ID: it.ID, Name: it.Name, Path: it.Path, Was: g.id})
	}
	return changes
}

// Flat lists the followers too, each after the item that it follows.
func Flat(changes []Item) []Item {
	var flat []Item
	for _, it := range changes {
		followers := it.Followers
		it.Followers = nil
		flat = append(append(flat, it), followers...)
	}
	return flat
}

// Follow puts the changes that only follow another among them with it, and finds out what the others
// say of their own. It undoes Flat.
func Follow(changes []Item) []Item {
	moves := movesAmong(changes)
	var rest []*Item
	for i := range changes {
		it := &changes[i]
		if leader := moves.leader(it); leader != nil {
			leader.Followers = append(leader.Followers, *it)
			continue
		}
		for j, f := range it.Fields {
			it.Fields[j].carried = moves.carry(f) != nil
		}
		rest = append(rest, it)
	}
	list := make([]Item, len(rest))
	for i, it := range rest {
		list[i] = *it
	}
	return list
}

// moves are renamed and merged items, by the keys that they had ("role/tresorier") and by the one that they have.
type moves struct{ was, now map[string]*Item }

func movesAmong(changes []Item) moves {
	m := moves{map[string]*Item{}, map[string]*Item{}}
	for i, it := range changes {
		if it.Was == "" {
			continue
		}
		for _, id := range append(it.former, it.Was) { // references by an older id follow too
			m.was[it.Kind.Name+"/"+id] = &changes[i]
		}
		m.now[it.Kind.Name+"/"+it.ID] = &changes[i]
	}
	return m
}

// leader is the change that a changed item follows, or nil when it says something of its own.
func (m moves) leader(it *Item) (leader *Item) {
	if it.Verb != Changed {
		return nil
	}
	for _, f := range it.Fields {
		carried := m.carry(f)
		if carried == nil {
			return nil
		}
		if leader == nil {
			leader = carried
		}
	}
	return leader
}

// carry is the first move that a field follows, or nil when it says something else than before.
func (m moves) carry(f Field) (first *Item) {
	var wanted [][]string // for each reference the ways in which it may be written now
	for _, v := range f.Before {
		move, forms := m.of(v)
		if first == nil {
			first = move
		}
		if !slices.ContainsFunc(wanted, func(other []string) bool { return other[0] == forms[0] }) { // a list that held both
			wanted = append(wanted, forms)
		}
	}
	if first == nil || len(wanted) != len(f.After) {
		return nil
	}
	for _, v := range f.After {
		if !slices.ContainsFunc(wanted, func(forms []string) bool { return slices.Contains(forms, v.Text) }) {
			return nil
		}
	}
	return first
}

// of is the move that a text follows, or nil, and how it may be written then: the one that it refers to,
// by its new id; or another that gets the same id, so that the text needs its kind from then on.
func (m moves) of(v Value) (move *Item, forms []string) {
	forms = []string{v.Text}
	if v.Field == nil {
		return nil, forms
	}
	_, id, typed := canvas.SplitKey(v.Text)
	for _, kindName := range v.Field.Refs {
		if move := m.was[kindName+"/"+id]; move != nil && (!typed || v.Text == kindName+"/"+id) {
			return move, []string{move.ID, kindName + "/" + move.ID}
		}
	}
	for _, kindName := range v.Field.Refs {
		if other := m.now[kindName+"/"+v.Text]; other != nil {
			move = other
			continue
		}
		forms = append(forms, kindName+"/"+v.Text)
	}
	if move == nil {
		return nil, forms[:1]
	}
	return move, forms
}
