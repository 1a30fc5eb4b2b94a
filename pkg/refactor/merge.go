package refactor

import (
	"io/fs"
	"slices"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// Side is whose value stays where two items that become one say different things.
type Side int

// The sides.
const (
	Keep Side = iota // that of the item that stays
	Take             // that of the item that goes
	Both             // one text after the other
)

// Difference is a field of which two items that become one say different things.
type Difference struct {
	Path       string      // in the item that stays: "criteria[0].target"
	Field      *kind.Field // nil for one that the schema does not know
	Of         string      // inside an entry of a list, what names that entry
	Kept, Left string      // what the item that stays says, and the one that goes
	// Harmless tells that nothing is lost whichever side is chosen: it is the name, and the other one
	// becomes a synonym.
	Harmless bool
}

// CanBoth tells whether the two texts may stand one after the other.
func (d Difference) CanBoth() bool {
	f := d.Field
	return f != nil && f.Type == kind.Text && len(f.Enum)+len(f.Refs) == 0 && !d.Harmless && f.Matches(both(d.Kept, d.Left))
}

func both(kept, left string) string { return kept + "\n\n" + left }

// Merge makes one item of two of a kind: what refers to the one that goes refers to the other, which gets
// what it lacks, the entries of lists that it has not, the ids that the other had, and its names as synonyms
// where the kind has these. choose is asked once about each field of which they say different things. What
// one of them says of the other goes. Comments of the file that goes are put at the end of the other.
func Merge(c *canvas.Canvas, fsys fs.FS, goes, stays *canvas.Item, choose func(Difference) Side) (Edits, error) {
	switch {
	case goes == stays:
		return nil, diag.Fail("merge-same", "kind", goes.Kind.Term(), "name", goes.Name())
	case goes.Kind != stays.Kind:
		return nil, diag.Fail("merge-other-kind", "a", goes.Kind.Term(), "b", stays.Kind.Term())
	}
	if err := ambiguous(c, goes, goes); err != nil {
		return nil, err
	}
	r := newRelinking()
	for _, from := range c.Items {
		for _, l := range from.Links {
			switch l.To {
			case goes:
				r.add(l.Ref, stays, written(c, l.Ref, stays.Kind, stays.ID))
			case stays:
				r.add(l.Ref, stays, l.ID)
			case nil:
			default:
				if from == goes || from == stays {
					r.add(l.Ref, l.To, l.ID) // so that their lists can be compared
				}
			}
		}
	}
	own, err := r.merged(fsys, goes, stays, choose)
	if err != nil {
		return nil, err
	}
	others := slices.DeleteFunc(r.referrers(c), func(it *canvas.Item) bool { return it == goes || it == stays })
	edits, err := eachFile(fsys, others, r.edit)
	return append(own, edits...), err
}

// merged makes one of the two items' own files.
func (r relinking) merged(fsys fs.FS, goes, stays *canvas.Item, choose func(Difference) Side) (Edits, error) {
	k := stays.Kind
	before, err := read(fsys, stays)
	if err != nil {
		return nil, err
	}
	gone, err := read(fsys, goes)
	if err != nil {
		return nil, err
	}
	isOther := func(ref kind.Ref) bool { return r.items[said{ref.Field, ref.ID}] == stays }
	kept, err := cut(k, before, func(ref kind.Ref) bool { return r.ids[said{ref.Field, ref.ID}] != "" })
	if err != nil {
		return nil, err
	}
	other, err := cut(k, gone, isOther)
	if err != nil {
		return nil, err
	}
	u := union{relinking: r, kind: k, file: kept, choose: choose}
	u.mapping(nil, k.Field, other.Root)
	u.names(goes, stays)
	u.former(stays.ID, append([]string{goes.ID}, goes.Former()...))
	u.comments(gone)
	if u.err == nil {
		u.err = checked(k, u.file, before, gone)
	}
	return Edits{
		{Path: stays.Path, Before: before.Data, After: u.file.Data},
		{Path: goes.Path, Before: gone.Data},
	}, u.err
}

// texts are the entries of a list of an item.
func texts(it *canvas.Item, field string) []string {
	if v := it.Value(field); v != nil {
		return v.List
	}
	return nil
}

// names makes synonyms of the names that are not the item's any more.
func (u *union) names(goes, stays *canvas.Item) {
	if !hasSynonyms(u.kind) || u.err != nil {
		return
	}
	content, _ := u.kind.Read(u.file)
	known := []string{words.Fold((&canvas.Item{Kind: u.kind, ID: stays.ID, Content: content}).Name())}
	path := source.Path{{Key: kind.Synonyms}}
	if list := u.file.At(path); list != nil {
		for _, entry := range list.Children {
			known = append(known, words.Fold(entry.Value))
		}
	}
	for _, name := range slices.Concat([]string{stays.Name(), goes.Name()}, texts(goes, kind.Synonyms)) {
		isID := name == stays.ID || name == goes.ID
		if folded := words.Fold(name); u.err == nil && !isID && !slices.Contains(known, folded) {
			known = append(known, folded)
			u.change(u.file.Append(path, name, u.kind.Order))
		}
	}
}

func hasSynonyms(k *kind.Kind) bool {
	f := k.Field(kind.Synonyms)
	return f != nil && f.Type == kind.List && f.Items.Type == kind.Text
}

func (u *union) former(now string, ids []string) {
	if u.err == nil {
		u.change(noteFormer(u.kind, u.file, now, ids...))
	}
}

// comments keeps the comments of the file that goes under its name, but for those that are there already.
func (u *union) comments(gone *source.File) {
	known := u.file.Comments()
	lines := slices.DeleteFunc(gone.Comments(), func(line string) bool { return slices.Contains(known, line) })
	if len(lines) > 0 && u.err == nil {
		u.change(u.file.AddComments(append([]string{"# " + gone.Path + ":"}, lines...)))
	}
}
