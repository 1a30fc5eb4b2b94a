package draft

import "slices"

// Assigned is what an Assignment means for an item that exists.
type Assigned struct {
	Value  any               // as it is written: a string, int, float64, json.Number, bool, []any or source.Map
	Made   []*Item           // items that it refers to, made because they were missing
	Called map[string]string // the names of the items that it refers to, as in Item
	Refers []string          // the files of those that were there before, as in Item
}

// Assign looks up what a value for a field of an existing item means; of the Request it takes the
// kind and what to do about what is missing. On an error nothing that it would have made stays on
// the Desk. The value is not yet checked against the kind.
func (d *Desk) Assign(r Request, a Assignment) (Assigned, error) {
	before := len(d.drafts)
	t := &try{Desk: d, request: r, option: a, called: map[string]string{}}
	value, err := t.value(r.Kind, a)
	if err != nil {
		d.forget(before)
		return Assigned{}, err
	}
	return Assigned{Value: value, Made: slices.Clone(d.drafts[before:]), Called: t.called, Refers: t.refers}, nil
}
