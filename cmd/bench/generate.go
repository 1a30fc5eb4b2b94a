package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"github.com/canevas-systemique/canvas/pkg/source"
	stories "github.com/canevas-systemique/canvas/pkg/story"
	"github.com/canevas-systemique/canvas/pkg/words"
)

// generator writes a canvas of as many needs as asked for, with 40 roles, 30 stakes, 60 objects,
// 20 applications and 64 persons, half of it in French and half in English. The same number always
// gives the same files. It holds no more than ids, because what this process takes counts for those
// that it starts (see peakMemory).
type generator struct {
	dir   string
	rand  *rand.Rand
	ids   map[string][]string // by folder, in the order of words.go, French first
	taken map[string]bool     // the paths that are in use
	err   error               // the first that happened
}

// mainRole is the role to which more than one need in five refers.
const mainRole = "conseiller-proximite"

// writeCanvas makes a canvas in a folder that does not exist yet.
func writeCanvas(dir string, needs int) error {
	g := &generator{
		dir:   dir,
		rand:  rand.New(rand.NewPCG(1, uint64(needs))),
		ids:   map[string][]string{},
		taken: map[string]bool{},
	}
	for _, folder := range []string{"roles", "stakes", "persons", "applications", "objects", "needs"} {
		if err := os.MkdirAll(filepath.Join(dir, folder), 0o755); err != nil {
			return err
		}
	}
	g.file("canvas.yaml", source.Map{{Key: "format", Value: 1}, {Key: "title", Value: "Bench"}, {Key: "language", Value: "fr"}})
	for _, l := range languages() {
		g.roles(l)
		g.stakes(l)
	}
	g.persons()
	for _, l := range languages() {
		g.applications(l)
	}
	for _, l := range languages() {
		g.objects(l)
	}
	for i := range needs {
		s := storyOf(i)
		if i%5 == 0 {
			s.role = 0 // one role speaks more than the others
		}
		g.need(s)
	}
	return g.err
}

func (g *generator) roles(l *language) {
	for i, name := range l.roles {
		scope := "internal"
		if i >= len(l.roles)-3 {
			scope = "external"
		}
		g.item("roles", name, source.Map{{Key: "name", Value: name}, {Key: "scope", Value: scope}})
	}
}

func (g *generator) stakes(l *language) {
	for i, title := range l.stakes {
		g.item("stakes", title, source.Map{
			{Key: "title", Value: title},
			{Key: "current", Value: l.observations[i%len(l.observations)]},
			{Key: "desired", Value: l.aims[i%len(l.aims)]},
			{Key: "criteria", Value: []any{source.Map{
				{Key: "measure", Value: title}, {Key: "baseline", Value: fmt.Sprint(10 + i)}, {Key: "target", Value: fmt.Sprint(60 + i)},
			}}},
			{Key: "horizon", Value: pick(g, []string{"3-months", "6-months", "12-months"})},
			{Key: "status", Value: "agreed"},
		})
	}
}

func (g *generator) persons() {
	roles := g.ids["roles"]
	for i, first := range firstNames {
		for j, last := range lastNames {
			g.item("persons", first+" "+last, source.Map{
				{Key: "first", Value: first},
				{Key: "last", Value: last},
				{Key: "email", Value: fmt.Sprintf("person%d@example.org", i*len(lastNames)+j)},
				{Key: "roles", Value: []any{roles[(i*len(lastNames)+j)%len(roles)]}},
			})
		}
	}
}

func (g *generator) applications(l *language) {
	for _, name := range l.applications {
		g.item("applications", name, source.Map{
			{Key: "name", Value: name},
			{Key: "status", Value: "current"},
			{Key: "owner", Value: "person/" + pick(g, g.ids["persons"])},
			{Key: "users", Value: g.some("roles", 3)},
		})
	}
}

func (g *generator) objects(l *language) {
	for i := range len(l.nouns) * len(l.domains) {
		name := l.object(i)
		g.item("objects", name, source.Map{
			{Key: "name", Value: name},
			{Key: "definition", Value: fmt.Sprintf(l.definition, name)},
			{Key: "attributes", Value: []any{
				source.Map{{Key: "name", Value: "date"}, {Key: "type", Value: "date"}, {Key: "required", Value: true}},
				source.Map{{Key: "name", Value: "contact"}, {Key: "type", Value: "text"}, {Key: "personal", Value: true}},
			}},
			{Key: "master", Value: pick(g, g.ids["applications"])},
		})
	}
}

