//go:build unix

package main

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// dialogue is the program on a pseudo-terminal that answers no question about itself.
type dialogue struct {
	*watched
	t   *testing.T
	tty *os.File
	cmd *exec.Cmd
}

func talkTo(t *testing.T, dir, home string, columns uint16, env []string, args ...string) *dialogue {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, "canvas", args...)
	cmd.Dir = dir
	cmd.Env = append(environment(home, "CANVAS_LANG=fr", "TERM=xterm-256color", "NO_COLOR="), env...)
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 30, Cols: columns})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tty.Close() })
	return &dialogue{watch(tty), t, tty, cmd}
}

// await waits until a text is shown behind those that were waited for before, then types.
func (d *dialogue) await(text string, keys ...string) {
	d.t.Helper()
	if err := d.watched.await(text); err != nil {
		d.t.Fatal(err)
	}
	for _, k := range keys {
		if _, err := io.WriteString(d.tty, k); err != nil {
			d.t.Fatal(err)
		}
		time.Sleep(20 * time.Millisecond) // a key after the other
	}
}

// end waits for the program and gives the status that it ended with.
func (d *dialogue) end() int {
	d.t.Helper()
	<-d.ended
	_ = d.cmd.Wait() // the status tells
	return d.cmd.ProcessState.ExitCode()
}

func crew(t *testing.T) string {
	return club(t, map[string]string{
		"roles/tresoriere.yaml":      "name: Trésorière\nscope: internal\n",
		"roles/conseiller.yaml":      "name: Conseiller de proximité\nscope: internal\n",
		"stakes/retenir.yaml":        "title: Retenir les adhérents\n",
		"stakes/reduire.yaml":        "title: Réduire les impayés\n",
		"schema/atelier.schema.json": `{"title":"workshop","type":"object","x-kind":{"folder":"workshops","name":"title"},"x-text":{"fr":{"title":"atelier","plural":"ateliers"},"en":{"plural":"workshops"}},"properties":{"title":{"type":"string","title":"title","x-text":{"fr":{"title":"titre"}}},"open":{"type":"boolean","title":"open","x-text":{"fr":{"title":"ouvert"}}}},"required":["title","open"]}`,
	})
}

