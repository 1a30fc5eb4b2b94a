package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRun(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		args  []string
		code  int
		want  []string // lines of the report, single spaces
	}{
		{
			name: "everything understood",
			files: map[string]string{
				"en/a.txt": "#G1# As a clerk, I want a stamp and ink so that I sign\n\n#G1# \n",
				"fr/b.txt": "En tant que vendeur, je veux vendre\n",
			},
			args: []string{"-v"},
			want: []string{
				"file lines stories role and want benefit",
				"en/a.txt 3 1 1 (100.0 %) 1 (100.0 %)",
				"fr/b.txt 1 1 1 (100.0 %) 0 (0.0 %)",
				"en 3 1 1 (100.0 %) 1 (100.0 %)",
				"fr 1 1 1 (100.0 %) 0 (0.0 %)",
				"no role and want: 0",
				"no benefit: 1",
				`fr/b.txt:1: "En tant que vendeur, je veux vendre"`,
				"rule severity en fr",
				"two-in-one warning 0 (0.0 %) 0 (0.0 %)",
				"two-in-one info 1 (100.0 %) 0 (0.0 %)",
				"solution-in-want info 0 (0.0 %) 0 (0.0 %)",
				"role-of-nobody info 0 (0.0 %) 0 (0.0 %)",
				"aside-in-want info 0 (0.0 %) 0 (0.0 %)",
				"vague-word info 0 (0.0 %) 0 (0.0 %)",
				"long-story info 0 (0.0 %) 0 (0.0 %)",
				"missing-elision info 0 (0.0 %) 0 (0.0 %)",
			},
		},
		{
			name:  "too little understood",
			files: map[string]string{"fr/b.txt": "En tant que vendeur, je veux vendre et gérer\n#V# rien\n"},
			args:  []string{"-rule", "two-in-one"},
			code:  1,
			want: []string{
				"file lines stories role and want benefit",
				"fr/b.txt 2 2 1 (50.0 %) 0 (0.0 %)",
				"fr 2 2 1 (50.0 %) 0 (0.0 %)",
				"no role and want: 1",
				`fr/b.txt:2: "rien"`,
				"rule severity fr",
				"two-in-one warning 1 (100.0 %)",
				"two-in-one info 0 (0.0 %)",
				"solution-in-want info 0 (0.0 %)",
				"role-of-nobody info 0 (0.0 %)",
				"aside-in-want info 0 (0.0 %)",
				"vague-word info 1 (100.0 %)",
				"long-story info 0 (0.0 %)",
				"missing-elision info 0 (0.0 %)",
				"two-in-one, warning: 1",
				`fr/b.txt:1: "En tant que vendeur, je veux vendre et gérer"`,
				"two-in-one, info: 0",
				"fr: role and want in 50.0 % of the stories, at least 98 % are asked for",
			},
		},
		{name: "nothing to read", code: 2},
	}
	for _, tt := range tests {
		dir := t.TempDir()
		for name, text := range tt.files {
			file := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		var stdout, stderr bytes.Buffer
		if code := run(append(tt.args, dir), &stdout, &stderr); code != tt.code {
			t.Errorf("%s: exit %d, want %d: %s", tt.name, code, tt.code, stderr.String())
		}
		var got []string
		for line := range strings.Lines(stdout.String()) {
			if line = strings.Join(strings.Fields(line), " "); line != "" {
				got = append(got, line)
			}
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%s: %s", tt.name, d)
		}
	}
}
