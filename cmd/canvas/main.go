// Canvas carries a project's systemic canvas as files in a git-versioned folder.
package main

import "os"

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
