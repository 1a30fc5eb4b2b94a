package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write the outputs that the scripts compare with")

func TestMain(m *testing.M) {
	testscript.Main(alone{m}, map[string]func(){"canvas": main})
}

// alone runs tests without what a machine says in its environment (CI, GITHUB_ACTIONS, COLUMNS, GIT_DIR, VISUAL and
// those to come): an output must not depend on where it is tested.
type alone struct{ *testing.M }

func (a alone) Run() int {
	for _, variable := range os.Environ() {
		switch name, _, _ := strings.Cut(variable, "="); {
		case slices.Contains([]string{"PATH", "HOME", "TMPDIR", "CANVAS_CLIENTS"}, name), strings.HasPrefix(name, "GO"):
		default:
			_ = os.Unsetenv(name)
		}
	}
	_ = os.Setenv("TERM", "xterm") // for those that sit at one
	return a.M.Run()
}

// TestScripts runs testdata/script: each shows a canvas, commands and their whole output.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "testdata", "script"),
		Setup:               setUp,
		Condition:           condition,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"tmpfs": tmpfs, "typed": typed},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
	})
}

// condition knows [root], who can mount disks, and [full], a device that is always full.
func condition(name string) (bool, error) {
	switch name {
	case "root":
		return os.Getuid() == 0 && runtime.GOOS == "linux", nil
	case "full":
		_, err := os.Stat("/dev/full")
		return err == nil, nil
	}
	return false, fmt.Errorf("no condition %q", name)
}

// tmpfs mounts a small disk of its own for a script: tmpfs FOLDER OPTIONS. Options that begin with
// remount change one that is mounted.
func tmpfs(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: tmpfs folder options")
	}
	dir := ts.MkAbs(args[0])
	if !strings.HasPrefix(args[1], "remount") {
		ts.Check(os.MkdirAll(dir, 0o777))
	}
	ts.Check(ts.Exec("mount", "-t", "tmpfs", "-o", args[1], "tmpfs", dir))
	if !strings.HasPrefix(args[1], "remount") {
		ts.Defer(func() { _ = exec.Command("umount", "-l", dir).Run() })
	}
}

// setUp fixes what an output could depend on. A script sets CANVAS_LANG=fr to see French.
func setUp(env *testscript.Env) error {
	home := filepath.Join(env.WorkDir, ".home")
	if err := os.MkdirAll(home, 0o755); err != nil {
		return err
	}
	config := "[user]\n\tname = Camille Test\n\temail = camille@example.org\n[init]\n\tdefaultBranch = main\n[commit]\n\tgpgsign = false\n[core]\n\texcludesFile = ~/.ignore\n"
	if err := os.WriteFile(filepath.Join(home, ".gitconfig"), []byte(config), 0o644); err != nil {
		return err
	}
	// What a script compares with must not change the commits whose hashes it shows.
	if err := os.WriteFile(filepath.Join(home, ".ignore"), []byte("/want/\n/.home/\n/.tmp/\n"), 0o644); err != nil {
		return err
	}
	for name, value := range map[string]string{
		"HOME":                home,
		"XDG_CONFIG_HOME":     filepath.Join(home, ".config"),
		"GIT_CONFIG_NOSYSTEM": "1",
		"GIT_AUTHOR_DATE":     "2026-03-02T09:00:00Z",
		"GIT_COMMITTER_DATE":  "2026-03-02T09:00:00Z",
		"CANVAS_NOW":          "2026-03-03T18:00:00Z",
		"TZ":                  "UTC",
		"LANG":                "C.UTF-8",
		"LC_ALL":              "C.UTF-8",
		"CANVAS_LANG":         "en",
		"NO_COLOR":            "1",
		"COLUMNS":             "",
		"ONLY_CANVAS":         strings.Split(env.Getenv("PATH"), string(os.PathListSeparator))[0], // a PATH without git
	} {
		env.Setenv(name, value)
	}
	return nil
}
