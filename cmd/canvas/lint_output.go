package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/lint"
	"github.com/canevas-systemique/canvas/pkg/report"
	"github.com/canevas-systemique/canvas/pkg/term"
)

// reportTo says where findings go: in one format to the standard output, in others to files.
type reportTo struct {
	format   string
	json     bool
	files    reportFiles
	annotate bool // for GitHub Actions, beside what a person reads
}

// reportFile is a file that is written in a format; the name - is the standard output.
type reportFile struct {
	format report.Format
	name   string
}

// reportFiles are given one by one, as FORMAT=FILE.
type reportFiles []reportFile

func (f *reportFiles) String() string { return "" }
func (f *reportFiles) Type() string   { return "FORMAT=FILE" }

func (f *reportFiles) Set(text string) error {
	name, file, _ := strings.Cut(text, "=")
	i := slices.IndexFunc(report.Formats(), func(f report.Format) bool { return f.Name == name })
	if i < 0 || file == "" {
		return diag.Fail("option-value").Hint("lint-output-form", "values", formatNames())
	}
	*f = append(*f, reportFile{report.Formats()[i], file})
	return nil
}

func formatNames() []string {
	var names []string
	for _, f := range report.Formats() {
		names = append(names, f.Name)
	}
	return names
}

func (t *reportTo) flags(p *program, cmd *cobra.Command) {
	names := formatNames()
	flags := cmd.Flags()
	flags.Var(newChoice(&t.format, names), "format", p.say.Say("flag-lint-format", "values", strings.Join(names, ", ")))
	flags.Var(&t.files, "output", p.say.Say("flag-lint-output"))
	flags.BoolVar(&t.json, "json", false, p.say.Say("flag-json"))
	completeChoice(cmd, "format", names)
	completeFlag(cmd, "output", func(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if strings.Contains(typed, "=") {
			return nil, cobra.ShellCompDirectiveDefault
		}
		var candidates []candidate
		for _, name := range names {
			candidates = append(candidates, candidate{name + "=", ""})
		}
		return complete(candidates, typed), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	})
}

// settle decides what goes to the standard output, and looks at the files before anything is checked.
func (t *reportTo) settle(p *program, flags *pflag.FlagSet) error {
	var chosen []string
	if flags.Changed("format") {
		chosen = append(chosen, t.format)
	}
	if t.json && t.format != "json" {
		chosen = append(chosen, "json")
	}
	var files reportFiles
	for _, file := range t.files {
		if file.name == "-" {
			chosen = append(chosen, file.format.Name)
			continue
		}
		if err := p.checkReportFile(&file, files); err != nil {
			return err
		}
		files = append(files, file)
	}
	t.files = files
	if len(chosen) > 1 {
		return diag.Fail("lint-one-format", "values", chosen).Hint("lint-one-format-hint", "output", chosen[1]+"=…")
	}
	if len(chosen) == 1 {
		t.format = chosen[0]
	}
	t.annotate = len(chosen) == 0 && underActions()
	return nil
}

// isText tells whether somebody reads sentences on the standard output, not lines of a form.
func (t *reportTo) isText() bool { return t.format == "text" }

// checkReportFile refuses what would be written in vain, or over what people wrote.
func (p *program) checkReportFile(file *reportFile, others reportFiles) error {
	if followed, err := filepath.EvalSymlinks(file.name); err == nil {
		file.name = followed // a link stays a link
	}
	dir := filepath.Dir(file.name)
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return diag.Fail("no-folder", "path", dir).Hint("lint-output-folder", "command", "mkdir "+shellQuote(dir))
	}
	if slices.ContainsFunc(others, func(other reportFile) bool { return filepath.Clean(other.name) == filepath.Clean(file.name) }) {
		return diag.Fail("lint-output-twice", "path", file.name)
	}
	if p.folder != nil && p.ofCanvas(file.name) {
		return diag.Fail("lint-output-item", "path", file.name)
	}
	return nil
}

