package repo

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/format/config"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// settings are git's configuration files, those that count most last. They are read here only where
// there is no git program, which knows more of them: what only it understands is a reason to leave
// the commit to it.
type settings []settingsFile

type settingsFile struct {
	path   string // as people know it
	config *config.Config
}

// readSettings reads the files that git would, without what they include.
func (w worktree) readSettings() (settings, *diag.Failure) {
	var s settings
	for _, path := range w.settingsFiles() {
		data, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		c := config.New()
		if err == nil {
			err = config.NewDecoder(bytes.NewReader(data)).Decode(c)
		}
		if err != nil {
			return nil, needsGit("repo-needs-file", "path", w.named(path))
		}
		s = append(s, settingsFile{w.named(path), c})
	}
	return s, nil
}

func (w worktree) settingsFiles() []string {
	var files []string
	if named, ok := os.LookupEnv("GIT_CONFIG_SYSTEM"); ok {
		files = append(files, named)
	} else if off := os.Getenv("GIT_CONFIG_NOSYSTEM"); (off == "" || isFalse(off)) && runtime.GOOS != "windows" {
		files = append(files, "/etc/gitconfig")
	}
	if named, ok := os.LookupEnv("GIT_CONFIG_GLOBAL"); ok {
		files = append(files, named)
	} else {
		files = append(files, userFile("config"))
		if home, err := os.UserHomeDir(); err == nil {
			files = append(files, filepath.Join(home, ".gitconfig"))
		}
	}
	return append(files, filepath.Join(w.common(), "config"))
}

// userFile is a file of git's in the user's configuration folder.
func userFile(name string) string {
	dir := os.Getenv("XDG_CONFIG_HOME")
	if dir == "" {
		home, _ := os.UserHomeDir()
		dir = filepath.Join(home, ".config")
	}
	return filepath.Join(dir, "git", name)
}

// get is the value of a key in a section without a name, "" when no file sets it.
func (s settings) get(section, key string) string {
	for _, f := range slices.Backward(s) {
		if options := f.config.Section(section).Options; options.Has(key) {
			return options.Get(key)
		}
	}
	return ""
}

// setBy is the file that sets a key to something else than false, or "". A key without a value means
// true, and looks here as one with an empty value.
func (s settings) setBy(section, key string) string {
	for _, f := range slices.Backward(s) {
		if options := f.config.Section(section).Options; options.Has(key) {
			if isFalse(options.Get(key)) {
				return ""
			}
			return f.path
		}
	}
	return ""
}

func isFalse(value string) bool {
	return slices.Contains([]string{"false", "no", "off", "0"}, strings.ToLower(value))
}

// path is the file that a setting names, relative to the top of the working tree.
func (s settings) path(w worktree, section, key string) string {
	named := s.get(section, key)
	if below, ok := strings.CutPrefix(named, "~/"); ok {
		home, _ := os.UserHomeDir()
		return filepath.Join(home, below)
	}
	if named == "" || filepath.IsAbs(named) {
		return named
	}
	return filepath.Join(w.top, named)
}

// setting names a key of git's configuration. Without a key it is the whole section.
type setting struct{ section, key string }

func (s setting) String() string {
	if s.key == "" {
		return s.section
	}
	return s.section + "." + s.key
}

var (
	// What changes which files there are, or what they hold: nothing can be compared without git.
	settingsOfFiles = []setting{
		{"include", ""}, {"includeIf", ""}, {"extensions", ""},
		{"core", "sparseCheckout"}, {"core", "fsmonitor"}, {"core", "splitIndex"},
	}
	// What a commit has to do besides.
	settingsOfCommits = []setting{{"hook", ""}, {"commit", "gpgSign"}, {"core", "sharedRepository"}}

	environmentOfSettings = []string{"GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS"}
)

// refuse says which of these settings only git understands.
func (s settings) refuse(known []setting) *diag.Failure {
	for _, set := range known {
		for _, f := range s {
			whole := set.key == "" && f.config.HasSection(set.section)
			if whole && empty(f.config.Section(set.section)) {
				continue
			}
			if whole || set.key != "" && s.setBy(set.section, set.key) == f.path {
				return needsGit("repo-needs-setting", "path", f.path, "setting", set.String())
			}
		}
	}
	return nil
}

// named is a path as people know it: from the top of the working tree where it is below.
func (w worktree) named(path string) string {
	if below, err := filepath.Rel(w.top, path); err == nil && filepath.IsLocal(below) {
		return filepath.ToSlash(below)
	}
	return path
}

func empty(s *config.Section) bool { return len(s.Options)+len(s.Subsections) == 0 }

// refuseEnvironment says which variable brings settings that are in no file.
func refuseEnvironment() *diag.Failure {
	for _, name := range environmentOfSettings {
		if os.Getenv(name) != "" {
			return needsGit("repo-needs-variable", "name", name)
		}
	}
	return nil
}

// hooks are what git would run around a commit.
var hooks = []string{"pre-commit", "prepare-commit-msg", "commit-msg", "post-commit", "reference-transaction", "post-index-change"}

func (s settings) refuseHooks(w worktree) *diag.Failure {
	dir := s.path(w, "core", "hooksPath")
	if dir == "" {
		dir = filepath.Join(w.common(), "hooks")
	}
	for _, name := range hooks {
		path := filepath.Join(dir, name)
		if info, err := os.Stat(path); err == nil && !info.IsDir() && (runtime.GOOS == "windows" || info.Mode()&0o111 != 0) {
			return needsGit("repo-needs-hook", "path", w.named(path))
		}
	}
	return nil
}

// attributes tell what git changes in files on their way into the history.
type attributes struct {
	lineEnds bool // it may convert line ends
}

// readAttributes looks into every file that gives attributes to the files in some folders. Whatever
// a filter is for, it is left to git.
func (s settings) readAttributes(w worktree, dirs []string) (attributes, *diag.Failure) {
	convert := s.get("core", "autocrlf")
	a := attributes{lineEnds: convert != "" && !isFalse(convert)}
	files := []string{"/etc/gitattributes", userFile("attributes"), filepath.Join(w.common(), "info", "attributes")}
	if named := s.path(w, "core", "attributesFile"); named != "" {
		files[1] = named
	}
	for _, dir := range dirs {
		files = append(files, filepath.Join(w.top, filepath.FromSlash(dir), ".gitattributes"))
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return a, needsGit("repo-needs-file", "path", w.named(path))
		}
		for line := range strings.Lines(string(data)) {
			if strings.HasPrefix(strings.TrimSpace(line), "#") {
				continue
			}
			for _, word := range strings.Fields(line) {
				switch name, _, _ := strings.Cut(word, "="); name {
				case "filter", "working-tree-encoding", "ident":
					return a, needsGit("repo-needs-attribute", "path", w.named(path), "attribute", name)
				case "text", "eol", "crlf":
					a.lineEnds = true
				}
			}
		}
	}
	return a, nil
}

// refuse says that git may convert the line ends of a file.
func (a attributes) refuse(name string, data []byte) *diag.Failure {
	if a.lineEnds && bytes.ContainsRune(data, '\r') {
		return needsGit("repo-needs-line-ends", "path", name)
	}
	return nil
}

// needsGit says why only the git program can do it.
func needsGit(why string, nameValues ...any) *diag.Failure {
	return diag.Fail("repo-needs-git", "why", diag.Msg(why, nameValues...)).Hint("repo-hint-install", "command", save)
}
