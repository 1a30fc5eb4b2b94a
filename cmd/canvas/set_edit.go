package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/draft"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// edit is what one argument of `canvas set` asks for.
type edit struct {
	path  source.Path
	field *kind.Field // at the path; nil for one that the schema does not know and that is to go
	op    string      // "=", "+=" or "-="
	texts []string    // several where one list was given by several arguments
}

// readEdits reads "field=value", "field+=value", "field-=value". Arguments that replace the same
// list make one edit; two values for another field are refused, since one would be lost.
func readEdits(k *kind.Kind, f *source.File, args []string) ([]edit, error) {
	var edits []edit
	for _, arg := range args {
		e, err := readEdit(k, f, arg)
		if err != nil {
			return nil, err
		}
		same := slices.IndexFunc(edits, func(other edit) bool {
			return e.op == "=" && other.op == "=" && e.path.String() == other.path.String()
		})
		switch {
		case same < 0:
			edits = append(edits, e)
		case e.field == nil || e.field.Type != kind.List:
			return nil, diag.Fail("set-twice", "field", e.path.String())
		default:
			edits[same].texts = append(edits[same].texts, e.texts...)
		}
	}
	return edits, nil
}

func readEdit(k *kind.Kind, f *source.File, arg string) (edit, error) {
	name, text, ok := strings.Cut(arg, "=")
	if !ok || name == "" {
		return edit{}, diag.Fail("set-not-an-edit", "argument", arg).Hint("set-form-hint")
	}
	e := edit{op: "=", texts: []string{text}}
	for _, sign := range []string{"+", "-"} {
		if short, cut := strings.CutSuffix(name, sign); cut {
			name, e.op = short, sign+"="
		}
	}
	var err error
	if e.path, err = source.ParsePath(name); err != nil {
		return edit{}, err
	}
	e.field, err = fieldAt(k, e.path)
	if err != nil && e.isEmpty() && e.op == "=" && f.At(e.path) != nil {
		return e, nil // what the schema does not know may go
	}
	if err == nil && e.op != "=" {
		err = e.checkList()
	}
	return e, err
}

// checkList refuses to add to, or to take out of, what is no list.
func (e edit) checkList() error {
	switch {
	case e.field.Type != kind.List:
		return notAList(e.path)
	case e.isEmpty():
		return diag.Fail("set-no-entry", "field", e.path.String())
	}
	return nil
}

func notAList(path source.Path) error {
	return diag.Fail("set-not-a-list", "field", path.String()).Hint("set-not-a-list-hint", "field", path.String())
}

func (e edit) isEmpty() bool { return strings.TrimSpace(strings.Join(e.texts, "")) == "" }

// fieldAt finds the field that a path leads to, and says where the path goes wrong.
func fieldAt(k *kind.Kind, path source.Path) (*kind.Field, error) {
	fields := k.Fields()
	var f *kind.Field
	for i, step := range path {
		here := path[:i].String()
		switch {
		case step.Key == "" && f.Type == kind.List:
			f = f.Items
		case step.Key == "":
			return nil, notAList(path[:i])
		case f != nil && f.Type == kind.List:
			return nil, diag.Fail("set-which-entry", "field", here).Hint("set-which-entry-hint", "example", here+"[0]."+step.Key)
		case f != nil && f.Type != kind.Record:
			return nil, diag.Fail("set-no-fields", "field", here)
		default:
			if f = draft.Named(fields, step.Key); f == nil {
				return nil, unknownField(fields, step.Key)
			}
			path[i].Key = f.Name
		}
		fields = f.Fields
	}
	return f, nil
}

// unknownField proposes the fields whose name or title, in either language, is near.
func unknownField(fields []*kind.Field, name string) error {
	var candidates, names []string
	meaning := map[string]string{}
	for _, f := range fields {
		names = append(names, f.Name)
		for _, word := range append([]string{f.Name}, f.Labels.Title.Both()...) {
			if meaning[word] == "" {
				candidates, meaning[word] = append(candidates, word), f.Name
			}
		}
	}
	var near []string
	for _, word := range words.Nearest(name, candidates) {
		if !slices.Contains(near, meaning[word]) {
			near = append(near, meaning[word])
		}
	}
	failure := diag.Fail("unknown-field", "field", name)
	if len(near) > 0 {
		return failure.Hint("did-you-mean", "candidates", near)
	}
	return failure.Hint("allowed-values", "values", names)
}

// completeEdit completes the item, then the names of its fields, then the values of one.
func (p *program) completeEdit(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) == 0 || p.ready() != nil {
		return p.completeIDs(cmd, args, typed)
	}
	it, err := p.item(cmd.Context(), args[0])
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	name, value, ok := strings.Cut(typed, "=")
	if !ok {
		var fields []candidate
		for _, f := range it.Kind.Fields() {
			fields = append(fields, candidate{f.Name + "=", p.say.Term(diag.Term{Kind: it.Kind.Name, Field: f.Path})})
		}
		return complete(fields, typed), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	}
	path, err := source.ParsePath(strings.TrimRight(name, "+-"))
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	f, err := fieldAt(it.Kind, path)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	before := name + "="
	if f.Type == kind.List {
		before += value[:strings.LastIndex(value, ",")+1]
	}
	begun := strings.TrimPrefix(typed, before)
	found := complete(p.fieldCandidates(cmd.Context(), it.Kind, f.Entry(), begun), begun)
	for i := range found {
		found[i] = before + found[i]
	}
	return found, cobra.ShellCompDirectiveNoFileComp
}