func fileOf(t *testing.T, path ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

const (
	enter   = "\r"
	down    = "\x1b[B"
	save    = "\x13" // Ctrl-S
	saves   = "Enregistrer"
	goOn    = "Continuer avec le reste"
	theRest = "le reste, si vous voulez"
)

func TestAFormAsksForANeed(t *testing.T) {
	dir := crew(t)
	d := talkTo(t, dir, newHome(t), 80, nil, "add", "besoin")
	d.await("› en tant que")
	d.await("↑ ↓\u00a0choisir · Entrée\u00a0suite", "PROXIMITE conseil")
	d.await("›   Conseiller de proximité", enter)
	// A letter of a dead key may come byte by byte.
	d.await("› je souhaite", "relancer les cotisations impay", "\xc3", "\xa9", "es", enter)
	d.await("› afin de", "aider à temps", enter)
	d.await("› et ensuite")
	d.await("Entrée\u00a0enregistrer", down)
	d.await("Entrée\u00a0suite", enter)
	d.await(theRest)
	d.await("› enjeux", "réd", enter, "Grandir", enter)
	d.await("Réduire les impayés, Grandir", enter)
	d.await("› objets", enter)
	d.await("› applications", enter)
	d.await("› priorité", down, enter)
	d.await("› valeur", "12", enter)
	d.await("12 sort des bornes de «\u00a0valeur\u00a0»\u00a0: 1–10", "\x7f\x7f", enter)
	d.await("› effort", save)
	d.await("La même chose d’un coup\u00a0:")
	d.await(`canvas add besoin "En tant que Conseiller de proximité, je souhaite relancer les cotisations impayées afin d’aider à temps" --stakes reduire,Grandir --priority must --create`)
	if code := d.end(); code != exitDone {
		t.Errorf("ended with %d:\n%s", code, d.text())
	}
	want := "role: conseiller\nwant: relancer les cotisations impayées\nbenefit: aider à temps\nstakes:\n  - reduire\n  - grandir\npriority: must\n"
	if got := fileOf(t, dir, "needs/relancer-cotisations-impayees.yaml"); got != want {
		t.Errorf("got\n%s", got)
	}
	if !fileIn(dir, "stakes/grandir.yaml") {
		t.Error("the stake is not made")
	}
}

func TestAParagraphIsPasted(t *testing.T) {
	dir := crew(t)
	d := talkTo(t, dir, newHome(t), 80, []string{"NO_COLOR=1"}, "add", "enjeu", "--horizon", "beyond")
	d.await("› titre", "\x1b[200~Tenir\r\nparole\x1b[201~", enter)
	d.await("› situation actuelle", enter)
	d.await("› situation souhaitée", enter)
	d.await("› et ensuite", enter) // an option was given for the rest
	d.await("› description", "\x1b[200~Un paragraphe,\r\nun deuxième\n\n– et un dernier.\x1b[201~", enter)
	d.await("› ", save)
	d.await("La même chose")
	d.end()
	want := "title: Tenir parole\ndescription: |-\n  Un paragraphe,\n  un deuxième\n\n  – et un dernier.\nhorizon: beyond\n"
	if got := fileOf(t, dir, "stakes/tenir-parole.yaml"); got != want {
		t.Errorf("got\n%s\n%s", got, d.text())
	}
	if colour := regexp.MustCompile("\x1b\\[[0-9;]*(3|4|9|10)[0-9][;m]").FindString(d.raw()); colour != "" {
		t.Errorf("a colour: %q", colour)
	}
}

func TestAFormThatIsLeftGoesOn(t *testing.T) {
	dir, home := crew(t), newHome(t)
	d := talkTo(t, dir, home, 80, nil, "add", "besoin")
	d.await("› en tant que", interrupt)
	if code := d.end(); code != exitRefused || strings.Contains(d.text(), "reprendre") {
		t.Errorf("ended with %d, though nothing was typed:\n%s", code, d.text())
	}

	d = talkTo(t, dir, home, 80, nil, "add", "besoin")
	d.await("› en tant que", "très", "\x7f\x7f", "eso", enter)
	d.await("› je souhaite", "voir l’été", interrupt)
	if code := d.end(); code != exitRefused {
		t.Errorf("ended with %d", code)
	}
	kept, _ := filepath.Glob(filepath.Join(home, ".cache/canvas/typed-*.yaml"))
	if len(kept) != 1 {
		t.Fatalf("kept %v:\n%s", kept, d.text())
	}
	if !strings.Contains(strings.ReplaceAll(d.text(), "\n", ""), "canvas add besoin --resume "+kept[0]) {
		t.Errorf("it does not say how to go on:\n%s", d.text())
	}

	d = talkTo(t, dir, home, 80, nil, "add", "besoin", "--resume", kept[0])
	d.await("voir l’été", enter)
	d.await("› je souhaite", " venir", enter)
	d.await("› afin de", enter)
	d.await(saves, enter)
	d.await("La même chose")
	d.end()
	if fileOf(t, dir, "needs/voir-venir.yaml") != "role: tresoriere\nwant: voir l’été venir\n" {
		t.Errorf("got\n%s", d.text())
	}
}

// A form that is killed loses the answer that was being typed, and the next one says how to go on.
func TestAFormThatIsKilledGoesOn(t *testing.T) {
	for _, plain := range []bool{false, true} {
		dir, home := crew(t), newHome(t)
		var env []string
		if plain {
			env = []string{"ACCESSIBLE=1"}
		}
		d := talkTo(t, dir, home, 200, env, "add", "besoin", "--create")
		if plain {
			d.await("Trésorière\n> ", "tresor\r")
			d.await("Je souhaite\n")
			d.await("> ", "voir l’été\r")
			d.await("Afin de\n")
		} else {
			d.await("› en tant que", "tresor", enter)
			d.await("› je souhaite", "voir l’été", enter)
			d.await("› afin de", "p")
		}
		other := talkTo(t, dir, home, 200, env, "add", "besoin") // at the same time
		other.await("tant que", interrupt)
		if other.end(); strings.Contains(other.text(), "interrompu") {
			t.Errorf("a form that goes on is said to be cut off:\n%s", other.text())
		}
		if err := d.cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		d.end()
		kept, _ := filepath.Glob(filepath.Join(home, ".cache/canvas/*.yaml"))
		if len(kept) != 1 {
			t.Fatalf("kept %v", kept)
		}
		if info, err := os.Stat(kept[0]); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("everybody may read it: %v %v", info.Mode(), err)
		}

		d = talkTo(t, dir, home, 200, env, "add", "enjeu")
		d.await("Un formulaire a été interrompu ici\u202f; la saisie est gardée.")
		d.await("canvas add besoin --create --resume " + kept[0])
		d.await("itre", interrupt)
		d.end()

		d = talkTo(t, dir, home, 200, nil, "add", "besoin", "--create", "--resume", kept[0])
		d.await("voir l’été", save)
		d.await("La même chose")
		if d.end(); strings.Contains(d.text(), "interrompu") {
			t.Errorf("the form that goes on is said to be cut off:\n%s", d.text())
		}
		if fileOf(t, dir, "needs/voir.yaml") != "role: tresoriere\nwant: voir l’été\n" {
			t.Errorf("got\n%s", d.text())
		}
		if left, _ := filepath.Glob(filepath.Join(home, ".cache/canvas/*")); len(left) > 0 {
			t.Errorf("left %v", left)
		}
	}
}

