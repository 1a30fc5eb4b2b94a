package capture

import (
	"slices"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/story"
)

// shape is what a session has to know of the kinds. All of it is found in their schemas.
type shape struct {
	story *kind.Kind             // what sentences become
	role  *kind.Field            // who speaks
	marks map[string]*kind.Field // by sign
	about []*kind.Field          // the lists of a story in which what its words name can be

	interview *kind.Kind
	date      *kind.Field // which names it
	topic     *kind.Field // which names it too; may be nil
	notes     *kind.Field
	persons   *kind.Field // who was there; may be nil
	roles     *kind.Field // who was heard; may be nil

	source       *kind.Field // of a story: the record that refers to the interview
	inSource     *kind.Field // its field for that
	personSource *kind.Field // its field for the person; may be nil
	dateSource   *kind.Field // its field for the day; may be nil
}

// newShape looks for the kind whose items are stories, and for the kind of the interviews: that to which the
// record of a story refers that says where it comes from, and which is named by its day.
func newShape(kinds *kind.Set) (shape, error) {
	for _, k := range kinds.All() {
		if !story.Fits(k) {
			continue
		}
		s := shape{story: k, role: k.Field("role"), marks: map[string]*kind.Field{}}
		for _, f := range k.Fields() {
			if f.Mark != "" {
				s.marks[f.Mark] = f
			}
			if f.Type == kind.List && len(f.Items.Refs) == 1 && !f.Items.Holds(k.Name) {
				s.about = append(s.about, f)
			}
			if s.interview == nil && f.Type == kind.Record {
				s.readSource(kinds, f)
			}
		}
		if s.interview != nil {
			return s, nil
		}
	}
	return shape{}, diag.Fail("capture-no-interview")
}

func (s *shape) readSource(kinds *kind.Set, record *kind.Field) {
	for _, f := range record.Fields {
		if len(f.Refs) != 1 {
			continue
		}
		k := kinds.Named(f.Refs[0])
		if k == nil || k.Field(kind.Notes) == nil {
			continue
		}
		if day := slices.IndexFunc(k.Named, func(name string) bool { return k.Field(name).IsDate() }); day >= 0 {
			s.interview, s.date, s.source, s.inSource = k, k.Field(k.Named[day]), record, f
			s.readInterview(k)
			break
		}
	}
	if s.interview == nil {
		return
	}
	for _, f := range record.Fields {
		switch {
		case f == s.inSource:
		case f.IsDate():
			s.dateSource = f
		case s.persons == nil && len(f.Refs) == 1:
			if s.persons = listOf(s.interview, f.Refs[0]); s.persons != nil {
				s.personSource = f
			}
		}
	}
}

func (s *shape) readInterview(k *kind.Kind) {
	s.notes, s.roles = k.Field(kind.Notes), listOf(k, s.role.Refs[0])
	for _, name := range k.Named {
		if f := k.Field(name); !f.IsDate() {
			s.topic = f
		}
	}
}

// listOf is the first field of a kind that lists items of another.
func listOf(k *kind.Kind, other string) *kind.Field {
	for _, f := range k.Fields() {
		if f.Type == kind.List && f.Items.Holds(other) {
			return f
		}
	}
	return nil
}

// second is the field that says what an item is, after those that name it: the first that takes any text.
func second(k *kind.Kind) *kind.Field {
	for _, f := range k.Fields() {
		if f.Type == kind.Text && !slices.Contains(k.Named, f.Name) && len(f.Refs)+len(f.Enum) == 0 && f.Matches("\x00") {
			return f
		}
	}
	return nil
}
