package repo

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestMain is also the program that TestKill kills.
func TestMain(m *testing.M) {
	if root := os.Getenv("REPO_TEST_KILL_ROOT"); root != "" {
		os.Exit(killed(root))
	}
	os.Exit(m.Run())
}

// refusedCode is how the program ends that is not killed but has an error.
const refusedCode = 2

// killed applies, or recovers, and is killed at the step with the number REPO_TEST_KILL_STEP.
func killed(root string) int {
	last, _ := strconv.Atoi(os.Getenv("REPO_TEST_KILL_STEP"))
	dir, err := os.OpenRoot(root)
	if err != nil {
		return refusedCode
	}
	var n atomic.Int64 // files are written at once
	f := &Folder{path: root, root: dir, git: findWorktree(root), step: func(string) {
		if int(n.Add(1)) == last {
			self, _ := os.FindProcess(os.Getpid())
			_ = self.Kill()
			select {} // until it happens
		}
	}}
	switch os.Getenv("REPO_TEST_KILL_DO") {
	case "apply":
		_, err = f.Apply(context.Background(), several, false)
	case "taken":
		count := f.step
		f.step = func(name string) {
			if name == "planned" { // somebody takes a name between the check and the writing
				_ = os.WriteFile(filepath.Join(root, "needs/new.yaml"), []byte("theirs\n"), 0o666)
			}
			count(name)
		}
		_, err = f.Apply(context.Background(), several, false)
		if errors.Is(err, ErrTaken) {
			err = nil
		}
	case "commit":
		_, err = f.Apply(context.Background(), several, true)
	case "recover":
		err = f.settleLeftOver()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return refusedCode
	}
	return 0
}

var (
	before = map[string]string{"needs/old.yaml": "old\n", "roles/gone.yaml": "gone\n", "roles/other.yaml": "other\n"}
	after  = map[string]string{"needs/old.yaml": "changed\n", "needs/new.yaml": "new\n", "stakes/deep/first.yaml": "", "roles/other.yaml": "other\n"}

	several = Change{Op: "rename", Message: "several at once",
		Writes: []Write{
			{Path: "needs/old.yaml", Data: []byte("changed\n"), Base: []byte("old\n")},
			{Path: "needs/new.yaml", Data: []byte("new\n")},
			{Path: "stakes/deep/first.yaml"},
		},
		Removes: []Remove{{Path: "roles/gone.yaml", Base: []byte("gone\n")}},
	}
)

func runKilled(t *testing.T, root, do string, step int) (dead bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "REPO_TEST_KILL_ROOT="+root, "REPO_TEST_KILL_DO="+do, "REPO_TEST_KILL_STEP="+strconv.Itoa(step))
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return false
	case errors.As(err, &exit) && exit.ExitCode() != refusedCode:
		return true
	}
	t.Fatalf("%s, step %d: %v\n%s", do, step, err, out)
	return false
}

// TestKill kills a change at every step, with and without a repository and also while it is being
// undone, kills the recovery in turn at every step, and looks at what the next Open leaves.
func TestKill(t *testing.T) {
	theirs := map[string]string{"needs/new.yaml": "theirs\n"}
	for k, v := range before {
		theirs[k] = v
	}
	for _, tt := range []struct {
		name, do   string
		repository bool
		want       []map[string]string
	}{
		{"apply", "apply", true, []map[string]string{before, after}},
		{"apply without a repository", "apply", false, []map[string]string{before, after}},
		{"undo", "taken", true, []map[string]string{before, theirs}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			start := func() string {
				root := t.TempDir()
				for name, text := range before {
					write(t, root, name, text)
				}
				if tt.repository {
					write(t, root, ".git/HEAD", "ref: refs/heads/main\n")
				}
				return root
			}
			steps := 0
			for step := 1; ; step++ {
				root := start()
				dead := runKilled(t, root, tt.do, step)
				checkSettled(t, fmt.Sprint("step ", step), root, tt.want)
				if !dead {
					break
				}
				steps = step
			}
			if steps < 10 {
				t.Errorf("only %d steps", steps)
			}
			for _, step := range []int{steps / 2, 3 * steps / 4} {
				for again := 1; ; again++ {
					root := start()
					runKilled(t, root, tt.do, step)
					dead := runKilled(t, root, "recover", again)
					checkSettled(t, fmt.Sprint("step ", step, ", recovery ", again), root, tt.want)
					if !dead {
						break
					}
				}
			}
		})
	}
}

