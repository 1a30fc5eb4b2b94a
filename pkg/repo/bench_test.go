package repo

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// tenThousand makes a repository of 10,000 needs of 500 bytes.
func tenThousand(b *testing.B) (top string, names []string) {
	b.Helper()
	home := b.TempDir()
	b.Setenv("HOME", home)
	b.Setenv("GIT_CONFIG_GLOBAL", filepath.Join(home, ".gitconfig"))
	config := "[user]\n\tname = Camille Test\n\temail = camille@example.org\n[gc]\n\tauto = 0\n"
	if err := os.WriteFile(filepath.Join(home, ".gitconfig"), []byte(config), 0o666); err != nil {
		b.Fatal(err)
	}
	top = b.TempDir()
	if err := os.Mkdir(filepath.Join(top, "needs"), 0o777); err != nil {
		b.Fatal(err)
	}
	for i := range 10_000 {
		name := fmt.Sprintf("needs/need-%05d.yaml", i)
		names = append(names, name)
		if err := os.WriteFile(filepath.Join(top, name), fmt.Appendf(nil, "want: %0494d\n", i), 0o666); err != nil {
			b.Fatal(err)
		}
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}, {"commit", "-qm", "start"}, {"repack", "-adq"}} {
		run(b, top, args...)
	}
	return top, names
}

func run(b *testing.B, top string, args ...string) {
	cmd := exec.Command("git", args...)
	cmd.Dir = top
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("git %s: %v\n%s", args[0], err, out)
	}
}

// BenchmarkApply compares a change of one new file with git add and git commit by hand, in turns.
func BenchmarkApply(b *testing.B) {
	for _, staged := range []bool{false, true} {
		b.Run(map[bool]string{false: "nothing staged", true: "something staged"}[staged], func(b *testing.B) {
			top, _ := tenThousand(b)
			if staged {
				if err := os.WriteFile(filepath.Join(top, "staged"), nil, 0o666); err != nil {
					b.Fatal(err)
				}
				run(b, top, "add", "staged")
			}
			var ours, theirs time.Duration
			n := 0
			for b.Loop() {
				n++
				name := fmt.Sprintf("needs/by-hand-%d.yaml", n)
				start := time.Now()
				if err := os.WriteFile(filepath.Join(top, name), fmt.Appendln(nil, n), 0o666); err != nil {
					b.Fatal(err)
				}
				run(b, top, "add", name)
				if staged {
					run(b, top, "commit", "-qm", name, "--", name)
				} else {
					run(b, top, "commit", "-qm", name)
				}
				theirs += time.Since(start)

				start = time.Now()
				f, err := Open(top)
				if err != nil {
					b.Fatal(err)
				}
				outcome, err := f.Apply(context.Background(), one(fmt.Sprintf("needs/ours-%d.yaml", n), "a\n"), true)
				if err != nil || outcome.Commit == "" {
					b.Fatal(err, outcome.NotCommitted)
				}
				f.Close()
				ours += time.Since(start)
			}
			b.ReportMetric(float64(ours)/float64(theirs), "ratio")
			b.ReportMetric(float64(ours.Milliseconds())/float64(n), "ours-ms")
		})
	}
}

// BenchmarkRead compares reading every file through FS, and at HEAD, with os.ReadFile.
func BenchmarkRead(b *testing.B) {
	top, names := tenThousand(b)
	f, err := Open(top)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	all := func(read func(string) ([]byte, error)) time.Duration {
		start := time.Now()
		var wg sync.WaitGroup
		workers := runtime.GOMAXPROCS(0)
		for w := range workers {
			wg.Go(func() {
				for i := w; i < len(names); i += workers {
					if data, err := read(names[i]); err != nil || len(data) != 501 {
						b.Error(len(data), err)
					}
				}
			})
		}
		wg.Wait()
		return time.Since(start)
	}
	var plain, ours, then time.Duration
	for b.Loop() {
		plain += all(func(name string) ([]byte, error) { return os.ReadFile(filepath.Join(top, name)) })
		now := f.FS()
		ours += all(func(name string) ([]byte, error) { return fs.ReadFile(now, name) })
		head, err := f.At(context.Background(), "HEAD")
		if err != nil {
			b.Fatal(err)
		}
		then += all(func(name string) ([]byte, error) { return fs.ReadFile(head, name) })
	}
	b.ReportMetric(float64(ours)/float64(plain), "ratio-now")
	b.ReportMetric(float64(then)/float64(plain), "ratio-HEAD")
}

