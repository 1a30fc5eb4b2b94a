package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gofrs/flock"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/form"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// What is typed into a form is in a file of the person's own whenever a question is left, so that a program that is
// killed loses one answer at most. A form takes its file away at its end; one that no program holds was cut off, and
// the next form in this canvas says so.

// keptForm is the file of a form that is being filled in.
type keptForm struct {
	path    string // "" before anything was typed
	older   string // the file that this one goes on from, and replaces
	pattern string // of the files of forms in this canvas
	lock    *flock.Flock
	command func(path string) string // that goes on from a file
}

const (
	keptLock    = ".lock"
	keptCommand = "# " // before the command that goes on, in the first line
)

// keepForm begins to keep a form, and tells which were cut off. One that goes on keeps its file.
func (p *program) keepForm(o addOptions) *keptForm {
	dir, err := typedDir()
	if err != nil {
		return &keptForm{} // what comes to nothing is said at the end
	}
	here := sha256.Sum256([]byte(p.folder.Root()))
	k := &keptForm{command: p.resumed, pattern: filepath.Join(dir, fmt.Sprintf("form-%x-*.yaml", here[:8]))}
	resumed, err := filepath.Abs(o.resume)
	if isTyped, _ := filepath.Match(filepath.Join(dir, "typed-*.yaml"), resumed); isTyped && err == nil {
		k.older = resumed
	}
	paths, _ := filepath.Glob(k.pattern)
	var commands []string
	for _, path := range paths {
		lock := flock.New(path + keptLock)
		if free, err := lock.TryLock(); err != nil || !free {
			continue
		}
		if path == resumed {
			k.path, k.lock = path, lock
			continue
		}
		data, _ := os.ReadFile(path)
		line, _, _ := strings.Cut(string(data), "\n")
		if command, found := strings.CutPrefix(line, keptCommand); found {
			commands = append(commands, command)
		}
		_ = lock.Unlock()
	}
	if len(commands) > 0 {
		p.remark("form-cut-off", "n", len(commands))
		for _, command := range commands[:min(len(commands), maxPointers)] {
			p.hint("form-cut-off-hint", "command", command)
		}
	}
	return k
}

// write keeps what was answered until now. Where that cannot be, the form goes on: its end says so.
func (k *keptForm) write(a form.Answers) {
	if !a.Typed || k.pattern == "" || k.path == "" && !k.open() {
		return
	}
	next, err := os.CreateTemp(filepath.Dir(k.path), "next-*") // nobody else may read it
	if err != nil {
		return
	}
	_, err = next.WriteString(keptCommand + words.Printable(k.command(k.path)) + "\n" + string(encodeAnswers(a)))
	err = errors.Join(err, next.Sync(), next.Close())
	if err == nil {
		err = os.Rename(next.Name(), k.path)
	}
	if err != nil {
		_ = os.Remove(next.Name())
	}
}

func (k *keptForm) open() bool {
	file, err := os.CreateTemp(filepath.Dir(k.pattern), filepath.Base(k.pattern))
	if err != nil {
		return false
	}
	_ = file.Close()
	k.path, k.lock = file.Name(), flock.New(file.Name()+keptLock)
	_, err = k.lock.TryLock() // where a file system has no locks, another form may take this one for cut off
	return err == nil || errors.Is(err, errors.ErrUnsupported)
}

// drop takes the file away: what it holds is elsewhere by now.
func (k *keptForm) drop() {
	if k.older != "" {
		_ = os.Remove(k.older)
	}
	if k.path == "" {
		return
	}
	_ = os.Remove(k.path)
	_ = os.Remove(k.lock.Path())
	_ = k.lock.Unlock()
}

func encodeAnswers(a form.Answers) []byte {
	var fields source.Map
	for path, texts := range a.Texts {
		list := []any{}
		for _, text := range texts {
			list = append(list, text)
		}
		fields = append(fields, source.Pair{Key: path, Value: list})
	}
	slices.SortFunc(fields, func(a, b source.Pair) int { return strings.Compare(a.Key, b.Key) })
	return source.Encode(fields)
}

// keepAnswers writes what was typed, and came to nothing, into a file of the person's own.
func (p *program) keepAnswers(kept *keptForm, a form.Answers, why error) error {
	if errors.Is(why, form.ErrLeft) || errors.Is(why, context.Canceled) {
		why = diag.Fail("form-left")
	}
	failure := asFailure(why)
	if failure == nil {
		failure = diag.Fail("form-left").Because(why)
		why = failure
	}
	if !a.Typed {
		return why
	}
	data := encodeAnswers(a)
	path, err := writeTyped(data, ".yaml")
	if err != nil { // then the screen is the only place left
		fmt.Fprintln(p.stderr, p.talk.Wrap(string(data), ""))
		return errors.Join(why, err)
	}
	kept.drop()
	failure.Hint("form-kept-hint", "path", path, "command", p.resumed(path))
	return why
}

// resumed is the command line that was typed, but going on from a file.
func (p *program) resumed(path string) string {
	var args []string
	for i := 0; i < len(p.args); i++ {
		switch {
		case p.args[i] == "--resume":
			i++ // the value
		case !strings.HasPrefix(p.args[i], "--resume="):
			args = append(args, p.args[i])
		}
	}
	return p.commandLine(append(args, "--resume", path))
}

// keptAnswers reads what was kept of a form.
func (p *program) keptAnswers(k *kind.Kind, name string) (map[string][]string, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, diag.Fail("cannot-read", "path", name).Because(err)
	}
	file, findings := source.Parse(filepath.Base(name), data)
	wrong := diag.Fail("form-not-kept", "path", name)
	if len(findings) > 0 || file.Root == nil || file.Root.Kind != source.Mapping {
		return nil, wrong
	}
	texts := map[string][]string{}
	for key, value := range file.Root.Entries() {
		if k.Field(key.Value) == nil || value.Kind != source.Sequence {
			return nil, wrong
		}
		for _, entry := range value.Children {
			texts[key.Value] = append(texts[key.Value], entry.Value)
		}
	}
	return texts, nil
}
