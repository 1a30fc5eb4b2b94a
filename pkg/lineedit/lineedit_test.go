package lineedit

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
)

func TestKeys(t *testing.T) {
	names := map[key]string{enter: "enter", tab: "tab", backTab: "backtab", escape: "escape", left: "left", right: "right", wordLeft: "word-left",
		wordRight: "word-right", home: "home", end: "end", up: "up", erase: "erase", remove: "remove", eraseWord: "erase-word", removeWord: "remove-word", interrupt: "interrupt"}
	for sent, want := range map[string]string{
		"été\r":                                           "«été» enter",
		"e\u0301 👩‍👧":                                     "«e\u0301 👩‍👧»",
		"a\r\nb\n\nc":                                     "«a» enter «b» enter enter «c»",
		"\x1b[D\x1bOC\x1b[H\x1bOF":                        "left right home end",
		"\x1b[1~\x1b[8~\x1b[3~\x7f":                       "home end remove erase",
		"\x1b[1;5D\x1b[1;3C\x1bb\x1bf":                    "word-left word-right word-left word-right",
		"\x1b[1;2A\x1b\x7f\x1b[3;5~":                      "up erase-word remove-word",
		"\t\x1b[Z\x03":                                    "tab backtab interrupt",
		"\x1b[99;99X\x1b]0;titre\x07a":                    "«a»", // answers and keys that mean nothing
		"\x1b[" + strings.Repeat("1;", 99) + "ma":         "«a»",
		"\x1b\x1b[D":                                      "escape left",
		"caf\xe9 noir":                                    "«café noir»", // an old Windows
		"\x1b[200~un\tdeux\rtrois\x1b[31m\x03\x1b[201~\t": "«un deux» enter «trois» «[31m» tab",
		"\x1b[200~a\r\nb\x1b[201~":                        "«a» enter «b»",
		"gauche\u202edroite\u0085":                        "«gauchedroite»",
	} {
		for _, size := range []int{len(sent), 3, 1} { // however it comes in
			var d decoder
			var got []string
			typed := ""
			say := func() {
				if typed != "" {
					got = append(got, "«"+typed+"»")
				}
				typed = ""
			}
			for i := 0; i < len(sent); i += size {
				d.feed([]byte(sent[i:min(i+size, len(sent))]))
				for k, s, ok := d.next(); ok; k, s, ok = d.next() {
					if k == text {
						typed += s
						continue
					}
					say()
					got = append(got, names[k])
				}
			}
			say()
			told := strings.ReplaceAll(strings.Join(got, " "), "» «", "")
			if want := strings.ReplaceAll(want, "» «", ""); told != want {
				t.Errorf("%q by %d: %s, want %s", sent, size, told, want)
			}
		}
	}
}

func TestAnEscapeAlone(t *testing.T) {
	var d decoder
	d.feed([]byte("\x1b"))
	if _, _, ok := d.next(); ok || d.patience() == 0 {
		t.Error("it must wait for what may follow")
	}
	if k := d.settle(); k != escape {
		t.Errorf("got %d", k)
	}
	d.feed([]byte("\xc3")) // half a letter waits as long as it takes
	if _, _, ok := d.next(); ok || d.patience() > 0 {
		t.Error("half a letter")
	}
	d.feed([]byte("\xa9"))
	if _, s, _ := d.next(); s != "é" {
		t.Errorf("got %q", s)
	}
}

func TestEditing(t *testing.T) {
	for _, tt := range []struct {
		text string // | is the cursor
		keys []key
		want string
	}{
		{"voir e\u0301|", []key{erase}, "voir |"},
		{"👩‍👧‍👦🇧🇪|x", []key{left, left}, "|👩‍👧‍👦🇧🇪x"},
		{"|e\u0301té", []key{right, remove}, "e\u0301|é"},
		{"voir l’adhérent |", []key{wordLeft}, "voir l’|adhérent "},
		{"voir l’adhérent |", []key{eraseWordBack}, "voir |"},
		{"voir l’adhérent|", []key{eraseWord}, "voir l’|"},
		{"voir| les retards", []key{removeWord}, "voir| retards"},
		{"voir |les retards", []key{removeToEnd, home, putBack}, "les retards|voir "},
		{"voir |les", []key{eraseToStart, end, putBack}, "lesvoir |"},
		{"|", []key{left, erase, remove, eraseWord, wordRight, right, removeToEnd}, "|"},
	} {
		head, tail, _ := strings.Cut(tt.text, "|")
		l := line{text: head + tail, at: len(head)}
		for _, k := range tt.keys {
			l.edit(k)
		}
		if got := l.text[:l.at] + "|" + l.text[l.at:]; got != tt.want {
			t.Errorf("%s %v: %s, want %s", tt.text, tt.keys, got, tt.want)
		}
	}
}

