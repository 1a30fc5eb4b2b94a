package teamrule

import (
	"errors"
	"strings"
	"sync/atomic"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"github.com/canevas-systemique/canvas/pkg/canvas"
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