// TestKillCommit kills a change with its commit at every step: the files are old or new, git finds
// nothing wrong, and what is not committed can be.
func TestKillCommit(t *testing.T) {
	for _, alone := range []bool{false, true} {
		for _, staged := range []bool{false, true} {
			if alone && staged {
				continue // declined
			}
			t.Run(fmt.Sprintf("alone %v, staged %v", alone, staged), func(t *testing.T) {
				for step, dead := 1, true; dead; step++ {
					f, top := open(t, "")
					for name, text := range before {
						write(t, top, name, text)
					}
					gitIn(t, top, "add", ".")
					gitIn(t, top, "commit", "-qm", "before")
					if staged {
						write(t, top, "staged", "mine\n")
						gitIn(t, top, "add", "staged")
					}
					if alone {
						withoutGit(t, func() { dead = runKilled(t, top, "commit", step) })
					} else {
						dead = runKilled(t, top, "commit", step)
					}
					for _, name := range []string{"index", "refs/heads/main"} {
						_ = os.Remove(filepath.Join(top, ".git", name+".lock")) // as git says
					}
					checkKilledCommit(t, fmt.Sprint("step ", step), f, staged)
				}
			})
		}
	}
}

func checkKilledCommit(t *testing.T, at string, f *Folder, staged bool) {
	t.Helper()
	f = openAt(t, f.path)
	got := files(t, f.path)
	delete(got, "staged")
	if !cmp.Equal(before, got) && !cmp.Equal(after, got) {
		t.Errorf("%s: half a change:\n%v", at, got)
	}
	gitIn(t, f.path, "fsck", "--strict")
	paths, err := f.Uncommitted(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if paths = without(paths, "staged"); len(paths) > 0 {
		outcome, err := f.Commit(context.Background(), "save", "save", paths)
		if err != nil || outcome.NotCommitted != nil {
			t.Errorf("%s: %v %v", at, err, outcome.NotCommitted)
		}
	}
	if want := map[bool]string{true: "A  staged\n"}[staged]; gitStatus(t, f.path) != want {
		t.Errorf("%s: left %q", at, gitStatus(t, f.path))
	}
}

// checkSettled opens the folder and checks that it holds one of the trees and nothing else.
func checkSettled(t *testing.T, at, root string, want []map[string]string) {
	t.Helper()
	f, err := Open(root)
	if err != nil {
		t.Errorf("%s: %v", at, err)
		return
	}
	defer f.Close()
	got := files(t, root)
	for _, tree := range want {
		if cmp.Equal(tree, got) {
			if present(f.journalPath()) {
				t.Errorf("%s: the journal is still there", at)
			}
			if _, made := got["needs/new.yaml"]; !made && present(filepath.Join(root, "stakes")) {
				t.Errorf("%s: an empty folder is left", at)
			}
			return
		}
	}
	t.Errorf("%s: half a change:\n%v", at, got)
}

// TestClaim follows what happens where the file system has no hard links.
func TestClaim(t *testing.T) {
	f := openAt(t, t.TempDir())
	write(t, f.path, "temp", "new\n")
	if err := f.claim("temp", "a.yaml"); err != nil {
		t.Fatal(err)
	}
	write(t, f.path, "temp", "other\n")
	if err := f.claim("temp", "a.yaml"); !errors.Is(err, fs.ErrExist) {
		t.Errorf("second: %v", err)
	}
	// Killed between the two steps.
	c := fileChange{Path: "b.yaml", Temp: tempPrefix + "b", New: []byte("b\n")}
	for _, undo := range []bool{false, true} {
		write(t, f.path, "b.yaml", "")
		write(t, f.path, c.Temp, "b\n")
		j := &journal{Undo: undo, Files: []fileChange{c}}
		unlock, err := f.lock(context.Background(), filesLock, lockWait)
		if err != nil {
			t.Fatal(err)
		}
		saved := f.saveJournal(j)
		done, err := f.settleJournal()
		if err := errors.Join(saved, err); err != nil || (len(done) == 1) == undo {
			t.Error(done, err)
		}
		unlock()
		want := map[string]string{"a.yaml": "new\n", "temp": "other\n"}
		if !undo {
			want["b.yaml"] = "b\n"
		}
		if diff := cmp.Diff(want, files(t, f.path)); diff != "" {
			t.Errorf("undo %v:\n%s", undo, diff)
		}
	}
}

// TestRecovered: who opens the folder after a crash can say what was finished.
func TestRecovered(t *testing.T) {
	f := openAt(t, t.TempDir())
	if got := f.Recovered(); got != nil {
		t.Error(got)
	}
	j := &journal{Dirs: []string{"needs"}, Files: []fileChange{
		{Path: "needs/a.yaml", Temp: "needs/.canvas-1", New: []byte("a\n")},
		{Path: "needs/b.yaml", Temp: "needs/.canvas-2", New: []byte("b\n")},
	}}
	if err := errors.Join(f.makeStateDir(f.stateDir()), f.saveJournal(j)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"needs/a.yaml", "needs/b.yaml"}, openAt(t, f.path).Recovered()); diff != "" {
		t.Error(diff)
	}
	if got := openAt(t, f.path).Recovered(); got != nil {
		t.Error(got)
	}
}

