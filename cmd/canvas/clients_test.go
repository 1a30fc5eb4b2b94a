package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestClients runs testdata/client: what canvas writes for other programs, read by these programs. `make clients`
// installs them and names them in CANVAS_CLIENTS, separated by spaces; then none may be missing.
func TestClients(t *testing.T) {
	clients := strings.Fields(os.Getenv("CANVAS_CLIENTS"))
	if len(clients) == 0 {
		t.Skip("CANVAS_CLIENTS names no clients: make clients installs them and runs this test")
	}
	var dirs []string
	for _, client := range clients {
		if _, err := os.Stat(client); err != nil {
			t.Fatal(err)
		}
		dirs = append(dirs, filepath.Dir(client))
	}
	path := strings.Join(dirs, string(os.PathListSeparator))
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("..", "..", "testdata", "client"),
		Setup: func(env *testscript.Env) error {
			env.Setenv("CLIENTS", path)
			if err := letGoBuild(env); err != nil {
				return err
			}
			env.Setenv("PATH", env.Getenv("PATH")+string(os.PathListSeparator)+path)
			return setUp(env)
		},
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"jsonschema": checkAgainst},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
	})
}

// letGoBuild lets a client build what stands in SOURCE, with what Go has fetched and built already.
func letGoBuild(env *testscript.Env) error {
	source, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		return err
	}
	env.Setenv("SOURCE", source)
	for _, name := range []string{"GOMODCACHE", "GOCACHE", "GOPROXY", "GOSUMDB"} {
		value, err := exec.Command("go", "env", name).Output()
		if err != nil {
			return err
		}
		env.Setenv(name, strings.TrimSpace(string(value)))
	}
	return nil
}

// checkAgainst checks a file against a JSON schema that is one of the clients: jsonschema SCHEMA FILE.
func checkAgainst(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: jsonschema schema file")
	}
	compiler := jsonschema.NewCompiler()
	var schema *jsonschema.Schema
	for _, dir := range filepath.SplitList(ts.Getenv("CLIENTS")) {
		data, err := os.ReadFile(filepath.Join(dir, args[0]))
		if err != nil {
			continue
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		ts.Check(err)
		ts.Check(compiler.AddResource(args[0], doc))
		schema, err = compiler.Compile(args[0])
		ts.Check(err)
	}
	if schema == nil {
		ts.Fatalf("no client %s", args[0])
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(ts.ReadFile(args[1])))
	ts.Check(err)
	err = schema.Validate(value)
	if neg && err == nil {
		ts.Fatalf("%s suits %s", args[1], args[0])
	}
	if !neg {
		ts.Check(err)
	}
}
