package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/draft"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/story"
)

// rejected is a line of a file that could not be made an item.
type rejected struct {
	Line   int         `json:"line"`
	Text   string      `json:"text"`
	Reason *notWritten `json:"reason"`
	err    error
}

// addLines adds an item for each line of a file, in one commit; the lines that cannot be added are
// reported and kept.
func (p *program) addLines(ctx context.Context, k *kind.Kind, o addOptions) error {
	data, err := p.readFrom(o.from)
	if err != nil {
		return err
	}
	items, rejects, err := p.draftLines(ctx, k, o, data)
	if err != nil {
		return err
	}
	if err := p.keepRejects(o, rejects); err != nil {
		return err
	}
	var outcome repo.Outcome
	if len(items) > 0 {
		if outcome, err = p.apply(ctx, o.changeOptions, p.addition(items)); err != nil {
			return errors.Join(err, p.dropRejects(o))
		}
	}
	return p.tellAdded(o, items, outcome, rejects)
}

func (p *program) draftLines(ctx context.Context, k *kind.Kind, o addOptions, data []byte) ([]*draft.Item, []rejected, error) {
	desk := draft.NewDesk(ctx, p.folder.FS(), p.kinds)
	var items []*draft.Item
	var rejects []rejected
	for _, line := range p.lines(k, data) {
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		made, err := desk.Draft(draft.Request{Kind: k, Text: line.Text, Values: o.values, Create: o.create})
		if err != nil {
			rejects = append(rejects, rejected{Line: line.Number, Text: line.Text, Reason: p.reason(err), err: err})
			continue
		}
		items = append(items, made...)
	}
	return items, rejects, nil
}

// lines splits a file into what becomes one item each.
func (p *program) lines(k *kind.Kind, data []byte) []story.Line {
	if story.Fits(k) {
		return story.Lines(string(data))
	}
	var lines []story.Line
	scanner := bufio.NewScanner(bytes.NewReader(data))
	scanner.Buffer(nil, len(data)+1)
	for n := 1; scanner.Scan(); n++ {
		if text := strings.TrimSpace(scanner.Text()); text != "" {
			lines = append(lines, story.Line{Number: n, Text: text})
		}
	}
	return lines
}

// maxInput bounds a file of lines to add.
const maxInput = 64 << 20

func (p *program) readFrom(name string) ([]byte, error) {
	in := p.stdin
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, diag.Fail("cannot-read", "path", name).Because(err)
		}
		defer file.Close()
		in = file
	}
	data, err := io.ReadAll(io.LimitReader(in, maxInput+1))
	switch {
	case err != nil:
		return nil, diag.Fail("cannot-read", "path", name).Because(err)
	case len(data) > maxInput:
		return nil, diag.Fail("input-too-large", "path", name)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		return nil, diag.Fail("input-not-utf-8", "path", name).Hint("input-not-utf-8-hint")
	}
	return data, nil
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
func (p *program) keepRejects(o addOptions, rejects []rejected) error {
	if o.rejects == "" || o.dryRun || len(rejects) == 0 {
		return nil
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
		return refusal{diag.Fail("cannot-write", "path", o.rejects).Because(err)}
	}
	return nil
}

// dropRejects removes the file again when nothing was saved: the input still has every line.
func (p *program) dropRejects(o addOptions) error {
	if o.rejects == "" || o.dryRun {
		return nil
	}
	return os.Remove(o.rejects)
}
