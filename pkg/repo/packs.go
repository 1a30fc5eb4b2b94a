package repo

import (
	"bytes"
	"errors"

	"github.com/go-git/go-billy/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/idxfile"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"
	"github.com/go-git/go-git/v5/storage/filesystem/dotgit"
)

// packs reads objects from the packs of a repository. go-git's own storage also can, but hashes
// whatever it puts together, which takes longer than all the rest where a folder has thousands of
// files and each commit a new tree of it.
type packs struct {
	dir    *dotgit.DotGit
	list   []*pack
	recent recent[packed]
}

type pack struct {
	index   *idxfile.MemoryIndex
	file    billy.File
	scanner *packfile.Scanner
}

// packed is where an object stands.
type packed struct {
	pack   *pack
	offset int64
}

// maxDeltas bounds how many differences an object may be made of; git's own limit is 4095.
const maxDeltas = 5000

// open looks which packs there are.
func (p *packs) open() error {
	p.close()
	names, err := p.dir.ObjectPacks()
	if err != nil {
		return err
	}
	for _, name := range names {
		k, err := p.openPack(name)
		if err != nil {
			return err
		}
		p.list = append(p.list, k)
	}
	return nil
}

func (p *packs) openPack(name plumbing.Hash) (*pack, error) {
	index, err := p.dir.ObjectPackIdx(name)
	if err != nil {
		return nil, err
	}
	defer index.Close()
	k := &pack{index: idxfile.NewMemoryIndex()}
	if err := idxfile.NewDecoder(index).Decode(k.index); err != nil {
		return nil, err
	}
	if k.file, err = p.dir.ObjectPack(name); err != nil {
		return nil, err
	}
	k.scanner = packfile.NewScanner(k.file)
	return k, nil
}

func (p *packs) close() {
	for _, k := range p.list {
		_ = k.file.Close()
	}
	p.list, p.recent = nil, recent[packed]{}
}

// read finds an object; the error is plumbing.ErrObjectNotFound when no pack has it.
func (p *packs) read(hash plumbing.Hash) (object, error) {
	for _, k := range p.list {
		if offset, err := k.index.FindOffset(hash); err == nil {
			return p.unpack(packed{k, offset}, 0)
		}
	}
	return object{}, plumbing.ErrObjectNotFound
}

// unpack puts an object together that may be stored as its difference from another one.
func (p *packs) unpack(at packed, depth int) (object, error) {
	if o, ok := p.recent.get(at); ok {
		return o, nil
	}
	if depth > maxDeltas {
		return object{}, errors.New("a pack refers to itself")
	}
	header, err := at.pack.scanner.SeekObjectHeader(at.offset)
	if err != nil {
		return object{}, err
	}
	var data bytes.Buffer
	data.Grow(int(min(header.Length, MaxBytes)) + bytes.MinRead)
	if _, _, err := at.pack.scanner.NextObject(&data); err != nil {
		return object{}, err
	}
	o := object{header.Type.String(), data.Bytes()}
	base := packed{at.pack, header.OffsetReference}
	switch header.Type {
	case plumbing.REFDeltaObject:
		if base.offset, err = at.pack.index.FindOffset(header.Reference); err != nil {
			return object{}, err
		}
		fallthrough
	case plumbing.OFSDeltaObject:
		from, err := p.unpack(base, depth+1)
		if err != nil {
			return object{}, err
		}
		if o.data, err = patch(from.data, o.data); err != nil {
			return object{}, err
		}
		o.kind = from.kind
	}
	p.recent.put(at, o)
	return o, nil
}
