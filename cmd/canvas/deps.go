// Keeps the pinned modules in go.mod until the packages that need them stand.
package main

import (
	_ "github.com/charmbracelet/lipgloss"
	_ "github.com/go-git/go-git/v5"
	_ "github.com/rogpeppe/go-internal/testscript"
	_ "github.com/santhosh-tekuri/jsonschema/v6"
	_ "github.com/spf13/cobra"
)

func main() {}
