package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/lint"
)

// A baseline is a file of findings that a team accepts until they are gone, so that an old canvas can start. It is
// JSON, one finding a line and sorted, so that branches merge and people can read it. What no longer occurs is taken out
// at the next run; nothing gets in but by --accept.
type baseline struct {
	name    string
	entries []acceptedFinding
}

// acceptedFinding is a line of a baseline. The fingerprint counts; the rest is there to be read.
type acceptedFinding struct {
	Path        string `json:"path"`
	Rule        string `json:"rule"`
	Message     string `json:"message"`
	Fingerprint string `json:"fingerprint"`
}

// baselineVersion changes when an older program could misread a baseline, which says it in its first line.
const baselineVersion = 1

// baselineName is what hints call one.
const baselineName = "lint-baseline.jsonl"

type baselineHead struct {
	Version int `json:"canvas-baseline"`
}

type baselineOptions struct {
	baseline string // a file; "" accepts nothing
	accept   bool   // put into it what is found now
}

func (o *baselineOptions) flags(p *program, flags *pflag.FlagSet) {
	flags.StringVar(&o.baseline, "baseline", "", p.say.Say("flag-lint-baseline"))
	flags.BoolVar(&o.accept, "accept", false, p.say.Say("flag-lint-accept"))
}

// accept parts the findings of the whole canvas that the baseline accepts from the others.
func (p *program) accept(o lintOptions, now inspection) (left, accepted []diag.Finding, err error) {
	switch {
	case o.baseline == "" && o.accept:
		return nil, nil, diag.Fail("accept-where").Hint("baseline-missing-hint", "command", p.command("lint", "--baseline", baselineName, "--accept"))
	case o.accept && o.since != "":
		return nil, nil, diag.Fail("accept-whole")
	case o.baseline == "":
		return now.findings, nil, nil
	}
	was, err := p.readBaseline(o.baseline)
	if missing := asFailure(err); err != nil && !(o.accept && missing != nil && missing.Message.Key == "baseline-missing") {
		return nil, nil, err
	}
	rules := lint.Rules(now.canvas.Kinds)
	vital := func(f diag.Finding) bool { return lint.IsVital(rules, f.Rule) }
	is := baseline{name: o.baseline}
	names, formerly := diag.Fingerprints(now.findings), formerFingerprints(now)
	for i, f := range now.findings {
		known := was.find(append([]string{names[i]}, formerly[i]...))
		switch {
		case vital(f), known == nil && !o.accept:
			left = append(left, f)
			continue
		case known == nil:
			known = &acceptedFinding{Rule: f.Rule, Message: p.inCanvasLanguage().Message(f.Message)}
		}
		is.entries = append(is.entries, acceptedFinding{f.Path, f.Rule, known.Message, names[i]})
		accepted = append(accepted, f)
	}
	is.sort()
	if o.accept {
		return left, accepted, p.writeAccepted(is)
	}
	if !slices.ContainsFunc(now.findings, vital) { // what could not be read may still be wrong
		p.shrink(was, is)
	}
	return left, accepted, nil
}

// find is the finding with one of the fingerprints, or nil.
func (b baseline) find(fingerprints []string) *acceptedFinding {
	for _, name := range fingerprints {
		i, found := slices.BinarySearchFunc(b.entries, name, func(e acceptedFinding, name string) int { return strings.Compare(e.Fingerprint, name) })
		if found {
			return &b.entries[i]
		}
	}
	return nil
}

// sort gives the findings the order in which they are written.
func (b baseline) sort() {
	slices.SortFunc(b.entries, func(a, b acceptedFinding) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Rule, b.Rule), strings.Compare(a.Message, b.Message), strings.Compare(a.Fingerprint, b.Fingerprint))
	})
}

// formerFingerprints gives each finding the fingerprints that it had while its item, and those that it speaks of, had
// the ids that they had formerly.
func formerFingerprints(now inspection) [][]string {
	names := make([][]string, len(now.findings))
	for back := 0; ; back++ {
		var were []change.Item
		for _, it := range now.canvas.Items {
			if former := it.Former(); back < len(former) {
				id := former[len(former)-1-back]
				were = append(were, change.Item{Kind: it.Kind, Was: it.ID, ID: id, Path: canvas.PathOf(it.Kind, id)})
			}
		}
		if were == nil {
			return names
		}
		for _, findings := range followed(now.findings, were) {
			for i, name := range diag.Fingerprints(findings) {
				names[i] = append(names[i], name)
			}
		}
	}
}

