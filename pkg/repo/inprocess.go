package repo

import (
	"context"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/go-git/go-billy/v5/osfs"
	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/cache"
	"github.com/go-git/go-git/v5/plumbing/format/objfile"
	"github.com/go-git/go-git/v5/plumbing/storer"
	"github.com/go-git/go-git/v5/storage/filesystem"
	"github.com/go-git/go-git/v5/storage/filesystem/dotgit"
)

// inProcess reads objects with go-git. Its readers are not safe for several goroutines, hence the
// lock.
type inProcess struct {
	mu      sync.Mutex
	storage *filesystem.Storage
	packs   packs
	store   *store // to follow revisions in
}

var errBorrowed = errors.New("objects of another repository")

// openInProcess opens the repository of a working tree, unless it needs what go-git lacks.
func openInProcess(w worktree) (*inProcess, error) {
	if present(filepath.Join(w.common(), "objects", "info", "alternates")) {
		return nil, errBorrowed // go-git looks for a relative path in the wrong place
	}
	dir := dotgit.NewRepositoryFilesystem(osfs.New(w.dir), osfs.New(w.common()))
	storage := filesystem.NewStorage(dir, cache.NewObjectLRU(cache.MiByte))
	if _, err := git.Open(storage, nil); err != nil {
		return nil, errors.Join(err, storage.Close())
	}
	p := &inProcess{storage: storage, packs: packs{dir: dotgit.New(dir)}}
	return p, p.packs.open()
}

func (p *inProcess) close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.packs.close()
	return p.storage.Close()
}

// read looks twice, since git may have moved objects into a new pack.
func (p *inProcess) read(id objectID) (object, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	hash, ok := sha1(id)
	if !ok {
		return object{}, missing(id)
	}
	o, err := p.packs.read(hash)
	if errors.Is(err, plumbing.ErrObjectNotFound) {
		o, err = p.loose(hash)
	}
	if errors.Is(err, plumbing.ErrObjectNotFound) {
		if err = p.packs.open(); err == nil {
			o, err = p.packs.read(hash)
		}
	}
	if errors.Is(err, plumbing.ErrObjectNotFound) {
		return object{}, missing(id)
	}
	if o.kind == "blob" && len(o.data) > MaxBytes {
		o.data = o.data[:MaxBytes+1]
	}
	return o, err
}

// loose reads an object that is in no pack.
func (p *inProcess) loose(hash plumbing.Hash) (object, error) {
	file, err := p.packs.dir.Object(hash)
	if errors.Is(err, fs.ErrNotExist) {
		return object{}, plumbing.ErrObjectNotFound
	}
	if err != nil {
		return object{}, err
	}
	defer file.Close()
	reader, err := objfile.NewReader(file)
	if err != nil {
		return object{}, err
	}
	defer reader.Close()
	kind, _, err := reader.Header()
	if err != nil {
		return object{}, err
	}
	data, err := io.ReadAll(reader)
	return object{kind.String(), data}, err
}

func (p *inProcess) size(id objectID) (int64, error) {
	hash, ok := sha1(id)
	if !ok {
		return 0, missing(id)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.storage.EncodedObjectSize(hash)
}

// sha1 is a hash as go-git has it, which knows no longer ones.
func sha1(id objectID) (hash plumbing.Hash, ok bool) {
	n := copy(hash[:], id)
	return hash, n == len(id)
}

// resolve knows references, hashes and the way to ancestors: "main~3^2"; what else git knows is for git itself.
func (p *inProcess) resolve(_ context.Context, revision string) (objectID, error) {
	m := regexp.MustCompile(`^([^~^:@{}\\ ]+|@)((?:[~^][0-9]{0,6})*)$`).FindStringSubmatch(revision)
	if m == nil {
		return "", errUnresolved
	}
	id, err := p.start(m[1])
	if err != nil || m[2] == "" {
		return id, err
	}
	c, err := p.store.commit(id)
	for _, s := range regexp.MustCompile(`[~^][0-9]*`).FindAllString(m[2], -1) {
		if err != nil {
			return "", err
		}
		c, err = p.follow(c, s)
	}
	if err != nil {
		return "", err
	}
	return c.id, nil
}

// follow takes one step to an ancestor: "~3" is three first parents up, "^2" the second parent.
func (p *inProcess) follow(c *storedCommit, s string) (*storedCommit, error) {
	n := 1
	if len(s) > 1 {
		n, _ = strconv.Atoi(s[1:])
	}
	if s[0] == '^' {
		if n == 0 {
			return c, nil
		}
		if n > len(c.parents) {
			return nil, errUnresolved
		}
		return p.store.commit(c.parents[n-1])
	}
	for range n {
		if len(c.parents) == 0 {
			return nil, errUnresolved
		}
		var err error
		if c, err = p.store.commit(c.parents[0]); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// start finds a whole hash, a reference, or the only commit whose hash begins so, in git's order.
func (p *inProcess) start(name string) (objectID, error) {
	if id, ok := parseID(name); ok {
		return id, nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if name == "@" {
		name = "HEAD"
	}
	for _, rule := range plumbing.RefRevParseRules {
		full := plumbing.ReferenceName(strings.Replace(rule, "%s", name, 1))
		if ref, err := storer.ResolveReference(p.storage, full); err == nil {
			hash := ref.Hash()
			if hash.IsZero() {
				return "", errUnresolved // what is no hash; git says so
			}
			return objectID(hash[:]), nil
		}
	}
	return p.abbreviated(name)
}

func (p *inProcess) references(context.Context) ([]string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	all, err := p.storage.IterReferences()
	if err != nil {
		return nil, err
	}
	var names []string
	err = all.ForEach(func(r *plumbing.Reference) error {
		names = append(names, r.Name().String())
		return nil
	})
	return names, err
}

// abbreviated finds the only commit whose hash begins so.
func (p *inProcess) abbreviated(name string) (objectID, error) {
	// git asks for four digits at least.
	if len(name) < 4 || len(name) > 40 {
		return "", errUnresolved
	}
	prefix, err := hex.DecodeString(name[:len(name)/2*2])
	if err != nil {
		return "", errUnresolved
	}
	hashes, err := p.storage.HashesWithPrefix(prefix)
	if err != nil {
		return "", err
	}
	var found objectID
	for _, hash := range hashes {
		o, err := p.storage.EncodedObject(plumbing.CommitObject, hash)
		if err != nil || !strings.HasPrefix(o.Hash().String(), strings.ToLower(name)) {
			continue
		}
		if id := objectID(hash[:]); found == "" || found == id {
			found = id
			continue
		}
		return "", errUnresolved // two: git says which
	}
	if found == "" {
		return "", errUnresolved
	}
	return found, nil
}
