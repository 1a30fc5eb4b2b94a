package repo

import (
	"container/heap"
	"slices"
	"time"
)

// walk goes from a commit to everything that it reaches, newest first, children always before their
// parents. On a straight line it reads only as far as it is asked; where lines part, it reads all
// the rest first, since only then it knows where they meet again.
type walk struct {
	store    *store
	since    time.Time         // what is older is left out, and not looked behind
	hidden   map[objectID]bool // left out, with their ancestors
	queue    commitQueue
	seq      int
	children map[objectID]int // how many children are still to come; nil on a straight line
}

func newWalk(s *store, from *storedCommit, since time.Time, hidden map[objectID]bool) *walk {
	w := &walk{store: s, since: since, hidden: hidden}
	w.push(from)
	return w
}

func (w *walk) push(c *storedCommit) {
	if !w.hidden[c.id] && !c.when.Before(w.since) {
		w.seq++
		heap.Push(&w.queue, queued{c, w.seq})
	}
}

// next is the next commit, nil at the end.
func (w *walk) next() (*storedCommit, error) {
	if len(w.queue) == 0 {
		return nil, nil
	}
	c := heap.Pop(&w.queue).(queued).commit
	if len(c.parents) > 1 && w.children == nil {
		if err := w.count(c); err != nil {
			return nil, err
		}
	}
	for _, id := range c.parents {
		if w.children != nil {
			if w.children[id]--; w.children[id] != 0 {
				continue
			}
		}
		parent, err := w.store.commit(id)
		if err != nil {
			return nil, err
		}
		w.push(parent)
	}
	return c, nil
}

// count counts the children of every commit that c reaches.
func (w *walk) count(c *storedCommit) error {
	w.children = map[objectID]int{}
	left := slices.Clone(c.parents)
	for len(left) > 0 {
		id := left[len(left)-1]
		left = left[:len(left)-1]
		if w.children[id]++; w.children[id] > 1 || w.hidden[id] {
			continue
		}
		parent, err := w.store.commit(id)
		if err != nil {
			return err
		}
		left = append(left, parent.parents...)
	}
	return nil
}

// reachable is the set of a commit and all its ancestors.
func (s *store) reachable(from objectID) (map[objectID]bool, error) {
	seen := map[objectID]bool{from: true}
	left := []objectID{from}
	for len(left) > 0 {
		c, err := s.commit(left[len(left)-1])
		if err != nil {
			return nil, err
		}
		left = left[:len(left)-1]
		for _, parent := range c.parents {
			if !seen[parent] {
				seen[parent] = true
				left = append(left, parent)
			}
		}
	}
	return seen, nil
}

// commitQueue gives the newest commit first, of equally old ones that which was put in first.
type commitQueue []queued

type queued struct {
	commit *storedCommit
	seq    int
}

func (q commitQueue) Len() int      { return len(q) }
func (q commitQueue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q commitQueue) Less(i, j int) bool {
	if a, b := q[i].commit.when, q[j].commit.when; !a.Equal(b) {
		return a.After(b)
	}
	return q[i].seq < q[j].seq
}
func (q *commitQueue) Push(x any) { *q = append(*q, x.(queued)) }
func (q *commitQueue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}
