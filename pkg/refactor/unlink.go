package refactor

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
)

// Unlink takes out every reference that other items have to some items: the entry of a list, the field, or the
// record that would be incomplete without it. It is refused (Required) where the other item would be.
func Unlink(c *canvas.Canvas, fsys fs.FS, items []*canvas.Item) (Edits, error) {
	goes, has := map[said]bool{}, map[*canvas.Item]bool{}
	var required Links
	for _, it := range items {
		if err := ambiguous(c, it, items...); err != nil {
			return nil, err
		}
		for _, l := range it.In {
			switch {
			case slices.Contains(items, l.From):
			case IsRequired(l):
				required = append(required, l)
			default:
				goes[said{l.Field, l.ID}], has[l.From] = true, true
			}
		}
	}
	if len(required) > 0 {
		return nil, Required{required}
	}
	from := slices.DeleteFunc(slices.Clone(c.Items), func(it *canvas.Item) bool { return !has[it] })
	return eachFile(fsys, from, func(it *canvas.Item, f *source.File) (*source.File, error) {
		after, err := cut(it.Kind, f, func(ref kind.Ref) bool { return goes[said{ref.Field, ref.ID}] })
		if err != nil {
			return nil, err
		}
		return after, checked(it.Kind, after, f)
	})
}

// IsRequired tells whether an item would be incomplete without a reference: nothing on the way to it may be left out.
func IsRequired(l *canvas.Link) bool {
	names := strings.Split(l.Field.Path, ".")
	for n := range names {
		f := l.From.Kind.Field(strings.Join(names[:n+1], "."))
		if f.Type == kind.List || !f.Required {
			return false
		}
	}
	return true
}

// cut takes references out of a file, each with what must not be without it.
func cut(k *kind.Kind, f *source.File, goes func(kind.Ref) bool) (*source.File, error) {
	var paths []source.Path
	for _, ref := range refs(k, f) {
		if !goes(ref) {
			continue
		}
		path := whole(k, f.PathTo(ref.Start))
		if !slices.ContainsFunc(paths, func(outer source.Path) bool { return isWithin(path, outer) }) {
			paths = slices.DeleteFunc(paths, func(inner source.Path) bool { return isWithin(inner, path) })
			paths = append(paths, path)
		}
	}
	return deleteAll(f, paths)
}

// whole is the path of what goes with a reference: the entry of a list, or what holds it up to the first
// that may be left out.
func whole(k *kind.Kind, path source.Path) source.Path {
	for n := len(path); n > 1; n-- {
		if path[n-1].Key == "" || !k.Field(dotted(path[:n])).Required {
			return path[:n]
		}
	}
	return path[:1]
}

func isWithin(inner, outer source.Path) bool {
	return len(inner) >= len(outer) && slices.Equal(inner[:len(outer)], outer)
}
