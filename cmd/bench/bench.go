package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// canvasSize is how many needs the canvas has.
const canvasSize = 10_000

// program is the import path of what is measured.
const program = "github.com/canevas-systemique/canvas/cmd/canvas"

// bench is what is measured, in a temporary folder.
type bench struct {
	dir                 string
	canvas, empty, self string   // programs
	needs               string   // a canvas of canvasSize needs in a repository of its own
	env                 []string // of everything that is measured
	told                int      // stories beyond canvasSize
	added               int      // needs beyond the first canvasSize of needs
	past                *past    // a canvas of the same size in a repository with a history, once it is made
	interviews          string   // a canvas of the same size for sessions of capture, once it is made
	held                int      // sessions in which something was said
	found               string   // a canvas of the same size with something to find in each need, once it is made
	ruled               string   // a canvas of the same size with rules of the team's own, once it is made
	talk                io.Writer
}

// newBench builds the programs and makes the canvas. The caller removes dir.
func newBench(ctx context.Context, talk io.Writer) (b *bench, err error) {
	dir, err := os.MkdirTemp("", "canvas-bench-")
	if err != nil {
		return nil, err
	}
	b = &bench{
		dir:    dir,
		canvas: filepath.Join(dir, "canvas.exe"),
		empty:  filepath.Join(dir, "empty.exe"),
		needs:  filepath.Join(dir, "needs"),
		// No setting of whoever measures counts: not their git hooks, not GOGC, not their language.
		env: []string{
			"PATH=" + os.Getenv("PATH"), "TMPDIR=" + dir, "HOME=" + dir, "USERPROFILE=" + dir,
			"GIT_CONFIG_NOSYSTEM=1", "LANG=C.UTF-8",
		},
		talk: talk,
	}
	if err := b.prepare(ctx); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return b, nil
}

func (b *bench) prepare(ctx context.Context) (err error) {
	if b.self, err = os.Executable(); err != nil {
		return err
	}
	if err := b.build(ctx); err != nil {
		return err
	}
	// git tidies up in the background after some thousands of new files, which would fall on whatever is measured next.
	gitconfig := "[gc]\n\tauto = 0\n[user]\n\tname = Bench\n\temail = bench@example.org\n[init]\n\tdefaultBranch = main\n"
	if err := os.WriteFile(filepath.Join(b.dir, ".gitconfig"), []byte(gitconfig), 0o644); err != nil {
		return err
	}
	if err := b.generate(b.needs, canvasSize); err != nil {
		return err
	}
	return b.firstCommit(ctx, b.needs)
}

// firstCommit makes a folder a repository in which everything is committed.
func (b *bench) firstCommit(ctx context.Context, dir string) error {
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}, {"commit", "-q", "-m", "Bench"}, {"gc", "-q"}} {
		if _, err := b.run(ctx, dir, "git", args...); err != nil {
			return err
		}
	}
	return nil
}

// build makes the program as the Makefile does, and the smallest program there is.
func (b *bench) build(ctx context.Context) error {
	source := filepath.Join(b.dir, "empty.go")
	if err := os.WriteFile(source, []byte("package main\n\nfunc main() {}\n"), 0o644); err != nil {
		return err
	}
	for binary, target := range map[string]string{b.canvas: program, b.empty: source} {
		cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags", "-s -w -X main.version=bench", "-o", binary, target)
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("go build %s: %w\n%s", target, err, out)
		}
	}
	return nil
}

func (b *bench) generate(dir string, needs int) error {
	fmt.Fprintf(b.talk, "making a canvas of %s needs\n", thousands(needs))
	return writeCanvas(dir, needs)
}

// ran is a process that ended well.
type ran struct {
	took  time.Duration
	state *os.ProcessState
}

// run runs a program to its end in a folder, throwing away what it prints. What it says to stderr goes to a
// file: a pipe would wait for whatever git leaves running behind it.
func (b *bench) run(ctx context.Context, dir, name string, args ...string) (ran, error) {
	said, err := os.Create(filepath.Join(b.dir, "stderr"))
	if err != nil {
		return ran{}, err
	}
	defer said.Close()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env, cmd.Stderr = dir, b.env, said
	start := time.Now()
	err = cmd.Run()
	took := time.Since(start)
	if err != nil {
		text, _ := os.ReadFile(said.Name())
		return ran{}, fmt.Errorf("%s %s: %w\n%s", filepath.Base(name), strings.Join(args, " "), err, text)
	}
	return ran{took, cmd.ProcessState}, nil
}

// lint checks a canvas.
func (b *bench) lint(ctx context.Context, dir string) (ran, error) {
	return b.run(ctx, dir, b.canvas, "lint")
}

// version, explain and rules are the commands that nobody waits for; nothing is a program that does nothing.
func (b *bench) version(ctx context.Context) (ran, error) {
	return b.run(ctx, b.dir, b.canvas, "version")
}

func (b *bench) explain(ctx context.Context) (ran, error) {
	return b.run(ctx, b.needs, b.canvas, "explain", "need-without-stake")
}

func (b *bench) rules(ctx context.Context) (ran, error) {
	return b.run(ctx, b.needs, b.canvas, "rules")
}

func (b *bench) nothing(ctx context.Context) (ran, error) { return b.run(ctx, b.dir, b.empty) }

// parse reads the files that lint reads and parses them, no more.
func (b *bench) parse(ctx context.Context) (ran, error) {
	return b.run(ctx, b.dir, b.self, parseCommand, b.needs)
}

// next is a story that no need of the canvas tells yet.
func (b *bench) next() story {
	b.told++
	return storyOf(canvasSize + b.told)
}

// add adds a need with its commit.
func (b *bench) add(ctx context.Context) (ran, error) {
	b.added++
	return b.addNext(ctx, b.needs)
}

// addNext adds to a canvas the next need.
func (b *bench) addNext(ctx context.Context, dir string) (ran, error) {
	return b.run(ctx, dir, b.canvas, "add", "need", b.next().sentence())
}

// commit commits a file that is already there, with plain git.
func (b *bench) commit(ctx context.Context) (ran, error) {
	b.added++
	s := b.next()
	name := "needs/bench-" + strconv.Itoa(b.added) + ".yaml"
	text := fmt.Sprintf("role: tresoriere\nwant: %s\nbenefit: %s\n", s.want, s.benefit)
	if err := os.WriteFile(filepath.Join(b.needs, filepath.FromSlash(name)), []byte(text), 0o644); err != nil {
		return ran{}, err
	}
	added, err := b.run(ctx, b.needs, "git", "add", name)
	if err != nil {
		return ran{}, err
	}
	committed, err := b.run(ctx, b.needs, "git", "commit", "-m", s.want)
	return ran{added.took + committed.took, committed.state}, err
}

// allCommitted makes sure that everything was committed that was to be, since canvas keeps what git refuses.
func (b *bench) allCommitted(ctx context.Context, dir string, want int) error {
	cmd := exec.CommandContext(ctx, "git", "rev-list", "--count", "HEAD")
	cmd.Dir, cmd.Env = dir, b.env
	out, err := cmd.Output()
	if err != nil {
		return err
	}
	if n := strings.TrimSpace(string(out)); n != strconv.Itoa(want) {
		return fmt.Errorf("%s commits, but %d were to be made", n, want)
	}
	return nil
}
