package refactor

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// Over is a file system as it will be once the change is made.
func (e Edits) Over(fsys fs.FS) fs.FS {
	o := overlay{fsys, make(map[string]Edit, len(e)), map[string][]Edit{}}
	for _, edit := range e {
		o.files[edit.Path] = edit
		o.folders[path.Dir(edit.Path)] = append(o.folders[path.Dir(edit.Path)], edit)
	}
	return o
}

type overlay struct {
	fs.FS
	files   map[string]Edit
	folders map[string][]Edit
}

// Open opens a file or folder as it will be. Only ReadDir lists a folder so.
func (o overlay) Open(name string) (fs.File, error) {
	e, ok := o.files[name]
	switch {
	case !ok:
		return o.FS.Open(name)
	case e.After == nil:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return openFile{bytes.NewReader(e.After), e.info()}, nil
}

// ReadFile reads a file as it will be. The bytes are the caller's.
func (o overlay) ReadFile(name string) ([]byte, error) {
	e, ok := o.files[name]
	switch {
	case !ok:
		return fs.ReadFile(o.FS, name)
	case e.After == nil:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return bytes.Clone(e.After), nil
}

// ReadDir lists a folder as it will be. One that only the change makes is not listed in its parent.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	edits := o.folders[name]
	entries, err := fs.ReadDir(o.FS, name)
	if err != nil && (len(edits) == 0 || !errors.Is(err, fs.ErrNotExist)) {
		return nil, err
	}
	entries = slices.DeleteFunc(entries, func(entry fs.DirEntry) bool {
		_, edited := o.files[path.Join(name, entry.Name())]
		return edited
	})
	for _, e := range edits {
		if e.After != nil {
			entries = append(entries, fs.FileInfoToDirEntry(e.info()))
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

type openFile struct {
	*bytes.Reader
	info info
}

func (f openFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f openFile) Close() error               { return nil }

func (e Edit) info() info { return info{path.Base(e.Path), int64(len(e.After))} }

// info is what is known of a file that is not written yet.
type info struct {
	name string
	size int64
}

func (i info) Name() string     { return i.name }
func (i info) Size() int64      { return i.size }
func (info) Mode() fs.FileMode  { return 0o644 }
func (info) ModTime() time.Time { return time.Time{} }
func (info) IsDir() bool        { return false }
func (info) Sys() any           { return nil }
