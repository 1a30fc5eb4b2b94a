package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/canevas-systemique/canvas/examples"
	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/capture"
	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/lang"
	"github.com/canevas-systemique/canvas/pkg/repo"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/pkg/story"
	"github.com/canevas-systemique/canvas/pkg/term"
	"github.com/canevas-systemique/canvas/pkg/words"
	"github.com/canevas-systemique/canvas/schema"
)

type initOptions struct {
	title    string
	language string
	example  bool
	ci       string
	noCommit bool
}

// newInit is `canvas init [DIR]`.
func newInit(p *program) *cobra.Command {
	o := &initOptions{}
	cmd := &cobra.Command{
		Use: p.say.Say("use-init"),
		Args: func(cmd *cobra.Command, args []string) error {
			return p.noArgs(cmd, args[min(1, len(args)):])
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := ""
			if len(args) > 0 {
				dir = args[0]
			}
			return runInit(cmd.Context(), p, dir, *o)
		},
	}
	p.describe(cmd, "init")
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&o.title, "title", "", p.say.Say("flag-title"))
	flags.StringVar(&o.language, "language", "", p.say.Say("flag-language"))
	flags.BoolVar(&o.example, "example", false, p.say.Say("flag-example"))
	flags.StringVar(&o.ci, "ci", "", p.say.Say("flag-init-ci"))
	flags.BoolVar(&o.noCommit, "no-commit", false, p.say.Say("flag-no-commit"))
	completeChoice(cmd, "language", lang.Languages)
	completeChoice(cmd, "ci", serviceNames())
	return cmd
}

func runInit(ctx context.Context, p *program, dir string, o initOptions) error {
	if o.ci != "" && !slices.Contains(serviceNames(), o.ci) {
		return refusal{unknownService(o.ci)}
	}
	chosen := o.language != ""
	if !chosen {
		o.language = p.say.Language()
	}
	if !slices.Contains(lang.Languages, o.language) {
		return refusal{diag.Fail("unknown-language", "language", o.language).Hint("allowed-values", "values", lang.Languages)}
	}
	if chosen {
		p.speak(o.language, terms{p.kinds, p.settings, nil})
	}
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(cmp.Or(p.globals.dir, "."), dir)
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if err := p.free(dir); err != nil {
		return refusal{err}
	}
	made, err := makeFolder(dir)
	if err != nil {
		return err
	}
	if err := p.found(ctx, made, o); err != nil {
		p.close()
		p.folder = nil
		if errors.Is(err, repo.ErrTaken) {
			err = cmp.Or(p.free(dir), err) // somebody made a canvas here meanwhile
		}
		return made.undo(err)
	}
	if o.ci == "" {
		return nil
	}
	p.readConfig()
	return runCI(ctx, p, o.ci, ciOptions{changeOptions: changeOptions{noCommit: o.noCommit}})
}

// free refuses a place where there can be no new canvas.
func (p *program) free(dir string) error {
	for at := dir; ; at = filepath.Dir(at) {
		info, err := os.Stat(at)
		if err == nil && !info.IsDir() {
			return diag.Fail("init-not-a-folder", "path", p.fromHere(at))
		}
		if err == nil || at == filepath.Dir(at) {
			break
		}
	}
	root, ok := repo.Find(dir)
	switch {
	case !ok:
		return nil
	case root == dir:
		failure := diag.Fail("init-already", "path", p.fromHere(dir))
		if wd, err := os.Getwd(); err == nil && wd == dir {
			return failure.Hint("init-already-here", "command", "canvas status")
		}
		return failure.Hint("init-already-hint", "command", p.changeFolder(dir))
	}
	return diag.Fail("init-inside", "path", p.fromHere(root)).Hint("init-inside-hint")
}

// changeFolder is the command that goes into a folder.
func (p *program) changeFolder(path string) string {
	path = p.fromHere(path)
	if strings.HasPrefix(path, "-") {
		path = "." + string(filepath.Separator) + path
	}
	return "cd " + shellQuote(path)
}

// fromHere is how a person would type a path to another folder than this one.
func (p *program) fromHere(path string) string {
	wd, err := os.Getwd()
	if err != nil || wd == path {
		return path
	}
	short, err := filepath.Rel(wd, path)
	if err != nil || len(short) > len(path) {
		return path
	}
	return short
}

