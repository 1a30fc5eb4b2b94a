package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/canevas-systemique/canvas/examples"
)

// TestOutputFollowsItsSchema holds what commands print for programs against the schemas that are published for it.
func TestOutputFollowsItsSchema(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, examples.In("en")); err != nil {
		t.Fatal(err)
	}
	home := newHome(t)
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", args...)
		cmd.Dir, cmd.Env = dir, environment(home)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	git("init", "-q")
	check := func(name, command string) {
		t.Helper()
		compiled, err := jsonschema.NewCompiler().Compile(filepath.Join("..", "..", "schema", "meta", name+".schema.json"))
		if err != nil {
			t.Fatal(err)
		}
		data, errs, status := canvasCommand(t, "-C "+dir+" "+command+" --json")
		if status == exitRefused {
			t.Fatalf("%s: %s", command, errs)
		}
		got, err := jsonschema.UnmarshalJSON(strings.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled.Validate(got); err != nil {
			t.Errorf("%s: %v\n%s", command, err, data)
		}
		if command == "similar" && !strings.Contains(data, `"nearness"`) {
			t.Errorf("no pair in\n%s", data)
		}
	}
	check("status", "status") // nothing is committed
	git("add", ".")
	git("commit", "-qm", "start")
	check("status", "status")
	git("mv", "roles/driver.yaml", "roles/courier.yaml")
	git("commit", "-qm", "rename\n\nCanvas-Op: rename role/driver role/courier")
	write(t, dir, "needs/odd.yaml", "role: [\n")
	write(t, dir, "needs/bake-first.yaml", "role: shop-manager\nwant: bake the small loaves before the large ones\n")
	write(t, dir, "needs/bake-then.yaml", "role: shop-manager\nwant: bake the large loaves before the small ones\n")
	write(t, dir, "needs/notes.txt", "x")
	write(t, dir, "schema/need.schema.json", "{}\n")
	check("status", "status")
	check("log", "log")
	check("log", "log role/courier")
	check("log", "log --since 1999 --until 1999-02")
	check("diff", "diff")
	check("diff", "diff HEAD~1..HEAD")
	check("diff", "diff HEAD")
	check("similar", "similar")
	check("similar", "similar compare-sales-hour-person")
	check("similar", "similar sales")
	check("lint", "lint")
	check("coverage", "coverage")
	check("graph", "graph")
	check("rules", "rules")
	check("review", "review HEAD~1")
}
