package capture

import (
	"io/fs"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/canevas-systemique/canvas/pkg/canvas"
	"github.com/canevas-systemique/canvas/pkg/kind"
)

// ahead is what is read of the canvas while lines are typed.
type ahead struct {
	known  func() *vocabulary // waits until what it needs has been read
	wished func() *wishes     // waits until all stories have been read
	read   chan struct{}      // closed: they have
	later  []func(*wishes)    // what happened to stories that is not in there yet
	moment time.Duration      // how long an answer waits for what it can do without
	idle   sync.RWMutex       // held while stories must not be read
}

// readAhead begins to read. Where somebody is there, thousands of stories are read only while the program
// waits for them: their line is answered first.
func (e *Engine) readAhead() {
	e.read, e.moment = make(chan struct{}), 20*time.Millisecond
	e.known, e.wished = sync.OnceValue(e.learnNames), sync.OnceValue(e.learnWishes)
	if e.options.Asks {
		e.idle.Lock()
	}
	go func() {
		defer close(e.read)
		defer func() { _ = recover() }() // whoever asks for it panics again, and can be caught there
		e.known()
		e.wished()
	}()
}

// Idle has stories be read until busy is called: the program waits for a line.
func (e *Engine) Idle() (busy func()) {
	if !e.options.Asks {
		return func() {}
	}
	e.idle.Unlock()
	return e.idle.Lock
}

// givingWay is a canvas of which files are read only while there is nothing better to do.
type givingWay struct {
	fs.FS
	idle *sync.RWMutex
}

func (g givingWay) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(g.FS, name) }

func (g givingWay) ReadFile(name string) ([]byte, error) {
	runtime.Gosched() // a key may have been pressed
	g.idle.RLock()
	defer g.idle.RUnlock()
	return fs.ReadFile(g.FS, name)
}

// learnNames reads the items of which stories speak.
func (e *Engine) learnNames() *vocabulary {
	v := newVocabulary()
	var only []*kind.Kind
	for _, f := range e.about {
		if of := e.kinds.Named(f.Items.Refs[0]); of != nil && !slices.Contains(only, of) {
			only = append(only, of)
		}
	}
	if len(only) > 0 {
		e.each(e.fsys, v.learn, only...)
	}
	return v
}

// learnWishes reads the stories, of which there may be thousands.
func (e *Engine) learnWishes() *wishes {
	w := newWishes()
	e.each(givingWay{e.fsys, &e.idle}, w.learn, e.story)
	return w
}

func (e *Engine) each(fsys fs.FS, learn func(*canvas.Item), kinds ...*kind.Kind) {
	c, err := canvas.Load(e.ctx, fsys, e.kinds, kinds...)
	if err != nil {
		return // it was told to stop
	}
	for _, it := range c.Items {
		learn(it)
	}
}

// wishes are what the stories want, those of the session too. Nobody who is there waits until thousands of
// them have been read: there are none before.
func (e *Engine) wishes() *wishes {
	if e.options.Asks && !e.readWithin(e.moment) {
		e.moment = 0 // nor does it wait again
		return newWishes()
	}
	w := e.wished()
	for _, happened := range e.later {
		happened(w)
	}
	e.later = nil
	return w
}

// readWithin waits until all stories have been read, but no longer than a moment.
func (e *Engine) readWithin(moment time.Duration) bool {
	select {
	case <-e.read:
		return true
	default:
	}
	defer e.Idle()()
	select {
	case <-e.read:
		return true
	case <-time.After(moment):
		return false
	}
}

// learn makes an item known that the session made.
func (e *Engine) learn(it *canvas.Item) {
	switch {
	case it.Kind == e.story:
		e.later = append(e.later, func(w *wishes) { w.learn(it) })
	case slices.ContainsFunc(e.about, func(f *kind.Field) bool { return f.Items.Holds(it.Kind.Name) }):
		e.known().learn(it)
	}
}

// forget takes items out that the session made and that are there no more.
func (e *Engine) forget(paths []string) {
	gone := func(path string) bool { return slices.Contains(paths, path) }
	e.known().forget(gone)
	e.later = append(e.later, func(w *wishes) { w.forget(gone) })
}
