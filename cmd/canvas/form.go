package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/pflag"

	"github.com/canevas-systemique/canvas/pkg/draft"
	"github.com/canevas-systemique/canvas/pkg/form"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/story"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// A form only finds out what to add: the item is then added as by the command line that is told at the end. What was
// typed into a form that comes to nothing is kept in a file, from which the form goes on.

// sayEnough tells whether options alone make an item.
func sayEnough(k *kind.Kind, values []draft.Assignment) bool {
	return len(values) > 0 && !slices.ContainsFunc(k.Fields(), func(f *kind.Field) bool {
		isGiven := slices.ContainsFunc(values, func(a draft.Assignment) bool { return a.Field == f })
		return f.Required && f.Default == nil && !isGiven
	})
}

// addByForm asks for an item, and adds it. With nobody to ask, what was kept of a form is added as it is.
func (p *program) addByForm(ctx context.Context, k *kind.Kind, o addOptions) error {
	given, records, err := p.given(k, o)
	if err != nil {
		return err
	}
	listening, stop := signal.NotifyContext(ctx, syscall.SIGHUP)
	defer stop()
	var request draft.Request
	f := p.newForm(listening, k)
	for _, a := range records {
		f.Skip = append(f.Skip, a.Field)
	}
	f.Try = func(a form.Answers) (err error) {
		request, err = p.request(listening, k, o, a, records)
		return err
	}
	kept := p.keepForm(o)
	f.Keep = kept.write
	var items []*draft.Item
	var outcome repo.Outcome
	answers, err := p.fill(listening, f, given)
	if err == nil {
		items, outcome, err = p.addOne(ctx, o, &request)
	}
	if err != nil {
		return p.keepAnswers(kept, answers, err)
	}
	kept.drop()
	if err := p.tellAdded(o, items, outcome, nil); err != nil {
		return err
	}
	p.remark("form-same")
	fmt.Fprintln(p.stderr, "  "+words.Printable(p.asCommand(request)))
	return nil
}

// given is what a form begins with: what was kept of another, and what options say. Of a record that an option
// gives nothing is asked.
func (p *program) given(k *kind.Kind, o addOptions) (given form.Answers, records []draft.Assignment, err error) {
	given.Texts = map[string][]string{}
	if o.resume != "" {
		if given.Texts, err = p.keptAnswers(k, o.resume); err != nil {
			return given, nil, err
		}
	}
	for _, a := range o.values {
		entry := a.Field.Entry()
		switch {
		case a.Field.Type == kind.Record:
			records = append(records, a)
		case o.resume != "" && len(given.Texts[a.Field.Path]) > 0: // the file knows better
		case a.Field.Type == kind.List && len(entry.Refs)+len(entry.Enum) > 0:
			given.Texts[a.Field.Path] = append(given.Texts[a.Field.Path], strings.Split(a.Text, ",")...)
		default:
			given.Texts[a.Field.Path] = append(given.Texts[a.Field.Path], a.Field.Canonical(a.Text))
		}
	}
	return given, records, nil
}

func (p *program) newForm(ctx context.Context, k *kind.Kind) *form.Form {
	return &form.Form{
		Kind: k, Say: p.say, Screen: p.talk, Desk: draft.NewDesk(ctx, p.folder.FS(), p.kinds), Today: p.now.Format(time.DateOnly),
		Label: func(f *kind.Field) string { return fieldLabel(p.say, k, f) },
		Items: func(f *kind.Field) []form.Choice { return p.referable(ctx, f) },
		Makes: func(f *kind.Field) []*kind.Kind {
			return slices.DeleteFunc(p.kindsOf(f), story.Fits) // a sentence is no name
		},
	}
}

