// Package background answers, before it is asked, whether the terminal's background is dark. Importing it
// is all there is to do.
//
// Bubble Tea asks that of lipgloss when it is imported, and lipgloss asks the terminal: it writes escape
// sequences and waits for a reply, in every command, even in those that open no form. An answer that was given
// explicitly spares the question, but has to be there earlier. Go initialises, of the packages whose imports are
// ready, the first by import path: this one needs lipgloss alone, and its path stands before github.com/charmbracelet/bubbletea.
// TestNothingIsAskedOfTheTerminal sees to it that this holds.
//
// Which answer is given does not matter: colours here are the terminal's own, and none depends on it.
package background

import "github.com/charmbracelet/lipgloss"

var _ = answer(lipgloss.DefaultRenderer())

func answer(r *lipgloss.Renderer) bool {
	r.SetHasDarkBackground(true)
	return r.HasDarkBackground()
}
