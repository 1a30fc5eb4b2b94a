package capture

import (
	"fmt"
	"io/fs"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/schema"
)

// counted counts how many needs are read.
type counted struct {
	fstest.MapFS
	needs *atomic.Int32
}

func (c counted) ReadFile(name string) ([]byte, error) {
	if strings.HasPrefix(name, "needs/") {
		c.needs.Add(1)
	}
	return fs.ReadFile(c.MapFS, name)
}

func TestStoriesAreReadWhileNobodyWaits(t *testing.T) {
	files := fstest.MapFS{"roles/tresorier.yaml": &fstest.MapFile{Data: []byte("name: Trésorier\nscope: internal\n")}}
	for i := range 50 {
		files[fmt.Sprintf("needs/need-%d.yaml", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "role: tresorier\nwant: relancer le retard %d\n", i)}
	}
	fsys := counted{files, new(atomic.Int32)}
	kinds, _, err := kind.Load(schema.Kinds, schema.Order, fsys)
	if err != nil {
		t.Fatal(err)
	}
	e, err := New(t.Context(), fsys, kinds, Options{Now: time.Now(), Asks: true})
	if err != nil {
		t.Fatal(err)
	}
	e.known() // is read all the same
	time.Sleep(5 * time.Millisecond)
	if n := fsys.needs.Load(); n > 0 {
		t.Errorf("%d stories were read while the program was busy", n)
	}
	busy := e.Idle()
	<-e.read
	busy()
	if n := fsys.needs.Load(); n != 50 {
		t.Errorf("%d stories were read", n)
	}
}

func TestAnAnswerWaitsOnceForWhatIsRead(t *testing.T) {
	e := &Engine{options: Options{Asks: true}}
	e.read, e.moment = make(chan struct{}), time.Nanosecond
	e.wished = newWishes
	e.idle.Lock()
	if len(e.wishes().all) > 0 || e.moment != 0 {
		t.Error("it would wait again")
	}
	e.later = append(e.later, func(w *wishes) { w.all = append(w.all, nil) })
	close(e.read)
	if len(e.wishes().all) != 1 {
		t.Error("what has been read is not asked")
	}
}