// kindsOf are the kinds that a reference may be of.
func (p *program) kindsOf(f *kind.Field) (kinds []*kind.Kind) {
	for _, name := range f.Refs {
		if k := p.kinds.Named(name); k != nil {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// referable are the items that a reference may point at, by name. Items of one name are told apart by their ids.
func (p *program) referable(ctx context.Context, f *kind.Field) []form.Choice {
	kinds := p.kindsOf(f)
	c, err := p.load(ctx, kinds...)
	if err != nil {
		return nil // saving will say what is wrong
	}
	var list []form.Choice
	named := map[string]int{}
	for _, k := range kinds {
		for _, it := range c.OfKind(k) {
			choice := form.Choice{Value: it.ID, Label: it.Name(), Also: it.ID}
			if v := it.Value(kind.Synonyms); v != nil {
				choice.Also += " " + strings.Join(v.List, " ")
			}
			if len(f.Refs) > 1 {
				choice.Value = it.Key()
				choice.Label += " (" + p.say.Term(k.Term()) + ")"
			}
			named[choice.Label]++
			list = append(list, choice)
		}
	}
	for i, choice := range list {
		if named[choice.Label] > 1 {
			list[i].Label += " (" + choice.Value + ")"
		}
	}
	slices.SortStableFunc(list, func(a, b form.Choice) int { return strings.Compare(words.Fold(a.Label), words.Fold(b.Label)) })
	return list
}

// fill has a form filled in: on the screen, line by line where nothing is drawn, or by nobody.
func (p *program) fill(ctx context.Context, f *form.Form, given form.Answers) (form.Answers, error) {
	if !p.interactive() {
		err := f.Try(given)
		if err != nil {
			p.advise(err)
			err = refusal{err}
		}
		return given, err
	}
	if plain := os.Getenv("ACCESSIBLE"); plain != "" && plain != "0" || os.Getenv("TERM") == "dumb" {
		return f.Ask(ctx, p.stdin, p.stderr, given)
	}
	return f.Fill(ctx, p.stdin.(*os.File), p.stderr, given)
}

// request is what the answers ask for, with a text where that says the same in fewer words.
func (p *program) request(ctx context.Context, k *kind.Kind, o addOptions, a form.Answers, records []draft.Assignment) (draft.Request, error) {
	long := draft.Request{Kind: k, Values: append(a.Values(k), records...), ID: o.id, Create: o.create, Answers: map[string]string{}}
	for _, text := range a.Made {
		if _, name, typed := strings.Cut(text, "/"); typed {
			text = name
		}
		long.Answers[text] = ""
	}
	said, err := draft.NewDesk(ctx, p.folder.FS(), p.kinds).Draft(long)
	if err != nil {
		return long, err
	}
	short := p.inWords(long, said[len(said)-1])
	again, err := draft.NewDesk(ctx, p.folder.FS(), p.kinds).Draft(short)
	if err != nil || len(again) != len(said) || !bytes.Equal(again[len(again)-1].Data, said[len(said)-1].Data) {
		return long, nil
	}
	return short, nil
}

// inWords puts a sentence, or what names the item, in the place of the options that say it.
func (p *program) inWords(r draft.Request, it *draft.Item) draft.Request {
	said := r.Kind.Named
	if story.Fits(r.Kind) {
		said = story.Fields()
		s := story.Of(it.Content.Text)
		s.Role = cmp.Or(it.Called[s.Role], s.Role)
		r.Text = story.Compose(s, p.say.Language())
	} else {
		r.Text = it.Name()
	}
	r.Values = slices.DeleteFunc(slices.Clone(r.Values), func(a draft.Assignment) bool { return slices.Contains(said, a.Field.Name) })
	return r
}

// asCommand is the command line that makes a request.
func (p *program) asCommand(r draft.Request) string {
	own := pflag.NewFlagSet("", pflag.ContinueOnError)
	newAddOptions(p, own)
	args := []string{"add", p.word(r.Kind)}
	for _, a := range r.Values {
		switch name := optionName(a.Field); {
		case own.Lookup(name) != nil || p.isGlobal(name):
			args = append(args, "--field", a.Field.Name+"="+a.Text)
		case strings.HasPrefix(a.Text, "-"):
			args = append(args, "--"+name+"="+a.Text)
		default:
			args = append(args, "--"+name, a.Text)
		}
	}
	if r.Create || len(r.Answers) > 0 {
		args = append(args, "--create")
	}
	if r.ID != "" {
		args = append(args, "--id", r.ID)
	}
	switch {
	case strings.HasPrefix(r.Text, "-"):
		args = append(args, "--", r.Text)
	case r.Text != "":
		args = slices.Insert(args, 2, r.Text)
	}
	return p.command(args...)
}
