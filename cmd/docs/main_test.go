package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/canevas-systemique/canvas/pkg/lang"
)

func TestPagesAreCurrent(t *testing.T) {
	pages, err := pages()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range pages {
		got, err := os.ReadFile(filepath.Join("..", "..", "docs", name))
		if err != nil {
			t.Errorf("%v (make docs writes it)", err)
			continue
		}
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("docs/%s is not current: make docs (-want +got)\n%s", name, diff)
		}
	}
	for _, language := range lang.Languages { // a rule that is gone leaves no page behind
		files, err := filepath.Glob(filepath.Join("..", "..", "docs", language, "rules", "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if name := language + "/rules/" + filepath.Base(file); pages[name] == "" {
				t.Errorf("docs/%s is about no rule", name)
			}
		}
	}
}
