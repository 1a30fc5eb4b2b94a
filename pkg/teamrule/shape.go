package teamrule

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
)

// shape is what an expression can ask of an item, of a record in one, or of what refers to an item.
type shape struct {
	typ     *types.Type
	names   []string // of the fields
	fields  map[string]*types.FieldType
	schema  map[string]*kind.Field // of those fields that the schema declares
	choices []*shape               // of a reference to one of several kinds: theirs
	kept    int                    // how many fields are lists and objects
}

// shapes are those of all kinds. They are how CEL learns types and reads values.
type shapes struct {
	types.Provider // CEL's own types
	adapter        types.Adapter
	kinds          *kind.Set
	byName         map[string]*shape
	absent         map[string]string // the fields that were asked for but are not there, and of which shape
	objects        map[*canvas.Item]*object
}

// object is a value that has a shape. One without content stands for what is not there: all its fields are empty.
//
// There is one object of each item. Several rules read it at once, and it keeps what was read, since others will ask for the
// same: a stake that a thousand needs serve lists them once.
type object struct {
	shape   *shape
	item    *canvas.Item
	content *kind.Content             // the item's, or that of a record in it
	known   []atomic.Pointer[ref.Val] // the lists and objects that were read, by their turn in the shape
}

func newShapes(c *canvas.Canvas) (*shapes, error) {
	kinds := c.Kinds
	if !kinds.KeepsRecords() {
		return nil, errNoRecords
	}
	registry, err := types.NewRegistry()
	if err != nil {
		return nil, err
	}
	s := &shapes{Provider: registry, adapter: registry, kinds: kinds, byName: map[string]*shape{}, absent: map[string]string{}}
	for _, k := range kinds.All() { // before their fields, which refer to each other
		s.add(k.Name)
	}
	for _, k := range kinds.All() {
		s.describe(k)
	}
	s.objects = make(map[*canvas.Item]*object, len(c.Items))
	for _, it := range c.Items {
		s.objects[it] = s.byName[it.Kind.Name].object(it, &it.Content)
	}
	return s, nil
}

func (s *shapes) add(name string) *shape {
	shape := &shape{typ: types.NewObjectType(name), fields: map[string]*types.FieldType{}, schema: map[string]*kind.Field{}}
	s.byName[name] = shape
	return shape
}

// field adds a field to a shape; isSet nil means that it always is.
func (sh *shape) field(name string, t *types.Type, isSet func(*object) bool, get func(*object) ref.Val) {
	name = identifier(name)
	if sh.fields[name] != nil {
		return // the first counts
	}
	if t.Kind() == types.ListKind || t.Kind() == types.StructKind {
		get = sh.keep(get)
	}
	sh.names = append(sh.names, name)
	sh.fields[name] = &types.FieldType{
		Type: t,
		IsSet: func(target any) bool {
			o, ok := target.(*object)
			return ok && (isSet == nil || isSet(o))
		},
		GetFrom: func(target any) (any, error) {
			if o, ok := target.(*object); ok {
				return get(o), nil
			}
			return nil, errNoObject
		},
	}
}

// keep reads a field once for each object.
func (sh *shape) keep(get func(*object) ref.Val) func(*object) ref.Val {
	turn := sh.kept
	sh.kept++
	return func(o *object) ref.Val {
		if turn >= len(o.known) || o.shape != sh { // there is nothing to keep of what is not there
			return get(o)
		}
		if known := o.known[turn].Load(); known != nil {
			return *known
		}
		v := get(o)
		o.known[turn].Store(&v)
		return v
	}
}

// object makes an object of the shape; without content, of what is not there.
func (sh *shape) object(it *canvas.Item, content *kind.Content) *object {
	o := &object{shape: sh, item: it, content: content}
	if it != nil {
		o.known = make([]atomic.Pointer[ref.Val], sh.kept)
	}
	return o
}

var (
	errNoObject  = errors.New("no such field")
	errNoRecords = errors.New("the canvas was read without its records")
)

// identifier is how an expression writes a name of a schema.
func identifier(name string) string { return strings.ReplaceAll(name, "-", "_") }

// describe says what can be asked of an item of a kind: its fields, and what every item has.
func (s *shapes) describe(k *kind.Kind) {
	sh := s.byName[k.Name]
	s.fields(sh, k, k.Fields())
	has := func(o *object) bool { return o.item != nil }
	text := func(get func(*canvas.Item) string) func(*object) ref.Val {
		return func(o *object) ref.Val {
			if o.item == nil {
				return types.String("")
			}
			return types.String(get(o.item))
		}
	}
	sh.field("id", types.StringType, has, text(func(it *canvas.Item) string { return it.ID }))
	sh.field("name", types.StringType, has, text((*canvas.Item).Name))
	sh.field("kind", types.StringType, has, text(func(it *canvas.Item) string { return it.Kind.Name }))
	sh.field("closed", types.BoolType, has, func(o *object) ref.Val { return types.Bool(o.item != nil && o.item.Closed()) })

	from := s.add(k.Name + "<")
	for _, other := range s.kinds.All() {
		for _, slot := range other.Slots() {
			if slot.Holds(k.Name) {
				s.inward(from, other, nil)
				s.inward(from, other, slot)
			}
		}
	}
	sh.field("from", from.typ, has, func(o *object) ref.Val { return from.object(o.item, nil) })
}

// inward adds the items of a kind that refer to an item, by one field or by any.
func (s *shapes) inward(from *shape, other *kind.Kind, slot *kind.Field) {
	name := other.Name
	if slot != nil {
		name += "_" + strings.ReplaceAll(slot.Path, ".", "_")
	}
	sh := s.byName[other.Name]
	get := func(o *object) []ref.Val {
		var found []ref.Val
		var last *canvas.Item
		for _, l := range in(o.item) {
			if l.From.Kind == other && l.From != last && (slot == nil || l.Field == slot) {
				found = append(found, s.objects[l.From])
				last = l.From
			}
		}
		return found
	}
	from.field(name, types.NewListType(sh.typ),
		func(o *object) bool { return len(get(o)) > 0 },
		func(o *object) ref.Val { return types.NewRefValList(s, get(o)) })
}

func in(it *canvas.Item) []*canvas.Link {
	if it == nil {
		return nil
	}
	return it.In
}

// fields adds the fields that the schema declares.
func (s *shapes) fields(sh *shape, k *kind.Kind, fields []*kind.Field) {
	for _, f := range fields {
		t, get := s.value(k, f)
		sh.schema[identifier(f.Name)] = f
		sh.field(f.Name, t, func(o *object) bool { return o.value(f) != nil }, get)
	}
}

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
