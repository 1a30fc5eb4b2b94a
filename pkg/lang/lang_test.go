package lang

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

var update = flag.Bool("update", false, "write the typographic spaces that French asks for")

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

func placeholders(s string) []string {
	found := placeholder.FindAllString(s, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func TestBothLanguagesUseTheSameArguments(t *testing.T) {
	seen := map[string]bool{}
	check := func(key string, en, fr string) {
		if en == "" || fr == "" {
			t.Errorf("%s: a language is missing", key)
		}
		if diff := cmp.Diff(placeholders(en), placeholders(fr)); diff != "" {
			t.Errorf("%s: arguments differ (-en +fr):\n%s", key, diff)
		}
	}
	for _, area := range catalogue {
		for _, m := range area.texts {
			if seen[m.key] {
				t.Errorf("%s: twice in the catalogue", m.key)
			}
			seen[m.key] = true
			check(m.key, m.en, m.fr)
		}
		for _, m := range area.counts {
			if seen[m.key] {
				t.Errorf("%s: twice in the catalogue", m.key)
			}
			seen[m.key] = true
			check(m.key, m.enOther, m.frOther)
			check(m.key, m.enOne, m.frOne)
		}
	}
}

// used finds the keys that the program's source names: the first string given to a function that
// takes a catalogue key.
var used = regexp.MustCompile(`\b(?:Msg|Fail|Hint|hint|Say)\(\s*"([a-z0-9-]*[a-z0-9])"`)

var (
	// literal finds what may be a key given to another function first.
	literal = regexp.MustCompile(`"([a-z0-9-]+)"`)
	// prefix finds keys that are put together at run time.
	prefix = regexp.MustCompile(`"([a-z0-9-]+-)"\s*\+`)
)

// TestKeysAreUsed holds the catalogue and the program together, both ways.
func TestKeysAreUsed(t *testing.T) {
	named, literals := map[string]string{}, map[string]bool{}
	var prefixes []string
	for _, dir := range []string{"../../pkg", "../../cmd"} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			data, err := os.ReadFile(path)
			for _, m := range used.FindAllStringSubmatch(string(data), -1) {
				named[m[1]] = path
			}
			for _, m := range prefix.FindAllStringSubmatch(string(data), -1) {
				prefixes = append(prefixes, m[1])
			}
			if filepath.Base(dir) == "cmd" || !strings.Contains(path, "/lang/") {
				for _, m := range literal.FindAllStringSubmatch(string(data), -1) {
					literals[m[1]] = true
				}
			}
			return err
		})
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	p := New("en", nil)
	for key, path := range named {
		if !p.Knows(key) {
			t.Errorf("%s says %q, which is not in the catalogue", path, key)
		}
	}
	for key := range entries() {
		if named[key] != "" || literals[key] {
			continue
		}
		if !slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(key, prefix) }) {
			t.Errorf("%q is in the catalogue but nothing says it", key)
		}
	}
}

// French puts a no-break space inside « » and before a colon, and a narrow one before ; ! ?
var spacing = []struct {
	wrong *regexp.Regexp
	right string
}{
	{regexp.MustCompile(`«[ \x{202f}]`), "«\u00a0"},
	{regexp.MustCompile(`[ \x{202f}]»`), "\u00a0»"},
	{regexp.MustCompile(`([^\s` + "`" + `])[ \x{202f}]:( |$|\n)`), "$1\u00a0:$2"},
	{regexp.MustCompile(`([^\s` + "`" + `])[ \x{00a0}]([;!?])( |$|\n)`), "$1\u202f$2$3"},
}

func space(s string) string {
	for _, rule := range spacing {
		s = rule.wrong.ReplaceAllString(s, rule.right)
	}
	return s
}

// escape writes a text as it stands between double quotes in Go.
var escape = strings.NewReplacer("\n", `\n`, `"`, `\"`)

