package repo

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// objectID is the hash of an object, in bytes: 20 with sha1, 32 with sha256.
type objectID string

func (id objectID) String() string { return hex.EncodeToString([]byte(id)) }

// parseID reads a whole hash in hexadecimal.
func parseID(text string) (objectID, bool) {
	id, err := hex.DecodeString(text)
	return objectID(id), err == nil && (len(id) == 20 || len(id) == 32)
}

// object is what a repository keeps under a hash, as it was written.
type object struct {
	kind string // "commit", "tree", "blob" or "tag"
	data []byte // not to be changed
}

// objects reads what a repository holds. There are two: one uses go-git, the other asks the git
// program where go-git cannot open the repository. Neither fetches anything. Both keep what was read
// last, since a commit shares nearly all with its parent, and may be used from several goroutines.
type objects interface {
	// read gives an object; of a blob at most MaxBytes+1 bytes. The error wraps errNoObject when there
	// is none.
	read(id objectID) (object, error)
	// size is how many bytes an object has.
	size(id objectID) (int64, error)
	// resolve finds the object that a revision names. The error is errUnresolved when it names none.
	resolve(ctx context.Context, revision string) (objectID, error)
	// references lists the full names of all branches, tags and the like.
	references(ctx context.Context) ([]string, error)
	close() error
}

var (
	errNoObject   = errors.New("no such object")
	errUnresolved = errors.New("no such revision")
)

// missing says which object is not there.
func missing(id objectID) error { return fmt.Errorf("%w: %s", errNoObject, id) }

// store reads objects and understands them.
type store struct {
	objects
	shallow map[objectID]bool // commits whose parents are not there
	partial bool              // the clone lacks objects that git would fetch
}

// read is that of objects with a sentence for people.
func (s *store) read(id objectID) (object, error) {
	o, err := s.objects.read(id)
	switch {
	case err == nil:
		return o, nil
	case !errors.Is(err, errNoObject):
		return o, diag.Fail("repo-damaged-object", "object", id.String()).Because(err).Hint("repo-hint-check", "command", "git fsck")
	case s.partial:
		return o, told{diag.Fail("repo-partial", "object", id.String()).Hint("repo-hint-whole", "command", "git fetch --refetch --no-filter"), err}
	}
	return o, told{diag.Fail("repo-missing-object", "object", id.String()).Hint("repo-hint-check", "command", "git fsck"), err}
}

func (s *store) typed(id objectID, kind string) ([]byte, error) {
	o, err := s.read(id)
	if err == nil && o.kind != kind {
		err = fmt.Errorf("%s is a %s, not a %s", id, o.kind, kind)
	}
	return o.data, err
}

// tree gives the entries of a folder as they are stored. The zero id is an empty folder.
func (s *store) tree(id objectID) ([]byte, error) {
	if id == "" {
		return nil, nil
	}
	return s.typed(id, "tree")
}

// commit reads a commit. An annotated tag is followed to what it points at.
func (s *store) commit(id objectID) (*storedCommit, error) {
	for range 16 { // tags of tags
		o, err := s.read(id)
		switch {
		case err != nil:
			return nil, err
		case o.kind == "commit":
			c, err := parseCommit(id, o.data)
			if err == nil && s.shallow[id] {
				c.parents = nil
			}
			return c, err
		case o.kind != "tag":
			return nil, errUnresolved
		}
		line, _, _ := bytes.Cut(o.data, []byte("\n"))
		target, ok := parseID(strings.TrimPrefix(string(line), "object "))
		if !ok {
			return nil, fmt.Errorf("the tag %s is damaged", id)
		}
		id = target
	}
	return nil, errUnresolved
}

// at finds a file or folder below a folder; the zero entry when there is none.
func (s *store) at(root objectID, name string) (entry, error) {
	e := entry{mode: modeFolder, id: root}
	for part := range strings.SplitSeq(name, "/") {
		if e.mode != modeFolder {
			return entry{}, nil
		}
		data, err := s.tree(e.id)
		if err != nil {
			return entry{}, err
		}
		if e, err = find(data, part, len(root)); err != nil || e.mode == 0 {
			return entry{}, err
		}
	}
	return e, nil
}

// folder is the tree of a folder below the top tree, zero when it is not there.
func (s *store) folder(top objectID, prefix string) (objectID, error) {
	if prefix == "" {
		return top, nil
	}
	e, err := s.at(top, prefix)
	if e.mode != modeFolder {
		return "", err
	}
	return e.id, err
}
