package repo

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// ignoring tells what git ignores, where there is no git program to ask. go-git reads patterns
// differently: its !*/ brings back all the files in a folder.
type ignoring struct {
	worktree worktree
	flags    string                  // of the regular expressions
	global   []ignoreLine            // the least important first
	below    map[string][]ignoreLine // by folder, relative to the top
}

// ignoreLine is one line that ignores files, or takes them back.
type ignoreLine struct {
	source  string // the file it is in, as git names it
	line    int
	pattern string
	negated bool
	folders bool           // it is about folders only
	whole   bool           // it is compared with the path from the file's folder, not with the name
	match   *regexp.Regexp // nil matches nothing
}

func (s settings) ignoring(w worktree) *ignoring {
	i := &ignoring{worktree: w, below: map[string][]ignoreLine{}}
	if s.setBy("core", "ignoreCase") != "" {
		i.flags = "(?i)"
	}
	file := s.path(w, "core", "excludesFile")
	if file == "" {
		file = userFile("ignore")
	}
	exclude := filepath.Join(w.common(), "info", "exclude")
	i.global = append(i.read(file, file), i.read(exclude, w.named(exclude))...)
	return i
}

func (i *ignoring) read(file, source string) []ignoreLine {
	if info, err := os.Lstat(file); err != nil || !info.Mode().IsRegular() {
		return nil // git follows no links here
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	var lines []ignoreLine
	n := 0
	for text := range strings.Lines(strings.TrimPrefix(string(data), "\uFEFF")) {
		n++
		text = strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r")
		if text != "" && text[0] != '#' {
			lines = append(lines, i.parse(text, source, n))
		}
	}
	return lines
}

// parse reads a pattern as gitignore(5) says.
func (i *ignoring) parse(text, source string, n int) ignoreLine {
	for strings.HasSuffix(text, " ") && !strings.HasSuffix(text, `\ `) {
		text = text[:len(text)-1]
	}
	l := ignoreLine{source: source, line: n, pattern: text}
	text, l.negated = strings.CutPrefix(text, "!")
	text, l.folders = strings.CutSuffix(text, "/")
	l.whole = strings.Contains(text, "/")
	l.match, _ = regexp.Compile(i.flags + `\A` + wildcards(bytewise(strings.TrimPrefix(text, "/"))) + `\z`)
	if text == "" {
		l.match = nil
	}
	return l
}

// wildcards makes a regular expression of a pattern.
func wildcards(p string) string {
	var b strings.Builder
	for at := 0; at < len(p); {
		rest := p[at:]
		atStart := at == 0 || p[at-1] == '/'
		switch class := classOf(rest); {
		case atStart && strings.HasPrefix(rest, "**/"):
			b.WriteString(`(?:.*/)?`)
			at += 3
		case atStart && rest == "**":
			b.WriteString(`.+`)
			at += 2
		case rest[0] == '*':
			b.WriteString(`[^/]*`)
			at++
		case rest[0] == '?':
			b.WriteString(`[^/]`)
			at++
		case class != "":
			b.WriteString(class)
			at += classEnd(rest)
		case rest[0] == '\\' && len(rest) > 1:
			b.WriteString(regexp.QuoteMeta(rest[1:2]))
			at += 2
		case rest[0] == '\\', rest[0] == '[':
			return `[^\x00-\x{10FFFF}]` // git takes such a pattern for none
		default:
			b.WriteString(regexp.QuoteMeta(rest[:1]))
			at++
		}
	}
	return b.String()
}

// bytewise makes a character of each byte: to git a ? is a byte.
func bytewise(s string) string {
	runes := make([]rune, len(s))
	for i := range len(s) {
		runes[i] = rune(s[i])
	}
	return string(runes)
}

// classEnd is the length of the bracket expression that a text begins with, 0 when it has no end.
func classEnd(p string) int {
	if p[0] != '[' {
		return 0
	}
	at := 1
	if at < len(p) && (p[at] == '!' || p[at] == '^') {
		at++
	}
	for first := true; at < len(p); first = false {
		switch {
		case p[at] == ']' && !first:
			return at + 1
		case p[at] == '\\':
			at++
		case strings.HasPrefix(p[at:], "[:") && strings.Contains(p[at:], ":]"):
			at += strings.Index(p[at:], ":]") + 1
		}
		at++
	}
	return 0
}

// classOf is the bracket expression that a text begins with, as regular expressions have it.
func classOf(p string) string {
	end := classEnd(p)
	if end == 0 {
		return ""
	}
	inner := p[1 : end-1]
	not := ""
	if inner[0] == '!' || inner[0] == '^' {
		inner, not = inner[1:], "^/"
	}
	if first, ok := strings.CutPrefix(inner, "]"); ok {
		inner = `\]` + first
	}
	return "[" + not + strings.NewReplacer("[:", "[:", "[", `\[`).Replace(inner) + "]"
}

// ignored is the line for which git ignores a path from the top, or nil. What is below an ignored
// folder is ignored for the folder's sake.
func (i *ignoring) ignored(name string, isDir bool) *ignoreLine {
	for end := range len(name) + 1 {
		if end < len(name) && name[end] != '/' {
			continue
		}
		if l := i.decides(name[:end], isDir || end < len(name)); l != nil && !l.negated {
			return l
		}
	}
	return nil
}

// decides is the line that counts most of those that match a path itself.
func (i *ignoring) decides(name string, isDir bool) *ignoreLine {
	for dir := path.Dir(name); ; dir = path.Dir(dir) {
		from := strings.TrimPrefix(name, dir+"/")
		if l := last(i.in(dir), from, isDir); l != nil {
			return l
		}
		if dir == "." {
			return last(i.global, name, isDir)
		}
	}
}

func (i *ignoring) in(dir string) []ignoreLine {
	lines, ok := i.below[dir]
	if !ok {
		source := path.Join(dir, ".gitignore")
		lines = i.read(filepath.Join(i.worktree.top, filepath.FromSlash(source)), source)
		i.below[dir] = lines
	}
	return lines
}

func last(lines []ignoreLine, name string, isDir bool) *ignoreLine {
	base := path.Base(name)
	for n := len(lines) - 1; n >= 0; n-- {
		l := &lines[n]
		compared := base
		if l.whole {
			compared = name
		}
		if l.match != nil && (isDir || !l.folders) && l.match.MatchString(bytewise(compared)) {
			return l
		}
	}
	return nil
}

// why says for which line the first of some files is ignored.
func (l *ignoreLine) why(paths []string) *diag.Failure {
	return whyIgnored(paths, l.source, strconv.Itoa(l.line), l.pattern)
}