// screen is a terminal that knows no more than what is written to it. Its rows are kept as they were
// broken, so that it breaks them anew like most terminals when it is resized.
type screen struct {
	width       int
	rows        [][]string // of cells; the second of a wide character is ""
	row, column int
}

func (s *screen) write(t *testing.T, data string) {
	t.Helper()
	for state := byte(0); data != ""; {
		seq, width, n, next := ansi.DecodeSequence(data, state, nil)
		data, state = data[n:], next
		for len(s.rows) <= s.row {
			s.rows = append(s.rows, nil)
		}
		count := 1
		switch {
		case seq == "\r":
			s.column = 0
		case seq == "\n":
			s.row++
		case seq == "\x1b[J":
			s.rows = s.rows[:s.row+1]
			s.rows[s.row] = s.rows[s.row][:min(s.column, len(s.rows[s.row]))]
		case strings.HasPrefix(seq, "\x1b["):
			fmt.Sscanf(seq[2:], "%d", &count)
			switch seq[len(seq)-1] {
			case 'A':
				s.row -= count
			case 'C':
				s.column += count
			default:
				t.Fatalf("unknown: %q", seq)
			}
		case width > 0:
			if s.column+width > s.width {
				t.Fatalf("%q is written behind the edge", seq)
			}
			for len(s.rows[s.row]) < s.column+width {
				s.rows[s.row] = append(s.rows[s.row], "")
			}
			s.rows[s.row][s.column] = seq
			s.column += width
		case s.column > 0 && !strings.ContainsFunc(seq, unicode.IsControl): // it combines with what stands before it
			s.rows[s.row][s.column-1] += seq
		default:
			t.Fatalf("unknown: %q", seq)
		}
	}
}

// resize breaks the rows anew that have become too wide.
func (s *screen) resize(width int) {
	var rows [][]string
	row, column := 0, 0
	for i, r := range s.rows {
		if i == s.row {
			row, column = len(rows)+s.column/width, s.column%width
		}
		for len(r) > width {
			rows = append(rows, r[:width])
			r = r[width:]
		}
		rows = append(rows, r)
	}
	s.rows, s.row, s.column, s.width = rows, row, column, width
}

func (s *screen) String() string {
	var lines []string
	for i := range max(len(s.rows), s.row+1) {
		var r []string
		if i < len(s.rows) {
			r = s.rows[i]
		}
		var b strings.Builder
		at := 0
		for j, cell := range r {
			if i == s.row && j == s.column {
				b.WriteString("|")
			}
			b.WriteString(cell)
			at = j + 1
		}
		if i == s.row && s.column >= at {
			b.WriteString(strings.Repeat("_", s.column-at) + "|")
		}
		lines = append(lines, b.String())
	}
	return strings.Join(lines, "\n")
}

func TestWhatIsShown(t *testing.T) {
	s := &screen{width: 12}
	var shown picture
	show := func(text string, at int, below ...string) {
		t.Helper()
		p := arrange("rôle › ", line{text: text, at: at}, below, s.width)
		p.width = s.width
		s.write(t, p.paint(shown))
		shown = p
	}
	want := func(want string) {
		t.Helper()
		if d := cmp.Diff(want, s.String()); d != "" {
			t.Error(d)
		}
	}
	s.write(t, "avant\r\n")
	show("", 0)
	want("avant\nrôle › |")
	show("voir", 4)
	want("avant\nrôle › voir|")
	show("voir5", 5) // up to the edge
	want("avant\nrôle › voir5\n|")
	show("voir les 👍🏽 retards", 5)
	want("avant\nrôle › voir \n|les 👍🏽 \nretards")
	show("voir e\u0301e\u0301", len("voir e\u0301e\u0301"), "  un", "  deux")
	want("avant\nrôle › voir \ne\u0301e\u0301|\n  un\n  deux")
	show("voir 漢字", 2)
	want("avant\nrôle › vo|ir \n漢字")
	show("1234漢", len("1234漢")) // half of it would fit
	want("avant\nrôle › 1234\n漢|")

	show("voir5 et", 6) // the space is behind the edge
	want("avant\nrôle › voir5\n|et")
	show("très-long-mot-composé", 2)
	want("avant\nrôle › tr|ès-\nlong-mot-com\nposé")

	show("une assez longue phrase", 14, "  un")
	s.resize(7)
	show("une assez longue phrase", 14, "  un")
	want("avant\nrôle › \nune \nassez \nlong|ue \nphrase\n  un")
	s.resize(40)
	show("une assez longue phrase", 23)
	want("avant\nrôle › une assez longue phrase|")
	s.resize(20)
	show("une assez longue phrase", 0)
	want("avant\nrôle › |une assez \nlongue phrase")
}

