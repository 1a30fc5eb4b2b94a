package repo

import (
	"cmp"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	gitobject "github.com/go-git/go-git/v5/plumbing/object"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// who is the author or the committer of a commit: from the environment, then from the settings. A name
// that git would guess from the machine is not guessed here.
func (s settings) who(role string) (gitobject.Signature, *diag.Failure) {
	variable := "GIT_" + strings.ToUpper(role)
	name := cmp.Or(os.Getenv(variable+"_NAME"), s.get(role, "name"), s.get("user", "name"))
	email := cmp.Or(os.Getenv(variable+"_EMAIL"), s.get(role, "email"), s.get("user", "email"), os.Getenv("EMAIL"))
	name, email = withoutCrud(name), withoutCrud(email)
	if name == "" || email == "" {
		file := "~/.gitconfig"
		if home, err := os.UserHomeDir(); err == nil {
			file = filepath.Join(home, ".gitconfig")
		}
		return gitobject.Signature{}, diag.Fail("repo-no-identity").Hint("repo-hint-who", "path", file).Hint("repo-hint-save", "command", save)
	}
	when := time.Now()
	if date := os.Getenv(variable + "_DATE"); date != "" {
		var ok bool
		if when, ok = readDate(date); !ok {
			return gitobject.Signature{}, needsGit("repo-needs-date", "name", variable+"_DATE", "date", date)
		}
	}
	return gitobject.Signature{Name: name, Email: email, When: when}, nil
}

// withoutCrud takes from a name what git takes from it.
func withoutCrud(name string) string {
	name = strings.TrimFunc(name, func(r rune) bool { return r <= ' ' || strings.ContainsRune(`.,:;<>"\'`, r) })
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("\n<>", r) {
			return -1
		}
		return r
	}, name)
}

// dateLayouts are the dates that git documents and that have one meaning.
var dateLayouts = []string{
	time.RFC3339, "2006-01-02T15:04:05-0700", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05-0700", "2006-01-02 15:04:05 -07:00",
	"2006-01-02T15:04:05", "2006-01-02 15:04:05",
	"Mon, 2 Jan 2006 15:04:05 -0700", "Mon Jan 2 15:04:05 2006 -0700",
}

// readDate reads seconds since 1970 with a zone, and the layouts; without a zone it is the local one.
func readDate(text string) (time.Time, bool) {
	text = strings.TrimSpace(text)
	seconds, zone, _ := strings.Cut(strings.TrimPrefix(text, "@"), " ")
	if n, err := strconv.ParseInt(seconds, 10, 64); err == nil && (text[0] == '@' || n >= 100_000_000) {
		if zone == "" {
			return time.Unix(n, 0).UTC(), true
		}
		at, err := time.Parse("-0700", zone)
		return time.Unix(n, 0).In(at.Location()), err == nil
	}
	for _, layout := range dateLayouts {
		if t, err := time.ParseInLocation(layout, text, time.Local); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
