package diag

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
)

// Fingerprints names each finding by what it says and in which file, not where in it: the name stays while
// lines are added above. What says the same of the same file is told apart by its turn in the order given, so that
// no two names are alike. Each has 32 hexadecimal digits.
func Fingerprints(findings []Finding) []string {
	names := make([]string, len(findings))
	seen := map[string]int{}
	for i, f := range findings {
		said := f.Path + "\x00" + f.Rule + "\x00" + f.Message.String()
		seen[said]++
		if n := seen[said]; n > 1 {
			said += "\x00" + strconv.Itoa(n)
		}
		sum := sha256.Sum256([]byte(said))
		names[i] = hex.EncodeToString(sum[:16])
	}
	return names
}
