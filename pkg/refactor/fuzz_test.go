package refactor

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/diff"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/source"
)

// FuzzRename renames an item of a canvas in any style and compares: every reference means what it meant, nothing is wrong
// that was right, and only lines change that have to do with an id.
func FuzzRename(f *testing.F) {
	builtin := kinds(f, nil)
	for seed := range uint64(300) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 1))
		before := somewhere(r)
		c := loadOf(t, before, builtin)
		it := c.Items[r.IntN(len(c.Items))]
		id := pick(r, ids)
		edits, err := Rename(c, before, it, id)
		if err != nil || len(edits) == 0 {
			return
		}
		after := loadOf(t, edits.Over(before), builtin)
		was := func(key string) string {
			if key == it.Kind.Name+"/"+id {
				return it.Key()
			}
			return key
		}
		found := func(l *canvas.Link) bool { // a reference to nothing means the item once that has the id
			return len(c.Candidates(l)) == 0 && l.Field.Holds(it.Kind.Name) && (l.ID == id || l.ID == it.Kind.Name+"/"+id)
		}
		for _, from := range c.Items {
			for i := range from.Links {
				if l := &from.Links[i]; l.To == nil && found(l) {
					l.To = it
				}
			}
		}
		if diff := cmp.Diff(meanings(c, func(key string) string { return key }), meanings(after, was)); diff != "" {
			t.Errorf("%s to %s: references mean something else, -before +after:\n%s", it.Key(), id, diff)
		}
		if diff := cmp.Diff(countErrors(c), countErrors(after)); diff != "" {
			t.Errorf("%s to %s: -before +after:\n%s", it.Key(), id, diff)
		}
		onlyLinesOfIDs(t, edits)
	})
}

// FuzzMerge merges two items of a canvas in any style and compares: every reference of another item means what it meant, those
// of the one that stays mean what one of the two meant, and no comment is lost.
func FuzzMerge(f *testing.F) {
	builtin := kinds(f, nil)
	for seed := range uint64(300) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 2))
		before := somewhere(r)
		c := loadOf(t, before, builtin)
		goes := c.Items[r.IntN(len(c.Items))]
		stays := pick(r, c.OfKind(goes.Kind))
		side := Side(r.IntN(3))
		edits, err := Merge(c, before, goes, stays, func(Difference) Side { return side })
		if err != nil {
			return
		}
		after := loadOf(t, edits.Over(before), builtin)
		now := func(key string) string {
			if key == goes.Key() {
				return stays.Key()
			}
			return key
		}
		same := func(key string) string { return key }
		was, is := meanings(c, now), meanings(after, same)
		own := func(meaning string) bool { return strings.HasPrefix(meaning, stays.Key()+" ") }
		for _, meaning := range is {
			if !slices.Contains(was, meaning) && !wasBroken(c, meaning) {
				t.Errorf("%s into %s: %s is new", goes.Key(), stays.Key(), meaning)
			}
		}
		for _, meaning := range was {
			if !own(meaning) && !slices.Contains(is, meaning) {
				t.Errorf("%s into %s: %s is lost", goes.Key(), stays.Key(), meaning)
			}
		}
		if strings.Contains(strings.Join(is, "\n"), stays.Key()+" depends "+stays.Key()) && !slices.Contains(meanings(c, same), stays.Key()+" depends "+stays.Key()) {
			t.Errorf("%s into %s: it refers to itself", goes.Key(), stays.Key())
		}
		for _, e := range edits {
			f, _ := source.Parse(e.Path, e.Before)
			g, _ := source.Parse(e.Path, e.After)
			if e.After == nil {
				g, _ = source.Parse(e.Path, edits[0].After)
			}
			for _, comment := range f.Comments() {
				if !slices.Contains(g.Comments(), comment) && e.Path != stays.Path {
					t.Errorf("%s into %s: %s lost %q", goes.Key(), stays.Key(), e.Path, comment)
				}
			}
		}
	})
}

// FuzzUnlink takes the references to an item out and compares: no other reference means anything else.
func FuzzUnlink(f *testing.F) {
	builtin := kinds(f, nil)
	for seed := range uint64(300) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 3))
		before := somewhere(r)
		c := loadOf(t, before, builtin)
		it := c.Items[r.IntN(len(c.Items))]
		edits, err := Unlink(c, before, []*canvas.Item{it})
		if err != nil {
			return
		}
		data, err := fs.ReadFile(before, it.Path)
		if err != nil {
			t.Fatal(err)
		}
		after := loadOf(t, append(edits, Edit{Path: it.Path, Before: data}).Over(before), builtin)
		var want []string
		same := func(key string) string { return key }
		for _, meaning := range meanings(c, same) {
			if !strings.HasPrefix(meaning, it.Key()+" ") && !strings.HasSuffix(meaning, " "+it.Key()) {
				want = append(want, meaning)
			}
		}
		is := slices.DeleteFunc(meanings(after, same), func(meaning string) bool { return !slices.Contains(want, meaning) && wasBroken(c, meaning) })
		if diff := cmp.Diff(want, is); diff != "" {
			t.Errorf("%s: -want +got:\n%s", it.Key(), diff)
		}
	})
}

