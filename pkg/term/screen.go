// Package term lays text out for the place where it will be read: a terminal of some width, with
// colours or without, or a pipe. It never writes, and never asks the terminal anything but its size.
//
// Texts given to it are data: what a terminal would obey instead of show is replaced before any
// colour is added.
package term

import (
	"io"
	"runtime"
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/term"
	"github.com/muesli/termenv"
)

const (
	usualWidth = 80
	leastWidth = 20
)

// Screen is what one output can show. Its styles only support what the words say: without colours
// nothing is lost.
type Screen struct {
	terminal bool
	limit    int  // the widest line, 0 when lines may be as long as they like
	fixed    bool // COLUMNS gives it
	ascii    bool

	dim, accent, bold, mark, red, yellow, blue, green style
}

// New looks at one output and the environment: NO_COLOR, CLICOLOR_FORCE, CLICOLOR, TERM, COLUMNS
// and the locale. A file or a pipe has no colours unless they are forced, and no width unless
// COLUMNS gives one.
func New(w io.Writer, env func(name string) string) *Screen {
	file, isFile := w.(interface{ Fd() uintptr })
	s := &Screen{
		terminal: isFile && term.IsTerminal(file.Fd()),
		ascii:    env("TERM") == "dumb" || isPlain(locale(env)),
	}
	if columns, err := strconv.Atoi(env("COLUMNS")); err == nil && columns > 0 {
		s.limit, s.fixed = max(columns, leastWidth), true
	} else if s.terminal {
		s.limit = usualWidth
		if columns, _, err := term.GetSize(file.Fd()); err == nil && columns > 0 {
			s.limit = max(columns, leastWidth)
		}
	}
	if s.coloured(env) {
		s.mix(w)
	}
	return s
}

func (s *Screen) coloured(env func(string) string) bool {
	switch forced := env("CLICOLOR_FORCE"); {
	case env("NO_COLOR") != "":
		return false
	case forced != "" && forced != "0":
		return true
	}
	kind := env("TERM")
	return s.terminal && env("CLICOLOR") != "0" && kind != "dumb" && (kind != "" || runtime.GOOS == "windows")
}

func locale(env func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if value := env(name); value != "" {
			return value
		}
	}
	return ""
}

// isPlain tells whether a locale promises ASCII alone. An absent locale promises nothing, and the
// programs that set none mostly read UTF-8.
func isPlain(locale string) bool { return locale == "C" || locale == "POSIX" }

// Terminal tells whether a person is looking.
func (s *Screen) Terminal() bool { return s.terminal }

// Width is how wide prose is set: the terminal's columns, or 80.
func (s *Screen) Width() int {
	if s.limit > 0 {
		return s.limit
	}
	return usualWidth
}

// Fit has lines as wide as a terminal that was resized, unless COLUMNS says how wide they are.
func (s *Screen) Fit(columns int) {
	if s.terminal && !s.fixed {
		s.limit = max(columns, leastWidth)
	}
}

// Obeys tells whether the cursor can be moved: on a terminal that is not dumb, unless somebody wants plain text
// that is read to them.
func (s *Screen) Obeys(env func(string) string) bool {
	accessible := env("ACCESSIBLE")
	return s.terminal && env("TERM") != "dumb" && (env("TERM") != "" || runtime.GOOS == "windows") && (accessible == "" || accessible == "0")
}

// Limited tells whether a line longer than Width would be broken by the terminal.
func (s *Screen) Limited() bool { return s.limit > 0 }

// Glyph returns the sign, or what stands for it where only ASCII is shown.
func (s *Screen) Glyph(sign, ascii string) string {
	if s.ascii {
		return ascii
	}
	return sign
}

func (s *Screen) ellipsis() string { return s.Glyph("…", "...") }

// style is what a terminal reads before and after a text. The zero style leaves it alone.
type style struct{ on, off string }

func (st style) paint(text string) string {
	if text == "" {
		return ""
	}
	return st.on + text + st.off
}

// mix prepares the styles in the terminal's own 16 colours, which suit its background whatever it
// is. Asking lipgloss once for each, and not for each text, makes long tables cheap.
func (s *Screen) mix(w io.Writer) {
	r := lipgloss.NewRenderer(w, termenv.WithProfile(termenv.ANSI))
	r.SetColorProfile(termenv.ANSI)
	r.SetHasDarkBackground(true) // nothing depends on it; unset, lipgloss might ask the terminal
	if s.terminal {
		// An old Windows console shows colours only when told to. Elsewhere this does nothing.
		_, _ = termenv.EnableVirtualTerminalProcessing(r.Output())
	}
	prepare := func(like lipgloss.Style) style {
		on, off, _ := strings.Cut(like.Render("x"), "x")
		return style{on, off}
	}
	plain := r.NewStyle()
	s.dim = prepare(plain.Faint(true))
	s.bold = prepare(plain.Bold(true))
	s.mark = prepare(plain.Bold(true).Underline(true))
	s.accent = prepare(plain.Bold(true).Foreground(lipgloss.Color("6")))
	s.red = prepare(plain.Bold(true).Foreground(lipgloss.Color("1")))
	s.yellow = prepare(plain.Foreground(lipgloss.Color("3")))
	s.blue = prepare(plain.Foreground(lipgloss.Color("4")))
	s.green = prepare(plain.Foreground(lipgloss.Color("2")))
}

// Dim is for what supports: ids, paths, headings of columns.
func (s *Screen) Dim(text string) string { return s.dim.paint(text) }

// Accent is for the subject, once in a view.
func (s *Screen) Accent(text string) string { return s.accent.paint(text) }

// Bold is for headings.
func (s *Screen) Bold(text string) string { return s.bold.paint(text) }

// Mark is for words that were looked for, inside a text.
func (s *Screen) Mark(text string) string { return s.mark.paint(text) }

// Error is the colour of errors.
func (s *Screen) Error(text string) string { return s.red.paint(text) }

// Warning is the colour of warnings.
func (s *Screen) Warning(text string) string { return s.yellow.paint(text) }

// Info is the colour of remarks.
func (s *Screen) Info(text string) string { return s.blue.paint(text) }

// Good is the colour of what is well.
func (s *Screen) Good(text string) string { return s.green.paint(text) }

// Within is the same screen at another width.
func (s *Screen) Within(columns int) *Screen {
	other := *s
	other.limit = max(columns, leastWidth)
	return &other
}
