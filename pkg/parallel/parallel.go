// Package parallel does many small things at once, on all processors. It knows nothing of what they are.
package parallel

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// few is how many things are not worth another processor.
const few = 8

// Each calls do for every index below n, in no order, several at a time, and returns when all are done.
func Each(n int, do func(i int)) {
	var next atomic.Int64
	work := func() {
		for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
			do(i)
		}
	}
	var others sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n/few) - 1 {
		others.Go(work)
	}
	work()
	others.Wait()
}
