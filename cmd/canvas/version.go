package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is set by the build (-ldflags "-X main.version=v1.2.3"); without it the module's own
// version is told.
var version = ""

func newVersion(p *program) *cobra.Command {
	cmd := &cobra.Command{
		Use:  "version",
		Args: p.noArgs,
		RunE: func(*cobra.Command, []string) error { return p.printVersion() },
	}
	p.describe(cmd, "version")
	return cmd
}

func (p *program) printVersion() error {
	_, err := fmt.Fprintln(p.stdout, "canvas", currentVersion())
	return err
}

func currentVersion() string {
	if version != "" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return info.Main.Version
}
