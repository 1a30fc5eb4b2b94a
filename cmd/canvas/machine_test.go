package main

import (
	"bytes"
	"encoding/csv"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/examples"
	"github.com/canevas-systemique/canvas/pkg/lang"
)

// outputRuns are command lines, without --json, of each command that takes it. They are run one after the other in
// the example, which has a commit that renames a role and an item that cannot be read; "!" is refused, "<" begins what
// stands on the standard input.
var outputRuns = map[string][]string{
	"ci":           {"github --dry-run", "github", "github", "! nowhere"},
	"schema":       {"", "! --json-output serch"},
	"schema write": {"--write", "--write", "! --write need"},
	"add": {
		`need "As a driver, I want to see the road map, so that nobody waits"`, `need "As a driver, I want to see the road map, so that nobody waits"`,
		`need "As a gardener, I want to count eggs" --create --no-commit`, "person --first Ada --last Ash --dry-run",
		"need --from - < As a driver, I want to park\nnothing\n", "! need", `! need "As a driver, I want to sleep" --stakes nowhere`,
	},
	"capture": {"--person Ada --create < I want to see the orders\nnote: she is tired\nenjeu: fewer calls\n", "--role driver < ", "! --role nobody-knows-this"},
	"set":     {"bake-first priority=must", "bake-first priority=must", "bake-first notes=x --dry-run", "bake-first role=gardener --create --no-commit", "! bake-first nothing=1", "! nowhere a=b"},
	"link":    {"bake-first throw-away-less-bread", "bake-first throw-away-less-bread", "! bake-first nowhere"},
	"unlink":  {"bake-first throw-away-less-bread", "round-reordered-road-shut order --dry-run", "! bake-first driver"},
	"rename":  {"baker master-baker", "master-baker master-baker", "! nowhere here"},
	"merge":   {"bake-first bake-then --prefer bake-then --dry-run", "bake-first bake-then --prefer bake-first", "! bake-first nowhere"},
	"split":   {"bake-both --yes --dry-run", "bake-both --yes", "! bake-both", "! nowhere"},
	"remove":  {"bake-then --dry-run", "bake-then --yes", "! driver", "! nowhere"},
	"fmt":     {"--check", "--diff", "--dry-run", "", "", "! nowhere"},
	"save":    {"--dry-run", "bake-first", "", "", "! nowhere"},
	"list":    {"needs", "needs --limit 2", "needs --columns name,priority,interviews", "stakes --columns needs,criteria", "needs --priority wont --text zebra", "! nowhere", "! needs --columns nowhere"},
	"search":  {"orders", "six evening --limit 1", "zebra", "odd", "! !?"},
	"similar": {"", "bake-first", "sales per hour", "zebra", "--kind person", "! --kind nowhere"},
	"show":    {"compare-sales-hour-person", "courier", "bake-first", "! odd", "! nowhere"},
	"trace":   {"bake-first", "courier --depth 3 --all", "! nowhere"},
	"graph":   {"", "needs roles --without-closed", "interviews", "! nowhere"},
	"lint":    {"", "--since HEAD~1", "needs/bake-first.yaml", "--fix", "--baseline b.jsonl --accept", "--baseline b.jsonl", "! nowhere", "! --format sarif"},
	"rules":   {""},
	"explain": {"stake<need", "near-duplicate", "! nowhere"},
	"coverage": {
		"", "--fail-under 100", "--matrix stake×role", "--matrix need,need", "--matrix object×application", "! --matrix nowhere", "! --fail-under x",
	},
	"status": {""},
	"log":    {"", "role/courier", "--since 1999 --until 1999-02", "! nowhere"},
	"diff":   {"", "HEAD", "HEAD~1..HEAD", "! nowhere"},
	"review": {"HEAD~1", "HEAD", "! nowhere"},
	"undo":   {"--dry-run", "", "!"},
}

// emptyRuns are run in a canvas that holds nothing, and then again where there is no repository.
var emptyRuns = []string{
	"list needs", "search x", "similar", "similar x", "graph", "lint", "lint --fix", "coverage", "coverage --matrix stake×role", "status", "log", "diff",
	"fmt", "save", "schema --write", "schema", "rules",
	`add stake "Fewer calls"`, "set fewer-calls current=bad", "rename fewer-calls no-calls", "remove no-calls --yes", "ci github", "capture < I want to park\n",
}

// TestOutputFollowsItsSchema runs every command that prints data for programs, and holds what it prints against the schema
// that is published for it, in both languages of the person: nothing may depend on it.
func TestOutputFollowsItsSchema(t *testing.T) {
	fixed(t)
	example := outputExample(t)
	for _, name := range slices.Sorted(maps.Keys(outputRuns)) {
		t.Run(name, func(t *testing.T) {
			english, french := copies(t, example)
			for _, line := range outputRuns[name] {
				command, _, _ := strings.Cut(name, " ")
				rest, refused := strings.CutPrefix(line, "!")
				sameInBoth(t, english, french, command+" "+rest, refused)
			}
		})
	}
	for _, repository := range []bool{true, false} {
		empty := t.TempDir()
		write(t, empty, "canvas.yaml", "format: 1\ntitle: Nothing yet\nlanguage: en\n")
		if repository {
			gitIn(t, empty, "init", "-q")
		}
		english, french := copies(t, empty)
		for _, line := range emptyRuns {
			sameInBoth(t, english, french, line, !repository && (strings.HasPrefix(line, "log") || strings.HasPrefix(line, "diff") || strings.HasPrefix(line, "save")))
		}
	}
}