// ofCanvas tells whether a file stands where the canvas keeps what people wrote.
func (p *program) ofCanvas(file string) bool {
	path, err := filepath.Rel(realFolder(p.folder.Root()), filepath.Join(realFolder(filepath.Dir(file)), filepath.Base(file)))
	if err != nil || !filepath.IsLocal(path) {
		return false
	}
	first, _, below := strings.Cut(filepath.ToSlash(path), "/")
	if !below {
		return strings.EqualFold(first, canvas.Marker)
	}
	return strings.EqualFold(first, "schema") ||
		slices.ContainsFunc(p.kinds.All(), func(k *kind.Kind) bool { return strings.EqualFold(first, k.Folder) })
}

// realFolder is the path of a folder without links, absolute.
func realFolder(dir string) string {
	if absolute, err := filepath.Abs(dir); err == nil {
		dir = absolute
	}
	if followed, err := filepath.EvalSymlinks(dir); err == nil {
		return followed
	}
	return dir
}

// printFindings writes the findings wherever they go.
func (p *program) printFindings(r report.Result, to reportTo, show diag.Severity) error {
	for _, file := range to.files {
		options := p.formatOptions(file.format, nowhere(), show)
		if err := writeReport(file.name, func(w io.Writer) error { return file.format.Write(w, r, options) }); err != nil {
			return diag.Fail("cannot-write", "path", file.name).Because(reason(err))
		}
	}
	format := report.Formats()[slices.Index(formatNames(), to.format)]
	options := p.formatOptions(format, p.screen, show)
	stdout := p.stdout
	if format.For == report.Person && underActions() {
		stdout = inert{stdout}
	}
	if to.isText() && r.Fixed != nil && len(r.Findings) > 0 {
		fmt.Fprintln(stdout)
	}
	if err := format.Write(stdout, r, options); err != nil || format.For != report.Person {
		return err
	}
	if to.annotate {
		if err := p.annotate(r, show); err != nil {
			return err
		}
	}
	p.tellFindings(r, show)
	return nil
}

// formatOptions are those that suit the reader of a format.
func (p *program) formatOptions(format report.Format, screen *term.Screen, show diag.Severity) report.Options {
	o := p.reportOptions(screen, show)
	o.Rules, o.Version = lint.Rules(p.kinds, p.config.Rules...), currentVersion()
	switch format.For {
	case report.Host:
		o.Path = p.inRepository()
	case report.Program:
		o.Path, o.Printer = nil, p.machine
	}
	return o
}

// inRepository turns paths of the canvas into paths from the top of the repository. Without one, the working
// folder stands for it if the canvas is in there, else the canvas itself.
func (p *program) inRepository() func(path string) string {
	prefix := p.folder.Git().Prefix
	if p.folder.Git().Top == "" {
		if prefix = filepath.ToSlash(p.path(".")); !filepath.IsLocal(prefix) || prefix == "." {
			prefix = ""
		}
	}
	if prefix == "" {
		return nil
	}
	return func(path string) string { return prefix + "/" + path }
}

// nowhere is a screen for files: no colours, no width.
func nowhere() *term.Screen { return term.New(io.Discard, func(string) string { return "" }) }

// reason is why a file could not be written, without the name of the temporary one.
func reason(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// writeReport writes a file whole or not at all. What is no regular file, like a pipe, is written to.
func writeReport(name string, write func(io.Writer) error) (err error) {
	var text bytes.Buffer
	if err := write(&text); err != nil {
		return err
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return os.WriteFile(name, text.Bytes(), 0o666)
	}
	temp := filepath.Join(filepath.Dir(name), fmt.Sprintf(".%s.%d", filepath.Base(name), os.Getpid()))
	file, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	if _, err = file.Write(text.Bytes()); err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(temp, name)
	}
	if err != nil {
		_ = os.Remove(temp) // it is not there to stay, and why it is there is the worse news
	}
	return err
}
