package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const historyCommits = 2_000

// past is a canvas with a history: the first commit holds most of it, and each of the others adds a need
// or changes one. One need is changed now and then and renamed half-way.
type past struct {
	dir      string
	commits  int
	needs    []string // their ids
	roles    []string // the id that one role has, and the one that it gets next
	followed string   // of the need that was renamed
}

// step is what one commit does to the files.
type step struct {
	op, was, is  string // the paths, one of them "" where there was no file, or is none
	before, text []byte
}

// makePast makes the canvas and its history, once.
func (b *bench) makePast(ctx context.Context) (err error) {
	if b.past != nil {
		return nil
	}
	dir := filepath.Join(b.dir, "past")
	if err := b.generate(dir, canvasSize); err != nil {
		return err
	}
	fmt.Fprintf(b.talk, "making %s commits\n", thousands(historyCommits))
	b.past, err = b.commitAll(ctx, dir, historyCommits)
	return err
}

// log tells the history of the need that was renamed.
func (b *bench) log(ctx context.Context) (ran, error) {
	return b.run(ctx, b.past.dir, b.canvas, "log", b.past.followed)
}

// gitLog does so for the file under its name of today.
func (b *bench) gitLog(ctx context.Context) (ran, error) {
	return b.run(ctx, b.past.dir, "git", "log", "--", "needs/"+b.past.followed+".yaml")
}

// diff tells what the last commits changed.
func (b *bench) diff(ctx context.Context) (ran, error) {
	return b.run(ctx, b.past.dir, b.canvas, "diff", "HEAD~100")
}

// since finds what the last commits brought.
func (b *bench) since(ctx context.Context) (ran, error) {
	return b.run(ctx, b.past.dir, b.canvas, "lint", "--since", "HEAD~100")
}

// set changes a need with its commit, each time another.
func (b *bench) set(ctx context.Context) (ran, error) {
	b.past.commits++
	id := b.past.needs[b.past.commits%len(b.past.needs)]
	return b.run(ctx, b.past.dir, b.canvas, "set", id, "benefit=nothing is said twice, "+strconv.Itoa(b.past.commits))
}

// addToPast adds a need with its commit.
func (b *bench) addToPast(ctx context.Context) (ran, error) {
	b.past.commits++
	return b.addNext(ctx, b.past.dir)
}

// rename gives the role that most needs refer to another id, with its commit: to and fro.
func (b *bench) rename(ctx context.Context) (ran, error) {
	b.past.commits++
	slices.Reverse(b.past.roles)
	return b.run(ctx, b.past.dir, b.canvas, "rename", "role/"+b.past.roles[1], b.past.roles[0])
}

// commitAll puts the canvas in a folder into a repository of its own as if so many commits had led to it.
func (b *bench) commitAll(ctx context.Context, dir string, commits int) (*past, error) {
	files, err := readCanvas(dir)
	if err != nil {
		return nil, err
	}
	p := &past{dir: dir, commits: commits, roles: []string{mainRole, "conseiller"}}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if id, ok := strings.CutPrefix(path, "needs/"); ok {
			p.needs = append(p.needs, strings.TrimSuffix(id, ".yaml"))
		}
	}
	if len(p.needs) < commits {
		return nil, fmt.Errorf("%d needs are too few for %d commits", len(p.needs), commits)
	}
	p.followed = p.needs[0]
	steps := p.steps(files)
	if _, err := b.run(ctx, dir, "git", "init", "-q", "-b", "main"); err != nil {
		return nil, err
	}
	if err := b.fastImport(ctx, dir, func(w io.Writer) { writeHistory(w, files, steps) }); err != nil {
		return nil, err
	}
	for _, args := range [][]string{{"reset", "-q", "--hard"}, {"gc", "-q"}} {
		if _, err := b.run(ctx, dir, "git", args...); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// readCanvas reads the files of a canvas, by path.
func readCanvas(dir string) (map[string][]byte, error) {
	files := map[string][]byte{}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[path], err = fs.ReadFile(root, path)
		return err
	})
	return files, err
}

// steps are what every commit but the first does. Every other one adds a need; of those between, most change
// one, each another.
func (p *past) steps(files map[string][]byte) []step {
	path := func(need int) string { return "needs/" + p.needs[need] + ".yaml" }
	var steps []step
	followed := step{is: "needs/first-hour.yaml", text: files[path(0)]}
	for i := 1; i < p.commits; i++ {
		next := step{op: "set", was: path(i), is: path(i), before: weighed(files[path(i)]), text: files[path(i)]}
		switch {
		case i%(p.commits/20) == 0:
			next = step{op: "set", was: followed.is, before: followed.text, is: followed.is, text: weighed(followed.text)}
			if i == p.commits/2 {
				next.op, next.is, next.text = "rename", path(0), append(slices.Clone(followed.text), "formerly:\n  - first-hour\n"...)
			}
			followed = next
		case i%2 == 1:
			next.op, next.was = "add", ""
		}
		steps = append(steps, next)
	}
	return steps
}

var effort = regexp.MustCompile(`(?m)^effort: ([0-9]+)$`)

// weighed is a need with another effort.
func weighed(need []byte) []byte {
	return effort.ReplaceAllFunc(need, func(line []byte) []byte {
		n, _ := strconv.Atoi(string(effort.FindSubmatch(line)[1]))
		return fmt.Appendf(nil, "effort: %d", n%10+1)
	})
}

// writeHistory writes commits that end in the files, for git fast-import.
func writeHistory(w io.Writer, files map[string][]byte, steps []step) {
	first := maps.Clone(files)
	for _, s := range slices.Backward(steps) {
		if delete(first, s.is); s.was != "" {
			first[s.was] = s.before
		}
	}
	fmt.Fprintf(w, "commit refs/heads/main\ncommitter Bench <bench@example.org> %d +0100\ndata 5\nBench\n", historyStart)
	for _, path := range slices.Sorted(maps.Keys(first)) {
		writeFile(w, path, first[path])
	}
	for i, s := range steps {
		message := fmt.Sprintf("%s %s\n\nCanvas-Op: %s\n", s.op, s.is, s.op)
		fmt.Fprintf(w, "commit refs/heads/main\ncommitter Bench <bench@example.org> %d +0100\ndata %d\n%s\n", historyStart+3600*(i+1), len(message), message)
		if s.was != "" && s.was != s.is {
			fmt.Fprintf(w, "D %s\n", s.was)
		}
		writeFile(w, s.is, s.text)
	}
}

// historyStart is when the first commit was made, in seconds; one follows an hour.
const historyStart = 1_767_225_600

func writeFile(w io.Writer, path string, text []byte) {
	fmt.Fprintf(w, "M 100644 inline %s\ndata %d\n%s\n", path, len(text), text)
}

func (b *bench) fastImport(ctx context.Context, dir string, write func(io.Writer)) error {
	cmd := exec.CommandContext(ctx, "git", "fast-import", "--quiet")
	cmd.Dir, cmd.Env, cmd.Stderr = dir, b.env, b.talk
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	out := bufio.NewWriter(in) // which remembers the first error
	write(out)
	return errors.Join(out.Flush(), in.Close(), cmd.Wait())
}
