package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// gitlab runs the job of GitLab's file as its runner does, all but the line that installs.
func (r *runner) gitlab(env ...string) (printed string, status int) {
	r.t.Helper()
	text, err := ciFiles.ReadFile("ci/gitlab.yml")
	if err != nil {
		r.t.Fatal(err)
	}
	var file struct{ Canvas struct{ Script []string } }
	if err := yaml.Unmarshal(text, &file); err != nil {
		r.t.Fatal(err)
	}
	script := slices.DeleteFunc(file.Canvas.Script, func(line string) bool { return strings.HasPrefix(line, "go install") })
	cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", strings.Join(script, "\n"))
	cmd.Dir = r.work
	cmd.Env = append(slices.DeleteFunc(slices.Clone(r.env), func(e string) bool { return strings.HasPrefix(e, "GITHUB_") }), "CI=true", "CANVAS_FOLDER=.")
	cmd.Env = append(cmd.Env, env...)
	out, _ := cmd.CombinedOutput() // how it ended says all
	return string(out), cmd.ProcessState.ExitCode()
}

// TestGitLab: a merge request fails for what it brings alone, its report tells of everything; the default branch fails
// for anything.
func TestGitLab(t *testing.T) {
	t.Parallel()
	r := newRunner(t)
	run := r.branches()
	write(t, r.work, "needs/plan-round.yaml", "role: driver\nwant: plan my round\nstakes:\n  - old-mistake\n")
	run("canvas", "save")
	run("git", "tag", "base")
	run("canvas", "add", "role", "Night porter")
	request := "CI_MERGE_REQUEST_DIFF_BASE_SHA=" + r.resolve("base")
	expect := func(what string, want int, env ...string) {
		t.Helper()
		if printed, status := r.gitlab(env...); status != want {
			t.Errorf("%s: exit %d, want %d\n%s", what, status, want, printed)
		}
		if report := r.read("work/gl-code-quality-report.json"); !strings.Contains(report, "old-mistake") {
			t.Errorf("%s: not all is in\n%s", what, report)
		}
	}
	expect("a clean request", exitDone, request)
	if tests := r.read("work/canvas-junit.xml"); strings.Contains(tests, "old-mistake") {
		t.Errorf("an old finding fails:\n%s", tests)
	}
	if review := r.read("work/canvas-review.md"); !strings.Contains(review, "**Add 1 role**") {
		t.Errorf("the review:\n%s", review)
	}
	expect("the default branch", exitFindings)

	write(t, r.work, "needs/park.yaml", "role: driver\nwant: park\nstakes:\n  - new-mistake\n")
	run("canvas", "save")
	expect("a request with a mistake", exitFindings, request)
	expect("a request merged with its target", exitDone, request, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA="+r.resolve("HEAD"))

	if printed, status := r.gitlab("CANVAS_FOLDER=nowhere"); status != exitFindings || !strings.Contains(printed, "nowhere") {
		t.Errorf("no canvas: exit %d\n%s", status, printed)
	}
}

func (r *runner) resolve(revision string) string {
	r.t.Helper()
	cmd := exec.Command("git", "rev-parse", revision)
	cmd.Dir, cmd.Env = r.work, r.env
	out, err := cmd.Output()
	if err != nil {
		r.t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}
