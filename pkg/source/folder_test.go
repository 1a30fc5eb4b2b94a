package source

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// failing opens nothing below the root.
type failing struct {
	fstest.MapFS
	err error
}

func (f failing) Open(name string) (fs.File, error) {
	if name != "." {
		return nil, &fs.PathError{Op: "open", Path: name, Err: f.err}
	}
	return f.MapFS.Open(name)
}

func (f failing) ReadFile(name string) ([]byte, error) { return nil, second(f.Open(name)) }

func (f failing) ReadDir(name string) ([]fs.DirEntry, error) {
	if name != "." {
		return nil, second(f.Open(name))
	}
	return f.MapFS.ReadDir(name)
}

func second(_ fs.File, err error) error { return err }

func TestWhatCannotBeRead(t *testing.T) {
	plain := &fstest.MapFile{}
	link := &fstest.MapFile{Mode: fs.ModeSymlink}
	for _, tt := range []struct {
		name    string
		fsys    fs.FS
		of      fs.FileMode
		folder  string // what ReadFolder says of "needs"
		content string // what ReadFile says of "needs/a.yaml"
	}{
		{"all is well", fstest.MapFS{"needs/a.yaml": plain}, 0, "", ""},
		{"no folder", fstest.MapFS{}, 0, "", "unreadable-file unreadable-file why=why-gone"},
		{"a file", failing{fstest.MapFS{"needs": plain}, errors.New("not a directory")}, 0, "unreadable-file not-a-folder", "unreadable-file unreadable-file why=not a directory"},
		{"a link", failing{fstest.MapFS{"needs": link}, errors.New("x")}, fs.ModeSymlink, "symbolic-link folder-symbolic-link", "symbolic-link symbolic-link"},
		{"refused", failing{fstest.MapFS{"needs/a.yaml": plain}, fs.ErrPermission}, 0, "unreadable-file unreadable-folder why=why-permission", "unreadable-file unreadable-file why=why-permission"},
		{"a pipe", fstest.MapFS{"needs/a.yaml": plain}, fs.ModeNamedPipe, "", "unreadable-file not-a-file"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, findings := ReadFolder(tt.fsys, "needs")
			if got := said(findings); got != tt.folder {
				t.Errorf("folder: %q, want %q", got, tt.folder)
			}
			_, findings = ReadFile(tt.fsys, "needs/a.yaml", tt.of)
			if got := said(findings); got != tt.content {
				t.Errorf("file: %q, want %q", got, tt.content)
			}
		})
	}
}

func said(findings []diag.Finding) string {
	text := ""
	for _, f := range findings {
		text += fmt.Sprintf("%s %s", f.Rule, f.Message)
	}
	return text
}
