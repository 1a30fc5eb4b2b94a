package lint_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// archive reads the files of a canvas from one text.
func archive(text string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(text)).Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return fsys
}

// summary writes a finding with everything that goes with it, one thing a line.
func summary(fsys fs.FS, f diag.Finding) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d:%d-%d %s %s", f.Path, f.Range.Start.Line, f.Range.Start.Column, f.Range.End.Column, f.Rule, f.Message)
	if !f.Hint.IsZero() {
		fmt.Fprintf(&b, "\n  hint %s", f.Hint)
	}
	for _, r := range f.Related {
		fmt.Fprintf(&b, "\n  see %s:%d:%d %s", r.Path, r.Range.Start.Line, r.Range.Start.Column, r.Message)
	}
	if f.Fix != nil {
		for _, e := range f.Fix.Edits {
			data, err := fs.ReadFile(fsys, e.Path)
			if err != nil {
				data = []byte(strings.Repeat("?", e.End))
			}
			fmt.Fprintf(&b, "\n  fix %q → %q", data[e.Start:e.End], e.Text)
		}
	}
	return b.String()
}

func TestReferences(t *testing.T) {
	check(t, []example{
		{"the same word written otherwise is repaired", `
-- needs/a.yaml --
role: 'Conseillère'
want: relancer
stakes: [reduire-impaye, "Réduire les impayés"]
-- roles/conseiller.yaml --
name: Conseiller
scope: internal
-- stakes/reduire-impayes.yaml --
title: Réduire les impayés
`, `
needs/a.yaml:1:7-20 broken-reference lint-broken-reference kinds=[role] id=Conseillère
  hint did-you-mean candidates=[conseiller]
  fix "'Conseillère'" → "conseiller"
needs/a.yaml:3:10-24 broken-reference lint-broken-reference kinds=[stake] id=reduire-impaye
  hint did-you-mean candidates=[reduire-impayes]
  fix "reduire-impaye" → "reduire-impayes"
needs/a.yaml:3:26-47 broken-reference lint-broken-reference kinds=[stake] id=Réduire les impayés
  hint did-you-mean candidates=[reduire-impayes]
  fix "\"Réduire les impayés\"" → "reduire-impayes"
`},
		{"two letters that changed places", `
-- needs/a.yaml --
role: tresorire
want: relancer
-- roles/tresorier.yaml --
name: Trésorier
scope: internal
`, `
needs/a.yaml:1:7-16 broken-reference lint-broken-reference kinds=[role] id=tresorire
  hint did-you-mean candidates=[tresorier]
  fix "tresorire" → "tresorier"
`},
		{"what is only near is not", `
-- needs/a.yaml --
role: tresorien
want: relancer
-- roles/tresorier.yaml --
name: Trésorier
scope: internal
`, `
needs/a.yaml:1:7-16 broken-reference lint-broken-reference kinds=[role] id=tresorien
  hint did-you-mean candidates=[tresorier]
`},
		{"nor the first word of another name", `
-- needs/a.yaml --
role: tresorier
want: relancer
objects: [cotisations]
-- objects/cotisation-annuelle.yaml --
name: Cotisation annuelle
-- roles/tresorier.yaml --
name: Trésorier
scope: internal
`, `
needs/a.yaml:3:11-22 broken-reference lint-broken-reference kinds=[object] id=cotisations
  hint did-you-mean candidates=[cotisation-annuelle]
`},
		{"nor what may be two", `
-- objects/a.yaml --
name: A
owner: client
-- roles/client-prive.yaml --
name: Client privé
scope: external
synonyms:
  - client
-- roles/client-public.yaml --
name: Client public
scope: external
formerly:
  - clients
`, `
objects/a.yaml:2:8-14 broken-reference lint-broken-reference kinds=[role] id=client
  hint did-you-mean candidates=[client-prive client-public]
`},
		{"nothing near", `
-- needs/a.yaml --
role: tresorier
want: relancer
stakes:
  - Rien de tel
-- stakes/x.yaml --
title: Tout autre chose
`, `
needs/a.yaml:1:7-16 broken-reference lint-broken-reference kinds=[role] id=tresorier
  hint lint-broken-reference-hint kind=role id=tresorier
needs/a.yaml:4:5-16 broken-reference lint-broken-reference kinds=[stake] id=Rien de tel
  hint lint-not-an-id-hint
`},
		{"several kinds", `
-- stakes/a.yaml --
title: A
owner: role/tresorie
-- stakes/b.yaml --
title: B
owner: marie-duran
-- stakes/c.yaml --
title: C
owner: rôle/tresorier
-- persons/marie-durand.yaml --
first: Marie
last: Durand
-- roles/tresorier.yaml --
name: Trésorier
scope: internal
`, `
stakes/a.yaml:2:8-21 broken-reference lint-broken-reference kinds=[role] id=tresorie
  hint did-you-mean candidates=[role/tresorier]
  fix "role/tresorie" → "role/tresorier"
stakes/b.yaml:2:8-19 broken-reference lint-broken-reference kinds=[role person] id=marie-duran
  hint did-you-mean candidates=[person/marie-durand]
  fix "marie-duran" → "person/marie-durand"
stakes/c.yaml:2:8-22 broken-reference lint-broken-reference kinds=[role] id=tresorier
  hint did-you-mean candidates=[role/tresorier]
  fix "rôle/tresorier" → "role/tresorier"
`},
		{"another kind", `
-- needs/a.yaml --
role: adherent
want: payer
stakes:
  - adherent
-- objects/adherent.yaml --
name: Adhérent
-- stakes/b.yaml --
title: B
owner: need/a
`, `
needs/a.yaml:1:7-15 wrong-kind-reference lint-wrong-kind id=adherent found=object kinds=[role]
  hint lint-wrong-kind-hint field=objects
  see objects/adherent.yaml:1:7 lint-this-is name=Adhérent kind=object
needs/a.yaml:4:5-13 wrong-kind-reference lint-wrong-kind id=adherent found=object kinds=[stake]
  hint lint-wrong-kind-hint field=objects
  see objects/adherent.yaml:1:7 lint-this-is name=Adhérent kind=object
stakes/b.yaml:2:8-14 wrong-kind-reference lint-wrong-kind id=need/a found=need kinds=[role person]
  see needs/a.yaml:2:7 lint-this-is name=payer kind=need
`},
		{"ambiguous", `
-- stakes/a.yaml --
title: A
owner: martin
-- persons/martin.yaml --
first: Marie
last: Martin
-- roles/martin.yaml --
name: Martin
scope: external
`, `
stakes/a.yaml:2:8-14 ambiguous-reference lint-ambiguous-reference n=2 id=martin
  hint lint-ambiguous-reference-hint keys=[role/martin person/martin]
  see roles/martin.yaml:1:7 lint-this-is name=Martin kind=role
  see persons/martin.yaml:1:8 lint-this-is name=Marie Martin kind=person
`},
		{"former ids that are taken", `
-- roles/a.yaml --
name: A
scope: internal
formerly: [b, a, old, gone]
-- roles/b.yaml --
name: B
scope: internal
formerly: [old]
-- objects/gone.yaml --
name: Gone
`, `
roles/a.yaml:3:11-28 former-id-taken lint-former-id-own id=a
  hint lint-former-id-taken-hint id=a
roles/a.yaml:3:11-28 former-id-taken lint-former-id-taken id=b other=B
  hint lint-former-id-both-hint id=b from=role/b into=role/a
  see roles/b.yaml:1:7 lint-this-is name=B kind=role
roles/b.yaml:3:11-16 former-id-taken lint-former-id-shared id=old other=a
  hint lint-former-id-taken-hint id=old
  see roles/a.yaml:1:7 lint-this-is name=A kind=role
`},
		{"former ids", `
-- needs/a.yaml --
role: ancien
want: payer
depends: ["2025"]
-- needs/b.yaml --
role: ancien
want: signer
-- needs/2026.yaml --
role: nouveau
want: voter
formerly:
  - "2025"
-- roles/nouveau.yaml --
name: Nouveau
scope: internal
formerly:
  - ancien
  - plus-ancien
-- stakes/c.yaml --
title: C
owner: plus-ancien
`, `
needs/a.yaml:1:7-13 former-id lint-former-id old=ancien id=nouveau
  hint lint-former-id-hint key=need/a field=role id=nouveau
  fix "ancien" → "nouveau"
needs/a.yaml:3:11-17 former-id lint-former-id old=2025 id=2026
  hint lint-former-id-list-hint key=need/a field=depends old=2025 id=2026
  fix "\"2025\"" → "\"2026\""
needs/b.yaml:1:7-13 former-id lint-former-id old=ancien id=nouveau
  hint lint-former-id-hint key=need/b field=role id=nouveau
  fix "ancien" → "nouveau"
stakes/c.yaml:2:8-19 former-id lint-former-id old=plus-ancien id=role/nouveau
  hint lint-former-id-hint key=stake/c field=owner id=role/nouveau
  fix "plus-ancien" → "role/nouveau"
`},
	})
}

