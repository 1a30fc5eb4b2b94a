// Canvas carries a project's systemic canvas as files in a git-versioned folder.
package main

import (
	"os"
	"runtime/debug"
)

func main() {
	// A run is short: collecting garbage less often than Go does by itself is worth some memory.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(300)
	}
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
