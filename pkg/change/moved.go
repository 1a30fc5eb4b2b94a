package change

import (
	"bytes"
	"slices"
	"strings"

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
// else one whose file is the same.
func (f *file) formerly(gone []*file) int {
	for _, id := range f.former {
		if i := slices.IndexFunc(gone, func(g *file) bool { return g.kind == f.kind && g.id == id }); i >= 0 {
			return i
		}
	}
	return slices.IndexFunc(gone, func(g *file) bool {
		return g.kind == f.kind && len(f.data) > 0 && bytes.Equal(g.data, f.data)
	})
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

// Follow puts the changes that only follow another among them with it. It undoes Flat.
func Follow(changes []Item) []Item {
	moves := moves{}
	for i, it := range changes {
		if it.Was != "" {
			moves[it.Kind.Name+"/"+it.Was] = &changes[i]
		}
	}
	if len(moves) == 0 {
		return changes
	}
	var rest []*Item
	for i := range changes {
		it := &changes[i]
		if leader := moves.leader(it); leader != nil {
			leader.Followers = append(leader.Followers, *it)
			continue
		}
		if it.Was != "" {
			it.Fields = slices.DeleteFunc(it.Fields, func(f Field) bool { return moves.carry(f) != nil })
		}
		rest = append(rest, it)
	}
	list := make([]Item, len(rest))
	for i, it := range rest {
		list[i] = *it
	}
	return list
}

// moves are renamed and merged items by the key that is gone, "role/tresorier".
type moves map[string]*Item

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
	var wanted []string
	want := func(key string) {
		if !slices.Contains(wanted, key) { // a list that held both
			wanted = append(wanted, key)
		}
	}
	for _, v := range f.Before {
		move := m.of(v)
		if move == nil {
			want(v.Text)
			continue
		}
		if first == nil {
			first = move
		}
		want(strings.TrimSuffix(v.Text, move.Was) + move.ID)
	}
	if first == nil || len(wanted) != len(f.After) {
		return nil
	}
	for _, v := range f.After {
		if !slices.Contains(wanted, v.Text) {
			return nil
		}
	}
	return first
}

// of is the move of the item that a text refers to, or nil.
func (m moves) of(v Value) *Item {
	if v.Field == nil {
		return nil
	}
	for _, kindName := range v.Field.Refs {
		key := v.Text
		if !strings.Contains(key, "/") {
			key = kindName + "/" + key
		}
		if move := m[key]; move != nil && move.Kind.Name == kindName {
			return move
		}
	}
	return nil
}
