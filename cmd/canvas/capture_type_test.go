//go:build unix

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
	"github.com/google/go-cmp/cmp"
)

// sitting is a capture on a terminal, at which somebody types.
type sitting struct {
	*watched
	t      *testing.T
	dir    string
	home   string
	tty    *os.File
	before *term.State
	cmd    *exec.Cmd
}

// sit starts a capture on a terminal of some columns.
func sit(t *testing.T, dir, home string, columns uint16, args ...string) *sitting {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 25*time.Second) // rather than hang
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, "canvas", append([]string{"capture"}, args...)...)
	cmd.Dir, cmd.Env = dir, environment(home, "CANVAS_LANG=fr", "TERM=xterm")
	own, its, err := pty.Open() // held open, so that it can be looked at when the program has ended
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { own.Close(); its.Close() })
	if err := pty.Setsize(own, &pty.Winsize{Rows: 24, Cols: columns}); err != nil {
		t.Fatal(err)
	}
	s := &sitting{t: t, dir: dir, home: home, tty: own, cmd: cmd}
	if s.before, err = term.GetState(its.Fd()); err != nil {
		t.Fatal(err)
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = its, its, its
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s.watched = watch(own)
	return s
}

func (s *sitting) typed(text string) *sitting {
	s.t.Helper()
	if _, err := s.tty.WriteString(text); err != nil {
		s.t.Fatal(err)
	}
	return s
}

// sees waits until something new is shown.
func (s *sitting) sees(text string) *sitting {
	s.t.Helper()
	if err := s.await(text); err != nil {
		s.t.Fatal(err)
	}
	return s
}

// ends waits until the program has, well, and sees that the terminal is as it was and all is committed.
func (s *sitting) ends() {
	s.t.Helper()
	if err := s.cmd.Wait(); err != nil {
		s.t.Errorf("%v\n%s", err, s.text())
	}
	after, err := term.GetState(s.tty.Fd())
	if err != nil || !cmp.Equal(fmt.Sprint(*after), fmt.Sprint(*s.before)) {
		s.t.Errorf("the terminal is not as it was: %v", err)
	}
	if left := git(s.t, s.dir, s.home, "status", "--short"); left != "" {
		s.t.Errorf("not committed:\n%s\n%s", left, s.text())
	}
}

// wants are the wishes of the needs of a canvas.
func wants(t *testing.T, dir string) string {
	t.Helper()
	paths, _ := filepath.Glob(filepath.Join(dir, "needs", "*.yaml"))
	var list []string
	for _, path := range paths {
		for line := range strings.Lines(fileOf(t, path)) {
			if want, ok := strings.CutPrefix(line, "want: "); ok {
				list = append(list, strings.TrimSpace(want))
			}
		}
	}
	return strings.Join(list, "; ")
}

func notesIn(t *testing.T, dir string) string {
	t.Helper()
	paths, _ := filepath.Glob(filepath.Join(dir, "interviews", "*.yaml"))
	if len(paths) != 1 {
		t.Fatalf("%d interviews", len(paths))
	}
	_, notes, _ := strings.Cut(fileOf(t, paths[0]), "notes: ")
	return strings.TrimSpace(notes)
}

var speaking = []string{"--person", "Marie Dupont", "--create", "--role", "trésorier", "--topic", "caisse"}

func TestAccentsHoweverTheyAreTyped(t *testing.T) {
	dir, home := interviewed(t)
	s := sit(t, dir, home, 80, speaking...).sees("Trésorier › ")
	s.typed("relancer les adh\xc3").sees("adh")
	time.Sleep(100 * time.Millisecond) // half a letter
	s.typed("\xa9rents\r").sees("✓ Trésorier · relancer les adhérents")
	s.typed("fe\u0301liciter les e\u0301lusx\x7f de\u0301\x7f\x7fen juin\r").sees("✓ ").sees("Trésorier › ")
	s.typed("\x04").ends()
	if got := wants(t, dir); got != "fe\u0301liciter les e\u0301lus en juin; relancer les adhérents" {
		t.Errorf("%q", got)
	}
}

func TestFiveLinesArePasted(t *testing.T) {
	dir, home := interviewed(t)
	s := sit(t, dir, home, 80, speaking...).sees("Trésorier › ")
	s.typed("\x1b[200~compter la\tcaisse\rfermer le guichet\r\nouvrir le\x1b[A coffre\nnote : à revoir\rvoir les retards +\t\x03\x04\x1b[201~")
	s.sees("compter la caisse").sees("compter-caisse").sees("fermer-guichet").sees("coffre").sees("noté").sees("voir les retards +")
	s.typed(" \x17\r").sees("✓ Trésorier · voir les retards").sees("Trésorier › ").typed("/quitter\r").ends()
	if got := wants(t, dir); got != "compter la caisse; fermer le guichet; ouvrir le[A coffre; voir les retards" {
		t.Errorf("%q", got)
	}
	if got := notesIn(t, dir); got != "à revoir" {
		t.Errorf("%q", got)
	}
}

