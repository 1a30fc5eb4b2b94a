package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// TestMerging merges with git what two people did on two branches: see testdata/merging.txtar. Whichever branch is merged
// into the other, it is clean in both directions or in none, and clean merges give the same canvas.
func TestMerging(t *testing.T) {
	path := filepath.Join("..", "..", "testdata", "merging.txtar")
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	start := &txtar.Archive{}
	t.Run("cases", func(t *testing.T) {
		for i := range archive.Files {
			f := &archive.Files[i]
			if filepath.Ext(f.Name) == ".yaml" {
				start.Files = append(start.Files, *f)
				continue
			}
			t.Run(f.Name, func(t *testing.T) {
				t.Parallel()
				got := mergeBranches(t, start, string(f.Data))
				if diff := cmp.Diff(string(f.Data), got); diff != "" && !*update {
					t.Errorf("go test -update writes what comes out now (-wanted +got)\n%s", diff)
				}
				f.Data = []byte(got)
			})
		}
	})
	if *update {
		if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// unmerged is a line of git status about a file that a merge could not settle.
var unmerged = regexp.MustCompile(`(?m)^(DD|AU|UD|UA|DU|AA|UU) .*\n`)

// mergeBranches runs the commands of a case and gives the case with what came out of the merge.
func mergeBranches(t *testing.T, start *txtar.Archive, text string) string {
	t.Helper()
	w := newWork(t, start)
	var told strings.Builder
	for _, branch := range []string{"both", "main", "branch"} {
		if branch != "both" {
			w.must("git switch -q -C " + branch + " start")
		}
		for line := range strings.Lines(text) {
			if command, ok := strings.CutPrefix(line, branch+"$ "); ok {
				told.WriteString(line)
				w.must(command)
			}
		}
		if branch == "both" {
			w.must("git branch start")
		}
	}
	w.must("git switch -q -c merged main")
	_, clean := w.bash("git merge -q --no-edit branch")
	told.WriteString("merge$ " + map[bool]string{true: "clean", false: "stopped"}[clean] + "\n")
	status, _ := w.bash("git status --short")
	told.WriteString(strings.Join(unmerged.FindAllString(status, -1), ""))
	said, _ := w.bash("canvas lint")
	told.WriteString("lint$\n" + said)

	w.must("git reset -q --hard && git clean -qfd && git switch -q branch")
	if _, again := w.bash("git merge -q --no-edit main"); again != clean {
		t.Errorf("clean when the branch is merged into main: %t, the other way round: %t", clean, again)
	}
	if clean {
		w.must("git diff --exit-code merged branch")
	}
	return told.String()
}

// work is a repository with a canvas in it.
type work struct {
	t         *testing.T
	home, dir string
}

func newWork(t *testing.T, files *txtar.Archive) work {
	t.Helper()
	home := newHome(t)
	w := work{t, home, filepath.Join(home, "club")}
	for _, f := range files.Files {
		path := filepath.Join(w.dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	w.must("git init -q && git add . && git commit -q -m start")
	return w
}

// bash runs a command as somebody would, and tells whether it ended with 0.
func (w work) bash(command string) (said string, ok bool) {
	cmd := exec.Command("bash", "-c", command)
	cmd.Dir = w.dir
	cmd.Env = environment(w.home, "CANVAS_LANG=en")
	out, err := cmd.CombinedOutput()
	return string(out), err == nil
}

// must runs a command that has to end with 0.
func (w work) must(command string) {
	w.t.Helper()
	if said, ok := w.bash(command); !ok {
		w.t.Fatalf("%s\n%s", command, said)
	}
}