// folder is the place of a new canvas, with what has to go again when the canvas cannot be made.
type folder struct {
	path string
	dirs []string // that were made, the outermost first
	git  bool     // whether the git repository was made; it stays, for others may use it by now
}

// makeFolder makes the folder and its parents.
func makeFolder(path string) (*folder, error) {
	f := &folder{path: path}
	var missing []string
	for dir := path; ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		missing = append(missing, dir)
	}
	for _, dir := range slices.Backward(missing) {
		err := os.Mkdir(dir, 0o777)
		if errors.Is(err, fs.ErrExist) {
			continue // somebody makes it at the same time
		}
		if err != nil {
			return nil, f.undo(diag.Fail("cannot-write", "path", dir).Because(errors.Unwrap(err)))
		}
		f.dirs = append(f.dirs, dir)
	}
	return f, nil
}

// undo removes the folders that were made, as long as nobody put anything there, after the error that
// is given.
func (f *folder) undo(because error) error {
	for _, dir := range slices.Backward(f.dirs) {
		_ = os.Remove(dir)
	}
	if f.git || errors.Is(because, repo.ErrHalf) {
		return because
	}
	return refusal{because}
}

// found writes and commits the files of a new canvas, and says so. All that can be refused is looked at
// before there is a git repository.
func (p *program) found(ctx context.Context, at *folder, o initOptions) error {
	opened, err := p.reopen(at.path)
	if err != nil {
		return err
	}
	kinds, _, err := kind.Load(schema.Kinds, schema.Order, opened.FS()) // schemas may be there already
	if err != nil {
		return err
	}
	say := lang.New(o.language, kinds)
	title, files, err := firstFiles(say, at.path, o)
	if err != nil {
		return err
	}
	items := len(files) - 1
	files = append(files, repo.Write{Path: attributesFile, Data: []byte(say.Say("init-attributes"))})
	files = append(files, editorSchemas(kinds, o.language)...)
	files, kept := newFiles(opened.FS(), append(files, vscode(kinds)...))
	change := repo.Change{Op: "init", Message: say.Say("commit-init", "title", cut(title, 48)), Writes: files}
	if err := opened.Check(change); err != nil {
		return err
	}
	if at.git, err = repo.Init(ctx, at.path); err != nil {
		return err
	}
	if opened, err = p.reopen(at.path); err != nil { // it is in a repository now
		return err
	}
	outcome, err := opened.Apply(ctx, change, !o.noCommit)
	if err != nil {
		return err
	}
	p.tellInit(title, items, o, outcome)
	p.tellKept(p.tellInTheWay(kinds, kept))
	return nil
}

// reopen goes to work in a folder.
func (p *program) reopen(path string) (*repo.Folder, error) {
	opened, err := repo.Open(path)
	if err != nil {
		return nil, err
	}
	p.close()
	p.folder, p.inSchemas = opened, nil
	return opened, nil
}

const attributesFile = ".gitattributes"

// firstFiles are canvas.yaml and, when they are asked for, the items of the example.
func firstFiles(say *lang.Printer, dir string, o initOptions) (title string, files []repo.Write, err error) {
	title = words.Printable(strings.TrimSpace(o.title))
	if o.example {
		example := examples.In(o.language)
		config, err := canvas.ReadConfig(example)
		if err != nil {
			return "", nil, err
		}
		title = cmp.Or(title, config.Title)
		if files, err = copyOf(example); err != nil {
			return "", nil, err
		}
	}
	title = cmp.Or(title, titleOf(dir), say.Say("init-untitled"))
	settings := source.Encode(source.Map{{Key: "format", Value: canvas.Format}, {Key: "title", Value: title}, {Key: "language", Value: o.language}})
	return title, append([]repo.Write{{Path: canvas.Marker, Data: settings}}, files...), nil
}

// copyOf writes what an example holds, but for its canvas.yaml.
func copyOf(example fs.FS) (files []repo.Write, err error) {
	err = fs.WalkDir(example, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path == canvas.Marker {
			return err
		}
		data, err := fs.ReadFile(example, path)
		files = append(files, repo.Write{Path: path, Data: data})
		return err
	})
	return files, err
}

// titleOf makes a title of a folder's name, "" when nothing in it can be read.
func titleOf(dir string) string {
	name := strings.ToValidUTF8(filepath.Base(dir), "")
	readable := strings.NewReplacer("-", " ", "_", " ").Replace(strings.Trim(name, `/\.`))
	return capitalize(strings.Join(strings.Fields(words.Printable(readable)), " "))
}