// TestConditions: what a change relies on is looked at when nobody else can write any more.
func TestConditions(t *testing.T) {
	f, top := open(t, "")
	write(t, top, "roles/a.yaml", "a\n")
	change := one("needs/a.yaml", "a\n")
	change.Requires = []string{"roles/a.yaml", "needs/a.yaml"}
	committed(t, apply(t, f, change))

	change = one("needs/b.yaml", "b\n")
	change.Requires = []string{"roles/b.yaml"}
	if _, err := f.Apply(context.Background(), change, true); !isChanged(err) {
		t.Error(err)
	}
	refused := errors.New("refused")
	change = one("needs/b.yaml", "b\n")
	change.Check = func() error { return refused }
	if _, err := f.Apply(context.Background(), change, true); !errors.Is(err, refused) {
		t.Error(err)
	}
	if present(filepath.Join(top, "needs/b.yaml")) {
		t.Error("written")
	}
}

// TestEditedAfterCrash keeps what somebody wrote into a file that a half-applied change concerns.
func TestEditedAfterCrash(t *testing.T) {
	root := t.TempDir()
	for name, text := range before {
		write(t, root, name, text)
	}
	for step := 1; runKilled(t, root, "apply", step); step++ {
		write(t, root, "needs/old.yaml", "edited\n")
		f := openAt(t, root)
		want := map[string]string{"needs/old.yaml": "edited\n", "roles/gone.yaml": "gone\n", "roles/other.yaml": "other\n"}
		if _, err := os.Lstat(filepath.Join(root, "needs/new.yaml")); err == nil {
			break // all was done already
		}
		if diff := cmp.Diff(want, files(t, root)); diff != "" {
			t.Errorf("step %d:\n%s", step, diff)
		}
		f.Close()
		write(t, root, "needs/old.yaml", "old\n")
	}
}

func TestRefusedChanges(t *testing.T) {
	base := []byte("old\n")
	for _, tt := range []struct {
		name   string
		change Change
		want   func(error) bool
	}{
		{"above", one("../a.yaml", "x"), is(fs.ErrInvalid)},
		{"absolute", one("/tmp/a.yaml", "x"), is(fs.ErrInvalid)},
		{"the folder itself", one(".", "x"), is(fs.ErrInvalid)},
		{"not clean", one("needs//a.yaml", "x"), is(fs.ErrInvalid)},
		{"backslash", one(`needs\a.yaml`, "x"), is(fs.ErrInvalid)},
		{"another stream", one("needs/a.yaml:x", "x"), is(fs.ErrInvalid)},
		{"line break", one("needs/a\n.yaml", "x"), is(fs.ErrInvalid)},
		{"git's own", one(".git/hooks/pre-commit", "x"), is(fs.ErrInvalid)},
		{"git's own in capitals", one("needs/.GIT/config", "x"), is(fs.ErrInvalid)},
		{"through a link", one("linked/a.yaml", "x"), is(ErrSymlink)},
		{"onto a link", Change{Writes: []Write{{Path: "needs/link.yaml", Data: []byte("x"), Base: base}}}, is(ErrSymlink)},
		{"removing a link", Change{Removes: []Remove{{Path: "needs/link.yaml", Base: base}}}, is(ErrSymlink)},
		{"a file for a folder", one("needs/old.yaml/a.yaml", "x"), is(fs.ErrExist)},
		{"a folder for a file", one("needs", "x"), is(ErrTaken)},
		{"taken", one("needs/old.yaml", "x"), is(ErrTaken)},
		{"changed", Change{Writes: []Write{{Path: "needs/old.yaml", Data: []byte("x"), Base: []byte("else")}}}, isChanged},
		{"gone", Change{Writes: []Write{{Path: "needs/gone.yaml", Data: []byte("x"), Base: base}}}, isChanged},
		{"removing what changed", Change{Removes: []Remove{{Path: "needs/old.yaml", Base: []byte("else")}}}, isChanged},
		{"removing nothing", Change{Removes: []Remove{{Path: "needs/gone.yaml"}}}, isChanged},
		{"twice", Change{Writes: []Write{{Path: "a", Data: nil}, {Path: "a", Data: nil}}}, func(err error) bool { return err != nil }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := openAt(t, t.TempDir())
			write(t, f.path, "needs/old.yaml", string(base))
			if err := errors.Join(os.Symlink("needs", filepath.Join(f.path, "linked")),
				os.Symlink("old.yaml", filepath.Join(f.path, "needs/link.yaml"))); err != nil {
				t.Skip(err)
			}
			want := files(t, f.path)
			tt.change.Writes = append(tt.change.Writes, Write{Path: "needs/zz.yaml", Data: []byte("also\n")})
			if _, err := f.Apply(context.Background(), tt.change, true); !tt.want(err) {
				t.Errorf("%#v", err)
			}
			if diff := cmp.Diff(want, files(t, f.path)); diff != "" {
				t.Errorf("something was written:\n%s", diff)
			}
		})
	}
}

