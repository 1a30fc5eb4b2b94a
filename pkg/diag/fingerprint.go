package diag

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
)

// Fingerprints names each finding by what it says and in which file, not where in it: the name stays while
// lines are added above. Nor do figures count, and what people call the item (the argument "name"): a finding is the same
// at 41 words and at 42, and while somebody rewords a title. What says the same of the same file is told apart by its turn in the
// order given, so that no two names are alike. Each has 32 hexadecimal digits.
func Fingerprints(findings []Finding) []string {
	names := make([]string, len(findings))
	seen := map[string]int{}
	for i, f := range findings {
		said := f.Path + "\x00" + f.Rule + "\x00" + lasting(f.Message).String()
		seen[said]++
		if n := seen[said]; n > 1 {
			said += "\x00" + strconv.Itoa(n)
		}
		sum := sha256.Sum256([]byte(said))
		names[i] = hex.EncodeToString(sum[:16])
	}
	return names
}

// lasting is a message without what changes while the finding stays.
func lasting(m Message) Message {
	kept := Message{Key: m.Key}
	for _, a := range m.Args {
		if _, isFigure := a.Value.(int); !isFigure && a.Name != "name" {
			kept.Args = append(kept.Args, a)
		}
	}
	return kept
}