// newFiles parts the files that are not there yet from the settings that somebody has already: these
// stay as they are. An item that is in the way of an example is left for the change to refuse.
func newFiles(fsys fs.FS, files []repo.Write) (fresh []repo.Write, kept []string) {
	for _, f := range files {
		_, err := fs.Stat(fsys, f.Path)
		if strings.HasPrefix(f.Path, ".") && !errors.Is(err, fs.ErrNotExist) {
			kept = append(kept, f.Path)
		} else {
			fresh = append(fresh, f)
		}
	}
	return fresh, kept
}

// tellInit says what was made, and what to type next.
func (p *program) tellInit(title string, items int, o initOptions, outcome repo.Outcome) {
	settings := p.settings()
	language := settings.Field("language").Labels
	fmt.Fprintf(p.stdout, "%s %s\n", capitalize(settings.Labels.Title.In(p.say.Language())), p.screen.Accent(title))
	entries := []term.Entry{term.Plain(language.Title.In(p.say.Language()), language.Values[o.language].In(p.say.Language()))}
	if o.example {
		entries = append(entries, term.Plain(p.say.Say("init-example"), p.say.Say("count-items", "n", items)))
	}
	entries = append(entries, term.Plain(p.say.Say("init-editors"), p.say.Say("init-editors-done")))
	fmt.Fprint(p.stdout, p.screen.Card(entries))
	p.conclude(changeOptions{}, p.path(canvas.Marker), outcome)

	fmt.Fprintf(p.stdout, "\n%s\n", p.screen.Bold(p.say.Say("init-next")))
	for _, command := range p.next(o) {
		fmt.Fprintf(p.stdout, "  %s\n", command)
	}
}

// next are the commands to begin with.
func (p *program) next(o initOptions) []string {
	var commands []string
	root := p.folder.Root()
	if wd, err := os.Getwd(); err != nil || wd != root {
		commands = append(commands, p.changeFolder(root))
	}
	i := slices.IndexFunc(p.kinds.All(), story.Fits)
	switch {
	case i < 0:
	case o.example:
		commands = append(commands, "canvas list "+p.word(p.kinds.All()[i]))
	default:
		commands = append(commands, p.example(p.kinds.All()[i])+" --create")
		if _, role, _ := capture.Speakers(p.kinds); role != nil {
			commands = append(commands, "canvas "+p.say.Say("init-interview"))
		}
	}
	commands = append(commands, "canvas lint", "canvas coverage")
	if service := p.ciOf(); service != "" && o.ci == "" {
		commands = append(commands, "canvas ci "+service)
	}
	return commands
}

// tellInTheWay names each file that stands where the canvas has a folder, and returns what else was kept.
func (p *program) tellInTheWay(kinds *kind.Set, kept []string) (others []string) {
	var folders []string
	for _, k := range kinds.All() {
		folders = append(folders, k.Folder)
	}
	for _, file := range kept {
		folders = append(folders, path.Dir(file))
	}
	fsys := p.folder.FS()
	isFile := func(folder string) bool {
		info, err := fs.Stat(fsys, folder)
		return err == nil && !info.IsDir()
	}
	slices.Sort(folders)
	for _, folder := range slices.Compact(folders) {
		if isFile(folder) {
			why := p.say.Say("because", "what", p.path(folder), "why", diag.Msg("not-a-folder"))
			p.talkAbout(p.talk.Warning(p.say.Say("severity-warning")+":"), why, []lang.Hint{p.say.Hint(diag.Msg("not-a-folder-hint"))})
		}
	}
	return slices.DeleteFunc(kept, func(file string) bool { return isFile(path.Dir(file)) })
}

// tellKept says which files somebody had already, and what is missing in them.
func (p *program) tellKept(kept []string) {
	for _, path := range kept {
		var hints []lang.Hint
		switch {
		case path == attributesFile:
			hints = append(hints, p.say.Hint(diag.Msg("init-kept-attributes")))
		case path == vscodeSettings:
			hints = append(hints, p.say.Hint(diag.Msg("init-kept-settings")))
		case strings.HasPrefix(path, schemaFolder):
			hints = append(hints, p.say.Hint(diag.Msg("init-kept-schema")))
		default:
			continue // what is missing in a recommendation does no harm
		}
		p.talkAbout(p.talk.Info(p.say.Say("severity-info")+":"), p.say.Say("init-kept", "path", p.path(path)), hints)
	}
}
