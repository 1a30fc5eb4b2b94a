package source

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestJSONSyntax(t *testing.T) {
	for in, want := range map[string]string{
		"{\"a\": [1, 2.5, \"é\", null]}\n":  "",
		"\ufeff{}\n":                        "",
		"{":                                 `1:1 json-syntax json-end "{"`,
		"":                                  `1:1 json-syntax json-end ""`,
		"\ufeff{\n":                         `1:1 json-syntax json-end "{"`,
		"{\n \"é\": 1,\n}\n":                `3:1 json-syntax json-key "}" json-comma-hint`,
		"{\"a\": [1,]}":                     `1:10 json-syntax json-value "]" json-comma-hint`,
		"{'a': 1}":                          `1:2 json-syntax json-key "'"`,
		"{\n \"é\": 1 \"b\": 2\n}\n":        `2:9 json-syntax json-after-entry "\""`,
		"{\"a\" 1}":                         `1:6 json-syntax json-colon "1"`,
		"{\"a\": [1 2]}":                    `1:10 json-syntax json-after-entry "2"`,
		"{\"a\": tru}":                      `1:10 json-syntax json-value "}"`,
		"{\"a\": \"b\tc\"}":                 `1:9 json-syntax json-string "\t"`,
		"{\"a\": \"\\q\"}":                  `1:9 json-syntax json-string "q"`,
		"{} x":                              `1:4 json-syntax json-after-end "x"`,
		"// a\n{}":                          `1:1 json-syntax json-comment "/"`,
		"<<<<<<< a\n{}\n=======\n>>>>>>> b": `1:1 conflict-marker conflict "<<<<<<< a\n{}\n=======\n>>>>>>> b"`,
		// One finding is enough, though what follows is not kept.
		"{\"a\": 1, \"a\": 2}\n": `1:10 duplicate-key duplicate-key "\"a\""`,
	} {
		f, findings := Parse("schema/x.schema.json", []byte(in))
		got := ""
		for _, found := range findings {
			got += brief(f, found)
			if found.Rule == "json-syntax" && !found.Hint.IsZero() {
				got += " " + found.Hint.Key
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", in, diff)
		}
	}
}
