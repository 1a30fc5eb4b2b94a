package main

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/pkg/change"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/term"
)

// ciFiles are the files as they are written, but for VERSION and FOLDER.
//
//go:embed ci
var ciFiles embed.FS

// services are what runs canvas for a team, and the file in its repository by which it does.
var services = []struct{ name, path string }{
	{"github", ".github/workflows/canvas.yml"},
	{"gitlab", ".gitlab-ci.yml"},
	{"pre-commit", ".pre-commit-config.yaml"},
}

func serviceNames() []string {
	var names []string
	for _, s := range services {
		names = append(names, s.name)
	}
	return names
}

type ciOptions struct {
	changeOptions
	print bool
}

func newCI(p *program) *cobra.Command {
	o := &ciOptions{}
	cmd := &cobra.Command{
		Use:       p.say.Say("use-ci"),
		ValidArgs: serviceNames(),
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return seeHelp(cmd, diag.Fail("ci-which").Hint("allowed-values", "values", serviceNames()))
			}
			return p.noArgs(cmd, args[1:])
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return runCI(cmd.Context(), p, args[0], *o)
		},
	}
	p.describe(cmd, "ci")
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&o.print, "print", false, p.say.Say("flag-ci-print"))
	o.flags(p, flags)
	return cmd
}

// runCI writes the file by which a service lints the canvas, at the top of the repository. One that somebody has
// is never touched.
func runCI(ctx context.Context, p *program, service string, o ciOptions) error {
	i := slices.Index(serviceNames(), service)
	if i < 0 {
		return unknownService(service)
	}
	if err := p.ready(); err != nil {
		return err
	}
	data, err := p.ciFile(service)
	if err != nil {
		return err
	}
	if o.print {
		_, err := p.stdout.Write(data)
		return err
	}
	top, err := p.atTop()
	if err != nil {
		return err
	}
	if top.folder != p.folder {
		defer top.close()
	}
	name := services[i].path
	switch there, err := fs.ReadFile(top.folder.FS(), name); {
	case err == nil && bytes.Equal(there, data):
		p.remark("ci-already", "path", top.path(name))
		if o.json {
			return p.changesJSON(nil, nil, o.changeOptions, repo.Outcome{})
		}
		return nil
	case !errors.Is(err, fs.ErrNotExist):
		return refusal{diag.Fail("ci-taken", "path", top.path(name)).Hint("ci-taken-hint", "command", p.command("ci", service, "--print"))}
	}
	file := repo.Change{Op: "ci", Message: p.inCanvasLanguage().Say("commit-ci", "path", name), Writes: []repo.Write{{Path: name, Data: data}}}
	outcome, err := top.apply(ctx, o.changeOptions, file)
	p.done = top.done
	if err != nil {
		return err
	}
	if o.json {
		return top.changesJSON(nil, []changedFile{{change.Added, p.pathInCanvas(name)}}, o.changeOptions, outcome)
	}
	fmt.Fprint(p.stdout, p.screen.Card([]term.Entry{term.Plain("+", p.say.Say("ci-"+service))}))
	top.conclude(o.changeOptions, top.path(name), outcome)
	if service == "pre-commit" {
		p.hint("ci-pre-commit-next")
	}
	return nil
}

func unknownService(name string) error {
	return diag.Fail("ci-unknown", "service", name).Hint("allowed-values", "values", serviceNames())
}

// ciFile is the file for a service, with where the canvas stands and the version of this program.
func (p *program) ciFile(service string) ([]byte, error) {
	text, err := ciFiles.ReadFile("ci/" + service + ".yml")
	if err != nil {
		return nil, err
	}
	prefix := p.folder.Git().Prefix
	if prefix == "" {
		text = regexp.MustCompile(`(?m)^ *(with:\n *folder: FOLDER|args: \[--dir=FOLDER\])\n`).ReplaceAll(text, nil)
		prefix = "."
	}
	folder, err := json.Marshal(prefix) // which YAML reads as well
	if err != nil {
		return nil, err
	}
	option, err := json.Marshal("--dir=" + prefix)
	if err != nil {
		return nil, err
	}
	written := strings.NewReplacer( // in one pass: a folder may be called VERSION
		"--dir=FOLDER", string(option), "FOLDER: FOLDER", "FOLDER: "+string(folder), "folder: FOLDER", "folder: "+string(folder), "VERSION", p.released())
	return []byte("# " + p.inCanvasLanguage().Say("ci-"+service) + "\n" + written.Replace(string(text))), nil
}

// released is the version of this program; where it is none that was released, the branch, and what to put there instead.
func (p *program) released() string {
	if v := currentVersion(); regexp.MustCompile(`^v\d+\.\d+\.\d+$`).MatchString(v) {
		return v
	}
	return "main # " + p.inCanvasLanguage().Say("ci-unreleased")
}

// atTop is the program at work at the top of the repository; in the canvas itself where there is none.
func (p *program) atTop() (*program, error) {
	root := p.folder.Git().Top
	if root == "" || root == p.folder.Root() {
		return p, nil
	}
	top := *p
	var err error
	top.folder, err = repo.Open(root)
	return &top, err
}

// pathInCanvas is the path of a file at the top of the repository from the canvas, which may be below.
func (p *program) pathInCanvas(atTop string) string {
	if prefix := p.folder.Git().Prefix; prefix != "" {
		return strings.Repeat("../", strings.Count(prefix, "/")+1) + atTop
	}
	return atTop
}

// ciOf guesses by the repository's own settings which service it is at.
func (p *program) ciOf() string {
	git := p.folder.Git().Top
	if git == "" {
		return ""
	}
	settings, _ := os.ReadFile(filepath.Join(git, ".git", "config")) // a guess may fail
	for _, service := range []string{"github", "gitlab"} {
		if strings.Contains(string(settings), service+".") {
			return service
		}
	}
	return ""
}
