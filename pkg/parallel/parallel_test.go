package parallel_test

import (
	"slices"
	"testing"

	"github.com/canevas-systemique/canvas/pkg/parallel"
)

func TestEach(t *testing.T) {
	for _, n := range []int{0, 1, 7, 8, 1000} {
		calls := make([]int, n)
		parallel.Each(n, func(i int) { calls[i]++ })
		if slices.ContainsFunc(calls, func(c int) bool { return c != 1 }) {
			t.Errorf("of %d: called %v times", n, calls)
		}
	}
}
