package main

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/refactor"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// end commits what the session made, and tells it.
func (t *taking) end() error {
	t.finish()
	items, err := t.captured()
	if err != nil {
		return err
	}
	paths, edited := t.own(items)
	outcome, err := t.commit(items, paths)
	if err != nil {
		return err
	}
	t.note(outcome, paths)
	if err := t.tellCaptured(items, outcome); err != nil {
		return err
	}
	for _, path := range edited {
		t.remark("capture-edited", "path", t.path(path))
		t.hint("repo-hint-save", "command", t.command("save", t.path(path)))
	}
	return t.close()
}

// finish writes what is still to be written when nothing is said any more.
func (t *taking) finish() {
	last := t.engine.Finish()
	if err := t.keepAndWrite(last); err != nil {
		t.unkept++
		t.complain(err)
	}
	if last.Lost {
		t.unkept++
		t.tell(last)
	}
}

func (t *taking) commit(items []change.Item, paths []string) (repo.Outcome, error) {
	if len(paths) == 0 || !t.config.Commit || t.options.noCommit {
		return repo.Outcome{}, nil
	}
	outcome, err := t.folder.Commit(t.ctx, opCapture, withReason(t.messageOf(items), t.options.message), paths)
	if err != nil {
		return outcome, err
	}
	t.placeHints(outcome.NotCommitted)
	if outcome.Ignored != nil {
		t.placeHints(outcome.Ignored.Why)
	}
	if t.options.json {
		outcome.Commit = t.wholeHash(t.ctx, outcome.Commit)
	}
	return outcome, nil
}

// close takes the session's file away, unless it holds what is nowhere else. Lines that not even it could keep are
// said.
func (t *taking) close() error {
	if len(t.lost) > 0 {
		t.remark("capture-lost-lines")
		for _, line := range t.lost {
			fmt.Fprintln(t.stderr, "  "+words.Printable(line))
		}
	}
	switch {
	case t.unkept > len(t.lost):
		t.remark("capture-unkept")
		t.hint("capture-left-hint", "command", t.command("capture", "--resume"))
		return errors.Join(errFindings, t.session.Close())
	case t.unkept > 0:
		return errors.Join(errFindings, t.session.End())
	}
	return t.session.End()
}

// own parts the files of items from those that hold edits by hand, from before the session touched them or since: a
// commit takes whole files.
func (t *taking) own(items []change.Item) (paths, edited []string) {
	files := t.engine.Files()
	for _, it := range items {
		i := slices.IndexFunc(files, func(f refactor.Edit) bool { return f.Path == it.Path })
		if now, err := fs.ReadFile(t.folder.FS(), it.Path); i >= 0 && err == nil && !same(now, files[i].After) {
			edited = append(edited, it.Path)
			continue
		}
		if i >= 0 && files[i].Before != nil {
			committed, err := t.folder.CheckedOut(t.ctx, "HEAD", it.Path)
			if err == nil && !same(committed, files[i].Before) {
				edited = append(edited, it.Path)
				continue
			}
		}
		paths = append(paths, it.Path)
	}
	return paths, edited
}

// captured are the items that the session made or changed, the interview first.
func (t *taking) captured() ([]change.Item, error) {
	files := t.engine.Files()
	files = slices.DeleteFunc(files, func(f refactor.Edit) bool { return same(f.Before, f.After) })
	var paths []string
	for _, f := range files {
		paths = append(paths, f.Path)
	}
	return change.Between(t.ctx, files.Reversed().Over(t.folder.FS()), t.folder.FS(), t.kinds, paths)
}

// messageOf says what was captured: in the first line which interview, and how much it gave.
func (t *taking) messageOf(items []change.Item) string {
	scribe := t.scribe(t.names(t.folder.FS()))
	var rest []change.Item
	var name string
	for _, it := range items {
		if it.Path == t.engine.Interview() {
			name = it.Name
		} else {
			rest = append(rest, it)
		}
	}
	if name == "" || len(rest) == 0 {
		return scribe.message(items, nil)
	}
	_, body, _ := strings.Cut(scribe.message(rest, nil), "\n")
	var subject string
	for _, most := range []struct {
		name   int
		byKind bool
	}{{maxSubject, true}, {maxSubject, false}, {32, false}} {
		what := scribe.counts(rest, nil, most.byKind)
		subject = scribe.say.Say("capture-subject", "name", cut(name, most.name), "what", uncapitalize(what))
		if utf8.RuneCountInString(subject) <= maxSubject {
			break
		}
	}
	return subject + "\n" + body
}

func uncapitalize(s string) string {
	for i, r := range s {
		return strings.ToLower(string(r)) + s[i+len(string(r)):]
	}
	return s
}
