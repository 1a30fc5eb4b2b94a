package main

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gopkg.in/yaml.v3"
)

// action is as much of action.yml as running it takes.
type action struct {
	Inputs map[string]struct{ Default string }
	Runs   struct {
		Steps []struct {
			If, Uses, Shell, Run string
			Env                  map[string]string
			Continue             bool `yaml:"continue-on-error"`
		}
	}
}

func readAction(t *testing.T) (a action) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "action.yml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// TestActionIsSafe holds the action to what keeps it safe: what others may write reaches scripts through the
// environment alone, and what it uses is pinned.
func TestActionIsSafe(t *testing.T) {
	pinned := regexp.MustCompile(`^[\w-]+/[\w-]+@[0-9a-f]{40}$`)
	for _, step := range readAction(t).Runs.Steps {
		if strings.Contains(step.Run, "${{") {
			t.Errorf("%s is not only a script", step.Run)
		}
		if step.Uses != "" && !pinned.MatchString(step.Uses) {
			t.Errorf("%s is not pinned", step.Uses)
		}
	}
}

// TestShell looks for what is wrong in the scripts of the action and of CI.
func TestShell(t *testing.T) {
	shellcheck, err := exec.LookPath("shellcheck")
	if err != nil {
		t.Skip("no shellcheck here")
	}
	scripts, _ := filepath.Glob(filepath.Join("..", "..", ".ci", "*", "*"))
	more, _ := filepath.Glob(filepath.Join("..", "..", ".ci", "*[a-z]"))
	more = slices.DeleteFunc(more, func(name string) bool { info, err := os.Stat(name); return err != nil || info.IsDir() })
	if out, err := exec.Command(shellcheck, append(scripts, more...)...).CombinedOutput(); err != nil {
		t.Errorf("%s", out)
	}
}

// runner runs the action as a host would: every step as action.yml has it, with a stand-in for the host's own
// program, which keeps comments as files.
type runner struct {
	t       *testing.T
	home    string
	work    string            // the checkout
	inputs  map[string]string // other than by default
	context map[string]string // what ${{ … }} means
	env     []string
}

// standIn is gh: it knows the four calls that the action makes. A file "denied" lets it refuse to write.
const standIn = `#!/usr/bin/env bash
set -euo pipefail
cd "$COMMENTS"
echo "gh $*" | sed 's/body=@.*/body/' >>calls
[[ $1 == api && -n $GH_TOKEN && -n $GH_HOST ]]
method=GET body=
for word in "$@"; do
  case $word in body=@*) body=${word#body=@} ;; DELETE|PATCH|POST) method=$word ;; esac
done
if [[ $method != GET && -e denied ]]; then echo "HTTP 403: Resource not accessible by integration" >&2; exit 1; fi
case $method in
  GET) for file in *.md; do if [[ -e $file && $(cat "$file") == "$CANVAS_MARK"* ]]; then echo "${file%.md}"; fi; done ;;
  POST) cp "$body" 1.md ;;
  PATCH) cp "$body" 1.md ;;
  DELETE) rm 1.md ;;
esac
`

func newRunner(t *testing.T) *runner {
	t.Helper()
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("no bash here")
	}
	home := newHome(t)
	r := &runner{t: t, home: home, work: filepath.Join(home, "work"), inputs: map[string]string{}}
	for _, dir := range []string{"work", "bin", "comments", "temp/canvas-action"} {
		if err := os.MkdirAll(filepath.Join(home, dir), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(home, "bin", "gh"), []byte(standIn), 0o777); err != nil {
		t.Fatal(err)
	}
	canvas, err := exec.LookPath("canvas") // testscript.Main has put it there
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(canvas, filepath.Join(home, "temp", "canvas-action", "canvas")); err != nil {
		t.Fatal(err)
	}
	top, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	r.context = map[string]string{
		"github.action_path": top, "github.action_ref": "v1", "github.token": "secret",
		"github.event_name": "pull_request", "github.event.pull_request.number": "7",
	}
	r.env = []string{
		"PATH=" + filepath.Join(home, "bin") + string(os.PathListSeparator) + os.Getenv("PATH"), "HOME=" + home, "GIT_CONFIG_NOSYSTEM=1",
		"LC_ALL=C.UTF-8", "TZ=UTC", "NO_COLOR=1", "GITHUB_ACTIONS=true", "GITHUB_ACTION_PATH=" + top, "GITHUB_WORKSPACE=" + r.work, "GITHUB_BASE_REF=main",
		"GITHUB_REPOSITORY=club/notes", "GITHUB_SERVER_URL=https://github.com", "GITHUB_SHA=0123456789abcdef0123456789abcdef01234567",
		"GITHUB_STEP_SUMMARY=" + filepath.Join(home, "summary"), "RUNNER_TEMP=" + filepath.Join(home, "temp"), "COMMENTS=" + filepath.Join(home, "comments"),
	}
	return r
}