func TestWhatCannotBeWrittenIsKept(t *testing.T) {
	dir, home := crew(t), newHome(t)
	if err := os.WriteFile(filepath.Join(dir, ".canvas"), nil, 0o444); err != nil { // where a change is prepared
		t.Fatal(err)
	}
	d := talkTo(t, dir, home, 80, nil, "add", "enjeu")
	d.await("› titre", "Tenir parole", save)
	d.await("pour reprendre")
	kept, _ := filepath.Glob(filepath.Join(home, ".cache/canvas/typed-*.yaml"))
	if code := d.end(); code != exitRefused || len(kept) != 1 {
		t.Fatalf("ended with %d, kept %v:\n%s", code, kept, d.text())
	}
	if text := fileOf(t, kept[0]); text != "title:\n  - Tenir parole\n" {
		t.Errorf("kept %q", text)
	}
}

func TestAFormLineByLine(t *testing.T) {
	for _, plain := range []string{"ACCESSIBLE=1", "TERM=dumb"} {
		dir := crew(t)
		d := talkTo(t, dir, newHome(t), 80, []string{plain}, "add", "besoin")
		d.await("En tant que\nLe point de vue d’où quelqu’un parle.\n  1  Conseiller de proximité\n  2  Trésorière\n> ", "\r")
		d.await("une réponse est nécessaire\n  1", "tresor\r")
		d.await("= Trésorière\n")
		d.await("Je souhaite\n")
		d.await("> ", "voir les dettes\r")
		d.await("Afin de\n")
		d.await("> ", "\r")
		d.await("Continuer avec le reste\u202f?\n[o/N] ", "o\r")
		d.await("Enjeux\n")
		d.await("> ", "2, reduire, Retenir les adhérents, Grandir\r")
		d.await("à créer\u00a0: enjeu «\u00a0Grandir\u00a0» ? [o/N] ", "o\r")
		for _, skipped := range []string{"Objets", "Applications", "Priorité", "Valeur", "Effort", "Statut", "Source · personne", "Source · date", "Source · entretien"} {
			d.await(skipped+"\n", "\r")
		}
		d.await("Acceptation\n", "une liste\r", "un total\r", "\r")
		for _, skipped := range []string{"Dépend de", "Étiquettes", "Notes"} {
			d.await(skipped+"\n", "\r")
		}
		d.await("La même chose")
		if code := d.end(); code != exitDone || strings.Contains(d.raw(), "\x1b[?25") {
			t.Errorf("%s: ended with %d:\n%s", plain, code, d.text())
		}
		want := "role: tresoriere\nwant: voir les dettes\nstakes:\n  - retenir\n  - reduire\n  - grandir\nacceptance:\n  - une liste\n  - un total\n"
		if got := fileOf(t, dir, "needs/voir-dettes.yaml"); got != want {
			t.Errorf("%s: got\n%s", plain, got)
		}
	}
}

func TestAFormForAKindOfATeam(t *testing.T) {
	dir := crew(t)
	d := talkTo(t, dir, newHome(t), 40, nil, "add", "atelier")
	d.await("› titre", "Lancement", enter)
	d.await("› ouvert", down, enter)
	d.await("La même chose")
	d.await("canvas add atelier Lancement --open true")
	if code := d.end(); code != exitDone || fileOf(t, dir, "workshops/lancement.yaml") != "title: Lancement\nopen: true\n" {
		t.Errorf("ended with %d:\n%s", code, d.text())
	}
}

// Bubble Tea would have lipgloss ask the terminal for its colours in every command, and wait for the reply.
func TestNothingIsAskedOfTheTerminal(t *testing.T) {
	for _, args := range [][]string{{"version"}, {"list", "needs"}, {"add", "besoin"}} {
		start := time.Now()
		d := talkTo(t, crew(t), newHome(t), 80, nil, args...)
		if args[0] == "add" {
			d.await("› en tant que", interrupt)
		}
		d.end()
		for _, query := range []string{"\x1b]", "\x1b[6n", "\x1b[c", "\x1b[>"} {
			if strings.Contains(d.raw(), query) {
				t.Errorf("%q: %q", args, d.raw())
			}
		}
		if took := time.Since(start); took > 4*time.Second { // the wait is 5 s
			t.Errorf("%q took %v", args, took)
		}
	}
}