// onlyLinesOfIDs checks that each line that comes or goes has an id or the note of one; of the item's own file it is the
// two texts that are compared.
func onlyLinesOfIDs(t *testing.T, edits Edits) {
	t.Helper()
	edits = append(Edits{{edits[0].Path, edits[1].Before, edits[0].After}}, edits[2:]...)
	for _, e := range edits {
		for line := range strings.Lines(string(diff.Diff("a", e.Before, "b", e.After))) {
			isChange := strings.HasPrefix(line, "+") && !strings.HasPrefix(line, "+++") || strings.HasPrefix(line, "-") && !strings.HasPrefix(line, "---")
			says := func(id string) bool { return strings.Contains(line, id) }
			if isChange && !says("formerly") && !slices.ContainsFunc(ids, says) && strings.TrimSpace(line[1:]) != "" && !strings.HasPrefix(line, "+#") {
				t.Errorf("%s: this line need not change: %q", e.Path, line)
			}
		}
	}
}

// meanings are what the references of a canvas mean, each once.
func meanings(c *canvas.Canvas, was func(string) string) []string {
	var all []string
	for _, it := range c.Items {
		for _, l := range it.Links {
			if l.To != nil {
				all = append(all, was(it.Key())+" "+l.Field.Path+" "+was(l.To.Key()))
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// wasBroken tells whether a reference meant nothing in a canvas. One by an id that two items had before
// means the other one once one of them is gone.
func wasBroken(c *canvas.Canvas, meaning string) bool {
	for _, it := range c.Items {
		for _, l := range it.Links {
			if l.To == nil && strings.HasPrefix(meaning, it.Key()+" "+l.Field.Path+" ") {
				return true
			}
		}
	}
	return false
}

func countErrors(c *canvas.Canvas) int {
	n := 0
	for _, f := range c.Findings {
		if f.Severity == diag.Error {
			n++
		}
	}
	return n
}

var ids = []string{"jean", "marie", "secretaire", "2026", "tresorier"}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// somewhere is a canvas of a few items that refer to each other, by ids of today and of before.
func somewhere(r *rand.Rand) fstest.MapFS {
	files := fstest.MapFS{}
	add := func(folder, text string) {
		text += former(r)
		if r.IntN(4) == 0 {
			text = strings.ReplaceAll(text, "\n", "\r\n")
		}
		if r.IntN(6) == 0 {
			text = "\ufeff" + text
		}
		files[folder+"/"+pick(r, ids)+".yaml"] = &fstest.MapFile{Data: []byte(text)}
	}
	for range 3 {
		add("roles", "name: R # r\nscope: internal\n")
		add("persons", "first: P\nlast: P\n"+list(r, "roles", "role/"))
		add("objects", "name: O\nrights:\n  - role: "+ref(r, "role/")+"\n    can: [read]\n  - can:\n      - read\n    role: "+ref(r, "")+"\n")
		add("stakes", "\n\n# s\ntitle:   'S'\nowner: "+ref(r, pick(r, []string{"role/", "person/"}))+"  # o\n")
		add("applications", "name: A\nstatus: current\n"+list(r, "users", "role/")+"owner: "+ref(r, "person/")+"\n")
		add("needs", "role: "+ref(r, "")+"\nwant: w\n"+list(r, "depends", "need/"))
	}
	return files
}

func ref(r *rand.Rand, kind string) string {
	id := pick(r, ids)
	if r.IntN(3) == 0 {
		id = kind + id
	}
	switch r.IntN(4) {
	case 0:
		return "'" + id + "'"
	case 1:
		return `"` + id + `"`
	}
	if id == "2026" {
		return `"2026"`
	}
	return id
}

func list(r *rand.Rand, name, kind string) string {
	if r.IntN(3) == 0 {
		return fmt.Sprintf("%s: [%s, %s ,  %s]\n", name, ref(r, kind), ref(r, kind), ref(r, kind))
	}
	return fmt.Sprintf("%s:\n- %s # un\n\n# et\n- %s\n- %s\t# trois\n", name, ref(r, kind), ref(r, kind), ref(r, kind))
}

func former(r *rand.Rand) string {
	switch r.IntN(3) {
	case 0:
		return "formerly: ['" + pick(r, ids) + "']\n"
	case 1:
		return "formerly:\n  - '" + pick(r, ids) + "' # f\n  - '" + pick(r, ids) + "'\n"
	}
	return ""
}
