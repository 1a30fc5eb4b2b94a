package teamrule

import (
	"strings"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
)

// value tells the type of a field, and how to read it.
func (s *shapes) value(k *kind.Kind, f *kind.Field) (*types.Type, func(*object) ref.Val) {
	switch {
	case f.Type == kind.List:
		t, get := s.list(k, f)
		return types.NewListType(t), get
	case f.Type == kind.Record:
		sh := s.record(k, f)
		return sh.typ, func(o *object) ref.Val {
			if parts := o.parts(f, sh); len(parts) > 0 {
				return parts[0]
			}
			return sh.object(nil, nil)
		}
	case len(f.Refs) > 0:
		sh := s.target(f)
		return sh.typ, func(o *object) ref.Val {
			if found := s.linked(o, f); len(found) > 0 {
				return found[0]
			}
			return sh.object(nil, nil)
		}
	}
	absent := scalar(f, "")
	return scalarType(f), func(o *object) ref.Val {
		if v := o.value(f); v != nil {
			return scalar(f, v.Text)
		}
		return absent
	}
}

// list tells the type of a list's entries, and how to read the list.
func (s *shapes) list(k *kind.Kind, f *kind.Field) (*types.Type, func(*object) ref.Val) {
	entry := f.Items
	switch {
	case entry.Type == kind.Record:
		sh := s.record(k, entry)
		return sh.typ, func(o *object) ref.Val {
			return types.NewRefValList(s, o.parts(entry, sh))
		}
	case len(entry.Refs) > 0:
		return s.target(entry).typ, func(o *object) ref.Val { return types.NewRefValList(s, s.linked(o, f)) }
	case entry.Type == kind.List: // a list of lists is not kept of a file
		return types.DynType, func(*object) ref.Val { return types.NewRefValList(s, nil) }
	}
	return scalarType(entry), func(o *object) ref.Val {
		v := o.value(f)
		switch {
		case v == nil:
			return types.NewRefValList(s, nil)
		case entry.Type == kind.Text:
			return types.NewStringList(s, v.List)
		}
		var entries []ref.Val
		for _, text := range v.List {
			entries = append(entries, scalar(entry, text))
		}
		return types.NewRefValList(s, entries)
	}
}

func (s *shapes) record(k *kind.Kind, f *kind.Field) *shape {
	name := k.Name + "." + f.Path
	if sh := s.byName[name]; sh != nil {
		return sh
	}
	sh := s.add(name)
	s.fields(sh, k, f.Fields)
	return sh
}

// target is the shape of what a field refers to. Where that may be of several kinds, it has the fields of all of them.
func (s *shapes) target(f *kind.Field) *shape {
	name := strings.Join(f.Refs, "|")
	if sh := s.byName[name]; sh != nil || len(f.Refs) == 1 {
		return sh
	}
	sh := s.add(name)
	for _, ref := range f.Refs {
		if of := s.byName[ref]; of != nil {
			sh.choices = append(sh.choices, of)
		}
	}
	return sh
}

func scalarType(f *kind.Field) *types.Type {
	switch f.Type {
	case kind.Integer:
		return types.IntType
	case kind.Number:
		return types.DoubleType
	case kind.Boolean:
		return types.BoolType
	}
	return types.StringType
}

// scalar reads a text as its field's type. Nothing, and what is not of the type, is the field's default, else empty, 0 or
// false.
func scalar(f *kind.Field, text string) ref.Val {
	if f.Type == kind.Text && text != "" {
		return types.String(text)
	}
	v, err := f.Scalar(text)
	if err != nil || text == "" {
		v = f.Default
	}
	switch f.Type {
	case kind.Integer:
		n, _ := v.(int)
		return types.Int(n)
	case kind.Number:
		if n, ok := v.(int); ok {
			return types.Double(n)
		}
		n, _ := v.(float64)
		return types.Double(n)
	case kind.Boolean:
		b, _ := v.(bool)
		return types.Bool(b)
	}
	t, _ := v.(string)
	return types.String(t)
}

// value is what an object says in a field, or nil.
func (o *object) value(f *kind.Field) *kind.Value {
	if o.content == nil {
		return nil
	}
	for i := range o.content.Values {
		if v := &o.content.Values[i]; v.Field == f {
			return v
		}
	}
	return nil
}

// parts are what an object says in a record, or in a list of records, of a shape.
func (o *object) parts(f *kind.Field, sh *shape) []ref.Val {
	if o.content == nil {
		return nil
	}
	var found []ref.Val
	for i := range o.content.Parts {
		if part := &o.content.Parts[i]; part.Field == f {
			found = append(found, sh.object(o.item, &part.Content))
		}
	}
	return found
}

// linked are the items that an object refers to in a field. What resolves to nothing is left out: another rule says so.
func (s *shapes) linked(o *object, f *kind.Field) []ref.Val {
	v := o.value(f)
	if v == nil {
		return nil
	}
	entry := f.Entry()
	var found []ref.Val
	for i := range o.item.Links {
		l := &o.item.Links[i]
		if l.Field == entry && l.To != nil && within(v.Range, l.Range.Start) {
			found = append(found, s.objects[l.To])
		}
	}
	return found
}

// within tells whether a range has a position.
func within(r diag.Range, p diag.Position) bool {
	after := p.Line > r.Start.Line || p.Line == r.Start.Line && p.Column >= r.Start.Column
	return after && (p.Line < r.End.Line || p.Line == r.End.Line && p.Column < r.End.Column)
}