// TestEveryOutputHasASchema holds the table of outputs against the tree of commands, and the runs against both: a new
// command with --json is in all of them.
func TestEveryOutputHasASchema(t *testing.T) {
	dir := outputExample(t)
	args := []string{"-C", dir}
	p := start(args, strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{})
	defer p.close()
	var taking, named []string
	var look func(cmd *cobra.Command, path string)
	look = func(cmd *cobra.Command, path string) {
		if cmd.Flags().Lookup("json") != nil {
			taking = append(taking, strings.Fields(path)[0]) // of add need: add
		}
		for _, sub := range cmd.Commands() {
			look(sub, strings.TrimSpace(path+" "+sub.Name()))
		}
	}
	look(newRoot(p, args), "")
	for _, o := range outputs {
		named = append(named, strings.Fields(o.command)[0])
		if _, ok := outputSchema(o.command); !ok {
			t.Errorf("%s: no schema %s", o.command, o.schema)
		}
		if outputRuns[strings.ReplaceAll(o.command, "--", "")] == nil {
			t.Errorf("%s is never run", o.command)
		}
	}
	slices.Sort(taking)
	slices.Sort(named)
	taking, named = slices.Compact(taking), slices.Compact(named)
	if !slices.Equal(taking, named) {
		t.Errorf("outputs names the schemas of\n%v\nand --json is an option of\n%v", named, taking)
	}
}

// sameInBoth runs a command in two equal folders, for an English and for a French person.
func sameInBoth(t *testing.T, english, french, line string, refused bool) {
	t.Helper()
	out := outputOf(t, english, "en", line, refused)
	if other := outputOf(t, french, "fr", line, refused); other != out {
		t.Errorf("%s: differs for a French person\n%s\n%s", line, out, other)
	}
	if refused {
		return
	}
	command, _, _ := strings.Cut(line, " ")
	if strings.Contains(line, "--write") {
		command = "schema --write"
	}
	if !strings.HasPrefix(out, "{\n  \"version\": 1,\n") || !strings.HasSuffix(out, "\n}\n") {
		t.Errorf("%s: does not begin with its version, or end with a line:\n%s", line, out)
	}
	follows(t, command, line, out)
}

func outputOf(t *testing.T, dir, language, line string, refused bool) string {
	t.Helper()
	t.Setenv("CANVAS_LANG", language)
	t.Chdir(dir)
	line, input, _ := strings.Cut(line, " < ")
	words := csv.NewReader(strings.NewReader(strings.TrimSpace(line)))
	words.Comma = ' '
	args, err := words.Read()
	if err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	status := run(append(args, "--json"), strings.NewReader(input), &out, &errs)
	if (status == exitRefused) != refused {
		t.Fatalf("%s: exit %d\n%s", line, status, errs.String())
	}
	if refused && out.Len() > 0 {
		t.Errorf("%s: refused, and yet prints\n%s", line, out.String())
	}
	return out.String()
}

// follows holds what a command printed against its schema.
func follows(t *testing.T, command, line, out string) {
	t.Helper()
	data, ok := outputSchema(command)
	if !ok {
		t.Fatalf("%s has no schema", command)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("output.json", doc); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile("output.json")
	if err != nil {
		t.Fatal(err)
	}
	got, err := jsonschema.UnmarshalJSON(strings.NewReader(out))
	if err != nil {
		t.Fatalf("%s: %v\n%s", line, err, out)
	}
	if err := compiled.Validate(got); err != nil {
		t.Errorf("%s: %v\n%s", line, err, out)
	}
}

// fixed gives tests that run the program in this process a name, a day and a home.
func fixed(t *testing.T) {
	t.Helper()
	for _, pair := range environment(newHome(t))[len(os.Environ()):] {
		name, value, _ := strings.Cut(pair, "=")
		t.Setenv(name, value)
	}
}

func gitIn(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

// copies are folders that hold the same.
func copies(t *testing.T, of string) (english, french string) {
	t.Helper()
	english, french = t.TempDir(), t.TempDir()
	for _, dir := range []string{english, french} {
		if err := os.CopyFS(dir, os.DirFS(of)); err != nil {
			t.Fatal(err)
		}
	}
	return english, french
}

// outputExample is the example in a repository, with a history, and with edits that are in no commit.
func outputExample(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, examples.In("en")); err != nil {
		t.Fatal(err)
	}
	gitIn(t, dir, "init", "-q")
	gitIn(t, dir, "add", ".")
	gitIn(t, dir, "commit", "-qm", "start")
	gitIn(t, dir, "mv", "roles/driver.yaml", "roles/courier.yaml")
	gitIn(t, dir, "commit", "-qm", "rename\n\nCanvas-Op: rename role/driver role/courier")
	write(t, dir, "needs/odd.yaml", "role: [\n")
	write(t, dir, "needs/bake-first.yaml", "role: shop-manager\nwant: bake the small loaves before the large ones\n")
	write(t, dir, "needs/bake-both.yaml", "role: shop-manager\nwant: see the orders and print the labels\n")
	write(t, dir, "needs/bake-then.yaml", "want: bake the large loaves before the small ones\nrole:   shop-manager\n")
	write(t, dir, "needs/notes.txt", "x")
	write(t, dir, "schema/need.schema.json", "{}\n")
	return dir
}

// TestPagesNameEveryOutput: the pages about JSON say which schema each command follows.
func TestPagesNameEveryOutput(t *testing.T) {
	for _, language := range lang.Languages {
		page, err := os.ReadFile(filepath.Join("..", "..", "docs", language, "json.md"))
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range outputs {
			said := func(line string) bool {
				return strings.Contains(line, "`canvas "+o.command+"`") && strings.Contains(line, "("+"../../schema/meta/"+o.schema+".schema.json)")
			}
			if !slices.ContainsFunc(strings.Split(string(page), "\n"), said) {
				t.Errorf("docs/%s/json.md does not say that canvas %s follows %s", language, o.command, o.schema)
			}
		}
	}
}
