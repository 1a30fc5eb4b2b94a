package similar

import "github.com/canevas-systemique/canvas/pkg/canvas"

// Member is an item of a group, and the one before it that it is near to.
type Member struct {
	Item     *canvas.Item
	Like     *canvas.Item // nil for the first of a group
	Nearness float64
}

// Groups puts together the items that pairs tie, directly or through others, in the order of the pairs.
func Groups(pairs []Pair) [][]Member {
	near := map[*canvas.Item][]Member{}
	for _, p := range pairs {
		near[p.A] = append(near[p.A], Member{p.B, p.A, p.Nearness})
		near[p.B] = append(near[p.B], Member{p.A, p.B, p.Nearness})
	}
	var groups [][]Member
	in := map[*canvas.Item]bool{}
	for _, p := range pairs {
		if in[p.A] {
			continue
		}
		in[p.A] = true
		group := []Member{{Item: p.A}}
		for i := 0; i < len(group); i++ {
			for _, m := range near[group[i].Item] {
				if !in[m.Item] {
					in[m.Item] = true
					group = append(group, m)
				}
			}
		}
		groups = append(groups, group)
	}
	return groups
}