func TestMoreThanTheScreenHolds(t *testing.T) {
	p := arrange("> ", line{text: strings.Repeat("x", 100), at: 55}, nil, 10).within(4)
	if len(p.rows) != 4 || p.row != 2 || p.column != 7 {
		t.Errorf("%+v", p)
	}
	if p = arrange("> ", line{text: "x", at: 1}, nil, 10); len(p.within(0).rows) != 1 {
		t.Errorf("%+v", p)
	}
}

// editor is one without a terminal, that has read something.
func editor(t *testing.T, sent string) (*Editor, Prompt) {
	t.Helper()
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { null.Close() })
	e := &Editor{in: null, out: null, columns: 40, chunks: make(chan []byte, 9)}
	e.chunks <- []byte(sent)
	close(e.chunks)
	return e, Prompt{Text: func(int) string { return "> " }, Complete: func(line string, at int) Completion {
		from := strings.LastIndex(line[:at], " ") + 1
		var c Completion
		for _, w := range []string{"adherent", "adhesion", "devis", "très cher"} {
			if strings.HasPrefix(w, strings.ReplaceAll(line[from:at], "é", "e")) {
				c.Candidates = append(c.Candidates, Candidate{Text: w})
			}
		}
		c.From = from
		return c
	}, List: func(list []Candidate, _, _, rows int) []string { return make([]string, min(len(list), rows)) }}
}

func TestLines(t *testing.T) {
	for sent, want := range map[string]string{
		"un\rdeux\r":                          "un,deux,-",
		"un\rdeux":                            "un,-deux",
		"un\r\x04trois\r":                     "un,-",
		"un\x01\x04\r":                        "n,-",
		"un\x03deux\r":                        "-un", // nothing more is wanted
		"un\rdeux\r\x1b[A\x1b[A\x1b[Btrois\r": "un,deux,deuxtrois,-",
		"un\rde\x1b[A\x1b[Bux\r":              "un,deux,-",
		"dev\t\r":                             "devis ,-",
		"dev\t?\x1b[D\x1b[D\x7f\r":            "devi ?,-",
		"adhé\tr\t\r":                         "adher,-", // nothing begins so
		"ad\t\r":                              "adhe,-",
		"ad\t\t\r":                            "adherent,-",
		"ad\t\t\t\t\x1b[Z !\r":                "adhesion !,-",
		"ad\t\t\x1b\x1b\r":                    "adhe,-",
		"\x1b[200~un\tad\rdeux\r\x1b[201~":    "un ad,deux,-",
		"zz\t\r":                              "zz,-",
	} {
		want := strings.ReplaceAll(want, "adher,-", "adherent ,-")
		e, p := editor(t, sent)
		var got []string
		for range 9 {
			line, ok := e.Next(context.Background(), p)
			if !ok {
				got = append(got, "-"+line)
				break
			}
			got = append(got, line)
		}
		if told := strings.Join(got, ","); told != want {
			t.Errorf("%q: %s, want %s", sent, told, want)
		}
		if line, ok := e.Next(context.Background(), p); ok || line != "" {
			t.Errorf("%q: there is more: %q", sent, line)
		}
	}
}

func TestALineThatIsThere(t *testing.T) {
	e, p := editor(t, "s\r")
	p.Line = "voir les retard"
	if line, ok := e.Next(t.Context(), p); line != "voir les retards" || !ok {
		t.Errorf("%q %v", line, ok)
	}
}

// What was typed before the program was told to stop is not lost.
func TestToldToStop(t *testing.T) {
	e, p := editor(t, "un\rdeu")
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	cancel()
	first, ok := e.Next(ctx, p)
	second, more := e.Next(ctx, p)
	if first != "un" || !ok || second != "deu" || more {
		t.Errorf("%q %v %q %v", first, ok, second, more)
	}
}

func FuzzTyping(f *testing.F) {
	for _, s := range []string{"été\r", "\x1b[1;5D\x1b[200~\x1b[201~\t\t\x1b", "e\u0301👩‍👧\x7f\x01\x04\xff", "ad\t\t\x1b[Z\x17\x19"} {
		f.Add(s, 12)
	}
	f.Fuzz(func(t *testing.T, sent string, columns int) {
		if columns < 2 || columns > 200 || len(sent) > 2000 || strings.Contains(sent, "\x1a") {
			return
		}
		e, p := editor(t, sent)
		e.columns = columns
		for range len(sent) + 1 {
			line, ok := e.Next(t.Context(), p)
			if !utf8.ValidString(line) || strings.ContainsFunc(line, unicode.IsControl) {
				t.Fatalf("%q", line)
			}
			if !ok {
				return
			}
		}
		t.Fatal("it does not end")
	})
}
