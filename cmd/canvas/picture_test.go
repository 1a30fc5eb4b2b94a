package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/google/go-cmp/cmp"
	"github.com/hinshun/vt10x"
)

// TestPictures holds the pictures of the documentation to what a terminal shows. Each is drawn from a file of
// testdata/picture: "$ command" runs in the example canvas, "> text" types a text and Enter, "+ text" types no Enter,
// "< text" waits for a text, "!" draws what is shown then.
func TestPictures(t *testing.T) {
	scripts, err := filepath.Glob(filepath.Join("..", "..", "testdata", "picture", "*", "*.txt"))
	if err != nil || len(scripts) == 0 {
		t.Fatal("no pictures", err)
	}
	for _, path := range scripts {
		language := filepath.Base(filepath.Dir(path))
		name := strings.TrimSuffix(filepath.Base(path), ".txt")
		t.Run(language+"/"+name, func(t *testing.T) {
			t.Parallel()
			script, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			got := draw(act(t, language, string(script)))
			picture := filepath.Join("..", "..", "docs", language, name+".svg")
			if *update {
				if err := os.WriteFile(picture, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(picture)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("make golden draws what is shown now (-picture +shown)\n%s", diff)
			}
		})
	}
}

const pictureColumns, pictureRows = 84, 60

// act plays a script at a terminal and gives what it shows in the end.
func act(t *testing.T, language, script string) vt10x.Terminal {
	t.Helper()
	home := newHome(t)
	env := environment(home, "CANVAS_LANG="+language, "TERM=xterm-256color", "NO_COLOR=")
	example := exec.Command("canvas", "init", "--example", "--language", language, "canvas")
	example.Dir, example.Env = home, env
	if out, err := example.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}

	command, script, _ := strings.Cut(strings.TrimPrefix(script, "$ "), "\n")
	terminal := vt10x.New(vt10x.WithSize(pictureColumns, pictureRows))
	fmt.Fprintf(terminal, "$ %s\r\n", command)
	cmd := exec.Command("bash", "-c", "exec "+command)
	cmd.Dir, cmd.Env = filepath.Join(home, "canvas"), env
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: pictureRows, Cols: pictureColumns})
	if err != nil {
		t.Fatal(err)
	}
	defer tty.Close()
	late := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
	defer late.Stop()
	screen := watch(tty, brighter{terminal})
	for line := range strings.Lines(script) {
		what, text, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		switch what {
		case ">":
			_, err = tty.WriteString(text + "\r")
		case "+":
			_, err = tty.WriteString(strings.NewReplacer("<Tab>", "\t", "<Down>", "\x1b[B").Replace(text))
		case "<":
			err = screen.await(text)
		case "!":
			_ = cmd.Process.Kill()
			_ = cmd.Wait() // it was killed
			return terminal
		}
		if err != nil {
			_ = cmd.Process.Kill()
			t.Fatalf("%q: %v", line, err)
		}
	}
	<-screen.ended
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	return terminal
}

// brighter writes as grey what is faint, which vt10x does not know.
type brighter struct{ io.Writer }

func (w brighter) Write(shown []byte) (int, error) {
	_, err := w.Writer.Write(bytes.ReplaceAll(shown, []byte("\x1b[2m"), []byte("\x1b[90m")))
	return len(shown), err
}

const cellWidth, cellHeight = 8.4, 19

// inks are the colors of a picture, by number.
var inks = map[vt10x.Color]string{
	vt10x.DefaultFG: "#d8dee9", vt10x.DarkGrey: "#7b879c", vt10x.Red: "#f07178", vt10x.LightRed: "#f07178",
	vt10x.Green: "#a3d38c", vt10x.LightGreen: "#a3d38c", vt10x.Yellow: "#ebcb8b", vt10x.LightYellow: "#ebcb8b",
	vt10x.Blue: "#82aaff", vt10x.LightBlue: "#82aaff", vt10x.Cyan: "#80cbc4", vt10x.LightCyan: "#80cbc4",
}

// draw writes what a terminal shows as SVG, down to the last line that is not empty.
func draw(terminal vt10x.Terminal) []byte {
	rows := 0
	for y := range pictureRows {
		for x := range pictureColumns {
			if c := terminal.Cell(x, y).Char; c != ' ' && c != 0 {
				rows = y + 1
			}
		}
	}
	var b bytes.Buffer
	width, height := pictureColumns*cellWidth+32, float64(rows*cellHeight+32)
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">`+"\n",
		width, height, width, height)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="8" fill="#1e222a"/>`+"\n")
	for y := range rows {
		for x := 0; x < pictureColumns; {
			x = drawRun(&b, terminal, x, y)
		}
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// drawRun writes the cells from x on that look alike, and gives the place of the next.
func drawRun(b *bytes.Buffer, terminal vt10x.Terminal, x, y int) int {
	const bold = 1 << 2
	first := terminal.Cell(x, y)
	var text strings.Builder
	end := x
	for ; end < pictureColumns; end++ {
		c := terminal.Cell(end, y)
		if c.FG != first.FG || c.Mode&bold != first.Mode&bold {
			break
		}
		text.WriteRune(max(c.Char, ' '))
	}
	words := strings.TrimRight(text.String(), " ")
	if words == "" {
		return end
	}
	ink, known := inks[first.FG]
	if !known {
		ink = inks[vt10x.DefaultFG]
	}
	weight := ""
	if first.Mode&bold != 0 {
		weight = ` font-weight="bold"`
	}
	fmt.Fprintf(b, `<text xml:space="preserve" x="%.1f" y="%d" fill="%s"%s textLength="%.1f">`, 16+float64(x)*cellWidth, 30+y*cellHeight, ink, weight, float64(len([]rune(words)))*cellWidth)
	_ = xml.EscapeText(b, []byte(words))
	b.WriteString("</text>\n")
	return end
}
