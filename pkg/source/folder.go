package source

import (
	"errors"
	"io/fs"
	"slices"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// ReadFolder lists a folder at the root of a canvas. There need be none; where something else
// stands in its place, or it cannot be read, the findings say so.
func ReadFolder(fsys fs.FS, name string) ([]fs.DirEntry, []diag.Finding) {
	entries, err := fs.ReadDir(fsys, name)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return entries, nil
	}
	beside, _ := fs.ReadDir(fsys, ".")
	i := slices.IndexFunc(beside, func(e fs.DirEntry) bool { return e.Name() == name })
	switch {
	case i >= 0 && beside[i].Type()&fs.ModeSymlink != 0:
		return entries, unread(name, "symbolic-link", diag.Msg("folder-symbolic-link"), diag.Msg("folder-symbolic-link-hint"))
	case i >= 0 && !beside[i].IsDir():
		return entries, unread(name, "unreadable-file", diag.Msg("not-a-folder"), diag.Msg("not-a-folder-hint"))
	}
	return entries, unread(name, "unreadable-file", diag.Msg("unreadable-folder", "why", why(err)), diag.Message{})
}

// ReadFile reads a file of which a folder told the type; what is not a plain file that can be read is a finding.
func ReadFile(fsys fs.FS, path string, of fs.FileMode) ([]byte, []diag.Finding) {
	switch {
	case of&fs.ModeSymlink != 0:
		return nil, unread(path, "symbolic-link", diag.Msg("symbolic-link"), diag.Msg("symbolic-link-hint"))
	case !of.IsRegular():
		return nil, unread(path, "unreadable-file", diag.Msg("not-a-file"), diag.Message{})
	}
	data, err := fs.ReadFile(fsys, path)
	if err != nil {
		return nil, unread(path, "unreadable-file", diag.Msg("unreadable-file", "why", why(err)), diag.Message{})
	}
	return data, nil
}

// unread is a finding about a file or folder as a whole.
func unread(path, rule string, message, hint diag.Message) []diag.Finding {
	return []diag.Finding{{Path: path, Range: diag.Span(1, 1, 0), Severity: diag.Error, Rule: rule, Message: message, Hint: hint}}
}

// why is what stopped the reading, without the path, as people know it.
func why(err error) any {
	var failure *diag.Failure
	var pathError *fs.PathError
	switch {
	case errors.As(err, &failure):
		return failure.Message
	case errors.Is(err, fs.ErrPermission):
		return diag.Msg("why-permission")
	case errors.Is(err, fs.ErrNotExist):
		return diag.Msg("why-gone")
	case errors.As(err, &pathError):
		return pathError.Err.Error()
	}
	return err.Error()
}
