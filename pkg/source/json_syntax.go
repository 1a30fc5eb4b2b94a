package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

// checkJSON says where a file that should be JSON stops being so: nearly all JSON is YAML too, but
// what is wrong in it would be explained as YAML. Its nodes, with their places, are read as YAML.
func (r *reader) checkJSON() bool {
	data := bytes.TrimPrefix(r.file.Data, []byte("\ufeff"))
	err := json.Unmarshal(data, new(any))
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return true
	}
	at := len(r.file.Data) - len(data) + max(int(syntax.Offset)-1, 0)
	key := problemOfJSON(err.Error())
	if key == "json-end" {
		written := bytes.TrimRight(r.file.Data, " \t\r\n")
		_, size := utf8.DecodeLastRune(written)
		r.refuse("json-syntax", r.file.span(len(written)-size, len(written)), diag.Msg(key))
		return false
	}
	_, size := utf8.DecodeRune(r.file.Data[at:])
	text := string(r.file.Data[at : at+size])
	f := r.refuse("json-syntax", r.file.span(at, at+size), diag.Msg(key, "text", text))
	if before := bytes.TrimRight(r.file.Data[:at], " \t\r\n"); (text == "}" || text == "]") && bytes.HasSuffix(before, []byte(",")) {
		f.Hint = diag.Msg("json-comma-hint")
	}
	return false
}

// problemOfJSON finds the message for what the standard library says.
func problemOfJSON(said string) string {
	for _, p := range []struct{ part, key string }{
		{"unexpected end", "json-end"},
		{"invalid character '/' looking for", "json-comment"},
		{"looking for beginning of object key", "json-key"},
		{"after object key:value pair", "json-after-entry"},
		{"after array element", "json-after-entry"},
		{"after object key", "json-colon"},
		{"after top-level value", "json-after-end"},
		{"in string", "json-string"},
		{"escape", "json-string"},
		{"looking for beginning of value", "json-value"},
	} {
		if strings.Contains(said, p.part) {
			return p.key
		}
	}
	return "json-value"
}
