package main

import (
	"testing"

	"github.com/canevas-systemique/canvas/pkg/diag"
)

func TestPlaceOfWholeFile(t *testing.T) {
	p := &program{}
	if got := p.place("needs/big.yaml", diag.Range{}); got != "needs/big.yaml:1:1" {
		t.Errorf("a file as a whole is at %s", got)
	}
	if got := p.place("needs/a.yaml", diag.Span(3, 7, 2)); got != "needs/a.yaml:3:7" {
		t.Errorf("a range is at %s", got)
	}
}