var expression = regexp.MustCompile(`\$\{\{ ([\w.-]+) \}\}`)

func (r *runner) mean(text string) string {
	return expression.ReplaceAllStringFunc(text, func(e string) string {
		value, known := r.context[expression.FindStringSubmatch(e)[1]]
		if !known {
			r.t.Fatalf("what is %s?", e)
		}
		return value
	})
}

// run runs the steps, all but the one that builds, and gives what was printed and how it ended.
func (r *runner) run() (printed string, status int) {
	a := readAction(r.t)
	for name, input := range a.Inputs {
		r.context["inputs."+name] = r.mean(input.Default)
	}
	for name, value := range r.inputs {
		r.context["inputs."+name] = value
	}
	_ = os.Remove(filepath.Join(r.home, "summary"))
	for _, step := range a.Runs.Steps {
		if step.Uses != "" || strings.HasSuffix(step.Run, `build"'`) || strings.Contains(step.Run, "action/build") {
			continue
		}
		if step.If != "" && step.If != "github.event_name == '"+r.context["github.event_name"]+"'" {
			continue
		}
		cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step.Run)
		cmd.Dir, cmd.Env = r.work, slices.Clone(r.env)
		for _, name := range slices.Sorted(maps.Keys(step.Env)) {
			cmd.Env = append(cmd.Env, name+"="+r.mean(step.Env[name]))
		}
		out, err := cmd.CombinedOutput()
		printed += string(out)
		if err != nil && !step.Continue {
			return printed, cmd.ProcessState.ExitCode()
		}
	}
	return printed, 0
}

func (r *runner) read(name string) string {
	data, _ := os.ReadFile(filepath.Join(r.home, name)) // what is not there is empty
	return string(data)
}

// want compares with testdata/action.
func (r *runner) want(name, got string) {
	r.t.Helper()
	file := filepath.Join("..", "..", "testdata", "action", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			r.t.Fatal(err)
		}
		return
	}
	data, err := os.ReadFile(file)
	if err != nil {
		r.t.Fatal(err)
	}
	if diff := cmp.Diff(string(data), got); diff != "" {
		r.t.Errorf("%s: %s", name, diff)
	}
}

// branches makes a checkout as actions/checkout does: a main branch at the remote, and a feature branch.
func (r *runner) branches() (run func(args ...string)) {
	run = func(args ...string) {
		r.t.Helper()
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Dir = r.work
		cmd.Env = append(slices.DeleteFunc(slices.Clone(r.env), func(e string) bool { return strings.HasPrefix(e, "GITHUB_") }),
			"GIT_AUTHOR_DATE=2026-03-02T09:00:00Z", "GIT_COMMITTER_DATE=2026-03-02T09:00:00Z", "CANVAS_LANG=")
		if out, err := cmd.CombinedOutput(); err != nil {
			r.t.Fatalf("%v: %v\n%s", args, err, out)
		}
	}
	run("canvas", "init", ".", "--example", "--language", "en")
	run("git", "update-ref", "refs/remotes/origin/main", "HEAD")
	run("git", "switch", "-q", "-c", "workshop")
	return run
}