func TestTabCompletes(t *testing.T) {
	dir, home := interviewed(t)
	write := func(path, text string) {
		if err := os.WriteFile(filepath.Join(dir, path), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("roles/secretaire.yaml", "name: Secrétaire général\nscope: internal\n")
	write("objects/adherent.yaml", "name: Adhérent\n")
	write("objects/adhesion.yaml", "name: Adhésion annuelle\n")
	git(t, dir, home, "add", "-A")
	git(t, dir, home, "commit", "-q", "-m", "suite")

	s := sit(t, dir, home, 80).sees("Avec qui").typed("\r").sees("Dans quel")
	s.typed("gén\t").sees("Secrétaire général").typed("\r").sees("sujet").typed("\r").sees("Secrétaire général › ")
	s.typed("/r\ttré\t").sees("/rôle Trésorier").typed("\r").sees("Trésorier › ")
	s.typed("relancer à temps +imp\t#adh\t").sees("Adhérent").sees("adherent").sees("Adhésion annuelle").sees("adhesion")
	s.typed("\t\t").sees("› Adhésion annuelle").typed(" !ind\t\r").sees("✓ Trésorier · relancer à temps").sees("Trésorier › ")
	s.typed("obj\t").sees("objet : ").typed("Devis\r").sees("Devis").sees("Trésorier › ")
	s.typed("\t").sees("enjeu :").typed("\x15/q\t\r").ends()
	need := fileOf(t, dir, "needs/relancer-a-temps.yaml")
	for _, want := range []string{"stakes:\n  - reduire-impayes\n", "objects:\n  - adhesion\n", "priority: must\n"} {
		if !strings.Contains(need, want) {
			t.Errorf("%q is missing in\n%s\n%s", want, need, s.text())
		}
	}
}

// Whoever answers with a sentence has begun.
func TestASentenceIsNobodysName(t *testing.T) {
	dir, home := interviewed(t)
	s := sit(t, dir, home, 80).sees("Avec qui").typed("En tant que trésorier, je souhaite voir les retards de caisse\r")
	s.sees("✓ Trésorier · voir les retards de caisse").typed("/q\r").ends()
	if fileIn(dir, "persons") || strings.Contains(s.text(), "Dans quel") {
		t.Errorf("it was taken for a name:\n%s", s.text())
	}
}

// And who was named before, and is not known, is made without being asked about once more.
func TestASentenceAgreesToWhoIsThere(t *testing.T) {
	dir, home := interviewed(t)
	s := sit(t, dir, home, 80).sees("Avec qui").typed("Zoé Martin\r")
	s.sees("Dans quel").typed("En tant que trésorier, je souhaite voir les retards de caisse\r")
	s.sees("✓ Trésorier · voir les retards de caisse").typed("/q\r").ends()
	if !fileIn(dir, "persons/zoe-martin.yaml") {
		t.Errorf("nobody was made:\n%s", s.text())
	}
}

func TestUndoAndEdit(t *testing.T) {
	dir, home := interviewed(t)
	s := sit(t, dir, home, 80, speaking...).sees("Trésorier › ")
	s.typed("voir les retard de caisse\r").sees("✓ ").typed("/corriger\r").sees("/corriger voir les retard de caisse")
	s.typed("\x1b[1;5D\x1b[1;5D\x1b[1;5D\x1b[C\x1b[C\x1b[C\x1b[C\x1b[C\x1b[C") // into «retard», then behind it
	s.typed("\x05\x17\x17\x17retards de caisse\r").sees("✓ Trésorier · voir les retards de caisse")
	s.typed("oublier tout de suite\r").sees("✓ ").typed("/annuler\r").sees("annulé")
	s.typed("objet : Devis = un pris\r").sees("✓ Objet Devis").typed("/edit\r").sees("devis: Devis = un pris").typed("\x7fx\r").sees("✓ Objet Devis · un prix")
	s.typed("\x1b[A\x1b[A\x1b[A").sees("objet : Devis = un pris").typed("\x15\x04").ends()
	if got := wants(t, dir); got != "voir les retards de caisse" {
		t.Errorf("%q", got)
	}
	if got := fileOf(t, dir, "objects/devis.yaml"); !strings.Contains(got, "definition: un prix\n") {
		t.Error(got)
	}
}

func TestKilledWhileSomebodyTypes(t *testing.T) {
	dir, home := interviewed(t)
	s := sit(t, dir, home, 80, speaking...).sees("Trésorier › ")
	s.typed("compter la caisse\r").sees("compter-caisse").typed("fermer le gui").sees("gui")
	if err := s.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = s.cmd.Wait()
	s = sit(t, dir, home, 80, "--resume").sees("Reprise").sees("Trésorier › ")
	s.typed("\x1b[A").sees("compter la caisse").typed("\x15ouvrir le coffre\r").sees("ouvrir-coffre").typed("\x04").ends()
	if got := wants(t, dir); got != "compter la caisse; ouvrir le coffre" {
		t.Errorf("%q", got)
	}
}

func TestANarrowTerminalThatIsResized(t *testing.T) {
	dir, home := interviewed(t)
	s := sit(t, dir, home, 40, speaking...).sees("Trésorier › ")
	fits := func(columns int) {
		t.Helper()
		for _, line := range strings.FieldsFunc(ansi.Strip(s.raw()), func(r rune) bool { return r == '\r' || r == '\n' }) {
			if n := ansi.StringWidth(line); n > columns {
				t.Errorf("%d columns: %q", n, line)
			}
		}
	}
	const wish = "voir toutes les cotisations en retard de chaque adhérent avant la réunion"
	s.typed("\t").sees("notes :").typed("\x15" + wish + "\r").sees("? objets Cotisation").typed("/aide\r").sees("/quitter").sees("Trésorier › ")
	fits(40)
	if strings.Contains(s.raw(), "\x1b[3") || strings.Contains(s.raw(), "\x1b[2m") {
		t.Error("it has colours")
	}
	if err := pty.Setsize(s.tty, &pty.Winsize{Rows: 24, Cols: 120}); err != nil {
		t.Fatal(err)
	}
	s.typed("prévenir le bureau de tout ce qui arrive chaque semaine dans la caisse du club").sees("Trésorier › prévenir le bureau de tout ce qui arrive chaque semaine dans la caisse du club")
	s.typed("\r").sees("✓ Trésorier · prévenir le bureau de tout ce qui arrive chaque semaine dans la caisse du club").typed("\x04").ends()
}

func TestTheSessionEndsInTheMiddleOfALine(t *testing.T) {
	for name, end := range map[string]func(*sitting){
		"Ctrl-C": func(s *sitting) { s.typed(interrupt) },
		"TERM":   func(s *sitting) { _ = s.cmd.Process.Signal(syscall.SIGTERM) },
		"INT":    func(s *sitting) { _ = s.cmd.Process.Signal(syscall.SIGINT) },
		"HUP":    func(s *sitting) { _ = s.cmd.Process.Signal(syscall.SIGHUP) },
	} {
		t.Run(name, func(t *testing.T) {
			dir, home := interviewed(t)
			s := sit(t, dir, home, 80, speaking...).sees("Trésorier › ")
			s.typed("voir les retards\r").sees("voir-retards").typed("le rapport du mois, et surt").sees("surt")
			end(s)
			s.ends()
			if got := notesIn(t, dir); got != "le rapport du mois, et surt" || wants(t, dir) != "voir les retards" {
				t.Errorf("noted %q, wanted %q\n%s", got, wants(t, dir), s.text())
			}
		})
	}
}

// Nobody is there who could go on with a program that is stopped: it goes on by itself.
func TestCtrlZWithoutAShell(t *testing.T) {
	dir, home := interviewed(t)
	s := sit(t, dir, home, 80, speaking...).sees("Trésorier › ").typed("voir les\x1a").sees("Trésorier › voir les").sees("Trésorier › voir les")
	s.typed(" retards\r").sees("voir-retards").typed("\x04").ends()
}

func TestTypingAhead(t *testing.T) {
	dir, home := interviewed(t)
	s := sit(t, dir, home, 80, speaking...)
	var all strings.Builder
	for i := range 10 {
		fmt.Fprintf(&all, "compter la caisse numéro %d chaque soir\r", i)
	}
	s.typed(all.String() + "/quitter\r").ends()
	if got := strings.Count(wants(t, dir), "compter"); got != 10 {
		t.Errorf("%d\n%s", got, s.text())
	}
}

// What is read aloud, or shown by a terminal that cannot move its cursor, is read line by line.
func TestATerminalThatIsPlain(t *testing.T) {
	for setting, sign := range map[string]string{"TERM=dumb": "Trésorier > ", "ACCESSIBLE=1": "Trésorier › "} {
		dir, home := interviewed(t)
		name, value, _ := strings.Cut(setting, "=")
		t.Setenv("TERM", "xterm")
		t.Setenv(name, value)
		screen := onTerminal(t, dir, home, [][2]string{{sign, "voir les retards\r"}, {sign, "\x04"}}, append([]string{"capture"}, speaking...)...)
		if strings.Contains(screen, "\x1b") || wants(t, dir) != "voir les retards" {
			t.Errorf("%s:\n%q", setting, screen)
		}
	}
}
