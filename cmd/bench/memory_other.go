//go:build !unix

package main

import "os"

// peakMemory is not told by this system.
func peakMemory(*os.ProcessState) (float64, bool) { return 0, false }
