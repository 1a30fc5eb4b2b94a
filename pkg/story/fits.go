package story

import "github.com/canevas-systemique/canvas/pkg/kind"

// Fits tells whether the items of a kind are user stories: it has a role that refers to an item, a
// want and a benefit.
func Fits(k *kind.Kind) bool {
	role, want, benefit := k.Field("role"), k.Field("want"), k.Field("benefit")
	return role != nil && len(role.Refs) > 0 && want != nil && benefit != nil
}