// TestAction is a pull request from its first commit to its last, as the team sees it.
func TestAction(t *testing.T) {
	t.Parallel()
	r := newRunner(t)
	run := r.branches()

	// A need, and a reference that leads nowhere: the comment says what is new, an annotation where it is wrong.
	run("canvas", "add", "need", "As a shop manager, I want to see tomorrow's cakes so that I can plan the counter", "--stakes", "throw-away-less-bread")
	write(t, r.work, "needs/plan-round.yaml", "role: driver\nwant: plan my round the evening before\nbenefit: leave on time\nstakes:\n  - keep-wholesale-customer\n")
	run("canvas", "save")
	printed, status := r.run()
	if status != exitFindings {
		t.Errorf("exit %d", status)
	}
	r.want("first.log", printed)
	r.want("first.md", r.read("comments/1.md"))
	r.want("summary.md", r.read("summary"))

	// Mended: it passes, and the comment is written anew.
	run("sh", "-c", "sed -i.old s/wholesale-customer$/wholesale-customers/ needs/plan-round.yaml && rm needs/*.old")
	run("canvas", "save")
	if printed, status = r.run(); status != exitDone || strings.Contains(printed, "::error") {
		t.Errorf("exit %d\n%s", status, printed)
	}
	r.want("second.md", r.read("comments/1.md"))

	// Taken back: the comment goes too.
	run("git", "reset", "-q", "--hard", "origin/main")
	if printed, status = r.run(); status != exitDone || r.read("comments/1.md") != "" {
		t.Errorf("exit %d\n%s\n%s", status, printed, r.read("comments/1.md"))
	}
	calls := "gh api --paginate repos/club/notes/issues/7/comments?per_page=100 --jq .[] | select(.user.type == \"Bot\" and (.body | startswith(env.CANVAS_MARK))) | .id\n"
	if diff := cmp.Diff(calls+"gh api --silent --method POST repos/club/notes/issues/7/comments --field body\n"+
		calls+"gh api --silent --method PATCH repos/club/notes/issues/comments/1 --field body\n"+
		calls+"gh api --silent --method DELETE repos/club/notes/issues/comments/1\n", r.read("comments/calls")); diff != "" {
		t.Error(diff)
	}
}

// TestActionElsewhere runs what is not usual: a fork's pull request, a push, a shallow clone, options, hostile names.
func TestActionElsewhere(t *testing.T) {
	t.Parallel()
	r := newRunner(t)
	run := r.branches()
	run("canvas", "add", "role", "Night porter")

	write(t, r.home, "comments/denied", "") // as the token of a fork is
	printed, status := r.run()
	if status != exitDone || !strings.Contains(r.read("summary"), "<!-- canvas review -->\n**Add 1 role**") {
		t.Errorf("fork: exit %d\n%s\n%s", status, printed, r.read("summary"))
	}

	r.inputs = map[string]string{"comment": "false", "fail-on": "warning", "sarif": "out.sarif"}
	if printed, status = r.run(); status != exitFindings || strings.Contains(printed, "needs/") || !strings.Contains(printed, "roles/night-porter.yaml") {
		t.Errorf("only new: exit %d\n%s", status, printed)
	}
	if sarif := r.read("work/out.sarif"); !strings.Contains(sarif, `"2.1.0"`) || !strings.Contains(sarif, "needs/") {
		t.Errorf("sarif has not all findings: %s", sarif)
	}
	r.inputs["only-new"] = "false"
	if printed, status = r.run(); status != exitFindings || !strings.Contains(printed, "needs/") {
		t.Errorf("all: exit %d\n%s", status, printed)
	}

	r.inputs = map[string]string{"folder": "$(touch hostile)", "fail-on": "`touch hostile`"}
	if printed, status = r.run(); status != exitRefused || r.read("work/hostile") != "" {
		t.Errorf("hostile: exit %d\n%s", status, printed)
	}
	if _, err := os.Stat(filepath.Join(r.work, "hostile")); err == nil {
		t.Error("an input was run")
	}

	r.inputs, r.context["github.event_name"] = map[string]string{}, "push"
	if printed, status = r.run(); status != exitDone || strings.Contains(r.read("summary"), "canvas review") {
		t.Errorf("push: exit %d\n%s", status, printed)
	}

	// A checkout of one commit fetches what it lacks.
	origin := r.work
	run("git", "update-ref", "refs/heads/main", "origin/main")
	r.work = filepath.Join(r.home, "shallow")
	clone := exec.Command("git", "clone", "-q", "--depth", "1", "--branch", "workshop", "file://"+origin, r.work)
	if out, err := clone.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	r.context["github.event_name"] = "pull_request"
	if printed, status = r.run(); status != exitDone || !strings.Contains(r.read("summary"), "**Add 1 role**") {
		t.Errorf("shallow: exit %d\n%s", status, printed)
	}
}