// BenchmarkApplyMany changes 2,000 of 10,000 files, as the new name of a role does that many needs
// refer to, and commits them.
func BenchmarkApplyMany(b *testing.B) {
	for _, commit := range []bool{false, true} {
		b.Run(map[bool]string{false: "written", true: "committed"}[commit], func(b *testing.B) {
			top, names := tenThousand(b)
			f, err := Open(top)
			if err != nil {
				b.Fatal(err)
			}
			defer f.Close()
			for n := 0; b.Loop(); n++ {
				change := Change{Op: "rename", Message: "many"}
				for _, name := range names[:2000] {
					base, err := os.ReadFile(filepath.Join(top, name))
					if err != nil {
						b.Fatal(err)
					}
					change.Writes = append(change.Writes, Write{Path: name, Base: base, Data: fmt.Appendf(base[:len(base):len(base)], "# %d\n", n)})
				}
				if outcome, err := f.Apply(context.Background(), change, commit); err != nil || outcome.NotCommitted != nil {
					b.Fatal(err, outcome.NotCommitted)
				}
			}
		})
	}
}

// twoThousand makes a repository of 10,000 needs and 2,000 commits that change one of them each; every
// two hundredth is the same one.
func twoThousand(b *testing.B) (top, name string) {
	b.Helper()
	top = b.TempDir()
	run(b, top, "init", "-q", "-b", "main")
	var in bytes.Buffer
	file := func(i, version int) {
		text := fmt.Sprintf("want: read number %d, version %d\n%s\n", i, version, strings.Repeat("x", 400))
		fmt.Fprintf(&in, "M 100644 inline needs/read-the-need-%05d.yaml\ndata %d\n%s\n", i, len(text), text)
	}
	commit := func(n int) {
		fmt.Fprintf(&in, "commit refs/heads/main\ncommitter C T <c@example.org> %d +0100\ndata 7\nchange\n\n", 1_700_000_000+60*n)
	}
	commit(0)
	for i := range 10_000 {
		file(i, 0)
	}
	for n := 1; n <= 2_000; n++ {
		commit(n)
		file(n*n*7919%10_000, n)
		if n%200 == 0 {
			file(5_003, n)
		}
	}
	cmd := exec.Command("git", "fast-import", "--quiet")
	cmd.Dir, cmd.Stdin = top, &in
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	run(b, top, "gc", "-q")
	return top, "needs/read-the-need-05003.yaml"
}

// BenchmarkHistory compares the history of one file, and of all, with git log, in turns.
func BenchmarkHistory(b *testing.B) {
	top, name := twoThousand(b)
	for _, tt := range []struct {
		name  string
		paths []string
		args  []string
		force bool
		want  int
	}{
		{"file", []string{name}, []string{"log", "--oneline", "--", name}, false, 11},
		{"file by cat-file", []string{name}, []string{"log", "--oneline", "--", name}, true, 11},
		{"all", nil, []string{"log", "--oneline", "--name-only"}, false, 2_001},
	} {
		b.Run(tt.name, func(b *testing.B) {
			var ours, theirs time.Duration
			for b.Loop() {
				start := time.Now()
				run(b, top, tt.args...)
				theirs += time.Since(start)

				start = time.Now()
				f, err := Open(top)
				if err != nil {
					b.Fatal(err)
				}
				if tt.force {
					f.store = &store{objects: &catFile{git: gitProgram{"git", top}}}
				}
				n := 0
				for _, err := range f.History(context.Background(), HistoryOptions{Paths: tt.paths}) {
					if err != nil {
						b.Fatal(err)
					}
					n++
				}
				f.Close()
				ours += time.Since(start)
				if n != tt.want {
					b.Errorf("%d commits", n)
				}
			}
			b.ReportMetric(float64(ours)/float64(theirs), "ratio")
		})
	}
}
