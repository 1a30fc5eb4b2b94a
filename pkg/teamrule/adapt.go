package teamrule

import (
	"reflect"
	"slices"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// What CEL asks of shapes, which are its types, and of objects, which are values of them.

// FindStructType tells CEL that there is a shape of this name.
func (s *shapes) FindStructType(name string) (*types.Type, bool) {
	if sh := s.byName[name]; sh != nil {
		return types.NewTypeTypeWithParam(sh.typ), true
	}
	return s.Provider.FindStructType(name)
}

// FindStructFieldNames lists the fields of a shape.
func (s *shapes) FindStructFieldNames(name string) ([]string, bool) {
	if sh := s.byName[name]; sh != nil {
		return sh.all(), true
	}
	return s.Provider.FindStructFieldNames(name)
}

// all are the names of the fields, of all the choices where there are several.
func (sh *shape) all() []string {
	names := slices.Clone(sh.names)
	for _, choice := range sh.choices {
		for _, name := range choice.names {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// FindStructFieldType tells the type of a field, and how to read it.
func (s *shapes) FindStructFieldType(name, field string) (*types.FieldType, bool) {
	sh := s.byName[name]
	if sh == nil {
		return s.Provider.FindStructFieldType(name, field)
	}
	if found := sh.fields[field]; found != nil {
		return found, true
	}
	if found := sh.chosen(field); found != nil {
		return found, true
	}
	s.absent[field] = name
	return nil, false
}

// chosen is a field of something that may be of several kinds: as the kind that it is of has it, empty where that has none.
func (sh *shape) chosen(field string) *types.FieldType {
	var first *types.FieldType
	t := types.DynType
	for _, choice := range sh.choices {
		switch found := choice.fields[field]; {
		case found == nil:
		case first == nil:
			first, t = found, found.Type
		case !found.Type.IsExactType(t):
			t = types.DynType
		}
	}
	if first == nil {
		return nil
	}
	of := func(target any) *types.FieldType {
		if o, ok := target.(*object); ok && o.shape.fields[field] != nil {
			return o.shape.fields[field]
		}
		return first
	}
	return &types.FieldType{
		Type:    t,
		IsSet:   func(target any) bool { return of(target).IsSet(target) },
		GetFrom: func(target any) (any, error) { return of(target).GetFrom(target) },
	}
}

// NewValue refuses to make items.
func (s *shapes) NewValue(name string, fields map[string]ref.Val) ref.Val {
	if s.byName[name] != nil {
		return types.NewErr("an expression makes no items")
	}
	return s.Provider.NewValue(name, fields)
}

// NativeToValue makes a value of CEL of one of ours.
func (s *shapes) NativeToValue(value any) ref.Val {
	if v, ok := value.(ref.Val); ok {
		return v
	}
	return s.adapter.NativeToValue(value)
}

// ConvertToNative has nothing to convert to.
func (o *object) ConvertToNative(reflect.Type) (any, error) { return nil, errNoObject }

// ConvertToType tells the type; nothing else is made of an object.
func (o *object) ConvertToType(t ref.Type) ref.Val {
	if t == types.TypeType {
		return o.shape.typ
	}
	return types.NewErr("no conversion from %s", o.shape.typ.TypeName())
}

// Equal tells whether both are the same item, or say the same of one.
func (o *object) Equal(other ref.Val) ref.Val {
	p, ok := other.(*object)
	return types.Bool(ok && o.item == p.item && o.content == p.content)
}

// Type is the object's shape.
func (o *object) Type() ref.Type { return o.shape.typ }

// Value is the object itself, which the fields of its shape read.
func (o *object) Value() any { return o }

// Get reads a field of an object of which nothing was known in advance.
func (o *object) Get(index ref.Val) ref.Val {
	name, _ := index.(types.String)
	if f := o.shape.fields[string(name)]; f != nil {
		if v, err := f.GetFrom(o); err == nil {
			return v.(ref.Val)
		}
	}
	return types.NewErr("no such field: %v", index)
}

// IsSet tells whether such a field says something.
func (o *object) IsSet(field ref.Val) ref.Val {
	name, _ := field.(types.String)
	f := o.shape.fields[string(name)]
	return types.Bool(f != nil && f.IsSet(o))
}