func is(target error) func(error) bool {
	return func(err error) bool { return errors.Is(err, target) }
}

func isChanged(err error) bool {
	var changed *Changed
	return errors.As(err, &changed) && changed.Path != ""
}

func TestReadOnlyFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write everywhere")
	}
	f, top := open(t, "")
	write(t, top, "needs/old.yaml", "old\n")
	if err := os.Chmod(filepath.Join(top, "needs"), 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(top, "needs"), 0o777) })
	change := one("roles/a.yaml", "a\n")
	change.Writes = append(change.Writes, Write{Path: "needs/new.yaml", Data: []byte("new\n")})
	if _, err := f.Apply(context.Background(), change, true); !errors.Is(err, fs.ErrPermission) {
		t.Error(err)
	}
	if diff := cmp.Diff(map[string]string{"needs/old.yaml": "old\n"}, files(t, top)); diff != "" {
		t.Errorf("something was written:\n%s", diff)
	}
	if present(filepath.Join(top, "roles")) || present(f.journalPath()) {
		t.Error("something is left")
	}
	if _, err := Open(top); err != nil {
		t.Error(err)
	}
}

// TestReadOnlyGit: the sentence is written down although git cannot keep it.
func TestReadOnlyGit(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write everywhere")
	}
	for _, used := range []bool{false, true} {
		f, top := open(t, "")
		if used {
			committed(t, apply(t, f, one("needs/old.yaml", "old\n")))
		}
		for _, dir := range []string{".git", ".git/canvas"} {
			_ = os.Chmod(filepath.Join(top, dir), 0o555)
			t.Cleanup(func() { _ = os.Chmod(filepath.Join(top, dir), 0o777) })
		}
		if outcome := apply(t, openAt(t, top), one("needs/a.yaml", "a\n")); reason(outcome) != "repo-git-refused" {
			t.Errorf("%+v", outcome)
		}
		if got := files(t, top)["needs/a.yaml"]; got != "a\n" {
			t.Errorf("%q", got)
		}
	}
}

func TestPermissionsStay(t *testing.T) {
	f, top := open(t, "")
	write(t, top, "needs/a.yaml", "a\n")
	if err := os.Chmod(filepath.Join(top, "needs/a.yaml"), 0o640); err != nil {
		t.Fatal(err)
	}
	gitIn(t, top, "add", ".")
	gitIn(t, top, "commit", "-qm", "a")
	committed(t, apply(t, f, Change{Op: "set", Writes: []Write{{Path: "needs/a.yaml", Data: []byte("b\n"), Base: []byte("a\n")}}}))
	if info, err := os.Stat(filepath.Join(top, "needs/a.yaml")); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("%v %v", info.Mode(), err)
	}
}