// apply makes one edit.
func (r *revision) apply(e edit) error {
	if e.isEmpty() {
		return r.splice(r.after.Delete(e.path))
	}
	if e.op == "-=" {
		return r.takeOut(e)
	}
	var list []any
	for _, text := range e.texts {
		value, err := r.understand(e.field, text)
		if err != nil {
			return err
		}
		entries, isList := value.([]any)
		if !isList {
			return r.replace(e.path, value)
		}
		list = append(list, entries...)
	}
	if e.op == "+=" {
		return r.add(e.path, list)
	}
	return r.splice(r.after.Set(e.path, list, r.item.Kind.Order)) // which touches only the entries that differ
}

func (r *revision) splice(f *source.File, err error) error {
	if err == nil {
		r.after = f
	}
	return err
}

// understand reads a value as the field's, and looks up what it refers to.
func (r *revision) understand(f *kind.Field, text string) (any, error) {
	a, err := r.desk.Assign(r.missing, draft.Assignment{Field: f, Text: text})
	if err != nil {
		return nil, err
	}
	r.made = append(r.made, a.Made...)
	for ref, name := range a.Called {
		r.called[ref] = name
	}
	r.refers = append(r.refers, a.Refers...)
	return a.Value, nil
}

// replace puts a value in the place of another, unless it says the same.
func (r *revision) replace(path source.Path, value any) error {
	if n := r.after.At(path); n != nil && n.Kind == source.Scalar {
		_, isText := value.(string)
		if n.Value == fmt.Sprint(value) && (isText || n.Plain) && !n.IsNull() {
			return nil
		}
	}
	return r.splice(r.after.Set(path, value, r.item.Kind.Order))
}

// add appends the entries that the list does not have yet.
func (r *revision) add(path source.Path, list []any) error {
	for _, value := range list {
		n := r.after.At(path)
		has := n != nil && slices.ContainsFunc(n.Children, func(entry *source.Node) bool {
			return entry.Kind == source.Scalar && entry.Value == fmt.Sprint(value)
		})
		if has {
			continue
		}
		if err := r.splice(r.after.Append(path, value, r.item.Kind.Order)); err != nil {
			return err
		}
	}
	return nil
}

// takeOut removes entries of a list: a text, a reference by id or name, a record by what names it.
func (r *revision) takeOut(e edit) error {
	for _, text := range e.entries() {
		n := r.after.At(e.path)
		i := r.entry(e.field.Items, n, text)
		if i < 0 {
			failure := diag.Fail("set-not-in-list", "value", text, "field", e.path.String())
			if near := words.Nearest(text, entryNames(e.field.Items, n)); len(near) > 0 {
				failure.Hint("did-you-mean", "candidates", near)
			}
			return failure
		}
		if err := r.splice(r.after.Delete(e.path.Entry(i))); err != nil {
			return err
		}
	}
	return nil
}

// entries splits the texts at commas where the list holds references or words of an enumeration.
func (e edit) entries() []string {
	if len(e.field.Items.Refs)+len(e.field.Items.Enum) == 0 {
		return e.texts
	}
	return strings.Split(strings.Join(e.texts, ","), ",")
}

// entry is the index of the entry that a text means, or -1. What is written in the file counts
// first, so that a reference to nothing can be taken out too.
func (r *revision) entry(f *kind.Field, list *source.Node, text string) int {
	names := entryNames(f, list)
	text = strings.TrimSpace(text)
	if i := slices.Index(names, text); i >= 0 {
		return i
	}
	if i := slices.Index(names, f.Canonical(text)); i >= 0 {
		return i
	}
	if len(f.Refs) > 0 {
		a, err := r.desk.Assign(draft.Request{Kind: r.item.Kind}, draft.Assignment{Field: f, Text: text})
		if err != nil {
			return -1
		}
		return slices.Index(names, fmt.Sprint(a.Value))
	}
	return slices.IndexFunc(names, func(name string) bool { return words.Fold(name) == words.Fold(text) })
}

// entryNames are the texts of a list's entries; of a record its first field that must be there.
func entryNames(f *kind.Field, list *source.Node) []string {
	if list == nil {
		return nil
	}
	names := make([]string, len(list.Children))
	for i, entry := range list.Children {
		names[i] = entry.Value
		for _, inner := range slices.Backward(f.Fields) {
			if _, v := entry.Get(inner.Name); v != nil && inner.Required {
				names[i] = v.Value
			}
		}
	}
	return names
}
