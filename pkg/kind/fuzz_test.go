package kind_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/canevas-systemique/canvas/pkg/diag"
	"github.com/canevas-systemique/canvas/pkg/kind"
	"github.com/canevas-systemique/canvas/pkg/source"
	"github.com/canevas-systemique/canvas/schema"
)

// hostile are schemas that nobody writes in good faith, or that somebody's editor mangled.
var hostile = []string{
	"", "\n", "# only a comment\n", "null\n", "[]\n", "text\n", "{}\n", "\xef\xbb\xbf{}\n", "{}\n---\n{}\n",
	"properties:\n\ta: {type: string}\n", "{\n\t\"title\": \"x\"\n}\n", "{\r\n\"title\": \"x\"\r\n}\r\n",
	"\xff\xfe{\x00}\x00", "\xfe\xff\x00{\x00}", "title: caf\xe9\n", "title: a\u2028b\n", "title: \"\\u001b[31m\"\n", "title: 🥖\n",
	"<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> other\n",
	"title: &a x\ndescription: *a\n",
	"a: &a [*a]\n",
	"a: &a {b: &b {c: *b}}\nd: [*a, *a, *a, *a]\n",
	"properties: !!set {a}\n",
	"title: a\ntitle: b\n",
	"$defs: {a: {$ref: '#/$defs/a'}}\nproperties: {x: {$ref: '#/$defs/a'}}\n",
	"$defs: {a: {$ref: '#/$defs/b'}, b: {items: {$ref: '#/$defs/a'}}}\nproperties: {x: {$ref: '#/$defs/a'}}\n",
	"properties: {x: {$ref: '#'}, y: {$ref: 'file:///etc/passwd'}, z: {$ref: 'https://example.org/s.json'}, w: {$ref: [a]}}\n",
	multiplying(20),
	"properties: " + strings.Repeat("{a: {properties: ", 30) + "{}" + strings.Repeat("}}", 30) + "\n",
	strings.Repeat("[", 100) + strings.Repeat("]", 100) + "\n",
	"properties: {a: {type: integer, minimum: 1e308, maximum: -1e308}, b: {maxLength: 99999999999999999999}, c: {minItems: 1e9}}\n",
	"properties: {a: {type: number, minimum: 1e999, default: .nan}, b: {type: integer, default: 0x1F}, c: {type: number, maximum: 1_000}}\n",
	"properties: {a: {pattern: '(a{1000}){1000}'}, b: {pattern: '(?<=x)'}, c: {pattern: \"\\0\"}}\n",
	"type: {}\nproperties: []\nrequired: a\nx-kind: []\nx-text: a\nx-coverage: {}\nx-closed: []\ntitle: []\n$defs: 1\n",
	"x-kind: {folder: [], name: {}, aliases: a, icon: []}\nx-text: {fr: a}\nx-coverage: [a]\nx-closed: {status: {}}\n",
	"x-text: {fr: {title: [], values: []}}\nx-coverage: [{rule: {}, from: [[]], when: a, why: [], severity: []}]\n",
	"properties: {a: 1, b: [], c: null, d: {enum: a, x-ref: {}, required: {}, items: [], x-coverage: [], default: {}}}\n",
	"properties: {a: {enum: [[]], x-ref: [[]], required: [{}], items: {items: {items: null}}, x-coverage: {rule: a, when: {want: [b]}}}}\n",
	"properties: null\nrequired: null\ntype: null\nx-kind: null\nx-text: null\nx-coverage: null\nx-closed: null\n",
	"properties: {want: null, role: {type: null}, title: {$ref: '#/$defs/n'}}\n$defs: {n: {type: integer}}\n",
	"x-kind: {folder: ../../etc, name: title}\nproperties: {title: {}}\n",
	"x-kind: {folder: schema, name: [title, title]}\nproperties: {title: {}}\n",
	"x-kind: {folder: con, name: a.b}\nproperties: {a: {properties: {b: {}}}}\n",
	"x-kind: {folder: needs, name: title, aliases: ['', ' ', need]}\nproperties: {title: {}}\n",
	"'': ''\n", "? [a]\n: b\n", "properties: {'': {}, A: {}, ' ': {}}\n",
	risk, needWithRisks, everyKeyword,
}

// FuzzMerge gives a team's schema, as a built-in kind and as a new one, to the loader. Whatever it
// says, what is built in survives, findings point into the file, and the result can be used.
func FuzzMerge(f *testing.F) {
	for _, s := range hostile {
		f.Add([]byte(s))
	}
	const built, own = "schema/need.schema.json", "schema/risk.schema.yaml"
	data, err := schema.Kinds.ReadFile("need.schema.json")
	if err != nil {
		f.Fatal(err)
	}
	need := fstest.MapFS{"need.schema.json": {Data: data}} // one kind is as good as all, and faster
	alone, _, err := kind.Load(need, nil, nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<14 {
			return
		}
		fsys := fstest.MapFS{built: {Data: data}, own: {Data: data}}
		set, findings, err := kind.Load(need, nil, fsys)
		if err != nil {
			t.Fatal(err)
		}
		for _, finding := range findings {
			if finding.Path != built && finding.Path != own {
				t.Errorf("a finding in %s: %v", finding.Path, finding.Message)
			}
			checkRange(t, data, finding)
		}
		checkKept(t, alone, set)
		for _, k := range set.All() {
			if k.File == "" {
				continue
			}
			compile(t, k.Schema())
			compile(t, k.EditorSchema("fr"))
			for _, item := range []string{"{}\n", "want: text\nrole: a\ntitle: [{}]\na: {a: 1}\nx: [1]\n"} {
				file, _ := source.Parse("item.yaml", []byte(item))
				k.Read(file)
			}
		}
	})
}

// checkRange sees to it that a finding has a range within its file, its end not before its start.
func checkRange(t *testing.T, data []byte, f diag.Finding) {
	t.Helper()
	start, end := f.Range.Start, f.Range.End
	lines := 1 + strings.Count(string(data), "\n") + strings.Count(string(data), "\r") + strings.Count(string(data), "\u2028") + strings.Count(string(data), "\u0085")
	switch {
	case start.Line < 1, start.Column < 1, end.Line < start.Line, end.Line > lines, end.Column > utf8.RuneCount(data)+1,
		end.Line == start.Line && end.Column < start.Column:
		t.Errorf("%s at %v, outside of the file", f.Rule, f.Range)
	}
}