func TestWithoutRepository(t *testing.T) {
	isolate(t)
	f := openAt(t, t.TempDir())
	outcome := apply(t, f, one("needs/a.yaml", "a\n"))
	if outcome.Commit != "" || outcome.NotCommitted == nil {
		t.Errorf("%+v", outcome)
	}
	gitIn(t, f.path, "init", "-q")
	if status := gitIn(t, f.path, "status", "--porcelain", "-uall"); status != "?? needs/a.yaml" {
		t.Errorf(".canvas does not ignore itself: %s", status)
	}
}

func TestSameNewPath(t *testing.T) {
	f, top := open(t, "")
	const writers = 8
	var wg sync.WaitGroup
	errs := make([]error, writers)
	for i := range writers {
		wg.Go(func() { _, errs[i] = f.Apply(context.Background(), one("needs/a.yaml", fmt.Sprintln(i)), true) })
	}
	wg.Wait()
	won := -1
	for i, err := range errs {
		switch {
		case err == nil && won == -1:
			won = i
		case !errors.Is(err, ErrTaken) || !errors.Is(err, fs.ErrExist):
			t.Errorf("writer %d: %v", i, err)
		}
	}
	if diff := cmp.Diff(map[string]string{"needs/a.yaml": fmt.Sprintln(won)}, files(t, top)); diff != "" {
		t.Error(diff)
	}
}

// TestConcurrentCommits uses one Folder a writer, as ten programs would.
func TestConcurrentCommits(t *testing.T) {
	_, top := open(t, "")
	const writers = 10
	outcomes := make([]Outcome, writers)
	errs := make([]error, writers)
	var wg sync.WaitGroup
	for i := range writers {
		f := openAt(t, top)
		wg.Go(func() {
			outcomes[i], errs[i] = f.Apply(context.Background(), one(fmt.Sprintf("needs/n%d.yaml", i), "a\n"), true)
		})
	}
	wg.Wait()
	hashes := map[string]bool{}
	for i := range writers {
		if errs[i] != nil {
			t.Fatal(errs[i])
		}
		committed(t, outcomes[i])
		hashes[outcomes[i].Commit] = true
	}
	if n := gitIn(t, top, "rev-list", "--count", "HEAD"); n != "10" || len(hashes) != writers {
		t.Errorf("%s commits, %d hashes", n, len(hashes))
	}
	for _, line := range strings.Split(gitIn(t, top, "log", "--format=", "--name-only", "-m"), "\n") {
		if line == "" {
			t.Error("a commit with more than one file, or none")
		}
	}
	if fsck := gitIn(t, top, "fsck", "--strict"); strings.Contains(fsck, "error") {
		t.Error(fsck)
	}
	if status := gitIn(t, top, "status", "--porcelain"); status != "" {
		t.Error(status)
	}
}

func TestLocked(t *testing.T) {
	f, top := open(t, "")
	unlock, err := openAt(t, top).lock(context.Background(), filesLock, lockWait)
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	if _, err := f.lock(context.Background(), filesLock, 20_000_000); !errors.Is(err, errLocked) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := f.Apply(ctx, one("a.yaml", "a"), true); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestHostileJournal opens folders whose journal somebody else wrote.
func TestHostileJournal(t *testing.T) {
	outside := t.TempDir()
	for _, tt := range []struct {
		name, journal string
		ok            bool
	}{
		{"lost in a power failure", "\x00\x00\x00", true},
		{"empty", "", true},
		{"no files", "{}", true},
		{"not a journal", "what?", false},
		{"above", `{"files":[{"path":"../a","temp":"b","new":"YQ=="}]}`, false},
		{"above by its temporary file", `{"files":[{"path":"a","temp":"../b","new":"YQ=="}]}`, false},
		{"outside", `{"files":[{"path":"` + filepath.ToSlash(outside) + `/a","temp":"b","new":"YQ=="}]}`, false},
		{"through a link", `{"files":[{"path":"link/a","temp":"link/b","new":"YQ=="}]}`, false},
		{"git's own", `{"files":[{"path":".git/config","temp":"b","new":"YQ=="}]}`, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			root := t.TempDir()
			if err := os.Symlink(outside, filepath.Join(root, "link")); err != nil {
				t.Skip(err)
			}
			write(t, root, ".canvas/journal", tt.journal)
			f, err := Open(root)
			if (err == nil) != tt.ok {
				t.Error(err)
			}
			if f != nil {
				f.Close()
			}
			if got := files(t, outside); len(got) > 0 || len(files(t, root)) > 0 {
				t.Errorf("written: %v %v", got, files(t, root))
			}
		})
	}
}