// A file that cannot be read is still the item that others refer to, and says nothing that could
// be missed.
func TestBrokenFileHidesNothing(t *testing.T) {
	findings := run(t, archive(`
-- needs/a.yaml --
role: tresorier
want: payer
benefit: être à jour
stakes: [retenir, rien]
-- roles/tresorier.yaml --
name: "Trésorier
-- stakes/retenir.yaml --
title: Retenir
-- stakes/vide.yaml --
`))
	var got []string
	for _, f := range findings {
		if f.Severity > diag.Info {
			got = append(got, f.Path+" "+f.Rule)
		}
	}
	want := []string{
		"needs/a.yaml broken-reference",
		"roles/tresorier.yaml yaml-syntax",
		"stakes/retenir.yaml stake-without-criteria",
		"stakes/retenir.yaml stake-without-current",
		"stakes/retenir.yaml stake-without-desired",
		"stakes/vide.yaml missing-field",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCycles(t *testing.T) {
	check(t, []example{
		{"itself", `
-- needs/a.yaml --
role: r
want: a
depends: [a]
-- roles/r.yaml --
name: R
scope: internal
`, `
needs/a.yaml:3:11-12 reference-cycle lint-cycle field=need.depends path=a → a
  hint lint-cycle-hint
`},
		{"two circles with an item in common, one that only leads there, another field", `
-- applications/z.yaml --
name: Z
status: current
replaced_by: y
flows:
  - to: y
-- applications/y.yaml --
name: Y
status: current
replaced_by: z
flows:
  - to: z
-- needs/a.yaml --
role: r
want: a
depends: [d]
-- needs/b.yaml --
role: r
want: b
depends: [c]
-- needs/c.yaml --
role: r
want: c
depends:
  - d
  - d
-- needs/d.yaml --
role: r
want: d
depends: [b, e]
-- needs/e.yaml --
role: r
want: e
depends: [d]
-- roles/r.yaml --
name: R
scope: internal
`, `
applications/y.yaml:3:14-15 reference-cycle lint-cycle field=application.replaced_by path=y → z → y
  hint lint-cycle-hint
  see applications/z.yaml:3:14 lint-cycle-link from=z to=y
needs/b.yaml:3:11-12 reference-cycle lint-cycle field=need.depends path=b → c → d → b
  hint lint-cycle-hint
  see needs/c.yaml:4:5 lint-cycle-link from=c to=d
  see needs/d.yaml:3:11 lint-cycle-link from=d to=b
needs/c.yaml:5:5-6 duplicate-entry lint-duplicate-entry id=d
  hint lint-duplicate-entry-hint
  see needs/c.yaml:4:5 lint-already
  fix "\n  - d" → ""
needs/d.yaml:3:14-15 reference-cycle lint-cycle field=need.depends path=d → e → d
  hint lint-cycle-hint
  see needs/e.yaml:3:11 lint-cycle-link from=e to=d
`},
		{"a kind and a field of the team's", `
-- schema/risk.schema.json --
{"title": "risk", "x-kind": {"folder": "risks", "name": "title"},
 "properties": {"title": {"type": "string"}, "causes": {"type": "array", "items": {"type": "string", "x-ref": "risk"}}},
 "required": ["title"]}
-- risks/a.yaml --
title: A
causes: [b]
-- risks/b.yaml --
title: B
causes: [a]
`, `
risks/a.yaml:2:10-11 reference-cycle lint-cycle field=risk.causes path=a → b → a
  hint lint-cycle-hint
  see risks/b.yaml:2:10 lint-cycle-link from=b to=a
`},
	})
}

// A chain of references as long as there are items is walked without recursion; where it closes, the message
// names few of them.
func TestLongCycle(t *testing.T) {
	const n = 10_000
	var files strings.Builder
	files.WriteString("-- roles/r.yaml --\nname: R\nscope: internal\n")
	for i := range n {
		fmt.Fprintf(&files, "-- needs/n%05d.yaml --\nrole: r\nwant: w%d\ndepends: [n%05d]\n", i, i, (i+1)%n)
	}
	findings := withoutGaps(t, run(t, archive(files.String())))
	if len(findings) != 1 {
		t.Fatalf("%d findings", len(findings))
	}
	f := findings[0]
	want := "n00000 → n00001 → n00002 → n00003 → n00004 → n00005 → n00006 → … → n09999 → n00000"
	if got := f.Message.Arg("path"); got != want || len(f.Related) != 19 {
		t.Errorf("%q, %d related", got, len(f.Related))
	}
}

func TestDuplicates(t *testing.T) {
	check(t, []example{
		{"stories", `
-- needs/a.yaml --
role: r
want: Consulter l’historique
-- needs/b.yaml --
role: ancien-r
want: consulter  l'HISTORIQUE
-- needs/c.yaml --
role: s
want: consulter l’historique
-- needs/d.yaml --
role: r
want: consulter l’historique
status: rejected
-- needs/e.yaml --
role: r
want: ""
-- needs/f.yaml --
role: r
want: ""
-- roles/r.yaml --
name: R
scope: internal
formerly: [ancien-r]
-- roles/s.yaml --
name: S
scope: internal
`, `
needs/b.yaml:1:7-15 former-id lint-former-id old=ancien-r id=r
  hint lint-former-id-hint key=need/b field=role id=r
  fix "ancien-r" → "r"
needs/b.yaml:2:7-30 duplicate-story lint-duplicate-story other=a
  hint lint-duplicate-story-hint key=need/b other=a
  see needs/a.yaml:2:7 lint-already
needs/e.yaml:2:7-9 missing-field empty-text field=need.want
needs/f.yaml:2:7-9 missing-field empty-text field=need.want
`},
		{"names", `
-- objects/adherent.yaml --
name: Adhérent
synonyms: [membre, ADHERENT]
-- objects/client.yaml --
name: Client
synonyms: [adherent, Membre]
-- roles/adherent.yaml --
name: Adhérent
scope: external
-- applications/crm-ancien.yaml --
name: CRM
status: retired
-- applications/crm.yaml --
name: CRM
status: current
`, `
objects/client.yaml:2:11-29 duplicate-name lint-duplicate-name word=Membre other=adherent
  hint lint-duplicate-name-hint
  see objects/adherent.yaml:2:11 lint-already
objects/client.yaml:2:11-29 duplicate-name lint-duplicate-name word=adherent other=adherent
  hint lint-duplicate-name-hint
  see objects/adherent.yaml:1:7 lint-already
`},
		{"entries", `
-- applications/a.yaml --
name: A
status: current
users: [r, ancien-r, r]
objects:
  - object: o
    access: read
  - object: o
    access: write
-- objects/o.yaml --
name: O
-- roles/r.yaml --
name: R
scope: internal
formerly: [ancien-r]
`, `
applications/a.yaml:3:12-20 duplicate-entry lint-duplicate-entry id=ancien-r
  hint lint-duplicate-entry-hint
  see applications/a.yaml:3:9 lint-already
applications/a.yaml:3:12-20 former-id lint-former-id old=ancien-r id=r
  hint lint-former-id-list-hint key=application/a field=users old=ancien-r id=r
  fix "ancien-r" → "r"
applications/a.yaml:3:22-23 duplicate-entry lint-duplicate-entry id=r
  hint lint-duplicate-entry-hint
  see applications/a.yaml:3:9 lint-already
  fix ", r" → ""
`},
	})
}

type example struct{ name, files, want string }

func check(t *testing.T, examples []example) {
	t.Helper()
	for _, tt := range examples {
		t.Run(tt.name, func(t *testing.T) {
			fsys := archive(tt.files)
			var got strings.Builder
			got.WriteByte('\n')
			for _, f := range withoutGaps(t, run(t, fsys)) {
				got.WriteString(summary(fsys, f) + "\n")
			}
			if diff := cmp.Diff(tt.want, got.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
