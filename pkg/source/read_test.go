package source

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// brief is a finding on one line: rule, message, the text underlined on its first line, and the
// file's line that its fix makes of it.
func brief(f *File, d diag.Finding) string {
	start, end := f.offset(d.Range.Start.Line, d.Range.Start.Column), f.offset(d.Range.End.Line, d.Range.End.Column)
	s := fmt.Sprintf("%d:%d %s %s %q", d.Range.Start.Line, d.Range.Start.Column, d.Rule, strings.TrimPrefix(d.Message.Key, "source-"), f.Data[start:end])
	if d.Fix != nil {
		s += " => " + strings.TrimSpace(strings.Split(repaired(f, d.Fix), "\n")[d.Range.Start.Line-1])
	}
	return s
}

func repaired(f *File, fix *diag.Fix) string {
	s, at := "", 0
	for _, e := range fix.Edits {
		s += string(f.Data[at:e.Start]) + e.Text
		at = e.End
	}
	return s + string(f.Data[at:])
}

func TestFindings(t *testing.T) {
	for in, want := range map[string][]string{
		"":                         nil,
		"# only\n\n# comments":     nil,
		"---\n":                    nil,
		"\ufeff":                   nil,
		"\ufeffa: b\r\nc: |\r\n d": nil,
		"%YAML 1.1\n---\na: b\n":   nil,
		"--- # x\na: b\n...\n# c":  nil,
		"a: ---\nb: ...\n":         nil,
		"a: c'est l'été # &x\n":    nil,
		"a: b\n  \t\nc: d\n":       nil,

		// The colon trap.
		"a: b\nwant: oui : non\nc: d":    {`2:7 yaml-syntax colon "oui : non" => want: "oui : non"`},
		"want: voir: ici # note":         {`1:7 yaml-syntax colon "voir: ici" => want: "voir: ici" # note`},
		"a: dit \"oui\" : non":           {`1:4 yaml-syntax colon "dit \"oui\" : non" => a: 'dit "oui" : non'`},
		"a:\n- b: c: d\n":                {`2:6 yaml-syntax colon "c: d" => - b: "c: d"`},
		"a: b : c\n  suite\nd: e":        {`1:4 yaml-syntax colon "b : c" => a: "b : c suite"`},
		"a: b\n  c: d\n":                 {`2:3 yaml-syntax indented "c: d"`},
		"a: b\n - c\n - d: e\n":          {`3:2 yaml-syntax indented "- d: e"`},
		"title:foo\nc: d":                {`1:1 yaml-syntax colon-space "title:foo" => title: foo`},
		"a: b\ntitle:\u00a0foo\nc: d":    {"2:1 yaml-syntax colon-space \"title:\\u00a0foo\" => title: foo"},
		"a: b\ntitle foo\nc: d":          {`2:1 yaml-syntax no-colon "title foo"`},
		"a: b\nhttp://example.org\n":     {`2:1 yaml-syntax no-colon "http://example.org"`},
		"a:\n  - b\n  c\n":               {`3:3 yaml-syntax no-dash "c" => - c`},
		"a:\n  - b\n  c: d\n":            {`3:3 yaml-syntax no-dash "c: d"`},
		"a: b\nl:\n-x\n":                 {`3:1 yaml-syntax dash-space "-x" => - x`},
		"a: - b\n":                       {`1:4 yaml-syntax list-inline "- b" => a: "- b"`},
		"a:\n    b: c\n  d: e\n":         {`3:3 yaml-syntax indent "d: e"`},
		"a: \"x\"\n  - b\n":              {`2:3 yaml-syntax indent "- b"`},
		"  a: b\nc: d\n":                 {`2:1 yaml-syntax indent "c: d"`},
		": x\n":                          {`1:1 yaml-syntax missing-key ":"`},
		"a: b\n\tc: d\n\te: f":           {`2:1 yaml-syntax tab "\t"`},
		"a:\n  - b\n \t- c\n":            {`3:2 yaml-syntax tab "\t" => - c`},
		"a:\n\tb: c # x\n\td: e\n":       {`2:1 yaml-syntax tab "\t" => b: c # x`},
		"a: @moi # x\n":                  {`1:4 yaml-syntax special "@moi" => a: "@moi" # x`},
		"a: `x`\n":                       {"1:4 yaml-syntax special \"`x`\" => a: \"`x`\""},
		"a: %x\n":                        {`1:4 yaml-syntax special "%x" => a: "%x"`},
		"a: & co\n":                      {`1:4 yaml-syntax special "& co" => a: "& co"`},
		"a: *imp* x\n":                   {`1:4 yaml-syntax special "*imp* x" => a: "*imp* x"`},
		"a: [urgent] x\n":                {`1:4 yaml-syntax special "[urgent] x" => a: "[urgent] x"`},
		"a: > 5 %\n":                     {`1:4 yaml-syntax special "> 5 %" => a: "> 5 %"`},
		"a: [b, @c]\n":                   {`1:8 yaml-syntax special "@c" => a: [b, "@c"]`},
		"- @a\n":                         {`1:3 yaml-syntax special "@a" => - "@a"`},
		"@a: b\n":                        {`1:1 yaml-syntax special "@a" => "@a": b`},
		"a: b\nc: [d, e\nf: g\n":         {`2:4 yaml-syntax open-bracket "[d, e" => c: [d, e]`},
		"a: {b: \"]\", c: [d\n":          {`1:16 yaml-syntax open-bracket "[d"`},
		"a: \"b\" # \"\nc: 'd\ne: l'a":   {`2:4 yaml-syntax open-quote "'d"`},
		"a: [\"b\", \"c]\n":              {`1:10 yaml-syntax open-quote "\"c]"`},
		"a: 'it''s\n":                    {`1:4 yaml-syntax open-quote "'it''s"`},
		"a: 'l'adhérent'\nb: c\n":        {`1:4 yaml-syntax after-quote "'l'adhérent'" => a: "l'adhérent"`},
		"a: \"oui\" dit-il\n":            {`1:4 yaml-syntax after-quote "\"oui\" dit-il" => a: '"oui" dit-il'`},
		"a: \"C:\\dossier\"\n":           {`1:7 yaml-syntax escape "\\d" => a: "C:\\dossier"`},
		"a: \"é\\q\"\n":                  {`1:6 yaml-syntax escape "\\q" => a: "é\\q"`},
		"a: 'b' 'c'\n":                   {`1:4 yaml-syntax after-quote "'b' 'c'" => a: "b' 'c"`},
		"a: 'aujourd'hui : oui'\n":       {`1:4 yaml-syntax colon "'aujourd'hui : oui'" => a: "aujourd'hui : oui"`},
		"%YAML 1.2\n---\na: b\n":         {`1:1 yaml-feature directive "%YAML 1.2"`},
		"%note\na: b\n":                  {`1:1 yaml-feature directive "%note"`},
		"a: {b: c} d: e\n":               {`1:4 yaml-syntax colon "{b: c} d: e" => a: "{b: c} d: e"`},
		"{a: b} c\n":                     {`1:8 yaml-syntax after-end "c"`},
		"{a: b,\n c: d}\n# e\nf: g":      {`4:1 yaml-syntax after-end "f: g"`},
		"é: 🎉\u2028🎉\nb: c : 🎉d : e\n\n": {"1:5 control-character control \"\\u2028\" => é: 🎉 🎉", "2:4 yaml-syntax colon \"c : 🎉d : e\" => b: \"c : 🎉d : e\""},

		// What a canvas leaves out of YAML.
		"a: &x [1, *x]\n":                        {`1:4 yaml-feature anchor "&x"`, `1:11 yaml-feature alias "*x"`},
		"a: &x b\nc:\n  <<: *x\n":                {`1:4 yaml-feature anchor "&x"`, `3:3 yaml-feature merge-key "<<"`, `3:7 yaml-feature alias "*x"`},
		"a: *x\n":                                {`1:4 yaml-feature alias "*x"`},
		"a: !!str 5\nb: !x {}\nc: ! d\ne: oui !": {`1:4 yaml-feature tag "!!str"`, `2:4 yaml-feature tag "!x"`, `3:4 yaml-feature tag "!"`},
		"a: !!binary |\n  eA==\n":                {`1:4 yaml-feature tag "!!binary"`},
		"? a\n: b\n":                             {`1:3 yaml-feature complex-key "a"`},
		"a: b\n? c\n":                            {`2:3 yaml-feature complex-key "c"`},
		"[a]: b\n":                               {`1:1 yaml-feature complex-key "["`},
		"*a : b\n":                               {`1:1 yaml-feature alias "*a"`},

		"a: b\nc: d\na: e\n'c': f": {`3:1 duplicate-key duplicate-key "a"`, `4:1 duplicate-key duplicate-key "'c'"`},
		"a: b\n---\nc: d\n":        {`2:1 several-documents several-documents "---"`},
		"---\na: b\n--- # x\n":     {`3:1 several-documents several-documents "--- # x"`},
		"a: b\n...\nc: d\n":        {`3:1 several-documents several-documents "c: d"`},
		"- a\n- b\n":               {`1:1 not-a-mapping not-a-mapping "- a"`},
		"bonjour\n":                {`1:1 not-a-mapping not-a-mapping "bonjour"`},
		"~\n":                      {`1:1 not-a-mapping not-a-mapping "~"`},
		"[]\n":                     {`1:1 not-a-mapping not-a-mapping "[]"`},

		// Not text, or not finished.
		"a: caf\xe9\n":    {"1:7 not-utf-8 not-utf-8 \"\\xe9\""},
		"\xff\xfea\x00":   {"1:1 not-utf-8 utf-16 \"\\xff\""},
		"\xfe\xff\x00a":   {"1:1 not-utf-8 utf-16 \"\\xfe\""},
		"a\x00:\x00 \x00": {"1:1 not-utf-8 utf-16 \"a\""},
		"a: b\n<<<<<<< HEAD\na: c\n=======\na: d\n>>>>>>> x\ne\n<<<<<<< y\n": {
			`2:1 conflict-marker conflict "<<<<<<< HEAD\na: c\n=======\na: d\n>>>>>>> x"`, `8:1 conflict-marker conflict "<<<<<<< y"`,
		},
		"a: |\n  <<<<<<< HEAD\n  =======\n": nil,
		"a: b\r\n=======\r\n":               {`2:1 conflict-marker conflict "======="`},
		"a: b\x1b[31m\n":                    {`1:5 control-character control "\x1b" => a: b[31m`},
		"a: b\x00c\u0085d\n":                {`1:5 control-character control "\x00" => a: bc` + "\u0085d", "1:7 control-character control \"\\u0085\" => a: b\x00c d"},
	} {
		t.Run(in, func(t *testing.T) {
			f, findings := Parse("needs/x.yaml", []byte(in))
			var got []string
			for _, d := range findings {
				got = append(got, brief(f, d))
				if d.Path != "needs/x.yaml" {
					t.Errorf("path %q", d.Path)
				}
				if d.Fix != nil && d.Severity == diag.Error {
					if _, left := Parse("", []byte(repaired(f, d.Fix))); len(left) > 0 && left[0].Message.Key == d.Message.Key && in != "- @a\n" {
						t.Errorf("the fix leaves %v", left[0])
					}
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			refused := false
			for _, d := range findings {
				refused = refused || d.Severity == diag.Error && d.Rule != "duplicate-key"
			}
			if refused && f.Root != nil {
				t.Error("a refused file has a root")
			}
		})
	}
}

func TestLimits(t *testing.T) {
	deepest := strings.Repeat("[", MaxDepth-1) + strings.Repeat("]", MaxDepth-1)
	for name, tt := range map[string]struct{ in, want string }{
		"size":          {"a: " + strings.Repeat("b", MaxBytes-3), ""},
		"too large":     {"a: " + strings.Repeat("b", MaxBytes-2), "0:0 too-large"},
		"depth":         {"a: " + deepest, ""},
		"too deep":      {"a: [" + deepest + "]", "1:67 too-deep"},
		"only brackets": {strings.Repeat("[", MaxBytes), "1:65 too-deep"},
		"only dashes":   {strings.Repeat("- ", MaxBytes/2), "1:129 too-deep"},
		"only braces":   {strings.Repeat("{a: ", MaxBytes/4), "1:257 too-deep"},
		"indented":      {nested(100), "65:65 too-deep"},
		"nodes":         {"a: [" + strings.Repeat("1,", MaxNodes-3) + "]", ""},
		"too many":      {"a: [" + strings.Repeat("1,", MaxNodes-2) + "]", "1:19999 too-deep"},
		"bomb": {
			"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n", "1:4 yaml-feature",
		},
	} {
		t.Run(name, func(t *testing.T) {
			f, findings := Parse("x.yaml", []byte(tt.in))
			got := ""
			if len(findings) > 0 {
				start := findings[0].Range.Start
				got = fmt.Sprintf("%d:%d %s", start.Line, start.Column, findings[0].Rule)
			}
			if got != tt.want || (f.Root == nil) != (tt.want != "") {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

// A file that is wrong everywhere in one way says so a few times, and what else is wrong with it.
func TestFewFindingsAlike(t *testing.T) {
	for name, in := range map[string]string{
		"aliases":   "a: &a [x]\nb: [" + strings.Repeat("*a,", 1000) + "]\na: c\n",
		"keys":      strings.Repeat("a: b\n", 1000) + "c: &d e\n",
		"controls":  "a: " + strings.Repeat("\a", 1000) + "\na: c\n",
		"conflicts": strings.Repeat("<<<<<<< x\n", 1000),
	} {
		_, findings := Parse("x.yaml", []byte(in))
		times := map[string]int{}
		for _, f := range findings {
			times[f.Rule]++
		}
		alone := name == "conflicts"
		if len(findings) > maxAlike+1 || len(times) < 2 && !alone {
			t.Errorf("%s: %v", name, times)
		}
	}
}

func nested(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}
