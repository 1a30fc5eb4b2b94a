package source

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseJSON(t *testing.T) {
	got, err := ParseJSON([]byte("\n{\"b\": [1, -2.5e3, true , null], \"a\":{\"é\\u00e9\\n\\\"\":\"\"}, \"n\": 12345678901234567890}\n"))
	if err != nil {
		t.Fatal(err)
	}
	text := func(s string) *Node { return &Node{Kind: Scalar, Value: s} }
	plain := func(of ScalarType, s string) *Node { return &Node{Kind: Scalar, Type: of, Plain: true, Value: s} }
	want := &Node{Kind: Mapping, Children: []*Node{
		text("b"), {Kind: Sequence, Children: []*Node{plain(Int, "1"), plain(Float, "-2.5e3"), plain(Bool, "true"), plain(Null, "null")}},
		text("a"), {Kind: Mapping, Children: []*Node{text("éé\n\""), text("")}},
		text("n"), plain(Float, "12345678901234567890"),
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("nodes (-want +got):\n%s", diff)
	}
}

// FuzzParseJSON holds the nodes against what the standard library reads.
func FuzzParseJSON(f *testing.F) {
	for _, seed := range []string{
		`{"a": [1, 2.5, "x", {}], "b": null}`, `"a\\"`, `"\ud83d\ude00\""`, `[[], [ ] ,{ }]`, ` -0.1e+5 `, `true`, `{"a":1}{`, `{"a" 1}`, "\"\xff\"", `[1,]`, ``, `{"":{"":[]}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		n, err := ParseJSON(data)
		if valid := json.Valid(data); valid != (err == nil) {
			t.Fatalf("%q: valid is %v, but got %v", data, valid, err)
		}
		if err != nil {
			return
		}
		var want any
		d := json.NewDecoder(bytes.NewReader(data))
		d.UseNumber()
		if err := d.Decode(&want); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, plainValue(n)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", data, diff)
		}
	})
}

func plainValue(n *Node) any {
	switch {
	case n.Kind == Mapping:
		m := map[string]any{}
		for key, value := range n.Entries() {
			m[key.Value] = plainValue(value)
		}
		return m
	case n.Kind == Sequence:
		list := []any{}
		for _, c := range n.Children {
			list = append(list, plainValue(c))
		}
		return list
	case !n.Plain:
		return n.Value
	case n.Type == Null:
		return nil
	case n.Type == Bool:
		return n.Value == "true"
	}
	return json.Number(n.Value)
}
