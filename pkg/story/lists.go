package story

import (
	"bufio"
	"bytes"
	"embed"
	"path"
	"slices"
	"strings"
	"sync"
)

// The words that the quality of a story is judged by. lists/README.md says how to edit them.
//
//go:embed lists/*/*.txt
var listFiles embed.FS

// entry is a line of a word list, stemmed.
type entry struct {
	language string // of the folder
	list     string // the file's name without extension
	heading  string // the last one above it
	stems    []string
}

// lexicon finds the entries of all lists by their first word, the longest first.
type lexicon map[string][]entry

var lists = sync.OnceValue(func() lexicon {
	l := lexicon{}
	folders, err := listFiles.ReadDir("lists")
	if err != nil {
		panic(err) // it is in the binary
	}
	for _, folder := range folders {
		files, err := listFiles.ReadDir("lists/" + folder.Name())
		if err != nil {
			panic(err)
		}
		for _, file := range files {
			data, err := listFiles.ReadFile("lists/" + folder.Name() + "/" + file.Name())
			if err != nil {
				panic(err)
			}
			l.read(folder.Name(), strings.TrimSuffix(file.Name(), path.Ext(file.Name())), data)
		}
	}
	for _, same := range l {
		slices.SortStableFunc(same, func(a, b entry) int { return len(b.stems) - len(a.stems) })
	}
	return l
})

func (l lexicon) read(language, list string, data []byte) {
	heading := ""
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		line := strings.TrimSpace(lines.Text())
		if inner, ok := strings.CutPrefix(line, "["); ok {
			heading = strings.TrimSuffix(inner, "]")
			continue
		}
		if strings.HasPrefix(line, "#") {
			continue
		}
		e := entry{language, list, heading, stems(tokens(line))}
		l.add(e)
		if i := slices.IndexFunc(e.stems, conjunction); i > 0 && list == "pairs" {
			e.stems = slices.Concat(e.stems[i+1:], e.stems[i:i+1], e.stems[:i])
			l.add(e)
		}
	}
}

func (l lexicon) add(e entry) {
	isSame := func(o entry) bool {
		return o.language == e.language && o.list == e.list && slices.Equal(o.stems, e.stems)
	}
	if len(e.stems) > 0 && !slices.ContainsFunc(l[e.stems[0]], isSame) {
		l[e.stems[0]] = append(l[e.stems[0]], e)
	}
}

// at returns the longest entry of a list that stands at word i, in the language or, when that is "", in any.
func (l lexicon) at(t *text, i int, list, language string) (entry, bool) {
	for _, e := range l[stem(t.words[i].folded)] {
		if e.list == list && (language == "" || e.language == language) && e.standsAt(t, i) {
			return e, true
		}
	}
	return entry{}, false
}

// hasVerb tells whether an English word is nothing but a verb.
func (l lexicon) hasVerb(folded string) bool {
	return slices.ContainsFunc(l[folded], func(e entry) bool { return e.list == "verbs" && e.heading == "verb" && len(e.stems) == 1 })
}

func (e entry) standsAt(t *text, i int) bool {
	if i+len(e.stems) > len(t.words) {
		return false
	}
	for n, s := range e.stems {
		if stem(t.words[i+n].folded) != s || n > 0 && !soft(t.gap(i+n)) {
			return false
		}
	}
	return true
}

func stems(ws []word) []string {
	var s []string
	for _, w := range ws {
		s = append(s, stem(w.folded))
	}
	return s
}

// stem takes off a plural.
func stem(folded string) string {
	if len(folded) > 3 && !strings.HasSuffix(folded, "ss") {
		return strings.TrimSuffix(folded, "s")
	}
	return folded
}
