package main

import (
	"bytes"
	"io"
	"io/fs"
	"strings"
	"testing"

	"github.com/canevas-systemique/canvas/examples"
	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/draft"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
)

// dressings are ways in which people write the same file.
var dressings = map[string]func(string) string{
	"as it is": func(s string) string { return s },
	"CRLF":     func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
	"comments": func(s string) string { return "# head\n\n" + strings.ReplaceAll(s, "\n", " # said\n\n# below\n") },
	"no end":   func(s string) string { return strings.TrimSuffix(s, "\n") },
}

// TestSetTouchesOnlyItsLines changes, empties and extends every field of every item of the examples,
// and looks at the lines of the file that are different then.
func TestSetTouchesOnlyItsLines(t *testing.T) {
	p := start(nil, strings.NewReader(""), io.Discard, io.Discard)
	p.loadKinds()
	for _, language := range []string{"en", "fr"} {
		fsys := examples.In(language)
		files, err := fs.Glob(fsys, "*/*.yaml")
		if err != nil || len(files) == 0 {
			t.Fatal(err)
		}
		for i, file := range files {
			k, _, ok := change.Locate(p.kinds, file)
			if !ok || i%7 != 0 { // some of each kind
				continue
			}
			data, err := fs.ReadFile(fsys, file)
			if err != nil {
				t.Fatal(err)
			}
			desk := draft.NewDesk(t.Context(), fsys, p.kinds)
			for name, dress := range dressings {
				f, findings := source.Parse(file, []byte(dress(string(data))))
				if len(findings) > 0 {
					continue // a block of text holds what was to be a comment
				}
				for _, s := range settings(k, f.Root, nil, k.Fields()) {
					checkSet(t, language+" "+name, k, desk, f, s)
				}
			}
		}
	}
}

// setting is an edit in the form of `canvas set`, and the value that it is about.
type setting struct {
	text string
	path source.Path
}

// settings are edits to each value of a mapping.
func settings(k *kind.Kind, n *source.Node, to source.Path, fields []*kind.Field) []setting {
	var all []setting
	for _, f := range fields {
		at := append(to[:len(to):len(to)], source.Step{Key: f.Name})
		_, value := n.Get(f.Name)
		if !f.Required {
			all = append(all, setting{at.String() + "=", at})
		}
		switch entry := f.Entry(); {
		case len(entry.Refs) > 0, entry.Type == kind.Boolean, entry.Type == kind.Record && f.Type == kind.List && value == nil:
		case f.Type == kind.Record:
			all = append(all, settings(k, value, at, f.Fields)...)
		case entry.Type == kind.Record:
			for i, record := range value.Children {
				all = append(all, settings(k, record, append(at[:len(at):len(at)], source.Step{Index: i}), entry.Fields)...)
			}
		case len(entry.Enum) > 0 && f.Type != kind.List:
			all = append(all, setting{at.String() + "=" + entry.Enum[0], at})
		case f.Type == kind.List && len(entry.Enum) == 0 && entry.Matches("new: # one"):
			all = append(all, setting{at.String() + "+=new: # one", at})
		case f.Type == kind.Integer:
			all = append(all, setting{at.String() + "=7", at})
		case f.Type == kind.Text && f.Matches("new: # one"):
			all = append(all, setting{at.String() + "=new: # one", at}, setting{at.String() + "=two\nlines", at})
		}
	}
	return all
}

// checkSet makes one edit and looks at what it did: only that field says something else, and only lines
// of its own are different; none where it was not there, one where it was a text on one line.
func checkSet(t *testing.T, name string, k *kind.Kind, desk *draft.Desk, f *source.File, s setting) {
	t.Helper()
	set := func(f *source.File, text string) *source.File {
		edits, err := readEdits(k, f, []string{text})
		r := &revision{item: &canvas.Item{Kind: k}, before: f, after: f, desk: desk, missing: draft.Request{Kind: k}, called: map[string]string{}}
		for _, e := range edits {
			err = r.apply(e)
		}
		if err != nil {
			t.Errorf("%s %s %q: %v", name, f.Path, text, err)
		}
		return r.after
	}
	after := set(f, s.text)
	for _, field := range change.Fields(k, f.Root, after.Root) {
		if !strings.HasPrefix(field.Path, s.path.String()) && !strings.HasPrefix(s.path.String(), field.Path) {
			t.Errorf("%s %s %q also changed %s", name, f.Path, s.text, field.Path)
		}
	}
	first, gone := difference(f.Data, after.Data)
	from, to := linesFrom(f, s.path[:1])
	value := f.At(s.path)
	switch {
	case gone > 0 && (first < from || first+gone > to):
		t.Errorf("%s %s %q changed lines %d to %d, its own are %d to %d:\n%s", name, f.Path, s.text, first, first+gone, from, to, after.Data)
	case gone > 0 && value == nil, gone > 1 && value != nil && after.At(s.path) != nil && value.Kind == source.Scalar && onOneLine(f, value):
		t.Errorf("%s %s %q changed %d lines:\n%s", name, f.Path, s.text, gone, after.Data)
	}
	if text, adds := strings.CutSuffix(s.text, "+=new: # one"); adds && value != nil && strings.TrimRight(string(f.Data), "\n") != strings.TrimRight(string(set(after, text+"-=new: # one").Data), "\n") {
		t.Errorf("%s %s: %q and back is not the same", name, f.Path, s.text)
	}
}

// difference is the first line that differs, from 1, and how many lines of the first text are not in
// the other.
func difference(before, after []byte) (first, gone int) {
	a, b := strings.Split(string(before), "\n"), strings.Split(string(after), "\n")
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b, first = a[1:], b[1:], first+1
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return first + 1, len(a)
}

// linesFrom are the lines from a key of the file up to the next one.
func linesFrom(f *source.File, key source.Path) (from, to int) {
	to = bytes.Count(f.Data, []byte("\n")) + 2
	for k := range f.Root.Entries() {
		switch {
		case k.Value == key[0].Key:
			from = k.Line
		case from > 0:
			return from, k.Line
		}
	}
	return from, to
}

func onOneLine(f *source.File, n *source.Node) bool {
	start, end := f.Offsets(n)
	return f.Position(start).Line == f.Position(end).Line
}