// need writes one need of some 500 bytes. One in twenty serves no stake and another says nothing of its benefit,
// as happens.
func (g *generator) need(s story) {
	l := s.language
	m := source.Map{{Key: "role", Value: g.ids["roles"][s.role]}, {Key: "want", Value: s.want}}
	if g.chance(0.95) {
		m = append(m, source.Pair{Key: "benefit", Value: s.benefit})
	}
	if g.chance(0.95) {
		m = append(m, source.Pair{Key: "stakes", Value: g.some("stakes", 2)})
	}
	m = append(m, source.Pair{Key: "objects", Value: []any{g.ids["objects"][s.object]}})
	if g.chance(0.5) {
		m = append(m, source.Pair{Key: "applications", Value: g.some("applications", 2)})
	}
	m = append(m,
		source.Pair{Key: "priority", Value: pick(g, []string{"must", "should", "could", "wont"})},
		source.Pair{Key: "value", Value: 1 + g.rand.IntN(10)},
		source.Pair{Key: "effort", Value: 1 + g.rand.IntN(10)},
		source.Pair{Key: "status", Value: pick(g, []string{"draft", "validated", "planned", "delivered"})},
		source.Pair{Key: "source", Value: source.Map{
			{Key: "person", Value: pick(g, g.ids["persons"])},
			{Key: "date", Value: fmt.Sprintf("2026-%02d-%02d", 1+g.rand.IntN(12), 1+g.rand.IntN(28))},
		}},
		source.Pair{Key: "acceptance", Value: []any{pick(g, l.observations)}},
	)
	if earlier := g.ids["needs"]; len(earlier) > 0 && g.chance(0.1) {
		m = append(m, source.Pair{Key: "depends", Value: []any{pick(g, earlier)}})
	}
	if g.chance(0.5) {
		m = append(m, source.Pair{Key: "tags", Value: []any{pick(g, tags)}})
	}
	if g.chance(0.3) {
		m = append(m, source.Pair{Key: "notes", Value: pick(g, l.quotes) + "\n" + pick(g, l.aims) + "\n"})
	}
	g.item("needs", s.want, m)
}

// item writes one item under the id that its name gives.
func (g *generator) item(folder, name string, m source.Map) {
	id, ok := words.Slug(name, 40, func(id string) bool { return g.taken[folder+"/"+id] })
	if !ok {
		panic("no id for " + name) // the words are in words.go
	}
	g.taken[folder+"/"+id] = true
	g.ids[folder] = append(g.ids[folder], id)
	g.file(folder+"/"+id+".yaml", m)
}

func (g *generator) file(name string, m source.Map) {
	if g.err != nil {
		return
	}
	g.err = os.WriteFile(filepath.Join(g.dir, filepath.FromSlash(name)), source.Encode(m), 0o644)
}

func (g *generator) chance(share float64) bool { return g.rand.Float64() < share }

// some picks from one to most ids of a folder, no two alike.
func (g *generator) some(folder string, most int) []any {
	ids := g.ids[folder]
	start, n := g.rand.IntN(len(ids)), 1+g.rand.IntN(most)
	var picked []any
	for i := range n {
		picked = append(picked, ids[(start+7*i)%len(ids)])
	}
	return picked
}

func pick(g *generator, from []string) string { return from[g.rand.IntN(len(from))] }

// story is what a need asks for.
type story struct {
	language      *language
	role, object  int // their places in the folders
	want, benefit string
}

// storyOf makes a story of a number. No two numbers below 345,600 ask for the same.
func storyOf(number int) story {
	const stride = 104_729 // a prime, so that neighbors differ in everything
	all := languages()
	language := number % len(all)
	number /= len(all)
	l := all[language]

	n := number * stride
	next := func(words []string) string {
		word := words[n%len(words)]
		n /= len(words)
		return word
	}
	verb, manner, moment := next(l.verbs), next(l.manners), next(l.moments)
	objects := len(l.nouns) * len(l.domains)
	object := n % objects
	return story{
		language: l,
		role:     language*len(l.roles) + number%len(l.roles),
		object:   language*objects + object,
		want:     strings.Join([]string{verb, l.nouns[object%len(l.nouns)].article, l.object(object), manner, moment}, " "),
		benefit:  l.aims[number%len(l.aims)] + " " + l.circles[number/len(l.aims)%len(l.circles)],
	}
}

// sentence is how somebody says the story.
func (s story) sentence() string {
	l := s.language
	told := stories.Story{Role: strings.ToLower(l.roles[s.role%len(l.roles)]), Want: s.want, Benefit: s.benefit}
	return stories.Compose(told, l.code)
}
