package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/draft"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/story"
	"github.com/canevas-systemique/canvas/pkg/term"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// rejected is a line of a file that could not be made an item.
type rejected struct {
	Line   int         `json:"line"`
	Text   string      `json:"text"`
	Reason *notWritten `json:"reason"`
	err    error
}

// addLines adds an item for each line of a file, in one commit; the lines that cannot be added are
// reported and kept. What was typed and cannot be saved is kept in a file.
func (p *program) addLines(ctx context.Context, k *kind.Kind, o addOptions) error {
	if o.from == "-" && p.interactive() {
		p.inviteLines(k)
	}
	data, err := p.readFrom(ctx, o.from)
	if err == nil {
		err = p.addData(ctx, k, o, data)
	}
	if err == nil || errors.Is(err, errFindings) || len(data) == 0 || p.isFile(o.from) {
		return err
	}
	return p.keepTyped(data, err)
}

func (p *program) inviteLines(k *kind.Kind) {
	if story.Fits(k) {
		fmt.Fprintln(p.stderr, p.say.Say("type-sentences"))
		return
	}
	fmt.Fprintln(p.stderr, p.say.Say("type-names"))
}

func (p *program) addData(ctx context.Context, k *kind.Kind, o addOptions, data []byte) error {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		return diag.Fail("input-not-utf-8", "path", p.inputName(o.from)).Hint("input-not-utf-8-hint")
	}
	items, rejects, err := p.draftLines(ctx, k, o, data)
	if err != nil {
		return err
	}
	drop, err := p.keepRejects(o, rejects)
	if err != nil {
		return err
	}
	var outcome repo.Outcome
	if len(items) > 0 {
		if outcome, err = p.apply(ctx, o.changeOptions, p.addition(items)); err != nil {
			return errors.Join(err, drop())
		}
	}
	return p.tellAdded(o, items, outcome, rejects)
}

func (p *program) draftLines(ctx context.Context, k *kind.Kind, o addOptions, data []byte) ([]*draft.Item, []rejected, error) {
	desk := draft.NewDesk(ctx, p.folder.FS(), p.kinds)
	var items []*draft.Item
	var rejects []rejected
	for _, l := range linesOf(k, data) {
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		made, err := desk.Draft(draft.Request{Kind: k, Text: l.Text, Values: o.values, Create: o.create})
		if err != nil {
			rejects = append(rejects, rejected{Line: l.Number, Text: l.original, Reason: p.reason(err), err: err})
			continue
		}
		items = append(items, made...)
	}
	return items, rejects, nil
}

// line is what becomes one item, and the text of the file that says it.
type line struct {
	story.Line
	original string
}

// inLine are the characters that end a line for some programs; here only a line feed or a carriage
// return does, as in an editor.
var inLine = strings.NewReplacer("\v", " ", "\f", " ", "\u0085", " ", "\u2028", " ", "\u2029", " ")

// linesOf splits a file into what becomes one item each.
func linesOf(k *kind.Kind, data []byte) (lines []line) {
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(data))
	originals := strings.Split(text, "\n")
	if story.Fits(k) {
		for _, l := range story.Lines(inLine.Replace(text)) {
			lines = append(lines, line{l, original(originals[l.Number-1:], l.Text)})
		}
		return lines
	}
	for i, original := range originals {
		if text := strings.TrimSpace(original); text != "" {
			lines = append(lines, line{story.Line{Number: i + 1, Text: text}, original})
		}
	}
	return lines
}

// original gives the lines of the file that a story was read from. One that was put together with
// what stands above it, the lead of a list or the header of a table, says more than its own line: it
// is given as it was put together, so that it can be read again alone.
func original(from []string, text string) string {
	first := strings.TrimSpace(story.WithoutTag(inLine.Replace(from[0])))
	if !strings.HasPrefix(text, first) {
		return text
	}
	end := 1
	for range strings.Count(text, "\n") {
		for end < len(from) && strings.TrimSpace(from[end]) == "" {
			end++
		}
		end++
	}
	return strings.Join(from[:min(end, len(from))], "\n")
}

// maxInput bounds a file of lines to add.
const maxInput = 64 << 20

// readFrom reads a file, or what is typed or piped. When the program is told to stop it stops at
// once, with what was read until then.
func (p *program) readFrom(ctx context.Context, name string) ([]byte, error) {
	var read keeper
	done := make(chan error, 1)
	go func() { // opening or reading a pipe cannot be called off
		in := p.stdin
		if name != "-" {
			file, err := os.Open(name)
			if err != nil {
				done <- err
				return
			}
			defer file.Close()
			in = file
		}
		_, err := io.Copy(&read, io.LimitReader(in, maxInput+1))
		done <- err
	}()
	var err error
	select {
	case <-ctx.Done():
		return read.bytes(), ctx.Err()
	case err = <-done:
	}
	data := read.bytes()
	switch {
	case err != nil:
		return data, diag.Fail("cannot-read", "path", p.inputName(name)).Because(err)
	case len(data) > maxInput:
		return nil, diag.Fail("input-too-large", "path", p.inputName(name))
	}
	return data, nil
}