// readBaseline reads a baseline, its findings by fingerprint.
func (p *program) readBaseline(name string) (baseline, error) {
	b := baseline{name: name}
	data, err := readAtMost(name, maxBaseline)
	if errors.Is(err, fs.ErrNotExist) {
		return b, diag.Fail("baseline-missing", "path", name).
			Hint("baseline-missing-hint", "command", p.command("lint", "--baseline", name, "--accept"))
	}
	if err != nil {
		return b, diag.Fail("cannot-read", "path", name).Because(err)
	}
	number, headed := 0, false
	for line := range bytes.Lines(data) {
		number++
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		entry, isHead, err := readAccepted(line)
		headed = headed || isHead
		if !headed {
			return b, diag.Fail("baseline-other", "path", name).
				Hint("baseline-missing-hint", "command", p.command("lint", "--baseline", baselineName, "--accept"))
		}
		if err != nil {
			return b, diag.Fail("baseline-broken", "place", name+":"+strconv.Itoa(number)).
				Hint("baseline-broken-hint", "command", p.command("lint", "--baseline", name, "--accept"))
		}
		if !isHead {
			b.entries = append(b.entries, entry)
		}
	}
	slices.SortFunc(b.entries, func(a, b acceptedFinding) int { return strings.Compare(a.Fingerprint, b.Fingerprint) })
	b.entries = slices.CompactFunc(b.entries, func(a, b acceptedFinding) bool { return a.Fingerprint == b.Fingerprint })
	return b, nil
}

// maxBaseline is how large a baseline may be, in bytes: some hundred thousand findings.
const maxBaseline = 64 << 20

// readAtMost reads a file, but no more than so much of what never ends, as a device may.
func readAtMost(name string, most int64) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, most))
}

var errNotAccepted = errors.New("not a line of a baseline")

// readAccepted reads a line: a finding, or the head.
func readAccepted(line []byte) (entry acceptedFinding, isHead bool, err error) {
	var both struct {
		baselineHead
		acceptedFinding
	}
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	err = decoder.Decode(&both)
	if err == nil && both.Version != baselineVersion && (both.Version != 0 || both.Fingerprint == "") {
		err = errNotAccepted
	}
	return both.acceptedFinding, both.Version != 0, err
}

// write puts the findings in the place of the file, whole or not at all; a link keeps leading to it.
func (b baseline) write() error {
	name := b.name
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	return writeReport(name, func(w io.Writer) error {
		encoder := json.NewEncoder(w)
		encoder.SetEscapeHTML(false)
		err := encoder.Encode(baselineHead{baselineVersion})
		for _, e := range b.entries {
			err = errors.Join(err, encoder.Encode(e))
		}
		return err
	})
}

// writeAccepted writes the baseline that somebody asked for.
func (p *program) writeAccepted(b baseline) error {
	if err := b.write(); err != nil {
		return diag.Fail("cannot-write", "path", b.name).Because(err)
	}
	p.remark("baseline-written", "n", len(b.entries), "path", b.name)
	if p.folder.Git().Top != "" {
		p.hint("baseline-git-hint", "command", "git add "+shellQuote(b.name))
	}
	return nil
}

// shrink takes out of the file what no longer occurs, and follows items to their new ids. Where that cannot be kept,
// as in CI or in a folder that nobody may write, it is only told: the findings are the same.
func (p *program) shrink(was, is baseline) {
	gone := len(was.entries) - len(is.entries)
	was.entries = slices.Clone(was.entries)
	was.sort()
	if slices.Equal(was.entries, is.entries) {
		return
	}
	switch ci := os.Getenv("CI"); {
	case ci != "" && ci != "false", is.write() != nil:
		if gone > 0 {
			p.remark("baseline-stale", "n", gone, "path", is.name)
		}
	case len(is.entries) == 0:
		p.remark("baseline-done", "path", is.name)
	case gone > 0:
		p.remark("baseline-shrunk", "n", gone, "path", is.name)
	}
}
