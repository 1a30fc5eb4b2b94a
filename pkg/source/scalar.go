package source

import "strings"

// typeOf tells what YAML 1.2's core schema makes of a plain scalar, and whether it is written
// like a date, which YAML 1.1 adds.
func typeOf(s string) ScalarType {
	switch s {
	case "", "~", "null", "Null", "NULL":
		return Null
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return Bool
	case ".nan", ".NaN", ".NAN":
		return Float
	}
	switch c := s[0]; {
	case c == '+' || c == '-' || c == '.':
		return numberType(s)
	case c < '0' || c > '9':
		return String
	case looksLikeDate(s):
		return Timestamp
	}
	return numberType(s)
}

func numberType(s string) ScalarType {
	unsigned := strings.TrimLeft(s[:1], "+-") + s[1:]
	switch unsigned {
	case ".inf", ".Inf", ".INF":
		return Float
	}
	if based, ok := strings.CutPrefix(s, "0x"); ok && all(based, isHex) {
		return Int
	}
	if based, ok := strings.CutPrefix(s, "0o"); ok && all(based, func(c byte) bool { return '0' <= c && c <= '7' }) {
		return Int
	}
	whole, rest := digits(unsigned)
	if rest == "" && whole > 0 {
		return Int
	}
	fraction := 0
	if strings.HasPrefix(rest, ".") {
		fraction, rest = digits(rest[1:])
	}
	if whole+fraction == 0 {
		return String
	}
	if rest == "" {
		return Float
	}
	if rest[0] != 'e' && rest[0] != 'E' {
		return String
	}
	rest = rest[1:]
	if rest != "" && (rest[0] == '+' || rest[0] == '-') {
		rest = rest[1:]
	}
	if n, rest := digits(rest); n > 0 && rest == "" {
		return Float
	}
	return String
}

// digits counts the digits that s begins with, and returns what follows them.
func digits(s string) (n int, rest string) {
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n, s[n:]
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isHex(c byte) bool {
	return isDigit(c) || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func all(s string, is func(byte) bool) bool {
	for i := 0; i < len(s); i++ {
		if !is(s[i]) {
			return false
		}
	}
	return s != ""
}

// looksLikeDate tells whether s is written 2026-1-2, with or without a time.
func looksLikeDate(s string) bool {
	year, rest := digits(s)
	if year != 4 || !strings.HasPrefix(rest, "-") {
		return false
	}
	month, rest := digits(rest[1:])
	if month < 1 || month > 2 || !strings.HasPrefix(rest, "-") {
		return false
	}
	day, rest := digits(rest[1:])
	if day < 1 || day > 2 {
		return false
	}
	if rest == "" {
		return true
	}
	time := strings.TrimLeft(rest[1:], " \t")
	return strings.IndexByte("Tt \t", rest[0]) >= 0 && time != "" && isDigit(time[0])
}

// isAmbiguous tells whether a reader of YAML 1.1 or of YAML 1.2 would make something else than
// text of a plain s. In doubt it says yes.
func isAmbiguous(s string) bool {
	if typeOf(s) != String {
		return true
	}
	switch s {
	case "y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO",
		"on", "On", "ON", "off", "Off", "OFF", "<<", "=", ".":
		return true
	}
	unsigned := strings.TrimLeft(s[:1], "+-") + s[1:]
	if len(unsigned) > 2 && unsigned[0] == '0' && strings.IndexByte("xXoObB", unsigned[1]) >= 0 {
		return all(unsigned[2:], func(c byte) bool { return isHex(c) || c == '_' })
	}
	// 1_000, 1.2.3 and 10:30:00 are numbers to YAML 1.1.
	mantissa, exponent, hasExponent := strings.Cut(strings.ToLower(unsigned), "e")
	if mantissa == "" || !strings.ContainsAny(mantissa, "0123456789") {
		return false
	}
	if hasExponent && !all(strings.TrimLeft(exponent, "+-"), isDigit) {
		return false
	}
	return all(mantissa, func(c byte) bool { return isDigit(c) || c == '_' || c == '.' || c == ':' })
}