// keeper keeps what is written into it by another goroutine.
type keeper struct {
	mu   sync.Mutex
	data []byte
}

func (k *keeper) Write(data []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.data = append(k.data, data...)
	return len(data), nil
}

func (k *keeper) bytes() []byte {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Clone(k.data)
}

// isFile tells whether an input can be read once more.
func (p *program) isFile(name string) bool {
	if name != "-" {
		info, err := os.Stat(name)
		return err == nil && info.Mode().IsRegular()
	}
	in, isFile := p.stdin.(*os.File)
	if !isFile {
		return false
	}
	info, err := in.Stat()
	return err == nil && info.Mode().IsRegular()
}

// keepTyped writes what was typed, and could not be saved, into a file of the person's own.
func (p *program) keepTyped(data []byte, why error) error {
	path, err := writeTyped(data, ".txt")
	if err != nil {
		return errors.Join(why, err)
	}
	failure := asFailure(why)
	if failure == nil || errors.Is(why, context.Canceled) {
		failure = diag.Fail("interrupted")
	}
	failure.Hint("typed-kept", "path", path, "command", p.fromAgain(path))
	return failure
}

// typedDir is where files are that nobody else may read.
func typedDir() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = os.TempDir()
	}
	dir = filepath.Join(dir, "canvas")
	return dir, os.MkdirAll(dir, 0o700)
}

func writeTyped(data []byte, extension string) (path string, err error) {
	dir, err := typedDir()
	if err != nil {
		return "", err
	}
	file, err := os.CreateTemp(dir, "typed-*"+extension)
	if err != nil {
		return "", err
	}
	_, err = file.Write(data)
	return file.Name(), errors.Join(err, file.Close())
}

// fromAgain is the command line that was typed, with another file to read.
func (p *program) fromAgain(path string) string {
	var args []string
	for i := 0; i < len(p.args); i++ {
		switch name, _, joined := strings.Cut(p.args[i], "="); {
		case name == "--from":
			args = append(args, "--from", path)
		case name != "--rejects":
			args = append(args, p.args[i])
			continue
		case joined:
			continue
		}
		if !strings.Contains(p.args[i], "=") {
			i++ // the value
		}
	}
	return p.commandLine(args)
}

// tellRejects reports the lines that were not added.
func (p *program) tellRejects(o addOptions, rejects []rejected) {
	makeable := false
	for _, r := range rejects {
		sentence, _ := p.say.Error(r.err)
		lead := fmt.Sprintf("%s:%d: %s ", p.inputName(o.from), r.Line, p.talk.Error(p.say.Say("severity-error")+":"))
		fmt.Fprintln(p.stderr, p.talk.Under(lead, term.Cell{Text: sentence}))
		for text := range strings.SplitSeq(r.Text, "\n") {
			fmt.Fprintln(p.stderr, strings.TrimRight("  "+words.Printable(text), " "))
		}
		var unknown *draft.Unknown
		makeable = makeable || errors.As(r.err, &unknown) && unknown.Makeable
	}
	fmt.Fprintln(p.stderr, p.say.Say("lines-rejected", "n", len(rejects)))
	switch {
	case o.rejects == "":
		p.hint("rejects-hint")
	case !o.dryRun:
		p.hint("rejects-kept", "path", o.rejects, "command", p.fromAgain(o.rejects))
	}
	if makeable && !o.create {
		p.hint("create-from-hint")
	}
}

// inputName is how a file to read is called.
func (p *program) inputName(name string) string {
	if name == "-" {
		return p.say.Say("standard-input")
	}
	return name
}

// keepRejects writes the lines that were rejected before the others are saved. It never writes over
// a file.
// Drop removes it again, for when nothing was saved: the input still has every line.
func (p *program) keepRejects(o addOptions, rejects []rejected) (drop func() error, err error) {
	if o.rejects == "" || o.dryRun || len(rejects) == 0 {
		return func() error { return nil }, nil
	}
	var b strings.Builder
	for _, r := range rejects {
		b.WriteString(r.Text + "\n")
	}
	file, err := os.OpenFile(o.rejects, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err == nil {
		_, err = file.WriteString(b.String())
		err = errors.Join(err, file.Close())
	}
	if err != nil {
		return nil, refusal{diag.Fail("cannot-write", "path", o.rejects).Because(err)}
	}
	return func() error { return os.Remove(o.rejects) }, nil
}
