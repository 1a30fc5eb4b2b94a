package diag

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Findings come by path, then place, then the worst first, then rule, then message.
func TestSort(t *testing.T) {
	at := func(path string, line, column int, s Severity, rule string, args ...any) Finding {
		return Finding{Path: path, Range: Span(line, column, 1), Severity: s, Rule: rule, Message: Msg(rule, args...)}
	}
	want := []Finding{
		{Path: "canvas.yaml", Severity: Info, Rule: "z"}, // the file as a whole
		at("canvas.yaml", 1, 1, Error, "a"),
		at("needs/a-b.yaml", 9, 9, Info, "z"),
		at("needs/a.yaml", 2, 10, Info, "a"),
		at("needs/a.yaml", 10, 1, Error, "b"),
		at("needs/a.yaml", 10, 1, Error, "c"),
		at("needs/a.yaml", 10, 1, Warning, "a"),
		at("needs/a.yaml", 10, 1, Info, "a", "id", "x"),
		at("needs/a.yaml", 10, 1, Info, "a", "id", "y"),
		at("needs/a.yaml", 10, 2, Error, "a"),
		at("needs/b.yaml", 1, 1, Info, "a"),
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		got := append([]Finding(nil), want...)
		random.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	}
	for s, n := range map[Severity]int{Error: 4, Warning: 1, Info: 6, 0: 0} {
		if got := Count(want, s); got != n {
			t.Errorf("%d of %s, want %d", got, s, n)
		}
	}
}

func TestSeverityText(t *testing.T) {
	if Error <= Warning || Warning <= Info {
		t.Error("a worse severity is greater")
	}
	for s, want := range map[Severity]string{Info: "info", Warning: "warning", Error: "error"} {
		text, err := s.MarshalText()
		var back Severity
		if err != nil || string(text) != want || back.UnmarshalText(text) != nil || back != s {
			t.Errorf("%d is written %q and read %d", s, text, back)
		}
	}
	for _, word := range []string{"", "none", "Error", "errors", "2"} {
		s := Warning
		if err := s.UnmarshalText([]byte(word)); err == nil || s != Warning {
			t.Errorf("%q is read as %s (%v)", word, s, err)
		}
	}
}

func TestMessage(t *testing.T) {
	m := Msg("unknown-field", "field", "wnat", "n", 2, "candidates", []string{"want"})
	want := Message{Key: "unknown-field", Args: []Arg{{Name: "field", Value: "wnat"}, {Name: "n", Value: 2}, {Name: "candidates", Value: []string{"want"}}}}
	if diff := cmp.Diff(want, m); diff != "" {
		t.Error(diff)
	}
	if got := m.Arg("n"); got != 2 {
		t.Errorf("n is %v", got)
	}
	if got := m.Arg("N"); got != nil {
		t.Errorf("N is %v", got)
	}
	if got := m.String(); got != "unknown-field field=wnat n=2 candidates=[want]" {
		t.Error(got)
	}
	if m.IsZero() || !(Message{}).IsZero() || Msg("tabs").Args != nil {
		t.Error("only a message without key is zero, and one without arguments has none")
	}
}

func TestTerm(t *testing.T) {
	for want, term := range map[string]Term{
		"need":                {Kind: "need", Many: true, Described: true},
		"need.source.person":  {Kind: "need", Field: "source.person"},
		"need.priority=must":  {Kind: "need", Field: "priority", Value: "must"},
		"need-without-stake":  {Kind: "need", Rule: "need-without-stake"},
		"stake-without-need":  {Kind: "stake", Rule: "stake-without-need", Described: true},
		"application.objects": {Kind: "application", Field: "objects", Many: true},
	} {
		data, err := json.Marshal(term)
		if got := string(data); err != nil || got != fmt.Sprintf("%q", want) {
			t.Errorf("%s, want %q (%v)", got, want, err)
		}
	}
}

func TestFailure(t *testing.T) {
	cause := fs.ErrPermission
	var err error = Fail("cannot-read", "path", "a").Hint("see-help", "command", "canvas add").Hint("list-hint").Because(cause)
	var failure *Failure
	if !errors.As(fmt.Errorf("line 3: %w", err), &failure) || !errors.Is(err, cause) {
		t.Fatal("a failure is found in what wraps it, and its cause in it")
	}
	if diff := cmp.Diff([]Message{Msg("see-help", "command", "canvas add"), Msg("list-hint")}, failure.Hints); diff != "" {
		t.Error(diff)
	}
	if got := err.Error(); got != "cannot-read path=a: "+cause.Error() {
		t.Error(got)
	}
	if got := Fail("no-canvas").Error(); got != "no-canvas" {
		t.Error(got)
	}
}
