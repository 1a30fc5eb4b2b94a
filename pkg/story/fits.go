package story

import "github.com/canevas-systemique/canvas/pkg/kind"

// Fields are the names of the fields in which an item of a kind of stories has its role, its want and its
// benefit. No other names of fields are known to the program.
func Fields() []string { return []string{"role", "want", "benefit"} }

// Fits tells whether the items of a kind are user stories: it has a role that refers to an item, a
// want and a benefit.
func Fits(k *kind.Kind) bool {
	role, want, benefit := k.Field("role"), k.Field("want"), k.Field("benefit")
	return role != nil && len(role.Refs) > 0 && want != nil && benefit != nil
}

// Texts are what a story says in each of Fields.
func (s Story) Texts() []string { return []string{s.Role, s.Want, s.Benefit} }

// Of is the story that an item tells, from the texts of its fields. Its role is a reference, as the item has it.
func Of(text func(field string) string) Story {
	return Story{Role: text("role"), Want: text("want"), Benefit: text("benefit")}
}