func TestTypographicSpaces(t *testing.T) {
	replace := map[string]string{}
	for _, area := range catalogue {
		for _, m := range area.texts {
			replace[m.fr] = space(m.fr)
		}
		for _, m := range area.counts {
			replace[m.frOne], replace[m.frOther] = space(m.frOne), space(m.frOther)
		}
	}
	var pairs []string
	for from, to := range replace {
		if from != to {
			pairs = append(pairs, from, to, escape.Replace(from), escape.Replace(to))
			if !*update {
				t.Errorf("ordinary space in %q: run go test ./pkg/lang -update", from)
			}
		}
	}
	if !*update || len(pairs) == 0 {
		return
	}
	found := map[string]bool{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for from := range replace {
			found[from] = found[from] || strings.Contains(string(data), from) || strings.Contains(string(data), escape.Replace(from))
		}
		if written := strings.NewReplacer(pairs...).Replace(string(data)); written != string(data) {
			if err := os.WriteFile(file, []byte(written), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for from, to := range replace {
		if from != to && !found[from] {
			t.Errorf("%q is put together from several strings: write it as one, or type the no-break spaces", from)
		}
	}
}

func TestPlural(t *testing.T) {
	for _, tt := range []struct {
		language string
		n        int
		want     string
	}{
		{"en", 0, "0 errors"}, {"en", 1, "1 error"}, {"en", 2, "2 errors"},
		{"fr", 0, "0 erreur"}, {"fr", 1, "1 erreur"}, {"fr", 2, "2 erreurs"},
	} {
		if got := New(tt.language, nil).Say("count-errors", "n", tt.n); got != tt.want {
			t.Errorf("%s %d: %q, want %q", tt.language, tt.n, got, tt.want)
		}
	}
}

func TestFromLocale(t *testing.T) {
	for locale, want := range map[string]string{
		"fr_BE.UTF-8": "fr", "fr": "fr", "fr_FR@euro": "fr", "nl_BE.UTF-8": "en", "C": "en", "POSIX": "en", "": "en", "C.UTF-8": "en",
	} {
		if got := FromLocale(locale); got != want {
			t.Errorf("%q: %q, want %q", locale, got, want)
		}
	}
}

// TestCauses: what the operating system refuses is said in the language, and no path twice or empty.
func TestCauses(t *testing.T) {
	at := func(path string, err error) error { return &fs.PathError{Op: "write", Path: path, Err: err} }
	for _, tt := range []struct {
		err    error
		en, fr string
	}{
		{at("a.yaml", syscall.EISDIR), "a.yaml: it is a folder, not a file", "a.yaml : c’est un dossier, pas un fichier"},
		{at("", syscall.ENOSPC), "there is no space left on the disk", "il n’y a plus de place sur le disque"},
		{syscall.EACCES, "permission denied", "accès refusé"},
		{at("a.yaml", syscall.EPERM), "a.yaml may not be read or written (permission denied)", "a.yaml ne peut être ni lu ni écrit (accès refusé)"},
		{diag.Fail("cannot-write", "path", "a.yaml").Because(at("a.yaml", syscall.EACCES)), "a.yaml cannot be written: permission denied", "impossible d’écrire a.yaml : accès refusé"},
		{diag.Fail("cannot-write", "path", "b").Because(at("a.yaml", fs.ErrNotExist)), "b cannot be written: a.yaml does not exist", "impossible d’écrire b : a.yaml n’existe pas"},
		{at("a.yaml", errors.New("odd")), "a.yaml: odd", "a.yaml : odd"},
	} {
		for language, want := range map[string]string{"en": tt.en, "fr": tt.fr} {
			got, _ := New(language, nil).Error(tt.err)
			if diff := cmp.Diff(want, strings.Map(plainSpace, got)); diff != "" {
				t.Errorf("%s:\n%s", language, diff)
			}
		}
	}
}

func plainSpace(r rune) rune {
	if r == '\u00a0' || r == '\u202f' {
		return ' '
	}
	return r
}
