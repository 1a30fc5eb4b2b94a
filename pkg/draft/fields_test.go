package draft

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

func TestNamesOfPersons(t *testing.T) {
	for text, want := range map[string][]string{
		"Marie de la Tour":      {"Marie", "de la Tour"},
		"Dupont, Marc":          {"Marc", "Dupont"},
		"de la Tour, Marie":     {"Marie", "de la Tour"},
		"VAN DAMME Jean-Claude": {"Jean-Claude", "VAN DAMME"},
		"Jean-Claude VAN DAMME": {"Jean-Claude", "VAN DAMME"},
		"MARIE CURIE":           {"MARIE", "CURIE"},
		"J. Dupont":             {"J.", "Dupont"},
		"JP Dupont":             {"JP", "Dupont"},
		"Marc":                  {"Marc", ""},
		"Dupont,":               {"Dupont,", ""},
	} {
		_, kinds := desk(t, nil)
		person := kinds.Named("person")
		got := splitName(person.Fields()[:2], text)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

func TestWhatSaysTheSameIsTold(t *testing.T) {
	d, kinds := desk(t, map[string]string{
		"roles/member.yaml": "name: Member\nscope: external\n", "roles/coach.yaml": "name: Coach\nscope: internal\n",
		"needs/pay.yaml":      "role: member\nwant: Pay\n",
		"needs/pay-2.yaml":    "role: coach\nwant: pay\nstatus: rejected\n",
		"needs/rather.yaml":   "role: member\nwant: pay\n",
		"stakes/grow-up.yaml": "title: grow, up!\n",
	})
	var twins []string
	for _, r := range []Request{
		{Kind: kinds.Named("need"), Text: "As a member, I want to pay"},
		{Kind: kinds.Named("need"), Text: "As a coach, I want to pay"},
		{Kind: kinds.Named("need"), Text: "As a coach, I want to pay"},
		{Kind: kinds.Named("stake"), Text: "Grow up"},
		{Kind: kinds.Named("stake"), Text: "Grow up", ID: "growing"},
	} {
		items, err := d.Draft(r)
		if err != nil {
			t.Fatal(err)
		}
		twins = append(twins, items[0].ID+" "+items[0].Twin)
	}
	if diff := cmp.Diff([]string{"pay-3 pay", "pay-4 ", "pay-5 pay-4", "grow-up-2 ", "growing "}, twins); diff != "" {
		t.Error(diff)
	}
}

// broken is a folder in which nothing can be looked at.
type broken struct{ fstest.MapFS }

var errBroken = errors.New("broken")

func (broken) Stat(string) (fs.FileInfo, error) { return nil, errBroken }

func TestAFolderThatCannotBeReadIsNotATakenID(t *testing.T) {
	_, kinds := desk(t, nil)
	for _, id := range []string{"", "grow"} {
		_, err := NewDesk(t.Context(), broken{}, kinds).Draft(Request{Kind: kinds.Named("stake"), Text: "Grow", ID: id})
		var failure *diag.Failure
		if !errors.As(err, &failure) || failure.Message.Key != "cannot-read" || !errors.Is(err, errBroken) {
			t.Errorf("%q: %v", id, err)
		}
	}
}
